//! Root modules, and the threads that evaluate them.
//!
//! In: the modules that were read. Out: those that no other one calls; and the results of work on
//! each of them, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Options;
use super::module::Module;
use super::sources::is_installed;

/// Stack of an evaluating thread: enough for the bounded depth of expressions.
const STACK: usize = 256 << 20;

/// Modules that no other one calls, or all of them where the options say so. Modules that only call
/// each other have no root among them; the first of them in order is taken. Terraform's own copies
/// are judged through their callers alone.
pub fn roots(
    modules: &BTreeMap<String, Module<'_>>,
    callees: impl Fn(&str) -> Vec<String>,
    options: &Options,
) -> Vec<String> {
    let own = |directory: &&String| !is_installed(directory);
    if options.module_roots {
        return modules.keys().filter(own).cloned().collect();
    }
    let all: BTreeMap<&String, Vec<String>> =
        modules.keys().map(|directory| (directory, callees(directory))).collect();
    let calls = |directory: &String| all.get(directory).cloned().unwrap_or_default();
    let called: BTreeSet<String> = modules
        .keys()
        .flat_map(|directory| calls(directory).into_iter().filter(move |to| to != directory))
        .collect();
    let mut roots: Vec<String> =
        modules.keys().filter(own).filter(|one| !called.contains(*one)).cloned().collect();
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut pending = roots.clone();
    let mut rest = modules.keys().filter(own);
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
