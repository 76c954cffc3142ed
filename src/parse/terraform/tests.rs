//! Whole modules and single expressions against what they must give.
//!
//! Each folder of `fixtures/terraform/modules` is a case: its files, and `expected.json` with the
//! resources in short. `fixtures/terraform/console.json` holds expressions with the results that
//! `terraform` gave (`fixtures/terraform/console.sh` makes it again). Set `UPDATE_FIXTURES` to
//! write what the code gives now, then read the difference.

mod bounds;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};

use super::{Assignment, Options, TerraformFile, TextKind, evaluate_expression, load};
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
        name if name.ends_with("plan.json") || name.ends_with(".tfstate") => TextKind::Plan,
        name if name.ends_with(".tf.json") => TextKind::Json,
        name if name.ends_with(".tf") || name.ends_with(".tofu") => TextKind::Native,
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

#[test]
fn every_function_of_terraform_is_known() {
    let names = fs::read_to_string(fixtures().join("functions.txt")).unwrap();
    assert!(names.lines().count() > 100, "too few functions");
    let unknown: Vec<&str> =
        names.lines().filter(|name| !super::functions::is_known(name)).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

fn load_text(text: &str) -> Parsed {
    load(vec![file(0, "main.tf", text).unwrap()], &Options::default())
}

fn messages(parsed: &Parsed) -> Vec<&str> {
    parsed.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect()
}

#[test]
fn values_know_where_they_are_written() {
    let text = "variable \"v\" {}\nlocals {\n l = [\"in local\"]\n}\n\
                resource \"a_b\" \"c\" {\n open = var.v\n list = [\"x\", local.l]\n\
                block {\n k = 1\n }\n}\n";
    let parsed = load_text(text);
    let resource = parsed.resources.first().unwrap();
    let under = |value: &Value| {
        text.get(value.span.start as usize..value.span.end as usize).unwrap().to_owned()
    };
    let at = |keys: &[&str]| resource.attributes.at_keys(keys).unwrap();
    assert_eq!(under(at(&["open"])), "var.v");
    let list = at(&["list"]).as_list().unwrap();
    assert_eq!(list.iter().map(under).collect::<Vec<_>>(), ["\"x\"", "local.l"]);
    let inner = list.last().and_then(Value::as_list).unwrap();
    assert_eq!(inner.iter().map(under).collect::<Vec<_>>(), ["\"in local\""]);
    let block = at(&["block"]).as_list().unwrap().first().unwrap();
    assert_eq!(under(block), "block {\n k = 1\n }");
    let header = resource.attributes.as_map().unwrap().entry("block").unwrap().key_span;
    assert_eq!(text.get(header.start as usize..header.end as usize), Some("block"));
    let declared = at(&["open"]).as_unknown().unwrap().declared_at.unwrap();
    assert_eq!(text.get(declared.start as usize..declared.end as usize), Some("variable \"v\""));
    let header = resource.header;
    assert_eq!(
        text.get(header.start as usize..header.end as usize),
        Some("resource \"a_b\" \"c\"")
    );
}

#[test]
fn fragments_of_a_document_make_one_module() {
    let document = "intro\n\nresource \"a_b\" \"c\" {\n x = var.y\n z = a_d.e.id\n}\n";
    let offset = document.find("resource").unwrap();
    let mut fragment = file(0, "main.tf", document.get(offset..).unwrap()).unwrap();
    fragment.offset = offset;
    fragment.fragment = true;
    fragment.path = "docs/a.md".into();
    fragment.module = "docs/a.md".into();
    let parsed = load(vec![fragment], &Options::default());
    assert!(parsed.diagnostics.is_empty(), "{:?}", messages(&parsed));
    let resource = parsed.resources.first().unwrap();
    assert_eq!(resource.header.start as usize, offset);
    assert_eq!(&*resource.scope, "docs/a.md");
}

#[test]
fn variables_come_in_order_of_precedence() {
    let text = "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}\n\
                variable \"d\" { type = list(string) }\n";
    let inputs = || {
        vec![
            file(0, "main.tf", text).unwrap(),
            file(1, "terraform.tfvars", "a = \"file\"\nb = \"file\"\n").unwrap(),
        ]
    };
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let options = Options {
        environment: vec![pair("a", "env"), pair("c", "env")],
        assignments: vec![
            Assignment::File("x.tfvars".into(), "b = \"x\"\nd = [\"x\"]".into()),
            Assignment::Variable(pair("d", "[\"flag\", 1]")),
            Assignment::Variable(pair("undeclared", "1")),
        ],
        ..Options::default()
    };
    let asked = "[var.a, var.b, var.c, var.d]";
    let (value, diagnostics) = evaluate_expression(asked, inputs(), "", &options);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(short(&value), json!(["file", "x", "env", ["flag", "1"]]));
}

#[test]
fn every_source_of_values_has_its_rank() {
    // Each source sets all variables that no later one is to set.
    let sources = ["env", "file", "json", "auto", "auto-json", "zauto", "var", "var-file", "var2"];
    let names = |from: usize| sources.iter().skip(from).map(|name| name.replace('-', "_"));
    let declared: String = names(0).map(|name| format!("variable \"{name}\" {{}}\n")).collect();
    let native = |from: usize, says: &str| -> String {
        names(from).map(|name| format!("{name} = \"{says}\"\n")).collect()
    };
    let pairs = |from: usize, says: &str| -> Vec<(String, String)> {
        names(from).map(|name| (name, says.to_owned())).collect()
    };
    let json = |from: usize, says: &str| {
        let members: Map<String, Json> =
            pairs(from, says).into_iter().map(|(name, says)| (name, json!(says))).collect();
        Json::Object(members).to_string()
    };
    let inputs = vec![
        file(0, "main.tf", &declared).unwrap(),
        file(1, "z.auto.tfvars", &native(5, "zauto")).unwrap(),
        file(2, "b.auto.tfvars.json", &json(4, "auto-json")).unwrap(),
        file(3, "a.auto.tfvars", &native(3, "auto")).unwrap(),
        file(4, "terraform.tfvars.json", &json(2, "json")).unwrap(),
        file(5, "terraform.tfvars", &native(1, "file")).unwrap(),
    ];
    let flags = |from: usize, says: &str| {
        pairs(from, says).into_iter().map(Assignment::Variable).collect::<Vec<_>>()
    };
    let mut assignments = flags(6, "var");
    assignments.push(Assignment::File("x.tfvars".into(), native(7, "var-file").into()));
    assignments.extend(flags(8, "var2"));
    let options = Options { environment: pairs(0, "env"), assignments, ..Options::default() };
    let asked: Vec<String> = names(0).map(|name| format!("var.{name}")).collect();
    let asked = format!("[{}]", asked.join(", "));
    let (value, diagnostics) = evaluate_expression(&asked, inputs, "", &options);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(short(&value), json!(sources));
}

#[test]
fn text_is_read_by_the_type_of_its_variable() {
    let text = "variable \"untyped\" {}\nvariable \"any\" { type = any }\n\
                variable \"text\" { type = string }\nvariable \"number\" { type = number }\n\
                variable \"flag\" { type = bool }\nvariable \"map\" { type = map(number) }\n";
    let given = [
        ("untyped", "[1]"),
        ("any", "[1]"),
        ("text", "[1]"),
        ("number", "07"),
        ("flag", "true"),
        ("map", "{ a = \"1\" }"),
    ];
    let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let options =
        Options { environment: given.into_iter().map(pair).collect(), ..Options::default() };
    let asked = "[var.untyped, var.any, var.text, var.number, var.flag, var.map]";
    let inputs = vec![file(0, "main.tf", text).unwrap()];
    let (value, _) = evaluate_expression(asked, inputs, "", &options);
    assert_eq!(short(&value), json!(["[1]", [1], "[1]", 7, true, { "a": 1 }]));
}

#[test]
fn a_called_module_is_judged_through_its_callers() {
    let inputs = vec![
        file(0, "a/main.tf", "module \"m\" {\n source = \"../b\"\n}\n").unwrap(),
        file(1, "b/main.tf", "module \"m\" {\n source = \"../c\"\n}\n").unwrap(),
        file(2, "c/main.tf", "resource \"a_b\" \"c\" {}\n").unwrap(),
        file(3, "x/main.tf", "module \"m\" {\n source = \"../y\"\n}\nresource \"a_b\" \"x\" {}\n")
            .unwrap(),
        file(4, "y/main.tf", "module \"m\" {\n source = \"../x\"\n}\nresource \"a_b\" \"y\" {}\n")
            .unwrap(),
    ];
    let parsed = load(inputs, &Options::default());
    let addresses: Vec<String> = parsed
        .resources
        .iter()
        .map(|resource| format!("{}:{}", resource.scope, resource.address))
        .collect();
    assert_eq!(
        addresses,
        ["a:module.m.module.m.a_b.c", "x:a_b.x", "x:module.m.module.m", "x:module.m.a_b.y"]
    );
}

/// Pieces that make expressions, most of them faulty.
fn expressions() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let leaf = prop::sample::select(vec![
        "1",
        "-2.5",
        "\"a\"",
        "\"\"",
        "null",
        "true",
        "[]",
        "{}",
        "var.x",
        "local.y",
        "a_b.c.id",
        "a_b.c",
        "[1, \"b\", null]",
        "{ a = 1, b = [2] }",
        "each.key",
        "1e300",
        "0.1",
        "path.module",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/", "%", "==", "<", "&&", "||"]);
        let function = prop::sample::select(vec![
            "length",
            "join",
            "merge",
            "concat",
            "flatten",
            "format",
            "substr",
            "element",
            "lookup",
            "range",
            "try",
            "can",
            "coalesce",
            "jsonencode",
            "jsondecode",
            "cidrsubnet",
            "toset",
            "formatdate",
            "timeadd",
            "regex",
            "setproduct",
            "yamlencode",
            "slice",
            "pow",
            "parseint",
        ]);
        prop_oneof![
            (inner.clone(), operator, inner.clone())
                .prop_map(|(a, o, b)| format!("({a}) {o} ({b})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
            (function, prop::collection::vec(inner.clone(), 0..4))
                .prop_map(|(f, list)| format!("{f}({})", list.join(", "))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[for k, v in ({a}) : {b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a})[{b}]")),
            inner.clone().prop_map(|a| format!("({a})[*].id")),
            inner.prop_map(|a| format!("\"x-${{{a}}}\"")),
        ]
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn every_expression_has_a_value(expression in expressions()) {
        let text = "variable \"x\" {}\nlocals {\n y = var.x.z\n}\nresource \"a_b\" \"c\" {\n n = 1\n}\n";
        let inputs = vec![file(0, "main.tf", text).unwrap()];
        // A fault of ours would give null, since the thread that evaluates is guarded.
        let (value, _) = evaluate_expression(&format!("[{expression}]"), inputs, "", &Options::default());
        proptest::prop_assert!(value.as_list().is_some() || value.as_unknown().is_some());
    }
}
