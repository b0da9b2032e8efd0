//! What the rules have read in one document: each thing once, when it is first asked for. Notes on a reference serve all its translations.
//!
//! It knows one document, and nothing of the other side and of drift.

use std::cell::OnceCell;

use super::fragments::{Fragments, Ids};
use super::page_text::PageText;
use super::place::{self, Cells};
use super::protected_term::Names;
use super::{Comparison, lengths};
use crate::align::marks::Marks;
use crate::markdown::Document;

/// Notes on one document; new ones are empty.
#[derive(Debug, Default)]
pub struct Notes {
    text: OnceCell<PageText>,
    lengths: OnceCell<Vec<f64>>,
    names: OnceCell<Names>,
    fragments: OnceCell<Fragments>,
    ids: OnceCell<Ids>,
    cells: OnceCell<Cells>,
    marks: OnceCell<Marks>,
}

impl Notes {
    /// What the document says.
    pub(super) fn text(&self, document: &Document) -> &PageText {
        self.text.get_or_init(|| PageText::of(document))
    }

    /// How long each block is; see [`lengths::length`].
    pub(super) fn lengths(&self, document: &Document) -> &[f64] {
        self.lengths.get_or_init(|| document.blocks.iter().map(|block| lengths::length(document, block)).collect())
    }

    /// What fragments may name.
    pub(super) fn fragments(&self, document: &Document) -> &Fragments {
        self.fragments.get_or_init(|| Fragments::of(document))
    }

    /// The ids that anything in the text has.
    pub(super) fn ids(&self, document: &Document) -> &Ids {
        self.ids.get_or_init(|| Ids::of(document))
    }

    /// Where each cell stands.
    pub(super) fn cells(&self, document: &Document) -> &Cells {
        self.cells.get_or_init(|| place::cells(document))
    }

    /// What a translator keeps of it.
    pub(super) fn marks(&self, document: &Document) -> &Marks {
        self.marks.get_or_init(|| Marks::of(document))
    }

    /// What may be a protected term, for the notes on a reference.
    pub(super) fn names(&self, comparison: &Comparison<'_>) -> &Names {
        self.names.get_or_init(|| Names::of(comparison))
    }
}
