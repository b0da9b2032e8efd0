//! What tests share: expectations in files, and histories made by the git program, which has to be there.

pub(crate) mod expectation;
#[cfg(unix)]
pub(crate) mod hostile;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder for repositories, with a clock that goes one day further with each commit.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
    pub(crate) day: u32,
}

impl Place {
    pub(crate) fn new() -> Place {
        Place { folder: TempDir::new().unwrap(), day: 0 }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let file = self.path(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    pub(crate) fn git(&self, repository: &str, arguments: &[&str]) -> String {
        let date = format!("2026-03-{:02}T12:00:00+0100", self.day);
        let mut command = Command::new("git");
        command.current_dir(self.path(repository)).args(["-c", "core.autocrlf=false", "-c", "commit.gpgSign=false"]).args(arguments);
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            command.env_remove(name);
        }
        command.envs([("GIT_AUTHOR_NAME", "Ada"), ("GIT_AUTHOR_EMAIL", "ada@fjordline.example"), ("GIT_COMMITTER_NAME", "Ada")]);
        command.envs([("GIT_COMMITTER_EMAIL", "ada@fjordline.example"), ("GIT_CONFIG_GLOBAL", ""), ("GIT_CONFIG_NOSYSTEM", "1")]);
        let output = command.envs([("GIT_AUTHOR_DATE", &date), ("GIT_COMMITTER_DATE", &date)]).output().expect("git is installed");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Makes a repository; `.` is the folder itself.
    pub(crate) fn init(&self, repository: &str) {
        std::fs::create_dir_all(self.path(repository)).unwrap();
        self.git(repository, &["init", "--quiet", "--initial-branch=main"]);
    }

    /// Commits everything on the next day, and gives the commit's id.
    pub(crate) fn commit(&mut self, repository: &str) -> String {
        self.day += 1;
        self.git(repository, &["add", "--all"]);
        self.git(repository, &["commit", "--quiet", "--allow-empty", "--message=A change"]);
        self.git(repository, &["rev-parse", "HEAD"])
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        driftlint(self.folder.path(), arguments)
    }

    /// The findings of `check`, of these rules.
    pub(crate) fn findings(&self, rules: &str) -> Vec<Value> {
        self.findings_below(".", rules)
    }

    pub(crate) fn findings_below(&self, folder: &str, rules: &str) -> Vec<Value> {
        let output = driftlint(&self.path(folder), &["check", "--format", "json", "--select", rules]);
        let report: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        report["findings"].as_array().unwrap().clone()
    }
}

pub(crate) fn driftlint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.args(arguments).current_dir(folder).env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").output().unwrap()
}
