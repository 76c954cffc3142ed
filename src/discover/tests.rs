//! Walks over real directories: what is read, what is not and why.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;
use crate::model::Loss;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

struct Tree {
    directory: tempfile::TempDir,
}

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { directory: tempfile::tempdir().unwrap() };
        files.iter().for_each(|(path, text)| tree.write(path, text.as_bytes()));
        tree
    }

    fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn config(&self, roots: &[&str]) -> Config {
        Config::for_roots(self.directory.path(), roots.iter().map(PathBuf::from).collect())
    }

    fn discover(&self) -> Discovery {
        discover(&self.config(&["."]))
    }
}

fn read(discovery: &Discovery) -> Vec<&str> {
    discovery.files.iter().map(|file| &*file.path).collect()
}

/// `path: reason`, or `path!` for a failure.
fn left_out(discovery: &Discovery) -> Vec<String> {
    let line = |record: &FileRecord| match &record.outcome {
        FileOutcome::Excluded(reason) => format!("{}: {reason}", record.path),
        FileOutcome::Failed => format!("{}!", record.path),
        FileOutcome::Parsed(format) => unreachable!("discovery parses nothing: {format}"),
    };
    discovery.left_out.iter().map(line).collect()
}

#[test]
fn every_file_is_accounted_for() {
    let tree = Tree::new(&[
        ("main.tf", "a = 1"),
        (".github/workflows/ci.yml", "on: push"),
        ("k8s/pod.yaml", POD),
        ("k8s/notes.yaml", "colour: red\n"),
        ("src/main.rs", "fn main() {}"),
        ("node_modules/x/main.tf", "a = 1"),
        ("m/.terraform/modules/x/main.tf", "a = 1"),
        (".git/config", ""),
        ("empty.tf", ""),
        ("chart/Chart.yaml", "name: c\n"),
        ("chart/templates/pod.yaml", POD),
        ("chart/values.yaml", "a: 1\n"),
    ]);
    let discovery = tree.discover();
    assert_eq!(read(&discovery), [".github/workflows/ci.yml", "k8s/pod.yaml", "main.tf"]);
    assert_eq!(
        left_out(&discovery),
        [
            "chart/Chart.yaml: a chart's description",
            "chart/templates/pod.yaml: a chart's template, not rendered",
            "chart/values.yaml: a chart's values",
            "empty.tf: empty",
            "k8s/notes.yaml: not a configuration format",
            "m/.terraform/: Terraform's own copies",
            "node_modules/: packages of others",
            "src/main.rs: not a configuration format",
        ]
    );
    assert!(discovery.diagnostics.is_empty());
}

#[test]
fn ignore_files_count_unless_they_are_turned_off() {
    let tree = Tree::new(&[
        (".git/HEAD", ""),
        (".gitignore", "a.tf\n"),
        (".provostignore", "b.tf\n"),
        ("a.tf", "a = 1"),
        ("b.tf", "a = 1"),
        ("c.tf", "a = 1"),
        ("old/d.tf", "a = 1"),
    ]);
    let mut config = tree.config(&["."]);
    config.exclude = vec!["old/".into()];
    let discovery = discover(&config);
    assert_eq!(read(&discovery), ["c.tf"]);
    assert!(left_out(&discovery).contains(&"old/: left out by an `exclude` pattern".to_owned()));
    config.no_git_ignore = true;
    assert_eq!(read(&discover(&config)), ["a.tf", "c.tf"]);
    config.no_ignore = true;
    config.exclude.clear();
    assert_eq!(read(&discover(&config)), ["a.tf", "b.tf", "c.tf", "old/d.tf"]);
    // A path that was asked for is read, whatever an ignore file says of it.
    assert_eq!(read(&discover(&tree.config(&["a.tf"]))), ["a.tf"]);
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    let tree = Tree::new(&[("good.tf", "a = 1")]);
    tree.write("bad.tf", b"a = 1\nb = \"\xff\"\n");
    tree.write("binary.tf", b"\x7fELF\0\0");
    tree.write("pod.yaml", &[POD.as_bytes(), b"# \xe9\n"].concat());
    tree.write("list.yaml", b"- caf\xe9\n");
    tree.write("prose.md", b"caf\xe9\n");
    tree.write("utf16.tf", &[0xff, 0xfe, b'a', 0, b'=', 0, b'1', 0]);
    tree.write("mark.tf", b"\xef\xbb\xbfa = 1");
    let discovery = tree.discover();
    assert_eq!(read(&discovery), ["good.tf", "mark.tf", "utf16.tf"]);
    assert_eq!(&*discovery.files[1].text, "a = 1");
    assert_eq!(&*discovery.files[2].text, "a=1");
    assert_eq!(
        left_out(&discovery),
        [
            "bad.tf!",
            "binary.tf!",
            "list.yaml: not text: invalid UTF-8 at line 1, column 6",
            "pod.yaml!",
            "prose.md: not text: invalid UTF-8 at line 1, column 4",
        ]
    );
    let messages: Vec<&str> =
        discovery.diagnostics.iter().map(|diagnostic| &*diagnostic.message).collect();
    assert_eq!(messages[0], "invalid UTF-8 at line 2, column 6");
    assert_eq!(messages[2], "invalid UTF-8 at line 4, column 3");
    assert!(discovery.diagnostics.iter().all(|diagnostic| diagnostic.loss == Loss::File));
}

