//! Keeping a history: filling it in, pruning, copies, exports and trends; and that none of these
//! loses or hides anything.

use std::fs;

use provost::history::{Prune, State};
use serde_json::Value;

use crate::common::Provost;
use crate::history::{NETWORK, PID, Shop, pod};

fn prune(shop: &Shop, before: i64) -> provost::history::Pruned {
    let asked = Prune {
        time: shop.time,
        before,
        approved_by: "security@example.org".into(),
        reason: "kept long enough".into(),
    };
    shop.open().prune(&asked).unwrap()
}

/// Six days: one finding stays, one is mended and comes back after the pruning.
fn six_runs() -> Shop {
    let mut shop = Shop::new();
    shop.write("stays.yaml", &pod("stays", PID));
    shop.write("turns.yaml", &pod("turns", NETWORK));
    shop.record();
    shop.write("turns.yaml", &pod("turns", "  hostname: a\n"));
    shop.record();
    shop.write("turns.yaml", &pod("turns", "  hostname: b\n"));
    shop.record();
    shop.write("turns.yaml", &pod("turns", "  hostname: c\n"));
    shop.record();
    shop.record();
    shop.write("turns.yaml", &pod("turns", NETWORK));
    shop.record();
    shop
}

#[test]
fn a_pruned_history_is_whole_and_remembers() {
    let shop = six_runs();
    let head = shop.open().verify(None).unwrap().head;
    let lives = shop.open().lives().unwrap();
    let day = |number: i64| shop.open().run(number).unwrap().time;
    let pruned = prune(&shop, day(5));
    // The last run before the day stays whole: later ones are compared with it.
    assert_eq!((pruned.runs.to_string(), pruned.states.count()), ("1-3".to_owned(), 2));
    let store = shop.open();
    let verified = store.verify(Some(&head)).unwrap();
    assert_eq!(verified.fault, None);
    assert!(verified.anchor.is_some(), "a head from before is still in the chain");
    assert_eq!(store.runs().unwrap().len(), 6);
    for number in 1..=3 {
        let run = store.run(number).unwrap();
        assert_eq!(run.resources.0 + run.resources.1, 2);
        let error = store.population(&run).unwrap_err().to_string();
        assert!(error.contains("approved by security@example.org: kept long enough"), "{error}");
        assert!(store.findings(&run).is_err());
        assert!(store.drift(&run, &store.run(6).unwrap()).is_err());
    }
    let last = store.drift(&store.run(4).unwrap(), &store.run(6).unwrap()).unwrap();
    assert_eq!((last.introduced.len(), last.reopened.len()), (0, 1), "it was there before");
    let outline = |lives: &[provost::history::Life]| -> Vec<Vec<(i64, State)>> {
        let mut all: Vec<(String, Vec<(i64, State)>)> = lives
            .iter()
            .map(|life| {
                let mut events: Vec<_> =
                    life.events.iter().map(|event| (event.run, event.state)).collect();
                events.dedup_by_key(|(_, state)| *state);
                (life.fingerprint.clone(), events)
            })
            .collect();
        all.sort();
        all.into_iter().map(|(_, events)| events).collect()
    };
    assert_eq!(outline(&store.lives().unwrap()), outline(&lives));
    // Again, further, and once more with nothing left to do.
    drop(store);
    let pruned = prune(&shop, day(6));
    assert_eq!(pruned.runs.to_string(), "4");
    assert!(prune(&shop, day(6)).runs.is_empty());
    let store = shop.open();
    assert_eq!(store.verify(Some(&head)).unwrap().fault, None);
    assert_eq!(outline(&store.lives().unwrap()), outline(&lives));
    assert_eq!(store.prunings().unwrap().len(), 2);
    // What comes back as it was is kept anew.
    let mut shop = shop;
    shop.write("turns.yaml", &pod("turns", "  hostname: a\n"));
    let again = shop.record();
    let store = shop.open();
    assert_eq!(store.population(&store.run(again).unwrap()).unwrap().len(), 2);
    assert_eq!(store.verify(Some(&head)).unwrap().fault, None);
}

