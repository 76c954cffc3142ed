//! Plans and states that were asked for by name.
//!
//! In: the files of `--plan`. Out: source files of their kind, wherever they lie and whatever they
//! are called; one that is no plan is a failure that says how to make one. Plans that lie below a
//! root are found by the walk, without being named.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::base::{cause, shown};
use super::sniff::{YamlKind, sniff_yaml};
use super::text::decode;
use super::{Discovery, FileKind, SourceFile, reported_roots};
use crate::config::{Config, size};
use crate::model::Str;

impl Discovery {
    /// Adds the plans that a configuration names.
    pub fn add_plans(&mut self, config: &Config) {
        if config.plans.is_empty() {
            return;
        }
        let (base, _) = reported_roots(config);
        for path in &config.plans {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            let reported: Str = match real.strip_prefix(&base) {
                Ok(below) => shown(below),
                Err(_) => shown(&real),
            };
            if self.files.iter().any(|file| file.path == reported && is_plan(file.kind)) {
                continue;
            }
            self.files.retain(|file| file.path != reported);
            self.left_out.retain(|file| file.path != reported);
            match read(path, config.max_file_size) {
                Ok((kind, text)) => {
                    self.files.push(SourceFile { path: reported, kind, text: text.into() });
                }
                Err(message) => self.fail(reported, message),
            }
        }
        self.sort();
    }
}

fn is_plan(kind: FileKind) -> bool {
    matches!(kind, FileKind::TerraformPlan | FileKind::TerraformState)
}

fn read(path: &Path, limit: u64) -> Result<(FileKind, String), String> {
    let unreadable = |error: std::io::Error| format!("cannot be read: {}", cause(&error));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(format!("larger than {}", size::display(limit)));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(
            "a plan in Terraform's own format; `terraform show -json FILE` makes JSON of it".into(),
        );
    }
    let text = decode(bytes).map_err(|fault| fault.to_string())?;
    match sniff_yaml(&text) {
        YamlKind::TerraformPlan => Ok((FileKind::TerraformPlan, text)),
        YamlKind::TerraformState => Ok((FileKind::TerraformState, text)),
        _ => Err("not a plan or state of Terraform in JSON; `terraform show -json FILE` makes one"
            .into()),
    }
}
