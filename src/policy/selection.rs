//! Choosing rules: packs, single rules, skips, parameters and severities, as one validated result.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::{Library, Pack, PolicyError, PolicySource, Rule, Severity, params};
use crate::model::Str;

/// What a run asks for. Names are rule ids or aliases.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Packs, by name or file; `all` is every rule.
    pub packs: Vec<String>,
    /// Only these rules, of whatever pack; empty means no restriction.
    pub rules: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
    /// Not below this severity.
    pub at_least: Option<Severity>,
    /// Parameters by rule; they win over the pack's.
    pub params: BTreeMap<String, serde_json::Map<String, serde_json::Value>>,
    /// Severities by rule.
    pub severities: BTreeMap<String, Severity>,
}

/// A pack in use, with its content.
#[derive(Debug, Clone)]
pub struct ChosenPack {
    /// The pack.
    pub pack: Pack,
    /// SHA-256 over the pack's text and every rule it chooses: 64 hex digits.
    pub digest: Str,
}

/// The rules of a run, ready to be evaluated.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Chosen rules, sorted by id, with parameters and severities applied.
    pub rules: Vec<Rule>,
    /// Packs in use.
    pub packs: Vec<ChosenPack>,
}

impl Library {
    /// Applies a choice.
    ///
    /// # Errors
    /// A pack or rule that does not exist, or a fault in a pack file.
    pub fn select(&self, choice: &Choice) -> Result<Selection, PolicyError> {
        let packs = self.chosen_packs(&choice.packs)?;
        let wanted = self.positions(&choice.rules)?;
        let skipped = self.positions(&choice.skip)?;
        let mut chosen: BTreeSet<usize> = match wanted.is_empty() {
            false => wanted,
            true => self.default_positions(choice, &packs),
        };
        chosen.retain(|index| !skipped.contains(index));
        let mut rules: Vec<Rule> =
            chosen.into_iter().filter_map(|index| self.rules.get(index).cloned()).collect();
        for chosen in &packs {
            for (name, params) in &chosen.pack.params {
                self.set_params(&mut rules, name, params)?;
            }
            add_controls(&mut rules, &chosen.pack);
        }
        for (name, params) in &choice.params {
            self.set_params(&mut rules, name, params)?;
        }
        for (name, severity) in &choice.severities {
            let index = self.require(name)?;
            let id = self.rules.get(index).map(|rule| rule.id.clone());
            for rule in rules.iter_mut().filter(|rule| Some(&rule.id) == id.as_ref()) {
                rule.severity = *severity;
            }
        }
        if let Some(floor) = choice.at_least {
            rules.retain(|rule| rule.severity >= floor);
        }
        Ok(Selection { rules, packs })
    }

    /// Sets parameters of a rule, which must have them.
    fn set_params(
        &self,
        rules: &mut [Rule],
        name: &str,
        params: &serde_json::Map<String, serde_json::Value>,
    ) -> Result<(), PolicyError> {
        if let Some(rule) = self.rules.get(self.require(name)?) {
            params::check(rule, name, params)?;
            merge_params(rules, &rule.id, params);
        }
        Ok(())
    }

    /// Rules of the packs, and every rule of the user's own.
    fn default_positions(&self, choice: &Choice, packs: &[ChosenPack]) -> BTreeSet<usize> {
        let all = choice.packs.iter().any(|name| name == "all");
        let mut chosen: BTreeSet<usize> = (0..self.rules.len())
            .filter(|index| {
                all || self.rules.get(*index).is_some_and(|rule| rule.source == PolicySource::File)
            })
            .collect();
        for pack in packs {
            chosen.extend(pack.pack.rule_ids().into_iter().filter_map(|id| self.position(id)));
        }
        chosen
    }

