//! What direct evaluation makes of small modules.

use std::sync::Arc;

use bumpalo::Bump;

use super::compile::{Compiler, View};
use super::ir::Root;
use super::machine::{Halt, Input, Machine};
use super::value::Val;
use crate::evaluate::Limits;
use crate::evaluate::rego::kleene::Program;
use crate::evaluate::rego::kleene::module::Tree;
use crate::model::{Entry, Kind, Map, Number, Span, Value};

/// `input.resource.attributes` is this map; nothing else is there.
struct Attributes(Value);

impl<'a> Input<'a> for &'a Attributes {
    fn root(&self, root: Root, _: &'a Bump) -> Option<Val<'a>> {
        let attributes: &'a Attributes = self;
        (root == Root::Attributes).then(|| Val::of(&attributes.0))
    }
}

fn value(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    let kind = match json {
        Json::Null => Kind::Null,
        Json::Bool(truth) => Kind::Bool(*truth),
        Json::Number(number) => Kind::Number(match number.as_i64() {
            Some(number) => Number::Int(number),
            None => Number::Float(number.as_f64().unwrap()),
        }),
        Json::String(text) => Kind::String(text.as_str().into()),
        Json::Array(list) => Kind::List(Arc::new(list.iter().map(value).collect())),
        Json::Object(object) => {
            let entry = |(key, json): (&String, &Json)| Entry {
                key: key.as_str().into(),
                key_span: Span::default(),
                value: value(json),
            };
            Kind::Map(Arc::new(object.iter().map(entry).collect::<Map>()))
        }
    };
    Value::new(kind, Span::default())
}

/// The value of the rule `x`, as text; why it is not covered, or why it stopped.
fn x(body: &str) -> String {
    let attributes = Attributes(value(&serde_json::json!({
        "name": "web", "none": null, "one": 1, "half": 0.5, "double": 1.0, "off": false,
        "list": ["b", "a", "b"], "numbers": [3, 1, 2], "empty": [],
        "map": {"b": 2, "a": 1}, "rows": [{"id": 1, "tags": ["x", "y"]}, {"id": 2}],
    })));
    let text = format!("package p\nimport rego.v1\na := input.resource.attributes\n{body}\n");
    let trees = Program::new(vec![Arc::new(Tree::parse("p.rego", &text).unwrap())]);
    let mut compiler = Compiler::default();
    let number =
        View { compiler: &mut compiler, trees: &trees, params: false, depth: 0 }.rule("data.p.x");
    let number = match number {
        Ok(number) => number,
        Err(why) => return format!("uncovered: {}", why.0),
    };
    let (arena, input) = (Bump::new(), &attributes);
    let program = &compiler.program;
    let constants: Vec<Val<'_>> =
        program.constants.iter().map(|value| Val::of_rego(value, &arena).unwrap()).collect();
    let limits = Limits { instructions: 100_000, ..Limits::default() };
    let mut machine = Machine::new(program, &constants, &arena, &input, limits);
    machine.begin();
    match machine.rule_value(number) {
        Ok(Some(value @ Val::Set(_))) => format!("set {}", value.rego()),
        Ok(Some(value)) => value.rego().to_string(),
        Ok(None) => "undefined".into(),
        Err(halt) => format!("{halt:?}"),
    }
}

