//! What an object refers to by name.
//!
//! In: an object and the path of its pod spec, where it has one. Out: references by address. What
//! refers by label is not here but in [`join`](super::join).

use super::object::{Identity, address};
use crate::model::view::workload::CONTAINER_LISTS;
use crate::model::{Path, Reference, Segment, Value};

/// Named objects below a volume: path of the name, kind.
const VOLUME_NAMES: [(&[&str], &str); 7] = [
    (&["secret", "secretName"], "Secret"),
    (&["configMap", "name"], "ConfigMap"),
    (&["persistentVolumeClaim", "claimName"], "PersistentVolumeClaim"),
    (&["csi", "nodePublishSecretRef", "name"], "Secret"),
    (&["cephfs", "secretRef", "name"], "Secret"),
    (&["iscsi", "secretRef", "name"], "Secret"),
    (&["azureFile", "secretName"], "Secret"),
];

/// Named objects below the object itself, by kind: path of the name, kind of the target.
const NAMES: [(&str, &[&str], &str); 6] = [
    ("StatefulSet", &["spec", "serviceName"], "Service"),
    ("PersistentVolumeClaim", &["spec", "storageClassName"], "StorageClass"),
    ("PersistentVolumeClaim", &["spec", "volumeName"], "PersistentVolume"),
    ("PersistentVolume", &["spec", "storageClassName"], "StorageClass"),
    ("Ingress", &["spec", "ingressClassName"], "IngressClass"),
    ("Certificate", &["spec", "secretName"], "Secret"),
];

/// Everything that an object refers to by name.
pub(super) fn of(object: &Value, identity: &Identity, pod: Option<&[&str]>) -> Vec<Reference> {
    let mut found = Finder { identity, references: Vec::new() };
    if let Some(path) = pod
        && let Some(spec) = object.at_keys(path)
    {
        found.pod(spec, &keys(path));
    }
    found.name(object, &Path::root(), &["metadata", "namespace"], "Namespace");
    for (kind, path, target) in NAMES {
        if *kind == *identity.kind {
            found.name(object, &Path::root(), path, target);
        }
    }
    match &*identity.kind {
        "RoleBinding" | "ClusterRoleBinding" => found.binding(object),
        "Ingress" => found.ingress(object),
        "HorizontalPodAutoscaler" | "ScaledObject" => found.target(object, "scaleTargetRef"),
        "VerticalPodAutoscaler" => found.target(object, "targetRef"),
        "Rollout" => found.target(object, "workloadRef"),
        "HTTPRoute" | "GRPCRoute" | "TLSRoute" | "TCPRoute" => found.route(object),
        "ServiceAccount" => {
            for list in ["secrets", "imagePullSecrets"] {
                found.names_in(object, &Path::root(), list, &["name"], "Secret");
            }
        }
        "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration" => {
            found.webhooks(object);
        }
        _ => {}
    }
    found.references
}

struct Finder<'a> {
    identity: &'a Identity,
    references: Vec<Reference>,
}

