//! What is wrong with the configuration, and whose line it is. Each of these is exit code 2.

use std::io;
use std::path::PathBuf;

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The settings file says something that is not a setting.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Setting {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// 1-based column.
        column: usize,
        /// What is wrong, and where we can guess it, what was meant.
        message: String,
    },
    /// A flag or an environment variable has a value that cannot be used.
    #[error("{origin}: {message}")]
    Value {
        /// `--jobs`, `PROVOST_JOBS`.
        origin: String,
        /// What is wrong with it.
        message: String,
    },
    /// A file or directory that was named is not there.
    #[error("{origin}: {} does not exist", path.display())]
    Missing {
        /// Who named it: a flag, a variable, or a setting with its file.
        origin: String,
        /// The path.
        path: PathBuf,
    },
}

impl ConfigError {
    /// A bad value of a flag or variable.
    pub(super) fn value(origin: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Value { origin: origin.into(), message: message.into() }
    }
}
