//! Results of judging: verdicts, where they point, their identity, and what a run adds up to.
//!
//! In: what `evaluate` found. Out: a [`Run`], the one thing that reports, history and the exit
//! code are made from. Never here: evaluating, printing, or storing.

pub mod baseline;
pub mod diff;
pub mod fingerprint;
mod quoted;
pub mod result;
pub mod run;
pub mod suppression;
pub mod verdict_hash;
pub mod waiver;

pub use fingerprint::{Fingerprint, disambiguate, fingerprint};
pub use result::{BaselineUse, RuleResult, Suppression, UnknownCause, Verdict, WaiverUse};
pub use run::{Assessment, Counts, PackUse, Run};
