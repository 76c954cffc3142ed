//! Flags over environment over settings file, each value checked.
//!
//! In: the three sources. Out: one [`Config`]. What names a file is checked to exist, so that a
//! slip is exit code 2 at once and not an empty scan.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use ignore::gitignore::GitignoreBuilder;

use super::settings::Settings;
use super::{
    Config, ConfigError, Environment, Flags, PackChoice, Variable, VariableOrigin, WAIVERS_FILE,
    size,
};
use crate::model::Severity;

impl Config {
    /// Finds and reads the settings file, then resolves. The working directory is absolute.
    pub fn load(
        flags: &Flags,
        environment: &Environment,
        working_directory: &Path,
    ) -> Result<Self, ConfigError> {
        let (named, origin) = match &flags.config {
            Some(path) => (Some(working_directory.join(path)), "--config"),
            None => {
                let path = environment.get("PROVOST_CONFIG").map(|p| working_directory.join(p));
                (path, "PROVOST_CONFIG")
            }
        };
        if let Some(path) = &named {
            exists(origin, path)?;
        }
        let path = named.or_else(|| Settings::find(working_directory));
        let settings = path.as_deref().map(Settings::read).transpose()?;
        let file = path.as_deref().zip(settings.as_ref());
        Self::resolve(flags, file, environment, working_directory)
    }

    /// Joins the three sources. Paths in the settings file start from its own directory, all
    /// others from the working directory.
    pub fn resolve(
        flags: &Flags,
        file: Option<(&Path, &Settings)>,
        environment: &Environment,
        working_directory: &Path,
    ) -> Result<Self, ConfigError> {
        let roots = match flags.paths.as_slice() {
            [] => vec![working_directory.to_path_buf()],
            paths => join_all(working_directory, paths),
        };
        // What is scanned in a revision need not be in the work tree any more.
        if flags.rev.is_none() {
            for root in &roots {
                exists("PATH", root)?;
            }
        }
        let mut config = Self::for_roots(working_directory, roots);
        if let Some((path, settings)) = file {
            config.take_settings(path, settings)?;
        }
        config.take_environment(environment)?;
        config.take_flags(flags)?;
        if config.waivers.is_none() {
            let top = config.repository.as_deref().unwrap_or(working_directory);
            config.waivers = Some(top.join(WAIVERS_FILE)).filter(|path| path.is_file());
        }
        Ok(config)
    }

    fn take_settings(&mut self, path: &Path, settings: &Settings) -> Result<(), ConfigError> {
        let base = path.parent().unwrap_or(Path::new(""));
        let origin = |key: &str| format!("{}: {key}", path.display());
        self.settings_file = Some(path.to_path_buf());
        self.exclude_base = base.to_path_buf();
        self.take_packs(&origin("packs"), base, &settings.packs)?;
        self.policies = existing(&origin("policies"), base, &settings.policies)?;
        self.rules.clone_from(&settings.rules);
        self.skip_rules.clone_from(&settings.skip);
        self.params.clone_from(&settings.params);
        self.severities = settings.severities.iter().map(|(id, s)| (id.clone(), s.0)).collect();
        self.severity = settings.severity;
        if let Some(fail_on) = settings.fail_on {
            self.fail_on = fail_on;
        }
        self.include_passes = settings.include_passes.unwrap_or(false);
        self.jobs = settings.jobs;
        self.no_git_ignore = settings.git_ignore == Some(false);
        self.exclude = settings.exclude.iter().map(|glob| glob.0.clone()).collect();
        self.max_file_size = settings.max_file_size.unwrap_or(self.max_file_size);
        self.max_total_size = settings.max_total_size.unwrap_or(self.max_total_size);
        if let Some(waivers) = &settings.waivers {
            self.waivers = Some(existing_one(&origin("waivers"), base, waivers)?);
        }
        if let Some(baseline) = &settings.baseline {
            self.baseline = Some(existing_one(&origin("baseline"), base, baseline)?);
        }
        let terraform = &settings.terraform;
        self.var_files = existing(&origin("terraform.var_files"), base, &terraform.var_files)?;
        self.plans = existing(&origin("terraform.plans"), base, &terraform.plans)?;
        self.module_roots = terraform.module_roots.unwrap_or(false);
        self.variables.extend(terraform.variables.iter().map(|(name, value)| Variable {
            name: name.clone(),
            text: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            origin: VariableOrigin::Settings,
            after_files: 0,
        }));
        Ok(())
    }

