//! `--record`: the run to the history store.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use provost::config::{Config, PackChoice};
use provost::discover::{self, revision::Repository};
use provost::finding::Run;
use provost::history::{Content, Occasion, Store};
use provost::policy::Library;

use super::args::Global;
use super::{UsageError, provenance};

/// Where the history lies: the file that was asked for, or the repository's own. An address of a
/// database would otherwise become a file of that name.
pub fn store_path(
    asked: Option<&Path>,
    repository: Option<&Path>,
    directory: &Path,
) -> Result<PathBuf, UsageError> {
    match asked {
        Some(path) => file(path).map(Path::to_path_buf),
        None => Ok(repository.unwrap_or(directory).join(".provost").join("history.db")),
    }
}

/// A store that is a file; one on a server is refused.
pub fn file(asked: &Path) -> Result<&Path, UsageError> {
    let text = asked.to_string_lossy();
    match text.split_once("://") {
        Some((scheme, _)) => Err(UsageError(format!(
            "--history: a store at `{scheme}://` is not supported yet; name a file"
        ))),
        None => Ok(asked),
    }
}

/// Records a run and says so.
pub fn record(
    run: &Run,
    config: &Config,
    history: Option<&Path>,
    without_excerpts: bool,
    global: &Global,
) -> anyhow::Result<()> {
    let path = store_path(history, config.repository.as_deref(), &config.working_directory)?;
    let modified = modified(run, config);
    let occasion = Occasion { without_excerpts, modified, ..occasion(config)? };
    let recorded = Store::open_or_create(&path)?.record(run, &occasion)?;
    if !global.quiet {
        let (run, changed) = (recorded.run, recorded.changed);
        let files = if changed == 1 { "file" } else { "files" };
        writeln!(io::stderr(), "recorded as run {run}: {changed} {files} changed")?;
    }
    Ok(())
}

/// What a run does not know of itself.
pub fn occasion(config: &Config) -> anyhow::Result<Occasion> {
    let (base, roots) = discover::reported_roots(config);
    let origin = provenance::of(&base);
    let mut contents = Vec::new();
    for pack in &config.packs {
        let name = match pack {
            PackChoice::Named(name) if name == "all" => continue,
            PackChoice::Named(name) => name.clone(),
            PackChoice::File(path) => path.to_string_lossy().into_owned(),
        };
        let (_, text) = Library::pack(&name)?;
        contents.push(Content { kind: "pack", name, body: text.to_string() });
    }
    if let Some(path) = &config.waivers
        && let Ok(body) = std::fs::read_to_string(path)
    {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        contents.push(Content { kind: "waivers", name, body });
    }
    for module in Library::embedded().modules {
        let name = module.path.to_string();
        contents.push(Content { kind: "module", name, body: module.text.to_string() });
    }
    // A name such as `main` means another commit tomorrow.
    let revision = match &config.rev {
        Some(name) => {
            let commit = Repository::of(config).and_then(|own| own.commit(name));
            Some(commit.map_err(provost::scan::ScanError::from)?.id.to_string())
        }
        None => None,
    };
    // The command as it was given, without the directory that the binary lies in.
    let command: Vec<String> =
        std::env::args_os().skip(1).map(|part| part.to_string_lossy().into_owned()).collect();
    Ok(Occasion {
        time: config.now,
        tool: format!("provost {}", env!("CARGO_PKG_VERSION")),
        command: format!("provost {}", hide_values(&command).join(" ")),
        repository: origin.repository,
        revision: revision.or(origin.revision),
        roots,
        contents,
        job: job(&|name| std::env::var(name).ok()),
        ..Occasion::default()
    })
}

/// How many files of a work tree are not as its revision holds them: an auditor who looks at the
/// revision must know. `None` where there is no revision to compare with.
fn modified(run: &Run, config: &Config) -> Option<usize> {
    if config.rev.is_some() {
        return Some(0);
    }
    let repository = Repository::of(config).ok()?;
    let head = repository.commit("HEAD").ok()?;
    repository.modified(&head, run.sources.iter().map(|(_, source)| source)).ok()
}

/// The address of the CI job that this process is a part of.
fn job(variable: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let direct = ["CI_JOB_URL", "BUILD_URL", "CIRCLE_BUILD_URL"];
    let github = || {
        let [server, repository, run] =
            ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"].map(variable);
        Some(format!("{}/{}/actions/runs/{}", server?, repository?, run?))
    };
    let job = github().or_else(|| direct.into_iter().find_map(variable))?;
    // Anybody may set a variable: what is kept is short, and an address.
    let plain = job.starts_with("https://") || job.starts_with("http://");
    let short = job.len() <= 400 && !job.contains('@') && !job.contains(char::is_control);
    Some(job).filter(|_| plain && short)
}

/// Values of variables may be secrets: the record names them only.
fn hide_values(command: &[String]) -> Vec<String> {
    let mut after_var = false;
    command
        .iter()
        .map(|part| {
            let (flag, text) = match part.strip_prefix("--var=") {
                Some(text) => ("--var=", text),
                None if after_var => ("", part.as_str()),
                None => {
                    after_var = part == "--var";
                    return part.clone();
                }
            };
            after_var = false;
            let name = text.split('=').next().unwrap_or_default();
            format!("{flag}{name}=…")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_known_by_its_address() {
        let of = |known: &[(&str, &str)]| {
            job(&|name| {
                let own = known.iter().find(|(own, _)| *own == name);
                own.map(|(_, value)| (*value).to_owned())
            })
        };
        let github = [
            ("GITHUB_SERVER_URL", "https://github.com"),
            ("GITHUB_REPOSITORY", "acme/shop"),
            ("GITHUB_RUN_ID", "7"),
        ];
        assert_eq!(of(&github).unwrap(), "https://github.com/acme/shop/actions/runs/7");
        assert_eq!(
            of(&[("CI_JOB_URL", "https://gitlab.com/-/jobs/1")]).unwrap(),
            "https://gitlab.com/-/jobs/1"
        );
        assert_eq!(of(&github[..2]), None);
        assert_eq!(of(&[("BUILD_URL", "https://user:token@ci.example.org/1")]), None);
        assert_eq!(of(&[("BUILD_URL", "javascript:alert(1)")]), None);
    }

    #[test]
    fn variables_keep_their_values_to_themselves() {
        let command = ["scan", "--var", "password=hunter2", "--var=key=x", "--var-file", "a=b"];
        let command: Vec<String> = command.into_iter().map(str::to_owned).collect();
        let shown = hide_values(&command).join(" ");
        assert_eq!(shown, "scan --var password=… --var=key=… --var-file a=b");
    }
}
