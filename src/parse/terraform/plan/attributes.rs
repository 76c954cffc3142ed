//! From the values of a plan to the attributes of a resource.
//!
//! In: what will be, what is known only after the apply, what is sensitive, what the configuration
//! writes, and the same resource as its source gives it. Out: attributes as the source would give
//! them: what nobody wrote and nobody filled in is absent, not null.
//!
//! A plan lists every attribute that the provider knows. Policies are written for what people
//! write, so an attribute that the configuration leaves out is kept where the provider gave it a
//! value, and left out where that is null, empty, or the provider's own choice after the apply.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::configuration::{Configuration, Origin};
use super::instances::Instance;
use super::source::{Twin, best_match};
use crate::model::{
    Cause, Entry, Format, Kind, Map, Reference, Resource, Shape, Span, Str, Unknown, Value,
};

/// Makes the resource of an instance.
pub struct Maker<'a> {
    /// The instance.
    pub instance: &'a Instance<'a>,
    /// The same resource in the source; `None` where no source was read.
    pub twin: Option<Twin<'a>>,
    /// The expressions of its block, where the document has the configuration.
    pub declared: Option<&'a Value>,
    /// The configuration, where the document has it.
    pub configuration: Option<&'a Configuration<'a>>,
    /// Every instance by its address.
    pub places: &'a HashMap<&'a str, &'a Instance<'a>>,
}

/// What the configuration says of a value.
#[derive(Debug, Clone)]
enum Written<'a> {
    /// There is no configuration to ask.
    Untold,
    /// Nothing.
    Not,
    /// It is beneath something that is written nowhere, or made by a `dynamic` block.
    Beneath,
    /// It is the value of an expression, or a part of it.
    Expression(&'a Value),
    /// It is a block, or a list of blocks, with these expressions.
    Blocks(Vec<&'a Value>),
}

/// The same value in the source.
#[derive(Debug, Clone, Copy)]
enum Twinned<'a> {
    /// No source was read: places are those of the document.
    NoSource,
    /// The source does not have it.
    Absent,
    /// It is part of something that is open in the source, written there.
    Within(Span),
    /// It is this.
    Here(&'a Value),
}

/// A place in the values of an instance.
#[derive(Clone)]
struct Node<'a> {
    after: Option<&'a Value>,
    unknown: Option<&'a Value>,
    sensitive: Option<&'a Value>,
    written: Written<'a>,
    twin: Twinned<'a>,
}

impl<'a> Maker<'a> {
    /// The resource; its references are found when everything else of it is there.
    pub fn resource(
        &self,
        scope: &Str,
        references: impl FnOnce(&Resource) -> Vec<Reference>,
    ) -> Resource {
        let instance = self.instance;
        let source = self.twin.and_then(|twin| twin.any);
        let written = match (self.declared, self.configuration.is_some()) {
            (Some(expressions), _) => Written::Blocks(vec![expressions]),
            (None, true) => Written::Beneath,
            (None, false) => Written::Untold,
        };
        let node = Node {
            after: instance.values,
            unknown: instance.unknown,
            sensitive: instance.sensitive.as_deref(),
            written,
            twin: match (self.twin, source) {
                (None, _) => Twinned::NoSource,
                (_, Some(source)) => Twinned::Here(&source.attributes),
                (Some(_), None) => Twinned::NoSource,
            },
        };
        let (span, header) = match source {
            Some(source) => (source.span, source.header),
            None => (instance.span, instance.header),
        };
        let map = self.map(&node, &mut Vec::new());
        let kind = match instance.data {
            true => format!("data.{}", instance.kind).into(),
            false => instance.kind.clone(),
        };
        let mut resource = Resource {
            address: instance.address.clone(),
            kind,
            name: instance.name.clone(),
            format: Format::Terraform,
            scope: scope.clone(),
            span,
            header,
            attributes: Value::map(map, span),
            workload: None,
            pipeline: None,
            references: Vec::new(),
        };
        resource.references = references(&resource);
        resource
    }

