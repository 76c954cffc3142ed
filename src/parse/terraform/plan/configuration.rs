//! The configuration that a plan carries: who refers to whom.
//!
//! In: `configuration.root_module`. Out: the expressions of each block, and for each instance the
//! instances that it refers to, through module inputs and outputs too. Locals are not in a plan:
//! what goes through one is found only where the source was read.

use std::collections::{HashMap, HashSet};

use super::address::{Step, bare, steps};
use super::attributes::is_expression;
use super::instances::Instance;
use crate::model::{Path, Reference, Str, Value};

/// References followed for one attribute.
const MAX_STEPS: usize = 2_000;

/// The configuration of a plan.
#[derive(Debug)]
pub struct Configuration<'v> {
    /// Modules by their names, without keys: `""`, `module.a`, `module.a.module.b`.
    modules: HashMap<String, &'v Value>,
    /// Resource blocks by module and address.
    blocks: HashMap<(String, &'v str), &'v Value>,
    /// Instances by their addresses without keys.
    instances: HashMap<String, Vec<Str>>,
    /// All addresses.
    exact: HashSet<Str>,
}

/// Instances that one reference joins.
const MAX_TARGETS: usize = 1_000;
/// Calls that the origin of a value is followed through.
const MAX_CALLS: usize = 32;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// As it is written, with the module that it is written in.
    pub name: String,
    /// Address of the resource, where it is one.
    pub address: String,
    /// Name of the attribute, where the value is made of nothing else.
    pub attribute: Option<String>,
}

/// Where references are read: a module instance, and the key of what holds them.
#[derive(Clone)]
struct Place {
    module: String,
    key: String,
}

