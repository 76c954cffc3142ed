//! CI definitions to resources with the view `pipeline`.
//!
//! In: a [`Fragment`](super::Fragment). Out: a resource a definition. One file a CI system.

pub mod expression;
