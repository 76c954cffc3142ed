//! Accepted and known risk from the command line: `waiver`, `baseline`, and what a scan makes of
//! them.

use crate::common::{Provost, Run};

const BAD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: NAME, namespace: shop}\nspec:\n  containers:\n    - name: main\n      image: example.org/app:1\n      securityContext: {privileged: true}\n";
const RULE: &str = "--rule kubernetes-container-privileged-off";
/// 2026-11-01 and 2027-03-01.
const THEN: &str = "1793491200";
const LATER: &str = "1803859200";

fn pod(name: &str) -> String {
    BAD.replace("NAME", name)
}

fn place() -> Provost {
    Provost::new("")
        .file(".git/HEAD", "")
        .file("a.yaml", pod("a"))
        .variable("SOURCE_DATE_EPOCH", THEN)
}

/// Runs with arguments that hold blanks.
fn run(place: Provost, arguments: &str, rest: &[&str]) -> (Provost, Run) {
    let place = rest.iter().fold(place.arguments(arguments), |place, part| place.argument(*part));
    let run = place.run();
    (place, run)
}

const ACCEPTED: [&str; 6] = [
    "--reason",
    "a driver: \"x\" # y",
    "--requested-by",
    "a@example.org",
    "--approved-by",
    "b@example.org",
];

#[test]
fn a_waiver_is_added_listed_used_and_runs_out() {
    let add = format!("waiver add {RULE} --address Pod/shop/a --expires 90d --ticket SEC-1");
    let (mut place, added) = run(place(), &add, &ACCEPTED);
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    assert!(added.stderr.contains("provost.waivers.yaml, until 2027-01-30"), "{}", added.stderr);
    assert_eq!(place.run_with(&format!("scan {RULE}")).code, Some(0));
    assert_eq!(place.run_with("waiver check").code, Some(0));
    let list = place.run_with("waiver list --format json").json();
    let own = &list["waivers"][0];
    assert_eq!(
        (own["state"].as_str(), own["ticket"].as_str(), own["created"].as_str()),
        (Some("active"), Some("SEC-1"), Some("2026-11-01"))
    );
    assert_eq!(own["reason"], "a driver: \"x\" # y");
    for (within, code) in [("30d", 0), ("89d", 0), ("13w", 1), ("90d", 1)] {
        let run = place.run_with(&format!("waiver expiring --within {within}"));
        assert_eq!(run.code, Some(code), "{within}: {}", run.stderr);
    }
    let place = place.variable("SOURCE_DATE_EPOCH", LATER);
    let (mut place, over) = run(place, "waiver expiring", &[]);
    assert_eq!(over.code, Some(1));
    assert!(over.stdout.starts_with("expired  until 2027-01-30"), "{}", over.stdout);
    assert_eq!(place.run_with(&format!("scan {RULE}")).code, Some(1));
    assert!(place.run_with("waiver check").stdout.contains("0 active, 1 expired, 0 pending"));
}

#[test]
fn what_a_waiver_must_not_be() {
    for (arguments, wanted) in [
        ("--rule nothing-like-it --address a --expires 90d", "there is no rule `nothing-like-it`"),
        ("--control soc2/XX9 --address a --expires 90d", "no rule is mapped to `soc2/XX9`"),
        ("--control soc2 --address a --expires 90d", "is not FRAMEWORK/CRITERION"),
        ("--rule CKV_K8S_16 --expires 90d", "one of --address, --path and --fingerprint"),
        ("--rule CKV_K8S_16 --address a --path b --expires 90d", "one of --address"),
        ("--rule CKV_K8S_16 --address a --expires soon", "`soon` is neither a day"),
        ("--rule CKV_K8S_16 --address a --expires 2020-01-01", "it expires on 2020-01-01"),
        ("--address a --expires 90d", "either --rule or --control"),
        (
            "--rule CKV_K8S_16 --address a --expires 90d --approved-by A@example.org",
            "somebody other",
        ),
    ] {
        let accepted = match arguments.contains("--approved-by") {
            true => &ACCEPTED[..4],
            false => &ACCEPTED[..],
        };
        let (place, run) = run(place(), &format!("waiver add {arguments}"), accepted);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
        assert!(run.stderr.contains(wanted), "{arguments}: {}", run.stderr);
        assert!(!place.path("provost.waivers.yaml").exists());
    }
    for (text, wanted) in [
        ("version: 1\nwaiver: []\n", "unknown field `waiver`"),
        ("version: 1\nwaivers:\n  - rule: x\n", "provost.waivers.yaml:"),
    ] {
        let mut place = place().file("provost.waivers.yaml", text);
        for command in ["list", "check", "expiring"] {
            let run = place.run_with(&format!("waiver {command}"));
            assert_eq!(run.code, Some(2), "{command}: {}", run.stderr);
            assert!(run.stderr.contains(wanted), "{command}: {}", run.stderr);
        }
    }
    let none = place().run_with("waiver list");
    assert_eq!(none.code, Some(2));
    assert!(none.stderr.contains("there is no provost.waivers.yaml"), "{}", none.stderr);
}

