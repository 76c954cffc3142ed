//! Which resource became which.
//!
//! In: two runs and the renamed files. Out: pairs of resources: the same by name where it stands,
//! the same by name elsewhere, the same by content under another name, and at last those that are
//! mostly alike. Never pairs across types.

use std::collections::HashMap;

use super::body::{self, Bag};
use super::matcher::Matcher;
use crate::finding::Run;
use crate::finding::fingerprint::identity;
use crate::model::{Format, Resource};

/// Half of the words.
const LIKE: u32 = 500;
/// Pairs of resources that are held against each other, in all.
const PAIRS: usize = 200_000;

/// Later resource to earlier one, by index.
pub(super) fn pair(
    before: &Run,
    after: &Run,
    renames: &HashMap<&str, &str>,
) -> HashMap<usize, usize> {
    let old: Vec<Entry<'_>> = entries(before, |path| renames.get(path).copied().unwrap_or(path));
    let new: Vec<Entry<'_>> = entries(after, |path| path);
    let mut matcher = Matcher {
        before: (0..old.len()).collect(),
        after: (0..new.len()).collect(),
        pairs: Vec::new(),
    };
    in_place(&mut matcher, &old, &new);
    by_content(&mut matcher, &old, &new);
    by_likeness(&mut matcher, &old, &new);
    matcher.pairs.into_iter().map(|(one, two)| (two, one)).collect()
}

/// A resource and where it stands, in the later run's names of files.
struct Entry<'a> {
    resource: &'a Resource,
    identity: String,
    file: &'a str,
}

fn entries<'a>(run: &'a Run, renamed: impl Fn(&'a str) -> &'a str) -> Vec<Entry<'a>> {
    run.resources
        .iter()
        .map(|resource| Entry {
            resource,
            identity: identity(resource).join("\u{0}"),
            file: renamed(run.sources.path(resource.file())),
        })
        .collect()
}

impl<'a> Entry<'a> {
    /// Format and type, which a resource never changes.
    fn kind(&self) -> (&'static str, &'a str) {
        (self.resource.format.name(), &self.resource.kind)
    }
}

/// Resources that have their name still.
fn in_place(matcher: &mut Matcher, old: &[Entry<'_>], new: &[Entry<'_>]) {
    let repeated = [repeated(old), repeated(new)];
    let often = |entry: &Entry<'_>| {
        let key = (entry.identity.as_str(), entry.file);
        repeated.iter().any(|counts| counts.get(&key).is_some_and(|count| *count > 1))
    };
    // Where a file declares one name several times, content tells which is which.
    let key = |entry: &Entry<'_>| {
        let body = || body::body(entry.resource);
        often(entry).then(|| (entry.identity.clone(), entry.file.to_owned(), body()))
    };
    matcher.pass(|at| key(old.get(at)?), |at| key(new.get(at)?));
    fn place<'e>(list: &'e [Entry<'_>], at: usize) -> Option<(&'e str, &'e str)> {
        list.get(at).map(|entry| (entry.identity.as_str(), entry.file))
    }
    matcher.pass(|at| place(old, at), |at| place(new, at));
    // Moved to another file.
    let key = |entry: &Entry<'_>| Some((entry.identity.clone(), body::body(entry.resource)));
    matcher.pass(|at| key(old.get(at)?), |at| key(new.get(at)?));
    fn name<'e>(list: &'e [Entry<'_>], at: usize) -> Option<&'e str> {
        list.get(at).map(|entry| entry.identity.as_str())
    }
    matcher.pass(|at| name(old, at), |at| name(new, at));
}

fn repeated<'e>(list: &'e [Entry<'_>]) -> HashMap<(&'e str, &'e str), usize> {
    let mut counts = HashMap::new();
    for entry in list {
        *counts.entry((entry.identity.as_str(), entry.file)).or_default() += 1;
    }
    counts
}

/// Resources that have another name and the same content.
fn by_content(matcher: &mut Matcher, old: &[Entry<'_>], new: &[Entry<'_>]) {
    let bodies = |list: &[Entry<'_>], left: &[usize]| -> HashMap<usize, u64> {
        let body = |at: &usize| Some((*at, body::body(list.get(*at)?.resource)));
        left.iter().filter_map(body).collect()
    };
    let bodies = [bodies(old, &matcher.before), bodies(new, &matcher.after)];
    let [of_old, of_new] = &bodies;
    let key = |list: &[Entry<'_>], bodies: &HashMap<usize, u64>, at: usize, by: u8| {
        let entry = list.get(at)?;
        let named = if by < 2 { entry.resource.name.to_string() } else { String::new() };
        let file = if by.is_multiple_of(2) { entry.file.to_owned() } else { String::new() };
        let (format, kind) = entry.kind();
        Some((format, kind.to_owned(), named, file, *bodies.get(&at)?))
    };
    // By name and file; by name; by file; by content alone.
    for by in 0..4 {
        matcher.pass(|at| key(old, of_old, at, by), |at| key(new, of_new, at, by));
    }
    // A workflow or an action is its file, whatever was edited in it.
    fn whole<'e>(list: &'e [Entry<'_>], at: usize) -> Option<(&'e str, &'e str)> {
        let entry = list.get(at).filter(|it| it.resource.format == Format::GithubActions)?;
        Some((&entry.resource.kind, entry.file))
    }
    matcher.pass(|at| whole(old, at), |at| whole(new, at));
}

/// Resources that were renamed and edited at once.
fn by_likeness(matcher: &mut Matcher, old: &[Entry<'_>], new: &[Entry<'_>]) {
    let mut kinds: HashMap<(&str, &str), [Vec<usize>; 2]> = HashMap::new();
    for (side, list, left) in [(0, old, &matcher.before), (1, new, &matcher.after)] {
        for at in left {
            let Some(entry) = list.get(*at) else { continue };
            if let Some(slot) = kinds.entry(entry.kind()).or_default().get_mut(side) {
                slot.push(*at);
            }
        }
    }
    let mut budget = PAIRS;
    let mut groups: Vec<_> = kinds.into_iter().collect();
    groups.sort();
    let mut scored = Vec::new();
    for (_, [one, two]) in groups {
        let cost = one.len().saturating_mul(two.len());
        if cost == 0 || cost > budget {
            continue;
        }
        budget -= cost;
        let bags = |list: &[Entry<'_>], group: &[usize]| -> Vec<(usize, Bag)> {
            let bag = |at: &usize| Some((*at, Bag::of_resource(list.get(*at)?.resource)));
            group.iter().filter_map(bag).collect()
        };
        let candidates = bags(new, &two);
        for (at, bag) in bags(old, &one) {
            for (other, candidate) in &candidates {
                let score = bag.likeness(candidate);
                let there =
                    |list: &[Entry<'_>], at: usize| list.get(at).map(|it| it.file.to_owned());
                let same_file = there(old, at) == there(new, *other);
                if score >= LIKE {
                    scored.push((score * 2 + u32::from(same_file), at, *other));
                }
            }
        }
    }
    matcher.best(scored);
}
