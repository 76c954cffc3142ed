//! Modules that `terraform init` brought: `.terraform/modules/modules.json`.
//!
//! In: what a walk found. Out: the files of the modules that the manifest of a root module lists,
//! and where each call of it leads. Only the directories that are listed are read, and only below
//! a root. Their files are judged through their callers, as those of any module.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::base::Root;
use super::name::{Named, by_name};
use super::walk::{Found, FoundFile};
use super::{Discovery, FileKind};
use crate::model::{Diagnostic, Loss, Str};

/// Largest manifest that is read.
const MAX_MANIFEST: u64 = 4 << 20;
/// Modules of one manifest.
const MAX_MODULES: usize = 5_000;
/// Entries of one directory.
const MAX_ENTRIES: usize = 10_000;

/// Where a call leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InstalledModule {
    /// Directory of the root module.
    pub root: Str,
    /// Names of the calls that lead to it, joined by dots.
    pub key: Str,
    /// Its directory.
    pub directory: Str,
}

/// Adds the modules that manifests list.
pub(super) fn add(roots: &[Root], found: &mut Found, discovery: &mut Discovery) {
    let terraform = |file: &&FoundFile| {
        matches!(file.named, Named::Kind(FileKind::Terraform | FileKind::TerraformJson))
    };
    let directories: BTreeSet<PathBuf> = found
        .files
        .iter()
        .filter(terraform)
        .filter_map(|file| file.real.parent().map(Path::to_path_buf))
        .collect();
    let mut known: BTreeSet<PathBuf> = found.files.iter().map(|file| file.real.clone()).collect();
    for directory in directories {
        let manifest = directory.join(".terraform/modules/modules.json");
        if !manifest.is_file() {
            continue;
        }
        let Some(root) = roots.iter().find(|root| directory.starts_with(&root.real)) else {
            continue;
        };
        let modules = match read(&manifest) {
            Ok(modules) => modules,
            Err(message) => {
                let mut diagnostic = Diagnostic::file(root.report(&manifest), message);
                diagnostic.loss = Loss::Part;
                diagnostic.lost = "the modules that it lists".into();
                discovery.diagnostics.push(diagnostic);
                continue;
            }
        };
        let own: Str = report(root, &directory);
        for (key, place) in modules {
            let Ok(real) = directory.join(&place).canonicalize() else { continue };
            if !real.starts_with(&root.real) || !real.is_dir() {
                continue;
            }
            let to = report(root, &real);
            discovery.modules.push(InstalledModule {
                root: own.clone(),
                key: key.into(),
                directory: to,
            });
            add_files(root, &real, found, &mut known);
        }
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
}

impl Discovery {
    /// Takes over the installed modules of another state of the same repository.
    pub fn share_modules(&mut self, other: &Self) {
        self.modules.clone_from(&other.modules);
        let installed = |path: &str| path.split('/').any(|part| part == ".terraform");
        let shared = other.files.iter().filter(|file| installed(&file.path)).cloned();
        self.files.extend(shared);
        self.sort();
    }
}

/// A directory as modules are named by: the top has no name.
fn report(root: &Root, directory: &Path) -> Str {
    let shown = root.report(directory);
    if &*shown == "." { "".into() } else { shown }
}

/// Keys and directories of a manifest.
fn read(path: &Path) -> Result<Vec<(String, String)>, String> {
    let mut text = String::new();
    let file = File::open(path).map_err(|error| format!("cannot be read: {error}"))?;
    file.take(MAX_MANIFEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| format!("cannot be read: {error}"))?;
    if text.len() as u64 > MAX_MANIFEST {
        return Err("larger than 4 MiB".into());
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("not JSON: {error}"))?;
    let list = manifest.get("Modules").and_then(serde_json::Value::as_array);
    let list = list.ok_or("no list of modules")?;
    let entry = |module: &serde_json::Value| {
        let text = |name: &str| module.get(name)?.as_str().map(str::to_owned);
        Some((text("Key").filter(|key| !key.is_empty())?, text("Dir")?))
    };
    Ok(list.iter().take(MAX_MODULES).filter_map(entry).collect())
}

fn add_files(root: &Root, directory: &Path, found: &mut Found, known: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = directory.read_dir() else { return };
    for entry in entries.take(MAX_ENTRIES).flatten() {
        let real = entry.path();
        let Ok(metadata) = entry.metadata() else { continue };
        let path = root.report(&real);
        let named = by_name(&path);
        let wanted = matches!(named, Named::Kind(FileKind::Terraform | FileKind::TerraformJson));
        // `metadata` of an entry does not follow links.
        if wanted && metadata.is_file() && known.insert(real.clone()) {
            found.files.push(FoundFile { path, real, named, size: metadata.len() });
        }
    }
}
