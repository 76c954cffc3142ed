//! What the token may do in a job: the job's own permissions, else the workflow's, else the
//! repository's default, which no file tells.

use crate::model::{Entry, Kind, Map, Span, Value};
use crate::parse::ci::fields::{empty_map, text};

use super::Reader;

impl Reader<'_> {
    /// The permissions as written at one place.
    pub(super) fn permissions(&mut self, map: &Map) -> Option<Value> {
        let written = map.get("permissions")?;
        let open = matches!(written.kind, Kind::Unknown(_));
        if !open && !matches!(written.kind, Kind::String(_) | Kind::Map(_) | Kind::Null) {
            self.misshapen("permissions", written, "a string or a map of scopes");
        }
        Some(written.clone())
    }
}

/// The permissions that hold in a job. Scopes that a map does not name are `none`.
pub(super) fn effective(job: Option<&Value>, workflow: Option<&Value>) -> Value {
    let Some(written) = job.or(workflow) else { return every("default") };
    match &written.kind {
        Kind::String(all) if matches!(&**all, "read-all" | "write-all") => every(all),
        Kind::Map(_) => written.clone(),
        Kind::Unknown(_) => written.reshaped(),
        // `permissions:` with nothing behind it gives nothing, as `{}` does.
        Kind::Null => empty_map(),
        _ => every("default"),
    }
}

fn every(level: &str) -> Value {
    let entry = Entry { key: "*".into(), key_span: Span::default(), value: text(level) };
    Value::map(std::iter::once(entry).collect(), Span::default())
}