    fn chosen_packs(&self, names: &[String]) -> Result<Vec<ChosenPack>, PolicyError> {
        let mut packs = Vec::new();
        for name in names.iter().filter(|name| *name != "all") {
            let (pack, text) = Self::pack(name)?;
            let located = |error: PolicyError| error.located(name, &text, None);
            for id in pack.rule_ids() {
                self.require(id).map_err(located)?;
            }
            for (name, params) in &pack.params {
                self.set_params(&mut [], name, params).map_err(located)?;
            }
            let digest = self.digest(&text, &pack.rule_ids());
            packs.push(ChosenPack { pack, digest });
        }
        if names.iter().any(|name| name == "all") {
            let ids: Vec<&str> = self.rules.iter().map(|rule| &*rule.id).collect();
            let digest = self.digest("all", &ids);
            packs.push(ChosenPack { pack: all_pack(), digest });
        }
        Ok(packs)
    }

    /// Hash over a pack's text, the text of each of its rules, and the modules they may import.
    fn digest(&self, text: &str, ids: &[&str]) -> Str {
        let mut hash = Sha256::new();
        let mut part = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        part(text);
        for rule in ids.iter().filter_map(|id| self.rule(id)) {
            part(&rule.id);
            part(&rule.text);
        }
        for module in &self.modules {
            part(&module.text);
        }
        hex(&hash.finalize()).into()
    }

    fn positions(&self, names: &[String]) -> Result<BTreeSet<usize>, PolicyError> {
        let mut found = BTreeSet::new();
        for name in names {
            let before = found.len();
            // An alias may stand for several rules.
            found.extend(self.rules.iter().enumerate().filter_map(|(index, rule)| {
                let named =
                    *rule.id == **name || rule.aliases.iter().any(|alias| **alias == **name);
                named.then_some(index)
            }));
            if found.len() == before {
                self.require(name)?;
            }
        }
        Ok(found)
    }

    /// Index of a rule that must exist.
    ///
    /// # Errors
    /// [`PolicyError::NoRule`], with the nearest id.
    pub fn require(&self, name: &str) -> Result<usize, PolicyError> {
        self.position_by_any_name(name).ok_or_else(|| PolicyError::NoRule {
            name: name.into(),
            suggestion: self.nearest(name),
        })
    }

    fn nearest(&self, name: &str) -> Option<String> {
        self.rules
            .iter()
            .map(|rule| (distance(&rule.id, name), &rule.id))
            .min()
            .filter(|(distance, _)| *distance <= name.len() / 3)
            .map(|(_, id)| id.to_string())
    }
}

/// The pack that `--pack all` stands for.
fn all_pack() -> Pack {
    Pack {
        name: "all".into(),
        title: "Every rule of the library".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        source: String::new(),
        description: String::new(),
        rules: Vec::new(),
        controls: Vec::new(),
        params: BTreeMap::new(),
        not_automated: Vec::new(),
    }
}

fn merge_params(rules: &mut [Rule], id: &str, params: &serde_json::Map<String, serde_json::Value>) {
    for rule in rules.iter_mut().filter(|rule| &*rule.id == id) {
        if let serde_json::Value::Object(own) = &mut rule.params {
            own.extend(params.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
    }
}

/// Packs from files map rules too; built-in mappings are there already.
fn add_controls(rules: &mut [Rule], pack: &Pack) {
    for control in &pack.controls {
        for rule in rules.iter_mut().filter(|rule| control.rules.iter().any(|id| **id == *rule.id))
        {
            let id = Str::from(control.id.as_str());
            match rule.controls.iter_mut().find(|(name, _)| **name == *pack.name) {
                Some((_, ids)) if ids.contains(&id) => {}
                Some((_, ids)) => ids.push(id),
                None => rule.controls.push((pack.name.as_str().into(), vec![id])),
            }
        }
    }
}

/// Lower-case hex of bytes.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Levenshtein distance over bytes, one row at a time.
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(other.bytes()) {
            let best = (*cell + 1).min(left + 1).min(diagonal + usize::from(a != b));
            diagonal = *cell;
            *cell = best;
            left = best;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edit_distance() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "ab"), 2);
        assert_eq!(distance("same", "same"), 0);
    }
}
