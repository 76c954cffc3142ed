//! Module calls: from a `module` block to module instances, and their outputs.
//!
//! In: the block and what was read. Out: a module instance for each of its instances. A source
//! that is not here gives unknown outputs and one diagnostic.

use std::rc::Rc;

use super::context::{Bindings, Context, Inputs, Named, Scope};
use super::instances::{Expansion, Mode};
use super::module::{Module, literal};
use super::sources::{Caller, resolve};
use super::syntax::ast::Block;
use super::values::{Handle, Value};
use crate::model::{Cause, Shape, Span, Str};

/// Calls within calls.
const MAX_CALLS: usize = 32;

/// What a call leads to.
pub enum Target<'a> {
    /// A module that was read.
    Here(&'a Module<'a>),
    /// One that was not, and why.
    Missing(String),
}

impl<'a> Context<'_, 'a> {
    /// What the source of a call leads to.
    pub fn target(&self, block: &Block) -> Target<'a> {
        let Some(source) = self.source(block) else {
            return Target::Missing("its source is not known".into());
        };
        let caller = Caller {
            root: &self.scope.root,
            key: &self.scope.key,
            directory: &self.scope.module.directory,
        };
        let call = block.labels.first().map_or("", |name| &**name);
        let found = resolve(self.run.options, self.run.modules, caller, call, &source);
        let Some(path) = found else {
            return Target::Missing(format!("its source \"{source}\" is not here"));
        };
        match self.run.modules.get(&path) {
            None => Target::Missing(format!("there is no module in \"{path}\"")),
            Some(_) if self.scope.depth >= MAX_CALLS => {
                Target::Missing("module calls are nested too deeply".into())
            }
            Some(module) if self.is_caller(module) => {
                Target::Missing("it calls a module that calls it".into())
            }
            Some(module) => Target::Here(module),
        }
    }

    /// The source of a call; OpenTofu has variables and locals in it.
    pub fn source(&self, block: &Block) -> Option<Str> {
        if let Some((source, _)) = literal(&block.body, "source") {
            return Some(source.into());
        }
        let expression = super::module::attribute(&block.body, "source")?;
        let (value, _) = self.run.attempt(|| self.evaluate(expression));
        value.as_str().map(Str::from)
    }

    /// Whether a module is this one or one of its callers.
    fn is_caller(&self, module: &Module<'a>) -> bool {
        if std::ptr::eq(self.scope.module, module) {
            return true;
        }
        let mut parent = parent_of(self.scope);
        while let Some(scope) = parent.and_then(|id| self.run.scope(id)) {
            if std::ptr::eq(scope.module, module) {
                return true;
            }
            parent = parent_of(&scope);
        }
        false
    }

    /// The instances of a call; `None` while they are being worked out.
    pub fn call_expansion(&self, name: &Str) -> Option<Rc<Expansion>> {
        let known = self.scope.calls.borrow().get(name).cloned();
        if let Some(known) = known {
            return known;
        }
        let block = *self.scope.module.calls.get(name)?;
        self.scope.calls.borrow_mut().insert(name.clone(), None);
        let expansion = Rc::new(self.run.trace.apart(|| self.expand_call(name, block)));
        self.scope.calls.borrow_mut().insert(name.clone(), Some(Rc::clone(&expansion)));
        Some(expansion)
    }

    fn expand_call(&self, name: &Str, block: &'a Block) -> Expansion {
        let module = Context::new(self.run, self.scope);
        let address = format!("module.{name}");
        let target = match self.target(block) {
            Target::Here(target) => target,
            Target::Missing(why) => {
                if !self.scope.module.fragment {
                    self.run.note(block.header, format!("{address} is not evaluated: {why}"));
                }
                return missing(&address, block.header);
            }
        };
        let mut keys = Vec::new();
        let mut expansion = module.expand(&block.body, block.header, &address, |_, bindings| {
            keys.push(Rc::new(std::mem::take(bindings)));
            Handle::Module { scope: 0 }
        });
        let key: Str = match &*self.scope.key {
            "" => name.clone(),
            above => format!("{above}.{name}").into(),
        };
        for (instance, bindings) in expansion.instances.iter_mut().zip(keys) {
            let prefix = format!("{}{address}{}.", self.scope.prefix, instance.key.suffix());
            let inputs = Inputs::Call { parent: self.scope.id, block, bindings };
            let scope = self.run.add_scope(
                target,
                prefix.into(),
                self.scope.root.clone(),
                key.clone(),
                self.scope.depth + 1,
                inputs,
            );
            instance.handle = Handle::Module { scope: scope.id };
        }
        expansion
    }

    /// An output of a module instance.
    pub(super) fn output(&self, scope: &Scope<'a>, name: &Str, span: Span) -> Value {
        let Some(block) = scope.module.outputs.get(name) else {
            let address = scope.prefix.trim_end_matches('.');
            return self.fault(span, format!("{address} has no output \"{name}\""));
        };
        let inner = Context::new(self.run, scope);
        let value = inner.remember(Named::Output, name, span, || {
            match super::module::attribute(&block.body, "value") {
                Some(expression) => inner.evaluate(expression),
                None => inner.fault(block.header, "an output needs a value"),
            }
        });
        let mut value = self.through_output(scope, name, value).at(span);
        value.sensitive |= inner.flag(&block.body, "sensitive");
        value
    }

    /// An argument of this module instance, evaluated in its caller.
    pub(super) fn argument(
        &self,
        parent: usize,
        block: &Block,
        bindings: &Bindings,
        name: &str,
    ) -> Option<Value> {
        let expression = super::module::attribute(&block.body, name)?;
        let scope = self.run.scope(parent)?;
        let caller = Context::new(self.run, &scope);
        let value = caller.with(bindings, |inner| inner.evaluate(expression));
        Some(self.through_argument(name, expression.span, value))
    }
}

fn parent_of(scope: &Scope<'_>) -> Option<usize> {
    match &scope.inputs {
        Inputs::Call { parent, .. } => Some(*parent),
        Inputs::Root(_) => None,
    }
}

/// No instance, and an unknown in place of all outputs.
fn missing(address: &str, header: Span) -> Expansion {
    let unknown = crate::model::Unknown {
        name: address.into(),
        because: Cause::MissingModule,
        declared_at: Some(header),
        shape: Shape::default(),
    };
    Expansion { mode: Mode::Open(unknown.into()), instances: Vec::new(), index: Default::default() }
}
