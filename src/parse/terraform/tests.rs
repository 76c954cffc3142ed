//! Whole modules and single expressions against what they must give.
//!
//! Each folder of `fixtures/terraform/modules` is a case: its files, and `expected.json` with the
//! resources in short. `fixtures/terraform/console.json` holds expressions with the results that
//! `terraform` gave (`fixtures/terraform/console.sh` makes it again). Set `UPDATE_FIXTURES` to
//! write what the code gives now, then read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};

use super::{Options, TerraformFile, TextKind, evaluate_expression, load};
use crate::model::{FileId, Kind, Number, Value};
use crate::parse::Parsed;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/terraform")
}

fn kind(name: &str) -> Option<TextKind> {
    let auto = name.ends_with(".auto.tfvars")
        || name.ends_with(".auto.tfvars.json")
        || name.starts_with("terraform.tfvars");
    Some(match name {
        name if name.ends_with(".tf.json") => TextKind::Json,
        name if name.ends_with(".tf") => TextKind::Native,
        name if name.ends_with(".tfvars") => TextKind::Variables { auto, json: false },
        name if name.ends_with(".tfvars.json") => TextKind::Variables { auto, json: true },
        _ => return None,
    })
}

pub(super) fn file(id: u32, path: &str, text: &str) -> Option<TerraformFile> {
    let (module, name) = path.rsplit_once('/').unwrap_or(("", path));
    Some(TerraformFile {
        file: FileId(id),
        path: path.into(),
        text: text.into(),
        kind: kind(name)?,
        offset: 0,
        fragment: false,
        module: module.into(),
    })
}

fn files_below(root: &Path) -> (Vec<TerraformFile>, Options) {
    let mut pending = vec![root.to_path_buf()];
    let mut paths = Vec::new();
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { pending.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    let mut files = Vec::new();
    let mut options = Options::default();
    for path in paths {
        let shown = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        match file(u32::try_from(files.len()).unwrap(), &shown, &text) {
            Some(file) => files.push(file),
            None if shown == "expected.json" => {}
            None => {
                options.texts.insert(shown.into(), text.into());
            }
        }
    }
    (files, options)
}

fn number(value: &Number) -> Json {
    match value {
        Number::Int(value) => json!(value),
        Number::Float(value) => json!(value),
        Number::Decimal(text) => json!(**text),
    }
}

/// A value in short: an unknown is `?name`, with what is known of it behind.
pub(super) fn short(value: &Value) -> Json {
    let shown = match &value.kind {
        Kind::Null => Json::Null,
        Kind::Bool(value) => json!(value),
        Kind::Number(value) => number(value),
        Kind::String(text) => json!(**text),
        Kind::List(values) => values.iter().map(short).collect(),
        Kind::Map(map) => Json::Object(
            map.iter().map(|entry| (entry.key.to_string(), short(&entry.value))).collect(),
        ),
        Kind::Unknown(unknown) => {
            let shape = &unknown.shape;
            let flags: String = [
                (shape.not_null, " set"),
                (shape.string, " string"),
                (shape.not_empty, " filled"),
                (!shape.prefix.is_empty(), &*format!(" {:?}…", shape.prefix)),
            ]
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, word)| *word)
            .collect();
            let name = format!("?{:?} {}{flags}", unknown.because, unknown.name);
            match &shape.json {
                Some(structure) => json!({ name: short(structure) }),
                None => json!(name),
            }
        }
    };
    if value.sensitive { json!({ "(sensitive)": shown }) } else { shown }
}

fn in_short(parsed: &Parsed) -> Json {
    let mut resources = Map::new();
    for resource in &parsed.resources {
        let mut shown = Map::new();
        shown.insert("attributes".into(), short(&resource.attributes));
        let refs: Vec<Json> = resource
            .references
            .iter()
            .map(|reference| json!(format!("{} -> {}", reference.path, reference.to)))
            .collect();
        if !refs.is_empty() {
            shown.insert("references".into(), Json::Array(refs));
        }
        resources.insert(format!("{}:{}", resource.scope, resource.address), Json::Object(shown));
    }
    let messages: Vec<&str> =
        parsed.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
    json!({ "resources": resources, "diagnostics": messages })
}

fn check(case: &Path) -> Result<(), String> {
    let (files, options) = files_below(case);
    let given = in_short(&load(files, &options));
    let expected = case.join("expected.json");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&expected, format!("{}\n", serde_json::to_string_pretty(&given).unwrap()))
            .unwrap();
        return Ok(());
    }
    let wanted: Json = serde_json::from_str(&fs::read_to_string(&expected).unwrap()).unwrap();
    if given == wanted {
        return Ok(());
    }
    Err(format!("{}:\n{}", case.display(), serde_json::to_string_pretty(&given).unwrap()))
}

