//! The view `workload` over a Compose service: the service in the words of a pod.
//!
//! In: a service. Out: the view with one container. Values keep the place of the line that they
//! come from; what is unknown stays unknown under its new name.

use super::security::security;
use super::text::{port, seconds};
use super::volume::volumes;
use crate::model::view::workload::{container_view, scalar_text};
use crate::model::{Entry, Kind, Map, Span, Str, Unknown, Value};

/// The view of a service.
pub(super) fn view(name: &Str, service: &Value) -> Value {
    let (mounts, volumes) = volumes(service);
    let mut container = Fields::default();
    let own = service.get("container_name").cloned();
    container
        .put("name", Some(own.unwrap_or_else(|| Value::string(name.clone(), Span::default()))));
    container.put("image", service.get("image").cloned());
    container.put("command", service.get("entrypoint").map(words));
    container.put("args", service.get("command").map(words));
    container.put("workingDir", service.get("working_dir").cloned());
    container.put("env", service.get("environment").map(environment));
    container.put("ports", service.get("ports").and_then(|ports| list(ports, ports_of)));
    container.put("resources", Some(resources(service)));
    container.put("securityContext", Some(security(service)));
    container.put("livenessProbe", service.get("healthcheck").and_then(health));
    container.put("volumeMounts", mounts);
    let container = container.value(service.span);

    let mut spec = Fields::default();
    for (field, key) in [("hostNetwork", "network_mode"), ("hostPID", "pid"), ("hostIPC", "ipc")] {
        spec.put(
            field,
            service.get(key).map(|mode| derived(mode, |mode| Some(Kind::Bool(mode == "host")))),
        );
    }
    spec.put("restartPolicy", service.get("restart").map(|value| derived(value, restart)));
    spec.put("securityContext", Some(Value::map(Map::default(), Span::default())));
    spec.put("volumes", volumes);
    spec.put("containers", Some(Value::list(vec![container.clone()], service.span)));

    let mut view = Fields::default();
    view.put("kind", Some(Value::string(super::SERVICE, Span::default())));
    view.put("labels", Some(service.get("labels").map_or_else(empty, pairs)));
    view.put("annotations", Some(service.get("annotations").map_or_else(empty, pairs)));
    let replicas = service.reach(&["deploy", "replicas"]).or_else(|| service.get("scale"));
    view.put("replicas", replicas.map(Value::reshaped));
    view.put("path", Some(Value::list(Vec::new(), Span::default())));
    view.put("spec", Some(spec.value(service.span)));
    let container = container_view(&container, "container", Vec::new());
    view.put("containers", Some(Value::list(vec![container], service.span)));
    view.value(service.span)
}

/// A map under construction, absent fields left out.
#[derive(Default)]
pub(super) struct Fields(pub(super) Map);

impl Fields {
    pub(super) fn put(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.push(Entry { key: key.into(), key_span: Span::default(), value });
        }
    }

    pub(super) fn value(self, span: Span) -> Value {
        Value::map(self.0, span)
    }
}

fn empty() -> Value {
    Value::map(Map::default(), Span::default())
}

/// A value made from the text of another, at its place; unknown where that is.
pub(super) fn derived(value: &Value, make: impl FnOnce(&str) -> Option<Kind>) -> Value {
    if value.as_unknown().is_some() {
        return value.reshaped();
    }
    Value { kind: make(&scalar_text(value)).unwrap_or_else(|| value.kind.clone()), ..value.clone() }
}

pub(super) fn list(value: &Value, make: impl Fn(&Value) -> Value) -> Option<Value> {
    match &value.kind {
        Kind::List(items) => Some(Value::list(items.iter().map(make).collect(), value.span)),
        Kind::Unknown(_) => Some(value.reshaped()),
        _ => None,
    }
}

fn restart(policy: &str) -> Option<Kind> {
    let policy = match policy.split(':').next()? {
        "always" | "unless-stopped" => "Always",
        "on-failure" => "OnFailure",
        _ => "Never",
    };
    Some(Kind::String(policy.into()))
}

/// A command as a list of words, as it is where it is one already.
fn words(value: &Value) -> Value {
    match value.as_str() {
        Some(_) => Value::list(vec![value.clone()], value.span),
        None => value.reshaped(),
    }
}

/// `KEY=value` in a list, or a map: as a list of names and values.
fn environment(value: &Value) -> Value {
    let variable = |name: Value, value: Option<Value>, span: Span| {
        let mut fields = Fields::default();
        fields.put("name", Some(name));
        fields.put("value", value.filter(|value| value.kind != Kind::Null));
        fields.value(span)
    };
    match &value.kind {
        Kind::Map(map) => {
            let entry = |entry: &Entry| {
                let name = Value::string(entry.key.clone(), entry.key_span);
                variable(name, Some(entry.value.clone()), entry.key_span.to(entry.value.span))
            };
            Value::list(map.iter().map(entry).collect(), value.span)
        }
        Kind::List(items) => {
            let item = |item: &Value| match pair(item) {
                Some((name, value)) => variable(Value::string(name, item.span), value, item.span),
                None => item.reshaped(),
            };
            Value::list(items.iter().map(item).collect(), value.span)
        }
        _ => value.reshaped(),
    }
}

