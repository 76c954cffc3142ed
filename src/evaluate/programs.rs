//! The chosen rules, compiled once: shared by threads, good for any number of resources.
//!
//! In: rules, shared modules, and the selectors (types and views) that may be met. Out:
//! [`Programs`], which a run uses once and a server for every request.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::rego::program::{self, Broken, Compiled, Way};
use crate::model::{Diagnostic, Str};
use crate::policy::{Module, Rule};

/// Compiled rules, by the type or view that they name.
pub struct Programs {
    list: Vec<(Option<Compiled>, Vec<Broken>)>,
    by_name: HashMap<Str, usize>,
}

impl Programs {
    /// Compiles the rules whose selectors are wanted.
    pub fn compile(
        rules: &[Rule],
        modules: &[Module],
        wanted: impl Fn(&str) -> bool + Sync,
    ) -> Self {
        let selectors = program::by_selector(rules);
        let mut names: Vec<Str> = selectors.keys().filter(|name| wanted(name)).cloned().collect();
        names.sort_unstable();
        Self::of(rules, modules, &selectors, &names, Way::Quick)
    }

    /// Compiles what some selectors meet.
    pub(super) fn of(
        rules: &[Rule],
        modules: &[Module],
        selectors: &HashMap<Str, Vec<usize>>,
        names: &[Str],
        way: Way,
    ) -> Self {
        let modules = program::Modules::new(modules);
        let compile = |name: &Str| {
            let chosen = selectors.get(name).map_or(&[][..], Vec::as_slice);
            program::compile(rules, chosen, &modules, way)
        };
        let list = names.par_iter().map(compile).collect();
        let by_name = names.iter().cloned().zip(0..).collect();
        Self { list, by_name }
    }

    /// The program of a selector, with its number and the rules that could not be compiled.
    pub(super) fn get(&self, selector: &str) -> Option<(usize, Option<&Compiled>, &[Broken])> {
        let number = *self.by_name.get(selector)?;
        self.list.get(number).map(|(program, broken)| (number, program.as_ref(), broken.as_slice()))
    }

    /// For a place that sees one resource at a time: takes out the rules that read
    /// `input.related`, whose word would be no verdict there, and those that are named; gives
    /// their indexes.
    pub fn leave_out(&mut self, named: impl Fn(usize) -> bool) -> BTreeSet<usize> {
        let mut left_out = BTreeSet::new();
        for compiled in self.list.iter_mut().filter_map(|(compiled, _)| compiled.as_mut()) {
            compiled.entries.retain(|entry| {
                let alone = entry.related.as_ref().is_some_and(Vec::is_empty);
                let kept = alone && !named(entry.rule);
                if !kept {
                    left_out.insert(entry.rule);
                }
                kept
            });
        }
        left_out
    }

    /// Indexes of the rules that can be met.
    pub fn rules(&self) -> BTreeSet<usize> {
        let entries = self.list.iter().filter_map(|(compiled, _)| compiled.as_ref());
        entries.flat_map(|compiled| &compiled.entries).map(|entry| entry.rule).collect()
    }

    /// A diagnostic for each rule that could not be compiled.
    pub fn broken(&self, rules: &[Rule]) -> Vec<Diagnostic> {
        let all = self.list.iter().flat_map(|(_, broken)| broken);
        all.filter_map(|broken| {
            let rule = rules.get(broken.rule)?;
            Some(
                Diagnostic::file(rule.path.clone(), broken.error.to_string())
                    .losing(format!("every result of {}", rule.id)),
            )
        })
        .collect()
    }
}
