//! Indeterminate, soundly: whatever attribute of an example is unknown, a verdict that is given
//! all the same must hold for every value that the attribute may turn out to have.

use std::collections::BTreeMap;
use std::path::Path as FilePath;
use std::sync::Arc;

use provost::discover::{SourceFile, classify};
use provost::evaluate::{Limits, Subject, evaluate};
use provost::finding::Verdict;
use provost::model::{
    Cause, Entry, Format, Graph, Kind, Map, Path, Resource, Segment, Shape, Sources, Unknown, Value,
};
use provost::parse::{load, views};
use provost::policy::annotation::OnUnknown;
use provost::policy::examples::Examples;
use provost::policy::{Choice, Library, PolicySource, Rule};
use rayon::prelude::*;

use crate::common::repository;

/// Attributes of one resource that are tried, so that a large example does not rule the time. A pod
/// has many by default.
fn max_paths(format: Format) -> usize {
    if format == Format::Terraform { 60 } else { 160 }
}

#[test]
fn a_verdict_over_unknowns_holds_for_every_completion() {
    let library = Library::embedded();
    // A rule on what is written has nothing to say of what is open, by its own metadata.
    let judged = |rule: &&Rule| {
        rule.source == PolicySource::Library && rule.on_unknown == OnUnknown::Indeterminate
    };
    let rules: Vec<&Rule> = library.rules.iter().filter(judged).collect();
    let tried: Vec<(usize, Vec<String>)> =
        rules.par_iter().map(|rule| try_examples(&library, rule)).collect();
    let count: usize = tried.iter().map(|(count, _)| count).sum();
    assert!(count > 20_000, "only {count} variants were tried");
    let faults: Vec<&str> = tried.iter().flat_map(|(_, all)| all).map(String::as_str).collect();
    let shown = faults.iter().take(40).copied().collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults:\n{shown}", faults.len());
}

/// Every variant of a rule's examples: how many there are, and which give verdicts that do not hold.
fn try_examples(library: &Library, rule: &Rule) -> (usize, Vec<String>) {
    let (mut tried, mut faults) = (0, Vec::new());
    let file = repository().join(&*rule.path).with_extension("yaml");
    let examples = Examples::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
    for example in examples.bad.iter().chain(&examples.good).chain(&examples.unknown) {
        let path = example.file.clone().unwrap_or_else(|| default_file(&file));
        let Ok(kind) = classify(&path, &example.code) else { continue };
        let source =
            SourceFile { path: path.as_str().into(), kind, text: example.code.as_str().into() };
        let params = BTreeMap::from([(rule.id.to_string(), example.params.clone())]);
        let choice = Choice { rules: vec![rule.id.to_string()], params, ..Choice::default() };
        let selection = library.select(&choice).unwrap();
        let loaded = load::load(vec![source], &load::Options::default());
        let variants = variants(&loaded.parsed.resources, &loaded.sources);
        tried += variants.list.len();
        let graph = Graph::build(&variants.resources);
        let subject = Subject {
            resources: &variants.resources,
            graph: &graph,
            sources: &loaded.sources,
            rules: &selection.rules,
            modules: &library.modules,
            include_passes: true,
            keep_assessments: false,
        };
        let verdicts = verdicts(&subject);
        variants.check(&verdicts, &format!("{} `{}`", rule.id, example.name), &mut faults);
    }
    (tried, faults)
}

fn default_file(policy: &FilePath) -> String {
    let parts: Vec<_> =
        policy.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let is = |name: &str| parts.iter().any(|part| part == name);
    match () {
        () if is("kubernetes") => "manifest.yaml",
        () if is("github") => ".github/workflows/example.yml",
        () => "main.tf",
    }
    .into()
}

/// One attribute of one resource, unknown, and the completions of it.
struct Variant {
    target: usize,
    path: Path,
    unknown: usize,
    completions: Vec<(String, usize)>,
}

/// Copies of an example's resources, each in a scope of its own.
struct Variants {
    size: usize,
    resources: Vec<Resource>,
    list: Vec<Variant>,
}

