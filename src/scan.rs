//! The whole walk as one function: discover, parse, evaluate, and say what was found.

mod chain;
mod compare;
mod expression;

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::config::{Config, PackChoice, VariableOrigin};
use crate::discover::revision::{Repository, RevisionError};
use crate::discover::{self, Discovery, SourceFile};
use crate::evaluate::{self, Evaluation, Limits, Subject};
use crate::finding::verdict_hash::JudgeDigest;
use crate::finding::waiver::{self, WaiverError, Waivers};
use crate::finding::{PackUse, Run, disambiguate, fingerprint, suppression};
use crate::model::{Date, Diagnostic, FileOutcome, FileRecord, Graph, Str};
use crate::parse::load::{self, Loaded};
use crate::policy::{Choice, Library, PolicyError, Selection};

pub use compare::{Comparison, scan_diff};
pub use expression::{Answer, evaluate_expression};

/// Why a scan could not run: always the caller's to mend. A bad input is not among these.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    /// Policies or packs.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A variable file that cannot be read.
    #[error("{}: cannot be read", path.display())]
    VariableFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The waiver file.
    #[error(transparent)]
    Waivers(#[from] WaiverError),
    /// The waiver file cannot be read.
    #[error("{}: cannot be read", path.display())]
    WaiverFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A git revision that cannot be read.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// An expression is evaluated in one directory.
    #[error("an expression is evaluated in one directory: name one")]
    OneDirectory,
    /// The thread pool could not be made.
    #[error("cannot start {0} threads")]
    Threads(usize),
}

/// Scans what a configuration asks for.
///
/// # Errors
/// Policies, packs or variable files that cannot be used. Faults of scanned files are diagnostics
/// of the run.
pub fn scan(config: &Config) -> Result<Run, ScanError> {
    let (library, selection) = select(config)?;
    let waivers = waivers(config, &library)?;
    in_pool(config.jobs, || {
        let loaded = load(config)?;
        Ok(judge(config, &library, selection, &waivers, loaded))
    })?
}

/// Judges files that are in memory already, such as a policy's examples.
pub fn scan_files(
    config: &Config,
    library: &Library,
    selection: Selection,
    files: Vec<SourceFile>,
) -> Run {
    let loaded = load::load(files, &load::Options::default());
    judge(config, library, selection, &Waivers::default(), loaded)
}

/// Discovers and parses, without judging: the model that `inspect` prints.
///
/// # Errors
/// A variable file that cannot be read.
pub fn inspect(config: &Config) -> Result<(Loaded, Graph), ScanError> {
    in_pool(config.jobs, || {
        let loaded = load(config)?;
        let graph = Graph::build(&loaded.parsed.resources);
        Ok((loaded, graph))
    })?
}

