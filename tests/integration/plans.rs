//! Plans and states: the verdicts of the source, on the lines of the source.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::{Provost, Run};

const SCAN: &str = "scan --pack all --format json --include-passes --fail-on none";
const CASE: &str = "fixtures/terraform/modules/plan-with-source";

/// Verdict, place and identity of each result, by rule and address.
fn results(run: &Run, places: bool) -> BTreeMap<(String, String), Vec<String>> {
    let mut all: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for result in run.json()["results"].as_array().unwrap() {
        let text = |key: &str| result[key].as_str().unwrap_or_default().to_owned();
        let place = if places { result["location"].to_string() } else { String::new() };
        all.entry((text("rule"), text("address"))).or_default().push(text("verdict") + &place);
    }
    all
}

fn source() -> Provost {
    Provost::new(SCAN)
        .copy(&format!("{CASE}/main.tf"), "infra/main.tf")
        .copy(&format!("{CASE}/bucket"), "infra/bucket")
}

fn diagnostics(run: &Run) -> Vec<String> {
    let json = run.json();
    let messages = json["diagnostics"].as_array().unwrap().iter();
    messages.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_plan_beside_its_source_gives_the_verdicts_of_the_source() {
    let alone = source().run();
    let beside = source().copy(&format!("{CASE}/plan.json"), "infra/plan.json").run();
    assert_eq!(results(&beside, true), results(&alone, true));
    assert!(results(&alone, false).values().flatten().any(|verdict| verdict == "fail"));
    assert_eq!(diagnostics(&beside), ["1 resource that the plan deletes: not judged"]);
}

#[test]
fn a_plan_from_elsewhere_finds_its_source() {
    let named = source()
        .copy(&format!("{CASE}/plan.json"), "out/tfplan")
        .arguments(&format!("{SCAN} infra --plan out/tfplan"))
        .run();
    assert_eq!(results(&named, true), results(&source().run(), true));
}

#[test]
fn a_plan_alone_gives_the_same_where_it_knows_enough() {
    let alone = results(&source().run(), false);
    let plan = Provost::new(SCAN).copy(&format!("{CASE}/plan.json"), "plan.json").run();
    let plan = results(&plan, false);
    assert_eq!(plan.keys().collect::<Vec<_>>(), alone.keys().collect::<Vec<_>>());
    for (key, verdicts) in &alone {
        let given = &plan[key];
        // A document that is known after the apply is open as a whole in a plan.
        let open = given.iter().all(|verdict| verdict == "indeterminate");
        assert!(given == verdicts || (open && key.1 == "aws_iam_policy.read"), "{key:?} {given:?}");
    }
}

#[test]
fn a_state_is_judged_on_its_own_lines() {
    let run = Provost::new(&format!("{SCAN} --rule aws-rds-storage-encrypted"))
        .copy("fixtures/terraform/modules/state/aws.tfstate", "aws.tfstate")
        .run();
    let json = run.json();
    let result = &json["results"][0];
    assert_eq!(result["verdict"], "pass");
    assert_eq!(result["address"], "aws_db_instance.main[\"a b\"]");
    assert_eq!(result["location"]["file"], "aws.tfstate");
    assert!(!run.stdout.contains("hunter2"));
}

#[test]
fn what_is_no_plan_is_a_failure_that_says_what_to_do() {
    let show = "`terraform show -json FILE` makes";
    for (text, expected) in [
        ("PK\u{3}\u{4}…", show),
        ("{\"a\": 1}", show),
        ("", "not a plan or state"),
        ("{\"format_version\": \"1.2\", \"resource_changes\": [", "unexpected end"),
        ("{\"format_version\": \"1.2\", \"resource_changes\": [7]}", "1 entry without an address"),
        ("{\"format_version\": \"1.2\", \"errored\": true, \"resource_changes\": []}", "errors"),
    ] {
        let run = Provost::new("scan --plan it --format json").file("it", text).run();
        assert_eq!(run.code, Some(3), "{text}: {} {}", run.stdout, run.stderr);
        let told = diagnostics(&run);
        assert!(told.iter().any(|one| one.contains(expected)), "{text}: {told:?}");
    }
    let run = Provost::new("scan --plan nowhere.json").run();
    assert_eq!(run.code, Some(2), "{}", run.stderr);
}

#[test]
fn hostile_plans_end_in_a_diagnostic_or_in_resources() {
    let deep = format!(
        "{{\"format_version\":\"1\",\"resource_changes\":[{}{}]}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let keys: Vec<String> = (0..200_000).map(|n| format!("\"k{n}\":true")).collect();
    let wide = format!(
        "{{\"format_version\":\"1\",\"resource_changes\":[{{\"address\":\"a_b.c\",\
         \"type\":\"a_b\",\"name\":\"c\",\"change\":{{\"actions\":[\"create\"],\
         \"after\":{{}},\"after_unknown\":{{{}}}}}}}]}}",
        keys.join(",")
    );
    let calls = "module.m.".repeat(5_000);
    let long = format!(
        "{{\"format_version\":\"1\",\"resource_changes\":[{{\"address\":\"{calls}a_b.c\",\
         \"type\":\"a_b\",\"name\":\"c\",\"change\":{{\"actions\":[\"create\"]}}}}]}}"
    );
    for text in [deep, wide, long] {
        let run = Provost::new("scan --format json").file("plan.json", &text).run();
        assert!(matches!(run.code, Some(0 | 3)), "{}", run.stderr);
    }
}

#[test]
fn a_called_module_is_judged_alone_where_that_is_asked_for() {
    let addresses = |arguments: &str| -> Vec<Value> {
        let run = source().arguments(&format!("{SCAN} {arguments}")).run();
        let json = run.json();
        let resources = json["resources"].as_array().unwrap().iter();
        resources
            .map(|one| one["address"].clone())
            .filter(|one| one == "aws_s3_bucket.this")
            .collect()
    };
    assert!(addresses("").is_empty());
    assert_eq!(addresses("--module-roots").len(), 1);
}
