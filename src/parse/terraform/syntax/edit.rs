//! The tree of `hcl-edit` to ours.
//!
//! In: a text and what `hcl-edit` read of it. Out: our tree. Recursion is bounded by that
//! parser's own limit on nesting. Literals are read from the text again, because that parser
//! keeps numbers as doubles and takes heredoc indentation away by other rules.

use std::ops::Range;

use hcl_edit::Span as _;
use hcl_edit::expr as source;
use hcl_edit::structure;
use hcl_edit::template::{Directive, Element, StringTemplate, Strip as SourceStrip, Template};

use super::ast::{
    Attribute, BinaryOperator, Block, Body, Expression, ExpressionKind, ForExpression, ObjectItem,
    UnaryOperator,
};
use super::template::{Piece, Pieces, Strip};
use super::traversal::{Step, apply};
use crate::model::{Span, Str};
use crate::parse::Fragment;
use crate::parse::number::number;

/// Reads a whole file; nothing where `hcl-edit` refuses it.
pub(super) fn body(fragment: Fragment<'_>) -> Option<Body> {
    let body = hcl_edit::parser::parse_body(fragment.text).ok()?;
    Converter { fragment }.body(&body)
}

struct Converter<'a> {
    fragment: Fragment<'a>,
}

impl Converter<'_> {
    fn span(&self, range: Option<Range<usize>>) -> Option<Span> {
        range.map(|range| self.fragment.span(range.start, range.end))
    }

    fn text(&self, range: Option<Range<usize>>) -> Option<&str> {
        self.fragment.text.get(range?)
    }

    fn body(&self, source: &structure::Body) -> Option<Body> {
        let mut body = Body::default();
        for item in source {
            match item {
                structure::Structure::Attribute(attribute) => body.attributes.push(Attribute {
                    name: attribute.key.as_str().into(),
                    name_span: self.span(attribute.key.span())?,
                    value: self.expression(&attribute.value)?,
                }),
                structure::Structure::Block(block) => body.blocks.push(self.block(block)?),
            }
        }
        Some(body)
    }

    fn block(&self, source: &structure::Block) -> Option<Block> {
        let mut header = self.span(source.ident.span())?;
        let mut labels = Vec::with_capacity(source.labels.len());
        for label in &source.labels {
            header = header.to(self.span(label.span())?);
            labels.push(label.as_str().into());
        }
        Some(Block {
            kind: source.ident.as_str().into(),
            labels,
            header,
            span: self.span(source.span())?,
            body: self.body(&source.body)?,
        })
    }

    fn expression(&self, source: &source::Expression) -> Option<Expression> {
        use source::Expression as S;
        let kind = match source {
            S::Null(_) => ExpressionKind::Null,
            S::Bool(value) => ExpressionKind::Bool(*value.value()),
            S::Number(_) => self.number(source.span()?)?,
            S::String(text) => ExpressionKind::String(text.as_str().into()),
            S::Array(array) => ExpressionKind::Tuple(self.all(array.iter())?),
            S::Object(object) => self.object(object)?,
            S::StringTemplate(template) => self.quoted(template)?,
            S::HeredocTemplate(heredoc) => {
                let indented = self.text(source.span())?.starts_with("<<-");
                let mut pieces = Pieces::default();
                self.elements(&heredoc.template, false, &mut pieces)?;
                finish(pieces, indented)?
            }
            S::Parenthesis(inner) => ExpressionKind::Parenthesis(self.boxed(inner.inner())?),
            S::Variable(name) => ExpressionKind::Variable(name.as_str().into()),
            S::Conditional(conditional) => ExpressionKind::Conditional(
                self.boxed(&conditional.cond_expr)?,
                self.boxed(&conditional.true_expr)?,
                self.boxed(&conditional.false_expr)?,
            ),
            S::FuncCall(call) => self.call(call)?,
            S::Traversal(traversal) => return self.traversal(traversal),
            S::UnaryOp(unary) => {
                let operator = match unary.operator.value() {
                    source::UnaryOperator::Neg => UnaryOperator::Negate,
                    source::UnaryOperator::Not => UnaryOperator::Not,
                };
                ExpressionKind::Unary(operator, self.boxed(&unary.expr)?)
            }
            S::BinaryOp(binary) => ExpressionKind::Binary(
                operator(*binary.operator.value()),
                self.boxed(&binary.lhs_expr)?,
                self.boxed(&binary.rhs_expr)?,
            ),
            S::ForExpr(for_expression) => self.for_expression(for_expression)?,
        };
        Some(Expression { kind, span: self.span(source.span())? })
    }

    fn boxed(&self, source: &source::Expression) -> Option<Box<Expression>> {
        self.expression(source).map(Box::new)
    }

    fn all<'e>(
        &self,
        sources: impl Iterator<Item = &'e source::Expression>,
    ) -> Option<Vec<Expression>> {
        sources.map(|source| self.expression(source)).collect()
    }

    fn number(&self, range: Range<usize>) -> Option<ExpressionKind> {
        let text = self.text(Some(range.clone()))?;
        let Some(positive) = text.strip_prefix('-') else {
            return Some(ExpressionKind::Number(number(text)));
        };
        let start = range.end - positive.trim_start().len();
        let literal = Expression {
            kind: ExpressionKind::Number(number(self.text(Some(start..range.end))?)),
            span: self.fragment.span(start, range.end),
        };
        Some(ExpressionKind::Unary(UnaryOperator::Negate, Box::new(literal)))
    }

    fn object(&self, object: &source::Object) -> Option<ExpressionKind> {
        let mut items = Vec::with_capacity(object.len());
        for (key, value) in object {
            let key = match key {
                source::ObjectKey::Ident(name) => Expression {
                    kind: ExpressionKind::String(name.as_str().into()),
                    span: self.span(name.span())?,
                },
                source::ObjectKey::Expression(key) => self.expression(key)?,
            };
            items.push(ObjectItem { key, value: self.expression(value.expr())? });
        }
        Some(ExpressionKind::Object(items))
    }

    fn call(&self, call: &source::FuncCall) -> Option<ExpressionKind> {
        let mut name = String::new();
        for part in &call.name.namespace {
            name.push_str(part.as_str());
            name.push_str("::");
        }
        name.push_str(call.name.name.as_str());
        Some(ExpressionKind::Call {
            name: name.into(),
            arguments: self.all(call.args.iter())?,
            expand_last: call.args.expand_final(),
        })
    }

    fn traversal(&self, traversal: &source::Traversal) -> Option<Expression> {
        use source::TraversalOperator as T;
        let base = self.expression(&traversal.expr)?;
        let mut steps = Vec::with_capacity(traversal.operators.len());
        for operator in &traversal.operators {
            let step = match operator.value() {
                T::AttrSplat(_) => Step::AttributeSplat,
                T::FullSplat(_) => Step::FullSplat,
                T::GetAttr(name) => Step::Attribute(name.as_str().into()),
                T::Index(index) => Step::Index(self.expression(index)?),
                T::LegacyIndex(index) => Step::LegacyIndex(number(&index.value().to_string())),
            };
            steps.push((step, self.span(operator.span())?));
        }
        Some(apply(base, steps))
    }

    fn for_expression(&self, source: &source::ForExpr) -> Option<ExpressionKind> {
        Some(ExpressionKind::For(Box::new(ForExpression {
            key_variable: source.intro.key_var.as_ref().map(|name| name.as_str().into()),
            value_variable: source.intro.value_var.as_str().into(),
            collection: self.expression(&source.intro.collection_expr)?,
            key: match &source.key_expr {
                Some(key) => Some(self.expression(key)?),
                None => None,
            },
            value: self.expression(&source.value_expr)?,
            grouping: source.grouping,
            condition: match &source.cond {
                Some(condition) => Some(self.expression(&condition.expr)?),
                None => None,
            },
        })))
    }

    fn quoted(&self, template: &StringTemplate) -> Option<ExpressionKind> {
        let mut pieces = Pieces::default();
        for element in template {
            self.element(element, true, &mut pieces)?;
        }
        finish(pieces, false)
    }

    fn elements(&self, template: &Template, quoted: bool, pieces: &mut Pieces) -> Option<()> {
        template.iter().try_for_each(|element| self.element(element, quoted, pieces))
    }

    fn element(&self, element: &Element, quoted: bool, pieces: &mut Pieces) -> Option<()> {
        match element {
            Element::Literal(literal) => pieces.literal(self.text(literal.span())?, quoted),
            Element::Interpolation(interpolation) => {
                let expression = self.expression(&interpolation.expr)?;
                pieces.sequence(Piece::Interpolation(expression), strip(interpolation.strip));
            }
            Element::Directive(directive) => self.directive(directive, quoted, pieces)?,
        }
        Some(())
    }

    fn directive(&self, directive: &Directive, quoted: bool, pieces: &mut Pieces) -> Option<()> {
        match directive {
            Directive::If(directive) => {
                let intro = &directive.if_expr;
                let condition = self.expression(&intro.cond_expr)?;
                pieces.sequence(Piece::If(condition), strip(intro.strip));
                self.elements(&intro.template, quoted, pieces)?;
                if let Some(otherwise) = &directive.else_expr {
                    pieces.sequence(Piece::Else, strip(otherwise.strip));
                    self.elements(&otherwise.template, quoted, pieces)?;
                }
                pieces.sequence(Piece::EndIf, strip(directive.endif_expr.strip));
            }
            Directive::For(directive) => {
                let intro = &directive.for_expr;
                let piece = Piece::For {
                    key: intro.key_var.as_ref().map(|name| Str::from(name.as_str())),
                    value: intro.value_var.as_str().into(),
                    collection: self.expression(&intro.collection_expr)?,
                };
                pieces.sequence(piece, strip(intro.strip));
                self.elements(&intro.template, quoted, pieces)?;
                pieces.sequence(Piece::EndFor, strip(directive.endfor_expr.strip));
            }
        }
        Some(())
    }
}

fn finish(pieces: Pieces, dedented: bool) -> Option<ExpressionKind> {
    if pieces.is_literal() {
        return Some(ExpressionKind::String(pieces.into_text(dedented)));
    }
    pieces.into_parts(dedented).ok().map(ExpressionKind::Template)
}

fn strip(strip: SourceStrip) -> Strip {
    Strip { before: strip.strip_start(), after: strip.strip_end() }
}

fn operator(operator: source::BinaryOperator) -> BinaryOperator {
    use source::BinaryOperator as S;
    match operator {
        S::Eq => BinaryOperator::Equal,
        S::NotEq => BinaryOperator::NotEqual,
        S::LessEq => BinaryOperator::LessEqual,
        S::GreaterEq => BinaryOperator::GreaterEqual,
        S::Less => BinaryOperator::Less,
        S::Greater => BinaryOperator::Greater,
        S::Plus => BinaryOperator::Add,
        S::Minus => BinaryOperator::Subtract,
        S::Mul => BinaryOperator::Multiply,
        S::Div => BinaryOperator::Divide,
        S::Mod => BinaryOperator::Modulo,
        S::And => BinaryOperator::And,
        S::Or => BinaryOperator::Or,
    }
}
