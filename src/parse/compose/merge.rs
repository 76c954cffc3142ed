//! Two services to one, as the Compose specification merges them.
//!
//! In: a base and the service that extends it, as written. Out: maps merged by key, lists one after
//! the other, of all else what the extending service says. Both forms of a list of pairs count as
//! one. Never here: variables; they are filled in afterwards.

use std::borrow::Cow;
use std::sync::Arc;

use super::text::mount;
use crate::model::view::workload::scalar_text;
use crate::model::{Entry, Kind, Map, Span, Value};

/// Entries and items that the merges of one file may copy.
const BUDGET: usize = 1_000_000;

/// Levels of maps in maps that are merged: as many as a YAML document may have.
const MAX_DEPTH: usize = crate::parse::yaml::MAX_DEPTH;

/// Merges within a budget.
pub(super) struct Merge {
    budget: usize,
}

impl Default for Merge {
    fn default() -> Self {
        Self { budget: BUDGET }
    }
}

/// Lists of `KEY=value` that may be maps too.
const PAIRS: &[&str] = &["environment", "labels", "annotations", "sysctls", "args", "extra_hosts"];
/// Lists of names that may be maps of them.
const NAMES: &[&str] = &["depends_on", "networks"];
/// What may be one text or a list of them, of which the last counts.
const WHOLE: &[&str] = &["command", "entrypoint", "test"];

impl Merge {
    /// A service over its base; nothing where the budget is spent.
    pub(super) fn service(&mut self, base: &Value, own: &Value) -> Option<Value> {
        let mut base = base.clone();
        if let Kind::Map(map) = &mut base.kind {
            let kept = map.iter().filter(|entry| &*entry.key != "extends").cloned();
            *map = Arc::new(kept.collect());
        }
        let mut merged = self.value("", &base, own, 0)?;
        merged.span = own.span;
        Some(merged)
    }

    fn value(&mut self, key: &str, base: &Value, own: &Value, depth: usize) -> Option<Value> {
        if own.kind == Kind::Null {
            return Some(base.clone());
        }
        if base.kind == Kind::Null || WHOLE.contains(&key) || depth > MAX_DEPTH {
            return Some(own.clone());
        }
        match (&base.kind, &own.kind) {
            (Kind::Map(one), Kind::Map(two)) => self.maps(one, two, own.span, depth),
            (Kind::Map(_), Kind::List(_)) | (Kind::List(_), Kind::Map(_))
                if NAMES.contains(&key) =>
            {
                self.value(key, &names(base), &names(own), depth)
            }
            (Kind::Map(_) | Kind::List(_), Kind::Map(_) | Kind::List(_))
                if PAIRS.contains(&key) =>
            {
                self.pairs(&pairs(base), &pairs(own), own.span)
            }
            (Kind::List(one), Kind::List(two)) => self.lists(key, one, two, own.span),
            (Kind::List(one), Kind::String(_)) => {
                self.lists(key, one, std::slice::from_ref(own), own.span)
            }
            (Kind::String(_), Kind::List(two)) => {
                self.lists(key, std::slice::from_ref(base), two, own.span)
            }
            _ => Some(own.clone()),
        }
    }

    fn spend(&mut self, entries: usize) -> Option<()> {
        self.budget = self.budget.checked_sub(entries)?;
        Some(())
    }

    fn maps(&mut self, base: &Map, own: &Map, span: Span, depth: usize) -> Option<Value> {
        self.spend(base.len() + own.len())?;
        let positions: std::collections::HashMap<&str, &Entry> =
            base.iter().map(|entry| (&*entry.key, entry)).collect();
        let mut merged = Map::with_capacity(base.len() + own.len());
        let mut said = std::collections::HashSet::new();
        for entry in own.iter() {
            said.insert(&*entry.key);
            let value = match positions.get(&*entry.key) {
                Some(other) => self.value(&entry.key, &other.value, &entry.value, depth + 1)?,
                None => entry.value.clone(),
            };
            merged.push(Entry { value, ..entry.clone() });
        }
        base.iter()
            .filter(|entry| !said.contains(&*entry.key))
            .for_each(|entry| merged.push(entry.clone()));
        Some(Value::map(merged, span))
    }

    /// Of mounts at one place that of the extending service counts.
    fn lists(&mut self, key: &str, base: &[Value], own: &[Value], span: Span) -> Option<Value> {
        self.spend(base.len() + own.len())?;
        if key != "volumes" {
            return Some(Value::list(base.iter().chain(own).cloned().collect(), span));
        }
        let taken: std::collections::HashSet<Cow<'_, str>> =
            own.iter().filter_map(target).collect();
        let free = |item: &&Value| target(item).is_none_or(|target| !taken.contains(&target));
        Some(Value::list(base.iter().filter(free).chain(own).cloned().collect(), span))
    }

    fn pairs(&mut self, base: &[Value], own: &[Value], span: Span) -> Option<Value> {
        self.spend(base.len() + own.len())?;
        let name = |item: &Value| item.as_str().map(|text| pair_name(text).to_owned());
        let said: std::collections::HashSet<String> = own.iter().filter_map(name).collect();
        let free = |item: &&Value| name(item).is_none_or(|name| !said.contains(&name));
        Some(Value::list(base.iter().filter(free).chain(own).cloned().collect(), span))
    }
}

fn pair_name(text: &str) -> &str {
    text.split(['=', ':']).next().unwrap_or(text)
}

/// Where a mount appears in the container; open where a variable decides it.
fn target(item: &Value) -> Option<Cow<'_, str>> {
    let target = match item.as_str() {
        Some(text) if text.contains('$') => return None,
        Some(text) => mount(text).target,
        None => item.get("target")?.as_str()?,
    };
    Some(target.trim_end_matches('/').into()).filter(|target: &Cow<'_, str>| !target.contains('$'))
}

/// `KEY=value` for each entry of a map, and a list as it is. The place is that of the entry.
pub(super) fn pairs(value: &Value) -> Cow<'_, [Value]> {
    let pair = |entry: &Entry| {
        let place = entry.key_span.to(entry.value.span);
        let text = match &entry.value.kind {
            Kind::Null => entry.key.to_string(),
            _ => format!("{}={}", entry.key, scalar_text(&entry.value)),
        };
        let mut item = Value::string(text, place);
        item.sensitive = entry.value.sensitive;
        item
    };
    match &value.kind {
        Kind::Map(map) => Cow::Owned(map.iter().map(pair).collect()),
        _ => Cow::Borrowed(value.as_list().unwrap_or_default()),
    }
}

/// A map of names for a list of them.
fn names(value: &Value) -> Value {
    let Some(items) = value.as_list() else { return value.clone() };
    let mut map = Map::with_capacity(items.len());
    for item in items {
        let key = item.as_str().unwrap_or_default().into();
        map.push(Entry { key, key_span: item.span, value: Value::null(item.span) });
    }
    Value::map(map, value.span)
}
