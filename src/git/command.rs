//! How git is called: without anything that a repository or a user's configuration could hang into it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Variables by which a hook or a script tells git about another repository than the one that is asked for, or how to read it.
const FOREIGN: [&str; 15] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
    "GIT_ATTR_SOURCE",
    "GIT_CONFIG",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Settings that run programs or change what is printed.
const SETTINGS: [&str; 11] = [
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
    "safe.bareRepository=explicit",
];

/// A call of git at the top of a working tree. Paths are literal, nothing is fetched, nothing is locked. The working tree is that folder,
/// whatever the repository's configuration says.
pub(super) fn git(top: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(top).args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for name in FOREIGN {
        command.env_remove(name);
    }
    if !is_current(top) || !is_own_index(top) {
        command.env_remove("GIT_INDEX_FILE");
    }
    command.env("GIT_WORK_TREE", top);
    if let Some(above) = top.parent() {
        command.env("GIT_CEILING_DIRECTORIES", above);
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

/// A call that compares the files of the working tree. The filters that a configuration has are programs of somebody, and are named to be
/// emptied: there is no other way to keep git from running them.
pub(super) fn git_over_files(top: &Path) -> Command {
    let mut command = git(top);
    let given: usize = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let emptied = ["clean=", "smudge=", "process=", "required=false"];
    let drivers = filters(top);
    let settings = drivers.iter().flat_map(|driver| emptied.iter().filter_map(move |key| Some((driver, key.split_once('=')?))));
    let mut count = given;
    for (driver, (key, value)) in settings {
        command.env(format!("GIT_CONFIG_KEY_{count}"), format!("filter.{driver}.{key}"));
        command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    }
    command.env("GIT_CONFIG_COUNT", count.to_string());
    command
}

/// The names of all filters that any configuration has.
fn filters(top: &Path) -> BTreeSet<String> {
    let mut command = git(top);
    command.args(["config", "--null", "--name-only", "--get-regexp", "^filter\\."]);
    let printed = command.output().map(|output| output.stdout).unwrap_or_default();
    let names = printed.split(|&byte| byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
    names.filter_map(|name| Some(name.strip_prefix("filter.")?.rsplit_once('.')?.0.to_owned())).collect()
}

/// Whether it is the working tree that the current folder is in: git runs a hook there, and the index that it names is the one that is
/// about to be committed. Any other repository has its own.
fn is_current(top: &Path) -> bool {
    let Ok(folder) = std::env::current_dir() else { return false };
    let own = folder.ancestors().find(|ancestor| ancestor.join(".git").exists());
    own.is_some_and(|own| own == top || own.canonicalize().ok().is_some_and(|own| top.canonicalize().is_ok_and(|top| own == top)))
}

/// Whether the index that the environment names is not that of another repository.
fn is_own_index(top: &Path) -> bool {
    let Some(index) = std::env::var_os("GIT_INDEX_FILE").map(|index| top.join(index)) else { return true };
    let (Some(own), Some(Ok(folder))) = (git_dir(top), index.parent().map(Path::canonicalize)) else { return false };
    let named = std::env::var_os("GIT_DIR").map(PathBuf::from);
    let is_foreign = |folder: &Path| folder.join("HEAD").is_file() && folder.join("objects").is_dir();
    folder.starts_with(&own)
        || named.is_none_or(|named| named.canonicalize().is_ok_and(|named| named == own)) && !folder.ancestors().any(is_foreign)
}

/// Where the repository of a working tree is: `.git`, or the folder that the file of that name gives.
fn git_dir(top: &Path) -> Option<PathBuf> {
    let own = top.join(".git");
    if own.is_dir() {
        return own.canonicalize().ok();
    }
    let text = own.is_file().then(|| std::fs::read_to_string(own).ok()).flatten()?;
    top.join(text.strip_prefix("gitdir:")?.trim()).canonicalize().ok()
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
