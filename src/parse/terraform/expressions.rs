//! Expressions to values.
//!
//! In: a node of the syntax tree and its context. Out: a value, always; what could not be
//! evaluated is unknown, with a diagnostic. The value's place is the expression's.

use super::context::Context;
use super::syntax::ast::{Expression, ExpressionKind, ObjectItem, TemplatePart};
use super::values::finish::literal_number;
use super::values::unknown::either;
use super::values::{Item, Kind, Map, Value};
use crate::model::{Shape, Span, Str};

impl Context<'_, '_> {
    /// The value of an expression.
    pub fn evaluate(&self, expression: &Expression) -> Value {
        let span = expression.span;
        if !self.run.enter(span) {
            return Value::unevaluated("an expression nested too deeply", span);
        }
        let value = if self.traces() && !expression.is_plain() {
            self.evaluate_traced(expression)
        } else {
            self.evaluate_kind(expression)
        };
        self.run.leave();
        value.at(span)
    }

    /// The value of an expression, wherever it is written.
    pub(super) fn evaluate_kind(&self, expression: &Expression) -> Value {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Null => Value::null(span),
            ExpressionKind::Bool(value) => Value::bool(*value, span),
            ExpressionKind::Number(number) => match literal_number(number) {
                Some(number) => Value::number(number, span),
                None => self.fault(span, "number out of range"),
            },
            ExpressionKind::String(text) => Value::string(text.clone(), span),
            ExpressionKind::Template(parts) => self.template(parts, span),
            ExpressionKind::Tuple(elements) => {
                let values = elements.iter().map(|element| self.evaluate(element)).collect();
                self.bounded(Value::list(values, span))
            }
            ExpressionKind::Object(items) => self.object(items, span),
            ExpressionKind::Variable(_)
            | ExpressionKind::GetAttribute(..)
            | ExpressionKind::Index(..) => self.traversal(expression),
            ExpressionKind::Splat { source, steps, .. } => {
                let source = self.evaluate(source);
                self.splat(&source, steps, span)
            }
            ExpressionKind::Call { name, arguments, expand_last } => {
                self.call(name, arguments, *expand_last, span)
            }
            ExpressionKind::Unary(operator, operand) => self.unary(*operator, operand, span),
            ExpressionKind::Binary(operator, left, right) => {
                self.binary(*operator, left, right, span)
            }
            ExpressionKind::Conditional(condition, then, otherwise) => {
                self.conditional(condition, then, otherwise, span)
            }
            ExpressionKind::For(parts) => self.for_expression(parts, span),
            ExpressionKind::Parenthesis(inner) => self.evaluate(inner),
            ExpressionKind::Invalid => {
                self.run.fault_again();
                Value::unevaluated("an expression that could not be read", span)
            }
        }
    }

    /// Reports a value that a limit on nesting replaced.
    fn bounded(&self, value: Value) -> Value {
        if value.is_unknown() {
            self.run.fault(value.span, "value nested too deeply");
        }
        value
    }

    fn object(&self, items: &[ObjectItem], span: Span) -> Value {
        let mut map = Map::new();
        for item in items {
            let key = self.evaluate(&item.key);
            let value = self.evaluate(&item.value);
            if let Some(unknown) = key.as_unknown() {
                // One unknown key leaves the whole object open: it may name any attribute.
                let shape = Shape { not_null: true, ..Shape::default() };
                return Value::derived(unknown, shape, span).marked_by(&key);
            }
            let key_span = item.key.span;
            match self.key_text(&key, key_span) {
                Some(key) => map.insert(key, Item { key_span, value }),
                None => continue,
            };
        }
        self.bounded(Value::map(map, span))
    }

    /// A value as a key of an object.
    pub fn key_text(&self, key: &Value, span: Span) -> Option<Str> {
        match key.to_string_value().map(|key| key.kind) {
            Ok(Kind::String(text)) => Some(text),
            Ok(Kind::Null) => {
                self.run.fault(span, "an object key cannot be null");
                None
            }
            Ok(_) => None,
            Err(message) => {
                self.run.fault(span, format!("object key: {message}"));
                None
            }
        }
    }

    fn conditional(
        &self,
        condition: &Expression,
        then: &Expression,
        otherwise: &Expression,
        span: Span,
    ) -> Value {
        let test = self.evaluate(condition);
        let test = self.or_fault(test.to_bool_value(), condition.span);
        match &test.kind {
            Kind::Bool(choice) => {
                let (chosen, other) = if *choice { (then, otherwise) } else { (otherwise, then) };
                let value = self.evaluate(chosen).chosen_by(&test, condition.span);
                // Both branches have one type: beside a text, a number becomes one.
                if is_text(other) && matches!(value.kind, Kind::Number(_) | Kind::Bool(_)) {
                    return self.or_fault(value.to_string_value(), span);
                }
                value
            }
            Kind::Unknown(unknown) => {
                let (a, _) = self.run.attempt(|| self.evaluate(then));
                let (b, _) = self.run.attempt(|| self.evaluate(otherwise));
                if super::values::convert::equal(&a, &b) == Some(true) {
                    return a.marked_by(&b);
                }
                let shape = either(&a, &b);
                let mut result = Value::derived(unknown, shape, span);
                for value in [&test, &a, &b] {
                    value.deep_marks(&mut result.refs, &mut result.sensitive);
                }
                result
            }
            _ => self.fault(condition.span, "the condition of a conditional cannot be null"),
        }
    }
}

impl Expression {
    /// Whether its value is what is written: a literal, or a small collection of literals.
    pub fn is_literal(&self) -> bool {
        let small = |length: usize| length <= 16;
        match &self.kind {
            ExpressionKind::Tuple(elements) => {
                small(elements.len()) && elements.iter().all(Self::is_plain)
            }
            ExpressionKind::Object(items) => {
                small(items.len())
                    && items.iter().all(|item| item.key.is_plain() && item.value.is_plain())
            }
            _ => self.is_plain(),
        }
    }

    fn is_plain(&self) -> bool {
        matches!(
            self.kind,
            ExpressionKind::Null
                | ExpressionKind::Bool(_)
                | ExpressionKind::Number(_)
                | ExpressionKind::String(_)
        )
    }
}

fn is_text(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::String(_) => true,
        ExpressionKind::Template(parts) => {
            !matches!(parts.as_slice(), [TemplatePart::Interpolation(_)])
        }
        ExpressionKind::Parenthesis(inner) => is_text(inner),
        _ => false,
    }
}
