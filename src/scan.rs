//! The whole walk as one function: discover, parse, evaluate, and say what was found.

mod chain;
mod compare;
mod expression;
mod notices;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, PackChoice, Variable, VariableOrigin};
use crate::discover::revision::{Repository, RevisionError};
use crate::discover::{self, Beside, Discovery, SourceFile};
use crate::evaluate::{self, Evaluation, Limits, Subject};
use crate::finding::baseline::{Baseline, BaselineError};
use crate::finding::verdict_hash::JudgeDigest;
use crate::finding::waiver::{self, WaiverError, Waivers};
use crate::finding::{PackUse, Run, disambiguate, fingerprint, suppression};
use crate::model::{Date, Diagnostic, FileOutcome, FileRecord, Graph, Loss};
use crate::parse::load::{self, Loaded};
use crate::parse::terraform::Assignment;
use crate::policy::{Choice, Library, PolicyError, PolicySource, Selection};

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
    /// The waiver or baseline file cannot be read.
    #[error("{}: cannot be read", path.display())]
    WaiverFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The baseline file.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
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
    let accepted = accepted(config, &library)?;
    in_pool(config.jobs, || {
        let loaded = load(config)?;
        Ok(judge(config, &library, selection, &accepted, loaded))
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
    judge(config, library, selection, &Accepted::default(), loaded)
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
    let library = library(config)?;
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
    let selection = library.select(&choice).map_err(|error| in_settings(error, config))?;
    Ok((library, selection))
}

/// The library with the user's own policies, each of which can be parsed.
fn library(config: &Config) -> Result<Library, PolicyError> {
    let mut library = Library::embedded();
    let built_in = library.modules.len();
    for path in &config.policies {
        library.add_path(path)?;
    }
    let own = library.rules.iter().filter(|rule| rule.source == PolicySource::File);
    let modules = library.modules.iter().skip(built_in);
    let texts = own.map(|rule| (&rule.path, &rule.text));
    for (path, text) in texts.chain(modules.map(|module| (&module.path, &module.text))) {
        evaluate::rego::program::check(path, text)?;
    }
    Ok(library)
}

/// A fault in what the settings file says, with its line there.
fn in_settings(error: PolicyError, config: &Config) -> PolicyError {
    let Some(path) = &config.settings_file else { return error };
    let Ok(text) = std::fs::read_to_string(path) else { return error };
    let section = match &error {
        PolicyError::NoRule { name, .. } if config.severities.contains_key(name) => {
            Some("severities")
        }
        PolicyError::NoRule { name, .. } if config.params.contains_key(name) => Some("params"),
        _ => None,
    };
    error.located(&path.to_string_lossy(), &text, section)
}

fn load(config: &Config) -> Result<Loaded, ScanError> {
    let (mut discovery, beside) = discover(config)?;
    discovery.add_plans(config);
    let options = options(config, &discovery, beside)?;
    let Discovery { files, left_out, diagnostics, .. } = discovery;
    let mut loaded = load::load(files, &options);
    complete(&mut loaded, left_out, diagnostics);
    Ok(loaded)
}

/// The files of the work tree, or of the revision that was asked for.
fn discover(config: &Config) -> Result<(Discovery, Beside), ScanError> {
    let Some(name) = &config.rev else {
        return Ok((discover::discover(config), Beside::of_work_tree(config)));
    };
    let repository = Repository::of(config)?;
    let commit = repository.commit(name)?;
    let beside = Beside::of_revision(repository.files(&commit)?);
    Ok((repository.discover(config, &commit)?, beside))
}

/// Adds what discovery says to what parsing gave.
fn complete(loaded: &mut Loaded, left_out: Vec<FileRecord>, diagnostics: Vec<Diagnostic>) {
    loaded.records.extend(left_out);
    loaded.records.sort_by(|one, two| one.path.cmp(&two.path));
    loaded.parsed.diagnostics.extend(diagnostics);
}

fn options(
    config: &Config,
    discovery: &Discovery,
    beside: Beside,
) -> Result<load::Options, ScanError> {
    let mut options = load::Options::default();
    options.terraform.beside = Some(Arc::new(beside));
    for module in &discovery.modules {
        let call = (module.root.clone(), module.key.clone());
        options.terraform.modules.insert(call, module.directory.clone());
    }
    options.terraform.module_roots = config.module_roots;
    options.terraform.workspace = config.workspace.clone();
    let pair = |one: &Variable| (one.name.clone(), one.text.clone());
    let (flags, others): (Vec<_>, Vec<_>) =
        config.variables.iter().partition(|variable| variable.origin == VariableOrigin::Flag);
    options.terraform.environment = others.into_iter().map(pair).collect();
    let mut flags = flags.into_iter().peekable();
    for (index, path) in config.var_files.iter().enumerate() {
        while let Some(flag) = flags.next_if(|flag| flag.after_files <= index) {
            options.terraform.assignments.push(Assignment::Variable(pair(flag)));
        }
        let text = std::fs::read_to_string(path)
            .map_err(|source| ScanError::VariableFile { path: path.clone(), source })?;
        let file = Assignment::File(discover::reported_path(config, path), text.into());
        options.terraform.assignments.push(file);
    }
    options.terraform.assignments.extend(flags.map(|flag| Assignment::Variable(pair(flag))));
    Ok(options)
}

/// What does not count although it fails.
#[derive(Debug, Default)]
struct Accepted {
    waivers: Waivers,
    /// With its path.
    baseline: Option<(String, Baseline)>,
}

fn accepted(config: &Config, library: &Library) -> Result<Accepted, ScanError> {
    let mut accepted = Accepted { waivers: waivers(config, library)?, baseline: None };
    if let Some(path) = &config.baseline {
        accepted.baseline = Some((path.to_string_lossy().into_owned(), read_baseline(path)?));
    }
    Ok(accepted)
}

/// A baseline file, validated.
///
/// # Errors
/// A file that cannot be read, or a fault in it.
pub fn read_baseline(path: &Path) -> Result<Baseline, ScanError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ScanError::WaiverFile { path: path.to_path_buf(), source })?;
    Ok(Baseline::parse(&path.to_string_lossy(), &text)?)
}

