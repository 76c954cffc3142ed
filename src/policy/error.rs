//! Why policies or packs could not be loaded: always the author's or the caller's to mend.

use std::path::PathBuf;

use super::place::line_of;

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
    /// A parameter that the rule does not have, or of another type.
    #[error("`{rule}`: parameter `{parameter}`: {message}")]
    Parameter {
        /// The rule, as it was named.
        rule: String,
        /// The parameter.
        parameter: String,
        /// What is wrong.
        message: String,
    },
    /// A folder of policies without any.
    #[error("{}: no policy (`.rego`) is there", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// Another fault, with the place where its cause is written.
    #[error("{path}:{line}: {fault}")]
    At {
        /// The file.
        path: String,
        /// 1-based line.
        line: usize,
        /// The fault.
        fault: Box<PolicyError>,
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

impl PolicyError {
    /// The same, with the line of a file that names what is at fault. `section` is the key below
    /// which it stands, where that is known. What the file does not name is left as it is.
    #[must_use]
    pub fn located(self, path: &str, text: &str, section: Option<&str>) -> Self {
        let (name, parameter) = match &self {
            Self::NoRule { name, .. } => (name.as_str(), None),
            Self::Parameter { rule, parameter, .. } => (rule.as_str(), Some(parameter.as_str())),
            _ => return self,
        };
        if line_of(text, &[name]).is_none() {
            return self;
        }
        let section = section.or(parameter.map(|_| "params"));
        let words: Vec<&str> = section.into_iter().chain([name]).chain(parameter).collect();
        let line = line_of(text, &words).unwrap_or(1);
        Self::At { path: path.into(), line, fault: Box::new(self) }
    }
}

fn hint(suggestion: &Option<String>) -> String {
    suggestion.as_ref().map_or(String::new(), |id| format!("; did you mean `{id}`?"))
}
