//! `provost policy test`: the `test_` rules of each policy, and its examples end to end.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use provost::config::Config;
use provost::discover::{self, SourceFile};
use provost::evaluate::rego::unit_test;
use provost::finding::{Run, Verdict};
use provost::policy::examples::{Example, Examples};
use provost::policy::{Choice, Library, annotation};

use super::UsageError;
use super::args::Global;
use super::exit::Exit;

/// What an example must give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Fail,
    NoFail,
    Indeterminate,
}

/// Tallies, and prints each failure.
struct Tally {
    passed: usize,
    failed: usize,
    out: io::StdoutLock<'static>,
}

impl Tally {
    fn add(&mut self, path: &Path, name: &str, failure: Option<String>) -> io::Result<()> {
        match failure {
            None => self.passed += 1,
            Some(why) => {
                self.failed += 1;
                writeln!(self.out, "FAIL {} {name}: {why}", path.display())?;
            }
        }
        Ok(())
    }
}

/// Tests every policy below some folders.
pub fn run(paths: &[PathBuf], filter: Option<&str>, global: &Global) -> anyhow::Result<Exit> {
    let mut tally = Tally { passed: 0, failed: 0, out: io::stdout().lock() };
    let mut policies = 0;
    for path in paths {
        if !path.exists() {
            return Err(UsageError(format!("{} does not exist", path.display())).into());
        }
        let mut library = Library::default();
        library.add_path(path)?;
        for file in rego_files(path)? {
            let name = file.to_string_lossy().into_owned();
            if name.ends_with("_test.rego") || filter.is_some_and(|filter| !name.contains(filter)) {
                continue;
            }
            policies += 1;
            unit_tests(&file, &library, &mut tally)?;
            if let Some(rule) =
                library.rules.iter().find(|rule| *rule.path == *name.replace('\\', "/"))
            {
                examples(&file, &library, &rule.id, &mut tally)?;
            }
        }
    }
    if !global.quiet || tally.failed > 0 {
        writeln!(
            tally.out,
            "{policies} policies: {} passed, {} failed",
            tally.passed, tally.failed
        )?;
    }
    if policies == 0 {
        return Err(UsageError("no policy was found, so none was tested".into()).into());
    }
    Ok(if tally.failed == 0 { Exit::Clean } else { Exit::Findings })
}

/// The `test_` rules beside a policy.
fn unit_tests(file: &Path, library: &Library, tally: &mut Tally) -> anyhow::Result<()> {
    let test = file.with_extension("").to_string_lossy().into_owned() + "_test.rego";
    let test = PathBuf::from(test);
    let Ok(text) = std::fs::read_to_string(&test) else {
        return Ok(tally.add(file, "tests", Some(format!("there is no {}", test.display())))?);
    };
    let policy = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let mut modules = vec![(file.to_string_lossy().into_owned(), policy.clone())];
    let package = annotation::package(&policy).unwrap_or_default().to_string();
    for module in library.modules.iter().filter(|module| *module.package != *package) {
        if annotation::package(&text) != Some(&module.package)
            && !module.path.ends_with("_test.rego")
        {
            modules.push((module.path.to_string(), module.text.to_string()));
        }
    }
    match unit_test::run(&test.to_string_lossy(), &text, &modules) {
        Err(message) => tally.add(&test, "tests", Some(message))?,
        Ok(outcomes) if outcomes.is_empty() => {
            tally.add(&test, "tests", Some("it has no test".into()))?
        }
        Ok(outcomes) => {
            for outcome in outcomes {
                tally.add(&test, &outcome.name, outcome.failure)?;
            }
        }
    }
    Ok(())
}

