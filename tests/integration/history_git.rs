//! History and git: drift between revisions, and runs filled in for commits of the past.

use serde_json::Value;

use crate::common::Provost;
use crate::history::{NETWORK, PID, pod};

const RULES: &str = "--rule kubernetes-pod-host-network-not-shared \
    --rule kubernetes-pod-host-pid-not-shared";

fn lists(drift: &Value) -> [usize; 5] {
    ["introduced", "fixed", "reopened", "moved", "waived"]
        .map(|list| drift[list].as_array().unwrap().len())
}

/// Three commits: one finding, the same elsewhere with another, the first mended.
fn three_commits() -> Provost {
    let provost = Provost::new("").file("a.yaml", pod("a", NETWORK));
    provost.commit("one");
    provost.git(&["tag", "one"]);
    std::fs::remove_file(provost.path("a.yaml")).unwrap();
    let provost = provost.file("deploy/a.yaml", format!("# moved\n{}", pod("a", NETWORK)));
    let provost = provost.file("b.yaml", pod("b", PID));
    provost.commit("two");
    provost.git(&["tag", "two"]);
    let provost = provost.file("deploy/a.yaml", pod("a", ""));
    let ignored = "  hostPID: true # provost:ignore kubernetes-pod-host-pid-not-shared \
                   until=2027-01-01 reason=\"a probe\"\n";
    let provost = provost.file("b.yaml", pod("b", ignored));
    provost.commit("three");
    provost
}

#[test]
fn revisions_drift_without_a_store() {
    let mut provost = three_commits();
    let mut drift = |names: &str| {
        let run = provost.run_with(&format!("drift {names} {RULES} --format json"));
        assert!(run.code == Some(0) || run.code == Some(1), "{}", run.stderr);
        (run.code, lists(&run.json()))
    };
    assert_eq!(drift("one two"), (Some(1), [1, 0, 0, 1, 0]));
    assert_eq!(drift("two HEAD"), (Some(0), [0, 1, 0, 0, 1]));
    assert_eq!(drift("one HEAD"), (Some(0), [0, 1, 0, 0, 1]));
    assert_eq!(drift("HEAD~1 one"), (Some(0), [0, 1, 0, 1, 0]));
    assert_eq!(drift("two two"), (Some(0), [0; 5]));
    assert_eq!(drift("one two deploy"), (Some(1), [1, 0, 0, 0, 0]), "only what lies there");
    let table = provost.run_with(&format!("drift one two {RULES}")).stdout;
    assert!(table.starts_with("one (") && table.contains("2026-01-02T03:04:05Z"), "{table}");
    assert!(!provost.path(".provost").exists());
}

#[test]
fn a_recorded_run_drifts_to_a_revision() {
    let mut provost = three_commits();
    let record = format!("scan --record --rev one --fail-on none {RULES}");
    assert_eq!(provost.run_with(&record).code, Some(0));
    let list = provost.run_with("history list --format json").json();
    let commit = provost.git(&["rev-parse", "one"]);
    assert_eq!(list["runs"][0]["revision"], commit, "a tag may move, a commit does not");
    assert_eq!(list["runs"][0]["modified"], 0);
    let drift = provost.run_with("drift 1 two --format json");
    assert_eq!((drift.code, lists(&drift.json())), (Some(1), [1, 0, 0, 1, 0]), "{}", drift.stderr);
    assert_eq!(drift.json()["rules_of_one_side"], 0);
    let back = provost.run_with("drift two 1 --format json");
    assert_eq!(lists(&back.json()), [0, 1, 0, 1, 0]);
    let other = provost.run_with("drift 1 two --rule kubernetes-pod-host-pid-not-shared");
    assert!(other.stdout.contains("1 rules judged one side only"), "{}", other.stdout);
    // What the history knew comes back.
    let record = format!("scan --record --fail-on none {RULES}");
    assert_eq!(provost.run_with(&record).code, Some(0));
    std::fs::write(provost.path("b.yaml"), pod("b", PID)).unwrap();
    std::fs::write(provost.path("new.yaml"), pod("new", "")).unwrap();
    let dirty = "scan --record -q --fail-on none --history dirty.db";
    assert_eq!(provost.run_with(dirty).code, Some(0));
    let list = provost.run_with("history list --format json --history dirty.db").json();
    assert_eq!(list["runs"][0]["modified"], 2, "a changed file and a new one");
    std::fs::remove_file(provost.path("new.yaml")).unwrap();
    let again = provost.run_with("drift 2 one --format json");
    assert_eq!(lists(&again.json()), [0, 1, 1, 0, 0], "{}", again.stdout);
    let elsewhere = provost.run_with("drift 1 two --history h.db");
    assert_eq!(elsewhere.code, Some(2));
}

