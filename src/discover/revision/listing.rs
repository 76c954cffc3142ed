//! Listing the tree of a commit.
//!
//! In: a tree, the roots and the rules of what is left out. Out: a [`Found`]: every blob with its
//! path, and every symbolic link. Iterative, because a tree may be made to nest without end.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use git2::{ObjectType, Oid, Tree};
use ignore::gitignore::Gitignore;

use super::Repository;
use super::ignores::{Ignores, Owner};
use crate::config::Config;
use crate::discover::base::shown;
use crate::discover::name::{Named, by_name};
use crate::discover::{Discovery, evidence, walk};
use crate::model::Str;

/// Directories within each other; a checkout could not hold many more.
const DEPTH: usize = 512;
/// Entries of all trees together.
const ENTRIES: usize = 5_000_000;
/// Largest ignore file that is read.
const IGNORE_SIZE: usize = 1 << 20;
/// Largest manifest of an evidence package that is read.
const MANIFEST_SIZE: usize = 64 << 20;

/// The reason for a root that a revision lacks.
pub(in crate::discover) const MISSING: &str = "not in this revision";

/// The mode of symbolic links.
pub(super) const LINK: i32 = 0o120_000;

/// A regular file of the revision.
#[derive(Debug, Clone)]
pub(super) struct Blob {
    /// Path from the top.
    pub path: Str,
    /// What its name says.
    pub named: Named,
    /// Its content.
    pub id: Oid,
}

/// What a listing found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files.
    pub files: Vec<Blob>,
    /// Symbolic links: path and the blob that holds the target.
    pub links: Vec<(Str, Oid)>,
    /// Descriptions of charts, also those above the roots.
    pub charts: Vec<Str>,
}

/// One directory to list.
struct Directory {
    tree: Oid,
    /// Path from the top with a `/` at its end; empty for the top.
    prefix: String,
    ignores: Rc<Ignores>,
    depth: usize,
}

struct Lister<'a> {
    repository: &'a Repository,
    config: &'a Config,
    exclude: &'a Gitignore,
    found: Found,
    pending: Vec<Directory>,
    entries: usize,
}

/// Lists what lies below the roots.
pub(super) fn list(
    repository: &Repository,
    config: &Config,
    tree: &Tree<'_>,
    exclude: &Gitignore,
    discovery: &mut Discovery,
) -> Found {
    let mut lister = Lister {
        repository,
        config,
        exclude,
        found: Found::default(),
        pending: Vec::new(),
        entries: 0,
    };
    for root in &repository.roots {
        lister.root(tree, root, discovery);
    }
    while let Some(directory) = lister.pending.pop() {
        lister.directory(directory, discovery);
    }
    let mut found = lister.found;
    // Roots may lie within each other.
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.files.dedup_by(|a, b| a.path == b.path);
    found.links.sort();
    found.links.dedup();
    discovery.left_out.sort_by(|a, b| a.path.cmp(&b.path));
    discovery.left_out.dedup();
    found
}

