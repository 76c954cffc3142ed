//! The decision on one request.
//!
//! In: a review's request. Out: an [`Answer`]. Objects go through the same defaults, rules and
//! hash as a manifest in a scan. Never here: networks, clocks, or anything that a dry run would
//! have to undo.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::cache::{Cache, Found};
use super::message;
use super::metrics::RuleCounts;
use super::review::{Operation, Request, Response, Status};
use super::subject::{is_owned, resource, resource_of, skipped};
use crate::evaluate::{self, Limits, Programs, Subject};
use crate::finding::verdict_hash::JudgeDigest;
use crate::finding::waiver::{InForce, Scope, State, Waiver, Waivers};
use crate::finding::{Fingerprint, PackUse, RuleResult, Verdict, disambiguate, fingerprint};
use crate::model::{Date, Graph, Resource, Severity, Source, Sources, Str, Value};
use crate::policy::{Library, Module, PolicyError, Rule, Selection};

/// Longest evaluation of one rule over one object.
const RULE_TIME: Duration = Duration::from_millis(250);
/// Instructions of one rule over one object.
const RULE_INSTRUCTIONS: usize = 20_000_000;
/// What the API server calls the file of an object in `input.resource.file`.
const ORIGIN: &str = "admission";

/// Rules on what lies in a repository: in a cluster a secret is where it should be.
const OF_FILES: [&str; 1] = ["kubernetes-config-secret-not-committed"];

/// Whether failures deny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They do.
    Enforce,
    /// They only warn.
    Warn,
}

impl Mode {
    /// Name as in flags and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enforce => "enforce",
            Self::Warn => "warn",
        }
    }
}

/// What the door judges by.
pub struct Judgement {
    /// Every rule there is.
    pub library: Library,
    /// Rules and packs that were chosen.
    pub selection: Selection,
    /// Accepted risk.
    pub waivers: Waivers,
    /// Whether failures deny.
    pub mode: Mode,
    /// From which severity on; `None` denies nothing.
    pub fail_on: Option<Severity>,
}

/// Everything that an answer follows from, compiled.
pub struct Door {
    rules: Vec<Rule>,
    modules: Vec<Module>,
    packs: Vec<PackUse>,
    pack_digest: String,
    digest: JudgeDigest,
    programs: Programs,
    left_out: Vec<usize>,
    waivers: Waivers,
    /// What is in force, on which day.
    in_force: Mutex<Option<(Date, Arc<InForce>)>>,
    mode: Mode,
    fail_on: Option<Severity>,
    sources: Sources,
    cache: Cache,
    /// Results by rule.
    pub counts: RuleCounts,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Passed, with nothing to say.
    Allowed,
    /// Passed with warnings.
    Warned,
    /// Denied.
    Denied,
    /// Passed without being judged: a deletion, a status, a mirror pod.
    Skipped,
}

impl Outcome {
    /// Name as in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Warned => "warned",
            Self::Denied => "denied",
            Self::Skipped => "skipped",
        }
    }
}

/// A decision.
#[derive(Debug)]
pub struct Answer {
    /// For the API server.
    pub response: Response,
    /// In a word.
    pub outcome: Outcome,
    /// Ids of the rules that denied it.
    pub denied_by: Vec<Str>,
    /// What it was about, where it was judged.
    pub judged: Option<Judged>,
}

/// A judged object.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Address of the object.
    pub address: Str,
    /// Its kind.
    pub kind: Str,
    /// Its verdict hash.
    pub hash: Str,
    /// Everything but passes, with waivers applied.
    pub results: Vec<RuleResult>,
}

/// Why there is no decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The request makes no sense.
    Request(String),
    /// A policy failed, so that nothing is known: the failure policy decides.
    Policy(String),
}

