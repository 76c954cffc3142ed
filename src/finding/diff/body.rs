//! The content of values, for comparison: digests, and bags of words.
//!
//! In: values. Out: a digest that is equal for equal content in any order, and a [`Bag`] whose
//! overlap tells how much two values have in common. Digests never leave the process. Depth is
//! bounded by the parsers.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{Format, Kind, Number, Resource, Value};

/// Words of one bag; what is larger is compared by its beginning.
const WORDS: usize = 4_096;

/// Digest of a value: without regard to places, and to the order of keys and elements.
pub(super) fn digest(value: &Value) -> u64 {
    let mut hash = DefaultHasher::new();
    match &value.kind {
        Kind::Null => 0u8.hash(&mut hash),
        Kind::Bool(truth) => (1u8, truth).hash(&mut hash),
        Kind::Number(number) => (2u8, number_text(number)).hash(&mut hash),
        Kind::String(text) => (3u8, &**text).hash(&mut hash),
        Kind::Unknown(unknown) => (4u8, &*unknown.name).hash(&mut hash),
        Kind::List(list) => {
            let mut parts: Vec<u64> = list.iter().map(digest).collect();
            parts.sort_unstable();
            (5u8, parts).hash(&mut hash);
        }
        Kind::Map(map) => {
            let entries = map.iter().map(|entry| (&*entry.key, digest(&entry.value)));
            let mut entries: Vec<_> = entries.collect();
            entries.sort_unstable();
            (6u8, entries).hash(&mut hash);
        }
    }
    hash.finish()
}

/// Digest of what a resource is, apart from what it is called.
pub(super) fn body(resource: &Resource) -> u64 {
    let mut parts: Vec<(String, u64)> =
        parts(resource).into_iter().map(|(key, value)| (key, digest(value))).collect();
    parts.sort_unstable();
    let mut hash = DefaultHasher::new();
    parts.hash(&mut hash);
    hash.finish()
}

/// A resource's attributes with their keys, without its names and those of its jobs.
fn parts(resource: &Resource) -> Vec<(String, &Value)> {
    let mut parts = Vec::new();
    let kubernetes = resource.format == Format::Kubernetes;
    for entry in resource.attributes.as_map().into_iter().flat_map(|map| map.iter()) {
        if kubernetes && &*entry.key == "metadata" {
            let metadata = entry.value.as_map().into_iter().flat_map(|map| map.iter());
            let named = |key: &str| matches!(key, "name" | "namespace" | "generateName");
            let rest = metadata.filter(|entry| !named(&entry.key));
            parts.extend(rest.map(|entry| (format!("metadata.{}", entry.key), &entry.value)));
        } else if resource.format == Format::GithubActions && &*entry.key == "jobs" {
            let jobs = entry.value.as_map().into_iter().flat_map(|map| map.iter());
            parts.extend(jobs.map(|job| ("jobs".to_owned(), &job.value)));
        } else if !kubernetes || !matches!(&*entry.key, "kind" | "apiVersion") {
            parts.push((entry.key.to_string(), &entry.value));
        }
    }
    parts
}

/// The words of a value, each with the keys that lead to it; sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag(Vec<u64>);

impl Bag {
    /// Of a resource: of what its author wrote, not of defaults that all of its kind share.
    pub fn of_resource(resource: &Resource) -> Self {
        let mut words = Vec::new();
        for (key, value) in parts(resource) {
            gather(value, hashed(0, &key), &mut words);
        }
        words.sort_unstable();
        Self(words)
    }

    /// Of a value.
    pub fn of(value: &Value) -> Self {
        let mut words = Vec::new();
        gather(value, 0, &mut words);
        words.sort_unstable();
        Self(words)
    }

    /// Of a text: its lines, without their indentation.
    pub fn of_lines(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut words: Vec<u64> = lines.take(WORDS).map(|line| hashed(0, line)).collect();
        words.sort_unstable();
        Self(words)
    }

    /// How much of both is common, in thousandths: 1000 for equal bags, and for two empty ones.
    pub fn likeness(&self, other: &Self) -> u32 {
        let total = self.0.len() + other.0.len();
        if total == 0 {
            return 1000;
        }
        let (mut one, mut two, mut common) = (0, 0, 0);
        while let (Some(left), Some(right)) = (self.0.get(one), other.0.get(two)) {
            match left.cmp(right) {
                std::cmp::Ordering::Less => one += 1,
                std::cmp::Ordering::Greater => two += 1,
                std::cmp::Ordering::Equal => {
                    common += 1;
                    one += 1;
                    two += 1;
                }
            }
        }
        u32::try_from(2000 * common / total).unwrap_or(0)
    }
}

fn gather(value: &Value, above: u64, words: &mut Vec<u64>) {
    // A default is written nowhere.
    let written = !value.span.is_empty();
    let mut word = |text: &str| {
        if written && words.len() < WORDS {
            words.push(hashed(above, text));
        }
    };
    match &value.kind {
        Kind::Null => word("null"),
        Kind::Bool(truth) => word(if *truth { "true" } else { "false" }),
        Kind::Number(number) => word(&number_text(number)),
        Kind::String(text) if !text.contains(char::is_alphanumeric) => word(text),
        Kind::String(text) => text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .for_each(word),
        Kind::Unknown(unknown) => word(&unknown.name),
        Kind::List(list) => list.iter().for_each(|element| gather(element, above, words)),
        Kind::Map(map) => {
            for entry in map.iter() {
                gather(&entry.value, hashed(above, &entry.key), words);
            }
        }
    }
}

fn hashed(above: u64, text: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    (above, text).hash(&mut hash);
    hash.finish()
}

fn number_text(number: &Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Float(value) => value.to_string(),
        Number::Decimal(text) => text.to_string(),
    }
}
