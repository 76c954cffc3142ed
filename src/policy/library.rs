//! The library: every rule, the Rego modules that rules share, and the packs.
//!
//! In: the tables that the build script made of `policies/` and `packs/`, and the user's own
//! policy files. Out: a [`Library`]. Building it reads no YAML for what is built in.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use super::annotation::{self, OnUnknown};
use super::{Pack, PolicyError, PolicySource, Rule, Severity};
use crate::model::Str;

include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// A rule as the build script wrote it.
struct StaticRule {
    id: &'static str,
    package: &'static str,
    title: &'static str,
    description: &'static str,
    severity: &'static str,
    category: &'static str,
    resources: &'static [&'static str],
    remediation: &'static str,
    aliases: &'static [&'static str],
    references: &'static [&'static str],
    params: &'static str,
    unknown_passes: bool,
    path: &'static str,
    text: &'static str,
}

/// A shared module as the build script wrote it.
struct StaticModule {
    path: &'static str,
    package: &'static str,
    text: &'static str,
}

/// What start-up needs of a pack; its text is parsed only where the pack is used.
struct StaticPack {
    name: &'static str,
    version: &'static str,
    title: &'static str,
    path: &'static str,
    text: &'static str,
    controls: &'static [(&'static str, &'static [&'static str])],
    rules: &'static [&'static str],
}

/// A Rego module that rules import.
#[derive(Debug, Clone)]
pub struct Module {
    /// Path as reported.
    pub path: Str,
    /// Package.
    pub package: Str,
    /// Text.
    pub text: Str,
}

/// A pack in short, for listings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackSummary {
    /// Name.
    pub name: &'static str,
    /// Version of the mapping.
    pub version: &'static str,
    /// Full name.
    pub title: &'static str,
    /// Number of rules.
    pub rules: usize,
    /// Number of criteria.
    pub controls: usize,
}

/// Rules, shared modules and packs.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Every rule, sorted by id.
    pub rules: Vec<Rule>,
    /// Every shared module.
    pub modules: Vec<Module>,
}

impl Library {
    /// What is built into the binary.
    pub fn embedded() -> Self {
        let controls = embedded_controls();
        let rules = RULES.iter().map(|rule| from_static(rule, &controls)).collect();
        let modules = MODULES
            .iter()
            .map(|module| Module {
                path: module.path.into(),
                package: module.package.into(),
                text: module.text.into(),
            })
            .collect();
        Self { rules, modules }
    }

    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.position(id).and_then(|index| self.rules.get(index))
    }

    /// Index of a rule in [`Library::rules`].
    pub fn position(&self, id: &str) -> Option<usize> {
        self.rules.binary_search_by(|rule| (*rule.id).cmp(id)).ok()
    }

    /// Index of a rule by its id or by one of its aliases.
    pub fn position_by_any_name(&self, name: &str) -> Option<usize> {
        self.position(name).or_else(|| {
            self.rules.iter().position(|rule| rule.aliases.iter().any(|alias| &**alias == name))
        })
    }

    /// Adds policies of the user's: every `.rego` file of a folder, or one file. Gives the ids of
    /// the rules added. A file without a METADATA block is a shared module, and denies nothing.
    ///
    /// # Errors
    /// A file that cannot be read, a fault in a metadata block, a policy without one, a folder
    /// without policies, or an id that is taken.
    pub fn add_path(&mut self, path: &Path) -> Result<Vec<Str>, PolicyError> {
        let mut added = Vec::new();
        let files = rego_files(path)?;
        if files.is_empty() {
            return Err(PolicyError::Empty { path: path.into() });
        }
        for file in files {
            let text = std::fs::read_to_string(&file)
                .map_err(|source| PolicyError::Read { path: file.clone(), source })?;
            let name = file.to_string_lossy().replace('\\', "/");
            if let Some(rule) = read_rule(&name, &text)? {
                if self.position(&rule.id).is_some() {
                    return Err(PolicyError::Taken { path: name, id: rule.id.to_string() });
                }
                added.push(rule.id.clone());
                let at = self.rules.partition_point(|other| other.id < rule.id);
                self.rules.insert(at, rule);
            } else {
                let package = module_package(&name, &text)?;
                let module = Module {
                    path: name.into(),
                    package: package.into(),
                    text: text.as_str().into(),
                };
                self.modules.push(module);
            }
        }
        Ok(added)
    }

    /// The packs that are built in, by name.
    pub fn embedded_packs() -> Vec<PackSummary> {
        PACKS
            .iter()
            .map(|pack| PackSummary {
                name: pack.name,
                version: pack.version,
                title: pack.title,
                rules: pack.rules.len(),
                controls: pack.controls.len(),
            })
            .collect()
    }

    /// A pack by the name of a built-in one, or from a file.
    ///
    /// # Errors
    /// No pack of that name, a file that cannot be read, or a fault in it.
    pub fn pack(name: &str) -> Result<(Pack, Str), PolicyError> {
        if let Some(pack) = PACKS.iter().find(|pack| pack.name == name) {
            return parse_pack(pack.path, pack.text);
        }
        if let Some((pack, version)) = versioned(name) {
            return parse_pack(pack.path, &pack.text.replace(LATEST, &version));
        }
        let path = Path::new(name);
        if !path.is_file() {
            let known = PACKS.iter().map(|pack| pack.name).collect::<Vec<_>>().join(", ");
            return Err(PolicyError::NoPack { name: name.into(), known });
        }
        let text = std::fs::read_to_string(path)
            .map_err(|source| PolicyError::Read { path: path.into(), source })?;
        parse_pack(name, &text)
    }

    /// A pack from its text, such as one that a run recorded. `path` names it in faults.
    ///
    /// # Errors
    /// A fault in it.
    pub fn read_pack(path: &str, text: &str) -> Result<Pack, PolicyError> {
        parse_pack(path, text).map(|(pack, _)| pack)
    }
}

