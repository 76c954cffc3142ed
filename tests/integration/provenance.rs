//! `explain FINGERPRINT`, `inspect --expr`, and the chains of values in reports.

#![cfg(test)]

use serde_json::Value as Json;

use crate::common::Provost;

const MAIN: &str = r#"
locals {
  settings = {
    encrypted = var.encrypted
  }
}

module "db" {
  source    = "./modules/db"
  encrypted = local.settings.encrypted
  key       = var.key
}
"#;

const DATABASE: &str = r#"
variable "encrypted" {}
variable "key" {}

resource "aws_db_instance" "main" {
  storage_encrypted = var.encrypted
  kms_key_id        = var.key
}

resource "aws_db_instance" "literal" {
  storage_encrypted = false
}
"#;

fn infrastructure(arguments: &str) -> Provost {
    Provost::new(arguments)
        .file("main.tf", MAIN)
        .file("variables.tf", "variable \"encrypted\" {}\nvariable \"key\" {}\n")
        .file("modules/db/main.tf", DATABASE)
        .file("terraform.tfvars", "\nencrypted = false\n")
}

fn finding<'a>(report: &'a Json, rule: &str, address: &str) -> &'a Json {
    let mut results = report["results"].as_array().unwrap().iter();
    let wanted = |result: &&Json| result["rule"] == rule && result["address"] == address;
    results.find(wanted).unwrap_or_else(|| panic!("no {rule} at {address}"))
}

/// `kind name file:line` of each step.
fn steps(result: &Json) -> Vec<String> {
    let steps = result["chain"].as_array().cloned().unwrap_or_default();
    let step = |step: &Json| {
        let place = match &step["location"] {
            Json::Null => String::new(),
            at => format!(" {}:{}", at["file"].as_str().unwrap(), at["start"]["line"]),
        };
        format!("{} {}{place}", step["kind"].as_str().unwrap(), step["name"].as_str().unwrap())
    };
    steps.iter().map(step).collect()
}

const ENCRYPTED: &str = "aws-rds-storage-encrypted";

