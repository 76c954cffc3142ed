//! The one way in which tests run the built binary.
//!
//! In: files, arguments and variables. Out: a [`Run`] with exit code and output, in which the
//! temporary directory reads `[DIR]`. The environment of the test run never reaches the binary.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// A run that takes longer has hung.
const PATIENCE: Duration = Duration::from_secs(300);

/// A binary about to run in a directory of its own.
pub struct Provost {
    directory: TempDir,
    arguments: Vec<String>,
    variables: Vec<(String, String)>,
    memory_kib: Option<u64>,
    at: PathBuf,
}

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Provost {
    /// A run with these arguments, separated by spaces.
    pub fn new(arguments: &str) -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
            arguments: arguments.split_whitespace().map(str::to_owned).collect(),
            variables: Vec::new(),
            memory_kib: None,
            at: PathBuf::new(),
        }
    }

    /// The same directory with other arguments, separated by spaces.
    pub fn arguments(mut self, arguments: &str) -> Self {
        self.arguments = arguments.split_whitespace().map(str::to_owned).collect();
        self
    }

    /// One more argument, taken as it stands.
    pub fn argument(mut self, argument: impl Into<String>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// An environment variable.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// A file below the directory.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// A copy of a file or directory of the repository, links as links.
    pub fn copy(self, from: &str, to: &str) -> Self {
        copy(&repository().join(from), &self.path(to));
        self
    }

    /// The directory below the temporary one that the binary starts in.
    pub fn at(mut self, directory: &str) -> Self {
        self.at = directory.into();
        self
    }

    /// Bound on the address space. Allocators reserve an arena a thread, so threads are bound too.
    pub fn memory(mut self, mib: u64) -> Self {
        self.memory_kib = Some(mib << 10);
        self.variable("MALLOC_ARENA_MAX", "2").variable("RAYON_NUM_THREADS", "2")
    }

    /// A path below the directory.
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Runs the binary with other arguments in the same directory.
    pub fn run_with(&mut self, arguments: &str) -> Run {
        self.arguments = arguments.split_whitespace().map(str::to_owned).collect();
        self.run()
    }

    /// Runs `git` in the directory, with the settings and identity of nobody.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(self.directory.path().join(&self.at))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.directory.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "a")
            .env("GIT_AUTHOR_EMAIL", "a@example.org")
            .env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
            .env("GIT_COMMITTER_NAME", "a")
            .env("GIT_COMMITTER_EMAIL", "a@example.org")
            .env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
            .output()
            .expect("git runs");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {error}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Everything in the directory as a commit; its id.
    pub fn commit(&self, message: &str) -> String {
        if !self.path(".git").exists() && self.at.as_os_str().is_empty() {
            self.git(&["init", "--quiet", "--initial-branch=main"]);
        }
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--no-verify", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs the binary to its end.
    pub fn run(&self) -> Run {
        let binary = env!("CARGO_BIN_EXE_provost");
        let mut command = match self.memory_kib {
            None => Command::new(binary),
            Some(limit) => {
                let mut shell = Command::new("sh");
                let line = format!("ulimit -v {limit} && exec \"$0\" \"$@\"");
                shell.args(["-c", line.as_str(), binary]);
                shell
            }
        };
        command
            .args(&self.arguments)
            .current_dir(self.directory.path().join(&self.at))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.directory.path())
            .env("LC_ALL", "C.UTF-8")
            .env("NO_COLOR", "1")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        self.finish(&mut command)
    }

    fn finish(&self, command: &mut Command) -> Run {
        let child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let id = child.id().to_string();
        let (done, ended) = mpsc::channel();
        thread::spawn(move || done.send(child.wait_with_output()));
        let Ok(output) = ended.recv_timeout(PATIENCE) else {
            let _ = Command::new("kill").args(["-9", &id]).status();
            panic!("{:?} did not end within {PATIENCE:?}", self.arguments);
        };
        let output = output.expect("its output can be read");
        Run {
            code: output.status.code(),
            stdout: self.scrub(&output.stdout),
            stderr: self.scrub(&output.stderr),
        }
    }

    fn scrub(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let real = self.directory.path().canonicalize().unwrap();
        let text = text.replace(&*real.to_string_lossy(), "[DIR]");
        text.replace(&*self.directory.path().to_string_lossy(), "[DIR]")
    }
}

impl Run {
    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("no JSON ({error}), exit code {:?}\n{}\n{}", self.code, self.stdout, self.stderr)
        })
    }
}

/// Root of the repository that is tested.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    let kind = from.symlink_metadata().unwrap_or_else(|_| panic!("{} is there", from.display()));
    if kind.is_symlink() {
        std::os::unix::fs::symlink(fs::read_link(from).unwrap(), to).unwrap();
    } else if kind.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }
}
