//! The evidence package: what it says of a small history, that its numbers add up, that the same
//! history gives the same bytes, and that no byte of it can change unseen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use provost::history::{Content, Store, moment};
use provost::policy::{Library, Severity};
use provost::report::audit::{AuditError, Mapping, Package, Question, gather, package};

use crate::audit_verify::{verify, written};
use crate::common::Provost;
use crate::history::{NETWORK, PID, Shop, pod};

const PACK: &str = r#"name: tiny
title: A tiny framework
version: "1"
source: "nobody's"
controls:
  - id: "T(1)"
    title: "networks are apart"
    rules: [kubernetes-pod-host-network-not-shared]
  - id: "T2"
    title: "processes are apart"
    rules: [kubernetes-pod-host-pid-not-shared, kubernetes-container-privileged-off]
not_automated:
  - id: "T3"
    title: "people are trained"
    reason: "a duty of the organisation"
"#;

const WAIVERS: &str = "\
version: 1
waivers:
  - rule: kubernetes-pod-host-pid-not-shared
    scope: { address: \"Pod/default/probe\" }
    reason: it watches processes
    requested_by: operations@example.org
    approved_by: security@example.org
    ticket: SEC-1
    compensating_control: its node runs nothing else
    created: 2026-11-01
    expires: 2026-11-30
";

/// Records a run with the pack and the waivers that it was judged by.
pub fn record(shop: &mut Shop) {
    shop.time += 86_400;
    let mut occasion = shop.occasion();
    let content =
        |kind, name: &str, body: &str| Content { kind, name: name.into(), body: body.into() };
    occasion.contents.push(content("pack", "tiny", PACK));
    if let Some(path) = shop.config().waivers {
        let body = fs::read_to_string(path).unwrap();
        occasion.contents.push(content("waivers", "provost.waivers.yaml", &body));
    }
    occasion.revision = Some(format!("{:040x}", shop.time));
    let mut store = Store::open_or_create(&shop.store()).unwrap();
    store.record(&shop.scan(), &occasion).unwrap();
}

/// Three days: two violations, one mended, the other waived.
pub fn three_runs() -> Shop {
    let mut shop = Shop::new();
    shop.write("a/web.yaml", &pod("web", NETWORK));
    shop.write("a/probe.yaml", &pod("probe", PID));
    shop.write("notes.txt", "nothing");
    record(&mut shop);
    shop.write("a/web.yaml", &pod("web", ""));
    record(&mut shop);
    shop.write("provost.waivers.yaml", WAIVERS);
    record(&mut shop);
    shop
}

fn question(from: &str, to: &str) -> Question {
    Question {
        framework: "tiny".into(),
        from: moment::start_of(from.parse().unwrap()),
        to: moment::parse(to).unwrap(),
        frequency: 86_400,
        samples: 1,
        seed: String::new(),
        limits: BTreeMap::from([(Severity::High, 30)]),
    }
}

fn try_audit(shop: &Shop, question: Question) -> Result<Package, AuditError> {
    let evidence = gather(&shop.open(), question, "provost test", None, |recorded| {
        let text = recorded.map_or(PACK, |(_, text)| text);
        let pack = Library::read_pack("tiny", text).map_err(|error| error.to_string())?;
        Ok(Mapping { pack, text: text.into(), origin: "as recorded".into() })
    })?;
    Ok(package(&evidence))
}

pub fn audit(shop: &Shop, from: &str, to: &str) -> Package {
    try_audit(shop, question(from, to)).unwrap()
}

fn text<'p>(package: &'p Package, path: &str) -> &'p str {
    std::str::from_utf8(&package.files[path]).unwrap()
}

fn json(package: &Package, path: &str) -> serde_json::Value {
    serde_json::from_slice(&package.files[path]).unwrap()
}

/// Lines of a table without quoted cells, by column.
fn rows(package: &Package, path: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text(package, path).lines().map(|line| line.split(','));
    let columns: Vec<&str> = lines.next().unwrap().collect();
    lines
        .map(|cells| columns.iter().map(|own| (*own).to_owned()).zip(cells.map(str::to_owned)))
        .map(Iterator::collect)
        .collect()
}

fn columns<const N: usize>(package: &Package, path: &str, wanted: [&str; N]) -> Vec<[String; N]> {
    rows(package, path).iter().map(|row| wanted.map(|own| row[own].clone())).collect()
}

