//! Whether a file can be brought back after it was written: whether Git has it as it is.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};

use super::Stop;

/// More files than this are only counted.
const MOST_NAMED: usize = 5;

/// Refuses when one of the files (with its name as messages show it) is not committed as it is, or is in no repository.
pub(super) fn refuse<'f>(files: impl Iterator<Item = (&'f Path, &'f str)>) -> Result<(), Stop> {
    let mut folders: BTreeMap<&Path, Vec<(&OsStr, &str)>> = BTreeMap::new();
    for (path, shown) in files {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        folders.entry(folder).or_default().push((path.file_name().unwrap_or(path.as_os_str()), shown));
    }
    let mut changed = Vec::new();
    for (folder, files) in folders {
        for part in files.chunks(MOST_NAMES) {
            changed.extend(changed_of(folder, part)?);
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    let more = changed.len().saturating_sub(MOST_NAMED);
    changed.truncate(MOST_NAMED);
    let files = changed.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() };
    Err(Stop::new(format!("not committed as they are: {files}; nothing was written; commit first, or give --allow-dirty")))
}

/// Files of one call of Git, so that the command line does not get too long.
const MOST_NAMES: usize = 200;

/// The files of a folder that Git would not bring back, as messages show them.
fn changed_of(folder: &Path, files: &[(&OsStr, &str)]) -> Result<Vec<String>, Stop> {
    let names = files.iter().map(|(name, _)| *name);
    let output = status(folder, names)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = files.first().map_or("", |(_, shown)| shown);
        let why = match said.lines().next() {
            Some(line) if !line.contains("not a git repository") => format!("Git says: {line}"),
            _ => "it is in no Git repository, so that nothing could bring it back".to_owned(),
        };
        return Err(Stop::new(format!("{first}: {why}; nothing was written; give --allow-dirty to write all the same")));
    }
    // Each entry is two letters, a blank and the path from the top of the repository.
    let entries = output.stdout.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..)).map(String::from_utf8_lossy);
    let changed: Vec<_> = entries.map(|path| path.rsplit('/').next().unwrap_or_default().to_owned()).collect();
    let is_changed = |name: &OsStr| changed.iter().any(|changed| *changed == name.to_string_lossy());
    Ok(files.iter().filter(|(name, _)| is_changed(name)).map(|(_, shown)| (*shown).to_owned()).collect())
}

fn status<'f>(folder: &Path, names: impl Iterator<Item = &'f OsStr>) -> Result<Output, Stop> {
    let mut git = Command::new("git");
    git.args(["--literal-pathspecs", "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--"]);
    git.args(names).current_dir(folder).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    git.output()
        .map_err(|error| Stop::new(format!("git cannot be run: {error}; nothing was written; give --allow-dirty to write all the same")))
}
