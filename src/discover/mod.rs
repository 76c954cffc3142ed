//! Finding and reading files.
//!
//! In: roots and limits from the configuration. Out: a [`Discovery`]: each readable file with its
//! text and the kind that its content shows, and a record of every file that was left out, with
//! the reason. Never here: parsing more of a file than it takes to tell what it is.

pub mod sniff;

use crate::model::{Diagnostic, FileRecord, Str};

/// What a file is, told from its name and, for YAML and JSON, from its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `.tf`, `.tofu`.
    Terraform,
    /// `.tf.json`, `.tofu.json`.
    TerraformJson,
    /// `terraform.tfvars`, `*.auto.tfvars` and their JSON forms; read only for their module.
    TerraformVariables,
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
    /// Markdown, whose fenced blocks are read.
    Markdown,
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
    /// Faults met on the way (a root that is not there, a file that cannot be read).
    pub diagnostics: Vec<Diagnostic>,
}
