//! Container image references: `registry/repository:tag@digest`.
//!
//! In: an image as written. Out: its parts, with what Docker implies where no registry stands.
//! Never here: a verdict on it, or a guess at an unresolved variable: `${TAG}` and `{{ .tag }}`
//! stay whole wherever they stand.

use std::sync::Arc;

use super::super::{Entry, Map, Shape, Span, Unknown, Value, word};

/// The parts of an image reference; empty where the image does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Image<'a> {
    /// Host and port, `docker.io` where Docker implies it.
    pub registry: &'a str,
    /// Repository without the implied `library/`.
    pub path: &'a str,
    /// Whether Docker implies `library/` before the path.
    pub official: bool,
    /// Tag, empty where none stands.
    pub tag: &'a str,
    /// Digest with its algorithm, empty where none stands.
    pub digest: &'a str,
}

impl<'a> Image<'a> {
    /// Splits a reference. Never fails: what makes no sense ends up in the repository.
    pub fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let (name, digest) = split(text, b'@', false).unwrap_or((text, ""));
        let tail = split(name, b'/', true).map_or(name, |(_, tail)| tail);
        let (name, tag) = match split(tail, b':', true) {
            Some((_, tag)) => (name.get(..name.len() - tag.len() - 1).unwrap_or(name), tag),
            None => (name, ""),
        };
        if name.is_empty() {
            return Self { tag, digest, ..Self::default() };
        }
        let (registry, path) = match split(name, b'/', false) {
            Some((host, path)) if is_host(host) => (host, path),
            // A variable alone, or in front, may hold a registry.
            _ if is_open(name) => ("", name),
            _ => ("docker.io", name),
        };
        let registry = if registry == "index.docker.io" { "docker.io" } else { registry };
        let official = registry == "docker.io" && !path.contains('/');
        Self { registry, path, official, tag, digest }
    }

    /// Repository as Docker resolves it: `library/nginx`.
    pub fn repository(&self) -> String {
        if self.official { format!("library/{}", self.path) } else { self.path.to_owned() }
    }

    /// The view's `image_ref`, at the place of the image.
    pub fn to_value(&self, span: Span) -> Value {
        let entry = |key: &'static str, text: &str| Entry {
            key: word(key),
            key_span: Span::default(),
            value: Value::string(if text.is_empty() { word("") } else { text.into() }, span),
        };
        let map: Map = [
            entry("registry", self.registry),
            entry("repository", &self.repository()),
            entry("tag", self.tag),
            entry("digest", self.digest),
        ]
        .into_iter()
        .collect();
        Value::map(map, span)
    }
}

/// The view's `image_ref` of an image that is not known. Parts that its beginning or its end decide
/// are known all the same: the registry of `ghcr.io/a/${NAME}`, the tag of `${REGISTRY}/a:latest`.
pub fn open(unknown: &Arc<Unknown>, span: Span) -> Value {
    let Shape { string, prefix, suffix, .. } = &unknown.shape;
    let part = |known: Option<&str>| match known {
        Some(text) => Value::string(text, span),
        None => {
            let shape = Shape { not_null: true, string: true, ..Shape::default() };
            Value::unknown(Unknown { shape, ..Unknown::clone(unknown) }, span)
        }
    };
    let (mut registry, mut repository, mut tag, mut digest) = (None, None, None, None);
    let begun = Image::parse(prefix);
    if *string && let Some((_, tail)) = prefix.rsplit_once('/') {
        registry = Some(begun.registry).filter(|_| !prefix.trim_start().starts_with(['$', '{']));
        // A slash in what follows would make it no image.
        repository = registry.filter(|_| tail.contains([':', '@'])).map(|_| begun.repository());
    }
    if *string && let Some((_, tail)) = suffix.rsplit_once('/') {
        let ended = Image::parse(tail);
        (tag, digest) = (Some(ended.tag), Some(ended.digest));
    } else if *string && let Some((_, hash)) = suffix.rsplit_once('@') {
        digest = Some(hash);
    }
    let parts = [
        ("registry", part(registry)),
        ("repository", part(repository.as_deref())),
        ("tag", part(tag)),
        ("digest", part(digest)),
    ];
    let entry = |(key, value): (&'static str, Value)| Entry {
        key: word(key),
        key_span: Span::default(),
        value,
    };
    Value::map(parts.into_iter().map(entry).collect(), span)
}

