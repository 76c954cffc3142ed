//! Small changes to values: filling in what is absent, taking out what does not count.
//!
//! In: a value. Out: the same value, changed in place; what is shared with others is copied one
//! level at a time. Anything that is not a map or list of the expected shape is left alone.

use std::sync::Arc;

use crate::model::{Entry, Kind, Map, Span, Str, Value, word};

/// The value of a key, to change.
pub(super) fn child<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    // Looked up before anything shared is copied.
    value.get(key)?;
    let Kind::Map(map) = &mut value.kind else { return None };
    let mut entries = Arc::make_mut(map).iter_mut().rev();
    entries.find(|entry| &*entry.key == key).map(|entry| &mut entry.value)
}

/// The value below a path of keys, to change.
pub(super) fn descend<'v>(value: &'v mut Value, keys: &[&str]) -> Option<&'v mut Value> {
    keys.iter().try_fold(value, |value, key| child(value, key))
}

/// The elements of the list of a key, to change.
pub(super) fn elements<'v>(value: &'v mut Value, key: &str) -> &'v mut [Value] {
    match child(value, key) {
        Some(Value { kind: Kind::List(items), .. }) if !items.is_empty() => {
            Arc::make_mut(items).as_mut_slice()
        }
        _ => &mut [],
    }
}

/// Whether a key is absent from a map, or null, which means the same to the API server.
pub(super) fn lacks(value: &Value, key: &str) -> bool {
    value.as_map().is_some_and(|map| map.get(key).is_none_or(|value| value.kind == Kind::Null))
}

/// Sets a key of a map to a value that is written nowhere, where it is absent or null.
pub(super) fn fill(value: &mut Value, key: &'static str, kind: impl FnOnce() -> Kind) {
    if lacks(value, key) {
        set(value, key, Value::new(kind(), Span::default()));
    }
}

/// [`fill`] with a string.
pub(super) fn fill_text(value: &mut Value, key: &'static str, text: &'static str) {
    fill(value, key, || Kind::String(word(text)));
}

/// [`fill`] with an integer.
pub(super) fn fill_int(value: &mut Value, key: &'static str, number: i64) {
    fill(value, key, || Kind::Number(crate::model::Number::Int(number)));
}

/// [`fill`] with a boolean.
pub(super) fn fill_bool(value: &mut Value, key: &'static str, flag: bool) {
    fill(value, key, || Kind::Bool(flag));
}

/// [`fill`] with an empty map, and the map.
pub(super) fn fill_map<'v>(value: &'v mut Value, key: &'static str) -> Option<&'v mut Value> {
    fill(value, key, || Kind::Map(Arc::new(Map::default())));
    child(value, key)
}

/// Sets a key of a map.
pub(super) fn set(value: &mut Value, key: &'static str, new: Value) {
    put(value, word(key), new);
}

/// [`set`] with a key that the input wrote.
pub(super) fn put(value: &mut Value, key: Str, new: Value) {
    if let Kind::Map(map) = &mut value.kind {
        Arc::make_mut(map).put(key, Span::default(), new);
    }
}

/// Makes room in a map for those of some keys that it lacks: what defaults fill in would otherwise
/// grow it by half again and again.
pub(super) fn make_room(value: &mut Value, keys: &[&'static str]) {
    let lacking = keys.iter().filter(|key| value.get(key).is_none()).count();
    if let Kind::Map(map) = &mut value.kind
        && lacking > 0
    {
        Arc::make_mut(map).reserve_exact(lacking);
    }
}

/// Takes keys out of a map.
pub(super) fn remove(value: &mut Value, keys: &[&str]) {
    let Kind::Map(map) = &mut value.kind else { return };
    if map.iter().any(|entry| keys.contains(&&*entry.key)) {
        let kept: Map =
            map.iter().filter(|entry| !keys.contains(&&*entry.key)).cloned().collect::<Map>();
        *map = Arc::new(kept);
    }
}

/// Takes a key out of a map where its value is an empty map.
pub(super) fn remove_empty(value: &mut Value, key: &str) {
    let empty = value
        .get(key)
        .is_some_and(|value| value.kind == Kind::Null || value.as_map().is_some_and(Map::is_empty));
    if empty {
        remove(value, &[key]);
    }
}

/// An entry that is written nowhere.
pub(super) fn entry(key: &str, kind: Kind) -> Entry {
    Entry { key: key.into(), key_span: Span::default(), value: Value::new(kind, Span::default()) }
}
