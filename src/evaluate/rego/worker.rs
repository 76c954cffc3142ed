//! A worker judges one resource after another on one thread.
//!
//! In: resources, one at a time, with the programs they meet. Out: judgements. It keeps one
//! virtual machine a program, so that nothing is set up twice and no lock is taken.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use regorus::Value as Rego;
use regorus::rvm::RegoVM;
use regorus::utils::limits::ExecutionTimerConfig;

use super::direct;
use super::direct::value::{self, Val};
use super::kleene::{Causes, Doubt, Halt, Machine, Taken, Term, compare};
use super::program::{Compiled, Entry, Way};
use super::scene::Scene;
use super::{Denial, Judgement, input};
use crate::evaluate::{Limits, Subject, Unknowns};
use crate::finding::UnknownCause;
use crate::model::{Path, Resource, ResourceId, Segment, Str, Value};
use crate::policy::annotation::OnUnknown;
use crate::policy::{Rule, Severity};

/// Where values live that are made while judging.
pub type Arena = bumpalo::Bump;

/// Judges resources.
pub struct Worker<'w> {
    subject: &'w Subject<'w>,
    limits: Limits,
    way: Way,
    machines: HashMap<usize, RegoVM>,
    convert: input::Converter,
    /// Emptied after each resource.
    arena: Arena,
    /// Constants of programs live as long as the worker.
    constants: &'w Arena,
    programs: HashMap<usize, &'w [Val<'w>]>,
    unknowns: &'w Unknowns,
    /// The last denial of each rule. The next one often says the same of another resource, and
    /// then shares its text and its path.
    hints: Vec<Denial>,
    taken: Taken,
}

/// A resource under one program, converted where the virtual machine or an unknown needs it.
struct Inputs {
    resource: Rego,
    related: Rego,
    open: Option<Opened>,
}

/// The same with its unknowns put back.
struct Opened {
    resource: Term,
    related: Term,
    causes: Causes,
}

impl<'w> Worker<'w> {
    /// A worker over the resources of a run.
    pub fn new(
        subject: &'w Subject<'w>,
        limits: Limits,
        way: Way,
        (constants, unknowns): (&'w Arena, &'w Unknowns),
    ) -> Self {
        Self {
            subject,
            limits,
            way,
            machines: HashMap::new(),
            convert: input::Converter::default(),
            arena: Arena::new(),
            constants,
            programs: HashMap::new(),
            unknowns,
            hints: vec![Denial::default(); subject.rules.len()],
            taken: Taken::default(),
        }
    }

    /// Judges one resource by every rule of a program. `number` identifies the program.
    pub fn judge(
        &mut self,
        id: ResourceId,
        resource: &Resource,
        number: usize,
        compiled: &'w Compiled,
        each: impl FnMut(&Entry, Judgement),
    ) {
        let mut arena = std::mem::take(&mut self.arena);
        self.judge_in(&arena, (id, resource), number, compiled, each);
        arena.reset();
        self.arena = arena;
    }

    fn judge_in(
        &mut self,
        arena: &Arena,
        (id, resource): (ResourceId, &Resource),
        number: usize,
        compiled: &'w Compiled,
        mut each: impl FnMut(&Entry, Judgement),
    ) {
        let scene = Scene::new(self.subject, id, resource, compiled, self.unknowns);
        let constants = self.constants_of(number, compiled);
        let parts = &scene;
        let mut machine =
            direct::machine::Machine::new(&compiled.direct, constants, arena, &parts, self.limits);
        let mut inputs = None;
        for entry in &compiled.entries {
            let Some(rule) = self.subject.rules.get(entry.rule) else { continue };
            if self.limits.until.is_some_and(|until| Instant::now() > until) {
                each(entry, Judgement::Error("there was no time left".into()));
                continue;
            }
            let unknown = self.way == Way::Logic || self.meets_unknown(&scene, entry);
            let direct = entry.direct.filter(|_| self.way == Way::Quick).and_then(|points| {
                scene.params.set(Some(&rule.params));
                value::met_unknown();
                let judgement = directly(&mut machine, points, self.hints.get_mut(entry.rule));
                if unknown && (value::met_unknown() || may_lack_a_relative(&scene, entry)) {
                    machine.forget_rules();
                    return None;
                }
                Some(judgement)
            });
            let judgement = match direct {
                Some(judgement) => judgement,
                None => {
                    let inputs = inputs.get_or_insert_with(|| self.inputs(&scene));
                    if unknown {
                        self.in_three_values(&scene, inputs, rule, entry)
                    } else {
                        self.in_two_values(inputs, rule, entry, number, compiled)
                    }
                }
            };
            each(entry, judgement);
        }
    }

