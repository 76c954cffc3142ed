//! The examples of a policy: configuration in its real syntax, and what must come of it.
//!
//! In: the text of a `<rule>.yaml`. Out: [`Examples`]. Never here: scanning them.

use serde::Deserialize;

/// The examples file of a policy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Each gives at least one failure of the rule.
    pub bad: Vec<Example>,
    /// None gives a failure or an indeterminate result.
    pub good: Vec<Example>,
    /// Each gives an indeterminate result.
    pub unknown: Vec<Example>,
}

/// One example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// Name under which the code is scanned.
    pub file: Option<String>,
    /// Line of the code where a result must point.
    pub line: Option<u32>,
    /// What an indeterminate result must name.
    pub names: Option<String>,
    /// Parameters of the rule, over its defaults.
    #[serde(default)]
    pub params: serde_json::Map<String, serde_json::Value>,
    /// The configuration.
    pub code: String,
}

impl Examples {
    /// Reads an examples file.
    ///
    /// # Errors
    /// The fault, with line and column.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }
}
