//! Compiling rules: from syntax trees to the form that is evaluated directly.
//!
//! In: the trees of a policy and its imports, and the names of the rules that are asked for. Out:
//! a [`Program`] and the numbers of those rules; or what it is that direct evaluation does not
//! cover, and then the policy stays with the virtual machine. It never compiles what it is not
//! sure of.

use std::collections::{HashMap, HashSet};

use regorus::unstable::{Expr as Tree, ExprRef, Ref, Rule as TreeRule, RuleBody, RuleHead};

use super::super::kleene;
use super::super::kleene::module::path_of;
use super::ir::{Body, Definition, Expr, Pattern, Program, Rule, Shape, Statement};
use super::scope::{Frame, Name};

/// What direct evaluation does not cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered(pub String);

/// Shorthand.
pub type Outcome<T> = Result<T, Uncovered>;

/// Refuses.
pub fn uncovered<T>(what: impl Into<String>) -> Outcome<T> {
    Err(Uncovered(what.into()))
}

/// Compiles rules of several policies into one program.
#[derive(Default)]
pub struct Compiler {
    /// What was compiled so far.
    pub program: Program,
    known: HashMap<String, Option<Outcome<usize>>>,
}

/// Compiles rules that one policy can see.
pub struct View<'c> {
    /// Shared by all policies.
    pub compiler: &'c mut Compiler,
    /// The trees that the policy can see.
    pub trees: &'c kleene::Program,
    /// Whether what was compiled so far reads `input.params`.
    pub params: bool,
    /// Nesting of expressions.
    pub depth: usize,
}

/// Deepest nesting of expressions.
const DEPTH: usize = 200;