#[test]
fn limits_fail_what_should_have_been_read() {
    let long = format!("{POD}# {}\n", "x".repeat(2000));
    let tree = Tree::new(&[
        ("a.tf", "a = 1"),
        ("b.tf", &"# x\n".repeat(500)),
        ("c.yaml", &long),
        ("d.yaml", &"- x\n".repeat(500)),
        ("e.tf", "a = 1"),
    ]);
    let mut config = tree.config(&["."]);
    config.max_file_size = 1024;
    let discovery = discover(&config);
    assert_eq!(read(&discovery), ["a.tf", "e.tf"]);
    assert_eq!(left_out(&discovery), ["b.tf!", "c.yaml!", "d.yaml: larger than 1 KiB"]);
    assert_eq!(discovery.diagnostics[0].message, "larger than 1 KiB");
    config.max_total_size = 8;
    let discovery = discover(&config);
    assert_eq!(read(&discovery), ["a.tf"]);
    assert!(left_out(&discovery).contains(&"e.tf!".to_owned()));
}

#[test]
fn links_are_followed_within_the_root_and_each_file_is_read_once() {
    let tree = Tree::new(&[
        ("root/a.tf", "a = 1"),
        ("root/real/config", "a = 1"),
        ("root/dir/b.tf", "a = 1"),
        ("outside/secret.tf", "a = 1"),
    ]);
    for (target, link) in [
        ("a.tf", "again.tf"),
        ("real/config", "named.tf"),
        ("../outside/secret.tf", "secret.tf"),
        ("../outside", "outside"),
        (".", "here"),
        ("..", "dir/up"),
        ("dir", "other"),
        ("self.tf", "self.tf"),
        ("gone.tf", "dangling.tf"),
        ("gone", "dangling"),
    ] {
        symlink(target, tree.path("root").join(link)).unwrap();
    }
    let discovery = discover(&tree.config(&["root"]));
    assert_eq!(read(&discovery), ["root/a.tf", "root/dir/b.tf", "root/named.tf"]);
    let loops: Vec<_> = discovery
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.loss == Loss::Nothing)
        .map(|diagnostic| &*diagnostic.path)
        .collect();
    assert_eq!(loops, ["root/dir/up", "root/here"]);
    assert_eq!(
        left_out(&discovery),
        [
            "root/again.tf: a symbolic link to `root/a.tf`, which is read itself",
            "root/dangling: a symbolic link that leads nowhere",
            "root/dangling.tf!",
            "root/dir/up: a symbolic link to the directory `root`",
            "root/here: a symbolic link to the directory `root`",
            "root/other: a symbolic link to the directory `root/dir`",
            "root/outside: a symbolic link that leads out of the scanned directory",
            "root/real/config: not a configuration format",
            "root/secret.tf: a symbolic link that leads out of the scanned directory",
            "root/self.tf!",
        ]
    );
}

