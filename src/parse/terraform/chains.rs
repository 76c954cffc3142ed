//! Where attributes of resources come from, for the few that somebody asks about.
//!
//! In: the trees of a load, and attributes of the resources that it gave. Out: a chain for each.
//! What was asked for is evaluated once more, with a trace; nothing else is.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::context::{Bindings, Context, Scope};
use super::load::{Program, Text, parse};
use super::module::attribute;
use super::roots::in_parallel;
use super::syntax::ast::{Block, Body};
use super::tracing::Trace;
use super::values::{Handle, Kind, Value};
use super::{Options, TerraformFile};
use crate::model::{Path, Resource, Segment, Span, Step, StepKind, Str};

/// What a load was made of, kept for questions.
#[derive(Debug)]
pub struct Origins {
    inputs: Vec<TerraformFile>,
    /// The trees, unless they are too large to be kept for what may never be asked.
    texts: Option<Vec<Text>>,
    options: Options,
}

/// Bytes of text whose trees are kept.
const KEPT: usize = 8 << 20;

/// An attribute of a resource of that load.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// The attribute.
    pub path: &'a Path,
}

impl Origins {
    /// Of a load that is done.
    pub(super) fn of(inputs: Vec<TerraformFile>, texts: Vec<Text>, options: &Options) -> Self {
        let small = inputs.iter().map(|input| input.text.len()).sum::<usize>() <= KEPT;
        Self { inputs, texts: small.then_some(texts), options: options.clone() }
    }

    /// The chain of each attribute, its steps from depth 1 on; empty where the value is written in
    /// the attribute itself.
    pub fn chains(&self, wanted: &[Wanted<'_>]) -> Vec<Vec<Step>> {
        let mut chains = vec![Vec::new(); wanted.len()];
        let mut by_root: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, one) in wanted.iter().enumerate() {
            by_root.entry(&one.resource.scope).or_default().push(index);
        }
        if by_root.is_empty() {
            return chains;
        }
        let parsed;
        let texts = match &self.texts {
            Some(texts) => texts,
            None => {
                parsed = parse(&self.inputs, &mut Vec::new());
                &parsed
            }
        };
        let program = Program::new(&self.inputs, texts, &self.options, &mut Vec::new());
        let roots: Vec<(&str, Vec<usize>)> = by_root.into_iter().collect();
        let results = in_parallel(&roots, |(root, indexes)| {
            let asked = indexes.iter().filter_map(|index| wanted.get(*index));
            program.trace(root, asked)
        });
        for ((_, indexes), found) in roots.iter().zip(results) {
            for (index, chain) in indexes.iter().zip(found.into_iter().flatten()) {
                if let Some(place) = chains.get_mut(*index) {
                    *place = chain;
                }
            }
        }
        chains
    }
}

impl Program<'_> {
    fn trace<'w>(
        &self,
        root: &str,
        wanted: impl Iterator<Item = &'w Wanted<'w>>,
    ) -> Vec<Vec<Step>> {
        let Some(module) = self.modules.get(root) else { return Vec::new() };
        let mut run = self.run();
        run.trace = Trace::kept();
        let scope = self.root_scope(&run, module, root);
        let tracer = Tracer { root: Context::new(&run, &scope), known: RefCell::default() };
        wanted.map(|one| tracer.chain(one).unwrap_or_default()).collect()
    }
}

/// Finds instances by the addresses of resources.
struct Tracer<'c, 'a> {
    root: Context<'c, 'a>,
    /// Module instances by the prefix of their addresses.
    known: RefCell<HashMap<String, Option<Rc<Scope<'a>>>>>,
}

impl<'a> Tracer<'_, 'a> {
    fn chain(&self, wanted: &Wanted<'_>) -> Option<Vec<Step>> {
        let resource = wanted.resource;
        let (prefix, rest) = split_module(&resource.address, &resource.kind);
        let scope = self.scope(prefix)?;
        let inner = Context::new(self.root.run, &scope);
        let (first, below) = wanted.path.0.split_first()?;
        let Segment::Key(name) = first else { return None };
        let top = match &*resource.kind {
            "module" => {
                let block = *scope.module.calls.get(rest.strip_prefix("module.")?)?;
                inner.attribute_or_making(block, &Bindings::new(), name)?
            }
            kind if kind.starts_with("provider.") => {
                let mut providers = scope.module.providers.iter();
                let block = *providers.find(|block| block.header == resource.header)?;
                inner.attribute_or_making(block, &Bindings::new(), name)?
            }
            kind => inner.of_resource(resource, kind, rest, name)?,
        };
        let found = below.iter().try_fold(top, |value, segment| {
            let part = step(&value, segment).ok_or_else(|| value.clone())?;
            let place = part.span;
            Ok(part.out_of(&value, place))
        });
        // Where the path ends in nothing, what stands above it is what was judged.
        let value = found.unwrap_or_else(|above: Value| above);
        Some(told(&value, resource))
    }

    /// The module instance that a prefix of addresses means.
    fn scope(&self, prefix: &str) -> Option<Rc<Scope<'a>>> {
        if let Some(known) = self.known.borrow().get(prefix) {
            return known.clone();
        }
        let found = self.descend(prefix);
        self.known.borrow_mut().insert(prefix.to_owned(), found.clone());
        found
    }

    fn descend(&self, prefix: &str) -> Option<Rc<Scope<'a>>> {
        let run = self.root.run;
        let mut scope = run.scope(self.root.scope.id)?;
        while scope.prefix.len() < prefix.len() {
            let rest = prefix.get(scope.prefix.len()..)?.strip_prefix("module.")?;
            let name: Str = rest.get(..rest.find(['.', '['])?)?.into();
            let expansion = Context::new(run, &scope).call_expansion(&name)?;
            let inner = expansion.instances.iter().find_map(|instance| match instance.handle {
                Handle::Module { scope } => {
                    run.scope(scope).filter(|inner| prefix.starts_with(&*inner.prefix))
                }
                Handle::Resource { .. } => None,
            });
            scope = inner?;
        }
        (*scope.prefix == *prefix).then_some(scope)
    }
}

