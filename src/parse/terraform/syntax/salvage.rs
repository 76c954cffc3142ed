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
use crate::parse::Fragment;

/// Text that is worth a second reading; faults in longer ones leave one hole.
const MAX_TEXT: usize = 256 * 1024;
/// Levels of objects and lists that are searched for whole parts.
const MAX_LEVELS: usize = 64;

/// The value of the attribute that stands at `start`, its value from `value_start` to `end`.
pub(super) fn expression(
    reader: &Reader<'_>,
    start: usize,
    value_start: usize,
    end: usize,
) -> Option<Expression> {
    let text = reader.slice(start, end);
    let opening = reader.text().as_bytes().get(value_start)?;
    if text.len() > MAX_TEXT || !matches!(opening, b'[' | b'{') || too_deep(text).is_some() {
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
        let (start, end) = (self.offset + node.start_byte(), self.offset + node.end_byte());
        let text = self.reader.text().get(start..end)?;
        let file = self.reader.fragment;
        let fragment = Fragment { text, offset: file.offset + start, ..file };
        let mut reader = Reader::new(fragment);
        reader.fixed = self.reader.fixed;
        reader.lines = true;
        let expression = reader.expression().ok()?;
        reader.at_end().then_some(expression)
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
        items
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

    fn span(&self, node: Node<'_>) -> crate::model::Span {
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
