//! Where an expression is evaluated: the run, the module instance, the names in force.
//!
//! In: modules and options. Out: memoised values of a module instance, faults as diagnostics, and
//! the limits on depth and work. One thread evaluates one root module with all that it calls.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::instances::Expansion;
use super::module::Module;
use super::syntax::ast::Block;
use super::values::Value;
use super::variables::Given;
use super::{Options, Texts};
use crate::model::{Diagnostic, FileId, Loss, Span, Str};

/// Expressions within expressions, through locals, variables and modules too.
const MAX_DEPTH: u32 = 600;
/// Expressions evaluated for one root module.
const MAX_STEPS: u64 = 40_000_000;
/// Instances of all blocks of one root module.
pub const MAX_INSTANCES: usize = 100_000;
/// Diagnostics kept for one root module.
const MAX_DIAGNOSTICS: usize = 1_000;

/// The evaluation of one root module.
pub struct Run<'a> {
    /// All modules by plain directory.
    pub modules: &'a BTreeMap<String, Module<'a>>,
    /// Options of the user.
    pub options: &'a Options,
    /// Texts that functions may read, by path.
    pub texts: &'a Texts<'a>,
    /// Path of each file.
    pub paths: &'a HashMap<FileId, Str>,
    /// Every module instance.
    pub scopes: RefCell<Vec<Rc<Scope<'a>>>>,
    /// Instances made so far.
    pub instances: Cell<usize>,
    diagnostics: RefCell<Vec<Diagnostic>>,
    reported: RefCell<HashSet<(Span, String)>>,
    faults: Cell<u64>,
    quiet: Cell<u32>,
    depth: Cell<u32>,
    steps: Cell<u64>,
}

/// A memoised value.
#[derive(Debug, Clone)]
pub enum Memo {
    /// Being evaluated: met again, it is a cycle.
    Running,
    /// The value, and whether it came with a fault.
    Done(Value, bool),
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

impl<'a> Run<'a> {
    /// A run over modules that were read.
    pub fn new(
        modules: &'a BTreeMap<String, Module<'a>>,
        options: &'a Options,
        texts: &'a Texts<'a>,
        paths: &'a HashMap<FileId, Str>,
    ) -> Self {
        Self {
            modules,
            options,
            texts,
            paths,
            scopes: RefCell::default(),
            instances: Cell::new(0),
            diagnostics: RefCell::default(),
            reported: RefCell::default(),
            faults: Cell::new(0),
            quiet: Cell::new(0),
            depth: Cell::new(0),
            steps: Cell::new(0),
        }
    }

    /// Adds a module instance.
    pub fn add_scope(
        &self,
        module: &'a Module<'a>,
        prefix: Str,
        root: Str,
        depth: usize,
        inputs: Inputs<'a>,
    ) -> Rc<Scope<'a>> {
        let mut scopes = self.scopes.borrow_mut();
        let scope = Rc::new(Scope {
            id: scopes.len(),
            module,
            prefix,
            root,
            depth,
            inputs,
            named: RefCell::default(),
            resources: RefCell::default(),
            calls: RefCell::default(),
            attributes: RefCell::default(),
        });
        scopes.push(Rc::clone(&scope));
        scope
    }

    /// A module instance by index.
    pub fn scope(&self, id: usize) -> Option<Rc<Scope<'a>>> {
        self.scopes.borrow().get(id).cloned()
    }

    /// Records a fault: something could not be evaluated.
    pub fn fault(&self, span: Span, message: impl Into<String>) {
        self.faults.set(self.faults.get() + 1);
        if self.quiet.get() == 0 {
            self.note(span, message);
        }
    }

    /// Records a diagnostic once for its place.
    pub fn note(&self, span: Span, message: impl Into<String>) {
        self.record(span, message.into(), Loss::Nothing, String::new());
    }

    /// Records that a limit left something out.
    pub fn note_loss(&self, span: Span, message: impl Into<String>, lost: String) {
        self.record(span, message.into(), Loss::Part, lost);
    }

    fn record(&self, span: Span, message: String, loss: Loss, lost: String) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        if diagnostics.len() < MAX_DIAGNOSTICS
            && self.reported.borrow_mut().insert((span, message.clone()))
        {
            let path = self.paths.get(&span.file).cloned().unwrap_or_else(|| "<options>".into());
            diagnostics.push(Diagnostic::at(path, span, message, loss).losing(lost));
        }
    }

    /// Faults so far.
    pub fn faults(&self) -> u64 {
        self.faults.get()
    }

    /// Evaluates something whose faults are answers, not diagnostics: whether it had any.
    pub fn attempt<T>(&self, evaluate: impl FnOnce() -> T) -> (T, bool) {
        let before = self.faults.get();
        self.quiet.set(self.quiet.get() + 1);
        let outcome = evaluate();
        self.quiet.set(self.quiet.get() - 1);
        let failed = self.faults.get() > before;
        self.faults.set(before);
        (outcome, failed)
    }

    /// Goes one level down; false where a limit forbids it. Each `true` needs a [`Run::leave`].
    pub fn enter(&self, span: Span) -> bool {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MAX_STEPS {
            self.fault(
                Span::new(span.file, 0, 0),
                "evaluation stopped: too much work for one root module",
            );
            return false;
        }
        if self.depth.get() >= MAX_DEPTH {
            self.fault(span, "expression nested too deeply");
            return false;
        }
        self.depth.set(self.depth.get() + 1);
        true
    }

    /// Comes back up.
    pub fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Accounts for work that is not an expression, such as elements built by a function.
    pub fn spend(&self, steps: usize) -> bool {
        self.steps.set(self.steps.get().saturating_add(steps as u64));
        self.steps.get() <= MAX_STEPS
    }

    /// The diagnostics, in the order found.
    pub fn take_diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics.take()
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
        self.run.fault(span, message.clone());
        Value::unevaluated(message, span)
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
        let value = evaluate();
        let failed = self.run.faults() > before;
        self.scope.named.borrow_mut().insert(key, Memo::Done(value.clone(), failed));
        value
    }

    /// The value of a memo; a cycle and an earlier fault are faults again.
    pub fn recall(&self, memo: Memo, span: Span, label: impl Fn() -> String) -> Value {
        match memo {
            Memo::Running => self.fault(span, format!("{} refers to itself", label())),
            Memo::Done(value, false) => value,
            Memo::Done(value, true) => {
                self.run.fault_again();
                value
            }
        }
    }
}

impl Run<'_> {
    /// A fault that was reported where it arose.
    pub fn fault_again(&self) {
        self.faults.set(self.faults.get() + 1);
    }
}
