//! The history: lives of findings, populations, drift, growth, and what the commands say.

use std::fs;
use std::path::Path;

use provost::config::Config;
use provost::finding::Run;
use provost::history::{Occasion, State, Status, Store};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::Provost;

/// Few rules, so that each scan takes milliseconds.
const RULES: [&str; 3] = [
    "kubernetes-container-privileged-off",
    "kubernetes-pod-host-network-not-shared",
    "kubernetes-pod-host-pid-not-shared",
];

/// A directory with a store beside what is scanned.
pub struct Shop {
    directory: TempDir,
    pub time: i64,
    pub roots: Vec<&'static str>,
    pub rules: Vec<&'static str>,
}

/// A pod that shares what it should not.
pub fn pod(name: &str, flags: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}}}\nspec:\n{flags}  containers:\n  \
         - name: main\n    image: example.org/app:1\n"
    )
}

pub const NETWORK: &str = "  hostNetwork: true\n";
pub const PID: &str = "  hostPID: true\n";

impl Shop {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join(".git")).unwrap();
        Self { directory, time: 1_793_491_200, roots: vec![""], rules: RULES.to_vec() }
    }

    pub fn store(&self) -> std::path::PathBuf {
        self.directory.path().join(".provost/history.db")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn delete(&self, path: &str) {
        fs::remove_file(self.directory.path().join(path)).unwrap();
    }

    pub fn config(&self) -> Config {
        let base = self.directory.path();
        let mut config =
            Config::for_roots(base, self.roots.iter().map(|root| base.join(root)).collect());
        config.rules = self.rules.iter().map(|rule| (*rule).to_owned()).collect();
        config.record = true;
        config.now = self.time;
        let waivers = base.join("provost.waivers.yaml");
        config.waivers = Some(waivers).filter(|path| path.is_file());
        config
    }

    pub fn scan(&self) -> Run {
        provost::scan::scan(&self.config()).unwrap()
    }

    pub fn occasion(&self) -> Occasion {
        let (_, roots) = provost::discover::reported_roots(&self.config());
        Occasion {
            time: self.time,
            tool: "provost test".into(),
            command: "provost scan".into(),
            repository: "shop".into(),
            roots,
            ..Occasion::default()
        }
    }

    /// Scans and records, a day later each time.
    pub fn record(&mut self) -> i64 {
        self.time += 86_400;
        let mut store = Store::open_or_create(&self.store()).unwrap();
        store.record(&self.scan(), &self.occasion()).unwrap().run
    }

    pub fn open(&self) -> Store {
        Store::open(&self.store()).unwrap()
    }

    /// The states of each finding of a rule, in order.
    fn states(&self, rule: &str) -> Vec<State> {
        let lives = self.open().lives().unwrap();
        let own = lives.iter().filter(|life| life.rule.contains(rule));
        own.flat_map(|life| life.events.iter().map(|event| event.state)).collect()
    }

    /// Numbers of introduced, fixed, reopened, moved and waived findings between two runs.
    fn drift(&self, from: i64, to: i64) -> [usize; 5] {
        let store = self.open();
        let (from, to) = (store.run(from).unwrap(), store.run(to).unwrap());
        let drift = store.drift(&from, &to).unwrap();
        [
            drift.introduced.len(),
            drift.fixed.len(),
            drift.reopened.len(),
            drift.moved.len(),
            drift.waived.len(),
        ]
    }
}

#[test]
fn a_finding_is_introduced_fixed_and_reopened() {
    let mut shop = Shop::new();
    shop.write("a.yaml", &pod("a", NETWORK));
    let first = shop.record();
    let seen = shop.record();
    shop.write("a.yaml", &pod("a", ""));
    let fixed = shop.record();
    shop.write("a.yaml", &pod("a", NETWORK));
    let again = shop.record();
    assert_eq!(shop.states("network"), [State::Open, State::Fixed, State::Open]);
    assert_eq!(shop.drift(first, seen), [0, 0, 0, 0, 0]);
    assert_eq!(shop.drift(seen, fixed), [0, 1, 0, 0, 0]);
    assert_eq!(shop.drift(fixed, again), [0, 0, 1, 0, 0]);
    assert_eq!(shop.drift(first, again), [0, 0, 0, 0, 0]);
    // Backwards it had not been known to be open.
    assert_eq!(shop.drift(again, fixed), [0, 1, 0, 0, 0]);
    let lives = shop.open().lives().unwrap();
    let repairs = lives[0].repairs();
    assert_eq!(repairs.len(), 1);
    assert_eq!((repairs[0].0.run, repairs[0].1.run), (first, fixed));
    assert_eq!(repairs[0].1.address, "Pod/default/a");
}

