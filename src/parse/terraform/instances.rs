//! `count` and `for_each`: how many instances a block has, and what each one knows of itself.
//!
//! In: a block of a module. Out: its instances with keys and the names `each` and `count`. A
//! number that is not known gives one instance without a key, in which these are unknown.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::context::{Bindings, Context};
use super::module::attribute;
use super::run::MAX_INSTANCES;
use super::syntax::ast::Body;
use super::values::unknown::{some_string, something};
use super::values::{Handle, Kind, Value};
use crate::model::{Span, Str, Unknown};

/// Instances of one block.
pub const MAX_PER_BLOCK: usize = 1_000;

/// The instances of a block.
#[derive(Debug)]
pub struct Expansion {
    /// What makes them.
    pub mode: Mode,
    /// In order.
    pub instances: Vec<Instance>,
    /// Index of each instance by its key.
    pub index: HashMap<Str, usize>,
}

/// What makes instances.
#[derive(Debug)]
pub enum Mode {
    /// Neither `count` nor `for_each`.
    Single,
    /// `count`.
    Count,
    /// `for_each`.
    Each,
    /// Either of them, unknown.
    Open(Arc<Unknown>),
}

/// An instance of a block.
#[derive(Debug)]
pub struct Instance {
    /// Its key.
    pub key: Key,
    /// `each` or `count`, and `self`.
    pub bindings: Rc<Bindings>,
    /// What stands for it in values.
    pub handle: Handle,
}

/// An instance's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// None.
    None,
    /// Of `count`.
    Index(usize),
    /// Of `for_each`.
    Text(Str),
}

impl Key {
    /// As it stands in an address.
    pub fn suffix(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Index(index) => format!("[{index}]"),
            Self::Text(key) => {
                let mut text = String::from("[");
                super::values::json::write_string(key, &mut text);
                text.push(']');
                text
            }
        }
    }
}

/// Keys and bindings before handles are given out.
struct Plan {
    mode: Mode,
    instances: Vec<(Key, Bindings)>,
}

impl Context<'_, '_> {
    /// The instances of a resource or data block; `None` while they are being worked out.
    pub fn resource_expansion(&self, block: usize) -> Option<Rc<Expansion>> {
        let known = self.scope.resources.borrow().get(&block).cloned();
        if let Some(known) = known {
            return known;
        }
        let declared = self.scope.module.resources.get(block)?;
        self.scope.resources.borrow_mut().insert(block, None);
        let module = Context::new(self.run, self.scope);
        let block_of = declared.block;
        let plan = self
            .run
            .trace
            .apart(|| module.plan(&block_of.body, block_of.header, &declared.address));
        let scope = self.scope.id;
        let expansion = Rc::new(plan.finish(|instance, bindings| {
            let handle = Handle::Resource { scope, block, instance };
            bindings.push(("self".into(), Value::new(Kind::Handle(handle), Span::default())));
            handle
        }));
        self.scope.resources.borrow_mut().insert(block, Some(Rc::clone(&expansion)));
        Some(expansion)
    }

    /// The instances of a block of this module, with a handle for each.
    pub(super) fn expand(
        &self,
        body: &Body,
        header: Span,
        label: &str,
        handle: impl FnMut(usize, &mut Bindings) -> Handle,
    ) -> Expansion {
        self.plan(body, header, label).finish(handle)
    }

    fn plan(&self, body: &Body, header: Span, label: &str) -> Plan {
        if let Some(count) = attribute(body, "count") {
            let value = self.evaluate(count);
            return self.plan_count(&value, label, count.span);
        }
        if let Some(each) = attribute(body, "for_each") {
            let value = self.evaluate(each);
            return self.plan_each(&value, label, each.span);
        }
        // A root module's own blocks are bounded by its text; those of called modules are not.
        if self.scope.depth > 0 && self.account(1, label, header) == 0 {
            return Plan { mode: Mode::Single, instances: Vec::new() };
        }
        Plan { mode: Mode::Single, instances: vec![(Key::None, Vec::new())] }
    }

