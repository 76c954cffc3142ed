//! Files of a git revision, read from git's objects: the work tree is neither read nor touched.
//!
//! In: a configuration and the name of a revision. Out: the same [`Discovery`] that a walk over a
//! checkout of it would give, and commits to compare with. Never here: fetching, writing to a
//! repository, running its hooks or filters.

mod blob;
mod error;
mod files;
mod ignores;
mod link;
mod listing;
mod past;

use std::path::{Component, Path, PathBuf};

use git2::{BranchType, ErrorCode, Oid};

use super::base::shown;
use super::chart::Charts;
use super::name::Named;
use super::{Discovery, walk};
use crate::config::{Config, repository_above, spelling};
use crate::model::Str;

pub use error::RevisionError;
pub use files::RevisionFiles;
pub(super) use listing::MISSING;

/// A repository, open for reading.
pub struct Repository {
    git: git2::Repository,
    /// Real path of the work tree, or of a bare repository: reported paths start here.
    top: PathBuf,
    /// What is scanned, `/`-separated from the top; empty is everything.
    roots: Vec<Str>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full id.
    pub id: Str,
    oid: Oid,
}

impl Commit {
    fn of(oid: Oid) -> Self {
        Self { id: oid.to_string().into(), oid }
    }
}

impl Repository {
    /// The repository that the roots of a configuration lie in.
    ///
    /// # Errors
    /// There is none, there are several, or it cannot be opened.
    pub fn of(config: &Config) -> Result<Self, RevisionError> {
        let absolute: Vec<PathBuf> =
            config.roots.iter().map(|root| real(&config.working_directory.join(root))).collect();
        let first = absolute.first().map_or(config.working_directory.as_path(), PathBuf::as_path);
        let at = repository_above(first).unwrap_or_else(|| first.to_path_buf());
        let git =
            git2::Repository::open(&at).map_err(|error| RevisionError::opening(&at, &error))?;
        let top = real(git.workdir().unwrap_or(&at));
        let within = |root: &PathBuf| match root.strip_prefix(&top) {
            Ok(rest) if repository_above(root).is_none_or(|above| real(&above) == top) => {
                Ok(shown(rest))
            }
            _ => Err(RevisionError::Elsewhere { path: root.clone(), repository: top.clone() }),
        };
        let mut roots = absolute.iter().map(within).collect::<Result<Vec<Str>, _>>()?;
        roots.sort_unstable();
        roots.dedup();
        Ok(Self { git, top, roots })
    }

    /// The commit that a revision names.
    ///
    /// # Errors
    /// There is no such revision, or it names no commit.
    pub fn commit(&self, name: &str) -> Result<Commit, RevisionError> {
        let found = self.git.revparse_single(name).and_then(|object| object.peel_to_commit());
        match found {
            Ok(commit) => Ok(Commit::of(commit.id())),
            Err(error) if error.code() == ErrorCode::NotFound && self.git.is_shallow() => {
                Err(RevisionError::Shallow { what: format!("the revision `{name}` is not in it") })
            }
            Err(error) => Err(RevisionError::Unknown {
                name: name.to_owned(),
                hint: self.hint(name),
                why: error.message().to_owned(),
            }),
        }
    }

    /// The newest commit that both have in common: where a branch left the other.
    ///
    /// # Errors
    /// They have none, or the clone is too shallow to tell.
    pub fn merge_base(&self, base: &Commit, head: &Commit) -> Result<Commit, RevisionError> {
        match self.git.merge_base(base.oid, head.oid) {
            Ok(oid) => Ok(Commit::of(oid)),
            Err(_) if self.git.is_shallow() => Err(RevisionError::Shallow {
                what: format!("the commit where {} and {} part is not in it", base.id, head.id),
            }),
            Err(error) if error.code() == ErrorCode::NotFound => {
                Err(RevisionError::Unrelated { one: base.id.clone(), other: head.id.clone() })
            }
            Err(error) => Err(RevisionError::Unreadable(error.message().to_owned())),
        }
    }

    /// Reads every file of a commit that is configuration, within the roots and the limits.
    ///
    /// # Errors
    /// The commit's objects cannot be read.
    pub fn discover(&self, config: &Config, commit: &Commit) -> Result<Discovery, RevisionError> {
        let mut discovery = Discovery::default();
        let tree = self.git.find_commit(commit.oid).and_then(|commit| commit.tree());
        let tree = tree.map_err(|error| RevisionError::Unreadable(error.message().to_owned()))?;
        let exclude = walk::exclusions(config, &mut discovery);
        let mut found = listing::list(self, config, &tree, &exclude, &mut discovery);
        link::follow(&mut found, &self.git, &self.roots, &mut discovery);
        let charts = Charts::of_paths(found.charts.iter().map(|path| &**path));
        let mut candidates = Vec::new();
        for file in found.files {
            let chart = match file.named {
                Named::Yaml | Named::Json => charts.reason(&file.path),
                _ => None,
            };
            match (file.named, chart) {
                (Named::Unread(reason), _) | (_, Some(reason)) => {
                    discovery.exclude(file.path, reason);
                }
                (_, None) => candidates.push(file),
            }
        }
        blob::read_all(self.git.path(), config, candidates, &mut discovery);
        discovery.sort();
        Ok(discovery)
    }

    /// Directories of the work tree that are repositories of their own, each with a `/` at its
    /// end: a revision holds nothing of them but a commit's id.
    pub fn submodules(&self) -> Vec<Str> {
        const GITLINK: u32 = 0o160_000;
        let Ok(index) = self.git.index() else { return Vec::new() };
        let links = index.iter().filter(|entry| entry.mode == GITLINK);
        links.map(|entry| format!("{}/", String::from_utf8_lossy(&entry.path)).into()).collect()
    }

    /// A name near one that is not there.
    fn hint(&self, name: &str) -> Option<String> {
        let mut names = Vec::new();
        for branch in self.git.branches(None).into_iter().flatten().flatten() {
            let (branch, kind) = branch;
            let Ok(Some(full)) = branch.name() else { continue };
            if kind == BranchType::Remote && full.split_once('/').is_some_and(|(_, b)| b == name) {
                return Some(full.to_owned());
            }
            names.push(full.to_owned());
        }
        if let Ok(tags) = self.git.tag_names(None) {
            names.extend(tags.iter().flatten().flatten().map(str::to_owned));
        }
        names.truncate(10_000);
        spelling::nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// A path without links as far as it exists, and without `.` and `..` beyond that: what is
/// scanned may be there in the revision only.
fn real(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain = plain.canonicalize().unwrap_or(plain);
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    let there = plain.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    match there {
        Some((above, real)) => match plain.strip_prefix(above) {
            Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
            _ => real,
        },
        None => plain,
    }
}
