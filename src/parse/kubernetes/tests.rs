//! Manifests to resources, by fixture and by hand.

use std::fmt::Write as _;
use std::path::Path as FilePath;

use super::*;
use crate::model::{FileId, Resource, Sources, Str};

fn read(text: &str) -> Parsed {
    let path: Str = "test.yaml".into();
    let mut parsed = Parsed::default();
    parse(Fragment::whole(FileId(0), &path, text), &mut parsed);
    join(&mut parsed.resources);
    parsed
}

fn one(text: &str) -> Resource {
    let mut parsed = read(text);
    assert_eq!(parsed.resources.len(), 1, "{:?}", parsed.diagnostics);
    parsed.resources.remove(0)
}

/// A value as compact JSON-like text.
fn show(value: &Value) -> String {
    match &value.kind {
        Kind::List(items) => {
            format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(","))
        }
        Kind::Map(map) => {
            let entries = map.iter().map(|entry| format!("{}:{}", entry.key, show(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Kind::Null => "null".into(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::String(text) => text.to_string(),
        _ => crate::model::view::workload::scalar_text(value).into_owned(),
    }
}

/// What a fixture is expected to give, a line a resource, with its references below it.
fn summary(text: &str, parsed: &Parsed) -> String {
    let mut sources = Sources::default();
    sources.add(crate::model::Source::new("test.yaml", text));
    let line = |span| sources.positions(span).0.line;
    let mut out = String::new();
    for resource in &parsed.resources {
        let _ = writeln!(out, "{} at {}", resource.address, line(resource.header));
        for reference in &resource.references {
            let _ = writeln!(out, "  {} -> {}", reference.path, reference.to);
        }
        let view = resource.workload_view();
        let containers = view.as_ref().and_then(|view| view.get("containers"));
        for container in containers.and_then(Value::as_list).unwrap_or_default() {
            let of = |key| container.get(key).map(show).unwrap_or_default();
            let _ = writeln!(out, "  {} {} {}", of("type"), of("name"), of("image_ref"));
        }
    }
    for diagnostic in &parsed.diagnostics {
        let line = diagnostic.span.map(line).unwrap_or_default();
        let _ = writeln!(out, "! {line}: {} ({:?})", diagnostic.message, diagnostic.loss);
    }
    out
}

#[test]
fn fixtures_give_what_stands_beside_them() {
    let folder = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kubernetes");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "yaml" || end == "json"))
        .collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    for path in names {
        let text = std::fs::read_to_string(&path).unwrap();
        let expected = std::fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
        let found = summary(&text, &read(&text));
        assert_eq!(found, expected, "{}:\n{found}", path.display());
    }
}

#[test]
fn defaults_are_the_servers() {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: yes\n  containers:\n  - name: c\n    image: nginx\n    ports: [{containerPort: 80}]\n    livenessProbe: {httpGet: {port: 80}}\n    resources: {limits: {cpu: 1, memory: 1Gi}, requests: {memory: 1Mi}}\n  volumes: [{name: v}]\n";
    let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {serviceAccount: robot, containers: [{name: c, image: 'a/b:1'}]}}}\n";
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: LoadBalancer, ports: [{port: 80}]}\n";
    let policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, egress: [{}]}\n";
    let cases: [(&str, &[&str], &str); 22] = [
        (pod, &["metadata", "namespace"], "default"),
        (pod, &["spec", "restartPolicy"], "Always"),
        (pod, &["spec", "serviceAccountName"], "default"),
        (pod, &["spec", "hostNetwork"], "true"),
        (pod, &["spec", "containers", "0", "imagePullPolicy"], "Always"),
        (pod, &["spec", "containers", "0", "ports", "0", "hostPort"], "80"),
        (pod, &["spec", "containers", "0", "ports", "0", "protocol"], "TCP"),
        (pod, &["spec", "containers", "0", "livenessProbe", "timeoutSeconds"], "1"),
        (pod, &["spec", "containers", "0", "livenessProbe", "httpGet", "scheme"], "HTTP"),
        (pod, &["spec", "containers", "0", "resources", "requests"], "{memory:1Mi,cpu:1}"),
        (pod, &["spec", "volumes", "0", "emptyDir"], "{}"),
        (deployment, &["spec", "replicas"], "1"),
        (deployment, &["spec", "strategy", "rollingUpdate", "maxUnavailable"], "25%"),
        (
            deployment,
            &["spec", "template", "spec", "containers", "0", "imagePullPolicy"],
            "IfNotPresent",
        ),
        (deployment, &["spec", "template", "spec", "serviceAccountName"], "robot"),
        (service, &["spec", "externalTrafficPolicy"], "Cluster"),
        (service, &["spec", "ports", "0", "targetPort"], "80"),
        (service, &["spec", "sessionAffinity"], "None"),
        (policy, &["spec", "policyTypes"], "[Ingress,Egress]"),
        (
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {}\n",
            &["spec", "backoffLimit"],
            "6",
        ),
        (
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {}\n",
            &["spec", "suspend"],
            "false",
        ),
        ("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n", &["type"], "Opaque"),
    ];
    for (text, path, expected) in cases {
        let resource = one(text);
        let step = |value: &Value, key: &&str| match key.parse::<usize>() {
            Ok(index) => value.as_list().and_then(|list| list.get(index).cloned()),
            Err(_) => value.get(key).cloned(),
        };
        let value =
            path.iter().try_fold(resource.attributes.clone(), |value, key| step(&value, key));
        assert_eq!(value.as_ref().map(show).as_deref(), Some(expected), "{path:?} of {text}");
    }
}

