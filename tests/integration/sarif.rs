//! SARIF logs against Microsoft's validator.
//!
//! The validator is the npm package `@microsoft/sarif-multitool`, found by the path in
//! `SARIF_MULTITOOL` or by `npx`, which is kept from the network. Without it the test only says
//! so, but in CI it fails.

// Lets the lints see that everything here is a test.
#![cfg(test)]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use provost::finding::{
    Counts, Fingerprint, PackUse, RuleResult, Run, Suppression, UnknownCause, Verdict, WaiverUse,
};
use provost::model::{
    Diagnostic, FileId, FileOutcome, FileRecord, Format as ResourceFormat, Loss, Map,
    Path as AttributePath, Resource, ResourceId, Source, Sources, Span, Step, StepKind, Value,
};
use provost::policy::{PolicySource, Rule, Severity};
use provost::report::{self, Format, ReportOptions, SarifProfile};
use serde_json::Value as Json;

#[test]
fn logs_are_free_of_errors() {
    let Some(validator) = validator() else {
        let ci = std::env::var_os("CI").is_some();
        assert!(!ci, "no SARIF validator: npm install @microsoft/sarif-multitool@5");
        eprintln!("no SARIF validator here: nothing was checked");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, run) in [("full", full_run()), ("clean", clean_run())] {
        for profile in [SarifProfile::Archive, SarifProfile::Github] {
            let options = ReportOptions { sarif_profile: profile, ..ReportOptions::default() };
            let log = folder.path().join(format!("{name}.sarif"));
            let mut file = std::fs::File::create(&log).unwrap();
            report::write(Format::Sarif, &run, &options, &mut file).unwrap();
            let faults = faults(&validator, &log);
            assert!(faults.is_empty(), "{name}, {profile:?}:\n{}", faults.join("\n"));
        }
    }
}

/// What the validator itself finds wrong is seen as such: the check above is no formality.
#[test]
fn a_faulty_log_is_seen() {
    let Some(validator) = validator() else { return };
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("faulty.sarif");
    let text = r#"{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "provost"}},
            "results": [{"ruleIndex": 7, "message": {"text": "x"}}]}]}"#;
    std::fs::write(&log, text).unwrap();
    assert!(!faults(&validator, &log).is_empty());
}

/// The command that runs the validator.
fn validator() -> Option<Vec<String>> {
    if let Some(path) = std::env::var_os("SARIF_MULTITOOL") {
        let path = path.into_string().expect("SARIF_MULTITOOL is a path in UTF-8");
        assert!(Path::new(&path).exists(), "SARIF_MULTITOOL names {path}, which is not there");
        return Some(vec![path]);
    }
    let command =
        ["npx", "--offline", "--no-install", "sarif-multitool"].map(String::from).to_vec();
    let answers = run(&command, &["--version"]).is_ok_and(|output| {
        let text = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&text).contains("SARIF Multitool")
    });
    answers.then_some(command)
}

fn run(command: &[String], arguments: &[&str]) -> std::io::Result<std::process::Output> {
    Command::new(&command[0])
        .args(&command[1..])
        .args(arguments)
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .output()
}

