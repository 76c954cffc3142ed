//! Traversals: a base and the steps written after it, to nested expressions.
//!
//! In: `a`, and `.b`, `[c]`, `.*`, `[*]` as a flat list. Out: one expression. A full splat takes
//! every step that follows it; an attribute-only splat takes attributes and legacy indexes.

use super::ast::{Expression, ExpressionKind, ForExpression, SplatStep};
use crate::model::{Number, Span, Str};

/// Name of the element that a splat within a splat ranges over; no identifier can be spelt so.
pub const ELEMENT: &str = "*";

/// A step as written.
#[derive(Debug)]
pub(super) enum Step {
    /// `.name`
    Attribute(Str),
    /// `[expr]`
    Index(Expression),
    /// `.0`
    LegacyIndex(Number),
    /// `.*`
    AttributeSplat,
    /// `[*]`
    FullSplat,
}

/// Applies steps to a base. The callers bound the number of steps, so depth is bounded too.
pub(super) fn apply(base: Expression, steps: Vec<(Step, Span)>) -> Expression {
    apply_rest(base, &mut steps.into_iter().peekable())
}

fn apply_rest(
    base: Expression,
    steps: &mut std::iter::Peekable<std::vec::IntoIter<(Step, Span)>>,
) -> Expression {
    let mut current = base;
    while let Some((step, place)) = steps.next() {
        let mut span = current.span.to(place);
        let source = Box::new(current);
        let kind = match step {
            Step::Attribute(name) => ExpressionKind::GetAttribute(source, name),
            Step::Index(index) => ExpressionKind::Index(source, Box::new(index)),
            Step::LegacyIndex(number) => {
                ExpressionKind::Index(source, Box::new(index_literal(number, place)))
            }
            Step::AttributeSplat | Step::FullSplat => {
                let full = matches!(step, Step::FullSplat);
                let (taken, end) = splat_steps(steps, full);
                span = span.to(end.unwrap_or(span));
                ExpressionKind::Splat { source, steps: taken, full }
            }
        };
        current = Expression { kind, span };
        let full = matches!(current.kind, ExpressionKind::Splat { full: true, .. });
        if full && steps.peek().is_some() {
            return splat_of_splat(current, steps);
        }
    }
    current
}

/// `a[*].b[*].c`: the second splat ranges over each `b`, not over the list of them, which is what
/// `[for element in a[*].b : element[*].c]` says.
fn splat_of_splat(
    outer: Expression,
    steps: &mut std::iter::Peekable<std::vec::IntoIter<(Step, Span)>>,
) -> Expression {
    let element = Expression { kind: ExpressionKind::Variable(ELEMENT.into()), span: outer.span };
    let value = apply_rest(element, steps);
    let span = outer.span.to(value.span);
    Expression {
        kind: ExpressionKind::For(Box::new(ForExpression {
            key_variable: None,
            value_variable: ELEMENT.into(),
            collection: outer,
            key: None,
            value,
            grouping: false,
            condition: None,
        })),
        span,
    }
}

fn splat_steps(
    steps: &mut std::iter::Peekable<std::vec::IntoIter<(Step, Span)>>,
    full: bool,
) -> (Vec<SplatStep>, Option<Span>) {
    let mut taken = Vec::new();
    let mut end = None;
    while let Some((step, place)) = steps.next_if(|(step, _)| match step {
        Step::Attribute(_) | Step::LegacyIndex(_) => true,
        Step::Index(_) => full,
        Step::AttributeSplat | Step::FullSplat => false,
    }) {
        end = Some(place);
        taken.push(match step {
            Step::Attribute(name) => SplatStep::Attribute(name),
            Step::Index(index) => SplatStep::Index(index),
            Step::LegacyIndex(number) => SplatStep::Index(index_literal(number, place)),
            Step::AttributeSplat | Step::FullSplat => continue,
        });
    }
    (taken, end)
}

fn index_literal(number: Number, place: Span) -> Expression {
    Expression { kind: ExpressionKind::Number(number), span: place }
}
