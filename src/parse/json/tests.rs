//! Tests of the JSON reader.

use proptest::prelude::*;

use super::*;
use crate::model::FileId;

fn read_text(text: &str) -> (Option<Value>, Vec<Diagnostic>) {
    let path: Str = "a.json".into();
    let mut diagnostics = Vec::new();
    let fragment = Fragment { file: FileId(1), path: &path, text, offset: 100 };
    (read(fragment, &mut diagnostics), diagnostics)
}

/// The same value without places.
fn plain(value: &Value) -> serde_json::Value {
    match &value.kind {
        Kind::Null | Kind::Unknown(_) => serde_json::Value::Null,
        Kind::Bool(value) => (*value).into(),
        Kind::Number(Number::Int(value)) => (*value).into(),
        Kind::Number(Number::Float(value)) => (*value).into(),
        Kind::Number(Number::Decimal(text)) => text.parse::<f64>().unwrap().into(),
        Kind::String(text) => (&**text).into(),
        Kind::List(values) => values.iter().map(plain).collect(),
        Kind::Map(map) => {
            map.iter().map(|entry| (entry.key.to_string(), plain(&entry.value))).collect()
        }
    }
}

#[test]
fn places_are_those_of_the_file() {
    let text = "\u{feff}{\"a\": [1, {\"b\\n\": \"x\"}]}";
    let (value, diagnostics) = read_text(text);
    let value = value.unwrap();
    assert_eq!(diagnostics, []);
    let under = |span: Span| &text[span.start as usize - 100..span.end as usize - 100];
    let list = value.get("a").unwrap();
    assert_eq!(under(list.span), "[1, {\"b\\n\": \"x\"}]");
    let inner = list.as_list().unwrap()[1].as_map().unwrap().iter().next().unwrap();
    assert_eq!(under(inner.key_span), "\"b\\n\"");
    assert_eq!(&*inner.key, "b\n");
    assert_eq!(under(inner.value.span), "\"x\"");
}

#[test]
fn strings_mean_what_their_escapes_say() {
    for (text, meaning) in [
        (r#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u00e9\ud83d\ude00""#, "é😀"),
        (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}"),
    ] {
        assert_eq!(read_text(text).0.unwrap().as_str(), Some(meaning), "{text}");
    }
}

#[test]
fn faults_have_a_place() {
    for (text, message, at) in [
        ("", "unexpected end of the text", 0),
        ("[1, 2", "expected `,` or `]`", 5),
        ("{\"a\" 1}", "expected `:` after the key", 5),
        ("{a: 1}", "expected a key in quotes", 1),
        ("[1,]", "expected a value", 3),
        ("\"a", "the string is not closed", 2),
        ("1 2", "unexpected text after the JSON document", 2),
        ("\"\\x\"", "unknown escape", 1),
        ("-", "malformed number", 0),
    ] {
        let (value, diagnostics) = read_text(text);
        assert!(value.is_none(), "{text}");
        assert_eq!(diagnostics.len(), 1, "{text}");
        assert_eq!(diagnostics[0].message, message, "{text}");
        assert_eq!(diagnostics[0].span.unwrap().start, 100 + at, "{text}");
    }
    for open in ["[", "{\"a\":", "[{\"a\":"] {
        let (_, diagnostics) = read_text(&open.repeat(100_000));
        assert_eq!(diagnostics[0].message, "nested deeper than 500 levels", "{open}");
    }
    let (value, diagnostics) = read_text("{\"a\": 1, \"a\": 2}");
    assert_eq!(value.unwrap().get("a").and_then(Value::as_int), Some(2));
    assert_eq!(diagnostics[0].message, "the key `a` stands twice");
}

/// Equality in which `1` and `1.0` are one number.
fn same(ours: &serde_json::Value, expected: &serde_json::Value) -> bool {
    use serde_json::Value as V;
    match (ours, expected) {
        (V::Number(a), V::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (V::Array(a), V::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (V::Object(a), V::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((j, a), (k, b))| j == k && same(a, b))
        }
        (a, b) => a == b,
    }
}

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        any::<i64>().prop_map(|value| value.to_string()),
        any::<i32>().prop_map(|value| (f64::from(value) / 1000.0).to_string()),
        any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5)
                .prop_map(|values| format!("[ {} ]", values.join(" ,\n"))),
            prop::collection::vec(inner, 0..5).prop_map(|values| {
                let values = values.iter().enumerate();
                let values: Vec<_> = values.map(|(i, v)| format!("\"k{i}\" : {v}")).collect();
                format!("{{{}}}", values.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn valid_json_reads_as_everywhere(text in json()) {
        let (value, diagnostics) = read_text(&text);
        prop_assert_eq!(diagnostics, vec![]);
        let expected: serde_json::Value = serde_json::from_str(&text).unwrap();
        let ours = plain(&value.unwrap());
        prop_assert!(same(&ours, &expected), "{} {}", ours, expected);
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "\\PC*|[\\[\\]{}\",:0-9a-f\\\\ u.eE+-]{0,60}") {
        let (value, diagnostics) = read_text(&text);
        prop_assert_eq!(value.is_none(), diagnostics.iter().any(|found| found.loss == Loss::File));
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            prop_assert!(value.is_some());
        }
    }
}
