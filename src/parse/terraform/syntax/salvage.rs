//! What a broken expression still says.
//!
//! In: the text of an attribute whose value has a fault. Out: the value with its whole parts kept
//! and [`Invalid`](ExpressionKind::Invalid) in place of the others. tree-sitter finds the parts,
//! because it reads past faults; our own reader reads each, so that both readings agree. A part
//! is kept only where key and value stand whole on one line: a guess would be worse than a hole.

use tree_sitter::{Node, Parser};

use super::ast::{Expression, ExpressionKind, ObjectItem};
use super::depth::too_deep;
use super::reader::Reader;
use crate::model::Span;
use crate::parse::Fragment;

/// Bytes of a file that are worth a second reading; faults beyond leave one hole each.
const MAX_SALVAGED: usize = 128 * 1024;
/// Levels of objects and lists that are searched for whole parts.
const MAX_LEVELS: usize = 64;

/// The value of the attribute that stands at `start`, its value from `value_start` to `end`.
pub(super) fn expression(
    reader: &mut Reader<'_>,
    start: usize,
    value_start: usize,
    end: usize,
) -> Option<Expression> {
    let text = reader.slice(start, end);
    let opening = reader.text().as_bytes().get(value_start)?;
    if !matches!(opening, b'[' | b'{') || text.len() > MAX_SALVAGED || too_deep(text).is_some() {
        return None;
    }
    reader.salvaged += text.len();
    if reader.salvaged > MAX_SALVAGED {
        return None;
    }
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_hcl::LANGUAGE.into()).ok()?;
    let tree = parser.parse(text, None)?;
    let salvage = Salvage { reader, offset: start };
    let root = tree.root_node();
    let body = root.named_child(0)?;
    let attribute = body.named_child(0).filter(|node| node.kind() == "attribute")?;
    let value = last_expression(attribute)?;
    if value.start_byte() + start != value_start {
        return None;
    }
    salvage.expression(value, 0)
}

struct Salvage<'a, 'r> {
    reader: &'r Reader<'a>,
    offset: usize,
}

impl Salvage<'_, '_> {
    fn expression(&self, node: Node<'_>, level: usize) -> Option<Expression> {
        if !node.has_error() {
            return self.read(node);
        }
        let collection = only_child(node, "expression")
            .and_then(|node| only_child(node, "collection_value"))
            .filter(|_| level < MAX_LEVELS)?;
        let kind = match collection.kind() {
            "object" => ExpressionKind::Object(self.items(collection, level)),
            "tuple" => ExpressionKind::Tuple(self.elements(collection, level)),
            _ => return None,
        };
        Some(Expression { kind, span: self.span(node) })
    }

    /// Reads a whole node with our own reader.
    fn read(&self, node: Node<'_>) -> Option<Expression> {
        let mut reader = self.part(node.start_byte(), node.end_byte());
        let expression = reader.expression().ok()?;
        reader.at_end().then_some(expression)
    }

    /// A reader of a part of the text, by tree-sitter's offsets.
    fn part(&self, start: usize, end: usize) -> Reader<'_> {
        let (start, end) = (self.offset + start, self.offset + end);
        let file = self.reader.fragment;
        let text = self.reader.slice(start, end);
        let mut reader = Reader::new(Fragment { text, offset: file.offset + start, ..file });
        reader.fixed = self.reader.fixed;
        reader.lines = true;
        reader
    }

    fn items(&self, object: Node<'_>, level: usize) -> Vec<ObjectItem> {
        let mut items = Vec::new();
        for node in children(object).into_iter().filter(|node| node.kind() == "object_elem") {
            let parts = children(node);
            let [key, sign, value] = parts.as_slice() else { continue };
            let together = key.end_position().row == value.start_position().row
                && matches!(sign.kind(), "=" | ":");
            if !together || key.has_error() {
                continue;
            }
            let Some(mut key) = self.read(*key) else { continue };
            if let ExpressionKind::Variable(name) = &key.kind {
                key.kind = ExpressionKind::String(name.clone());
            }
            let value = self.expression(*value, level + 1).unwrap_or_else(|| self.hole(*value));
            items.push(ObjectItem { key, value });
        }
        self.add_lines(object, &mut items);
        items
    }

    /// Adds what tree-sitter left out and a line at the items' own indentation sets: a key that
    /// went missing would look as if nobody had set it.
    fn add_lines(&self, object: Node<'_>, items: &mut Vec<ObjectItem>) {
        let taken: Vec<Span> = items.iter().map(|item| item.key.span.to(item.value.span)).collect();
        let (mut at, end) = (object.start_byte(), object.end_byte());
        let text = self.reader.slice(self.offset + at, self.offset + end);
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let mut items_indent = None;
        for line in text.split_inclusive('\n') {
            let start = at + indent(line);
            let first = at == object.start_byte();
            at += line.len();
            if first || line.trim().is_empty() {
                continue;
            }
            let place = self.reader.span(self.offset + start, self.offset + at);
            let before = taken.partition_point(|span| span.end <= place.start);
            let inside = taken.get(before).is_some_and(|span| span.start <= place.start);
            if *items_indent.get_or_insert(indent(line)) == indent(line) && !inside {
                items.extend(self.line(start, at, end));
            }
        }
        items.sort_by_key(|item| item.key.span.start);
    }

    /// The item that begins at a line's start, with a hole for what is broken on the line.
    fn line(&self, start: usize, line_end: usize, end: usize) -> Option<ObjectItem> {
        let mut reader = self.part(start, end);
        if let Ok(item) = reader.object_item() {
            reader.space();
            if matches!(reader.rest(), [] | [b',' | b'\n' | b'}', ..] | [b'\r', b'\n', ..]) {
                return Some(item);
            }
        }
        let mut reader = self.part(start, line_end);
        let key_start = reader.at;
        let name = reader.name()?;
        let span = reader.span_from(key_start);
        reader.space();
        if !(reader.take(b'=') || reader.take(b':')) {
            return None;
        }
        reader.space();
        let value_start = reader.at;
        reader.skip_line();
        let hole = reader.span_from(value_start);
        Some(ObjectItem {
            key: Expression { kind: ExpressionKind::String(name.into()), span },
            value: Expression { kind: ExpressionKind::Invalid, span: hole },
        })
    }

    fn elements(&self, tuple: Node<'_>, level: usize) -> Vec<Expression> {
        children(tuple)
            .into_iter()
            .filter(|node| node.kind() == "expression" || node.is_error())
            .map(|node| self.expression(node, level + 1).unwrap_or_else(|| self.hole(node)))
            .collect()
    }

    fn hole(&self, node: Node<'_>) -> Expression {
        Expression { kind: ExpressionKind::Invalid, span: self.span(node) }
    }

    fn span(&self, node: Node<'_>) -> Span {
        self.reader.span(self.offset + node.start_byte(), self.offset + node.end_byte())
    }
}

/// All children; by a cursor, because a child by number is looked for from the first.
fn children(node: Node<'_>) -> Vec<Node<'_>> {
    node.children(&mut node.walk()).collect()
}

fn only_child<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let child = node.child(0).filter(|_| node.kind() == kind && node.child_count() == 1)?;
    Some(child)
}

/// The value of an attribute, unless the fault lies between name and value.
fn last_expression(attribute: Node<'_>) -> Option<Node<'_>> {
    let parts = children(attribute);
    match parts.as_slice() {
        [name, sign, value] if name.kind() == "identifier" && sign.kind() == "=" => Some(*value),
        _ => None,
    }
}
