//! Which finding became which.
//!
//! In: two runs and their pairs of resources. Out: pairs of findings of one rule: at one place of
//! paired resources, in an element of the same content, in an element that is mostly alike, and at
//! last in an element that went to another resource.

use std::collections::HashMap;

use super::body::{self, Bag};
use super::is_finding;
use super::matcher::Matcher;
use crate::finding::fingerprint::path_key;
use crate::finding::{Fingerprint, RuleResult, Run};
use crate::model::{Format, Path, Resource, Segment, Value};

/// Half of the words of an element.
const LIKE: u32 = 500;
/// Pairs of elements that are held against each other, in all.
const PAIRS: usize = 200_000;

/// Pairs of findings: earlier, later.
pub(super) fn pair(
    before: &Run,
    after: &Run,
    resources: &HashMap<usize, usize>,
) -> Vec<(usize, usize)> {
    let old = facts(before, Some);
    let new = facts(after, |at| resources.get(&at).copied());
    let mut matcher = Matcher {
        before: (0..old.len()).collect(),
        after: (0..new.len()).collect(),
        pairs: Vec::new(),
    };
    fn at<'f, 'a>(list: &'f [Fact<'a>], index: usize) -> Option<&'f Fact<'a>> {
        list.get(index)
    }
    let both = (&old, &new);
    let place = |fact: &Fact<'_>| Some((fact.rule.to_owned(), fact.resource?, fact.key));
    let said = |fact: &Fact<'_>| Some((place(fact)?, fact.result.message.clone()));
    matcher.pass(|index| said(at(both.0, index)?), |index| said(at(both.1, index)?));
    matcher.pass(|index| place(at(both.0, index)?), |index| place(at(both.1, index)?));
    // Elements are looked at only for what is left.
    let digests = [element_digests(&old, &matcher.before), element_digests(&new, &matcher.after)];
    let [of_old, of_new] = &digests;
    // The same content, first with the same words: a message may name what was renamed.
    let content = |fact: &Fact<'_>, digest: Option<&u64>, worded: bool| {
        let message = worded.then(|| fact.words.clone());
        Some((fact.rule.to_owned(), *digest?, message))
    };
    for worded in [true, false] {
        let within =
            |fact: &Fact<'_>, digest| Some((fact.resource?, content(fact, digest, worded)?));
        matcher.pass(
            |index| within(at(both.0, index)?, of_old.get(&index)),
            |index| within(at(both.1, index)?, of_new.get(&index)),
        );
    }
    for worded in [true, false] {
        by_likeness(&mut matcher, &old, &new, worded);
    }
    for worded in [true, false] {
        matcher.pass(
            |index| content(at(both.0, index)?, of_old.get(&index), worded),
            |index| content(at(both.1, index)?, of_new.get(&index), worded),
        );
    }
    let index = |list: &[Fact<'_>], at: usize| list.get(at).map(|fact| fact.index);
    let pairs = matcher.pairs.iter();
    pairs.filter_map(|(one, two)| Some((index(&old, *one)?, index(&new, *two)?))).collect()
}

/// A finding and what is known of it.
struct Fact<'a> {
    /// Index among the run's results.
    index: usize,
    result: &'a RuleResult,
    rule: &'a str,
    holder: &'a Resource,
    /// Index of its resource in the earlier run.
    resource: Option<usize>,
    /// Its path in the resource, elements of lists by what names them.
    key: Fingerprint,
    /// Its message, without the names of what it speaks of.
    words: String,
}

fn facts(run: &Run, earlier: impl Fn(usize) -> Option<usize>) -> Vec<Fact<'_>> {
    let findings = run.results.iter().enumerate().filter(|(_, result)| is_finding(result));
    findings
        .filter_map(|(index, result)| {
            let holder = run.resources.get(result.resource.0 as usize)?;
            Some(Fact {
                index,
                result,
                rule: run.rules.get(result.rule).map(|rule| &*rule.id)?,
                holder,
                resource: earlier(result.resource.0 as usize),
                key: path_key(holder, &result.path),
                words: without_names(&result.message, &names(holder, &result.path)),
            })
        })
        .collect()
}

