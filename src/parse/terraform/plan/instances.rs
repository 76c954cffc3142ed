//! The instances that a plan or state lists.
//!
//! In: the JSON of a document. Out: each instance that will be or is, with its values and what is
//! said of them; the numbers of those that will not be.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::address::{bare, steps};
use super::{Describes, Document};
use crate::model::{Entry, Map, Span, Str, Value};

/// One instance of a resource or data source.
#[derive(Debug)]
pub struct Instance<'v> {
    /// As Terraform prints it.
    pub address: Str,
    /// Address of the module instance; empty for the root.
    pub module: String,
    /// Whether it is a data source.
    pub data: bool,
    /// Type.
    pub kind: Str,
    /// Name.
    pub name: Str,
    /// Key as it stands in the address; empty without one.
    pub key: String,
    /// Values.
    pub values: Option<&'v Value>,
    /// What of them is known after the apply: `true` in the places of values.
    pub unknown: Option<&'v Value>,
    /// What of them is sensitive, likewise.
    pub sensitive: Option<Cow<'v, Value>>,
    /// Addresses that it depends on, in a state.
    pub dependencies: Vec<&'v str>,
    /// The whole entry.
    pub span: Span,
    /// The part of it that names it.
    pub header: Span,
}

/// Instances that one dependency joins.
const MAX_MATCHING: usize = 200;

/// All instances of a document.
#[derive(Debug, Default)]
pub struct Instances<'v> {
    /// In the order of the document.
    pub list: Vec<Instance<'v>>,
    /// Number of those that will be deleted.
    pub deleted: usize,
    /// Number of those that Terraform will no longer care for.
    pub forgotten: usize,
    /// Number of entries that could not be read.
    pub unread: usize,
    by_bare: HashMap<String, Vec<usize>>,
    exact: HashMap<Str, usize>,
}

impl<'v> Instances<'v> {
    /// The instances of a document.
    pub fn of(document: &'v Document) -> Self {
        let mut all = Self::default();
        let root = &document.root;
        match document.describes {
            Describes::Plan => {
                match root.get("resource_changes").and_then(Value::as_list) {
                    Some(changes) => changes.iter().for_each(|change| all.change(change)),
                    None => all.modules(root.at_keys(&["planned_values", "root_module"]), false),
                }
                // Data sources that were read while planning are no changes.
                all.modules(root.at_keys(&["prior_state", "values", "root_module"]), true);
            }
            Describes::ShownState => all.modules(root.at_keys(&["values", "root_module"]), false),
            Describes::StateFile => {
                let resources = root.get("resources").and_then(Value::as_list).unwrap_or_default();
                resources.iter().for_each(|resource| all.kept(resource));
            }
        }
        let mut seen = HashSet::new();
        all.list.retain(|instance| seen.insert(instance.address.clone()));
        for (index, instance) in all.list.iter().enumerate() {
            all.exact.insert(instance.address.clone(), index);
            all.by_bare.entry(bare(&instance.address)).or_default().push(index);
        }
        all
    }

