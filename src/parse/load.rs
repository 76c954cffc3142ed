//! All files of a run: each to its parser, in parallel, gathered in file order.

mod expression;
mod pair;

pub use expression::{Answer, evaluate_expression};
pub use pair::load_pair;

use rayon::prelude::*;

use super::{Fragment, Parsed, ci, kubernetes, markdown, terraform};
use crate::discover::{FileKind, SourceFile};
use crate::model::{FileId, FileOutcome, FileRecord, Loss, Source, Sources, Str};

/// What parsing may use beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Options of the Terraform evaluation.
    pub terraform: terraform::Options,
}

/// Every file of a run, parsed.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Texts by file id.
    pub sources: Sources,
    /// Resources in file order, and diagnostics.
    pub parsed: Parsed,
    /// What became of each file.
    pub records: Vec<FileRecord>,
    /// What it takes to say where values of Terraform come from.
    pub origins: Option<terraform::Origins>,
}

/// Parses files.
pub fn load(files: Vec<SourceFile>, options: &Options) -> Loaded {
    let mut sources = Sources::default();
    let kinds: Vec<(FileId, FileKind)> = files
        .into_iter()
        .map(|file| (sources.add(Source::new(file.path, file.text)), file.kind))
        .collect();
    let parts: Vec<Part> = kinds
        .par_iter()
        .filter_map(|(id, kind)| sources.get(*id).map(|source| parse_one(*id, *kind, source)))
        .collect();
    let options = with_variable_files(&mut sources, &options.terraform);
    let mut origins = None;
    let (parsed, records) = gather(&sources, &kinds, parts, |inputs| {
        let (parsed, found) = terraform::load_with_origins(inputs, &options);
        origins = Some(found);
        parsed
    });
    Loaded { sources, parsed, records, origins }
}

/// Gives variable files that flags name an id, so that places in them can be told.
fn with_variable_files(sources: &mut Sources, options: &terraform::Options) -> terraform::Options {
    let mut options = options.clone();
    for (path, text) in &options.variable_files {
        let known = sources.iter().find(|(_, source)| source.path == *path).map(|(id, _)| id);
        let id = known.unwrap_or_else(|| sources.add(Source::new(path.clone(), text.clone())));
        options.variable_file_ids.push(id);
    }
    options
}

/// Joins what single files gave to what a run is made of.
fn gather(
    sources: &Sources,
    kinds: &[(FileId, FileKind)],
    parts: Vec<Part>,
    evaluate: impl FnOnce(Vec<terraform::TerraformFile>) -> Parsed,
) -> (Parsed, Vec<FileRecord>) {
    let mut parsed = Parsed::default();
    let mut inputs = Vec::new();
    let mut states = Vec::new();
    for part in parts {
        states.push(part.state);
        parsed.resources.extend(part.parsed.resources);
        parsed.diagnostics.extend(part.parsed.diagnostics);
        inputs.extend(part.terraform);
    }
    kubernetes::join(&mut parsed.resources);
    let evaluated = evaluate(inputs);
    parsed.resources.extend(evaluated.resources);
    parsed.diagnostics.extend(evaluated.diagnostics);
    parsed.resources.sort_by_key(|resource| (resource.span.file, resource.span.start));
    let records = kinds
        .iter()
        .zip(states)
        .map(|((id, kind), state)| record(sources.path(*id), *kind, state, &parsed))
        .collect();
    (parsed, records)
}

/// What one file gave.
#[derive(Clone)]
struct Part {
    parsed: Parsed,
    terraform: Vec<terraform::TerraformFile>,
    state: State,
}