    /// Adds what a document without changes leaves out because it is known after the apply: what
    /// is written, is no constant, and has no value.
    fn add_left_out(
        &self,
        node: &Node<'a>,
        parts: &Parts<'a>,
        path: &mut Vec<&'a str>,
        map: &mut Map,
    ) {
        let (Written::Blocks(blocks), None) = (&node.written, self.instance.unknown) else {
            return;
        };
        let mut seen = HashSet::new();
        for entry in blocks.iter().filter_map(|block| block.as_map()).flat_map(Map::iter) {
            let told = parts.after.contains_key(&*entry.key) || !seen.insert(&*entry.key);
            if told || !is_expression(&entry.value) || entry.value.get("constant_value").is_some() {
                continue;
            }
            let (below, source) = node.below(&entry.key, parts);
            let span = source.map_or(entry.value.span, |source| source.value.span);
            let key_span = source.map_or(entry.key_span, |source| source.key_span);
            path.push(&entry.key);
            let value = self.unknown(&below, path, span);
            path.pop();
            map.push(Entry { key: entry.key.clone(), key_span, value });
        }
    }

    fn map(&self, node: &Node<'a>, path: &mut Vec<&'a str>) -> Map {
        let entries = |value: Option<&'a Value>| {
            value.and_then(Value::as_map).into_iter().flat_map(Map::iter)
        };
        let mut keys: Vec<(&'a Str, Span)> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for entry in entries(node.after).chain(entries(node.unknown)) {
            if seen.insert(&entry.key) {
                keys.push((&entry.key, entry.key_span));
            }
        }
        let parts = Parts::of(node);
        if let Some(source) = &parts.source {
            // In the order of the source, which reports and fingerprints of lists go by.
            keys.sort_by_key(|(key, _)| source.get(&***key).map_or(usize::MAX, |(at, _)| *at));
        }
        let mut out = Map::default();
        for (key, place) in keys {
            let (below, entry) = node.below(key, &parts);
            path.push(key);
            let value = self.value(&below, path);
            path.pop();
            let Some(value) = value else { continue };
            let key_span = match (node.twin, entry) {
                (Twinned::NoSource, _) => place,
                (Twinned::Within(span), _) => span,
                (_, Some(entry)) => entry.key_span,
                (_, None) => Span::default(),
            };
            out.push(Entry { key: key.clone(), key_span, value });
        }
        self.add_left_out(node, &parts, path, &mut out);
        out
    }

    /// The value of a place; `None` is one that is as good as not there.
    fn value(&self, node: &Node<'a>, path: &mut Vec<&'a str>) -> Option<Value> {
        let place = node.unknown.or(node.after).map_or(Span::default(), |value| value.span);
        let span = match node.twin {
            Twinned::NoSource => node.after.map_or(place, |value| value.span),
            Twinned::Absent => Span::default(),
            Twinned::Within(span) => span,
            Twinned::Here(value) => value.span,
        };
        let sensitive = node.sensitive.and_then(Value::as_bool) == Some(true);
        if node.unknown.and_then(Value::as_bool) == Some(true) {
            let absent = !matches!(node.twin, Twinned::Here(_) | Twinned::Within(_));
            if matches!(node.written, Written::Not) && absent {
                return None;
            }
            let mut value = self.unknown(node, path, span);
            value.sensitive |= sensitive;
            return Some(value);
        }
        if sensitive && let Some(unknown) = self.secret(node) {
            return Some(Value { kind: Kind::Unknown(Arc::new(unknown)), span, sensitive });
        }
        let kind = match node.after.map(|after| &after.kind) {
            None | Some(Kind::Null) => match node.unknown.and_then(Value::as_map) {
                // The known part of it is empty: all there is comes after the apply.
                Some(map) if !map.is_empty() => Kind::Map(Arc::new(self.map(node, path))),
                _ if node.kept() && node.after.is_some() => Kind::Null,
                _ => return None,
            },
            Some(Kind::Map(_)) => Kind::Map(Arc::new(self.map(node, path))),
            Some(Kind::List(list)) => Kind::List(Arc::new(self.list(node, list, path))),
            Some(kind) => kind.clone(),
        };
        let empty = match &kind {
            Kind::Null => true,
            Kind::String(text) => text.is_empty(),
            Kind::List(list) => list.is_empty(),
            Kind::Map(map) => map.is_empty(),
            _ => false,
        };
        if empty && !node.kept() {
            return None;
        }
        Some(Value { kind, span, sensitive })
    }

    fn list(&self, node: &Node<'a>, list: &'a [Value], path: &mut Vec<&'a str>) -> Vec<Value> {
        let unknown = node.unknown.and_then(Value::as_list).unwrap_or_default();
        let sensitive = node.sensitive.and_then(Value::as_list).unwrap_or_default();
        let source = match node.twin {
            Twinned::Here(value) => Some((value, value.as_list().unwrap_or_default())),
            _ => None,
        };
        let mut used = HashSet::new();
        let mut out = Vec::with_capacity(list.len());
        for (index, after) in list.iter().enumerate() {
            let twin = match (node.twin, source) {
                (Twinned::Here(value), _) if value.as_unknown().is_some() => {
                    Twinned::Within(value.span)
                }
                (_, Some((_, elements))) => {
                    best_match(after, elements, index, list.len(), &mut used)
                        .map_or(Twinned::Absent, Twinned::Here)
                }
                (twin, None) => twin,
            };
            let element = Node {
                after: Some(after),
                unknown: unknown.get(index),
                sensitive: sensitive.get(index),
                written: match &node.written {
                    Written::Not => Written::Beneath,
                    written => written.clone(),
                },
                twin,
            };
            // An element has its place in the list, also where it is nothing.
            out.push(self.value(&element, path).unwrap_or_else(|| {
                let span = match element.twin {
                    Twinned::Here(value) => value.span,
                    _ => after.span,
                };
                match &after.kind {
                    Kind::Null => Value::null(span),
                    kind => Value::new(kind.clone(), span),
                }
            }));
        }
        out
    }

    /// A value that is known after the apply. What the source knows of it holds all the same.
    fn unknown(&self, node: &Node<'a>, path: &[&str], span: Span) -> Value {
        if let Twinned::Here(source) = node.twin
            && source.has_unknown()
        {
            return self.after_apply(source, node, path);
        }
        let origin = self.origin(node);
        let (name, declared_at) = self.cause(origin.as_ref(), path);
        let attribute = origin.and_then(|origin| origin.attribute);
        let own = path.last().copied().unwrap_or_default();
        let shape = attribute.map_or_else(Shape::default, |from| shape_by_name(&from, own));
        Value::unknown(Unknown { name, because: Cause::AfterApply, declared_at, shape }, span)
    }

    /// The value of the source, its open parts open until the apply.
    fn after_apply(&self, source: &Value, node: &Node<'a>, path: &[&str]) -> Value {
        let kind = match &source.kind {
            Kind::Unknown(unknown) => {
                let mut unknown = Unknown::clone(unknown);
                // The plan has a value for every variable, so something else keeps it open.
                if matches!(unknown.because, Cause::Variable | Cause::Unevaluated) {
                    (unknown.name, unknown.declared_at) =
                        self.cause(self.origin(node).as_ref(), path);
                    unknown.shape = Shape::default();
                }
                unknown.because = Cause::AfterApply;
                Kind::Unknown(Arc::new(unknown))
            }
            Kind::List(list) => Kind::List(Arc::new(
                list.iter().map(|value| self.after_apply(value, node, path)).collect(),
            )),
            Kind::Map(map) => {
                let mut map = Map::clone(map);
                for entry in map.iter_mut() {
                    entry.value = self.after_apply(&entry.value, node, path);
                }
                Kind::Map(Arc::new(map))
            }
            kind => kind.clone(),
        };
        Value { kind, ..*source }
    }

    /// What a value waits for, and where that is declared.
    fn cause(&self, origin: Option<&Origin>, path: &[&str]) -> (Str, Option<Span>) {
        let Some(origin) = origin else {
            return (format!("{}.{}", self.instance.address, path.join(".")).into(), None);
        };
        let declared_at = self.places.get(&*origin.address).map(|instance| instance.header);
        (origin.name.as_str().into(), declared_at)
    }

    fn origin(&self, node: &Node<'a>) -> Option<Origin> {
        let Written::Expression(expression) = node.written else { return None };
        self.configuration?.origin(self.instance, expression)
    }

    /// The variable that a secret was given by. What it is is nobody's business, and no part of
    /// the configuration: to the source it is open, and so it is here.
    fn secret(&self, node: &Node<'a>) -> Option<Unknown> {
        node.after.filter(|after| after.as_str().is_some())?;
        if let Twinned::Here(source) = node.twin {
            let unknown = source.as_unknown().filter(|it| it.because == Cause::Variable)?;
            return Some(Unknown::clone(unknown));
        }
        let origin = self.origin(node)?;
        let variable = origin.name.strip_prefix("var.")?;
        if self.configuration?.has_default(variable) {
            return None;
        }
        Some(Unknown {
            name: origin.name.as_str().into(),
            because: Cause::Variable,
            declared_at: None,
            shape: Shape { not_null: true, string: true, ..Shape::default() },
        })
    }
}

