//! Reading the files that are worth it, within the limits.
//!
//! In: the files that a walk found. Out: source files with their text, and a record of every other
//! one. A file that should have been read and cannot be is a failure; to tell that of one that is
//! too large or no text, its beginning is looked at.

use std::fs::File;
use std::io::{self, Read};

use rayon::prelude::*;

use super::base::cause;
use super::chart::Charts;
use super::name::{Named, classify};
use super::text::{decode, decode_prefix};
use super::walk::FoundFile;
use super::{Discovery, FileKind, SourceFile};
use crate::config::{Config, size};

/// How much of a file tells what it means to be.
const PREFIX: u64 = 64 << 10;
/// Bytes that are read at once before the sum of texts is looked at.
const BATCH: u64 = 128 << 20;

/// What became of one file.
enum Outcome {
    Text(FileKind, String),
    Excluded(String),
    Failed(String),
}

/// Leaves the files that have to be opened, and records the others.
pub(super) fn candidates(
    files: Vec<FoundFile>,
    charts: &Charts,
    discovery: &mut Discovery,
) -> Vec<FoundFile> {
    let mut candidates = Vec::new();
    for file in files {
        let chart = || match file.named {
            Named::Yaml | Named::Json => charts.reason(&file.path),
            _ => None,
        };
        match file.named {
            Named::Unread(reason) => discovery.exclude(file.path, reason),
            _ if file.size == 0 && is_empty(&file) => discovery.exclude(file.path, "empty"),
            _ => match chart() {
                Some(reason) => discovery.exclude(file.path, reason),
                None => candidates.push(file),
            },
        }
    }
    candidates
}

/// Size 0 also stands for a size that could not be told.
fn is_empty(file: &FoundFile) -> bool {
    file.real.metadata().is_ok_and(|metadata| metadata.len() == 0)
}

/// Reads candidates in parallel, batch by batch, until the sum of texts is at its limit.
pub(super) fn read_all(config: &Config, files: Vec<FoundFile>, discovery: &mut Discovery) {
    let mut kept = 0;
    let mut rest = files.as_slice();
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(batch_length(rest, config.max_file_size));
        rest = after;
        let outcomes: Vec<Outcome> =
            batch.par_iter().map(|file| read(file, config.max_file_size)).collect();
        for (file, outcome) in batch.iter().zip(outcomes) {
            let path = file.path.clone();
            match outcome {
                Outcome::Text(kind, text) => {
                    kept += text.len() as u64;
                    if kept > config.max_total_size {
                        let limit = size::display(config.max_total_size);
                        discovery.fail(path, format!("all files together are larger than {limit}"));
                        continue;
                    }
                    discovery.files.push(SourceFile { path, kind, text: text.into() });
                }
                Outcome::Excluded(reason) => discovery.exclude(path, reason),
                Outcome::Failed(message) => discovery.fail(path, message),
            }
        }
    }
}

fn batch_length(files: &[FoundFile], max_file_size: u64) -> usize {
    let mut bytes = 0;
    let fits = |file: &&FoundFile| {
        bytes += file.size.min(max_file_size);
        bytes <= BATCH
    };
    files.iter().take_while(fits).count().max(1)
}

fn read(file: &FoundFile, max_file_size: u64) -> Outcome {
    if file.size > max_file_size {
        return too_large(file, max_file_size);
    }
    let bytes = match read_up_to(file, max_file_size.saturating_add(1)) {
        Ok(bytes) => bytes,
        Err(error) => return Outcome::Failed(format!("cannot be read: {}", cause(&error))),
    };
    if bytes.len() as u64 > max_file_size {
        return too_large(file, max_file_size);
    }
    match decode(bytes) {
        Ok(text) => match classify(&file.path, &text) {
            Ok(kind) => Outcome::Text(kind, text),
            Err(reason) => Outcome::Excluded(reason.into()),
        },
        Err(fault) if is_missed(file) => Outcome::Failed(fault.to_string()),
        Err(fault) => Outcome::Excluded(format!("not text: {fault}")),
    }
}

fn too_large(file: &FoundFile, limit: u64) -> Outcome {
    let reason = format!("larger than {}", size::display(limit));
    if is_missed(file) { Outcome::Failed(reason) } else { Outcome::Excluded(reason) }
}

/// Whether a file that is not read should have been, as far as its name and beginning tell.
fn is_missed(file: &FoundFile) -> bool {
    let Ok(bytes) = read_up_to(file, PREFIX) else { return true };
    let beginning = decode_prefix(&bytes);
    match classify(&file.path, &beginning) {
        // Only fenced blocks of Markdown are read; prose in an old encoding is nobody's loss.
        Ok(FileKind::Markdown) => beginning.contains("```") || beginning.contains("~~~"),
        Ok(_) => true,
        Err(_) => matches!(file.named, Named::Kind(_)),
    }
}

fn read_up_to(file: &FoundFile, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size.min(limit)).unwrap_or(0) + 1);
    File::open(&file.real)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
