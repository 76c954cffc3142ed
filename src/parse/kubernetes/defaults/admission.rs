//! What admission plugins add to a pod on its way in, taken out again.
//!
//! In: a pod, as an admission request carries it. Out: the pod as its author wrote it, where the
//! addition is told by its form: the token volume, the two tolerations of every pod, the priority
//! of no class.

use super::super::edit::{child, elements, remove};
use crate::model::view::workload::CONTAINER_LISTS;
use crate::model::{Kind, Value};

/// Start of the name of the volume that holds the service account's token.
const TOKEN_VOLUME: &str = "kube-api-access-";

/// Takes out of a pod spec what plugins put there.
pub(super) fn strip(spec: &mut Value) {
    let is_token = |item: &Value| {
        item.get("name").and_then(Value::as_str).is_some_and(|name| name.starts_with(TOKEN_VOLUME))
    };
    without(spec, "volumes", is_token);
    for (list, _) in CONTAINER_LISTS {
        for container in elements(spec, list) {
            without(container, "volumeMounts", is_token);
        }
    }
    without(spec, "tolerations", is_usual_toleration);
    if spec.get("priorityClassName").is_none() {
        if spec.get("priority").and_then(Value::as_int) == Some(0) {
            remove(spec, &["priority"]);
        }
        if spec.get("preemptionPolicy").and_then(Value::as_str) == Some("PreemptLowerPriority") {
            remove(spec, &["preemptionPolicy"]);
        }
    }
}

fn is_usual_toleration(toleration: &Value) -> bool {
    let text = |key| toleration.get(key).and_then(Value::as_str);
    matches!(text("key"), Some("node.kubernetes.io/not-ready" | "node.kubernetes.io/unreachable"))
        && text("operator") == Some("Exists")
        && text("effect") == Some("NoExecute")
        && toleration.get("tolerationSeconds").and_then(Value::as_int) == Some(300)
}

/// Takes elements out of a list; the list too where nothing is left of it.
fn without(value: &mut Value, key: &str, unwanted: impl Fn(&Value) -> bool) {
    let found = value.get(key).and_then(Value::as_list).unwrap_or_default();
    if !found.iter().any(&unwanted) {
        return;
    }
    let kept: Vec<Value> = found.iter().filter(|item| !unwanted(item)).cloned().collect();
    if kept.is_empty() {
        remove(value, &[key]);
    } else if let Some(list) = child(value, key) {
        list.kind = Kind::List(kept.into());
    }
}