impl<'v> Configuration<'v> {
    /// An index of a configuration.
    pub fn new(root: &'v Value, list: &[Instance<'_>]) -> Self {
        let mut modules = HashMap::new();
        let mut blocks = HashMap::new();
        let mut pending = vec![(String::new(), root)];
        while let Some((name, module)) = pending.pop() {
            let resources = module.get("resources").and_then(Value::as_list).unwrap_or_default();
            for resource in resources {
                if let Some(address) = resource.get("address").and_then(Value::as_str) {
                    blocks.insert((name.clone(), address), resource);
                }
            }
            let calls = module.get("module_calls").and_then(Value::as_map);
            for call in calls.into_iter().flat_map(|calls| calls.iter()) {
                if let Some(inner) = call.value.get("module") {
                    pending.push((joined(&name, &format!("module.{}", call.key)), inner));
                }
            }
            modules.insert(name, module);
        }
        let mut instances: HashMap<String, Vec<Str>> = HashMap::new();
        for instance in list {
            instances.entry(bare(&instance.address)).or_default().push(instance.address.clone());
        }
        let exact = list.iter().map(|instance| instance.address.clone()).collect();
        Self { modules, blocks, instances, exact }
    }

    /// The expressions of the block of an instance.
    pub fn declared(&self, instance: &Instance<'_>) -> Option<&'v Value> {
        self.block(instance)?.get("expressions")
    }

    fn block(&self, instance: &Instance<'_>) -> Option<&'v Value> {
        let mode = if instance.data { "data." } else { "" };
        let address = format!("{mode}{}.{}", instance.kind, instance.name);
        self.blocks.get(&(module_name(&instance.module), &*address)).copied()
    }

    /// What an instance refers to.
    pub fn references(&self, instance: &Instance<'_>) -> Vec<Reference> {
        let Some(block) = self.block(instance) else { return Vec::new() };
        let place = Place { module: instance.module.clone(), key: instance.key.clone() };
        let mut found = Vec::new();
        let mut pending = vec![(Path::root(), block.get("expressions"))];
        while let Some((path, value)) = pending.pop() {
            let Some(value) = value else { continue };
            if is_expression(value) {
                let targets = self.targets(block, value, &place);
                let reference = |to| Reference { to, path: path.clone() };
                found.extend(targets.into_iter().map(reference));
            } else if let Some(map) = value.as_map() {
                pending.extend(map.iter().map(|one| (path.join(&*one.key), Some(&one.value))));
            } else if let Some(list) = value.as_list() {
                let below = |index| {
                    let mut below = path.clone();
                    below.0.push(crate::model::Segment::Index(index));
                    below
                };
                pending.extend(list.iter().enumerate().map(|(at, one)| (below(at), Some(one))));
            }
        }
        found
    }

    /// What the value of an expression of an instance comes from: the first thing that it refers
    /// to, followed through module inputs and outputs.
    pub fn origin(&self, instance: &Instance<'_>, expression: &'v Value) -> Option<Origin> {
        let mut place = Place { module: instance.module.clone(), key: instance.key.clone() };
        let mut list = texts(Some(expression));
        let mut alone = true;
        for _ in 0..MAX_CALLS {
            // What is open until the apply is a resource's; names beside it are known.
            let first = list.iter().min_by_key(|text| openness(text))?;
            // A traversal is listed with all that it begins with.
            alone &= list.iter().all(|other| first.starts_with(other));
            let steps = steps(first);
            let next = match steps.as_slice() {
                [root, name, ..] if root.name == "var" => self.argument(&place, name.name),
                [root, call, output, ..] if root.name == "module" => {
                    self.outputs(&place, call, output.name)
                }
                _ => None,
            };
            match next.filter(|(_, _, list)| !list.is_empty()) {
                Some((inner, _, inner_list)) => (place, list) = (inner, inner_list),
                None => {
                    let length = if first.starts_with("data.") { 3 } else { 2 };
                    let own: Vec<String> = steps
                        .iter()
                        .take(length)
                        .map(|step| format!("{}{}", step.name, step.key))
                        .collect();
                    return Some(Origin {
                        name: joined(&place.module, first),
                        address: joined(&place.module, &own.join(".")),
                        attribute: steps.last().filter(|_| alone).map(|last| last.name.to_owned()),
                    });
                }
            }
        }
        None
    }

    /// Whether a root variable has a default.
    pub fn has_default(&self, variable: &str) -> bool {
        let root = self.modules.get("");
        let variables = root.and_then(|root| root.get("variables"));
        variables.and_then(|all| all.get(variable)?.get("default")).is_some()
    }

    /// The instances that an expression of a block refers to.
    fn targets(&self, block: &'v Value, expression: &'v Value, place: &Place) -> Vec<Str> {
        let mut found: Vec<Str> = Vec::new();
        let mut seen: HashSet<(String, &'v str)> = HashSet::new();
        let mut pending = vec![(place.clone(), Some(block), texts(Some(expression)))];
        while let Some((place, block, list)) = pending.pop() {
            // With `each` or `count` in the expression, the instance of one's own key is meant.
            let by_key =
                list.iter().any(|text| text.starts_with("each.") || *text == "count.index");
            for text in &list {
                if seen.len() > MAX_STEPS || !seen.insert((place.module.clone(), *text)) {
                    continue;
                }
                let steps = steps(text);
                match steps.as_slice() {
                    [root, name, ..] if root.name == "var" => {
                        pending.extend(self.argument(&place, name.name));
                    }
                    [root, call, output, ..] if root.name == "module" => {
                        pending.extend(self.outputs(&place, call, output.name));
                    }
                    [root, ..] if root.name == "each" => {
                        let each = block.and_then(|block| block.get("for_each_expression"));
                        pending.push((place.clone(), None, texts(each)));
                    }
                    [root, ..] if STANDING.contains(&root.name) => {}
                    [root, kind, name, ..] if root.name == "data" => {
                        let target = format!("data.{}.{}{}", kind.name, name.name, name.key);
                        let own = by_key || block.is_none();
                        found.extend(self.instances(&place, &target, own));
                    }
                    [kind, name, ..] if !is_outdone(name, &list, kind) => {
                        let target = format!("{}.{}{}", kind.name, name.name, name.key);
                        let own = by_key || block.is_none();
                        found.extend(self.instances(&place, &target, own));
                    }
                    _ => {}
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The references of the argument that a module call gives to a variable.
    fn argument(
        &self,
        place: &Place,
        variable: &str,
    ) -> Option<(Place, Option<&'v Value>, Vec<&'v str>)> {
        let (parent, call) = parent(&place.module)?;
        let calls = self.modules.get(&module_name(&parent))?.get("module_calls")?;
        let block = calls.get(call.0)?;
        let list = texts(block.get("expressions").and_then(|all| all.get(variable)));
        Some((Place { module: parent, key: call.1.to_owned() }, Some(block), list))
    }

    /// The references of an output, in each instance of the call that is meant.
    fn outputs(
        &self,
        place: &Place,
        call: &Step<'_>,
        output: &str,
    ) -> Option<(Place, Option<&'v Value>, Vec<&'v str>)> {
        let name = joined(&module_name(&place.module), &format!("module.{}", call.name));
        let module = self.modules.get(&name)?;
        let expression = module.get("outputs")?.get(output)?.get("expression");
        let step = format!("module.{}{}", call.name, call.key);
        let inner = Place { module: joined(&place.module, &step), key: String::new() };
        Some((inner, None, texts(expression)))
    }

    /// The instances that an address means in a module instance whose keys may be left out.
    fn instances(&self, place: &Place, address: &str, own_key: bool) -> Vec<Str> {
        let target = joined(&place.module, address);
        // Most references mean one instance: the rest is looked through only for whole collections.
        let own = format!("{target}{}", place.key);
        let own = if own_key { self.exact.get(&*own) } else { None };
        if let Some(one) = own.or_else(|| self.exact.get(&*target)) {
            return vec![one.clone()];
        }
        let Some(all) = self.instances.get(&bare(&target)) else { return Vec::new() };
        let wanted = steps(&target);
        let fits = |address: &&Str| {
            let steps = steps(address);
            steps
                .iter()
                .zip(&wanted)
                .all(|(one, wanted)| wanted.key.is_empty() || one.key == wanted.key)
        };
        all.iter().filter(fits).take(MAX_TARGETS).cloned().collect()
    }
}

/// Names at the start of references that are no resources.
const STANDING: [&str; 6] = ["local", "count", "path", "terraform", "self", "tofu"];

/// Whether the same list names an instance of the resource by its key: `a.b["x"]` beside `a.b`.
fn is_outdone(name: &Step<'_>, list: &[&str], kind: &Step<'_>) -> bool {
    name.key.is_empty()
        && list.iter().any(|other| match steps(other).as_slice() {
            [first, second, ..] => {
                first.name == kind.name && second.name == name.name && !second.key.is_empty()
            }
            _ => false,
        })
}

/// What a reference says of why a value is open: the least says most.
fn openness(reference: &str) -> usize {
    match reference.split('.').next().unwrap_or_default() {
        "module" => 1,
        "var" => 2,
        "each" | "local" => 3,
        root if STANDING.contains(&root) => 4,
        _ => 0,
    }
}

fn texts(expression: Option<&Value>) -> Vec<&str> {
    let list = expression.and_then(|expression| expression.get("references")?.as_list());
    list.unwrap_or_default().iter().filter_map(Value::as_str).collect()
}

fn joined(module: &str, address: &str) -> String {
    if module.is_empty() { address.to_owned() } else { format!("{module}.{address}") }
}

/// `module.a["x"].module.b` → `module.a.module.b`.
fn module_name(address: &str) -> String {
    if address.is_empty() { String::new() } else { bare(address) }
}

/// The module instance above one, and the name and key of the call.
fn parent(module: &str) -> Option<(String, (&str, &str))> {
    let steps = steps(module);
    let call = steps.last().filter(|_| !module.is_empty())?;
    let above = steps.len().checked_sub(2)?;
    let above: Vec<String> =
        steps.iter().take(above).map(|step| format!("{}{}", step.name, step.key)).collect();
    Some((above.join("."), (call.name, call.key)))
}
