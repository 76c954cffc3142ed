//! How bad a failure is.
//!
//! In: a name. Out: an ordered [`Severity`]. It stands in the model because settings, policies and
//! findings all speak of it.

use std::fmt;
use std::str::FromStr;

/// How bad a failure is. Ordered: `Critical` is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Minor.
    Low,
    /// Should be mended.
    Medium,
    /// Must be mended soon.
    High,
    /// Must be mended now.
    Critical,
}

impl Severity {
    /// All, from the worst.
    pub const ALL: [Self; 5] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::Info];

    /// Lower-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|severity| severity.name() == text).ok_or_else(|| {
            format!("unknown severity `{text}`; one of critical, high, medium, low, info")
        })
    }
}
