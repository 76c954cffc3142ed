//! Defaults of a pod spec, its containers, probes and volumes.
//!
//! In: a pod spec. Out: the spec as the kubelet will see it: the server's defaults, the requests
//! that follow from limits, the host ports that follow from the host network, and the service
//! account that admission sets.

use std::sync::Arc;

use super::super::edit::{
    child, descend, elements, fill, fill_bool, fill_int, fill_map, fill_text, lacks, make_room,
    put, remove, set,
};
use super::super::quantity;
use crate::model::view::image::Image;
use crate::model::view::workload::{CONTAINER_LISTS, scalar_text};
use crate::model::{Kind, Map, Value};

/// Mode of files that are projected into a volume: 0644.
const FILE_MODE: i64 = 420;

/// Keys of a volume that are not its source.
const VOLUME_NAME: &str = "name";

/// What a pod spec is given where it says nothing.
const SPEC: [&str; 7] = [
    "restartPolicy",
    "dnsPolicy",
    "schedulerName",
    "terminationGracePeriodSeconds",
    "enableServiceLinks",
    "securityContext",
    "serviceAccountName",
];

/// What a container is given where it says nothing.
const CONTAINER: [&str; 4] =
    ["terminationMessagePath", "terminationMessagePolicy", "imagePullPolicy", "resources"];

pub(super) fn spec(spec: &mut Value) {
    if spec.as_map().is_none() {
        return;
    }
    make_room(spec, &SPEC);
    fill_text(spec, "restartPolicy", "Always");
    fill_text(spec, "dnsPolicy", "ClusterFirst");
    fill_text(spec, "schedulerName", "default-scheduler");
    fill_int(spec, "terminationGracePeriodSeconds", 30);
    fill_bool(spec, "enableServiceLinks", true);
    fill_map(spec, "securityContext");
    service_account(spec);
    let host_network = spec.get("hostNetwork").and_then(Value::as_bool) == Some(true);
    for (list, role) in CONTAINER_LISTS {
        for item in elements(spec, list) {
            container(item, host_network && role != "ephemeral");
        }
    }
    for item in elements(spec, "volumes") {
        volume(item);
    }
}

/// The admission plugin names the account; the older of the two fields is an alias, which the
/// server keeps equal and which says nothing more.
fn service_account(spec: &mut Value) {
    let alias = spec.get("serviceAccount").cloned();
    let named = alias.filter(|alias| alias.as_str().is_some_and(|name| !name.is_empty()));
    if let Some(alias) = named
        && lacks(spec, "serviceAccountName")
    {
        set(spec, "serviceAccountName", alias);
    }
    fill_text(spec, "serviceAccountName", "default");
    remove(spec, &["serviceAccount"]);
}

fn container(container: &mut Value, host_network: bool) {
    if container.as_map().is_none() {
        return;
    }
    make_room(container, &CONTAINER);
    fill_text(container, "terminationMessagePath", "/dev/termination-log");
    fill_text(container, "terminationMessagePolicy", "File");
    pull_policy(container);
    if let Some(resources) = fill_map(container, "resources") {
        canonical_quantities(resources);
        requests_from_limits(resources);
    }
    for port in elements(container, "ports") {
        fill_text(port, "protocol", "TCP");
        if host_network && let Some(number) = port.get("containerPort").cloned() {
            fill(port, "hostPort", || number.kind);
        }
    }
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(check) = child(container, name) {
            probe(check);
        }
    }
    for hook in ["postStart", "preStop"] {
        if let Some(action) = descend(container, &["lifecycle", hook]) {
            http_get(action);
        }
    }
    for variable in elements(container, "env") {
        if let Some(field) = descend(variable, &["valueFrom", "fieldRef"]) {
            fill_text(field, "apiVersion", "v1");
        }
    }
}

/// `Always` for the tag `latest`, said or implied; what is pinned is pulled once.
fn pull_policy(container: &mut Value) {
    let Some(image) = container.get("image").and_then(Value::as_str) else { return };
    let parts = Image::parse(image);
    let latest = parts.tag == "latest" || (parts.tag.is_empty() && parts.digest.is_empty());
    fill_text(container, "imagePullPolicy", if latest { "Always" } else { "IfNotPresent" });
}

/// `1000m` and `1` are the same to the server, which writes back the shorter.
fn canonical_quantities(resources: &mut Value) {
    for list in ["limits", "requests"] {
        let Some(Value { kind: Kind::Map(map), .. }) = child(resources, list) else { continue };
        for entry in Arc::make_mut(map).iter_mut() {
            let quantity = &mut entry.value;
            if !matches!(quantity.kind, Kind::String(_) | Kind::Number(_)) {
                continue;
            }
            let written = scalar_text(quantity);
            if let Some(canonical) = quantity::canonical(&written)
                && quantity.as_str() != Some(&canonical)
            {
                quantity.kind = Kind::String(canonical.into());
            }
        }
    }
}

fn requests_from_limits(resources: &mut Value) {
    let Some(limits) = resources.get("limits").and_then(Value::as_map).cloned() else { return };
    if let Some(requests) = fill_map(resources, "requests") {
        for limit in limits.iter() {
            // It is written, but at the limit: the reader is shown that.
            if lacks(requests, &limit.key) {
                put(requests, limit.key.clone(), limit.value.clone());
            }
        }
    }
}

fn probe(probe: &mut Value) {
    fill_int(probe, "timeoutSeconds", 1);
    fill_int(probe, "periodSeconds", 10);
    fill_int(probe, "successThreshold", 1);
    fill_int(probe, "failureThreshold", 3);
    http_get(probe);
}

fn http_get(action: &mut Value) {
    if let Some(get) = child(action, "httpGet") {
        fill_text(get, "path", "/");
        fill_text(get, "scheme", "HTTP");
    }
}

fn volume(volume: &mut Value) {
    let Some(map) = volume.as_map() else { return };
    if map.iter().all(|entry| &*entry.key == VOLUME_NAME) {
        fill(volume, "emptyDir", || Kind::Map(Map::default().into()));
    }
    for source in ["secret", "configMap", "downwardAPI", "projected"] {
        if let Some(source) = child(volume, source) {
            fill_int(source, "defaultMode", FILE_MODE);
        }
    }
    if let Some(path) = child(volume, "hostPath") {
        fill_text(path, "type", "");
    }
    if let Some(projected) = child(volume, "projected") {
        for source in elements(projected, "sources") {
            if let Some(token) = child(source, "serviceAccountToken") {
                fill_int(token, "expirationSeconds", 3600);
            }
        }
    }
}
