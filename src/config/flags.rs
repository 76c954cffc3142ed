//! What the command line asks for, before it is checked. The command line's own crate stays in the
//! binary: this is the plain struct that it fills.

use std::path::PathBuf;

/// Options as they were given; empty and `None` mean "not given".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// `PATH…`
    pub paths: Vec<PathBuf>,
    /// `--config FILE`
    pub config: Option<PathBuf>,
    /// `--pack NAME|FILE`
    pub packs: Vec<String>,
    /// `--policy DIR|FILE`
    pub policies: Vec<PathBuf>,
    /// `--rule ID`
    pub rules: Vec<String>,
    /// `--skip-rule ID`
    pub skip_rules: Vec<String>,
    /// `--severity LEVEL`
    pub severity: Option<String>,
    /// `--fail-on LEVEL|none`
    pub fail_on: Option<String>,
    /// `--include-passes`
    pub include_passes: bool,
    /// `--jobs N`
    pub jobs: Option<String>,
    /// `--no-ignore`
    pub no_ignore: bool,
    /// `--no-git-ignore`
    pub no_git_ignore: bool,
    /// `--exclude GLOB`
    pub exclude: Vec<String>,
    /// `--max-file-size SIZE`
    pub max_file_size: Option<String>,
    /// `--var NAME=VALUE`
    pub variables: Vec<String>,
    /// For each of them, the number of `--var-file` before it; all of them where it is not told
    pub variable_places: Vec<usize>,
    /// `--var-file FILE`
    pub var_files: Vec<PathBuf>,
    /// `--plan FILE`
    pub plans: Vec<PathBuf>,
    /// `--module-roots`
    pub module_roots: bool,
    /// `--waivers FILE`
    pub waivers: Option<PathBuf>,
    /// `--baseline FILE`
    pub baseline: Option<PathBuf>,
    /// `--rev REV`
    pub rev: Option<String>,
    /// `--diff BASE`
    pub diff: Option<String>,
}