/// Whether there was anything to parse in a file.
#[derive(Clone, Copy)]
enum State {
    Parsed,
    Nothing(&'static str),
}

fn parse_one(id: FileId, kind: FileKind, source: &Source) -> Part {
    let mut parsed = Parsed::default();
    let mut terraform = Vec::new();
    let mut state = State::Parsed;
    let whole = Fragment::whole(id, &source.path, &source.text);
    match kind {
        FileKind::Terraform | FileKind::TerraformJson | FileKind::TerraformVariables => {
            terraform.push(terraform_file(id, source, kind));
        }
        FileKind::Kubernetes => kubernetes::parse(whole, &mut parsed),
        FileKind::GithubWorkflow => ci::github::parse_workflow(whole, &mut parsed),
        FileKind::GithubAction => ci::github::parse_action(whole, &mut parsed),

        FileKind::Compose => super::compose::parse(whole, &mut parsed),
        FileKind::Dockerfile => super::dockerfile::parse(whole, &mut parsed),
        FileKind::Markdown => state = parse_markdown(id, source, &mut parsed, &mut terraform),
    }
    Part { parsed, terraform, state }
}

/// The fenced blocks of a Markdown document, each to its parser.
fn parse_markdown(
    id: FileId,
    source: &Source,
    parsed: &mut Parsed,
    terraform: &mut Vec<terraform::TerraformFile>,
) -> State {
    let mut found = false;
    for block in markdown::fragments(id, &source.path, &source.text) {
        let markdown::Content::Load(kind) = &block.content else { continue };
        found = true;
        let fragment = block.fragment();
        match kind {
            FileKind::Terraform | FileKind::TerraformJson | FileKind::TerraformVariables => {
                terraform.push(fenced_terraform(id, source, &block, *kind));
            }
            FileKind::Kubernetes => kubernetes::parse(fragment, parsed),
            FileKind::GithubWorkflow => ci::github::parse_workflow_at(fragment, block.line, parsed),
            FileKind::GithubAction => ci::github::parse_action_at(fragment, block.line, parsed),

            FileKind::Compose => super::compose::parse(fragment, parsed),
            FileKind::Dockerfile => super::dockerfile::parse(fragment, parsed),
            FileKind::Markdown => {}
        }
    }
    if found { State::Parsed } else { State::Nothing("no configuration in fenced blocks") }
}

/// A Terraform file of a module: the directory that it lies in.
fn terraform_file(id: FileId, source: &Source, kind: FileKind) -> terraform::TerraformFile {
    let path: &str = &source.path;
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    terraform::TerraformFile {
        file: id,
        path: source.path.clone(),
        text: source.text.clone(),
        kind: text_kind(kind, name),
        offset: 0,
        fragment: false,
        module: directory.into(),
    }
}

/// A fenced block; the blocks of one document are one module.
fn fenced_terraform(
    id: FileId,
    source: &Source,
    block: &markdown::Block<'_>,
    kind: FileKind,
) -> terraform::TerraformFile {
    terraform::TerraformFile {
        file: id,
        path: source.path.clone(),
        text: block.text.as_ref().into(),
        kind: text_kind(kind, ""),
        offset: block.span.start as usize,
        fragment: true,
        module: source.path.clone(),
    }
}

fn text_kind(kind: FileKind, name: &str) -> terraform::TextKind {
    match kind {
        FileKind::TerraformJson => terraform::TextKind::Json,
        FileKind::TerraformVariables => {
            let json = name.ends_with(".json");
            let plain = name.trim_end_matches(".json");
            let auto = plain == "terraform.tfvars" || plain.ends_with(".auto.tfvars");
            terraform::TextKind::Variables { auto, json }
        }
        _ => terraform::TextKind::Native,
    }
}

fn record(path: &str, kind: FileKind, state: State, parsed: &Parsed) -> FileRecord {
    let lost = parsed
        .diagnostics
        .iter()
        .any(|diagnostic| *diagnostic.path == *path && diagnostic.loss != Loss::Nothing);
    let outcome = match state {
        _ if lost => FileOutcome::Failed,
        State::Parsed => FileOutcome::Parsed(kind.name()),
        State::Nothing(reason) => FileOutcome::Excluded(reason.into()),
    };
    FileRecord { path: Str::from(path), outcome }
}