/// Docker's rule for telling a registry from the first part of a path.
fn is_host(part: &str) -> bool {
    part.contains(['.', ':'])
        || part == "localhost"
        || part.bytes().any(|byte| byte.is_ascii_uppercase())
        || is_open(part)
}

/// Whether it begins with something that is not resolved yet.
fn is_open(text: &str) -> bool {
    text.starts_with(['$', '{', '<'])
}

/// Splits at the first or last separator outside of braces.
fn split(text: &str, separator: u8, last: bool) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    let mut found = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ if byte == separator && depth == 0 => {
                found = Some(at);
                if !last {
                    break;
                }
            }
            _ => {}
        }
    }
    let at = found?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cause;

    #[test]
    fn parts_of_images_that_are_open() {
        let cases = [
            ("", "", [None, None, None, None]),
            ("nginx:", "", [None, None, None, None]),
            ("ghcr.io/a/", "", [Some("ghcr.io"), None, None, None]),
            ("ghcr.io/a/b:", "", [Some("ghcr.io"), Some("a/b"), None, None]),
            ("team/b:", "", [Some("docker.io"), Some("team/b"), None, None]),
            ("", "/app:latest", [None, None, Some("latest"), Some("")]),
            ("", "/app", [None, None, Some(""), Some("")]),
            ("", ":latest", [None, None, None, None]),
            ("", "@sha256:00", [None, None, None, Some("sha256:00")]),
        ];
        for (prefix, suffix, expected) in cases {
            let shape = Shape {
                string: true,
                prefix: prefix.into(),
                suffix: suffix.into(),
                ..Shape::default()
            };
            let unknown =
                Unknown { name: "${X}".into(), because: Cause::Variable, declared_at: None, shape };
            let value = open(&Arc::new(unknown), Span::default());
            let found = ["registry", "repository", "tag", "digest"]
                .map(|key| value.get(key).and_then(Value::as_str));
            assert_eq!(found, expected, "{prefix}…{suffix}");
            assert!(value.as_map().unwrap().iter().all(|entry| {
                entry.value.as_str().is_some() || entry.value.as_unknown().is_some()
            }));
        }
    }

    #[test]
    fn parts_of_images() {
        let digest = "sha256:0123456789abcdef";
        let pinned = format!("ghcr.io/a/b/c:v1@{digest}");
        let untagged = format!("nginx@{digest}");
        let cases: [(&str, [&str; 4]); 17] = [
            ("nginx", ["docker.io", "library/nginx", "", ""]),
            ("nginx:1.25", ["docker.io", "library/nginx", "1.25", ""]),
            ("docker.io/nginx", ["docker.io", "library/nginx", "", ""]),
            ("index.docker.io/bitnami/redis:7", ["docker.io", "bitnami/redis", "7", ""]),
            ("bitnami/redis:7", ["docker.io", "bitnami/redis", "7", ""]),
            ("localhost/app", ["localhost", "app", "", ""]),
            ("registry:5000/team/app", ["registry:5000", "team/app", "", ""]),
            ("registry:5000/team/app:latest", ["registry:5000", "team/app", "latest", ""]),
            ("quay.io/a/b:v1.2", ["quay.io", "a/b", "v1.2", ""]),
            (&pinned, ["ghcr.io", "a/b/c", "v1", digest]),
            (&untagged, ["docker.io", "library/nginx", "", digest]),
            ("nginx:${TAG:-1.2/3}", ["docker.io", "library/nginx", "${TAG:-1.2/3}", ""]),
            ("${REGISTRY}/app:1", ["${REGISTRY}", "app", "1", ""]),
            ("${IMAGE}", ["", "${IMAGE}", "", ""]),
            (
                "{{ .Values.repo }}:{{ .Values.tag }}",
                ["", "{{ .Values.repo }}", "{{ .Values.tag }}", ""],
            ),
            ("", ["", "", "", ""]),
            (":@", ["", "", "", ""]),
        ];
        for (text, [registry, repository, tag, digest]) in cases {
            let image = Image::parse(text);
            let found = (image.registry, image.repository(), image.tag, image.digest);
            assert_eq!(found, (registry, repository.to_owned(), tag, digest), "{text}");
        }
    }
}