#[test]
fn three_runs_tell_what_was_introduced_mended_and_waived() {
    let package = audit(&three_runs(), "2026-11-01", "2026-11-05");
    let wanted =
        ["rule", "state", "criteria", "detected_run", "fixed_run", "last_clear_run", "age_days"];
    let network = "kubernetes-pod-host-network-not-shared";
    let pid = "kubernetes-pod-host-pid-not-shared";
    assert_eq!(
        columns(&package, "exceptions.csv", wanted),
        [[network, "fixed", "T(1)", "1", "2", "", "1"], [pid, "waived", "T2", "1", "", "", "3"]]
            .map(|row| row.map(str::to_owned))
    );
    let times = ["introduced_time", "detected_time", "fixed_time", "detected_revision"];
    assert_eq!(
        columns(&package, "exceptions.csv", times)[0][..3],
        ["2026-11-02T00:00:00Z", "2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z"]
    );
    let wanted = [
        "subject",
        "requested_by",
        "approved_by",
        "reason",
        "ticket",
        "compensating_control",
        "created",
        "expires",
        "state_at_end",
        "uses",
        "runs",
    ];
    assert_eq!(
        columns(&package, "waivers.csv", wanted),
        [[
            pid,
            "operations@example.org",
            "security@example.org",
            "it watches processes",
            "SEC-1",
            "its node runs nothing else",
            "2026-11-01",
            "2026-11-30",
            "active",
            "1",
            "1",
        ]
        .map(str::to_owned)]
    );
    let high = &rows(&package, "remediation.csv")[1];
    assert_eq!((&*high["severity"], &*high["fixed"], &*high["accepted"]), ("high", "1", "1"));
    assert_eq!(high["mean_hours"], "24");
    let control = json(&package, "controls/T-1.json");
    assert_eq!(
        control["evidence"],
        "technical evidence for criterion T(1): 0 of 1 rules satisfied, 0 not assessed"
    );
    assert_eq!(control["end"]["satisfied"], 1);
    let control = json(&package, "controls/T2.json");
    assert_eq!(control["rules"][0]["period"], "not-satisfied");
    assert_eq!(control["rules"][0]["end"], "accepted-deviation");
    assert_eq!(control["rules"][1]["period"], "satisfied");
    let page = text(&package, "index.html");
    assert!(page.contains("criterion T2: 1 of 2 rules satisfied, 0 not assessed"));
    let first = page.split("<h2>Criteria").next().unwrap();
    assert!(first.contains("people are trained") && first.contains("Gaps: no evidence"));
    assert!(!page.to_lowercase().contains("compliant"));
}

#[test]
fn the_period_bounds_what_counts() {
    let shop = three_runs();
    // The runs are on the 2nd, 3rd and 4th.
    let package = audit(&shop, "2026-11-03", "2026-11-03");
    assert_eq!(columns(&package, "runs.csv", ["run"]), [["2".to_owned()]]);
    let wanted = ["state", "before_period", "age_days", "last_seen_run"];
    assert_eq!(
        columns(&package, "exceptions.csv", wanted),
        [["fixed", "yes", "1", "1"], ["open", "yes", "1", "2"]].map(|row| row.map(str::to_owned)),
        "what happened later is not known, what stood before is"
    );
    let later = audit(&shop, "2026-11-04", "2026-11-20");
    assert_eq!(columns(&later, "exceptions.csv", ["state"]), [["waived".to_owned()]]);
    let manifest = json(&later, "manifest.json");
    assert_eq!(manifest["period"]["gaps"][0]["from"], "2026-11-04T00:00:00Z");
    let weekly = Question { frequency: 30 * 86_400, ..question("2026-11-04", "2026-11-20") };
    assert_eq!(try_audit(&shop, weekly).unwrap().gaps, 0);
    let empty = audit(&shop, "2026-12-01", "2026-12-31");
    assert_eq!((empty.runs, empty.gaps, empty.exceptions), (0, 1, (1, 0)));
}

