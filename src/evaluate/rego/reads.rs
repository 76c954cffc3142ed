//! What a policy reads: the paths below `input` that its syntax tree mentions.
//!
//! In: the trees of a policy and its imports. Out: [`Reads`], a set of patterns that covers every
//! path the policy can look at. It decides whether an unknown value can matter to a policy at all,
//! so it may name too much, never too little.

use std::collections::BTreeSet;

use regorus::Value as Rego;
use regorus::unstable::{Expr, ExprRef, Literal, Query, Ref, Rule, RuleHead};

use super::kleene::module::Tree;
use crate::model::{Kind, Segment, Str, Value};

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// This key.
    Key(Str),
    /// Any key or index.
    Any,
}

/// Patterns below `input`. A pattern covers everything below its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reads {
    patterns: BTreeSet<Vec<Part>>,
}

impl Reads {
    /// What a policy with these trees may read.
    pub fn of<'t>(trees: impl IntoIterator<Item = &'t Tree>) -> Self {
        let mut reads = Self::default();
        for tree in trees {
            for import in &tree.module.imports {
                // `import input.resource as r`: everything below it.
                reads.expr(&import.refr);
            }
            for rule in &tree.module.policy {
                reads.rule(rule);
            }
        }
        // A longer pattern below a shorter one says nothing more.
        let all = reads.patterns.clone();
        reads.patterns.retain(|pattern| {
            !all.iter().any(|other| other.len() < pattern.len() && pattern.starts_with(other))
        });
        reads
    }

    /// Types of `input.related` that may be read; `None` means any.
    pub fn related(&self) -> Option<Vec<Str>> {
        let mut types = Vec::new();
        for pattern in &self.patterns {
            match pattern.as_slice() {
                [] | [Part::Any, ..] => return None,
                [Part::Key(first), rest @ ..] if &**first == "related" => match rest.first() {
                    Some(Part::Key(kind)) => types.push(kind.clone()),
                    _ => return None,
                },
                _ => {}
            }
        }
        Some(types)
    }

    /// Whether something unknown in a value is read, where the value stands at `place` below
    /// `input`.
    pub fn meets_unknown(&self, place: &[&str], value: &Value) -> bool {
        self.patterns.iter().any(|pattern| {
            let mut rest = pattern.as_slice();
            for key in place {
                match rest.split_first() {
                    None => return value.has_unknown(),
                    // An empty key stands for an index into a list.
                    Some((Part::Key(own), tail)) if **own == **key || key.is_empty() => rest = tail,
                    Some((Part::Any, tail)) => rest = tail,
                    Some(_) => return false,
                }
            }
            unknown_along(value, rest)
        })
    }

    fn rule(&mut self, rule: &Rule) {
        match rule {
            Rule::Default { value, .. } => self.expr(value),
            Rule::Spec { head, bodies, .. } => {
                match head {
                    RuleHead::Compr { refr, assign, .. } => {
                        self.expr(refr);
                        assign.iter().for_each(|assign| self.expr(&assign.value));
                    }
                    RuleHead::Set { key, .. } => key.iter().for_each(|key| self.expr(key)),
                    RuleHead::Func { args, assign, .. } => {
                        args.iter().for_each(|arg| self.expr(arg));
                        assign.iter().for_each(|assign| self.expr(&assign.value));
                    }
                }
                for body in bodies {
                    body.assign.iter().for_each(|assign| self.expr(&assign.value));
                    self.query(&body.query);
                }
            }
        }
    }

    fn query(&mut self, query: &Ref<Query>) {
        for statement in &query.stmts {
            for with in &statement.with_mods {
                self.expr(&with.r#as);
            }
            match &statement.literal {
                Literal::SomeVars { .. } => {}
                Literal::SomeIn { key, value, collection, .. } => {
                    key.iter().chain([value, collection]).for_each(|part| self.expr(part));
                }
                Literal::Expr { expr, .. } | Literal::NotExpr { expr, .. } => self.expr(expr),
                Literal::Every { domain, query, .. } => {
                    self.expr(domain);
                    self.query(query);
                }
            }
        }
    }

    fn expr(&mut self, expr: &ExprRef) {
        match expr.as_ref() {
            Expr::Var { span, .. } if span.text() == "input" => {
                self.patterns.insert(Vec::new());
            }
            Expr::RefDot { .. } | Expr::RefBrack { .. } => self.reference(expr),
            Expr::Array { items, .. } | Expr::Set { items, .. } => {
                items.iter().for_each(|item| self.expr(item));
            }
            Expr::Object { fields, .. } => fields.iter().for_each(|(_, key, value)| {
                self.expr(key);
                self.expr(value);
            }),
            Expr::ArrayCompr { term, query, .. } | Expr::SetCompr { term, query, .. } => {
                self.expr(term);
                self.query(query);
            }
            Expr::ObjectCompr { key, value, query, .. } => {
                self.expr(key);
                self.expr(value);
                self.query(query);
            }
            Expr::Call { params, .. } => self.call(expr, params),
            Expr::UnaryExpr { expr, .. } => self.expr(expr),
            Expr::BinExpr { lhs, rhs, .. }
            | Expr::BoolExpr { lhs, rhs, .. }
            | Expr::ArithExpr { lhs, rhs, .. }
            | Expr::AssignExpr { lhs, rhs, .. } => {
                self.expr(lhs);
                self.expr(rhs);
            }
            Expr::Membership { key, value, collection, .. } => {
                key.iter().chain([value, collection]).for_each(|part| self.expr(part));
            }
            _ => {}
        }
    }

    /// `object.get(input.a, "b", d)` reads `input.a.b`, not all of `input.a`.
    fn call(&mut self, call: &ExprRef, params: &[ExprRef]) {
        if let Expr::Call { fcn, .. } = call.as_ref()
            && super::kleene::module::path_of(fcn).as_deref() == Some("object.get")
            && let [object, key, default] = params
            && let Some(mut pattern) = self.pattern(object)
        {
            self.expr(default);
            let keys = match key.as_ref() {
                Expr::Array { items, .. } => items.clone(),
                _ => vec![key.clone()],
            };
            for key in &keys {
                self.expr(key);
                pattern.push(constant(key));
            }
            self.patterns.insert(pattern);
            return;
        }
        params.iter().for_each(|param| self.expr(param));
    }

    fn reference(&mut self, expr: &ExprRef) {
        if let Some(pattern) = self.pattern(expr) {
            self.patterns.insert(pattern);
            return;
        }
        // Rooted elsewhere: only what is inside it counts.
        let mut at = expr;
        loop {
            match at.as_ref() {
                Expr::RefDot { refr, .. } => at = refr,
                Expr::RefBrack { refr, index, .. } => {
                    self.expr(index);
                    at = refr;
                }
                Expr::Var { .. } => return,
                _ => return self.expr(&at.clone()),
            }
        }
    }

    /// The pattern of a reference from `input`; expressions inside brackets are read too.
    fn pattern(&mut self, expr: &ExprRef) -> Option<Vec<Part>> {
        match expr.as_ref() {
            Expr::Var { span, .. } => (span.text() == "input").then(Vec::new),
            Expr::RefDot { refr, field, .. } => {
                let mut pattern = self.pattern(refr)?;
                pattern.push(Part::Key(field.0.text().into()));
                Some(pattern)
            }
            Expr::RefBrack { refr, index, .. } => {
                let mut pattern = self.pattern(refr)?;
                self.expr(index);
                pattern.push(constant(index));
                Some(pattern)
            }
            _ => None,
        }
    }
}

