//! `provost.yaml`: its keys, and reading it.
//!
//! In: the file. Out: [`Settings`] whose values are valid one by one; whether the files that they
//! name exist is for `resolve`. Unknown keys are errors with a guess at what was meant.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Deserializer, de::Error as _};

use super::error::ConfigError;
use super::spelling::nearest;
use super::{SETTINGS_FILE, repository_above, scalar};
use crate::model::Severity;

/// No settings file of people's own comes near this.
const MAX_SETTINGS_SIZE: u64 = 1 << 20;

/// The settings file, with every key optional.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Version of this format: 1.
    #[serde(default, deserialize_with = "scalar::version")]
    pub version: Option<u64>,
    /// Names or files of packs.
    #[serde(default)]
    pub packs: Vec<String>,
    /// Files and directories of policies.
    #[serde(default)]
    pub policies: Vec<PathBuf>,
    /// Only these rules.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Not these rules.
    #[serde(default)]
    pub skip: Vec<String>,
    /// Parameters by rule.
    #[serde(default, deserialize_with = "params")]
    pub params: BTreeMap<String, serde_json::Value>,
    /// Severities by rule.
    #[serde(default)]
    pub severities: BTreeMap<String, Level>,
    /// Floor of what is reported.
    #[serde(default, deserialize_with = "scalar::severity")]
    pub severity: Option<Severity>,
    /// What makes the exit code 1.
    #[serde(default, deserialize_with = "scalar::fail_on")]
    pub fail_on: Option<Option<Severity>>,
    /// Whether passes are reported.
    #[serde(default)]
    pub include_passes: Option<bool>,
    /// Threads.
    #[serde(default, deserialize_with = "scalar::jobs")]
    pub jobs: Option<NonZeroUsize>,
    /// Whether git's ignore rules are followed.
    #[serde(default)]
    pub git_ignore: Option<bool>,
    /// Paths left out, as in `.gitignore`.
    #[serde(default)]
    pub exclude: Vec<Glob>,
    /// Largest file.
    #[serde(default, deserialize_with = "scalar::bytes")]
    pub max_file_size: Option<u64>,
    /// Largest sum of files.
    #[serde(default, deserialize_with = "scalar::bytes")]
    pub max_total_size: Option<u64>,
    /// Waiver file.
    #[serde(default)]
    pub waivers: Option<PathBuf>,
    /// Baseline file.
    #[serde(default)]
    pub baseline: Option<PathBuf>,
    /// Terraform's inputs.
    #[serde(default)]
    pub terraform: TerraformSettings,
}

/// The `terraform` section.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TerraformSettings {
    /// Values for input variables.
    #[serde(default)]
    pub variables: BTreeMap<String, serde_json::Value>,
    /// Variable files.
    #[serde(default)]
    pub var_files: Vec<PathBuf>,
    /// Plans in JSON.
    #[serde(default)]
    pub plans: Vec<PathBuf>,
    /// Whether modules that others call are judged alone too.
    #[serde(default)]
    pub module_roots: Option<bool>,
}

/// A severity by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level(pub Severity);

/// A pattern that `.gitignore` could hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob(pub String);

impl Settings {
    /// The settings file at or above a directory, no higher than its repository's root; without a
    /// repository only the directory itself is looked at.
    pub fn find(directory: &Path) -> Option<PathBuf> {
        let top = repository_above(directory).unwrap_or_else(|| directory.to_path_buf());
        let below = |above: &&Path| above.starts_with(&top);
        let mut candidates =
            directory.ancestors().take_while(below).map(|above| above.join(SETTINGS_FILE));
        candidates.find(|candidate| candidate.is_file())
    }

    /// Reads a settings file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let unreadable = |source| ConfigError::Unreadable { path: path.to_path_buf(), source };
        let mut text = String::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(MAX_SETTINGS_SIZE + 1).read_to_string(&mut text).map_err(unreadable)?;
        if text.len() as u64 > MAX_SETTINGS_SIZE {
            return Err(unreadable(io::Error::other("larger than 1 MiB")));
        }
        Self::parse(path, &text)
    }

    /// Parses the text of a settings file; the path is for messages.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        if text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
            return Ok(Self::default());
        }
        serde_yaml::from_str(text).map_err(|error| {
            let (line, column) =
                error.location().map_or((1, 1), |place| (place.line(), place.column()));
            let message = explain(&error.to_string());
            ConfigError::Setting { path: path.to_path_buf(), line, column, message }
        })
    }
}