/// How a pack writes a parameter that says by which version of a standard it judges.
const LATEST: &str = "{version: latest}";

/// `pss-restricted@1.30`: a built-in pack that knows versions, and the parameter for that one.
fn versioned(name: &str) -> Option<(&'static StaticPack, String)> {
    let (name, version) = name.split_once('@')?;
    let pack = PACKS.iter().find(|pack| pack.name == name && pack.text.contains(LATEST))?;
    let number = version.trim_start_matches('v');
    let minor = number.strip_prefix("1.").is_some_and(|minor| minor.parse::<u16>().is_ok());
    (version == "latest" || minor).then(|| (pack, format!("{{version: \"{number}\"}}")))
}

fn parse_pack(path: &str, text: &str) -> Result<(Pack, Str), PolicyError> {
    let pack = serde_yaml::from_str(text).map_err(|error| PolicyError::Pack {
        path: path.into(),
        line: error.location().map_or(1, |place| place.line()),
        message: error.to_string(),
    })?;
    Ok((pack, text.into()))
}

/// Rule → framework → criteria, from every built-in pack.
fn embedded_controls() -> BTreeMap<&'static str, BTreeMap<&'static str, Vec<Str>>> {
    let mut by_rule: BTreeMap<&str, BTreeMap<&str, Vec<Str>>> = BTreeMap::new();
    for pack in PACKS {
        for (control, rules) in pack.controls {
            let control: Str = (*control).into();
            for rule in *rules {
                by_rule
                    .entry(rule)
                    .or_default()
                    .entry(pack.name)
                    .or_default()
                    .push(control.clone());
            }
        }
    }
    by_rule
}

fn from_static(
    rule: &StaticRule,
    controls: &BTreeMap<&'static str, BTreeMap<&'static str, Vec<Str>>>,
) -> Rule {
    let strings = |list: &[&str]| list.iter().map(|text| Str::from(*text)).collect();
    Rule {
        id: rule.id.into(),
        package: rule.package.into(),
        title: rule.title.into(),
        description: rule.description.into(),
        // The build's own test (`policies` in tests/integration) holds every severity to a name.
        severity: Severity::from_str(rule.severity).unwrap_or(Severity::High),
        category: rule.category.into(),
        resources: strings(rule.resources),
        remediation: rule.remediation.into(),
        aliases: strings(rule.aliases),
        references: strings(rule.references),
        params: match rule.params {
            "{}" => serde_json::Value::Object(serde_json::Map::new()),
            text => serde_json::from_str(text).unwrap_or_default(),
        },
        on_unknown: match rule.unknown_passes {
            true => OnUnknown::Pass,
            false => OnUnknown::Indeterminate,
        },
        source: PolicySource::Library,
        path: rule.path.into(),
        text: rule.text.into(),
        controls: controls
            .get(rule.id)
            .into_iter()
            .flatten()
            .map(|(pack, ids)| (Str::from(*pack), ids.clone()))
            .collect(),
    }
}

