//! Every policy of the library gives the same judgement by each way of evaluating it: directly, by
//! the virtual machine, and in three values; over all examples, the fixtures, and mutations.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use provost::discover::{SourceFile, classify};
use provost::evaluate::rego::program::{self, Way};
use provost::evaluate::{Evaluation, Limits, Subject, evaluate_by};
use provost::model::view::workload::Workload;
use provost::model::{Graph, Kind, Map, Number, Resource, Span, Str, Value};
use provost::parse::load;
use provost::policy::Library;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, wanted: &dyn Fn(&str) -> bool, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            files(&path, wanted, found);
        } else if wanted(&path.to_string_lossy()) {
            found.push(path);
        }
    }
}

fn push(sources: &mut Vec<SourceFile>, path: &str, text: &str) {
    if let Ok(kind) = classify(path, text) {
        sources.push(SourceFile { path: path.into(), kind, text: text.into() });
    }
}

/// Each example of each policy, in a folder of its own.
fn examples(sources: &mut Vec<SourceFile>) {
    let mut found = Vec::new();
    files(&root().join("policies"), &|path| path.ends_with(".yaml"), &mut found);
    for (number, path) in found.iter().enumerate() {
        let text = std::fs::read_to_string(path).unwrap();
        let examples: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        let lists = ["bad", "good", "unknown"].map(|kind| examples[kind].as_array().cloned());
        for (at, example) in lists.into_iter().flatten().flatten().enumerate() {
            let default = match path.strip_prefix(root().join("policies")).unwrap() {
                path if path.starts_with("kubernetes") => "manifest.yaml",
                path if path.starts_with("github") => ".github/workflows/example.yml",
                _ => "main.tf",
            };
            let name = example["file"].as_str().unwrap_or(default);
            let code = example["code"].as_str().unwrap();
            push(sources, &format!("example-{number}-{at}/{name}"), code);
        }
    }
}

fn fixtures(sources: &mut Vec<SourceFile>) {
    for folder in ["kubernetes", "ci", "repos", "markdown"] {
        let mut found = Vec::new();
        files(&root().join("fixtures").join(folder), &|_| true, &mut found);
        for path in found {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            let name = name.replace("fixtures/ci/github/", "fixtures/ci/.github/workflows/");
            push(sources, &name, &text);
        }
    }
}

/// A small generator of numbers: the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

const TEXTS: [&str; 12] = [
    "",
    "true",
    "false",
    "0",
    "-1",
    "*",
    "latest",
    "0.0.0.0/0",
    "{\"Statement\": 3}",
    "ALL",
    "${{ github.event.issue.title }}",
    "1.5",
];

fn scalar(chance: &mut Chance) -> Kind {
    match chance.below(8) {
        0 => Kind::Null,
        1 => Kind::Bool(true),
        2 => Kind::Bool(false),
        3 => Kind::Number(Number::Int([0, 1, -1, 22, 443, 65535][chance.below(6)])),
        4 => Kind::Number(Number::Float([1.0, 0.5, 22.0][chance.below(3)])),
        5 => Kind::Number(Number::Decimal("123456789012345678901234567890".into())),
        _ => Kind::String(TEXTS[chance.below(TEXTS.len())].into()),
    }
}

/// Changes a value somewhere below.
fn mutate(value: &mut Value, chance: &mut Chance, depth: usize) {
    let compound = matches!(value.kind, Kind::List(_) | Kind::Map(_));
    if depth > 0 && (!compound || chance.below(8) == 0) {
        let own = value.clone();
        value.kind = match (chance.below(6), &own.kind) {
            (0, Kind::List(list)) if !list.is_empty() => list[0].kind.clone(),
            (0, _) => Kind::List(Arc::new(vec![own])),
            (1, _) => Kind::List(Arc::new(Vec::new())),
            (2, _) => Kind::Map(Arc::new(Map::default())),
            _ => scalar(chance),
        };
        return;
    }
    match &mut value.kind {
        Kind::List(list) if !list.is_empty() => {
            let list = Arc::make_mut(list);
            let at = chance.below(list.len());
            match chance.below(8) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                _ => mutate(&mut list[at], chance, depth + 1),
            }
        }
        Kind::Map(map) if !map.is_empty() => {
            let at = chance.below(map.len());
            let drops = chance.below(5) == 0;
            let mut entries: Vec<_> = map.iter().cloned().collect();
            if drops {
                entries.remove(at);
            } else {
                mutate(&mut entries[at].value, chance, depth + 1);
            }
            value.kind = Kind::Map(Arc::new(entries.into_iter().collect()));
        }
        _ => {}
    }
}

