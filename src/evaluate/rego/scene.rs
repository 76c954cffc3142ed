//! One resource as the policies of one program see it: its parts by reference, and what it relates
//! to, looked up when first asked for.
//!
//! In: a resource and the graph. Out: the parts of `input` for direct evaluation.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use bumpalo::Bump;
use bumpalo::collections::Vec as List;
use serde_json::Value as Json;

use super::direct::ir::Root;
use super::direct::machine::Input;
use super::direct::value::{self, Val};
use super::program::Compiled;
use crate::evaluate::{Subject, Unknowns};
use crate::model::{Resource, ResourceId, Str, Value};

/// A resource under one program.
pub struct Scene<'s> {
    subject: &'s Subject<'s>,
    id: ResourceId,
    /// The resource.
    pub resource: &'s Resource,
    /// Whether any part of it is unknown.
    pub has_unknown: bool,
    /// Parameters of the policy that judges.
    pub params: Cell<Option<&'s Json>>,
    compiled: &'s Compiled,
    related: OnceCell<BTreeMap<Str, Vec<ResourceId>>>,
    unknowns: &'s Unknowns,
    workload: OnceCell<Option<Cow<'s, Value>>>,
    /// Workload views of related resources, in the order of [`related_ids`](Self::related_ids).
    workloads: OnceCell<Vec<Option<Cow<'s, Value>>>>,
}

impl<'s> Scene<'s> {
    /// A scene.
    pub fn new(
        subject: &'s Subject<'s>,
        id: ResourceId,
        resource: &'s Resource,
        compiled: &'s Compiled,
        unknowns: &'s Unknowns,
    ) -> Self {
        Self {
            subject,
            id,
            resource,
            has_unknown: unknowns.has(id, resource),
            params: Cell::new(None),
            compiled,
            related: OnceCell::new(),
            unknowns,
            workload: OnceCell::new(),
            workloads: OnceCell::new(),
        }
    }

    /// The workload view of the resource.
    pub fn workload(&self) -> Option<&Value> {
        self.workload.get_or_init(|| self.resource.workload_view()).as_deref()
    }

    /// Related resources in the order of their types, with whether anything in them is unknown.
    pub fn related(&self) -> impl Iterator<Item = (&Str, &'s Resource, bool)> {
        self.related_ids().iter().flat_map(move |(kind, ids)| {
            ids.iter().filter_map(move |id| {
                let resource = self.subject.resources.get(id.0 as usize)?;
                Some((kind, resource, self.unknowns.has(*id, resource)))
            })
        })
    }

    /// Related resources of the types that some policy of the program may read.
    pub fn related_ids(&self) -> &BTreeMap<Str, Vec<ResourceId>> {
        self.related.get_or_init(|| {
            let entries = &self.compiled.entries;
            let any = entries.iter().any(|entry| entry.related.is_none());
            let wanted: Vec<&Str> =
                entries.iter().filter_map(|entry| entry.related.as_ref()).flatten().collect();
            if !any && wanted.is_empty() {
                return BTreeMap::new();
            }
            let mut ids = self.subject.graph.related_by_type(self.subject.resources, self.id);
            if !any {
                ids.retain(|kind, _| wanted.contains(&kind));
            }
            ids
        })
    }

    fn resource_value<'a>(
        &self,
        resource: &'a Resource,
        workload: Option<&'a Value>,
        arena: &'a Bump,
    ) -> Val<'a>
    where
        's: 'a,
    {
        let sources = self.subject.sources;
        let own = [
            ("address", Some(Val::Str(&resource.address))),
            ("attributes", Some(Val::of(&resource.attributes))),
            ("file", Some(Val::Str(sources.path(resource.file())))),
            ("format", Some(Val::Str(resource.format.name()))),
            ("name", Some(Val::Str(&resource.name))),
            ("pipeline", resource.pipeline.as_ref().map(Val::of)),
            ("type", Some(Val::Str(&resource.kind))),
            ("workload", workload.map(Val::of)),
        ];
        let entries =
            own.into_iter().filter_map(|(key, value)| value.map(|value| (Val::Str(key), value)));
        value::object(arena, entries)
    }

    fn related_value<'a>(&'a self, arena: &'a Bump) -> Val<'a> {
        let views = self.workloads.get_or_init(|| {
            self.related().map(|(_, resource, _)| resource.workload_view()).collect()
        });
        let mut views = views.iter();
        let mut of = |ids: &'a Vec<ResourceId>| {
            let mut list = List::with_capacity_in(ids.len(), arena);
            list.extend(
                ids.iter()
                    .filter_map(|id| self.subject.resources.get(id.0 as usize))
                    .zip(views.by_ref())
                    .map(|(resource, view)| self.resource_value(resource, view.as_deref(), arena)),
            );
            Val::Array(list.into_bump_slice())
        };
        let entries = self.related_ids().iter().map(|(kind, ids)| (Val::Str(kind), of(ids)));
        value::object(arena, entries)
    }
}

impl<'a> Input<'a> for &'a Scene<'_> {
    fn root(&self, root: Root, arena: &'a Bump) -> Option<Val<'a>> {
        let scene: &'a Scene<'_> = self;
        let resource = scene.resource;
        match root {
            Root::Resource => Some(scene.resource_value(resource, scene.workload(), arena)),
            Root::Attributes => Some(Val::of(&resource.attributes)),
            Root::Workload => scene.workload().map(Val::of),
            Root::Pipeline => resource.pipeline.as_ref().map(Val::of),
            Root::Related => Some(scene.related_value(arena)),
            Root::Params => scene.params.get().map(|params| json(params, arena)),
            Root::Input => {
                let parts = [
                    ("params", Root::Params),
                    ("related", Root::Related),
                    ("resource", Root::Resource),
                ];
                let parts = parts
                    .into_iter()
                    .filter_map(|(name, root)| Some((Val::Str(name), self.root(root, arena)?)));
                Some(value::object(arena, parts))
            }
        }
    }
}

/// A parameter. The policy room bounds their depth when it reads them.
fn json<'a>(value: &'a Json, arena: &'a Bump) -> Val<'a> {
    match value {
        Json::Null => Val::Null,
        Json::Bool(value) => Val::Bool(*value),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => Val::Int(value),
            (None, Some(value)) if number.is_f64() => Val::Float(value),
            _ => Val::Decimal(arena.alloc_str(&number.to_string())),
        },
        Json::String(text) => Val::Str(text),
        Json::Array(list) => {
            let mut all = List::with_capacity_in(list.len(), arena);
            all.extend(list.iter().map(|value| json(value, arena)));
            Val::Array(all.into_bump_slice())
        }
        Json::Object(object) => {
            let entries = object.iter().map(|(key, value)| (Val::Str(key), json(value, arena)));
            value::object(arena, entries)
        }
    }
}
