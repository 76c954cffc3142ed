//! Operators.
//!
//! In: operands. Out: their result. Logic decides where one side decides; everything else with an
//! unknown operand is unknown.

use std::cmp::Ordering;

use super::context::Context;
use super::syntax::ast::{BinaryOperator, Expression, UnaryOperator};
use super::values::convert::equal;
use super::values::unknown::something;
use super::values::{Kind, Number, Value};
use crate::model::Span;

impl Context<'_, '_> {
    pub(super) fn unary(&self, operator: UnaryOperator, operand: &Expression, span: Span) -> Value {
        let value = self.evaluate(operand);
        let converted = match operator {
            UnaryOperator::Not => value.to_bool_value(),
            UnaryOperator::Negate => value.to_number_value(),
        };
        let value = self.or_fault(converted, operand.span);
        let result = match &value.kind {
            Kind::Bool(value) => Value::bool(!value, span),
            Kind::Number(number) => match number.negate() {
                Some(number) => Value::number(number, span),
                None => self.fault(span, "number out of range"),
            },
            Kind::Unknown(unknown) => Value::derived(unknown, something(), span),
            _ => self.fault(operand.span, "an operand cannot be null"),
        };
        result.marked_by(&value)
    }

    pub(super) fn binary(
        &self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        span: Span,
    ) -> Value {
        match operator {
            BinaryOperator::And => return self.logic(left, right, false, span),
            BinaryOperator::Or => return self.logic(left, right, true, span),
            _ => {}
        }
        let (a, b) = (self.evaluate(left), self.evaluate(right));
        let result = match operator {
            BinaryOperator::Equal => self.equality(&a, &b, true, span),
            BinaryOperator::NotEqual => self.equality(&a, &b, false, span),
            _ => self.arithmetic(operator, &a, &b, span),
        };
        let mut result = result;
        result.sensitive |= a.sensitive || b.sensitive;
        result
    }

    /// `&&` where `deciding` is false, `||` where it is true.
    fn logic(&self, left: &Expression, right: &Expression, deciding: bool, span: Span) -> Value {
        let a = self.or_fault(self.evaluate(left).to_bool_value(), left.span);
        if matches!(a.kind, Kind::Bool(value) if value == deciding) {
            return Value::bool(deciding, span);
        }
        let b = self.or_fault(self.evaluate(right).to_bool_value(), right.span);
        match (&a.kind, &b.kind) {
            (_, Kind::Bool(value)) if *value == deciding => Value::bool(deciding, span),
            (Kind::Bool(_), Kind::Bool(_)) => Value::bool(!deciding, span),
            (Kind::Unknown(unknown), _) | (_, Kind::Unknown(unknown)) => {
                Value::derived(unknown, something(), span)
            }
            _ => self.fault(span, "an operand of a logical operator cannot be null"),
        }
    }

    fn equality(&self, a: &Value, b: &Value, wanted: bool, span: Span) -> Value {
        if let Some(result) = equal(a, b) {
            return Value::bool(result == wanted, span);
        }
        match a.first_unknown().or_else(|| b.first_unknown()) {
            Some(unknown) => Value::derived(unknown, something(), span),
            None => Value::unevaluated("a comparison", span),
        }
    }

    fn arithmetic(&self, operator: BinaryOperator, a: &Value, b: &Value, span: Span) -> Value {
        let x = self.or_fault(a.to_number_value(), a.span);
        let y = self.or_fault(b.to_number_value(), b.span);
        match (&x.kind, &y.kind) {
            (Kind::Number(x), Kind::Number(y)) => match compute(operator, x, y) {
                Some(kind) => Value::new(kind, span),
                None => self.fault(span, "division by zero, or a number out of range"),
            },
            (Kind::Unknown(unknown), _) | (_, Kind::Unknown(unknown)) => {
                Value::derived(unknown, something(), span)
            }
            _ => self.fault(span, "an operand cannot be null"),
        }
    }
}

fn compute(operator: BinaryOperator, x: &Number, y: &Number) -> Option<Kind> {
    let order = || x.compare(y);
    Some(match operator {
        BinaryOperator::Add => Kind::Number(x.add(y)?),
        BinaryOperator::Subtract => Kind::Number(x.subtract(y)?),
        BinaryOperator::Multiply => Kind::Number(x.multiply(y)?),
        BinaryOperator::Divide => Kind::Number(x.divide(y)?),
        BinaryOperator::Modulo => Kind::Number(x.modulo(y)?),
        BinaryOperator::Less => Kind::Bool(order() == Ordering::Less),
        BinaryOperator::LessEqual => Kind::Bool(order() != Ordering::Greater),
        BinaryOperator::Greater => Kind::Bool(order() == Ordering::Greater),
        BinaryOperator::GreaterEqual => Kind::Bool(order() != Ordering::Less),
        _ => return None,
    })
}
