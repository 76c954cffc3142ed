//! Two states of one repository, and what the change between them does to the findings.
//!
//! In: a configuration with a base revision. Out: a [`Comparison`]: both runs, with the results of
//! a scan of each state alone, and the [`Difference`] between them. A resource that is the same in
//! both, in the same company, is judged once.

use std::collections::HashMap;

use super::{ScanError, accepted, complete, finish, in_pool, options, select, subject};
use crate::config::Config;
use crate::discover::revision::{Commit, Repository};
use crate::discover::{self, Beside, Discovery};
use crate::evaluate::{self, Evaluation, Limits};
use crate::finding::Run;
use crate::finding::diff::{Change, Difference, compare};
use crate::model::{Graph, Resource, ResourceId, Span, Str};
use crate::parse::load::{self, Loaded};

/// The reason for files that only the work tree holds.
const SUBMODULE: &str = "a submodule: another repository's files";

/// Two runs and what lies between them.
#[derive(Debug)]
pub struct Comparison {
    /// The state that is compared with. Its tally is that of the resources that differ; all else
    /// is the same as in a scan of that state alone.
    pub base: Run,
    /// The state that is asked about: the work tree, or a revision.
    pub head: Run,
    /// What the change does.
    pub difference: Difference,
    /// The base revision as it was named.
    pub base_name: Str,
    /// Id of the commit that was compared with: the merge base.
    pub base_commit: Str,
    /// Id of the head's commit; `None` is the work tree.
    pub head_commit: Option<Str>,
}

impl Comparison {
    /// What reports say of the change.
    pub fn change(&self) -> Change {
        let mut change = Change::of(&self.difference, &self.base, &self.head);
        change.base.clone_from(&self.base_name);
        change.base_commit.clone_from(&self.base_commit);
        change.head_commit.clone_from(&self.head_commit);
        change
    }
}

/// Scans the merge base of `config.diff` and of the head, and the head: `config.rev`, or the work
/// tree, whose merge base is that of `HEAD`.
///
/// # Errors
/// As for [`scan`](super::scan), and revisions that cannot be read.
pub fn scan_diff(config: &Config) -> Result<Comparison, ScanError> {
    let (library, selection) = select(config)?;
    let accepted = accepted(config, &library)?;
    let base_name = config.diff.as_deref().unwrap_or("HEAD");
    in_pool(config.jobs, || {
        let repository = Repository::of(config)?;
        let head_commit = repository.commit(config.rev.as_deref().unwrap_or("HEAD"))?;
        let base_commit = repository.merge_base(&repository.commit(base_name)?, &head_commit)?;
        let (newer, older) = load_both(config, &repository, &head_commit, &base_commit)?;
        let newer_graph = Graph::build(&newer.parsed.resources);
        let older_graph = Graph::build(&older.parsed.resources);
        let newer_subject = subject(config, &library, &selection, &newer, &newer_graph);
        let older_subject = subject(config, &library, &selection, &older, &older_graph);
        let head_evaluation = evaluate::evaluate(&newer_subject, Limits::default());
        let twins = Twins::find((&newer, &newer_graph), (&older, &older_graph));
        let mut base_evaluation =
            evaluate::evaluate_some(&older_subject, Limits::default(), |id| !twins.judged(id));
        twins.copy(&head_evaluation, &mut base_evaluation);
        let head = finish(config, selection.clone(), &accepted, newer, head_evaluation);
        let base = finish(config, selection, &accepted, older, base_evaluation);
        Ok(Comparison {
            difference: compare(&base, &head),
            base,
            head,
            base_name: base_name.into(),
            base_commit: base_commit.id,
            head_commit: config.rev.is_some().then_some(head_commit.id),
        })
    })?
}

