//! References: from a local name, from `input`, or from a rule, step by step down.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use regorus::Value as Rego;
use regorus::unstable::{Expr, ExprRef};

use super::compare;
use super::machine::{Halt, Machine, Next, Step};
use super::module::Program;
use super::term::{Doubt, Open, Term};

impl<'p> Machine<'p> {
    /// A variable, or a reference from one.
    pub(super) fn reference(&mut self, expr: &ExprRef, doubt: Doubt, next: Next<'_, 'p>) -> Step {
        let place = std::ptr::from_ref(expr.as_ref()).addr();
        let apart = self.taken.0.borrow().get(&place).cloned();
        let apart = apart.unwrap_or_else(|| {
            let (root, steps) = flatten(expr);
            let apart = Rc::new((root.to_owned(), steps));
            self.taken.0.borrow_mut().insert(place, apart.clone());
            apart
        });
        let (root, steps) = (&*apart.0, apart.1.as_slice());
        if let Some(term) = self.local(root) {
            return self.walk(term, steps, doubt, next);
        }
        if root == "input" {
            return self.walk(self.input.clone(), steps, doubt, next);
        }
        let Some(start) = self.data_path(root) else {
            // A call or literal as root, or a name that nothing binds.
            return match expr_root(expr).as_ref() {
                Expr::Var { .. } => Err(Halt::Unsupported(format!("the unbound name `{root}`"))),
                _ => {
                    let root = expr_root(expr);
                    self.eval(&root, doubt, &mut |machine, term, doubt| {
                        machine.walk(term, steps, doubt, next)
                    })
                }
            };
        };
        // The longest static prefix that names a rule.
        let mut path = start.clone();
        let mut used = 0;
        while self.program.rules(&path).is_none() {
            let Some(Ok(key)) = steps.get(used).map(|step| step.constant()) else {
                return Ok(());
            };
            path = format!("{path}.{key}").into();
            used += 1;
        }
        let outcomes = self.rule(&path)?;
        let rest = steps.get(used..).unwrap_or_default();
        for (term, more) in outcomes.iter() {
            self.walk(term.clone(), rest, doubt.and(more), next)?;
        }
        Ok(())
    }

    /// The `data` path that a name stands for: an import, a rule of this package, or `data`.
    pub(super) fn data_path(&self, name: &str) -> Option<&'p Arc<str>> {
        self.program.path(self.module, name)
    }

    /// The program.
    pub(super) fn program(&self) -> &'p Program {
        self.program
    }

    /// Applies the steps of a reference.
    fn walk(&mut self, term: Term, steps: &[RefStep], doubt: Doubt, next: Next<'_, 'p>) -> Step {
        let Some((first, rest)) = steps.split_first() else { return next(self, term, doubt) };
        self.tick()?;
        match first {
            RefStep::Field(key) => {
                for (value, more) in compare::lookup(&term, &Term::Known(key.clone())) {
                    self.walk(value, rest, doubt.and(&more), next)?;
                }
                Ok(())
            }
            RefStep::Index(index) if self.has_unbound(index) => {
                let items = self.items(&term);
                for (key, value, more) in items {
                    let height = self.height();
                    self.unify(index, &key, doubt.and(&more), &mut |machine, _, doubt| {
                        machine.walk(value.clone(), rest, doubt, next)
                    })?;
                    self.truncate(height);
                }
                Ok(())
            }
            RefStep::Index(index) => self.eval(index, doubt, &mut |machine, key, doubt| {
                for (value, more) in compare::lookup(&term, &key) {
                    machine.walk(value, rest, doubt.and(&more), next)?;
                }
                Ok(())
            }),
        }
    }

    /// Elements of a collection; one open element stands for those of an open one.
    pub(super) fn items(&mut self, term: &Term) -> Vec<(Term, Term, Doubt)> {
        match term {
            Term::Open(open)
                if open.prefix.is_none() && open.at_least.is_none() && !open.boolean =>
            {
                let mut part = Open::from_doubt(open.doubt.clone(), false);
                part.display = open.display.clone();
                let key = Open::from_doubt(open.doubt.clone(), false).term();
                vec![(key, part.term(), open.doubt.clone())]
            }
            _ => compare::iterate(term).unwrap_or_default(),
        }
    }
}

/// Root name and steps of a reference.
type Apart = Rc<(String, Vec<RefStep>)>;

/// References that were taken apart, by the address of their expression.
#[derive(Clone, Default)]
pub struct Taken(Rc<RefCell<HashMap<usize, Apart>>>);

/// One step of a reference.
pub enum RefStep {
    /// `.name`.
    Field(Rego),
    /// `[index]`.
    Index(ExprRef),
}

impl RefStep {
    /// The key, where it is constant text.
    fn constant(&self) -> Result<&str, ()> {
        match self {
            Self::Field(Rego::String(key)) => Ok(key),
            Self::Index(index) => match index.as_ref() {
                Expr::String { value: Rego::String(key), .. } => Ok(key),
                _ => Err(()),
            },
            Self::Field(_) => Err(()),
        }
    }
}

/// The root expression of a reference.
fn expr_root(expr: &ExprRef) -> ExprRef {
    let mut root = expr;
    while let Expr::RefDot { refr, .. } | Expr::RefBrack { refr, .. } = root.as_ref() {
        root = refr;
    }
    root.clone()
}

/// Root name and steps of a reference; the name is empty where the root is no variable.
pub(super) fn flatten(expr: &ExprRef) -> (&str, Vec<RefStep>) {
    let mut steps = Vec::new();
    let mut root = expr;
    loop {
        match root.as_ref() {
            Expr::RefDot { refr, field, .. } => {
                steps.push(RefStep::Field(Rego::from(field.0.text())));
                root = refr;
            }
            Expr::RefBrack { refr, index, .. } => {
                steps.push(RefStep::Index(index.clone()));
                root = refr;
            }
            Expr::Var { span, .. } => {
                steps.reverse();
                return (span.text(), steps);
            }
            _ => {
                steps.reverse();
                return ("", steps);
            }
        }
    }
}
