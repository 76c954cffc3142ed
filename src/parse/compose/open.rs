//! What a service leaves to files that are not here: a base in another file, environment files.
//!
//! In: a service whose variables were filled in. Out: the service with everything that such a file
//! could set unknown: what it does not say, and what its own lists may have besides.

use std::sync::Arc;

use crate::model::{Cause, Entry, Kind, Map, Shape, Unknown, Value};

/// What a base may set for which the extending service's word is the last.
const SCALARS: &[&str] = &[
    "image",
    "user",
    "privileged",
    "read_only",
    "network_mode",
    "pid",
    "ipc",
    "userns_mode",
    "uts",
    "cgroup",
    "cgroup_parent",
    "command",
    "entrypoint",
    "working_dir",
    "restart",
    "mem_limit",
    "mem_reservation",
    "memswap_limit",
    "cpus",
    "cpu_quota",
    "cpu_shares",
    "cpuset",
    "pids_limit",
    "container_name",
    "hostname",
    "init",
    "isolation",
    "oom_kill_disable",
    "platform",
    "pull_policy",
    "runtime",
    "scale",
    "shm_size",
    "stdin_open",
    "stop_grace_period",
    "stop_signal",
    "tty",
];

/// What a base may add to.
const LISTS: &[&str] = &[
    "cap_add",
    "cap_drop",
    "security_opt",
    "ports",
    "expose",
    "volumes",
    "volumes_from",
    "devices",
    "device_cgroup_rules",
    "tmpfs",
    "dns",
    "dns_search",
    "group_add",
    "configs",
    "secrets",
    "env_file",
    "links",
    "external_links",
];

/// Lists of `KEY=value`, or maps of them.
const PAIRS: &[&str] = &["environment", "labels", "annotations", "sysctls", "extra_hosts"];

/// Maps of which a base may set any entry.
const MAPS: &[&str] = &[
    "build",
    "deploy",
    "healthcheck",
    "logging",
    "networks",
    "depends_on",
    "ulimits",
    "blkio_config",
    "credential_spec",
    "develop",
    "storage_opt",
];

/// Leaves open whatever a base that is not here could set.
pub(super) fn base(service: &mut Value, unknown: &Unknown) {
    let Kind::Map(map) = &mut service.kind else { return };
    let map = Arc::make_mut(map);
    let open = Value::unknown(unknown.clone(), unknown.declared_at.unwrap_or_default());
    for key in SCALARS {
        if said(map, key).is_none() {
            set(map, key, open.clone());
        }
    }
    for key in LISTS.iter().chain(PAIRS) {
        add(map, key, &open);
    }
    for key in MAPS {
        set(map, key, open.clone());
    }
}

/// Leaves open which variables the environment files of a service set.
pub(super) fn environment(service: &mut Value) {
    let Some(files) = service.get("env_file").filter(|files| names_any(files)) else { return };
    let unknown = match files.as_unknown() {
        Some(unknown) => Unknown { shape: Shape::default(), ..Unknown::clone(unknown) },
        None => Unknown {
            name: "env_file".into(),
            because: Cause::Variable,
            declared_at: Some(files.span),
            shape: Shape::default(),
        },
    };
    let open = Value::unknown(unknown, files.span);
    if let Kind::Map(map) = &mut service.kind {
        add(Arc::make_mut(map), "environment", &open);
    }
}

fn names_any(files: &Value) -> bool {
    match &files.kind {
        Kind::Null => false,
        Kind::List(items) => !items.is_empty(),
        _ => true,
    }
}

fn said<'m>(map: &'m Map, key: &str) -> Option<&'m Value> {
    map.get(key).filter(|value| value.kind != Kind::Null)
}

/// One more item, of which nothing is known.
fn add(map: &mut Map, key: &str, open: &Value) {
    let own = said(map, key);
    let mut items = match own.map(|own| &own.kind) {
        None => Vec::new(),
        Some(Kind::List(items)) => items.to_vec(),
        Some(Kind::Map(entries)) => entries.iter().map(pair).collect(),
        Some(Kind::Unknown(_)) => return,
        Some(_) => own.cloned().into_iter().collect(),
    };
    items.push(open.clone());
    let span = own.map_or(open.span, |own| own.span);
    set(map, key, Value::list(items, span));
}

/// An entry of a map as `KEY=value`, also where its value is open.
fn pair(entry: &Entry) -> Value {
    let span = entry.key_span.to(entry.value.span);
    let mut item = match &entry.value.kind {
        Kind::Null => Value::string(entry.key.clone(), span),
        Kind::Unknown(unknown) => {
            let mut unknown = Unknown::clone(unknown);
            unknown.shape = Shape {
                not_null: true,
                string: true,
                prefix: format!("{}={}", entry.key, unknown.shape.prefix).into(),
                suffix: unknown.shape.suffix.clone(),
                not_empty: true,
                json: None,
            };
            Value::unknown(unknown, span)
        }
        _ => {
            let text = crate::model::view::workload::scalar_text(&entry.value);
            Value::string(format!("{}={text}", entry.key), span)
        }
    };
    item.sensitive = entry.value.sensitive;
    item
}

fn set(map: &mut Map, key: &str, value: Value) {
    let place = map.entry(key).map_or(value.span, |entry| entry.key_span);
    map.set(key, place, value);
}
