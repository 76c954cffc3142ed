//! The machine: expressions, references and rules.
//!
//! It enumerates solutions in continuation-passing style, as Rego's semantics ask: an expression
//! calls `next` once for each value that it may have, under the doubt that this solution carries.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use regorus::Value as Rego;
use regorus::unstable::{ArithOp, Expr, ExprRef, Rule, RuleHead};

use super::module::{Program, path_of};
use super::operators::{comparison, object_of, set_operation, truth_term};
use super::reference::Taken;
use super::term::{Doubt, Term};

/// Why an evaluation stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Halt {
    /// A construct that three-valued evaluation does not cover: the result is indeterminate.
    Unsupported(String),
    /// The budget of steps is used up.
    Runaway,
}

/// What one step gives.
pub type Step = Result<(), Halt>;

/// A continuation.
pub type Next<'n, 'p> = &'n mut dyn FnMut(&mut Machine<'p>, Term, Doubt) -> Step;

/// A variable's state.
#[derive(Debug, Clone)]
enum Slot {
    Declared,
    Bound(Term),
}

/// Everything that a rule may be: each value with its doubt.
type Outcomes = Rc<Vec<(Term, Doubt)>>;

/// An evaluation of one policy over one input.
pub struct Machine<'p> {
    pub(super) program: &'p Program,
    pub(super) input: Term,
    names: Vec<(Arc<str>, Slot)>,
    base: usize,
    /// Index of the module whose rules and imports names refer to.
    pub(super) module: usize,
    cache: RefCell<HashMap<Arc<str>, Outcomes>>,
    steps: u64,
    depth: u32,
    /// References that were taken apart already.
    pub(super) taken: Taken,
}

const DEPTH: u32 = 400;

impl<'p> Machine<'p> {
    /// Steps that one evaluation may take.
    pub const STEPS: u64 = 20_000_000;

    /// A machine over an input.
    ///
    /// `taken` is kept from one machine to the next for as long as the programs live.
    pub fn new(program: &'p Program, input: Term, taken: Taken) -> Self {
        Self {
            program,
            input,
            names: Vec::new(),
            base: 0,
            module: 0,
            cache: RefCell::default(),
            steps: Self::STEPS,
            depth: 0,
            taken,
        }
    }

    /// Every value that a rule may have; empty where it is not defined.
    ///
    /// # Errors
    /// A construct that is not covered, or a runaway policy.
    pub fn rule(&mut self, path: &str) -> Result<Outcomes, Halt> {
        if let Some(known) = self.cache.borrow().get(path) {
            return Ok(known.clone());
        }
        let Some(rules) = self.program.rules(path) else { return Ok(Rc::default()) };
        self.enter()?;
        let outcomes: Outcomes = Rc::new(self.define(rules)?);
        self.depth -= 1;
        self.cache.borrow_mut().insert(path.into(), outcomes.clone());
        Ok(outcomes)
    }

    /// Spends a step.
    pub(super) fn tick(&mut self) -> Step {
        self.steps = self.steps.checked_sub(1).ok_or(Halt::Runaway)?;
        Ok(())
    }

    fn enter(&mut self) -> Step {
        self.depth += 1;
        if self.depth > DEPTH { Err(Halt::Runaway) } else { Ok(()) }
    }

    /// Runs something in a scope of its own: no local name of the caller is seen.
    pub(super) fn scoped<T>(
        &mut self,
        module: usize,
        run: impl FnOnce(&mut Self) -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        let (base, height, before) = (self.base, self.names.len(), self.module);
        self.base = height;
        self.module = module;
        let result = run(self);
        self.names.truncate(height);
        self.base = base;
        self.module = before;
        result
    }

    fn define(
        &mut self,
        rules: &[(usize, regorus::unstable::Ref<Rule>)],
    ) -> Result<Vec<(Term, Doubt)>, Halt> {
        let mut values = Vec::new();
        let mut members = None;
        let mut entries: Option<Vec<(Term, Term, Doubt)>> = None;
        let mut default = None;
        for (module, rule) in rules {
            self.scoped(*module, |machine| match rule.as_ref() {
                Rule::Default { value, .. } => {
                    default = machine.solutions(value)?.into_iter().next();
                    Ok(())
                }
                Rule::Spec { head: RuleHead::Set { key, .. }, bodies, .. } => {
                    let set = members.get_or_insert_with(Vec::new);
                    machine.bodies(bodies, key.as_ref(), &mut |_, term, doubt| {
                        set.push((term, doubt));
                        Ok(())
                    })
                }
                Rule::Spec { head: RuleHead::Compr { refr, assign, .. }, bodies, .. } => {
                    let value = assign.as_ref().map(|assign| &assign.value);
                    match refr.as_ref() {
                        Expr::RefBrack { index, .. } if path_of(refr).is_none() => {
                            let all = entries.get_or_insert_with(Vec::new);
                            machine.bodies(bodies, value, &mut |machine, term, doubt| {
                                machine.eval(index, doubt, &mut |_, key, doubt| {
                                    all.push((key, term.clone(), doubt));
                                    Ok(())
                                })
                            })
                        }
                        _ => machine.bodies(bodies, value, &mut |_, term, doubt| {
                            values.push((term, doubt));
                            Ok(())
                        }),
                    }
                }
                Rule::Spec { head: RuleHead::Func { .. }, .. } => {
                    Err(Halt::Unsupported("a function used as a value".into()))
                }
            })?;
        }
        if let Some(members) = members {
            return Ok(vec![(Term::set(members), Doubt::none())]);
        }
        if let Some(entries) = entries {
            return Ok(vec![object_of(entries)]);
        }
        Ok(complete(values, default))
    }