impl View<'_> {
    /// The number of a rule, compiled where it is not yet.
    ///
    /// # Errors
    /// What is not covered.
    pub fn rule(&mut self, path: &str) -> Outcome<usize> {
        match self.compiler.known.get(path) {
            Some(Some(known)) => {
                let known = known.clone();
                if let Ok(number) = known {
                    self.params |=
                        self.compiler.program.rules.get(number).is_some_and(|r| r.params);
                }
                return known;
            }
            Some(None) => return uncovered(format!("`{path}` refers to itself")),
            None => {}
        }
        self.compiler.known.insert(path.to_string(), None);
        let outer = std::mem::replace(&mut self.params, false);
        let outcome = self.define(path).map(|mut rule| {
            rule.params = self.params;
            self.compiler.program.rules.push(rule);
            self.compiler.program.rules.len() - 1
        });
        self.params |= outer;
        self.compiler.known.insert(path.to_string(), Some(outcome.clone()));
        outcome
    }

    fn define(&mut self, path: &str) -> Outcome<Rule> {
        self.depth += 1;
        if self.depth > DEPTH {
            return uncovered("rules nested too deeply");
        }
        let trees = self.trees;
        let Some(definitions) = trees.rules(path) else {
            return uncovered(format!("no rule `{path}`"));
        };
        let mut rule = Rule::default();
        let mut shape = None;
        for (module, definition) in definitions {
            let own = self.definition(*module, definition, &mut rule)?;
            if own.is_some() && shape.is_some() && own != shape {
                return uncovered(format!("`{path}` is defined in several ways"));
            }
            shape = own.or(shape);
        }
        rule.shape = shape.unwrap_or_default();
        rule.one_value = one_value(&rule);
        self.depth -= 1;
        Ok(rule)
    }

    fn definition(
        &mut self,
        module: usize,
        tree: &Ref<TreeRule>,
        rule: &mut Rule,
    ) -> Outcome<Option<Shape>> {
        let mut frame = Frame::new(module);
        frame.open(HashSet::new());
        let (head, bodies) = match tree.as_ref() {
            TreeRule::Default { value, .. } => {
                let mut before = Vec::new();
                let value = self.expr(value, &mut frame, &mut before)?;
                if !before.is_empty() || rule.default.is_some() {
                    return uncovered("a default that is not one value");
                }
                rule.slots = rule.slots.max(frame.slots);
                rule.default = Some(value);
                return Ok(None);
            }
            TreeRule::Spec { head, bodies, .. } => (head, bodies),
        };
        let mut arguments = Vec::new();
        let (shape, key, value) = match head {
            RuleHead::Set { refr, key: Some(key), .. } if plain(refr) => {
                (Shape::Set, None, Some(key))
            }
            RuleHead::Compr { refr, assign, .. } => {
                let value = assign.as_ref().map(|assign| &assign.value);
                match refr.as_ref() {
                    Tree::Var { .. } => (Shape::Complete, None, value),
                    Tree::RefBrack { refr, index, .. }
                        if plain(refr) && !matches!(index.as_ref(), Tree::String { .. }) =>
                    {
                        (Shape::Object, Some(index), value)
                    }
                    _ => return uncovered("a rule name of several parts"),
                }
            }
            RuleHead::Func { refr, args, assign, .. } if plain(refr) => {
                for argument in args {
                    arguments.push(self.argument(argument, &mut frame)?);
                }
                (Shape::Function(args.len()), None, assign.as_ref().map(|assign| &assign.value))
            }
            _ => return uncovered("a rule head of another kind"),
        };
        let groups = self.groups(bodies, key, value, &mut frame)?;
        rule.slots = rule.slots.max(frame.slots);
        rule.definitions.push(Definition { arguments, groups });
        Ok(Some(shape))
    }

    fn groups(
        &mut self,
        bodies: &[RuleBody],
        key: Option<&ExprRef>,
        value: Option<&ExprRef>,
        frame: &mut Frame,
    ) -> Outcome<Vec<Vec<Body>>> {
        if bodies.is_empty() {
            frame.open(HashSet::new());
            let body = self.finish(Vec::new(), key, value, frame)?;
            frame.close();
            return Ok(vec![vec![body]]);
        }
        let mut groups: Vec<Vec<Body>> = Vec::new();
        for body in bodies {
            let own = body.assign.as_ref().map(|assign| &assign.value);
            if body.is_else && own.is_none() && value.is_some() {
                return uncovered("an `else` without a value");
            }
            let statements = self.query(&body.query, frame)?;
            let body_key = key;
            let compiled = self.finish(statements, body_key, own.or(value), frame)?;
            frame.close();
            match groups.last_mut() {
                Some(group) if body.is_else => group.push(compiled),
                _ => groups.push(vec![compiled]),
            }
        }
        Ok(groups)
    }

    /// The value of a body, whose scope is open.
    pub fn finish(
        &mut self,
        mut statements: Vec<Statement>,
        key: Option<&ExprRef>,
        value: Option<&ExprRef>,
        frame: &mut Frame,
    ) -> Outcome<Body> {
        let key = key.map(|key| self.expr(key, frame, &mut statements)).transpose()?;
        let value = match value {
            Some(value) => self.expr(value, frame, &mut statements)?,
            None => Expr::Bool(true),
        };
        let single = !statements.iter().any(|one| matches!(one, Statement::Each { .. }));
        Ok(Body { statements, key, value, single })
    }

    /// Pattern of a function's argument. Names of arguments hide everything.
    fn argument(&mut self, tree: &ExprRef, frame: &mut Frame) -> Outcome<Pattern> {
        match tree.as_ref() {
            Tree::Var { span, .. } if span.text() == "_" => Ok(Pattern::Any),
            Tree::Var { span, .. } if matches!(span.text(), "input" | "data") => {
                uncovered("an argument that hides `input` or `data`")
            }
            Tree::Var { span, .. } => Ok(match frame.name(span.text()) {
                Name::Bound(slot) => Pattern::Equal(Expr::Slot(slot)),
                _ => Pattern::Slot(frame.declare(span.text(), true)),
            }),
            Tree::Array { items, .. } => {
                let items: Outcome<Vec<Pattern>> =
                    items.iter().map(|item| self.argument(item, frame)).collect();
                Ok(Pattern::Array(items?))
            }
            Tree::Object { .. } => uncovered("an object pattern"),
            _ => {
                let mut before = Vec::new();
                let value = self.expr(tree, frame, &mut before)?;
                if !before.is_empty() {
                    return uncovered("an argument that is not one value");
                }
                Ok(Pattern::Equal(value))
            }
        }
    }

    /// The `data` path that a name stands for: an import, a rule of this package, or `data`.
    pub fn data_path(&self, name: &str, frame: &Frame) -> Outcome<Option<String>> {
        let Some(tree) = self.trees.tree(frame.module) else { return Ok(None) };
        if name == "data" {
            return Ok(Some("data".into()));
        }
        if let Some(target) = tree.imports.get(name) {
            return match &**target {
                // `import rego.v1` introduces no name that a policy uses.
                target if target.starts_with("data.") => Ok(Some(target.to_string())),
                target if target.starts_with("rego.") || target.starts_with("future.") => Ok(None),
                _ => uncovered("an import of input"),
            };
        }
        let own = format!("{}.{name}", tree.package);
        Ok(self.trees.rules(&own).is_some().then_some(own))
    }
}

fn plain(tree: &ExprRef) -> bool {
    matches!(tree.as_ref(), Tree::Var { .. }) && path_of(tree).is_some()
}

/// Whether every solution of every definition gives the same scalar.
fn one_value(rule: &Rule) -> bool {
    if !matches!(rule.shape, Shape::Complete | Shape::Function(_)) {
        return false;
    }
    let mut values = rule
        .definitions
        .iter()
        .flat_map(|definition| definition.groups.iter().flatten())
        .map(|body| &body.value);
    let Some(first) = values.next() else { return false };
    values.all(|value| same(first, value)) && same(first, first)
}

fn same(one: &Expr, two: &Expr) -> bool {
    match (one, two) {
        (Expr::Null, Expr::Null) => true,
        (Expr::Bool(one), Expr::Bool(two)) => one == two,
        (Expr::Int(one), Expr::Int(two)) => one == two,
        (Expr::Text(one), Expr::Text(two)) => one == two,
        (Expr::Constant(one), Expr::Constant(two)) => one == two,
        _ => false,
    }
}
