//! Where files come from: the repository's remote and the commit that is checked out.
//!
//! In: the directory that reported paths start from. Out: a name for the repository that holds on
//! every machine, and a commit. Reads git's own small files and runs nothing.

use std::fs;
use std::path::{Path, PathBuf};

/// Largest file of git's that is read.
const LIMIT: u64 = 4 << 20;

/// A repository's name and commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The address of the remote `origin`, without credentials; without one the directory.
    pub repository: String,
    /// Commit that is checked out.
    pub revision: Option<String>,
}

/// What is known of a directory.
pub fn of(base: &Path) -> Provenance {
    let base = base.canonicalize().unwrap_or_else(|_| base.to_path_buf());
    let directory = base.to_string_lossy().into_owned();
    let Some(git) = git_directory(&base) else {
        return Provenance { repository: directory, revision: None };
    };
    // A worktree has its own HEAD and shares the rest.
    let common = match read(&git.join("commondir")) {
        Some(text) => git.join(text.trim()),
        None => git.clone(),
    };
    let remote = read(&common.join("config")).and_then(|text| origin(&text));
    Provenance { repository: remote.unwrap_or(directory), revision: head(&git, &common) }
}

fn git_directory(base: &Path) -> Option<PathBuf> {
    let git = base.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = read(&git)?;
    Some(base.join(text.strip_prefix("gitdir:")?.trim()))
}

fn read(path: &Path) -> Option<String> {
    let small = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LIMIT);
    if small { fs::read_to_string(path).ok() } else { None }
}

/// The address of the remote `origin` in a git configuration.
fn origin(config: &str) -> Option<String> {
    let mut inside = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line == "[remote \"origin\"]";
        } else if inside && let Some((key, value)) = line.split_once('=') {
            let value = value.trim().trim_matches('"');
            if key.trim() == "url" && !value.is_empty() {
                return Some(without_credentials(value));
            }
        }
    }
    None
}

/// `https://user:token@host/x.git` → `https://host/x`.
fn without_credentials(address: &str) -> String {
    let plain = address.trim_end_matches('/').trim_end_matches(".git");
    let Some((scheme, rest)) = plain.split_once("://") else { return plain.to_owned() };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host);
    if path.is_empty() { format!("{scheme}://{host}") } else { format!("{scheme}://{host}/{path}") }
}

/// The commit of HEAD.
fn head(git: &Path, common: &Path) -> Option<String> {
    let text = read(&git.join("HEAD"))?;
    let Some(name) = text.trim().strip_prefix("ref:").map(str::trim) else {
        return commit(&text);
    };
    if name.split('/').any(|part| part == "..") || name.starts_with('/') {
        return None;
    }
    let loose = [git, common].into_iter().find_map(|place| read(&place.join(name)));
    if let Some(text) = loose {
        return commit(&text);
    }
    let packed = read(&common.join("packed-refs"))?;
    packed.lines().find_map(|line| {
        let (id, own) = line.split_once(' ')?;
        (own == name).then(|| commit(id))?
    })
}

fn commit(text: &str) -> Option<String> {
    let text = text.trim();
    let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && matches!(text.len(), 40 | 64)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_their_credentials() {
        for (address, expected) in [
            ("https://user:token@example.org/a/b.git", "https://example.org/a/b"),
            ("https://example.org/a@b", "https://example.org/a@b"),
            ("git@example.org:a/b.git", "git@example.org:a/b"),
            ("ssh://git@example.org/a", "ssh://example.org/a"),
        ] {
            assert_eq!(without_credentials(address), expected);
        }
        let config =
            "[core]\n url = no\n[remote \"origin\"]\n\tfetch = x\n\turl = \"/srv/a.git\"\n";
        assert_eq!(origin(config).unwrap(), "/srv/a");
    }

    #[test]
    fn head_is_found_loose_and_packed() {
        let directory = tempfile::tempdir().unwrap();
        let git = directory.path().join(".git");
        fs::create_dir_all(git.join("refs/heads")).unwrap();
        let (one, two) = ("1".repeat(40), "2".repeat(40));
        fs::write(git.join("HEAD"), "ref: refs/heads/main\n").unwrap();
        assert_eq!(of(directory.path()).revision, None);
        fs::write(git.join("packed-refs"), format!("# pack-refs\n{one} refs/heads/main\n"))
            .unwrap();
        assert_eq!(of(directory.path()).revision.as_deref(), Some(&*one));
        fs::write(git.join("refs/heads/main"), format!("{two}\n")).unwrap();
        assert_eq!(of(directory.path()).revision.as_deref(), Some(&*two));
        fs::write(git.join("HEAD"), "ref: ../../secret\n").unwrap();
        assert_eq!(of(directory.path()).revision, None);
    }
}