fn variants(original: &[Resource], sources: &Sources) -> Variants {
    let mut variants = Variants { size: original.len(), resources: Vec::new(), list: Vec::new() };
    for (target, resource) in original.iter().enumerate() {
        let mut paths = Vec::new();
        paths_of(&resource.attributes, &Path::root(), &mut paths);
        for path in paths.into_iter().take(max_paths(resource.format)) {
            let Some(value) = resource.attributes.at(&path) else { continue };
            // A value that is unknown already has a shape that we do not know how to complete.
            if value.has_unknown() {
                continue;
            }
            let mut add = |value: Option<Value>| {
                let changed = changed(resource, &path, value.as_ref(), sources)?;
                Some(variants.add(original, target, changed))
            };
            let written = add(Some(value.clone())).map(|copy| (AS_WRITTEN.to_string(), copy));
            let any = add(Some(unknown(value, Shape::default()))).map(|unknown| {
                // A key of a workflow counts whatever stands under it.
                let absent = (resource.format != Format::GithubActions)
                    .then(|| add(None))
                    .flatten()
                    .map(|copy| ("absent".to_string(), copy));
                let others = others(value)
                    .into_iter()
                    .filter_map(|other| Some((format!("{:?}", other.kind), add(Some(other))?)));
                (unknown, absent.into_iter().chain(others).collect::<Vec<_>>())
            });
            // What stands between quotes stays a text, whatever its variables hold.
            let text =
                value.as_str().and_then(|_| add(Some(unknown(value, text())))).map(|unknown| {
                    let many = if resource.format == Format::Terraform { 9 } else { TEXTS.len() };
                    let texts = TEXTS.iter().take(many).filter_map(|text| {
                        Some((format!("{text:?}"), add(Some(Value::string(*text, value.span)))?))
                    });
                    (unknown, texts.collect::<Vec<_>>())
                });
            // A text with variables in it is not empty.
            let empty = value.as_str() == Some("");
            let text = text.map(|found| (found, written.clone().filter(|_| !empty)));
            let any = any.map(|found| (found, written));
            for ((unknown, completions), written) in [any, text].into_iter().flatten() {
                let completions = completions.into_iter().chain(written).collect();
                let path = path.clone();
                variants.list.push(Variant { target, path, unknown, completions });
            }
        }
    }
    variants
}

impl Variants {
    /// Adds a copy in which one resource is another; gives the copy's number.
    fn add(&mut self, original: &[Resource], target: usize, changed: Resource) -> usize {
        let number = self.resources.len() / self.size;
        for (index, resource) in original.iter().enumerate() {
            let mut copy = if index == target { changed.clone() } else { resource.clone() };
            copy.scope = format!("{number}/{}", resource.scope).into();
            self.resources.push(copy);
        }
        number
    }

    fn check(&self, verdicts: &BTreeMap<usize, Verdict>, example: &str, faults: &mut Vec<String>) {
        for variant in &self.list {
            // Every resource of the copy: what is unknown in one may matter to another.
            for index in 0..self.size {
                let of = |copy: usize| verdicts.get(&(copy * self.size + index)).copied();
                let Some(given) = of(variant.unknown) else { continue };
                for (name, copy) in &variant.completions {
                    let Some(complete) = of(*copy) else { continue };
                    let contradicts = match given {
                        Verdict::Pass | Verdict::NotApplicable => complete == Verdict::Fail,
                        Verdict::Fail => matches!(complete, Verdict::Pass | Verdict::NotApplicable),
                        _ => false,
                    };
                    if contradicts && faults.len() < 40 {
                        let address = &self.resources[variant.target].address;
                        faults.push(format!(
                            "{example}: {address} {} unknown gives {given:?}, {name} gives {complete:?}",
                            variant.path
                        ));
                    }
                }
            }
        }
    }
}

/// Verdict by resource.
fn verdicts(subject: &Subject<'_>) -> BTreeMap<usize, Verdict> {
    let evaluation = evaluate(subject, Limits::default());
    let mut verdicts = BTreeMap::new();
    for result in evaluation.results {
        verdicts.entry(result.resource.0 as usize).or_insert(result.verdict);
    }
    verdicts
}

