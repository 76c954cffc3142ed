//! `google_iam_policy`: the policy that the data source gives.
//!
//! In: an instance of the data source. Out: its structure as the API's own types write it. The
//! provider sorts members; bindings, which are a set, are in the order of their roles.

use crate::model::{self, Entry, Kind, Map, Span};
use crate::parse::terraform::values::Value;
use crate::parse::terraform::values::finish::finish;

/// The policy of an instance whose arguments are given.
pub(super) fn document(mut member: impl FnMut(&str) -> Option<Value>, span: Span) -> model::Value {
    let mut out = Map::default();
    for (argument, name, make) in [
        ("audit_config", "auditConfigs", audit as fn(&model::Value) -> model::Value),
        ("binding", "bindings", binding),
    ] {
        let Some(blocks) = member(argument).map(|value| finish(&value)) else { continue };
        let value = match blocks.as_list() {
            Some(list) => {
                let mut list: Vec<model::Value> = list.iter().map(make).collect();
                list.sort_by(|a, b| role(a).cmp(&role(b)));
                model::Value::list(list, blocks.span)
            }
            None => blocks,
        };
        push(&mut out, name, value);
    }
    model::Value::map(out, span)
}

fn role(binding: &model::Value) -> Option<&str> {
    binding.get("role").or_else(|| binding.get("service")).and_then(model::Value::as_str)
}

fn binding(block: &model::Value) -> model::Value {
    renamed(block, &[("condition", "condition"), ("members", "members"), ("role", "role")])
}

fn audit(block: &model::Value) -> model::Value {
    renamed(block, &[("audit_log_configs", "auditLogConfigs"), ("service", "service")])
}

fn condition(block: &model::Value) -> model::Value {
    let names = ["description", "expression", "title"].map(|name| (name, name));
    renamed(block, &names)
}

fn log(block: &model::Value) -> model::Value {
    renamed(block, &[("exempted_members", "exemptedMembers"), ("log_type", "logType")])
}

/// Arguments under the names of the API, without those that are not set.
fn renamed(block: &model::Value, names: &[(&str, &str)]) -> model::Value {
    if block.as_map().is_none() {
        return block.clone();
    }
    let mut out = Map::default();
    for (argument, name) in names {
        let Some(value) = block.get(argument) else { continue };
        let empty = value.as_list().is_some_and(<[_]>::is_empty) || value.as_str() == Some("");
        if empty || value.kind == Kind::Null {
            continue;
        }
        let value = match (*argument, value.as_list()) {
            ("condition", Some([only])) => condition(only),
            ("audit_log_configs", Some(list)) => {
                model::Value::list(list.iter().map(log).collect(), value.span)
            }
            ("members" | "exempted_members", Some(list)) => {
                model::Value::list(ascending(list), value.span)
            }
            _ => value.clone(),
        };
        push(&mut out, name, value);
    }
    model::Value::map(out, block.span)
}

fn ascending(list: &[model::Value]) -> Vec<model::Value> {
    let mut list = list.to_vec();
    if list.iter().all(|value| value.as_str().is_some()) {
        list.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
        list.dedup_by(|a, b| a.as_str() == b.as_str());
    }
    list
}

fn push(map: &mut Map, key: &str, value: model::Value) {
    map.push(Entry { key: key.into(), key_span: value.span, value });
}
