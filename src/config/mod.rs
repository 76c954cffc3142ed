//! What a run is to do: flags, environment and settings file, joined into one validated [`Config`].
//!
//! In: [`Flags`] that the command line filled, an [`Environment`], and `provost.yaml`, found from the
//! working directory upwards to the repository's root. Out: a [`Config`], or a [`ConfigError`] that
//! names the file and line, the flag or the variable at fault. A flag beats the environment, which
//! beats the file. Never here: reading what is scanned, or knowing which rules and packs exist.

pub mod environment;
pub mod error;
pub mod flags;
pub mod resolve;
mod scalar;
pub mod settings;
pub mod size;
pub mod spelling;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

pub use environment::Environment;
pub use error::ConfigError;
pub use flags::Flags;
pub use settings::Settings;

use crate::model::Severity;

/// Name of the settings file.
pub const SETTINGS_FILE: &str = "provost.yaml";
/// Name of the waiver file.
pub const WAIVERS_FILE: &str = "provost.waivers.yaml";
/// Name that `baseline create` gives a baseline.
pub const BASELINE_FILE: &str = "provost.baseline.yaml";
/// The pack that is used when none is named.
pub const DEFAULT_PACK: &str = "baseline";
/// Largest file that is read, in bytes, unless a setting says otherwise.
pub const DEFAULT_MAX_FILE_SIZE: u64 = 64 << 20;
/// Largest sum of texts that a run keeps, in bytes, unless a setting says otherwise.
pub const DEFAULT_MAX_TOTAL_SIZE: u64 = 2 << 30;

/// A pack as a user names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PackChoice {
    /// A built-in pack, or `all`.
    Named(String),
    /// A pack file, which exists.
    File(PathBuf),
}

/// Who gave a Terraform variable its value; later ones win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariableOrigin {
    /// `terraform.variables` in the settings file.
    Settings,
    /// `TF_VAR_name`.
    Environment,
    /// `--var name=value`.
    Flag,
}

/// A value for an input variable of the root modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Name of the variable.
    pub name: String,
    /// The value as Terraform reads it from a command line: plain text for a string, an expression
    /// for anything else.
    pub text: String,
    /// Who said so.
    pub origin: VariableOrigin,
    /// How many of [`Config::var_files`] it comes after, where a flag says so.
    pub after_files: usize,
}

/// Everything that a run needs to know, validated.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Files and directories to scan; never empty, each existed when it was checked.
    pub roots: Vec<PathBuf>,
    /// Directory that relative paths start from; absolute.
    pub working_directory: PathBuf,
    /// Root of the git repository that the working directory lies in.
    pub repository: Option<PathBuf>,
    /// Settings file that was read.
    pub settings_file: Option<PathBuf>,
    /// Packs to judge by; never empty.
    pub packs: Vec<PackChoice>,
    /// The user's own policies: files and directories.
    pub policies: Vec<PathBuf>,
    /// Only these rules, where there are any.
    pub rules: Vec<String>,
    /// Not these rules.
    pub skip_rules: Vec<String>,
    /// Parameters by rule id, over those of policy and pack: JSON objects.
    pub params: BTreeMap<String, serde_json::Value>,
    /// Severity by rule id, over that of the policy.
    pub severities: BTreeMap<String, Severity>,
    /// Results below it are left out of reports.
    pub severity: Option<Severity>,
    /// Open failures at or above it make the exit code 1; `None` means none does.
    pub fail_on: Option<Severity>,
    /// Whether reports hold passes and not-applicable results too.
    pub include_passes: bool,
    /// Whether the run is to be recorded: it needs the verdict hash of every resource.
    pub record: bool,
    /// Threads; `None` is one a core.
    pub jobs: Option<NonZeroUsize>,
    /// Whether suppression comments and every ignore file are disregarded.
    pub no_ignore: bool,
    /// Whether git's ignore rules are disregarded.
    pub no_git_ignore: bool,
    /// Paths that are left out, as `.gitignore` patterns from [`Config::exclude_base`].
    pub exclude: Vec<String>,
    /// Directory that `exclude` starts from: the settings file's, or the working directory.
    pub exclude_base: PathBuf,
    /// Largest file that is read, in bytes.
    pub max_file_size: u64,
    /// Largest sum of texts that a run keeps, in bytes.
    pub max_total_size: u64,
    /// Terraform variables, least binding first.
    pub variables: Vec<Variable>,
    /// Terraform variable files, least binding first.
    pub var_files: Vec<PathBuf>,
    /// Terraform plans in JSON.
    pub plans: Vec<PathBuf>,
    /// Whether Terraform modules that others call are judged alone too.
    pub module_roots: bool,
    /// Waiver file: the one that was asked for, or the one at the repository's root if it is there.
    pub waivers: Option<PathBuf>,
    /// Baseline file.
    pub baseline: Option<PathBuf>,
    /// Git revision to scan in place of the working tree.
    pub rev: Option<String>,
    /// Git revision that results are compared with.
    pub diff: Option<String>,
    /// Time of the run, in seconds since 1970-01-01 UTC: `SOURCE_DATE_EPOCH` or the clock's.
    pub now: i64,
}

impl Config {
    /// A configuration of defaults for some roots, as tests and the server want it.
    pub fn for_roots(working_directory: &Path, roots: Vec<PathBuf>) -> Self {
        Self {
            roots,
            working_directory: working_directory.to_path_buf(),
            repository: repository_above(working_directory),
            settings_file: None,
            packs: vec![PackChoice::Named(DEFAULT_PACK.into())],
            policies: Vec::new(),
            rules: Vec::new(),
            skip_rules: Vec::new(),
            params: BTreeMap::new(),
            severities: BTreeMap::new(),
            severity: None,
            fail_on: Some(Severity::High),
            include_passes: false,
            record: false,
            jobs: None,
            no_ignore: false,
            no_git_ignore: false,
            exclude: Vec::new(),
            exclude_base: working_directory.to_path_buf(),
            max_file_size: DEFAULT_MAX_FILE_SIZE,
            max_total_size: DEFAULT_MAX_TOTAL_SIZE,
            variables: Vec::new(),
            var_files: Vec::new(),
            plans: Vec::new(),
            module_roots: false,
            waivers: None,
            baseline: None,
            rev: None,
            diff: None,
            now: clock(),
        }
    }
}

/// The clock's time, in seconds since 1970-01-01 UTC.
pub fn clock() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |time| i64::try_from(time.as_secs()).unwrap_or(i64::MAX))
}

/// The nearest directory at or above a path that holds `.git`, which is a file in a worktree.
pub fn repository_above(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().find(|above| above.join(".git").exists()).map(Path::to_path_buf)
}
