//! Variables: where their values come from, in which order, and their types.
//!
//! In: declarations, variable files, flags, arguments of module calls. Out: converted values;
//! a variable that nothing sets is unknown under its name.

use std::collections::HashMap;

use super::context::{Context, Inputs, Named};
use super::module::attribute;
use super::syntax::ast::{Block, Body, Expression, ExpressionKind};
use super::values::types::{Field, Type};
use super::values::{Kind, Value};
use crate::model::{Cause, Span, Str};

/// A value given to a root module's variable.
#[derive(Debug, Clone)]
pub enum Given {
    /// An expression of a variable file.
    Expression(Expression),
    /// The text of a flag or of the environment, whose meaning depends on the variable's type.
    Text(Str),
}

/// Types within types.
const MAX_TYPE_DEPTH: u32 = 64;

impl Context<'_, '_> {
    /// The value of a variable of this module.
    pub(super) fn variable(&self, name: &Str, span: Span) -> Value {
        let Some(block) = self.scope.module.variables.get(name).copied() else {
            return self.undeclared(format!("var.{name}"), Cause::Variable, span);
        };
        let module = Context::new(self.run, self.scope);
        module.remember(Named::Variable, name, span, || module.variable_value(name, block)).at(span)
    }

    fn variable_value(&self, name: &Str, block: &Block) -> Value {
        let kind = attribute(&block.body, "type")
            .map_or(Type::Any, |constraint| self.type_constraint(constraint, MAX_TYPE_DEPTH));
        let nullable = attribute(&block.body, "nullable")
            .is_none_or(|value| self.evaluate(value).kind_is_not_false());
        let given = match &self.scope.inputs {
            Inputs::Root(all) => {
                let typed = attribute(&block.body, "type").is_some();
                all.get(name).map(|given| {
                    let value = self.given(given, &kind, typed);
                    self.through_given(name, given, value)
                })
            }
            Inputs::Call { parent, block, bindings } => {
                self.argument(*parent, block, bindings, name)
            }
        };
        let default = || {
            let value = attribute(&block.body, "default").map(|value| self.evaluate(value));
            value.map(|value| self.through_default(name, block, value))
        };
        let value = match given {
            Some(value) if value.is_null() && !nullable => default().or(Some(value)),
            Some(value) => Some(value),
            None => default(),
        };
        let mut value = match value {
            Some(value) => {
                let converted = kind.convert(value);
                self.or_fault(
                    converted.map_err(|message| format!("var.{name}: {message}")),
                    block.header,
                )
            }
            None => Value::unknown(
                format!("var.{name}"),
                Cause::Variable,
                Some(block.header),
                kind.shape(!nullable),
                block.header,
            ),
        };
        value.sensitive |= self.flag(&block.body, "sensitive");
        self.through_variable(name, block, value)
    }

    fn given(&self, given: &Given, kind: &Type, typed: bool) -> Value {
        match given {
            Given::Expression(expression) => self.evaluate(expression),
            // Text is taken as it stands where the variable has no type, or one of plain values.
            Given::Text(text) => match kind {
                Type::String | Type::Number | Type::Bool => {
                    Value::string(text.clone(), Span::default())
                }
                Type::Any if !typed => Value::string(text.clone(), Span::default()),
                _ => {
                    let mut diagnostics = Vec::new();
                    let path: Str = "<options>".into();
                    let fragment = crate::parse::Fragment::whole(super::NO_FILE, &path, text);
                    let expression = super::syntax::parse_expression(fragment, &mut diagnostics);
                    if let Some(fault) = diagnostics.first() {
                        self.run.note(Span::default(), format!("--var: {}", fault.message));
                    }
                    unwritten(self.evaluate(&expression))
                }
            },
        }
    }

    /// Tells of variables whose values break a condition that they set themselves. A condition that
    /// depends on something open says nothing.
    pub(super) fn validate(&self) {
        for (name, block) in &self.scope.module.variables {
            let rules = block.body.blocks.iter().filter(|inner| &*inner.kind == "validation");
            for rule in rules {
                let Some(condition) = attribute(&rule.body, "condition") else { continue };
                // Faults of the value are told where it is used, and not swallowed here.
                let value = self.variable(name, block.header);
                let (outcome, failed) =
                    self.run.attempt(|| self.evaluate(condition).to_bool_value());
                let broken = outcome.is_ok_and(|it| matches!(it.kind, Kind::Bool(false)));
                if failed || !broken {
                    continue;
                }
                let (text, _) = self.run.attempt(|| {
                    let text = attribute(&rule.body, "error_message")?;
                    let text = self.evaluate(text);
                    (!text.sensitive && !value.sensitive).then(|| text.as_str().map(Str::from))?
                });
                let text = text.unwrap_or_else(|| "a validation of it fails".into());
                self.run.note(rule.header, format!("var.{name}: {text}"));
            }
        }
    }

