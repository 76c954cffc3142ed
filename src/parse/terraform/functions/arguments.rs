//! Arguments of a call, by position and type.

use std::rc::Rc;

use crate::model::{Span, Str};
use crate::parse::terraform::values::{Kind, Map, Number, Value};

/// Arguments of a call.
pub(in crate::parse::terraform) struct Arguments<'v> {
    /// The values.
    pub values: &'v [Value],
    /// The call.
    pub span: Span,
}

impl Arguments<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Any argument.
    pub fn value(&self, at: usize) -> Result<&Value, String> {
        self.values.get(at).ok_or_else(|| "an argument is missing".into())
    }

    /// A string.
    pub fn text(&self, at: usize) -> Result<Str, String> {
        match self.value(at)?.to_string_value()?.kind {
            Kind::String(text) => Ok(text),
            _ => Err("a string is required".into()),
        }
    }

    /// A number.
    pub fn number(&self, at: usize) -> Result<Number, String> {
        match self.value(at)?.to_number_value()?.kind {
            Kind::Number(number) => Ok(number),
            _ => Err("a number is required".into()),
        }
    }

    /// A whole number.
    pub fn int(&self, at: usize) -> Result<i64, String> {
        self.number(at)?.as_i64().ok_or_else(|| "a whole number is required".into())
    }

    /// A whole number that is not negative.
    pub fn size(&self, at: usize) -> Result<usize, String> {
        usize::try_from(self.int(at)?).map_err(|_| "a number must not be negative".into())
    }

    /// Elements of a list or set.
    pub fn list(&self, at: usize) -> Result<&Rc<Vec<Value>>, String> {
        let value = self.value(at)?;
        value.elements().ok_or_else(|| format!("a list is required, not {}", value.type_name()))
    }

    /// Elements of a list of strings.
    pub fn texts(&self, at: usize) -> Result<Vec<Str>, String> {
        let text = |value: &Value| match value.to_string_value()?.kind {
            Kind::String(text) => Ok(text),
            _ => Err("a list of strings is required".to_owned()),
        };
        self.list(at)?.iter().map(text).collect()
    }

    /// A map.
    pub fn map(&self, at: usize) -> Result<&Rc<Map>, String> {
        let value = self.value(at)?;
        value.as_map().ok_or_else(|| format!("a map is required, not {}", value.type_name()))
    }

    /// A string result.
    pub fn string(&self, text: impl Into<Str>) -> Result<Value, String> {
        Ok(Value::string(text, self.span))
    }

    /// A list result.
    pub fn made(&self, values: Vec<Value>) -> Result<Value, String> {
        Ok(Value::list(values, self.span))
    }
}
