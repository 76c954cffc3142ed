//! Joining the sources: what wins over what, and what each fault says.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

type Variables<'a> = &'a [(&'a str, &'a str)];

fn load(
    directory: &Path,
    flags: &Flags,
    environment: Variables<'_>,
) -> Result<Config, ConfigError> {
    Config::load(flags, &environment.iter().copied().collect(), directory)
}

#[test]
fn without_anything_the_defaults_stand() {
    let directory = tempfile::tempdir().unwrap();
    let config = load(directory.path(), &Flags::default(), &[]).unwrap();
    let expected = Config::for_roots(directory.path(), vec![directory.path().to_path_buf()]);
    assert_eq!(config, expected);
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let text = "packs: [soc2]\nfail_on: low\njobs: 2\nseverity: low\nskip: [a]\n\
        terraform: {variables: {size: 3, name: web}}\n";
    fs::write(directory.path().join(SETTINGS_FILE), text).unwrap();
    let flags = Flags {
        fail_on: Some("none".into()),
        skip_rules: vec!["b".into()],
        variables: vec!["size=5=6".into()],
        ..Flags::default()
    };
    let environment =
        [("PROVOST_FAIL_ON", "critical"), ("PROVOST_JOBS", "3"), ("TF_VAR_size", "4")];
    let config = load(directory.path(), &flags, &environment).unwrap();
    assert_eq!(config.packs, [PackChoice::Named("soc2".into())]);
    assert_eq!(config.fail_on, None);
    assert_eq!(config.jobs.map(std::num::NonZero::get), Some(3));
    assert_eq!(config.severity, Some(Severity::Low));
    assert_eq!(config.skip_rules, ["a", "b"]);
    let variables: Vec<_> = config
        .variables
        .iter()
        .map(|variable| (&*variable.name, &*variable.text, variable.origin))
        .collect();
    assert_eq!(
        variables,
        [
            ("name", "web", VariableOrigin::Settings),
            ("size", "3", VariableOrigin::Settings),
            ("size", "4", VariableOrigin::Environment),
            ("size", "5=6", VariableOrigin::Flag),
        ]
    );
}

#[test]
fn paths_start_from_where_they_are_written() {
    let top = tempfile::tempdir().unwrap();
    let inner = top.path().join("infra/live");
    fs::create_dir_all(top.path().join(".git")).unwrap();
    fs::create_dir_all(&inner).unwrap();
    for name in ["own.yaml", "prod.tfvars", WAIVERS_FILE] {
        fs::write(top.path().join(name), "").unwrap();
    }
    let text = "packs: [./own.yaml]\nexclude: [old/]\nterraform: {var_files: [prod.tfvars]}\n";
    fs::write(top.path().join(SETTINGS_FILE), text).unwrap();
    let config = load(&inner, &Flags::default(), &[]).unwrap();
    assert_eq!(config.packs, [PackChoice::File(top.path().join("./own.yaml"))]);
    assert_eq!(config.var_files, [top.path().join("prod.tfvars")]);
    assert_eq!(config.waivers, Some(top.path().join(WAIVERS_FILE)));
    assert_eq!(config.exclude_base, top.path());
    assert_eq!(config.repository.as_deref(), Some(top.path()));
    assert_eq!(config.roots, [inner]);
}

#[test]
fn each_fault_names_who_said_it() {
    let directory = tempfile::tempdir().unwrap();
    let some = |text: &str| Some(text.to_owned());
    let missing = || vec![PathBuf::from("nowhere")];
    let none: Variables<'_> = &[];
    let cases: Vec<(Flags, Variables<'_>, &str)> = vec![
        (Flags { severity: some("bad"), ..Flags::default() }, none, "--severity: unknown severity"),
        (Flags { fail_on: some("bad"), ..Flags::default() }, none, "--fail-on: unknown severity"),
        (Flags { jobs: some("0"), ..Flags::default() }, none, "--jobs: `0` is not"),
        (Flags { jobs: some("-1"), ..Flags::default() }, none, "--jobs: `-1` is not"),
        (Flags { max_file_size: some("x"), ..Flags::default() }, none, "--max-file-size: `x`"),
        (Flags { paths: missing(), ..Flags::default() }, none, "PATH: "),
        (Flags { policies: missing(), ..Flags::default() }, none, "--policy: "),
        (Flags { config: some("a.yaml").map(Into::into), ..Flags::default() }, none, "--config: "),
        (Flags { packs: vec!["./a.yaml".into()], ..Flags::default() }, none, "--pack: "),
        (Flags { exclude: vec![" ".into()], ..Flags::default() }, none, "--exclude: an empty"),
        (Flags { exclude: vec!["a{b".into()], ..Flags::default() }, none, "--exclude: `a{b`"),
        (Flags { variables: vec!["=3".into()], ..Flags::default() }, none, "--var: `=3`"),
        (Flags::default(), &[("PROVOST_NO_IGNORE", "maybe")], "PROVOST_NO_IGNORE: `maybe`"),
        (Flags::default(), &[("PROVOST_SEVERITY", "3")], "PROVOST_SEVERITY: unknown severity `3`"),
    ];
    for (flags, environment, expected) in cases {
        let message = load(directory.path(), &flags, environment).unwrap_err().to_string();
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn a_settings_file_that_is_no_text_is_named() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join(SETTINGS_FILE), [0xff, 0xfe]).unwrap();
    let message = load(directory.path(), &Flags::default(), &[]).unwrap_err().to_string();
    assert!(message.starts_with("cannot read "), "{message}");
    assert!(message.contains(SETTINGS_FILE), "{message}");
}