/// Name and value of `KEY=value`. Where the value holds a variable, the name is known all the same.
fn pair(item: &Value) -> Option<(&str, Option<Value>)> {
    if let Some(unknown) = item.as_unknown() {
        let (name, prefix) = unknown.shape.prefix.split_once('=')?;
        let mut value = Unknown::clone(unknown);
        value.shape.not_empty = !prefix.is_empty();
        value.shape.prefix = prefix.into();
        return Some((name, Some(Value::unknown(value, item.span))));
    }
    match item.as_str()?.split_once('=') {
        Some((name, value)) => Some((name, Some(Value::string(value, item.span)))),
        None => Some((item.as_str()?, None)),
    }
}

/// Labels, from a map or from `key=value` in a list.
fn pairs(value: &Value) -> Value {
    let Some(items) = value.as_list() else { return value.reshaped() };
    // A label whose name is open may be any.
    let open = |item: &&Value| item.as_unknown().is_some() && pair(item).is_none();
    if let Some(item) = items.iter().find(open) {
        return item.reshaped();
    }
    let mut fields = Fields::default();
    for (name, found) in items.iter().filter_map(pair) {
        fields.put(name, Some(found.unwrap_or_else(|| Value::string("", value.span))));
    }
    fields.value(value.span)
}

fn ports_of(item: &Value) -> Value {
    let mut fields = Fields::default();
    if item.as_map().is_some() {
        let of = |key: &str| {
            item.get(key).map(|value| derived(value, |text| port(text).target.map(number)))
        };
        fields.put("containerPort", of("target"));
        fields.put("hostPort", of("published"));
        fields.put("hostIP", item.get("host_ip").cloned());
        fields.put("protocol", item.get("protocol").map(|value| derived(value, upper)));
        return fields.value(item.span);
    }
    if item.as_unknown().is_some() {
        return item.reshaped();
    }
    let text = scalar_text(item);
    let port = port(&text);
    let int = |number: i64| Value::int(number, item.span);
    fields.put("containerPort", port.target.map(int));
    fields.put("hostPort", port.published.map(int));
    let address = Some(port.address).filter(|address| !address.is_empty());
    fields.put("hostIP", address.map(|address| Value::string(address, item.span)));
    fields.put("protocol", Some(Value::string(port.protocol.to_ascii_uppercase(), item.span)));
    fields.value(item.span)
}

pub(super) fn number(number: i64) -> Kind {
    Kind::Number(crate::model::Number::Int(number))
}

fn upper(text: &str) -> Option<Kind> {
    Some(Kind::String(text.to_ascii_uppercase().into()))
}

/// Both places where Compose lets limits stand.
fn resources(service: &Value) -> Value {
    let group = |group: &str, cpu: &str, memory: &str| {
        let of = |key: &str, short: &str| {
            let deploy = service.reach(&["deploy", "resources", group, key]);
            deploy.or_else(|| service.get(short)).map(Value::reshaped)
        };
        let mut fields = Fields::default();
        fields.put("cpu", of("cpus", cpu));
        fields.put("memory", of("memory", memory));
        (!fields.0.is_empty()).then(|| fields.value(Span::default()))
    };
    let mut fields = Fields::default();
    fields.put("limits", group("limits", "cpus", "mem_limit"));
    fields.put("requests", group("reservations", "", "mem_reservation"));
    fields.value(Span::default())
}

/// A health check as a probe; none where it is switched off.
fn health(check: &Value) -> Option<Value> {
    let test = check.reach(&["test"]);
    let first = test.and_then(Value::as_list).and_then(<[Value]>::first);
    let disable = check.reach(&["disable"]);
    // What switches it off comes before what may.
    let off = disable.and_then(Value::as_bool) == Some(true);
    if off || first.and_then(Value::as_str) == Some("NONE") {
        return None;
    }
    let mut deciding = [disable, test, first].into_iter().flatten();
    if let Some(open) = deciding.find(|value| value.as_unknown().is_some()) {
        return Some(open.reshaped());
    }
    let mut exec = Fields::default();
    exec.put("command", test.map(words));
    let mut probe = Fields::default();
    probe.put("exec", Some(exec.value(check.span)));
    for (field, key) in [
        ("periodSeconds", "interval"),
        ("timeoutSeconds", "timeout"),
        ("initialDelaySeconds", "start_period"),
    ] {
        let duration = |value: &Value| derived(value, |text| seconds(text).map(number));
        probe.put(field, check.get(key).map(duration));
    }
    probe.put("failureThreshold", check.get("retries").map(Value::reshaped));
    Some(probe.value(check.span))
}