/// The examples beside a policy, each scanned as a file.
fn examples(file: &Path, library: &Library, rule: &str, tally: &mut Tally) -> anyhow::Result<()> {
    let path = file.with_extension("yaml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Ok(tally.add(file, "examples", Some(format!("there is no {}", path.display())))?);
    };
    let examples = match Examples::parse(&text) {
        Ok(examples) => examples,
        Err(message) => return Ok(tally.add(&path, "examples", Some(message))?),
    };
    for (kind, list, wanted) in [
        ("bad", &examples.bad, Wanted::Fail),
        ("good", &examples.good, Wanted::NoFail),
        ("unknown", &examples.unknown, Wanted::Indeterminate),
    ] {
        if list.is_empty() && wanted != Wanted::Indeterminate {
            tally.add(&path, kind, Some("there is no example".into()))?;
        }
        for example in list {
            let run = scan_example(file, example, library, rule)?;
            tally.add(
                &path,
                &format!("{kind} `{}`", example.name),
                mismatch(&run, example, wanted),
            )?;
        }
    }
    Ok(())
}

fn scan_example(
    policy: &Path,
    example: &Example,
    library: &Library,
    rule: &str,
) -> anyhow::Result<Run> {
    let default = || {
        let text = policy.to_string_lossy().replace('\\', "/");
        let under = |provider: &str| {
            text.contains(&format!("/{provider}/")) || text.starts_with(&format!("{provider}/"))
        };
        match () {
            () if under("kubernetes") => "manifest.yaml",
            () if under("github") => ".github/workflows/example.yml",
            () => "main.tf",
        }
        .to_string()
    };
    let path = example.file.clone().unwrap_or_else(default);
    let kind = discover::classify(&path, &example.code).map_err(|reason| {
        UsageError(format!("{}: example `{}`: {path} is {reason}", policy.display(), example.name))
    })?;
    let source =
        SourceFile { path: path.as_str().into(), kind, text: example.code.as_str().into() };
    let params = std::collections::BTreeMap::from([(rule.to_string(), example.params.clone())]);
    let choice = Choice { rules: vec![rule.into()], params, ..Choice::default() };
    let mut config = Config::for_roots(Path::new("."), vec![PathBuf::from(".")]);
    config.include_passes = true;
    Ok(provost::scan::scan_files(&config, library, library.select(&choice)?, vec![source]))
}

/// Why a run is not what an example asks for.
fn mismatch(run: &Run, example: &Example, wanted: Wanted) -> Option<String> {
    if let Some(diagnostic) =
        run.diagnostics.iter().find(|diagnostic| diagnostic.loss != provost::model::Loss::Nothing)
    {
        return Some(format!("the example was not read whole: {}", diagnostic.message));
    }
    let given: Vec<String> = run
        .results
        .iter()
        .map(|result| {
            let line = run.sources.positions(result.span).0.line;
            format!(
                "{} {} at line {line}: {}",
                result.verdict.name(),
                result.address,
                result.message
            )
        })
        .collect();
    let given = if given.is_empty() { "nothing was judged".into() } else { given.join("; ") };
    let found =
        |verdict: Verdict| run.results.iter().filter(move |result| result.verdict == verdict);
    let on_line = |result: &provost::finding::RuleResult| {
        example.line.is_none_or(|line| run.sources.positions(result.span).0.line == line)
    };
    let right = match wanted {
        Wanted::Fail => found(Verdict::Fail).any(on_line),
        Wanted::NoFail => {
            !run.results.is_empty()
                && run
                    .results
                    .iter()
                    .all(|result| matches!(result.verdict, Verdict::Pass | Verdict::NotApplicable))
        }
        Wanted::Indeterminate => found(Verdict::Indeterminate).any(|result| {
            on_line(result)
                && example
                    .names
                    .as_ref()
                    .is_none_or(|name| result.unknown.iter().any(|cause| *cause.name == **name))
        }),
    };
    let line = example.line.map_or(String::new(), |line| format!(" at line {line}"));
    (!right).then(|| match wanted {
        Wanted::Fail => format!("wanted a failure{line}, got: {given}"),
        Wanted::NoFail => format!("wanted only passes, got: {given}"),
        Wanted::Indeterminate => format!("wanted indeterminate{line}, got: {given}"),
    })
}

/// The `.rego` files below a path, sorted.
fn rego_files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.into()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rego") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
