//! Evaluation that remembers where values come from.
//!
//! In: the same expressions as ever, in a run that traces. Out: the same values, with their
//! origins. An expression that makes a value hears of the origins of its parts; a name is a step.
//! In any other run nothing of this happens.

use std::cell::RefCell;
use std::rc::Rc;

use super::Assignment;
use super::context::{Context, Scope};
use super::instances;
use super::module::attribute;
use super::syntax::ast::{Attribute, Block, Expression};
use super::values::{Kind, Origin, Value};
use super::variables::Given;
use crate::model::{Span, StepKind, Str};

/// Elements of a list whose origins stand for all.
const LISTED: usize = 4;

/// What a run remembers while it traces.
#[derive(Debug, Default)]
pub struct Trace {
    on: bool,
    /// Origins heard by each expression that is being evaluated.
    frames: RefCell<Vec<Vec<Rc<Origin>>>>,
}

impl Trace {
    /// A trace that is kept.
    pub fn kept() -> Self {
        Self { on: true, frames: RefCell::default() }
    }

    /// Whether anything is remembered.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// Does what is remembered for later, so that the expression which happened to ask first
    /// hears no more of it than others.
    pub fn apart<T>(&self, work: impl FnOnce() -> T) -> T {
        if !self.on {
            return work();
        }
        self.frames.borrow_mut().push(Vec::new());
        let outcome = work();
        self.frames.borrow_mut().pop();
        outcome
    }

    fn hear(&self, origin: &Rc<Origin>) {
        if let Some(frame) = self.frames.borrow_mut().last_mut() {
            frame.push(Rc::clone(origin));
        }
    }
}

impl<'a> Context<'_, 'a> {
    /// Whether origins are remembered.
    pub(super) fn traces(&self) -> bool {
        self.run.trace.is_on()
    }

    /// The value of an expression, with its origin.
    pub(super) fn evaluate_traced(&self, expression: &Expression) -> Value {
        let trace = &self.run.trace;
        trace.frames.borrow_mut().push(Vec::new());
        let mut value = self.evaluate_kind(expression);
        let heard = trace.frames.borrow_mut().pop().unwrap_or_default();
        if value.origin.is_none() {
            value.origin = match value.provenance(expression.span) {
                Some(elsewhere) => Some(elsewhere),
                None => match &value.kind {
                    Kind::List(elements) | Kind::Set(elements) if heard.is_empty() => {
                        let known = elements.iter().filter_map(|element| element.origin.clone());
                        Origin::collected(known.take(LISTED).collect())
                    }
                    Kind::List(_) | Kind::Set(_) | Kind::Map(_) => Origin::collected(heard),
                    _ => Origin::made(heard),
                },
            };
        }
        if let Some(origin) = &value.origin {
            trace.hear(origin);
        }
        value
    }

    /// What the value of a local came through.
    pub(super) fn through_local(&self, name: &str, local: &Attribute, value: Value) -> Value {
        if !self.traces() {
            return value;
        }
        let written = local.value.span;
        let place = (local.name_span.to(written), written);
        value.after(StepKind::Local, format!("local.{name}"), place)
    }

    /// What the value of a variable came through.
    pub(super) fn through_variable(&self, name: &str, block: &Block, value: Value) -> Value {
        if !self.traces() {
            return value;
        }
        let place = (block.header, value.span);
        value.after(StepKind::Variable, format!("var.{name}"), place)
    }

    /// What the default of a variable came through.
    pub(super) fn through_default(&self, name: &str, block: &Block, value: Value) -> Value {
        match attribute(&block.body, "default") {
            Some(default) if self.traces() => {
                let place = (default.span, default.span);
                value.after(StepKind::Default, format!("var.{name}"), place)
            }
            _ => value,
        }
    }

    /// What a value given to a root module's variable came through.
    pub(super) fn through_given(&self, name: &Str, given: &Given, value: Value) -> Value {
        if !self.traces() {
            return value;
        }
        let mut flags = self.run.options.assignments.iter();
        let mut is_flag =
            || flags.any(|one| matches!(one, Assignment::Variable((flag, _)) if **flag == **name));
        let (kind, label, span) = match given {
            Given::Expression(expression) => {
                (StepKind::VariableFile, name.to_string(), expression.span)
            }
            Given::Text(_) if is_flag() => {
                (StepKind::Flag, format!("--var {name}"), Span::default())
            }
            Given::Text(_) => (StepKind::Environment, format!("TF_VAR_{name}"), Span::default()),
        };
        let here = value.span;
        value.after(kind, label, (span, here))
    }

    /// What an argument of this module instance came through.
    pub(super) fn through_argument(&self, name: &str, place: Span, value: Value) -> Value {
        if !self.traces() {
            return value;
        }
        let label = format!("{}{name}", self.scope.prefix);
        value.after(StepKind::Argument, label, (place, place))
    }

    /// What an output of a module instance came through.
    pub(super) fn through_output(&self, scope: &Scope<'a>, name: &str, value: Value) -> Value {
        if !self.traces() {
            return value;
        }
        let block = scope.module.outputs.get(name);
        let written = block.and_then(|block| attribute(&block.body, "value"));
        let place = written.map_or(value.span, |expression| expression.span);
        value.after(StepKind::Output, format!("{}{name}", scope.prefix), (place, place))
    }

    /// What an attribute of a resource came through.
    pub(super) fn through_resource(
        &self,
        name: impl FnOnce() -> String,
        places: (Span, Span),
        value: Value,
    ) -> Value {
        if self.traces() { value.after(StepKind::Resource, name(), places) } else { value }
    }

    /// `each`, or the iterator of a `dynamic` block.
    pub(super) fn each(&self, name: &str, key: Value, value: Value, span: Span) -> Value {
        let key = self.through_iteration(|| format!("{name}.key"), span, key);
        let value = self.through_iteration(|| format!("{name}.value"), span, value);
        instances::each(key, value, span)
    }

    /// What a value came through by being one of several.
    pub(super) fn through_iteration(
        &self,
        name: impl FnOnce() -> String,
        span: Span,
        value: Value,
    ) -> Value {
        if !self.traces() {
            return value;
        }
        value.after(StepKind::Iteration, name(), (span, span))
    }
}
