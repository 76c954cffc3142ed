//! Identity of a finding: 32 hex digits that survive moves and reformatting.
//!
//! In: the rule, the resource and the path that a result is about. Out: a fingerprint that stays
//! the same when the file is reformatted, when lines move, and when elements of a list change
//! their order; and, for a whole run, a way to tell apart what would be equal. Never here: line
//! numbers, and never the text of a sensitive value, which a short hash would give away.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

use super::{RuleResult, Verdict};
use crate::model::{Format, Kind, Number, Path, Resource, Segment, Sources, Value};

/// Keys that name an element of a list, the most telling first.
const NAMING_KEYS: [&str; 9] =
    ["id", "name", "key", "sid", "Sid", "rule_id", "mountPath", "containerPort", "uses"];

/// File names that say nothing without their folder.
const PLAIN_STEMS: [&str; 6] =
    ["action", "Dockerfile", "Containerfile", "compose", "docker-compose", "main"];

/// Values looked at in one element without a name. An element that holds a whole file would
/// otherwise be hashed again for each finding inside it.
const ELEMENT_BUDGET: usize = 512;

/// Identity of a finding: 32 hex digits, held in place because there may be millions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// A fingerprint as it is written; `None` for anything but 32 hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: [u8; 32] = text.as_bytes().try_into().ok()?;
        digits.iter().all(u8::is_ascii_hexdigit).then_some(Self(digits))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Not yet given: zeros.
impl Default for Fingerprint {
    fn default() -> Self {
        Self([b'0'; 32])
    }
}

impl std::ops::Deref for Fingerprint {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// Any text, cut or filled with zeros.
#[cfg(test)]
impl From<&str> for Fingerprint {
    fn from(text: &str) -> Self {
        let mut digits = Self::default();
        digits.0.iter_mut().zip(text.bytes()).for_each(|(place, byte)| *place = byte);
        digits
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

/// The digits are those of a cryptographic hash, so half of them tell as much as all.
impl Hash for Fingerprint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(self.0.first_chunk::<16>().map_or(&[], <[u8; 16]>::as_slice));
    }
}

/// Fingerprint of one rule over one place in one resource.
pub fn fingerprint(rule: &str, resource: &Resource, path: &Path) -> Fingerprint {
    let mut hash = FieldHash::new();
    hash.field("provost/v1");
    hash.field(rule);
    for field in identity(resource) {
        hash.field(&field);
    }
    hash_path(&mut hash, resource, path);
    hash.finish()
}

/// A path within a resource, elements of lists by what names them: what a fingerprint knows of it.
pub(super) fn path_key(resource: &Resource, path: &Path) -> Fingerprint {
    let mut hash = FieldHash::new();
    hash_path(&mut hash, resource, path);
    hash.finish()
}

/// Tells apart results of one run that have the same fingerprint.
///
/// A resource that is declared in several files (a base and its copies) is told apart by its
/// file, for all of its results: an ordinal would pass from one file's finding to another's when
/// the first is mended, and a waiver with it. What is left gets an ordinal in order of place.
/// Results of one rule over one resource stand together.
pub fn disambiguate(results: &mut [RuleResult], resources: &[Resource], sources: &Sources) {
    let twins = twins(resources);
    for result in results.iter_mut() {
        let id = result.resource.0 as usize;
        if twins.get(&id) == Some(&Twins::OfSeveralFiles)
            && let Some(resource) = resources.get(id)
        {
            result.fingerprint = mixed(&result.fingerprint, sources.path(resource.file()));
        }
    }
    // Passes are listed only on request, and must not shift what is always listed.
    let key =
        |result: &RuleResult| matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable);
    let renamed = {
        // Equal ones are of one rule over one resource, or over resources of one name; nearly all
        // results are neither, and there may be millions.
        let mut groups: BTreeMap<(Fingerprint, bool), Vec<usize>> = BTreeMap::new();
        let same = |one: Option<&RuleResult>, result: &RuleResult| {
            one.is_some_and(|one| (one.resource, one.rule) == (result.resource, result.rule))
        };
        for (index, result) in results.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| results.get(before));
            if same(before, result)
                || same(results.get(index + 1), result)
                || twins.contains_key(&(result.resource.0 as usize))
            {
                groups.entry((result.fingerprint, key(result))).or_default().push(index);
            }
        }
        let mut renamed: Vec<(usize, Fingerprint)> = Vec::new();
        for ((fingerprint, _), mut group) in groups.into_iter().filter(|(_, all)| all.len() > 1) {
            group.sort_by_key(|index| {
                results.get(*index).map(|result| (result.span, &result.path, &result.message))
            });
            let later = group.into_iter().enumerate().skip(1);
            renamed.extend(
                later.map(|(ordinal, index)| (index, mixed(&fingerprint, &ordinal.to_string()))),
            );
        }
        renamed
    };
    for (index, name) in renamed {
        if let Some(result) = results.get_mut(index) {
            result.fingerprint = name;
        }
    }
}

/// How resources with the same identity stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twins {
    OfOneFile,
    OfSeveralFiles,
}

/// Resources that share their identity with another.
fn twins(resources: &[Resource]) -> HashMap<usize, Twins> {
    let mut first: HashMap<[Cow<'_, str>; 4], usize> = HashMap::with_capacity(resources.len());
    let mut later: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        let known = *first.entry(identity(resource)).or_insert(index);
        if known != index {
            later.entry(known).or_insert_with(|| vec![known]).push(index);
        }
    }
    let mut twins = HashMap::new();
    for group in later.into_values() {
        let mut files = group.iter().filter_map(|index| resources.get(*index)).map(Resource::file);
        let home = files.next();
        let how = match files.any(|file| Some(file) != home) {
            true => Twins::OfSeveralFiles,
            false => Twins::OfOneFile,
        };
        twins.extend(group.into_iter().map(|index| (index, how)));
    }
    twins
}

