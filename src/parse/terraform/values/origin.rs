//! How a value came about, while something is traced.
//!
//! In: steps, as values pass through names, and the parts that a value was made from. Out: a chain
//! for a report. Outside of a trace no value has an origin, and none of this costs anything.

use std::rc::Rc;

use super::{Kind, Value};
use crate::model::{Span, Step, StepKind, Str};

/// Steps of one chain that are told.
const MAX_STEPS: usize = 40;
/// Steps behind each other that are kept.
const MAX_DEPTH: u16 = 60;
/// Parts of one value that are kept.
const MAX_PARTS: usize = 8;
/// Nodes looked at for one chain: origins share parts, so that a small one can be a huge tree.
const MAX_VISITS: u32 = 2_000;

/// Where a value comes from.
#[derive(Debug)]
pub struct Origin {
    way: Way,
    depth: u16,
}

#[derive(Debug)]
enum Way {
    /// It passed a place, coming from another.
    Step(Step, Option<Rc<Origin>>),
    /// It was taken out of a collection, where it is written at a place; both came from elsewhere.
    Through(Rc<Origin>, Span, Rc<Origin>),
    /// It was made from several.
    Made(Vec<Rc<Origin>>),
}

impl Origin {
    fn step(kind: StepKind, name: Str, place: Span, from: Option<Rc<Self>>) -> Rc<Self> {
        let from = from.filter(|from| from.depth < MAX_DEPTH);
        let depth = from.as_ref().map_or(0, |from| from.depth + 1);
        Rc::new(Self { way: Way::Step(Step::new(kind, name, place), from), depth })
    }

    /// What a value written out at a place comes from.
    fn written(place: Span) -> Rc<Self> {
        Self::step(StepKind::Value, "".into(), place, None)
    }

    /// What is made from several.
    pub fn made(parts: Vec<Rc<Self>>) -> Option<Rc<Self>> {
        let mut kept = distinct(parts);
        if kept.len() < 2 { kept.pop() } else { Some(Self::of(kept)) }
    }

    /// What is put together from several that can be taken out again.
    pub fn collected(parts: Vec<Rc<Self>>) -> Option<Rc<Self>> {
        let kept = distinct(parts);
        (!kept.is_empty()).then(|| Self::of(kept))
    }

    fn of(parts: Vec<Rc<Self>>) -> Rc<Self> {
        let depth = parts.iter().map(|part| part.depth).max().unwrap_or(0);
        Rc::new(Self { way: Way::Made(parts), depth })
    }

    fn same(self: &Rc<Self>, other: &Rc<Self>) -> bool {
        let heads = match (&self.way, &other.way) {
            (Way::Step(one, _), Way::Step(two, _)) => one == two,
            _ => false,
        };
        heads || Rc::ptr_eq(self, other)
    }

    /// What was taken out of a collection.
    fn through(collection: &Rc<Self>, place: Span, part: Option<Rc<Self>>) -> Rc<Self> {
        match part {
            None => Rc::clone(collection),
            Some(part) if collection.depth + part.depth >= MAX_DEPTH => part,
            Some(part) => {
                let depth = collection.depth + part.depth + 1;
                Rc::new(Self { way: Way::Through(Rc::clone(collection), place, part), depth })
            }
        }
    }

    /// Whether it passed a place that holds another.
    fn passed(&self, place: Span) -> bool {
        let mut origin = self;
        loop {
            match &origin.way {
                Way::Step(step, _) if step.place.is_some_and(|own| own.holds(place)) => {
                    return true;
                }
                Way::Step(_, Some(from)) => origin = from,
                Way::Through(_, _, part) => origin = part,
                Way::Step(_, None) | Way::Made(_) => return false,
            }
        }
    }

    /// The chain, its first step at a depth.
    pub fn chain(&self, depth: u16) -> Vec<Step> {
        let mut walk = Walk { steps: Vec::new(), visits: MAX_VISITS };
        walk.visit(self, depth, None);
        walk.steps
    }
}