fn element_digests(facts: &[Fact<'_>], left: &[usize]) -> HashMap<usize, u64> {
    let digest = |at: &usize| {
        let fact = facts.get(*at)?;
        Some((*at, body::digest(element(fact.holder, &fact.result.path)?)))
    };
    left.iter().filter_map(digest).collect()
}

/// The innermost part of a resource that has a life of its own: an element of a list, or a job.
fn element<'a>(resource: &'a Resource, path: &Path) -> Option<&'a Value> {
    let mut value = &resource.attributes;
    let mut found = None;
    let mut below_jobs = false;
    for segment in &path.0 {
        let Some(next) = value.step(segment) else { break };
        let is_job = below_jobs && resource.format == Format::GithubActions;
        let is_element = matches!(segment, Segment::Index(_));
        if (is_element || is_job) && matches!(next.kind, crate::model::Kind::Map(_)) {
            found = Some(next);
        }
        below_jobs = matches!(segment, Segment::Key(key) if &**key == "jobs");
        value = next;
    }
    found
}

/// What a finding's resource and the parts of it that hold the finding are called.
fn names<'a>(resource: &'a Resource, path: &'a Path) -> Vec<&'a str> {
    let mut names = vec![&*resource.name, &*resource.address];
    let mut value = Some(&resource.attributes);
    let mut below_jobs = false;
    for segment in &path.0 {
        match segment {
            Segment::Key(key) if below_jobs => names.push(key),
            _ => {}
        }
        below_jobs = matches!(segment, Segment::Key(key) if &**key == "jobs");
        value = value.and_then(|value| value.step(segment));
        names.extend(value.and_then(|value| value.get("name")?.as_str()));
    }
    names
}

/// A message in which names are written `*`: a renamed thing is spoken of in the same words.
fn without_names(message: &str, names: &[&str]) -> String {
    let of_name = |letter: char| letter.is_alphanumeric() || "-_./".contains(letter);
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find(of_name) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|l: char| !of_name(l)).unwrap_or(from.len()));
        text.push_str(before);
        text.push_str(if names.contains(&word) { "*" } else { word });
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Elements without a name that were edited: the same keys lead to them, and they are alike.
/// Other words are let pass only for what stands in no list, such as a job that was renamed.
fn by_likeness(matcher: &mut Matcher, old: &[Fact<'_>], new: &[Fact<'_>], worded: bool) {
    type Key<'a> = (&'a str, usize, String, &'a str);
    let mut groups: HashMap<Key<'_>, [Vec<usize>; 2]> = HashMap::new();
    for (side, list, left) in [(0, old, &matcher.before), (1, new, &matcher.after)] {
        for at in left {
            let Some(fact) = list.get(*at) else { continue };
            let Some(resource) = fact.resource else { continue };
            let keys = keys_of(fact);
            if !worded && keys.contains("[]") {
                continue;
            }
            let message = if worded { &*fact.words } else { "" };
            let key = (fact.rule, resource, keys, message);
            if let Some(slot) = groups.entry(key).or_default().get_mut(side) {
                slot.push(*at);
            }
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort();
    let mut budget = PAIRS;
    let mut scored = Vec::new();
    for (_, [one, two]) in groups {
        let cost = one.len().saturating_mul(two.len());
        if cost == 0 || cost > budget {
            continue;
        }
        budget -= cost;
        let bags = |list: &[Fact<'_>], group: &[usize]| -> Vec<(usize, Bag)> {
            let bag = |at: &usize| {
                let fact = list.get(*at)?;
                Some((*at, Bag::of(element(fact.holder, &fact.result.path)?)))
            };
            group.iter().filter_map(bag).collect()
        };
        let candidates = bags(new, &two);
        for (at, bag) in bags(old, &one) {
            for (other, candidate) in &candidates {
                let score = bag.likeness(candidate);
                if score >= LIKE {
                    scored.push((score, at, *other));
                }
            }
        }
    }
    matcher.best(scored);
}

/// The keys of a finding's path, without indexes and the names of jobs.
fn keys_of(fact: &Fact<'_>) -> String {
    let workflow = fact.holder.format == Format::GithubActions;
    let mut text = String::new();
    let mut below_jobs = false;
    for segment in &fact.result.path.0 {
        match segment {
            Segment::Key(_) if below_jobs && workflow => text.push('*'),
            Segment::Key(key) => text.push_str(key),
            Segment::Index(_) => text.push_str("[]"),
        }
        text.push('\u{0}');
        below_jobs = matches!(segment, Segment::Key(key) if &**key == "jobs");
    }
    text
}
