//! Texts made to break a reader: each ends soon, with a diagnostic, and what stands around a
//! fault is kept.

use proptest::prelude::*;

use super::super::depth::MAX_DEPTH;
use super::*;

/// The messages of a text's diagnostics.
fn messages(text: &str) -> Vec<String> {
    read(text).1.into_iter().map(|diagnostic| diagnostic.message).collect()
}

#[test]
fn deep_nesting_is_refused_with_its_line() {
    for (open, close, times) in [
        ("[", "]", 100_000),
        ("(", ")", 100_000),
        ("{a=", "}", 100_000),
        ("f(", ")", 100_000),
        ("a[", "]", 100_000),
        ("!", "", 100_000),
        ("-", "", 100_000),
        ("a ? b : ", "", 100_000),
        ("a ? ", "", 100_000),
        ("\"${", "}\"", 50_000),
        ("[for x in ", " : x]", 100_000),
        ("1 + ", "", 100_000),
        ("(1 + ", ")", 100_000),
    ] {
        for close in ["", close] {
            let text = format!("ok = 1\nx = {}y{}\n", open.repeat(times), close.repeat(times));
            let (body, diagnostics) = read(&text);
            assert_eq!(diagnostics.len(), 1, "{open}");
            let message = &diagnostics[0].message;
            assert_eq!(message, "nested deeper than 500 levels on line 2", "{open}");
            assert_eq!(diagnostics[0].lost, "the file from line 2 on");
            assert_eq!(body.attributes.len(), 1, "{open}");
        }
    }
    for text in [
        format!("x = a{}", ".b".repeat(100_000)),
        format!("x = a{}", "[*]".repeat(100_000)),
        "a {\n".repeat(100_000),
        format!("x = <<E\n{}\nE\n", "%{ if a }".repeat(100_000)),
    ] {
        assert_eq!(read(&text).1.len(), 1, "{text:.40}");
    }
}

/// Up to the limit everything is read, and compared and dropped, on a test's two-megabyte stack.
#[test]
fn nesting_up_to_the_limit_is_read() {
    for (open, close, levels) in [
        ("[", "]", MAX_DEPTH - 1),
        ("(", ")", MAX_DEPTH / 2 - 1),
        ("{a=", "}", MAX_DEPTH / 2 - 1),
        ("f(", ")", MAX_DEPTH / 2 - 1),
        ("!", "", MAX_DEPTH - 2),
        ("a ? b : ", "", MAX_DEPTH / 2 - 2),
        ("\"${", "}\"", MAX_DEPTH / 2 - 1),
        ("1 + ", "", MAX_DEPTH - 2),
    ] {
        let levels = if open == "[" { MAX_DEPTH / 2 - 1 } else { levels };
        let text = format!("x = {}y{}\n", open.repeat(levels), close.repeat(levels));
        let (body, diagnostics) = read(&text);
        assert_eq!(diagnostics, [], "{open}");
        assert_eq!(body.clone(), body);
    }
    let blocks = format!("{}{}", "a {\n".repeat(MAX_DEPTH - 1), "}\n".repeat(MAX_DEPTH - 1));
    assert_eq!(messages(&blocks), Vec::<String>::new());
}

#[test]
fn what_stands_side_by_side_is_not_deep() {
    for text in [
        "a = 1\n".repeat(2000),
        "a {\n  b = 1\n}\n".repeat(2000),
        format!("a = [{}]", "[1], ".repeat(2000)),
        format!("a = {{\n{}}}", "  b = f(1)\n".repeat(2000)),
        format!("a = f({})", "g(1), ".repeat(2000)),
        format!("a = {}true", "a.b.c.d.e.f == g.h[0].i && ".repeat(200)),
        format!("a = \"{}\"", "${a.b.c}".repeat(2000)),
        format!("a = <<E\n{}E\n", "%{ if a }${b.c}%{ endif }\n".repeat(2000)),
    ] {
        let (body, diagnostics) = read(&text);
        let faults = diagnostics.iter().filter(|found| found.loss != Loss::Nothing).count();
        assert_eq!(faults, 0, "{text:.60}");
        assert!(!body.attributes.is_empty() || body.blocks.len() == 2000);
    }
}

