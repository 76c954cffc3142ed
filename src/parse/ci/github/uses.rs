//! What a step or job uses: `owner/repo/path@ref`, `./path`, `docker://image`.

use crate::model::view::image::Image;
use crate::model::{Reference, Value};
use crate::parse::ci::fields::{Fields, Place, text};

use super::{Reader, is_open};

/// A `uses:` in its parts; empty where it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Uses<'a> {
    pub(super) kind: &'static str,
    pub(super) owner: &'a str,
    pub(super) repo: &'a str,
    pub(super) path: &'a str,
    pub(super) reference: &'a str,
    pub(super) pinned: bool,
}

impl<'a> Uses<'a> {
    /// Splits what is written. Never fails: what makes no sense is an action without a ref.
    pub(super) fn parse(raw: &'a str, of_job: bool) -> Self {
        let none =
            Self { kind: "docker", owner: "", repo: "", path: "", reference: "", pinned: false };
        if let Some(image) = raw.strip_prefix("docker://") {
            let parts = Image::parse(image);
            let reference = if parts.digest.is_empty() { parts.tag } else { parts.digest };
            return Self { path: image, reference, pinned: !parts.digest.is_empty(), ..none };
        }
        if raw.starts_with("./") || raw.starts_with("../") {
            // It is the same commit as the workflow's.
            return Self { kind: "local", path: raw, pinned: true, ..none };
        }
        let (name, reference) = raw.rsplit_once('@').unwrap_or((raw, ""));
        let (owner, rest) = name.split_once('/').unwrap_or((name, ""));
        let (repo, path) = rest.split_once('/').unwrap_or((rest, ""));
        let kind = if of_job { "workflow" } else { "action" };
        Self { kind, owner, repo, path, reference, pinned: is_commit(reference) }
    }
}

/// A full hash: SHA-1 or SHA-256. A short one can be taken by a branch or tag.
fn is_commit(reference: &str) -> bool {
    matches!(reference.len(), 40 | 64) && reference.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Reader<'_> {
    /// The view of a `uses:` that stands at a place.
    pub(super) fn uses(&mut self, value: &Value, place: &Place, of_job: bool) -> Option<Value> {
        if is_open(value) {
            return Some(value.reshaped());
        }
        let raw = value.as_str()?;
        let uses = Uses::parse(raw, of_job);
        if uses.kind == "local" {
            self.refer(raw, place, of_job);
        }
        let image =
            raw.strip_prefix("docker://").map(|image| Image::parse(image).to_value(value.span));
        let mut fields = Fields::new(&mut self.keys);
        fields
            .put("raw", value.clone())
            .put("kind", text(uses.kind))
            .put("owner", text(uses.owner))
            .put("repo", text(uses.repo))
            .put("path", text(uses.path))
            .put("ref", text(uses.reference))
            .put("pinned", Value::bool(uses.pinned, value.span))
            .put_some("image_ref", image)
            .put("at", place.value());
        Some(fields.finish())
    }

    /// A local action or workflow is a resource of its own, told by its path.
    fn refer(&mut self, raw: &str, place: &Place, of_job: bool) {
        let path = raw.trim_start_matches("./").trim_end_matches('/');
        let mut to = |address: String| {
            self.references.push(Reference { to: address.into(), path: place.path() });
        };
        if of_job {
            to(path.to_owned());
            return;
        }
        let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
        to(format!("{folder}action.yml"));
        to(format!("{folder}action.yaml"));
    }
}

#[cfg(test)]
mod tests {
    use super::Uses;

    #[test]
    fn uses_are_split() {
        let commit = "8f4b7f84864484a7bf31766abe9204da3cbe65b3";
        let long = format!("a/b@{commit}");
        let upper = format!("a/b@{}", commit.to_uppercase());
        let digest = format!("docker://ghcr.io/a/b@sha256:{}", "a".repeat(64));
        // Raw, of a job, kind, owner, repo, path, ref, pinned.
        let cases = [
            ("actions/checkout@v4", false, "action", "actions", "checkout", "", "v4", false),
            ("a/b/c/d@main", false, "action", "a", "b", "c/d", "main", false),
            (&long, false, "action", "a", "b", "", commit, true),
            ("a/b@8f4b7f8", false, "action", "a", "b", "", "8f4b7f8", false),
            ("a/b", false, "action", "a", "b", "", "", false),
            ("a/b@feature/x", false, "action", "a", "b", "", "feature/x", false),
            ("./x/y", false, "local", "", "", "./x/y", "", true),
            ("docker://alpine:3.8", false, "docker", "", "", "alpine:3.8", "3.8", false),
            (
                "a/b/.github/workflows/c.yml@v1",
                true,
                "workflow",
                "a",
                "b",
                ".github/workflows/c.yml",
                "v1",
                false,
            ),
            (
                "./.github/workflows/c.yml",
                true,
                "local",
                "",
                "",
                "./.github/workflows/c.yml",
                "",
                true,
            ),
            ("", false, "action", "", "", "", "", false),
            ("@", false, "action", "", "", "", "", false),
        ];
        for (raw, of_job, kind, owner, repo, path, reference, pinned) in cases {
            let expected = Uses { kind, owner, repo, path, reference, pinned };
            assert_eq!(Uses::parse(raw, of_job), expected, "{raw}");
        }
        assert!(Uses::parse(&upper, false).pinned && Uses::parse(&digest, false).pinned);
    }
}
