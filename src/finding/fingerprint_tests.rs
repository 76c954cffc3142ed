//! Properties of fingerprints: what keeps one, and what changes it.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::model::{Entry, FileId, Map, ResourceId, Source, Span};
use crate::policy::Severity;

fn map(entries: Vec<(&str, Value)>, at: usize) -> Value {
    let span = Span::new(FileId(0), at, at + 1);
    let entry = |(key, value): (&str, Value)| Entry { key: key.into(), key_span: span, value };
    Value::map(entries.into_iter().map(entry).collect::<Map>(), span)
}

fn text(text: &str) -> Value {
    Value::string(text, Span::default())
}

fn resource(format: Format, address: &str, file: u32, attributes: Value) -> Resource {
    Resource {
        address: address.into(),
        kind: "thing".into(),
        name: "thing".into(),
        format,
        scope: "infra".into(),
        span: Span::new(FileId(file), 0, 10),
        header: Span::new(FileId(file), 0, 5),
        attributes,
        workload: None,
        pipeline: None,
        references: Vec::new(),
    }
}

fn steps(elements: Vec<Value>) -> Value {
    map(vec![("steps", Value::list(elements, Span::default()))], 0)
}

fn step_path(index: usize) -> Path {
    Path(vec!["steps".into(), index.into(), "with".into()])
}

#[test]
fn file_moves_keep_workflow_findings() {
    let of = |address: &str| {
        let resource = resource(Format::GithubActions, address, 0, map(vec![], 0));
        fingerprint("rule", &resource, &Path::root())
    };
    assert_eq!(of(".github/workflows/ci.yml"), of("workflows/ci.yaml"));
    assert_ne!(of(".github/workflows/ci.yml"), of(".github/workflows/cd.yml"));
    assert_ne!(of("actions/build/action.yml"), of("actions/test/action.yml"));
    assert_ne!(of("a/compose.yaml#services.web"), of("a/compose.yaml#services.db"));
    assert_eq!(of("a.yml").len(), 32);
}

#[test]
fn what_names_an_element_is_its_identity() {
    let of = |element: Vec<(&str, Value)>| {
        let other = map(vec![("run", text("make"))], 0);
        let resource =
            resource(Format::GithubActions, "ci.yml", 0, steps(vec![other, map(element, 0)]));
        fingerprint("rule", &resource, &step_path(1))
    };
    let v3 = of(vec![("uses", text("actions/checkout@v3"))]);
    assert_eq!(v3, of(vec![("uses", text("actions/checkout@v4")), ("env", text("x"))]));
    assert_ne!(v3, of(vec![("uses", text("actions/cache@v3"))]));
    assert_ne!(of(vec![("run", text("a"))]), of(vec![("run", text("b"))]));
}

#[test]
fn secrets_do_not_enter_the_hash() {
    let of = |secret: &str| {
        let mut value = text(secret);
        value.sensitive = true;
        let element = map(vec![("password", value)], 0);
        let resource = resource(Format::Kubernetes, "a", 0, steps(vec![element, map(vec![], 0)]));
        fingerprint("rule", &resource, &step_path(0))
    };
    assert_eq!(of("hunter2"), of("correct horse"));
}

#[test]
fn a_block_that_stands_alone_may_be_edited() {
    let of = |size: i64| {
        let block = map(vec![("size", Value::int(size, Span::default()))], 0);
        let resource = resource(Format::Terraform, "a.b", 0, steps(vec![block]));
        fingerprint("rule", &resource, &step_path(0))
    };
    assert_eq!(of(1), of(2));
}

#[test]
fn depth_and_size_are_bounded() {
    let mut deep = text("bottom");
    for _ in 0..2_000 {
        deep = Value::list(vec![deep], Span::default());
    }
    let resource = resource(Format::Kubernetes, "a", 0, steps(vec![deep, map(vec![], 0)]));
    assert_eq!(fingerprint("rule", &resource, &step_path(0)).len(), 32);
}

fn result(resource: u32, print: &str, verdict: Verdict, at: usize) -> RuleResult {
    RuleResult {
        rule: 0,
        verdict,
        severity: Severity::High,
        resource: ResourceId(resource),
        address: "a".into(),
        path: Path::root().into(),
        span: Span::new(FileId(resource), at, at + 1),
        message: "".into(),
        unknown: Vec::new(),
        chain: Vec::new(),
        fingerprint: print.into(),
        verdict_hash: "".into(),
        waiver: None,
        suppression: None,
        baseline: None,
    }
}

#[test]
fn equal_ones_are_told_apart_whatever_their_order() {
    let mut sources = Sources::default();
    sources.add(Source::new("dev/web.yaml", "x"));
    sources.add(Source::new("prod/web.yaml", "x"));
    let twins: Vec<_> = (0..2)
        .map(|file| resource(Format::Kubernetes, "Pod/default/web", file, map(vec![], 0)))
        .collect();
    let fail = Verdict::Fail;
    let mut results =
        vec![result(0, "f", fail, 1), result(0, "f", fail, 5), result(1, "f", fail, 1)];
    disambiguate(&mut results, &twins, &sources);
    let prints: HashSet<_> = results.iter().map(|result| result.fingerprint).collect();
    assert_eq!(prints.len(), 3);

    // Mending one file's finding leaves the other's identity alone, and so does listing passes.
    let mut later = vec![result(0, "f", Verdict::Pass, 1), result(1, "f", fail, 1)];
    disambiguate(&mut later, &twins, &sources);
    assert_eq!(later[1].fingerprint, results[2].fingerprint);

    let mut backwards =
        vec![result(1, "f", fail, 1), result(0, "f", fail, 5), result(0, "f", fail, 1)];
    disambiguate(&mut backwards, &twins, &sources);
    assert_eq!(backwards[2].fingerprint, results[0].fingerprint);
    assert_eq!(backwards[1].fingerprint, results[1].fingerprint);
}

proptest! {
    #[test]
    fn order_and_place_do_not_matter(
        names in proptest::collection::hash_set("[a-z]{1,8}", 2..8),
        named in any::<bool>(),
        rotate in 0usize..8,
        pick in 0usize..8,
        at in 0usize..1000,
    ) {
        let names: Vec<String> = names.into_iter().collect();
        let build = |order: &[String], flip: bool, at: usize| {
            let element = |name: &String| {
                let key = if named { "name" } else { "image" };
                let mut entries = vec![(key, text(name)), ("tty", Value::bool(true, Span::default()))];
                if flip {
                    entries.reverse();
                }
                map(entries, at)
            };
            let list = steps(order.iter().map(element).collect());
            resource(Format::Kubernetes, "Pod/default/web", 0, list)
        };
        let pick = pick % names.len();
        let mut moved = names.clone();
        moved.rotate_left(rotate % names.len());
        let new_index = moved.iter().position(|name| *name == names[pick]).unwrap_or(0);

        let before = fingerprint("rule", &build(&names, false, 0), &step_path(pick));
        let after = fingerprint("rule", &build(&moved, true, at), &step_path(new_index));
        prop_assert_eq!(&before, &after);

        let resource = build(&names, false, 0);
        let other = (pick + 1) % names.len();
        prop_assert_ne!(&before, &fingerprint("rule", &resource, &step_path(other)));
        prop_assert_ne!(&before, &fingerprint("other", &resource, &step_path(pick)));
        prop_assert_ne!(&before, &fingerprint("rule", &resource, &Path::root()));
        let mut elsewhere = build(&names, false, 0);
        elsewhere.address = "Pod/default/other".into();
        prop_assert_ne!(&before, &fingerprint("rule", &elsewhere, &step_path(pick)));
    }
}
