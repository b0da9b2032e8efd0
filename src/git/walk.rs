//! One walk through the history, newest first, for all paths that are asked for. It is read on only as far as a question needs it.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::answers::Answers;
use super::command::git;
use super::commit::Commit;

/// Commits that are looked at; what was changed before is as good as unknown.
const MOST_COMMITS: usize = 50_000;

/// A commit that changed the content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The commit.
    pub commit: Commit,
    /// The id of the content before; none when the commit added the file.
    pub before: Option<String>,
    /// The id of the content after; none when the commit removed the file.
    pub after: Option<String>,
}

/// The last commits that changed a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// Newest first.
    pub list: Vec<Touch>,
    /// Whether there may be older ones that this clone does not have.
    pub is_cut_off: bool,
}

/// The last commit that changed a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Last {
    /// That commit.
    Commit(Commit),
    /// It is older than what this clone has.
    CutOff,
    /// There is none: the file is not committed, or too much happened since.
    None,
}

/// What is known of one file so far.
#[derive(Debug, Default)]
struct Trail {
    touches: Touches,
    /// Names it had, the newest first.
    names: Vec<String>,
}

/// The walk.
pub(super) struct Walk {
    running: Option<BufReader<Answers>>,
    /// Which trail a path belongs to, at the point of the history that was reached.
    paths: HashMap<String, usize>,
    trails: Vec<Trail>,
    /// The trail of each path as it is called today.
    today: HashMap<String, usize>,
    boundary: HashSet<String>,
    current: Option<Commit>,
    commits: usize,
}

impl Walk {
    /// A walk that follows the files of these paths, relative to the top. `boundary` are the commits at which a shallow clone ends.
    pub(super) fn new(top: &Path, wanted: &[String], boundary: HashSet<String>) -> Walk {
        let today: HashMap<String, usize> = wanted.iter().enumerate().map(|(at, path)| (path.clone(), at)).collect();
        let trails = wanted.iter().map(|path| Trail { names: vec![path.clone()], ..Trail::default() }).collect();
        let running = start(top, &common_folder(wanted));
        Walk { running, paths: today.clone(), trails, today, boundary, current: None, commits: 0 }
    }

    /// The last commits that changed a file, at most that many.
    pub(super) fn touches(&mut self, path: &str, most: usize) -> Touches {
        let Some(&trail) = self.today.get(path) else { return Touches::default() };
        self.read_until(|walk| walk.trails[trail].touches.list.len() >= most || walk.trails[trail].touches.is_cut_off);
        let Touches { list, is_cut_off } = &self.trails[trail].touches;
        Touches { list: list.iter().take(most).cloned().collect(), is_cut_off: *is_cut_off }
    }

    /// The first commit of the whole history's walk that is no younger than a moment and changed a file.
    pub(super) fn last_before(&mut self, path: &str, seconds: i64) -> Option<Touch> {
        let trail = *self.today.get(path)?;
        let fits = |touch: &&Touch| touch.commit.seconds <= seconds;
        self.read_until(|walk| walk.trails[trail].touches.is_cut_off || walk.trails[trail].touches.list.last().as_ref().is_some_and(fits));
        self.trails[trail].touches.list.iter().find(fits).cloned()
    }

    /// The names that a file had, today's first, as far back as a commit that is no younger than a moment.
    pub(super) fn names(&mut self, path: &str, seconds: i64) -> Vec<String> {
        let Some(&trail) = self.today.get(path) else { return Vec::new() };
        self.read_until(|walk| walk.current.as_ref().is_some_and(|commit| commit.seconds < seconds));
        self.trails[trail].names.clone()
    }

    fn read_until(&mut self, enough: impl Fn(&Self) -> bool) {
        while self.running.is_some() && !enough(self) {
            if self.step().is_none() {
                self.running = None;
            }
        }
    }

    /// Reads one item of git's output: a commit, or a file that it changed.
    fn step(&mut self) -> Option<()> {
        let item = self.item()?;
        let item = item.trim_start_matches('\n');
        if let Some(commit) = item.strip_prefix('\u{2}') {
            let (id, date) = commit.split_once(' ')?;
            self.current = Some(Commit::new(id, date)?);
            self.commits += 1;
            return (self.commits <= MOST_COMMITS).then_some(());
        }
        if let Some(record) = item.strip_prefix(':') {
            let fields: Vec<&str> = record.split(' ').collect();
            let [_, _, before, after, status] = fields.as_slice() else { return None };
            let path = self.item()?;
            let renamed = if status.starts_with(['R', 'C']) { Some(self.item()?) } else { None };
            self.record((content(before), content(after)), path, renamed);
        }
        Some(())
    }

    fn record(&mut self, (before, after): (Option<String>, Option<String>), path: String, renamed: Option<String>) {
        let Some(commit) = self.current.clone() else { return };
        let name = renamed.as_ref().unwrap_or(&path);
        let Some(&trail) = self.paths.get(name) else { return };
        let is_cut_off = self.boundary.contains(&commit.id);
        let known = &mut self.trails[trail];
        known.touches.is_cut_off |= is_cut_off;
        if !known.touches.is_cut_off && before != after {
            known.touches.list.push(Touch { commit, before, after });
        }
        // The older name is followed, unless another file of today has it.
        if renamed.is_some() && !self.today.contains_key(&path) {
            known.names.push(path.clone());
            self.paths.insert(path, trail);
        }
    }

    /// What stands before the next NUL; none at the end. Names that are no UTF-8 are of no file that is asked for.
    fn item(&mut self) -> Option<String> {
        let reader = self.running.as_mut()?;
        let mut item = Vec::new();
        reader.read_until(0, &mut item).ok()?;
        (item.pop() == Some(0)).then(|| String::from_utf8_lossy(&item).into_owned())
    }
}

fn start(top: &Path, folder: &str) -> Option<BufReader<Answers>> {
    let mut command = git(top);
    command.args(["log", "-z", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-mailmap"]);
    command.args(["-M", "-l256", "--date=raw", "--format=tformat:%x02%H %cd", "HEAD", "--"]);
    if !folder.is_empty() {
        command.arg(folder);
    }
    Answers::start(top, command).ok().map(|answers| BufReader::with_capacity(1 << 16, answers))
}

/// The folder that all files lie in, so that git need not look at others; empty for the top.
fn common_folder(paths: &[String]) -> String {
    let folder = |path: &String| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut folders = paths.iter().map(folder);
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let same = common.split('/').zip(folder.split('/')).take_while(|(a, b)| a == b).map(|(part, _)| part);
        same.collect::<Vec<_>>().join("/")
    })
}

/// A content's id; none for all zeros, which is no content.
fn content(id: &str) -> Option<String> {
    id.bytes().any(|byte| byte != b'0').then(|| id.to_owned())
}
