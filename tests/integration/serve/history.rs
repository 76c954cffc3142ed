//! What the door judged, in the history store.

use std::path::Path;
use std::sync::Arc;

use provost::finding::waiver::Waivers;
use provost::finding::{Counts, Run};
use provost::history::{Admission, Admitted, Batch, Desk, Occasion, Store};
use provost::model::Sources;
use provost::policy::{Choice, Library, Severity};
use provost::serve::{Bounds, Mode, Observer, StoreKeeper};
use serde_json::{Value, json};

use super::{ask, bad_pod, good_pod, open, review};
use crate::common::{Provost, repository};

const WAIVERS: &str = "fixtures/admission/waivers.yaml";
const HOUR: i64 = 3_600;
/// An hour's beginning.
const NOON: i64 = 1_795_262_400;

fn occasion(cluster: &str) -> Occasion {
    Occasion {
        time: NOON,
        tool: "provost test".into(),
        command: "provost serve".into(),
        repository: format!("cluster {cluster}"),
        ..Occasion::default()
    }
}

fn keeper(path: &Path) -> StoreKeeper {
    let packs = vec!["baseline".into()];
    let selection = Library::embedded().select(&Choice { packs, ..Choice::default() }).unwrap();
    let store = Store::open_or_create(path).unwrap();
    let manner = (Mode::Enforce, Some(Severity::High));
    StoreKeeper::open(store, &selection, &occasion("staging"), manner).unwrap()
}

/// Asks a door that keeps what it judged, and ends it.
fn keep(path: &Path, waivers: &str, requests: &[Value]) {
    let (observer, thread) = Observer::new(Box::new(keeper(path))).unwrap();
    let door = open(&["baseline"], Mode::Enforce, waivers, Bounds::default(), observer);
    requests.iter().for_each(|request| drop(ask(&door, request)));
    drop(door);
    thread.join().unwrap();
}

fn whole(path: &Path) -> Store {
    let store = Store::open(path).unwrap();
    assert_eq!(store.verify(None).unwrap().fault, None);
    store
}

fn of<'a>(list: &'a [Admission], address: &str) -> Vec<&'a Admission> {
    list.iter().filter(|own| own.address == address).collect()
}

#[test]
fn verdicts_are_kept_with_their_hashes_and_without_secrets() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("h.db");
    let waivers = std::fs::read_to_string(repository().join(WAIVERS)).unwrap();
    assert!(Waivers::parse(WAIVERS, &waivers, |_| true).is_ok());
    let text =
        std::fs::read_to_string(repository().join("fixtures/admission/pod.review.json")).unwrap();
    let driver: Value = serde_json::from_str(&text).unwrap();
    let mut changed = bad_pod("web");
    changed["metadata"]["labels"]["tier"] = json!("front");
    let mut dry = review("CREATE", &bad_pod("dry"), &Value::Null);
    dry["request"]["dryRun"] = json!(true);
    let requests = [
        driver,
        review("CREATE", &bad_pod("web"), &Value::Null),
        review("CREATE", &bad_pod("web"), &Value::Null),
        review("UPDATE", &changed, &bad_pod("web")),
        review("DELETE", &Value::Null, &bad_pod("web")),
        review("CREATE", &good_pod("good"), &Value::Null),
        dry,
    ];
    keep(&path, &waivers, &requests);
    let store = whole(&path);
    let list = store.admissions().unwrap();
    assert_eq!(list.len(), 4, "{list:?}");
    assert!(of(&list, "Pod/shop/dry").is_empty());
    let web = of(&list, "Pod/shop/web");
    let told: Vec<_> =
        web.iter().map(|own| (&*own.operation, &*own.outcome, own.count())).collect();
    assert_eq!(told, [("CREATE", "denied", 2), ("UPDATE", "warned", 1)]);
    let privileged = "kubernetes-container-privileged-off";
    let found = |own: &Admission| {
        let own = own.findings.iter().find(|found| found.rule == privileged).unwrap();
        (own.state.name(), own.path.clone(), own.waiver.clone())
    };
    let (state, place, waiver) = found(web[0]);
    assert_eq!((state, waiver), ("open", None));
    assert_eq!(place, "spec.containers[0].securityContext.privileged");
    let (state, _, waiver) = found(of(&list, "Pod/shop/driver")[0]);
    assert_eq!((state, &waiver.unwrap()["ticket"]), ("waived", &json!("SEC-7")));
    // What the answer said is what was kept.
    let door = super::door(&["baseline"], Mode::Enforce, &waivers);
    for (request, address) in [(&requests[0], "Pod/shop/driver"), (&requests[5], "Pod/shop/good")] {
        let response = ask(&door, request);
        let hash = &response["auditAnnotations"]["verdict-hash"];
        assert_eq!(hash, &of(&list, address)[0].verdict_hash);
    }
    drop(store);
    // The whole file and what SQLite keeps beside it.
    for entry in std::fs::read_dir(directory.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let secret = b"do-not-keep-this-4711";
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
}

