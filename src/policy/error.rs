//! Why policies or packs could not be loaded: always the author's or the caller's to mend.

use std::path::PathBuf;

/// A fault in policies, packs, or the choice among them.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// A file could not be read.
    #[error("{}: cannot be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A metadata block is wrong.
    #[error("{path}:{line}: {message}")]
    Metadata {
        /// The policy.
        path: String,
        /// 1-based line.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// Two rules of one id.
    #[error("{path}: there is a rule `{id}` already; give the policy another package")]
    Taken {
        /// The policy.
        path: String,
        /// The id.
        id: String,
    },
    /// A policy that does not compile.
    #[error("{path}: {message}")]
    Compile {
        /// The policy.
        path: String,
        /// What the compiler says, with its line.
        message: String,
    },
    /// No pack of that name.
    #[error("there is no pack `{name}`, neither built in ({known}) nor as a file")]
    NoPack {
        /// The name given.
        name: String,
        /// The names that exist.
        known: String,
    },
    /// No rule of that name.
    #[error("there is no rule `{name}`{}", hint(.suggestion))]
    NoRule {
        /// The name given.
        name: String,
        /// The nearest id.
        suggestion: Option<String>,
    },
    /// A fault in a pack file.
    #[error("{path}:{line}: {message}")]
    Pack {
        /// The pack file.
        path: String,
        /// 1-based line.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

fn hint(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or(String::new(), |id| format!("; did you mean `{id}`?"))
}
