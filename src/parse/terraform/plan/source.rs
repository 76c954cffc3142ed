//! A plan and the source that it was made from.
//!
//! In: the configuration in a plan and the modules that were read; the resources that the
//! evaluation of a module gave. Out: the directory of the plan's root module, and for each instance
//! the same resource in the source.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::address::bare;
use super::instances::{Instance, Instances};
use super::{Describes, Document};
use crate::model::{Resource, Value};
use crate::parse::terraform::module::Module;

/// The same resource in the source.
#[derive(Debug, Clone, Copy)]
pub struct Twin<'a> {
    /// One of the same address.
    pub exact: Option<&'a Resource>,
    /// That one, or another instance of the same block.
    pub any: Option<&'a Resource>,
}

/// The resources of a source by their addresses.
#[derive(Debug)]
pub struct Twins<'a> {
    exact: HashMap<&'a str, &'a Resource>,
    by_bare: HashMap<String, &'a Resource>,
}

impl<'a> Twins<'a> {
    /// An index of resources.
    pub fn new(resources: &'a [Resource]) -> Self {
        let mut by_bare = HashMap::new();
        for resource in resources {
            by_bare.entry(bare(&resource.address)).or_insert(resource);
        }
        let exact = resources.iter().map(|resource| (&*resource.address, resource)).collect();
        Self { exact, by_bare }
    }

    /// The resource of an address.
    pub fn of(&self, address: &str) -> Twin<'a> {
        let exact = self.exact.get(address).copied();
        Twin { exact, any: exact.or_else(|| self.by_bare.get(&bare(address)).copied()) }
    }
}

/// Whether a resource of the source is judged beside a plan that was made from it: one that plans
/// do not list, or a data source that this one left out because nothing of it was read.
pub fn stays(resource: &Resource, planned: &HashMap<&str, &Instance<'_>>) -> bool {
    match resource.kind.split_once('.') {
        Some(("data", _)) => !planned.contains_key(&*resource.address),
        Some(("provider", _)) => true,
        _ => &*resource.kind == "module",
    }
}

/// The directory of the root module that a plan was made from: its own, or the only one that
/// declares what the plan declares. States belong to none: they tell of another time.
pub fn directory_of(document: &Document, modules: &BTreeMap<String, Module<'_>>) -> Option<String> {
    if document.describes != Describes::Plan {
        return None;
    }
    let wanted = declared(document);
    let has = |module: &Module<'_>, name: &str| match name.strip_prefix("module.") {
        Some(call) => module.calls.contains_key(call),
        None => module.resources.iter().any(|declared| &*declared.address == name),
    };
    if wanted.is_empty() {
        return None;
    }
    let own = modules.get(&document.directory);
    if own.is_some_and(|module| wanted.iter().any(|name| has(module, name))) {
        return Some(document.directory.clone());
    }
    let mut fitting: Vec<(usize, &String)> = modules
        .iter()
        .filter(|(_, module)| !module.fragment)
        .filter(|(_, module)| wanted.iter().all(|name| has(module, name)))
        .map(|(directory, module)| (module.resources.len() + module.calls.len(), directory))
        .collect();
    fitting.sort();
    match fitting.as_slice() {
        [(_, only)] => Some((*only).clone()),
        [(least, first), (next, _), ..] if least < next => Some((*first).clone()),
        _ => None,
    }
}

/// What the root module of a plan declares: addresses of blocks, `module.` before calls.
fn declared(document: &Document) -> BTreeSet<String> {
    let Some(root) = document.configuration() else {
        let instances = Instances::of(document);
        let own = instances.list.iter().filter(|instance| instance.module.is_empty());
        return own.map(|instance| bare(&instance.address)).collect();
    };
    let resources = root.get("resources").and_then(Value::as_list).unwrap_or_default();
    let addresses =
        resources.iter().filter_map(|resource| resource.get("address")?.as_str().map(bare));
    let calls = root.get("module_calls").and_then(Value::as_map);
    let calls = calls.into_iter().flat_map(|calls| calls.iter());
    addresses.chain(calls.map(|call| format!("module.{}", call.key))).collect()
}

/// Elements that are compared with each other; longer lists go by their order.
const MAX_COMPARED: usize = 64;

/// The element of a source's list that one of a plan's is: plans sort what is a set.
pub fn best_match<'a>(
    element: &Value,
    source: &'a [Value],
    index: usize,
    length: usize,
    used: &mut HashSet<usize>,
) -> Option<&'a Value> {
    // A list of which the source knows one open element stands for any number of them.
    if let [only] = source
        && only.as_unknown().is_some()
    {
        return Some(only);
    }
    if source.len().max(length) > MAX_COMPARED {
        return source.get(index);
    }
    let free = source.iter().enumerate().filter(|(at, _)| !used.contains(at));
    let best = free
        .max_by_key(|(at, other)| (likeness(element, other), *at == index, std::cmp::Reverse(*at)));
    let (at, found) = best?;
    used.insert(at);
    Some(found)
}

/// In how many parts two values agree, one level down.
fn likeness(one: &Value, other: &Value) -> usize {
    match (one.as_map(), other.as_map()) {
        (Some(map), Some(others)) => map
            .iter()
            .filter(|entry| others.get(&entry.key).is_some_and(|value| alike(value, &entry.value)))
            .count(),
        (None, None) => usize::from(alike(one, other)),
        _ => 0,
    }
}

/// Whether two values say the same, wherever they are written.
fn alike(one: &Value, other: &Value) -> bool {
    match (one.as_list(), other.as_list()) {
        (Some(list), Some(others)) => {
            list.len() == others.len() && list.iter().zip(others).all(|(a, b)| a.kind == b.kind)
        }
        _ => one.kind == other.kind,
    }
}
