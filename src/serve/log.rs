//! Structured logs: one JSON object a line, on standard error.
//!
//! In: an event with its fields. Out: a line. Never whole requests, and never a value out of an
//! object.

use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// Writes an event; a reader that is gone is no reason to stop.
pub fn event(name: &str, fields: Value) {
    let mut line = json!({ "event": name, "time": now() });
    if let (Some(line), Value::Object(fields)) = (line.as_object_mut(), fields) {
        line.extend(fields);
    }
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Seconds since 1970-01-01.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
