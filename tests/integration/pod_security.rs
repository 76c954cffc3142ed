//! The Pod Security packs against a table: each field of each control in a failing and a passing
//! form, by version. Every pod is otherwise one that the restricted standard allows.

use std::collections::BTreeSet;

use provost::discover::{FileKind, SourceFile};
use provost::evaluate::{Limits, Subject, evaluate};
use provost::finding::Verdict;
use provost::model::Graph;
use provost::parse::load;
use provost::policy::{Choice, Library, Selection};
use serde_json::{Value, json};

use crate::common::repository;

const LISTS: [&str; 3] = ["containers", "initContainers", "ephemeralContainers"];

/// A pod of one container in each list, all of it restricted.
fn restricted_pod() -> Value {
    let container = |name: &str| {
        json!({
            "name": name,
            "image": "registry.example/a:1",
            "securityContext": {
                "allowPrivilegeEscalation": false,
                "capabilities": {"drop": ["ALL"]},
            },
        })
    };
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "a"},
        "spec": {
            "securityContext": {
                "runAsNonRoot": true,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [container("a")],
            "initContainers": [container("b")],
            "ephemeralContainers": [container("c")],
        },
    })
}

/// Lays a part over a value; null stays null, as somebody may write it.
fn lay(part: &Value, over: &mut Value) {
    match (part, over) {
        (Value::Object(part), Value::Object(over)) => {
            for (key, value) in part {
                lay(value, over.entry(key.clone()).or_insert(Value::Null));
            }
        }
        (part, over) => *over = part.clone(),
    }
}

/// The pods that a part of a case makes: a container's part stands in each list in turn.
fn pods(place: &str, part: &Value, case: &Value) -> Vec<(String, Value)> {
    let mut base = restricted_pod();
    if case["namespaced"] == true {
        base["spec"]["hostUsers"] = json!(false);
    }
    if let Some(os) = case["os"].as_str() {
        base["spec"]["os"] = json!({"name": os});
    }
    let laid = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut pod = base.clone();
        change(&mut pod);
        (format!("{name} {part}"), pod)
    };
    match place {
        "pod" => vec![laid("pod", &|pod| lay(part, &mut pod["spec"]))],
        "metadata" => vec![laid("metadata", &|pod| lay(part, &mut pod["metadata"]))],
        _ => LISTS.map(|list| laid(list, &|pod| lay(part, &mut pod["spec"][list][0]))).into(),
    }
}

/// The checks that a pod fails, by the names of the admission plugin.
fn failed(library: &Library, selection: &Selection, pod: &Value) -> BTreeSet<String> {
    let source = SourceFile {
        path: "pod.json".into(),
        kind: FileKind::Kubernetes,
        text: pod.to_string().into(),
    };
    let loaded = load::load(vec![source], &load::Options::default());
    assert_eq!(loaded.parsed.resources.len(), 1, "{:?}", loaded.parsed.diagnostics);
    let graph = Graph::build(&loaded.parsed.resources);
    let subject = Subject {
        resources: &loaded.parsed.resources,
        graph: &graph,
        sources: &loaded.sources,
        rules: &selection.rules,
        modules: &library.modules,
        include_passes: false,
        keep_assessments: false,
    };
    let evaluation = evaluate(&subject, Limits::default());
    let mut checks = BTreeSet::new();
    for result in evaluation.results {
        assert_eq!(result.verdict, Verdict::Fail, "{pod}");
        let rule = &selection.rules[result.rule];
        let names = rule.aliases.iter().filter_map(|alias| alias.strip_prefix("pss/"));
        checks.extend(names.map(str::to_owned));
    }
    checks
}

/// What fails along with a check: the looser form of the same control.
fn looser(check: &str) -> &'static [&'static str] {
    match check {
        "restrictedvolumes" => &["hostpathvolumes"],
        "seccompprofile_restricted" => &["seccompprofile_baseline"],
        "capabilities_restricted" => &["capabilities_baseline"],
        "procmount_restricted" => &["procmount"],
        _ => &[],
    }
}

#[test]
fn every_field_of_every_control_is_judged_as_published() {
    let library = Library::embedded();
    let path = repository().join("fixtures/pod-security/cases.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = serde_yaml::from_str(&text).unwrap();
    let (mut tried, mut controls) = (0, BTreeSet::new());
    for case in &cases {
        let check = case["check"].as_str().unwrap().to_lowercase();
        let version = case["version"].as_str().unwrap_or("latest");
        let pack = format!("pss-{}@{version}", case["level"].as_str().unwrap());
        let choice = Choice { packs: vec![pack.clone()], ..Choice::default() };
        let selection = library.select(&choice).unwrap();
        for place in ["pod", "container", "metadata"] {
            for (outcome, fails) in [("fails", true), ("passes", false)] {
                for part in case[place][outcome].as_array().into_iter().flatten() {
                    for (name, pod) in pods(place, part, case) {
                        tried += 1;
                        let mut found = failed(&library, &selection, &pod);
                        assert_eq!(found.remove(&check), fails, "{pack} {check}: {name}");
                        if fails {
                            controls.insert((check.clone(), place));
                            found.retain(|other| !looser(&check).contains(&other.as_str()));
                        }
                        // Nothing else is wrong with it, by this standard.
                        let stricter = version == "latest" && case["level"] == "restricted";
                        if stricter || case["level"] == "baseline" {
                            assert!(found.is_empty(), "{pack} {check}: {name} fails {found:?}");
                        }
                    }
                }
            }
        }
    }
    assert!(tried > 250, "{tried} pods");
    let checks: BTreeSet<&str> = controls.iter().map(|(check, _)| check.as_str()).collect();
    assert_eq!(checks.len(), 19, "{checks:?}");
}

#[test]
fn versions_of_packs_are_checked() {
    let library = Library::embedded();
    for (name, known) in [
        ("pss-restricted", true),
        ("pss-restricted@v1.30", true),
        ("pss-baseline@latest", true),
        ("pss-baseline@2.0", false),
        ("pss-baseline@1.x", false),
        ("soc2@1.30", false),
    ] {
        let choice = Choice { packs: vec![name.into()], ..Choice::default() };
        assert_eq!(library.select(&choice).is_ok(), known, "{name}");
    }
    let digest = |name: &str| {
        let choice = Choice { packs: vec![name.into()], ..Choice::default() };
        library.select(&choice).unwrap().packs[0].digest.clone()
    };
    assert_ne!(digest("pss-baseline@1.30"), digest("pss-baseline"));
}
