//! The verdict hash: equal hashes mean the same object judged by the same rules, with the same
//! risks accepted.
//!
//! In: the chosen rules with their parameters, the packs' digests, a resource's normalised
//! attributes, and the waivers that concern it. Out: 64 hex digits that pull request, cluster and
//! audit print alike. Places in files, the order of keys, and waivers of other objects do not count.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::RuleResult;
use super::waiver::{Cover, InForce, Waiver};
use crate::model::{Kind, Number, Resource, Sources, Str, Value};
use crate::policy::selection::hex;
use crate::policy::{Rule, Selection};

/// What the hash covers and how, by number: a change of either is a new number, so that hashes of
/// two versions are never equal by accident.
const VERSION: &str = "provost/verdict/2";

/// What judges: the part of the hash that all resources of a run share.
#[derive(Debug, Clone)]
pub struct JudgeDigest([u8; 32]);

/// An object and what judges it, before anybody accepted anything: what its results follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged([u8; 32]);

impl JudgeDigest {
    /// Of a selection: packs by digest, rules by id, text, severity and parameters.
    pub fn of(selection: &Selection) -> Self {
        let mut hash = Sha256::new();
        text(&mut hash, VERSION);
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

    /// A resource, as these rules judge it.
    pub fn judged(&self, resource: &Resource) -> Judged {
        let mut hash = Sha256::new();
        hash.update(self.0);
        text(&mut hash, &resource.kind);
        value(&mut hash, &resource.attributes);
        Judged(hash.finalize().into())
    }

    /// Gives the results of a run their hashes, once everything else is known of them. Gives the
    /// hash of every resource where `all` are asked for, else none.
    pub fn stamp(
        &self,
        results: &mut [RuleResult],
        resources: &[Resource],
        (waivers, rules): (&InForce, &[Rule]),
        sources: &Sources,
        all: bool,
    ) -> Vec<Str> {
        let mut of_resource: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, result) in results.iter().enumerate() {
            of_resource.entry(result.resource.0).or_default().push(index);
        }
        let mut listed = Vec::new();
        for (id, resource) in (0u32..).zip(resources) {
            let own = of_resource.get(&id).map_or(&[][..], Vec::as_slice);
            if own.is_empty() && !all {
                continue;
            }
            let hash = {
                let own: Vec<&RuleResult> =
                    own.iter().filter_map(|index| results.get(*index)).collect();
                let path = sources.path(resource.file());
                let covers = waivers.of(resource, Some(path), &own, rules);
                self.judged(resource).with(&covers)
            };
            for index in own {
                if let Some(result) = results.get_mut(*index) {
                    result.verdict_hash = hash.clone();
                }
            }
            if all {
                listed.push(hash);
            }
        }
        listed
    }
}

impl Judged {
    /// The verdict hash, with the waivers that concern the object. What each was written for (an
    /// address, a file, a fingerprint) is no part of it: what counts is what it covers here, so
    /// that a door, which knows no files, can say the same.
    pub fn with(&self, covers: &[Cover<'_>]) -> Str {
        if covers.is_empty() {
            return hex(&self.0).into();
        }
        let mut accepted: Vec<[u8; 32]> = covers.iter().map(acceptance).collect();
        accepted.sort_unstable();
        accepted.dedup();
        let mut hash = Sha256::new();
        hash.update(self.0);
        for one in accepted {
            hash.update(one);
        }
        hex(&hash.finalize()).into()
    }
}

/// One waiver of one rule, and how much of the object it covers.
fn acceptance(cover: &Cover<'_>) -> [u8; 32] {
    let Waiver {
        reason,
        requested_by,
        approved_by,
        ticket,
        compensating_control,
        created,
        expires,
        ..
    } = cover.waiver;
    let (created, expires) = (created.to_string(), expires.to_string());
    let (path, message) = cover.only.as_ref().map_or(("", ""), |(path, message)| (path, message));
    let whole = if cover.only.is_none() { "all" } else { "one" };
    let mut hash = Sha256::new();
    for part in [
        cover.rule,
        reason,
        requested_by,
        approved_by,
        ticket,
        compensating_control,
        &created,
        &expires,
        whole,
        path,
        message,
    ] {
        text(&mut hash, part);
    }
    hash.finalize().into()
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
