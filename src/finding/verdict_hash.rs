//! The verdict hash: equal hashes mean the same object judged by the same rules.
//!
//! In: the chosen rules with their parameters, the packs' digests, and a resource's normalised
//! attributes. Out: 64 hex digits that pull request, cluster and audit print alike. Places in
//! files and the order of keys do not count.

use sha2::{Digest, Sha256};

use crate::model::{Kind, Number, Resource, Str, Value};
use crate::policy::Selection;
use crate::policy::selection::hex;

/// What judges: the part of the hash that all resources of a run share.
#[derive(Debug, Clone)]
pub struct JudgeDigest([u8; 32]);

impl JudgeDigest {
    /// Of a selection: packs by digest, rules by id, text, severity and parameters.
    pub fn of(selection: &Selection) -> Self {
        let mut hash = Sha256::new();
        let mut packs: Vec<&str> = selection.packs.iter().map(|pack| &*pack.digest).collect();
        packs.sort_unstable();
        for digest in packs {
            text(&mut hash, digest);
        }
        for rule in &selection.rules {
            text(&mut hash, &rule.id);
            text(&mut hash, &rule.text);
            text(&mut hash, rule.severity.name());
            text(&mut hash, &rule.params.to_string());
        }
        Self(hash.finalize().into())
    }

    /// The verdict hash of a resource.
    pub fn hash(&self, resource: &Resource) -> Str {
        let mut hash = Sha256::new();
        hash.update(self.0);
        text(&mut hash, &resource.kind);
        value(&mut hash, &resource.attributes);
        hex(&hash.finalize()).into()
    }
}

/// A text with its length, so that no two sequences of texts run together.
fn text(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_be_bytes());
    hash.update(text);
}

/// A value: a tag for its kind, then its content, the keys of maps in order. Depth is bounded by
/// the parsers.
fn value(hash: &mut Sha256, value: &Value) {
    match &value.kind {
        Kind::Null => hash.update(b"n"),
        Kind::Bool(true) => hash.update(b"t"),
        Kind::Bool(false) => hash.update(b"f"),
        Kind::Number(number) => {
            hash.update(b"#");
            match number {
                Number::Int(number) => text(hash, &number.to_string()),
                Number::Float(number) => text(hash, &number.to_string()),
                Number::Decimal(number) => text(hash, number),
            }
        }
        Kind::String(content) => {
            hash.update(b"s");
            text(hash, content);
        }
        Kind::List(list) => {
            hash.update(b"[");
            hash.update((list.len() as u64).to_be_bytes());
            list.iter().for_each(|element| self::value(hash, element));
        }
        Kind::Map(map) => {
            hash.update(b"{");
            hash.update((map.len() as u64).to_be_bytes());
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|one, two| one.key.cmp(&two.key));
            for entry in entries {
                text(hash, &entry.key);
                self::value(hash, &entry.value);
            }
        }
        Kind::Unknown(unknown) => {
            hash.update(b"?");
            text(hash, &unknown.name);
        }
    }
}
