//! Regular expressions and `replace`.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::{Regex, RegexBuilder};

use super::{Arguments, Function};
use crate::model::Str;
use crate::parse::terraform::values::{Item, Map, Value};

type Outcome = Result<Value, String>;

/// Compiled expressions that a thread keeps.
const MAX_KEPT: usize = 256;

thread_local! {
    static COMPILED: RefCell<HashMap<Str, Regex>> = RefCell::default();
}

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "regex" => Function::strict(2, 2, |_, a| first_match(a)),
        "regexall" => Function::strict(2, 2, |_, a| all_matches(a)),
        "replace" => Function::text(3, 3, |_, a| replace(a)),
        _ => return None,
    })
}

fn compile(pattern: &Str) -> Result<Regex, String> {
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(regex) = compiled.get(pattern) {
            return Ok(regex.clone());
        }
        let regex = RegexBuilder::new(pattern)
            .size_limit(4 << 20)
            .build()
            .map_err(|_| "not a regular expression".to_owned())?;
        if compiled.len() >= MAX_KEPT {
            compiled.clear();
        }
        let named = regex.capture_names().flatten().count();
        if named > 0 && named + 1 < regex.captures_len() {
            return Err("groups with names and without cannot be mixed".into());
        }
        compiled.insert(pattern.clone(), regex.clone());
        Ok(regex)
    })
}

/// A match: the text, a list of its groups, or a map of its named groups.
fn captured(regex: &Regex, captures: &regex::Captures<'_>, a: &Arguments<'_>) -> Value {
    let group = |matched: Option<regex::Match<'_>>| match matched {
        Some(matched) => Value::string(matched.as_str(), a.span),
        None => Value::null(a.span),
    };
    if regex.captures_len() == 1 {
        return group(captures.get(0));
    }
    if regex.capture_names().flatten().next().is_some() {
        let mut map = Map::new();
        for name in regex.capture_names().flatten() {
            map.insert(name.into(), Item::from(group(captures.name(name))));
        }
        return Value::map(map, a.span);
    }
    Value::list(captures.iter().skip(1).map(group).collect(), a.span)
}

fn first_match(a: &Arguments<'_>) -> Outcome {
    let (regex, text) = (compile(&a.text(0)?)?, a.text(1)?);
    let captures = regex.captures(&text).ok_or("no match")?;
    Ok(captured(&regex, &captures, a))
}

fn all_matches(a: &Arguments<'_>) -> Outcome {
    let (regex, text) = (compile(&a.text(0)?)?, a.text(1)?);
    a.made(regex.captures_iter(&text).map(|captures| captured(&regex, &captures, a)).collect())
}

fn replace(a: &Arguments<'_>) -> Outcome {
    let (text, find, with) = (a.text(0)?, a.text(1)?, a.text(2)?);
    if text.len().saturating_mul(with.len().max(1)) > 64 << 20 {
        return Err("the result may be too long".into());
    }
    let pattern = find.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    match pattern {
        Some(pattern) if find.len() > 1 => {
            let regex = compile(&pattern.into())?;
            a.string(regex.replace_all(&text, &*with).into_owned())
        }
        _ => a.string(text.replace(&*find, &with)),
    }
}
