//! Packs: which rules serve which criterion of which framework, and with which parameters.
//!
//! In: a pack file. Out: a [`Pack`]. Framework mappings live only in packs; a rule knows none.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A pack file, as it is written. The build script includes this file too.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Name, by which `--pack` chooses it.
    pub name: String,
    /// Full name of the framework.
    pub title: String,
    /// Version of this mapping.
    pub version: String,
    /// Which text of the framework it maps.
    #[serde(default)]
    pub source: String,
    /// A paragraph.
    #[serde(default)]
    pub description: String,
    /// Rules that the pack chooses without a criterion.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Criteria with their rules.
    #[serde(default)]
    pub controls: Vec<Control>,
    /// Parameters, by rule.
    #[serde(default)]
    pub params: BTreeMap<String, serde_json::Map<String, serde_json::Value>>,
    /// Criteria that configuration cannot show.
    #[serde(default)]
    pub not_automated: Vec<NotAutomated>,
}

/// A criterion of a framework.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// Its id in the framework: `CC6.1`.
    pub id: String,
    /// What it asks, in short.
    pub title: String,
    /// Why these rules show it, and what they do not cover.
    #[serde(default)]
    pub rationale: String,
    /// Rules that give evidence for it.
    pub rules: Vec<String>,
}

/// A criterion that no rule can show.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAutomated {
    /// Its id in the framework.
    pub id: String,
    /// What it asks, in short.
    pub title: String,
    /// Why it is not automated.
    #[serde(default)]
    pub reason: String,
}

impl Pack {
    /// Every rule that the pack chooses, sorted, once each.
    pub fn rule_ids(&self) -> Vec<&str> {
        let controls = self.controls.iter().flat_map(|control| &control.rules);
        let mut ids: Vec<&str> = self.rules.iter().chain(controls).map(String::as_str).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}
