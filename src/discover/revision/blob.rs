//! Reading the blobs that are worth it, within the limits.
//!
//! In: the blobs of a listing. Out: source files with their text, and a record of every other one,
//! in the words that a walk over a checkout uses. Each thread opens the repository for itself.

use std::path::Path;

use git2::{Odb, Repository};
use rayon::prelude::*;

use super::listing::Blob;
use crate::config::Config;
use crate::discover::Discovery;
use crate::discover::read::{Content, Outcome, PREFIX, judge_bytes, too_large};

/// Blobs that one thread reads before it takes others.
const SHARE: usize = 256;
/// Blobs whose outcomes are held at once before the sum of texts is looked at.
const BATCH: usize = 8_192;
/// Largest blob that is unpacked only to see its beginning: git cannot read a part of one.
const LOOK: usize = 256 << 20;

/// Reads blobs in parallel until the sum of texts is at its limit.
pub(super) fn read_all(git: &Path, config: &Config, blobs: Vec<Blob>, discovery: &mut Discovery) {
    let mut kept = 0;
    for batch in blobs.chunks(BATCH) {
        let outcomes: Vec<Vec<Outcome>> =
            batch.par_chunks(SHARE).map(|share| read_share(git, config, share)).collect();
        for (blob, outcome) in batch.iter().zip(outcomes.into_iter().flatten()) {
            discovery.take(blob.path.clone(), outcome, &mut kept, config.max_total_size);
        }
    }
}

fn read_share(git: &Path, config: &Config, share: &[Blob]) -> Vec<Outcome> {
    let repository = Repository::open(git);
    match repository.as_ref().map_err(git2::Error::message).and_then(|repository| {
        repository.odb().map_err(|_| "the repository's objects cannot be opened")
    }) {
        Ok(odb) => share.iter().map(|blob| read(&odb, blob, config.max_file_size)).collect(),
        Err(why) => {
            share.iter().map(|_| Outcome::Failed(format!("cannot be read: {why}"))).collect()
        }
    }
}

fn read(odb: &Odb<'_>, blob: &Blob, max_file_size: u64) -> Outcome {
    let bytes = |id| odb.read(id).map(|object| object.data().to_vec());
    let missing = |error: git2::Error| {
        Outcome::Failed(format!("not in the repository: {}", error.message().to_lowercase()))
    };
    let size = match odb.read_header(blob.id) {
        Ok((size, _)) => size,
        Err(error) => return missing(error),
    };
    let content = Content { path: &blob.path, named: blob.named };
    if size as u64 > max_file_size {
        let beginning = if size <= LOOK { bytes(blob.id).ok() } else { None };
        let end = usize::try_from(PREFIX).unwrap_or(usize::MAX);
        let beginning = beginning.as_deref().map(|bytes| bytes.get(..end).unwrap_or(bytes));
        return too_large(&content, beginning, max_file_size);
    }
    match bytes(blob.id) {
        Ok(bytes) => judge_bytes(&content, bytes),
        Err(error) => missing(error),
    }
}
