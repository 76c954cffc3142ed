//! What SARIF logs must hold, in both profiles.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use serde_sarif::sarif::Sarif;

use super::{Format, ReportOptions, Run, SarifProfile, Severity, render, sample};

fn log_of(run: &Run, profile: SarifProfile) -> Json {
    let options = ReportOptions { sarif_profile: profile, ..ReportOptions::default() };
    serde_json::from_str(&render(Format::Sarif, run, &options)).unwrap()
}

fn sarif(profile: SarifProfile) -> Json {
    log_of(&sample::run(), profile)
}

/// The types are made from the standard's schema: what they do not know would not survive.
#[test]
fn logs_have_the_shape_of_the_standard() {
    for run in [sample::run(), sample::empty_run()] {
        for profile in [SarifProfile::Archive, SarifProfile::Github] {
            let log = log_of(&run, profile);
            let typed: Sarif = serde_json::from_value(log.clone()).unwrap();
            assert_eq!(serde_json::to_value(typed).unwrap(), log);
        }
    }
}

#[test]
fn sarif_says_what_the_contract_asks() {
    let log = sarif(SarifProfile::Archive);
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "provost");
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 4);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let kinds: BTreeMap<&str, usize> =
        run["results"].as_array().unwrap().iter().fold(BTreeMap::new(), |mut kinds, result| {
            let kind = result["kind"].as_str().unwrap();
            assert_eq!(result["level"] == "none", kind != "fail");
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
            assert!(result.to_string().len() <= 3_000);
            *kinds.entry(kind).or_default() += 1;
            kinds
        });
    assert_eq!(kinds, BTreeMap::from([("fail", 5), ("open", 1), ("pass", 1)]));
}

#[test]
fn github_gets_alerts_only_for_what_counts() {
    let log = sarif(SarifProfile::Github);
    let results = log["runs"][0]["results"].as_array().unwrap();
    // The two instances are one alert; waived, suppressed, open and passed ones are none.
    assert_eq!(results.len(), 2);
    let text = results[0]["message"]["text"].as_str().unwrap();
    assert_eq!(text, "Storage is not encrypted. 2 instances: [0], [1].");
    assert!(results.iter().all(|result| result.get("suppressions").is_none()));
}

#[test]
fn github_keeps_the_gravest_results() {
    let mut run = sample::run();
    let pattern = run.results[0].clone();
    run.results = (0..6_000)
        .map(|number| {
            let mut result = pattern.clone();
            result.span.end = result.span.start + 1 + number;
            result.severity = if number % 2 == 0 { Severity::Low } else { Severity::Critical };
            result
        })
        .collect();
    let options = ReportOptions { sarif_profile: SarifProfile::Github, ..ReportOptions::default() };
    let log: Json = serde_json::from_str(&render(Format::Sarif, &run, &options)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 5_000);
    assert_eq!(results.iter().filter(|result| result["level"] == "error").count(), 3_000);
    let notes = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("1000 results of lesser severity"));
}
