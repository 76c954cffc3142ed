//! One verdict: a manifest has the same verdict hash in a scan, in a scan of a revision, in the
//! record of the history, and at the door.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use provost::finding::waiver::Waivers;
use provost::model::{Kind, Number, Str, Value};
use provost::parse::yaml::{self, Schema};
use provost::parse::{Fragment, Parsed, kubernetes};
use provost::policy::examples::Examples;
use provost::serve::{Mode, Shared};
use serde_json::{Value as Json, json};

use super::{ask, bad_pod, door, review};
use crate::common::{Provost, repository};

/// Folders whose Kubernetes manifests are compared.
const FOLDERS: [&str; 3] = ["fixtures/admission", "fixtures/kubernetes", "fixtures/repos"];
const WAIVERS: &str = "fixtures/admission/waivers.yaml";
const SCAN: &str = "--format json --pack all --include-passes --fail-on none";

/// Verdict hashes by file and address; an address may stand several times in a file.
type Hashes = BTreeMap<(String, String), Vec<String>>;

#[test]
fn every_fixture_has_one_hash_in_scan_revision_record_and_at_the_door() {
    let waivers = std::fs::read_to_string(repository().join(WAIVERS)).unwrap();
    let mut place = examples(Provost::new("")).file("provost.waivers.yaml", &waivers);
    for path in FOLDERS.iter().flat_map(|folder| manifests(&repository().join(folder))) {
        let name = path.strip_prefix(repository()).unwrap().to_str().unwrap();
        place = place.copy(name, name);
    }
    place.commit("everything");
    let scanned = hashes(&place.run_with(&format!("scan {SCAN} --record")).json()["resources"]);
    let of_revision =
        hashes(&place.run_with(&format!("scan {SCAN} --rev HEAD")).json()["resources"]);
    let recorded = hashes(&place.run_with("history show 1 --format json").json()["resources"]);
    assert_eq!(scanned, of_revision);
    assert_eq!(scanned, recorded);

    let admitting = door(&["all"], Mode::Enforce, &waivers);
    let strict = door(&["all"], Mode::Enforce, "");
    let (mut compared, mut fixtures, mut waived, mut left_out) = (0, 0, 0, Vec::new());
    let files: BTreeSet<&str> = scanned.keys().map(|(file, _)| file.as_str()).collect();
    let root = place.path("");
    for path in manifests(&root) {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        // What templates leave open in a file is no object that a server could be asked about.
        if !files.contains(name) || provost::discover::sniff::template::actions(&text).is_some() {
            left_out.push(name.to_owned());
            continue;
        }
        for (address, object) in objects(name, &text) {
            let key = (name.to_owned(), address);
            let hashes = scanned.get(&key).unwrap_or_else(|| panic!("{key:?} was not scanned"));
            let hash = hash_at(&admitting, &object);
            assert!(hashes.contains(&hash), "{key:?}");
            compared += 1;
            if name.starts_with("fixtures/") {
                fixtures += 1;
                waived += usize::from(hash_at(&strict, &object) != hash);
            }
        }
    }
    assert_eq!(left_out, ["fixtures/kubernetes/chart.yaml", "fixtures/kubernetes/templated.yaml"]);
    assert!(compared > 300, "only {compared} objects were compared");
    // Waivers concern some objects, and the others' hashes are as if there were none.
    assert!(waived > 3 && waived < fixtures / 2, "{waived} of {fixtures} hashes have a waiver");
}

#[test]
fn what_an_api_server_makes_of_a_manifest_has_the_manifests_hash() {
    let waivers = std::fs::read_to_string(repository().join(WAIVERS)).unwrap();
    let place = Provost::new(&format!("scan {SCAN} --waivers {WAIVERS}"))
        .copy("fixtures/admission", "fixtures/admission");
    let scanned = hashes(&place.run().json()["resources"]);
    let door = door(&["all"], Mode::Enforce, &waivers);
    for (name, address) in [
        ("pod", "Pod/shop/driver"),
        ("deployment", "Deployment/shop/web"),
        ("service", "Service/shop/web"),
    ] {
        let path = repository().join(format!("fixtures/admission/{name}.review.json"));
        let request = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let hash = ask(&door, &request)["auditAnnotations"]["verdict-hash"].take();
        let key = (format!("fixtures/admission/{name}.yaml"), address.to_owned());
        assert_eq!(Some(&hash), scanned[&key].first().map(|own| json!(own)).as_ref(), "{name}");
    }
}