impl<'a> Node<'a> {
    /// Whether it stays where it is empty: somebody wrote it so.
    fn kept(&self) -> bool {
        match (&self.written, self.twin) {
            (_, Twinned::Here(value)) => !matches!(value.kind, Kind::Null),
            (Written::Expression(_) | Written::Blocks(_), _) => {
                !matches!(self.after.map(|after| &after.kind), None | Some(Kind::Null))
            }
            _ => false,
        }
    }

    fn below(&self, key: &str, parts: &Parts<'a>) -> (Self, Option<&'a Entry>) {
        let entry = parts.source.as_ref().and_then(|source| source.get(key)).map(|(_, one)| *one);
        // `true` on the whole is said of every part.
        let sensitive = match self.sensitive {
            Some(tree) if tree.as_bool() == Some(true) => Some(tree),
            _ => parts.sensitive.get(key).copied(),
        };
        let below = Self {
            after: parts.after.get(key).copied(),
            unknown: parts.unknown.get(key).copied(),
            sensitive,
            written: self.written.below(parts.written.get(key).map_or(&[], Vec::as_slice)),
            twin: match (self.twin, entry) {
                (Twinned::Here(value), _) if value.as_unknown().is_some() => {
                    Twinned::Within(value.span)
                }
                (Twinned::Here(_), Some(entry)) => Twinned::Here(&entry.value),
                (Twinned::Here(_), None) => Twinned::Absent,
                (twin, _) => twin,
            },
        };
        (below, entry)
    }
}

