//! Rego evaluated directly over the model, in two values: the quick way, for policies that are
//! compiled as a whole to the form of [`ir`].
//!
//! In: syntax trees once, then resources by reference, without conversion. Out: a [`Judgement`].
//! A policy that uses anything outside of what is covered is judged by regorus' virtual machine;
//! a policy is never judged by half. Where something unknown is read, neither runs.

mod builtin;
pub mod compile;
mod eval;
mod expression;
pub mod ir;
pub mod machine;
mod operators;
mod order;
mod run;
mod scope;
mod statement;
mod text;
pub mod value;

#[cfg(test)]
mod tests;

use std::str::FromStr;
use std::sync::Arc;

use machine::{Halt, Machine};
use value::Val;

use super::kleene;
use super::{Denial, Judgement};
use crate::model::{Path, Segment, Str};
use crate::policy::Severity;

/// The rules of a policy that judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// Number of `deny`.
    pub deny: usize,
    /// Number of `applicable`, where the policy defines it.
    pub applicable: Option<usize>,
}

/// Compiles the rules of one policy that judge.
///
/// # Errors
/// What is not covered.
pub fn points(
    compiler: &mut compile::Compiler,
    trees: &kleene::Program,
    package: &str,
    applicable: bool,
) -> compile::Outcome<Points> {
    let mut view = compile::View { compiler, trees, params: false, depth: 0 };
    let deny = view.rule(&format!("data.{package}.deny"))?;
    let applicable =
        applicable.then(|| view.rule(&format!("data.{package}.applicable"))).transpose()?;
    let is_value = |number: &usize| {
        let rule = view.compiler.program.rules.get(*number);
        rule.is_some_and(|rule| !matches!(rule.shape, ir::Shape::Function(_)))
    };
    if [Some(deny), applicable].iter().flatten().all(is_value) {
        Ok(Points { deny, applicable })
    } else {
        compile::uncovered("a function in place of a rule")
    }
}

/// Judges by one policy.
///
/// `hint` is the last denial by the same policy; it becomes the last of this one's.
pub fn judge(
    machine: &mut Machine<'_, '_>,
    points: Points,
    hint: Option<&mut Denial>,
) -> Judgement {
    machine.begin();
    match judged(machine, points, hint) {
        Ok(judgement) => judgement,
        Err(Halt::Runaway) => Judgement::Error("the evaluation took too long".into()),
        Err(Halt::Deep) => Judgement::Error("the evaluation is nested too deeply".into()),
        Err(Halt::Conflict) => {
            Judgement::Error("a rule, a function or a key of an object has two values".into())
        }
        Err(Halt::Builtin) => Judgement::Error("a built-in function met its limit".into()),
    }
}

fn judged(
    machine: &mut Machine<'_, '_>,
    points: Points,
    hint: Option<&mut Denial>,
) -> Result<Judgement, Halt> {
    if let Some(applicable) = points.applicable
        && !matches!(machine.rule_value(applicable)?, Some(Val::Bool(true)))
    {
        return Ok(Judgement::NotApplicable);
    }
    let Some(denied) = machine.rule_value(points.deny)? else { return Ok(Judgement::Pass) };
    let Some(members) = denied.members() else {
        return Ok(Judgement::Error("`deny` is not a set".into()));
    };
    if members.len() == 0 {
        return Ok(Judgement::Pass);
    }
    let mut none = Denial::default();
    let hint = hint.unwrap_or(&mut none);
    let denials: Vec<Denial> = members.map(|member| denial(member, hint)).collect();
    if let Some(last) = denials.last() {
        hint.clone_from(last);
    }
    Ok(Judgement::Fail(denials))
}

/// A member of `deny`: an object with `message` and `path`, or a plain message.
fn denial(member: Val<'_>, hint: &Denial) -> Denial {
    if !matches!(member, Val::Object(_) | Val::Map(_)) {
        return Denial { message: shown(member, hint), ..Denial::default() };
    }
    let mut denial = Denial::default();
    if let Some(message) = member.field("message").or_else(|| member.field("msg")) {
        denial.message = shown(message, hint);
    }
    if let Some(path) = member.field("path") {
        denial.path = path_of(path, hint);
    }
    if let Some(ends) = member.field("span").and_then(Val::elements) {
        let mut ends = ends.map(|end| match end {
            Val::Int(end) => u32::try_from(end).ok(),
            _ => None,
        });
        denial.span = ends.next().flatten().zip(ends.next().flatten());
    }
    if let Some(name) = member.field("severity").and_then(Val::text) {
        denial.severity = Severity::from_str(name).ok();
    }
    denial
}

/// The path of a denial: that of the hint where it is the same.
fn path_of(path: Val<'_>, hint: &Denial) -> Arc<Path> {
    let Some(mut parts) = path.elements() else { return Arc::default() };
    let mut known = hint.path.0.iter();
    let is_known = |part: Val<'_>| match (part, known.next()) {
        (Val::Str(key), Some(Segment::Key(known))) => *key == **known,
        (part, Some(Segment::Index(known))) => part.index() == Some(*known),
        _ => false,
    };
    if parts.all(is_known) && known.next().is_none() {
        return hint.path.clone();
    }
    Arc::new(Path(path.elements().into_iter().flatten().filter_map(segment).collect()))
}

fn segment(part: Val<'_>) -> Option<Segment> {
    match part {
        Val::Str(key) => Some(Segment::Key(key.into())),
        index => index.index().map(Segment::Index),
    }
}

fn shown(value: Val<'_>, hint: &Denial) -> Str {
    match value {
        Val::Str(text) if *text == *hint.message => hint.message.clone(),
        Val::Str(text) => text.into(),
        value => value.rego().to_string().into(),
    }
}
