//! Alerts to the receivers that they reach.
//!
//! In: every resource of a run. Out: the same, with a reference from each alert to each receiver
//! that the tree of routes may hand it to. A label that the alert does not set may come from the
//! series, so that a route on it is taken and passed by. Alerts of one set of labels are routed
//! once, and the whole is bounded.

use std::collections::{BTreeSet, HashMap};

use super::matcher::{Matcher, Matches};
use super::routes::MAX_DEPTH;
use super::{ALERT, ALERTMANAGER, RECEIVER};
use crate::model::{Kind, Map, Path, Reference, Resource, Str, Value};

/// Routes that all alerts of a run may be held against.
const MAX_CHECKS: usize = 5_000_000;

/// A route with its conditions read.
struct Route {
    receiver: Str,
    matchers: Vec<Matcher>,
    carries_on: bool,
    children: Vec<Route>,
}

/// One configuration: its tree, and the addresses of its receivers by name.
struct Tree {
    root: Route,
    receivers: HashMap<Str, Str>,
}

/// Labels of an alert; none where the value is a template.
type Labels = Vec<(String, Option<String>)>;

/// Adds the references of all alerts. Returns how many alerts were left out because the bounds were
/// met: 0 but for hostile inputs.
pub fn join(resources: &mut [Resource]) -> usize {
    if !resources.iter().any(|resource| *resource.kind == *ALERT) {
        return 0;
    }
    let trees: Vec<Tree> = trees(resources);
    if trees.is_empty() {
        return 0;
    }
    let mut known: HashMap<Labels, Vec<Str>> = HashMap::new();
    let (mut checks, mut left_out) = (0, 0);
    for resource in resources.iter_mut().filter(|resource| *resource.kind == *ALERT) {
        let labels = labels(resource);
        if checks > MAX_CHECKS && !known.contains_key(&labels) {
            left_out += 1;
            continue;
        }
        let reached = known.entry(labels).or_insert_with_key(|labels| {
            let mut reached = BTreeSet::new();
            for tree in &trees {
                let mut names = BTreeSet::new();
                walk(&tree.root, labels, &mut names, &mut checks);
                reached.extend(names.iter().filter_map(|name| tree.receivers.get(name)).cloned());
            }
            reached.into_iter().collect()
        });
        let path = Path(vec!["labels".into(), "severity".into()]);
        let to = reached.iter().map(|to| Reference { to: to.clone(), path: path.clone() });
        resource.references.extend(to);
    }
    left_out
}

fn trees(resources: &[Resource]) -> Vec<Tree> {
    let by_address: HashMap<&Str, &Str> = resources
        .iter()
        .filter(|resource| *resource.kind == *RECEIVER)
        .map(|resource| (&resource.address, &resource.name))
        .collect();
    let receivers = |config: &Resource| {
        let addresses = config.references.iter().map(|reference| &reference.to);
        addresses.filter_map(|to| Some(((*by_address.get(to)?).clone(), to.clone()))).collect()
    };
    let configs = resources.iter().filter(|resource| *resource.kind == *ALERTMANAGER);
    let tree = |config: &Resource| {
        let root = config.attributes.get("route")?.as_map()?;
        Some(Tree { root: route(root, &"".into(), 0), receivers: receivers(config) })
    };
    configs.filter_map(tree).collect()
}

fn route(map: &Map, above: &Str, depth: usize) -> Route {
    let receiver = match map.get("receiver").map(|value| &value.kind) {
        Some(Kind::String(name)) => name.clone(),
        _ => above.clone(),
    };
    let routes = map.get("routes").and_then(Value::as_list).unwrap_or_default();
    let children = match depth < MAX_DEPTH {
        true => routes
            .iter()
            .filter_map(Value::as_map)
            .map(|child| route(child, &receiver, depth + 1))
            .collect(),
        false => Vec::new(),
    };
    let carries_on = map.get("continue").and_then(Value::as_bool) == Some(true);
    Route { receiver, matchers: Matcher::of(map), carries_on, children }
}

/// What an alert carries: its name, and the labels of its rule.
fn labels(alert: &Resource) -> Labels {
    let mut all = vec![("alertname".to_owned(), Some(alert.name.to_string()))];
    let written = alert.attributes.get("labels").and_then(Value::as_map);
    for entry in written.into_iter().flat_map(Map::iter) {
        let text = crate::model::view::workload::scalar_text(&entry.value);
        all.push((entry.key.to_string(), Some(text.into_owned()).filter(|it| !it.contains("{{"))));
    }
    all
}

/// The receivers that labels which are already within a route may end up with.
fn walk(route: &Route, labels: &Labels, found: &mut BTreeSet<Str>, checks: &mut usize) {
    let mut taken = false;
    for child in &route.children {
        *checks += 1 + child.matchers.len();
        if *checks > MAX_CHECKS {
            return;
        }
        let verdicts = || child.matchers.iter().map(|matcher| matcher.judge(labels));
        if verdicts().any(|verdict| verdict == Matches::No) {
            continue;
        }
        walk(child, labels, found, checks);
        if verdicts().all(|verdict| verdict == Matches::Yes) {
            taken = true;
            if !child.carries_on {
                return;
            }
        }
    }
    if !taken {
        found.insert(route.receiver.clone());
    }
}
