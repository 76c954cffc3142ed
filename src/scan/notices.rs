//! What a reader should know beside the results: policies that meet nothing, suppressions and waivers
//! that do not hold.
//!
//! In: what was chosen, loaded and found. Out: diagnostics by which nothing is lost. Never here:
//! anything that changes a result.

use std::collections::BTreeSet;

use super::Accepted;
use crate::config::Config;
use crate::config::spelling::nearest;
use crate::finding::{RuleResult, suppression};
use crate::model::{Date, Diagnostic, Loss, Resource, Sources, Str};
use crate::parse::load::Loaded;
use crate::policy::{Library, PolicySource, Rule, Selection};

fn notice(path: Str, message: String) -> Diagnostic {
    Diagnostic { path, span: None, message, loss: Loss::Nothing, lost: String::new() }
}

/// Types in the user's own policies that no resource has and no rule of the library names, where they
/// look like a slip.
pub(super) fn of_policies(
    library: &Library,
    selection: &Selection,
    loaded: &Loaded,
) -> Vec<Diagnostic> {
    let own = || selection.rules.iter().filter(|rule| rule.source == PolicySource::File);
    if own().next().is_none() {
        return Vec::new();
    }
    let built_in = library.rules.iter().filter(|rule| rule.source == PolicySource::Library);
    let mut known: BTreeSet<&str> =
        built_in.flat_map(|rule| &rule.resources).map(|name| &**name).collect();
    known.extend(["workload", "pipeline"]);
    known.extend(loaded.parsed.resources.iter().map(|resource| &*resource.kind));
    let mut found = Vec::new();
    for rule in own() {
        for name in rule.resources.iter().filter(|name| !known.contains(&***name)) {
            if let Some(doubt) = doubt(name, &known) {
                let message = format!("`resources` names `{name}`, {doubt}");
                found.push(notice(rule.path.clone(), message));
            }
        }
    }
    found
}

/// Why a type is doubted. Types of Terraform providers and kinds of Kubernetes are without number, so
/// one that nobody knows may be right; one that is nearly a known one is doubted.
fn doubt(name: &str, known: &BTreeSet<&str>) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let last = name.rsplit('.').next().unwrap_or(name);
    let terraform = last.contains('_') && last.chars().all(plain);
    let kind = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(plain);
    let provider = name.starts_with("provider.");
    match nearest(name, known.iter().copied()) {
        Some(meant) if close(name, meant) || !(terraform || kind || provider) => Some(format!(
            "which no resource of this scan and no rule of the library has; did you mean `{meant}`?"
        )),
        None if !(terraform || kind || provider) => {
            Some("which is a type of no format, so the rule judges nothing".into())
        }
        _ => None,
    }
}

/// Whether two names differ so little that one is a slip for the other.
fn close(name: &str, meant: &str) -> bool {
    let same = name.chars().zip(meant.chars()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| text.chars().rev().collect::<Vec<_>>();
    let ends = rest(name).into_iter().zip(rest(meant)).take_while(|(one, other)| one == other);
    let longest = name.len().max(meant.len());
    longest >= 8 && same + ends.count() + 2 >= longest
}

/// Suppression comments that do not hold, or say no reason.
pub(super) fn of_suppressions(
    config: &Config,
    library: &Library,
    loaded: &Loaded,
) -> Vec<Diagnostic> {
    let known = |id: &str| {
        let is = |name: &str| name.eq_ignore_ascii_case(id);
        library.rules.iter().any(|rule| is(&rule.id) || rule.aliases.iter().any(|own| is(own)))
    };
    let today = Date::of_epoch(config.now);
    suppression::faults(&loaded.parsed.resources, &loaded.sources, known, today)
}

/// Waivers that are over, and would still cover something.
pub(super) fn of_waivers(
    config: &Config,
    accepted: &Accepted,
    results: &[RuleResult],
    rules: &[Rule],
    (resources, sources): (&[Resource], &Sources),
) -> Vec<Diagnostic> {
    let Some(path) = &config.waivers else { return Vec::new() };
    let path: Str = crate::discover::reported_path(config, path);
    let today = Date::of_epoch(config.now);
    let of_file = |file| Some(sources.path(file));
    let said = accepted.waivers.expired(today, rules, results, resources, of_file);
    said.into_iter().map(|message| notice(path.clone(), message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_doubted_and_strangers_are_not() {
        let known = BTreeSet::from(["aws_s3_bucket", "Deployment", "workload", "aws_elb"]);
        for (name, doubted) in [
            ("aws_s3_buckett", true),
            ("aws_s3_bukcet", true),
            ("aws_s3_bucket_acl", false),
            ("aws_alb", false),
            ("hcloud_server", false),
            ("data.aws_ami", false),
            ("Deploymnt", true),
            ("Certificate", false),
            ("workloads", true),
            ("s3", true),
        ] {
            assert_eq!(doubt(name, &known).is_some(), doubted, "{name}");
        }
    }
}
