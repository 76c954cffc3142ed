//! The rules of the house that a machine can hold: who imports whom, which dependency lives where,
//! how long a file gets, and that the documents name what is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::repository;

/// The import table of `docs/architecture.md`: a room, and the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("config", &["model"]),
    ("discover", &["config", "model"]),
    ("parse", &["discover", "model"]),
    ("policy", &["model"]),
    ("finding", &["model", "policy"]),
    ("evaluate", &["model", "policy", "finding"]),
    ("history", &["model", "finding"]),
    ("report", &["model", "policy", "finding", "history"]),
    ("serve", &["config", "model", "parse", "policy", "evaluate", "finding", "history"]),
    ("scan", &["config", "discover", "model", "parse", "policy", "evaluate", "finding"]),
    // The binary's own crate: it sees the library under its name, not as `crate::`.
    ("cli", &[]),
    ("main", &["cli"]),
];

/// Heavy dependencies and the places that may name them.
const HEAVY: &[(&str, &[&str])] = &[
    ("tree_sitter", &["src/parse/terraform"]),
    ("tree_sitter_hcl", &["src/parse/terraform"]),
    ("hcl_edit", &["src/parse/terraform"]),
    ("granit_parser", &["src/parse/yaml"]),
    ("regorus", &["src/evaluate/rego"]),
    ("wasmtime", &["src/evaluate/wasm"]),
    ("rusqlite", &["src/history"]),
    ("axum", &["src/serve"]),
    ("tokio", &["src/serve"]),
    ("rustls", &["src/serve"]),
    ("git2", &["src/discover"]),
    ("ignore", &["src/discover", "src/config"]),
    ("serde_sarif", &["src/report/sarif", "src/report/tests/sarif.rs"]),
    (
        "serde_yaml",
        &["src/config", "src/policy", "src/finding", "src/parse/terraform/functions/yaml.rs"],
    ),
    ("clap", &["src/main.rs", "src/cli"]),
    ("anyhow", &["src/main.rs", "src/cli"]),
];

/// A file that is longer does more than one thing.
const MAX_LINES: usize = 500;
/// Files that are longer all the same.
const LONG_FILES: &[&str] = &[];

/// Places in the repository whose names documents must not get wrong.
const CHECKED_FOLDERS: &[&str] = &["src/", "docs/", "tests/", "fixtures/", "benches/"];

struct Source {
    /// Path from the repository's root, `/`-separated.
    path: String,
    text: String,
}

