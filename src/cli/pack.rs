//! `provost pack`: list, show.

use std::io::{self, Write};

use provost::policy::Library;

use super::args::ListFormat;
use super::exit::Exit;

/// Lists the built-in packs.
pub fn list(format: ListFormat) -> anyhow::Result<Exit> {
    let packs = Library::embedded_packs();
    let mut out = io::stdout().lock();
    match format {
        ListFormat::Table => {
            let width = packs.iter().map(|pack| pack.name.len()).max().unwrap_or(0);
            for pack in packs {
                let count = format!("{} rules", pack.rules);
                writeln!(
                    out,
                    "{:width$}  {:>9}  {} ({})",
                    pack.name, count, pack.title, pack.version
                )?;
            }
        }
        ListFormat::Json => {
            let list: Vec<_> = packs
                .iter()
                .map(|pack| {
                    serde_json::json!({
                        "name": pack.name, "title": pack.title, "version": pack.version,
                        "rules": pack.rules, "controls": pack.controls,
                    })
                })
                .collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&list)?)?;
        }
    }
    Ok(Exit::Clean)
}

/// Prints one pack.
pub fn show(name: &str, format: ListFormat) -> anyhow::Result<Exit> {
    let library = Library::embedded();
    let (pack, _) = Library::pack(name)?;
    for id in pack.rule_ids() {
        library.require(id)?;
    }
    let title = |id: &str| library.rule(id).map_or_else(String::new, |rule| rule.title.to_string());
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        let controls: Vec<_> = pack
            .controls
            .iter()
            .map(|control| {
                serde_json::json!({ "id": control.id, "title": control.title,
                    "rationale": control.rationale, "rules": control.rules })
            })
            .collect();
        let open: Vec<_> = pack
            .not_automated
            .iter()
            .map(|part| serde_json::json!({ "id": part.id, "title": part.title, "reason": part.reason }))
            .collect();
        let value = serde_json::json!({
            "name": pack.name, "title": pack.title, "version": pack.version, "source": pack.source,
            "rules": pack.rule_ids(), "controls": controls, "not_automated": open,
        });
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(Exit::Clean);
    }
    writeln!(out, "{} ({})", pack.title, pack.version)?;
    if !pack.source.is_empty() {
        writeln!(out, "maps {}", pack.source)?;
    }
    if !pack.description.is_empty() {
        writeln!(out, "\n{}", pack.description.trim())?;
    }
    for control in &pack.controls {
        writeln!(out, "\n{}  {}", control.id, control.title)?;
        for id in &control.rules {
            writeln!(out, "    {id}  {}", title(id))?;
        }
    }
    if !pack.rules.is_empty() {
        writeln!(out)?;
        for id in &pack.rules {
            writeln!(out, "    {id}  {}", title(id))?;
        }
    }
    if !pack.not_automated.is_empty() {
        writeln!(out, "\nNot shown by configuration:")?;
        for part in &pack.not_automated {
            writeln!(out, "    {}  {}: {}", part.id, part.title, part.reason)?;
        }
    }
    Ok(Exit::Clean)
}
