//! Changes that are none: sequences of renames, moves, reorderings and reformatting over files made
//! up at random introduce nothing and fix nothing, and what is added among them is found alone.

use std::path::Path;

use proptest::prelude::*;
use provost::config::{Config, PackChoice};
use provost::discover::{FileKind, SourceFile};
use provost::finding::diff::compare;
use provost::finding::{Run, Verdict};
use provost::policy::{Library, Selection};

/// Rules that the made-up files violate: on resources, attributes, elements with and without a
/// name, jobs and steps.
const RULES: [&str; 9] = [
    "kubernetes-container-privileged-off",
    "kubernetes-container-run-as-non-root",
    "kubernetes-pod-service-account-token-not-mounted",
    "github-actions-untrusted-input-not-expanded",
    "github-actions-permissions-minimal",
    "github-actions-definitions-named",
    "aws-s3-bucket-versioned",
    "aws-s3-bucket-acl-not-publicly-readable",
    "aws-rds-storage-encrypted",
];

/// A generator of numbers from a seed.
#[derive(Clone)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            list.swap(index, self.roll(index + 1));
        }
    }
}

#[derive(Clone, Debug)]
struct Container {
    name: String,
    image: String,
    privileged: bool,
}

#[derive(Clone, Debug)]
enum Thing {
    Pod { name: String, label: usize, containers: Vec<Container> },
    Job { name: String, steps: Vec<String> },
    Bucket { name: String, label: usize, public: bool },
    Database { name: String, label: usize },
}

impl Thing {
    fn rename(&mut self, to: usize) {
        let (Self::Pod { name, .. }
        | Self::Job { name, .. }
        | Self::Bucket { name, .. }
        | Self::Database { name, .. }) = self;
        *name = format!("renamed{to}");
    }

    fn reorder(&mut self, dice: &mut Dice) {
        match self {
            Self::Pod { containers, .. } => dice.shuffle(containers),
            Self::Job { steps, .. } => dice.shuffle(steps),
            Self::Bucket { .. } | Self::Database { .. } => {}
        }
    }

    /// Its text in a style: indentation, comments, order of keys.
    fn text(&self, style: usize) -> String {
        let indent = " ".repeat(2 + 2 * (style % 2));
        let comment = if style.is_multiple_of(3) { "# a comment\n" } else { "" };
        let swap = style.is_multiple_of(5);
        match self {
            Self::Pod { name, label, containers } => {
                let mut text = format!("{comment}apiVersion: v1\nkind: Pod\n");
                let labels = format!("{indent}labels: {{app: \"app-{label}\", tier: t{label}}}\n");
                let named = format!("{indent}name: {name}\n");
                let (one, two) = if swap { (labels, named) } else { (named, labels) };
                text.push_str(&format!("metadata:\n{one}{two}spec:\n{indent}containers:\n"));
                for Container { name, image, privileged } in containers {
                    let context = format!("{{privileged: {privileged}}}");
                    text.push_str(&if swap {
                        format!("{indent}- {{image: {image}, securityContext: {context}, name: {name}}}\n")
                    } else {
                        format!("{indent}- name: {name}\n{indent}  image: {image}\n{indent}  securityContext: {context}\n")
                    });
                }
                text
            }
            Self::Job { name, steps } => {
                let runs_on = format!("{indent}{indent}runs-on: ubuntu-24.04\n");
                let mut list = format!("{indent}{indent}steps:\n");
                for step in steps {
                    list.push_str(&format!("{comment}{indent}{indent}  - run: {step}\n"));
                }
                let (one, two) = if swap { (list, runs_on) } else { (runs_on, list) };
                format!("{indent}{name}:\n{one}{two}")
            }
            Self::Bucket { name, label, public } => {
                let acl = if *public {
                    format!("{indent}acl = \"public-read\"\n")
                } else {
                    String::new()
                };
                let bucket = format!("{indent}bucket = \"company-bucket-{label}\"\n");
                let (one, two) = if swap { (acl, bucket) } else { (bucket, acl) };
                format!("{comment}resource \"aws_s3_bucket\" \"{name}\" {{\n{one}{two}}}\n")
            }
            Self::Database { name, label } => format!(
                "{comment}resource \"aws_db_instance\" \"{name}\" {{\n{indent}identifier = \"db-{label}\"\n\
                 {indent}port = {label}\n}}\n"
            ),
        }
    }
}

#[derive(Clone, Debug)]
struct File {
    folder: String,
    stem: String,
    kind: FileKind,
    things: Vec<Thing>,
    style: usize,
}