/// The parts of a place by their names: a plan may have very many of them.
struct Parts<'a> {
    after: HashMap<&'a str, &'a Value>,
    unknown: HashMap<&'a str, &'a Value>,
    sensitive: HashMap<&'a str, &'a Value>,
    written: HashMap<&'a str, Vec<&'a Value>>,
    /// With their positions; `None` where the source has no map there.
    source: Option<HashMap<&'a str, (usize, &'a Entry)>>,
}

impl<'a> Parts<'a> {
    fn of(node: &Node<'a>) -> Self {
        let index = |value: Option<&'a Value>| {
            let entries = value.and_then(Value::as_map).into_iter().flat_map(Map::iter);
            entries.map(|entry| (&*entry.key, &entry.value)).collect()
        };
        let mut written: HashMap<&str, Vec<&Value>> = HashMap::new();
        if let Written::Blocks(blocks) = &node.written {
            for entry in blocks.iter().filter_map(|block| block.as_map()).flat_map(Map::iter) {
                written.entry(&entry.key).or_default().push(&entry.value);
            }
        }
        let source = match node.twin {
            Twinned::Here(value) => value.as_map(),
            _ => None,
        };
        let source = source.map(|source| {
            source.iter().enumerate().map(|(at, entry)| (&*entry.key, (at, entry))).collect()
        });
        Self {
            after: index(node.after),
            unknown: index(node.unknown),
            sensitive: index(node.sensitive),
            written,
            source,
        }
    }
}

impl<'a> Written<'a> {
    /// What is said of a part; `inner` is what the blocks have under its name.
    fn below(&self, inner: &[&'a Value]) -> Self {
        match self {
            Self::Blocks(_) => match inner {
                [] => Self::Not,
                [first, ..] if is_expression(first) => Self::Expression(first),
                _ => Self::Blocks(inner.iter().flat_map(|value| elements(value)).collect()),
            },
            Self::Not => Self::Beneath,
            other => other.clone(),
        }
    }
}

/// The bodies of nested blocks: a list of them, or a single one.
fn elements(value: &Value) -> Vec<&Value> {
    match value.as_list() {
        Some(list) => list.iter().collect(),
        None => vec![value],
    }
}

/// Whether a part of the configuration is an expression and not the body of a block.
pub fn is_expression(value: &Value) -> bool {
    let Some(map) = value.as_map() else { return false };
    map.iter().all(|entry| match &*entry.key {
        "constant_value" => true,
        "references" => {
            entry.value.as_list().is_some_and(|list| list.iter().all(|one| one.as_str().is_some()))
        }
        _ => false,
    })
}

/// What is known of a value of one attribute that is made of another: an identifier that is made of
/// an identifier is text, and not empty. By its name alone the first could be a list of them.
fn shape_by_name(from: &str, own: &str) -> Shape {
    let computed = crate::parse::terraform::values::unknown::computed_shape;
    let (from, own) = (computed(from), computed(own));
    let string = from.string && own.string;
    Shape {
        not_null: from.not_null,
        string,
        not_empty: string && from.not_empty,
        ..Shape::default()
    }
}
