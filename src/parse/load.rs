//! All files of a run: each to its parser, in parallel, gathered in file order.

mod expression;
mod pair;

pub use expression::{Answer, evaluate_expression};
pub use pair::load_pair;

use rayon::prelude::*;

use super::{Fragment, Parsed, ci, dependabot, kubernetes, markdown, prometheus, terraform};
use crate::discover::{FileKind, SourceFile};
use crate::model::{
    BlockRecord, Diagnostic, FileId, FileOutcome, FileRecord, Format, Loss, Source, Sources, Str,
};

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
    for assignment in &options.assignments {
        let terraform::Assignment::File(path, text) = assignment else { continue };
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
        states.push((part.state, part.blocks));
        parsed.resources.extend(part.parsed.resources);
        parsed.diagnostics.extend(part.parsed.diagnostics);
        inputs.extend(part.terraform);
    }
    let selectors = kubernetes::join(&mut parsed.resources);
    bounded(sources, Format::Kubernetes, selectors, "selectors", &mut parsed);
    let alerts = prometheus::join(&mut parsed.resources);
    bounded(sources, Format::Prometheus, alerts, "alerts", &mut parsed);
    let evaluated = evaluate(inputs);
    parsed.resources.extend(evaluated.resources);
    parsed.diagnostics.extend(evaluated.diagnostics);
    parsed.resources.sort_by_key(|resource| (resource.span.file, resource.span.start));
    let records = kinds
        .iter()
        .zip(states)
        .map(|((id, kind), (state, blocks))| FileRecord {
            path: Str::from(sources.path(*id)),
            outcome: outcome(sources.path(*id), *kind, state, &parsed),
            blocks,
        })
        .collect();
    (parsed, records)
}

/// Says that what refers to others by label was not joined for all of them: rules that ask for the
/// others could not see them.
fn bounded(sources: &Sources, format: Format, left_out: usize, what: &str, parsed: &mut Parsed) {
    let first = parsed.resources.iter().find(|resource| resource.format == format);
    if let Some(resource) = first.filter(|_| left_out > 0) {
        let path = Str::from(sources.path(resource.file()));
        let message = format!("too many {what}: what {left_out} of them reach is not looked up");
        let diagnostic = Diagnostic::at(path, resource.header, message, Loss::Part);
        parsed.diagnostics.push(diagnostic.losing("joins by label"));
    }
}

/// What one file gave.
#[derive(Clone)]
struct Part {
    parsed: Parsed,
    terraform: Vec<terraform::TerraformFile>,
    state: State,
    /// Of a document: what became of each of its blocks.
    blocks: Vec<BlockRecord>,
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
    let mut blocks = Vec::new();
    let whole = Fragment::whole(id, &source.path, &source.text);
    match kind {
        FileKind::Terraform
        | FileKind::TerraformJson
        | FileKind::TerraformVariables
        | FileKind::TerraformPlan
        | FileKind::TerraformState => terraform.push(terraform_file(id, source, kind)),
        FileKind::Kubernetes => kubernetes::parse(whole, &mut parsed),
        FileKind::GithubWorkflow => ci::github::parse_workflow(whole, &mut parsed),
        FileKind::GithubAction => ci::github::parse_action(whole, &mut parsed),

        FileKind::Compose => super::compose::parse(whole, &mut parsed),
        FileKind::Dockerfile => super::dockerfile::parse(whole, &mut parsed),
        FileKind::Prometheus | FileKind::PrometheusRules | FileKind::Alertmanager => {
            prometheus::parse_as(whole, &source.path, &mut parsed);
        }
        FileKind::Dependabot => dependabot::parse_as(whole, &source.path, &mut parsed),
        FileKind::Markdown => {
            blocks = parse_markdown(id, source, &mut parsed, &mut terraform);
            if blocks.iter().all(|block| block.left_out.is_some()) {
                state = State::Nothing("no configuration in fenced blocks");
            }
        }
    }
    Part { parsed, terraform, state, blocks }
}

/// The fenced blocks of a Markdown document, each to its parser; and what became of each.
fn parse_markdown(
    id: FileId,
    source: &Source,
    parsed: &mut Parsed,
    terraform: &mut Vec<terraform::TerraformFile>,
) -> Vec<BlockRecord> {
    let mut blocks = Vec::new();
    for block in markdown::fragments(id, &source.path, &source.text) {
        let kind = match &block.content {
            markdown::Content::Load(kind) => kind,
            markdown::Content::LeftOut(why) => {
                blocks.push(BlockRecord { line: block.line, left_out: Some(why.clone()) });
                continue;
            }
        };
        let fragment = block.fragment();
        if let Some(why) = prometheus::unreadable_excerpt(fragment, *kind) {
            blocks.push(BlockRecord { line: block.line, left_out: Some(why) });
            continue;
        }
        blocks.push(BlockRecord { line: block.line, left_out: None });
        match kind {
            FileKind::Terraform | FileKind::TerraformJson | FileKind::TerraformVariables => {
                terraform.push(fenced_terraform(id, source, &block, *kind));
            }
            FileKind::Kubernetes => kubernetes::parse(fragment, parsed),
            FileKind::GithubWorkflow => ci::github::parse_workflow_at(fragment, block.line, parsed),
            FileKind::GithubAction => ci::github::parse_action_at(fragment, block.line, parsed),

            FileKind::Compose => super::compose::parse_as(fragment, &block.address(), parsed),
            FileKind::Dockerfile => super::dockerfile::parse_as(fragment, &block.address(), parsed),
            FileKind::Prometheus | FileKind::PrometheusRules | FileKind::Alertmanager => {
                prometheus::parse_as(fragment, &block.address(), parsed);
            }
            FileKind::Dependabot => dependabot::parse_as(fragment, &block.address(), parsed),
            FileKind::Markdown | FileKind::TerraformPlan | FileKind::TerraformState => {}
        }
    }
    blocks
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
        FileKind::TerraformPlan | FileKind::TerraformState => terraform::TextKind::Plan,
        FileKind::TerraformVariables => {
            let json = name.ends_with(".json");
            let plain = name.trim_end_matches(".json");
            let auto = plain == "terraform.tfvars" || plain.ends_with(".auto.tfvars");
            terraform::TextKind::Variables { auto, json }
        }
        _ => terraform::TextKind::Native,
    }
}

fn outcome(path: &str, kind: FileKind, state: State, parsed: &Parsed) -> FileOutcome {
    let lost = parsed
        .diagnostics
        .iter()
        .any(|diagnostic| *diagnostic.path == *path && diagnostic.loss != Loss::Nothing);
    match state {
        _ if lost => FileOutcome::Failed,
        State::Parsed => FileOutcome::Parsed(kind.name()),
        State::Nothing(reason) => FileOutcome::Excluded(reason.into()),
    }
}