/// A waiver file with one waiver, for ever or for long past.
fn waiver(scope: &str, ticket: &str, expires: &str) -> String {
    format!(
        "version: 1\nwaivers:\n  - rule: kubernetes-container-privileged-off\n    scope: {{{scope}}}\n    reason: a driver\n    requested_by: a@example.org\n    approved_by: b@example.org\n    ticket: {ticket}\n    created: 2020-01-01\n    expires: {expires}\n"
    )
}

#[test]
fn which_waivers_change_the_hash_of_an_object() {
    let place = Provost::new("").copy("fixtures/admission/pod.yaml", "k8s/pod.yaml");
    let scan = |waivers: &str| -> (String, String) {
        let place = place_again(&place).file("w.yaml", waivers);
        let run = place.arguments(&format!("scan {SCAN} --waivers w.yaml")).run().json();
        let results = run["results"].as_array().unwrap();
        let wanted = "kubernetes-container-privileged-off";
        let result = results.iter().find(|result| result["rule"] == wanted).unwrap();
        let text = |key: &str| result[key].as_str().unwrap().to_owned();
        (text("verdict_hash"), text("fingerprint"))
    };
    let none = "version: 1\nwaivers: []\n";
    let (plain, fingerprint) = scan(none);
    let object = &objects("k8s/pod.yaml", &text_of("fixtures/admission/pod.yaml"))[0].1;
    let at_door = |waivers: &str| hash_at(&door(&["all"], Mode::Enforce, waivers), object);
    assert_eq!(at_door(none), plain);
    let long = "2999-01-01";
    let by_address = waiver("address: Pod/shop/driver", "SEC-1", long);
    let (waived, _) = scan(&by_address);
    assert_ne!(waived, plain);
    for (waivers, in_scan, admitted) in [
        // What is covered counts, not by what words.
        (by_address, &waived, &waived),
        (waiver("address: 'Pod/*'", "SEC-1", long), &waived, &waived),
        // The door knows no files: what a path waives in a scan, it judges as it is.
        (waiver("path: 'k8s/**'", "SEC-1", long), &waived, &plain),
        (waiver("path: '**'", "SEC-1", long), &waived, &plain),
        // Of others, or over.
        (waiver("address: Pod/shop/other", "SEC-1", long), &plain, &plain),
        (waiver("address: Pod/shop/driver", "SEC-1", "2020-12-31"), &plain, &plain),
        (waiver("fingerprint: 00112233445566778899aabbccddeeff", "SEC-1", long), &plain, &plain),
    ] {
        assert_eq!(scan(&waivers).0, *in_scan, "{waivers}");
        assert_eq!(at_door(&waivers), *admitted, "{waivers}");
    }
    // Another ticket is another acceptance.
    let other = waiver("address: Pod/shop/driver", "SEC-2", long);
    assert!(![&plain, &waived].contains(&&scan(&other).0));
    // One finding: the same in both, and not the same as whatever the rule finds.
    let one = waiver(&format!("fingerprint: {fingerprint}"), "SEC-1", long);
    assert_eq!(scan(&one).0, at_door(&one));
    assert!(![&plain, &waived].contains(&&at_door(&one)));
    // The order of a file does not count.
    let both =
        |one: &str, other: &str| format!("{one}{}", other.split_once("waivers:\n").unwrap().1);
    assert_eq!(scan(&both(&one, &other)).0, scan(&both(&other, &one)).0);
    // A deletion is not judged, and its object has the hash that it had.
    for waivers in [&one, &other] {
        let door = door(&["all"], Mode::Enforce, waivers);
        let response = ask(&door, &review("DELETE", &Json::Null, object));
        assert_eq!(response["auditAnnotations"]["skipped"], "deletion");
        assert_eq!(response["auditAnnotations"]["verdict-hash"], hash_at(&door, object));
    }
}

