//! Provost: a policy-as-code compliance scanner.
//!
//! The rooms, in the order in which data walks through them: `config` says what to do, `discover`
//! finds and reads files, `parse` turns each into resources of the `model`, `policy` holds what we
//! judge by, `evaluate` judges, `finding` says what was found, `history` keeps it,
//! `report` prints it. [`scan`] is the whole walk as one function; `serve` judges what a cluster is
//! asked to admit.

pub mod config;
pub mod discover;
pub mod evaluate;
pub mod finding;
pub mod history;
pub mod model;
pub mod parse;
pub mod policy;
pub mod report;
pub mod scan;
pub mod serve;
