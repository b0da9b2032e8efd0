//! One repository: its commits, its contents, its history. Its processes are started when first needed, and shared by threads.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::answers;
use super::command::{git, git_over_files, output, small_file};
use super::commit::{Commit, is_id};
use super::objects::{Object, Objects};
use super::walk::{Last, Touch, Touches, Walk};

/// What differs, by name. Submodules have a history and a working tree of their own.
const NAMES_OF_DIFFERING: [&str; 8] =
    ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "-O/dev/null"];

/// A state of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision<'a> {
    /// That of a commit.
    Commit(&'a Commit),
    /// That of the commit that is checked out.
    Head,
    /// What is staged.
    Index,
}

/// A repository with a working tree. Paths are relative to its top, with `/`.
pub struct Repository {
    top: PathBuf,
    /// The commits at which a shallow clone ends.
    boundary: HashSet<String>,
    /// Paths that the walk follows.
    wanted: Vec<String>,
    objects: Mutex<Process<Objects>>,
    walk: Mutex<Option<Walk>>,
    ran_out: AtomicBool,
}

/// A process that is started when first needed.
enum Process<T> {
    NotStarted,
    Runs(T),
    Gone,
}

impl Repository {
    /// Opens the repository whose working tree is at `top`.
    ///
    /// # Errors
    /// One clause that says why git does not read it.
    pub(super) fn open(top: &Path, wanted: Vec<String>) -> Result<Repository, String> {
        let mut command = git(top);
        command.args(["rev-parse", "--git-path", "shallow"]);
        let shallow = output(top, command)?;
        let shallow = top.join(String::from_utf8_lossy(&shallow).trim_end_matches(['\n', '\r']));
        let boundary = small_file(&shallow).unwrap_or_default();
        Ok(Repository {
            top: top.to_owned(),
            boundary: boundary.lines().map(|line| line.trim().to_owned()).filter(|line| is_id(line)).collect(),
            wanted,
            objects: Mutex::new(Process::NotStarted),
            walk: Mutex::new(None),
            ran_out: AtomicBool::new(false),
        })
    }

    /// The folder of its working tree.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// Whether something was asked for that lies before the end of a shallow clone.
    pub fn ran_out(&self) -> bool {
        self.ran_out.load(Ordering::Relaxed)
    }

    /// The commit of an id, written in 7 to 64 hexadecimal digits; anything else is no id.
    pub fn commit(&self, id: &str) -> Option<Commit> {
        let object = is_id(id).then(|| self.object(&format!("{id}^{{commit}}"))).flatten().filter(|object| object.kind == "commit");
        if object.is_none() && is_id(id) && !self.boundary.is_empty() {
            self.ran_out.store(true, Ordering::Relaxed);
        }
        let object = object?;
        let text = String::from_utf8_lossy(&object.bytes);
        let committer = text.lines().take_while(|line| !line.is_empty()).find_map(|line| line.strip_prefix("committer "))?;
        Commit::new(&object.id, committer.rsplit_once("> ")?.1)
    }

    /// The commit that a revision names as people write them (`main`, `HEAD~3`, `v1.0`, an id).
    ///
    /// # Errors
    /// One clause, when it names none.
    pub fn resolve(&self, revision: &str) -> Result<Commit, String> {
        let unknown = || self.silence().unwrap_or_else(|| format!("`{revision}` is no commit of the repository in {}", self.top.display()));
        let ask = |name: &str| {
            let mut command = git(&self.top);
            command.args(["rev-parse", "--verify", "--quiet", "--end-of-options", name]);
            output(&self.top, command)
        };
        // What is searched for in messages (`:/text`) cannot say what it must be.
        let id = ask(&format!("{revision}^{{commit}}")).or_else(|_| ask(revision)).map_err(|_| unknown())?;
        self.commit(String::from_utf8_lossy(&id).trim()).ok_or_else(unknown)
    }

    /// Whether the clone is shallow: its history ends before its beginning.
    pub fn is_shallow(&self) -> bool {
        !self.boundary.is_empty()
    }

    /// The last commit that a commit and the working tree's have in common; none when the history does not reach it.
    pub fn merge_base(&self, commit: &Commit) -> Option<Commit> {
        let mut command = git(&self.top);
        command.args(["merge-base", &commit.id, "HEAD"]);
        let id = output(&self.top, command).ok()?;
        self.commit(String::from_utf8_lossy(&id).trim())
    }

    /// The bytes of a file in a state; none when it is not there.
    pub fn content(&self, revision: Revision<'_>, path: &str) -> Option<Vec<u8>> {
        let name = match revision {
            Revision::Commit(commit) => format!("{}:{path}", commit.id),
            Revision::Head => format!("HEAD:{path}"),
            Revision::Index => format!(":0:{path}"),
        };
        self.object(&name).filter(|object| object.kind == "blob").map(|object| object.bytes)
    }

    /// The bytes of a file as it was called in a commit: renames are followed.
    pub fn content_of(&self, commit: &Commit, path: &str) -> Option<Vec<u8>> {
        let now = self.content(Revision::Commit(commit), path);
        now.or_else(|| {
            let names = self.with_walk(|walk| walk.names(path, commit.seconds));
            names.iter().skip(1).find_map(|name| self.content(Revision::Commit(commit), name))
        })
    }

