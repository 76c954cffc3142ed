//! The seed documents: deployment guides whose fenced configuration must load, and whose true
//! problems must be found.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::Provost;

fn scan() -> Value {
    let run = Provost::new("scan --pack all --format json --include-passes .")
        .copy("fixtures/markdown/seeds", "seeds")
        .run();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    run.json()
}

#[test]
fn every_fenced_block_of_configuration_is_loaded() {
    let report = scan();
    assert_eq!(report["summary"]["complete"], true, "{}", report["diagnostics"]);
    let mut formats: BTreeMap<&str, usize> = BTreeMap::new();
    for resource in report["resources"].as_array().unwrap() {
        let format = match resource["type"].as_str().unwrap() {
            "workflow" => "workflow",
            "compose-service" => "compose",
            "dockerfile-stage" => "dockerfile",
            kind if kind.starts_with("prometheus-") => "prometheus",
            kind if kind.contains('_') || kind.contains('.') => "terraform",
            _ => "kubernetes",
        };
        *formats.entry(format).or_default() += 1;
    }
    let expected = [
        ("compose", 4),
        ("dockerfile", 2),
        ("kubernetes", 15),
        ("prometheus", 11),
        ("terraform", 7),
        ("workflow", 2),
    ];
    assert_eq!(formats, BTreeMap::from(expected));
}

#[test]
fn every_block_that_is_left_out_has_its_reason() {
    let report = scan();
    let blocks = &report["summary"]["blocks"];
    let count = |value: &Value| value.as_u64().unwrap();
    assert_eq!(count(&blocks["seen"]), count(&blocks["loaded"]) + count(&blocks["left_out"]));
    let reasons: u64 = blocks["reasons"].as_object().unwrap().values().map(count).sum();
    assert_eq!(reasons, count(&blocks["left_out"]));
    // What claims to be configuration is named, line by line: sketches in YAML, and a dashboard.
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for block in report["left_out"].as_array().unwrap() {
        assert!(block["line"].as_u64().unwrap() > 0 && block["file"].is_string());
        *named.entry(block["reason"].as_str().unwrap()).or_default() += 1;
    }
    let expected = [
        ("a Grafana dashboard", 1),
        ("a Prometheus configuration inside something else, and not valid YAML", 1),
        ("no Terraform block in it", 1),
        ("no configuration format that is read", 17),
    ];
    assert_eq!(named, BTreeMap::from(expected));
}

#[test]
fn the_true_problems_are_found() {
    let report = scan();
    let failed = |rule: &str, file: &str| {
        report["results"].as_array().unwrap().iter().any(|result| {
            result["verdict"] == "fail"
                && result["rule"] == rule
                && result["location"]["file"].as_str().unwrap().contains(file)
        })
    };
    for (problem, rule, file) in [
        ("an action taken from @master", "github-actions-uses-not-on-branch", "analytics"),
        ("actions pinned by tag", "github-actions-uses-pinned", "handbook"),
        ("stored cloud keys", "github-actions-cloud-credentials-short-lived", "analytics"),
        ("a public EKS endpoint", "aws-eks-endpoint-private", "knowledge"),
        ("an endpoint open to the world", "aws-eks-endpoint-not-open-to-world", "knowledge"),
        ("a load balancer without deletion protection", "aws-elb-deletion-protected", "analytics"),
        ("a database without deletion protection", "aws-rds-deletion-protected", "analytics"),
        ("a latest image", "kubernetes-container-image-tag-fixed", "handbook"),
        ("a pod without security context", "kubernetes-pod-security-context-set", "handbook"),
        ("a container that may run as root", "kubernetes-container-run-as-non-root", "knowledge"),
    ] {
        assert!(failed(rule, file), "{problem}: {rule} in {file}");
    }
}
