//! What waivers cover: results, and resources as a whole.
//!
//! In: the waivers of a day, and rules. Out: marks on results; and for a resource the [`Cover`]s
//! that concern it, in an order that does not depend on the waiver file's, for the verdict hash.

use std::cmp::Reverse;

use super::pattern::matches;
use super::{Scope, Waiver};
use crate::finding::{RuleResult, Verdict};
use crate::model::{FileId, Resource};
use crate::policy::Rule;

/// The waivers of a day, with the rules that each waives.
#[derive(Debug, Clone, Default)]
pub struct InForce(Vec<Effective>);

#[derive(Debug, Clone)]
struct Effective {
    waiver: Waiver,
    /// Indexes of rules, sorted.
    rules: Vec<usize>,
}

/// A waiver of one rule that concerns a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover<'a> {
    /// The rule's id.
    pub rule: &'a str,
    /// The waiver.
    pub waiver: &'a Waiver,
    /// The one result that it covers, by path and message; `None` is whatever the rule finds.
    pub only: Option<(String, &'a str)>,
}

impl InForce {
    pub(super) fn new<'w>(active: impl Iterator<Item = &'w Waiver>, rules: &[Rule]) -> Self {
        let of = |waiver: &Waiver| -> Vec<usize> {
            let waived = rules.iter().enumerate().filter(|(_, rule)| waiver.waives(rule));
            waived.map(|(index, _)| index).collect()
        };
        let mut list: Vec<Effective> = active
            .map(|waiver| Effective { rules: of(waiver), waiver: waiver.clone() })
            .filter(|effective| !effective.rules.is_empty())
            .collect();
        // Where several cover one result, it carries the one that holds longest, whatever their
        // order in the file.
        list.sort_by(|one, two| {
            let key = |effective: &Effective| {
                let Waiver { expires, requested_by, approved_by, ticket, reason, .. } =
                    effective.waiver.clone();
                (Reverse(expires), requested_by, approved_by, ticket, reason)
            };
            key(one).cmp(&key(two))
        });
        Self(list)
    }

    /// Whether nothing is waived.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some waiver names a finding, so that what concerns a resource cannot be told
    /// without its results.
    pub fn names_findings(&self) -> bool {
        self.0.iter().any(|own| matches!(own.waiver.scope, Scope::Fingerprint(_)))
    }

    /// Marks every failure and indeterminate result that a waiver covers. `path` is the path of a
    /// file; what comes from no file has none, and no waiver by path covers it.
    pub fn mark<'p>(
        &self,
        results: &mut [RuleResult],
        resources: &[Resource],
        path: impl Fn(FileId) -> Option<&'p str>,
    ) {
        if self.is_empty() {
            return;
        }
        for result in results.iter_mut().filter(|result| is_waivable(result)) {
            let Some(resource) = resources.get(result.resource.0 as usize) else { continue };
            let path = path(result.span.file);
            result.waiver = self
                .0
                .iter()
                .filter(|own| own.rules.binary_search(&result.rule).is_ok())
                .find(|own| own.waiver.covers(result, resource, path))
                .map(|own| Box::new(own.waiver.used()));
        }
    }

    /// What concerns a resource: waivers of rules that judge such a resource, and cover it by its
    /// address or file whatever is found, or else cover one of its results.
    pub fn of<'a>(
        &'a self,
        resource: &Resource,
        path: Option<&str>,
        results: &[&'a RuleResult],
        rules: &'a [Rule],
    ) -> Vec<Cover<'a>> {
        let mut covers = Vec::new();
        for own in &self.0 {
            let whole = own.waiver.covers_all(resource, path);
            for (index, rule) in
                own.rules.iter().filter_map(|index| Some((index, rules.get(*index)?)))
            {
                if whole && rule.judges(resource) {
                    covers.push(Cover { rule: &rule.id, waiver: &own.waiver, only: None });
                }
                if whole {
                    continue;
                }
                let some = results.iter().filter(|result| result.rule == *index);
                let some = some.filter(|result| is_waivable(result));
                covers.extend(some.filter(|result| own.waiver.covers(result, resource, path)).map(
                    |result| Cover {
                        rule: &rule.id,
                        waiver: &own.waiver,
                        only: Some((result.path.to_string(), &result.message)),
                    },
                ));
            }
        }
        covers
    }
}

/// Whether there is anything to accept.
fn is_waivable(result: &RuleResult) -> bool {
    matches!(result.verdict, Verdict::Fail | Verdict::Indeterminate)
}

impl Waiver {
    /// Whether it covers whatever its rules find in a resource.
    fn covers_all(&self, resource: &Resource, path: Option<&str>) -> bool {
        match &self.scope {
            Scope::Fingerprint(_) => false,
            Scope::Path(pattern) => path.is_some_and(|path| matches(pattern, path, true)),
            Scope::Address(pattern) => covers_address(pattern, &resource.address),
        }
    }

    /// Whether it covers a result of one of its rules.
    pub(super) fn covers(
        &self,
        result: &RuleResult,
        resource: &Resource,
        path: Option<&str>,
    ) -> bool {
        match &self.scope {
            Scope::Fingerprint(fingerprint) => **fingerprint == *result.fingerprint,
            Scope::Path(pattern) => path.is_some_and(|path| matches(pattern, path, true)),
            Scope::Address(pattern) => {
                covers_address(pattern, &result.address)
                    || covers_address(pattern, &resource.address)
            }
        }
    }
}

fn covers_address(pattern: &str, address: &str) -> bool {
    matches(pattern, address, false) || address.strip_prefix(pattern).is_some_and(is_instance_key)
}

/// `[0]`, `["a"]`, and nothing after it.
fn is_instance_key(rest: &str) -> bool {
    rest.starts_with('[') && rest.ends_with(']') && !rest.contains("].")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_key_covers_every_instance() {
        assert!(covers_address("aws_s3_bucket.a", "aws_s3_bucket.a[\"x\"]"));
        assert!(!covers_address("module.a", "module.a[0].aws_s3_bucket.a"));
    }
}
