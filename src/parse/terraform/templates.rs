//! Templates: quoted strings and heredocs with interpolations and directives.
//!
//! In: template parts. Out: a string; where a part is unknown, an unknown string with its known
//! start and, where the text is JSON all the same, the JSON structure around the unknown parts.

use std::sync::Arc;

use super::context::Context;
use super::syntax::ast::{Expression, TemplatePart};
use super::values::unknown::some_string;
use super::values::{Kind, Value};
use crate::model::{self, Shape, Span, Str, Unknown};

/// Longest text that a template may give.
const MAX_TEXT: usize = 16 << 20;

/// What rendering gave so far.
#[derive(Default)]
struct Rendering {
    /// Known text up to the first unknown part, and after each unknown part.
    texts: Vec<String>,
    /// Unknown parts, each between two texts.
    unknowns: Vec<Arc<Unknown>>,
    length: usize,
    marks: Option<Value>,
    too_long: bool,
}

impl Rendering {
    fn push(&mut self, text: &str) {
        self.length += text.len();
        if self.length > MAX_TEXT {
            self.too_long = true;
            return;
        }
        match self.texts.last_mut() {
            Some(last) => last.push_str(text),
            None => self.texts.push(text.to_owned()),
        }
    }

    fn push_unknown(&mut self, unknown: &Arc<Unknown>) {
        if self.texts.is_empty() {
            self.texts.push(String::new());
        }
        self.unknowns.push(Arc::clone(unknown));
        self.texts.push(String::new());
    }

    fn mark(&mut self, value: &Value) {
        if value.sensitive || !value.refs.is_empty() {
            let marks = self.marks.take().unwrap_or_else(|| Value::null(Span::default()));
            self.marks = Some(marks.marked_by(value));
        }
    }
}

impl Context<'_, '_> {
    /// The value of a template. A template that is one interpolation is that value, unconverted.
    pub fn template(&self, parts: &[TemplatePart], span: Span) -> Value {
        if let [TemplatePart::Interpolation(only)] = parts {
            return self.evaluate(only);
        }
        let mut rendering = Rendering::default();
        self.render(parts, &mut rendering, span);
        if rendering.too_long || !self.run.spend(rendering.length / 64) {
            return self.fault(span, "a template gives too long a text");
        }
        let value = match rendering.unknowns.first() {
            None => Value::string(rendering.texts.concat(), span),
            Some(first) => {
                let shape = shape(&rendering);
                Value::derived(first, shape, span)
            }
        };
        match &rendering.marks {
            Some(marks) => value.marked_by(marks),
            None => value,
        }
    }

    fn render(&self, parts: &[TemplatePart], out: &mut Rendering, span: Span) {
        if !self.run.enter(span) {
            return;
        }
        for part in parts {
            if out.too_long {
                break;
            }
            match part {
                TemplatePart::Literal(text) => out.push(text),
                TemplatePart::Interpolation(expression) => self.interpolate(expression, out),
                TemplatePart::If { condition, then, otherwise } => {
                    self.render_if(condition, then, otherwise, out);
                }
                TemplatePart::For { key_variable, value_variable, collection, body } => {
                    let source = self.evaluate(collection);
                    out.mark(&source);
                    if let Some(unknown) = source.as_unknown() {
                        out.push_unknown(unknown);
                        continue;
                    }
                    for (key, value) in self.iterate(&source, collection.span) {
                        let mut bindings = vec![(value_variable.clone(), value)];
                        if let Some(name) = key_variable {
                            bindings.push((name.clone(), key));
                        }
                        self.with(&bindings, |inner| inner.render(body, out, span));
                        if out.too_long {
                            break;
                        }
                    }
                }
            }
        }
        self.run.leave();
    }

    fn render_if(
        &self,
        condition: &Expression,
        then: &[TemplatePart],
        otherwise: &[TemplatePart],
        out: &mut Rendering,
    ) {
        let test = self.evaluate(condition);
        let test = self.or_fault(test.to_bool_value(), condition.span);
        out.mark(&test);
        match &test.kind {
            Kind::Bool(true) => self.render(then, out, condition.span),
            Kind::Bool(false) => self.render(otherwise, out, condition.span),
            Kind::Unknown(unknown) => out.push_unknown(unknown),
            _ => {
                self.fault(condition.span, "the condition of a directive cannot be null");
            }
        }
    }

    fn interpolate(&self, expression: &Expression, out: &mut Rendering) {
        let value = self.evaluate(expression);
        out.mark(&value);
        match value.to_string_value() {
            Ok(text) => match &text.kind {
                Kind::String(text) => out.push(text),
                Kind::Unknown(unknown) => out.push_unknown(unknown),
                _ => {
                    let message = "a null value cannot be part of a template";
                    if let Kind::Unknown(unknown) = self.fault(expression.span, message).kind {
                        out.push_unknown(&unknown);
                    }
                }
            },
            Err(message) => {
                if let Kind::Unknown(unknown) = self.fault(expression.span, message).kind {
                    out.push_unknown(&unknown);
                }
            }
        }
    }
}

