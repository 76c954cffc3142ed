//! Archive SARIF of each run, packed by gzip.
//!
//! In: the evidence. Out: SARIF 2.1.0 with every failure, open question and error of a run, those
//! that were waived or suppressed too. It is made from the history, so it holds what the history
//! holds: passes are in the populations, and what only the files' text gives (GitHub's line hash,
//! the end of a span) is missing.

use std::collections::BTreeMap;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};

use super::evidence::{Evidence, RunFacts};
use crate::history::{BodyFinding, State, moment};

/// What the manifest says of these files.
pub const NOTE: &str = "made from the history: every failure, open question and error with its \
    suppressions; passes are in populations/, and what only a file's text gives (the line hash of \
    GitHub, the end of a region) is not there";

/// A run as SARIF, packed.
pub fn sarif(evidence: &Evidence, run: &RunFacts) -> Vec<u8> {
    let log = log(evidence, run);
    // No name and no time in the header: the same run gives the same bytes.
    let mut packed = GzBuilder::new().mtime(0).write(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(&mut packed, &log);
    let _ = packed.flush();
    packed.finish().unwrap_or_default()
}

fn log(evidence: &Evidence, run: &RunFacts) -> Value {
    let mut index = BTreeMap::new();
    let mut rules = Vec::new();
    for (id, row) in &run.rules {
        let Some(rule) = evidence.rules.get(row) else { continue };
        index.insert(id.as_str(), rules.len());
        rules.push(descriptor(id, &rule.meta, &rule.digest));
    }
    let mut results = Vec::new();
    if let Some(stream) = evidence.streams.get(&run.stream) {
        for path in stream.files.keys() {
            let state = stream.at(path, run.id).and_then(|change| change.state);
            let body = state.and_then(|state| evidence.states.get(&state));
            for found in body.iter().flat_map(|body| &body.findings) {
                results.push(result(found, path, &index));
            }
        }
    }
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
    let mut driver = json!({ "name": name, "rules": rules });
    if let (false, Some(object)) = (version.is_empty(), driver.as_object_mut()) {
        object.insert("semanticVersion".into(), version.into());
    }
    let mut own = json!({
        "tool": { "driver": driver, "extensions": packs },
        "invocations": [{
            "executionSuccessful": run.complete,
            "commandLine": run.context.command,
            "endTimeUtc": moment::shown(run.time),
            "toolExecutionNotifications": faults,
        }],
        "results": results,
        "properties": { "run": run.id, "repository": run.repository,
            "populationSha256": run.population, "note": NOTE },
    });
    if let (Some(revision), Some(object)) = (&run.revision, own.as_object_mut())
        && run.repository.contains("://")
    {
        let place = json!([{ "repositoryUri": run.repository, "revisionId": revision }]);
        object.insert("versionControlProvenance".into(), place);
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [own],
    })
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
