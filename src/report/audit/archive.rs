//! Archive SARIF of each run, packed by gzip.
//!
//! In: the evidence. Out: SARIF 2.1.0 with every failure, open question and error of a run, those
//! that were waived or suppressed too. It is made from the history, so it holds what the history
//! holds: passes are in the populations, and what only the files' text gives (GitHub's line hash,
//! the end of a span) is missing.

use std::collections::{BTreeMap, HashMap};

use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};
use serde_json::{Value, json};

use super::evidence::{Evidence, RunFacts, at};
use crate::history::{BodyFinding, State, moment};

/// What the manifest says of these files.
pub const NOTE: &str = "made from the history: every failure, open question and error with its \
    suppressions; passes are in populations/, and what only a file's text gives (the line hash of \
    GitHub, the end of a region) is not there";

/// A piece of a packed file. Pieces stand one after the other in one stream, so that what runs have
/// in common is written and packed once.
struct Piece {
    packed: Vec<u8>,
    /// What the check sum of a whole file is taken over: faster again than joined from parts.
    text: Vec<u8>,
}

impl Piece {
    fn new(text: Vec<u8>) -> Self {
        let mut packer = Compress::new(Compression::fast(), false);
        let mut packed = Vec::with_capacity(text.len() / 4 + 64);
        let mut read = 0;
        // A flush ends on a whole byte; a full output buffer asks for another round.
        loop {
            packed.reserve(text.len() / 4 + 64);
            let rest = text.get(read..).unwrap_or_default();
            let done = packer.compress_vec(rest, &mut packed, FlushCompress::Sync);
            read = usize::try_from(packer.total_in()).unwrap_or(usize::MAX);
            if done.is_err() || (read >= text.len() && packed.len() < packed.capacity()) {
                break;
            }
        }
        Self { packed, text }
    }
}

/// A file in the making: RFC 1952, one member, without a name and a time.
struct Archive {
    bytes: Vec<u8>,
    sum: Hasher,
    size: usize,
}

impl Archive {
    fn new() -> Self {
        let bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        Self { bytes, sum: Hasher::new(), size: 0 }
    }

    fn add(&mut self, piece: &Piece) {
        self.bytes.extend_from_slice(&piece.packed);
        self.sum.update(&piece.text);
        self.size += piece.text.len();
    }

    fn end(mut self) -> Vec<u8> {
        // An empty last block.
        self.bytes.extend_from_slice(&[3, 0]);
        self.bytes.extend_from_slice(&self.sum.finalize().to_le_bytes());
        let size = u32::try_from(self.size & 0xffff_ffff).unwrap_or(u32::MAX);
        self.bytes.extend_from_slice(&size.to_le_bytes());
        self.bytes
    }
}

/// Every run of the period as SARIF, packed: path and bytes.
pub fn archive(evidence: &Evidence) -> Vec<(String, Vec<u8>)> {
    let mut streams: HashMap<i64, Rules<'_>> = HashMap::new();
    // Findings of a file, by stream and content: rules have their places within a stream. The first
    // of a log has no comma before it.
    let mut known: HashMap<(i64, i64, &str, bool), Option<Piece>> = HashMap::new();
    let mut files = Vec::new();
    for run in evidence.period() {
        let rules = streams.entry(run.stream).or_insert_with(|| Rules::new(evidence, run));
        let (head, rest) = log(run);
        let mut archive = Archive::new();
        archive.add(&Piece::new(head.into_bytes()));
        archive.add(&rules.piece);
        archive.add(&Piece::new(rest.into_bytes()));
        let mut first = true;
        let stream = evidence.streams.get(&run.stream);
        for (path, changes) in stream.iter().flat_map(|stream| &stream.files) {
            let state = at(changes, run.id).and_then(|change| change.state);
            let Some(state) = state else { continue };
            let piece = known
                .entry((run.stream, state, path, first))
                .or_insert_with(|| findings(evidence, state, path, &rules.index, first));
            let Some(piece) = piece else { continue };
            first = false;
            archive.add(piece);
        }
        archive.add(&Piece::new(b"]}]}\n".to_vec()));
        files.push((format!("raw/{}.sarif.gz", run.id), archive.end()));
    }
    files
}

/// The findings of a file's content; `None` where there is none.
fn findings(
    evidence: &Evidence,
    state: i64,
    path: &str,
    index: &BTreeMap<&str, usize>,
    first: bool,
) -> Option<Piece> {
    let body = evidence.states.get(&state).filter(|body| !body.findings.is_empty())?;
    let results: Vec<String> =
        body.findings.iter().map(|found| result(found, path, index).to_string()).collect();
    let comma = if first { "" } else { "," };
    Some(Piece::new(format!("{comma}{}", results.join(",")).into_bytes()))
}

/// The rules of a stream: all of its runs have the same.
struct Rules<'e> {
    index: BTreeMap<&'e str, usize>,
    piece: Piece,
}