fn mutants(resources: &[Resource], count: usize) -> Vec<Resource> {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    (0..count)
        .map(|number| {
            let mut resource = resources[chance.below(resources.len())].clone();
            resource.address = format!("{}~{number}", resource.address).into();
            for _ in 0..=chance.below(3) {
                let view = resource.workload_view().map(Cow::into_owned);
                resource.workload = view.map(Workload::Made);
                let Resource { attributes, workload, pipeline, .. } = &mut resource;
                let view = workload.as_mut().and_then(|workload| match workload {
                    Workload::Made(view) => Some(view),
                    Workload::Pod { .. } => None,
                });
                let parts = [Some(attributes), view, pipeline.as_mut()];
                for part in parts.into_iter().flatten() {
                    mutate(part, &mut chance, 0);
                }
            }
            resource
        })
        .collect()
}

/// Whether any part of a resource is unknown.
fn has_unknown(resource: &Resource) -> bool {
    let view = resource.workload_view();
    let parts = [Some(&resource.attributes), view.as_deref(), resource.pipeline.as_ref()];
    parts.into_iter().flatten().any(Value::has_unknown)
}

/// Results as text, sorted.
fn lines(subject: &Subject<'_>, evaluation: &Evaluation) -> Vec<String> {
    let mut lines: Vec<String> = evaluation
        .results
        .iter()
        .map(|result| {
            let rule: &Str = &subject.rules[result.rule].id;
            let Span { start, end, .. } = result.span;
            format!(
                "{} {rule} {:?} {} {start}-{end} {:?} {}",
                result.address, result.verdict, result.path, result.severity, result.message
            )
        })
        .collect();
    lines.sort();
    lines
}

fn assert_same(name: &str, one: &[String], two: &[String]) {
    let only = |own: &[String], other: &[String]| {
        let missing: Vec<&String> =
            own.iter().filter(|line| other.binary_search(line).is_err()).take(40).collect();
        missing.into_iter().map(|line| format!("  {line}\n")).collect::<String>()
    };
    assert!(
        one == two,
        "{name} differs. Only directly:\n{}Only by {name}:\n{}",
        only(one, two),
        only(two, one)
    );
}

#[test]
fn every_way_of_evaluating_gives_the_same() {
    let mut sources = Vec::new();
    examples(&mut sources);
    fixtures(&mut sources);
    let loaded = load::load(sources, &load::Options::default());
    let mut resources = loaded.parsed.resources;
    assert!(resources.len() > 500, "{} resources", resources.len());
    let more = mutants(&resources, 1500);
    resources.extend(more);
    let library = Library::embedded();
    let graph = Graph::build(&resources);
    let subject = Subject {
        resources: &resources,
        graph: &graph,
        sources: &loaded.sources,
        rules: &library.rules,
        modules: &library.modules,
        include_passes: true,
        keep_assessments: false,
    };
    let by = |way| evaluate_by(&subject, Limits::default(), way, |_| true);
    let mut directly = lines(&subject, &by(Way::Quick));
    let mut machine = lines(&subject, &by(Way::Machine));
    // Of a resource with open values the machine asks three values, which may leave open what is
    // decided directly: that no rule looks at them.
    let head = |line: &String| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let open: HashSet<&Str> =
        resources.iter().filter(|one| has_unknown(one)).map(|one| &one.address).collect();
    let is_open = |line: &String| open.iter().any(|address| line.starts_with(&***address));
    let undecided: HashSet<String> = machine
        .iter()
        .filter(|line| line.contains(" Indeterminate ") && is_open(line))
        .map(head)
        .collect();
    for lines in [&mut directly, &mut machine] {
        lines.retain(|line| !undecided.contains(&head(line)));
    }
    assert_same("the virtual machine", &directly, &machine);
}

#[test]
fn three_values_agree_where_nothing_is_unknown() {
    let mut sources = Vec::new();
    examples(&mut sources);
    let loaded = load::load(sources, &load::Options::default());
    let known = loaded.parsed.resources.into_iter().filter(|resource| !has_unknown(resource));
    // This way is the slowest by far: a part of them is enough beside the other test.
    let resources: Vec<Resource> = known.step_by(3).collect();
    let library = Library::embedded();
    let graph = Graph::build(&resources);
    let subject = Subject {
        resources: &resources,
        graph: &graph,
        sources: &loaded.sources,
        rules: &library.rules,
        modules: &library.modules,
        include_passes: false,
        keep_assessments: false,
    };
    let by = |way| evaluate_by(&subject, Limits::default(), way, |_| true);
    let directly = lines(&subject, &by(Way::Quick));
    assert_same("three values", &directly, &lines(&subject, &by(Way::Logic)));
}

#[test]
fn the_whole_library_is_evaluated_directly() {
    let library = Library::embedded();
    let modules = program::Modules::new(&library.modules);
    let mut left = Vec::new();
    for chosen in program::by_selector(&library.rules).values() {
        let (compiled, broken) = program::compile(&library.rules, chosen, &modules, Way::Quick);
        assert!(broken.is_empty());
        for entry in compiled.unwrap().entries {
            if entry.direct.is_none() {
                left.push(library.rules[entry.rule].id.clone());
            }
        }
    }
    left.sort();
    left.dedup();
    assert!(left.is_empty(), "{left:?}");
}
