//! Queries: bodies of rules and comprehensions, statement by statement, and unification.

use std::collections::HashSet;

use regorus::Value as Rego;
use regorus::unstable::{Expr, ExprRef, Literal, LiteralStmt, Query, Ref};

use super::compare::{self, Truth};
use super::machine::{Halt, Machine, Next, Step};
use super::operators::{object_of, truth_term};
use super::term::{Doubt, Open, Term};

impl<'p> Machine<'p> {
    /// Runs a body: `next` for each solution, with a meaningless term.
    pub(super) fn query(&mut self, query: &Ref<Query>, doubt: Doubt, next: Next<'_, 'p>) -> Step {
        match self.program().tree(self.module).and_then(|tree| tree.order(query)) {
            Some(order) => self.statements(&query.stmts, order, doubt, next),
            None => {
                let order = order(&query.stmts);
                self.statements(&query.stmts, &order, doubt, next)
            }
        }
    }

    fn statements(
        &mut self,
        all: &[LiteralStmt],
        order: &[usize],
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        self.tick()?;
        let Some((first, rest)) = order.split_first() else {
            return next(self, Term::Known(Rego::Bool(true)), doubt);
        };
        let Some(statement) = all.get(*first) else { return Ok(()) };
        if !statement.with_mods.is_empty() {
            return Err(Halt::Unsupported("`with`".into()));
        }
        let height = self.height();
        let result = self.literal(&statement.literal, doubt, &mut |machine, _, doubt| {
            machine.statements(all, rest, doubt, next)
        });
        self.truncate(height);
        result
    }

    fn literal(&mut self, literal: &Literal, doubt: Doubt, next: Next<'_, 'p>) -> Step {
        match literal {
            Literal::SomeVars { vars, .. } => {
                for name in vars {
                    self.declare(name.text());
                }
                next(self, Term::Known(Rego::Null), doubt)
            }
            Literal::SomeIn { key, value, collection, .. } => {
                self.some_in(key.as_ref(), value, collection, doubt, next)
            }
            Literal::Expr { expr, .. } => self.holds(expr, doubt, next),
            Literal::NotExpr { expr, .. } => {
                let height = self.height();
                let truth =
                    self.truth(&mut |machine, next| machine.holds(expr, Doubt::none(), next))?;
                self.truncate(height);
                match truth {
                    Truth::True => Ok(()),
                    Truth::False => next(self, Term::Known(Rego::Null), doubt),
                    Truth::Maybe(more) => next(self, Term::Known(Rego::Null), doubt.and(&more)),
                }
            }
            Literal::Every { key, value, domain, query, .. } => {
                let names =
                    (key.as_ref().map(|key| key.text().to_string()), value.text().to_string());
                self.eval(domain, doubt, &mut |machine, domain, doubt| match machine
                    .every(&names, &domain, query)?
                {
                    Truth::False => Ok(()),
                    Truth::True => next(machine, Term::Known(Rego::Null), doubt),
                    Truth::Maybe(more) => next(machine, Term::Known(Rego::Null), doubt.and(&more)),
                })
            }
        }
    }

    /// An expression as a condition: `next` for each solution that is neither false nor undefined.
    fn holds(&mut self, expr: &ExprRef, doubt: Doubt, next: Next<'_, 'p>) -> Step {
        if let Expr::AssignExpr { lhs, rhs, .. } = expr.as_ref() {
            return self.assign(lhs, rhs, doubt, next);
        }
        self.eval(expr, doubt, &mut |machine, term, doubt| match &term {
            Term::Known(Rego::Bool(false)) => Ok(()),
            Term::Open(open) if !open.is_truthy() => {
                let doubt = doubt.and(&open.doubt);
                next(machine, term, doubt)
            }
            _ => next(machine, term, doubt),
        })
    }

    /// Whether something has a solution.
    pub(super) fn truth(
        &mut self,
        run: &mut dyn FnMut(&mut Self, Next<'_, 'p>) -> Step,
    ) -> Result<Truth, Halt> {
        let mut truth = Truth::False;
        run(self, &mut |_, _, doubt| {
            let found = if doubt.is_certain() { Truth::True } else { Truth::Maybe(doubt) };
            truth = std::mem::replace(&mut truth, Truth::False).or(found);
            Ok(())
        })?;
        Ok(truth)
    }