    fn plan_count(&self, value: &Value, label: &str, span: Span) -> Plan {
        let value = self.or_fault(value.to_number_value(), span);
        let count = match &value.kind {
            Kind::Number(number) => number.as_i64().and_then(|count| usize::try_from(count).ok()),
            Kind::Unknown(unknown) => return open(unknown, &value, span),
            _ => None,
        };
        let Some(count) = count else {
            let fault = self.fault(span, "count must be a whole number that is not negative");
            return match &fault.kind {
                Kind::Unknown(unknown) => open(unknown, &fault, span),
                _ => Plan { mode: Mode::Count, instances: Vec::new() },
            };
        };
        let kept = self.account(count, label, span);
        let bindings = |index: usize| {
            let number = Value::number(super::values::Number::from_len(index), span);
            let number = self.through_iteration(|| "count.index".into(), span, number);
            vec![("count".into(), Value::object([("index", number)], span))]
        };
        let instances = (0..kept).map(|index| (Key::Index(index), bindings(index))).collect();
        Plan { mode: Mode::Count, instances }
    }

    fn plan_each(&self, value: &Value, label: &str, span: Span) -> Plan {
        let pairs = match &value.kind {
            Kind::Unknown(unknown) => return open(unknown, value, span),
            Kind::Map(_) | Kind::Set(_) | Kind::Handle(_) => self.iterate(value, span),
            Kind::List(values) => {
                // Terraform asks for a set here; what a list of names means is plain all the same.
                self.run.fault(span, "for_each must be a map or a set of strings, not a list");
                values.iter().map(|value| (value.clone(), value.clone())).collect()
            }
            _ => {
                let fault =
                    self.fault(span, format!("for_each cannot be a {} value", value.type_name()));
                return match &fault.kind {
                    Kind::Unknown(unknown) => open(unknown, &fault, span),
                    _ => Plan { mode: Mode::Each, instances: Vec::new() },
                };
            }
        };
        let kept = self.account(pairs.len(), label, span);
        let mut instances = Vec::with_capacity(kept);
        for (key, value) in pairs.into_iter().take(kept) {
            let name = match &key.kind {
                Kind::String(text) => Key::Text(text.clone()),
                Kind::Unknown(_) => Key::None,
                _ => {
                    self.run.fault(span, "a key of for_each must be a string");
                    // Terraform refuses it; the instances are plain all the same.
                    match key.to_string_value().map(|key| key.kind) {
                        Ok(Kind::String(text)) => Key::Text(text),
                        _ => continue,
                    }
                }
            };
            instances.push((name, vec![("each".into(), self.each("each", key, value, span))]));
        }
        Plan { mode: Mode::Each, instances }
    }

    /// How many of the instances asked for are made; a diagnostic where it is fewer.
    fn account(&self, wanted: usize, label: &str, span: Span) -> usize {
        let left = MAX_INSTANCES.saturating_sub(self.run.instances.get());
        let kept = wanted.min(MAX_PER_BLOCK).min(left);
        self.run.instances.set(self.run.instances.get() + kept);
        if kept < wanted {
            let message = format!("{label} has {wanted} instances; {kept} of them are judged");
            self.run.note_loss(span, message, format!("{} instances", wanted - kept));
        }
        kept
    }
}

impl Plan {
    fn finish(self, mut handle: impl FnMut(usize, &mut Bindings) -> Handle) -> Expansion {
        let mut instances = Vec::with_capacity(self.instances.len());
        let mut index = HashMap::new();
        for (position, (key, mut bindings)) in self.instances.into_iter().enumerate() {
            let handle = handle(position, &mut bindings);
            match &key {
                Key::None => None,
                Key::Index(number) => index.insert(number.to_string().into(), position),
                Key::Text(text) => index.insert(text.clone(), position),
            };
            instances.push(Instance { key, bindings: Rc::new(bindings), handle });
        }
        Expansion { mode: self.mode, instances, index }
    }
}

/// What `each`, and the iterator of a `dynamic` block, stand for.
pub fn each(key: Value, value: Value, span: Span) -> Value {
    Value::object([("key", key), ("value", value)], span)
}

/// The resources that an open `for_each` goes over.
pub fn over(bindings: &Bindings) -> super::values::Refs {
    let each = bindings.iter().find(|(name, _)| &**name == "each").map(|(_, each)| each);
    let key = each.and_then(Value::as_map).and_then(|each| each.get("key"));
    key.map(|key| key.value.refs.clone()).unwrap_or_default()
}

/// One instance that stands for all, whose `each` and `count` are unknown.
fn open(unknown: &Arc<Unknown>, from: &Value, span: Span) -> Plan {
    let derived = |shape| Value::derived(unknown, shape, span).marked_by(from);
    let value = derived(crate::model::Shape::default());
    let names = vec![
        ("each".into(), each(derived(some_string()), value, span)),
        ("count".into(), Value::object([("index", derived(something()))], span)),
    ];
    Plan { mode: Mode::Open(Arc::clone(unknown)), instances: vec![(Key::None, names)] }
}
