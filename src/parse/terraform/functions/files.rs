//! Paths and files. Only texts that discovery handed over are read; any other file leaves the
//! result unknown.

use super::{Arguments, Function, hashes};
use crate::model::{Cause, Shape};
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
        "fileexists" => Function::strict(1, 1, |c, a| match text_of(c, &a.text(0)?) {
            Some(_) => Ok(Value::bool(true, a.span)),
            None => Ok(unread("fileexists()", a, something())),
        }),
        "fileset" => Function::strict(2, 2, |_, a| Ok(unread("fileset()", a, something()))),
        "templatefile" => Function::open(2, 2, template_file),
        "templatestring" => {
            Function::open(2, 2, |_, a| Ok(unread("templatestring()", a, some_string())))
        }
        _ => return None,
    })
}

fn unread(name: &str, a: &Arguments<'_>, shape: Shape) -> Value {
    Value::unknown(name, Cause::Impure, None, shape, a.span)
}

/// The text of a file that was handed over. Paths are from the root module's directory.
fn text_of(context: &Context<'_, '_>, path: &str) -> Option<crate::model::Str> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = local_source(&context.scope.root, &format!("./{path}"))?;
    context.run.texts.get(&path).map(|text| (*text).clone())
}

fn read(context: &Context<'_, '_>, a: &Arguments<'_>, name: &str) -> Outcome {
    let path = a.text(0)?;
    match text_of(context, &path).and_then(|text| hashes::of_file(name, &text)) {
        Some(result) => a.string(result),
        None => Ok(unread(&format!("{name}(\"{path}\")"), a, some_string())),
    }
}

fn template_file(context: &Context<'_, '_>, a: &Arguments<'_>) -> Outcome {
    let path = a.value(0)?;
    if let Some(unknown) = path.as_unknown() {
        return Ok(Value::derived(unknown, some_string(), a.span));
    }
    let path = a.text(0)?;
    let Some(text) = text_of(context, &path) else {
        return Ok(unread(&format!("templatefile(\"{path}\")"), a, some_string()));
    };
    let variables = a.value(1)?;
    if let Some(unknown) = variables.as_unknown() {
        return Ok(Value::derived(unknown, some_string(), a.span));
    }
    let bindings: Vec<_> =
        a.map(1)?.iter().map(|(name, item)| (name.clone(), item.value.clone())).collect();
    let shown: crate::model::Str = path;
    let fragment = crate::parse::Fragment::whole(crate::parse::terraform::NO_FILE, &shown, &text);
    let mut faults = Vec::new();
    let parsed = crate::parse::terraform::syntax::parse_template(fragment, &mut faults);
    if let Some(fault) = faults.first() {
        context.run.note(a.span, format!("templatefile: {shown}: {}", fault.message));
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