impl<'e> Rules<'e> {
    fn new(evidence: &'e Evidence, run: &'e RunFacts) -> Self {
        let rules: Vec<String> = run
            .rules
            .iter()
            .map(|(id, row)| {
                let (meta, digest) = match evidence.rules.get(row) {
                    Some(rule) => (&rule.meta, rule.digest.as_str()),
                    None => (&Value::Null, ""),
                };
                descriptor(id, meta, digest).to_string()
            })
            .collect();
        let index = run.rules.keys().enumerate().map(|(index, id)| (id.as_str(), index));
        Self { index: index.collect(), piece: Piece::new(rules.join(",").into_bytes()) }
    }
}

/// The log of a run: what stands before its rules, and what between them and its results.
fn log(run: &RunFacts) -> (String, String) {
    let packs: Vec<Value> = run
        .context
        .packs
        .iter()
        .map(|pack| {
            json!({ "name": pack.name, "version": pack.version,
                "properties": { "digest": pack.digest } })
        })
        .collect();
    let faults: Vec<Value> = run.faults.iter().map(fault).collect();
    let (name, version) = run.context.tool.split_once(' ').unwrap_or((&run.context.tool, ""));
    let version = match version {
        "" => String::new(),
        own => format!(",\"semanticVersion\":{}", json!(own)),
    };
    let mut own = json!({
        "invocations": [{
            "executionSuccessful": run.complete,
            "commandLine": run.context.command,
            "endTimeUtc": moment::shown(run.time),
            "toolExecutionNotifications": faults,
        }],
        "properties": { "run": run.id, "repository": run.repository,
            "populationSha256": run.population, "note": NOTE },
    });
    if let (Some(revision), Some(object)) = (&run.revision, own.as_object_mut())
        && run.repository.contains("://")
    {
        let place = json!([{ "repositoryUri": run.repository, "revisionId": revision }]);
        object.insert("versionControlProvenance".into(), place);
    }
    let own = own.to_string();
    let own = own.trim_start_matches('{');
    let own = own.strip_suffix('}').unwrap_or(own);
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    let head = format!(
        "{{\"$schema\":\"{schema}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":\
         {{\"name\":{},\"rules\":[",
        json!(name)
    );
    let extensions = Value::Array(packs);
    (head, format!("]{version}}},\"extensions\":{extensions}}},{own},\"results\":["))
}

fn descriptor(id: &str, meta: &Value, digest: &str) -> Value {
    let text = |key: &str| meta.get(key).and_then(Value::as_str).unwrap_or_default();
    let mut rule = json!({
        "id": id,
        "properties": { "sha256": digest, "severity": text("severity"),
            "category": text("category"), "controls": meta.get("controls"),
            "aliases": meta.get("aliases") },
    });
    if let Some(object) = rule.as_object_mut() {
        let texts = [
            ("shortDescription", text("title")),
            ("fullDescription", text("description")),
            ("help", text("remediation")),
        ];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            object.insert(name.into(), json!({ "text": text }));
        }
    }
    rule
}

fn result(found: &BodyFinding, path: &str, index: &BTreeMap<&str, usize>) -> Value {
    let (kind, level) = match found.state {
        State::Indeterminate => ("open", "none"),
        State::Error => ("review", "none"),
        _ => ("fail", level(&found.severity)),
    };
    let mut region = json!({});
    if let (true, Some(region)) = (found.line > 0, region.as_object_mut()) {
        region.insert("startLine".into(), found.line.into());
        if found.column > 0 {
            region.insert("startColumn".into(), found.column.into());
        }
    }
    let mut physical = json!({ "artifactLocation": { "uri": uri(if found.file.is_empty() { path } else { &found.file }) } });
    if let (true, Some(object)) = (found.line > 0, physical.as_object_mut()) {
        object.insert("region".into(), region);
    }
    let mut result = json!({
        "ruleId": found.rule,
        "kind": kind,
        "level": level,
        "message": { "text": if found.message.is_empty() { &found.rule } else { &found.message } },
        "locations": [{
            "physicalLocation": physical,
            "logicalLocations": [{ "fullyQualifiedName": found.address }],
        }],
        "partialFingerprints": { "provost/v1": found.fingerprint },
        "properties": { "severity": found.severity, "state": found.state.name() },
    });
    let Some(object) = result.as_object_mut() else { return result };
    if let Some(at) = index.get(found.rule.as_str()) {
        object.insert("ruleIndex".into(), (*at).into());
    }
    if let Some((kind, body)) = &found.acceptance {
        let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
        let place = if kind == "suppression" { "inSource" } else { "external" };
        let suppression = json!([{ "kind": place, "status": "accepted",
            "justification": text("reason"), "properties": body }]);
        object.insert("suppressions".into(), suppression);
    }
    result
}

fn level(severity: &str) -> &'static str {
    match severity {
        "critical" | "high" => "error",
        "medium" => "warning",
        _ => "note",
    }
}

fn fault((file, line, message): &(String, u64, String)) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(file) } });
    if let (true, Some(object)) = (*line > 0, physical.as_object_mut()) {
        object.insert("region".into(), json!({ "startLine": line }));
    }
    json!({ "level": "error", "message": { "text": message },
        "locations": [{ "physicalLocation": physical }] })
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/@+,=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