    fn every(
        &mut self,
        names: &(Option<String>, String),
        domain: &Term,
        query: &Ref<Query>,
    ) -> Result<Truth, Halt> {
        let mut all = Truth::True;
        for (key, value, there) in self.items(domain) {
            let height = self.height();
            if let Some(name) = &names.0 {
                self.bind(name, key);
            }
            self.bind(&names.1, value);
            let one = self.truth(&mut |machine, next| machine.query(query, Doubt::none(), next))?;
            self.truncate(height);
            let absent = if there.is_certain() { Truth::False } else { Truth::Maybe(there) };
            all = all.and(one.or(absent));
        }
        Ok(all)
    }

    fn some_in(
        &mut self,
        key: Option<&ExprRef>,
        value: &ExprRef,
        collection: &ExprRef,
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        // The names of the patterns are new, whatever stood outside; the collection is outside.
        self.eval(collection, doubt, &mut |machine, term, doubt| {
            for (own_key, own_value, there) in machine.items(&term) {
                let height = machine.height();
                let mut names = Vec::new();
                key.into_iter()
                    .chain([value])
                    .for_each(|pattern| pattern_names(pattern, &mut names));
                names.iter().for_each(|name| machine.declare(name));
                let doubt = doubt.and(&there);
                match key {
                    Some(key) => {
                        machine.unify(key, &own_key, doubt, &mut |machine, _, doubt| {
                            machine.unify(value, &own_value, doubt, next)
                        })?
                    }
                    None => machine.unify(value, &own_value, doubt, next)?,
                }
                machine.truncate(height);
            }
            Ok(())
        })
    }

    /// `x in xs`, `k, v in xs`: one solution, true or false or open.
    pub(super) fn membership(
        &mut self,
        key: Option<&ExprRef>,
        value: &ExprRef,
        collection: &ExprRef,
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let parts: Vec<ExprRef> = [Some(collection.clone()), Some(value.clone()), key.cloned()]
            .into_iter()
            .flatten()
            .collect();
        self.each(&parts, doubt, &mut |machine, terms, doubt| {
            let mut terms = terms.into_iter();
            let (Some(collection), Some(value)) = (terms.next(), terms.next()) else {
                return Ok(());
            };
            let key = terms.next();
            let mut found = Truth::False;
            for (own_key, own_value, there) in machine.items(&collection) {
                let there = if there.is_certain() { Truth::True } else { Truth::Maybe(there) };
                let mut one = compare::equal(&own_value, &value).and(there);
                if let Some(key) = &key {
                    one = one.and(compare::equal(&own_key, key));
                }
                found = found.or(one);
            }
            next(machine, truth_term(found), doubt)
        })
    }

    /// `a := b` and `a = b`.
    pub(super) fn assign(
        &mut self,
        left: &ExprRef,
        right: &ExprRef,
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let (pattern, value) = if self.has_unbound(left) || !self.has_unbound(right) {
            (left, right)
        } else {
            (right, left)
        };
        self.eval(value, doubt, &mut |machine, term, doubt| {
            let height = machine.height();
            machine.unify(pattern, &term, doubt, next)?;
            machine.truncate(height);
            Ok(())
        })
    }

    /// Matches a pattern with a term, binding its free names.
    pub(super) fn unify(
        &mut self,
        pattern: &ExprRef,
        term: &Term,
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        match pattern.as_ref() {
            Expr::Var { span, .. } if span.text() == "_" => next(self, term.clone(), doubt),
            Expr::Var { span, .. } if self.is_unbound(span.text()) => {
                self.bind(span.text(), term.clone());
                next(self, term.clone(), doubt)
            }
            Expr::Array { items, .. } if self.has_unbound(pattern) => {
                if let Term::Open(open) = term {
                    let part = Open::from_doubt(open.doubt.clone(), false).term();
                    let terms = vec![part; items.len()];
                    return self.unify_all(items, &terms, doubt.and(&open.doubt), next);
                }
                match compare::elements(term) {
                    Some(terms) if terms.len() == items.len() => {
                        self.unify_all(items, &terms, doubt, next)
                    }
                    _ => Ok(()),
                }
            }
            Expr::Object { fields, .. } if self.has_unbound(pattern) => {
                let mut patterns = Vec::new();
                let mut terms = Vec::new();
                let mut doubt = doubt;
                for (_, key, value) in fields {
                    for (key, _) in self.solutions(key)? {
                        let Some((found, more)) = compare::lookup(term, &key).into_iter().next()
                        else {
                            return Ok(());
                        };
                        doubt = doubt.and(&more);
                        patterns.push(value.clone());
                        terms.push(found);
                    }
                }
                self.unify_all(&patterns, &terms, doubt, next)
            }
            _ => self.eval(pattern, doubt, &mut |machine, own, doubt| match compare::equal(
                &own, term,
            ) {
                Truth::True => next(machine, own, doubt),
                Truth::False => Ok(()),
                Truth::Maybe(more) => next(machine, own, doubt.and(&more)),
            }),
        }
    }

