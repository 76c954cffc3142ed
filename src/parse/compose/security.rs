//! What a Compose service may do, as the security context of a container.
//!
//! In: a service. Out: the context, with only the fields that the service decides.

use super::text::user;
use super::workload::{Fields, derived, list, number};
use crate::model::view::workload::scalar_text;
use crate::model::{Kind, Span, Value};

/// The security context of a service.
pub(super) fn security(service: &Value) -> Value {
    let mut fields = Fields::default();
    fields.put("privileged", service.get("privileged").map(Value::reshaped));
    fields.put("readOnlyRootFilesystem", service.get("read_only").map(Value::reshaped));
    let open = |value: &&Value| value.as_unknown().is_some();
    if let Some(value) = service.get("user").filter(open) {
        for field in ["runAsUser", "runAsGroup", "runAsNonRoot"] {
            fields.put(field, Some(value.reshaped()));
        }
    } else if let Some(value) = service.get("user") {
        let text = scalar_text(value);
        let (id, group, other) = user(&text);
        let at = |kind: Kind| Some(derived(value, |_| Some(kind)));
        fields.put("runAsUser", id.and_then(|id| at(number(id))));
        fields.put("runAsGroup", group.and_then(|id| at(number(id))));
        fields.put("runAsNonRoot", at(Kind::Bool(other)));
    }
    let mut capabilities = Fields::default();
    for (field, key) in [("add", "cap_add"), ("drop", "cap_drop")] {
        let names =
            service.get(key).and_then(|names| list(names, |name| derived(name, capability)));
        capabilities.put(field, names);
    }
    if !capabilities.0.is_empty() {
        fields.put("capabilities", Some(capabilities.value(Span::default())));
    }
    let options = match service.get("security_opt") {
        Some(value) if open(&value) => std::slice::from_ref(value),
        value => value.and_then(Value::as_list).unwrap_or_default(),
    };
    for option in options {
        security_option(option, &mut fields);
    }
    // An option of which not even the key is known may be any.
    if let Some(option) = options.iter().filter(open).find(|option| known_key(option).is_none()) {
        for field in ["allowPrivilegeEscalation", "seccompProfile", "appArmorProfile"] {
            fields.put(field, Some(option.reshaped()));
        }
    }
    fields.value(Span::default())
}

/// Compose takes both `CAP_CHOWN` and `CHOWN`.
fn capability(name: &str) -> Option<Kind> {
    let name = name.to_ascii_uppercase();
    Some(Kind::String(name.strip_prefix("CAP_").unwrap_or(&name).into()))
}

/// The key of an option whose value is open.
fn known_key(option: &Value) -> Option<&str> {
    let prefix = &option.as_unknown()?.shape.prefix;
    prefix.split_once([':', '=']).map(|(key, _)| key)
}

fn security_option(option: &Value, fields: &mut Fields) {
    if let Some(key) = known_key(option) {
        match key {
            "no-new-privileges" => fields.put("allowPrivilegeEscalation", Some(option.reshaped())),
            "seccomp" => fields.put("seccompProfile", Some(option.reshaped())),
            "apparmor" => fields.put("appArmorProfile", Some(option.reshaped())),
            _ => {}
        }
        return;
    }
    let text = option.as_str().unwrap_or_default();
    let (key, value) = text.split_once([':', '=']).unwrap_or((text, "true"));
    let profile = |kind: &str| {
        let mut fields = Fields::default();
        fields.put("type", Some(Value::string(kind, option.span)));
        Some(fields.value(option.span))
    };
    let kind = if value == "unconfined" { "Unconfined" } else { "Localhost" };
    match key {
        "no-new-privileges" => {
            let allowed = Value::bool(value == "false", option.span);
            fields.put("allowPrivilegeEscalation", Some(allowed));
        }
        "seccomp" => fields.put("seccompProfile", profile(kind)),
        "apparmor" => fields.put("appArmorProfile", profile(kind)),
        _ => {}
    }
}