/// Errors that the validator reports on a log, and its own failure as one.
fn faults(validator: &[String], log: &Path) -> Vec<String> {
    let result = log.with_extension("result");
    let _ = std::fs::remove_file(&result);
    let paths = (log.to_str().unwrap(), result.to_str().unwrap());
    // The standard's own rules and those that GitHub's code scanning adds.
    let rules = ["--rule-kind", "Sarif;Ghas"];
    let arguments = ["validate", paths.0, "--output", paths.1, "--log", "ForceOverwrite"];
    let arguments = [&arguments[..], &rules[..]].concat();
    let output = run(validator, &arguments).unwrap();
    let Ok(text) = std::fs::read_to_string(&result) else {
        return vec![String::from_utf8_lossy(&output.stdout).into_owned()];
    };
    let answer: Json = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let none = Vec::new();
    let run = &answer["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap_or(&none);
    let level = |item: &Json| {
        let by_rule = rules.iter().find(|rule| rule["id"] == item["ruleId"]);
        let default = by_rule.and_then(|rule| rule["defaultConfiguration"]["level"].as_str());
        item["level"].as_str().or(default).unwrap_or("warning").to_owned()
    };
    let results = run["results"].as_array().unwrap_or(&none);
    let notes = &run["invocations"][0]["toolExecutionNotifications"];
    let notes = notes.as_array().unwrap_or(&none);
    results.iter().chain(notes).filter(|item| level(item) == "error").map(Json::to_string).collect()
}

const MAIN: &str = "resource \"aws_s3_bucket\" \"é [x]\" {\n  count  = 2\n  key    = var.key\n}\n";

fn rule(id: &str, references: &[&str]) -> Rule {
    Rule {
        id: id.into(),
        package: "provost.aws.s3.x".into(),
        title: "Bucket is encrypted with a key of one's own".into(),
        description: "Without a key of one's own, access cannot be withdrawn.".into(),
        severity: Severity::High,
        category: "encryption at rest".into(),
        resources: vec!["aws_s3_bucket".into()],
        remediation: "Set `key`.\n\nThen plan again.".into(),
        aliases: vec!["CKV_AWS_145".into()],
        references: references.iter().map(|text| (*text).into()).collect(),
        params: serde_json::json!({}),
        on_unknown: provost::policy::annotation::OnUnknown::default(),
        source: PolicySource::Library,
        path: format!("policies/aws/s3/{id}.rego").into(),
        text: "".into(),
        controls: vec![("soc2".into(), (1..=30).map(|n| format!("CC{n}").into()).collect())],
    }
}

fn resource(key: u32, header: Span) -> Resource {
    Resource {
        address: format!("aws_s3_bucket.x[{key}]").into(),
        kind: "aws_s3_bucket".into(),
        name: "x".into(),
        format: ResourceFormat::Terraform,
        scope: "infra".into(),
        span: header,
        header,
        attributes: Value::map(Map::default(), header),
        workload: None,
        pipeline: None,
        references: Vec::new(),
    }
}

/// A run without a result.
fn clean_run() -> Run {
    Run {
        sources: Sources::default(),
        files: Vec::new(),
        resources: Vec::new(),
        resource_hashes: Vec::new(),
        rules: Arc::new(Vec::new()),
        packs: Vec::new(),
        results: Vec::new(),
        counts: Counts::default(),
        assessments: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// A run with a result of each kind, accepted ones, and faults of an input and a policy.
fn full_run() -> Run {
    let mut sources = Sources::default();
    let file: FileId = sources.add(Source::new("infra/a b:[1].tf", MAIN));
    let (header, span) = (Span::new(file, 0, 33), Span::new(file, 49, 65));
    let result = |resource: u32, verdict| RuleResult {
        rule: 0,
        verdict,
        severity: Severity::High,
        resource: ResourceId(resource),
        address: format!("aws_s3_bucket.x[{resource}]").into(),
        path: AttributePath::root().join("key").into(),
        span,
        message: "the bucket has no key of its own; see [docs](1) {0}".into(),
        unknown: Vec::new(),
        chain: Vec::new(),
        fingerprint: Fingerprint::parse(&format!("{resource:032x}")).unwrap(),
        verdict_hash: "ab".repeat(32).into(),
        waiver: None,
        suppression: None,
        baseline: None,
    };
    let mut open = result(0, Verdict::Indeterminate);
    open.unknown = vec![UnknownCause { name: "var.key".into(), declared_at: Some(span) }];
    let step = |depth, kind, place| Step { depth, ..Step::new(kind, "var.key [x](1)", place) };
    open.chain = vec![
        step(0, StepKind::Attribute, span),
        step(1, StepKind::Variable, header),
        step(2, StepKind::Flag, Span::default()),
        step(1, StepKind::Local, header),
    ];
    let mut waived = result(1, Verdict::Fail);
    waived.waiver = Some(Box::new(WaiverUse {
        reason: "a log target".into(),
        requested_by: "a@example.org".into(),
        approved_by: "b@example.org".into(),
        ticket: String::new(),
        expires: "2027-02-01".into(),
    }));
    let mut suppressed = result(1, Verdict::Fail);
    suppressed.suppression = Some(Box::new(Suppression { span, reason: String::new() }));
    let mut nowhere = result(0, Verdict::NotApplicable);
    nowhere.span = Span::default();
    let mut failed = result(0, Verdict::Fail);
    failed.chain.clone_from(&open.chain);
    let results = vec![
        failed,
        result(1, Verdict::Fail),
        open,
        waived,
        suppressed,
        nowhere,
        result(0, Verdict::Pass),
        result(1, Verdict::Error),
    ];
    let mut counts = Counts::default();
    results.iter().for_each(|result| counts.add(result.verdict));
    Run {
        files: vec![FileRecord::new("infra/a b:[1].tf", FileOutcome::Failed)],
        resources: vec![resource(0, header), resource(1, header)],
        rules: Arc::new(vec![
            rule("aws-s3-bucket-key", &["https://example.org/a?b=c"]),
            Rule {
                title: "".into(),
                description: "".into(),
                remediation: "".into(),
                category: "".into(),
                ..rule("aws-s3-bucket-plain", &[])
            },
        ]),
        packs: vec![PackUse { name: "soc2".into(), version: "1.0.0".into(), digest: "ab".into() }],
        results,
        counts,
        diagnostics: vec![
            Diagnostic::at("infra/a b:[1].tf".into(), span, "not closed", Loss::Part),
            Diagnostic::file("policies/aws/s3/aws-s3-bucket-key.rego".into(), "no package"),
        ],
        sources,
        ..clean_run()
    }
}
