//! Both sides of a page's sections, which the report reads only when the page is looked at.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::findings::survey::{Cell, Heading, Passage, Row, SectionText, SurveyedPage};

/// What the translations of a page have, by the place of their cell; the passages of the reference, which they share, stand once. None
/// when nothing was found on the page.
pub(super) fn of(page: &SurveyedPage) -> Option<Value> {
    let mut reference = Shared::default();
    let shown = page.cells.iter().enumerate().filter(|(_, cell)| !cell.texts.is_empty() || !cell.lines.is_empty());
    let cells: Map<String, Value> = shown.map(|(at, cell)| (at.to_string(), self::cell(cell, &mut reference))).collect();
    (!cells.is_empty()).then(|| json!({"r": reference.passages, "c": cells}))
}

/// The passages of the reference, each once.
#[derive(Default)]
struct Shared {
    passages: Vec<Value>,
    known: BTreeMap<usize, usize>,
}

impl Shared {
    fn number(&mut self, one: &Passage) -> usize {
        *self.known.entry(one.start).or_insert_with(|| {
            self.passages.push(passage(one));
            self.passages.len() - 1
        })
    }
}

fn cell(cell: &Cell, reference: &mut Shared) -> Value {
    let sections: Vec<Value> = cell.texts.iter().map(|text| section(text, reference)).collect();
    json!({"s": sections, "l": cell.lines.iter().map(passage).collect::<Vec<Value>>()})
}

fn section(text: &SectionText, reference: &mut Shared) -> Value {
    let rows: Vec<Value> = text.rows.iter().map(|row| self::row(row, reference)).collect();
    json!([text.reference, text.translation.as_ref().map(heading), text.aligned_by, text.conditions, rows])
}

fn row(row: &Row, reference: &mut Shared) -> Value {
    json!([row.reference.as_ref().map(|one| reference.number(one)), row.translation.as_ref().map(passage)])
}

fn heading(heading: &Heading) -> Value {
    json!([heading.name, heading.title, heading.level])
}

fn passage(one: &Passage) -> Value {
    json!([one.kind, one.row, one.line, one.start, one.text])
}