    /// Bodies of one definition: the value of each solution. An `else` counts where no body
    /// before it holds for certain.
    pub(super) fn bodies(
        &mut self,
        bodies: &[regorus::unstable::RuleBody],
        value: Option<&ExprRef>,
        next: Next<'_, 'p>,
    ) -> Step {
        if bodies.is_empty() {
            return self.head_value(value, Doubt::none(), next);
        }
        let mut before = Doubt::none();
        for body in bodies {
            if !body.is_else {
                before = Doubt::none();
            }
            let mut certain = false;
            let mut doubts = before.clone();
            let value = body.assign.as_ref().map(|assign| &assign.value).or(value);
            let height = self.height();
            self.query(&body.query, before.clone(), &mut |machine, _, doubt| {
                certain |= doubt.is_certain();
                doubts = doubts.and(&doubt);
                machine.head_value(value, doubt, next)
            })?;
            self.truncate(height);
            if certain && bodies.iter().any(|body| body.is_else) {
                break;
            }
            before = doubts;
        }
        Ok(())
    }

    fn head_value(&mut self, value: Option<&ExprRef>, doubt: Doubt, next: Next<'_, 'p>) -> Step {
        match value {
            Some(value) => self.eval(value, doubt, next),
            None => next(self, Term::Known(Rego::Bool(true)), doubt),
        }
    }

    /// All values of an expression under no doubt.
    pub(super) fn solutions(&mut self, expr: &ExprRef) -> Result<Vec<(Term, Doubt)>, Halt> {
        let mut all = Vec::new();
        self.eval(expr, Doubt::none(), &mut |_, term, doubt| {
            all.push((term, doubt));
            Ok(())
        })?;
        Ok(all)
    }

    /// Evaluates an expression: `next` for each value it may have. Undefined gives none.
    pub(super) fn eval(&mut self, expr: &ExprRef, doubt: Doubt, next: Next<'_, 'p>) -> Step {
        self.tick()?;
        match expr.as_ref() {
            Expr::String { value, .. }
            | Expr::RawString { value, .. }
            | Expr::Number { value, .. }
            | Expr::Bool { value, .. }
            | Expr::Null { value, .. } => next(self, Term::Known(value.clone()), doubt),
            Expr::Var { .. } | Expr::RefDot { .. } | Expr::RefBrack { .. } => {
                self.reference(expr, doubt, next)
            }
            Expr::Array { items, .. } => self.each(items, doubt, &mut |machine, terms, doubt| {
                next(machine, Term::array(terms), doubt)
            }),
            Expr::Set { items, .. } => self.each(items, doubt, &mut |machine, terms, doubt| {
                let members = terms.into_iter().map(|term| (term, Doubt::none())).collect();
                next(machine, Term::set(members), doubt)
            }),
            Expr::Object { fields, .. } => self.object(fields, doubt, next),
            Expr::ArrayCompr { .. } | Expr::SetCompr { .. } | Expr::ObjectCompr { .. } => {
                let term = self.comprehension(expr)?;
                next(self, term, doubt)
            }
            Expr::Call { fcn, params, .. } => self.call(fcn, params, doubt, next),
            Expr::UnaryExpr { expr, .. } => self.eval(expr, doubt, &mut |machine, term, doubt| {
                let zero = Term::Known(Rego::from(0i64));
                match super::call::arithmetic(&ArithOp::Sub, &zero, &term) {
                    Some(term) => next(machine, term, doubt),
                    None => Ok(()),
                }
            }),
            Expr::BinExpr { op, lhs, rhs, .. } => {
                self.pair(lhs, rhs, doubt, &mut |machine, one, two, doubt| match set_operation(
                    op, &one, &two,
                ) {
                    Some(term) => next(machine, term, doubt),
                    None => Ok(()),
                })
            }
            Expr::BoolExpr { op, lhs, rhs, .. } => {
                self.pair(lhs, rhs, doubt, &mut |machine, one, two, doubt| {
                    next(machine, truth_term(comparison(op, &one, &two)), doubt)
                })
            }
            Expr::ArithExpr { op, lhs, rhs, .. } => {
                self.pair(lhs, rhs, doubt, &mut |machine, one, two, doubt| {
                    match super::call::arithmetic(op, &one, &two) {
                        Some(term) => next(machine, term, doubt),
                        None => Ok(()),
                    }
                })
            }
            Expr::Membership { key, value, collection, .. } => {
                self.membership(key.as_ref(), value, collection, doubt, next)
            }
            Expr::AssignExpr { lhs, rhs, .. } => {
                self.assign(lhs, rhs, doubt, &mut |machine, _, doubt| {
                    next(machine, Term::Known(Rego::Bool(true)), doubt)
                })
            }
        }
    }