    fn take_environment(&mut self, environment: &Environment) -> Result<(), ConfigError> {
        let base = self.working_directory.clone();
        self.take_packs("PROVOST_PACK", &base, &environment.list("PROVOST_PACK"))?;
        let policies: Vec<PathBuf> =
            environment.list("PROVOST_POLICY").into_iter().map(PathBuf::from).collect();
        self.policies.extend(existing("PROVOST_POLICY", &base, &policies)?);
        let levels = Levels {
            severity: environment.get("PROVOST_SEVERITY"),
            fail_on: environment.get("PROVOST_FAIL_ON"),
            jobs: environment.get("PROVOST_JOBS"),
            max_file_size: environment.get("PROVOST_MAX_FILE_SIZE"),
            origins: [
                "PROVOST_SEVERITY",
                "PROVOST_FAIL_ON",
                "PROVOST_JOBS",
                "PROVOST_MAX_FILE_SIZE",
            ],
        };
        self.take_levels(&levels)?;
        self.include_passes |= truth(environment, "PROVOST_INCLUDE_PASSES")?;
        self.no_ignore |= truth(environment, "PROVOST_NO_IGNORE")?;
        self.no_git_ignore |= truth(environment, "PROVOST_NO_GIT_IGNORE")?;
        if let Some(seconds) = environment.get("SOURCE_DATE_EPOCH") {
            self.now = seconds.parse().map_err(|_| {
                ConfigError::value(
                    "SOURCE_DATE_EPOCH",
                    format!("`{seconds}` is not a number of seconds since 1970-01-01"),
                )
            })?;
        }
        if let Some(waivers) = environment.get("PROVOST_WAIVERS") {
            self.waivers = Some(existing_one("PROVOST_WAIVERS", &base, Path::new(waivers))?);
        }
        if let Some(baseline) = environment.get("PROVOST_BASELINE") {
            self.baseline = Some(existing_one("PROVOST_BASELINE", &base, Path::new(baseline))?);
        }
        self.workspace = environment.get("TF_WORKSPACE").map(str::to_owned);
        self.variables.extend(environment.terraform_variables().map(|(name, text)| Variable {
            name: name.to_owned(),
            text: text.to_owned(),
            origin: VariableOrigin::Environment,
            after_files: 0,
        }));
        Ok(())
    }

    fn take_flags(&mut self, flags: &Flags) -> Result<(), ConfigError> {
        let base = self.working_directory.clone();
        self.take_packs("--pack", &base, &flags.packs)?;
        self.policies.extend(existing("--policy", &base, &flags.policies)?);
        if !flags.rules.is_empty() {
            self.rules.clone_from(&flags.rules);
        }
        self.skip_rules.extend(flags.skip_rules.iter().cloned());
        self.take_levels(&Levels {
            severity: flags.severity.as_deref(),
            fail_on: flags.fail_on.as_deref(),
            jobs: flags.jobs.as_deref(),
            max_file_size: flags.max_file_size.as_deref(),
            origins: ["--severity", "--fail-on", "--jobs", "--max-file-size"],
        })?;
        self.include_passes |= flags.include_passes;
        self.no_ignore |= flags.no_ignore;
        self.no_git_ignore |= flags.no_git_ignore;
        for glob in &flags.exclude {
            check_glob(glob).map_err(|message| ConfigError::value("--exclude", message))?;
            self.exclude.push(glob.clone());
        }
        let files_of_settings = self.var_files.len();
        for (index, assignment) in flags.variables.iter().enumerate() {
            let before = flags.variable_places.get(index).copied().unwrap_or(flags.var_files.len());
            self.variables.push(variable(assignment, files_of_settings + before)?);
        }
        self.var_files.extend(existing("--var-file", &base, &flags.var_files)?);
        self.plans.extend(existing("--plan", &base, &flags.plans)?);
        self.module_roots |= flags.module_roots;
        if let Some(waivers) = &flags.waivers {
            self.waivers = Some(existing_one("--waivers", &base, waivers)?);
        }
        if let Some(baseline) = &flags.baseline {
            self.baseline = Some(existing_one("--baseline", &base, baseline)?);
        }
        self.rev.clone_from(&flags.rev);
        self.diff.clone_from(&flags.diff);
        Ok(())
    }

