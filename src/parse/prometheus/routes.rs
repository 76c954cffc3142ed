//! The tree of routes as a list, which policies can go through without recursion.
//!
//! In: an Alertmanager configuration. Out: every route in source order:
//!
//! ```text
//! path       path of the route in the native attributes: ["route", "routes", 0]
//! receiver   its own, or that of the nearest route above
//! inherited  whether it is that of a route above
//! ```

use crate::model::{Entry, Map, Segment, Span, Value};

/// Levels of routes that are looked at.
pub(super) const MAX_DEPTH: usize = 100;

/// All routes.
pub(super) fn all(root: &Map) -> Value {
    let mut found = Vec::new();
    if let Some(route) = root.get("route") {
        below(route, None, &[Segment::from("route")], &mut found);
    }
    Value::list(found, Span::default())
}

fn below(route: &Value, above: Option<&Value>, path: &[Segment], found: &mut Vec<Value>) {
    if path.len() > MAX_DEPTH * 2 {
        return;
    }
    let own = route.get("receiver");
    let receiver = own.or(above);
    let step = |segment: &Segment| match segment {
        Segment::Key(key) => Value::string(key.clone(), Span::default()),
        Segment::Index(index) => {
            Value::int(i64::try_from(*index).unwrap_or(i64::MAX), Span::default())
        }
    };
    let mut fields = Map::default();
    let mut put = |key: &str, value: Value| {
        fields.push(Entry { key: key.into(), key_span: Span::default(), value });
    };
    put("path", Value::list(path.iter().map(step).collect(), Span::default()));
    if let Some(receiver) = receiver {
        put("receiver", receiver.clone());
    }
    put("inherited", Value::bool(own.is_none(), Span::default()));
    found.push(Value::map(fields, route.span));
    let routes = route.get("routes").and_then(Value::as_list).unwrap_or_default();
    for (index, child) in routes.iter().enumerate() {
        let mut path = path.to_vec();
        path.extend([Segment::from("routes"), Segment::Index(index)]);
        below(child, receiver, &path, found);
    }
}
