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
use crate::finding::{RuleResult, Run};
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
    let old = facts(before, |at| Some(at));
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
    let place = |fact: &Fact<'_>| Some((fact.rule.to_owned(), fact.resource?, fact.key.clone()));
    let said = |fact: &Fact<'_>| Some((place(fact)?, fact.result.message.clone()));
    matcher.pass(|index| said(at(both.0, index)?), |index| said(at(both.1, index)?));
    matcher.pass(|index| place(at(both.0, index)?), |index| place(at(both.1, index)?));
    // Elements are looked at only for what is left.
    let digests = [element_digests(&old, &matcher.before), element_digests(&new, &matcher.after)];
    let [of_old, of_new] = &digests;
    let within = |fact: &Fact<'_>, digest: Option<&u64>| {
        let message = fact.result.message.clone();
        Some((fact.rule.to_owned(), fact.resource?, *digest?, message))
    };
    matcher.pass(
        |index| within(at(both.0, index)?, of_old.get(&index)),
        |index| within(at(both.1, index)?, of_new.get(&index)),
    );
    by_likeness(&mut matcher, &old, &new);
    let anywhere = |fact: &Fact<'_>, digest: Option<&u64>| {
        Some((fact.rule.to_owned(), *digest?, fact.result.message.clone()))
    };
    matcher.pass(
        |index| anywhere(at(both.0, index)?, of_old.get(&index)),
        |index| anywhere(at(both.1, index)?, of_new.get(&index)),
    );
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
    key: String,
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

/// Elements without a name that were edited: the same keys lead to them, and they are alike.
fn by_likeness(matcher: &mut Matcher, old: &[Fact<'_>], new: &[Fact<'_>]) {
    type Key<'a> = (&'a str, usize, String, &'a str);
    let mut groups: HashMap<Key<'_>, [Vec<usize>; 2]> = HashMap::new();
    for (side, list, left) in [(0, old, &matcher.before), (1, new, &matcher.after)] {
        for at in left {
            let Some(fact) = list.get(*at) else { continue };
            let Some(resource) = fact.resource else { continue };
            let key = (fact.rule, resource, keys_of(&fact.result.path), &*fact.result.message);
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

/// The keys of a path, without the indexes.
fn keys_of(path: &Path) -> String {
    let mut text = String::new();
    for segment in &path.0 {
        match segment {
            Segment::Key(key) => text.push_str(key),
            Segment::Index(_) => text.push_str("[]"),
        }
        text.push('\u{0}');
    }
    text
}