    /// A nearer source's packs replace those of a farther one; its defaults do not.
    fn take_packs(
        &mut self,
        origin: &str,
        base: &Path,
        names: &[String],
    ) -> Result<(), ConfigError> {
        if !names.is_empty() {
            let choose = |name: &String| pack(origin, base, name);
            self.packs = names.iter().map(choose).collect::<Result<_, _>>()?;
        }
        Ok(())
    }

    fn take_levels(&mut self, levels: &Levels<'_>) -> Result<(), ConfigError> {
        let [severity, fail, threads, size_origin] = levels.origins;
        let at = |origin: &'static str| move |message| ConfigError::value(origin, message);
        if let Some(text) = levels.severity {
            self.severity = Some(text.parse().map_err(at(severity))?);
        }
        if let Some(text) = levels.fail_on {
            self.fail_on = fail_on(text).map_err(at(fail))?;
        }
        if let Some(text) = levels.jobs {
            self.jobs = Some(jobs(text).map_err(at(threads))?);
        }
        if let Some(text) = levels.max_file_size {
            self.max_file_size = size::parse(text).map_err(at(size_origin))?;
        }
        Ok(())
    }
}

/// The values that flags and environment both write as text, with their names for messages.
struct Levels<'a> {
    severity: Option<&'a str>,
    fail_on: Option<&'a str>,
    jobs: Option<&'a str>,
    max_file_size: Option<&'a str>,
    origins: [&'static str; 4],
}

/// A level that fails the run, or `none`.
pub(super) fn fail_on(text: &str) -> Result<Option<Severity>, String> {
    if text == "none" {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|message: String| format!("{message}, or none"))
}

/// A number of threads.
pub(super) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    // More threads than this only cost memory.
    text.parse::<NonZeroUsize>()
        .ok()
        .filter(|count| count.get() <= 1024)
        .ok_or_else(|| format!("`{text}` is not a number of threads; write one from 1 to 1024"))
}

/// Whether a pattern is one that `.gitignore` could hold.
pub(super) fn check_glob(glob: &str) -> Result<(), String> {
    if glob.trim().is_empty() {
        return Err("an empty pattern would leave out nothing; remove it".into());
    }
    let mut builder = GitignoreBuilder::new("");
    builder.add_line(None, glob).map(|_| ()).map_err(|error| format!("`{glob}`: {error}"))
}

fn truth(environment: &Environment, name: &str) -> Result<bool, ConfigError> {
    match environment.get(name) {
        None | Some("0" | "false" | "no") => Ok(false),
        Some("1" | "true" | "yes") => Ok(true),
        Some(other) => {
            Err(ConfigError::value(name, format!("`{other}` is neither `true` nor `false`")))
        }
    }
}

fn variable(assignment: &str, after_files: usize) -> Result<Variable, ConfigError> {
    match assignment.split_once('=') {
        Some((name, text)) if !name.trim().is_empty() => Ok(Variable {
            name: name.trim().to_owned(),
            text: text.to_owned(),
            origin: VariableOrigin::Flag,
            after_files,
        }),
        _ => Err(ConfigError::value("--var", format!("`{assignment}` is not `NAME=VALUE`"))),
    }
}

/// What looks like a path is one; anything else is a pack's name.
fn pack(origin: &str, base: &Path, name: &str) -> Result<PackChoice, ConfigError> {
    let is_path = name.contains(['/', '\\']) || name.ends_with(".yaml") || name.ends_with(".yml");
    if name.trim().is_empty() {
        return Err(ConfigError::value(origin, "a pack's name is empty"));
    }
    if is_path {
        return existing_one(origin, base, Path::new(name)).map(PackChoice::File);
    }
    Ok(PackChoice::Named(name.to_owned()))
}

fn join_all(base: &Path, paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().map(|path| base.join(path)).collect()
}

fn existing(origin: &str, base: &Path, paths: &[PathBuf]) -> Result<Vec<PathBuf>, ConfigError> {
    paths.iter().map(|path| existing_one(origin, base, path)).collect()
}

fn existing_one(origin: &str, base: &Path, path: &Path) -> Result<PathBuf, ConfigError> {
    let path = base.join(path);
    exists(origin, &path)?;
    Ok(path)
}

fn exists(origin: &str, path: &Path) -> Result<(), ConfigError> {
    // A link that leads nowhere is there: discovery says what is wrong with it.
    match path.symlink_metadata() {
        Ok(_) => Ok(()),
        Err(_) => Err(ConfigError::Missing { origin: origin.into(), path: path.to_path_buf() }),
    }
}