    /// The instances that a dependency of one means: states leave the keys out, so the one in the
    /// same module instance, with the same key, is meant where there is such a one.
    pub fn needed(&self, by: &Instance<'v>, address: &str) -> Vec<&Instance<'v>> {
        let tail = steps(address);
        let own = if address.contains(".data.") || address.starts_with("data.") { 3 } else { 2 };
        let tail: Vec<&str> =
            tail.iter().skip(tail.len().saturating_sub(own)).map(|step| step.name).collect();
        let dot = if by.module.is_empty() { "" } else { "." };
        let near = format!("{}{dot}{}", by.module, tail.join("."));
        if bare(&near) == bare(address) {
            for exact in [format!("{near}{}", by.key), near] {
                if let Some(one) = self.exact.get(&*exact).and_then(|at| self.list.get(*at)) {
                    return vec![one];
                }
            }
        }
        self.matching(address)
    }

    /// The instances that an address means; keys that it does not have may be any.
    fn matching(&self, address: &str) -> Vec<&Instance<'v>> {
        let wanted = steps(address);
        let indexes = self.by_bare.get(&bare(address)).map_or(&[][..], Vec::as_slice);
        let fits = |instance: &&Instance<'v>| {
            let steps = steps(&instance.address);
            let same = |(one, wanted): (&super::address::Step<'_>, &super::address::Step<'_>)| {
                wanted.key.is_empty() || one.key == wanted.key
            };
            steps.iter().zip(&wanted).all(same)
        };
        let found = indexes.iter().filter_map(|index| self.list.get(*index));
        found.filter(fits).take(MAX_MATCHING).collect()
    }

    /// An entry of `resource_changes`.
    fn change(&mut self, entry: &'v Value) {
        let change = entry.get("change");
        let actions = change.and_then(|change| change.get("actions")).and_then(Value::as_list);
        let actions: Vec<&str> =
            actions.unwrap_or_default().iter().filter_map(Value::as_str).collect();
        match actions.as_slice() {
            ["delete"] => self.deleted += 1,
            ["forget"] => self.forgotten += 1,
            // An object that a replacement left over: the plan deletes it.
            _ if entry.get("deposed").is_some() => self.deleted += 1,
            _ => {
                let Some(mut instance) = named(entry) else {
                    self.unread += 1;
                    return;
                };
                instance.values = change.and_then(|change| change.get("after"));
                instance.unknown = change.and_then(|change| change.get("after_unknown"));
                instance.sensitive =
                    change.and_then(|change| change.get("after_sensitive")).map(Cow::Borrowed);
                self.list.push(instance);
            }
        }
    }

    /// A tree of modules as `planned_values` and states have it.
    fn modules(&mut self, root: Option<&'v Value>, data_only: bool) {
        let mut pending: Vec<&Value> = root.into_iter().collect();
        while let Some(module) = pending.pop() {
            let list = |key: &str| module.get(key).and_then(Value::as_list).unwrap_or_default();
            for entry in list("resources") {
                let Some(mut instance) = named(entry) else {
                    self.unread += 1;
                    continue;
                };
                if data_only && !instance.data {
                    continue;
                }
                instance.values = entry.get("values");
                instance.sensitive = entry.get("sensitive_values").map(Cow::Borrowed);
                instance.dependencies = texts(entry.get("depends_on"));
                self.list.push(instance);
            }
            pending.extend(list("child_modules").iter().rev());
        }
    }

    /// A resource of a state file, with its instances.
    fn kept(&mut self, resource: &'v Value) {
        let text = |key: &str| resource.get(key).and_then(Value::as_str);
        let (Some(kind), Some(name)) = (text("type"), text("name")) else {
            self.unread += 1;
            return;
        };
        let module = text("module").unwrap_or_default();
        let data = text("mode") == Some("data");
        let instances = resource.get("instances").and_then(Value::as_list).unwrap_or_default();
        for entry in instances.iter().filter(|entry| entry.get("deposed").is_none()) {
            let key = key_suffix(entry.get("index_key"));
            let dot = if module.is_empty() { "" } else { "." };
            let mode = if data { "data." } else { "" };
            self.list.push(Instance {
                address: format!("{module}{dot}{mode}{kind}.{name}{key}").into(),
                module: module.to_owned(),
                data,
                kind: kind.into(),
                name: name.into(),
                key,
                values: entry.get("attributes"),
                unknown: None,
                sensitive: entry.get("sensitive_attributes").map(|paths| Cow::Owned(tree(paths))),
                dependencies: texts(entry.get("dependencies")),
                span: entry.span,
                header: resource.get("name").map_or(resource.span, |name| name.span),
            });
        }
    }
}

/// What an entry with an address says of itself.
fn named(entry: &Value) -> Option<Instance<'_>> {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let address = text("address")?;
    let (kind, name) = (text("type")?, text("name")?);
    let data = text("mode") == Some("data");
    let steps = steps(address);
    let own = if data { 3 } else { 2 };
    let modules = steps.len().checked_sub(own)?;
    let module: Vec<String> =
        steps.iter().take(modules).map(|step| format!("{}{}", step.name, step.key)).collect();
    Some(Instance {
        address: address.into(),
        module: module.join("."),
        data,
        kind: kind.into(),
        name: name.into(),
        key: steps.last()?.key.to_owned(),
        values: None,
        unknown: None,
        sensitive: None,
        dependencies: Vec::new(),
        span: entry.span,
        header: entry.get("address").map_or(entry.span, |address| address.span),
    })
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_str).collect()
}

fn key_suffix(key: Option<&Value>) -> String {
    let Some(key) = key else { return String::new() };
    match (key.as_int(), key.as_str()) {
        (Some(index), _) => format!("[{index}]"),
        (_, Some(text)) => {
            let mut out = String::from("[");
            crate::parse::terraform::values::json::write_string(text, &mut out);
            out.push(']');
            out
        }
        _ => String::new(),
    }
}

/// Paths into one instance that are looked at.
const MAX_PATHS: usize = 1_000;

/// Paths of a state file as the tree that plans have. Two paths into one attribute mark all of it.
fn tree(paths: &Value) -> Value {
    let yes = || Value::bool(true, Span::default());
    let mut root = Map::default();
    for path in paths.as_list().unwrap_or_default().iter().take(MAX_PATHS) {
        let steps = path.as_list().unwrap_or_default().iter();
        let names: Vec<&str> = steps
            .map_while(|step| match step.get("type").and_then(Value::as_str) {
                Some("get_attr") => step.get("value").and_then(Value::as_str),
                _ => step.at_keys(&["value", "value"]).and_then(Value::as_str),
            })
            .collect();
        let Some((first, rest)) = names.split_first() else { continue };
        let wrap = |inner, name: &&str| {
            let entry = Entry { key: (*name).into(), key_span: Span::default(), value: inner };
            Value::map([entry].into_iter().collect(), Span::default())
        };
        let inner = match root.get(first) {
            Some(_) => yes(),
            None => rest.iter().rev().fold(yes(), wrap),
        };
        root.set(first, Span::default(), inner);
    }
    Value::map(root, Span::default())
}
