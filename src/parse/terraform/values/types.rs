//! Type constraints and conversion to them.
//!
//! In: a value and a constraint. Out: the value with that type, optional attributes filled in.

use std::rc::Rc;

use super::convert::{Converted, unify};
use super::{Item, Kind, Map, Value};
use crate::model::{Shape, Span, Str};

/// A type constraint.
#[derive(Debug, Clone)]
pub enum Type {
    /// `any`.
    Any,
    /// `string`.
    String,
    /// `number`.
    Number,
    /// `bool`.
    Bool,
    /// `list(…)`.
    List(Box<Type>),
    /// `set(…)`.
    Set(Box<Type>),
    /// `map(…)`.
    Map(Box<Type>),
    /// `tuple([…])`.
    Tuple(Vec<Type>),
    /// `object({…})`.
    Object(Vec<Field>),
}

/// An attribute of an object type.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name.
    pub name: Str,
    /// Type.
    pub kind: Type,
    /// Whether it may be missing.
    pub optional: bool,
    /// What it is then; null without one.
    pub default: Option<Value>,
}

impl Type {
    /// Converts a value.
    pub fn convert(&self, value: Value) -> Converted {
        if value.is_null() || matches!(self, Self::Any) {
            return Ok(value);
        }
        if let Some(unknown) = value.as_unknown() {
            if !matches!(self, Self::String) || unknown.shape.string {
                return Ok(value);
            }
            return value.to_string_value();
        }
        match self {
            Self::Any => Ok(value),
            Self::String => value.to_string_value(),
            Self::Number => value.to_number_value(),
            Self::Bool => value.to_bool_value(),
            Self::List(inner) | Self::Set(inner) => {
                let Some(elements) = value.elements() else {
                    return Err(format!("a list is required, not {}", value.type_name()));
                };
                let elements = elements
                    .iter()
                    .map(|element| inner.convert(element.clone()))
                    .collect::<Result<Vec<_>, _>>()?;
                let converted = if matches!(self, Self::Set(_)) {
                    Value::set(elements, value.span)
                } else {
                    Value::list(unify(elements), value.span)
                };
                Ok(converted.marked_by(&value))
            }
            Self::Map(inner) => convert_map(inner, &value),
            Self::Tuple(kinds) => {
                let Some(elements) = value.elements().filter(|list| list.len() == kinds.len())
                else {
                    return Err(format!("a tuple of {} elements is required", kinds.len()));
                };
                let elements = elements.iter().zip(kinds);
                let elements = elements
                    .map(|(element, kind)| kind.convert(element.clone()))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Value::list(elements, value.span).marked_by(&value))
            }
            Self::Object(fields) => convert_object(fields, &value),
        }
    }

    /// What is known of an unknown value of this type.
    pub fn shape(&self, not_null: bool) -> Shape {
        Shape { not_null, string: matches!(self, Self::String), ..Shape::default() }
    }
}

fn convert_map(inner: &Type, value: &Value) -> Converted {
    let Some(map) = value.as_map() else {
        if matches!(value.kind, Kind::Handle(_)) {
            return Ok(value.clone());
        }
        return Err(format!("a map is required, not {}", value.type_name()));
    };
    let mut converted = Map::new();
    for (key, item) in map.iter() {
        let value = inner.convert(item.value.clone())?;
        converted.insert(key.clone(), Item { key_span: item.key_span, value });
    }
    Ok(Value::new(Kind::Map(Rc::new(converted)), value.span).marked_by(value))
}

fn convert_object(fields: &[Field], value: &Value) -> Converted {
    let Some(map) = value.as_map() else {
        if matches!(value.kind, Kind::Handle(_)) {
            return Ok(value.clone());
        }
        return Err(format!("an object is required, not {}", value.type_name()));
    };
    let mut converted = Map::new();
    for field in fields {
        let given = map.get(&field.name).filter(|item| !(item.value.is_null() && field.optional));
        let item = match given {
            Some(item) => Item {
                key_span: item.key_span,
                value: field
                    .kind
                    .convert(item.value.clone())
                    .map_err(|message| format!("attribute \"{}\": {message}", field.name))?,
            },
            None if field.optional => {
                let default = field.default.clone();
                let default = default.unwrap_or_else(|| Value::null(Span::default()));
                Item::from(field.kind.convert(default)?)
            }
            None => return Err(format!("attribute \"{}\" is required", field.name)),
        };
        converted.insert(field.name.clone(), item);
    }
    Ok(Value::new(Kind::Map(Rc::new(converted)), value.span).marked_by(value))
}
