//! Counters, and their text for Prometheus.
//!
//! In: what happened. Out: the exposition format. Labels are bounded: no name of an object or a
//! namespace, and kinds only where a rule knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::door::Door;
use crate::finding::waiver::State;
use crate::finding::{RuleResult, Verdict};
use crate::model::Date;

/// Upper bounds of the histogram, in microseconds, with their text in seconds.
const BUCKETS: [(u64, &str); 12] = [
    (250, "0.00025"),
    (500, "0.0005"),
    (1_000, "0.001"),
    (2_500, "0.0025"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
];

/// Kinds that are named beside those that rules name.
const KINDS: [&str; 10] = [
    "CronJob",
    "DaemonSet",
    "Deployment",
    "Job",
    "Namespace",
    "Pod",
    "ReplicaSet",
    "ReplicationController",
    "Service",
    "StatefulSet",
];

const VERDICTS: [Verdict; 5] =
    [Verdict::Pass, Verdict::Fail, Verdict::Indeterminate, Verdict::NotApplicable, Verdict::Error];

/// Results by rule and verdict.
pub struct RuleCounts(Vec<[AtomicU64; VERDICTS.len()]>);

impl RuleCounts {
    /// Zeroes for some rules.
    pub fn new(rules: usize) -> Self {
        Self((0..rules).map(|_| <[AtomicU64; VERDICTS.len()]>::default()).collect())
    }

    /// Counts the results of one object: a rule with several findings once.
    pub fn add(&self, results: &[RuleResult]) {
        let mut last = None;
        for result in results {
            let verdict = VERDICTS.iter().position(|verdict| *verdict == result.verdict);
            if last != Some(result.rule)
                && let Some(count) =
                    self.0.get(result.rule).zip(verdict).and_then(|(r, v)| r.get(v))
            {
                count.fetch_add(1, Ordering::Relaxed);
            }
            last = Some(result.rule);
        }
    }
}

/// Operation, kind, verdict.
type Labels = (&'static str, String, &'static str);

/// Everything that is counted.
pub struct Metrics {
    requests: Mutex<BTreeMap<Labels, u64>>,
    kinds: BTreeSet<String>,
    buckets: [AtomicU64; BUCKETS.len()],
    slow: AtomicU64,
    microseconds: AtomicU64,
    shed: AtomicU64,
    refused: AtomicU64,
    certificate_expiry: AtomicI64,
}

impl Metrics {
    /// Zeroes.
    pub fn new(door: &Door) -> Self {
        let rules = door.active().filter_map(|index| door.rules().get(index));
        let named = rules.flat_map(|rule| &rule.resources).filter(|name| &***name != "workload");
        let kinds = KINDS.iter().map(|kind| (*kind).to_owned());
        Self {
            requests: Mutex::default(),
            kinds: kinds.chain(named.map(|name| name.to_string())).collect(),
            buckets: Default::default(),
            slow: AtomicU64::new(0),
            microseconds: AtomicU64::new(0),
            shed: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            certificate_expiry: AtomicI64::new(0),
        }
    }

    /// Counts an answered request.
    pub fn request(&self, operation: &'static str, kind: &str, verdict: &'static str) {
        let kind = self.kinds.get(kind).map_or("other", String::as_str).to_owned();
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((operation, kind, verdict)).or_default() += 1;
    }

    /// Takes the time of a request.
    pub fn took(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let bucket = BUCKETS.iter().position(|(bound, _)| micros <= *bound);
        let count = bucket.and_then(|index| self.buckets.get(index)).unwrap_or(&self.slow);
        count.fetch_add(1, Ordering::Relaxed);
        self.microseconds.fetch_add(micros, Ordering::Relaxed);
    }

    /// Counts a request that was turned away.
    pub fn shed(&self) {
        self.shed.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a client that was turned away.
    pub fn client_refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// When the certificate ends.
    pub fn certificate_expires(&self, seconds: i64) {
        self.certificate_expiry.store(seconds, Ordering::Relaxed);
    }

    /// The text.
    pub fn text(&self, door: &Door, history_errors: u64, today: Date) -> String {
        let mut text = String::with_capacity(16 << 10);
        self.requests_text(door, &mut text);
        self.histogram_text(&mut text);
        rules_text(door, &mut text);
        head(&mut text, "pack_info", "gauge", "Packs in use.");
        for pack in door.packs() {
            let _ = writeln!(
                text,
                "provost_pack_info{{pack=\"{}\",version=\"{}\",digest=\"{}\"}} 1",
                escaped(&pack.name),
                escaped(&pack.version),
                pack.digest
            );
        }
        let expiry = self.certificate_expiry.load(Ordering::Relaxed);
        let name = "certificate_expiry_timestamp_seconds";
        single(&mut text, name, "gauge", "When the serving certificate ends.", expiry);
        let shed = self.shed.load(Ordering::Relaxed);
        single(&mut text, "shed_total", "counter", "Requests turned away under load.", shed);
        let refused = self.refused.load(Ordering::Relaxed);
        let help = "Clients turned away for want of a certificate.";
        single(&mut text, "clients_refused_total", "counter", help, refused);
        waivers_text(door, today, &mut text);
        let help = "Observations that could not be stored.";
        single(&mut text, "history_write_errors_total", "counter", help, history_errors);
        text
    }

    fn requests_text(&self, door: &Door, text: &mut String) {
        head(text, "admission_requests_total", "counter", "Reviews answered.");
        let mode = door.mode().name();
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        for ((operation, kind, verdict), count) in requests.iter() {
            let _ = writeln!(
                text,
                "provost_admission_requests_total{{operation=\"{operation}\",kind=\"{}\",verdict=\"{verdict}\",mode=\"{mode}\"}} {count}",
                escaped(kind)
            );
        }
    }

    fn histogram_text(&self, text: &mut String) {
        head(text, "admission_duration_seconds", "histogram", "Time from request to answer.");
        let mut total = 0;
        for ((_, bound), count) in BUCKETS.iter().zip(&self.buckets) {
            total += count.load(Ordering::Relaxed);
            let _ = writeln!(
                text,
                "provost_admission_duration_seconds_bucket{{le=\"{bound}\"}} {total}"
            );
        }
        total += self.slow.load(Ordering::Relaxed);
        let micros = self.microseconds.load(Ordering::Relaxed);
        let _ = writeln!(
            text,
            "provost_admission_duration_seconds_bucket{{le=\"+Inf\"}} {total}\n\
             provost_admission_duration_seconds_sum {}.{:06}\n\
             provost_admission_duration_seconds_count {total}",
            micros / 1_000_000,
            micros % 1_000_000
        );
    }
}

fn rules_text(door: &Door, text: &mut String) {
    head(
        text,
        "rule_evaluations_total",
        "counter",
        "Results by rule; cached ones are not counted.",
    );
    for index in door.active() {
        let Some((rule, counts)) = door.rules().get(index).zip(door.counts.0.get(index)) else {
            continue;
        };
        for (verdict, count) in VERDICTS.iter().zip(counts) {
            let count = count.load(Ordering::Relaxed);
            if count > 0 {
                let _ = writeln!(
                    text,
                    "provost_rule_evaluations_total{{rule=\"{}\",result=\"{}\"}} {count}",
                    escaped(&rule.id),
                    verdict.name()
                );
            }
        }
    }
}

fn waivers_text(door: &Door, today: Date, text: &mut String) {
    head(text, "waivers", "gauge", "Waivers by state.");
    for (name, state) in
        [("active", State::Active), ("expired", State::Expired), ("pending", State::Pending)]
    {
        let count = door.waivers().iter(today).filter(|(_, own)| *own == state).count();
        let _ = writeln!(text, "provost_waivers{{state=\"{name}\"}} {count}");
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP provost_{name} {help}\n# TYPE provost_{name} {kind}");
}

fn single(text: &mut String, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
    head(text, name, kind, help);
    let _ = writeln!(text, "provost_{name} {value}");
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
