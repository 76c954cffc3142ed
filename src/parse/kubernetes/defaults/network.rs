//! Defaults of services and network policies.
//!
//! In: the spec of one. Out: the spec with the server's defaults, and without what the server
//! allocates.

use super::super::edit::{elements, fill, fill_bool, fill_text, remove};
use crate::model::{Kind, Span, Value};

/// Takes out addresses and ports that the server allocates before anybody is asked: what somebody
/// chose cannot be told from what was drawn. `clusterIP: None` is a choice.
pub(super) fn strip_allocated(spec: &mut Value) {
    let text = |spec: &Value, key: &str| spec.get(key).and_then(Value::as_str).map(str::to_owned);
    if text(spec, "clusterIP").as_deref() != Some("None") {
        remove(spec, &["clusterIP"]);
    }
    remove(spec, &["clusterIPs", "healthCheckNodePort"]);
    let families = spec.get("ipFamilies").and_then(Value::as_list);
    let only_v4 = families
        .is_none_or(|families| matches!(families, [family] if family.as_str() == Some("IPv4")));
    if only_v4 && text(spec, "ipFamilyPolicy").is_none_or(|policy| policy == "SingleStack") {
        remove(spec, &["ipFamilies", "ipFamilyPolicy"]);
    }
    for port in elements(spec, "ports") {
        remove(port, &["nodePort"]);
    }
}

pub(super) fn service(spec: &mut Value) {
    fill_text(spec, "type", "ClusterIP");
    fill_text(spec, "sessionAffinity", "None");
    let kind = spec.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if kind != "ExternalName" {
        fill_text(spec, "internalTrafficPolicy", "Cluster");
    }
    if matches!(&*kind, "NodePort" | "LoadBalancer") {
        fill_text(spec, "externalTrafficPolicy", "Cluster");
    }
    if kind == "LoadBalancer" {
        fill_bool(spec, "allocateLoadBalancerNodePorts", true);
    }
    for port in elements(spec, "ports") {
        fill_text(port, "protocol", "TCP");
        if let Some(number) = port.get("port").cloned() {
            fill(port, "targetPort", || number.kind);
        }
    }
}

pub(super) fn policy(spec: &mut Value) {
    let egress = spec.get("egress").is_some_and(|rules| {
        rules.as_unknown().is_some() || rules.as_list().is_some_and(|rules| !rules.is_empty())
    });
    fill(spec, "policyTypes", || {
        let types = if egress { &["Ingress", "Egress"][..] } else { &["Ingress"] };
        let types = types.iter().map(|name| Value::string(*name, Span::default()));
        Kind::List(types.collect::<Vec<_>>().into())
    });
    for direction in ["ingress", "egress"] {
        for rule in elements(spec, direction) {
            for port in elements(rule, "ports") {
                fill_text(port, "protocol", "TCP");
            }
        }
    }
}
