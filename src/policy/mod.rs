//! What we judge by: rules with their metadata, the library of rules, packs, parameters.
//!
//! In: policy texts (built in, or from the user's folders) and pack files. Out: a [`Library`] of
//! [`Rule`]s, and the [`Selection`] of them that a run asks for. Never here: evaluating anything.

pub mod annotation;
pub mod error;
pub mod examples;
pub mod library;
pub mod pack;
pub mod params;
pub mod place;
pub mod rule;
pub mod selection;

pub use crate::model::Severity;
pub use error::PolicyError;
pub use library::{Library, Module, PackSummary};
pub use pack::{Control, Pack};
pub use rule::{PolicySource, Rule};
pub use selection::{Choice, ChosenPack, Selection};
