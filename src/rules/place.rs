//! The label of the place that a drift is about: the row and column of its cell, or its item. It knows documents and no rule.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::drift::Drift;
use super::stated::excerpt;
use super::{Comparison, Notes};
use crate::markdown::{BlockKind, CellPosition, Container, Document};
use crate::source::Span;
use crate::work;

/// Where in a table or list something stands. Tables, lists and items count from 1, tables and lists in the whole page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PlaceLabel {
    /// A cell.
    Cell {
        /// Which table.
        table: u32,
        /// What the row is about: the text of its first cell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<String>,
        /// The header of the column.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<String>,
    },
    /// An item of a list.
    Item {
        /// Which list.
        list: u32,
        /// Which item.
        item: u32,
    },
}

/// Labels the place of a drift that has none yet: by the reference, whose words its readers share, else by the translation.
pub(super) fn label(comparison: &Comparison<'_>, drift: &mut Drift) {
    if drift.place.is_none() {
        let of = |document: &Document, notes: &Notes, span: Option<Span>| span.and_then(|span| in_document(document, notes, span));
        let Comparison { reference, translation, reference_notes, translation_notes, .. } = comparison;
        drift.place = of(reference.document, reference_notes, drift.reference)
            .or_else(|| of(translation.document, translation_notes, drift.translation));
    }
}

fn in_document(document: &Document, notes: &Notes, span: Span) -> Option<PlaceLabel> {
    let block = holding(document, span).map(|at| &document.blocks[at]).min_by_key(|block| block.span.len())?;
    match block.kind {
        BlockKind::Cell(cell) => Some(cell_label(document, notes.cells(document), cell)),
        _ => block.containers.iter().rev().find_map(item_label),
    }
}

/// How many blocks before a place are asked whether it stands in them; blocks hardly nest.
const NEAR: usize = 64;

/// The blocks that a place stands in, as indices in the order of the document.
pub(super) fn holding(document: &Document, span: Span) -> impl Iterator<Item = usize> {
    let behind = document.blocks.partition_point(|block| block.span.start <= span.start);
    (behind.saturating_sub(NEAR)..behind).filter(move |&at| document.blocks[at].span.contains(span))
}

fn item_label(container: &Container) -> Option<PlaceLabel> {
    let Container::ListItem { list, index, .. } = container else { return None };
    Some(PlaceLabel::Item { list: list + 1, item: index + 1 })
}

/// The first block of each cell, by its number.
pub(super) type Cells = HashMap<CellPosition, usize>;

/// The cells of a document.
pub(super) fn cells(document: &Document) -> Cells {
    let mut cells = Cells::new();
    work::steps(document.blocks.len());
    for (at, block) in document.blocks.iter().enumerate() {
        if let BlockKind::Cell(cell) = block.kind {
            cells.entry(cell).or_insert(at);
        }
    }
    cells
}

fn cell_label(document: &Document, cells: &Cells, cell: CellPosition) -> PlaceLabel {
    let text = |row: u32, column: u32| {
        let at = *cells.get(&CellPosition { row, column, ..cell })?;
        let text = document.blocks[at].text.visible().trim();
        (!text.is_empty()).then(|| excerpt(text))
    };
    let row = if cell.row == 0 || cell.column == 0 { None } else { text(cell.row, 0) };
    let column = if cell.row == 0 { None } else { text(0, cell.column) };
    PlaceLabel::Cell { table: cell.table + 1, row, column }
}
