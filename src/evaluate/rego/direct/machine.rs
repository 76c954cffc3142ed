//! Evaluates compiled rules over one resource, in two values.
//!
//! In: a program, and the parts of the input by reference. Out: values of rules, remembered while
//! the resource is judged; those that read no parameters are shared by all policies. An undefined
//! expression is `None`. A breach of a limit stops everything and is kept in `halt`.

use std::collections::HashMap;
use std::time::Instant;

use bumpalo::Bump;
use bumpalo::collections::Vec as List;
use regorus::unstable::BoolOp;

use super::super::super::Limits;
use super::builtin;
use super::ir::{Body, Expr, Kind, Pattern, Program, Root, Rule, Shape, Statement, Step};
use super::operators;
use super::value::{self, Val};

/// Why an evaluation stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// Too many steps, or too long.
    Runaway,
    /// Calls nested too deeply.
    Deep,
    /// A rule, a function or an object's key has two values.
    Conflict,
    /// A built-in met a limit of its own.
    Builtin,
}

/// The input of one resource.
pub trait Input<'a> {
    /// A part of it; `None` where the resource has none.
    fn root(&self, root: Root, arena: &'a Bump) -> Option<Val<'a>>;
}

/// A remembered value: of which round, and what.
type Known<'a> = (u32, Option<Val<'a>>);

/// Valid in every round.
const ALWAYS: u32 = u32::MAX;

/// Deepest nesting of calls.
const DEPTH: u32 = 150;

/// Steps between two looks at the clock.
const CLOCK: u64 = 4096;

/// An evaluation over one resource.
pub struct Machine<'a, 'i> {
    program: &'a Program,
    constants: &'a [Val<'a>],
    pub(super) arena: &'a Bump,
    input: &'i dyn Input<'a>,
    roots: [Option<Option<Val<'a>>>; 7],
    known: Vec<Known<'a>>,
    round: u32,
    stack: Vec<Val<'a>>,
    base: usize,
    depth: u32,
    steps: u64,
    limits: Limits,
    started: Option<Instant>,
    halt: Option<Halt>,
    pub(super) json: HashMap<(usize, usize), Option<Val<'a>>>,
}

/// Goes on with a solution; `true` stops the search.
type Next<'n, 'a, 'i> = &'n mut dyn FnMut(&mut Machine<'a, 'i>) -> bool;