    fn object(
        &mut self,
        fields: &[(regorus::unstable::Span, ExprRef, ExprRef)],
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let flat: Vec<ExprRef> =
            fields.iter().flat_map(|(_, key, value)| [key.clone(), value.clone()]).collect();
        self.each(&flat, doubt, &mut |machine, terms, doubt| {
            let mut entries = Vec::new();
            let mut terms = terms.into_iter();
            while let (Some(key), Some(value)) = (terms.next(), terms.next()) {
                entries.push((key, value, Doubt::none()));
            }
            let (term, more) = object_of(entries);
            next(machine, term, doubt.and(&more))
        })
    }

    /// Two expressions: every combination.
    fn pair(
        &mut self,
        one: &ExprRef,
        two: &ExprRef,
        doubt: Doubt,
        next: &mut dyn FnMut(&mut Self, Term, Term, Doubt) -> Step,
    ) -> Step {
        self.eval(one, doubt, &mut |machine, one, doubt| {
            machine
                .eval(two, doubt, &mut |machine, two, doubt| next(machine, one.clone(), two, doubt))
        })
    }

    /// Several expressions: every combination.
    pub(super) fn each(
        &mut self,
        items: &[ExprRef],
        doubt: Doubt,
        next: &mut dyn FnMut(&mut Self, Vec<Term>, Doubt) -> Step,
    ) -> Step {
        self.each_after(items, Vec::new(), doubt, next)
    }

    fn each_after(
        &mut self,
        items: &[ExprRef],
        before: Vec<Term>,
        doubt: Doubt,
        next: &mut dyn FnMut(&mut Self, Vec<Term>, Doubt) -> Step,
    ) -> Step {
        let Some((first, rest)) = items.split_first() else { return next(self, before, doubt) };
        if rest.is_empty() && before.is_empty() {
            return self
                .eval(first, doubt, &mut |machine, term, doubt| next(machine, vec![term], doubt));
        }
        self.eval(first, doubt, &mut |machine, term, doubt| {
            let mut terms = before.clone();
            terms.push(term);
            machine.each_after(rest, terms, doubt, next)
        })
    }

    /// Height of the name stack, to return to.
    pub(super) fn height(&self) -> usize {
        self.names.len()
    }

    /// Forgets names above a height.
    pub(super) fn truncate(&mut self, height: usize) {
        self.names.truncate(height);
    }

    /// Value of a local name.
    pub(super) fn local(&self, name: &str) -> Option<Term> {
        match self.slot(name) {
            Some(Slot::Bound(term)) => Some(term.clone()),
            _ => None,
        }
    }

    fn slot(&self, name: &str) -> Option<&Slot> {
        let own = self.names.get(self.base..).unwrap_or_default();
        own.iter().rev().find(|(known, _)| &**known == name).map(|(_, slot)| slot)
    }

    /// Declares a local name, hiding an outer one.
    pub(super) fn declare(&mut self, name: &str) {
        self.names.push((name.into(), Slot::Declared));
    }

    /// Binds a local name.
    pub(super) fn bind(&mut self, name: &str, term: Term) {
        self.names.push((name.into(), Slot::Bound(term)));
    }

    /// Whether a name is a variable that has no value yet.
    pub(super) fn is_unbound(&self, name: &str) -> bool {
        match self.slot(name) {
            Some(Slot::Bound(_)) => false,
            Some(Slot::Declared) => true,
            None => name != "input" && self.data_path(name).is_none(),
        }
    }

    /// Whether a pattern has a variable to bind.
    pub(super) fn has_unbound(&self, expr: &ExprRef) -> bool {
        match expr.as_ref() {
            Expr::Var { span, .. } => span.text() == "_" || self.is_unbound(span.text()),
            Expr::Array { items, .. } => items.iter().any(|item| self.has_unbound(item)),
            Expr::Object { fields, .. } => {
                fields.iter().any(|(_, _, value)| self.has_unbound(value))
            }
            _ => false,
        }
    }
}

/// A complete rule's outcomes: certain ones win over the default.
fn complete(values: Vec<(Term, Doubt)>, default: Option<(Term, Doubt)>) -> Vec<(Term, Doubt)> {
    let certain = values.iter().any(|(_, doubt)| doubt.is_certain());
    if certain {
        // A complete rule has one value: once one definition holds for certain, the others that
        // may hold give the same value or an error.
        return values.into_iter().filter(|(_, doubt)| doubt.is_certain()).take(1).collect();
    }
    let all = values.iter().fold(Doubt::none(), |all, (_, doubt)| all.and(doubt));
    let mut outcomes = values;
    if let Some((term, _)) = default {
        outcomes.push((term, all));
    }
    outcomes
}
