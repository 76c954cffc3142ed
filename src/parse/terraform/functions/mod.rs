//! Terraform's built-in functions.
//!
//! In: a name and argument values. Out: the result. One file a family; each family answers for
//! its names in `find`. What depends on time, chance or the network is unknown.

mod arguments;
mod collections;
mod conversion;
mod dates;
mod encoding;
mod files;
mod fileset;
mod format;
mod hashes;
mod maps;
mod network;
mod numeric;
mod patterns;
mod sets;
mod strings;
mod yaml;

pub(super) use arguments::Arguments;

use super::context::Context;
use super::syntax::ast::Expression;
use super::values::unknown::{some_string, something};
use super::values::{Kind, Value};
use crate::model::{Cause, Span};

/// What a function does with its arguments.
pub(super) type Body = fn(&Context<'_, '_>, &Arguments<'_>) -> Result<Value, String>;

/// How much of the arguments must be known before a function runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// Everything, elements too.
    All,
    /// The arguments themselves; elements may be unknown.
    Tops,
    /// Nothing: the function looks for itself, at nulls too.
    Nothing,
}

/// A function.
#[derive(Debug, Clone, Copy)]
pub(super) struct Function {
    needs: Needs,
    /// Whether it gives a string, which is known even of an unknown result.
    text: bool,
    least: usize,
    most: usize,
    body: Body,
}

/// No upper bound on the number of arguments.
pub(super) const MANY: usize = usize::MAX;

impl Function {
    /// Needs everything, gives anything.
    pub(super) const fn strict(least: usize, most: usize, body: Body) -> Self {
        Self { needs: Needs::All, text: false, least, most, body }
    }

    /// Needs everything, gives a string.
    pub(super) const fn text(least: usize, most: usize, body: Body) -> Self {
        Self { needs: Needs::All, text: true, least, most, body }
    }

    /// Needs the arguments, not their elements.
    pub(super) const fn shallow(least: usize, most: usize, body: Body) -> Self {
        Self { needs: Needs::Tops, text: false, least, most, body }
    }

    /// Looks at unknowns itself.
    pub(super) const fn open(least: usize, most: usize, body: Body) -> Self {
        Self { needs: Needs::Nothing, text: false, least, most, body }
    }
}

fn find(name: &str) -> Option<Function> {
    strings::find(name)
        .or_else(|| collections::find(name))
        .or_else(|| maps::find(name))
        .or_else(|| sets::find(name))
        .or_else(|| encoding::find(name))
        .or_else(|| conversion::find(name))
        .or_else(|| patterns::find(name))
        .or_else(|| numeric::find(name))
        .or_else(|| files::find(name))
        .or_else(|| hashes::find(name))
        .or_else(|| network::find(name))
        .or_else(|| dates::find(name))
}

/// Whether there is a function of a name, computed or unknown by design.
#[cfg(test)]
pub(super) fn is_known(name: &str) -> bool {
    matches!(name, "try" | "can") || IMPURE.contains(&name) || find(name).is_some()
}

/// Functions whose result only a run of Terraform can tell.
const IMPURE: [&str; 6] =
    ["timestamp", "plantimestamp", "uuid", "bcrypt", "rsadecrypt", "base64gzip"];

impl Context<'_, '_> {
    pub(super) fn call(
        &self,
        name: &str,
        arguments: &[Expression],
        expand_last: bool,
        span: Span,
    ) -> Value {
        let name = name.strip_prefix("core::").unwrap_or(name);
        match name {
            "try" => return self.try_each(arguments, span),
            "can" => return self.can(arguments, span),
            _ => {}
        }
        if IMPURE.contains(&name) || name.starts_with("provider::") {
            let shape = if name.starts_with("provider::") {
                Default::default()
            } else {
                crate::model::Shape { not_empty: true, ..some_string() }
            };
            return Value::unknown(format!("{name}()"), Cause::Impure, None, shape, span);
        }
        let Some(function) = find(name) else {
            return self.fault(span, format!("there is no function named \"{name}\""));
        };
        match self.arguments(arguments, expand_last, span) {
            Ok(values) => self.apply(name, function, &values, span),
            Err(unknown) => unknown,
        }
    }