#[test]
fn a_path_does_not_waive_what_comes_from_no_file() {
    let request = review("CREATE", &bad_pod("web"), &Json::Null);
    for scope in ["path: '**'", "path: admission"] {
        let door = door(&["baseline"], Mode::Enforce, &waiver(scope, "SEC-1", "2999-01-01"));
        assert_eq!(ask(&door, &request)["allowed"], false, "{scope}");
    }
}

#[test]
fn the_waivers_of_the_fixtures_are_valid() {
    let text = text_of(WAIVERS);
    assert!(Waivers::parse(WAIVERS, &text, |_| true).is_ok());
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap()
}

/// Another directory with the same manifest.
fn place_again(place: &Provost) -> Provost {
    let text = std::fs::read(place.path("k8s/pod.yaml")).unwrap();
    Provost::new("").file("k8s/pod.yaml", text)
}

/// The verdict hash that the door gives an object.
fn hash_at(door: &Arc<Shared>, object: &Json) -> String {
    let mut request = review("CREATE", object, &Json::Null);
    request["request"]["namespace"] =
        json!(object["metadata"]["namespace"].as_str().unwrap_or_default());
    let response = ask(door, &request);
    response["auditAnnotations"]["verdict-hash"].as_str().unwrap().to_owned()
}

fn hashes(resources: &Json) -> Hashes {
    let mut hashes = Hashes::new();
    for resource in resources.as_array().unwrap() {
        let text = |key: &str| resource[key].as_str().unwrap().to_owned();
        hashes.entry((text("file"), text("address"))).or_default().push(text("verdict_hash"));
    }
    hashes.values_mut().for_each(|own| own.sort());
    hashes
}

/// The examples of every Kubernetes policy, each in a folder of its own.
fn examples(mut place: Provost) -> Provost {
    for path in manifests(&repository().join("policies/kubernetes")) {
        let rule = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let examples = Examples::parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let all = examples.bad.iter().chain(&examples.good).chain(&examples.unknown);
        for (index, example) in all.enumerate() {
            let file = example.file.as_deref().unwrap_or("example.yaml");
            if is_manifest(Path::new(file)) {
                place = place.file(&format!("examples/{rule}/{index}/{file}"), &example.code);
            }
        }
    }
    place
}

fn is_manifest(path: &Path) -> bool {
    let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    ["yaml", "yml", "json"].contains(&kind)
        && !["compose.yaml", "provost.waivers.yaml", "waivers.yaml"].contains(&name)
        && !name.ends_with(".review.json")
}

fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut found = BTreeSet::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if is_manifest(&path) {
                found.insert(path);
            }
        }
    }
    found.into_iter().collect()
}

/// The objects of a manifest as an API server would hand them on, with their addresses: each as it
/// was written, and with defaults. What is no manifest yet, such as a chart's template, has none.
fn objects(name: &str, text: &str) -> Vec<(String, Json)> {
    let name: Str = name.into();
    let whole = Fragment::whole(Default::default(), &name, text);
    let mut parsed = Parsed::default();
    kubernetes::parse(whole, &mut parsed);
    if parsed.resources.is_empty() {
        return Vec::new();
    }
    let documents = yaml::compose_with(whole, Schema::Yaml11, &mut Vec::new());
    let given = parsed.resources.into_iter().map(|resource| resource.attributes);
    let written = documents.into_iter().map(|document| document.value);
    given
        .chain(written)
        .filter_map(|object| {
            let resource = kubernetes::resource_from_object(object.clone())?;
            let is_list = resource.attributes.get("items").is_some();
            let mut object = as_the_server_would(json_of(&object));
            if let Some(namespace) = resource.attributes.at_keys(&["metadata", "namespace"])
                && let Json::Object(metadata) = &mut object["metadata"]
            {
                metadata.insert("namespace".into(), json_of(namespace));
            }
            (!is_list).then(|| (resource.address.to_string(), object))
        })
        .collect()
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
