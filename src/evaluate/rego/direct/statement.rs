//! Compiling bodies: statements in the order in which they can run, and patterns.

use std::collections::HashSet;

use regorus::unstable::{AssignOp, Expr as Tree, ExprRef, Literal, LiteralStmt, Query, Ref};

use super::super::kleene::query::{binds, order};
use super::compile::{Outcome, View, uncovered};
use super::ir::{Expr, Pattern, Statement};
use super::scope::{Frame, Name};

impl View<'_> {
    /// Compiles a body, and leaves its scope open.
    pub fn query(&mut self, query: &Ref<Query>, frame: &mut Frame) -> Outcome<Vec<Statement>> {
        let mut pending = HashSet::new();
        for statement in &query.stmts {
            binds(&statement.literal, &mut pending);
        }
        frame.open(pending);
        let mut statements = Vec::new();
        for index in order(&query.stmts) {
            if let Some(statement) = query.stmts.get(index) {
                self.statement(statement, frame, &mut statements)?;
            }
        }
        Ok(statements)
    }

    fn statement(
        &mut self,
        statement: &LiteralStmt,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<()> {
        if !statement.with_mods.is_empty() {
            return uncovered("`with`");
        }
        match &statement.literal {
            Literal::SomeVars { vars, .. } => {
                for name in vars {
                    frame.declare(name.text(), false);
                }
            }
            Literal::SomeIn { key, value, collection, .. } => {
                let collection = self.expr(collection, frame, out)?;
                for pattern in key.iter().chain([value]) {
                    declare_names(pattern, frame)?;
                }
                let key = match key {
                    Some(key) => self.pattern(key, frame, out)?,
                    None => Pattern::Any,
                };
                let value = self.pattern(value, frame, out)?;
                out.push(Statement::Each { collection, key, value });
            }
            Literal::Expr { expr, .. } => self.condition(expr, frame, out)?,
            Literal::NotExpr { expr, .. } => {
                frame.open(HashSet::new());
                let mut inner = Vec::new();
                self.condition(expr, frame, &mut inner)?;
                frame.close();
                out.push(Statement::Not(inner));
            }
            Literal::Every { key, value, domain, query, .. } => {
                let collection = self.expr(domain, frame, out)?;
                frame.open(HashSet::new());
                let key = key.as_ref().map(|key| key.text()).filter(|key| *key != "_");
                let key = key.map(|key| frame.declare(key, true));
                let value = Some(value.text()).filter(|value| *value != "_");
                let value = value.map(|value| frame.declare(value, true));
                let body = self.query(query, frame)?;
                frame.close();
                frame.close();
                out.push(Statement::Every { collection, key, value, body });
            }
        }
        Ok(())
    }

    /// An expression as a condition.
    fn condition(
        &mut self,
        tree: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<()> {
        let Tree::AssignExpr { op, lhs, rhs, .. } = tree.as_ref() else {
            let value = self.expr(tree, frame, out)?;
            out.push(Statement::Holds(value));
            return Ok(());
        };
        let (pattern, value) = if *op == AssignOp::ColEq
            || self.has_unbound(lhs, frame)?
            || !self.has_unbound(rhs, frame)?
        {
            (lhs, rhs)
        } else {
            (rhs, lhs)
        };
        let value = self.expr(value, frame, out)?;
        if *op == AssignOp::ColEq {
            redeclare_names(pattern, frame)?;
        }
        match self.pattern(pattern, frame, out)? {
            Pattern::Slot(slot) => out.push(Statement::Let(slot, value)),
            pattern => out.push(Statement::Match(pattern, value)),
        }
        Ok(())
    }

    /// A pattern. Names that have no value yet get one by it.
    pub fn pattern(
        &mut self,
        tree: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Pattern> {
        match tree.as_ref() {
            Tree::Var { span, .. } if span.text() == "_" => Ok(Pattern::Any),
            Tree::Var { span, .. } if self.is_unbound(span.text(), frame)? => {
                let slot = match frame.name(span.text()) {
                    Name::Declared(slot) => {
                        frame.bind(slot);
                        slot
                    }
                    _ => frame.declare(span.text(), true),
                };
                Ok(Pattern::Slot(slot))
            }
            Tree::Array { items, .. } if self.has_unbound(tree, frame)? => {
                let items: Outcome<Vec<Pattern>> =
                    items.iter().map(|item| self.pattern(item, frame, out)).collect();
                Ok(Pattern::Array(items?))
            }
            Tree::Object { .. } if self.has_unbound(tree, frame)? => uncovered("an object pattern"),
            _ => Ok(Pattern::Equal(self.expr(tree, frame, out)?)),
        }
    }

    fn is_unbound(&self, name: &str, frame: &Frame) -> Outcome<bool> {
        match frame.name(name) {
            Name::Bound(_) => Ok(false),
            Name::Declared(_) => Ok(true),
            Name::Later => uncovered(format!("`{name}` is bound later")),
            Name::Free => Ok(name != "input" && self.data_path(name, frame)?.is_none()),
        }
    }

    /// Whether a pattern has a variable to bind.
    pub fn has_unbound(&self, tree: &ExprRef, frame: &Frame) -> Outcome<bool> {
        let any = |parts: &mut dyn Iterator<Item = &ExprRef>| {
            for part in parts {
                if self.has_unbound(part, frame)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        match tree.as_ref() {
            Tree::Var { span, .. } => {
                Ok(span.text() == "_" || self.is_unbound(span.text(), frame)?)
            }
            Tree::Array { items, .. } => any(&mut items.iter()),
            Tree::Object { fields, .. } => any(&mut fields.iter().map(|(_, _, value)| value)),
            _ => Ok(false),
        }
    }

    /// A comprehension's body and value.
    pub fn inner(
        &mut self,
        query: &Ref<Query>,
        key: Option<&ExprRef>,
        value: &ExprRef,
        frame: &mut Frame,
    ) -> Outcome<super::ir::Body> {
        let statements = self.query(query, frame)?;
        let body = self.finish(statements, key, Some(value), frame)?;
        frame.close();
        Ok(body)
    }

    /// A slot for the elements of a collection, and the statement that goes through them.
    pub fn each(
        &mut self,
        collection: Expr,
        index: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Expr> {
        let key = self.pattern(index, frame, out)?;
        let slot = frame.slot();
        out.push(Statement::Each { collection, key, value: Pattern::Slot(slot) });
        Ok(Expr::Slot(slot))
    }
}

/// Declares the names of a pattern anew, without a value yet.
fn declare_names(tree: &ExprRef, frame: &mut Frame) -> Outcome<()> {
    match tree.as_ref() {
        Tree::Var { span, .. } if matches!(span.text(), "input" | "data") => {
            return uncovered("a variable that hides `input` or `data`");
        }
        Tree::Var { span, .. } if span.text() != "_" => {
            frame.declare(span.text(), false);
        }
        Tree::Array { items, .. } => {
            for item in items {
                declare_names(item, frame)?;
            }
        }
        Tree::Object { .. } => return uncovered("an object pattern"),
        _ => {}
    }
    Ok(())
}

/// The names of `:=`. In `[x, y] := …` every name is new.
fn redeclare_names(tree: &ExprRef, frame: &mut Frame) -> Outcome<()> {
    if let Tree::Array { .. } | Tree::Var { .. } | Tree::Object { .. } = tree.as_ref() {
        return declare_names(tree, frame);
    }
    uncovered("`:=` to something else")
}