    /// Whether an attribute is written and true.
    pub(super) fn flag(&self, body: &Body, name: &str) -> bool {
        attribute(body, name)
            .is_some_and(|value| matches!(self.evaluate(value).kind, Kind::Bool(true)))
    }

    /// A type constraint. What is not one is a fault, and stands for any type.
    pub fn type_constraint(&self, expression: &Expression, depth: u32) -> Type {
        let Some(depth) = depth.checked_sub(1) else {
            self.fault(expression.span, "a type nested too deeply");
            return Type::Any;
        };
        match &expression.kind {
            ExpressionKind::Variable(name) => self.simple_type(name, expression.span),
            ExpressionKind::String(text) if !text.contains('(') => {
                self.simple_type(text, expression.span)
            }
            ExpressionKind::String(text) => {
                let path: Str = "<type>".into();
                let fragment = crate::parse::Fragment::whole(super::NO_FILE, &path, text);
                let inner = super::syntax::parse_expression(fragment, &mut Vec::new());
                self.type_constraint(&inner, depth)
            }
            ExpressionKind::Parenthesis(inner) => self.type_constraint(inner, depth),
            ExpressionKind::Call { name, arguments, .. } => match (&**name, arguments.as_slice()) {
                ("list", [inner]) => Type::List(Box::new(self.type_constraint(inner, depth))),
                ("set", [inner]) => Type::Set(Box::new(self.type_constraint(inner, depth))),
                ("map", [inner]) => Type::Map(Box::new(self.type_constraint(inner, depth))),
                ("optional", [inner, ..]) => self.type_constraint(inner, depth),
                ("tuple", [Expression { kind: ExpressionKind::Tuple(kinds), .. }]) => {
                    Type::Tuple(kinds.iter().map(|one| self.type_constraint(one, depth)).collect())
                }
                ("object", [Expression { kind: ExpressionKind::Object(items), .. }]) => {
                    let field = |item: &super::syntax::ast::ObjectItem| {
                        let key = self.evaluate(&item.key);
                        self.key_text(&key, item.key.span)
                            .map(|name| self.field(name, &item.value, depth))
                    };
                    Type::Object(items.iter().filter_map(field).collect())
                }
                _ => {
                    self.fault(expression.span, "not a type");
                    Type::Any
                }
            },
            _ => {
                self.fault(expression.span, "not a type");
                Type::Any
            }
        }
    }

    fn simple_type(&self, name: &str, span: Span) -> Type {
        match name {
            "string" => Type::String,
            "number" => Type::Number,
            "bool" => Type::Bool,
            "any" => Type::Any,
            "list" => Type::List(Box::new(Type::Any)),
            "set" => Type::Set(Box::new(Type::Any)),
            "map" => Type::Map(Box::new(Type::Any)),
            _ => {
                self.fault(span, format!("\"{name}\" is not a type"));
                Type::Any
            }
        }
    }

    fn field(&self, name: Str, expression: &Expression, depth: u32) -> Field {
        let (optional, default) = match &expression.kind {
            ExpressionKind::Call { name, arguments, .. } if &**name == "optional" => {
                (true, arguments.get(1).map(|value| self.evaluate(value)))
            }
            _ => (false, None),
        };
        Field { name, kind: self.type_constraint(expression, depth), optional, default }
    }
}

impl Value {
    fn kind_is_not_false(&self) -> bool {
        !matches!(self.kind, Kind::Bool(false))
    }
}

/// A value that is written in no file that was read.
fn unwritten(value: Value) -> Value {
    match super::values::json::encode(&value) {
        Some(text) => super::values::json::decode(&text, Span::default()).unwrap_or(value),
        None => value.at(Span::default()),
    }
}

/// Adds the attributes of a variable file, over what was given before.
pub fn add_file(given: &mut HashMap<Str, Given>, body: &Body) {
    for attribute in &body.attributes {
        given.insert(attribute.name.clone(), Given::Expression(attribute.value.clone()));
    }
}

/// Adds texts of flags or of the environment, over what was given before.
pub fn add_texts(given: &mut HashMap<Str, Given>, texts: &[(String, String)]) {
    for (name, text) in texts {
        given.insert(name.as_str().into(), Given::Text(text.as_str().into()));
    }
}
