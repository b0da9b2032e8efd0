//! How git is called: without anything that a repository or a user's configuration could hang into it.

use std::path::Path;
use std::process::{Command, Stdio};

/// Variables by which a hook or a script tells git about another repository than the one that is asked for.
const FOREIGN: [&str; 7] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
];

/// Settings that run programs or change what is printed.
const SETTINGS: [&str; 10] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "diff.external=",
    "diff.ignoreSubmodules=all",
    "diff.relative=false",
    "log.diffMerges=off",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
];

/// A call of git at the top of a working tree. Paths are literal, nothing is fetched, nothing is locked.
pub(super) fn git(top: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(top).args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for name in FOREIGN {
        command.env_remove(name);
    }
    if !is_current(top) {
        command.env_remove("GIT_INDEX_FILE");
    }
    command.envs([
        ("GIT_OPTIONAL_LOCKS", "0"),
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_NO_LAZY_FETCH", "1"),
        ("GIT_ALLOW_PROTOCOL", "none"),
        ("LC_ALL", "C"),
    ]);
    command.stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether it is the working tree that the current folder is in: git runs a hook there, and the index that it names is the one that is
/// about to be committed. Any other repository has its own.
fn is_current(top: &Path) -> bool {
    let Ok(folder) = std::env::current_dir() else { return false };
    let own = folder.ancestors().find(|ancestor| ancestor.join(".git").exists());
    own.is_some_and(|own| own == top || own.canonicalize().ok().is_some_and(|own| top.canonicalize().is_ok_and(|top| own == top)))
}

/// Why no repository can be read where the program is missing.
pub const NO_PROGRAM: &str = "the program `git` was not found";

/// What a call prints; the first line of its complaint when it fails.
pub(super) fn output(mut command: Command) -> Result<Vec<u8>, String> {
    let output = command.stderr(Stdio::piped()).output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NO_PROGRAM.to_owned(),
        _ => format!("the program `git` cannot be run: {error}"),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let line = complaint.lines().find(|line| !line.trim().is_empty()).unwrap_or("git failed without a word");
    Err(line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned())
}