#[test]
fn counts_reconcile() {
    let package = audit(&three_runs(), "2026-11-01", "2026-11-05");
    let number = |text: &str| text.parse::<i64>().unwrap();
    let runs = rows(&package, "runs.csv");
    for run in &runs {
        let sum = |parts: &[&str]| parts.iter().map(|part| number(&run[*part])).sum::<i64>();
        assert_eq!(
            number(&run["files_seen"]),
            sum(&["files_parsed", "files_failed", "files_excluded"])
        );
        assert_eq!(number(&run["resources"]), sum(&["pass", "fail", "waived", "not_assessed"]));
        let seen = rows(&package, "populations/files.csv");
        let at = |row: &BTreeMap<String, String>| {
            (number(&row["first_run"])..=number(&row["last_run"])).contains(&number(&run["run"]))
        };
        assert_eq!(seen.iter().filter(|row| at(row)).count() as i64, number(&run["files_seen"]));
        for (population, file) in [("all resources", "resources"), ("T(1)", "T-1"), ("T2", "T2")] {
            let members = rows(&package, &format!("populations/{file}.csv"));
            let counts = rows(&package, "populations/counts.csv");
            let own = counts
                .iter()
                .find(|row| row["run"] == run["run"] && row["population"] == population)
                .unwrap();
            for status in ["pass", "fail", "waived", "not-assessed"] {
                let found = members.iter().filter(|row| at(row) && row["status"] == status).count();
                assert_eq!(number(&own[&status.replace('-', "_")]), found as i64, "{population}");
            }
            if population == "all resources" {
                for status in ["resources", "pass", "fail", "waived", "not_assessed"] {
                    assert_eq!(own[status], run[status]);
                }
            }
        }
    }
    assert_eq!(runs.len(), 3);
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let shop = three_runs();
    let (one, two) =
        (audit(&shop, "2026-11-01", "2026-11-05"), audit(&shop, "2026-11-01", "2026-11-05"));
    assert_eq!(one.hash, two.hash);
    assert_eq!(one.files, two.files);
    let out = tempfile::tempdir().unwrap();
    let place = one.write(out.path()).unwrap();
    assert_eq!(place, out.path().join("2026-11-01_2026-11-05-tiny"));
    assert!(two.write(out.path()).is_err(), "evidence is not written over");
    let sample = json(&one, "samples/T2.json");
    assert_eq!(sample["population"]["resources"], 2);
    assert_eq!(sample["samples"].as_array().unwrap().len(), 1);
}

#[test]
fn samples_show_the_lines_that_the_run_saw_without_secrets() {
    let mut shop = Shop::new();
    let web = "  hostNetwork: true\n  hostname: web\n";
    let secret = pod("web", web).replace(
        "    image:",
        "    env:\n    - name: DB_PASSWORD\n      value: hunter2\n    image:",
    );
    shop.write("web.yaml", &secret);
    record(&mut shop);
    // What the lines say changes, and what is judged does not.
    shop.write("web.yaml", &format!("# a comment\n{secret}"));
    record(&mut shop);
    let store = fs::read(shop.store()).unwrap();
    assert!(!store.windows(7).any(|bytes| bytes == b"hunter2"), "the store holds a secret");
    let mut lines = BTreeSet::new();
    for day in ["2026-11-02", "2026-11-03"] {
        let package = audit(&shop, day, day);
        let sample = &json(&package, "samples/T-1.json")["samples"][0];
        let excerpt = &sample["excerpt"];
        assert_eq!(excerpt["masked"], 1, "{sample}");
        let text: Vec<&str> =
            excerpt["text"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
        assert!(text.contains(&"      value: [masked]") && text.contains(&"  hostNetwork: true"));
        let of_file =
            if day.ends_with('2') { secret.clone() } else { format!("# a comment\n{secret}") };
        assert_eq!(excerpt["file_sha256"], provost::policy::selection::hex(&sha(&of_file)));
        // The finding's line is the excerpt's own.
        let line = sample["rules"][0]["findings"][0]["line"].as_u64().unwrap();
        let at = usize::try_from(line - excerpt["first_line"].as_u64().unwrap()).unwrap();
        assert_eq!(text[at], "  hostNetwork: true");
        lines.insert(line);
    }
    assert_eq!(lines.len(), 2);
    let mut occasion = shop.occasion();
    occasion.without_excerpts = true;
    shop.time += 86_400;
    occasion.time = shop.time;
    shop.open().record(&shop.scan(), &occasion).unwrap();
    let package = audit(&shop, "2026-11-04", "2026-11-04");
    let sample = &json(&package, "samples/T-1.json")["samples"][0];
    assert!(sample.get("excerpt").is_none() && sample["excerpt_missing"].is_string());
}

fn sha(text: &str) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(text.as_bytes()).into()
}

#[test]
fn a_history_that_was_edited_gives_no_package() {
    let shop = three_runs();
    let connection = rusqlite::Connection::open(shop.store()).unwrap();
    connection.execute("UPDATE run SET resources_fail = 0 WHERE id = 2", []).unwrap();
    let audited = try_audit(&shop, question("2026-11-01", "2026-11-05"));
    assert!(matches!(audited, Err(AuditError::NotWhole(_))), "{audited:?}");
}

#[test]
fn hostile_names_stay_text() {
    let mut shop = Shop::new();
    let name = "\"<script>alert(1)</script>\"";
    shop.write("=cmd|' /C calc'!A0.yaml", &pod(name, NETWORK));
    record(&mut shop);
    let package = audit(&shop, "2026-11-01", "2026-11-05");
    let page = text(&package, "index.html");
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
    let table = text(&package, "exceptions.csv");
    assert!(table.contains(",'=cmd|' /C calc'!A0.yaml,"), "{table}");
    let outside = |path: &String| path.contains("..") || path.contains(['<', ' ', '=']);
    assert!(!package.files.keys().any(outside));
}

