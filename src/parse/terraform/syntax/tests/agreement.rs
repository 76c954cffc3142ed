//! Generated texts read alike by our reader and by `hcl-edit`, spans included; a tolerant reading
//! of a text without faults is the strict one; and what is salvaged from a broken object is what
//! the whole object says, or a hole, never something else.

use proptest::prelude::*;

use super::super::reader::Reader;
use super::*;

fn name() -> impl Strategy<Value = String> {
    "[a-d][a-d_0-9]{0,3}".prop_filter("keywords", |name| name != "if")
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "a", " ", "é", "\\n", "\\\"", "\\\\", "\\u00e9", "$${", "%%{", "$", "%", "{", "}", "#",
        ]),
        0..6,
    )
    .prop_map(|parts| parts.concat())
    // A sign before a brace would begin a sequence.
    .prop_filter("sequences", |text| {
        let bare = text.replace("$${", "_").replace("%%{", "_");
        !bare.contains("${")
            && !bare.contains("%{")
            && !bare.ends_with(['$', '%'])
            && !text.contains("$$${")
            && !text.contains("%%%{")
    })
}

fn leaf() -> BoxedStrategy<String> {
    prop_oneof![
        prop::sample::select(vec![
            "0",
            "12",
            "1.5",
            "2e3",
            "true",
            "false",
            "null",
            "a.b",
            "a.b.0.c",
            "a[0]",
            "a[*].b",
            "a[*].b[*].c[0]",
            "a.*.b[1]",
            "a [\"k\"]",
            "f()",
            "n::f(a)",
        ])
        .prop_map(String::from),
        name(),
        text().prop_map(|text| format!("\"{text}\"")),
    ]
    .boxed()
}

/// An operand: nothing that an operator beside it would tear apart.
fn term() -> BoxedStrategy<String> {
    leaf()
        .prop_recursive(4, 40, 4, |inner| {
            let operator = prop::sample::select(vec![
                "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||",
            ]);
            let list = prop::collection::vec(inner.clone(), 0..4);
            let strip = prop::sample::select(vec!["", "~"]);
            prop_oneof![
                list.clone().prop_map(|items| format!("[{}]", items.join(", "))),
                list.clone().prop_map(|items| format!("[\n  {}\n]", items.join(",\n"))),
                list.clone().prop_map(|items| format!("max({})", items.join(" , "))),
                (list, prop::sample::select(vec![" = ", ":", " : "])).prop_map(|(items, sign)| {
                    let items = items.iter().enumerate();
                    let items: Vec<_> =
                        items.map(|(i, item)| format!("k{i}{sign}{item}")).collect();
                    format!("{{\n{}\n}}", items.join("\n"))
                }),
                (inner.clone(), operator.clone(), inner.clone(), operator, inner.clone())
                    .prop_map(|(a, f, b, g, c)| format!("({a} {f} {b} {g} {c})")),
                (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(a, b, c)| format!("( {a} ? {b} : {c} )")),
                inner.clone().prop_map(|a| format!("(!{a})")),
                (inner.clone(), inner.clone())
                    .prop_map(|(a, b)| format!("[for k, v in {a} : {b} if v]")),
                (inner.clone(), inner.clone())
                    .prop_map(|(a, b)| format!("{{ for v in {a} : v.k => {b}... }}")),
                (text(), strip.clone(), inner.clone(), strip, text())
                    .prop_map(|(a, s, b, t, c)| format!("\"{a}${{{s} {b} {t}}}{c}\"")),
                (inner.clone(), text(), text()).prop_map(|(a, b, c)| format!(
                    "\"%{{ if {a} }}{b}%{{ else ~}}{c}%{{ endif }}\""
                )),
            ]
        })
        .boxed()
}

fn heredoc() -> impl Strategy<Value = String> {
    let line =
        (0usize..4, prop_oneof!["[a-c ]{0,5}".boxed(), Just(String::from("x ${y} z")).boxed()])
            .prop_map(|(indent, line)| format!("{}{line}", " ".repeat(indent)));
    (prop::sample::select(vec!["<<", "<<-"]), prop::collection::vec(line, 1..5))
        .prop_map(|(sign, lines)| format!("{sign}EOT\n{}\n  EOT", lines.join("\n")))
}

