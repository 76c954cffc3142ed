//! Compiling expressions. An expression gives at most one value: what goes through a collection
//! inside it becomes a statement before it.

use regorus::Value as Rego;
use regorus::unstable::{BUILTINS, Expr as Tree, ExprRef};

use super::super::kleene::module::path_of;
use super::builtin;
use super::compile::{Outcome, View, uncovered};
use super::ir::{Expr, Expression, Foreign, Kind, Root, Shape, Statement, Step};
use super::scope::{Frame, Name};

/// Deepest nesting of expressions.
const DEPTH: usize = 400;

/// Built-ins that must give one answer throughout an evaluation, or that print.
const UNCOVERED: [&str; 6] =
    ["opa.runtime", "rand.intn", "time.now_ns", "uuid.rfc4122", "print", "trace"];

impl View<'_> {
    /// Compiles an expression; `out` gets what must run before it.
    pub fn expr(
        &mut self,
        tree: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Expr> {
        self.depth += 1;
        if self.depth > DEPTH {
            return uncovered("an expression nested too deeply");
        }
        let expr = self.expr_at(tree, frame, out);
        self.depth -= 1;
        expr
    }

    fn expr_at(
        &mut self,
        tree: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Expr> {
        if let Some(value) = constant(tree, 0) {
            return Ok(self.literal(value));
        }
        Ok(match tree.as_ref() {
            Tree::Var { .. } | Tree::RefDot { .. } | Tree::RefBrack { .. } => {
                return self.reference(tree, frame, out);
            }
            Tree::Array { items, .. } => Expr::Array(self.exprs(items, frame, out)?),
            Tree::Set { items, .. } => Expr::Set(self.exprs(items, frame, out)?),
            Tree::Object { fields, .. } => {
                let mut entries = Vec::new();
                for (_, key, value) in fields {
                    entries.push((self.expr(key, frame, out)?, self.expr(value, frame, out)?));
                }
                Expr::Object(entries)
            }
            Tree::ArrayCompr { term, query, .. } => {
                Expr::Comprehension(Kind::Array, Box::new(self.inner(query, None, term, frame)?))
            }
            Tree::SetCompr { term, query, .. } => {
                Expr::Comprehension(Kind::Set, Box::new(self.inner(query, None, term, frame)?))
            }
            Tree::ObjectCompr { key, value, query, .. } => Expr::Comprehension(
                Kind::Object,
                Box::new(self.inner(query, Some(key), value, frame)?),
            ),
            Tree::Call { fcn, params, .. } => return self.call(fcn, params, frame, out),
            Tree::UnaryExpr { expr, .. } => {
                let value = self.expr(expr, frame, out)?;
                Expr::Arithmetic(regorus::unstable::ArithOp::Sub, Box::new((Expr::Int(0), value)))
            }
            Tree::BinExpr { op, lhs, rhs, .. } => {
                Expr::SetOperation(op.clone(), Box::new(self.pair(lhs, rhs, frame, out)?))
            }
            Tree::BoolExpr { op, lhs, rhs, .. } => {
                Expr::Compare(op.clone(), Box::new(self.pair(lhs, rhs, frame, out)?))
            }
            Tree::ArithExpr { op, lhs, rhs, .. } => {
                Expr::Arithmetic(op.clone(), Box::new(self.pair(lhs, rhs, frame, out)?))
            }
            Tree::Membership { key, value, collection, .. } => {
                let key = match key {
                    Some(key) => Some(self.expr(key, frame, out)?),
                    None => None,
                };
                let (value, collection) = self.pair(value, collection, frame, out)?;
                match key {
                    Some(key) => Expr::InAt(Box::new((key, value, collection))),
                    None => Expr::In(Box::new((value, collection))),
                }
            }
            _ => return uncovered("an expression of another kind"),
        })
    }

    fn exprs(
        &mut self,
        trees: &[ExprRef],
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Vec<Expr>> {
        trees.iter().map(|tree| self.expr(tree, frame, out)).collect()
    }

    fn pair(
        &mut self,
        one: &ExprRef,
        two: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<(Expr, Expr)> {
        Ok((self.expr(one, frame, out)?, self.expr(two, frame, out)?))
    }

    fn literal(&mut self, value: Rego) -> Expr {
        match value {
            Rego::Null => Expr::Null,
            Rego::Bool(value) => Expr::Bool(value),
            Rego::String(text) => Expr::Text((*text).into()),
            Rego::Number(number) if number.format_decimal().parse::<i64>().is_ok() => {
                Expr::Int(number.format_decimal().parse().unwrap_or_default())
            }
            other => {
                let constants = &mut self.compiler.program.constants;
                let known = constants.iter().position(|known| *known == other);
                Expr::Constant(known.unwrap_or_else(|| {
                    constants.push(other);
                    constants.len() - 1
                }))
            }
        }
    }

    fn call(
        &mut self,
        function: &ExprRef,
        params: &[ExprRef],
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Expr> {
        let Some(name) = path_of(function) else { return uncovered("a computed function name") };
        let (root, rest) = name.split_once('.').unwrap_or((&name, ""));
        if frame.name(root) != Name::Free {
            return uncovered("a call of a variable");
        }
        if let Some(start) = self.data_path(root, frame)? {
            let path = if rest.is_empty() { start } else { format!("{start}.{rest}") };
            if self.trees.rules(&path).is_some() {
                let number = self.rule(&path)?;
                let shape = self.compiler.program.rules.get(number).map(|rule| rule.shape);
                if shape != Some(Shape::Function(params.len())) {
                    return uncovered(format!("a call of `{name}` with other arguments"));
                }
                return Ok(Expr::Call(number, self.exprs(params, frame, out)?));
            }
        }
        let Some(builtin) = BUILTINS.get(name.as_str()) else {
            return uncovered(format!("the function `{name}`"));
        };
        if UNCOVERED.contains(&name.as_str()) || usize::from(builtin.1) != params.len() {
            return uncovered(format!("the function `{name}`"));
        }
        let mut arguments = self.exprs(params, frame, out)?;
        if name == "regex.match" && arguments.len() == 2 {
            let value = arguments.remove(1);
            return Ok(match arguments.remove(0) {
                Expr::Text(text) => {
                    let expression = Expression { text, compiled: std::sync::OnceLock::new() };
                    Expr::Regex(Box::new(expression), Box::new(value))
                }
                pattern => Expr::Native(builtin::Native::RegexMatch, vec![pattern, value]),
            });
        }
        if let Some(native) = builtin::native(&name) {
            return Ok(Expr::Native(native, arguments));
        }
        let foreign =
            Foreign { code: *builtin, span: function.span().clone(), arguments: params.to_vec() };
        Ok(Expr::Foreign(Box::new(foreign), arguments))
    }

    /// A variable, or a reference from one.
    fn reference(
        &mut self,
        tree: &ExprRef,
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<Expr> {
        let (root, parts) = flatten(tree);
        let (mut base, used) = self.root(root, &parts, frame, out)?;
        let mut steps = Vec::new();
        for part in parts.get(used..).unwrap_or_default() {
            match part {
                Part::Field(name) => steps.push(Step::Field((*name).into())),
                Part::Index(index) if self.has_unbound(index, frame)? => {
                    base = path(base, std::mem::take(&mut steps));
                    base = self.each(base, index, frame, out)?;
                }
                Part::Index(index) => steps.push(Step::Index(self.expr(index, frame, out)?)),
            }
        }
        Ok(path(base, steps))
    }

    /// Where a reference starts, and how many of its steps that takes.
    fn root(
        &mut self,
        root: &ExprRef,
        parts: &[Part<'_>],
        frame: &mut Frame,
        out: &mut Vec<Statement>,
    ) -> Outcome<(Expr, usize)> {
        let Tree::Var { span, .. } = root.as_ref() else {
            return Ok((self.expr(root, frame, out)?, 0));
        };
        let name = span.text();
        match frame.name(name) {
            Name::Bound(slot) => return Ok((Expr::Slot(slot), 0)),
            Name::Free => {}
            _ => return uncovered(format!("`{name}` has no value yet")),
        }
        if name == "input" {
            let (root, used) = input(parts);
            self.params |= matches!(root, Root::Params | Root::Input);
            return Ok((Expr::Input(root), used));
        }
        let Some(mut path) = self.data_path(name, frame)? else {
            return uncovered(format!("the unbound name `{name}`"));
        };
        let mut used = 0;
        while self.trees.rules(&path).is_none() {
            let Some(Part::Field(key)) = parts.get(used) else {
                return uncovered("a reference to a package");
            };
            path = format!("{path}.{key}");
            used += 1;
        }
        let number = self.rule(&path)?;
        let Some(rule) = self.compiler.program.rules.get(number) else {
            return uncovered("a rule that is not there");
        };
        if matches!(rule.shape, Shape::Function(_)) {
            return uncovered("a function used as a value");
        }
        Ok((inlined(rule).unwrap_or(Expr::Rule(number)), used))
    }
}

/// The value of a rule that is a constant.
fn inlined(rule: &super::ir::Rule) -> Option<Expr> {
    if rule.shape != Shape::Complete || rule.default.is_some() {
        return None;
    }
    let [definition] = rule.definitions.as_slice() else { return None };
    let [group] = definition.groups.as_slice() else { return None };
    let [body] = group.as_slice() else { return None };
    if !body.statements.is_empty() {
        return None;
    }
    match &body.value {
        Expr::Null => Some(Expr::Null),
        Expr::Bool(value) => Some(Expr::Bool(*value)),
        Expr::Int(value) => Some(Expr::Int(*value)),
        Expr::Text(text) => Some(Expr::Text(text.clone())),
        Expr::Constant(number) => Some(Expr::Constant(*number)),
        _ => None,
    }
}

fn path(base: Expr, steps: Vec<Step>) -> Expr {
    if steps.is_empty() { base } else { Expr::Path(Box::new(base), steps) }
}

/// The part of the input that a reference starts from.
fn input(parts: &[Part<'_>]) -> (Root, usize) {
    let field = |at: usize| match parts.get(at) {
        Some(Part::Field(name)) => *name,
        _ => "",
    };
    match (field(0), field(1)) {
        ("resource", "attributes") => (Root::Attributes, 2),
        ("resource", "workload") => (Root::Workload, 2),
        ("resource", "pipeline") => (Root::Pipeline, 2),
        ("resource", _) => (Root::Resource, 1),
        ("related", _) => (Root::Related, 1),
        ("params", _) => (Root::Params, 1),
        _ => (Root::Input, 0),
    }
}

/// One step of a reference.
enum Part<'t> {
    Field(&'t str),
    Index(&'t ExprRef),
}

/// Root and steps of a reference.
fn flatten(tree: &ExprRef) -> (&ExprRef, Vec<Part<'_>>) {
    let mut parts = Vec::new();
    let mut root = tree;
    loop {
        match root.as_ref() {
            Tree::RefDot { refr, field, .. } => {
                parts.push(Part::Field(field.0.text()));
                root = refr;
            }
            Tree::RefBrack { refr, index, .. } => {
                parts.push(match index.as_ref() {
                    Tree::String { value: Rego::String(key), .. } => Part::Field(key),
                    _ => Part::Index(index),
                });
                root = refr;
            }
            _ => {
                parts.reverse();
                return (root, parts);
            }
        }
    }
}

/// The value of a literal.
fn constant(tree: &ExprRef, depth: usize) -> Option<Rego> {
    if depth > DEPTH {
        return None;
    }
    match tree.as_ref() {
        Tree::String { value, .. }
        | Tree::RawString { value, .. }
        | Tree::Number { value, .. }
        | Tree::Bool { value, .. }
        | Tree::Null { value, .. } => Some(value.clone()),
        Tree::Array { items, .. } => {
            let all: Option<Vec<Rego>> =
                items.iter().map(|item| constant(item, depth + 1)).collect();
            Some(Rego::from(all?))
        }
        Tree::Set { items, .. } => {
            let all: Option<std::collections::BTreeSet<Rego>> =
                items.iter().map(|item| constant(item, depth + 1)).collect();
            Some(Rego::from(all?))
        }
        Tree::Object { fields, .. } => {
            let mut object = regorus::value::Object::new();
            for (_, key, value) in fields {
                let key = constant(key, depth + 1)?;
                if object.get(&key).is_some() {
                    return None;
                }
                object.insert(key, constant(value, depth + 1)?);
            }
            Some(Rego::from(object))
        }
        _ => None,
    }
}
