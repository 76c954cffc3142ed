//! One Terraform expression in the root module of a directory.
//!
//! In: a configuration whose one root is that directory. Out: the value, with the sources that its
//! places are in. Never here: judging.

use super::{ScanError, discover, in_pool, options};
use crate::config::Config;
use crate::discover::{Discovery, reported_roots};
use crate::model::{Diagnostic, Sources, Value};
use crate::parse::load;

/// What an expression gave.
#[derive(Debug)]
pub struct Answer {
    /// The value; parts of it may be unknown.
    pub value: Value,
    /// Texts that were read.
    pub sources: Sources,
    /// What is wrong with the expression itself.
    pub faults: Vec<String>,
    /// What is wrong with the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Evaluates an expression where `terraform console` would: in the module of a directory, with the
/// variables that the configuration gives.
///
/// # Errors
/// Several roots, one that is no directory, or a variable file that cannot be read.
pub fn evaluate_expression(config: &Config, expression: &str) -> Result<Answer, ScanError> {
    in_pool(config.jobs, || {
        let (base, roots) = reported_roots(config);
        let [root] = roots.as_slice() else { return Err(ScanError::OneDirectory) };
        if !base.join(root).is_dir() {
            return Err(ScanError::OneDirectory);
        }
        let (discovery, beside) = discover(config)?;
        let options = options(config, &discovery, beside)?;
        let Discovery { files, diagnostics, .. } = discovery;
        let mut answer = load::evaluate_expression(files, root, expression, &options);
        answer.diagnostics.extend(diagnostics);
        let load::Answer { value, sources, faults, diagnostics } = answer;
        Ok(Answer { value, sources, faults, diagnostics })
    })?
}