impl Lister<'_> {
    /// Goes down to a root, gathering what the directories above it say.
    fn root(&mut self, top: &Tree<'_>, root: &Str, discovery: &mut Discovery) {
        let mut ignores = Ignores::default();
        let mut tree = top.clone();
        let mut prefix = String::new();
        let parts: Vec<&str> = root.split('/').filter(|part| !part.is_empty()).collect();
        for (number, part) in parts.iter().enumerate() {
            self.read_ignores(&tree, &prefix, &mut ignores);
            if tree.get_name("Chart.yaml").is_some() {
                self.found.charts.push(format!("{prefix}Chart.yaml").into());
            }
            let entry =
                tree.get_name(part).map(|entry| (entry.id(), entry.kind(), entry.filemode()));
            let Some((id, kind, mode)) = entry else {
                discovery.fail(root.clone(), MISSING);
                return;
            };
            match (kind, number + 1 == parts.len()) {
                (Some(ObjectType::Tree), _) => {
                    let Ok(next) = self.repository.git.find_tree(id) else {
                        discovery.fail(root.clone(), "cannot be read from the repository");
                        return;
                    };
                    tree = next;
                    prefix.push_str(part);
                    prefix.push('/');
                }
                (Some(ObjectType::Blob), true) => {
                    self.blob(root.clone(), id, mode);
                    return;
                }
                (Some(ObjectType::Commit), _) => {
                    submodule(format!("{prefix}{part}"), discovery);
                    return;
                }
                _ => {
                    discovery.fail(root.clone(), MISSING);
                    return;
                }
            }
        }
        let (tree, ignores) = (tree.id(), Rc::new(ignores));
        self.pending.push(Directory { tree, prefix, ignores, depth: parts.len() });
    }

    fn directory(&mut self, directory: Directory, discovery: &mut Discovery) {
        let Directory { tree, prefix, ignores, depth } = directory;
        let Ok(tree) = self.repository.git.find_tree(tree) else {
            discovery.fail(prefix.as_str().into(), "cannot be read from the repository");
            return;
        };
        let mut own = Ignores::clone(&ignores);
        self.read_ignores(&tree, &prefix, &mut own);
        let ignores = Rc::new(own);
        for entry in &tree {
            self.entries += 1;
            if depth >= DEPTH || self.entries > ENTRIES {
                discovery.fail(prefix.as_str().into(), "more directories than are read");
                return;
            }
            let path = path_of(&prefix, entry.name_bytes());
            let is_directory = entry.kind() == Some(ObjectType::Tree);
            if self.left_out(&path, entry.name_bytes(), is_directory, &ignores, discovery) {
                continue;
            }
            match entry.kind() {
                Some(ObjectType::Tree) if self.is_evidence(entry.id()) => {
                    discovery.exclude(format!("{path}/").into(), evidence::WHY);
                }
                Some(ObjectType::Tree) => self.pending.push(Directory {
                    tree: entry.id(),
                    prefix: format!("{path}/"),
                    ignores: ignores.clone(),
                    depth: depth + 1,
                }),
                Some(ObjectType::Blob) => self.blob(path, entry.id(), entry.filemode()),
                Some(ObjectType::Commit) => submodule(path.to_string(), discovery),
                _ => discovery.exclude(path, "an object of an unknown kind"),
            }
        }
    }

    /// Whether a directory is an evidence package.
    fn is_evidence(&self, id: Oid) -> bool {
        let git = &self.repository.git;
        let Ok(tree) = git.find_tree(id) else { return false };
        let Some(manifest) = tree.get_name(evidence::MANIFEST) else { return false };
        let size = git.odb().and_then(|odb| odb.read_header(manifest.id()));
        // A larger one is none of a size that an audit writes.
        let read = size.is_ok_and(|(size, kind)| kind == ObjectType::Blob && size <= MANIFEST_SIZE);
        read && tree.get_name("SHA256SUMS").is_some()
            && git.find_blob(manifest.id()).is_ok_and(|blob| {
                let head = blob.content();
                let end = head.len().min(usize::try_from(evidence::MAX_HEAD).unwrap_or(usize::MAX));
                evidence::is_manifest(head.get(..end).unwrap_or(head))
            })
    }

    /// Whether an entry is left out; the reason is recorded where a walk would record it.
    fn left_out(
        &self,
        path: &Str,
        name: &[u8],
        is_directory: bool,
        ignores: &Ignores,
        discovery: &mut Discovery,
    ) -> bool {
        let place = self.repository.top.join(&**path);
        if !self.config.no_ignore && ignores.leave_out(&place, is_directory) {
            return true;
        }
        let ending = if is_directory { "/" } else { "" };
        let mut exclude = |why: &str| discovery.exclude(format!("{path}{ending}").into(), why);
        if is_directory && let Some(why) = walk::skipped(std::str::from_utf8(name).unwrap_or("")) {
            if let Some(why) = why {
                exclude(why);
            }
            return true;
        }
        if self.exclude.matched(&place, is_directory).is_ignore() {
            exclude(walk::BY_PATTERN);
            return true;
        }
        false
    }

    fn blob(&mut self, path: Str, id: Oid, mode: i32) {
        if mode == LINK {
            self.found.links.push((path, id));
            return;
        }
        if path.rsplit('/').next() == Some("Chart.yaml") {
            self.found.charts.push(path.clone());
        }
        let named = by_name(&path);
        self.found.files.push(Blob { path, named, id });
    }

    /// Adds the rules of a directory's ignore files.
    fn read_ignores(&self, tree: &Tree<'_>, prefix: &str, ignores: &mut Ignores) {
        let git = &self.repository.git;
        for name in [super::ignores::GIT_IGNORE, walk::IGNORE_FILE] {
            let Some(owner) = Owner::of(name) else { continue };
            let disregarded = owner == Owner::Git && self.config.no_git_ignore;
            let Some(entry) = tree.get_name(name).filter(|_| !disregarded) else { continue };
            let size = git.odb().and_then(|odb| odb.read_header(entry.id()));
            if !size.is_ok_and(|(size, kind)| kind == ObjectType::Blob && size <= IGNORE_SIZE) {
                continue;
            }
            if let Ok(blob) = git.find_blob(entry.id()) {
                let directory: PathBuf = self.repository.top.join(prefix.trim_end_matches('/'));
                ignores.push(owner, &directory, &String::from_utf8_lossy(blob.content()));
            }
        }
    }
}

fn submodule(path: String, discovery: &mut Discovery) {
    discovery.exclude(format!("{path}/").into(), "a submodule: another repository's files");
}

#[cfg(unix)]
fn path_of(prefix: &str, name: &[u8]) -> Str {
    use std::os::unix::ffi::OsStrExt as _;
    format!("{prefix}{}", shown(Path::new(std::ffi::OsStr::from_bytes(name)))).into()
}

#[cfg(not(unix))]
fn path_of(prefix: &str, name: &[u8]) -> Str {
    format!("{prefix}{}", shown(Path::new(&*String::from_utf8_lossy(name)))).into()
}