/// Runs something on a pool of the size that was asked for, or on the global one.
fn in_pool<T: Send>(
    jobs: Option<NonZeroUsize>,
    run: impl FnOnce() -> T + Send,
) -> Result<T, ScanError> {
    let Some(jobs) = jobs else { return Ok(run()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .build()
        .map(|pool| pool.install(run))
        .map_err(|_| ScanError::Threads(jobs.get()))
}

/// The library with the user's own policies, and the rules that the configuration chooses.
///
/// # Errors
/// A policy, pack or rule name that cannot be used.
pub fn select(config: &Config) -> Result<(Library, Selection), ScanError> {
    let mut library = Library::embedded();
    for path in &config.policies {
        library.add_path(path)?;
    }
    let name = |pack: &PackChoice| match pack {
        PackChoice::Named(name) => name.clone(),
        PackChoice::File(path) => path.to_string_lossy().into_owned(),
    };
    let object = |value: &serde_json::Value| value.as_object().cloned().unwrap_or_default();
    let choice = Choice {
        packs: config.packs.iter().map(name).collect(),
        rules: config.rules.clone(),
        skip: config.skip_rules.clone(),
        at_least: config.severity,
        params: config.params.iter().map(|(id, value)| (id.clone(), object(value))).collect(),
        severities: config.severities.clone(),
    };
    let selection = library.select(&choice)?;
    Ok((library, selection))
}

fn load(config: &Config) -> Result<Loaded, ScanError> {
    let Discovery { files, left_out, diagnostics } = discover(config)?;
    let mut loaded = load::load(files, &options(config)?);
    complete(&mut loaded, left_out, diagnostics);
    Ok(loaded)
}

/// The files of the work tree, or of the revision that was asked for.
fn discover(config: &Config) -> Result<Discovery, ScanError> {
    let Some(name) = &config.rev else { return Ok(discover::discover(config)) };
    let repository = Repository::of(config)?;
    let commit = repository.commit(name)?;
    Ok(repository.discover(config, &commit)?)
}

/// Adds what discovery says to what parsing gave.
fn complete(loaded: &mut Loaded, left_out: Vec<FileRecord>, diagnostics: Vec<Diagnostic>) {
    loaded.records.extend(left_out);
    loaded.records.sort_by(|one, two| one.path.cmp(&two.path));
    loaded.parsed.diagnostics.extend(diagnostics);
}

fn options(config: &Config) -> Result<load::Options, ScanError> {
    let mut options = load::Options::default();
    for variable in &config.variables {
        let list = match variable.origin {
            VariableOrigin::Flag => &mut options.terraform.variables,
            VariableOrigin::Environment | VariableOrigin::Settings => {
                &mut options.terraform.environment
            }
        };
        list.push((variable.name.clone(), variable.text.clone()));
    }
    for path in &config.var_files {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ScanError::VariableFile { path: path.clone(), source })?;
        let shown = discover::reported_path(config, path);
        options.terraform.variable_files.push((shown, text.into()));
    }
    Ok(options)
}

/// The waiver file of a configuration, validated.
///
/// # Errors
/// A file that cannot be read, or a fault in it.
pub fn waivers(config: &Config, library: &Library) -> Result<Waivers, ScanError> {
    let Some(path) = &config.waivers else { return Ok(Waivers::default()) };
    let text = std::fs::read_to_string(path)
        .map_err(|source| ScanError::WaiverFile { path: path.clone(), source })?;
    let known = |subject: &waiver::Subject| match subject {
        waiver::Subject::Rule(id) => library.position_by_any_name(id).is_some(),
        waiver::Subject::Control(pack, id) => library.rules.iter().any(|rule| {
            let of_pack = rule.controls.iter().filter(|(name, _)| **name == **pack);
            of_pack.flat_map(|(_, ids)| ids).any(|own| **own == **id)
        }),
    };
    Ok(Waivers::parse(&path.to_string_lossy(), &text, known)?)
}

/// Judges what was loaded.
fn judge(
    config: &Config,
    library: &Library,
    selection: Selection,
    waivers: &Waivers,
    loaded: Loaded,
) -> Run {
    let graph = Graph::build(&loaded.parsed.resources);
    let subject = subject(config, library, &selection, &loaded, &graph);
    let evaluation = evaluate::evaluate(&subject, Limits::default());
    finish(config, selection, waivers, loaded, evaluation)
}

/// What is judged, and by what.
fn subject<'a>(
    config: &Config,
    library: &'a Library,
    selection: &'a Selection,
    loaded: &'a Loaded,
    graph: &'a Graph,
) -> Subject<'a> {
    Subject {
        resources: &loaded.parsed.resources,
        graph,
        sources: &loaded.sources,
        rules: &selection.rules,
        modules: &library.modules,
        include_passes: config.include_passes,
        keep_assessments: config.record,
    }
}

/// Gives results their identity and puts everything in order.
fn finish(
    config: &Config,
    selection: Selection,
    waivers: &Waivers,
    loaded: Loaded,
    mut evaluation: Evaluation,
) -> Run {
    let Loaded { sources, parsed, records, origins } = loaded;
    let digest = JudgeDigest::of(&selection);
    let mut hashes: HashMap<u32, Str> = HashMap::new();
    for result in &mut evaluation.results {
        let Some(resource) = parsed.resources.get(result.resource.0 as usize) else { continue };
        let rule = selection.rules.get(result.rule).map_or("", |rule| &*rule.id);
        result.fingerprint = fingerprint(rule, resource, &result.path);
        result.verdict_hash =
            hashes.entry(result.resource.0).or_insert_with(|| digest.hash(resource)).clone();
    }
    disambiguate(&mut evaluation.results, &parsed.resources, &sources);
    let today = Date::of_epoch(config.now);
    if !config.no_ignore {
        let (results, resources) = (&mut evaluation.results, &parsed.resources);
        suppression::apply(results, resources, &selection.rules, &sources, today);
    }
    chain::attach(&mut evaluation.results, &parsed.resources, &sources, origins.as_ref());
    let results = &mut evaluation.results;
    waivers.apply(results, &parsed.resources, &selection.rules, &sources, today);
    let resource_hashes = match config.include_passes || config.record {
        true => parsed.resources.iter().map(|resource| digest.hash(resource)).collect(),
        false => Vec::new(),
    };
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(evaluation.diagnostics);
    diagnostics.sort_by(|one, two| {
        (&one.path, one.span, &one.message).cmp(&(&two.path, two.span, &two.message))
    });
    diagnostics.dedup();
    let rules = selection.rules;
    evaluation.results.sort_by(|one, two| {
        let place = |result: &crate::finding::RuleResult| {
            (result.span.file, result.span.start, result.span.end, result.rule)
        };
        place(one).cmp(&place(two)).then_with(|| one.address.cmp(&two.address))
    });
    let packs = selection
        .packs
        .into_iter()
        .map(|chosen| PackUse {
            name: chosen.pack.name.into(),
            version: chosen.pack.version.into(),
            digest: chosen.digest,
        })
        .collect();
    debug_assert!(
        records.iter().all(
            |file| !matches!(&file.outcome, FileOutcome::Excluded(reason) if reason.is_empty())
        )
    );
    Run {
        sources,
        files: records,
        resources: parsed.resources,
        resource_hashes,
        rules: std::sync::Arc::new(rules),
        packs,
        results: evaluation.results,
        counts: evaluation.counts,
        assessments: evaluation.assessments,
        diagnostics,
    }
}
