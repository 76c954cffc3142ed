//! Evaluates compiled rules over one resource, in two values.
//!
//! In: a program, and the parts of the input by reference. Out: values of rules, remembered while
//! the resource is judged; those that read no parameters are shared by all policies. An undefined
//! expression is `None`. A breach of a limit stops everything and is kept in `halt`.

use std::collections::HashMap;
use std::time::Instant;

use bumpalo::Bump;
use bumpalo::collections::Vec as List;

use super::super::super::Limits;
use super::ir::{Program, Root, Rule, Shape};
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
    pub(super) program: &'a Program,
    pub(super) constants: &'a [Val<'a>],
    pub(super) arena: &'a Bump,
    pub(super) input: &'i dyn Input<'a>,
    pub(super) roots: [Option<Option<Val<'a>>>; 7],
    pub(super) known: Vec<Known<'a>>,
    pub(super) round: u32,
    pub(super) stack: Vec<Val<'a>>,
    pub(super) base: usize,
    pub(super) depth: u32,
    pub(super) steps: u64,
    pub(super) limits: Limits,
    pub(super) started: Option<Instant>,
    pub(super) halt: Option<Halt>,
    pub(super) json: HashMap<(usize, usize), Option<Val<'a>>>,
}

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
        self.forget(Root::Params);
        self.forget(Root::Input);
    }

    /// Forgets what was remembered of any rule: it may come of something unknown.
    pub fn forget_rules(&mut self) {
        self.known.fill((0, None));
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
    pub(super) fn tick(&mut self) -> bool {
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

    pub(super) fn rule(&mut self, number: usize) -> Option<Val<'a>> {
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
    pub(super) fn framed(
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
    pub(super) fn object(&mut self, entries: List<'a, (Val<'a>, Val<'a>)>) -> Option<Val<'a>> {
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
    pub(super) fn complete(&mut self, rule: &'a Rule, arguments: Option<usize>) -> Option<Val<'a>> {
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
}