#[test]
fn special_files_are_never_opened() {
    let tree = Tree::new(&[("a.tf", "a = 1")]);
    let made = Command::new("mkfifo").arg(tree.path("pipe.tf")).status().unwrap();
    assert!(made.success());
    symlink("pipe.tf", tree.path("link.tf")).unwrap();
    let discovery = tree.discover();
    assert_eq!(read(&discovery), ["a.tf"]);
    assert_eq!(
        left_out(&discovery),
        [
            "link.tf: a symbolic link to a pipe, device or socket",
            "pipe.tf: a pipe, device or socket"
        ]
    );
}

#[test]
fn what_cannot_be_opened_fails() {
    let tree = Tree::new(&[("a.tf", "a = 1"), ("closed.tf", "a = 1"), ("shut/b.tf", "a = 1")]);
    for path in ["closed.tf", "shut"] {
        fs::set_permissions(tree.path(path), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let discovery = tree.discover();
    let is_superuser = fs::File::open(tree.path("closed.tf")).is_ok();
    if !is_superuser {
        assert_eq!(read(&discovery), ["a.tf"]);
        assert_eq!(left_out(&discovery), ["closed.tf!", "shut!"]);
        assert_eq!(discovery.diagnostics[0].message, "cannot be read: permission denied");
    }
    fs::set_permissions(tree.path("shut"), fs::Permissions::from_mode(0o755)).unwrap();
    let discovery = discover(&tree.config(&["nowhere", "a.tf"]));
    assert_eq!(read(&discovery), ["a.tf"]);
    assert_eq!(left_out(&discovery), ["nowhere!"]);
    assert_eq!(discovery.diagnostics[0].message, "cannot be read: no such file or directory");
}

#[test]
fn paths_are_those_of_the_repository() {
    let tree = Tree::new(&[
        ("one/.git/HEAD", ""),
        ("one/infra/live/a.tf", "a = 1"),
        ("two/b/c.tf", "a = 1"),
        ("three/.git/HEAD", ""),
        ("three/d/e.tf", "a = 1"),
    ]);
    let paths = |from: &str, roots: &[&str]| {
        let roots = roots.iter().map(PathBuf::from).collect();
        let discovery = discover(&Config::for_roots(&tree.path(from), roots));
        discovery.files.iter().map(|file| file.path.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(paths("one/infra", &["live"]), ["infra/live/a.tf"]);
    assert_eq!(paths("one", &[".", "infra", "infra/live/a.tf"]), ["infra/live/a.tf"]);
    assert_eq!(paths("one", &["../two"]), ["b/c.tf"]);
    assert_eq!(paths("one", &["../two/b/c.tf"]), ["c.tf"]);
    assert_eq!(paths("one", &["../three/d"]), ["d/e.tf"]);
    assert_eq!(paths("one", &["../two", "../three"]), ["three/d/e.tf", "two/b/c.tf"]);
    let absolute = tree.path("two/b/c.tf").canonicalize().unwrap();
    let absolute = absolute.to_str().unwrap();
    assert_eq!(paths("one", &["infra", "../two"]), [absolute, "infra/live/a.tf"]);
    assert_eq!(paths(".", &["two"]), ["two/b/c.tf"]);
}

#[test]
fn a_root_within_a_chart_knows_its_chart() {
    let tree = Tree::new(&[("c/Chart.yaml", "name: c\n"), ("c/templates/pod.yaml", POD)]);
    assert!(discover(&tree.config(&["c/templates"])).files.is_empty());
    assert!(discover(&tree.config(&["c/templates/pod.yaml"])).files.is_empty());
}

#[test]
fn names_that_are_no_unicode_are_escaped() {
    use std::os::unix::ffi::OsStrExt;
    let name = Path::new(std::ffi::OsStr::from_bytes(b"a\xff\xc3.tf"));
    assert_eq!(&*base::shown(name), "a\\xff\\xc3.tf");
}
