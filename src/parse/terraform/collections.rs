//! `for` expressions, splats, and iteration in Terraform's order.
//!
//! In: a collection. Out: lists and objects made from it. An unknown collection gives an unknown
//! value; an unknown `if` condition leaves the whole result open, since its length is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::Context;
use super::syntax::ast::{ForExpression, SplatStep};
use super::values::unknown::something;
use super::values::{Item, Kind, Map, Value};
use crate::model::{Cause, Shape, Span, Str, Unknown};

impl<'a> Context<'_, 'a> {
    /// Keys and values of a collection. Anything that cannot be iterated is a fault.
    pub fn iterate(&self, source: &Value, span: Span) -> Vec<(Value, Value)> {
        let marked = |value: &Value| {
            let mut value = value.clone();
            value.sensitive |= source.sensitive;
            if !source.refs.is_empty() {
                value.refs.extend(&source.refs);
            }
            if source.origin.is_some() {
                let place = value.span;
                value = value.out_of(source, place);
            }
            value
        };
        let pairs: Vec<(Value, Value)> = match &source.kind {
            Kind::List(values) => {
                let keys = (0..).map(|index| Value::int(index, span));
                keys.zip(values.iter().map(marked)).collect()
            }
            Kind::Set(values) => {
                values.iter().map(|value| (marked(value), marked(value))).collect()
            }
            Kind::Map(map) => {
                let key = |key: &Str, item: &Item| {
                    let written = self.traces() && !item.key_span.is_empty();
                    let place = if written { item.key_span } else { span };
                    marked(&Value::string(key.clone(), place))
                };
                map.iter().map(|(name, item)| (key(name, item), marked(&item.value))).collect()
            }
            Kind::Handle(_) => {
                let forced = self.force(source);
                if matches!(forced.kind, Kind::Map(_)) {
                    return self.iterate(&forced, span);
                }
                Vec::new()
            }
            _ => {
                self.fault(span, format!("cannot iterate over a {} value", source.type_name()));
                Vec::new()
            }
        };
        if !self.run.spend(pairs.len()) {
            self.fault(span, "evaluation stopped: too much work for one root module");
            return Vec::new();
        }
        pairs
    }

    pub(super) fn for_expression(&self, parts: &ForExpression, span: Span) -> Value {
        let source = self.evaluate(&parts.collection);
        if let Some(unknown) = source.as_unknown() {
            return Value::derived(unknown, something(), span).marked_by(&source);
        }
        let mut list = Vec::new();
        let mut map = Map::new();
        let mut groups: BTreeMap<Str, Vec<Value>> = BTreeMap::new();
        let mut open = None;
        for (key, value) in self.iterate(&source, parts.collection.span) {
            let place = parts.collection.span;
            let bound = |name: &Str, value: Value| {
                (name.clone(), self.through_iteration(|| name.to_string(), place, value))
            };
            let mut bindings = vec![bound(&parts.value_variable, value)];
            if let Some(name) = &parts.key_variable {
                bindings.push(bound(name, key));
            }
            let outcome = self.with(&bindings, |inner| inner.for_item(parts));
            match outcome {
                Outcome::Skipped => {}
                Outcome::Open(unknown) => {
                    open = Some(unknown);
                    break;
                }
                Outcome::Element(value) => list.push(value),
                Outcome::Entry(key, value) if parts.grouping => {
                    groups.entry(key).or_default().push(value);
                }
                Outcome::Entry(key, value) => {
                    if map.insert(key.clone(), Item::from(value)).is_some() {
                        self.fault(span, format!("duplicate object key \"{key}\""));
                    }
                }
            }
        }
        let result = match open {
            Some(unknown) => Value::derived(&unknown, something(), span),
            None if parts.key.is_none() => Value::list(list, span),
            None => {
                for (key, values) in groups {
                    map.insert(key, Item::from(Value::list(values, span)));
                }
                Value::map(map, span)
            }
        };
        let mut result = result;
        result.sensitive |= source.sensitive;
        result
    }

    fn for_item(&self, parts: &ForExpression) -> Outcome {
        if let Some(condition) = &parts.condition {
            let test = self.evaluate(condition);
            let test = self.or_fault(test.to_bool_value(), condition.span);
            match test.kind {
                Kind::Bool(true) => {}
                Kind::Unknown(unknown) => return Outcome::Open(unknown),
                _ => return Outcome::Skipped,
            }
        }
        let Some(key) = &parts.key else { return Outcome::Element(self.evaluate(&parts.value)) };
        let name = self.evaluate(key);
        if let Kind::Unknown(unknown) = name.kind {
            return Outcome::Open(unknown);
        }
        match self.key_text(&name, key.span) {
            Some(text) => Outcome::Entry(text, self.evaluate(&parts.value)),
            None => Outcome::Skipped,
        }
    }

    pub(super) fn splat(&self, source: &Value, steps: &[SplatStep], span: Span) -> Value {
        let apply = |element: &Value| {
            steps.iter().fold(element.clone(), |value, step| match step {
                SplatStep::Attribute(name) => self.get_attribute(&value, name, span),
                SplatStep::Index(key) => {
                    let key = self.evaluate(key);
                    self.get_index(&value, &key, span)
                }
            })
        };
        match &source.kind {
            Kind::Unknown(unknown) => Value::derived(unknown, something(), span).marked_by(source),
            Kind::Null => Value::list(Vec::new(), span),
            Kind::List(values) | Kind::Set(values) => {
                let values = values.iter().map(apply).collect();
                let mut result = Value::list(values, span);
                result.sensitive |= source.sensitive;
                result
            }
            _ => Value::list(vec![apply(source)], span),
        }
    }

    /// An attribute of a value.
    pub fn get_attribute(&self, value: &Value, name: &Str, span: Span) -> Value {
        let found = match &value.kind {
            Kind::Map(map) => match map.get(name) {
                Some(item) => item.value.clone(),
                // Part of a resource: what the configuration does not set, the provider may.
                None => match value.refs.iter().next() {
                    Some(resource) => {
                        let shape = super::values::unknown::computed_shape(name);
                        let name = format!("{resource}.{name}");
                        return Value::unknown(name, Cause::Computed, None, shape, span)
                            .marked_by(value);
                    }
                    None => return self.fault(span, format!("no attribute named \"{name}\"")),
                },
            },
            Kind::Handle(handle) => {
                let found = self.handle_attribute(*handle, name, span);
                return found.out_of(value, span).marked_by(value);
            }
            Kind::Unknown(unknown) => {
                let name = format!("{}.{name}", unknown.name);
                let mut part = extended(unknown, name, span).marked_by(value);
                part.whole = value.whole;
                return part;
            }
            Kind::List(_) | Kind::Set(_) if name.parse::<usize>().is_ok() => {
                return self.get_index(value, &Value::string(name.clone(), span), span);
            }
            Kind::Null => return self.fault(span, format!("null has no attribute \"{name}\"")),
            _ => {
                let message = format!("a {} has no attribute \"{name}\"", value.type_name());
                return self.fault(span, message);
            }
        };
        found.out_of(value, span).marked_by(value)
    }

    /// An element of a value.
    pub fn get_index(&self, value: &Value, key: &Value, span: Span) -> Value {
        if let Some(unknown) = value.as_unknown() {
            let written = match &key.kind {
                Kind::String(text) => format!("{}[\"{text}\"]", unknown.name),
                Kind::Number(number) => format!("{}[{}]", unknown.name, number.to_text()),
                _ => unknown.name.to_string(),
            };
            let mut part = extended(unknown, written, span).marked_by(value);
            part.whole = value.whole;
            return part;
        }
        if let Some(unknown) = key.as_unknown() {
            return Value::derived(unknown, Shape::default(), span).marked_by(value).marked_by(key);
        }
        let found = match &value.kind {
            Kind::List(values) | Kind::Set(values) => {
                let Ok(Kind::Number(number)) = key.to_number_value().map(|key| key.kind) else {
                    return self.fault(span, "a list index must be a number");
                };
                let index = number.as_i64().and_then(|index| usize::try_from(index).ok());
                index.and_then(|index| values.get(index)).cloned()
            }
            Kind::Map(map) => match self.key_text(key, span) {
                Some(key) => map.get(&key).map(|item| item.value.clone()),
                None => None,
            },
            Kind::Handle(_) => match self.key_text(key, span) {
                Some(name) => return self.get_attribute(value, &name, span),
                None => None,
            },
            _ => return self.fault(span, format!("a {} cannot be indexed", value.type_name())),
        };
        match found {
            Some(found) => found.out_of(value, span).marked_by(value).marked_by(key),
            None => self.fault(span, "the index is not in the collection"),
        }
    }
}

enum Outcome {
    Skipped,
    Open(Arc<Unknown>),
    Element(Value),
    Entry(Str, Value),
}

/// Part of an unknown: the same cause under a longer name. What providers compute is known to be
/// there by its name; part of a variable may be missing.
fn extended(unknown: &Unknown, name: String, span: Span) -> Value {
    let shape = match unknown.because {
        Cause::Computed | Cause::DataSource => {
            let attribute = name.rsplit('.').next().unwrap_or_default();
            super::values::unknown::computed_shape(attribute)
        }
        _ => Shape::default(),
    };
    Value::unknown(name, unknown.because, unknown.declared_at, shape, span)
}
