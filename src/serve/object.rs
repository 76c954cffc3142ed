//! A JSON object, straight from a request's bytes to a model value.
//!
//! In: serde's events. Out: a [`Value`] without places. No JSON tree is built in between. Depth is
//! bounded by serde_json's own limit of 128.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::model::{Entry, Kind, Map, Number, Span, Str, Value};

/// An object of a request.
#[derive(Debug, Clone)]
pub struct Object(pub Value);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

/// A key, in the one allocation that the model shares.
struct Key(Str);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyReader)
    }
}

struct KeyReader;

impl Visitor<'_> for KeyReader {
    type Value = Key;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key, E> {
        Ok(Key(text.into()))
    }
}

struct Reader;

fn nowhere(kind: Kind) -> Value {
    Value::new(kind, Span::default())
}

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(nowhere(Kind::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(nowhere(Kind::Bool(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(nowhere(Kind::Number(Number::Int(value))))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        let number = i64::try_from(value)
            .map_or_else(|_| Number::Decimal(value.to_string().into()), Number::Int);
        Ok(nowhere(Kind::Number(number)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(nowhere(Kind::Number(Number::Float(value))))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(nowhere(Kind::String(text.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Object(element)) = elements.next_element()? {
            list.push(element);
        }
        Ok(nowhere(Kind::List(list.into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::default();
        while let Some((Key(key), Object(value))) = entries.next_entry()? {
            map.push(Entry { key, key_span: Span::default(), value });
        }
        Ok(nowhere(Kind::Map(map.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_that_a_manifest_would_give() {
        let text = r#"{"a": [1, 2.5, true, null, "\u00e9"], "b": {}, "c": 18446744073709551615}"#;
        let Object(value) = serde_json::from_str(text).unwrap();
        let list = value.get("a").and_then(Value::as_list).unwrap();
        let kinds: Vec<&Kind> = list.iter().map(|value| &value.kind).collect();
        assert_eq!(kinds[0], &Kind::Number(Number::Int(1)));
        assert_eq!(kinds[1], &Kind::Number(Number::Float(2.5)));
        assert_eq!(kinds[4], &Kind::String("é".into()));
        assert!(value.get("b").and_then(Value::as_map).is_some_and(Map::is_empty));
        let decimal = Kind::Number(Number::Decimal("18446744073709551615".into()));
        assert_eq!(value.get("c").unwrap().kind, decimal);
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(serde_json::from_str::<Object>(&deep).is_err());
    }
}