#[test]
fn the_archive_keeps_what_was_accepted() {
    let package = audit(&three_runs(), "2026-11-01", "2026-11-05");
    let runs: BTreeSet<&str> = package
        .files
        .keys()
        .filter_map(|path| path.strip_prefix("raw/")?.strip_suffix(".sarif.gz"))
        .collect();
    assert_eq!(runs, BTreeSet::from(["1", "2", "3"]));
    let mut unpacked = flate2::read::GzDecoder::new(&*package.files["raw/3.sarif.gz"]);
    let log: serde_json::Value = serde_json::from_reader(&mut unpacked).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 1);
    let waiver = &results[0]["suppressions"][0];
    assert_eq!(waiver["justification"], "it watches processes");
    assert_eq!(waiver["kind"], "external");
}

/// Reads both documents strictly; prints what it finds wrong.
const READER: &str = "
import json, pathlib, sys
from trestle.oscal import assessment_results, poam
place = pathlib.Path(sys.argv[1])
results = place / 'assessment-results.json'
plan = place / 'poam.json'
read = assessment_results.AssessmentResults.oscal_read(results)
assessment_results.Model.model_validate(json.loads(results.read_text()))
poam.PlanOfActionAndMilestones.oscal_read(plan)
poam.Model.model_validate(json.loads(plan.read_text()))
print(len(read.results[0].risks or []))
";

#[test]
fn a_strict_reader_of_oscal_accepts_the_documents() {
    let (_out, place, package) = written();
    let results = json(&package, "oscal/assessment-results.json");
    let risks = &results["assessment-results"]["results"][0]["risks"];
    let states: Vec<&str> =
        risks.as_array().unwrap().iter().map(|risk| risk["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["closed", "deviation-approved"]);
    let Some(python) = std::env::var_os("PROVOST_TRESTLE_PYTHON") else {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "set PROVOST_TRESTLE_PYTHON to an interpreter that has compliance-trestle 5"
        );
        return;
    };
    let mut shop = Shop::new();
    shop.write("web.yaml", &pod("web", ""));
    record(&mut shop);
    let nothing = audit(&shop, "2026-11-01", "2026-11-05");
    let out = tempfile::tempdir().unwrap();
    let empty = nothing.write(out.path()).unwrap();
    for (place, risks) in [(place, "2"), (empty, "0")] {
        let mut command = Command::new(&python);
        let output = command.args(["-c", READER]).arg(place.join("oscal")).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said.trim(), risks, "{errors}");
    }
}

#[test]
fn the_command_says_where_and_which_hash() {
    let provost = Provost::new("scan --rule kubernetes-pod-host-network-not-shared --record -q")
        .file("web.yaml", pod("web", NETWORK))
        .variable("SOURCE_DATE_EPOCH", "1793577600");
    assert_eq!(provost.run().code, Some(1));
    let period = "--framework soc2 --from 2026-11-01 --to 2026-11-03 --out evidence";
    let provost = provost.arguments(&format!("audit {period}"));
    let run = provost.run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut lines = run.stdout.lines();
    assert_eq!(lines.next(), Some("evidence/2026-11-01_2026-11-03-soc2"));
    let hash = lines.next().unwrap().strip_prefix("sha256 ").unwrap();
    let place = provost.path("evidence/2026-11-01_2026-11-03-soc2");
    assert!(verify(&place, Some(hash)));
    let again = provost.run();
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
    for (arguments, message) in [
        ("--framework none --from 2026-11-01 --to 2026-11-02 --out x", "none"),
        ("--framework soc2 --from soon --to 2026-11-02 --out x", "--from: `soon` is not"),
        ("--framework soc2 --from 2026-11-03 --to 2026-11-02 --out x", "--from is later"),
        ("--framework soc2 --from 2026-11-01 --to 2026-11-02 --out x --frequency 0d", "0d"),
        ("--framework soc2 --from 2026-11-01 --to 2026-11-02 --out x --limit most=1d", "most"),
        ("--framework soc2 --from 2026-11-01 --to 2026-11-02 --out x --history no.db", "no.db"),
    ] {
        let run = Provost::new(&format!("audit {arguments}")).run();
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stderr);
        let store_first = run.stderr.contains("no history is kept");
        assert!(store_first || run.stderr.contains(message), "{arguments}: {}", run.stderr);
    }
}
