//! Paths and files. Only files below what is scanned are read; any other leaves the result unknown,
//! and so does one that is not there, since something else may make it.

use std::sync::Arc;

use super::{Arguments, Function, fileset, hashes};
use crate::model::{Cause, Shape, Str};
use crate::parse::terraform::context::Context;
use crate::parse::terraform::module::local_source;
use crate::parse::terraform::values::Value;
use crate::parse::terraform::values::unknown::{some_string, something};

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "basename" => Function::text(1, 1, |_, a| a.string(base(&a.text(0)?))),
        "dirname" => Function::text(1, 1, |_, a| a.string(directory(&a.text(0)?))),
        "pathexpand" => Function::text(1, 1, |_, a| match a.text(0)? {
            home if home.starts_with('~') => Ok(unread("pathexpand()", a, some_string())),
            path => a.string(path),
        }),
        "abspath" => Function::text(1, 1, |_, a| Ok(unread("abspath()", a, some_string()))),
        "file" => Function::text(1, 1, |c, a| read(c, a, "file")),
        "filebase64" => Function::text(1, 1, |c, a| read(c, a, "filebase64")),
        "filemd5" => Function::text(1, 1, |c, a| read(c, a, "filemd5")),
        "filesha1" => Function::text(1, 1, |c, a| read(c, a, "filesha1")),
        "filesha256" => Function::text(1, 1, |c, a| read(c, a, "filesha256")),
        "filesha512" => Function::text(1, 1, |c, a| read(c, a, "filesha512")),
        "filebase64sha256" => Function::text(1, 1, |c, a| read(c, a, "filebase64sha256")),
        "filebase64sha512" => Function::text(1, 1, |c, a| read(c, a, "filebase64sha512")),
        "fileexists" => Function::strict(1, 1, |c, a| match bytes_of(c, &a.text(0)?) {
            Some(_) => Ok(Value::bool(true, a.span)),
            None => Ok(unread("fileexists()", a, something())),
        }),
        "fileset" => Function::strict(2, 2, fileset::fileset),
        "templatefile" => Function::open(2, 2, template_file),
        "templatestring" => Function::open(2, 2, template_string),
        _ => return None,
    })
}

fn unread(name: &str, a: &Arguments<'_>, shape: Shape) -> Value {
    Value::unknown(name, Cause::Impure, None, shape, a.span)
}

/// A path from the root module's directory, as files are reported. `None` is one that leads
/// elsewhere.
pub(super) fn place(context: &Context<'_, '_>, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    local_source(&context.scope.root, &format!("./{path}"))
}

/// The bytes of a file that was handed over, or lies beside.
fn bytes_of(context: &Context<'_, '_>, path: &str) -> Option<Arc<[u8]>> {
    let path = place(context, path)?;
    if let Some(text) = context.run.texts.get(&path) {
        return Some(text.as_bytes().into());
    }
    context.run.options.beside.as_ref()?.bytes(&path)
}

fn text_of(context: &Context<'_, '_>, path: &str) -> Option<Str> {
    let bytes = bytes_of(context, path)?;
    std::str::from_utf8(&bytes).ok().map(Str::from)
}

fn read(context: &Context<'_, '_>, a: &Arguments<'_>, name: &str) -> Outcome {
    let path = a.text(0)?;
    match bytes_of(context, &path) {
        Some(bytes) => match hashes::of_file(name, &bytes) {
            Some(result) => a.string(result),
            None => Err(format!("{path} is not UTF-8 text")),
        },
        None => Ok(unread(&format!("{name}(\"{path}\")"), a, some_string())),
    }
}

fn template_file(context: &Context<'_, '_>, a: &Arguments<'_>) -> Outcome {
    if let Some(unknown) = a.value(0)?.as_unknown() {
        return Ok(Value::derived(unknown, some_string(), a.span));
    }
    let path = a.text(0)?;
    let Some(text) = text_of(context, &path) else {
        return Ok(unread(&format!("templatefile(\"{path}\")"), a, some_string()));
    };
    render(context, a, &text, &format!("templatefile: {path}"))
}

fn template_string(context: &Context<'_, '_>, a: &Arguments<'_>) -> Outcome {
    if let Some(unknown) = a.value(0)?.as_unknown() {
        return Ok(Value::derived(unknown, some_string(), a.span));
    }
    render(context, a, &a.text(0)?, "templatestring")
}

/// A template with the variables of the second argument and no other names.
fn render(context: &Context<'_, '_>, a: &Arguments<'_>, text: &str, what: &str) -> Outcome {
    let variables = a.value(1)?;
    if let Some(unknown) = variables.as_unknown() {
        return Ok(Value::derived(unknown, some_string(), a.span));
    }
    let bindings: Vec<_> =
        a.map(1)?.iter().map(|(name, item)| (name.clone(), item.value.clone())).collect();
    let shown: Str = what.into();
    let fragment = crate::parse::Fragment::whole(crate::parse::terraform::NO_FILE, &shown, text);
    let mut faults = Vec::new();
    let parsed = crate::parse::terraform::syntax::parse_template(fragment, &mut faults);
    if let Some(fault) = faults.first() {
        context.run.note(a.span, format!("{shown}: {}", fault.message));
    }
    let value = Context::new(context.run, context.scope)
        .with(&bindings, |inner| inner.template(&parsed, a.span));
    value.to_string_value()
}

fn base(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match (path.is_empty(), trimmed.is_empty()) {
        (true, _) => ".".into(),
        (false, true) => "/".into(),
        _ => trimmed.rsplit('/').next().unwrap_or(trimmed).to_owned(),
    }
}

/// As Go's `filepath.Dir`: all but the last element, cleaned.
fn directory(path: &str) -> String {
    let Some(at) = path.rfind('/') else { return ".".into() };
    let head = path.get(..=at).unwrap_or_default();
    let rooted = head.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in head.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".into(),
        (false, false) => joined,
    }
}
