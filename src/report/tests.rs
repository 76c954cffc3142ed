//! Every format over the same run, as snapshots, and what holds for all of them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value as Json;

use super::*;
use crate::finding::Verdict;

fn render(format: Format, run: &Run, options: &ReportOptions) -> String {
    let mut bytes = Vec::new();
    write(format, run, options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn default(format: Format) -> String {
    render(format, &sample::run(), &ReportOptions::default())
}

fn table(width: usize, color: bool) -> String {
    let options = ReportOptions { width, color, ..ReportOptions::default() };
    render(Format::Table, &sample::run(), &options)
}

fn json(run: &Run, options: &ReportOptions) -> Json {
    serde_json::from_str(&render(Format::Json, run, options)).unwrap()
}

fn sarif(profile: SarifProfile) -> Json {
    let options = ReportOptions { sarif_profile: profile, ..ReportOptions::default() };
    serde_json::from_str(&render(Format::Sarif, &sample::run(), &options)).unwrap()
}

#[test]
fn tables() {
    insta::assert_snapshot!("table_wide", table(120, false));
    insta::assert_snapshot!("table_narrow", table(60, false));
    insta::assert_snapshot!("table_color", table(80, true).replace('\u{1b}', "␛"));
    let options = ReportOptions::default();
    insta::assert_snapshot!("table_empty", render(Format::Table, &sample::empty_run(), &options));
}

#[test]
fn documents() {
    for format in Format::all().filter(|format| *format != Format::Table) {
        let mut text = default(format);
        if format == Format::Sarif {
            let log: Json = serde_json::from_str(&text).unwrap();
            text = serde_json::to_string_pretty(&log).unwrap();
        }
        // The version changes with each release and tells nothing here.
        text = text.replace(concat!("\"", env!("CARGO_PKG_VERSION"), "\""), "\"VERSION\"");
        insta::assert_snapshot!(format.name(), text);
    }
}

#[test]
fn names_are_read_back() {
    for format in Format::all() {
        assert_eq!(format.name().parse(), Ok(format));
    }
    assert!("xml".parse::<Format>().unwrap_err().contains("table, json, sarif"));
}

#[test]
fn nothing_that_deceives_reaches_a_reader() {
    for format in Format::all().filter(|format| *format != Format::Table) {
        let text = default(format);
        assert!(!text.contains('\u{1b}'), "{format}");
    }
    let text = table(100, false);
    assert!(!text.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn lines_of_the_table_keep_to_its_width() {
    use unicode_width::UnicodeWidthStr as _;
    for width in [0, 40, 60, 80, 120] {
        for line in table(width, false).lines() {
            assert!(line.width() <= width.max(40), "{width}: {line}");
        }
    }
}

#[test]
fn same_input_same_bytes() {
    for format in Format::all() {
        assert_eq!(default(format), default(format));
    }
}

#[test]
fn figures_reconcile() {
    let report = json(&sample::run(), &ReportOptions::default());
    let files = &report["summary"]["files"];
    let number = |value: &Json| value.as_u64().unwrap();
    let sum = number(&files["parsed"]) + number(&files["failed"]) + number(&files["excluded"]);
    assert_eq!(number(&files["seen"]), sum);
    let reasons: u64 =
        report["summary"]["excluded"].as_object().unwrap().values().map(number).sum();
    assert_eq!(number(&files["excluded"]), reasons);
    assert_eq!(report["summary"]["waived"], 1);
    assert_eq!(report["summary"]["suppressed"], 1);
    assert!(report.get("resources").is_none());
}

#[test]
fn json_follows_its_published_schema() {
    let schema: Json =
        serde_json::from_str(include_str!("../../docs/schemas/report-v1.json")).unwrap();
    let all = ReportOptions { include_passes: true, ..ReportOptions::default() };
    for run in [sample::run(), sample::empty_run()] {
        for options in [&all, &ReportOptions::default()] {
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

#[test]
fn sarif_says_what_the_contract_asks() {
    let log = sarif(SarifProfile::Archive);
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "provost");
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 4);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let kinds: BTreeMap<&str, usize> =
        run["results"].as_array().unwrap().iter().fold(BTreeMap::new(), |mut kinds, result| {
            let kind = result["kind"].as_str().unwrap();
            assert_eq!(result["level"] == "none", kind != "fail");
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            assert!(result.to_string().len() <= 3_000);
            *kinds.entry(kind).or_default() += 1;
            kinds
        });
    assert_eq!(kinds, BTreeMap::from([("fail", 5), ("open", 1), ("pass", 1)]));
}

#[test]
fn github_gets_alerts_only_for_what_counts() {
    let log = sarif(SarifProfile::Github);
    let results = log["runs"][0]["results"].as_array().unwrap();
    // The two instances are one alert; waived, suppressed, open and passed ones are none.
    assert_eq!(results.len(), 2);
    let text = results[0]["message"]["text"].as_str().unwrap();
    assert_eq!(text, "Storage is not encrypted. 2 instances: [0], [1].");
    assert!(results.iter().all(|result| result.get("suppressions").is_none()));
}

#[test]
fn github_keeps_the_gravest_results() {
    let mut run = sample::run();
    let pattern = run.results[0].clone();
    run.results = (0..6_000)
        .map(|number| {
            let mut result = pattern.clone();
            result.span.end = result.span.start + 1 + number;
            result.severity = if number % 2 == 0 { Severity::Low } else { Severity::Critical };
            result
        })
        .collect();
    let options = ReportOptions { sarif_profile: SarifProfile::Github, ..ReportOptions::default() };
    let log: Json = serde_json::from_str(&render(Format::Sarif, &run, &options)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert_eq!(results.iter().filter(|result| result["level"] == "error").count(), 3_000);
    let notes = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("1000 results of lesser severity"));
}

#[test]
fn annotations_keep_to_the_limits() {
    let mut run = sample::run();
    let pattern = run.results[0].clone();
    run.results = (0..30)
        .map(|number| {
            let mut result = pattern.clone();
            result.span.end = result.span.start + 1 + number;
            if number == 29 {
                result.severity = Severity::Critical;
            }
            result
        })
        .collect();
    let text = render(Format::Github, &run, &ReportOptions::default());
    let errors: Vec<_> = text.lines().filter(|line| line.starts_with("::error")).collect();
    assert_eq!(errors.len(), 10);
    assert!(errors[0].contains("title=critical"));
    assert!(text.contains("20 errors more not annotated"));
}

#[test]
fn the_last_line_tells_how_it_stands() {
    let last = |run: &Run, fail_on| outcome::verdict(run, fail_on).1;
    let mut run = sample::run();
    let high = Some(Severity::High);
    assert!(last(&run, high).starts_with("2 failures at or above high, 1 below;"));
    assert!(last(&run, None).starts_with("3 failures, none of which fails the scan;"));
    assert!(last(&run, Some(Severity::Critical)).starts_with("no failures at or above critical"));
    run.results.clear();
    assert!(last(&run, high).starts_with("no failures; scan INCOMPLETE: 1 file was not read"));
    assert!(last(&sample::empty_run(), high).starts_with("NOTHING WAS EVALUATED: no resources"));
    run.diagnostics.clear();
    run.files.clear();
    run.counts.error = 0;
    assert_eq!(outcome::verdict(&run, high), (outcome::Mood::Good, "no failures".into()));
}

#[test]
fn thousands_of_instances_are_one_entry() {
    let mut run = sample::run();
    let pattern = run.results[0].clone();
    let resource = run.resources[0].clone();
    run.resources = (0..5_000)
        .map(|number| {
            let address = format!("aws_db_instance.main[{number}]").into();
            crate::model::Resource { address, ..resource.clone() }
        })
        .collect();
    run.results = (0..5_000)
        .map(|number| crate::finding::RuleResult {
            resource: crate::model::ResourceId(number),
            address: run.resources[number as usize].address.clone(),
            message: format!("database {number} is not encrypted"),
            ..pattern.clone()
        })
        .collect();
    let text = render(Format::Table, &run, &ReportOptions::default());
    assert!(text.contains("aws_db_instance.main[2] and 4997 more"));
    assert!(text.lines().count() < 60);
}

proptest! {
    #[test]
    fn any_text_of_an_input_is_written(
        message in any::<String>(),
        address in any::<String>(),
        start in 0u32..1_000,
        length in 0u32..1_000,
        rule in 0usize..6,
        file in 0u32..6,
    ) {
        let mut run = sample::run();
        let result = run.results.first_mut().unwrap();
        result.message = message;
        result.address = address.into();
        result.span = crate::model::Span {
            file: crate::model::FileId(file), start, end: start + length,
        };
        result.rule = rule;
        result.verdict = Verdict::Fail;
        for format in Format::all() {
            let text = render(format, &run, &ReportOptions::default());
            if matches!(format, Format::Json | Format::Sarif | Format::Gitlab) {
                prop_assert!(serde_json::from_str::<Json>(&text).is_ok());
            }
        }
    }
}