#[test]
fn modules_give_what_is_expected() {
    let mut cases: Vec<PathBuf> = fs::read_dir(fixtures().join("modules"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 8, "too few cases");
    let wrong: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn expressions_give_what_terraform_gives() {
    let table = fs::read_to_string(fixtures().join("console.json")).unwrap();
    let table: Vec<(String, String)> = serde_json::from_str(&table).unwrap();
    assert!(table.len() >= 300, "too few expressions");
    let mut wrong = Vec::new();
    for (expression, wanted) in &table {
        let asked = format!("try(jsonencode({expression}), \"<fault>\")");
        let (value, _) = evaluate_expression(&asked, Vec::new(), "", &Options::default());
        let given = match &value.kind {
            Kind::String(text) => text.to_string(),
            _ => short(&value).to_string(),
        };
        if given != *wanted {
            wrong.push(format!("{expression}\n  gives {given}\n  not   {wanted}"));
        }
    }
    let all = table.len();
    assert!(wrong.is_empty(), "{} of {all} differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn load_text(text: &str) -> Parsed {
    load(vec![file(0, "main.tf", text).unwrap()], &Options::default())
}

fn messages(parsed: &Parsed) -> Vec<&str> {
    parsed.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect()
}

#[test]
fn instances_are_bounded() {
    let text = "resource \"a_b\" \"c\" {\n count = 1000000\n n = count.index\n}\n\
                resource \"a_b\" \"d\" {\n for_each = toset([for i in range(1024) : \"k${i}\"])\n}\n";
    let parsed = load_text(text);
    assert_eq!(parsed.resources.len(), 2_000);
    assert_eq!(
        messages(&parsed),
        [
            "a_b.c has 1000000 instances; 1000 of them are judged",
            "a_b.d has 1024 instances; 1000 of them are judged"
        ]
    );
}

#[test]
fn values_that_double_are_bounded() {
    let mut text = String::from("locals {\n  t0 = \"xxxxxxxx\"\n  l0 = [1]\n");
    for level in 1..150 {
        let below = level - 1;
        text.push_str(&format!("  t{level} = \"${{local.t{below}}}${{local.t{below}}}\"\n"));
        text.push_str(&format!("  l{level} = [local.l{below}, local.l{below}]\n"));
    }
    text.push_str("}\nresource \"a_b\" \"c\" {\n t = local.t149\n l = local.l149\n");
    text.push_str(" e = local.l149 == local.l148\n f = jsonencode(local.l149)\n");
    text.push_str(" g = length(flatten(local.l149))\n}\n");
    let parsed = load_text(&text);
    assert_eq!(parsed.resources.len(), 1);
    assert!(messages(&parsed).contains(&"a template gives too long a text"));
    assert!(messages(&parsed).contains(&"a_b.c is too large to be judged in full"));
}

#[test]
fn long_chains_end_in_a_diagnostic() {
    let mut text = String::from("locals {\n  a0 = [0]\n");
    for level in 1..5_000 {
        text.push_str(&format!("  a{level} = [local.a{}]\n", level - 1));
    }
    text.push_str("}\nresource \"a_b\" \"c\" {\n t = local.a4999\n}\n");
    let parsed = load_text(&text);
    println!("{:?}", messages(&parsed));
    assert_eq!(parsed.resources.len(), 1);
    assert!(messages(&parsed).contains(&"expression nested too deeply"));
}

#[test]
fn work_is_bounded() {
    let text = "locals {\n r = range(1000)\n x = [for a in local.r : [for b in local.r : \
                [for c in local.r : [for d in local.r : a + b + c + d]]]]\n}\n\
                resource \"a_b\" \"c\" {\n x = local.x\n}\n";
    let parsed = load_text(text);
    assert!(messages(&parsed).iter().any(|message| message.contains("too much work")));
}

#[test]
fn bench_dir() {
    let Some(root) = std::env::var_os("TF_DIR") else { return };
    let start = std::time::Instant::now();
    let (files, options) = files_below(Path::new(&root));
    println!("read {} {:?}", files.len(), start.elapsed());
    let start = std::time::Instant::now();
    let parsed = load(files, &options);
    println!(
        "load {:?} resources {} diags {}",
        start.elapsed(),
        parsed.resources.len(),
        parsed.diagnostics.len()
    );
    let mut counts = std::collections::BTreeMap::new();
    for d in &parsed.diagnostics {
        *counts.entry(format!("{:?} {}", d.loss, d.message)).or_insert(0) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (m, n) in counts.iter().take(40) {
        println!("{n} {m}");
    }
}
