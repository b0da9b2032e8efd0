//! Takes down what a run sees of a page in each locale, where a report asks for it.

use crate::findings::Summary;
use crate::findings::survey::{Cell, CellState, SurveyedPage};
use crate::pages::{Page, Translation};

/// The record of one page.
#[derive(Debug)]
pub(super) struct Record {
    page: SurveyedPage,
}

impl Record {
    /// Of a page of which nothing was seen yet but what is missing.
    pub(super) fn of(page: &Page) -> Record {
        let missing = page.missing.iter().map(|missing| cell(missing.locale.as_str(), &missing.shown, CellState::Missing));
        let page = SurveyedPage {
            page: page.name.clone(),
            reference: page.reference.as_ref().map(|file| file.shown.clone()),
            reference_locale: page.reference_locale.to_string(),
            cells: missing.collect(),
        };
        Record { page }
    }

    /// A translation, and what its comparison added to the counts of the run.
    pub(super) fn compared(&mut self, translation: &Translation, before: &Summary, after: &Summary) {
        let cell = self.seen(translation, CellState::Compared);
        cell.sections = after.sections - before.sections;
        cell.facts = after.facts - before.facts;
        cell.undetermined = after.undetermined - before.undetermined;
    }

    /// A translation that could not be read, or whose reference could not.
    pub(super) fn unread(&mut self, translation: &Translation) {
        self.seen(translation, CellState::Unreadable);
    }

    /// A translation without a reference.
    pub(super) fn orphan(&mut self, translation: &Translation) {
        self.seen(translation, CellState::Orphan);
    }

    fn seen(&mut self, translation: &Translation, state: CellState) -> &mut Cell {
        self.page.cells.push(cell(translation.locale.as_str(), &translation.file.shown, state));
        let last = self.page.cells.len() - 1;
        &mut self.page.cells[last]
    }

    /// The page, its cells in order.
    pub(super) fn finish(mut self) -> SurveyedPage {
        self.page.cells.sort_by(|a, b| (&a.locale, &a.path).cmp(&(&b.locale, &b.path)));
        self.page
    }
}

fn cell(locale: &str, path: &str, state: CellState) -> Cell {
    Cell { locale: locale.to_owned(), path: path.to_owned(), state, sections: 0, facts: 0, undetermined: 0 }
}
