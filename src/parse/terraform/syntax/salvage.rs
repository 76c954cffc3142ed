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
    let opening = *reader.text().as_bytes().get(value_start)?;
    if !matches!(opening, b'[' | b'{') || text.len() > MAX_SALVAGED || too_deep(text).is_some() {
        return None;
    }
    reader.salvaged += text.len();
    if reader.salvaged > MAX_SALVAGED {
        return None;
    }
    let salvage = Salvage { reader, offset: start };
    let found = salvage.tree(text, value_start);
    if found.is_some() || opening != b'{' || !text.ends_with('}') {
        return found;
    }
    // tree-sitter made nothing of it: its lines still may say something.
    let mut items = Vec::new();
    salvage.add_lines(value_start - start, end - start, &mut items)?;
    let span = reader.span(value_start, end);
    Some(Expression { kind: ExpressionKind::Object(items), span })
}

struct Salvage<'a, 'r> {
    reader: &'r Reader<'a>,
    offset: usize,
}

impl Salvage<'_, '_> {
    fn tree(&self, text: &str, value_start: usize) -> Option<Expression> {
        let mut parser = Parser::new();
        parser.set_language(&tree_sitter_hcl::LANGUAGE.into()).ok()?;
        let tree = parser.parse(text, None)?;
        let body = tree.root_node().named_child(0)?;
        let attribute = body.named_child(0).filter(|node| node.kind() == "attribute")?;
        let value = last_expression(attribute)?;
        if value.start_byte() + self.offset != value_start || value.end_byte() != text.len() {
            return None;
        }
        self.expression(value, 0)
    }

    fn expression(&self, node: Node<'_>, level: usize) -> Option<Expression> {
        // What tree-sitter takes for a fault may be none to us, never the other way round.
        if let Some(whole) = self.read(node) {
            return Some(whole);
        }
        let collection = only_child(node, "expression")
            .and_then(|node| only_child(node, "collection_value"))
            .filter(|_| level < MAX_LEVELS)?;
        // tree-sitter makes up missing brackets; where the collection ends is then a guess.
        let parts = children(collection);
        if [parts.first()?, parts.last()?].into_iter().any(|bracket| bracket.has_error()) {
            return None;
        }
        let kind = match collection.kind() {
            "object" => ExpressionKind::Object(self.items(collection, level)?),
            "tuple" => ExpressionKind::Tuple(self.elements(&parts, level)?),
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

    fn items(&self, object: Node<'_>, level: usize) -> Option<Vec<ObjectItem>> {
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
            // What tree-sitter cannot tell the end of is left to the lines.
            let ends = item_ends(&mut self.part(value.end_byte(), object.end_byte()));
            let Some(value) = self.expression(*value, level + 1).filter(|_| ends) else { continue };
            items.push(ObjectItem { key, value });
        }
        self.add_lines(object.start_byte(), object.end_byte(), &mut items)?;
        Some(items)
    }

    /// Adds what tree-sitter left out and a line at the items' own indentation sets: a key that
    /// went missing would look as if nobody had set it. Gives up where a line may set several.
    fn add_lines(&self, start: usize, end: usize, items: &mut Vec<ObjectItem>) -> Option<()> {
        let taken: Vec<Span> = items.iter().map(|item| item.key.span.to(item.value.span)).collect();
        let mut at = start;
        let text = self.reader.slice(self.offset + at, self.offset + end);
        let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let mut items_indent = None;
        for line in text.split_inclusive('\n') {
            let item_start = at + indent(line);
            let first = at == start;
            at += line.len();
            if first && line.trim() != "{" {
                return None;
            }
            if first || line.trim().is_empty() {
                continue;
            }
            let place = self.reader.span(self.offset + item_start, self.offset + at);
            let before = taken.partition_point(|span| span.end <= place.start);
            let inside = taken.get(before).is_some_and(|span| span.start <= place.start);
            if *items_indent.get_or_insert(indent(line)) == indent(line) && !inside {
                let item = self.line(item_start, at, end);
                let broken = item.as_ref().is_some_and(|item| is_hole(&item.value));
                if broken && line.trim_end().trim_end_matches(',').contains(',') {
                    return None;
                }
                items.extend(item);
            }
        }
        items.sort_by_key(|item| item.key.span.start);
        Some(())
    }

    /// The item that begins at a line's start, with a hole for what is broken on the line.
    fn line(&self, start: usize, line_end: usize, end: usize) -> Option<ObjectItem> {
        let mut reader = self.part(start, end);
        if let Ok(item) = reader.object_item()
            && item_ends(&mut reader)
        {
            return Some(item);
        }
        let mut reader = self.part(start, line_end);
        let key_start = reader.at;
        let name = reader.name()?;
        let span = reader.span_from(key_start);
        reader.space();
        if matches!(reader.rest(), [b'=', b'=' | b'>', ..])
            || !(reader.take(b'=') || reader.take(b':'))
        {
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

    /// Elements, if it is sure how many there are.
    fn elements(&self, parts: &[Node<'_>], level: usize) -> Option<Vec<Expression>> {
        if parts.iter().any(|part| part.is_error() || part.is_missing()) {
            return None;
        }
        let elements = parts.iter().filter(|part| part.kind() == "expression");
        let read = |part: &Node<'_>| self.expression(*part, level + 1);
        Some(elements.map(|part| read(part).unwrap_or_else(|| self.hole(*part))).collect())
    }

    fn hole(&self, node: Node<'_>) -> Expression {
        Expression { kind: ExpressionKind::Invalid, span: self.span(node) }
    }

    fn span(&self, node: Node<'_>) -> Span {
        self.reader.span(self.offset + node.start_byte(), self.offset + node.end_byte())
    }
}

/// Whether nothing more follows on the line of an item.
fn item_ends(reader: &mut Reader<'_>) -> bool {
    reader.space();
    reader.take(b',');
    reader.space();
    matches!(reader.rest(), [] | [b'\n' | b'}', ..] | [b'\r', b'\n', ..])
}

fn is_hole(value: &Expression) -> bool {
    value.kind == ExpressionKind::Invalid
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
