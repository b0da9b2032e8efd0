//! Takes down what a run sees of a page in each locale, where a report asks for it.

mod facts;
mod texts;

use crate::align::{Alignment, Side};
use crate::findings::survey::{Cell, CellState, SurveyedPage};
use crate::findings::{Finding, Place, Summary};
use crate::markdown::Document;
use crate::pages::{Page, Translation};
use crate::rules::Fate;
use crate::source::Span;
use facts::Facts;

/// The record of one page.
#[derive(Debug)]
pub(super) struct Record {
    page: SurveyedPage,
    facts: Facts,
    /// Whether anybody asks for it.
    wanted: bool,
}

/// What comparing a translation with its reference showed.
pub(super) struct Seen<'a> {
    pub(super) reference: Side<'a>,
    pub(super) translation: Side<'a>,
    pub(super) alignment: &'a Alignment,
    pub(super) fates: &'a [(Span, Fate)],
    pub(super) findings: &'a [Finding],
}

impl Record {
    /// Of a page of which nothing was seen yet but what is missing.
    pub(super) fn of(page: &Page, wanted: bool) -> Record {
        let missing = page.missing.iter().map(|missing| cell(missing.locale.as_str(), &missing.shown, CellState::Missing));
        let page = SurveyedPage {
            page: page.name.clone(),
            reference: page.reference.as_ref().map(|file| file.shown.clone()),
            reference_locale: page.reference_locale.to_string(),
            cells: missing.collect(),
            ..SurveyedPage::default()
        };
        Record { page, facts: Facts::default(), wanted }
    }

    /// The reference of the page, once it is read.
    pub(super) fn reference(&mut self, reference: Side<'_>) {
        if self.wanted {
            self.page.outline = reference.document.sections.iter().map(texts::heading).collect();
            self.facts = Facts::of(reference);
        }
    }

    /// A translation beside its reference.
    pub(super) fn compared(&mut self, translation: &Translation, seen: &Seen<'_>) {
        self.seen(translation, CellState::Compared);
        let Some(cell) = self.page.cells.last_mut().filter(|_| self.wanted) else { return };
        cell.texts = texts::sections(seen);
        cell.lines = texts::lines(seen);
        self.facts.add(translation.locale.as_str(), seen);
    }

    /// What comparing the last translation added to the counts of the run.
    pub(super) fn counted(&mut self, before: &Summary, after: &Summary, freshness_judged: bool) {
        let Some(cell) = self.page.cells.last_mut() else { return };
        cell.sections = after.sections - before.sections;
        cell.facts = after.facts - before.facts;
        cell.undetermined = after.undetermined - before.undetermined;
        cell.freshness_judged = freshness_judged;
    }

    /// A translation that could not be read, or whose reference could not.
    pub(super) fn unread(&mut self, translation: &Translation) {
        self.seen(translation, CellState::Unreadable);
    }

    /// A translation without a reference.
    pub(super) fn orphan(&mut self, translation: &Translation) {
        self.seen(translation, CellState::Orphan);
    }

    fn seen(&mut self, translation: &Translation, state: CellState) {
        self.page.cells.push(cell(translation.locale.as_str(), &translation.file.shown, state));
    }

    /// The page, its cells in order, with the texts of what the findings are about that will be shown.
    pub(super) fn finish(mut self, shown: &[Finding]) -> SurveyedPage {
        self.page.facts = self.facts.finish();
        for cell in &mut self.page.cells {
            texts::keep(cell, self.page.reference.as_deref(), shown);
        }
        self.page.cells.sort_by(|a, b| (&a.locale, &a.path).cmp(&(&b.locale, &b.path)));
        self.page
    }
}

fn cell(locale: &str, path: &str, state: CellState) -> Cell {
    Cell {
        locale: locale.to_owned(),
        path: path.to_owned(),
        state,
        sections: 0,
        facts: 0,
        undetermined: 0,
        freshness_judged: false,
        texts: Vec::new(),
        lines: Vec::new(),
    }
}

/// Where findings point at in a file: the first bytes of their places.
fn offsets<'f>(findings: impl Iterator<Item = &'f Finding>, path: &str) -> Vec<usize> {
    let places = findings.flat_map(|finding| {
        let also = finding.also.iter().map(|other| &other.translation);
        finding.reference.iter().chain(&finding.translation).chain(also).collect::<Vec<&Place>>()
    });
    places.filter(|place| place.path == path).map(|place| place.start.offset).collect()
}

/// The text of a span in one line.
fn written(document: &Document, span: Span) -> String {
    document.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
