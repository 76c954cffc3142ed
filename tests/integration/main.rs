//! The one integration test binary: a module a topic, so that it links once.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that tests share"
)]

mod common;
mod hostile;
mod sarif;
mod serve;
mod settings;
mod soundness;
mod tidy;