fn constant(key: &ExprRef) -> Part {
    match key.as_ref() {
        Expr::String { value: Rego::String(key), .. } => Part::Key(key.clone()),
        _ => Part::Any,
    }
}

/// Whether something unknown stands on the way of a pattern, or below its end.
fn unknown_along(value: &Value, pattern: &[Part]) -> bool {
    if let Kind::Unknown(_) = value.kind {
        return true;
    }
    match pattern.split_first() {
        None => value.has_unknown(),
        Some((Part::Key(key), rest)) => {
            value.step(&Segment::Key(key.clone())).is_some_and(|value| unknown_along(value, rest))
        }
        Some((Part::Any, rest)) => match &value.kind {
            Kind::List(list) => list.iter().any(|value| unknown_along(value, rest)),
            Kind::Map(map) => map.iter().any(|entry| unknown_along(&entry.value, rest)),
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> Vec<String> {
        let tree = Tree::parse("p.rego", text).unwrap();
        let show = |part: &Part| match part {
            Part::Key(key) => key.to_string(),
            Part::Any => "*".into(),
        };
        let reads = Reads::of([&tree]);
        reads
            .patterns
            .iter()
            .map(|pattern| pattern.iter().map(show).collect::<Vec<_>>().join("."))
            .collect()
    }

    #[test]
    fn paths_of_a_policy() {
        let text = "package p\nimport rego.v1\ndeny contains x if {\n some r in input.resource.attributes.ingress\n input.resource.attributes.a[i].b == 1\n not f(input.related.t[_].attributes)\n x := object.get(input.params, \"n\", 3)\n}\n f(y) if y.z\n";
        assert_eq!(
            reads(text),
            [
                "params.n",
                "related.t.*.attributes",
                "resource.attributes.a.*.b",
                "resource.attributes.ingress"
            ]
        );
    }

    #[test]
    fn a_bare_input_reads_everything() {
        assert_eq!(
            reads("package p\nimport rego.v1\nx := input\ny := input.resource.type\n"),
            [""]
        );
    }
}