/// What to say of a baseline that does not count.
fn inactive(path: &str, baseline: &Baseline, today: Date) -> Option<Diagnostic> {
    if baseline.is_active(today) {
        return None;
    }
    let why = match today > baseline.expires {
        true => format!("expired on {}", baseline.expires),
        false => format!("begins on {}", baseline.created),
    };
    let message = format!("the baseline {why}: what it knows counts");
    let diagnostic = Diagnostic::file(path.into(), message).losing("");
    Some(Diagnostic { loss: Loss::Nothing, ..diagnostic })
}

/// The waiver file of a configuration, validated.
///
/// # Errors
/// A file that cannot be read, or a fault in it.
pub fn waivers(config: &Config, library: &Library) -> Result<Waivers, ScanError> {
    let Some(path) = &config.waivers else { return Ok(Waivers::default()) };
    let text = std::fs::read_to_string(path)
        .map_err(|source| ScanError::WaiverFile { path: path.clone(), source })?;
    Ok(Waivers::parse(&path.to_string_lossy(), &text, waivable(library))?)
}

/// Whether there is anything of a library that a waiver could waive by such a name.
pub fn waivable(library: &Library) -> impl Fn(&waiver::Subject) -> bool {
    |subject| match subject {
        waiver::Subject::Rule(id) => library.position_by_any_name(id).is_some(),
        waiver::Subject::Control(pack, id) => library.rules.iter().any(|rule| {
            let of_pack = rule.controls.iter().filter(|(name, _)| **name == **pack);
            of_pack.flat_map(|(_, ids)| ids).any(|own| **own == **id)
        }),
    }
}

/// Judges what was loaded.
fn judge(
    config: &Config,
    library: &Library,
    selection: Selection,
    accepted: &Accepted,
    loaded: Loaded,
) -> Run {
    let graph = Graph::build(&loaded.parsed.resources);
    let subject = subject(config, library, &selection, &loaded, &graph);
    let mut evaluation = evaluate::evaluate(&subject, Limits::default());
    evaluation.diagnostics.extend(notices::of_policies(library, &selection, &loaded));
    if !config.no_ignore {
        evaluation.diagnostics.extend(notices::of_suppressions(config, library, &loaded));
    }
    finish(config, selection, accepted, loaded, evaluation)
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
    accepted: &Accepted,
    loaded: Loaded,
    mut evaluation: Evaluation,
) -> Run {
    let Loaded { sources, parsed, records, origins } = loaded;
    let digest = JudgeDigest::of(&selection);
    for result in &mut evaluation.results {
        let Some(resource) = parsed.resources.get(result.resource.0 as usize) else { continue };
        let rule = selection.rules.get(result.rule).map_or("", |rule| &*rule.id);
        result.fingerprint = fingerprint(rule, resource, &result.path);
    }
    disambiguate(&mut evaluation.results, &parsed.resources, &sources);
    let today = Date::of_epoch(config.now);
    if !config.no_ignore {
        let (results, resources) = (&mut evaluation.results, &parsed.resources);
        suppression::apply(results, resources, &selection.rules, &sources, today);
    }
    chain::attach(&mut evaluation.results, &parsed.resources, &sources, origins.as_ref());
    let (results, resources) = (&mut evaluation.results, &parsed.resources);
    let in_force = accepted.waivers.in_force(today, &selection.rules);
    in_force.mark(results, resources, |file| Some(sources.path(file)));
    let all = config.include_passes || config.record;
    let resource_hashes =
        digest.stamp(results, resources, (&in_force, &selection.rules), &sources, all);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(notices::of_waivers(
        config,
        accepted,
        &evaluation.results,
        &selection.rules,
        (&parsed.resources, &sources),
    ));
    if let Some((path, baseline)) = &accepted.baseline {
        baseline.mark(&mut evaluation.results, &selection.rules, today);
        diagnostics.extend(inactive(path, baseline, today));
    }
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