fn item(body: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let label = prop_oneof![name(), text().prop_map(|text| format!("\"{text}\""))];
    let note = prop::sample::select(vec!["# note", "// note", "/* a\n b */ @ = 1"]);
    prop_oneof![
        8 => term().prop_map(|value| format!("@ = {value}")),
        2 => heredoc().prop_map(|value| format!("@ = {value}")),
        4 => (name(), prop::collection::vec(label, 0..3), body)
            .prop_map(|(kind, labels, body)| format!("{kind} {} {{\n{body}}}", labels.join(" "))),
        1 => note.prop_map(String::from),
    ]
    .boxed()
}

fn body() -> BoxedStrategy<String> {
    let empty = Just(String::new()).boxed();
    empty
        .prop_recursive(3, 24, 4, |inner| {
            prop::collection::vec(item(inner.boxed()), 0..4).prop_map(|items| {
                let items = items.iter().enumerate();
                items
                    .map(|(i, item)| format!("{}\n", item.replacen('@', &format!("a{i}"), 1)))
                    .collect()
            })
        })
        .boxed()
}

proptest! {
    #[test]
    fn both_readings_give_the_same_tree(text in body()) {
        let (ours, diagnostics) = read(&text);
        prop_assert_eq!(&diagnostics, &[], "{}", text);
        let path: Str = "main.tf".into();
        let fragment = Fragment { file: FileId(3), path: &path, text: &text, offset: OFFSET };
        if let Some(theirs) = edit::body(fragment) {
            prop_assert_eq!(show::show(&ours), show::show(&theirs), "{}", text);
            prop_assert_eq!(&ours, &theirs, "{}", text);
        }
        let mut tolerant = Reader::new(fragment);
        tolerant.tolerant = true;
        prop_assert_eq!(&ours, &tolerant.file().unwrap(), "{}", text);
    }
}

proptest! {
    #[test]
    fn what_is_salvaged_is_true(
        values in prop::collection::vec(term().prop_filter("one line", |v| !v.contains('\n')), 1..6),
        at in 0usize..6,
        broken in prop::sample::select(vec!["", "]", "1 2", "\"open", "f(", "a ? b", "${x}", "= 1"]),
    ) {
        let lines = values.iter().enumerate().map(|(i, value)| format!("  k{i} = {value}\n"));
        let mut lines: Vec<String> = lines.collect();
        let whole = items(&format!("x = {{\n{}}}\n", lines.concat()));
        lines.insert(at.min(lines.len()), format!("  bad = {broken}\n"));
        let text = format!("x = {{\n{}}}\n", lines.concat());
        let salvaged = items(&text);
        prop_assert_eq!(salvaged.len(), whole.len() + 1, "{}", text);
        for (key, value) in salvaged {
            let expected = whole.iter().find(|(other, _)| *other == key);
            let kept = expected.is_some_and(|(_, expected)| *expected == value);
            prop_assert!(kept || value.contains("INVALID"), "{}: {} in {}", key, value, text);
        }
    }
}

/// Keys and values of the object that a text's only attribute holds.
fn items(text: &str) -> Vec<(String, String)> {
    match &read(text).0.attributes[0].value.kind {
        ExpressionKind::Object(items) => {
            let show = |item: &ast::ObjectItem| {
                (show::expression(&item.key), show::expression(&item.value))
            };
            items.iter().map(show).collect()
        }
        other => panic!("{other:?} of {text}"),
    }
}

#[test]
fn the_other_reading_takes_most_texts() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let path: Str = "main.tf".into();
    let taken = (0..100)
        .filter(|_| {
            let text = body().new_tree(&mut runner).unwrap().current();
            edit::body(Fragment::whole(FileId(0), &path, &text)).is_some()
        })
        .count();
    assert!(taken > 80, "hcl-edit reads {taken} of 100");
}