fn mixed(fingerprint: &str, with: &str) -> Fingerprint {
    let mut hash = FieldHash::new();
    hash.field(fingerprint);
    hash.field(with);
    hash.finish()
}

/// What a resource is called, apart from the file that it stands in: format, type, and an
/// address in two parts.
pub(super) fn identity(resource: &Resource) -> [Cow<'_, str>; 4] {
    let (within, address) = match resource.format {
        // Two root modules of one repository may well use the same addresses.
        Format::Terraform => (Cow::Borrowed(&*resource.scope), &*resource.address),
        Format::Kubernetes => (Cow::Borrowed(""), &*resource.address),
        Format::GithubActions
        | Format::Compose
        | Format::Dockerfile
        | Format::Prometheus
        | Format::Dependabot => {
            let (file, part) = resource.address.split_once('#').unwrap_or((&resource.address, ""));
            (file_name(file), part)
        }
    };
    [resource.format.name().into(), Cow::Borrowed(&resource.kind), within, address.into()]
}

/// The stem of a file, with its folder where the stem is what everybody calls such a file.
fn file_name(path: &str) -> Cow<'_, str> {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if PLAIN_STEMS.contains(&stem) {
        let folder = folders.rsplit('/').next().unwrap_or("");
        format!("{folder}/{stem}").into()
    } else {
        stem.into()
    }
}

fn hash_path(hash: &mut FieldHash, resource: &Resource, path: &Path) {
    let mut value = Some(&resource.attributes);
    for segment in &path.0 {
        match segment {
            Segment::Key(key) => {
                hash.field("key");
                hash.field(key);
            }
            Segment::Index(index) => {
                let list = value.and_then(Value::as_list).unwrap_or_default();
                match list.get(*index) {
                    Some(element) => hash_element(hash, element, list.len() == 1),
                    None => {
                        hash.field("index");
                        hash.field(&index.to_string());
                    }
                }
            }
        }
        value = value.and_then(|value| value.step(segment));
    }
}

fn hash_element(hash: &mut FieldHash, element: &Value, alone: bool) {
    if let Some((key, name)) = element_name(element) {
        hash.field("named");
        hash.field(key);
        hash.field(&name);
    } else if alone && element.as_map().is_some() {
        // A block that stands once is that block, whatever else is edited in it.
        hash.field("only");
    } else {
        hash.field("element");
        hash_value(hash, element);
    }
}

fn element_name(element: &Value) -> Option<(&'static str, String)> {
    NAMING_KEYS.into_iter().find_map(|key| {
        let value = element.get(key).filter(|value| !value.sensitive)?;
        let name = match &value.kind {
            // The version that an action is pinned to is not what it is.
            Kind::String(text) if key == "uses" => {
                text.split_once('@').map_or(&**text, |(action, _)| action).to_owned()
            }
            Kind::String(text) => text.to_string(),
            Kind::Number(number) => number_text(number),
            _ => return None,
        };
        (!name.is_empty()).then_some((key, name))
    })
}

/// Content of a value, without regard to the order of keys. Iterative and within a budget,
/// because depth and size are the input's.
fn hash_value(hash: &mut FieldHash, value: &Value) {
    let mut pending = vec![(None, value)];
    for _ in 0..ELEMENT_BUDGET {
        let Some((key, value)) = pending.pop() else { return };
        if let Some(key) = key {
            hash.field(key);
        }
        if value.sensitive {
            hash.field("sensitive");
            continue;
        }
        match &value.kind {
            Kind::Null => hash.field("null"),
            Kind::Bool(truth) => hash.field(if *truth { "true" } else { "false" }),
            Kind::Number(number) => {
                hash.field("number");
                hash.field(&number_text(number));
            }
            Kind::String(text) => {
                hash.field("string");
                hash.field(text);
            }
            Kind::Unknown(unknown) => {
                hash.field("unknown");
                hash.field(&unknown.name);
            }
            Kind::List(values) => {
                hash.field("list");
                hash.field(&values.len().to_string());
                pending.extend(values.iter().take(ELEMENT_BUDGET).rev().map(|value| (None, value)));
            }
            Kind::Map(map) => {
                hash.field("map");
                hash.field(&map.len().to_string());
                if map.len() <= ELEMENT_BUDGET {
                    let mut entries: Vec<_> =
                        map.iter().map(|entry| (Some(&*entry.key), &entry.value)).collect();
                    // The last key first: the stack hands them out from the end.
                    entries.sort_by(|left, right| right.0.cmp(&left.0));
                    pending.extend(entries);
                }
            }
        }
    }
}

fn number_text(number: &Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Float(value) => value.to_string(),
        Number::Decimal(text) => text.to_string(),
    }
}

/// SHA-256 over fields with their lengths, so that no two lists of fields run together.
///
/// They are gathered first: hashing many small pieces costs more than copying them.
struct FieldHash(Vec<u8>);

impl FieldHash {
    fn new() -> Self {
        Self(Vec::with_capacity(512))
    }

    fn field(&mut self, text: &str) {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// The first 128 bits: enough for identity, half the bytes in every report.
    fn finish(self) -> Fingerprint {
        let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
        let digest = Sha256::digest(&self.0);
        let halves = digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        let mut digits = Fingerprint::default();
        digits.0.iter_mut().zip(halves).for_each(|(place, digit)| *place = digit);
        digits
    }
}

#[cfg(test)]
#[path = "fingerprint_tests.rs"]
mod tests;
