//! Instances as values: their attributes are evaluated when they are asked for, once.
//!
//! In: a handle and a name. Out: what the configuration sets, or an unknown under the address for
//! what the provider computes.

use std::rc::Rc;

use super::context::{Context, Memo, Scope};
use super::module::{Declaration, attribute};
use super::values::unknown::computed_shape;
use super::values::{Handle, Item, Kind, Map, Refs, Value};
use crate::model::{Cause, Span, Str};

impl<'a> Context<'_, 'a> {
    /// A value that stands for an instance.
    pub(super) fn handle_value(&self, handle: Handle, span: Span) -> Value {
        let refs = self.handle_refs(handle);
        let mut value = Value::new(Kind::Handle(handle), span);
        value.refs = refs;
        value
    }

    /// What is derived from an instance refers to it.
    pub(super) fn handle_refs(&self, handle: Handle) -> Refs {
        match handle {
            Handle::Resource { scope, block, instance } => self
                .run
                .scope(scope)
                .and_then(|scope| self.instance_address(&scope, block, instance))
                .map_or_else(Refs::default, Refs::one),
            Handle::Module { .. } => Refs::default(),
        }
    }

    /// Address of an instance, as Terraform prints it.
    pub fn instance_address(
        &self,
        scope: &Scope<'a>,
        block: usize,
        instance: usize,
    ) -> Option<Str> {
        let declared = scope.module.resources.get(block)?;
        let expansion = scope.resources.borrow().get(&block).cloned().flatten();
        let key = match expansion {
            Some(expansion) => expansion.instances.get(instance)?.key.suffix(),
            None => String::new(),
        };
        Some(format!("{}{}{key}", scope.prefix, declared.address).into())
    }

    /// An attribute of an instance. What it was made from is the instance's affair: a name that is
    /// built from another bucket's refers to one bucket, not to both. An attribute that is itself
    /// that of another resource refers to that one too.
    pub(super) fn handle_attribute(&self, handle: Handle, name: &Str, span: Span) -> Value {
        let mut value = self.attribute_as_written(handle, name, span);
        if let Handle::Resource { .. } = handle {
            value.refs = value.refs.only_if(value.whole);
            value.whole = true;
        }
        value
    }

    fn attribute_as_written(&self, handle: Handle, name: &Str, span: Span) -> Value {
        match handle {
            Handle::Module { scope } => match self.run.scope(scope) {
                Some(scope) => self.output(&scope, name, span),
                None => self.fault(span, "no such module"),
            },
            Handle::Resource { scope, block, instance } => {
                let Some(scope) = self.run.scope(scope) else {
                    return self.fault(span, "no such resource");
                };
                let Some(declared) = scope.module.resources.get(block) else {
                    return self.fault(span, "no such resource");
                };
                let inner = Context::new(self.run, &scope);
                if let Some(value) = inner.document(block, instance, name, span) {
                    let places = (declared.block.header, value.span);
                    let label = || inner.attribute_name(block, instance, name);
                    return inner.through_resource(label, places, value).at(span);
                }
                match inner.instance_attribute(block, instance, name, span) {
                    Some(value) if !value.is_null() => {
                        let places = (value.span, value.span);
                        let label = || inner.attribute_name(block, instance, name);
                        inner.through_resource(label, places, value).at(span)
                    }
                    _ => inner.computed(declared, block, instance, name, span),
                }
            }
        }
    }

    /// What the provider computes for an attribute that the configuration does not set.
    fn computed(
        &self,
        declared: &Declaration<'a>,
        block: usize,
        instance: usize,
        name: &Str,
        span: Span,
    ) -> Value {
        let address = self.instance_address(self.scope, block, instance).unwrap_or_default();
        let because = if declared.data { Cause::DataSource } else { Cause::Computed };
        let name_in_full = format!("{address}.{name}");
        let at = Some(declared.block.header);
        let value = Value::unknown(&*name_in_full, because, at, computed_shape(name), span);
        self.through_resource(|| name_in_full, (declared.block.header, span), value)
    }

    fn attribute_name(&self, block: usize, instance: usize, name: &str) -> String {
        let address = self.instance_address(self.scope, block, instance).unwrap_or_default();
        format!("{address}.{name}")
    }

    /// An attribute or the nested blocks of a type, of an instance in this module.
    pub fn instance_attribute(
        &self,
        block: usize,
        instance: usize,
        name: &Str,
        span: Span,
    ) -> Option<Value> {
        let declared = self.scope.module.resources.get(block)?;
        // A literal is read faster than it is remembered, and most attributes are literals.
        if let Some(expression) = attribute(&declared.block.body, name)
            && expression.is_literal()
        {
            return Some(self.evaluate(expression));
        }
        let key = (block, instance, name.clone());
        let known = self.scope.attributes.borrow().get(&key).cloned();
        if let Some(memo) = known {
            return Some(self.recall(memo, span, || format!("{}.{name}", declared.address)));
        }
        if !declares(declared, name) {
            return None;
        }
        self.scope.attributes.borrow_mut().insert(key.clone(), Memo::Running);
        let before = self.run.faults();
        let expansion = self.resource_expansion(block);
        let bindings = expansion.as_ref().and_then(|all| all.instances.get(instance));
        let bindings = bindings.map(|one| Rc::clone(&one.bindings)).unwrap_or_default();
        let module = Context::new(self.run, self.scope);
        let value = self.run.trace.apart(|| {
            module.with(&bindings, |inner| {
                inner.member(&declared.block.body, name, declared.block.header)
            })
        });
        let fault = self.run.fault_since(before);
        self.scope.attributes.borrow_mut().insert(key, Memo::Done(value.clone(), fault));
        Some(value)
    }

    /// All attributes and blocks that an instance sets, or all outputs of a module.
    pub fn force(&self, value: &Value) -> Value {
        let Kind::Handle(handle) = value.kind else { return value.clone() };
        let names: Vec<Str> = match handle {
            Handle::Module { scope } => match self.run.scope(scope) {
                Some(scope) => scope.module.outputs.keys().cloned().collect(),
                None => Vec::new(),
            },
            Handle::Resource { scope, block, .. } => match self.run.scope(scope) {
                Some(scope) => scope
                    .module
                    .resources
                    .get(block)
                    .map(|declared| super::body::member_names(&declared.block.body))
                    .unwrap_or_default(),
                None => Vec::new(),
            },
        };
        let mut map = Map::new();
        for name in names {
            let value = self.handle_attribute(handle, &name, value.span);
            map.insert(name, Item::from(value));
        }
        Value::map(map, value.span).marked_by(value)
    }
}

fn declares(declared: &Declaration<'_>, name: &str) -> bool {
    let body = &declared.block.body;
    body.attributes.iter().any(|attribute| &*attribute.name == name)
        || body.blocks.iter().any(|block| super::body::block_type(block) == Some(name))
}
