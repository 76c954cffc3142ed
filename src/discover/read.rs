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
use crate::model::Str;

/// How much of a file tells what it means to be.
pub(super) const PREFIX: u64 = 64 << 10;
/// Bytes that are read at once before the sum of texts is looked at.
const BATCH: u64 = 128 << 20;

/// What became of one file.
pub(super) enum Outcome {
    Text(FileKind, String),
    Excluded(String),
    Failed(String),
}

/// What is known of a file before its bytes are looked at.
pub(super) struct Content<'a> {
    /// Path as reported.
    pub path: &'a str,
    /// What its name says.
    pub named: Named,
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
            discovery.take(file.path.clone(), outcome, &mut kept, config.max_total_size);
        }
    }
}

impl Discovery {
    /// Records what became of a file; `kept` is the sum of texts so far.
    pub(super) fn take(&mut self, path: Str, outcome: Outcome, kept: &mut u64, limit: u64) {
        match outcome {
            Outcome::Text(kind, text) => {
                *kept += text.len() as u64;
                if *kept > limit {
                    let limit = size::display(limit);
                    self.fail(path, format!("all files together are larger than {limit}"));
                    return;
                }
                self.files.push(SourceFile { path, kind, text: text.into() });
            }
            Outcome::Excluded(reason) => self.exclude(path, reason),
            Outcome::Failed(message) => self.fail(path, message),
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
    let content = Content { path: &file.path, named: file.named };
    let oversize = || {
        let beginning = read_up_to(file, PREFIX).ok();
        too_large(&content, beginning.as_deref(), max_file_size)
    };
    if file.size > max_file_size {
        return oversize();
    }
    match read_up_to(file, max_file_size.saturating_add(1)) {
        Ok(bytes) if bytes.len() as u64 > max_file_size => oversize(),
        Ok(bytes) => judge_bytes(&content, bytes),
        Err(error) => Outcome::Failed(format!("cannot be read: {}", cause(&error))),
    }
}

/// What a whole file is, told from its bytes.
pub(super) fn judge_bytes(content: &Content<'_>, bytes: Vec<u8>) -> Outcome {
    if is_pointer(&bytes) {
        // Whether YAML or JSON behind it is configuration, nobody can tell from here.
        return match content.named {
            Named::Kind(_) => Outcome::Failed(POINTER.into()),
            _ => Outcome::Excluded(POINTER.into()),
        };
    }
    // Decoding takes the bytes; a copy of their beginning costs little beside reading them.
    let end = usize::try_from(PREFIX).unwrap_or(usize::MAX).min(bytes.len());
    let beginning = bytes.get(..end).unwrap_or_default().to_vec();
    match decode(bytes) {
        Ok(text) => match classify(content.path, &text) {
            Ok(kind) => Outcome::Text(kind, text),
            Err(reason) => Outcome::Excluded(reason.into()),
        },
        Err(fault) if is_missed(content, Some(&beginning)) => Outcome::Failed(fault.to_string()),
        Err(fault) => Outcome::Excluded(format!("not text: {fault}")),
    }
}

/// A file above the limit, by its beginning where that could be read.
pub(super) fn too_large(content: &Content<'_>, beginning: Option<&[u8]>, limit: u64) -> Outcome {
    let reason = format!("larger than {}", size::display(limit));
    if is_missed(content, beginning) { Outcome::Failed(reason) } else { Outcome::Excluded(reason) }
}

/// The reason for a file whose content git keeps elsewhere.
const POINTER: &str = "a Git LFS pointer, whose content is not here";

/// Whether a file only says where its content is.
fn is_pointer(bytes: &[u8]) -> bool {
    bytes.len() < 1024 && bytes.starts_with(b"version https://git-lfs.github.com/spec/v1\n")
}

/// Whether a file that is not read should have been, as far as its name and beginning tell.
fn is_missed(content: &Content<'_>, beginning: Option<&[u8]>) -> bool {
    let Some(beginning) = beginning else { return true };
    let beginning = decode_prefix(beginning);
    match classify(content.path, &beginning) {
        // Only fenced blocks of Markdown are read; prose in an old encoding is nobody's loss.
        Ok(FileKind::Markdown) => beginning.contains("```") || beginning.contains("~~~"),
        Ok(_) => true,
        Err(_) => matches!(content.named, Named::Kind(_)),
    }
}

fn read_up_to(file: &FoundFile, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size.min(limit)).unwrap_or(0) + 1);
    File::open(&file.real)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