fn sources(folder: &str, extension: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut pending: Vec<PathBuf> = vec![repository().join(folder)];
    while let Some(directory) = pending.pop() {
        let Ok(entries) = fs::read_dir(&directory) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.is_symlink() {
                pending.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(repository()).unwrap().to_str().unwrap().to_owned();
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

impl Source {
    /// `src/parse/yaml/mod.rs` → `parse`, `src/scan.rs` → `scan`.
    fn room(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap();
        inner.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The code without comment lines, whose links are no imports.
    fn code(&self) -> String {
        let lines = self.text.lines().filter(|line| !line.trim_start().starts_with("//"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// How many `super::` lead from this file's module to the crate's root.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count() - 1;
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }
}

/// What stands behind each occurrence of a path's start: `crate::model` → `model`, and each first
/// name in the braces of `crate::{config, model::Str}`.
fn names_after(code: &str, start: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(start) {
        if code[..at].ends_with(|before: char| before.is_alphanumeric() || ":_$".contains(before)) {
            continue;
        }
        let rest = &code[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let mut at_start = true;
                for (index, letter) in group.char_indices() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => at_start = true,
                        _ if at_start && !letter.is_whitespace() => {
                            names.insert(identifier(&group[index..]));
                            at_start = false;
                        }
                        _ => {}
                    }
                }
            }
            None => {
                names.insert(identifier(rest));
            }
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn rooms_import_only_rooms_before_them() {
    let mut faults = Vec::new();
    let is_room = |name: &str| ROOMS.iter().any(|(room, _)| *room == name);
    for source in sources("src", "rs").iter().filter(|source| source.path != "src/lib.rs") {
        let room = source.room();
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{}: the room `{room}` has no row in the table", source.path));
            continue;
        };
        let code = source.code();
        let mut imported = names_after(&code, "crate::");
        imported.extend(names_after(&code, &"super::".repeat(source.depth())));
        imported.retain(|name| is_room(name) && name != room && !allowed.contains(&name.as_str()));
        faults.extend(imported.iter().map(|name| format!("{} imports {name}", source.path)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn heavy_dependencies_stay_in_their_rooms() {
    let mut faults = Vec::new();
    for source in sources("src", "rs") {
        let code = source.code();
        for (dependency, places) in HEAVY {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            let named = code.match_indices(&format!("{dependency}::")).any(|(at, _)| {
                !code[..at]
                    .ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before))
            });
            if named || code.contains(&format!("use {dependency};")) {
                faults
                    .push(format!("{} names {dependency}, which lives in {places:?}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_small() {
    let mut faults = Vec::new();
    for source in sources("src", "rs").into_iter().chain(sources("tests", "rs")) {
        if !source.text.starts_with("//!") {
            faults.push(format!("{} does not open with `//!`", source.path));
        }
        let lines = source.text.lines().count();
        let excepted = LONG_FILES.contains(&source.path.as_str());
        if lines > MAX_LINES && !excepted {
            faults.push(format!("{} has {lines} lines, more than {MAX_LINES}", source.path));
        }
        if lines <= MAX_LINES && excepted {
            faults.push(format!("{} is no long file any more", source.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn documents_name_what_is_there() {
    let mut documents = sources("docs", "md");
    for name in ["README.md", "CONTRIBUTING.md"] {
        if let Ok(text) = fs::read_to_string(repository().join(name)) {
            documents.push(Source { path: name.into(), text });
        }
    }
    let mut faults = Vec::new();
    for document in &documents {
        for path in paths_named(&document.text) {
            if !repository().join(path).exists() {
                faults.push(format!("{} names {path}", document.path));
            }
        }
        let folder = Path::new(&document.path).parent().unwrap();
        for link in links(&document.text) {
            if !repository().join(folder).join(link).exists() {
                faults.push(format!("{} links to {link}", document.path));
            }
        }
    }
    assert!(faults.is_empty(), "not there:\n{}", faults.join("\n"));
}

/// Words that are a path of ours; patterns and placeholders are not.
fn paths_named(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || "`()[]\"',;|".contains(letter))
        .map(|word| word.trim_end_matches(['.', ':', '!', '?']).split('#').next().unwrap())
        // `file:line:column` names the file.
        .map(|word| word.split(':').next().unwrap())
        .filter(|word| CHECKED_FOLDERS.iter().any(|folder| word.starts_with(folder)))
        .filter(|word| !word.contains(['*', '<', '>', '{', '}', '…', '$']))
}

/// Targets of Markdown links within the repository.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '#']).next())
        .filter(|target| !target.is_empty() && !target.contains(':') && !target.starts_with('/'))
}

#[test]
fn the_parts_of_this_test_see_what_they_should() {
    let code =
        "use crate::model::Str;\nuse crate::{config, parse::{a, b}};\nmycrate::no; crate::x()";
    let names: Vec<String> = names_after(code, "crate::").into_iter().collect();
    assert_eq!(names, ["config", "model", "parse", "x"]);
    assert_eq!(names_after("use super::super::model;", "super::super::").len(), 1);
    let text = "See `src/scan.rs`, [a](usage.md#x), [b](https://example.org), docs/<name>.md.";
    assert_eq!(paths_named(text).collect::<Vec<_>>(), ["src/scan.rs"]);
    assert_eq!(links(text).collect::<Vec<_>>(), ["usage.md"]);
    let source = |path: &str| Source { path: path.into(), text: String::new() };
    assert_eq!(source("src/parse/yaml/mod.rs").depth(), 2);
    assert_eq!(source("src/scan.rs").depth(), 1);
    assert_eq!(source("src/parse/yaml/mod.rs").room(), "parse");
}