    fn constants_of(&mut self, number: usize, compiled: &'w Compiled) -> &'w [Val<'w>] {
        let arena = self.constants;
        self.programs.entry(number).or_insert_with(|| {
            let constants = compiled.direct.constants.iter();
            arena.alloc_slice_fill_iter(
                constants.map(|value| Val::of_rego(value, arena).unwrap_or(Val::Null)),
            )
        })
    }

    fn inputs(&mut self, scene: &Scene<'_>) -> Inputs {
        self.convert.clear();
        let own = self.resource_input(scene.resource, scene.workload());
        let mut related = regorus::value::Object::new();
        for (kind, ids) in scene.related_ids() {
            let resources: Vec<Rego> = ids
                .iter()
                .filter_map(|id| self.subject.resources.get(id.0 as usize))
                .map(|resource| self.resource_input(resource, resource.workload_view().as_deref()))
                .collect();
            related.insert(Rego::String(kind.clone()), Rego::from(resources));
        }
        Inputs { resource: own, related: Rego::from(related), open: None }
    }

    fn resource_input(&mut self, resource: &Resource, workload: Option<&Value>) -> Rego {
        let attributes = self.convert.value(&resource.attributes);
        let mut object = input::resource(resource, self.subject.sources, attributes);
        if let Some(workload) = workload {
            object.insert(Rego::from("workload"), self.convert.value(workload));
        }
        if let Some(pipeline) = &resource.pipeline {
            object.insert(Rego::from("pipeline"), self.convert.value(pipeline));
        }
        Rego::from(object)
    }

    /// Whether the policy reads something that is unknown.
    fn meets_unknown(&self, scene: &Scene<'_>, entry: &Entry) -> bool {
        let reads = &entry.logic.reads;
        let resource = scene.resource;
        let view = |name: &str, view: Option<&Value>| {
            view.is_some_and(|view| reads.meets_unknown(&["resource", name], view))
        };
        let own = scene.has_unknown
            && (reads.meets_unknown(&["resource", "attributes"], &resource.attributes)
                || view("workload", scene.workload())
                || view("pipeline", resource.pipeline.as_ref()));
        if own || entry.related.as_ref().is_some_and(Vec::is_empty) {
            return own;
        }
        scene.related().filter(|(_, _, open)| *open).any(|(kind, resource, _)| {
            // The index into the list matches any part of a pattern.
            let meets = |part: &str, value: Option<&Value>| {
                value.is_some_and(|value| reads.meets_unknown(&["related", kind, "", part], value))
            };
            meets("attributes", Some(&resource.attributes))
                || meets("workload", resource.workload_view().as_deref())
                || meets("pipeline", resource.pipeline.as_ref())
                || (reads_related(entry, kind)
                    && resource.may_be_absent_beside(scene.resource).is_some())
        })
    }

    fn in_two_values(
        &mut self,
        inputs: &Inputs,
        rule: &Rule,
        entry: &Entry,
        number: usize,
        compiled: &Compiled,
    ) -> Judgement {
        let limits = self.limits;
        let Some(program) = &compiled.program else {
            return Judgement::Error("the policy was not compiled".into());
        };
        let machine =
            self.machines.entry(number).or_insert_with(|| {
                let mut machine = RegoVM::new();
                machine.load_program(program.clone());
                machine.set_strict_builtin_errors(false);
                machine.set_max_instructions(limits.instructions);
                machine.set_execution_timer_config(NonZeroU32::new(1024).map(|check_interval| {
                    ExecutionTimerConfig { limit: limits.time, check_interval }
                }));
                machine
            });
        machine.set_input(input::object([
            ("resource", inputs.resource.clone()),
            ("related", inputs.related.clone()),
            ("params", self::params(rule)),
        ]));
        // A fault inside the engine must cost one result, not the run.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            if let Some(applicable) = entry.applicable
                && machine.execute_entry_point_by_index(applicable)? != Rego::Bool(true)
            {
                return Ok(None);
            }
            machine.execute_entry_point_by_index(entry.deny).map(Some)
        }));
        match outcome {
            Ok(Ok(None)) => Judgement::NotApplicable,
            Ok(Ok(Some(denied))) => self::denied(&denied),
            Ok(Err(error)) => {
                self.machines.remove(&number);
                Judgement::Error(error.to_string())
            }
            Err(_) => {
                self.machines.remove(&number);
                Judgement::Error("the policy engine failed".into())
            }
        }
    }

    fn in_three_values(
        &mut self,
        scene: &Scene<'_>,
        inputs: &mut Inputs,
        rule: &Rule,
        entry: &Entry,
    ) -> Judgement {
        let known = &inputs.resource;
        let opened = inputs.open.get_or_insert_with(|| self.open(scene, known));
        let causes = &opened.causes;
        let input = Term::object(BTreeMap::from([
            (Rego::from("resource"), opened.resource.clone()),
            (Rego::from("related"), opened.related.clone()),
            (Rego::from("params"), Term::Known(self::params(rule))),
        ]));
        let mut machine = Machine::new(&entry.logic.program, input, self.taken.clone());
        let judged = judge_open(&mut machine, rule, entry, causes);
        match judged {
            Ok(Judgement::Indeterminate(..)) if rule.on_unknown == OnUnknown::Pass => {
                Judgement::Pass
            }
            Ok(judgement) => judgement,
            Err(Halt::Runaway) => {
                Judgement::Error(format!("the evaluation took more than {} steps", Machine::STEPS))
            }
            Err(Halt::Unsupported(_)) if rule.on_unknown == OnUnknown::Pass => Judgement::Pass,
            Err(Halt::Unsupported(_)) => {
                // Nothing can be said: it depends on everything unknown that it may read.
                Judgement::Indeterminate(causes.all().map(cause).collect(), None)
            }
        }
    }

    fn open(&mut self, scene: &Scene<'_>, known: &Rego) -> Opened {
        let mut causes = Causes::default();
        let views = (scene.resource, scene.workload());
        let resource = self.open_resource(views, known, &mut causes);
        let mut related = BTreeMap::new();
        for (kind, ids) in scene.related_ids() {
            let all = ids.iter().filter_map(|id| self.subject.resources.get(id.0 as usize));
            let mut resources: Vec<Term> = Vec::new();
            let mut perhaps: Vec<Term> = Vec::new();
            for resource in all {
                if let Some(unknown) = resource.may_be_absent_beside(scene.resource) {
                    perhaps.push(causes.perhaps(unknown));
                    continue;
                }
                let workload = resource.workload_view();
                let known = self.resource_input(resource, workload.as_deref());
                let views = (resource, workload.as_deref());
                resources.push(self.open_resource(views, &known, &mut causes));
            }
            let term = match perhaps.pop() {
                // Whether there is any is open.
                Some(term) if resources.is_empty() => term,
                Some(term) => {
                    resources.push(term);
                    Term::array(resources)
                }
                None => Term::array(resources),
            };
            related.insert(Rego::String(kind.clone()), term);
        }
        Opened { resource, related: Term::object(related), causes }
    }

    /// A resource's input with its unknowns put back.
    fn open_resource(
        &mut self,
        (resource, workload): (&Resource, Option<&Value>),
        known: &Rego,
        causes: &mut Causes,
    ) -> Term {
        let entries = compare::entries(&Term::Known(known.clone())).unwrap_or_default();
        let mut object: BTreeMap<Rego, Term> = entries.into_iter().collect();
        let parts = [
            ("attributes", Some(&resource.attributes)),
            ("workload", workload),
            ("pipeline", resource.pipeline.as_ref()),
        ];
        for (name, value) in parts {
            if let Some(value) = value
                && value.has_unknown()
            {
                object.insert(Rego::from(name), causes.term(value, &mut self.convert));
            }
        }
        Term::object(object)
    }
}