#[test]
fn a_finding_is_explained_from_a_scan_and_from_a_report() {
    let mut provost = infrastructure("scan --format json --output json=report.json");
    let report: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    let result = finding(&report, ENCRYPTED, "module.db.aws_db_instance.main");
    let print = result["fingerprint"].as_str().unwrap();
    let chain = [
        "attribute storage_encrypted modules/db/main.tf:6",
        "variable var.encrypted modules/db/main.tf:2",
        "argument module.db.encrypted main.tf:10",
        "local local.settings main.tf:3",
        "variable var.encrypted variables.tf:1",
        "variable-file encrypted terraform.tfvars:2",
    ];
    assert_eq!(steps(result), chain);
    let literal = finding(&report, ENCRYPTED, "module.db.aws_db_instance.literal");
    assert_eq!(literal.get("chain"), None);

    let run = provost.run_with(&format!("explain {}", &print[..10]));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for expected in [
        "RDS instance storage is encrypted\n",
        "rule         aws-rds-storage-encrypted (high)\n",
        "resource     module.db.aws_db_instance.main\n",
        "at           modules/db/main.tf:6:3\n",
        "verdict      fail\n",
        "value        storage_encrypted = false\n",
        &format!("fingerprint  {print}\n"),
        &format!("verdict hash {}\n", result["verdict_hash"].as_str().unwrap()),
        "← argument module.db.encrypted  main.tf:10:15\n          10 |   encrypted = local",
        "← variable-file encrypted  terraform.tfvars:2:13\n",
        "How to mend it\n\nSet `storage_encrypted = true`",
    ] {
        assert!(run.stdout.contains(expected), "{expected}\n---\n{}", run.stdout);
    }
    let saved = provost.run_with(&format!("explain {} --report report.json", &print[..10]));
    assert_eq!(saved.code, Some(0), "{}", saved.stderr);
    let without_text = |text: &str| {
        let code = |line: &&str| !line.contains(" | ") && !line.starts_with("  value ");
        text.lines().filter(code).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(without_text(&saved.stdout), without_text(&run.stdout));
    let table = provost.run_with("scan");
    let from =
        "from var.encrypted (modules/db/main.tf:2) ← argument module.db.encrypted (main.tf:10)";
    assert!(table.stdout.contains(from), "{}", table.stdout);
    assert!(table.stdout.contains(&format!("(modules/db/main.tf:6:3) {}", &print[..10])));
}

#[test]
fn variables_of_flags_and_of_the_environment_are_named() {
    let mut provost = infrastructure("scan --format json --var encrypted=false");
    let steps_of = |provost: &Provost| {
        let report: Json = serde_json::from_str(&provost.run().stdout).unwrap();
        steps(finding(&report, ENCRYPTED, "module.db.aws_db_instance.main"))
    };
    assert_eq!(steps_of(&provost).last().unwrap(), "flag --var encrypted");
    provost = provost
        .file("more/live.tfvars", "# live\n\nencrypted = false\n")
        .arguments("scan --format json --var-file more/live.tfvars");
    assert_eq!(steps_of(&provost).last().unwrap(), "variable-file encrypted more/live.tfvars:3");
    std::fs::remove_file(provost.path("terraform.tfvars")).unwrap();
    provost = provost.arguments("scan --format json").variable("TF_VAR_encrypted", "false");
    assert_eq!(steps_of(&provost).last().unwrap(), "environment TF_VAR_encrypted");
}

#[test]
fn an_open_value_is_named_with_its_declaration_in_every_format() {
    let mut provost = infrastructure("scan --format json");
    std::fs::remove_file(provost.path("terraform.tfvars")).unwrap();
    let report: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    let result = finding(&report, ENCRYPTED, "module.db.aws_db_instance.main");
    assert_eq!(result["verdict"], "indeterminate");
    assert_eq!(result["unknown"]["name"], "var.encrypted");
    assert_eq!(result["unknown"]["declared_at"]["file"], "variables.tf");
    assert_eq!(steps(result).last().unwrap(), "variable var.encrypted variables.tf:1");
    for format in ["table", "sarif", "junit", "markdown", "html", "csv", "gitlab", "github"] {
        let text = provost.run_with(&format!("scan --format {format}")).stdout;
        // Markdown and SARIF write the place in parts.
        let plain = text.replace("\\_", "_").replace("\n       ", " ");
        let named = plain.contains("variables.tf:1") || plain.contains("\"uri\":\"variables.tf\"");
        assert!(plain.contains("var.encrypted") && named, "{format}:\n{text}");
    }
    let print = result["fingerprint"].as_str().unwrap();
    let page = provost.run_with(&format!("explain {print}")).stdout;
    assert!(page.contains("unknown      var.encrypted, declared at variables.tf:1:1"), "{page}");
    assert!(page.contains("value        storage_encrypted = {\"$unknown\":\"var.encrypted\"}"));
}

#[test]
fn code_flows_lead_from_the_source_to_the_attribute() {
    let log: Json =
        serde_json::from_str(&infrastructure("scan --format sarif").run().stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let result = results
        .iter()
        .find(|result| result["ruleId"] == ENCRYPTED && result["codeFlows"].is_array());
    let locations = &result.unwrap()["codeFlows"][0]["threadFlows"][0]["locations"];
    let told: Vec<String> = locations
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            let location = &step["location"];
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            let text = location["message"]["text"].as_str().unwrap();
            format!("{uri}:{} {text}", physical["region"]["startLine"])
        })
        .collect();
    let expected = [
        "terraform.tfvars:2 variable file's encrypted",
        "variables.tf:1 var.encrypted",
        "main.tf:3 local.settings",
        "main.tf:10 argument module.db.encrypted",
        "modules/db/main.tf:2 var.encrypted",
        "modules/db/main.tf:6 storage_encrypted",
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_must_not_be_shown_is_not_explained_either() {
    let mut provost = Provost::new("scan --pack all --format json")
        .file(
            "main.tf",
            "variable \"password\" {\n  sensitive = true\n}\n\
             resource \"aws_db_instance\" \"main\" {\n  password = var.password\n}\n",
        )
        .file("terraform.tfvars", "password = \"hunter2-secret\"\n");
    let report: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    for result in report["results"].as_array().unwrap() {
        let print = result["fingerprint"].as_str().unwrap();
        let page = provost.run_with(&format!("explain {print} --pack all"));
        assert_eq!(page.code, Some(0), "{}", page.stderr);
        assert!(!page.stdout.contains("hunter2"), "{}", page.stdout);
    }
}

#[test]
fn aliases_and_merge_keys_are_told() {
    let manifest = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n\
        \x20 - &base\n    name: a\n    image: x@sha256:0\n    securityContext: &open\n      \
        privileged: true\n  - <<: *base\n    name: b\n  - name: c\n    image: x\n    \
        securityContext: *open\n";
    let rule = "kubernetes-container-privileged-off";
    let provost =
        Provost::new("scan --format json --rule").argument(rule).file("pod.yaml", manifest);
    let report: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    let told: Vec<Vec<String>> = report["results"].as_array().unwrap().iter().map(steps).collect();
    let mut ways: Vec<String> =
        told.iter().flatten().filter(|step| !step.starts_with("attribute")).cloned().collect();
    ways.sort();
    assert_eq!(ways, ["alias *open pod.yaml:15", "merge << pod.yaml:11"]);
    assert!(told.iter().any(Vec::is_empty), "{told:?}");
}

#[test]
fn a_wrong_name_is_told_so() {
    let mut provost = infrastructure("scan --format json --output json=report.json");
    let report: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    let mut twins = report.clone();
    for result in twins["results"].as_array_mut().unwrap() {
        let print = format!("abcd{}", result["fingerprint"].as_str().unwrap());
        result["fingerprint"] = print.into();
    }
    provost = provost.file("twins.json", twins.to_string());
    for (arguments, expected) in [
        ("explain no-such-rule", "no rule `no-such-rule`"),
        ("explain abc", "`abc`"),
        ("explain 0123456789abcdef", "no finding of this scan has a fingerprint that starts with"),
        ("explain 0123456789abcdef --report report.json", "no finding of the report has"),
        ("explain abcd --report twins.json", "abcd means"),
        ("explain 0123456789abcdef --report nothing.json", "nothing.json: "),
        ("explain 0123456789abcdef --report main.tf", "main.tf: "),
        ("explain 0123456789abcdef nowhere", "does not exist"),
    ] {
        let run = provost.run_with(arguments);
        assert_eq!(run.code, Some(2), "{arguments}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{arguments}: {}", run.stderr);
    }
    let rule = provost.run_with("explain CKV_AWS_16");
    assert!(rule.stdout.contains("id        aws-rds-storage-encrypted"));
    let help = provost.run_with("explain --help").stdout;
    assert!(help.contains("--report <FILE>") && help.contains("Exit codes:"), "{help}");
}

#[test]
fn a_rule_outside_of_the_chosen_packs_is_found_all_the_same() {
    let mut provost = infrastructure("scan --pack all --format json");
    let all: Json = serde_json::from_str(&provost.run().stdout).unwrap();
    let baseline: Json =
        serde_json::from_str(&provost.run_with("scan --format json").stdout).unwrap();
    let prints = |report: &Json| -> Vec<String> {
        let results = report["results"].as_array().unwrap().iter();
        results.map(|result| result["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let known = prints(&baseline);
    let further = prints(&all).into_iter().find(|print| !known.contains(print)).unwrap();
    let run = provost.run_with(&format!("explain {further}"));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("--pack all"), "{}", run.stderr);
}

#[test]
fn expressions_give_json() {
    let provost = || {
        infrastructure("inspect").file(
            "values.tf",
            "locals { list = [1, var.key] }\nvariable \"secret\" {\n  default = \"s\"\n  \
             sensitive = true\n}\nlocals { broken = nope(1) }\n",
        )
    };
    for (expression, code, out, error) in [
        ("1 + 2", 0, "3\n", ""),
        ("-1", 0, "-1\n", ""),
        ("local.settings", 0, "{\n  \"encrypted\": false\n}\n", ""),
        ("var.key", 3, "{\n  \"$unknown\": \"var.key\"\n}\n", "declared at variables.tf:2:1"),
        ("local.list[0]", 0, "1\n", ""),
        ("local.list", 3, "1,\n", "unknown: var.key at [1]: a variable without a value"),
        ("length(local.list)", 0, "2\n", ""),
        ("var.secret", 0, "\"$sensitive\": true", ""),
        ("local.broken", 3, "$unknown", "note: values.tf:6: there is no function named \"nope\""),
        ("nope(1)", 2, "", "--expr: at character 1: there is no function named \"nope\""),
        ("1 +", 2, "", "--expr: at character "),
        ("", 2, "", "--expr: "),
        ("timestamp()", 3, "timestamp()", "a function of time, chance or the network"),
        ("try(local.none, \"é\")", 0, "\"é\"\n", ""),
        ("module.db", 0, "{}\n", ""),
    ] {
        let run = provost().argument("--expr").argument(expression).run();
        assert_eq!(run.code, Some(code), "{expression}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains(out), "{expression}: {}", run.stdout);
        assert!(run.stderr.contains(error), "{expression}: {}", run.stderr);
        assert_eq!(error.is_empty(), run.stderr.is_empty(), "{expression}: {}", run.stderr);
    }
    let run = provost().argument("--expr").argument("path.module").argument("modules/db").run();
    assert_eq!((run.code, &*run.stdout), (Some(0), "\".\"\n"));
    for arguments in [&["main.tf"][..], &["nowhere"], &["modules", "."]] {
        let run = arguments
            .iter()
            .fold(provost().argument("--expr").argument("1"), |run, path| run.argument(*path));
        let run = run.run();
        assert_eq!(run.code, Some(2), "{arguments:?}");
        let told = ["one directory", "does not exist"];
        assert!(told.iter().any(|text| run.stderr.contains(text)), "{}", run.stderr);
    }
}
