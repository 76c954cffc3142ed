//! OPA metadata annotations: the `# METADATA` comment block above a policy's `package` line.
//!
//! In: the text of a policy. Out: an [`Annotation`]. The build script includes this file too, so
//! that the library's metadata is read when the binary is built and costs nothing at start-up.

use std::fmt;

use serde::Deserialize;

/// What the annotation block says. Unknown keys under `custom` are errors: a misspelt `resources`
/// would otherwise be a rule that never runs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Annotation {
    /// One line that names the good state.
    #[serde(default)]
    pub title: String,
    /// A paragraph.
    #[serde(default)]
    pub description: String,
    /// Our own part; a block without it does not make a rule.
    pub custom: Option<Custom>,
}

/// The `custom:` part of an annotation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Custom {
    /// `critical`, `high`, `medium`, `low` or `info`.
    pub severity: String,
    /// Topic.
    #[serde(default)]
    pub category: String,
    /// Types judged.
    pub resources: Vec<String>,
    /// Default parameters.
    #[serde(default)]
    pub params: serde_json::Map<String, serde_json::Value>,
    /// How to mend a failure.
    #[serde(default)]
    pub remediation: String,
    /// Ids in other scanners.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Links.
    #[serde(default)]
    pub references: Vec<String>,
    /// What a result is that depends on an open value.
    #[serde(default)]
    pub unknown: OnUnknown,
}

/// What a result is that depends on an open value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnUnknown {
    /// Indeterminate, as for nearly every rule.
    #[default]
    Indeterminate,
    /// Pass: for rules that ask whether a value is written in the configuration, such as a
    /// literal password. What is open is not written there.
    Pass,
}

/// A fault in a policy's head, with its 1-based line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationError {
    /// 1-based line in the policy.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for AnnotationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

/// The package that a policy declares, or `None` where it declares none.
pub fn package(text: &str) -> Option<&str> {
    text.lines().find_map(|line| {
        let name = line.trim_start().strip_prefix("package ")?;
        Some(name.split('#').next().unwrap_or(name).trim())
    })
}

/// Reads the annotation that stands before the `package` line. `Ok(None)` where there is none.
pub fn read(text: &str) -> Result<Option<Annotation>, AnnotationError> {
    let mut yaml = String::new();
    let mut first_line = 0;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim_start().starts_with("package ") {
            break;
        }
        if first_line == 0 {
            if line == "# METADATA" {
                first_line = index + 2;
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            yaml.push_str(comment.strip_prefix(' ').unwrap_or(comment));
            yaml.push('\n');
        } else {
            break;
        }
    }
    if first_line == 0 {
        return Ok(None);
    }
    serde_yaml::from_str(&yaml).map(Some).map_err(|error| AnnotationError {
        line: first_line + error.location().map_or(0, |place| place.line().saturating_sub(1)),
        message: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_block_above_the_package() {
        let text = "# METADATA\n# title: T\n# custom:\n#   severity: high\n#   resources: [a]\npackage provost.a.b # c\n";
        let annotation = read(text).unwrap().unwrap();
        assert_eq!(annotation.title, "T");
        assert_eq!(annotation.custom.unwrap().resources, ["a"]);
        assert_eq!(package(text), Some("provost.a.b"));
    }

    #[test]
    fn names_the_line_of_a_fault() {
        let text =
            "# METADATA\n# title: T\n# custom:\n#   severity: high\n#   resource: [a]\npackage p\n";
        let error = read(text).unwrap_err();
        assert!(error.message.contains("resource"), "{error}");
        assert!(error.line >= 3, "{error}");
    }

    #[test]
    fn a_policy_without_a_block_is_not_ours() {
        assert_eq!(read("package main\n# METADATA\n# title: late\n").unwrap(), None);
    }
}
