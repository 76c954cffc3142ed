//! Module instances to resources of the model.
//!
//! In: a root module's instance. Out: a resource for each instance of each resource, data,
//! provider and unresolved module block, in it and in every module that it calls.

use std::sync::Arc;

use super::body::{member_names, member_span};
use super::calls::Target;
use super::context::{Context, Inputs};
use super::documents;
use super::instances::{Expansion, Mode, over};
use super::syntax::ast::{Block, Body};
use super::values::Handle;
use super::values::finish::{Finish, finish};
use crate::model::{Condition, Entry, Existence, Format, Kind, Map, Resource, Span, Str, Value};

/// Arguments that steer Terraform and say nothing of the resource.
const STEERING: [&str; 4] = ["count", "for_each", "provider", "depends_on"];
/// The same for module calls.
const CALL_STEERING: [&str; 4] = ["count", "for_each", "providers", "depends_on"];
/// A document's examples may contain each other only this deep.
const MAX_SCOPES: usize = 100_000;

impl Context<'_, '_> {
    /// Resources of this module instance and of those that it calls.
    pub fn resources(&self) -> Vec<Resource> {
        let mut out = Vec::new();
        let mut pending = vec![self.scope.id];
        let mut seen = 0;
        while let Some(scope) = pending.pop().and_then(|id| self.run.scope(id)) {
            seen += 1;
            if seen > MAX_SCOPES {
                break;
            }
            let inner = Context::new(self.run, &scope);
            inner.own_resources(&mut out);
            inner.validate();
            let mut children = Vec::new();
            for name in scope.module.calls.keys() {
                let Some(expansion) = inner.call_expansion(name) else { continue };
                for instance in &expansion.instances {
                    if let Handle::Module { scope } = instance.handle {
                        children.push(scope);
                    }
                }
            }
            pending.extend(children.into_iter().rev());
        }
        out
    }

    fn own_resources(&self, out: &mut Vec<Resource>) {
        for provider in &self.scope.module.providers {
            out.extend(self.provider(provider));
        }
        let around = self.open_conditions();
        for (index, declared) in self.scope.module.resources.iter().enumerate() {
            let Some(expansion) = self.resource_expansion(index) else { continue };
            for instance in 0..expansion.instances.len() {
                let Some(address) = self.instance_address(self.scope, index, instance) else {
                    continue;
                };
                let kind: Str = if declared.data {
                    format!("data.{}", declared.kind).into()
                } else {
                    declared.kind.clone()
                };
                let block = declared.block;
                let names = Names { address, kind, name: declared.name.clone() };
                let mut resource = self.resource(block, names, &STEERING, |name| {
                    self.instance_attribute(index, instance, name, block.header)
                });
                for attribute in documents::computed(declared) {
                    self.add_document(&mut resource, index, instance, attribute);
                }
                self.add_tags(&mut resource, index, instance);
                let mut open = around.clone();
                open.extend(self.open_condition(&expansion, &block.body));
                leave_open(&mut resource, open);
                out.push(resource);
            }
        }
        for (name, block) in &self.scope.module.calls {
            if matches!(self.target(block), Target::Missing(_)) {
                let address = format!("{}module.{name}", self.scope.prefix).into();
                let names = Names { address, kind: "module".into(), name: name.clone() };
                let resource = self.resource(block, names, &CALL_STEERING, |name| {
                    Some(self.member(&block.body, name, block.header))
                });
                out.push(resource);
            }
        }
    }

    /// Adds the JSON that a data source makes of its arguments, which is written nowhere.
    fn add_document(
        &self,
        resource: &mut Resource,
        block: usize,
        instance: usize,
        attribute: &'static str,
    ) {
        let json = self.document(block, instance, &attribute.into(), resource.header);
        let (Some(json), Kind::Map(map)) = (json, &resource.attributes.kind) else { return };
        let mut map = Map::clone(map);
        map.set(attribute, Span::default(), finish(&json));
        resource.attributes = Value::map(map, resource.span);
    }

