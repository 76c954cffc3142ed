//! What the token may do in a job: the job's own permissions, else the workflow's, else the
//! repository's default, which no file tells.

use crate::model::{Entry, Kind, Map, Span, Value};
use crate::parse::Fragment;
use crate::parse::ci::fields::{empty_map, list, text};

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

/// Scopes of a map of permissions that no comment explains, neither on the line nor above it.
pub(super) fn undocumented(written: Option<&Value>, fragment: Fragment<'_>) -> Value {
    let Some(written) = written else { return list(Vec::new()) };
    if written.as_unknown().is_some() {
        return written.reshaped();
    }
    let entries = written.as_map().into_iter().flat_map(Map::iter);
    let bare = entries.filter(|entry| !is_explained(entry.key_span, entry.value.span, fragment));
    list(bare.map(|entry| Value::string(entry.key.clone(), entry.key_span)).collect())
}

fn is_explained(key: Span, value: Span, fragment: Fragment<'_>) -> bool {
    let at = |offset: u32| (offset as usize).saturating_sub(fragment.offset);
    let (before, after) = (fragment.text.get(..at(key.start)), fragment.text.get(at(value.end)..));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let says = |comment: &str| {
        let words = comment.trim().strip_prefix('#');
        words.is_some_and(|words| words.contains(char::is_alphanumeric))
    };
    let above = before.trim_end_matches([' ', '\t']).strip_suffix('\n');
    let above = above.map(|above| above.rsplit('\n').next().unwrap_or_default());
    says(after.lines().next().unwrap_or_default()) || above.is_some_and(says)
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
