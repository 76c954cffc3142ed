//! CI definitions to resources with the view `pipeline`.
//!
//! In: a [`Fragment`](super::Fragment). Out: a resource a definition. One file a CI system; what
//! they share is how a view is put together. Never here: judging, or fetching what a definition
//! refers to.

pub mod expression;
mod fields;
pub mod github;

pub use github::{parse_action, parse_action_at, parse_workflow, parse_workflow_at};
