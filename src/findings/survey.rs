//! What a run saw of every page, whether there is a finding or not: the matrix of pages and locales that a report on the whole site
//! is made of. It knows no report.

use serde::{Deserialize, Serialize};

/// The pages of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// By name, then path of the reference.
    pub pages: Vec<SurveyedPage>,
}

/// A page in all locales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyedPage {
    /// Its path without locale and ending.
    pub page: String,
    /// The reference as messages show its path; none for an orphan.
    pub reference: Option<String>,
    /// BCP 47 tag of the reference.
    pub reference_locale: String,
    /// By locale, then path.
    pub cells: Vec<Cell>,
}

/// A page in one locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// BCP 47 tag.
    pub locale: String,
    /// The translation as messages show its path; where it would be, when it is missing.
    pub path: String,
    /// What was seen of it.
    pub state: CellState,
    /// Sections aligned.
    pub sections: usize,
    /// Facts of the reference compared.
    pub facts: usize,
    /// Facts that one side could not be read for.
    pub undetermined: usize,
}

/// What was seen of a page in one locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// It was compared with its reference.
    Compared,
    /// There is no translation.
    Missing,
    /// There is no reference.
    Orphan,
    /// It, or its reference, could not be read.
    Unreadable,
}

impl Survey {
    /// Adds what another part of the run saw.
    pub fn merge(&mut self, part: Survey) {
        self.pages.extend(part.pages);
    }

    /// Orders the pages, whatever order they were seen in.
    pub fn sort(&mut self) {
        let path = |page: &SurveyedPage| page.cells.first().map(|cell| cell.path.clone());
        self.pages.sort_by_cached_key(|page| (page.page.clone(), page.reference.clone(), path(page)));
    }
}
