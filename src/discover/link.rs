//! Symbolic links: followed to files within their root, and to nothing else.
//!
//! In: what the walk found. Out: the same with the links resolved: a link to a file that is not
//! read itself becomes a file under the link's name, every other link is recorded with its reason.
//! A link is resolved by the system in one step, so a loop of links ends as an error of that step.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Discovery;
use super::base::cause;
use super::name::{Named, by_name};
use super::walk::{Found, FoundFile, FoundLink};
use crate::model::{Diagnostic, Loss};

/// Resolves the links of a walk.
pub(super) fn follow(found: &mut Found, discovery: &mut Discovery) {
    if found.links.is_empty() {
        return;
    }
    let is_read = |file: &&FoundFile| !matches!(file.named, Named::Unread(_));
    let mut read: HashSet<PathBuf> =
        found.files.iter().filter(is_read).map(|file| file.real.clone()).collect();
    for link in std::mem::take(&mut found.links) {
        match link.real.canonicalize() {
            Ok(target) => {
                if let Some(file) = resolve(&link, target, &read, discovery) {
                    if is_read(&&file) {
                        read.insert(file.real.clone());
                    }
                    found.files.push(file);
                }
            }
            Err(error) => unresolved(&link, &error, discovery),
        }
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
}

fn resolve(
    link: &FoundLink,
    target: PathBuf,
    read: &HashSet<PathBuf>,
    discovery: &mut Discovery,
) -> Option<FoundFile> {
    let path = link.path.clone();
    if !target.starts_with(&link.root.real) {
        discovery.exclude(path, "a symbolic link that leads out of the scanned directory");
        return None;
    }
    let shown = link.root.report(&target);
    let Ok(metadata) = target.metadata() else {
        discovery.fail(path, format!("a symbolic link to `{shown}`, which cannot be read"));
        return None;
    };
    if metadata.is_dir() {
        if is_loop(&link.real, &target) {
            let message = format!("a symbolic link back to `{shown}`, above it; not followed");
            let mut diagnostic = Diagnostic::file(path.clone(), message);
            diagnostic.loss = Loss::Nothing;
            diagnostic.lost = String::new();
            discovery.diagnostics.push(diagnostic);
        }
        discovery.exclude(path, format!("a symbolic link to the directory `{shown}`"));
        return None;
    }
    if !metadata.is_file() {
        discovery.exclude(path, "a symbolic link to a pipe, device or socket");
        return None;
    }
    if read.contains(&target) {
        discovery.exclude(path, format!("a symbolic link to `{shown}`, which is read itself"));
        return None;
    }
    let named = by_name(&path);
    Some(FoundFile { path, real: target, named, size: metadata.len() })
}

fn is_loop(link: &Path, target: &Path) -> bool {
    link.starts_with(target)
}

fn unresolved(link: &FoundLink, error: &std::io::Error, discovery: &mut Discovery) {
    let path = link.path.clone();
    let dangling = error.kind() == ErrorKind::NotFound;
    // What a name does not recommend is not missed, but a link that never ends is always a fault.
    if dangling && matches!(by_name(&path), Named::Unread(_)) {
        discovery.exclude(path, "a symbolic link that leads nowhere");
    } else if dangling {
        discovery.fail(path, "a symbolic link that leads nowhere");
    } else {
        discovery.fail(path, format!("a symbolic link that cannot be followed: {}", cause(error)));
    }
}
