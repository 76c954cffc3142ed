//! Two states of one repository, where most files are the same.
//!
//! In: the files of the newer and of the older state. Out: each of them parsed as if it were alone.
//! A file that is the same in both has one id in both and is parsed once, so that its resources
//! share their values; ids below the newer state's number of files mean the same in both.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Loaded, Options, Part, gather, parse_one, terraform, with_variable_files};
use crate::discover::{FileKind, SourceFile};
use crate::model::{FileId, Source, Sources, Str};
use crate::parse::Parsed;
use crate::parse::terraform::TerraformFile;

/// Parses the newer and the older state.
pub fn load_pair(
    newer: Vec<SourceFile>,
    older: Vec<SourceFile>,
    options: &Options,
    older_options: &Options,
) -> (Loaded, Loaded) {
    let mut sources = Sources::default();
    let newer: Vec<(FileId, FileKind)> = newer
        .into_iter()
        .map(|file| (sources.add(Source::new(file.path, file.text)), file.kind))
        .collect();
    let read = with_variable_files(&mut sources, &options.terraform);
    let own = sources.clone();
    let ids: HashMap<Str, (FileId, FileKind)> =
        newer.iter().map(|(id, kind)| (sources.path(*id).into(), (*id, *kind))).collect();
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
    let parts: Vec<Part> = newer
        .par_iter()
        .filter_map(|(id, kind)| own.get(*id).map(|source| parse_one(*id, *kind, source)))
        .collect();
    let older_parts: Vec<Part> = older
        .par_iter()
        .filter_map(|(id, kind)| match parts.get(id.0 as usize) {
            // Values are shared, not copied.
            Some(part) => Some(part.clone()),
            None => sources.get(*id).map(|source| parse_one(*id, *kind, source)),
        })
        .collect();
    let mut evaluated: Option<(Vec<Identity>, Parsed)> = None;
    let mut origins = None;
    let (parsed, records) = gather(&own, &newer, parts, |inputs| {
        let identities = identities(&inputs);
        let (parsed, found) = terraform::load_with_origins(inputs, &read);
        origins = Some(found);
        evaluated = Some((identities, parsed.clone()));
        parsed
    });
    let (older_parsed, older_records) = gather(&sources, &older, older_parts, |inputs| {
        match evaluated.take().filter(|(known, _)| *known == identities(&inputs)) {
            // Files that functions read are no inputs: they must be the same as well.
            Some((_, parsed)) if same_beside(options, older_options) => parsed,
            _ => terraform::load(inputs, &older_options.terraform),
        }
    });
    // Findings of the older state are only compared with: nobody asks where their values come from.
    let older = Loaded { sources, parsed: older_parsed, records: older_records, origins: None };
    (Loaded { sources: own, parsed, records, origins }, older)
}

fn same_beside(newer: &Options, older: &Options) -> bool {
    match (&newer.terraform.beside, &older.terraform.beside) {
        (Some(newer), Some(older)) => newer.is_same_in(older),
        (None, None) => true,
        _ => false,
    }
}

/// What makes a text of a module the same in both states: its file and where it stands in it.
type Identity = (FileId, usize);

fn identities(inputs: &[TerraformFile]) -> Vec<Identity> {
    inputs.iter().map(|input| (input.file, input.offset)).collect()
}
