//! Names and what follows them: `var.x.y`, `aws_s3_bucket.b["k"].id`, `module.m[0].out`.
//!
//! In: a traversal. Out: its value. Only what is asked for is evaluated: one attribute of one
//! instance, one output of one module. What providers compute is unknown under its address.

use super::context::{Context, Named};
use super::instances::{Expansion, Key, Mode};
use super::syntax::ast::{Expression, ExpressionKind};
use super::values::unknown::something;
use super::values::{Item, Kind, Map, Refs, Value};
use crate::model::{Cause, Shape, Span, Str};

/// A step of a traversal.
enum Step<'e> {
    Attribute(&'e Str, Span),
    Index(&'e Expression, Span),
}

impl<'a> Context<'_, 'a> {
    pub(super) fn traversal(&self, expression: &Expression) -> Value {
        let mut steps = Vec::new();
        let mut base = expression;
        loop {
            match &base.kind {
                ExpressionKind::GetAttribute(inner, name) => {
                    steps.push(Step::Attribute(name, base.span));
                    base = inner;
                }
                ExpressionKind::Index(inner, key) => {
                    steps.push(Step::Index(key, base.span));
                    base = inner;
                }
                _ => break,
            }
        }
        steps.reverse();
        let (mut value, used) = match &base.kind {
            ExpressionKind::Variable(name) => self.resolve(name, &steps, base.span),
            _ => (self.evaluate(base), 0),
        };
        for step in steps.iter().skip(used) {
            value = match step {
                Step::Attribute(name, span) => self.get_attribute(&value, name, *span),
                Step::Index(key, span) => {
                    let key = self.evaluate(key);
                    self.get_index(&value, &key, *span)
                }
            };
        }
        value
    }

    /// The value of a root name and the steps that it took.
    fn resolve(&self, root: &Str, steps: &[Step<'_>], span: Span) -> (Value, usize) {
        if let Some(value) = self.bound(root) {
            return (value.clone(), 0);
        }
        let name = |at: usize| match steps.get(at) {
            Some(Step::Attribute(name, span)) => Some((*name, *span)),
            _ => None,
        };
        match (&**root, name(0)) {
            ("var", Some((name, span))) => (self.variable(name, span), 1),
            ("local", Some((name, span))) => (self.local(name, span), 1),
            ("path", Some((name, span))) => (self.path(name, span), 1),
            ("terraform" | "tofu", Some((name, span))) => {
                let value = match &**name {
                    "workspace" => Value::string(self.run.options.workspace(), span),
                    _ => self.fault(span, format!("terraform.{name} is not known")),
                };
                (value, 1)
            }
            ("module", Some((name, span))) => self.module_reference(name, steps, span),
            ("data", Some((kind, _))) => match name(1) {
                Some((name, span)) => self.resource_reference(true, kind, name, steps, span),
                None => (self.fault(span, "an incomplete reference to a data source"), steps.len()),
            },
            ("each" | "count" | "self", _) => {
                let message = format!("{root} has no value here");
                (self.fault(span, message), steps.len())
            }
            ("ephemeral", Some((kind, _))) if name(1).is_some() => match name(1) {
                Some((name, span)) => {
                    let kind = format!("ephemeral.{kind}");
                    let (value, used) = self.resource_reference(false, &kind, name, &[], span);
                    (value, used.max(2))
                }
                None => (Value::null(span), 1),
            },
            (kind, Some((name, span))) => self.resource_reference(false, kind, name, steps, span),
            (name, None) => {
                (self.fault(span, format!("\"{name}\" is not a name in force here")), steps.len())
            }
        }
    }

    fn local(&self, name: &Str, span: Span) -> Value {
        let Some(local) = self.scope.module.locals.get(name) else {
            return self.undeclared(format!("local.{name}"), Cause::Unevaluated, span);
        };
        // A local sees the module, not the names in force where it is used.
        let value = self.remember(Named::Local, name, span, || {
            Context::new(self.run, self.scope).evaluate(&local.value)
        });
        self.through_local(name, local, value).at(span)
    }

    fn path(&self, name: &Str, span: Span) -> Value {
        match &**name {
            "root" => Value::string(".", span),
            "module" => {
                let path = relative(&self.scope.root, &self.scope.module.directory);
                Value::string(path, span)
            }
            "cwd" => Value::unknown("path.cwd", Cause::Impure, None, something(), span),
            _ => self.fault(span, format!("path.{name} is not known")),
        }
    }

    /// A name that nothing declares; in fragments of documents that is no fault.
    pub(super) fn undeclared(&self, name: String, because: Cause, span: Span) -> Value {
        if !self.scope.module.fragment {
            self.run.fault(span, format!("{name} is not declared"));
        }
        Value::unknown(name, because, None, Shape::default(), span)
    }

    fn module_reference(&self, name: &Str, steps: &[Step<'_>], span: Span) -> (Value, usize) {
        let address = format!("module.{name}");
        if !self.scope.module.calls.contains_key(name) {
            return (self.undeclared(address, Cause::MissingModule, span), 1);
        }
        match self.call_expansion(name) {
            Some(expansion) => self.choose(&expansion, &address, steps, 1, span),
            None => (self.fault(span, format!("{address} refers to itself")), steps.len()),
        }
    }

    fn resource_reference(
        &self,
        data: bool,
        kind: &str,
        name: &Str,
        steps: &[Step<'_>],
        span: Span,
    ) -> (Value, usize) {
        let used = if data { 2 } else { 1 };
        let Some(index) = self.scope.module.find(data, kind, name) else {
            let address = format!("{}{kind}.{name}", if data { "data." } else { "" });
            let because = if data { Cause::DataSource } else { Cause::Computed };
            return (self.undeclared(address, because, span), used);
        };
        let address =
            self.scope.module.resources.get(index).map_or("", |declared| &*declared.address);
        match self.resource_expansion(index) {
            Some(expansion) => self.choose(&expansion, address, steps, used, span),
            None => (self.fault(span, format!("{address} refers to itself")), steps.len()),
        }
    }

    /// One instance, or all of them as a list or map.
    fn choose(
        &self,
        expansion: &Expansion,
        address: &str,
        steps: &[Step<'_>],
        used: usize,
        span: Span,
    ) -> (Value, usize) {
        let single = |used: usize| match expansion.instances.first() {
            Some(instance) => (self.handle_value(instance.handle, span), used),
            None => (self.fault(span, format!("{address} has no instance")), used),
        };
        let index = match steps.get(used) {
            Some(Step::Index(key, span)) => Some((*key, *span)),
            _ => None,
        };
        match (&expansion.mode, index) {
            (Mode::Single, _) => single(used),
            // A missing module has no instance; whatever follows is part of the unknown.
            (Mode::Open(cause), Some(_)) if expansion.instances.is_empty() => {
                (Value::derived(cause, something(), span), used + 1)
            }
            (Mode::Open(_), Some(_)) => single(used + 1),
            (Mode::Open(cause), None) => {
                let mut value = Value::derived(cause, something(), span);
                if let Some(instance) = expansion.instances.first() {
                    value.refs.extend(&self.handle_refs(instance.handle));
                }
                (value, used)
            }
            (Mode::Count | Mode::Each, Some((key, span))) => {
                let key = self.evaluate(key);
                (self.chosen(expansion, address, &key, span), used + 1)
            }
            (Mode::Count, None) => {
                self.run.spend(expansion.instances.len());
                let handles = expansion.instances.iter();
                let handles = handles.map(|one| self.handle_value(one.handle, span)).collect();
                (Value::list(handles, span), used)
            }
            (Mode::Each, None) => {
                self.run.spend(expansion.instances.len());
                let mut map = Map::new();
                for instance in &expansion.instances {
                    if let Key::Text(key) = &instance.key {
                        map.insert(
                            key.clone(),
                            Item::from(self.handle_value(instance.handle, span)),
                        );
                    }
                }
                (Value::map(map, span), used)
            }
        }
    }

    fn chosen(&self, expansion: &Expansion, address: &str, key: &Value, span: Span) -> Value {
        if let Some(unknown) = key.as_unknown() {
            let name = format!("{address}[{}]", unknown.name);
            let mut value =
                Value::unknown(name, unknown.because, unknown.declared_at, something(), span);
            value.refs.extend(&Refs::one(format!("{}{address}", self.scope.prefix).into()));
            return value;
        }
        let wanted = match (&expansion.mode, key.to_string_value().map(|key| key.kind)) {
            (_, Ok(Kind::String(text))) => text,
            _ => return self.fault(span, "an instance key must be a string or number"),
        };
        match expansion.index.get(&wanted).and_then(|index| expansion.instances.get(*index)) {
            Some(instance) => self.handle_value(instance.handle, span).marked_by(key),
            None => self.fault(span, format!("{address} has no instance \"{wanted}\"")),
        }
    }
}

/// A directory seen from another.
fn relative(from: &str, to: &str) -> String {
    let split = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect()
    };
    let (from, to) = (split(from), split(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec!["..".to_owned(); from.len() - shared];
    parts.extend(to.into_iter().skip(shared));
    if parts.is_empty() { ".".into() } else { parts.join("/") }
}
