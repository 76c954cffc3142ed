//! Symbolic links of a revision: followed within it, as a walk over a checkout follows them.
//!
//! In: the links of a listing. Out: a link to a file that is not read itself becomes a file under
//! the link's name; every other one is recorded with its reason. Links to links are followed a
//! bounded number of times; a link through a linked directory is left out.

use std::collections::{HashMap, HashSet};

use git2::Oid;

use super::listing::{Blob, Found};
use crate::discover::Discovery;
use crate::discover::name::{Named, by_name};
use crate::model::Str;

/// Links from link to link.
const HOPS: usize = 40;
/// Longest target that a system accepts.
const TARGET: usize = 4096;

/// Where a link leads.
enum Target {
    File(Oid, String),
    Directory(String),
    Outside,
    Nowhere,
    Endless,
}

/// Resolves the links of a listing.
pub(super) fn follow(
    found: &mut Found,
    git: &git2::Repository,
    roots: &[Str],
    discovery: &mut Discovery,
) {
    if found.links.is_empty() {
        return;
    }
    let files: HashMap<Str, Oid> =
        found.files.iter().map(|file| (file.path.clone(), file.id)).collect();
    let mut read: HashSet<Str> = found
        .files
        .iter()
        .filter(|file| !matches!(file.named, Named::Unread(_)))
        .map(|file| file.path.clone())
        .collect();
    let links: HashMap<Str, Oid> = found.links.iter().cloned().collect();
    let paths: Vec<Str> = found.files.iter().map(|file| file.path.clone()).collect();
    let listed = Listed { git, files, links, paths };
    for (path, id) in std::mem::take(&mut found.links) {
        let root = root_of(&path, roots);
        let named = by_name(&path);
        let counts = !matches!(named, Named::Unread(_));
        match listed.resolve(&path, id, root) {
            Target::File(_, target) if read.contains(&*target) => {
                let why = format!("a symbolic link to `{target}`, which is read itself");
                discovery.exclude(path, why);
            }
            Target::File(id, target) => {
                if counts {
                    read.insert(target.into());
                }
                found.files.push(Blob { path, named, id });
            }
            Target::Directory(target) => {
                discovery.exclude(path, format!("a symbolic link to the directory `{target}`"));
            }
            Target::Outside => {
                discovery.exclude(path, "a symbolic link that leads out of the scanned directory");
            }
            Target::Nowhere if counts => {
                discovery.fail(path, "a symbolic link that leads nowhere");
            }
            Target::Nowhere => discovery.exclude(path, "a symbolic link that leads nowhere"),
            Target::Endless => {
                discovery.fail(path, "a symbolic link that cannot be followed: too many links");
            }
        }
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
}

/// What a link may lead to.
struct Listed<'a> {
    git: &'a git2::Repository,
    files: HashMap<Str, Oid>,
    links: HashMap<Str, Oid>,
    /// Of the files, sorted.
    paths: Vec<Str>,
}

impl Listed<'_> {
    fn resolve(&self, path: &str, id: Oid, root: &str) -> Target {
        let (mut path, mut id) = (path.to_owned(), id);
        for _ in 0..HOPS {
            let target = match self.git.find_blob(id) {
                Ok(blob) if blob.size() <= TARGET => blob.content().to_vec(),
                _ => return Target::Nowhere,
            };
            let Some(next) = join(&path, &String::from_utf8_lossy(&target)) else {
                return Target::Outside;
            };
            if !lies_in(&next, root) {
                return Target::Outside;
            }
            if let Some(file) = self.files.get(&*next) {
                return Target::File(*file, next);
            }
            match self.links.get(&*next) {
                Some(further) => (path, id) = (next, *further),
                None => return self.elsewhere(next),
            }
        }
        Target::Endless
    }

    /// A target that the listing does not hold as a file: a directory, or nothing.
    fn elsewhere(&self, target: String) -> Target {
        let directory = format!("{target}/");
        let first = self.paths.partition_point(|path| **path < *directory);
        let within = self.paths.get(first).is_some_and(|path| path.starts_with(&directory));
        let is_directory = target.is_empty() || within;
        if is_directory { Target::Directory(target) } else { Target::Nowhere }
    }
}

fn lies_in(path: &str, root: &str) -> bool {
    root.is_empty()
        || path == root
        || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
}

/// The path that a link's target means; `None` where it leads above the top.
fn join(link: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = link.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The innermost root that a path lies in.
fn root_of<'a>(path: &str, roots: &'a [Str]) -> &'a str {
    roots
        .iter()
        .filter(|root| lies_in(path, root))
        .max_by_key(|root| root.len())
        .map_or("", |root| root)
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn targets_are_joined_within_the_top() {
        for (link, target, expected) in [
            ("a/b", "c", Some("a/c")),
            ("a/b", "../c/./d", Some("c/d")),
            ("a", "..", None),
            ("a", "/etc/passwd", None),
            ("a/b", "..", Some("")),
        ] {
            assert_eq!(join(link, target).as_deref(), expected, "{link} -> {target}");
        }
    }
}