impl Door {
    /// Compiles the rules that a Kubernetes object can meet.
    ///
    /// # Errors
    /// A policy that does not compile: a door that judges by less than was asked for stays shut.
    pub fn open(judgement: Judgement) -> Result<Self, PolicyError> {
        let Judgement { library, selection, waivers, mode, fail_on } = judgement;
        let digest = JudgeDigest::of(&selection);
        let Selection { rules, packs } = selection;
        // Kinds start with a capital; types of Terraform, workflows and pipelines do not.
        let of_kubernetes = |name: &str| {
            name == "workload" || name.starts_with(|first: char| first.is_ascii_uppercase())
        };
        let mut programs = Programs::compile(&rules, &library.modules, of_kubernetes);
        if let Some(broken) = programs.broken(&rules).into_iter().next() {
            let (path, message) = (broken.path.to_string(), broken.message);
            return Err(PolicyError::Compile { path, message });
        }
        let of_files =
            |index: usize| rules.get(index).is_some_and(|rule| OF_FILES.contains(&&*rule.id));
        let left_out = programs.leave_out(of_files).into_iter().collect();
        let packs: Vec<PackUse> = packs
            .into_iter()
            .map(|chosen| PackUse {
                name: chosen.pack.name.into(),
                version: chosen.pack.version.into(),
                digest: chosen.digest,
            })
            .collect();
        let digests: Vec<&str> = packs.iter().map(|pack| &*pack.digest).collect();
        let mut sources = Sources::default();
        sources.add(Source::new(ORIGIN, ""));
        Ok(Self {
            pack_digest: digests.join(","),
            counts: RuleCounts::new(rules.len()),
            digest,
            programs,
            left_out,
            modules: library.modules,
            rules,
            packs,
            waivers,
            in_force: Mutex::new(None),
            mode,
            fail_on,
            sources,
            cache: Cache::default(),
        })
    }

    /// Rules by which the door judges, by their indexes in results.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Indexes of the rules that some Kubernetes object can meet.
    pub fn active(&self) -> impl Iterator<Item = usize> {
        self.programs.rules().into_iter()
    }

    /// Ids of the rules that look at files or at related objects: a request carries neither.
    pub fn left_out(&self) -> Vec<&str> {
        self.left_out.iter().filter_map(|index| self.rules.get(*index)).map(|r| &*r.id).collect()
    }

    /// Packs in use.
    pub fn packs(&self) -> &[PackUse] {
        &self.packs
    }

    /// Accepted risk.
    pub fn waivers(&self) -> &Waivers {
        &self.waivers
    }

    /// How many of the waivers in force are for files, and so cover nothing here.
    pub fn waivers_by_path(&self, now: i64) -> usize {
        let all = self.waivers.iter(Date::of_epoch(now));
        let by_path = |(waiver, state): &(&Waiver, State)| {
            *state == State::Active && matches!(waiver.scope, Scope::Path(_))
        };
        all.filter(by_path).count()
    }

    /// Whether failures deny.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Decides.
    ///
    /// # Errors
    /// A request without a decision.
    pub fn answer(
        &self,
        mut request: Request,
        today: Date,
        until: Instant,
    ) -> Result<Answer, Refusal> {
        let (object, old) = (request.object.take(), request.old_object.take());
        if let Some(reason) = skipped(&request, object.as_ref(), old.as_ref()) {
            return Ok(self.skip(request, object.or(old), reason, (today, until)));
        }
        let Some(object) = object else {
            return Ok(self.skip(request, None, "no object", (today, until)));
        };
        let owned = is_owned(&object);
        let resource = resource(object, &request).map_err(Refusal::Request)?;
        let (hash, mut results) = self.judge(&resource, until, today);
        let mut known: HashMap<Fingerprint, usize> = HashMap::new();
        if request.operation == Operation::Update
            && results.iter().any(RuleResult::is_open_failure)
            && let Some(old) = old.and_then(|old| resource_of(old, &request))
        {
            let (_, before) = self.judge(&old, until, today);
            for result in before.iter().filter(|result| result.verdict == Verdict::Fail) {
                *known.entry(result.fingerprint).or_default() += 1;
            }
        }
        results.sort_by(|one, two| two.severity.cmp(&one.severity).then(one.rule.cmp(&two.rule)));
        // A template is judged for an early word; where somebody else made it, only its pods are
        // held back: a controller would retry what nobody reads.
        let early = owned && resource.workload.is_some() && &*resource.kind != "Pod";
        let judged = Judged { address: resource.address, kind: resource.kind, hash, results };
        let sorted = self.sort(&judged.results, &mut known, early)?;
        let mut denied_by: Vec<Str> =
            sorted.denied.iter().map(|(rule, _)| rule.id.clone()).collect();
        denied_by.dedup();
        let (response, outcome) = self.decide(request.uid, &judged, sorted);
        Ok(Answer { response, outcome, denied_by, judged: Some(judged) })
    }