    /// Argument values; an unknown where the last one is expanded and unknown.
    fn arguments(
        &self,
        arguments: &[Expression],
        expand_last: bool,
        span: Span,
    ) -> Result<Vec<Value>, Value> {
        let mut values: Vec<Value> = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let value = self.evaluate(argument);
            let value = match value.kind {
                Kind::Handle(_) => self.force(&value),
                _ => value,
            };
            values.push(value);
        }
        if !expand_last {
            return Ok(values);
        }
        let Some(last) = values.pop() else { return Ok(values) };
        if let Some(unknown) = last.as_unknown() {
            return Err(Value::derived(unknown, Default::default(), span).marked_by(&last));
        }
        match last.elements() {
            Some(elements) => {
                values.extend(elements.iter().map(|element| element.clone().marked_by(&last)));
                Ok(values)
            }
            None => Err(self.fault(span, "only a list or set can be expanded into arguments")),
        }
    }

    fn apply(&self, name: &str, function: Function, values: &[Value], span: Span) -> Value {
        if values.len() < function.least || values.len() > function.most {
            return self.fault(span, format!("wrong number of arguments for {name}"));
        }
        let open = match function.needs {
            Needs::All => values.iter().find_map(Value::first_unknown),
            Needs::Tops => values.iter().find_map(Value::as_unknown),
            Needs::Nothing => None,
        };
        let result = match open {
            Some(unknown) => {
                let shape = match name {
                    _ if !function.text => something(),
                    "format" => format::known_start(values),
                    "join" => strings::joined_start(values),
                    _ => some_string(),
                };
                Value::derived(unknown, shape, span)
            }
            None if function.needs != Needs::Nothing && values.iter().any(Value::is_null) => {
                self.fault(span, format!("{name}: an argument is null"))
            }
            None => {
                let outcome = (function.body)(self, &Arguments { values, span });
                self.or_fault(outcome.map_err(|message| format!("{name}: {message}")), span)
            }
        };
        let read: usize = values.iter().map(reading).sum();
        if !self.run.spend(weight(&result).saturating_add(read)) {
            return self.fault(span, "evaluation stopped: too much work for one root module");
        }
        if name == "nonsensitive" {
            return result;
        }
        marked(result, values)
    }

    fn try_each(&self, arguments: &[Expression], span: Span) -> Value {
        for argument in arguments {
            let (value, failed) = self.run.attempt(|| self.evaluate(argument));
            let unevaluated =
                value.as_unknown().is_some_and(|unknown| unknown.because == Cause::Unevaluated);
            if !failed && !unevaluated {
                return value;
            }
        }
        self.fault(span, "try: no argument could be evaluated")
    }

    fn can(&self, arguments: &[Expression], span: Span) -> Value {
        let [argument] = arguments else {
            return self.fault(span, "wrong number of arguments for can");
        };
        let (value, failed) = self.run.attempt(|| self.evaluate(argument));
        match value.as_unknown() {
            _ if failed => Value::bool(false, span),
            Some(unknown) if unknown.because == Cause::Unevaluated => Value::bool(false, span),
            Some(unknown) => Value::derived(unknown, something(), span),
            None => Value::bool(true, span),
        }
    }
}

/// What a result costs: memory is work too.
fn weight(value: &Value) -> usize {
    match &value.kind {
        Kind::String(text) => text.len() / 64,
        Kind::List(values) | Kind::Set(values) => values.len(),
        Kind::Map(map) => map.len(),
        _ => 0,
    }
}

/// What looking at an argument costs: a function in a loop may look at all of it each time.
fn reading(value: &Value) -> usize {
    match &value.kind {
        Kind::String(_) => weight(value),
        _ => weight(value) / 16,
    }
}

/// A result carries what its arguments were derived from: elements keep their own marks, so a
/// collection takes only those of the arguments as a whole, and so does an element that was only
/// taken out.
fn marked(result: Value, values: &[Value]) -> Value {
    let mut result = result;
    let collection = matches!(result.kind, Kind::List(_) | Kind::Set(_) | Kind::Map(_));
    let shallow = collection || result.whole;
    for value in values {
        if shallow {
            result.sensitive |= value.sensitive;
            result.refs.extend(&value.refs);
        } else {
            value.deep_marks(&mut result.refs, &mut result.sensitive);
        }
    }
    result
}