/// The first parts, each once.
fn distinct(parts: Vec<Rc<Origin>>) -> Vec<Rc<Origin>> {
    let mut kept: Vec<Rc<Origin>> = Vec::new();
    for part in parts {
        if kept.len() < MAX_PARTS && !kept.iter().any(|known| known.same(&part)) {
            kept.push(part);
        }
    }
    kept
}

struct Walk {
    steps: Vec<Step>,
    visits: u32,
}

impl Walk {
    /// Writes an origin down; gives the depth at which what lies behind it goes on. Of the parts of
    /// a collection only that one is told which holds the place that was taken out.
    fn visit(&mut self, origin: &Origin, depth: u16, taken: Option<Span>) -> u16 {
        let Some(left) = self.visits.checked_sub(1) else { return depth };
        self.visits = left;
        if self.steps.len() >= MAX_STEPS {
            return depth;
        }
        match &origin.way {
            Way::Step(step, from) => {
                if self.is_told(step, depth) {
                    return depth + 1;
                }
                let mut depth = depth;
                // A part of something written out tells the place better than the whole.
                let whole = self.steps.pop_if(|last| last.depth + 1 == depth && last.holds(step));
                if whole.is_some() {
                    depth -= 1;
                }
                self.steps.push(Step { depth, ..step.clone() });
                match from {
                    Some(from) => self.visit(from, depth + 1, taken),
                    None => depth + 1,
                }
            }
            Way::Through(outer, place, part) => {
                let depth = self.visit(outer, depth, Some(*place));
                self.visit(part, depth, taken)
            }
            Way::Made(parts) => match taken {
                Some(place) => match parts.iter().find(|part| part.passed(place)) {
                    Some(part) => self.visit(part, depth, taken),
                    None => depth,
                },
                None => {
                    let after = parts.iter().map(|part| self.visit(part, depth, None)).max();
                    after.unwrap_or(depth)
                }
            },
        }
    }

    /// Whether a step stands at this depth already, below the same one.
    fn is_told(&self, step: &Step, depth: u16) -> bool {
        let beside = self.steps.iter().rev().take_while(|told| told.depth >= depth);
        beside
            .filter(|told| told.depth == depth)
            .any(|told| (told.kind, &told.name, told.place) == (step.kind, &step.name, step.place))
    }
}

impl Value {
    /// Where it comes from; the place where it is written, unless that is `here`.
    pub fn provenance(&self, here: Span) -> Option<Rc<Origin>> {
        // What stands for a resource is written nowhere.
        let written = !self.span.is_empty() && !matches!(self.kind, Kind::Handle(_));
        let elsewhere = written && self.span != here;
        match &self.origin {
            Some(origin) => Some(Rc::clone(origin)),
            None => elsewhere.then(|| Origin::written(self.span)),
        }
    }

    /// The same after a step on its way: `place` is what stands there, and `here` the expression
    /// that gave the value.
    #[must_use]
    pub fn after(
        mut self,
        kind: StepKind,
        name: impl Into<Str>,
        (place, here): (Span, Span),
    ) -> Self {
        self.origin = Some(Origin::step(kind, name.into(), place, self.provenance(here)));
        self
    }

    /// The same, chosen by a condition that stands at a place.
    #[must_use]
    pub fn chosen_by(mut self, condition: &Self, place: Span) -> Self {
        if let Some(from) = &condition.origin {
            let from = Some(Rc::clone(from));
            let condition = Origin::step(StepKind::Condition, "".into(), place, from);
            let own = self.provenance(Span::default());
            self.origin = Origin::made(own.into_iter().chain([condition]).collect());
        }
        self
    }

    /// The same, taken out of a collection and written elsewhere.
    #[must_use]
    pub fn out_of(mut self, collection: &Self, span: Span) -> Self {
        if let Some(outer) = &collection.origin {
            let part = self.provenance(collection.span);
            self.origin = Some(Origin::through(outer, self.span, part));
        }
        self.span = span;
        self
    }
}
