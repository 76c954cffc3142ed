//! The JSON report against its published schema.

use serde_json::Value as Json;

use super::{ReportOptions, json, sample};

#[test]
fn json_follows_its_published_schema() {
    let schema: Json =
        serde_json::from_str(include_str!("../../../docs/schemas/report-v1.json")).unwrap();
    let all = ReportOptions { include_passes: true, ..ReportOptions::default() };
    for run in [sample::run(), sample::empty_run()] {
        let diff = ReportOptions { diff: Some(super::change()), ..ReportOptions::default() };
        for options in [&all, &diff, &ReportOptions::default()] {
            check(&json(&run, options), &schema, &schema, "report");
        }
    }
}

/// Checks the parts of JSON Schema that ours uses; one that it does not know is an error.
fn check(value: &Json, schema: &Json, root: &Json, at: &str) {
    for (keyword, rule) in schema.as_object().unwrap() {
        match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let target = rule.as_str().unwrap().strip_prefix('#').unwrap();
                check(value, root.pointer(target).unwrap(), root, at);
            }
            "const" => assert_eq!(value, rule, "{at}"),
            "enum" => assert!(rule.as_array().unwrap().contains(value), "{at}: {value}"),
            "type" => {
                let types = rule.as_array().cloned().unwrap_or_else(|| vec![rule.clone()]);
                assert!(types.iter().any(|name| has_type(value, name)), "{at}: {value}");
            }
            "minimum" => assert!(value.is_null() || value.as_f64() >= rule.as_f64(), "{at}"),
            "required" => {
                for name in rule.as_array().unwrap() {
                    assert!(value.get(name.as_str().unwrap()).is_some(), "{at} lacks {name}");
                }
            }
            "properties" => {
                let none = serde_json::Map::new();
                for (name, part) in value.as_object().unwrap_or(&none) {
                    let known = rule.get(name).unwrap_or_else(|| panic!("{at}.{name} is new"));
                    check(part, known, root, &format!("{at}.{name}"));
                }
            }
            "additionalProperties" => {
                for (name, part) in value.as_object().unwrap() {
                    check(part, rule, root, &format!("{at}.{name}"));
                }
            }
            "items" => {
                for part in value.as_array().unwrap() {
                    check(part, rule, root, &format!("{at}[]"));
                }
            }
            other => panic!("the check does not know {other}"),
        }
    }
}

fn has_type(value: &Json, name: &Json) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no type {other}"),
    }
}
