//! Trees in a compact form for snapshots.

use crate::model::Number;
use crate::parse::terraform::syntax::ast::{
    Body, Expression, ExpressionKind, SplatStep, TemplatePart,
};

/// A body, a line for each attribute and block.
pub(super) fn show(body: &Body) -> String {
    let mut out = String::new();
    for attribute in &body.attributes {
        out += &format!("{} = {}\n", attribute.name, expression(&attribute.value));
    }
    for block in &body.blocks {
        out += &format!("{} {:?} {{\n", block.kind, block.labels);
        for line in show(&block.body).lines() {
            out += &format!("  {line}\n");
        }
        out += "}\n";
    }
    out
}

fn list(expressions: &[Expression]) -> String {
    expressions.iter().map(expression).collect::<Vec<_>>().join(", ")
}

/// Parts of a template.
pub(super) fn parts(shown: &[TemplatePart]) -> String {
    shown
        .iter()
        .map(|part| match part {
            TemplatePart::Literal(text) => format!("{text:?}"),
            TemplatePart::Interpolation(inner) => format!("${{{}}}", expression(inner)),
            TemplatePart::If { condition, then, otherwise } => {
                format!("if({}, {}, {})", expression(condition), parts(then), parts(otherwise))
            }
            TemplatePart::For { key_variable, value_variable, collection, body } => format!(
                "for({key_variable:?}, {value_variable}, {}, {})",
                expression(collection),
                parts(body)
            ),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// One expression in a form of which every level shows.
pub(super) fn expression(shown: &Expression) -> String {
    match &shown.kind {
        ExpressionKind::Null => "null".into(),
        ExpressionKind::Bool(value) => value.to_string(),
        ExpressionKind::Number(Number::Int(value)) => value.to_string(),
        ExpressionKind::Number(number) => format!("{number:?}"),
        ExpressionKind::String(text) => format!("{text:?}"),
        ExpressionKind::Template(inner) => format!("<{}>", parts(inner)),
        ExpressionKind::Tuple(elements) => format!("[{}]", list(elements)),
        ExpressionKind::Object(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|item| format!("{}: {}", expression(&item.key), expression(&item.value)))
                .collect();
            format!("{{{}}}", items.join(", "))
        }
        ExpressionKind::Variable(name) => name.to_string(),
        ExpressionKind::GetAttribute(source, name) => format!("{}.{name}", expression(source)),
        ExpressionKind::Index(source, index) => {
            format!("{}[{}]", expression(source), expression(index))
        }
        ExpressionKind::Splat { source, steps, full } => {
            let steps: String = steps
                .iter()
                .map(|step| match step {
                    SplatStep::Attribute(name) => format!(".{name}"),
                    SplatStep::Index(index) => format!("[{}]", expression(index)),
                })
                .collect();
            let sign = if *full { "[*]" } else { ".*" };
            format!("({}{sign}){steps}", expression(source))
        }
        ExpressionKind::Call { name, arguments, expand_last } => {
            format!("{name}({}{})", list(arguments), if *expand_last { "..." } else { "" })
        }
        ExpressionKind::Unary(operator, operand) => {
            format!("{operator:?}({})", expression(operand))
        }
        ExpressionKind::Binary(operator, left, right) => {
            format!("{operator:?}({}, {})", expression(left), expression(right))
        }
        ExpressionKind::Conditional(condition, then, otherwise) => format!(
            "if({}, {}, {})",
            expression(condition),
            expression(then),
            expression(otherwise)
        ),
        ExpressionKind::For(inner) => format!(
            "for({:?}, {}, {}, {:?}, {}, {}, {:?})",
            inner.key_variable,
            inner.value_variable,
            expression(&inner.collection),
            inner.key.as_ref().map(expression),
            expression(&inner.value),
            inner.grouping,
            inner.condition.as_ref().map(expression)
        ),
        ExpressionKind::Parenthesis(inner) => format!("({})", expression(inner)),
        ExpressionKind::Invalid => "INVALID".into(),
    }
}
