//! Documents and help that must agree with the binary: examples of commands, the settings file, the
//! report that the README shows.
//!
//! `PROVOST_REFRESH=1 cargo test --test integration documents` writes the README's block anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use provost::config::Settings;
use provost::finding::waiver::Waivers;
use provost::policy::{Choice, Library};
use provost::serve::{Door, Judgement, Mode};

use crate::common::{Provost, repository};

/// Commands below a command, as its help lists them.
fn commands(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let list = list.take_while(|line| !line.trim().is_empty());
    let entries = list.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = entries.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_an_example() {
    let mut pending = vec![String::new()];
    let mut seen = 0;
    let mut lacking = Vec::new();
    while let Some(command) = pending.pop() {
        let run = Provost::new(&format!("{command} --help")).run();
        assert_eq!(run.code, Some(0), "{command}: {}", run.stderr);
        seen += 1;
        if !run.stdout.lines().any(|line| line == "Example:" || line == "Examples:") {
            lacking.push(command.clone());
        }
        pending.extend(commands(&run.stdout).into_iter().map(|name| format!("{command} {name}")));
    }
    assert!(lacking.is_empty(), "no example in the help of {lacking:?}");
    assert!(seen > 30, "only {seen} commands were found");
}

/// The fenced block of a document that follows some words.
fn block<'t>(text: &'t str, after: &str) -> &'t str {
    let rest = text.split_once(after).unwrap_or_else(|| panic!("`{after}` is there")).1;
    let rest = rest.split_once("```").unwrap().1.split_once('\n').unwrap().1;
    rest.split_once("```").unwrap().0
}

#[test]
fn the_example_of_the_settings_has_every_key_and_real_rules() {
    let text = fs::read_to_string(repository().join("docs/configuration.md")).unwrap();
    let example = block(&text, "An example with every key:");
    let settings = Settings::parse(Path::new("docs/configuration.md"), example).unwrap();
    let library = Library::embedded();
    let named = settings.rules.iter().chain(&settings.skip).chain(settings.severities.keys());
    for id in named.chain(settings.params.keys()) {
        library.require(id).unwrap();
    }
    for (id, params) in &settings.params {
        let rule = library.rule(id).unwrap();
        provost::policy::params::check(rule, id, params.as_object().unwrap()).unwrap();
    }
    // The error for an unknown key lists those that are known.
    for (section, inner) in [("", ""), ("terraform:\n", "  ")] {
        let wrong = format!("{section}{inner}qqqqqqqqqqqqqqqqqqqqqqqqqqqq: 1\n");
        let error = Settings::parse(Path::new("x"), &wrong).unwrap_err().to_string();
        let known = error.split_once("one of ").unwrap().1;
        let known: BTreeSet<&str> = known.split(", ").collect();
        assert!(known.len() > 3, "{error}");
        let keys = example.lines().filter_map(|line| {
            let key = line.strip_prefix(inner).filter(|rest| !rest.starts_with(' '))?;
            key.split_once(':').map(|(key, _)| key)
        });
        let keys: BTreeSet<&str> = keys.collect();
        let missing: Vec<&&str> = known.difference(&keys).collect();
        assert!(missing.is_empty(), "the example lacks {missing:?}");
        for key in known {
            let row = format!("`{}{key}`", if section.is_empty() { "" } else { "terraform." });
            assert!(key == "terraform" || text.contains(&row), "the table lacks {row}");
        }
    }
}

#[test]
fn the_rules_that_the_door_leaves_out_are_those_that_it_logs() {
    let library = Library::embedded();
    let choice = Choice { packs: vec!["all".into()], ..Choice::default() };
    let selection = library.select(&choice).unwrap();
    let (waivers, mode, fail_on) = (Waivers::default(), Mode::Enforce, None);
    let door = Door::open(Judgement { library, selection, waivers, mode, fail_on }).unwrap();
    let text = fs::read_to_string(repository().join("docs/webhook.md")).unwrap();
    let list = text.split_once("With `--pack all` these are\n\n").unwrap().1;
    let list: Vec<&str> = list.lines().map_while(|line| line.strip_prefix("- `")).collect();
    let listed: Vec<&str> = list.iter().map(|line| line.trim_end_matches('`')).collect();
    assert_eq!(listed, door.left_out());
}

/// The block with each paragraph as the report has it now, found by its first word or line.
fn refreshed(block: &str, report: &str) -> String {
    let now: Vec<&str> = report.trim_end().split("\n\n").collect();
    let last = now.last().copied().unwrap_or_default();
    let paragraphs = block.trim_end().split("\n\n").map(|paragraph| {
        let mut lines = paragraph.lines();
        let (first, place) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let address = place.split(" (").next().unwrap_or_default();
        let same = |other: &&&str| match first.split_whitespace().next() {
            Some("Files") => other.starts_with("Files "),
            _ => other.starts_with(first) && other.contains(address),
        };
        let is_last = first.contains(" failures at or above ");
        if is_last { last } else { now.iter().find(same).copied().unwrap_or_default() }
    });
    paragraphs.collect::<Vec<_>>().join("\n\n") + "\n"
}

#[test]
fn the_readme_shows_what_a_scan_prints() {
    let path: PathBuf = repository().join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let shown = block(&text, "From `provost scan fixtures/repos`:");
    let output = Command::new(env!("CARGO_BIN_EXE_provost"))
        .args(["scan", "fixtures/repos", "--color", "never"])
        .current_dir(repository())
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let now = refreshed(shown, &String::from_utf8(output.stdout).unwrap());
    if std::env::var_os("PROVOST_REFRESH").is_some() {
        fs::write(&path, text.replacen(shown, &now, 1)).unwrap();
        return;
    }
    assert_eq!(shown, now, "run PROVOST_REFRESH=1 cargo test --test integration documents");
}