    /// The bytes of a content's id, as [`Touch`] has it.
    pub fn blob(&self, id: &str) -> Option<Vec<u8>> {
        is_id(id).then(|| self.object(id)).flatten().filter(|object| object.kind == "blob").map(|object| object.bytes)
    }

    /// The last commit that changed what a file holds. A file that was only renamed is followed.
    pub fn last(&self, path: &str) -> Last {
        let touches = self.touches(path, 1);
        match touches.list.into_iter().next() {
            Some(touch) => Last::Commit(touch.commit),
            None if touches.is_cut_off => Last::CutOff,
            None => Last::None,
        }
    }

    /// The last commits that changed what a file holds, the newest first, at most `most`.
    pub fn touches(&self, path: &str, most: usize) -> Touches {
        let touches = self.with_walk(|walk| walk.touches(path, most));
        if touches.is_cut_off && touches.list.is_empty() {
            self.ran_out.store(true, Ordering::Relaxed);
        }
        touches
    }

    /// The last change of a file that was made at a moment (seconds from 1970-01-01 UTC) or before.
    pub fn last_before(&self, path: &str, seconds: i64) -> Option<Touch> {
        self.with_walk(|walk| walk.last_before(path, seconds))
    }

    /// Files that differ between a commit and the working tree, and files that are not committed at all, sorted.
    ///
    /// # Errors
    /// One clause that says what git complains of.
    pub fn changed_since(&self, commit: &Commit) -> Result<Vec<String>, String> {
        let mut differing = git_over_files(&self.top)?;
        differing.args(NAMES_OF_DIFFERING).arg(&commit.id).arg("--");
        let mut untracked = git(&self.top);
        untracked.args(["ls-files", "-z", "--others", "--exclude-standard"]);
        let mut paths = self.names(differing)?;
        paths.extend(self.names(untracked)?);
        paths.sort();
        paths.dedup();
        Ok(paths)
    }

    /// Files whose staged content differs from the last commit's, sorted; those that are staged for removal too.
    ///
    /// # Errors
    /// One clause that says what git complains of.
    pub fn staged(&self) -> Result<Vec<String>, String> {
        let mut command = git(&self.top);
        command.args(NAMES_OF_DIFFERING).args(["--cached", "--"]);
        let mut paths = self.names(command)?;
        paths.sort();
        Ok(paths)
    }

    /// Paths that the index has and a sparse checkout leaves out of the working tree.
    pub fn left_out(&self) -> BTreeSet<String> {
        let mut setting = git(&self.top);
        setting.args(["config", "--type=bool", "core.sparseCheckout"]);
        if !output(&self.top, setting).is_ok_and(|set| set.starts_with(b"true")) {
            return BTreeSet::new();
        }
        let mut command = git(&self.top);
        command.args(["ls-files", "-t", "-z"]);
        let entries = self.names(command).unwrap_or_default();
        entries.iter().filter_map(|entry| entry.strip_prefix("S ")).map(str::to_owned).collect()
    }

    /// Folders of submodules that are not checked out.
    pub fn empty_submodules(&self) -> Vec<String> {
        let file = self.top.join(".gitmodules");
        if !std::fs::symlink_metadata(&file).is_ok_and(|file| file.is_file()) {
            return Vec::new();
        }
        let mut command = git(&self.top);
        command.args(["config", "--file"]).arg(file).args(["--null", "--get-regexp", "^submodule\\..*\\.path$"]);
        let entries = self.names(command).unwrap_or_default();
        let paths = entries.iter().filter_map(|entry| entry.split_once('\n')).map(|(_, path)| path.to_owned());
        paths.filter(|path| !self.top.join(path).join(".git").exists()).collect()
    }

    /// Whether git was waited for in vain; one clause that says so.
    pub(super) fn silence(&self) -> Option<String> {
        answers::is_silent(&self.top).then(answers::silence)
    }

    /// The names that a call prints, each before a NUL.
    fn names(&self, command: Command) -> Result<Vec<String>, String> {
        let printed = output(&self.top, command)?;
        let names = printed.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        Ok(names.filter_map(|name| std::str::from_utf8(name).ok()).map(str::to_owned).collect())
    }

    fn object(&self, name: &str) -> Option<Object> {
        let mut process = locked(&self.objects);
        if let Process::NotStarted = *process {
            *process = Objects::open(&self.top).map_or(Process::Gone, Process::Runs);
        }
        let Process::Runs(objects) = &mut *process else { return None };
        let answer = objects.get(name);
        if answer.is_err() {
            *process = Process::Gone;
        }
        answer.ok().flatten()
    }

    fn with_walk<T>(&self, ask: impl FnOnce(&mut Walk) -> T) -> T {
        let mut walk = locked(&self.walk);
        ask(walk.get_or_insert_with(|| Walk::new(&self.top, &self.wanted, self.boundary.clone())))
    }
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repository").field("top", &self.top).finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