impl File {
    fn source(&self) -> SourceFile {
        let extension = if self.kind == FileKind::Terraform { "tf" } else { "yaml" };
        let path = format!("{}/{}.{extension}", self.folder, self.stem);
        let texts: Vec<String> = self.things.iter().map(|thing| thing.text(self.style)).collect();
        let text = match self.kind {
            FileKind::Kubernetes => texts.join("---\n"),
            FileKind::GithubWorkflow => format!("on: issues\njobs:\n{}", texts.concat()),
            _ => texts.join("\n"),
        };
        SourceFile { path: path.into(), kind: self.kind, text: text.into() }
    }
}

/// Files, and numbers for names that were never used.
#[derive(Clone, Debug)]
struct Tree {
    files: Vec<File>,
    fresh: usize,
}

impl Tree {
    fn random(dice: &mut Dice) -> Self {
        let mut tree = Self { files: Vec::new(), fresh: 0 };
        for kind in [FileKind::Kubernetes, FileKind::GithubWorkflow, FileKind::Terraform] {
            for _ in 0..=dice.roll(2) {
                let things = (0..=dice.roll(3)).map(|_| tree.thing(kind, dice)).collect();
                let (folder, stem) = (tree.folder(kind), format!("file{}", tree.next()));
                tree.files.push(File { folder, stem, kind, things, style: dice.roll(30) });
            }
        }
        tree
    }

    fn next(&mut self) -> usize {
        self.fresh += 1;
        self.fresh
    }

    fn folder(&self, kind: FileKind) -> String {
        match kind {
            FileKind::Kubernetes => "deploy",
            FileKind::GithubWorkflow => ".github/workflows",
            _ => "infra",
        }
        .into()
    }

    fn container(&mut self, dice: &mut Dice) -> Container {
        let number = self.next();
        Container {
            name: format!("part{number}"),
            image: format!("registry.example.org/team{number}/image{number}:1"),
            privileged: dice.roll(2) == 0,
        }
    }

    fn thing(&mut self, kind: FileKind, dice: &mut Dice) -> Thing {
        let label = self.next();
        let name = format!("thing{label}");
        match kind {
            FileKind::Kubernetes => {
                let containers = (0..=dice.roll(2)).map(|_| self.container(dice)).collect();
                Thing::Pod { name, label, containers }
            }
            FileKind::GithubWorkflow => {
                let steps = (0..=dice.roll(3)).map(|_| step(self.next(), dice.roll(2) == 0));
                Thing::Job { name, steps: steps.collect() }
            }
            _ if dice.roll(2) == 0 => Thing::Bucket { name, label, public: dice.roll(2) == 0 },
            _ => Thing::Database { name, label },
        }
    }

    /// Changes something that no finding is about.
    fn change(&mut self, dice: &mut Dice) {
        let fresh = self.next();
        let at = dice.roll(self.files.len());
        let kind = self.files[at].kind;
        match dice.roll(6) {
            // Rename a file, or its folder where a folder means nothing.
            0 => self.files[at].stem = format!("file{fresh}"),
            1 if kind == FileKind::Kubernetes => self.files[at].folder = format!("deploy{fresh}"),
            1 => self.files[at].style = dice.roll(30),
            2 => self.files[at].style = dice.roll(30),
            3 => {
                dice.shuffle(&mut self.files[at].things);
                self.files[at].things.iter_mut().for_each(|thing| thing.reorder(dice));
            }
            4 => {
                let thing = dice.roll(self.files[at].things.len());
                self.files[at].things[thing].rename(fresh);
            }
            // Move a thing to another file, or to a new one; jobs are parts of their workflow.
            _ if kind != FileKind::GithubWorkflow && self.files[at].things.len() > 1 => {
                let index = dice.roll(self.files[at].things.len());
                let thing = self.files[at].things.remove(index);
                let folder = self.folder(kind);
                let other = (0..self.files.len()).find(|other| {
                    *other != at && self.files[*other].kind == kind && dice.roll(2) == 0
                });
                match other {
                    Some(other) => self.files[other].things.push(thing),
                    None => self.files.push(File {
                        folder,
                        stem: format!("file{fresh}"),
                        kind,
                        things: vec![thing],
                        style: dice.roll(30),
                    }),
                }
            }
            _ => dice.shuffle(&mut self.files),
        }
    }

