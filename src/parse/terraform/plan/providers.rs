//! The provider blocks that a plan carries.
//!
//! In: `configuration.provider_config`. Out: a resource for each, as the source would give it: what
//! is constant is known, and any other expression is open: a plan lists what it refers to and not
//! what it makes of that.

use std::sync::Arc;

use super::attributes::is_expression;
use crate::model::{Cause, Entry, Format, Kind, Map, Resource, Shape, Span, Str, Unknown, Value};

/// The provider blocks of a plan.
pub fn resources(root: &Value, scope: &Str) -> Vec<Resource> {
    let providers = root.at_keys(&["configuration", "provider_config"]).and_then(Value::as_map);
    let providers = providers.into_iter().flat_map(|map| map.iter());
    providers.filter_map(|entry| resource(root, &entry.value, entry.key_span, scope)).collect()
}

fn resource(root: &Value, provider: &Value, header: Span, scope: &Str) -> Option<Resource> {
    let text = |key: &str| provider.get(key).and_then(Value::as_str);
    let name = text("name")?;
    // Without expressions it is only named by a resource, and configured nowhere.
    let expressions = provider.get("expressions")?;
    let kind = format!("provider.{name}");
    let alias = text("alias");
    let module = text("module_address").map(|module| format!("{module}."));
    let module = module.unwrap_or_default();
    let address = match alias {
        Some(alias) => format!("{module}{kind}.{alias}"),
        None => format!("{module}{kind}"),
    };
    Some(Resource {
        address: address.into(),
        kind: kind.into(),
        name: alias.unwrap_or(name).into(),
        format: Format::Terraform,
        scope: scope.clone(),
        span: provider.span,
        header,
        attributes: body(root, expressions, module.is_empty()),
        workload: None,
        pipeline: None,
        references: Vec::new(),
    })
}

/// A body of expressions; its depth is that of the JSON, which is bounded.
fn body(root: &Value, body: &Value, in_root: bool) -> Value {
    let mut out = Map::default();
    for entry in body.as_map().into_iter().flat_map(|map| map.iter()) {
        let value = match &entry.value {
            value if is_expression(value) => expression(root, value, in_root),
            value => match value.as_list() {
                Some(list) => {
                    let blocks = list.iter().map(|block| self::body(root, block, in_root));
                    Value::list(blocks.collect(), value.span)
                }
                None => Value::list(vec![self::body(root, value, in_root)], value.span),
            },
        };
        if !matches!(value.kind, Kind::Null) {
            out.push(Entry { key: entry.key.clone(), key_span: entry.key_span, value });
        }
    }
    Value::map(out, body.span)
}

fn expression(root: &Value, expression: &Value, in_root: bool) -> Value {
    if let Some(value) = expression.get("constant_value") {
        return value.clone();
    }
    let references: Vec<&str> = expression
        .get("references")
        .and_then(Value::as_list)
        .unwrap_or_default()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let name = references.first().copied().unwrap_or("an expression");
    let known = match name.strip_prefix("var.") {
        Some(variable) if in_root => root.at_keys(&["variables", variable, "value"]),
        _ => None,
    };
    let unknown = Unknown {
        name: name.into(),
        because: Cause::Unevaluated,
        declared_at: known.map(|value| value.span),
        shape: Shape::default(),
    };
    Value::new(Kind::Unknown(Arc::new(unknown)), expression.span)
}
