//! Expressions.
//!
//! In: a [`Reader`] at an expression. Out: the expression, with the reader past it. Operators
//! bind as the language says: `||` loosest, then `&&`, equality, order, sums, products, signs.

use super::ast::{BinaryOperator, Expression, ExpressionKind, UnaryOperator};
use super::reader::{Read, Reader};
use super::traversal::{Step, apply};
use crate::model::Span;
use crate::parse::number::number;

impl Reader<'_> {
    /// An expression, on one line unless within brackets.
    pub(super) fn expression(&mut self) -> Read<Expression> {
        let lines = self.lines;
        self.nested(lines, |reader| {
            reader.space();
            let condition = reader.binary(0)?;
            reader.space();
            if !reader.take(b'?') {
                return Ok(condition);
            }
            reader.conditional(condition)
        })
    }

    #[inline(never)]
    fn conditional(&mut self, condition: Expression) -> Read<Expression> {
        let then = self.expression()?;
        self.need(b':', "`:` of the conditional")?;
        let otherwise = self.expression()?;
        self.grow()?;
        let span = condition.span.to(otherwise.span);
        let kind =
            ExpressionKind::Conditional(Box::new(condition), Box::new(then), Box::new(otherwise));
        Ok(Expression { kind, span })
    }

    fn binary(&mut self, loosest: u8) -> Read<Expression> {
        let (mut left, mut height) = self.measured(Self::term)?;
        loop {
            self.space();
            let found = operator(self.rest()).filter(|(_, binding, _)| *binding >= loosest);
            let Some((operator, binding, length)) = found else {
                self.reached(height)?;
                return Ok(left);
            };
            self.at += length;
            self.space();
            let (right, right_height) = self.measured(|reader| reader.binary(binding + 1))?;
            height = height.max(right_height) + 1;
            self.reached(height)?;
            let span = left.span.to(right.span);
            let kind = ExpressionKind::Binary(operator, Box::new(left), Box::new(right));
            left = Expression { kind, span };
        }
    }

    /// A signed or plain operand with the steps after it.
    fn term(&mut self) -> Read<Expression> {
        let start = self.at;
        let operator = match self.rest() {
            [b'-', ..] => UnaryOperator::Negate,
            [b'!', next, ..] if *next != b'=' => UnaryOperator::Not,
            _ => {
                let base = self.operand()?;
                return self.steps(base);
            }
        };
        self.at += 1;
        let lines = self.lines;
        let operand = self.nested(lines, |reader| {
            reader.space();
            reader.term()
        })?;
        let span = self.span(start, start + 1).to(operand.span);
        Ok(Expression { kind: ExpressionKind::Unary(operator, Box::new(operand)), span })
    }

    fn operand(&mut self) -> Read<Expression> {
        let start = self.at;
        let kind = match self.rest() {
            [b'"', ..] => {
                self.at += 1;
                self.quoted(start)?
            }
            [b'0'..=b'9', ..] => self.number(),
            [b'(', ..] => self.parenthesis()?,
            [b'[', ..] => self.tuple()?,
            [b'{', ..] => self.object()?,
            [b'<', b'<', ..] => self.heredoc()?,
            _ => self.named()?,
        };
        Ok(Expression { kind, span: self.span_from(start) })
    }

    fn number(&mut self) -> ExpressionKind {
        let start = self.at;
        self.digits();
        if let [b'.', b'0'..=b'9', ..] = self.rest() {
            self.at += 1;
            self.digits();
        }
        if let [b'e' | b'E', b'0'..=b'9', ..] | [b'e' | b'E', b'+' | b'-', b'0'..=b'9', ..] =
            self.rest()
        {
            self.at += 2;
            self.digits();
        }
        ExpressionKind::Number(number(self.slice(start, self.at)))
    }

    fn digits(&mut self) {
        self.at += self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
    }

    fn parenthesis(&mut self) -> Read<ExpressionKind> {
        self.at += 1;
        let inner = self.nested(false, |reader| {
            let inner = reader.expression()?;
            reader.need(b')', "`)`")?;
            Ok(inner)
        })?;
        Ok(ExpressionKind::Parenthesis(Box::new(inner)))
    }

    /// A keyword, a variable or a call.
    fn named(&mut self) -> Read<ExpressionKind> {
        let start = self.at;
        let Some(name) = self.name() else { return self.expected("an expression") };
        let end = self.at;
        self.space();
        if self.peek() == b'(' {
            return self.call(name.into());
        }
        if self.sees("::") {
            return self.namespaced_call(start);
        }
        self.at = end;
        Ok(match name {
            "true" => ExpressionKind::Bool(true),
            "false" => ExpressionKind::Bool(false),
            "null" => ExpressionKind::Null,
            name => ExpressionKind::Variable(name.into()),
        })
    }

    fn namespaced_call(&mut self, start: usize) -> Read<ExpressionKind> {
        let mut name = String::from(self.slice(start, self.at).trim_end());
        while self.sees("::") {
            self.at += 2;
            self.space();
            name.push_str("::");
            name.push_str(&self.need_name("a function name after `::`")?);
            self.space();
        }
        if self.peek() != b'(' {
            return self.expected("`(` after the function name");
        }
        self.call(name)
    }

    fn call(&mut self, name: String) -> Read<ExpressionKind> {
        self.at += 1;
        let mut arguments = Vec::new();
        let mut expand_last = false;
        self.nested(false, |reader| {
            loop {
                reader.space();
                if reader.take(b')') {
                    return Ok(());
                }
                arguments.push(reader.expression()?);
                reader.space();
                if reader.sees("...") {
                    reader.at += 3;
                    expand_last = true;
                    return reader.need(b')', "`)` after `...`");
                }
                if !reader.take(b',') {
                    return reader.need(b')', "`,` or `)`");
                }
            }
        })?;
        Ok(ExpressionKind::Call { name: name.into(), arguments, expand_last })
    }

    /// The steps after an operand: `.name`, `[index]`, splats.
    fn steps(&mut self, base: Expression) -> Read<Expression> {
        let mut steps: Vec<(Step, Span)> = Vec::new();
        loop {
            let end = self.at;
            self.space();
            let start = self.at;
            let step = match self.rest() {
                [b'.', b'.', ..] => None,
                [b'.', ..] => Some(self.dot()?),
                [b'[', ..] => Some(self.bracket()?),
                _ => None,
            };
            let Some(step) = step else {
                self.at = end;
                break;
            };
            self.grow()?;
            steps.push((step, self.span_from(start)));
        }
        Ok(if steps.is_empty() { base } else { apply(base, steps) })
    }

    fn dot(&mut self) -> Read<Step> {
        self.at += 1;
        self.space();
        let start = self.at;
        match self.peek() {
            b'*' => {
                self.at += 1;
                Ok(Step::AttributeSplat)
            }
            b'0'..=b'9' => {
                self.digits();
                Ok(Step::LegacyIndex(number(self.slice(start, self.at))))
            }
            _ => Ok(Step::Attribute(self.need_name("a name after `.`")?)),
        }
    }

    fn bracket(&mut self) -> Read<Step> {
        self.at += 1;
        self.nested(false, |reader| {
            reader.space();
            let step =
                if reader.take(b'*') { Step::FullSplat } else { Step::Index(reader.expression()?) };
            reader.need(b']', "`]`")?;
            Ok(step)
        })
    }
}

/// The binary operator at the start of a text: itself, how tightly it binds, its length.
fn operator(text: &[u8]) -> Option<(BinaryOperator, u8, usize)> {
    use BinaryOperator as O;
    Some(match text {
        [b'|', b'|', ..] => (O::Or, 0, 2),
        [b'&', b'&', ..] => (O::And, 1, 2),
        [b'=', b'=', ..] => (O::Equal, 2, 2),
        [b'!', b'=', ..] => (O::NotEqual, 2, 2),
        [b'<', b'=', ..] => (O::LessEqual, 3, 2),
        [b'>', b'=', ..] => (O::GreaterEqual, 3, 2),
        [b'<', ..] => (O::Less, 3, 1),
        [b'>', ..] => (O::Greater, 3, 1),
        [b'+', ..] => (O::Add, 4, 1),
        [b'-', ..] => (O::Subtract, 4, 1),
        [b'*', ..] => (O::Multiply, 5, 1),
        [b'/', ..] => (O::Divide, 5, 1),
        // `%{` cannot begin an operand's neighbour: it is a directive of a template.
        [b'%', next, ..] if *next != b'{' => (O::Modulo, 5, 1),
        _ => return None,
    })
}