/// The resource with one attribute replaced or taken away, its views made from that.
fn changed(
    resource: &Resource,
    path: &Path,
    value: Option<&Value>,
    sources: &Sources,
) -> Option<Resource> {
    let attributes = replaced(&resource.attributes, &path.0, value);
    views::renewed(&Resource { attributes, ..resource.clone() }, sources)
}

/// What is known of a text that variables are part of.
fn text() -> Shape {
    Shape { not_null: true, string: true, not_empty: true, ..Shape::default() }
}

const AS_WRITTEN: &str = "as written";

/// Texts that mean something somewhere, those first that do in Terraform.
const TEXTS: &[&str] = &[
    "other",
    "true",
    "false",
    "0",
    "22",
    "root",
    "host",
    "*",
    "0.0.0.0/0",
    "latest",
    "a/b:latest",
    "a/b@sha256:0",
    "evil.example/a:1",
    "/var/run/docker.sock:/x",
    "/etc:/x:ro",
    "0.0.0.0:22:22",
    "ALL",
    "NET_ADMIN",
    "no-new-privileges:true",
    "seccomp:unconfined",
    "write-all",
    "pull_request_target",
    "a/b@main",
    "docker://a",
    "${{ github.event.issue.title }}",
    "${{ secrets.A }}",
    "self-hosted",
    "curl http://x | sh",
    "NONE",
    "PASSWORD=abc",
];

fn unknown(value: &Value, shape: Shape) -> Value {
    let unknown =
        Unknown { name: "var.open".into(), because: Cause::Variable, declared_at: None, shape };
    Value::unknown(unknown, value.span)
}

/// Other values that an attribute may have.
fn others(value: &Value) -> Vec<Value> {
    let span = value.span;
    let mut others = vec![
        Value::bool(true, span),
        Value::bool(false, span),
        Value::string("", span),
        Value::string("other", span),
        Value::string("0.0.0.0/0", span),
        Value::string("*", span),
        Value::int(0, span),
        Value::int(22, span),
        Value::int(400, span),
        Value::null(span),
        Value::list(Vec::new(), span),
        Value::list(vec![Value::string("*", span)], span),
        Value::map(Map::default(), span),
    ];
    others.retain(|other| other.kind != value.kind);
    others
}

/// Every path below a value, the shallow ones first.
fn paths_of(value: &Value, at: &Path, paths: &mut Vec<Path>) {
    let mut level = vec![(value.clone(), at.clone())];
    while !level.is_empty() {
        let mut next = Vec::new();
        for (value, path) in level {
            if !path.0.is_empty() {
                paths.push(path.clone());
            }
            match &value.kind {
                Kind::List(list) => {
                    next.extend(
                        list.iter()
                            .enumerate()
                            .map(|(index, value)| (value.clone(), path.join(index))),
                    );
                }
                Kind::Map(map) => {
                    next.extend(
                        map.iter().map(|entry| (entry.value.clone(), path.join(&*entry.key))),
                    );
                }
                _ => {}
            }
        }
        level = next;
    }
}

/// A value with what stands at a path replaced; `None` takes an entry away and leaves an element
/// of a list null.
fn replaced(value: &Value, path: &[Segment], new: Option<&Value>) -> Value {
    let Some((first, rest)) = path.split_first() else {
        return new.cloned().unwrap_or_else(|| Value::null(value.span));
    };
    let mut copy = value.clone();
    match (&mut copy.kind, first) {
        (Kind::Map(map), Segment::Key(key)) => {
            let entries =
                map.iter().filter(|entry| !(entry.key == *key && rest.is_empty() && new.is_none()));
            let entries: Map = entries
                .map(|entry| match entry.key == *key {
                    true => Entry { value: replaced(&entry.value, rest, new), ..entry.clone() },
                    false => entry.clone(),
                })
                .collect();
            *map = Arc::new(entries);
        }
        (Kind::List(list), Segment::Index(index)) => {
            let elements = list.iter().enumerate().map(|(at, element)| match at == *index {
                true => replaced(element, rest, new),
                false => element.clone(),
            });
            *list = Arc::new(elements.collect());
        }
        _ => {}
    }
    copy
}
