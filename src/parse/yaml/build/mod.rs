//! Events of the YAML parser to values.
//!
//! In: one event at a time, with its place. Out: a [`Document`] whenever one is complete, or a
//! [`Fault`] that costs the document. Open collections stand on an explicit stack; their finished
//! children on two shared ones, so that a collection is one exact allocation when it closes.

mod keys;
mod node;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::mem;

use granit_parser::{Event, ScalarStyle, StructureStyle};

use crate::model::{Entry, Map, Span, Str, Value};
use crate::parse::Fragment;

use super::intern::Interner;
use super::{Document, MAX_DEPTH, Schema};

/// Something wrong at a range of the fragment.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: Cow<'static, str>,
}

/// A finished value with the size and height of its tree.
#[derive(Clone)]
struct Node {
    value: Value,
    weight: u64,
    height: usize,
}

struct Key {
    text: Str,
    span: Span,
    merges: bool,
}

/// An open collection.
struct Frame {
    map: bool,
    flow: bool,
    start: usize,
    /// Furthest end of a child.
    end: usize,
    anchor: usize,
    weight: u64,
    height: usize,
    /// Where its children begin on the shared stack.
    base: usize,
    key: Option<Key>,
    merges: Vec<(Span, Value)>,
}

pub(super) struct Builder<'a> {
    fragment: Fragment<'a>,
    schema: Schema,
    interner: Interner,
    frames: Vec<Frame>,
    items: Vec<Value>,
    entries: Vec<Entry>,
    anchors: HashMap<usize, Node>,
    root: Option<Node>,
    document_start: usize,
    written: u64,
    gained: u64,
    seen: HashSet<*const u8>,
    notes: Vec<Fault>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(fragment: Fragment<'a>, schema: Schema) -> Self {
        Self {
            fragment,
            schema,
            interner: Interner::default(),
            frames: Vec::new(),
            items: Vec::new(),
            entries: Vec::new(),
            anchors: HashMap::new(),
            root: None,
            document_start: 0,
            written: 0,
            gained: 0,
            seen: HashSet::new(),
            notes: Vec::new(),
        }
    }

    /// Takes an event at a range of the fragment.
    pub(super) fn event(
        &mut self,
        event: Event<'a>,
        start: usize,
        end: usize,
    ) -> Result<Option<Document>, Fault> {
        match event {
            Event::DocumentStart(..) => self.start_at(start),
            Event::DocumentEnd => {
                let document = self.finish();
                self.document_start = end;
                return Ok(document);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(&text, style, tag.as_deref(), start, end);
                self.remember(anchor, &node);
                self.place_scalar(&text, style, node);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(false, style, anchor, start, end)?
            }
            Event::MappingStart(style, anchor, _) => self.open(true, style, anchor, start, end)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(end)?,
            Event::Alias(id) => self.alias(id, start, end)?,
            _ => {}
        }
        Ok(None)
    }

    /// A scalar without anchor or tag.
    pub(super) fn scalar_event(
        &mut self,
        text: &str,
        style: ScalarStyle,
        start: usize,
        end: usize,
    ) {
        let node = self.scalar(text, style, None, start, end);
        self.place_scalar(text, style, node);
    }

    fn place_scalar(&mut self, text: &str, style: ScalarStyle, node: Node) {
        if self.at_key() {
            let merges = style == ScalarStyle::Plain && text == "<<";
            self.key(text, node.value.span, merges);
        } else {
            self.deliver(node);
        }
    }

    /// The document in hand, complete.
    pub(super) fn finish(&mut self) -> Option<Document> {
        let root = self.root.take();
        self.abandon();
        root.map(|node| Document { span: node.value.span, value: node.value })
    }

    /// Begins a document at an offset.
    pub(super) fn start_at(&mut self, start: usize) {
        self.abandon();
        self.document_start = start;
    }

    /// Forgets the document in hand.
    pub(super) fn abandon(&mut self) {
        self.frames.clear();
        self.items.clear();
        self.entries.clear();
        self.anchors.clear();
        self.root = None;
    }

    /// Where the document in hand starts.
    pub(super) fn document_start(&self) -> usize {
        self.document_start
    }

    /// What was worth noting and cost nothing.
    pub(super) fn take_notes(&mut self) -> Vec<Fault> {
        mem::take(&mut self.notes)
    }

    fn at_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.map && frame.key.is_none())
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
    }

    pub(super) fn open(
        &mut self,
        map: bool,
        style: StructureStyle,
        anchor: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Fault> {
        self.written += 1;
        if self.frames.len() >= MAX_DEPTH {
            return Err(too_deep(start, end));
        }
        let flow = style == StructureStyle::Flow;
        let start = if map || flow { start } else { self.dash(start) };
        self.frames.push(Frame {
            map,
            flow,
            start,
            end: if flow { end } else { start },
            anchor,
            weight: 1,
            height: 0,
            base: if map { self.entries.len() } else { self.items.len() },
            key: None,
            merges: Vec::new(),
        });
        Ok(())
    }

    /// The parser puts the start of a list that stands as deep as its key behind the first dash.
    fn dash(&self, start: usize) -> usize {
        let before = self.fragment.text.get(..start).unwrap_or_default();
        let bare = before.trim_end_matches(' ');
        let of_key = self.frames.last().is_some_and(|frame| frame.key.is_some());
        if !of_key || !bare.ends_with('-') {
            return start;
        }
        bare.len() - 1
    }

    pub(super) fn close(&mut self, end: usize) -> Result<(), Fault> {
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        let end = if frame.flow { end } else { frame.end };
        let span = self.fragment.span(frame.start, end);
        let value = if frame.map {
            self.drop_duplicates(frame.base);
            let merges = mem::take(&mut frame.merges);
            if !merges.is_empty() {
                frame.weight += self.merge(frame.base, &merges)?;
            }
            Value::map(self.entries.drain(frame.base..).collect::<Map>(), span)
        } else {
            Value::list(self.items.drain(frame.base..).collect(), span)
        };
        let node = Node { value, weight: frame.weight, height: frame.height + 1 };
        self.remember(frame.anchor, &node);
        if self.at_key() {
            return self.complex_key(frame.start, end);
        }
        self.deliver(node);
        Ok(())
    }

    fn key(&mut self, text: &str, span: Span, merges: bool) {
        let text = self.interner.key(text);
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(Key { text, span, merges });
        }
    }

    /// Hands a finished value to the collection that is open.
    fn deliver(&mut self, node: Node) {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return;
        };
        let end = (node.value.span.end as usize).saturating_sub(self.fragment.offset);
        // An element that is not written has no place that counts.
        if frame.key.is_some() || !node.value.span.is_empty() {
            frame.end = frame.end.max(end);
        }
        frame.weight += node.weight;
        frame.height = frame.height.max(node.height);
        match frame.key.take() {
            Some(key) if key.merges => frame.merges.push((key.span, node.value)),
            Some(key) => {
                self.entries.push(Entry { key: key.text, key_span: key.span, value: node.value });
            }
            None => self.items.push(node.value),
        }
    }
}

fn too_deep(start: usize, end: usize) -> Fault {
    Fault { start, end, message: format!("nested more than {MAX_DEPTH} levels deep").into() }
}

fn fault(start: usize, end: usize, message: &'static str) -> Fault {
    Fault { start, end, message: message.into() }
}
