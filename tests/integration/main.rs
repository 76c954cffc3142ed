//! The one integration test binary: a module a topic, so that it links once.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that tests share"
)]

mod acceptance;
mod action;
mod audit;
mod audit_verify;
mod changes;
mod common;
mod direct;
mod documents;
mod git;
mod history;
mod history_attacks;
mod history_git;
mod history_keep;
mod history_processes;
mod hostile;
mod plans;
mod pod_security;
mod provenance;
mod references;
mod sarif;
mod seeds;
mod serve;
mod settings;
mod soundness;
mod terraform;
mod tidy;
mod wrong_input;