#[test]
fn preparing_an_object_twice_changes_nothing_more() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  uid: x\n  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}'}\nspec:\n  template:\n    metadata: {creationTimestamp: null}\n    spec:\n      hostNetwork: true\n      containers: [{name: c, image: a, ports: [{containerPort: 1}], resources: {limits: {cpu: 1}}}]\nstatus: {replicas: 1}\n";
    let first = one(text).attributes;
    assert_eq!(show(first.get("metadata").unwrap()), "{name:a,namespace:default}");
    assert!(first.get("status").is_none());
    let mut again = first.clone();
    defaults::normalise(&mut again);
    defaults::apply(&mut again);
    assert_eq!(first, again);
}

#[test]
fn a_pod_in_an_admission_request_is_the_pod_of_the_file() {
    let written = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c, image: 'a:1', resources: {limits: {cpu: 1000m, memory: 1024Mi}}}]\n";
    let admitted = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: default, uid: x, creationTimestamp: null, managedFields: [{}]}\nspec:\n  containers:\n  - name: c\n    image: a:1\n    imagePullPolicy: IfNotPresent\n    resources: {limits: {cpu: \"1\", memory: 1Gi}, requests: {cpu: \"1\", memory: 1Gi}}\n    terminationMessagePath: /dev/termination-log\n    terminationMessagePolicy: File\n    volumeMounts: [{name: kube-api-access-x, mountPath: /var/run/secrets/kubernetes.io/serviceaccount, readOnly: true}]\n  dnsPolicy: ClusterFirst\n  enableServiceLinks: true\n  preemptionPolicy: PreemptLowerPriority\n  priority: 0\n  restartPolicy: Always\n  schedulerName: default-scheduler\n  securityContext: {}\n  serviceAccount: default\n  serviceAccountName: default\n  terminationGracePeriodSeconds: 30\n  tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}]\n  volumes: [{name: kube-api-access-x, projected: {sources: []}}]\nstatus: {phase: Pending}\n";
    assert_eq!(sorted(&one(written).attributes), sorted(&one(admitted).attributes));
}

/// [`show`] with the keys of every map in order.
fn sorted(value: &Value) -> String {
    match &value.kind {
        Kind::Map(map) => {
            let mut entries: Vec<_> =
                map.iter().map(|entry| format!("{}:{}", entry.key, sorted(&entry.value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        Kind::List(items) => {
            format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(","))
        }
        _ => show(value),
    }
}

#[test]
fn defaults_have_no_place_and_findings_fall_back_to_what_is_written() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: c\n    image: nginx:1\n";
    let pod = one(text);
    let slice = |span: Span| &text[span.start as usize..span.end as usize];
    assert_eq!(slice(pod.header), "name: web");
    let path = |keys: &[&str]| crate::model::Path(keys.iter().map(|key| (*key).into()).collect());
    assert_eq!(slice(pod.locate(&path(&["spec", "restartPolicy"]))), "spec");
    assert_eq!(slice(pod.locate(&path(&["metadata", "name"]))), "name: web");
    let container = path(&["spec", "containers"]).join(0usize);
    assert_eq!(slice(pod.locate(&container.join("securityContext"))), "name: c");
    assert_eq!(slice(pod.locate(&container.join("image"))), "image: nginx:1");
}

#[test]
fn secrets_are_marked() {
    let secret = one("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {k: v}\n");
    assert!(secret.attributes.at_keys(&["stringData", "k"]).unwrap().sensitive);
}

#[test]
fn hostile_selectors_stay_linear() {
    let mut text = String::new();
    for at in 0..400 {
        let _ = write!(
            text,
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: p{at}, labels: {{a: b}}}}\nspec: {{containers: []}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: s{at}}}\nspec: {{selector: {{a: b, n: \"{at}\"}}}}\n---\n"
        );
    }
    let parsed = read(&text);
    assert_eq!(parsed.resources.len(), 800);
    assert!(parsed.diagnostics.is_empty());
}

mod properties {
    use super::read;
    use proptest::prelude::*;

    /// Anything where the schema expects a map, a list or a string.
    fn any_value() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("5".to_owned()),
            Just("[]".to_owned()),
            Just("[1, {}, [x]]".to_owned()),
            Just("{a: {b: c}}".to_owned()),
            Just("~".to_owned()),
            Just("text".to_owned()),
            Just("{name: x, containers: 3}".to_owned()),
            Just(
                "{containers: [{name: 1, image: [], ports: {}, env: [3], resources: x}]}"
                    .to_owned()
            ),
        ]
    }

    proptest! {
        #[test]
        fn wrong_types_never_panic(
            kind in prop_oneof![
                Just("Pod"), Just("Deployment"), Just("CronJob"), Just("Service"), Just("Ingress"),
                Just("RoleBinding"), Just("NetworkPolicy"), Just("List"), Just("Secret"),
                Just("MutatingWebhookConfiguration"), Just("Rollout"), Just("[x]"),
            ],
            metadata in any_value(),
            spec in any_value(),
            inner in any_value(),
        ) {
            let _ = read(&format!(
                "apiVersion: v1\nkind: {kind}\nmetadata: {metadata}\nspec: {spec}\nitems: {inner}\nroleRef: {inner}\nsubjects: {inner}\nwebhooks: {inner}\ndata: {inner}\n"
            ));
            let _ = read(&format!(
                "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: a, labels: {metadata}}}\nspec:\n  template: {{metadata: {metadata}, spec: {spec}}}\n  selector: {inner}\n  podSelector: {inner}\n  rules: {inner}\n"
            ));
        }
    }
}