    /// Matches patterns with terms, one by one.
    pub(super) fn unify_all(
        &mut self,
        patterns: &[ExprRef],
        terms: &[Term],
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let (Some((pattern, patterns)), Some((term, terms))) =
            (patterns.split_first(), terms.split_first())
        else {
            return next(self, Term::Known(Rego::Null), doubt);
        };
        self.unify(pattern, term, doubt, &mut |machine, _, doubt| {
            machine.unify_all(patterns, terms, doubt, next)
        })
    }

    /// A comprehension: always one term.
    pub(super) fn comprehension(&mut self, expr: &ExprRef) -> Result<Term, Halt> {
        let height = self.height();
        let mut entries = Vec::new();
        let (query, key, value) = match expr.as_ref() {
            Expr::ArrayCompr { term, query, .. } | Expr::SetCompr { term, query, .. } => {
                (query, None, term)
            }
            Expr::ObjectCompr { key, value, query, .. } => (query, Some(key), value),
            _ => return Err(Halt::Unsupported("a comprehension of another kind".into())),
        };
        self.query(query, Doubt::none(), &mut |machine, _, doubt| {
            machine.eval(value, doubt, &mut |machine, value, doubt| match key {
                Some(key) => machine.eval(key, doubt, &mut |_, key, doubt| {
                    entries.push((key, value.clone(), doubt));
                    Ok(())
                }),
                None => {
                    entries.push((Term::Known(Rego::Null), value, doubt));
                    Ok(())
                }
            })
        })?;
        self.truncate(height);
        Ok(match expr.as_ref() {
            Expr::SetCompr { .. } => {
                Term::set(entries.into_iter().map(|(_, value, doubt)| (value, doubt)).collect())
            }
            Expr::ObjectCompr { .. } => object_of(entries).0,
            _ => array_of(entries.into_iter().map(|(_, value, doubt)| (value, doubt)).collect()),
        })
    }
}

/// An array whose elements may be there or not: with doubt on any, its length is open.
fn array_of(values: Vec<(Term, Doubt)>) -> Term {
    let doubt = values.iter().fold(Doubt::none(), |all, (_, doubt)| all.and(doubt));
    if doubt.is_certain() {
        return Term::array(values.into_iter().map(|(value, _)| value).collect());
    }
    let all = values.iter().fold(doubt, |all, (value, _)| all.and(&value.doubt()));
    Open::from_doubt(all, false).term()
}

/// The order in which statements can run: each as soon as the names it needs are bound, as
/// OPA reorders bodies. Usually the order they are written in.
pub fn order(statements: &[LiteralStmt]) -> Vec<usize> {
    let mut pending: Vec<usize> = (0..statements.len()).collect();
    if pending.len() < 2 {
        return pending;
    }
    let mut bound: HashSet<String> = HashSet::new();
    let mut assigned: HashSet<String> = HashSet::new();
    for statement in statements {
        binds(&statement.literal, &mut assigned);
    }
    let mut order = Vec::with_capacity(pending.len());
    while !pending.is_empty() {
        let ready = pending.iter().position(|index| {
            statements.get(*index).is_some_and(|statement| {
                let mut own = HashSet::new();
                binds(&statement.literal, &mut own);
                needs(&statement.literal).iter().all(|name| {
                    bound.contains(name) || own.contains(name) || !assigned.contains(name)
                })
            })
        });
        let index = pending.remove(ready.unwrap_or(0));
        if let Some(statement) = statements.get(index) {
            binds(&statement.literal, &mut bound);
        }
        order.push(index);
    }
    order
}

