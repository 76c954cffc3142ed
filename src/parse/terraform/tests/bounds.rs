//! What is made to run without end, to grow without end, or to break a stack.

use serde_json::json;

use super::{file, load_text, messages, short};
use crate::parse::terraform::{Options, evaluate_expression, load};

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

/// Text of many openings, a middle, and as many closings.
fn nested(open: &str, middle: &str, close: &str, times: usize) -> String {
    format!("{}{middle}{}", open.repeat(times), close.repeat(times))
}

#[test]
fn hostile_configurations_end_in_a_diagnostic() {
    let resource = "resource \"a_b\" \"c\" {\n  x = local.x\n}\n";
    let local = |expression: &str| format!("locals {{\n  x = {expression}\n}}\n{resource}");
    let levels = "nested deeper than 500 levels";
    let work = "too much work for one root module";
    let cases: Vec<(&str, String, &str)> = vec![
        ("brackets", local(&nested("[", "", "]", 100_000)), levels),
        ("parentheses", local(&nested("(", "1", ")", 100_000)), levels),
        ("calls", local(&nested("upper(", "1", ")", 50_000)), levels),
        ("negations", local(&nested("!", "true", "", 100_000)), levels),
        ("templates", local(&nested("\"${", "1", "}\"", 20_000)), levels),
        ("blocks", nested("a {\n", "", "}\n", 100_000), levels),
        (
            "types",
            format!("variable \"v\" {{\n  type = {}\n}}\n", nested("list(", "any", ")", 50_000)),
            levels,
        ),
        ("itself", local("[local.x]"), "local.x refers to itself"),
        ("each other", local("local.y\n  y = local.x"), "refers to itself"),
        ("range", local("range(1000000000000)"), "more than 1024 values"),
        ("small steps", local("range(0, 1, 0.000000001)"), "more than 1024 values"),
        ("product", local("setproduct(range(1000), range(1000), range(1000))"), "too large"),
        ("power", local("pow(10, 100000)"), "out of range"),
        ("width", local("format(\"%999999999d|%999999999d\", 1, 2)"), ""),
        (
            "looking in a loop",
            local("[for x in flatten([for i in range(300) : range(300)]) : contains(local.y, x)]\n  \
                   y = flatten([for i in range(300) : range(300)])"),
            work,
        ),
        (
            "a million instances",
            "resource \"a_b\" \"c\" {\n  for_each = toset(flatten([for i in range(300) : \
             [for j in range(300) : \"${i}-${j}\"]]))\n}\n"
                .into(),
            "a_b.c has 90000 instances; 1000 of them are judged",
        ),
        (
            "blocks of blocks",
            "resource \"a_b\" \"c\" {\n  dynamic \"x\" {\n    for_each = range(1000)\n    content {\n      \
             dynamic \"y\" {\n        for_each = range(1000)\n        content {\n          n = 1\n        }\n      \
             }\n    }\n  }\n}\n"
                .into(),
            "dynamic y has 1000 blocks",
        ),
        (
            "no number",
            "resource \"a_b\" \"c\" {\n  count = 99999999999999999999\n}\n".into(),
            "count must be a whole number",
        ),
    ];
    for (name, text, expected) in cases {
        let parsed = load_text(&text);
        let told = messages(&parsed);
        assert!(
            expected.is_empty() || told.iter().any(|message| message.contains(expected)),
            "{name}: {told:?}"
        );
    }
}

#[test]
fn distinct_and_its_like_take_one_look_at_each_element() {
    let expression = "[length(distinct(local.l)), length(setsubtract(local.l, [1])), \
                      length(toset([for x in local.l : { x = x }])), length(setunion(local.l, local.l))]";
    let text = "locals {\n  l = flatten([for i in range(90) : [for j in range(1000) : i * 1000 + j]])\n}\n";
    let inputs = vec![file(0, "main.tf", text).unwrap()];
    let (value, faults) = evaluate_expression(expression, inputs, "", &Options::default());
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(short(&value), json!([90_000, 89_999, 90_000, 90_000]));
}

#[test]
fn modules_that_multiply_are_bounded() {
    let call = |to: &str| format!("module \"m\" {{\n  source = \"./{to}\"\n  count = 1000\n}}\n");
    let leaf = "resource \"a_b\" \"c\" {\n  count = 1000\n}\n";
    let inputs = vec![
        file(0, "main.tf", &call("x")).unwrap(),
        file(1, "x/main.tf", &call("x")).unwrap(),
        file(2, "x/x/main.tf", leaf).unwrap(),
    ];
    let parsed = load(inputs, &Options::default());
    assert!(parsed.resources.len() <= 100_000);
    assert!(messages(&parsed).iter().any(|message| message.contains("0 of them are judged")));
}