#[test]
fn a_moved_file_moves_its_findings() {
    let mut shop = Shop::new();
    shop.write("a.yaml", &pod("a", NETWORK));
    let before = shop.record();
    shop.delete("a.yaml");
    shop.write("deploy/b.yaml", &format!("# moved\n\n{}", pod("a", NETWORK)));
    let after = shop.record();
    assert_eq!(shop.drift(before, after), [0, 0, 0, 1, 0]);
}

#[test]
fn a_copy_beside_a_finding_is_found_alone() {
    let mut shop = Shop::new();
    shop.write("base/a.yaml", &pod("a", NETWORK));
    let before = shop.record();
    shop.write("copy/a.yaml", &pod("a", NETWORK));
    let after = shop.record();
    assert_eq!(shop.drift(before, after), [1, 0, 0, 0, 0]);
    assert_eq!(shop.drift(after, before), [0, 1, 0, 0, 0]);
}

#[test]
fn silence_of_a_run_that_did_not_look_fixes_nothing() {
    let mut shop = Shop::new();
    shop.write("a/pod.yaml", &pod("a", NETWORK));
    shop.write("b/pod.yaml", &pod("b", NETWORK));
    let whole = shop.record();
    // Elsewhere, by another rule, and over a file that cannot be parsed.
    shop.roots = vec!["b"];
    let part = shop.record();
    shop.roots = vec![""];
    shop.rules = vec![RULES[0]];
    shop.record();
    shop.rules = RULES.to_vec();
    shop.write("a/pod.yaml", "apiVersion: v1\nkind: Pod\nspec: [broken: {\n");
    let broken = shop.record();
    assert_eq!(shop.states("network"), [State::Open, State::Open]);
    assert_eq!(shop.drift(whole, part), [0, 0, 0, 0, 0]);
    assert_eq!(shop.drift(whole, broken), [0, 0, 0, 0, 0]);
    let store = shop.open();
    assert!(!store.run(broken).unwrap().complete);
    assert_eq!(store.population(&store.run(part).unwrap()).unwrap().len(), 1);
    shop.delete("a/pod.yaml");
    let gone = shop.record();
    assert_eq!(shop.drift(whole, gone), [0, 1, 0, 0, 0]);
}

#[test]
fn repositories_in_one_store_do_not_mend_each_other() {
    let mut shop = Shop::new();
    shop.write("a.yaml", &pod("a", NETWORK));
    shop.record();
    let other = Shop::new();
    let mut occasion = other.occasion();
    occasion.repository = "another".into();
    let mut store = shop.open();
    store.record(&other.scan(), &occasion).unwrap();
    assert_eq!(shop.states("network"), [State::Open]);
}

#[test]
fn a_waiver_shows_in_the_life_with_who_approved_it() {
    let mut shop = Shop::new();
    shop.write("a.yaml", &pod("a", NETWORK));
    let before = shop.record();
    shop.write(
        "provost.waivers.yaml",
        "version: 1\nwaivers:\n  - rule: kubernetes-pod-host-network-not-shared\n    \
         scope: { address: \"Pod/default/a\" }\n    reason: a probe\n    \
         requested_by: a@example.org\n    approved_by: b@example.org\n    ticket: T-1\n    \
         created: 2026-11-01\n    expires: 2026-11-05\n",
    );
    let waived = shop.record();
    shop.time += 10 * 86_400;
    let expired = shop.record();
    assert_eq!(shop.states("network"), [State::Open, State::Waived, State::Open]);
    assert_eq!(shop.drift(before, waived), [0, 0, 0, 0, 1]);
    assert_eq!(shop.drift(waived, expired), [0, 0, 1, 0, 0]);
    let store = shop.open();
    let life = &store.lives().unwrap()[0];
    let (kind, body) =
        life.at(store.run(waived).unwrap().order()).unwrap().acceptance.clone().unwrap();
    assert_eq!((kind.as_str(), &body["approved_by"]), ("waiver", &Value::from("b@example.org")));
    assert_eq!(store.run(waived).unwrap().resources, (0, 0, 1, 0));
}

