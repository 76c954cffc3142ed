//! Where the source of a module call leads.
//!
//! In: a source as it is written, and who calls. Out: the directory of the module, whether it was
//! read or not. Local paths are resolved, registry and git sources found where `terraform init` or
//! a vendor folder has them. Nothing is fetched.

use std::collections::BTreeMap;

use super::Options;
use super::module::{Module, local_source};
use crate::model::Str;

/// Who calls.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'c> {
    /// Directory of the root module.
    pub root: &'c str,
    /// Names of the calls that lead to the caller, joined by dots.
    pub key: &'c str,
    /// Directory of the caller.
    pub directory: &'c str,
}

/// The directory that a source leads to; `None` where it is nowhere here.
pub fn resolve(
    options: &Options,
    modules: &BTreeMap<String, Module<'_>>,
    caller: Caller<'_>,
    call: &str,
    source: &str,
) -> Option<String> {
    if let Some(path) = local_source(caller.directory, source) {
        return Some(path);
    }
    let installed = |root: &str, key: &str| {
        let call = (Str::from(root), Str::from(key));
        options.modules.get(&call).map(|directory| directory.to_string())
    };
    let key = match caller.key {
        "" => call.to_owned(),
        above => format!("{above}.{call}"),
    };
    installed(caller.root, &key)
        .or_else(|| installed(caller.directory, call))
        .or_else(|| vendored(modules, caller.directory, source))
}

/// Folders that hold copies of modules under their sources' names.
const VENDOR: [&str; 2] = ["vendor/modules", "vendor"];

/// A module in a vendor folder at or above the caller.
fn vendored(
    modules: &BTreeMap<String, Module<'_>>,
    directory: &str,
    source: &str,
) -> Option<String> {
    let name = plain_source(source)?;
    let mut above = directory;
    loop {
        for folder in VENDOR {
            let path = match above {
                "" => format!("{folder}/{name}"),
                above => format!("{above}/{folder}/{name}"),
            };
            if modules.contains_key(&path) {
                return Some(path);
            }
        }
        if above.is_empty() {
            return None;
        }
        above = above.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// A source without what does not name it: `git::https://host/a/b.git//sub?ref=v1` is `host/a/b/sub`.
fn plain_source(source: &str) -> Option<String> {
    let source = source.split('?').next().unwrap_or(source);
    let source = source.rsplit("::").next().unwrap_or(source);
    let source = source.split_once("://").map_or(source, |(_, rest)| rest);
    let source = source.split_once('@').map_or(source, |(_, rest)| rest);
    let source = source.strip_prefix("registry.terraform.io/").unwrap_or(source);
    let source = source.strip_prefix("registry.opentofu.org/").unwrap_or(source);
    let source = source.replace(".git", "").replace(':', "/");
    let parts: Vec<&str> =
        source.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!parts.is_empty() && !parts.contains(&"..")).then(|| parts.join("/"))
}

/// Whether a directory is one of Terraform's own copies.
pub fn is_installed(directory: &str) -> bool {
    directory.split('/').any(|part| part == ".terraform")
}

#[cfg(test)]
mod tests {
    use super::plain_source;

    #[test]
    fn sources_have_one_plain_name() {
        for (source, expected) in [
            ("terraform-aws-modules/vpc/aws", "terraform-aws-modules/vpc/aws"),
            ("registry.terraform.io/a/b/aws//modules/x", "a/b/aws/modules/x"),
            ("git::https://example.org/a/b.git//sub?ref=v1", "example.org/a/b/sub"),
            ("git::ssh://git@example.org/a/b.git", "example.org/a/b"),
            ("git@github.com:a/b.git", "github.com/a/b"),
            ("github.com/a/b", "github.com/a/b"),
        ] {
            assert_eq!(plain_source(source).as_deref(), Some(expected), "{source}");
        }
        assert_eq!(plain_source("a/../../b"), None);
    }
}
