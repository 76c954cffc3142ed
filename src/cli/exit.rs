//! The exit codes of the contract, in one place.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Clean.
    Clean,
    /// Findings at or above the threshold, failed tests, or a store that is not whole.
    Findings,
    /// Wrong usage or configuration.
    Usage,
    /// The scan is incomplete.
    Incomplete,
    /// Our own fault.
    Internal,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Incomplete => 3,
            Exit::Internal => 4,
        })
    }
}