impl<'a, 'i> Machine<'a, 'i> {
    /// A machine over one resource.
    pub fn new(
        program: &'a Program,
        constants: &'a [Val<'a>],
        arena: &'a Bump,
        input: &'i dyn Input<'a>,
        limits: Limits,
    ) -> Self {
        Self {
            program,
            constants,
            arena,
            input,
            roots: [None; 7],
            known: vec![(0, None); program.rules.len()],
            round: 0,
            stack: Vec::with_capacity(64),
            base: 0,
            depth: 0,
            steps: 0,
            limits,
            started: None,
            halt: None,
            json: HashMap::new(),
        }
    }

    /// Begins the evaluation of a policy: `input.params` may differ from those before.
    pub fn begin(&mut self) {
        self.round += 1;
        self.steps = 0;
        self.depth = 0;
        self.base = 0;
        self.stack.clear();
        self.started = None;
        self.halt = None;
        self.roots = self.roots.map(|known| known.filter(Option::is_some));
        self.forget(Root::Params);
        self.forget(Root::Input);
    }

    fn forget(&mut self, root: Root) {
        if let Some(place) = self.roots.get_mut(root as usize) {
            *place = None;
        }
    }

    /// The value of a rule.
    ///
    /// # Errors
    /// A breach of a limit, or a conflict.
    pub fn rule_value(&mut self, number: usize) -> Result<Option<Val<'a>>, Halt> {
        let value = self.rule(number);
        match self.halt {
            Some(halt) => Err(halt),
            None => Ok(value),
        }
    }

    /// Stops everything.
    pub(super) fn stop(&mut self, halt: Halt) {
        self.halt.get_or_insert(halt);
    }

    /// Spends a step; `true` where everything stops.
    fn tick(&mut self) -> bool {
        self.steps += 1;
        if self.steps.is_multiple_of(CLOCK) {
            self.look_at_clock();
        }
        self.halt.is_some()
    }

    #[cold]
    fn look_at_clock(&mut self) {
        let started = *self.started.get_or_insert_with(Instant::now);
        let steps = u64::try_from(self.limits.instructions).unwrap_or(u64::MAX);
        if self.steps > steps || started.elapsed() > self.limits.time {
            self.stop(Halt::Runaway);
        }
    }

    fn rule(&mut self, number: usize) -> Option<Val<'a>> {
        if let Some((round, value)) = self.known.get(number)
            && (*round == ALWAYS || (*round == self.round && *round > 0))
        {
            return *value;
        }
        let program = self.program;
        let rule = program.rules.get(number)?;
        let top = self.stack.len();
        let value = self.framed(top, rule, |machine| machine.define(rule));
        if self.halt.is_none()
            && let Some(place) = self.known.get_mut(number)
        {
            *place = (if rule.params { self.round } else { ALWAYS }, value);
        }
        value
    }

    /// Runs something with slots of its own. What lies on the stack from `top` on is dropped.
    fn framed(
        &mut self,
        top: usize,
        rule: &Rule,
        run: impl FnOnce(&mut Self) -> Option<Val<'a>>,
    ) -> Option<Val<'a>> {
        self.depth += 1;
        if self.depth > DEPTH {
            self.stop(Halt::Deep);
        }
        if self.tick() {
            self.depth -= 1;
            self.stack.truncate(top);
            return None;
        }
        let base = std::mem::replace(&mut self.base, self.stack.len());
        self.stack.resize(self.base + rule.slots, Val::Null);
        let value = run(self);
        self.stack.truncate(top);
        self.base = base;
        self.depth -= 1;
        value
    }

    fn define(&mut self, rule: &'a Rule) -> Option<Val<'a>> {
        match rule.shape {
            Shape::Complete | Shape::Function(_) => self.complete(rule, None),
            Shape::Set => {
                let mut members = List::new_in(self.arena);
                for group in rule.definitions.iter().flat_map(|one| &one.groups) {
                    self.group(group, &mut |_, _, member| {
                        members.push(member);
                        false
                    });
                }
                Some(value::set(members))
            }
            Shape::Object => {
                let mut entries = List::new_in(self.arena);
                for group in rule.definitions.iter().flat_map(|one| &one.groups) {
                    self.group(group, &mut |_, key, value| {
                        entries.push((key.unwrap_or(Val::Null), value));
                        false
                    });
                }
                self.object(entries)
            }
        }
    }

    /// An object of which no key may have two values.
    fn object(&mut self, entries: List<'a, (Val<'a>, Val<'a>)>) -> Option<Val<'a>> {
        let count = entries.len();
        let given = entries.into_bump_slice();
        let object = value::object(self.arena, given.iter().copied());
        if object.count() != Some(count)
            && given
                .iter()
                .any(|(key, value)| object.get(*key).is_none_or(|own| !own.equals(*value)))
        {
            self.stop(Halt::Conflict);
            return None;
        }
        Some(object)
    }

    /// The one value of a rule, or of a function for the arguments that start at a place.
    fn complete(&mut self, rule: &'a Rule, arguments: Option<usize>) -> Option<Val<'a>> {
        let mut found: Option<Val<'a>> = None;
        let mut conflict = false;
        for definition in &rule.definitions {
            if let Some(at) = arguments {
                let mut patterns = definition.arguments.iter().enumerate();
                let matched = patterns.all(|(number, pattern)| {
                    let argument = self.stack.get(at + number).copied();
                    argument.is_some_and(|argument| self.matches(pattern, argument))
                });
                if !matched {
                    continue;
                }
            }
            for group in &definition.groups {
                self.group(group, &mut |_, _, value| match found {
                    None => {
                        found = Some(value);
                        rule.one_value
                    }
                    Some(known) => {
                        conflict |= !known.equals(value);
                        conflict
                    }
                });
                if rule.one_value && found.is_some() {
                    return found;
                }
            }
        }
        if conflict {
            self.stop(Halt::Conflict);
            return None;
        }
        match (&found, &rule.default) {
            (None, Some(default)) if self.halt.is_none() => self.eval(default),
            _ => found,
        }
    }

    /// The solutions of the first body of a group that has any.
    fn group(
        &mut self,
        group: &'a [Body],
        visit: &mut dyn FnMut(&mut Self, Option<Val<'a>>, Val<'a>) -> bool,
    ) {
        for body in group {
            let mut any = false;
            self.solutions(body, &mut |machine, key, value| {
                any = true;
                visit(machine, key, value)
            });
            if any {
                return;
            }
        }
    }

    fn solutions(
        &mut self,
        body: &'a Body,
        visit: &mut dyn FnMut(&mut Self, Option<Val<'a>>, Val<'a>) -> bool,
    ) {
        self.run(&body.statements, &mut |machine| {
            let key = match &body.key {
                Some(key) => match machine.eval(key) {
                    Some(key) => Some(key),
                    None => return false,
                },
                None => None,
            };
            match machine.eval(&body.value) {
                Some(value) if machine.halt.is_none() => visit(machine, key, value),
                _ => machine.halt.is_some(),
            }
        });
    }

    /// Runs statements: `next` for each solution. `true` where the search was stopped.
    fn run(&mut self, statements: &'a [Statement], next: Next<'_, 'a, 'i>) -> bool {
        let mut rest = statements;
        while let Some((first, tail)) = rest.split_first() {
            let goes_on = match first {
                Statement::Holds(expr) => self.eval(expr).is_some_and(Val::holds),
                Statement::Let(slot, expr) => match self.eval(expr) {
                    Some(value) => {
                        self.set(*slot, value);
                        true
                    }
                    None => false,
                },
                Statement::Match(pattern, expr) => match self.eval(expr) {
                    Some(value) => self.matches(pattern, value),
                    None => false,
                },
                Statement::Not(inner) => !self.exists(inner),
                Statement::Every { collection, key, value, body } => match self.eval(collection) {
                    Some(domain) => self.every(domain, (*key, *value), body),
                    None => false,
                },
                Statement::Each { collection, key, value } => {
                    let Some(collection) = self.eval(collection) else { return false };
                    return self.each(collection, (key, value), tail, next);
                }
            };
            if self.halt.is_some() {
                return true;
            }
            if !goes_on {
                return false;
            }
            rest = tail;
        }
        next(self)
    }

    /// Whether statements have a solution.
    fn exists(&mut self, statements: &'a [Statement]) -> bool {
        self.run(statements, &mut |_| true)
    }

    fn each(
        &mut self,
        collection: Val<'a>,
        (key, value): (&'a Pattern, &'a Pattern),
        tail: &'a [Statement],
        next: Next<'_, 'a, 'i>,
    ) -> bool {
        if let Some(elements) = collection.elements() {
            for (index, element) in elements.enumerate() {
                let index = Val::Int(i64::try_from(index).unwrap_or(i64::MAX));
                if self.one((key, index), (value, element), tail, next) {
                    return true;
                }
            }
        } else if let Some(entries) = collection.entries(self.arena) {
            for (own, element) in entries {
                if self.one((key, *own), (value, *element), tail, next) {
                    return true;
                }
            }
        } else if let Val::Set(members) = collection {
            for member in members {
                if self.one((key, *member), (value, *member), tail, next) {
                    return true;
                }
            }
        }
        false
    }

    fn one(
        &mut self,
        key: (&'a Pattern, Val<'a>),
        value: (&'a Pattern, Val<'a>),
        tail: &'a [Statement],
        next: Next<'_, 'a, 'i>,
    ) -> bool {
        if self.tick() {
            return true;
        }
        self.matches(key.0, key.1) && self.matches(value.0, value.1) && self.run(tail, next)
    }

    fn every(
        &mut self,
        domain: Val<'a>,
        (key, value): (Option<usize>, Option<usize>),
        body: &'a [Statement],
    ) -> bool {
        let holds = |machine: &mut Self, own: Val<'a>, element: Val<'a>| {
            if let Some(slot) = key {
                machine.set(slot, own);
            }
            if let Some(slot) = value {
                machine.set(slot, element);
            }
            !machine.tick() && machine.exists(body)
        };
        if let Some(elements) = domain.elements() {
            let mut all = elements.enumerate();
            all.all(|(index, element)| {
                holds(self, Val::Int(i64::try_from(index).unwrap_or(i64::MAX)), element)
            })
        } else if let Some(entries) = domain.entries(self.arena) {
            entries.iter().all(|(own, element)| holds(self, *own, *element))
        } else if let Val::Set(members) = domain {
            members.iter().all(|member| holds(self, *member, *member))
        } else {
            // `every` over what is no collection does not hold.
            false
        }
    }

    fn matches(&mut self, pattern: &'a Pattern, value: Val<'a>) -> bool {
        match pattern {
            Pattern::Any => true,
            Pattern::Slot(slot) => {
                self.set(*slot, value);
                true
            }
            Pattern::Equal(expr) => self.eval(expr).is_some_and(|own| own.equals(value)),
            Pattern::Array(patterns) => match value.elements() {
                Some(elements) if elements.len() == patterns.len() => patterns
                    .iter()
                    .zip(elements)
                    .all(|(pattern, element)| self.matches(pattern, element)),
                _ => false,
            },
        }
    }

    fn set(&mut self, slot: usize, value: Val<'a>) {
        if let Some(place) = self.stack.get_mut(self.base + slot) {
            *place = value;
        }
    }

    /// Evaluates an expression; `None` where it is undefined.
    pub(super) fn eval(&mut self, expr: &'a Expr) -> Option<Val<'a>> {
        match expr {
            Expr::Null => Some(Val::Null),
            Expr::Bool(value) => Some(Val::Bool(*value)),
            Expr::Int(value) => Some(Val::Int(*value)),
            Expr::Text(text) => Some(Val::Str(text)),
            Expr::Constant(number) => self.constants.get(*number).copied(),
            Expr::Slot(slot) => self.stack.get(self.base + slot).copied(),
            Expr::Input(root) => self.root(*root),
            Expr::Rule(number) => self.rule(*number),
            Expr::Path(base, steps) => {
                let base = self.eval(base)?;
                self.walk(base, steps)
            }
            Expr::Call(number, arguments) => self.call(*number, arguments),
            Expr::Compare(op, both) => {
                let (one, two) = self.both(both)?;
                Some(Val::Bool(match op {
                    BoolOp::Eq => one.equals(two),
                    BoolOp::Ne => !one.equals(two),
                    BoolOp::Lt => one.order(two).is_lt(),
                    BoolOp::Le => one.order(two).is_le(),
                    BoolOp::Ge => one.order(two).is_ge(),
                    BoolOp::Gt => one.order(two).is_gt(),
                }))
            }
            Expr::In(both) => {
                let (value, collection) = self.both(both)?;
                Some(Val::Bool(collection.has(value)))
            }
            Expr::InAt(parts) => {
                let key = self.eval(&parts.0)?;
                let value = self.eval(&parts.1)?;
                let collection = self.eval(&parts.2)?;
                Some(Val::Bool(collection.get(key).is_some_and(|own| own.equals(value))))
            }
            _ => self.eval_compound(expr),
        }
    }

    fn eval_compound(&mut self, expr: &'a Expr) -> Option<Val<'a>> {
        match expr {
            Expr::Array(items) => Some(Val::Array(self.list(items)?.into_bump_slice())),
            Expr::Set(items) => Some(value::set(self.list(items)?)),
            Expr::Object(fields) => {
                let mut entries = List::with_capacity_in(fields.len(), self.arena);
                for (key, value) in fields {
                    entries.push((self.eval(key)?, self.eval(value)?));
                }
                self.object(entries)
            }
            Expr::Comprehension(kind, body) => self.comprehension(*kind, body),
            Expr::Native(native, arguments) => {
                let top = self.push(arguments)?;
                let value = builtin::call(self, *native, top);
                self.stack.truncate(top);
                value
            }
            Expr::Foreign(foreign, arguments) => {
                let top = self.push(arguments)?;
                let given: Vec<_> = self.arguments(top).iter().map(|one| one.rego()).collect();
                self.stack.truncate(top);
                builtin::foreign(self, foreign, &given)
            }
            Expr::Regex(expression, text) => {
                let text = self.eval(text)?.text()?;
                let compiled =
                    expression.compiled.get_or_init(|| regex::Regex::new(&expression.text).ok());
                Some(Val::Bool(compiled.as_ref()?.is_match(text)))
            }
            Expr::Arithmetic(op, both) => {
                let (one, two) = self.both(both)?;
                operators::arithmetic(op, one, two, self.arena)
            }
            Expr::SetOperation(op, both) => {
                let (one, two) = self.both(both)?;
                operators::set_operation(op, one, two, self.arena)
            }
            _ => None,
        }
    }

    fn both(&mut self, both: &'a (Expr, Expr)) -> Option<(Val<'a>, Val<'a>)> {
        Some((self.eval(&both.0)?, self.eval(&both.1)?))
    }

    fn list(&mut self, items: &'a [Expr]) -> Option<List<'a, Val<'a>>> {
        let mut list = List::with_capacity_in(items.len(), self.arena);
        for item in items {
            list.push(self.eval(item)?);
        }
        Some(list)
    }

    fn walk(&mut self, base: Val<'a>, steps: &'a [Step]) -> Option<Val<'a>> {
        let mut value = base;
        for step in steps {
            value = match step {
                Step::Field(name) => value.field(name)?,
                Step::Index(index) => {
                    let key = self.eval(index)?;
                    value.get(key)?
                }
            };
        }
        Some(value)
    }

    fn root(&mut self, root: Root) -> Option<Val<'a>> {
        let place = root as usize;
        if let Some(Some(known)) = self.roots.get(place) {
            return *known;
        }
        let value = self.input.root(root, self.arena);
        if let Some(place) = self.roots.get_mut(place) {
            *place = Some(value);
        }
        value
    }

    /// Evaluates arguments onto the stack; where one is undefined, none stays there.
    fn push(&mut self, arguments: &'a [Expr]) -> Option<usize> {
        let top = self.stack.len();
        for argument in arguments {
            match self.eval(argument) {
                Some(value) => self.stack.push(value),
                None => {
                    self.stack.truncate(top);
                    return None;
                }
            }
        }
        Some(top)
    }

    /// Arguments on the stack.
    pub(super) fn arguments(&self, top: usize) -> &[Val<'a>] {
        self.stack.get(top..).unwrap_or_default()
    }

    fn call(&mut self, number: usize, arguments: &'a [Expr]) -> Option<Val<'a>> {
        let program = self.program;
        let rule = program.rules.get(number)?;
        let top = self.push(arguments)?;
        self.framed(top, rule, |machine| machine.complete(rule, Some(top)))
    }

    fn comprehension(&mut self, kind: Kind, body: &'a Body) -> Option<Val<'a>> {
        match kind {
            Kind::Object => {
                let mut entries = List::new_in(self.arena);
                self.solutions(body, &mut |_, key, value| {
                    entries.push((key.unwrap_or(Val::Null), value));
                    false
                });
                self.object(entries)
            }
            Kind::Array | Kind::Set => {
                let mut members = List::new_in(self.arena);
                self.solutions(body, &mut |_, _, value| {
                    members.push(value);
                    false
                });
                Some(if kind == Kind::Set {
                    value::set(members)
                } else {
                    Val::Array(members.into_bump_slice())
                })
            }
        }
    }
}
