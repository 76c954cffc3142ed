//! Structured logs: one JSON object a line, on standard error.
//!
//! In: an event with its fields. Out: a line. Never whole requests, and never a value out of an
//! object.

use std::io::{self, Write};
use std::sync::mpsc::{SyncSender, sync_channel};
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

/// From now on a panic is an event too, without its message, which may hold what was judged.
pub fn panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        event("panic", json!({ "at": place }));
    }));
}

/// Lines about requests that may wait to be written.
const QUEUE: usize = 1024;

/// Writes events of requests on a thread of its own: a reader that is slow loses lines, and delays
/// no answer.
pub struct Requests(SyncSender<(&'static str, Value)>);

impl Requests {
    /// Starts the thread, which ends with this.
    ///
    /// # Errors
    /// A thread that cannot be started.
    pub fn start() -> io::Result<Self> {
        let (queue, waiting) = sync_channel(QUEUE);
        std::thread::Builder::new().name("log".into()).spawn(move || {
            while let Ok((name, fields)) = waiting.recv() {
                event(name, fields);
            }
        })?;
        Ok(Self(queue))
    }

    /// Writes an event, when there is time.
    pub fn event(&self, name: &'static str, fields: Value) {
        let _ = self.0.try_send((name, fields));
    }
}

/// Seconds since 1970-01-01.
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
