//! Every format over the same run, as snapshots, and what holds for all of them.

use proptest::prelude::*;
use serde_json::Value as Json;

mod sarif;
mod schema;

use super::*;
use crate::finding::Verdict;
use crate::finding::diff::Known;

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
            message: format!("database {number} is not encrypted").into(),
            ..pattern.clone()
        })
        .collect();
    let text = render(Format::Table, &run, &ReportOptions::default());
    assert!(text.contains("aws_db_instance.main[2] and 4997 more"));
    assert!(text.lines().count() < 60);
}

#[test]
fn many_findings_of_a_kind_are_listed_by_place() {
    let mut run = sample::run();
    let pattern = run.results[0].clone();
    run.results = (0..30)
        .map(|number| {
            let mut result = pattern.clone();
            result.span.start += number;
            result
        })
        .collect();
    let text = render(Format::Table, &run, &ReportOptions::default());
    assert_eq!(text.matches("  why  ").count(), 5);
    assert!(text.contains("RDS storage is encrypted (25 more like it)"));
    assert!(text.contains("  … and 5 more; --format json lists all"));
}

/// Positions, excerpts and line hashes each look at a line; a file of one line must not make
/// that quadratic.
#[test]
fn a_file_of_one_line_is_reported_in_linear_time() {
    let mut run = sample::run();
    let text = "é".repeat(2 << 20);
    let file = run.sources.add(crate::model::Source::new("one-line.json", text));
    let pattern = run.results[0].clone();
    run.results = (0..2_000)
        .map(|number| crate::finding::RuleResult {
            span: crate::model::Span { file, start: number * 2_000, end: number * 2_000 + 40 },
            ..pattern.clone()
        })
        .collect();
    let begin = std::time::Instant::now();
    for format in Format::all() {
        render(format, &run, &ReportOptions::default());
    }
    // Generous for an unoptimised build on a busy machine; quadratic time takes minutes.
    assert!(begin.elapsed().as_secs() < 30, "{:?}", begin.elapsed());
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
        result.message = message.into();
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

/// What a change did, for the sample run.
fn change() -> Change {
    let known = |address: &str, file: &str| Known {
        rule: "aws-s3-bucket-versioned".into(),
        severity: Severity::Medium,
        verdict: Verdict::Fail,
        address: address.into(),
        file: file.into(),
        line: 7,
        fingerprint: "0f".repeat(16),
    };
    Change {
        base: "origin/main".into(),
        base_commit: "0123456789abcdef0123456789abcdef01234567".into(),
        head_commit: None,
        introduced: 8,
        unchanged: 40,
        fixed: vec![known("aws_s3_bucket.|x|", "infra/gone.tf")],
        moved: vec![(known("aws_s3_bucket.a", "a.tf"), known("aws_s3_bucket.b", "b.tf"))],
    }
}

#[test]
fn what_a_change_does_is_said() {
    let options = ReportOptions { diff: Some(change()), ..ReportOptions::default() };
    let line = "ince origin/main (0123456789): 8 introduced, 1 fixed, 1 moved, 40 unchanged";
    let run = sample::run();
    for format in [Format::Table, Format::Markdown, Format::Github] {
        let text = render(format, &run, &options);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(line), "{format}: {text}");
        assert!(text.contains("2 new failures at or above high"), "{format}: {text}");
    }
    let report = json(&run, &options);
    assert_eq!(report["diff"]["introduced"], 8);
    assert_eq!(report["diff"]["fixed_results"][0]["file"], "infra/gone.tf");
    assert_eq!(report["diff"]["moved_results"][0]["to"]["address"], "aws_s3_bucket.b");
    assert!(report["diff"]["head"]["commit"].is_null());
    let text = render(Format::Markdown, &run, &options);
    insta::assert_snapshot!("markdown_diff", text);
}
