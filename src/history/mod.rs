//! The history: what each run saw and judged, kept so that nobody can change it unseen.
//!
//! In: a [`Run`](crate::finding::Run) and its [`Occasion`]. Out: a [`Store`] that only ever grows,
//! whose rows a hash chain binds together; and from it runs, populations, the life of each finding,
//! drift, and a verdict on the chain itself. Growth follows change: a run that finds what the last
//! one found adds one row and its entry in the ledger. Never here: scanning, reading the clock, or
//! changing a row; what is pruned leaves its hash, and a row that says who allowed it.

pub mod admission;
mod append;
mod body;
mod canonical;
mod copy;
pub mod drift;
mod error;
pub mod evidence;
mod excerpt;
pub mod life;
mod mask;
mod mask_tokens;
pub mod moment;
pub mod population;
mod prune;
mod ranges;
mod record;
mod replay;
pub mod runs;
mod schema;
mod scope;
mod store;
mod timeline;
pub mod trend;
pub mod verify;

pub use admission::{Admission, Admitted, AdmittedFinding, Batch, Day, Kept};
pub use copy::{CopyError, Restored, restore};
pub use drift::{Change, Drift, Side, Sides};
pub use error::HistoryError;
pub use evidence::{Body, BodyFinding, BodyResource, FileEvent};
pub use excerpt::{Excerpt, Excerpts};
pub use life::{Event, Life, State};
pub use population::{FileState, Member, Status};
pub use prune::{Prune, PruneError, Pruned, Pruning};
pub use ranges::Ranges;
pub use record::{Content, Desk, Occasion, Recorded, Registered};
pub use runs::{ContentRow, Context, PackRow, RuleRow, RunRow};
pub use scope::Looked;
pub use store::Store;
pub use verify::{Entry, Fault, Verified};