fn shape(rendering: &Rendering) -> Shape {
    let mut prefix = rendering.texts.first().cloned().unwrap_or_default();
    if let Some(first) = rendering.unknowns.first() {
        prefix.push_str(&first.shape.prefix);
    }
    let not_empty = rendering.texts.iter().any(|text| !text.is_empty())
        || rendering.unknowns.iter().any(|unknown| unknown.shape.not_empty);
    // After the last unknown part stands known text.
    let suffix = match rendering.unknowns.is_empty() {
        true => "",
        false => rendering.texts.last().map_or("", String::as_str),
    };
    Shape {
        prefix: prefix.into(),
        suffix: suffix.into(),
        not_empty,
        json: structure(rendering),
        ..some_string()
    }
}

/// Stands for unknown part N within a text that is tried as JSON.
const MARK: char = '\u{10FFFD}';

/// The JSON structure of a text with unknown parts, when it is JSON whatever they turn out to be.
fn structure(rendering: &Rendering) -> Option<Arc<model::Value>> {
    let start = rendering.texts.first()?.trim_start();
    if !start.starts_with(['{', '[']) || rendering.texts.iter().any(|text| text.contains(MARK)) {
        return None;
    }
    let mut text = String::new();
    let mut quoted = false;
    for (index, piece) in rendering.texts.iter().enumerate() {
        if let Some(before) = index.checked_sub(1) {
            // An unknown outside of quotes stands for a whole value, inside for part of a text.
            let quote = if quoted { "" } else { "\"" };
            let bare = if quoted { "" } else { "!" };
            text.push_str(&format!("{quote}{MARK}{bare}{before}{MARK}{quote}"));
        }
        quoted = ends_quoted(piece, quoted);
        text.push_str(piece);
    }
    let parsed: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(Arc::new(restore(&parsed, &rendering.unknowns)))
}

fn ends_quoted(text: &str, quoted: bool) -> bool {
    let mut quoted = quoted;
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ => {}
        }
    }
    quoted
}

/// Puts the unknown parts back. The JSON parser bounds the depth.
fn restore(json: &serde_json::Value, unknowns: &[Arc<Unknown>]) -> model::Value {
    let span = Span::default();
    match json {
        serde_json::Value::Null => model::Value::null(span),
        serde_json::Value::Bool(value) => model::Value::bool(*value, span),
        serde_json::Value::Number(number) => {
            let kind = match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => model::Number::Int(whole),
                (None, Some(float)) => model::Number::Float(float),
                (None, None) => model::Number::Decimal(number.to_string().into()),
            };
            model::Value::new(model::Kind::Number(kind), span)
        }
        serde_json::Value::String(text) => restore_text(text, unknowns),
        serde_json::Value::Array(values) => {
            model::Value::list(values.iter().map(|value| restore(value, unknowns)).collect(), span)
        }
        serde_json::Value::Object(map) => {
            let mut out = model::Map::default();
            for (key, value) in map {
                let key: Str = restore_key(key, unknowns);
                out.push(model::Entry { key, key_span: span, value: restore(value, unknowns) });
            }
            model::Value::map(out, span)
        }
    }
}

fn restore_text(text: &str, unknowns: &[Arc<Unknown>]) -> model::Value {
    let span = Span::default();
    let mut pieces = text.split(MARK);
    let before = pieces.next().unwrap_or_default();
    let Some(mark) = pieces.next() else { return model::Value::string(text, span) };
    let (bare, index) = match mark.strip_prefix('!') {
        Some(index) => (true, index),
        None => (false, mark),
    };
    let Some(unknown) = index.parse().ok().and_then(|index: usize| unknowns.get(index)) else {
        return model::Value::string(text, span);
    };
    let shape = if bare {
        if let Some(json) = &unknown.shape.json {
            return (**json).clone();
        }
        // What stands there is JSON text of anything: a list, a string, a number.
        Shape::default()
    } else {
        let whole = before.is_empty() && pieces.all(str::is_empty);
        let prefix = format!("{before}{}", unknown.shape.prefix);
        let not_empty = !whole || unknown.shape.not_empty;
        Shape { prefix: prefix.into(), not_empty, ..some_string() }
    };
    let unknown = Unknown { shape, ..(**unknown).clone() };
    model::Value::unknown(unknown, span)
}

/// A key with unknown parts keeps its place under the text that a user would write.
fn restore_key(key: &str, unknowns: &[Arc<Unknown>]) -> Str {
    if !key.contains(MARK) {
        return key.into();
    }
    let mut out = String::new();
    for (index, piece) in key.split(MARK).enumerate() {
        match piece.parse().ok().and_then(|index: usize| unknowns.get(index)) {
            Some(unknown) if index % 2 == 1 => out.push_str(&format!("${{{}}}", unknown.name)),
            _ => out.push_str(piece),
        }
    }
    out.into()
}