#[test]
fn a_scan_fails_only_on_what_its_baseline_does_not_know() {
    let create = format!("baseline create {RULE} --owner a@example.org --expires 2027-02-01");
    let (mut place, created) = run(place(), &create, &[]);
    assert_eq!(created.code, Some(0), "{}", created.stderr);
    assert_eq!(created.stderr, "1 known failure, until 2027-02-01\n");
    let again = place.run_with(&create);
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    let scan = format!("scan {RULE} --baseline provost.baseline.yaml");
    let known = place.run_with(&scan);
    assert_eq!(known.code, Some(0), "{}", known.stdout);
    assert!(known.stdout.contains("KNOWN HIGH") || known.stdout.contains("KNOWN CRITICAL"));
    assert!(known.stdout.contains("0 waived, 0 suppressed, 1 known"), "{}", known.stdout);
    let report = place.run_with(&format!("{scan} --format json")).json();
    assert_eq!(report["summary"]["known"], 1);
    assert_eq!(report["results"][0]["verdict"], "fail");
    assert_eq!(report["results"][0]["baseline"]["owner"], "a@example.org");
    // A baseline changes no verdict, and so no hash.
    let plain = place.run_with(&format!("scan {RULE} --format json")).json();
    assert_eq!(plain["results"][0]["verdict_hash"], report["results"][0]["verdict_hash"]);
    assert_eq!(plain["summary"].get("known"), None);
    for format in ["sarif", "junit", "markdown", "html", "csv", "gitlab", "github"] {
        let run = place.run_with(&format!("{scan} --format {format}"));
        assert_eq!(run.code, Some(0), "{format}: {}", run.stderr);
    }
    let sarif = place.run_with(&format!("{scan} --format sarif")).stdout;
    assert!(sarif.contains("known on 2026-11-01, until 2027-02-01 (owner a@example.org)"));
    // The history knows that nobody accepted it.
    assert_eq!(place.run_with(&format!("{scan} --record")).code, Some(0));
    let shown = place.run_with("history show 1 --format json").json();
    assert_eq!(shown["findings"][0]["state"], "open");
    assert_eq!(shown["population"]["fail"], 1);

    // It moves, and is still known; what is new fails.
    let place = place.file("moved.yaml", format!("# moved\n{}", pod("a"))).file("a.yaml", "");
    let (place, moved) = run(place, &scan, &[]);
    assert_eq!(moved.code, Some(0), "{}", moved.stdout);
    let (place, new) = run(place.file("b.yaml", pod("b")), &format!("{scan} --format json"), &[]);
    assert_eq!(new.code, Some(1));
    let open: Vec<_> = new.json()["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|result| result.get("baseline").is_none())
        .map(|result| result["address"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(open, ["Pod/shop/b"]);

    // Its time is over: everything counts, and the report says why.
    let (mut place, over) = run(place.variable("SOURCE_DATE_EPOCH", LATER), &scan, &[]);
    assert_eq!(over.code, Some(1));
    assert!(over.stdout.contains("the baseline expired on 2027-02-01"), "{}", over.stdout);
    assert!(place.run_with("baseline show").stdout.starts_with("expired, from 2026-11-01"));
    let shown = place.run_with("baseline show --format json").json();
    assert_eq!(shown["findings"][0]["address"], "Pod/shop/a");
}

#[test]
fn what_became_graver_is_not_known() {
    let create = format!("baseline create {RULE} --owner a --expires 30d");
    let settings = |severity: &str| {
        format!("severities: {{kubernetes-container-privileged-off: {severity}}}\n")
    };
    let (place, created) = run(place().file("provost.yaml", settings("medium")), &create, &[]);
    assert_eq!(created.code, Some(0), "{}", created.stderr);
    let scan = format!("scan {RULE} --fail-on medium --baseline provost.baseline.yaml");
    for (severity, code) in [("medium", 0), ("low", 0), ("high", 1)] {
        let place = Provost::new(&scan)
            .variable("SOURCE_DATE_EPOCH", THEN)
            .file("a.yaml", pod("a"))
            .file("provost.yaml", settings(severity))
            .file(
                "provost.baseline.yaml",
                std::fs::read(place.path("provost.baseline.yaml")).unwrap(),
            );
        let run = place.run();
        assert_eq!(run.code, Some(code), "{severity}: {}", run.stdout);
    }
}

#[test]
fn what_a_baseline_must_not_be() {
    for (arguments, text, wanted) in [
        ("scan --baseline b.yaml", None, "b.yaml"),
        ("scan --baseline b.yaml", Some("version: 1\n"), "b.yaml:1: missing field"),
        ("baseline show b.yaml", Some("[]"), "b.yaml:1:"),
        ("baseline show", None, "provost.baseline.yaml: cannot be read"),
        ("baseline create --owner a --expires 2020-01-01", None, "it expires on 2020-01-01"),
        ("baseline create --expires 90d", None, "--owner"),
        ("baseline create --owner a", None, "--expires"),
    ] {
        let place = place();
        let mut place = match text {
            Some(text) => place.file("b.yaml", text),
            None => place,
        };
        let run = place.run_with(arguments);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
        assert!(run.stderr.contains(wanted), "{arguments}: {}", run.stderr);
    }
}
