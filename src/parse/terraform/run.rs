//! The evaluation of one root module with all that it calls: limits, faults, module instances.
//!
//! In: modules and options. Out: diagnostics, each once for its place, and refusals where a limit
//! on depth or work is reached. One thread has it to itself.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::context::{Fault, Inputs, Scope};
use super::module::Module;
use super::tracing::Trace;
use super::{Options, Texts};
use crate::model::{Diagnostic, FileId, Loss, Span, Str};

/// Expressions within expressions, through locals, variables and modules too.
const MAX_DEPTH: u32 = 600;
/// Expressions evaluated for one root module.
const MAX_STEPS: u64 = 10_000_000;
/// Instances of all blocks of one root module.
pub const MAX_INSTANCES: usize = 100_000;
/// Blocks that `dynamic` blocks of one root module make.
const MAX_BLOCKS: usize = 100_000;
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
    blocks: Cell<usize>,
    /// Where values come from, if that is asked.
    pub trace: Trace,
    diagnostics: RefCell<Vec<Diagnostic>>,
    reported: RefCell<HashSet<(Span, String)>>,
    faults: Cell<u64>,
    quiet: Cell<u32>,
    depth: Cell<u32>,
    steps: Cell<u64>,
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
            blocks: Cell::new(0),
            trace: Trace::default(),
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
        key: Str,
        depth: usize,
        inputs: Inputs<'a>,
    ) -> Rc<Scope<'a>> {
        let mut scopes = self.scopes.borrow_mut();
        let scope = Rc::new(Scope {
            id: scopes.len(),
            module,
            prefix,
            root,
            key,
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

    /// What came of an evaluation that began after so many faults.
    pub fn fault_since(&self, before: u64) -> Fault {
        match (self.faults.get() > before, self.quiet.get() > 0) {
            (false, _) => Fault::None,
            (true, false) => Fault::Told,
            (true, true) => Fault::Untold,
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

    /// The text of an expression, where it is short enough to name what was not evaluated.
    pub fn excerpt(&self, span: Span) -> Option<&'a str> {
        let path = self.paths.get(&span.file)?;
        let text = self.texts.get(&super::module::plain_directory(path))?;
        let excerpt = text.get(span.start as usize..span.end as usize)?;
        let short = !excerpt.is_empty() && excerpt.len() <= 80 && !excerpt.contains('\n');
        short.then_some(excerpt)
    }

    /// The text of an expression, however it is laid out; empty where it is not at hand.
    pub fn written(&self, span: Span) -> String {
        let text = || {
            let path = self.paths.get(&span.file)?;
            let text = self.texts.get(&super::module::plain_directory(path))?;
            text.get(span.start as usize..span.end as usize)
        };
        text().map(|text| text.split_whitespace().collect()).unwrap_or_default()
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

    /// How many of so many nested blocks are made.
    pub fn make_blocks(&self, wanted: usize) -> usize {
        let kept = wanted.min(MAX_BLOCKS.saturating_sub(self.blocks.get()));
        self.blocks.set(self.blocks.get() + kept);
        kept
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

    /// A fault that was reported where it arose.
    pub fn fault_again(&self) {
        self.faults.set(self.faults.get() + 1);
    }
}