#[test]
fn the_population_is_the_scans_with_its_verdict_hashes() {
    let mut shop = Shop::new();
    shop.write("a.yaml", &format!("{}---\n{}", pod("a", NETWORK), pod("b", PID)));
    shop.write("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
    shop.write("notes.txt", "x");
    let first = shop.record();
    shop.write("b.yaml", &pod("late", ""));
    let second = shop.record();
    let scanned = shop.scan();
    let store = shop.open();
    let run = store.run(second).unwrap();
    let population = store.population(&run).unwrap();
    let mut expected: Vec<_> = scanned
        .resources
        .iter()
        .zip(&scanned.resource_hashes)
        .map(|(resource, hash)| (resource.address.to_string(), hash.to_string()))
        .collect();
    expected.sort();
    let mut recorded: Vec<_> = population
        .iter()
        .map(|member| (member.address.clone(), member.verdict_hash.clone()))
        .collect();
    recorded.sort();
    assert_eq!(recorded, expected);
    let status =
        |address: &str| population.iter().find(|member| member.address == address).unwrap().status;
    assert_eq!(status("Pod/default/a"), Status::Fail);
    assert_eq!(status("Pod/default/late"), Status::Pass);
    assert_eq!(status("ConfigMap/default/c"), Status::NotAssessed);
    assert_eq!(run.resources, (1, 2, 0, 1));
    assert_eq!(run.files, (3, 0, 1));
    assert_eq!(run.evaluations.total(), 9);
    assert_eq!(store.population(&store.run(first).unwrap()).unwrap().len(), 3);
    assert_eq!(store.files(&run).unwrap().len(), 4);
    let judged: usize = population.iter().map(|member| member.verdicts.len()).sum();
    assert_eq!(judged, 9);
    assert_eq!(store.rules(&run).unwrap().len(), 3);
    let life = &store.lives().unwrap()[0];
    let of_result = scanned.results.iter().find(|own| *own.fingerprint == *life.fingerprint);
    assert_eq!(life.at(run.order()).unwrap().verdict_hash, &*of_result.unwrap().verdict_hash);
}

#[test]
fn runs_are_found_by_number_and_by_moment() {
    let mut shop = Shop::new();
    shop.record();
    shop.record();
    let store = shop.open();
    let named = |name: &str| store.run_named(name).map(|run| run.map(|run| run.id));
    assert_eq!(named("2").unwrap(), Some(2));
    assert_eq!(named("@2026-11-02").unwrap(), Some(1));
    assert_eq!(named("@2026-11-03T00:00:00Z").unwrap(), Some(2));
    assert_eq!(named("@2027-01-01").unwrap(), Some(2));
    assert_eq!(named("main").unwrap(), None);
    assert!(named("9").unwrap_err().to_string().contains("it holds runs 1 to 2"));
    assert!(named("@2020-01-01").is_err());
    assert!(named("@soon").unwrap_err().to_string().contains("no moment"));
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[test]
fn an_unchanged_run_adds_at_most_two_kibibytes() {
    let mut shop = Shop::new();
    for number in 0..40 {
        shop.write(&format!("{number}.yaml"), &pod(&format!("p{number}"), NETWORK));
    }
    shop.record();
    let run = shop.scan();
    let occasion = Occasion { revision: Some("1".repeat(40)), ..shop.occasion() };
    let begin = size(&shop.store());
    let mut before = begin;
    for _ in 0..60 {
        let mut store = shop.open();
        store.record(&run, &occasion).unwrap();
        drop(store);
        let after = size(&shop.store());
        assert!(after - before <= 2_048, "one run added {} bytes", after - before);
        before = after;
    }
    assert!(before - begin <= 60 * 512, "60 runs added {} bytes", before - begin);
}

#[test]
fn the_commands_speak_of_what_was_recorded() {
    let base = "--history h.db";
    let provost = Provost::new(&format!(
        "scan --record {base} --rule kubernetes-pod-host-network-not-shared --fail-on none"
    ))
    .variable("SOURCE_DATE_EPOCH", "1793491200")
    .file("a.yaml", pod("a", ""));
    let run = provost.run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("recorded as run 1: 1 file changed"), "{}", run.stderr);
    let provost = provost.file("a.yaml", pod("a", NETWORK));
    provost.run();
    let provost = provost.arguments("drift 1 2 --history h.db --format json");
    let drift = provost.run();
    assert_eq!(drift.code, Some(1), "{}", drift.stderr);
    assert_eq!(drift.json()["introduced"][0]["address"], "Pod/default/a");
    assert_eq!(drift.json()["from"]["time"], "2026-11-01T00:00:00Z");
    let provost = provost.arguments("drift @2026-11-01 2 --history h.db");
    assert_eq!(provost.run().code, Some(0));
    let provost = provost.arguments("history list --history h.db --format json");
    let list = provost.run().json();
    assert_eq!(list["runs"].as_array().unwrap().len(), 2);
    assert_eq!(list["runs"][1]["population"]["fail"], 1);
    let provost = provost.arguments("history show 2 --history h.db --format json");
    let show = provost.run().json();
    assert_eq!(show["findings"][0]["introduced"], 2);
    assert_eq!(show["resources"][0]["verdict_hash"].as_str().unwrap().len(), 64);
    let provost = provost.arguments("history verify --history h.db --format json");
    let verified = provost.run();
    assert_eq!(verified.code, Some(0), "{}", verified.stdout);
    let head = verified.json()["head"].as_str().unwrap().to_owned();
    let provost = provost.arguments(&format!("history verify --history h.db --head {head}"));
    assert_eq!(provost.run().code, Some(0));
    let other = "0".repeat(64);
    let provost = provost.arguments(&format!("history verify --history h.db --head {other}"));
    assert_eq!(provost.run().code, Some(1));
    let provost = provost.arguments("history backup copy.db --history h.db");
    assert_eq!(provost.run().code, Some(0));
    let provost = provost.arguments("history verify --history copy.db");
    assert_eq!(provost.run().code, Some(0));
}

#[test]
fn what_is_no_store_is_said_and_left_alone() {
    let text = "no database at all, but a file of some length that somebody wants to keep";
    let provost = Provost::new("history verify --history none.db").file("notes.db", text);
    let run = provost.run();
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(run.stderr.contains("none.db: no history is kept there"), "{}", run.stderr);
    let provost = provost.arguments("history verify --history notes.db");
    let run = provost.run();
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(run.stderr.contains("is no history store"), "{}", run.stderr);
    let provost = provost.arguments("scan --record --history notes.db");
    assert_eq!(provost.run().code, Some(2));
    assert_eq!(fs::read_to_string(provost.path("notes.db")).unwrap(), text);
    // Another program's database, and one of a Provost to come.
    let other = rusqlite::Connection::open(provost.path("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (a); PRAGMA user_version = 1").unwrap();
    let provost = provost.arguments("scan --record --history other.db");
    let run = provost.run();
    assert!(run.stderr.contains("is no history store"), "{}", run.stderr);
    other.execute_batch("PRAGMA application_id = 1347571542; PRAGMA user_version = 99").unwrap();
    let run = provost.run();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("has schema 99"), "{}", run.stderr);
}

#[test]
fn an_empty_file_becomes_a_store() {
    let provost = Provost::new("scan --record --history h.db --fail-on none").file("h.db", "");
    assert_eq!(provost.run().code, Some(0));
    let provost = provost.arguments("history verify --history h.db");
    assert_eq!(provost.run().code, Some(0));
}
