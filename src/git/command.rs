//! How git is called: without anything that a repository or a user's configuration could hang into it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::answers::{self, Answers};

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
///
/// # Errors
/// One clause, when it cannot be told which filters there are.
pub(super) fn git_over_files(top: &Path) -> Result<Command, String> {
    let mut command = git(top);
    let given: usize = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let emptied = ["clean=", "smudge=", "process=", "required=false"];
    let drivers = filters(top)?;
    let settings = drivers.iter().flat_map(|driver| emptied.iter().filter_map(move |key| Some((driver, key.split_once('=')?))));
    let mut count = given;
    for (driver, (key, value)) in settings {
        let mut name = OsString::from("filter.");
        name.push(driver);
        name.push(format!(".{key}"));
        command.env(format!("GIT_CONFIG_KEY_{count}"), name);
        command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    }
    command.env("GIT_CONFIG_COUNT", count.to_string());
    Ok(command)
}

/// The names of all filters that any configuration has.
fn filters(top: &Path) -> Result<BTreeSet<OsString>, String> {
    let mut command = git(top);
    command.args(["config", "--null", "--name-only", "--get-regexp", "^filter\\."]);
    let said = said(top, command)?;
    // That is how git says that there are none.
    let is_none = said.printed.is_empty() && said.complaint.is_empty();
    if !said.is_success && !is_none {
        return Err(said.complaint());
    }
    let keys = said.printed.split(|&byte| byte == 0).filter_map(|key| key.strip_prefix(b"filter."));
    let names = keys.filter_map(|key| key.iter().rposition(|&byte| byte == b'.').map(|end| &key[..end]));
    names.map(|name| as_argument(name).ok_or_else(|| NAMELESS.to_owned())).collect()
}

/// A name of bytes that are no text cannot be said to git everywhere; then git is not asked at all.
const NAMELESS: &str = "its configuration has a filter whose name is not UTF-8, which cannot be kept from being run";

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have names that cannot be said")]
fn as_argument(name: &[u8]) -> Option<OsString> {
    use std::os::unix::ffi::OsStrExt;
    Some(std::ffi::OsStr::from_bytes(name).to_owned())
}

#[cfg(not(unix))]
fn as_argument(name: &[u8]) -> Option<OsString> {
    std::str::from_utf8(name).ok().map(OsString::from)
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
    let text = small_file(&own)?;
    top.join(text.strip_prefix("gitdir:")?.trim()).canonicalize().ok()
}

/// Bytes above which a file of git that names something else is none.
const LARGEST: u64 = 16 << 20;

/// The text of a file of a repository, which may be anything: a pipe would wait for ever, and what shows the system's state has no length.
pub(super) fn small_file(path: &Path) -> Option<String> {
    let there = std::fs::metadata(path).ok().filter(|there| there.is_file() && (1..=LARGEST).contains(&there.len()))?;
    let mut text = String::new();
    std::fs::File::open(path).ok()?.take(there.len()).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Why no repository can be read where the program is missing.
pub const NO_PROGRAM: &str = "the program `git` was not found";

/// What a call prints; the first line of its complaint when it fails.
pub(super) fn output(top: &Path, command: Command) -> Result<Vec<u8>, String> {
    let said = said(top, command)?;
    if said.is_success { Ok(said.printed) } else { Err(said.complaint()) }
}

/// What a call said.
struct Said {
    is_success: bool,
    printed: Vec<u8>,
    complaint: Vec<u8>,
}

impl Said {
    /// The first line of the complaint.
    fn complaint(&self) -> String {
        let complaint = String::from_utf8_lossy(&self.complaint);
        let line = complaint.lines().find(|line| !line.trim().is_empty()).unwrap_or("git failed without a word");
        line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
    }
}

fn said(top: &Path, mut command: Command) -> Result<Said, String> {
    command.stderr(Stdio::piped());
    let mut answers = Answers::start(top, command).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => NO_PROGRAM.to_owned(),
        std::io::ErrorKind::TimedOut => answers::silence(),
        _ => format!("the program `git` cannot be run: {error}"),
    })?;
    let complaints = answers.complaints().map(|complaints| std::thread::spawn(|| beginning(complaints)));
    let mut printed = Vec::new();
    answers.read_to_end(&mut printed).map_err(|_| answers::silence())?;
    let complaint = complaints.and_then(|complaints| complaints.join().ok()).unwrap_or_default();
    Ok(Said { is_success: answers.ended_well(), printed, complaint })
}

/// How a complaint begins; the rest is read past, so that git is not held up.
fn beginning(mut complaints: impl Read) -> Vec<u8> {
    let mut beginning = Vec::new();
    let _ = complaints.by_ref().take(4096).read_to_end(&mut beginning);
    let _ = std::io::copy(&mut complaints, &mut std::io::sink());
    beginning
}