/// A message of serde's in our words: without the place, which stands in front already, and with
/// the likely key in place of the list of all of them.
fn explain(message: &str) -> String {
    let message = message.split_once(" at line ").map_or(message, |(message, _)| message);
    let Some((before, after)) = message.split_once("unknown field `") else {
        return message.to_owned();
    };
    let mut names = after.split('`').step_by(2);
    let unknown = names.next().unwrap_or_default();
    let known: Vec<&str> = names.filter(|name| !name.trim().is_empty()).collect();
    match nearest(unknown, known.iter().copied()) {
        Some(meant) => format!("{before}unknown key `{unknown}`; did you mean `{meant}`?"),
        None => format!("{before}unknown key `{unknown}`; one of {}", known.join(", ")),
    }
}

fn params<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, serde_json::Value>, D::Error> {
    let params = BTreeMap::<String, serde_json::Value>::deserialize(deserializer)?;
    match params.iter().find(|(_, value)| !value.is_object()) {
        Some((rule, _)) => Err(D::Error::custom(format!("`{rule}`: expected parameters by name"))),
        None => Ok(params),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Settings::parse(Path::new("provost.yaml"), text).unwrap_err().to_string()
    }

    #[test]
    fn faults_name_their_line_and_what_was_meant() {
        for (text, expected) in [
            (
                "packs: [soc2]\npakcs: [gdpr]\n",
                "provost.yaml:2:1: unknown key `pakcs`; did you mean `packs`?",
            ),
            ("fail_on: serious\n", "provost.yaml:1:10: fail_on: unknown severity `serious`"),
            ("packs: [a]\njobs: -2\n", "provost.yaml:2:7: jobs: `-2` is not a number of threads"),
            ("exclude: ['a', '']\n", "provost.yaml:1:16: exclude[1]: an empty pattern"),
            ("max_file_size: lots\n", "`lots` is not a size"),
            ("version: 2\n", "version 2 is not known"),
            ("params:\n  a-rule: 3\n", "`a-rule`: expected parameters by name"),
            ("terraform:\n  var_file: [x]\n", "did you mean `var_files`?"),
            ("packs: [a\n", "provost.yaml:2:1"),
        ] {
            let message = error(text);
            assert!(message.contains(expected), "{text:?} gave {message}");
        }
    }

    #[test]
    fn every_key_is_read() {
        let text = "version: 1\npacks: [soc2]\npolicies: [policies]\nrules: [a]\nskip: [b]\n\
            params: {a: {days: 7}}\nseverities: {a: low}\nseverity: low\nfail_on: none\n\
            include_passes: true\njobs: 3\ngit_ignore: false\nexclude: ['x/**']\n\
            max_file_size: 1MiB\nmax_total_size: 1048576\nwaivers: w.yaml\nbaseline: b.yaml\n\
            terraform: {variables: {n: 3}, var_files: [a.tfvars], plans: [p.json], module_roots: true}\n";
        let settings = Settings::parse(Path::new("provost.yaml"), text).unwrap();
        assert_eq!(settings.fail_on, Some(None));
        assert_eq!(settings.max_total_size, settings.max_file_size);
        assert_eq!(settings.terraform.variables["n"], 3);
        assert_eq!(settings.severities["a"], Level(Severity::Low));
        assert_eq!(
            Settings::parse(Path::new("x"), "# nothing yet\n").unwrap(),
            Settings::default()
        );
    }

    #[test]
    fn the_file_is_found_upwards_but_not_past_the_repository() {
        let outer = tempfile::tempdir().unwrap();
        let inner = outer.path().join("repository/a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::create_dir(outer.path().join("repository/.git")).unwrap();
        std::fs::write(outer.path().join(SETTINGS_FILE), "").unwrap();
        assert_eq!(Settings::find(&inner), None);
        let found = outer.path().join("repository").join(SETTINGS_FILE);
        std::fs::write(&found, "").unwrap();
        assert_eq!(Settings::find(&inner), Some(found));
    }
}