#[test]
fn a_name_that_is_nothing_is_told_what_it_could_be() {
    let mut provost = three_commits();
    for (names, message) in [
        ("one twoo", "`twoo` is neither a run (a number, or @2026-11-01 for the last by then) nor"),
        ("one twoo", "did you mean `two`?"),
        ("1 two", "`1` names a recorded run, and no history is kept here"),
        ("@2026-01-01 two", "`@2026-01-01` names a recorded run"),
    ] {
        let run = provost.run_with(&format!("drift {names}"));
        assert_eq!(run.code, Some(2), "{names}: {}", run.stdout);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    assert_eq!(provost.run_with(&format!("scan --record -q --fail-on none {RULES}")).code, Some(0));
    for (names, message) in [
        ("9 two", "there is no run 9"),
        ("12345 two", "there is no run 12345"),
        ("@soon two", "no moment"),
        ("@2020-01-01 two", "no run at or before"),
    ] {
        let run = provost.run_with(&format!("drift {names}"));
        assert_eq!(run.code, Some(2), "{names}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    // A short commit may have digits alone; a longer name is git's.
    let commit = provost.git(&["rev-parse", "HEAD"]);
    assert_eq!(provost.run_with(&format!("drift {commit} HEAD {RULES}")).code, Some(0));
    let nowhere = Provost::new("drift one two").run();
    assert_eq!(nowhere.code, Some(2));
    assert!(nowhere.stderr.contains("not in a git repository"), "{}", nowhere.stderr);
}

#[test]
fn the_past_is_filled_in_at_its_own_times() {
    let mut provost = three_commits().variable("SOURCE_DATE_EPOCH", "1793491200");
    // A run of today first: what is filled in later has its place before it.
    assert_eq!(provost.run_with(&format!("scan --record -q --fail-on none {RULES}")).code, Some(0));
    let dry = provost.run_with(&format!("history backfill --dry-run {RULES}"));
    assert_eq!((dry.code, dry.stdout.lines().count()), (Some(0), 2), "{}", dry.stderr);
    let filled = provost.run_with(&format!("history backfill {RULES}"));
    assert_eq!(filled.code, Some(0), "{}", filled.stderr);
    assert_eq!(filled.stdout, "2 runs filled in, 1 commits had one already\n");
    assert!(provost.run_with("history list").stdout.contains("(filled in later)"));
    let list = provost.run_with("history list --format json").json();
    assert_eq!(list["runs"][1]["time"], "2026-01-02T03:04:05Z");
    assert_eq!(list["runs"][1]["filled_in"], "2026-11-01T00:00:00Z");
    assert_eq!(list["runs"][0]["filled_in"], Value::Null);
    assert_eq!(provost.run_with("history verify").code, Some(0));
    // Run 1 is the last by time: what the commits before it held was mended in it.
    let drift = provost.run_with("drift 3 1 --format json");
    assert_eq!(lists(&drift.json()), [0, 1, 0, 0, 1], "{}", drift.stdout);
    let export = provost.run_with("history export --only findings").stdout;
    let network = export.lines().find(|line| line.contains("host-network")).unwrap();
    let life: Value = serde_json::from_str(network).unwrap();
    assert_eq!((&life["introduced"], &life["state"]), (&2.into(), &"fixed".into()));
    let events: Vec<i64> =
        life["events"].as_array().unwrap().iter().map(|own| own["run"].as_i64().unwrap()).collect();
    assert_eq!(events, [2, 3, 1]);
    let again = provost.run_with(&format!("history backfill {RULES}"));
    assert!(again.stderr.contains("nothing to do: 3 commits"), "{}", again.stderr);
    let audit = "audit --framework soc2 --from 2026-01-01 --to 2026-11-02 --out e";
    assert_eq!(provost.run_with(audit).code, Some(0));
    let place = provost.path("e/2026-01-01_2026-11-02-soc2");
    let page = std::fs::read_to_string(place.join("index.html")).unwrap();
    assert!(page.contains("2 filled in later"), "{page}");
    let exceptions = std::fs::read_to_string(place.join("exceptions.csv")).unwrap();
    let probe = exceptions.lines().find(|line| line.contains("host-pid")).unwrap();
    let mut cells = probe.split(',').skip(14);
    // Introduced by a commit of January; no scan ran before November.
    assert_eq!((cells.next(), cells.next()), (Some("2026-01-02T03:04:05Z"), Some("3")), "{probe}");
    assert_eq!(cells.nth(1), Some("2026-11-01T00:00:00Z"), "{probe}");
    let runs = std::fs::read_to_string(place.join("runs.csv")).unwrap();
    assert!(runs.contains(",2026-11-01T00:00:00Z,"), "{runs}");
    let manifest = std::fs::read_to_string(place.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let gaps = manifest["period"]["gaps"].as_array().unwrap();
    assert_eq!(gaps[0]["from"], "2026-01-01T00:00:00Z", "a run filled in later closes no gap");
}

#[test]
fn a_way_is_chosen_by_commits_or_by_time() {
    let mut provost = three_commits();
    let mut commits = |arguments: &str| {
        let run = provost.run_with(&format!("history backfill --dry-run {arguments}"));
        (run.code, run.stdout.lines().count(), run.stderr)
    };
    assert_eq!(commits("--from two").1, 2);
    assert_eq!(commits("--from one --to two").1, 2);
    assert_eq!(commits("--every 2").1, 2);
    assert_eq!(commits("--every 1d").1, 1);
    assert_eq!(commits("--from one --every 9").1, 1);
    for (arguments, message) in [
        ("--from HEAD --to one", "is not on the way to"),
        ("--from nowhere", "no revision `nowhere`"),
        ("--every 0", "0 is no step"),
        ("--every often", "--every: `often`"),
    ] {
        let (code, _, error) = commits(arguments);
        assert_eq!(code, Some(2), "{arguments}");
        assert!(error.contains(message), "{error}");
    }
}
