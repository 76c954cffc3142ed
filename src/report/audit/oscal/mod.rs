//! OSCAL: assessment results and a plan of action, for tools of governance.
//!
//! In: what the other files found. Out: two JSON documents of NIST's OSCAL 1.2. Identifiers are
//! UUIDs of version 5 over what they name, so that the same evidence gives the same document.

mod plan;
mod results;

pub use plan::plan;
pub use results::results;

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use super::evidence::Evidence;
use super::exceptions::Exception;
use crate::history::moment;
use crate::report::safe;

/// Version of OSCAL that the documents are written to.
const VERSION: &str = "1.2.1";

/// Namespace of our properties.
const PROPERTIES: &str = "https://provost.dev/ns/oscal";

/// Namespace of our identifiers: the one for URLs of RFC 9562.
const NAMESPACE: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/// The UUID of something: version 5 of its kind and its parts.
fn uuid(evidence: &Evidence, kind: &str, parts: &[&str]) -> String {
    let question = &evidence.question;
    let head = evidence.ledger.last().map_or("", |entry| &entry.hash);
    let period = format!("{}:{}", question.from, question.to);
    let mut name = format!("provost/audit/{}/{period}/{head}/{kind}", question.framework);
    for part in parts {
        name.push('\n');
        name.push_str(part);
    }
    version_5(&name)
}

