//! References by label: services, disruption budgets and network policies to the workloads that
//! they select.
//!
//! In: every Kubernetes resource of a run. Out: the same, with a reference for each selection. A
//! selector meets only workloads that share its rarest label, by a hash table, and the whole is
//! bounded, so that a hostile tree cannot make it quadratic.

use std::collections::HashMap;

use crate::model::view::workload::Workload;
use crate::model::{Format, Path, Reference, Resource, Segment, Str, Value};

/// References that all selectors of a run may make.
const MAX_JOINS: usize = 1_000_000;
/// Workloads that all selectors of a run may be held against.
const MAX_CHECKS: usize = 20_000_000;

/// Workloads by namespace, and by namespace and label.
#[derive(Default)]
struct Index<'r> {
    by_namespace: HashMap<&'r str, Vec<usize>>,
    by_label: HashMap<(&'r str, &'r str, &'r str), Vec<usize>>,
}

/// Who selects pods, where the selector stands, and what an empty one means.
struct Selector<'r> {
    namespace: &'r str,
    path: &'static [&'static str],
    /// `matchLabels`, or the whole of a service's selector.
    labels: Vec<(&'r str, &'r str)>,
    expressions: &'r [Value],
    /// Matches nothing, whatever the labels.
    never: bool,
}

/// Adds the references of all label selectors. Returns how many selectors were left out, in part
/// or whole, because the bounds were met: 0 but for hostile inputs.
pub fn join(resources: &mut [Resource]) -> usize {
    let mut found: Vec<(usize, Vec<Reference>)> = Vec::new();
    let mut left_out = 0;
    {
        let mut index = None;
        let (mut joins, mut checks) = (0, 0);
        for (position, resource) in resources.iter().enumerate() {
            let Some(selector) = selector(resource) else { continue };
            let index = index.get_or_insert_with(|| Index::build(resources));
            let candidates = index.candidates(&selector);
            checks += candidates.len();
            if checks > MAX_CHECKS {
                left_out += 1;
                continue;
            }
            let path = Path(selector.path.iter().map(|key| Segment::from(*key)).collect());
            let mut references = Vec::new();
            for candidate in candidates.iter().filter_map(|at| resources.get(*at)) {
                if joins + references.len() >= MAX_JOINS {
                    left_out += 1;
                    break;
                }
                if selector.matches(candidate) {
                    let to = candidate.address.clone();
                    references.push(Reference { to, path: path.clone() });
                }
            }
            joins += references.len();
            found.push((position, references));
        }
    }
    for (position, references) in found {
        if let Some(resource) = resources.get_mut(position) {
            resource.references.extend(references);
        }
    }
    left_out
}

impl<'r> Index<'r> {
    fn build(resources: &'r [Resource]) -> Self {
        let mut index = Self::default();
        for (position, resource) in resources.iter().enumerate() {
            let Some(namespace) = pods_namespace(resource) else { continue };
            index.by_namespace.entry(namespace).or_default().push(position);
            for (key, value) in labels(resource) {
                index.by_label.entry((namespace, key, value)).or_default().push(position);
            }
        }
        index
    }

    /// The fewest workloads that hold all that the selector can match.
    fn candidates<'i>(&'i self, selector: &Selector<'r>) -> &'i [usize] {
        let mut fewest: Option<&'i Vec<usize>> = None;
        for (key, value) in &selector.labels {
            let Some(list) = self.by_label.get(&(selector.namespace, *key, *value)) else {
                return &[];
            };
            if fewest.is_none_or(|fewest| list.len() < fewest.len()) {
                fewest = Some(list);
            }
        }
        let all = || self.by_namespace.get(selector.namespace);
        if selector.never {
            return &[];
        }
        fewest.or_else(all).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Selector<'_> {
    fn matches(&self, resource: &Resource) -> bool {
        let label = |key: &str| {
            resource.workload.as_ref()?.labels(resource)?.get(key).and_then(Value::as_str)
        };
        self.labels.iter().all(|(key, value)| label(key) == Some(value))
            && self.expressions.iter().all(|expression| {
                let key = expression.get("key").and_then(Value::as_str).unwrap_or_default();
                let among = |value: &str| {
                    let values = expression.get("values").and_then(Value::as_list);
                    values.unwrap_or_default().iter().any(|one| one.as_str() == Some(value))
                };
                match expression.get("operator").and_then(Value::as_str) {
                    Some("In") => label(key).is_some_and(among),
                    Some("NotIn") => !label(key).is_some_and(among),
                    Some("Exists") => label(key).is_some(),
                    Some("DoesNotExist") => label(key).is_none(),
                    _ => false,
                }
            })
    }
}

/// The selector of a resource that selects pods of its own namespace.
fn selector(resource: &Resource) -> Option<Selector<'_>> {
    if resource.format != Format::Kubernetes {
        return None;
    }
    // Kinds of the same name in other groups select other things, or nothing.
    let version = resource.attributes.get("apiVersion")?.as_str()?;
    if !super::kinds::is_builtin(super::kinds::group(version)) {
        return None;
    }
    let (path, bare): (&'static [&'static str], bool) = match &*resource.kind {
        "Service" => (&["spec", "selector"], true),
        "PodDisruptionBudget" => (&["spec", "selector"], false),
        "NetworkPolicy" => (&["spec", "podSelector"], false),
        _ => return None,
    };
    let value = resource.attributes.at_keys(path);
    let labels_at = if bare { value } else { value.and_then(|value| value.get("matchLabels")) };
    let labels: Vec<_> = pairs(labels_at).collect();
    let expressions = value.filter(|_| !bare).and_then(|value| value.get("matchExpressions"));
    let expressions = expressions.and_then(Value::as_list).unwrap_or_default();
    let empty = labels.is_empty() && expressions.is_empty();
    // An empty selector means every pod to a network policy and to a budget of today's version;
    // none to a service and to a budget of `v1beta1`.
    let never = match &*resource.kind {
        "Service" => empty,
        "PodDisruptionBudget" => value.is_none() || (empty && version.ends_with("/v1beta1")),
        _ => false,
    };
    let namespace = namespace(resource)?;
    Some(Selector { namespace, path, labels, expressions, never })
}

fn namespace(resource: &Resource) -> Option<&str> {
    resource.attributes.at_keys(&["metadata", "namespace"]).and_then(Value::as_str)
}

/// The namespace of a workload of Kubernetes, where this is one.
fn pods_namespace(resource: &Resource) -> Option<&str> {
    if resource.format != Format::Kubernetes {
        return None;
    }
    match resource.workload.as_ref()? {
        Workload::Pod { namespace, .. } => namespace.as_deref(),
        Workload::Made(_) => None,
    }
}

fn labels(resource: &Resource) -> impl Iterator<Item = (&str, &str)> {
    pairs(resource.workload.as_ref().and_then(|workload| workload.labels(resource)))
}

fn pairs(map: Option<&Value>) -> impl Iterator<Item = (&str, &str)> {
    let entries = map.and_then(Value::as_map).into_iter().flat_map(|map| map.iter());
    entries.filter_map(|entry| {
        let key: &Str = &entry.key;
        entry.value.as_str().map(|value| (&**key, value))
    })
}
