//! Tests of the JSON syntax.

use super::*;

fn read_json(text: &str) -> String {
    let path: Str = "main.tf.json".into();
    let mut diagnostics = Vec::new();
    let fragment = Fragment { file: FileId(3), path: &path, text, offset: OFFSET };
    let body = parse_json(fragment, &mut diagnostics);
    let mut report = show::show(&body);
    for diagnostic in diagnostics {
        let place = diagnostic.span.map(|span| under(text, span));
        report += &format!("! {} at {place:?}\n", diagnostic.message);
    }
    report
}

#[test]
fn json_gives_the_tree_of_the_native_syntax() {
    let text = r#"{
      "//": "a note",
      "resource": {"aws_instance": {"a": {
        "ami": "${var.ami}", "count": 2, "tags": {"Name": "n-${var.x}"},
        "depends_on": ["aws_vpc.v"], "type": "A",
        "ebs_block_device": [{"size": 1}, {"size": 2}],
        "metadata_options": {"http_tokens": "required"},
        "ids": ["a", "b"],
        "lifecycle": {"ignore_changes": ["tags"], "precondition": {"condition": "${true}"}},
        "dynamic": {"ingress": {"for_each": {"a": {}}, "content": {"port": 1}}}
      }}},
      "variable": {"ami": {"type": "list(string)", "default": "it's $${x}"}},
      "locals": [{"a": {"b": 1}}, {"c": null}],
      "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}}
    }"#;
    insta::assert_snapshot!(read_json(text), @r#"
    resource ["aws_instance", "a"] {
      ami = <${var.ami}>
      count = 2
      tags = {"Name": <"n-" ${var.x}>}
      depends_on = [aws_vpc.v]
      type = "A"
      ids = ["a", "b"]
      ebs_block_device [] {
        size = 1
      }
      ebs_block_device [] {
        size = 2
      }
      metadata_options [] {
        http_tokens = "required"
      }
      lifecycle [] {
        ignore_changes = [tags]
        precondition [] {
          condition = <${true}>
        }
      }
      dynamic ["ingress"] {
        for_each = {"a": {}}
        content [] {
          port = 1
        }
      }
    }
    variable ["ami"] {
      type = list(string)
      default = "it's ${x}"
    }
    locals [] {
      a = {"b": 1}
    }
    locals [] {
      c = null
    }
    terraform [] {
      required_providers [] {
        aws = {"source": "hashicorp/aws"}
      }
    }
    "#);
}

#[test]
fn json_keeps_places() {
    let text = r#"{"output": {"o": {"value": "x ${a.b} y", "description": "\n${c}"}}}"#;
    let path: Str = "main.tf.json".into();
    let fragment = Fragment { file: FileId(3), path: &path, text, offset: OFFSET };
    let body = parse_json(fragment, &mut Vec::new());
    let block = &body.blocks[0];
    assert_eq!(under(text, block.header), "\"o\"");
    let [value, escaped] = block.body.attributes.as_slice() else { panic!("{block:?}") };
    assert_eq!(under(text, value.name_span), "\"value\"");
    let place = |attribute: &ast::Attribute| match &attribute.value.kind {
        ExpressionKind::Template(parts) => match &parts[1] {
            TemplatePart::Interpolation(inner) => under(text, inner.span).to_owned(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(place(value), "a.b");
    assert_eq!(place(escaped), "\"\\n${c}\"");
}

#[test]
fn json_faults_are_reported() {
    for (text, message) in [
        ("", "! unexpected end of the text at Some(\"\")\n"),
        ("{\"a\": }", "! expected a value at Some(\"}\")\n"),
        ("{\"resource\": 1}", "! expected an object that holds a block at Some(\"1\")\n"),
        (
            "{\"a\": 1, \"a\": 2}",
            "a = 1\na = 2\n! the key `a` stands twice at Some(\"\\\"a\\\"\")\n",
        ),
        (
            "{\"a\": \"${\"}",
            "a = INVALID\n! expected an expression, found the end of the text at Some(\"\")\n",
        ),
    ] {
        assert_eq!(read_json(text), message, "{text}");
    }
    let deep = read_json(&format!("{{\"a\": {}", "[".repeat(100_000)));
    assert!(deep.starts_with("! nested deeper than 500 levels"), "{deep}");
}

#[test]
fn variable_files_hold_no_templates() {
    let path: Str = "x.tfvars.json".into();
    let fragment = Fragment::whole(FileId(0), &path, r#"{"resource": {"a": "${b}"}}"#);
    let body = parse_json_variables(fragment, &mut Vec::new());
    assert_eq!(show::show(&body), "resource = {\"a\": \"${b}\"}\n");
}