#[test]
fn an_audit_and_the_history_commands_tell_what_was_judged() {
    let place = Provost::new("scan --pack soc2 --record --fail-on none")
        .file("a.yaml", good_pod("a").to_string())
        .variable("SOURCE_DATE_EPOCH", &NOON.to_string());
    assert_eq!(place.run().code, Some(0));
    let path = place.path(".provost/history.db");
    let mut place = place.variable("SOURCE_DATE_EPOCH", &(NOON + HOUR).to_string());
    keep(&path, "", &[review("CREATE", &bad_pod("web"), &Value::Null)]);
    let list = whole(&path).admissions().unwrap();
    let day = provost::model::Date::of_epoch(list[0].first());

    let listed = place.run_with("history list --format json").json();
    assert_eq!(listed["runs"].as_array().unwrap().len(), 1);
    let sum = &listed["admissions"][0];
    assert_eq!(
        (&sum["cluster"], &sum["denied"], &sum["not_stored"]),
        (&json!("staging"), &json!(1), &json!(0))
    );
    let table = place.run_with("history list").stdout;
    assert!(table.contains("staging") && table.contains(&day.to_string()), "{table}");
    let shown = place.run_with("history show a1").stdout;
    assert!(shown.contains("kubernetes-container-privileged-off"), "{shown}");
    assert!(shown.contains(&list[0].verdict_hash), "{shown}");
    let all = place.run_with("history admissions --denied --format json").json();
    assert_eq!(all["admissions"][0]["address"], "Pod/shop/web");
    for (filter, lines) in
        [("--address shop/web", 2), ("--address other", 1), ("--until 2020-01-01", 1)]
    {
        let listed = place.run_with(&format!("history admissions {filter}")).stdout;
        assert_eq!(listed.lines().count(), lines, "{filter}: {listed}");
    }
    for (wrong, message) in [
        ("history show a2", "there is no admission a2"),
        ("history admissions --since soon", "`soon` is not a day"),
    ] {
        let run = place.run_with(wrong);
        assert_eq!(run.code, Some(2), "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    let command = "audit --framework soc2 --from 2026-01-01 --to 2999-12-31 --out evidence";
    let run = place.run_with(command);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let package = place.path("evidence/2026-01-01_2999-12-31-soc2");
    let sheet = std::fs::read_to_string(package.join("admissions.csv")).unwrap();
    let line = sheet.lines().nth(1).unwrap();
    for part in ["a1,", ",staging,CREATE,Pod,Pod/shop/web,denied,", "CC6.1", "baseline "] {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    let page = std::fs::read_to_string(package.join("index.html")).unwrap();
    assert!(page.contains("<h2>Admissions</h2>"));
    // What was denied is no exception.
    let exceptions = std::fs::read_to_string(package.join("exceptions.csv")).unwrap();
    assert!(!exceptions.contains("Pod/shop/web"));
    let verified =
        std::process::Command::new("sh").arg(package.join("verify.sh")).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

fn pod(address: &str, at: i64) -> Admitted {
    Admitted {
        at,
        operation: "CREATE",
        kind: "Pod".into(),
        address: address.into(),
        verdict_hash: "ab".repeat(32),
        outcome: "allowed",
        findings: Vec::new(),
    }
}

/// A desk of a door without rules.
pub fn desk(path: &Path) -> Desk {
    let run = Run {
        sources: Sources::default(),
        files: Vec::new(),
        resources: Vec::new(),
        resource_hashes: Vec::new(),
        rules: Arc::default(),
        packs: Vec::new(),
        results: Vec::new(),
        counts: Counts::default(),
        assessments: Vec::new(),
        diagnostics: Vec::new(),
    };
    let store = Store::open_or_create(path).unwrap();
    Desk::open(store, &run, &occasion("c"), "warn").unwrap()
}

/// Pods that were asked for at a time.
pub fn batch(addresses: &[&str], at: i64) -> Batch {
    let admitted = addresses.iter().map(|address| pod(address, at)).collect();
    Batch { admitted, at, ..Batch::default() }
}

#[test]
fn repetitions_add_a_count_an_hour_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("h.db");
    let mut own = desk(&path);
    own.keep(&batch(&["Pod/a", "Pod/b", "Pod/a"], NOON)).unwrap();
    let rows = |path: &Path| whole(path).verify(None).unwrap().rows;
    let first = rows(&path);
    for second in 1..1_000 {
        let kept = own.keep(&batch(&["Pod/a", "Pod/b"], NOON + second)).unwrap();
        assert_eq!((kept.new, kept.repeated), (0, 2));
    }
    assert_eq!(rows(&path), first, "counts wait for their hour");
    own.keep(&batch(&["Pod/a"], NOON + HOUR)).unwrap();
    assert_eq!(rows(&path), first + 2);
    // What is counted and not yet written is written at the end.
    own.keep(&Batch { at: NOON + HOUR + 5, last: true, ..Batch::default() }).unwrap();
    drop(own);
    let list = whole(&path).admissions().unwrap();
    let a = of(&list, "Pod/a")[0];
    assert_eq!((a.count(), a.first(), a.last()), (1_002, NOON, NOON + HOUR));
    assert_eq!(of(&list, "Pod/b")[0].count(), 1_000);
    assert_eq!(a.within(NOON + HOUR, NOON + 2 * HOUR).unwrap().count(), 1);
    assert!(a.within(0, NOON - 1).is_none());
    // A new process knows what an older one wrote; another cluster is another door.
    let before = rows(&path);
    desk(&path).keep(&batch(&["Pod/a"], NOON + 2 * HOUR)).unwrap();
    assert_eq!(whole(&path).admissions().unwrap().len(), 2);
    assert_eq!(rows(&path), before);
}

#[test]
fn a_new_object_adds_little() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("h.db");
    let size = || std::fs::metadata(&path).unwrap().len();
    // A store that nobody has open any more is one file.
    drop(desk(&path));
    let before = size();
    let mut own = desk(&path);
    for number in 0..40 {
        let names: Vec<String> =
            (0..50).map(|pod| format!("Pod/shop/web-6c9f8d7b5-{number:02}{pod:02}x")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut batch = batch(&names, NOON + number);
        for (index, own) in batch.admitted.iter_mut().enumerate() {
            own.verdict_hash = format!("{number:02x}{index:02x}{}", "7c".repeat(30));
        }
        own.keep(&batch).unwrap();
    }
    drop(own);
    let each = (size() - before) / 2_000;
    assert!(each <= 320, "{each} bytes for each object");
}

#[test]
fn what_was_missed_is_said_in_the_ledger() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("h.db");
    let mut own = desk(&path);
    own.keep(&Batch { missed: 3, ..batch(&["Pod/a"], NOON) }).unwrap();
    // Nothing to write: it waits for the hour.
    own.keep(&Batch { missed: 4, ..batch(&[], NOON + 1) }).unwrap();
    assert_eq!(whole(&path).doors().unwrap()[0].missed, [(NOON, 3)]);
    // A store that is locked takes nothing, and then says so.
    own.keep(&Batch { missed: 5, ..batch(&[], NOON + HOUR) }).unwrap();
    let store = whole(&path);
    assert_eq!(store.doors().unwrap()[0].missed, [(NOON, 3), (NOON + HOUR, 9)]);
    let days = store.admission_days().unwrap();
    let day = days.values().next().unwrap();
    assert_eq!((days.len(), day.total(), day.missed, day.new), (1, 1, 12, 1));
}

#[test]
fn a_store_that_breaks_loses_what_it_could_not_take_and_says_how_much() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("h.db");
    let mut own = desk(&path);
    own.keep(&batch(&["Pod/a"], NOON)).unwrap();
    // As a full disk would.
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TRIGGER full BEFORE INSERT ON admission BEGIN SELECT raise(ABORT, 'disk full'); END").unwrap();
    assert!(own.keep(&batch(&["Pod/b", "Pod/c"], NOON + 1)).is_err());
    other.execute_batch("DROP TRIGGER full").unwrap();
    own.keep(&batch(&["Pod/b"], NOON + 2)).unwrap();
    let store = whole(&path);
    assert_eq!(store.doors().unwrap()[0].missed, [(NOON + 1, 2)]);
    assert_eq!(store.admissions().unwrap().len(), 2);
}
