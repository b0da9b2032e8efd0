//! What the rules have read in one document: each thing once, when it is first asked for. Notes on a reference serve all its translations.
//!
//! It knows one document and nothing of the other side, of languages and of drift.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::fragments::{Fragments, Ids};
use super::protected_term::Names;
use super::{Comparison, lengths, prose};
use crate::markdown::Document;

/// Notes on one document; new ones are empty.
#[derive(Debug, Default)]
pub struct Notes {
    index: OnceCell<Index>,
    lengths: OnceCell<Vec<f64>>,
    names: OnceCell<Names>,
    fragments: OnceCell<Fragments>,
    ids: OnceCell<Ids>,
}

/// The words of a document as they are compared, each with the blocks that have it, in order.
pub(super) type Index = HashMap<String, Vec<usize>>;

impl Notes {
    /// Where the words of the document's prose stand.
    pub(super) fn index(&self, document: &Document) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::new();
            for (at, block) in document.blocks.iter().enumerate().filter(|(_, block)| prose::is_prose(block)) {
                for word in prose::words(block) {
                    let word = word.folded();
                    match index.get_mut(&*word) {
                        Some(blocks) if blocks.last() == Some(&at) => {}
                        Some(blocks) => blocks.push(at),
                        None => drop(index.insert(word.into_owned(), vec![at])),
                    }
                }
            }
            index
        })
    }

    /// How long each block is; see [`lengths::length`].
    pub(super) fn lengths(&self, document: &Document) -> &[f64] {
        self.lengths.get_or_init(|| document.blocks.iter().map(lengths::length).collect())
    }

    /// What fragments may name.
    pub(super) fn fragments(&self, document: &Document) -> &Fragments {
        self.fragments.get_or_init(|| Fragments::of(document))
    }

    /// The ids that anything in the text has.
    pub(super) fn ids(&self, document: &Document) -> &Ids {
        self.ids.get_or_init(|| Ids::of(document))
    }

    /// What may be a protected term, for the notes on a reference.
    pub(super) fn names(&self, comparison: &Comparison<'_>) -> &Names {
        self.names.get_or_init(|| Names::of(comparison))
    }
}
