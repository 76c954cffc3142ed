//! Reviews of every kind, and what is none.

use std::sync::mpsc;

use axum::http::StatusCode;
use provost::history::{Admitted, Batch};
use provost::serve::{Bounds, Keeper, Mode, Observer};
use serde_json::{Value, json};

use super::{ask, bad_pod, baseline, container, door, good_pod, open, post, review, send};

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().cloned().unwrap_or_default();
    list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn denied(response: &Value) -> bool {
    assert_eq!(response["allowed"] == false, response["status"]["code"] == 403, "{response}");
    for warning in texts(&response["warnings"]) {
        assert!(warning.len() <= 120, "{warning}");
    }
    response["allowed"] == false
}

#[test]
fn a_good_pod_passes_and_a_bad_one_is_told_rule_field_and_fix() {
    let door = baseline();
    let response = ask(&door, &review("CREATE", &good_pod("web"), &Value::Null));
    assert!(!denied(&response), "{response}");
    let response = ask(&door, &review("CREATE", &bad_pod("web"), &Value::Null));
    assert!(denied(&response));
    assert_eq!(response["status"]["reason"], "Forbidden");
    let message = response["status"]["message"].as_str().unwrap();
    for part in [
        "Pod/shop/web",
        "kubernetes-container-privileged-off",
        "spec.containers[0].securityContext.privileged",
        "Fix: ",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let annotations = &response["auditAnnotations"];
    assert_eq!(annotations["verdict-hash"].as_str().unwrap().len(), 64);
    assert_eq!(annotations["pack-digest"].as_str().unwrap().len(), 64);
}

#[test]
fn every_list_of_containers_is_judged() {
    let door = baseline();
    for list in ["initContainers", "ephemeralContainers", "containers"] {
        let mut pod = good_pod("web");
        let mut bad = container("bad");
        bad["securityContext"]["privileged"] = json!(true);
        if list == "ephemeralContainers" {
            // The API forbids resources and probes there: their absence must not deny.
            for key in ["resources", "livenessProbe", "readinessProbe"] {
                bad.as_object_mut().unwrap().remove(key);
            }
        }
        let mut good = bad.clone();
        good["securityContext"]["privileged"] = json!(false);
        pod["spec"][list] = json!([container("web"), bad]);
        assert!(denied(&ask(&door, &review("CREATE", &pod, &Value::Null))), "{list}");
        pod["spec"][list][1] = good;
        assert!(!denied(&ask(&door, &review("CREATE", &pod, &Value::Null))), "{list}");
    }
}

#[test]
fn an_update_is_denied_only_what_it_introduces() {
    let door = baseline();
    let old = bad_pod("web");
    let mut new = old.clone();
    new["metadata"]["labels"]["team"] = json!("payments");
    let response = ask(&door, &review("UPDATE", &new, &old));
    assert!(!denied(&response));
    let warnings = texts(&response["warnings"]);
    assert!(warnings.iter().any(|text| text.starts_with("was there before: ")), "{warnings:?}");
    // A second privileged container is new, wherever it stands in the list.
    let mut second = old["spec"]["containers"][0].clone();
    second["name"] = json!("other");
    for at in [0, 1] {
        let mut new = old.clone();
        new["spec"]["containers"].as_array_mut().unwrap().insert(at, second.clone());
        let response = ask(&door, &review("UPDATE", &new, &old));
        assert!(denied(&response));
        let message = response["status"]["message"].as_str().unwrap();
        assert!(message.contains(&format!("spec.containers[{at}]")), "{message}");
    }
    assert!(denied(&ask(&door, &review("UPDATE", &old, &good_pod("web")))));
    assert!(!denied(&ask(&door, &review("UPDATE", &good_pod("web"), &old))));
}

#[test]
fn a_debug_container_is_judged_when_it_is_added() {
    let door = baseline();
    let old = bad_pod("web");
    let mut new = old.clone();
    let mut debug = json!({"name": "debug", "image": "registry.example.org/debug:1.0"});
    debug["securityContext"] = json!({"privileged": true});
    new["spec"]["ephemeralContainers"] = json!([debug]);
    let mut request = review("UPDATE", &new, &old);
    request["request"]["subResource"] = json!("ephemeralcontainers");
    assert!(denied(&ask(&door, &request)));
}

#[test]
fn what_must_never_be_held_up_passes() {
    let door = baseline();
    let bad = bad_pod("web");
    let with = |path: &[&str], value: Value| {
        let mut pod = bad.clone();
        let mut place = &mut pod;
        for key in path {
            place = &mut place[*key];
        }
        *place = value;
        pod
    };
    let going = with(&["metadata", "deletionTimestamp"], json!("2026-11-21T00:00:00Z"));
    let mirror = with(&["metadata", "annotations"], json!({"kubernetes.io/config.mirror": "x"}));
    let mut status = review("UPDATE", &bad, &good_pod("web"));
    status["request"]["subResource"] = json!("status");
    let options = json!({"apiVersion": "v1", "kind": "PodExecOptions", "stdin": true});
    for request in [
        review("DELETE", &Value::Null, &bad),
        review("UPDATE", &going, &with(&["metadata", "deletionTimestamp"], json!("2026-11-21"))),
        review("CREATE", &mirror, &Value::Null),
        review("CONNECT", &options, &Value::Null),
        review("CONNECT", &Value::Null, &Value::Null),
        status,
    ] {
        let response = ask(&door, &request);
        assert!(!denied(&response), "{request}");
        assert!(response["auditAnnotations"]["pack-digest"].is_string());
    }
    // Whoever merely says so is not being deleted.
    assert!(denied(&ask(&door, &review("UPDATE", &going, &good_pod("web")))));
}

#[test]
fn a_controllers_template_is_judged_and_who_owns_it_decides() {
    let door = baseline();
    let template = json!({"metadata": {"labels": {"app": "web"}}, "spec": bad_pod("web")["spec"]});
    let mut set = json!({
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "metadata": {"name": "web-1", "namespace": "shop"},
        "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}}, "template": template},
    });
    assert!(denied(&ask(&door, &review("CREATE", &set, &Value::Null))));
    let owner = json!([{"apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "1", "controller": true}]);
    set["metadata"]["ownerReferences"] = owner.clone();
    let response = ask(&door, &review("CREATE", &set, &Value::Null));
    assert!(!denied(&response));
    assert!(texts(&response["warnings"]).iter().any(|text| text.contains("will be denied")));
    // The pod is where it ends.
    let mut pod = bad_pod("web-1-x");
    pod["metadata"]["ownerReferences"] = owner;
    assert!(denied(&ask(&door, &review("CREATE", &pod, &Value::Null))));
}

#[test]
fn warn_mode_warns() {
    let door = door(&["baseline"], Mode::Warn, "");
    let mut pod = bad_pod("web");
    pod["spec"]["containers"][0]["name"] = json!("ä".repeat(200));
    let response = ask(&door, &review("CREATE", &pod, &Value::Null));
    assert!(!denied(&response));
    assert!(!texts(&response["warnings"]).is_empty());
}

#[test]
fn a_waiver_lets_pass_and_is_named() {
    let waiver = |expires: &str| {
        format!(
            "version: 1\nwaivers:\n  - rule: kubernetes-container-privileged-off\n    scope: {{address: \"Pod/shop/web\"}}\n    reason: a driver\n    requested_by: a@example.org\n    approved_by: b@example.org\n    created: 2020-01-01\n    expires: {expires}\n"
        )
    };
    let request = review("CREATE", &bad_pod("web"), &Value::Null);
    let active = door(&["baseline"], Mode::Enforce, &waiver("2999-01-01"));
    let response = ask(&active, &request);
    let waived = response["auditAnnotations"]["waiver"].as_str().unwrap();
    assert!(waived.contains("kubernetes-container-privileged-off until 2999-01-01"), "{waived}");
    let message = response["status"]["message"].as_str().unwrap_or_default();
    assert!(!message.contains("kubernetes-container-privileged-off"), "{message}");
    let expired = door(&["baseline"], Mode::Enforce, &waiver("2020-01-02"));
    assert!(denied(&ask(&expired, &request)));
    let other = review("CREATE", &bad_pod("other"), &Value::Null);
    assert!(denied(&ask(&active, &other)));
}

#[test]
fn the_namespace_of_the_request_counts_where_the_object_names_none() {
    let mut pod = bad_pod("web");
    pod["metadata"].as_object_mut().unwrap().remove("namespace");
    let response = ask(&baseline(), &review("CREATE", &pod, &Value::Null));
    assert!(response["status"]["message"].as_str().unwrap().contains("Pod/shop/web"));
}

#[test]
fn what_is_no_review_is_refused_with_a_reason() {
    let door = baseline();
    let pod = good_pod("web").to_string();
    let deep = format!(
        r#"{{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{{"uid":"u","operation":"CREATE","object":{}{}}}}}"#,
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let headless = review("CREATE", &json!({"spec": {}}), &Value::Null).to_string();
    for body in ["", "{", "null", pod.as_str(), deep.as_str(), headless.as_str()] {
        let (status, answer) = post(&door, body.to_owned());
        assert_eq!(status, StatusCode::BAD_REQUEST, "{answer}");
        assert!(answer["message"].as_str().is_some_and(|text| text.len() > 10), "{answer}");
    }
}

#[test]
fn size_and_method_are_bounded() {
    let door = baseline();
    let mut pod = good_pod("web");
    pod["metadata"]["annotations"] = json!({"note": "x".repeat(3 << 20)});
    let both = review("UPDATE", &pod, &pod).to_string();
    assert!(both.len() > 6 << 20);
    assert_eq!(post(&door, both).0, StatusCode::OK);
    assert_eq!(post(&door, vec![b' '; (7 << 20) + 1]).0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(send(&door, "GET", "/validate", "").0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(send(&door, "POST", "/healthz", "").0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(send(&door, "GET", "/nowhere", "").0, StatusCode::NOT_FOUND);
}

#[test]
fn overload_is_turned_away_at_once_and_slowness_is_cut_off() {
    let closed = Bounds { in_flight: 0, ..Bounds::default() };
    let door = open(&["baseline"], Mode::Enforce, "", closed, Observer::default());
    let request = review("CREATE", &good_pod("web"), &Value::Null).to_string();
    let (status, answer) = post(&door, request.clone());
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{answer}");
    assert!(metrics(&door).contains("provost_shed_total 1\n"));
    let hurried = Bounds { deadline: std::time::Duration::from_nanos(1), ..Bounds::default() };
    let door = open(&["baseline"], Mode::Enforce, "", hurried, Observer::default());
    let (status, answer) = post(&door, request);
    assert!(
        matches!(status, StatusCode::GATEWAY_TIMEOUT | StatusCode::REQUEST_TIMEOUT),
        "{status} {answer}"
    );
}

fn metrics(door: &std::sync::Arc<provost::serve::Shared>) -> String {
    let (status, body) = send(door, "GET", "/metrics", "");
    assert_eq!(status, StatusCode::OK);
    String::from_utf8(body.to_vec()).unwrap()
}

#[test]
fn metrics_have_their_names_and_no_names_of_objects() {
    let door = door(&["baseline"], Mode::Enforce, "");
    ask(&door, &review("CREATE", &bad_pod("very-telling"), &Value::Null));
    let mut odd = review("CREATE", &good_pod("a"), &Value::Null);
    odd["request"]["kind"]["kind"] = json!("Invented\"1");
    ask(&door, &odd);
    let text = metrics(&door);
    for line in [
        "provost_admission_requests_total{operation=\"CREATE\",kind=\"Pod\",verdict=\"denied\",mode=\"enforce\"} 1",
        "provost_admission_duration_seconds_bucket{le=\"+Inf\"} 2",
        "provost_admission_duration_seconds_count 2",
        "provost_rule_evaluations_total{rule=\"kubernetes-container-privileged-off\",result=\"fail\"} 1",
        "provost_pack_info{pack=\"baseline\",version=",
        "provost_certificate_expiry_timestamp_seconds ",
        "provost_shed_total 0",
        "provost_waivers{state=\"active\"} 0",
        "provost_history_write_errors_total 0",
        "kind=\"other\"",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("very-telling") && !text.contains("Invented"));
}

#[test]
fn readiness_ends_with_draining() {
    let door = door(&["baseline"], Mode::Enforce, "");
    assert_eq!(send(&door, "GET", "/readyz", "").0, StatusCode::OK);
    door.drain();
    assert_eq!(send(&door, "GET", "/readyz", "").0, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(send(&door, "GET", "/healthz", "").0, StatusCode::OK);
    assert!(denied(&ask(&door, &review("CREATE", &bad_pod("web"), &Value::Null))));
}

struct Sent(mpsc::Sender<Admitted>);

impl Keeper for Sent {
    fn keep(&mut self, batch: Batch) -> u64 {
        batch.admitted.into_iter().for_each(|one| self.0.send(one).unwrap());
        0
    }
}

#[test]
fn what_is_judged_is_observed_but_for_dry_runs() {
    let (sender, seen) = mpsc::channel();
    let (observer, _) = Observer::new(Box::new(Sent(sender))).unwrap();
    let door = open(&["baseline"], Mode::Enforce, "", Bounds::default(), observer);
    let mut dry = review("CREATE", &bad_pod("dry"), &Value::Null);
    dry["request"]["dryRun"] = json!(true);
    assert!(denied(&ask(&door, &dry)));
    let response = ask(&door, &review("CREATE", &bad_pod("web"), &Value::Null));
    let observation = seen.recv().unwrap();
    assert_eq!((&*observation.address, observation.outcome), ("Pod/shop/web", "denied"));
    assert!(observation.findings.iter().any(|found| found.path.ends_with("privileged")));
    assert_eq!(response["auditAnnotations"]["verdict-hash"], *observation.verdict_hash);
}
