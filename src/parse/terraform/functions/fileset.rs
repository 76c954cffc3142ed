//! `fileset`: the files of a directory whose paths match a pattern.
//!
//! In: a directory and a pattern with `*`, `?`, `[…]`, `{…,…}` and `**`. Out: the set of paths.

use super::Arguments;
use crate::model::Cause;
use crate::parse::terraform::context::Context;
use crate::parse::terraform::values::Value;
use crate::parse::terraform::values::unknown::something;

/// Patterns that the alternatives of one may stand for.
const MAX_ALTERNATIVES: usize = 256;
/// Steps taken for all files of one call.
const MAX_STEPS: usize = 5_000_000;

/// The files that match. A directory that is not here may be made by something else.
pub(super) fn fileset(context: &Context<'_, '_>, a: &Arguments<'_>) -> Result<Value, String> {
    let open = || Value::unknown("fileset()", Cause::Impure, None, something(), a.span);
    let (directory, pattern) = (a.text(0)?, a.text(1)?);
    let beside = context.run.options.beside.as_ref();
    let directory = super::files::place(context, &directory);
    let (Some(beside), Some(directory)) = (beside, directory) else { return Ok(open()) };
    let Some(files) = beside.files_below(&directory) else { return Ok(open()) };
    let patterns = alternatives(&pattern)?;
    let mut budget = MAX_STEPS;
    let mut found = Vec::new();
    for file in files.iter() {
        let mut fits = false;
        for pattern in &patterns {
            let path: Vec<&str> = file.split('/').collect();
            let parts: Vec<&str> = pattern.split('/').collect();
            fits |= path_matches(&parts, &path, &mut budget)?;
        }
        if fits {
            found.push(Value::string(file.as_str(), a.span));
        }
    }
    Ok(Value::set(found, a.span))
}

/// `a/{b,c}` → `a/b`, `a/c`.
fn alternatives(pattern: &str) -> Result<Vec<String>, String> {
    let mut done = Vec::new();
    let mut pending = vec![pattern.to_owned()];
    while let Some(pattern) = pending.pop() {
        if done.len() + pending.len() > MAX_ALTERNATIVES {
            return Err("the pattern has too many alternatives".into());
        }
        let Some(open) = pattern.find('{') else {
            done.push(pattern);
            continue;
        };
        let (before, rest) = pattern.split_at(open);
        let close = closing(rest).ok_or("the pattern is not closed")?;
        let inner = rest.get(1..close).unwrap_or_default();
        let after = rest.get(close + 1..).unwrap_or_default();
        pending.extend(branches(inner).iter().map(|branch| format!("{before}{branch}{after}")));
    }
    Ok(done)
}

/// Where the brace at the start of a text is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The parts between commas that are in no inner braces.
fn branches(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Segment by segment; `**` stands for any number of them. Two states at a time: the last `**` is
/// the only one that may have to take more.
fn path_matches(pattern: &[&str], path: &[&str], budget: &mut usize) -> Result<bool, String> {
    let (mut p, mut s) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    loop {
        *budget = budget.checked_sub(1).ok_or("the pattern takes too long to match")?;
        match (pattern.get(p), path.get(s)) {
            (Some(&"**"), _) => {
                back = Some((p, s));
                p += 1;
                continue;
            }
            (None, None) => return Ok(true),
            (Some(pattern), Some(name)) if name_matches(pattern, name, budget)? => {
                p += 1;
                s += 1;
                continue;
            }
            _ => {}
        }
        match back {
            Some((star, from)) if from < path.len() => {
                back = Some((star, from + 1));
                (p, s) = (star + 1, from + 1);
            }
            _ => return Ok(false),
        }
    }
}

/// One segment against `*`, `?` and `[…]`.
fn name_matches(pattern: &str, name: &str, budget: &mut usize) -> Result<bool, String> {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut p, mut s) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    loop {
        *budget = budget.checked_sub(1).ok_or("the pattern takes too long to match")?;
        match (pattern.get(p), name.get(s)) {
            (Some('*'), _) => {
                back = Some((p, s));
                p += 1;
                continue;
            }
            (None, None) => return Ok(true),
            (Some('?'), Some(_)) => {
                (p, s) = (p + 1, s + 1);
                continue;
            }
            (Some('['), Some(letter)) => {
                let rest = pattern.get(p + 1..).unwrap_or_default();
                let end = rest.iter().position(|one| *one == ']').ok_or("a class is not closed")?;
                if class_matches(rest.get(..end).unwrap_or_default(), *letter) {
                    (p, s) = (p + end + 2, s + 1);
                    continue;
                }
            }
            (Some('\\'), Some(letter)) if pattern.get(p + 1) == Some(letter) => {
                (p, s) = (p + 2, s + 1);
                continue;
            }
            (Some(one), Some(letter)) if one == letter => {
                (p, s) = (p + 1, s + 1);
                continue;
            }
            _ => {}
        }
        match back {
            Some((star, from)) if from < name.len() => {
                back = Some((star, from + 1));
                (p, s) = (star + 1, from + 1);
            }
            _ => return Ok(false),
        }
    }
}

fn class_matches(class: &[char], letter: char) -> bool {
    let (negated, class) = match class {
        ['^' | '!', rest @ ..] => (true, rest),
        class => (false, class),
    };
    let mut found = false;
    let mut rest = class;
    loop {
        rest = match rest {
            [from, '-', to, after @ ..] => {
                found |= (*from..=*to).contains(&letter);
                after
            }
            [one, after @ ..] => {
                found |= *one == letter;
                after
            }
            [] => return found != negated,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{alternatives, path_matches};

    #[test]
    fn patterns_match_as_terraform_matches_them() {
        for (pattern, path, expected) in [
            ("*.json", "a.json", true),
            ("*.json", "b/a.json", false),
            ("**/*.json", "a.json", true),
            ("**/*.json", "b/c/a.json", true),
            ("**", "b/c", true),
            ("b/**", "b/c/d", true),
            ("b/**/d", "b/d", true),
            ("{a,b}.{json,y?ml}", "b.yaml", true),
            ("{a,b}.{json,y?ml}", "c.yaml", false),
            ("[a-c]*[!0-9]", "b1x", true),
            ("[a-c]*[!0-9]", "b11", false),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("", "a", false),
        ] {
            let path: Vec<&str> = path.split('/').collect();
            let mut budget = 10_000;
            let fits = alternatives(pattern).unwrap().iter().any(|pattern| {
                let parts: Vec<&str> = pattern.split('/').collect();
                path_matches(&parts, &path, &mut budget).unwrap()
            });
            assert_eq!(fits, expected, "{pattern} {path:?}");
        }
        assert!(alternatives("{a").is_err());
        assert!(alternatives(&"{a,b}".repeat(20)).is_err());
    }
}
