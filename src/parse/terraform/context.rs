//! Where an expression is evaluated: the run, the module instance, the names in force.
//!
//! In: a module instance and bound names. Out: memoised values, each evaluated at most once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::instances::Expansion;
use super::module::Module;
use super::run::Run;
use super::syntax::ast::Block;
use super::values::Value;
use super::variables::Given;
use crate::model::{Span, Str};

/// A memoised value.
#[derive(Debug, Clone)]
pub enum Memo {
    /// Being evaluated: met again, it is a cycle.
    Running,
    /// The value, and what was wrong on the way to it.
    Done(Value, Fault),
}

/// Whether a memoised value came with a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It did not.
    None,
    /// It did, and a diagnostic says so.
    Told,
    /// It did, where faults are answers (`try`): nobody was told.
    Untold,
}

/// Names bound for an expression: `each`, `count`, `self`, `for` variables.
pub type Bindings = Vec<(Str, Value)>;

/// Where the inputs of a module instance come from.
pub enum Inputs<'a> {
    /// A root module: values of files and flags, not yet converted.
    Root(HashMap<Str, Given>),
    /// A call: arguments are evaluated in the caller.
    Call {
        /// The caller.
        parent: usize,
        /// The `module` block.
        block: &'a Block,
        /// Names in force in that instance of the call.
        bindings: Rc<Bindings>,
    },
}

/// An instance of a module.
pub struct Scope<'a> {
    /// Index in [`Run::scopes`].
    pub id: usize,
    /// What it declares.
    pub module: &'a Module<'a>,
    /// Prefix of addresses: empty, or `module.m["k"].`.
    pub prefix: Str,
    /// Directory of the root module.
    pub root: Str,
    /// Names of the calls above it, joined by dots.
    pub key: Str,
    /// Calls above it.
    pub depth: usize,
    /// Its inputs.
    pub inputs: Inputs<'a>,
    /// Variables, locals, outputs by `var.x`, `local.x`, `output.x`.
    pub named: RefCell<HashMap<(Named, Str), Memo>>,
    /// Instances of each resource block.
    pub resources: RefCell<HashMap<usize, Option<Rc<Expansion>>>>,
    /// Instances of each module call.
    pub calls: RefCell<HashMap<Str, Option<Rc<Expansion>>>>,
    /// Attributes of instances: block, instance, name.
    pub attributes: RefCell<HashMap<(usize, usize, Str), Memo>>,
}

/// Kinds of memoised names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// `var.x`
    Variable,
    /// `local.x`
    Local,
    /// An output.
    Output,
}

impl Named {
    /// As it is written before the dot.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Variable => "var",
            Self::Local => "local",
            Self::Output => "output",
        }
    }
}

/// Names in force, innermost first.
#[derive(Clone, Copy)]
pub struct Frame<'c> {
    /// Bound here.
    pub bindings: &'c [(Str, Value)],
    /// Bound around it.
    pub parent: Option<&'c Frame<'c>>,
}

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
pub struct Context<'c, 'a> {
    /// The run.
    pub run: &'c Run<'a>,
    /// The module instance.
    pub scope: &'c Scope<'a>,
    /// Names in force.
    pub frame: Option<&'c Frame<'c>>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// A context without bound names.
    pub fn new(run: &'c Run<'a>, scope: &'c Scope<'a>) -> Self {
        Self { run, scope, frame: None }
    }

    /// Evaluates something with more names in force.
    pub fn with<T>(
        &self,
        bindings: &[(Str, Value)],
        evaluate: impl FnOnce(&Context<'_, 'a>) -> T,
    ) -> T {
        let frame = Frame { bindings, parent: self.frame };
        evaluate(&Context { run: self.run, scope: self.scope, frame: Some(&frame) })
    }

    /// A name in force.
    pub fn bound(&self, name: &str) -> Option<&'c Value> {
        let mut frame = self.frame;
        while let Some(current) = frame {
            if let Some((_, value)) = current.bindings.iter().find(|(bound, _)| &**bound == name) {
                return Some(value);
            }
            frame = current.parent;
        }
        None
    }

    /// A fault at a place, and the unknown value that stands for what was not evaluated.
    pub fn fault(&self, span: Span, message: impl Into<String>) -> Value {
        let message = message.into();
        let name = self.run.excerpt(span).unwrap_or(&message).to_owned();
        self.run.fault(span, message);
        Value::unevaluated(name, span)
    }

    /// The value, or a fault with the message.
    pub fn or_fault(&self, outcome: Result<Value, String>, span: Span) -> Value {
        outcome.unwrap_or_else(|message| self.fault(span, message))
    }

    /// A memoised value of this module instance; the evaluation runs at most once.
    pub fn remember(
        &self,
        kind: Named,
        name: &Str,
        span: Span,
        evaluate: impl FnOnce() -> Value,
    ) -> Value {
        let key = (kind, name.clone());
        let known = self.scope.named.borrow().get(&key).cloned();
        let label = || format!("{}.{name}", kind.prefix());
        if let Some(memo) = known {
            return self.recall(memo, span, label);
        }
        self.scope.named.borrow_mut().insert(key.clone(), Memo::Running);
        let before = self.run.faults();
        let value = self.run.trace.apart(evaluate);
        let fault = self.run.fault_since(before);
        self.scope.named.borrow_mut().insert(key, Memo::Done(value.clone(), fault));
        value
    }

    /// The value of a memo; a cycle and an earlier fault are faults again.
    pub fn recall(&self, memo: Memo, span: Span, label: impl Fn() -> String) -> Value {
        match memo {
            Memo::Running => self.fault(span, format!("{} refers to itself", label())),
            Memo::Done(value, Fault::None) => value,
            Memo::Done(value, Fault::Told) => {
                self.run.fault_again();
                value
            }
            Memo::Done(value, Fault::Untold) => {
                self.run.fault(span, format!("{} could not be evaluated", label()));
                value
            }
        }
    }
}