/// Whether a policy may look at related resources of a type.
fn reads_related(entry: &Entry, kind: &Str) -> bool {
    entry.related.as_ref().is_none_or(|kinds| kinds.contains(kind))
}

/// Whether it is open if some resource that the policy may look at is there.
fn may_lack_a_relative(scene: &Scene<'_>, entry: &Entry) -> bool {
    let mut related = scene.related().filter(|(kind, _, open)| *open && reads_related(entry, kind));
    related.any(|(_, resource, _)| resource.may_be_absent_beside(scene.resource).is_some())
}

/// Judges directly. A fault inside the engine must cost one result, not the run.
fn directly(
    machine: &mut direct::machine::Machine<'_, '_>,
    points: direct::Points,
    hint: Option<&mut Denial>,
) -> Judgement {
    catch_unwind(AssertUnwindSafe(|| direct::judge(machine, points, hint)))
        .unwrap_or_else(|_| Judgement::Error("the policy engine failed".into()))
}

/// Judges in three values.
fn judge_open(
    machine: &mut Machine<'_>,
    rule: &Rule,
    entry: &Entry,
    causes: &Causes,
) -> Result<Judgement, Halt> {
    let mut doubt = Doubt::none();
    if entry.has_applicable {
        let path = format!("data.{}.applicable", rule.package);
        let outcomes = machine.rule(&path)?;
        let holds = |term: &Term| !matches!(term, Term::Known(value) if *value != Rego::Bool(true));
        let mut may = outcomes.iter().filter(|(term, _)| holds(term)).peekable();
        if may.peek().is_none() {
            return Ok(Judgement::NotApplicable);
        }
        let certain = may.clone().any(|(term, doubt)| doubt.is_certain() && term.known().is_some());
        if !certain {
            doubt = may.fold(doubt, |all, (term, doubt)| all.and(doubt).and(&term.doubt()));
        }
    }
    let outcomes = machine.rule(&format!("data.{}.deny", rule.package))?;
    let mut certain = Vec::new();
    let mut possible: Option<(Doubt, Denial)> = None;
    for (set, own) in outcomes.iter() {
        let members = match set {
            Term::Open(open) => vec![(set.clone(), open.doubt.clone())],
            _ => compare::members(set).unwrap_or_default(),
        };
        for (member, there) in members {
            let depends = doubt.and(own).and(&there);
            if depends.is_certain() {
                certain.push(denial(&member));
            } else {
                let first = possible.take();
                let (all, denial) = first.unwrap_or_else(|| (Doubt::none(), denial(&member)));
                possible = Some((all.and(&depends), denial));
            }
        }
    }
    Ok(match possible {
        _ if !certain.is_empty() => Judgement::Fail(certain),
        Some((depends, denial)) => {
            Judgement::Indeterminate(causes.of(&depends).map(cause).collect(), Some(denial))
        }
        None => Judgement::Pass,
    })
}