    /// Adds something that violates a rule: its rule, and a text that its message or address has.
    fn add(&mut self, dice: &mut Dice) -> (&'static str, String) {
        let fresh = self.next();
        let at = dice.roll(self.files.len());
        let file = &mut self.files[at];
        let index = dice.roll(file.things.len());
        match &mut file.things[index] {
            Thing::Pod { containers, .. } => {
                containers.insert(
                    dice.roll(containers.len() + 1),
                    Container {
                        name: format!("added{fresh}"),
                        image: format!("other.example.net/thing/{fresh}:latest"),
                        privileged: true,
                    },
                );
                ("kubernetes-container-privileged-off", format!("added{fresh}"))
            }
            Thing::Job { steps, .. } => {
                let place = dice.roll(steps.len() + 1);
                steps.insert(
                    place,
                    format!("./added{fresh} '${{{{ github.event.comment.body }}}}'"),
                );
                ("github-actions-untrusted-input-not-expanded", format!("added{fresh}"))
            }
            Thing::Bucket { .. } | Thing::Database { .. } => {
                let name = format!("added{fresh}");
                let label = fresh + 1_000;
                file.things.push(Thing::Database { name: name.clone(), label });
                ("aws-rds-storage-encrypted", name)
            }
        }
    }
}

/// A step that does nothing like any other one.
fn step(number: usize, bad: bool) -> String {
    let value = if bad { " '${{ github.event.issue.title }}'" } else { "" };
    format!("./task{number}{value} --option-{number} value{number}")
}

struct Judge {
    config: Config,
    library: Library,
    selection: Selection,
}

impl Judge {
    fn new() -> Self {
        let mut config = Config::for_roots(Path::new("/"), vec![]);
        config.packs = vec![PackChoice::Named("all".into())];
        config.rules = RULES.map(String::from).to_vec();
        let (library, selection) = provost::scan::select(&config).unwrap();
        Self { config, library, selection }
    }

    fn run(&self, tree: &Tree) -> Run {
        let mut files: Vec<SourceFile> = tree.files.iter().map(File::source).collect();
        files.sort_by(|one, two| one.path.cmp(&two.path));
        provost::scan::scan_files(&self.config, &self.library, self.selection.clone(), files)
    }
}

/// Rule, address and text of results by index.
fn shown(run: &Run, indexes: &[usize]) -> Vec<String> {
    let show = |index: &usize| {
        let result = &run.results[*index];
        let text = run.sources.text(result.span);
        let place = run.sources.path(result.span.file);
        let rule = &run.rules[result.rule].id;
        format!("{rule} {} {place} {} {text}", result.address, result.message)
    };
    indexes.iter().map(show).collect()
}

fn findings(run: &Run) -> usize {
    run.results.iter().filter(|result| result.verdict == Verdict::Fail).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_changes_no_content_introduces_nothing(seed in any::<u64>(), steps in 1usize..12) {
        let judge = Judge::new();
        let mut dice = Dice(seed);
        let mut tree = Tree::random(&mut dice);
        let before = judge.run(&tree);
        prop_assert!(before.diagnostics.is_empty(), "{:?}", before.diagnostics);
        (0..steps).for_each(|_| tree.change(&mut dice));
        let after = judge.run(&tree);
        prop_assert_eq!(findings(&before), findings(&after), "the changes are none");
        let difference = compare(&before, &after);
        prop_assert_eq!(shown(&after, &difference.introduced), vec![""; 0]);
        prop_assert_eq!(shown(&before, &difference.fixed), vec![""; 0]);
        let known = difference.moved.len() + difference.unchanged.len();
        prop_assert_eq!(known, before.results.len());

        let (rule, text) = tree.add(&mut dice);
        let added = judge.run(&tree);
        let difference = compare(&before, &added);
        prop_assert_eq!(shown(&before, &difference.fixed), vec![""; 0]);
        let found = shown(&added, &difference.introduced);
        prop_assert!(found.iter().any(|line| line.starts_with(rule)), "{:?}", found);
        let extra = findings(&added) - findings(&before);
        prop_assert_eq!(found.len(), extra, "{:?}", found);
        for index in &difference.introduced {
            let result = &added.results[*index];
            let resource = &added.resources[result.resource.0 as usize];
            let element = (0..=result.path.0.len()).rev().find_map(|length| {
                let path = provost::model::Path(result.path.0[..length].to_vec());
                matches!(path.0.last(), Some(provost::model::Segment::Index(_))).then_some(path)
            });
            let part = element.and_then(|path| resource.attributes.at(&path).cloned());
            let told = format!("{part:?} {} {}", result.address, result.message);
            prop_assert!(told.contains(&text), "{} in {:?}", text, found);
        }
    }
}
