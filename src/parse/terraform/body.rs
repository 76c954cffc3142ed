//! Bodies of blocks: attributes, nested blocks, and `dynamic` blocks.
//!
//! In: a body and its context. Out: values. Nested blocks are lists of maps under their type, in
//! order, whether they are written out or made by `dynamic`.

use super::context::Context;
use super::instances::MAX_PER_BLOCK;
use super::module::attribute;
use super::syntax::ast::{Block, Body, Expression, ExpressionKind};
use super::values::unknown::something;
use super::values::{Item, Kind, Map, Value};
use crate::model::{Number, Span, Str};

/// Arguments of `lifecycle` that name attributes and resources instead of having values.
const NAMING: [&str; 2] = ["ignore_changes", "replace_triggered_by"];
/// Blocks of `lifecycle` that Terraform checks while it runs.
const CONDITIONS: [&str; 2] = ["precondition", "postcondition"];

/// The type that a block contributes to: its own, or the one that a `dynamic` block makes.
pub fn block_type(block: &Block) -> Option<&str> {
    if &*block.kind == "dynamic" {
        block.labels.first().map(|label| &**label)
    } else {
        Some(&block.kind)
    }
}

/// Names of attributes and block types, in source order, each once.
pub fn member_names(body: &Body) -> Vec<Str> {
    let mut members: Vec<(u32, &str)> = Vec::new();
    members.extend(body.attributes.iter().map(|one| (one.name_span.start, &*one.name)));
    for block in &body.blocks {
        if let Some(kind) = block_type(block) {
            members.push((block.header.start, kind));
        }
    }
    members.sort_by_key(|(start, _)| *start);
    let mut names: Vec<Str> = Vec::with_capacity(members.len());
    let mut seen = std::collections::HashSet::new();
    for (_, name) in members {
        if seen.insert(name) {
            names.push(name.into());
        }
    }
    names
}

/// Where the name of a member is written.
pub fn member_span(body: &Body, name: &str) -> Span {
    let attribute = body.attributes.iter().rev().find(|one| &*one.name == name);
    let block = || body.blocks.iter().find(|block| block_type(block) == Some(name));
    attribute
        .map(|one| one.name_span)
        .or_else(|| block().map(|block| block.header))
        .unwrap_or_default()
}

impl Context<'_, '_> {
    /// The value of an attribute, or the list of the nested blocks of a type.
    pub fn member(&self, body: &Body, name: &str, header: Span) -> Value {
        if let Some(expression) = attribute(body, name) {
            if NAMING.contains(&name) {
                return written(expression).unwrap_or_else(|| self.evaluate(expression));
            }
            return self.evaluate(expression);
        }
        let mut elements = Vec::new();
        let mut place = None;
        for block in &body.blocks {
            if block_type(block) == Some(name) {
                place = place.or(Some(block.span));
                self.block_elements(block, &mut elements);
            }
        }
        Value::list(elements, place.unwrap_or(header))
    }

    fn block_elements(&self, block: &Block, elements: &mut Vec<Value>) {
        if &*block.kind == "dynamic" {
            self.dynamic(block, elements);
        } else {
            elements.push(self.block_value(&block.body, block.span));
        }
    }

    /// The contents of a nested block.
    fn block_value(&self, body: &Body, span: Span) -> Value {
        if !self.run.enter(span) {
            return Value::unevaluated("a block nested too deeply", span);
        }
        let mut map = Map::new();
        for name in member_names(body) {
            if CONDITIONS.contains(&&*name) {
                continue;
            }
            let value = self.member(body, &name, span);
            // A `dynamic` block without elements leaves no trace, as in a plan.
            let made = attribute(body, &name).is_none();
            if made && value.elements().is_some_and(|elements| elements.is_empty()) {
                continue;
            }
            let key_span = member_span(body, &name);
            map.insert(name, Item { key_span, value });
        }
        self.run.leave();
        Value::map(map, span)
    }

    fn dynamic(&self, block: &Block, elements: &mut Vec<Value>) {
        let body = &block.body;
        let content = body.blocks.iter().find(|inner| &*inner.kind == "content");
        let (Some(label), Some(source), Some(content)) =
            (block.labels.first(), attribute(body, "for_each"), content)
        else {
            let message = "a dynamic block needs a label, for_each and content";
            elements.push(self.fault(block.header, message));
            return;
        };
        let name = match attribute(body, "iterator").map(|iterator| &iterator.kind) {
            Some(ExpressionKind::Variable(name) | ExpressionKind::String(name)) => name,
            _ => label,
        };
        let collection = self.evaluate(source);
        if let Kind::Unknown(unknown) = &collection.kind {
            // How many there are is open; one unknown element says so.
            elements.push(Value::derived(unknown, something(), block.span).marked_by(&collection));
            return;
        }
        let pairs = self.iterate(&collection, source.span);
        let kept = self.run.make_blocks(pairs.len().min(MAX_PER_BLOCK));
        if kept < pairs.len() {
            let (all, left) = (pairs.len(), pairs.len() - kept);
            let message = format!("dynamic {label} has {all} blocks; {kept} of them are judged");
            self.run.note_loss(block.header, message, format!("{left} blocks"));
        }
        for (key, value) in pairs.into_iter().take(kept) {
            let bindings = [(name.clone(), self.each(name, key, value, source.span))];
            elements
                .push(self.with(&bindings, |inner| inner.block_value(&content.body, block.span)));
        }
    }
}

/// A name as it is written, as a string; a list of them as a list. `None` for anything else.
fn written(expression: &Expression) -> Option<Value> {
    let span = expression.span;
    if let ExpressionKind::Tuple(elements) = &expression.kind {
        let elements = elements.iter().map(written).collect::<Option<Vec<_>>>()?;
        return Some(Value::list(elements, span));
    }
    let mut steps = Vec::new();
    let mut base = expression;
    loop {
        match &base.kind {
            ExpressionKind::Variable(name) => {
                steps.push(name.to_string());
                steps.reverse();
                return Some(Value::string(steps.concat(), span));
            }
            ExpressionKind::GetAttribute(inner, name) => {
                steps.push(format!(".{name}"));
                base = inner;
            }
            ExpressionKind::Index(inner, key) => {
                steps.push(match &key.kind {
                    ExpressionKind::String(key) => format!("[\"{key}\"]"),
                    ExpressionKind::Number(Number::Int(index)) => format!("[{index}]"),
                    _ => return None,
                });
                base = inner;
            }
            _ => return None,
        }
    }
}
