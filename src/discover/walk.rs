//! Listing what lies below the roots.
//!
//! In: real roots. Out: a [`Found`]: every regular file with its size where its name makes it worth
//! reading, and every symbolic link. Directories that are never entered, excluded paths and special
//! files are recorded on the way. Never here: following a link, or opening anything but ignore files.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::{DirEntry, Error, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};

use super::Discovery;
use super::base::{Root, cause, shown};
use super::evidence;
use super::name::{Named, by_name};
use crate::config::Config;
use crate::model::{Diagnostic, Loss, Str};

/// A regular file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundFile {
    /// Path as reported.
    pub path: Str,
    /// Where to read it.
    pub real: PathBuf,
    /// What its name says.
    pub named: Named,
    /// Size in bytes; 0 where nobody needs to know.
    pub size: u64,
}

/// A symbolic link.
#[derive(Debug, Clone)]
pub(super) struct FoundLink {
    /// Path as reported.
    pub path: Str,
    /// The link itself.
    pub real: PathBuf,
    /// Its root.
    pub root: Root,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub files: Vec<FoundFile>,
    pub links: Vec<FoundLink>,
}

/// Names of ignore files in our own name.
pub(super) const IGNORE_FILE: &str = ".provostignore";

/// Directories that are version control's own, or ours: no part of what is scanned, so not counted.
const UNCOUNTED: &[&str] = &[".git", ".hg", ".svn", ".jj", ".provost"];

/// Directories of other people's files, each counted as one exclusion.
const SKIPPED: &[(&str, &str)] = &[
    ("node_modules", "packages of others"),
    (".terraform", "Terraform's own copies"),
    (".terragrunt-cache", "Terragrunt's own copies"),
    (".venv", "packages of others"),
    (".tox", "packages of others"),
    ("__pycache__", "compiled code"),
];

/// The reason for what a pattern of the configuration leaves out.
pub(super) const BY_PATTERN: &str = "left out by an `exclude` pattern";

/// Whether a directory of this name is never entered, and the reason where that is counted.
pub(super) fn skipped(name: &str) -> Option<Option<&'static str>> {
    if UNCOUNTED.contains(&name) {
        return Some(None);
    }
    SKIPPED.iter().find(|(skipped, _)| name == *skipped).map(|(_, why)| Some(*why))
}

/// Walks all roots. The result is sorted by path, and holds each real file once.
pub(super) fn walk(config: &Config, roots: &[Root], discovery: &mut Discovery) -> Found {
    let exclude = exclusions(config, discovery);
    let mut found = Found::default();
    for root in roots {
        let shared = Mutex::new((Found::default(), Discovery::default()));
        let mut builder = Builder { root, exclude: &exclude, shared: &shared };
        walker(config, root).build_parallel().visit(&mut builder);
        let (part, record) = shared.into_inner().unwrap_or_else(|poison| poison.into_inner());
        found.files.extend(part.files);
        found.links.extend(part.links);
        discovery.left_out.extend(record.left_out);
        discovery.diagnostics.extend(record.diagnostics);
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    found.links.sort_by(|a, b| a.path.cmp(&b.path));
    discovery.left_out.sort_by(|a, b| a.path.cmp(&b.path));
    // Roots may lie within each other.
    found.files.dedup_by(|a, b| a.real == b.real);
    found.links.dedup_by(|a, b| a.real == b.real);
    discovery.left_out.dedup();
    found
}

fn walker(config: &Config, root: &Root) -> WalkBuilder {
    let git = !config.no_ignore && !config.no_git_ignore;
    let mut walker = WalkBuilder::new(&root.real);
    walker
        .follow_links(false)
        .hidden(false)
        // Other search tools' ignore files and a user's global one would make the verdict depend
        // on the machine or on what somebody does not want to search.
        .ignore(false)
        .git_global(false)
        .git_ignore(git)
        .git_exclude(git)
        .parents(!config.no_ignore)
        .threads(config.jobs.map_or(0, std::num::NonZero::get));
    if !config.no_ignore {
        walker.add_custom_ignore_filename(IGNORE_FILE);
    }
    walker
}

/// The patterns of the configuration.
pub(super) fn exclusions(config: &Config, discovery: &mut Discovery) -> Gitignore {
    let base = config.exclude_base.canonicalize();
    let mut builder = GitignoreBuilder::new(base.as_deref().unwrap_or(&config.exclude_base));
    for glob in &config.exclude {
        // The configuration checked each; one that fails now leaves out nothing.
        if let Err(error) = builder.add_line(None, glob) {
            note(discovery, shown(&config.exclude_base), &error);
        }
    }
    builder.build().unwrap_or_else(|error| {
        note(discovery, shown(&config.exclude_base), &error);
        Gitignore::empty()
    })
}

fn note(discovery: &mut Discovery, path: Str, error: &Error) {
    let mut diagnostic = Diagnostic::file(path, format!("a pattern is not used: {error}"));
    diagnostic.loss = Loss::Nothing;
    diagnostic.lost = String::new();
    discovery.diagnostics.push(diagnostic);
}

struct Builder<'a> {
    root: &'a Root,
    exclude: &'a Gitignore,
    shared: &'a Mutex<(Found, Discovery)>,
}

