//! Two states of one repository, where most files are the same.
//!
//! In: the files of the newer and of the older state. Out: each of them parsed as if it were alone.
//! A file that is the same in both has one id in both and is parsed once, so that its resources
//! share their values; ids below the newer state's number of files mean the same in both.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Loaded, Options, Part, gather, parse_one};
use crate::discover::{FileKind, SourceFile};
use crate::model::{FileId, Source, Sources, Str};
use crate::parse::Parsed;

/// Parses the newer and the older state.
pub fn load_pair(
    newer: Vec<SourceFile>,
    older: Vec<SourceFile>,
    options: &Options,
) -> (Loaded, Loaded) {
    let mut sources = Sources::default();
    let newer: Vec<(FileId, FileKind)> = newer
        .into_iter()
        .map(|file| (sources.add(Source::new(file.path, file.text)), file.kind))
        .collect();
    let own = sources.clone();
    let ids: HashMap<Str, (FileId, FileKind)> = newer
        .iter()
        .map(|(id, kind)| (sources.path(*id).into(), (*id, *kind)))
        .collect();
    let older: Vec<(FileId, FileKind)> = older
        .into_iter()
        .map(|file| {
            let same = ids.get(&file.path).filter(|(id, kind)| {
                *kind == file.kind && own.get(*id).is_some_and(|source| source.text == file.text)
            });
            let id = same.map(|(id, _)| *id);
            let id = id.unwrap_or_else(|| sources.add(Source::new(file.path, file.text)));
            (id, file.kind)
        })
        .collect();
    let parts: Vec<Part<'_>> = newer
        .par_iter()
        .filter_map(|(id, kind)| own.get(*id).map(|source| parse_one(*id, *kind, source)))
        .collect();
    let by_id = |id: FileId| parts.get(id.0 as usize);
    let older_parts: Vec<Part<'_>> = older
        .par_iter()
        .filter_map(|(id, kind)| match by_id(*id).filter(|_| stands_alone(*kind)) {
            Some(part) => Some(again(part)),
            None => sources.get(*id).map(|source| parse_one(*id, *kind, source)),
        })
        .collect();
    let (parsed, records) = gather(&own, &newer, parts, options);
    let (older_parsed, older_records) = gather(&sources, &older, older_parts, options);
    let older = Loaded { sources: sources.clone(), parsed: older_parsed, records: older_records };
    (Loaded { sources: own.clone(), parsed, records }, older)
}

/// Whether a file of this kind gives the same whatever stands beside it.
fn stands_alone(kind: FileKind) -> bool {
    matches!(kind, FileKind::Kubernetes | FileKind::GithubWorkflow | FileKind::GithubAction)
}

/// What a file gave, once more: values are shared, not copied.
fn again<'a>(part: &Part<'a>) -> Part<'a> {
    let Parsed { resources, diagnostics } = part.parsed.clone();
    Part { parsed: Parsed { resources, diagnostics }, terraform: Vec::new(), state: part.state }
}
