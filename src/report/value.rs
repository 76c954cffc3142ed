//! A value of the model as JSON that people and programs read.
//!
//! In: a value. Out: JSON in which an unknown is `{"$unknown": name}`. Never here: what is
//! sensitive, which is `{"$sensitive": true}`.

use serde_json::{Value as Json, json};

use crate::model::{Kind, Number, Value};

/// A value as JSON. Depth is bounded by the parsers.
pub fn json(value: &Value) -> Json {
    if value.sensitive {
        return json!({ "$sensitive": true });
    }
    match &value.kind {
        Kind::Null => Json::Null,
        Kind::Bool(value) => json!(value),
        Kind::Number(Number::Int(number)) => json!(number),
        Kind::Number(Number::Float(number)) => json!(number),
        Kind::Number(Number::Decimal(text)) => {
            text.parse::<serde_json::Number>().map_or_else(|_| json!(**text), Json::Number)
        }
        Kind::String(text) => json!(**text),
        Kind::List(list) => list.iter().map(self::json).collect::<Vec<_>>().into(),
        Kind::Map(map) => {
            let entries = map.iter().map(|entry| (entry.key.to_string(), self::json(&entry.value)));
            Json::Object(entries.collect())
        }
        Kind::Unknown(unknown) => json!({ "$unknown": *unknown.name }),
    }
}
