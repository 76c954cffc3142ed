//! The webhook, through its router and, where only that shows it, through the built binary.

// Lets the lints see that everything here is a test.
#![cfg(test)]

mod binary;
mod hashes;
pub mod history;
mod manifests;
mod reviews;

use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use provost::finding::waiver::Waivers;
use provost::policy::Severity;
use provost::policy::{Choice, Library};
use provost::serve::router::router;
use provost::serve::{Bounds, Door, Judgement, Mode, Observer, Shared};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A pod that meets every rule of the baseline pack at high severity.
pub fn good_pod(name: &str) -> Value {
    json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "shop", "labels": {"app": name}},
        "spec": {
            "automountServiceAccountToken": false,
            "securityContext": {
                "runAsNonRoot": true,
                "runAsUser": 10001,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "containers": [container("web")],
        },
    })
}

/// A container with nothing to complain of.
pub fn container(name: &str) -> Value {
    json!({
        "name": name,
        "image": format!("registry.example.org/web:1.2@sha256:{}", "a".repeat(64)),
        "imagePullPolicy": "Always",
        "resources": {
            "requests": {"cpu": "100m", "memory": "64Mi"},
            "limits": {"cpu": "1", "memory": "128Mi"},
        },
        "livenessProbe": {"httpGet": {"path": "/live", "port": 8080}},
        "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}},
        "securityContext": {
            "allowPrivilegeEscalation": false,
            "privileged": false,
            "readOnlyRootFilesystem": true,
            "runAsNonRoot": true,
            "runAsUser": 10001,
            "capabilities": {"drop": ["ALL"]},
        },
    })
}

/// The same with a privileged container.
pub fn bad_pod(name: &str) -> Value {
    let mut pod = good_pod(name);
    pod["spec"]["containers"][0]["securityContext"]["privileged"] = json!(true);
    pod
}

/// A review of an operation on an object.
pub fn review(operation: &str, object: &Value, old: &Value) -> Value {
    let kind = [object, old].into_iter().find_map(|object| object["kind"].as_str());
    json!({
        "apiVersion": "admission.k8s.io/v1",
        "kind": "AdmissionReview",
        "request": {
            "uid": "705ab4f5-6393-11e8-b7cc-42010a800002",
            "kind": {"group": "", "version": "v1", "kind": kind.unwrap_or("Pod")},
            "operation": operation,
            "namespace": "shop",
            "object": object,
            "oldObject": old,
            "dryRun": false,
        },
    })
}

/// A door by packs, a mode and a waiver file.
pub fn door(packs: &[&str], mode: Mode, waivers: &str) -> Arc<Shared> {
    open(packs, mode, waivers, Bounds::default(), Observer::default())
}

pub fn open(
    packs: &[&str],
    mode: Mode,
    waivers: &str,
    bounds: Bounds,
    observer: Observer,
) -> Arc<Shared> {
    let library = Library::embedded();
    let packs = packs.iter().map(|pack| (*pack).to_owned()).collect();
    let selection = library.select(&Choice { packs, ..Choice::default() }).unwrap();
    let waivers = match waivers {
        "" => Waivers::default(),
        text => Waivers::parse("w.yaml", text, |_| true).unwrap(),
    };
    let fail_on = Some(Severity::High);
    let door = Door::open(Judgement { library, selection, waivers, mode, fail_on }).unwrap();
    // A build for tests is slow, and the machine may be busy.
    let bounds = Bounds { deadline: bounds.deadline * 60, ..bounds };
    Shared::new(door, bounds, observer).unwrap()
}

/// A door by the baseline that most tests share.
pub fn baseline() -> Arc<Shared> {
    static DOOR: OnceLock<Arc<Shared>> = OnceLock::new();
    DOOR.get_or_init(|| door(&["baseline"], Mode::Enforce, "")).clone()
}

/// Posts a body to `/validate`.
pub fn post(shared: &Arc<Shared>, body: impl Into<Body>) -> (StatusCode, Value) {
    let (status, body) = send(shared, "POST", "/validate", body);
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

/// Posts a review and gives the response in it.
pub fn ask(shared: &Arc<Shared>, review: &Value) -> Value {
    let (status, mut answer) = post(shared, review.to_string());
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["apiVersion"], "admission.k8s.io/v1");
    assert_eq!(answer["kind"], "AdmissionReview");
    assert_eq!(answer["response"]["uid"], review["request"]["uid"]);
    answer["response"].take()
}

pub fn send(
    shared: &Arc<Shared>,
    method: &str,
    path: &str,
    body: impl Into<Body>,
) -> (StatusCode, Bytes) {
    let request = Request::builder().method(method).uri(path).body(body.into()).unwrap();
    block_on(async {
        let response = router(shared.clone()).oneshot(request).await.unwrap();
        let status = response.status();
        (status, axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap())
    })
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