fn load_both(
    config: &Config,
    repository: &Repository,
    head: &Commit,
    base: &Commit,
) -> Result<(Loaded, Loaded), ScanError> {
    let (mut newer, beside) = if config.rev.is_some() {
        let beside = Beside::of_revision(repository.files(head)?);
        (repository.discover(config, head)?, beside)
    } else {
        let mut found = discover::discover(config);
        // A revision holds no files of submodules, so that those here would all seem new.
        found.leave_out(&repository.submodules(), SUBMODULE);
        (found, Beside::of_work_tree(config))
    };
    let mut older = repository.discover(config, base)?;
    // What was brought into the work tree serves both: a revision does not hold it.
    older.share_modules(&newer);
    // A plan tells of the newer state; of the older one only its own files tell.
    newer.add_plans(config);
    // A root that the change adds is missing in the base rightly.
    older.forget_missing_roots();
    let newer_options = options(config, &newer, beside)?;
    let older_beside = Beside::of_revision(repository.files(base)?);
    let older_options = options(config, &older, older_beside)?;
    let Discovery { files: newer_files, left_out: newer_rest, diagnostics: newer_faults, .. } =
        newer;
    let Discovery { files: older_files, left_out: older_rest, diagnostics: older_faults, .. } =
        older;
    let (mut newer, mut older) =
        load::load_pair(newer_files, older_files, &newer_options, &older_options);
    complete(&mut newer, newer_rest, newer_faults);
    complete(&mut older, older_rest, older_faults);
    Ok((newer, older))
}

/// For each older resource the newer one that is the same, in the same company: what policies see
/// of it is the same, so that its results are too.
struct Twins {
    of_older: Vec<Option<ResourceId>>,
}

type Side<'a> = (&'a Loaded, &'a Graph);

impl Twins {
    fn find((newer, newer_graph): Side<'_>, (older, older_graph): Side<'_>) -> Self {
        let mut places: HashMap<(Span, &str), ResourceId> = HashMap::new();
        for (id, resource) in (0u32..).map(ResourceId).zip(&newer.parsed.resources) {
            places.insert((resource.span, &resource.address), id);
        }
        let known = u32::try_from(newer.sources.iter().count()).unwrap_or(u32::MAX);
        let equal: Vec<Option<ResourceId>> = older
            .parsed
            .resources
            .iter()
            .map(|resource| {
                // A file of another id has another path or another text.
                let shared = resource.file().0 < known;
                let id = *places.get(&(resource.span, &*resource.address)).filter(|_| shared)?;
                let twin = newer.parsed.resources.get(id.0 as usize)?;
                same(twin, resource).then_some(id)
            })
            .collect();
        let twin_of = |id: &ResourceId| equal.get(id.0 as usize).copied().flatten();
        let of_older = (0u32..)
            .map(ResourceId)
            .zip(&equal)
            .map(|(id, twin)| {
                let company = older_graph.related(id).iter().map(twin_of);
                let mut company = company.collect::<Option<Vec<ResourceId>>>()?;
                company.sort_unstable();
                twin.filter(|twin| company == newer_graph.related(*twin))
            })
            .collect();
        Self { of_older }
    }

    /// Whether an older resource is judged with its twin.
    fn judged(&self, id: ResourceId) -> bool {
        self.of_older.get(id.0 as usize).is_some_and(Option::is_some)
    }

    /// Gives older resources the results of their twins.
    fn copy(&self, from: &Evaluation, to: &mut Evaluation) {
        let mut by_resource: HashMap<ResourceId, Vec<usize>> = HashMap::new();
        for (index, result) in from.results.iter().enumerate() {
            by_resource.entry(result.resource).or_default().push(index);
        }
        for (id, twin) in (0u32..).map(ResourceId).zip(&self.of_older) {
            let Some(indexes) = twin.and_then(|twin| by_resource.get(&twin)) else { continue };
            for result in indexes.iter().filter_map(|index| from.results.get(*index)) {
                let mut result = result.clone();
                result.resource = id;
                to.results.push(result);
            }
        }
        to.results.sort_by_key(|result| (result.resource, result.rule));
    }
}

/// Whether policies and reports see the same in two resources at one place.
fn same(one: &Resource, other: &Resource) -> bool {
    one.kind == other.kind
        && one.scope == other.scope
        && one.header == other.header
        && one.attributes == other.attributes
        && one.workload == other.workload
        && one.pipeline == other.pipeline
        && one.references == other.references
}
