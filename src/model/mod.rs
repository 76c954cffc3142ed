//! The uniform model: what every format is turned into before anything is judged.
//!
//! In: nothing, these are plain types. Out: [`Resource`]s with an address, native attributes as
//! [`Value`]s, a [`Span`] on every value, unknown values with their cause, and references between
//! resources. Never here: reading files, parsing, judging, or printing.

pub mod chain;
pub mod date;
pub mod diagnostic;
pub mod existence;
pub mod file;
pub mod graph;
pub mod path;
pub mod resource;
pub mod severity;
pub mod source;
pub mod value;
pub mod view;
pub mod word;

pub use chain::{Step, StepKind};
pub use date::Date;
pub use diagnostic::{Diagnostic, Loss};
pub use existence::{Condition, Existence};
pub use file::{BlockRecord, FileOutcome, FileRecord, LeftOut};
pub use graph::Graph;
pub use path::{Path, Segment};
pub use resource::{Format, Reference, Resource, ResourceId};
pub use severity::Severity;
pub use source::{FileId, Position, Source, Sources, Span};
pub use value::{Cause, Entry, Kind, Map, Number, Shape, Unknown, Value};
pub use word::word;

/// A shared, immutable string. Cloning is a reference count, so one allocation serves the model,
/// the policy input and the report.
pub type Str = std::sync::Arc<str>;