impl Finder<'_> {
    /// A reference to an object in the same namespace, or to a cluster-scoped one.
    fn add(&mut self, kind: &str, name: &str, path: Path) {
        let namespaced = super::kinds::is_namespaced("", kind);
        let namespace = if namespaced { self.identity.namespace.as_deref() } else { None };
        self.add_in(kind, namespace, name, path);
    }

    fn add_in(&mut self, kind: &str, namespace: Option<&str>, name: &str, path: Path) {
        if !name.is_empty() {
            self.references.push(Reference { to: address(kind, namespace, name).into(), path });
        }
    }

    /// The name at a path below a value that stands at `base`.
    fn name(&mut self, value: &Value, base: &Path, path: &[&str], kind: &str) {
        if let Some(name) = value.at_keys(path).and_then(Value::as_str) {
            self.add(kind, name, extended(base, path));
        }
    }

    /// The same in each element of a list.
    fn names_in(&mut self, value: &Value, base: &Path, list: &str, path: &[&str], kind: &str) {
        for (index, item) in items(value, list) {
            self.name(item, &base.join(list).join(index), path, kind);
        }
    }

    fn pod(&mut self, spec: &Value, base: &Path) {
        self.name(spec, base, &["serviceAccountName"], "ServiceAccount");
        self.name(spec, base, &["priorityClassName"], "PriorityClass");
        self.name(spec, base, &["runtimeClassName"], "RuntimeClass");
        self.names_in(spec, base, "imagePullSecrets", &["name"], "Secret");
        for (list, _) in CONTAINER_LISTS {
            for (index, container) in items(spec, list) {
                if container.get("env").is_some() || container.get("envFrom").is_some() {
                    self.container(container, &base.join(list).join(index));
                }
            }
        }
        for (index, volume) in items(spec, "volumes") {
            let base = base.join("volumes").join(index);
            for (path, kind) in VOLUME_NAMES {
                self.name(volume, &base, path, kind);
            }
            if let Some(projected) = volume.get("projected") {
                let base = base.join("projected");
                self.names_in(projected, &base, "sources", &["secret", "name"], "Secret");
                self.names_in(projected, &base, "sources", &["configMap", "name"], "ConfigMap");
            }
        }
    }

    fn container(&mut self, container: &Value, base: &Path) {
        let secret = ["valueFrom", "secretKeyRef", "name"];
        let config = ["valueFrom", "configMapKeyRef", "name"];
        self.names_in(container, base, "env", &secret, "Secret");
        self.names_in(container, base, "env", &config, "ConfigMap");
        self.names_in(container, base, "envFrom", &["secretRef", "name"], "Secret");
        self.names_in(container, base, "envFrom", &["configMapRef", "name"], "ConfigMap");
    }

    fn binding(&mut self, object: &Value) {
        if let Some(role) = object.get("roleRef")
            && let (Some(kind), Some(name)) = (text(role, "kind"), text(role, "name"))
        {
            self.add(kind, name, keys(&["roleRef", "name"]));
        }
        for (index, subject) in items(object, "subjects") {
            if text(subject, "kind") != Some("ServiceAccount") {
                continue;
            }
            let namespace = text(subject, "namespace")
                .or(self.identity.namespace.as_deref())
                .unwrap_or("default");
            let path = keys(&["subjects"]).join(index).join("name");
            let name = text(subject, "name").unwrap_or_default();
            self.add_in("ServiceAccount", Some(namespace), name, path);
        }
    }

    fn ingress(&mut self, object: &Value) {
        let Some(spec) = object.get("spec") else { return };
        let base = keys(&["spec"]);
        self.backend(spec, &base, "defaultBackend");
        self.backend(spec, &base, "backend");
        self.names_in(spec, &base, "tls", &["secretName"], "Secret");
        for (index, rule) in items(spec, "rules") {
            let Some(http) = rule.get("http") else { continue };
            let base = base.join("rules").join(index).join("http");
            for (index, path) in items(http, "paths") {
                self.backend(path, &base.join("paths").join(index), "backend");
            }
        }
    }

    /// The services behind a route of the gateway API.
    fn route(&mut self, object: &Value) {
        let Some(spec) = object.get("spec") else { return };
        for (index, rule) in items(spec, "rules") {
            let base = keys(&["spec", "rules"]).join(index);
            for (index, backend) in items(rule, "backendRefs") {
                if text(backend, "kind").is_none_or(|kind| kind == "Service") {
                    let namespace = text(backend, "namespace").map(ToOwned::to_owned);
                    let namespace =
                        namespace.or(self.identity.namespace.as_deref().map(Into::into));
                    let path = base.join("backendRefs").join(index).join("name");
                    let name = text(backend, "name").unwrap_or_default();
                    self.add_in("Service", namespace.as_deref(), name, path);
                }
            }
        }
    }

    /// Both the present shape and the one before `networking.k8s.io/v1`.
    fn backend(&mut self, value: &Value, base: &Path, key: &str) {
        self.name(value, base, &[key, "service", "name"], "Service");
        self.name(value, base, &[key, "serviceName"], "Service");
    }

    fn target(&mut self, object: &Value, key: &str) {
        let Some(target) = object.at_keys(&["spec", key]) else { return };
        let kind = text(target, "kind").unwrap_or("Deployment");
        self.add(kind, text(target, "name").unwrap_or_default(), keys(&["spec", key, "name"]));
    }

    fn webhooks(&mut self, object: &Value) {
        for (index, webhook) in items(object, "webhooks") {
            let Some(service) = webhook.at_keys(&["clientConfig", "service"]) else { continue };
            let path = keys(&["webhooks"]).join(index);
            let path = extended(&path, &["clientConfig", "service", "name"]);
            let namespace = text(service, "namespace").unwrap_or("default");
            let name = text(service, "name").unwrap_or_default();
            self.add_in("Service", Some(namespace), name, path);
        }
    }
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = (usize, &'v Value)> {
    value.get(key).and_then(Value::as_list).unwrap_or_default().iter().enumerate()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

fn keys(path: &[&str]) -> Path {
    Path(path.iter().map(|key| Segment::from(*key)).collect())
}

fn extended(base: &Path, path: &[&str]) -> Path {
    let mut base = base.clone();
    base.0.extend(path.iter().map(|key| Segment::from(*key)));
    base
}
