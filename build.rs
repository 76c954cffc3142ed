//! Reads the metadata of every policy and pack in the repository and writes it as static tables,
//! so that a start-up reads no YAML. A fault in a policy's head or a pack ends the build with the
//! file and line.

#![allow(
    dead_code,
    missing_docs,
    reason = "modules shared with the library use only part of them here"
)]

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/policy/annotation.rs"]
mod annotation;
#[path = "src/policy/pack.rs"]
mod pack;

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    println!("cargo:rerun-if-changed=policies");
    println!("cargo:rerun-if-changed=packs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut code = String::new();
    let ids = write_rules(&root, &mut code)?;
    write_packs(&root, &ids, &mut code)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("library.rs"), code)?;
    Ok(())
}

/// Writes `RULES` and `MODULES`; gives the ids of all rules.
fn write_rules(root: &Path, code: &mut String) -> Result<BTreeSet<String>, Fault> {
    let mut rules = String::new();
    let mut modules = String::new();
    let mut ids = BTreeSet::new();
    for path in files(&root.join("policies"), "rego")? {
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        if name.ends_with("_test.rego") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let package =
            annotation::package(&text).ok_or_else(|| format!("{name}: no package line"))?;
        let include = include(&name);
        if name.starts_with("policies/lib/") {
            writeln!(
                modules,
                "    StaticModule {{ path: {name:?}, package: {package:?}, text: {include} }},"
            )?;
            continue;
        }
        let annotation = annotation::read(&text)
            .map_err(|error| format!("{name}: {error}"))?
            .ok_or_else(|| format!("{name}: no METADATA block above the package line"))?;
        let stem = name.trim_start_matches("policies/").trim_end_matches(".rego");
        let id = stem.replace(['/', '_'], "-");
        let wanted = format!("provost.{}", stem.replace('/', "."));
        if package != wanted {
            return Err(
                format!("{name}: the package is {package}, its path asks for {wanted}").into()
            );
        }
        let custom = annotation
            .custom
            .ok_or_else(|| format!("{name}: the METADATA block has no `custom` part"))?;
        write!(
            rules,
            "    StaticRule {{ id: {id:?}, package: {package:?}, title: {:?}, ",
            annotation.title
        )?;
        write!(
            rules,
            "description: {:?}, severity: {:?}, ",
            annotation.description.trim(),
            custom.severity
        )?;
        write!(rules, "category: {:?}, resources: &{:?}, ", custom.category, custom.resources)?;
        write!(
            rules,
            "remediation: {:?}, aliases: &{:?}, ",
            custom.remediation.trim(),
            custom.aliases
        )?;
        write!(rules, "references: &{:?}, ", custom.references)?;
        writeln!(
            rules,
            "unknown_passes: {}, params: {:?}, path: {name:?}, text: {include} }},",
            custom.unknown == annotation::OnUnknown::Pass,
            serde_json::to_string(&custom.params)?
        )?;
        ids.insert(id);
    }
    write!(code, "static RULES: &[StaticRule] = &[\n{rules}];\n")?;
    write!(code, "static MODULES: &[StaticModule] = &[\n{modules}];\n")?;
    Ok(ids)
}

/// The text of a file of the package. Its place is left to the compiler: a target folder may serve
/// several checkouts.
fn include(name: &str) -> String {
    format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))", format!("/{name}"))
}

/// Writes `PACKS`, and holds each pack to rules that exist.
fn write_packs(root: &Path, ids: &BTreeSet<String>, code: &mut String) -> Result<(), Fault> {
    writeln!(code, "static PACKS: &[StaticPack] = &[")?;
    for path in files(&root.join("packs"), "yaml")? {
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path)?;
        let pack: pack::Pack =
            serde_yaml::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
        if let Some(missing) = pack.rule_ids().into_iter().find(|id| !ids.contains(*id)) {
            return Err(format!("{name}: there is no rule `{missing}`").into());
        }
        let controls: Vec<(&str, &Vec<String>)> =
            pack.controls.iter().map(|control| (control.id.as_str(), &control.rules)).collect();
        write!(
            code,
            "    StaticPack {{ name: {:?}, version: {:?}, path: {name:?}, ",
            pack.name, pack.version
        )?;
        write!(code, "title: {:?}, text: {}, controls: &[", pack.title, include(&name))?;
        for (id, rules) in controls {
            write!(code, "({id:?}, &{rules:?}), ")?;
        }
        writeln!(code, "], rules: &{:?} }},", pack.rule_ids())?;
    }
    writeln!(code, "];")?;
    Ok(())
}

/// Every file below a folder with an extension, sorted.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Fault> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
