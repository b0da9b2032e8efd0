//! The visible text of a whole page, to be searched at once, and the blocks that its places are in. Knows no language and no rule.

use super::prose::{self, Word};
use crate::markdown::{Block, Document};

/// The visible text of a page, a line for each block.
#[derive(Debug)]
pub(super) struct PageText {
    text: String,
    /// Where each block starts.
    starts: Vec<usize>,
}

impl PageText {
    pub(super) fn of(document: &Document) -> PageText {
        let mut text = String::with_capacity(document.source.text().len());
        let mut starts = Vec::with_capacity(document.blocks.len());
        for block in &document.blocks {
            starts.push(text.len());
            text.push_str(block.text.visible());
            text.push('\n');
        }
        PageText { text, starts }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The blocks that places are in, where both are in the order of the page.
    pub(super) fn blocks_at<'p>(&'p self, places: impl Iterator<Item = usize> + 'p) -> impl Iterator<Item = usize> + 'p {
        let mut last = None;
        let blocks = places.filter_map(|place| self.starts.partition_point(|&start| start <= place).checked_sub(1));
        blocks.filter(move |&block| last.replace(block) != Some(block))
    }

    /// The blocks that may have a word, in any case, in the order of the page.
    pub(super) fn blocks_with<'p>(&'p self, word: &Word<'p>) -> impl Iterator<Item = usize> + 'p {
        let searched = searched(word);
        let places = searched.into_iter().flat_map(|letters| memchr::memmem::find_iter(self.text.as_bytes(), letters));
        let all = if searched.is_some() { 0..0 } else { 0..self.starts.len() };
        let length = word.text.len();
        let places = places.filter_map(|place| place.checked_sub(1)).filter(move |&start| self.stands_alone(start, length));
        self.blocks_at(places).chain(all)
    }

    /// Whether no letter of ASCII stands beside a stretch.
    fn stands_alone(&self, start: usize, length: usize) -> bool {
        let beside = [start.checked_sub(1), Some(start + length)];
        let bytes = beside.into_iter().flatten().filter_map(|at| self.text.as_bytes().get(at));
        !bytes.into_iter().any(u8::is_ascii_alphabetic)
    }
}

/// Whether a block of prose has a word, in any case.
pub(super) fn has_word(block: &Block, word: &Word<'_>) -> bool {
    let Some(letters) = searched(word) else { return prose::is_prose(block) && prose::words(block).any(|other| other.is_same(word)) };
    let may_have = memchr::memmem::find(block.text.visible().as_bytes(), letters).is_some();
    may_have && prose::is_prose(block) && prose::words_with(block, letters).any(|other| other.is_same(word))
}

/// The letters that a word has wherever it stands, behind the first one, which may be a capital; none where it may be spelt otherwise.
fn searched<'w>(word: &Word<'w>) -> Option<&'w [u8]> {
    let letters = word.text.as_bytes().get(1..).filter(|letters| !letters.is_empty())?;
    word.text.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(letters)
}