    /// The open conditions of the calls that led to this module instance.
    fn open_conditions(&self) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let mut inner = self.run.scope(self.scope.id);
        while let Some(Inputs::Call { parent, block, .. }) = inner.as_ref().map(|one| &one.inputs) {
            let (caller, name) = (self.run.scope(*parent), block.labels.first());
            let known = caller.as_ref().zip(name);
            let expansion = known.and_then(|(scope, name)| scope.calls.borrow().get(name).cloned());
            if let Some(expansion) = expansion.flatten() {
                conditions.extend(self.open_condition(&expansion, &block.body));
            }
            inner = caller;
        }
        conditions
    }

    /// The condition of a block whose number of instances is open.
    fn open_condition(&self, expansion: &Expansion, body: &Body) -> Option<Condition> {
        let Mode::Open(unknown) = &expansion.mode else { return None };
        let expression =
            ["count", "for_each"].iter().find_map(|name| super::module::attribute(body, name));
        let over = expansion.instances.first().map(|one| over(&one.bindings)).unwrap_or_default();
        Some(Condition {
            unknown: Arc::clone(unknown),
            written: expression.map(|one| self.run.written(one.span)).unwrap_or_default().into(),
            over: over.iter().cloned().collect(),
        })
    }

    /// Adds all tags of a resource, as an attribute that is written nowhere.
    fn add_tags(&self, resource: &mut Resource, block: usize, instance: usize) {
        let Some(declared) = self.scope.module.resources.get(block) else { return };
        let header = resource.header;
        let own = || self.instance_attribute(block, instance, &"tags".into(), header);
        let tags = self.all_tags(declared, own, header);
        let (Some(tags), Kind::Map(map)) = (tags, &resource.attributes.kind) else { return };
        if map.get("tags_all").is_none() {
            let mut map = Map::clone(map);
            map.set("tags_all", Span::default(), finish(&tags));
            resource.attributes = Value::map(map, resource.span);
        }
    }

    fn provider(&self, block: &Block) -> Option<Resource> {
        let label = block.labels.first()?;
        let alias = super::module::literal(&block.body, "alias").map(|(alias, _)| alias);
        let kind = format!("provider.{label}");
        let address = match alias {
            Some(alias) => format!("{}{kind}.{alias}", self.scope.prefix),
            None => format!("{}{kind}", self.scope.prefix),
        };
        let name = alias.map_or_else(|| label.clone(), Str::from);
        let names = Names { address: address.into(), kind: kind.into(), name };
        Some(
            self.resource(block, names, &[], |name| {
                Some(self.member(&block.body, name, block.header))
            }),
        )
    }

    fn resource(
        &self,
        block: &Block,
        names: Names,
        steering: &[&str],
        mut member: impl FnMut(&Str) -> Option<super::values::Value>,
    ) -> Resource {
        let mut finish = Finish::default();
        let mut attributes = Map::default();
        for name in member_names(&block.body) {
            if steering.contains(&&*name) {
                continue;
            }
            let Some(value) = member(&name) else { continue };
            let made = super::module::attribute(&block.body, &name).is_none();
            if made && value.elements().is_some_and(|elements| elements.is_empty()) {
                continue;
            }
            let key_span = member_span(&block.body, &name);
            let value = finish.entry(&name, &value);
            attributes.push(Entry { key: name, key_span, value });
        }
        if finish.is_exhausted() {
            let message = format!("{} is too large to be judged in full", names.address);
            self.run.note_loss(block.header, message, "part of its attributes".into());
        }
        let mut references = finish.references;
        references.retain(|reference| reference.to != names.address);
        references.sort_by(|a, b| (&a.path, &a.to).cmp(&(&b.path, &b.to)));
        references.dedup();
        Resource {
            address: names.address,
            kind: names.kind,
            name: names.name,
            format: Format::Terraform,
            scope: self.scope.root.clone(),
            span: block.span,
            header: block.header,
            attributes: Value::map(attributes, block.span),
            workload: None,
            pipeline: None,
            references,
        }
    }
}

fn leave_open(resource: &mut Resource, conditions: Vec<Condition>) {
    if let Kind::Map(map) = &mut resource.attributes.kind
        && !conditions.is_empty()
    {
        Arc::make_mut(map).leave_open(Existence(conditions));
    }
}

struct Names {
    address: Str,
    kind: Str,
    name: Str,
}
