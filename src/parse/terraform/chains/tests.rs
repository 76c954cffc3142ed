//! Chains of values against what they must be.
//!
//! Each folder of `fixtures/terraform/chains` is a case: its files, and `expected.json` with the
//! attributes that are asked about, each with its steps. Set `UPDATE_FIXTURES` to write what the
//! code gives now, then read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path as FilePath;

use serde_json::Value as Json;

use super::{Origins, Wanted};
use crate::model::{FileId, Path, Resource, Segment, Source, Sources, Step};
use crate::parse::terraform::tests::file;
use crate::parse::terraform::{Assignment, Options, load, load_with_origins};

#[test]
fn addresses_part_after_their_modules() {
    for (address, kind, expected) in [
        ("aws_x.y", "aws_x", ("", "aws_x.y")),
        ("module.a.data.aws_x.y", "data.aws_x", ("module.a.", "data.aws_x.y")),
        (
            "module.a[\"k.\\\"]\"].module.b[0].aws_x.y[\"module.z\"]",
            "aws_x",
            ("module.a[\"k.\\\"]\"].module.b[0].", "aws_x.y[\"module.z\"]"),
        ),
        ("module.a", "module", ("", "module.a")),
        ("module.a.module.b", "module", ("module.a.", "module.b")),
    ] {
        assert_eq!(super::split_module(address, kind), expected);
    }
}

/// The files of a case, with ids in order, and the options that every case has.
struct Case {
    sources: Sources,
    resources: Vec<Resource>,
    origins: Origins,
}

fn case(root: &FilePath) -> Case {
    let mut paths = Vec::new();
    let mut pending = vec![root.to_path_buf()];
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { pending.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    let mut sources = Sources::default();
    let mut inputs = Vec::new();
    let mut options = Options {
        assignments: vec![
            Assignment::Variable(("flag".into(), "true".into())),
            Assignment::Variable(("list".into(), "[\"a\", \"b\"]".into())),
        ],
        environment: vec![("environment".into(), "e".into())],
        ..Options::default()
    };
    for path in paths {
        let shown = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let id = sources.add(Source::new(shown.as_str(), text.as_str()));
        if shown == "named.tfvars" {
            let file = Assignment::File(shown.as_str().into(), text.as_str().into());
            options.assignments.push(file);
            options.variable_file_ids.push(id);
        }
        inputs.extend(file(id.0, &shown, &text));
    }
    let plain = load(inputs.clone(), &options);
    let (parsed, origins) = load_with_origins(inputs, &options);
    assert_eq!(format!("{:?}", plain.resources), format!("{:?}", parsed.resources));
    Case { sources, resources: parsed.resources, origins }
}

fn path(text: &str) -> Path {
    let segments = text.split(['.', '[']).map(|part| match part.strip_suffix(']') {
        Some(index) => Segment::Index(index.parse().unwrap()),
        None => Segment::Key(part.into()),
    });
    Path(segments.collect())
}

/// `  local local.x main.tf:3`, indented by its depth.
fn shown(step: &Step, sources: &Sources) -> String {
    let indent = "  ".repeat(usize::from(step.depth).saturating_sub(1));
    let place = step.place.map(|span| {
        assert_ne!(span.file, FileId(u32::MAX), "{step:?} has a place in no file");
        let (start, _) = sources.positions(span);
        format!(" {}:{}:{}", sources.path(span.file), start.line, start.column)
    });
    let name = if step.name.is_empty() { String::new() } else { format!(" {}", step.name) };
    format!("{indent}{}{name}{}", step.kind.name(), place.unwrap_or_default())
}

#[test]
fn chains_are_as_expected() {
    let cases = FilePath::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/terraform/chains");
    let mut roots: Vec<_> =
        fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    roots.sort();
    for root in roots {
        let Case { sources, resources, origins } = case(&root);
        let known = root.join("expected.json");
        let text = fs::read_to_string(&known).unwrap();
        let expected: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).unwrap();
        let asked: Vec<(&Resource, Path)> = expected
            .keys()
            .map(|question| {
                let (address, attribute) = question.split_once(' ').unwrap();
                let mut found = resources.iter().filter(|one| *one.address == *address);
                let resource = found.next().unwrap_or_else(|| panic!("no {address} in {root:?}"));
                (resource, path(attribute))
            })
            .collect();
        let wanted: Vec<Wanted<'_>> =
            asked.iter().map(|(resource, path)| Wanted { resource, path }).collect();
        let chains = origins.chains(&wanted);
        assert_eq!(chains, origins.chains(&wanted), "{root:?} is not told twice alike");
        let given: BTreeMap<&String, Vec<String>> = expected
            .keys()
            .zip(&chains)
            .map(|(question, chain)| {
                let steps = chain.iter().map(|step| shown(step, &sources));
                (question, steps.collect())
            })
            .collect();
        let given: Json = serde_json::to_value(given).unwrap();
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&known, serde_json::to_string_pretty(&given).unwrap() + "\n").unwrap();
        } else {
            assert_eq!(given, serde_json::to_value(&expected).unwrap(), "{root:?}");
        }
    }
}
