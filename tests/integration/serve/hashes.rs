//! One verdict: a manifest has the same verdict hash in a scan and at the door.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use provost::model::{Kind, Number, Str, Value};
use provost::parse::yaml::{self, Schema};
use provost::parse::{Fragment, Parsed, kubernetes};
use provost::serve::Mode;
use serde_json::{Value as Json, json};

use super::{ask, door, review};
use crate::common::{Provost, repository};

/// Folders whose Kubernetes manifests are compared.
const FOLDERS: [&str; 2] = ["fixtures/kubernetes", "fixtures/repos"];

#[test]
fn every_fixture_has_the_hash_of_its_scan() {
    let scanned = scan();
    let door = door(&["all"], Mode::Enforce, "");
    let (mut compared, mut left_out) = (0, 0);
    for path in FOLDERS.iter().flat_map(|folder| manifests(&repository().join(folder))) {
        let name: Str = path.strip_prefix(repository()).unwrap().to_str().unwrap().into();
        // A chart's template is no manifest yet, and the scan says so.
        if !scanned.keys().any(|(file, _)| **file == *name) {
            left_out += 1;
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let whole = Fragment::whole(Default::default(), &name, &text);
        let mut parsed = Parsed::default();
        kubernetes::parse(whole, &mut parsed);
        let documents = yaml::compose_with(whole, Schema::Yaml11, &mut Vec::new());
        // As the API server would hand it on, and as it was written.
        let given = parsed.resources.into_iter().map(|resource| resource.attributes);
        let written = documents.into_iter().map(|document| document.value);
        for object in given.chain(written) {
            let Some(resource) = kubernetes::resource_from_object(object.clone()) else { continue };
            if resource.attributes.get("items").is_some() {
                continue;
            }
            let key = (name.to_string(), resource.address.to_string());
            let hashes = scanned.get(&key).unwrap_or_else(|| panic!("{key:?} was not scanned"));
            let object = as_the_server_would(json_of(&object));
            let mut request = review("CREATE", &object, &Json::Null);
            let namespace = resource.attributes.at_keys(&["metadata", "namespace"]);
            request["request"]["namespace"] =
                json!(namespace.and_then(Value::as_str).unwrap_or_default());
            let response = ask(&door, &request);
            let hash = response["auditAnnotations"]["verdict-hash"].as_str().unwrap();
            assert!(hashes.iter().any(|own| own == hash), "{name}: {}", resource.address);
            compared += 1;
        }
    }
    assert!(left_out <= 1, "{left_out} files were not scanned");
    assert!(compared > 60, "only {compared} objects were compared");
}

/// Verdict hashes of the built binary's scan, by file and address.
fn scan() -> BTreeMap<(String, String), Vec<String>> {
    let mut run = Provost::new("scan --format json --pack all --include-passes --fail-on none");
    for folder in FOLDERS {
        run = run.copy(folder, folder);
    }
    let report = run.file(".git/HEAD", "").run().json();
    let mut hashes: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for resource in report["resources"].as_array().unwrap() {
        let text = |key: &str| resource[key].as_str().unwrap().to_owned();
        hashes.entry((text("file"), text("address"))).or_default().push(text("verdict_hash"));
    }
    hashes
}

fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            if path.is_dir() {
                pending.push(path);
            } else if ["yaml", "yml", "json"].contains(&kind) && !path.ends_with("compose.yaml") {
                found.push(path);
            }
        }
    }
    found
}

/// With what a server adds and nobody declares.
fn as_the_server_would(mut object: Json) -> Json {
    let Json::Object(metadata) = &mut object["metadata"] else { return object };
    metadata.insert("uid".into(), json!("1"));
    metadata.insert("generation".into(), json!(1));
    metadata.insert("creationTimestamp".into(), json!("2026-11-21T00:00:00Z"));
    metadata.insert("managedFields".into(), json!([{"manager": "kubectl"}]));
    object["status"] = json!({"phase": "Pending"});
    object
}

fn json_of(value: &Value) -> Json {
    match &value.kind {
        Kind::Null | Kind::Unknown(_) => Json::Null,
        Kind::Bool(truth) => json!(truth),
        Kind::Number(Number::Int(number)) => json!(number),
        Kind::Number(Number::Float(number)) => json!(number),
        Kind::Number(Number::Decimal(text)) => serde_json::from_str(text).unwrap(),
        Kind::String(text) => json!(&**text),
        Kind::List(list) => list.iter().map(json_of).collect(),
        Kind::Map(map) => {
            Json::Object(map.iter().map(|e| (e.key.to_string(), json_of(&e.value))).collect())
        }
    }
}