#[test]
fn many_faults_end_soon() {
    for (line, times) in [
        ("x = <<E\n", 100_000),
        ("x = (/*\n", 100_000),
        ("x = \"${\n", 100_000),
        ("x = [1,\n", 100_000),
        ("a {\n  x = }\n", 10_000),
        ("}\n", 100_000),
        ("é\0", 100_000),
        ("x = {\n  a = \n  b = [\n  }\n", 20_000),
    ] {
        let (_, diagnostics) = read(&line.repeat(times));
        assert!((1..=22).contains(&diagnostics.len()), "{line}: {}", diagnostics.len());
    }
}

#[test]
fn one_broken_item_costs_that_item() {
    for broken in [
        "x = ",
        "x = \"open",
        "x = [1, 2",
        "x = {\n    a = 1\n    b = ]\n  }",
        "x = <<E\n",
        "x = ${a}",
        "x y = 1",
        "x = f(\n    a b\n  )",
        "x = a.\n",
        "\0",
        "\"x\" = 1",
    ] {
        let text = format!(
            "resource \"a\" \"b\" {{\n  before = 1\n  {broken}\n  after = 2\n}}\n\
             resource \"c\" \"d\" {{\n  e = 3\n}}\n"
        );
        let (body, diagnostics) = read(&text);
        assert!(!diagnostics.is_empty(), "{broken}");
        assert_eq!(body.blocks.len(), 2, "{broken}");
        let names: Vec<&str> = body.blocks[0].body.attributes.iter().map(|a| &*a.name).collect();
        assert!(names.contains(&"before") && names.contains(&"after"), "{broken}: {names:?}");
        assert_eq!(body.blocks[1].body.attributes.len(), 1, "{broken}");
    }
}

#[test]
fn a_broken_object_never_loses_a_key() {
    for text in [
        "x = { a = 1, b = }\n",
        "x = {\n  a = 1, b = , c = 2\n}\n",
        "x = {\n  a = [, b = 2\n}\n",
        "x = { a = 1\n  b =\n}\n",
        "x = {\n  a = 1\n  b =\n",
    ] {
        let (body, _) = read(text);
        assert_eq!(body.attributes[0].value.kind, ExpressionKind::Invalid, "{text}");
    }
}

#[test]
fn line_ends_and_byte_order_marks_are_no_faults() {
    for text in
        ["\u{feff}a = 1\n", "a = 1\r\nb {\r\n  c = [\r\n  ]\r\n}\r\n", "a = 1", "", "\n\n", "# c"]
    {
        assert_eq!(messages(text), Vec::<String>::new(), "{text:?}");
    }
    assert_eq!(messages("a = 1\na = 2\n"), ["the attribute `a` is set twice"]);
    assert_eq!(read("a = 1\na = 2\n").0.attributes.len(), 2);
}

proptest! {
    #[test]
    fn any_text_is_read_to_its_end(text in "\\PC*|[a-c \"{}\\[\\]()$%~<>=.\\n\\\\E0-9?:,*!/#-]{0,200}") {
        let (_, diagnostics) = read(&text);
        for diagnostic in diagnostics {
            // A span that is not of the text, or not between characters, panics here.
            under(&text, diagnostic.span.unwrap());
        }
        parse_expression(Fragment::whole(FileId(0), &"x".into(), &text), &mut Vec::new());
        parse_template(Fragment::whole(FileId(0), &"x".into(), &text), &mut Vec::new());
    }

    #[test]
    fn a_damaged_text_is_read_to_its_end(
        at in 0usize..2000,
        length in 0usize..40,
        put in "[ -~\\n]{0,6}",
    ) {
        let text = include_str!("../../../../../fixtures/terraform/syntax/everything.tf");
        let boundary = |at: usize| (at.min(text.len())..).find(|at| text.is_char_boundary(*at)).unwrap();
        let (start, end) = (boundary(at), boundary(at + length));
        let damaged = format!("{}{put}{}", &text[..start], &text[end.max(start)..]);
        let (_, diagnostics) = read(&damaged);
        for diagnostic in diagnostics {
            under(&damaged, diagnostic.span.unwrap());
        }
    }
}
