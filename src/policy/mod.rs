//! What we judge by: rules with their metadata, the library of rules, packs, parameters.
//!
//! In: policy texts (embedded, or from the user's folders) and pack files. Out: a [`Library`] of
//! [`Rule`]s and [`Pack`]s that choose from them. Never here: evaluating anything.

pub mod rule;

pub use crate::model::Severity;
pub use rule::{PolicySource, Rule};
