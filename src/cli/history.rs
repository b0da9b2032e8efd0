//! The history of runs: reads it, adds this run, writes it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::findings::Outcome;
use crate::findings::history::{self, Change, Run};
use crate::git::Repositories;
use crate::pages::Site;
use crate::source;

use super::{Stop, files, output, settings};

/// Digits of a commit's id that are kept.
const DIGITS: usize = 12;

/// A history, and what this run adds to it.
#[derive(Debug, Default)]
pub(super) struct History {
    path: Option<PathBuf>,
    /// The oldest first, this run last.
    pub(super) runs: Vec<Run>,
    /// Since the run before.
    pub(super) change: Option<Change>,
    is_complete: bool,
}

impl History {
    /// Reads the file, if there is one; a history begins with a file that is not there.
    pub(super) fn read(path: Option<&Path>) -> Result<History, Stop> {
        let Some(path) = path else { return Ok(History::default()) };
        let failed = |reason: String| Stop::new(format!("{}: the history cannot be read: {reason}", settings::shown(path)));
        let is_there = !files::is_standard_output(path) && std::fs::metadata(path).is_ok();
        let bytes = if is_there { source::read_bytes(path).map_err(|error| failed(error.to_string()))? } else { Vec::new() };
        let text = String::from_utf8(bytes).map_err(|_| failed("is not UTF-8 text".to_owned()))?;
        let runs = history::read(&text).map_err(|problem| Stop::new(format!("{}: {problem}", settings::shown(path))))?;
        Ok(History { path: Some(path.to_owned()), runs, ..History::default() })
    }

    /// Adds a run, if there is a history and every page could be checked: what was not seen would look fixed.
    pub(super) fn add(&mut self, outcome: &Outcome, commit: Option<String>) {
        self.is_complete = outcome.failures.is_empty();
        if self.path.is_some() && self.is_complete {
            let run = Run::of(outcome, settings::today().to_string(), commit);
            self.change = history::add(&mut self.runs, run, &outcome.findings);
        }
    }

    /// Writes the file, whole or not at all.
    pub(super) fn write(&self) -> Result<(), Stop> {
        let Some(path) = &self.path else { return Ok(()) };
        if !self.is_complete {
            output::note(&format!("{}: is left as it was, because not every page could be checked", settings::shown(path)));
            return Ok(());
        }
        files::write(path, history::text(&self.runs).as_bytes())
    }
}

/// The commits that the pages of a site are at, in all their repositories; none where they are in none.
pub(super) fn commit(site: &Site) -> Option<String> {
    let files = site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)));
    let folders: BTreeSet<&Path> = files.filter_map(|file| file.path.parent()).collect();
    let repositories = Repositories::of(std::iter::empty());
    let mut heads = std::collections::BTreeMap::new();
    for folder in folders {
        if let Some(tracked) = repositories.find(&folder.join("page")) {
            let repository = tracked.repository;
            heads.entry(repository.top().to_owned()).or_insert_with(|| repository.resolve("HEAD").ok());
        }
    }
    let ids: Vec<String> = heads.into_values().flatten().map(|commit| commit.id.chars().take(DIGITS).collect()).collect();
    (!ids.is_empty()).then(|| ids.join("+"))
}
