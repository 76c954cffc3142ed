//! Where roots really are, and what the paths below them are called in reports.
//!
//! In: the roots of the configuration. Out: [`Root`]s by real path, each with the directory that
//! reported paths start from: the working directory's repository, or without one the working
//! directory; for a root that lies elsewhere, its own repository or the directory itself.

use std::io;
use std::path::{Path, PathBuf};

use crate::config::{Config, repository_above};
use crate::discover::Discovery;
use crate::model::Str;

/// A root to walk.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// Real path: no link in it.
    pub real: PathBuf,
    /// Directory that reported paths start from; it is above `real`, or empty.
    pub base: PathBuf,
}

/// Resolves the roots; one that cannot be resolved is recorded as failed.
pub(super) fn resolve_roots(config: &Config, discovery: &mut Discovery) -> Vec<Root> {
    let mut reals = Vec::new();
    for root in &config.roots {
        let path = config.working_directory.join(root);
        match path.canonicalize() {
            Ok(real) => reals.push(real),
            Err(error) => discovery.fail(shown(root), format!("cannot be read: {}", cause(&error))),
        }
    }
    reals.sort();
    reals.dedup();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let home = real(config.repository.as_deref().unwrap_or(&config.working_directory));
    let outside = outside_base(&home, &reals);
    let base = |real: &Path| if real.starts_with(&home) { home.clone() } else { outside.clone() };
    reals.into_iter().map(|real| Root { base: base(&real), real }).collect()
}

/// The base of roots that lie outside of the working directory. Beside roots within it their names
/// could clash, so they keep absolute paths then.
fn outside_base(home: &Path, reals: &[PathBuf]) -> PathBuf {
    if reals.iter().any(|real| real.starts_with(home)) {
        return PathBuf::new();
    }
    let directory = |real: &Path| {
        let parent = if real.is_dir() { Some(real) } else { real.parent() };
        parent.unwrap_or(real).to_path_buf()
    };
    let common = reals.iter().map(|real| directory(real)).reduce(|one, other| {
        one.ancestors().find(|above| other.starts_with(above)).unwrap_or(&one).to_path_buf()
    });
    let common = common.unwrap_or_default();
    repository_above(&common).unwrap_or(common)
}

impl Root {
    /// The path as reported of a path below this root.
    pub fn report(&self, path: &Path) -> Str {
        let relative = path.strip_prefix(&self.base).unwrap_or(path);
        if relative.as_os_str().is_empty() { ".".into() } else { shown(relative) }
    }
}

/// A path as text, `/`-separated. Bytes that are no Unicode are written `\xNN`, so that two names
/// never become one.
pub(super) fn shown(path: &Path) -> Str {
    match path.to_str() {
        Some(text) if cfg!(windows) => text.replace('\\', "/").into(),
        Some(text) => text.into(),
        None => {
            let mut text = String::new();
            for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
                text.push_str(chunk.valid());
                chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
            }
            text.into()
        }
    }
}

/// What went wrong, without the number that the system gives it.
pub(super) fn cause(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}