fn cause(unknown: &std::sync::Arc<crate::model::Unknown>) -> UnknownCause {
    UnknownCause { name: unknown.name.clone(), declared_at: unknown.declared_at }
}

fn params(rule: &Rule) -> Rego {
    Rego::from(rule.params.clone())
}

/// The denials in the value of `deny`.
fn denied(value: &Rego) -> Judgement {
    let members: Vec<&Rego> = match value {
        Rego::Undefined => return Judgement::Pass,
        Rego::Set(set) => set.iter_sorted().collect(),
        Rego::Array(list) => list.iter().collect(),
        _ => return Judgement::Error("`deny` is not a set".into()),
    };
    if members.is_empty() {
        return Judgement::Pass;
    }
    Judgement::Fail(
        members.into_iter().map(|member| denial(&Term::Known(member.clone()))).collect(),
    )
}

/// A member of `deny`: an object with `message` and `path`, or a plain message.
fn denial(member: &Term) -> Denial {
    let Some(entries) = compare::entries(member) else {
        return Denial { message: member.shown().into(), ..Denial::default() };
    };
    let mut denial = Denial::default();
    for (key, value) in entries {
        let Rego::String(key) = &key else { continue };
        match (&**key, value.known()) {
            ("message" | "msg", _) => denial.message = value.shown().into(),
            ("path", Some(Rego::Array(parts))) => denial.path = Arc::new(self::path(parts)),
            ("span", Some(Rego::Array(ends))) => {
                let end = |index| ends.get(index).and_then(|end: &Rego| end.as_u32().ok());
                denial.span = end(0).zip(end(1));
            }
            ("severity", Some(Rego::String(name))) => {
                denial.severity = Severity::from_str(name).ok()
            }
            _ => {}
        }
    }
    denial
}

fn path(parts: &regorus::value::Array) -> Path {
    let segments = parts.iter().filter_map(|part| match part {
        Rego::String(key) => Some(Segment::Key(key.clone())),
        Rego::Number(_) => {
            part.as_u64().ok().and_then(|index| usize::try_from(index).ok()).map(Segment::Index)
        }
        _ => None,
    });
    Path(segments.collect())
}

/// Bounds on one evaluation, with generous defaults.
impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(5), instructions: 200_000_000, until: None }
    }
}
