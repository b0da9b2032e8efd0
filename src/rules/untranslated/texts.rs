//! The blocks of the translation with their words, their partners and the company that they stand in. Knows no language.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::align::{BlockPair, SectionPair};
use crate::markdown::{Block, BlockKind, Container};
use crate::rules::Comparison;
use crate::rules::prose::{self, Word};

/// A block of the translation, with its partner.
pub(super) struct Text<'a> {
    pub(super) section: &'a SectionPair,
    pub(super) block: &'a Block,
    pub(super) words: Vec<Word<'a>>,
    pub(super) partner: Option<&'a Block>,
    pub(super) partner_words: Vec<Rc<str>>,
    /// Whether most of its column or list is the same in both languages.
    pub(super) is_among_names: bool,
}

impl Text<'_> {
    pub(super) fn is_identical(&self) -> bool {
        self.words.len() == self.partner_words.len()
            && self.words.iter().zip(&self.partner_words).all(|(word, other)| word.folded == *other)
    }
}

pub(super) fn texts<'a>(comparison: &Comparison<'a>) -> Vec<Text<'a>> {
    let pairs = comparison.alignment.sections.iter().flat_map(|section| section.blocks.iter().map(move |pair| (section, pair)));
    let mut texts: Vec<Text<'_>> = pairs.filter_map(|(section, pair)| text(comparison, section, pair)).collect();
    let mut series: BTreeMap<(u32, u32), (usize, usize)> = BTreeMap::new();
    for text in texts.iter().filter(|text| !text.words.is_empty()) {
        let Some(key) = series_of(text.block) else { continue };
        let (count, same) = series.entry(key).or_default();
        *count += 1;
        *same += usize::from(text.is_identical());
    }
    let names =
        |block: &Block| series_of(block).and_then(|key| series.get(&key)).is_some_and(|(count, same)| *count >= 3 && same * 2 >= *count);
    for text in &mut texts {
        text.is_among_names = names(text.block);
    }
    texts
}

/// The column of a table without its header, or the list, that a block stands in.
fn series_of(block: &Block) -> Option<(u32, u32)> {
    match block.kind {
        BlockKind::Cell(position) => (position.row > 0).then_some((position.table, position.column)),
        _ => block.containers.iter().find_map(|container| match container {
            Container::ListItem { list, .. } => Some((*list, u32::MAX)),
            _ => None,
        }),
    }
}

fn text<'a>(comparison: &Comparison<'a>, section: &'a SectionPair, pair: &BlockPair) -> Option<Text<'a>> {
    let document = comparison.translation.document;
    let block = document.blocks.get(pair.translation?).filter(|block| prose::is_prose(block))?;
    // What is marked as being in a language is so on purpose.
    if document.source.slice(block.span).contains(" lang=") {
        return None;
    }
    let partner = pair.reference.and_then(|at| comparison.reference.document.blocks.get(at)).filter(|block| prose::is_prose(block));
    let partner_words = partner.map(|partner| prose::words(partner).into_iter().map(|word| word.folded).collect()).unwrap_or_default();
    Some(Text { section, block, words: prose::words(block), partner, partner_words, is_among_names: false })
}
