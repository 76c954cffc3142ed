//! Terraform and OpenTofu configuration.
//!
//! In: the files of any number of modules. Out: every instance of every resource, evaluated: the
//! modules that no other one calls are roots, and the rest is judged through its callers. Values
//! that the configuration leaves open are unknown, with their cause. Never here: reading files, or
//! running a provider.

mod body;
mod calls;
mod chains;
mod collections;
mod context;
mod documents;
mod expressions;
mod functions;
mod handles;
mod instances;
mod joins;
mod load;
mod module;
mod operators;
mod overrides;
mod plan;
mod providers;
mod resources;
mod roots;
mod run;
mod sources;
pub mod syntax;
mod templates;
#[cfg(test)]
mod tests;
mod tracing;
mod traversal;
mod values;
mod variables;

use std::collections::BTreeMap;

pub use chains::{Origins, Wanted};
pub use load::{evaluate_expression, load, load_with_origins};

use crate::discover::Beside;
use crate::model::{FileId, Str};

/// Spans of texts that are no file of the run.
pub(crate) const NO_FILE: FileId = FileId(u32::MAX);

/// What a text of a module is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Native syntax.
    Native,
    /// JSON syntax.
    Json,
    /// A plan or a state.
    Plan,
    /// Values of variables.
    Variables {
        /// Whether Terraform reads it unasked: `terraform.tfvars`, `*.auto.tfvars`.
        auto: bool,
        /// Whether it is JSON.
        json: bool,
    },
}

/// A text of a module: a file, or a fenced block of a document.
#[derive(Debug, Clone)]
pub struct TerraformFile {
    /// The file, for spans.
    pub file: FileId,
    /// Its path as reported.
    pub path: Str,
    /// The text of the file or of the block.
    pub text: Str,
    /// What it is.
    pub kind: TextKind,
    /// Byte offset of the text in the file.
    pub offset: usize,
    /// Whether it is part of a document.
    pub fragment: bool,
    /// The directory that it belongs to; for a document its path.
    pub module: Str,
}

/// Something that gives values to variables of root modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignment {
    /// Name and text.
    Variable((String, String)),
    /// Path and text of a file.
    File(Str, Str),
}

/// What the user says beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// `--var` and `--var-file`, in order.
    pub assignments: Vec<Assignment>,
    /// The files among them as files of the run, for spans; those beyond it are none.
    pub variable_file_ids: Vec<FileId>,
    /// `TF_VAR_*`, names without the prefix.
    pub environment: Vec<(String, String)>,
    /// `terraform.workspace`; `default` where it is empty.
    pub workspace: String,
    /// Whether modules that others call are judged alone too.
    pub module_roots: bool,
    /// Further texts that `file` and its like may read, by path.
    pub texts: BTreeMap<Str, Str>,
    /// Where calls lead whose sources are no local paths: the directory of a root module, and the
    /// names of the calls from it, joined by dots.
    pub modules: BTreeMap<(Str, Str), Str>,
    /// Further files that functions may read.
    pub beside: Option<std::sync::Arc<Beside>>,
}

impl Options {
    fn workspace(&self) -> &str {
        if self.workspace.is_empty() { "default" } else { &self.workspace }
    }
}

/// Texts that functions may read, by plain path.
pub(crate) type Texts<'a> = std::collections::HashMap<String, &'a Str>;