/// Runs cases of a module and what `x` is in it.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(body, expected)| (body, expected, x(body)))
        .filter(|(_, expected, given)| given != *expected)
        .map(|(body, expected, given)| format!("{body}\n  wanted {expected}\n  got    {given}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn undefined_null_and_negation() {
    check(&[
        ("x := a.missing", "undefined"),
        ("x := a.none", "null"),
        ("x if a.none", "true"),
        ("x if a.off", "undefined"),
        ("x if not a.off", "true"),
        ("x if not a.missing.deeper", "true"),
        ("x if a.none == null", "true"),
        ("x if a.missing != 1", "undefined"),
        ("x if not a.missing == 1", "true"),
        ("x if not a.list[_] == \"b\"", "undefined"),
        ("x if not a.list[_] == \"c\"", "true"),
        // A variable that would get no value: the statement does not hold.
        ("x if {\n y := a.missing\n not y in {1}\n}", "undefined"),
        ("x if count(a.none) > 0", "undefined"),
        ("x if not count(a.none) > 0", "true"),
        ("x := 1 / 0", "undefined"),
    ]);
}

#[test]
fn rules_defaults_and_else() {
    check(&[
        ("default x := 3\nx := 4 if a.missing", "3"),
        ("default x := 3\nx := 4 if a.one", "4"),
        ("x := 1 if a.missing\nelse := 2 if a.one\nelse := 3", "2"),
        ("x := a.missing if a.one\nelse := 2", "2"),
        ("x := 1 if a.one\nx := 1 if a.name", "1"),
        ("x := 1 if a.one\nx := 2 if a.name", "Conflict"),
        ("x := y if some y in a.list", "Conflict"),
        ("x contains y if some y in a.list", "set [\"a\",\"b\"]"),
        ("x contains y if some y in a.empty", "set []"),
        ("x[k] := v if some k, v in a.map", r#"{"a":1,"b":2}"#),
        ("x := f(2)\nf(n) := n + 1 if n > 1\nf(n) := 0 if n <= 1", "3"),
        ("x := f(1)\nf(1) := \"one\"\nf(2) := \"two\"", "\"one\""),
        ("x := f(3)\nf(1) := \"one\"", "undefined"),
        ("x := f([1, 2])\nf([p, q]) := p + q", "3"),
        ("x := f(1, 1)\nf(n, n) := \"same\"", "\"same\""),
        ("x := f(1)\nf(_) := true", "true"),
        ("x := g\ng := 1 if y\ny if a.missing", "undefined"),
        // An argument hides a rule of its name.
        ("y := 1\nx := f(2)\nf(y) := y", "2"),
    ]);
}

#[test]
fn iteration_and_comprehensions() {
    check(&[
        ("x := [y | some y in a.list]", r#"["b","a","b"]"#),
        ("x := {y | some y in a.list}", r#"set ["a","b"]"#),
        ("x := [k | some k, _ in a.map]", r#"["a","b"]"#),
        ("x := [i | a.list[i] == \"b\"]", "[0,2]"),
        ("x := {t | t := a.rows[_].tags[_]}", r#"set ["x","y"]"#),
        ("x := [upper(a.list[_])]", "Conflict"),
        ("x := {upper(a.list[_]) | true}", r#"set ["A","B"]"#),
        ("x := {k: v | some v, k in a.numbers}", r#"{"1":1,"2":2,"3":0}"#),
        ("x := {k: 1 | some k in a.list}", r#"{"a":1,"b":1}"#),
        ("x := {k: i | some i, k in a.list}", "Conflict"),
        ("x := [r.id | some r in a.rows; not r.tags]", "[2]"),
        ("x := [y | y := s[_]]\ns contains v if some v in a.numbers", "[1,2,3]"),
        ("x if s[2]\ns contains v if some v in a.numbers", "true"),
        ("x if s[9]\ns contains v if some v in a.numbers", "undefined"),
        ("x := [p | some [p, 2] in [[1, 2], [3, 4], [5, 2]]]", "[1,5]"),
        ("x := [v | some i; v := a.numbers[i]; i > 0]", "[1,2]"),
        // Statements run in the order in which they can.
        ("x if {\n y > 1\n y := a.numbers[_]\n}", "true"),
        ("x := y if {\n [y, 2] = [7, z]\n z = 2\n}", "7"),
    ]);
}

#[test]
fn every_and_membership() {
    check(&[
        ("x if every y in a.numbers { y > 0 }", "true"),
        ("x if every y in a.numbers { y > 1 }", "undefined"),
        ("x if every y in a.empty { y > 1 }", "true"),
        ("x if every y in a.missing { y > 1 }", "undefined"),
        ("x if every y in a.none { y > 1 }", "undefined"),
        ("x if every k, v in a.map { k != \"c\"; v < 3 }", "true"),
        ("x := \"a\" in a.list", "true"),
        ("x := 2 in a.map", "true"),
        ("x := \"b\", 2 in a.map", "true"),
        ("x := 0, \"a\" in a.list", "false"),
        ("x := 1 in a.one", "false"),
        ("x if not 1 in a.one", "true"),
        ("x := 1.0 in {1, 2}", "true"),
    ]);
}

#[test]
fn comparison_across_types() {
    check(&[
        ("x := a.one == a.double", "true"),
        ("x := a.half < a.one", "true"),
        ("x := null < false", "true"),
        ("x := \"a\" > 5", "true"),
        ("x := [1] == a.list", "false"),
        ("x := a.map == {\"a\": 1, \"b\": 2}", "true"),
        ("x := a.list == [\"b\", \"a\", \"b\"]", "true"),
        ("x := [1, 2] < [1, 3]", "true"),
        ("x := 123456789012345678901 > 5", "true"),
        ("x := 10 % 4 + 7 / 2", "5.5"),
        ("x := {1, 2, 3} - {2} | {9} & {9}", "set [1,3,9]"),
    ]);
}

#[test]
fn built_ins() {
    check(&[
        (
            "x := sprintf(\"%s has %d of %v: %q %%\", [a.name, -3, a.off, \"q\"])",
            "\"web has -3 of false: \\\"q\\\" %\"",
        ),
        ("x := sprintf(\"%v\", [a.list])", r#""[\"b\", \"a\", \"b\"]""#),
        ("x := object.get(a, [\"map\", \"b\"], 0)", "2"),
        ("x := object.get(a, \"missing\", 7)", "7"),
        ("x := object.get(a.none, \"missing\", 7)", "undefined"),
        ("x := array.slice(a.numbers, 1, 9)", "[1,2]"),
        ("x := array.concat(a.empty, [1])", "[1]"),
        ("x := concat(\"-\", a.list)", "\"b-a-b\""),
        ("x := concat(\"-\", a.numbers)", "undefined"),
        ("x := split(\"a,b\", \",\")", r#"["a","b"]"#),
        ("x := regex.match(`^w.b$`, a.name)", "true"),
        ("x := regex.match(`(`, a.name)", "undefined"),
        ("x := regex.find_n(`[a-z]`, \"xyz\", 2)", r#"["x","y"]"#),
        ("x := json.unmarshal(\"{\\\"k\\\": [1, 2.5]}\").k[1]", "2.5"),
        ("x := json.is_valid(\"{\")", "false"),
        ("x := to_number(\"17\")", "17"),
        ("x := [max(a.numbers), min(a.numbers), sum(a.numbers)]", "[3,1,6]"),
        ("x := count(a.name)", "3"),
        ("x := base64.decode(\"aGk=\")", "\"hi\""),
    ]);
}

#[test]
fn what_is_not_covered() {
    check(&[
        ("x if y with input as {}\ny := 1", "uncovered: `with`"),
        ("x := time.now_ns()", "uncovered: the function `time.now_ns`"),
        ("x := nothing", "uncovered: the unbound name `nothing`"),
        ("x := y\ny := x", "uncovered: `data.p.x` refers to itself"),
        ("x := data.p", "uncovered: a reference to a package"),
        ("x if some {\"id\": 1} in a.rows", "uncovered: an object pattern"),
        ("x := f(1)\nf(data) := data", "uncovered: an argument that hides `input` or `data`"),
    ]);
}

#[test]
fn a_runaway_stops() {
    let all = "r := numbers.range(1, 100)\nx if {\n some p in r\n some q in r\n some s in r\n p + q + s == 0\n}";
    assert_eq!(x(all), format!("{:?}", Halt::Runaway));
}
