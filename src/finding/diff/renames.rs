//! Which file became which.
//!
//! In: two runs. Out: for files that only the earlier one has, the file of the later one that holds
//! their text: the same text, or most of its lines. As git tells renames, and the same for files
//! of a work tree that git does not know yet.

use std::collections::{HashMap, HashSet};

use super::body::Bag;
use super::matcher::Matcher;
use crate::finding::Run;
use crate::model::{FileOutcome, FileRecord, Source};

/// Half of the lines: what git asks for, too.
const LIKE: u32 = 500;
/// Pairs of texts that are held against each other.
const PAIRS: usize = 40_000;

/// New paths of renamed files, by their old ones.
pub(super) fn renames<'a>(before: &'a Run, after: &'a Run) -> HashMap<&'a str, &'a str> {
    let old = only_in(before, after);
    let new = only_in(after, before);
    let mut matcher = Matcher {
        before: (0..old.len()).collect(),
        after: (0..new.len()).collect(),
        pairs: Vec::new(),
    };
    let text = |list: &[&'a Source], index: usize| list.get(index).map(|source| &*source.text);
    let name = |list: &[&'a Source], index: usize| {
        list.get(index).map(|source| source.path.rsplit('/').next().unwrap_or_default())
    };
    matcher.pass(
        |one| Some((text(&old, one)?, name(&old, one)?)),
        |two| Some((text(&new, two)?, name(&new, two)?)),
    );
    matcher.pass(|one| text(&old, one), |two| text(&new, two));
    if matcher.before.len().saturating_mul(matcher.after.len()) <= PAIRS {
        let bags = |list: &[&Source], left: &[usize]| -> Vec<(usize, Bag)> {
            let bag = |index: &usize| Some((*index, Bag::of_lines(text_of(list, *index)?)));
            left.iter().filter_map(bag).collect()
        };
        let (one, two) = (bags(&old, &matcher.before), bags(&new, &matcher.after));
        let mut scored = Vec::new();
        for (index, bag) in &one {
            for (other, candidate) in &two {
                let score = bag.likeness(candidate);
                if score >= LIKE {
                    scored.push((score, *index, *other));
                }
            }
        }
        matcher.best(scored);
    }
    let path = |list: &[&'a Source], index: usize| list.get(index).map(|source| &*source.path);
    matcher
        .pairs
        .iter()
        .filter_map(|(one, two)| Some((path(&old, *one)?, path(&new, *two)?)))
        .collect()
}

fn text_of<'a>(list: &[&'a Source], index: usize) -> Option<&'a str> {
    list.get(index).map(|source| &*source.text)
}

/// Texts of files that were read in one run and are not in the other.
fn only_in<'a>(run: &'a Run, other: &Run) -> Vec<&'a Source> {
    fn read(file: &&FileRecord) -> bool {
        !matches!(file.outcome, FileOutcome::Excluded(_))
    }
    let theirs: HashSet<&str> = other.files.iter().filter(read).map(|file| &*file.path).collect();
    let own: HashSet<&str> = run
        .files
        .iter()
        .filter(read)
        .map(|file| &*file.path)
        .filter(|path| !theirs.contains(path))
        .collect();
    run.sources.iter().map(|(_, source)| source).filter(|it| own.contains(&*it.path)).collect()
}
