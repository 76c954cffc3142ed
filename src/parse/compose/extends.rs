//! `extends`: a service with what it takes over from others of its file.
//!
//! In: the services of a file and one of them. Out: the service after its bases were merged in, and
//! what of it stays open because a base is not here. Never here: reading another file.
//!
//! Bounds: [`MAX_CHAIN`] bases one after the other, and a budget on what a file's merges copy.

use super::merge::Merge;
use crate::model::{Cause, Entry, Map, Shape, Span, Unknown, Value};

/// Bases that one service may have one after the other.
const MAX_CHAIN: usize = 64;

/// What the services of a file take over from one another.
pub(super) struct Extends<'a> {
    /// Name of the file, as its own services might give it.
    file: &'a str,
    services: &'a Map,
    merge: Merge,
}

/// A service as far as its bases are here.
pub(super) struct Extended {
    pub(super) service: Value,
    /// What an absent base leaves open.
    pub(super) open: Option<Unknown>,
    /// What is wrong with its bases, and where.
    pub(super) fault: Option<(Span, String)>,
}

/// Where a service says that it goes on from another.
enum Base<'a> {
    None,
    Here(&'a Entry, Span),
    Elsewhere(Unknown),
    Fault(Span, String),
}

impl<'a> Extends<'a> {
    pub(super) fn new(file: &'a str, services: &'a Map) -> Self {
        let file = file.rsplit('/').next().unwrap_or(file);
        Self { file, services, merge: Merge::default() }
    }

    /// A service with its bases merged in, the farthest first.
    pub(super) fn resolve(&mut self, service: &Entry) -> Extended {
        let mut extended = Extended { service: service.value.clone(), open: None, fault: None };
        let mut chain = vec![&*service.key];
        let mut bases = Vec::new();
        let mut last = &service.value;
        loop {
            match self.base(last) {
                Base::None => break,
                Base::Here(base, place) if chain.contains(&&*base.key) => {
                    chain.push(&base.key);
                    let message = format!("services extend one another: {}", chain.join(" → "));
                    extended.fault(place, message);
                    break;
                }
                Base::Here(_, place) if chain.len() > MAX_CHAIN => {
                    let message = format!("more than {MAX_CHAIN} services extend one another");
                    extended.fault(place, message);
                    break;
                }
                Base::Here(base, _) => {
                    chain.push(&base.key);
                    bases.push(&base.value);
                    last = &base.value;
                }
                Base::Elsewhere(unknown) => {
                    extended.open = Some(unknown);
                    break;
                }
                Base::Fault(place, message) => {
                    extended.fault(place, message);
                    break;
                }
            }
        }
        if bases.is_empty() {
            return extended;
        }
        // From the nearest on, so that each merge leaves what the service itself says.
        for base in bases {
            match self.merge.service(base, &extended.service) {
                Some(merged) => extended.service = merged,
                None => {
                    let place = service.key_span;
                    extended.fault(place, "services take over too much from one another".into());
                    break;
                }
            }
        }
        extended
    }

    fn base(&self, service: &Value) -> Base<'a> {
        let Some(extends) = service.as_map().and_then(|map| map.entry("extends")) else {
            return Base::None;
        };
        let file = extends.value.get("file");
        if let Some(file) = file.filter(|file| !self.is_this(file)) {
            return Base::Elsewhere(open("extends.file", file.span));
        }
        let name = extends.value.get("service").unwrap_or(&extends.value);
        let place = extends.key_span.to(extends.value.span);
        match name.as_str() {
            None => Base::Fault(place, "`extends` names no service".into()),
            Some(text) if text.contains('$') => Base::Elsewhere(open("extends.service", name.span)),
            Some(text) => match self.services.entry(text) {
                Some(base) => Base::Here(base, place),
                None => Base::Fault(place, format!("`extends`: there is no service `{text}`")),
            },
        }
    }

    /// Whether a file is the one that names it.
    fn is_this(&self, file: &Value) -> bool {
        file.as_str().is_some_and(|text| text.strip_prefix("./").unwrap_or(text) == self.file)
    }
}

impl Extended {
    fn fault(&mut self, place: Span, message: String) {
        self.open = Some(open("extends", place));
        self.fault = Some((place, message));
    }
}

fn open(name: &str, place: Span) -> Unknown {
    Unknown {
        name: name.into(),
        because: Cause::MissingModule,
        declared_at: Some(place),
        shape: Shape::default(),
    }
}
