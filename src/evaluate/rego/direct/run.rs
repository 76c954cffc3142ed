//! Running bodies: statement by statement, going on with each solution, and matching patterns.

use super::ir::{Body, Pattern, Statement};
use super::machine::Machine;
use super::value::Val;

/// Goes on with a solution; `true` stops the search.
type Next<'n, 'a, 'i> = &'n mut dyn FnMut(&mut Machine<'a, 'i>) -> bool;

impl<'a, 'i> Machine<'a, 'i> {
    /// The solutions of the first body of a group that has any.
    pub(super) fn group(
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

    pub(super) fn solutions(
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
    pub(super) fn run(&mut self, statements: &'a [Statement], next: Next<'_, 'a, 'i>) -> bool {
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
    pub(super) fn exists(&mut self, statements: &'a [Statement]) -> bool {
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

    pub(super) fn matches(&mut self, pattern: &'a Pattern, value: Val<'a>) -> bool {
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

    pub(super) fn set(&mut self, slot: usize, value: Val<'a>) {
        if let Some(place) = self.stack.get_mut(self.base + slot) {
            *place = value;
        }
    }
}
