//! Root modules, and the threads that evaluate them.
//!
//! In: the modules that were read. Out: those that no other one calls; and the results of work on
//! each of them, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::module::{Module, literal, local_source};

/// Stack of an evaluating thread: enough for the bounded depth of expressions.
const STACK: usize = 256 << 20;

/// Modules that no other one calls, or all of them. Modules that only call each other have no root
/// among them; the first of them in order is taken.
pub fn roots(modules: &BTreeMap<String, Module<'_>>, all: bool) -> Vec<String> {
    if all {
        return modules.keys().cloned().collect();
    }
    let calls = |directory: &String| -> Vec<String> {
        let Some(module) = modules.get(directory) else { return Vec::new() };
        let sources = module.calls.values().filter_map(|block| literal(&block.body, "source"));
        sources
            .filter_map(|(source, _)| local_source(directory, source))
            .filter(|target| modules.contains_key(target))
            .collect()
    };
    let called: BTreeSet<String> = modules
        .keys()
        .flat_map(|directory| calls(directory).into_iter().filter(move |to| to != directory))
        .collect();
    let mut roots: Vec<String> =
        modules.keys().filter(|directory| !called.contains(*directory)).cloned().collect();
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut pending = roots.clone();
    let mut rest = modules.keys();
    loop {
        while let Some(directory) = pending.pop() {
            if reached.insert(directory.clone()) {
                pending.extend(calls(&directory));
            }
        }
        let Some(next) = rest.find(|directory| !reached.contains(*directory)) else { break };
        roots.push(next.clone());
        pending.push(next.clone());
    }
    roots.sort();
    roots
}

/// Applies a function to all items with threads of a large stack. Results are in the items'
/// order; `None` is an item whose evaluation broke off.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<Option<R>> {
    let next = AtomicUsize::new(0);
    let threads = rayon::current_num_threads().clamp(1, items.len().max(1));
    let run = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            // A fault of ours in one root must not take the others' resources along.
            done.push((index, catch_unwind(AssertUnwindSafe(|| work(item))).ok()));
        }
    };
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        let spawned: Vec<_> = (0..threads)
            .filter_map(|_| {
                std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run).ok()
            })
            .collect();
        for (index, result) in spawned.into_iter().filter_map(|thread| thread.join().ok()).flatten()
        {
            if let Some(place) = results.get_mut(index) {
                *place = result;
            }
        }
    });
    results
}