fn version_5(name: &str) -> String {
    let mut hash = Sha1::new();
    hash.update(NAMESPACE);
    hash.update(name);
    let mut text = String::with_capacity(36);
    for (index, byte) in hash.finalize().iter().take(16).enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let byte = match index {
            6 => (byte & 0x0f) | 0x50,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// A word of OSCAL: letters, digits, `.`, `_`, `-`, and no digit first.
fn token(text: &str) -> String {
    let mut token = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        let plain = letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
        match plain {
            true => token.push(letter.to_ascii_lowercase()),
            false if !token.ends_with('-') => token.push('-'),
            false => {}
        }
    }
    let token = token.trim_matches('-');
    let first = token.chars().next();
    if first.is_some_and(|letter| letter.is_ascii_alphabetic()) {
        token.to_owned()
    } else {
        format!("x-{token}")
    }
}

/// One line of text that is never empty.
fn line(text: &str) -> String {
    let line = safe::line(text).trim().to_owned();
    if line.is_empty() { "(none)".into() } else { line }
}

fn metadata(evidence: &Evidence, title: &str) -> Value {
    json!({
        "title": line(title),
        "last-modified": moment::shown(evidence.generated),
        "version": line(&evidence.pack.version),
        "oscal-version": VERSION,
        "remarks": "Technical evidence from recorded scans of configuration. It states what rules \
            found, never that an organisation meets a framework.",
    })
}

/// Where a statement comes from.
fn origins(evidence: &Evidence) -> Value {
    json!([{ "actors": [{ "type": "tool", "actor-uuid": uuid(evidence, "tool", &[&evidence.tool]) }] }])
}

/// Violations of one rule in one repository that stand alike: OSCAL's unit here, because a rule may
/// be violated by thousands of resources. Each of them is a subject.
struct Group<'x, 'e> {
    /// Repository, rule, state, severity.
    key: [&'x str; 4],
    members: Vec<&'x Exception<'e>>,
}

/// All groups, in the order of their first member.
fn groups<'x, 'e>(exceptions: impl Iterator<Item = &'x Exception<'e>>) -> Vec<Group<'x, 'e>> {
    let mut groups: Vec<Group<'x, 'e>> = Vec::new();
    let mut places: HashMap<[&'x str; 4], usize> = HashMap::new();
    for own in exceptions {
        let (life, event) = (own.life, own.event);
        let key: [&'x str; 4] = [&life.repository, &life.rule, own.state, &event.severity];
        let at = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.members.push(own),
            None => groups.push(Group { key, members: vec![own] }),
        }
    }
    groups
}

impl Group<'_, '_> {
    fn uuid(&self, evidence: &Evidence, kind: &str) -> String {
        uuid(evidence, kind, &self.key)
    }

    fn title(&self) -> String {
        let [_, rule, state, _] = self.key;
        line(&format!("{rule}: {} {state}", self.members.len()))
    }

    fn first(&self) -> i64 {
        self.members.iter().map(|own| own.detected.time).min().unwrap_or_default()
    }

    /// What was seen, where, when.
    fn observation(&self, evidence: &Evidence) -> Value {
        let [repository, rule, ..] = self.key;
        let subjects: Vec<Value> = self
            .members
            .iter()
            .map(|own| {
                let event = own.event;
                json!({
                    "subject-uuid":
                        uuid(evidence, "resource", &[repository, &event.file, &event.address]),
                    "type": "inventory-item",
                    "title": line(&event.address),
                    "props": [{ "name": "fingerprint", "ns": PROPERTIES,
                        "value": own.life.fingerprint }],
                })
            })
            .collect();
        let collected = self.members.iter().map(|own| own.seen.time).max();
        json!({
            "uuid": self.uuid(evidence, "observation"),
            "title": self.title(),
            "description": line(evidence.title(rule)),
            "methods": ["TEST"],
            "types": ["finding"],
            "origins": origins(evidence),
            "subjects": subjects,
            "relevant-evidence": [{
                "href": "../exceptions.csv",
                "description": "each violation with its place, times and revisions",
            }],
            "collected": moment::shown(collected.unwrap_or_default()),
        })
    }

    fn risk(&self, evidence: &Evidence) -> Value {
        let [_, rule, state, severity] = self.key;
        let status = match state {
            "fixed" => "closed",
            "waived" => "deviation-approved",
            // A comment in the code names nobody who approved it.
            "suppressed" => "deviation-requested",
            "undecided" => "investigating",
            _ => "open",
        };
        let mut risk = json!({
            "uuid": self.uuid(evidence, "risk"),
            "title": self.title(),
            "description": line(evidence.title(rule)),
            "statement": line(&format!("{severity} severity; {state}; the first since {}",
                moment::shown(self.first()))),
            "props": [{ "name": "severity", "ns": PROPERTIES, "value": severity }],
            "status": status,
            "origins": origins(evidence),
            "related-observations":
                [{ "observation-uuid": self.uuid(evidence, "observation") }],
        });
        let limit = severity.parse().ok();
        let limit = limit.and_then(|severity| evidence.question.limits.get(&severity));
        if let (Some(days), Some(object)) = (limit, risk.as_object_mut())
            && matches!(state, "open" | "undecided")
        {
            let deadline = self.first().saturating_add(days.saturating_mul(86_400));
            object.insert("deadline".into(), moment::shown(deadline).into());
        }
        risk
    }
}

/// Definitions of the resources that observations speak of, once each.
fn inventory(evidence: &Evidence, groups: &[Group<'_, '_>]) -> Vec<Value> {
    let members = groups.iter().flat_map(|group| &group.members);
    let places: BTreeSet<[&str; 3]> = members
        .map(|own| -> [&str; 3] { [&own.life.repository, &own.event.file, &own.event.address] })
        .collect();
    places
        .into_iter()
        .map(|place| {
            let [repository, file, address] = place;
            json!({ "uuid": uuid(evidence, "resource", &place),
                "description": line(&format!("{address} in {file} of {repository}")) })
        })
        .collect()
}

/// Adds a list where it is not empty: OSCAL knows no empty list.
fn add(object: &mut Value, name: &str, list: Vec<Value>) {
    if let (false, Some(object)) = (list.is_empty(), object.as_object_mut()) {
        object.insert(name.into(), Value::Array(list));
    }
}

#[cfg(test)]
mod tests {
    use super::{token, version_5};

    #[test]
    fn words_begin_with_a_letter() {
        for (text, expected) in
            [("CC6.1", "cc6.1"), ("32(1)(a)", "x-32-1-a"), ("", "x-"), ("–ü", "x-")]
        {
            assert_eq!(token(text), expected);
        }
    }

    #[test]
    fn version_5_is_as_the_rfc_says() {
        // By Python's uuid module.
        assert_eq!(version_5("https://example.org/"), "527dda32-a0de-5105-a042-cb475b5f7d11");
    }
}