/// Reads one policy file of the user's; `None` where it has no METADATA block.
fn read_rule(path: &str, text: &str) -> Result<Option<Rule>, PolicyError> {
    if path.ends_with("_test.rego") {
        return Ok(None);
    }
    let fault =
        |line: usize, message: String| PolicyError::Metadata { path: path.into(), line, message };
    let Some(annotation) =
        annotation::read(text).map_err(|error| fault(error.line, error.message))?
    else {
        return Ok(None);
    };
    let package = annotation::package(text)
        .ok_or_else(|| fault(1, "the policy declares no package".into()))?;
    let Some(custom) = annotation.custom else { return Ok(None) };
    if annotation.title.is_empty() {
        return Err(fault(1, "the METADATA block has no `title`".into()));
    }
    let strings = |list: Vec<String>| list.into_iter().map(Str::from).collect();
    Ok(Some(Rule {
        id: package.trim_start_matches("provost.").replace(['.', '_'], "-").into(),
        package: package.into(),
        title: annotation.title.into(),
        description: annotation.description.trim().into(),
        severity: Severity::from_str(&custom.severity).map_err(|message| fault(1, message))?,
        category: custom.category.into(),
        resources: strings(custom.resources),
        remediation: custom.remediation.trim().into(),
        aliases: strings(custom.aliases),
        references: strings(custom.references),
        params: serde_json::Value::Object(custom.params),
        on_unknown: custom.unknown,
        source: PolicySource::File,
        path: path.into(),
        text: text.into(),
        controls: Vec::new(),
    }))
}

/// The package of a shared module. What denies something without saying of what is a mistake: it
/// would be a policy that nobody misses.
fn module_package<'a>(path: &str, text: &'a str) -> Result<&'a str, PolicyError> {
    let fault =
        |line: usize, message: String| PolicyError::Metadata { path: path.into(), line, message };
    let package = annotation::package(text)
        .ok_or_else(|| fault(1, "the policy declares no package".into()))?;
    if path.ends_with("_test.rego") {
        return Ok(package);
    }
    let Some((line, name)) = denial(text) else { return Ok(package) };
    let conftest = match package {
        "main" => "; policies in Conftest's style (`package main`) are not judged yet",
        _ => "",
    };
    let missing = match text.lines().any(|line| line.trim_end() == "# METADATA") {
        true => "the METADATA block has no `custom:`, or does not stand above `package`",
        false => "there is no `# METADATA` block above `package`",
    };
    Err(fault(
        line,
        format!(
            "`{name}` would never be judged: {missing}; write one with `title` and `custom:` with \
             `severity` and `resources`{conftest}"
        ),
    ))
}

/// The first rule that denies, by the names that policies give it, with its line.
fn denial(text: &str) -> Option<(usize, &'static str)> {
    text.lines().enumerate().find_map(|(index, line)| {
        ["deny", "violation", "warn"].into_iter().find_map(|name| {
            let rest = line.strip_prefix(name)?;
            let head = rest.starts_with(['[', '{', ':', '=']) || rest.starts_with([' ', '\t']);
            head.then_some((index + 1, name))
        })
    })
}

/// The `.rego` files of a folder, sorted; or the file itself.
fn rego_files(path: &Path) -> Result<Vec<std::path::PathBuf>, PolicyError> {
    let read = |source| PolicyError::Read { path: path.into(), source };
    if !std::fs::metadata(path).map_err(read)?.is_dir() {
        return Ok(vec![path.into()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(read)? {
            let entry = entry.map_err(read)?;
            // A link is not followed: a policy folder may come from elsewhere.
            let kind = entry.file_type().map_err(read)?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && entry.path().extension().is_some_and(|end| end == "rego") {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
