//! Tuples, objects and `for` expressions.
//!
//! In: a [`Reader`] at an opening bracket. Out: the expression, with the reader past the closing
//! one. Line ends count only between the items of an object.

use super::ast::{Expression, ExpressionKind, ForExpression, ObjectItem};
use super::reader::{Read, Reader};
use crate::model::Str;

/// `for k, v in c`, before the colon or the directive's end.
pub(super) struct ForIntro {
    /// Key or index variable.
    pub key: Option<Str>,
    /// Value variable.
    pub value: Str,
    /// What is iterated.
    pub collection: Expression,
}

impl Reader<'_> {
    pub(super) fn tuple(&mut self) -> Read<ExpressionKind> {
        self.at += 1;
        if self.for_follows() {
            return self.for_expression(b']', "`]`");
        }
        let mut elements = Vec::new();
        self.nested(false, |reader| {
            loop {
                reader.space();
                if reader.take(b']') {
                    return Ok(());
                }
                elements.push(reader.expression()?);
                reader.space();
                if !reader.take(b',') {
                    return reader.need(b']', "`,` or `]`");
                }
            }
        })?;
        Ok(ExpressionKind::Tuple(elements))
    }

    pub(super) fn object(&mut self) -> Read<ExpressionKind> {
        self.at += 1;
        if self.for_follows() {
            return self.for_expression(b'}', "`}`");
        }
        let mut items = Vec::new();
        self.nested(true, |reader| {
            loop {
                reader.blank();
                if reader.take(b'}') {
                    return Ok(());
                }
                items.push(reader.object_item()?);
                reader.space();
                if !matches!(reader.rest(), [b',' | b'\n' | b'}', ..] | [b'\r', b'\n', ..]) {
                    return reader.expected("`,`, `}` or a new line after the object item");
                }
                reader.take(b',');
            }
        })?;
        Ok(ExpressionKind::Object(items))
    }

    /// `key = value`, without what ends it.
    pub(super) fn object_item(&mut self) -> Read<ObjectItem> {
        let mut key = self.expression()?;
        let literal = match &key.kind {
            ExpressionKind::Variable(name) => Some(name.clone()),
            // As keys, keywords are names like any other.
            ExpressionKind::Bool(true) => Some("true".into()),
            ExpressionKind::Bool(false) => Some("false".into()),
            ExpressionKind::Null => Some("null".into()),
            _ => None,
        };
        if let Some(name) = literal {
            key.kind = ExpressionKind::String(name);
        }
        self.space();
        if !(self.take(b'=') || self.take(b':')) {
            return self.expected("`=` or `:` after the object key");
        }
        Ok(ObjectItem { key, value: self.expression()? })
    }

    /// Whether `for` and a variable follow; a key may itself be named `for`.
    fn for_follows(&mut self) -> bool {
        let start = self.at;
        self.blank();
        let found = self.rest().starts_with(b"for") && self.keyword("for") && {
            self.blank();
            self.name_length() > 0
        };
        self.at = start;
        found
    }

    fn for_expression(&mut self, close: u8, what: &'static str) -> Read<ExpressionKind> {
        let read = |reader: &mut Self| {
            reader.keyword("for");
            let intro = reader.for_intro()?;
            reader.need(b':', "`:` after the collection")?;
            let mut key = None;
            let mut value = reader.expression()?;
            let mut grouping = false;
            if close == b'}' {
                reader.space();
                if !reader.sees("=>") {
                    return reader.expected("`=>` after the key");
                }
                reader.at += 2;
                key = Some(std::mem::replace(&mut value, reader.expression()?));
                reader.space();
                grouping = reader.sees("...");
                reader.at += if grouping { 3 } else { 0 };
            }
            let condition = if reader.keyword("if") { Some(reader.expression()?) } else { None };
            reader.need(close, what)?;
            let ForIntro { key: key_variable, value: value_variable, collection } = intro;
            Ok(ForExpression {
                key_variable,
                value_variable,
                collection,
                key,
                value,
                grouping,
                condition,
            })
        };
        let expression = self.nested(false, read)?;
        Ok(ExpressionKind::For(Box::new(expression)))
    }

    /// The part after `for`, up to the end of the collection.
    pub(super) fn for_intro(&mut self) -> Read<ForIntro> {
        self.space();
        let mut key = None;
        let mut value = self.need_name("a variable name after `for`")?;
        self.space();
        if self.take(b',') {
            self.space();
            key = Some(std::mem::replace(&mut value, self.need_name("a variable name")?));
        }
        if !self.keyword("in") {
            return self.expected("`in`");
        }
        Ok(ForIntro { key, value, collection: self.expression()? })
    }
}
