//! The keeper of what the door judged: a desk in the history store.
//!
//! In: batches. Out: rows of the store; an event in the log where it cannot be written, and one when
//! it can again. Never here: the request path.

use serde_json::json;

use super::door::Mode;
use super::log;
use super::observe::Keeper;
use crate::finding::{Counts, PackUse, Run};
use crate::history::{Batch, Desk, HistoryError, Occasion, Store};
use crate::model::Sources;
use crate::policy::{Selection, Severity};

/// Writes to a desk.
pub struct StoreKeeper {
    desk: Desk,
    /// Whether the last batch could not be written.
    failing: bool,
}

impl StoreKeeper {
    /// Opens a desk for a door that judges by a selection.
    ///
    /// # Errors
    /// A store that cannot be written.
    pub fn open(
        store: Store,
        selection: &Selection,
        occasion: &Occasion,
        (mode, fail_on): (Mode, Option<Severity>),
    ) -> Result<Self, HistoryError> {
        let packs = selection
            .packs
            .iter()
            .map(|chosen| PackUse {
                name: chosen.pack.name.as_str().into(),
                version: chosen.pack.version.as_str().into(),
                digest: chosen.digest.clone(),
            })
            .collect();
        let run = Run {
            sources: Sources::default(),
            files: Vec::new(),
            resources: Vec::new(),
            resource_hashes: Vec::new(),
            rules: std::sync::Arc::new(selection.rules.clone()),
            packs,
            results: Vec::new(),
            counts: Counts::default(),
            assessments: Vec::new(),
            diagnostics: Vec::new(),
        };
        let manner = match (mode, fail_on) {
            (Mode::Enforce, Some(level)) => format!("enforce from {}", level.name()),
            (Mode::Enforce, None) => "enforce from none".to_owned(),
            (Mode::Warn, _) => "warn".to_owned(),
        };
        Ok(Self { desk: Desk::open(store, &run, occasion, &manner)?, failing: false })
    }
}

impl Keeper for StoreKeeper {
    fn keep(&mut self, batch: Batch) -> u64 {
        match self.desk.keep(&batch) {
            Ok(_) => {
                if std::mem::take(&mut self.failing) {
                    log::event("history written again", json!({}));
                }
                0
            }
            Err(error) => {
                // Once for each time of trouble.
                if !std::mem::replace(&mut self.failing, true) {
                    let reason = error.to_string();
                    log::event("history not written", json!({ "reason": reason }));
                }
                batch.admitted.len() as u64
            }
        }
    }
}
