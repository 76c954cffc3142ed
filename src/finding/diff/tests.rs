//! What keeps a finding, and what makes one new: small runs made by hand.

use std::sync::Arc;

use super::*;
use crate::finding::{Counts, fingerprint};
use crate::model::{
    Entry, FileOutcome, FileRecord, Format, Map, Path, Resource, ResourceId, Source, Sources, Span,
    Value,
};
use crate::policy::{PolicySource, Rule};

fn rule() -> Rule {
    Rule {
        id: "a-rule".into(),
        package: "provost.a_rule".into(),
        title: "A rule".into(),
        description: "".into(),
        severity: Severity::High,
        category: "".into(),
        resources: vec!["any".into()],
        remediation: "".into(),
        aliases: Vec::new(),
        references: Vec::new(),
        on_unknown: Default::default(),
        params: serde_json::json!({}),
        source: PolicySource::Library,
        path: "a.rego".into(),
        text: "".into(),
        controls: Vec::new(),
    }
}

/// A run of steps: file, name of the job's workflow, and the scripts that fail.
fn run(files: &[(&str, &[&str], &[usize])]) -> Run {
    let mut run = Run {
        sources: Sources::default(),
        files: Vec::new(),
        resources: Vec::new(),
        resource_hashes: Vec::new(),
        rules: Arc::new(vec![rule()]),
        packs: Vec::new(),
        results: Vec::new(),
        assessments: Vec::new(),
        counts: Counts::default(),
        diagnostics: Vec::new(),
    };
    for (path, scripts, failing) in files {
        let file = run.sources.add(Source::new(*path, scripts.join("\n")));
        let span = Span::new(file, 0, 3);
        let outcome = FileOutcome::Parsed("github-actions");
        run.files.push(FileRecord::new(*path, outcome));
        let map = |key: &str, value: Value| {
            let entry = Entry { key: key.into(), key_span: span, value };
            Value::map([entry].into_iter().collect::<Map>(), span)
        };
        let steps = scripts.iter().map(|script| map("run", Value::string(*script, span)));
        let steps = Value::list(steps.collect(), span);
        let id = ResourceId(u32::try_from(run.resources.len()).unwrap());
        run.resources.push(Resource {
            address: (*path).into(),
            kind: "workflow".into(),
            name: (*path).into(),
            format: Format::GithubActions,
            scope: "".into(),
            span,
            header: span,
            attributes: map("jobs", map("build", map("steps", steps))),
            workload: None,
            pipeline: None,
            references: Vec::new(),
        });
        for index in *failing {
            let path = Path::root().join("jobs").join("build").join("steps").join(*index);
            let resource = run.resources.last().unwrap();
            run.results.push(RuleResult {
                rule: 0,
                verdict: Verdict::Fail,
                severity: Severity::High,
                resource: id,
                address: resource.address_at(&path),
                fingerprint: fingerprint("a-rule", resource, &path),
                path: path.into(),
                span,
                message: "a step fails".into(),
                unknown: Vec::new(),
                chain: Vec::new(),
                verdict_hash: Str::default(),
                waiver: None,
                suppression: None,
                baseline: None,
            });
        }
    }
    run
}

/// Introduced, fixed, moved, unchanged.
fn figures(difference: &Difference) -> [usize; 4] {
    [
        difference.introduced.len(),
        difference.fixed.len(),
        difference.moved.len(),
        difference.unchanged.len(),
    ]
}

#[test]
fn a_run_differs_from_itself_in_nothing() {
    let one =
        run(&[("a.yml", &["make all", "make test"], &[0, 1]), ("b.yml", &["make all"], &[0])]);
    assert_eq!(figures(&compare(&one, &one)), [0, 0, 0, 3]);
    assert_eq!(figures(&compare(&run(&[]), &one)), [3, 0, 0, 0]);
    assert_eq!(figures(&compare(&one, &run(&[]))), [0, 3, 0, 0]);
}

#[test]
fn the_new_one_of_two_equal_findings_is_the_one_in_the_new_place() {
    let before = run(&[("a.yml", &["make all", "echo"], &[0])]);
    let after = run(&[("a.yml", &["rm -rf /", "make all", "echo"], &[0, 1])]);
    let difference = compare(&before, &after);
    assert_eq!(difference.introduced, [0]);
    // An ordinal tells equal elements apart; only their number counts then.
    let twice = run(&[("a.yml", &["make all", "make all", "echo"], &[0, 1])]);
    assert_eq!(figures(&compare(&before, &twice)), [1, 0, 0, 1]);
}

#[test]
fn an_edited_step_is_the_same_one_while_most_of_it_stays() {
    let before = run(&[("a.yml", &["make all with these words", "echo"], &[0])]);
    let edited = run(&[("a.yml", &["echo", "make all with other words"], &[1])]);
    assert_eq!(figures(&compare(&before, &edited))[..2], [0, 0]);
    let replaced = run(&[("a.yml", &["echo", "cargo test"], &[1])]);
    assert_eq!(figures(&compare(&before, &replaced))[..2], [1, 1]);
}

#[test]
fn a_step_may_go_to_another_workflow() {
    let before = run(&[("a.yml", &["make all", "echo a"], &[0]), ("b.yml", &["echo b"], &[])]);
    let after = run(&[("a.yml", &["echo a"], &[]), ("b.yml", &["echo b", "make all"], &[1])]);
    assert_eq!(figures(&compare(&before, &after)), [0, 0, 1, 0]);
    let renamed = run(&[("c.yml", &["make all", "echo a"], &[0]), ("b.yml", &["echo b"], &[])]);
    assert_eq!(figures(&compare(&before, &renamed)), [0, 0, 1, 0]);
}

#[test]
fn what_counts_for_more_is_introduced() {
    let before = run(&[("a.yml", &["make all"], &[0])]);
    let mut graver = run(&[("a.yml", &["make all"], &[0])]);
    graver.results[0].severity = Severity::Critical;
    assert_eq!(figures(&compare(&before, &graver)), [1, 0, 0, 0]);
    assert_eq!(figures(&compare(&graver, &before)), [0, 0, 0, 1]);
    let mut open = run(&[("a.yml", &["make all"], &[0])]);
    open.results[0].verdict = Verdict::Indeterminate;
    assert_eq!(figures(&compare(&open, &before)), [1, 0, 0, 0]);
    assert_eq!(figures(&compare(&before, &open)), [0, 0, 0, 1]);
}

#[test]
fn many_unlike_resources_are_compared_in_bounded_time() {
    let scripts: Vec<Vec<String>> =
        (0..2_000).map(|n| vec![format!("make {n} a{n} b{n} c{n}")]).collect();
    let make = |prefix: &str| {
        let paths: Vec<String> = (0..scripts.len()).map(|n| format!("{prefix}{n}.yml")).collect();
        let texts: Vec<Vec<&str>> =
            scripts.iter().map(|list| list.iter().map(|text| &**text).collect()).collect();
        let files: Vec<(&str, &[&str], &[usize])> = paths
            .iter()
            .zip(&texts)
            .map(|(path, texts)| (&**path, &**texts, &[0usize][..]))
            .collect();
        run(&files)
    };
    let begin = std::time::Instant::now();
    assert_eq!(figures(&compare(&make("a"), &make("b"))), [0, 0, 2_000, 0]);
    assert!(begin.elapsed().as_secs() < 30, "{:?}", begin.elapsed());
}