/// Names in a pattern.
pub(super) fn pattern_names(pattern: &ExprRef, names: &mut Vec<String>) {
    match pattern.as_ref() {
        Expr::Var { span, .. } if span.text() != "_" => names.push(span.text().into()),
        Expr::Array { items, .. } => items.iter().for_each(|item| pattern_names(item, names)),
        Expr::Object { fields, .. } => {
            fields.iter().for_each(|(_, _, value)| pattern_names(value, names));
        }
        _ => {}
    }
}

/// Names that a statement gives a value.
pub fn binds(literal: &Literal, names: &mut HashSet<String>) {
    let mut found = Vec::new();
    match literal {
        Literal::SomeIn { key, value, .. } => {
            key.iter().chain([value]).for_each(|pattern| pattern_names(pattern, &mut found));
        }
        Literal::Expr { expr, .. } => match expr.as_ref() {
            Expr::AssignExpr { lhs, .. } => pattern_names(lhs, &mut found),
            _ => index_names(expr, &mut found),
        },
        _ => {}
    }
    names.extend(found);
}

/// Names that stand alone as an index of a reference: they iterate.
fn index_names(expr: &ExprRef, names: &mut Vec<String>) {
    match expr.as_ref() {
        Expr::RefBrack { refr, index, .. } => {
            pattern_names(index, names);
            index_names(refr, names);
        }
        Expr::RefDot { refr, .. } => index_names(refr, names),
        Expr::BoolExpr { lhs, rhs, .. } => {
            index_names(lhs, names);
            index_names(rhs, names);
        }
        _ => {}
    }
}

/// Names that a statement mentions.
fn needs(literal: &Literal) -> Vec<String> {
    let mut names = Vec::new();
    match literal {
        Literal::SomeVars { .. } => {}
        Literal::SomeIn { collection, .. } => mentioned(collection, &mut names),
        Literal::Expr { expr, .. } | Literal::NotExpr { expr, .. } => match expr.as_ref() {
            Expr::AssignExpr { rhs, .. } => mentioned(rhs, &mut names),
            _ => mentioned(expr, &mut names),
        },
        Literal::Every { domain, query, .. } => {
            mentioned(domain, &mut names);
            query_names(query, &mut names);
        }
    }
    names
}

fn query_names(query: &Ref<Query>, names: &mut Vec<String>) {
    for statement in &query.stmts {
        names.extend(needs(&statement.literal));
    }
}

fn mentioned(expr: &ExprRef, names: &mut Vec<String>) {
    match expr.as_ref() {
        Expr::Var { span, .. } => names.push(span.text().into()),
        Expr::Array { items, .. } | Expr::Set { items, .. } => {
            items.iter().for_each(|item| mentioned(item, names));
        }
        Expr::Object { fields, .. } => fields.iter().for_each(|(_, key, value)| {
            mentioned(key, names);
            mentioned(value, names);
        }),
        Expr::ArrayCompr { term, query, .. } | Expr::SetCompr { term, query, .. } => {
            mentioned(term, names);
            query_names(query, names);
        }
        Expr::ObjectCompr { key, value, query, .. } => {
            mentioned(key, names);
            mentioned(value, names);
            query_names(query, names);
        }
        Expr::Call { params, .. } => params.iter().for_each(|param| mentioned(param, names)),
        Expr::UnaryExpr { expr, .. } => mentioned(expr, names),
        Expr::RefDot { refr, .. } => mentioned(refr, names),
        Expr::RefBrack { refr, index, .. } => {
            mentioned(refr, names);
            mentioned(index, names);
        }
        Expr::BinExpr { lhs, rhs, .. }
        | Expr::BoolExpr { lhs, rhs, .. }
        | Expr::ArithExpr { lhs, rhs, .. }
        | Expr::AssignExpr { lhs, rhs, .. } => {
            mentioned(lhs, names);
            mentioned(rhs, names);
        }
        Expr::Membership { key, value, collection, .. } => {
            key.iter().chain([value, collection]).for_each(|part| mentioned(part, names));
        }
        _ => {}
    }
}
