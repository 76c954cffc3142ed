//! Finding and reading files.
//!
//! In: roots and limits from the configuration. Out: a [`Discovery`]: each readable file with its
//! text and the kind that its content shows, and a record of every file that was left out, with
//! the reason. Never here: parsing more of a file than it takes to tell what it is.

mod base;
mod beside;
mod chart;
mod evidence;
mod link;
mod modules;
mod name;
mod plan;
mod read;
pub mod revision;
pub mod sniff;
pub mod text;
mod walk;

#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::model::{Diagnostic, FileOutcome, FileRecord, Str};

pub use beside::Beside;
pub use modules::InstalledModule;
pub use name::classify;
pub use sniff::{YamlKind, sniff_yaml};

/// What a file is, told from its name and, for YAML and JSON, from its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `.tf`, `.tofu`.
    Terraform,
    /// `.tf.json`, `.tofu.json`.
    TerraformJson,
    /// `terraform.tfvars`, `*.auto.tfvars` and their JSON forms; read only for their module.
    TerraformVariables,
    /// A Terraform plan in JSON.
    TerraformPlan,
    /// A Terraform state: as it is kept, or as `terraform show -json` prints it.
    TerraformState,
    /// YAML or JSON with Kubernetes objects.
    Kubernetes,
    /// A workflow under `.github/workflows`, or YAML of that shape.
    GithubWorkflow,
    /// `action.yml`.
    GithubAction,
    /// A Compose file.
    Compose,
    /// A Dockerfile or Containerfile.
    Dockerfile,
    /// A configuration of Prometheus.
    Prometheus,
    /// Groups of alerts and recording rules, as Prometheus reads them.
    PrometheusRules,
    /// A configuration of Alertmanager.
    Alertmanager,
    /// A configuration of Dependabot.
    Dependabot,
    /// Markdown, whose fenced blocks are read.
    Markdown,
}

impl FileKind {
    /// Name as reports give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terraform | Self::TerraformJson | Self::TerraformVariables => "terraform",
            Self::TerraformPlan => "terraform-plan",
            Self::TerraformState => "terraform-state",
            Self::Kubernetes => "kubernetes",
            Self::GithubWorkflow | Self::GithubAction => "github-actions",
            Self::Compose => "compose",
            Self::Dockerfile => "dockerfile",
            Self::Prometheus | Self::PrometheusRules => "prometheus",
            Self::Alertmanager => "alertmanager",
            Self::Dependabot => "dependabot",
            Self::Markdown => "markdown",
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path as reported: relative to the working directory's repository root, `/`-separated.
    pub path: Str,
    /// What it is.
    pub kind: FileKind,
    /// Its text.
    pub text: Str,
}

/// What discovery found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// Files to parse, sorted by path.
    pub files: Vec<SourceFile>,
    /// Files that were seen and not read, with the reason: sorted by path.
    pub left_out: Vec<FileRecord>,
    /// Modules that `terraform init` brought, by the calls that lead to them.
    pub modules: Vec<InstalledModule>,
    /// Faults met on the way (a root that is not there, a file that cannot be read).
    pub diagnostics: Vec<Diagnostic>,
}

impl Discovery {
    /// Puts everything in order of paths.
    fn sort(&mut self) {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.left_out.sort_by(|a, b| a.path.cmp(&b.path));
        self.diagnostics.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    }

    /// Takes back what was recorded of roots that a revision lacks.
    pub fn forget_missing_roots(&mut self) {
        let missing = |item: &Diagnostic| item.message == revision::MISSING;
        let roots: Vec<Str> = self
            .diagnostics
            .iter()
            .filter(|item| missing(item))
            .map(|item| item.path.clone())
            .collect();
        self.diagnostics.retain(|item| !missing(item));
        self.left_out.retain(|file| !roots.contains(&file.path));
    }

    /// Leaves out the files of directories whose files a revision does not hold.
    pub fn leave_out(&mut self, directories: &[Str], reason: &str) {
        let within =
            |path: &str| directories.iter().find(|directory| path.starts_with(&***directory));
        if directories.is_empty() {
            return;
        }
        self.files.retain(|file| within(&file.path).is_none());
        self.left_out.retain(|file| within(&file.path).is_none());
        self.diagnostics.retain(|item| within(&item.path).is_none());
        directories.iter().for_each(|directory| self.exclude(directory.clone(), reason));
        self.sort();
    }

    /// Records a file that is not read, and should not be.
    fn exclude(&mut self, path: Str, reason: impl Into<String>) {
        self.left_out.push(FileRecord::new(path, FileOutcome::Excluded(reason.into())));
    }

    /// Records a file that should have been read and is not: the scan is incomplete.
    fn fail(&mut self, path: Str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::file(path.clone(), message));
        self.left_out.push(FileRecord::new(path, FileOutcome::Failed));
    }
}

/// The directory that reported paths start from, and the roots as they are reported: `.` is that
/// directory itself. For roots in several places, the first one's directory.
pub fn reported_roots(config: &Config) -> (std::path::PathBuf, Vec<String>) {
    let roots = base::resolve_roots(config, &mut Discovery::default());
    let first = roots.first().map(|root| root.base.clone());
    let base = first.unwrap_or_else(|| config.working_directory.clone());
    (base, roots.iter().map(|root| root.report(&root.real).to_string()).collect())
}

/// Walks the roots of a configuration and reads every file in a format that we know.
///
/// The walk only lists; links are resolved when all real files are known, so that each is read
/// once; reading is parallel over what is left.
pub fn discover(config: &Config) -> Discovery {
    let mut discovery = Discovery::default();
    let roots = base::resolve_roots(config, &mut discovery);
    let mut found = walk::walk(config, &roots, &mut discovery);
    link::follow(&mut found, &mut discovery);
    modules::add(&roots, &mut found, &mut discovery);
    let charts = chart::Charts::of(&roots, &found.files);
    let candidates = read::candidates(found.files, &charts, &mut discovery);
    read::read_all(config, candidates, &mut discovery);
    discovery.sort();
    discovery
}

/// The path as reported of a file that the user names.
pub fn reported_path(config: &Config, path: &std::path::Path) -> Str {
    let (base, _) = reported_roots(config);
    let path = config.working_directory.join(path);
    let real = path.canonicalize().unwrap_or(path);
    base::shown(real.strip_prefix(&base).unwrap_or(&real))
}