    /// An answer without a judgement. Its object has a verdict hash all the same.
    fn skip(
        &self,
        request: Request,
        object: Option<Value>,
        reason: &str,
        (today, until): (Date, Instant),
    ) -> Answer {
        let resource = object.and_then(|object| resource_of(object, &request));
        let hash = resource.map(|resource| {
            let waivers = self.in_force(today);
            match waivers.names_findings() {
                true => self.judge(&resource, until, today).0,
                false => {
                    let covers = waivers.of(&resource, None, &[], &self.rules);
                    self.digest.judged(&resource).with(&covers)
                }
            }
        });
        let mut audit = self.annotations(hash);
        audit.insert("skipped", reason.to_owned());
        Answer {
            response: Response {
                uid: request.uid,
                allowed: true,
                status: None,
                warnings: Vec::new(),
                audit_annotations: audit,
            },
            outcome: Outcome::Skipped,
            denied_by: Vec::new(),
            judged: None,
        }
    }

    /// Waivers of a day: they change at midnight.
    fn in_force(&self, today: Date) -> Arc<InForce> {
        let mut kept = self.in_force.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((day, in_force)) if *day == today => in_force.clone(),
            _ => {
                let in_force = Arc::new(self.waivers.in_force(today, &self.rules));
                *kept = Some((today, in_force.clone()));
                in_force
            }
        }
    }

    /// Results of an object but passes, waived ones marked; and its verdict hash.
    fn judge(&self, resource: &Resource, until: Instant, today: Date) -> (Str, Vec<RuleResult>) {
        let judged = self.digest.judged(resource);
        let key = judged.with(&[]);
        let found = match self.cache.get(&key) {
            Some(found) => found,
            None => self.evaluate(resource, &key, until),
        };
        let mut results = (*found).clone();
        let waivers = self.in_force(today);
        if waivers.is_empty() {
            return (key, results);
        }
        // What is asked for lies in no file.
        waivers.mark(&mut results, std::slice::from_ref(resource), |_| None);
        let hash = {
            let results: Vec<&RuleResult> = results.iter().collect();
            judged.with(&waivers.of(resource, None, &results, &self.rules))
        };
        for result in &mut results {
            result.verdict_hash = hash.clone();
        }
        (hash, results)
    }

    fn evaluate(&self, resource: &Resource, hash: &Str, until: Instant) -> Found {
        let subject = Subject {
            resources: std::slice::from_ref(resource),
            graph: &Graph::default(),
            sources: &self.sources,
            rules: &self.rules,
            modules: &self.modules,
            include_passes: true,
            keep_assessments: false,
        };
        let limits =
            Limits { time: RULE_TIME, instructions: RULE_INSTRUCTIONS, until: Some(until) };
        let mut results = evaluate::evaluate_with(&subject, limits, &self.programs).results;
        self.counts.add(&results);
        results.retain(|result| !matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable));
        for result in &mut results {
            let rule = self.rules.get(result.rule).map_or("", |rule| &*rule.id);
            result.fingerprint = fingerprint(rule, resource, &result.path);
            result.verdict_hash = hash.clone();
        }
        disambiguate(&mut results, std::slice::from_ref(resource), &self.sources);
        let failed = results.iter().any(|result| result.verdict == Verdict::Error);
        let found = Arc::new(results);
        // What failed for want of time may well succeed the next time.
        if !failed {
            self.cache.put(hash.clone(), found.clone());
        }
        found
    }

    /// Which results deny, and which only warn.
    fn sort<'r>(
        &'r self,
        results: &'r [RuleResult],
        known: &mut HashMap<Fingerprint, usize>,
        early: bool,
    ) -> Result<Sorted<'r>, Refusal> {
        let mut sorted = Sorted::default();
        let mut failed = None;
        for result in results {
            let Some(rule) = self.rules.get(result.rule) else { continue };
            let denies = self.mode == Mode::Enforce
                && self.fail_on.is_some_and(|level| result.severity >= level);
            let note = match result.verdict {
                Verdict::Pass | Verdict::NotApplicable => continue,
                _ if result.waiver.is_some() => {
                    sorted.waived.push((rule, result));
                    continue;
                }
                Verdict::Indeterminate => "cannot be told: ",
                Verdict::Error if denies => {
                    failed.get_or_insert_with(|| format!("{}: {}", rule.id, result.message));
                    continue;
                }
                Verdict::Error => "policy failed: ",
                Verdict::Fail => match known.get_mut(&result.fingerprint) {
                    Some(left) if *left > 0 => {
                        *left -= 1;
                        "was there before: "
                    }
                    _ if denies && early => "its pods will be denied: ",
                    _ if denies => {
                        sorted.denied.push((rule, result));
                        continue;
                    }
                    _ => "",
                },
            };
            sorted.warnings.push(message::warning(note, rule, result));
        }
        match failed {
            Some(reason) if sorted.denied.is_empty() => Err(Refusal::Policy(reason)),
            _ => Ok(sorted),
        }
    }

    fn decide(&self, uid: String, judged: &Judged, sorted: Sorted<'_>) -> (Response, Outcome) {
        let mut audit = self.annotations(Some(judged.hash.clone()));
        let waived: Vec<String> =
            sorted.waived.iter().filter_map(|(rule, result)| waived(rule, result)).collect();
        if !waived.is_empty() {
            audit.insert("waiver", waived.join("; "));
        }
        let denied = !sorted.denied.is_empty();
        let status = denied.then(|| Status {
            code: 403,
            reason: "Forbidden",
            message: message::denial(&judged.address, &sorted.denied),
        });
        let outcome = match (denied, sorted.warnings.is_empty()) {
            (true, _) => Outcome::Denied,
            (false, false) => Outcome::Warned,
            (false, true) => Outcome::Allowed,
        };
        let warnings = message::bounded(sorted.warnings);
        let response =
            Response { uid, allowed: !denied, status, warnings, audit_annotations: audit };
        (response, outcome)
    }

    fn annotations(&self, hash: Option<Str>) -> BTreeMap<&'static str, String> {
        let mut annotations = BTreeMap::from([("pack-digest", self.pack_digest.clone())]);
        if let Some(hash) = hash {
            annotations.insert("verdict-hash", hash.to_string());
        }
        annotations
    }
}

/// Results by what they do.
#[derive(Default)]
struct Sorted<'r> {
    denied: Vec<(&'r Rule, &'r RuleResult)>,
    waived: Vec<(&'r Rule, &'r RuleResult)>,
    warnings: Vec<String>,
}

fn waived(rule: &Rule, result: &RuleResult) -> Option<String> {
    let waiver = result.waiver.as_ref()?;
    let ticket = if waiver.ticket.is_empty() { "no ticket" } else { &waiver.ticket };
    Some(message::plain(&format!(
        "{} until {} by {} ({ticket}): {}",
        rule.id, waiver.expires, waiver.approved_by, waiver.reason
    )))
}
