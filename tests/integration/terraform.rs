//! Terraform as a whole: modules that `terraform init` brought, and files that functions read.

use serde_json::{Value, json};

use crate::common::Provost;

/// The attributes of a resource, as `inspect` prints them.
fn attributes(provost: &mut Provost, arguments: &str, address: &str) -> Value {
    let run = provost.run_with(&format!("inspect {arguments}"));
    let json = run.json();
    let mut resources = json["resources"].as_array().unwrap().iter();
    let found = resources.find(|one| one["address"] == address);
    found.unwrap_or_else(|| panic!("no {address} in {}", run.stdout))["attributes"].clone()
}

fn messages(json: &Value) -> Vec<&str> {
    let diagnostics = json["diagnostics"].as_array().unwrap().iter();
    diagnostics.map(|one| one["message"].as_str().unwrap()).collect()
}

const MANIFEST: &str = r#"{"Modules":[
    {"Key":"","Source":"","Dir":"."},
    {"Key":"net","Source":"registry.terraform.io/x/net/aws","Version":"1.2.0","Dir":".terraform/modules/net"},
    {"Key":"net.rules","Source":"git::https://example.org/rules.git","Dir":".terraform/modules/net.rules/sub"},
    {"Key":"net.local","Source":"./modules/local","Dir":".terraform/modules/net/modules/local"},
    {"Key":"out","Source":"x/out/aws","Dir":"../../outside"},
    {"Key":"stale","Source":"x/stale/aws","Dir":".terraform/modules/net/modules/stale"},
    {"Key":"gone","Source":"x/gone/aws","Dir":".terraform/modules/gone"}
]}"#;

fn initialised() -> Provost {
    Provost::new("scan")
        .file(".git/HEAD", "")
        .file(".gitignore", ".terraform/\n")
        .file(
            "live/main.tf",
            "module \"net\" {\n  source  = \"x/net/aws\"\n  version = \"~> 1.0\"\n  cidr = \"10.0.0.0/8\"\n}\n\
             module \"out\" {\n  source = \"x/out/aws\"\n}\n",
        )
        .file("outside/main.tf", "resource \"a_b\" \"outside\" {}\n")
        .file("live/.terraform/modules/modules.json", MANIFEST)
        .file(
            "live/.terraform/modules/net/main.tf",
            "variable \"cidr\" {}\nmodule \"rules\" {\n  source = \"git::https://example.org/rules.git//sub\"\n  \
             cidr = var.cidr\n}\nmodule \"local\" {\n  source = \"./modules/local\"\n}\n",
        )
        .file("live/.terraform/modules/net/examples/a/main.tf", "resource \"a_b\" \"example\" {}\n")
        .file("live/.terraform/modules/net/modules/local/main.tf", "resource \"a_b\" \"local\" {}\n")
        .file("live/.terraform/modules/net/modules/stale/main.tf", "resource \"a_b\" \"stale\" {}\n")
        .file(
            "live/.terraform/modules/net.rules/sub/main.tf",
            "variable \"cidr\" {}\nresource \"a_b\" \"rule\" {\n  cidr = var.cidr\n}\n",
        )
}

#[test]
fn installed_modules_are_judged_through_their_callers_alone() {
    let run = initialised().arguments("inspect live").run();
    let json = run.json();
    let mut addresses: Vec<&str> = json["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["address"].as_str().unwrap())
        .collect();
    addresses.sort_unstable();
    let expected =
        ["module.net.module.local.a_b.local", "module.net.module.rules.a_b.rule", "module.out"];
    assert_eq!(addresses, expected);
    let rule = attributes(&mut initialised(), "live", "module.net.module.rules.a_b.rule");
    assert_eq!(rule, json!({"cidr": "10.0.0.0/8"}));
}

#[test]
fn a_broken_manifest_is_told() {
    for text in ["{", "{\"Modules\": 7}", "[]"] {
        let run = initialised().file("live/.terraform/modules/modules.json", text).run();
        assert_eq!(run.code, Some(3), "{text}: {}", run.stderr);
    }
}

#[test]
fn a_difference_knows_installed_modules_on_both_sides() {
    let provost = initialised();
    std::fs::remove_dir_all(provost.path(".git")).unwrap();
    provost.git(&["init", "--quiet", "--initial-branch=main"]);
    provost.git(&["add", "live/main.tf"]);
    provost.git(&["commit", "--quiet", "-m", "base"]);
    let run = provost
        .file("live/more.tf", "resource \"a_b\" \"more\" {}\n")
        .arguments("scan live --diff HEAD --pack all --format json --fail-on none")
        .run();
    assert_eq!(run.json()["results"], json!([]), "{}", run.stdout);
}

fn reading() -> Provost {
    Provost::new("inspect")
        .file(
            "live/main.tf",
            r#"resource "a_b" "c" {
  text      = file("${path.module}/policies/a.json")
  parsed    = jsondecode(file("policies/a.json")).Version
  hash      = filemd5("policies/a.json")
  binary    = filebase64("binary")
  names     = fileset(path.module, "policies/**/*.json")
  rendered  = templatefile("t.tftpl", { who = "you" })
  inner     = templatestring(file("t.tftpl"), { who = var.who })
  there     = fileexists("t.tftpl")
  nowhere   = fileexists("made-later.zip")
  above     = file("../secret.txt")
  absolute  = file("/etc/hostname")
  link      = file("leads-out")
  no_folder = fileset("build", "*")
}
variable "who" {
  default = "me"
}
"#,
        )
        .file("live/policies/a.json", "{\"Version\": \"2012\"}")
        .file("live/policies/b/c.json", "{}")
        .file("live/policies/b/c.txt", "{}")
        .file("live/t.tftpl", "hello ${who}")
        .file("live/binary", [0xff, 0, 1])
        .file("secret.txt", "s3cret")
}