#[test]
fn contents_that_went_without_a_pruning_are_missed() {
    let shop = six_runs();
    let day = shop.open().run(5).unwrap().time;
    prune(&shop, day);
    let connection = rusqlite::Connection::open(shop.store()).unwrap();
    let fault = |change: &str, back: &str| {
        connection.execute_batch(change).unwrap();
        let fault = shop.open().verify(None).unwrap().fault.unwrap().to_string();
        connection.execute_batch(back).unwrap();
        fault
    };
    let kept: i64 = connection
        .query_row("SELECT max(id) FROM state WHERE body IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    let body: String = connection
        .query_row("SELECT body FROM state WHERE id = ?1", [kept], |row| row.get(0))
        .unwrap();
    connection.execute("UPDATE state SET body = NULL WHERE id = ?1", [kept]).unwrap();
    let found = shop.open().verify(None).unwrap().fault.unwrap().to_string();
    assert_eq!(found, format!("state row {kept}: has no content, and no pruning says so"));
    connection.execute("UPDATE state SET body = ?2 WHERE id = ?1", (kept, &body)).unwrap();
    let gone: i64 = connection
        .query_row("SELECT min(id) FROM state WHERE body IS NULL", [], |row| row.get(0))
        .unwrap();
    let found = fault(
        &format!("UPDATE state SET body = 'x' WHERE id = {gone}"),
        &format!("UPDATE state SET body = NULL WHERE id = {gone}"),
    );
    assert_eq!(found, format!("state row {gone}: has content that a pruning says is gone"));
    for (column, value) in
        [("states", "'1-9'"), ("approved_by", "'nobody'"), ("lives", "''"), ("bytes", "0")]
    {
        let found = fault(
            &format!(
                "CREATE TEMP TABLE kept AS SELECT * FROM pruning;
                      UPDATE pruning SET {column} = {value}"
            ),
            &format!("UPDATE pruning SET {column} = (SELECT {column} FROM kept); DROP TABLE kept"),
        );
        assert!(found.contains("row"), "{column}: {found}");
    }
    assert_eq!(shop.open().verify(None).unwrap().fault, None);
}

#[test]
fn a_history_that_was_edited_is_not_pruned() {
    let shop = six_runs();
    let connection = rusqlite::Connection::open(shop.store()).unwrap();
    connection.execute("UPDATE run SET resources_fail = 0 WHERE id = 2", []).unwrap();
    let asked = Prune { time: 0, before: i64::MAX, approved_by: "a".into(), reason: "b".into() };
    let error = shop.open().prune(&asked).unwrap_err().to_string();
    assert!(error.contains("run row 2") && error.contains("nothing was pruned"), "{error}");
}

/// Two recorded days of a small directory, in a store that the commands find by themselves.
fn two_days() -> Provost {
    let scan = "scan --record -q --fail-on none --rule kubernetes-pod-host-network-not-shared";
    let mut provost = Provost::new(scan)
        .file("a.yaml", pod("a", NETWORK))
        .variable("SOURCE_DATE_EPOCH", "1793491200");
    assert_eq!(provost.run().code, Some(0));
    provost = provost.variable("SOURCE_DATE_EPOCH", "1793577600").file("a.yaml", pod("a", ""));
    assert_eq!(provost.run().code, Some(0));
    provost
}

#[test]
fn the_commands_keep_a_store() {
    let mut provost = two_days();
    let backup = provost.run_with("history backup copy.db");
    assert_eq!(backup.code, Some(0), "{}", backup.stderr);
    assert!(backup.stdout.starts_with("copy.db: whole, 2 runs, head "), "{}", backup.stdout);
    let again = provost.run_with("history backup copy.db");
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("copy.db: is there already"), "{}", again.stderr);

    let dry = provost.run_with("history prune --before 2026-11-02 --dry-run");
    assert!(dry.stdout.contains("nothing to prune"), "{}", dry.stdout);
    let dry = provost.run_with("history prune --before 2026-11-03 --dry-run");
    assert!(dry.stdout.contains("would go: the contents of runs 1\n"), "{}", dry.stdout);
    let silent = provost.run_with("history prune --before 2026-11-03");
    assert_eq!(silent.code, Some(2), "nobody allowed it");
    provost = provost.arguments("history prune --before 2026-11-03 --reason x --approved-by");
    let blank = provost.argument("  ");
    assert!(blank.run().stderr.contains("--approved-by: must say something"));
    provost = blank;
    let done = provost.run_with("history prune --before 2026-11-03 --reason old --approved-by me");
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let verified = provost.run_with("history verify");
    assert_eq!(verified.code, Some(0), "{}", verified.stdout);
    assert!(verified.stdout.contains("the contents of runs 1, approved by me: old"));
    assert!(provost.run_with("history list").stdout.contains("(pruned)"));
    assert_eq!(provost.run_with("history show 1").code, Some(2));
    assert_eq!(provost.run_with("history show 2").code, Some(0));
    let audit = "audit --framework soc2 --from 2026-11-01 --to 2026-11-03 --out x";
    let audit = provost.run_with(audit);
    assert_eq!(audit.code, Some(2), "{}", audit.stdout);
    assert!(audit.stderr.contains("what run 1 held was pruned"), "{}", audit.stderr);

    let taken = provost.run_with("history restore copy.db");
    assert_eq!(taken.code, Some(2));
    assert!(
        taken.stderr.contains("2 runs, which the copy does not go on from"),
        "{}",
        taken.stderr
    );
    let restored = provost.run_with("history restore copy.db --force");
    assert_eq!(restored.code, Some(0), "{}", restored.stderr);
    assert!(restored.stderr.contains("history.db.replaced-1"), "{}", restored.stderr);
    assert_eq!(provost.run_with("history show 1").code, Some(0));
    let aside = provost.run_with("history verify --history .provost/history.db.replaced-1");
    assert_eq!(aside.code, Some(0), "{}", aside.stdout);
    // Recording goes on, and a damaged copy is no copy.
    let run =
        provost.run_with("scan --record --fail-on none --rule kubernetes-pod-host-pid-not-shared");
    assert!(run.stderr.contains("recorded as run 3"), "{}", run.stderr);
    let connection = rusqlite::Connection::open(provost.path("copy.db")).unwrap();
    connection.execute("UPDATE run SET pass = 7 WHERE id = 1", []).unwrap();
    drop(connection);
    for arguments in ["history restore copy.db --force", "history backup x.db --history copy.db"] {
        let run = provost.run_with(arguments);
        assert_eq!(run.code, Some(1), "{}", run.stdout);
        assert!(run.stderr.contains("run row 1"), "{}", run.stderr);
    }
    assert!(!provost.path("x.db").exists());
    assert_eq!(provost.run_with("history show 3").code, Some(0));
    let names: Vec<_> = fs::read_dir(provost.path(".provost")).unwrap().collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_store_comes_back_where_none_is() {
    let mut provost = two_days();
    assert_eq!(provost.run_with("history backup copy.db").code, Some(0));
    fs::remove_dir_all(provost.path(".provost")).unwrap();
    assert_eq!(provost.run_with("history list").code, Some(2));
    let restored = provost.run_with("history restore copy.db");
    assert_eq!(restored.code, Some(0), "{}", restored.stderr);
    assert_eq!(provost.run_with("history verify").code, Some(0));
    assert_eq!(provost.run_with("history restore a.yaml --history new.db").code, Some(2));
    assert!(!provost.path("new.db").exists());
}

#[test]
fn an_export_holds_runs_findings_contents_and_the_chain() {
    let mut provost = two_days();
    let export = provost.run_with("history export");
    assert_eq!(export.code, Some(0), "{}", export.stderr);
    let lines: Vec<Value> =
        export.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |kind: &str| lines.iter().filter(|line| line["record"] == kind).collect::<Vec<_>>();
    assert_eq!((of("run").len(), of("finding").len(), of("state").len()), (2, 1, 2));
    assert_eq!(of("entry").len(), 3);
    let finding = of("finding")[0];
    assert_eq!((&finding["state"], &finding["introduced"]), (&"fixed".into(), &1.into()));
    assert_eq!(finding["events"].as_array().unwrap().len(), 2);
    // Each content is named by a row of the ledger.
    for state in of("state") {
        let hash = state["sha256"].as_str().unwrap();
        assert!(of("entry").iter().any(|entry| entry["text"].as_str().unwrap().contains(hash)));
    }
    let only = provost.run_with("history export --only runs,ledger").stdout;
    assert_eq!(only.lines().count(), 5);
    let connection = rusqlite::Connection::open(provost.path(".provost/history.db")).unwrap();
    connection.execute("UPDATE run SET pass = 7 WHERE id = 1", []).unwrap();
    let run = provost.run_with("history export");
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
}

#[test]
fn a_trend_counts_what_runs_reported() {
    let mut provost = two_days();
    let trend = provost.run_with("history trend --format json").json();
    let line = |at: usize, key: &str| trend["trend"][at][key].as_i64().unwrap();
    let severity = ["critical", "high", "medium", "low", "info"];
    let open = |at: usize| severity.iter().map(|key| line(at, key)).sum::<i64>();
    assert_eq!((open(0), line(0, "introduced"), line(0, "fixed")), (1, 1, 0));
    assert_eq!((open(1), line(1, "introduced"), line(1, "fixed")), (0, 0, 1));
    let show = provost.run_with("history show 1 --format json").json();
    assert_eq!(open(0), show["evaluations"]["fail"].as_i64().unwrap());
    let csv = provost.run_with("history trend --format csv --from 2026-11-02").stdout;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.starts_with("run,time,repository,revision,complete,control,resources,critical,"));
    let table = provost.run_with("history trend --framework soc2");
    assert_eq!(table.code, Some(0), "{}", table.stderr);
    let control = table.stdout.lines().find(|line| line.contains("soc2/CC6.6")).unwrap();
    assert!(control.contains("2026-11-01"), "{control}");
    for (arguments, message) in [
        ("--control soc2/CC66", "--control: `soc2/CC66` is no criterion"),
        ("--control CC6.6", "is not FRAMEWORK/ID"),
        ("--framework none", "none"),
        ("--from soon", "--from: `soon`"),
    ] {
        let run = provost.run_with(&format!("history trend {arguments}"));
        assert_eq!(run.code, Some(2), "{arguments}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}