impl Context<'_, '_> {
    fn of_resource(
        &self,
        resource: &Resource,
        kind: &str,
        rest: &str,
        name: &Str,
    ) -> Option<Value> {
        let plain = kind.strip_prefix("data.");
        let (data, kind) = (plain.is_some(), plain.unwrap_or(kind));
        let declarations = &self.scope.module.resources;
        let here = |index: &usize| {
            declarations.get(*index).is_some_and(|one| one.block.header == resource.header)
        };
        let named = self.scope.module.find(data, kind, &resource.name).filter(here);
        // A name that is declared twice is found by its place.
        let block = named.or_else(|| (0..declarations.len()).find(here))?;
        let declared = declarations.get(block)?;
        let expansion = self.resource_expansion(block)?;
        let suffix = rest.strip_prefix(&*declared.address)?;
        let quoted = suffix.strip_prefix("[\"").and_then(|rest| rest.strip_suffix("\"]"));
        let counted = suffix.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let indexed = quoted.or(counted).and_then(|key| expansion.index.get(key)).copied();
        let instance = indexed.or_else(|| {
            expansion.instances.iter().position(|instance| instance.key.suffix() == suffix)
        })?;
        if data && let Some(json) = self.document(block, instance, name, resource.header) {
            return Some(json);
        }
        let bindings = expansion.instances.get(instance).map(|one| Rc::clone(&one.bindings))?;
        let set = self.instance_attribute(block, instance, name, declared.block.header);
        let made = |value: &Value| value.elements().is_none_or(|elements| !elements.is_empty());
        match set {
            Some(value) if made(&value) => Some(value),
            _ => self.attribute_or_making(declared.block, &bindings, name),
        }
    }

    /// The value of an attribute of a block; where `dynamic` blocks made none of that name, what
    /// they went over.
    fn attribute_or_making(&self, block: &Block, names: &Bindings, name: &Str) -> Option<Value> {
        self.with(names, |inner| {
            let value = inner.member(&block.body, name, block.header);
            let empty = value.elements().is_some_and(|elements| elements.is_empty());
            match making(&block.body, name).filter(|_| empty) {
                Some(making) => {
                    let source = attribute(making, "for_each")?;
                    let value = inner.evaluate(source);
                    Some(inner.through_iteration(String::new, source.span, value))
                }
                None => Some(value),
            }
        })
    }
}

/// The body of a `dynamic` block that makes blocks of a name.
fn making<'b>(body: &'b Body, name: &str) -> Option<&'b Body> {
    let made = |block: &&Block| {
        &*block.kind == "dynamic" && block.labels.first().is_some_and(|label| **label == *name)
    };
    body.blocks.iter().find(made).map(|block| &block.body)
}

fn step(value: &Value, segment: &Segment) -> Option<Value> {
    match (&value.kind, segment) {
        (Kind::Map(map), Segment::Key(key)) => map.get(key).map(|item| item.value.clone()),
        (Kind::List(values) | Kind::Set(values), Segment::Index(index)) => {
            values.get(*index).cloned()
        }
        _ => None,
    }
}

/// The chain of a value that was judged in a resource.
fn told(value: &Value, resource: &Resource) -> Vec<Step> {
    let within = |place: Span| resource.span.holds(place);
    let here = if within(value.span) { value.span } else { Span::default() };
    let origin = value.provenance(here);
    let mut steps = origin.map(|origin| origin.chain(1)).unwrap_or_default();
    if let Some(unknown) = value.as_unknown()
        && let Some(place) = unknown.declared_at
        && !steps.iter().any(|step| step.place == Some(place))
    {
        let depth = steps.last().map_or(1, |last| last.depth + 1);
        let step = Step::new(StepKind::Unknown, unknown.name.clone(), place);
        steps.push(Step { depth, ..step });
    }
    let own = |step: &Step| step.kind == StepKind::Value && step.place.is_some_and(within);
    if steps.iter().all(own) { Vec::new() } else { steps }
}

/// `module.a["k"].module.b.aws_x.y[0]` → (`module.a["k"].module.b.`, `aws_x.y[0]`). The address of
/// a call that was not evaluated is itself no prefix.
fn split_module<'t>(address: &'t str, kind: &str) -> (&'t str, &'t str) {
    let mut at = 0;
    while let Some(rest) = address.get(at..).filter(|rest| rest.starts_with("module.")) {
        match module_length(rest) {
            Some(length) if kind != "module" || at + length < address.len() => at += length,
            _ => break,
        }
    }
    address.split_at_checked(at).unwrap_or(("", address))
}

/// Bytes of `module.name["key"].`; keys may hold dots and brackets.
fn module_length(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, letter) in text.bytes().enumerate().skip("module.".len()) {
        match letter {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'.' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