fn expected() -> Value {
    json!({
        "text": "{\"Version\": \"2012\"}",
        "parsed": "2012",
        "hash": "9faaa4b3fbd1db6e2a50a54b5b1a9c33",
        "binary": "/wAB",
        "names": ["policies/a.json", "policies/b/c.json"],
        "rendered": "hello you",
        "inner": "hello me",
        "there": true,
        "nowhere": {"$unknown": "fileexists()"},
        "above": {"$unknown": "file(\"../secret.txt\")"},
        "absolute": {"$unknown": "file(\"/etc/hostname\")"},
        "link": {"$unknown": "file(\"leads-out\")"},
        "no_folder": {"$unknown": "fileset()"},
    })
}

#[cfg(unix)]
#[test]
fn functions_read_files_below_what_is_scanned_and_no_others() {
    let mut provost = reading();
    std::os::unix::fs::symlink("../secret.txt", provost.path("live/leads-out")).unwrap();
    let mut given = attributes(&mut provost, "live", "a_b.c");
    let hash = given["hash"].take();
    assert_eq!(hash.as_str().map(str::len), Some(32));
    let mut wanted = expected();
    wanted["hash"].take();
    assert_eq!(given, wanted);
}

#[test]
fn a_revision_has_its_own_files() {
    let policy = |action: &str| {
        format!(
            "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \
             \"Action\": \"{action}\", \"Resource\": \"*\"}}]}}"
        )
    };
    let provost = Provost::new("scan")
        .file(
            "live/main.tf",
            "resource \"aws_iam_policy\" \"p\" {\n  name = \"p\"\n  policy = file(\"p.json\")\n}\n",
        )
        .file("live/p.json", policy("s3:ListAllMyBuckets"));
    provost.commit("harmless");
    let mut provost = provost.file("live/p.json", policy("*"));
    let rule = "--rule aws-iam-policy-without-full-access --pack all --format json --fail-on none";
    let verdicts = |provost: &mut Provost, arguments: &str| -> Vec<String> {
        let run = provost.run_with(&format!("scan live {rule} {arguments}"));
        let json = run.json();
        assert_eq!(messages(&json), Vec::<&str>::new());
        let results = json["results"].as_array().unwrap().iter();
        results.map(|one| one["verdict"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(verdicts(&mut provost, ""), ["fail"]);
    assert_eq!(verdicts(&mut provost, "--rev HEAD --include-passes"), ["pass"]);
    // The configuration is the same in both: only the file that it reads is not.
    assert_eq!(verdicts(&mut provost, "--diff HEAD"), ["fail"]);
}

#[test]
fn the_last_of_variables_and_files_wins() {
    let mut provost = Provost::new("inspect")
        .file("main.tf", "variable \"a\" {}\nresource \"a_b\" \"c\" {\n  a = var.a\n}\n")
        .file("terraform.tfvars", "a = \"auto\"\n")
        .file(
            "provost.yaml",
            "terraform: {var_files: [settings.tfvars], variables: {a: settings}}\n",
        )
        .file("settings.tfvars", "a = \"settings file\"\n")
        .file("x.tfvars", "a = \"x\"\n")
        .file("y.tfvars", "a = \"y\"\n");
    for (arguments, expected) in [
        ("", "settings file"),
        ("--var a=1", "1"),
        ("--var a=1 --var-file x.tfvars", "x"),
        ("--var-file x.tfvars --var a=1", "1"),
        ("--var-file x.tfvars --var a=1 --var-file y.tfvars", "y"),
        ("--var-file=x.tfvars --var=a=1 --var-file=y.tfvars --var=a=2 .", "2"),
    ] {
        assert_eq!(
            attributes(&mut provost, arguments, "a_b.c"),
            json!({"a": expected}),
            "{arguments}"
        );
    }
}