impl<'a> ParallelVisitorBuilder<'a> for Builder<'a> {
    fn build(&mut self) -> Box<dyn ParallelVisitor + 'a> {
        Box::new(Visitor {
            root: self.root,
            exclude: self.exclude,
            shared: self.shared,
            found: Found::default(),
            discovery: Discovery::default(),
        })
    }
}

/// One thread's share, merged when the thread ends.
struct Visitor<'a> {
    root: &'a Root,
    exclude: &'a Gitignore,
    shared: &'a Mutex<(Found, Discovery)>,
    found: Found,
    discovery: Discovery,
}

impl Drop for Visitor<'_> {
    fn drop(&mut self) {
        let mut shared = self.shared.lock().unwrap_or_else(|poison| poison.into_inner());
        shared.0.files.append(&mut self.found.files);
        shared.0.links.append(&mut self.found.links);
        shared.1.left_out.append(&mut self.discovery.left_out);
        shared.1.diagnostics.append(&mut self.discovery.diagnostics);
    }
}

impl ParallelVisitor for Visitor<'_> {
    fn visit(&mut self, entry: Result<DirEntry, Error>) -> WalkState {
        match entry {
            Ok(entry) => self.entry(&entry),
            Err(error) => {
                let (path, message) = explain(&error);
                let path =
                    path.map_or_else(|| shown(&self.root.real), |path| self.root.report(&path));
                self.discovery.fail(path, format!("cannot be read: {message}"));
                WalkState::Continue
            }
        }
    }
}

impl Visitor<'_> {
    fn entry(&mut self, entry: &DirEntry) -> WalkState {
        if let Some(error) = entry.error() {
            let path = explain(error).0.unwrap_or_else(|| entry.path().to_path_buf());
            note(&mut self.discovery, self.root.report(&path), error);
        }
        let Some(kind) = entry.file_type() else { return WalkState::Continue };
        let below_root = entry.depth() > 0;
        if below_root
            && kind.is_dir()
            && let Some(why) = entry.file_name().to_str().and_then(skipped)
        {
            why.into_iter().for_each(|why| self.exclude_directory(entry.path(), why));
            return WalkState::Skip;
        }
        if below_root && kind.is_dir() && evidence::is_package(entry.path()) {
            self.exclude_directory(entry.path(), evidence::WHY);
            return WalkState::Skip;
        }
        if below_root && self.exclude.matched(entry.path(), kind.is_dir()).is_ignore() {
            if kind.is_dir() {
                self.exclude_directory(entry.path(), BY_PATTERN);
            } else {
                self.discovery.exclude(self.root.report(entry.path()), BY_PATTERN);
            }
            return WalkState::Skip;
        }
        match () {
            () if kind.is_dir() => {}
            () if kind.is_symlink() => self.link(entry),
            () if kind.is_file() => self.file(entry),
            () => {
                let path = self.root.report(entry.path());
                self.discovery.exclude(path, "a pipe, device or socket");
            }
        }
        WalkState::Continue
    }

    fn exclude_directory(&mut self, path: &Path, why: &str) {
        let path = format!("{}/", self.root.report(path));
        self.discovery.exclude(path.into(), why);
    }

    fn link(&mut self, entry: &DirEntry) {
        self.found.links.push(FoundLink {
            path: self.root.report(entry.path()),
            real: entry.path().to_path_buf(),
            root: self.root.clone(),
        });
    }

    fn file(&mut self, entry: &DirEntry) {
        let path = self.root.report(entry.path());
        let named = by_name(&path);
        let mut size = 0;
        if !matches!(named, Named::Unread(_)) {
            // A file that went away since it was listed shows when it is opened.
            size = entry.metadata().map_or(0, |metadata| metadata.len());
        }
        self.found.files.push(FoundFile { path, real: entry.path().to_path_buf(), named, size });
    }
}

/// The path that an error is about, and its cause in a few words.
fn explain(error: &Error) -> (Option<PathBuf>, String) {
    let mut path = None;
    let mut error = error;
    loop {
        error = match error {
            Error::WithPath { path: at, err } => {
                path = Some(at.clone());
                err
            }
            Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => err,
            Error::Partial(errors) => match errors.first() {
                Some(first) => first,
                None => return (path, error.to_string()),
            },
            Error::Io(io) => return (path, cause(io)),
            other => return (path, other.to_string()),
        }
    }
}
