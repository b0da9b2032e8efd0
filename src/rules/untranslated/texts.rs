//! The blocks of the translation with their words, their partners and the company that they stand in. Knows no language.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::align::{BlockPair, SectionPair};
use crate::markdown::{Block, BlockKind, Container};
use crate::rules::Comparison;
use crate::rules::prose::{self, Word};

/// A block of the translation, with its partner. Most blocks are told by a few of their words, so the others are cut when they are needed.
pub(super) struct Text<'a> {
    pub(super) section: &'a SectionPair,
    pub(super) block: &'a Block,
    pub(super) partner: Option<&'a Block>,
    /// Where the partner stands among the reference's blocks.
    pub(super) partner_at: Option<usize>,
    /// Whether both have the same words.
    pub(super) is_identical: bool,
    /// Whether most of its column or list is the same in both languages.
    pub(super) is_among_names: bool,
    /// How many function words of the reference's language it may have, as far as it was asked.
    pub(super) function_words: OnceCell<usize>,
    words: OnceCell<Vec<Word<'a>>>,
    partner_words: OnceCell<Vec<Word<'a>>>,
}

impl<'a> Text<'a> {
    fn new(section: &'a SectionPair, block: &'a Block, partner: Option<(usize, &'a Block)>) -> Self {
        let (partner_at, partner) = partner.unzip();
        let is_identical = match partner {
            Some(partner) => are_same(prose::words(block), prose::words(partner)),
            None => prose::words(block).next().is_none(),
        };
        let (function_words, words, partner_words) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { function_words, section, block, partner, partner_at, is_identical, is_among_names: false, words, partner_words }
    }

    pub(super) fn words(&self) -> &[Word<'a>] {
        self.words.get_or_init(|| prose::words(self.block).collect())
    }

    pub(super) fn partner_words(&self) -> &[Word<'a>] {
        self.partner_words.get_or_init(|| self.partner.into_iter().flat_map(prose::words).collect())
    }
}

/// Whether both have the same words in the same order; different texts differ in the first ones.
fn are_same<'w>(mut left: impl Iterator<Item = Word<'w>>, mut right: impl Iterator<Item = Word<'w>>) -> bool {
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.is_same(&b) => {}
            _ => return false,
        }
    }
}

pub(super) fn texts<'a>(comparison: &Comparison<'a>) -> Vec<Text<'a>> {
    let pairs = comparison.alignment.sections.iter().flat_map(|section| section.blocks.iter().map(move |pair| (section, pair)));
    let mut texts: Vec<Text<'_>> = pairs.filter_map(|(section, pair)| text(comparison, section, pair)).collect();
    let mut series: BTreeMap<(u32, u32), Series> = BTreeMap::new();
    for text in &texts {
        let has_words = || prose::words(text.block).next().is_some();
        let Some(key) = series_of(text.block).filter(|_| has_words()) else { continue };
        let series = series.entry(key).or_default();
        series.count += 1;
        series.same += usize::from(text.is_identical);
        series.keywords += usize::from(is_keyword(text.block));
    }
    let names = |block: &Block| series_of(block).and_then(|key| series.get(&key)).is_some_and(Series::is_of_names);
    for text in &mut texts {
        text.is_among_names = names(text.block);
    }
    texts
}

/// What stands in one column or list.
#[derive(Default)]
struct Series {
    count: usize,
    /// How many are the same in both languages.
    same: usize,
    /// How many are a few words in small letters.
    keywords: usize,
}

/// Items in small letters that make a list of keywords: what a program looks for, which is no text.
const KEYWORDS: usize = 8;

impl Series {
    fn is_of_names(&self) -> bool {
        let are_same = self.count >= 3 && self.same * 2 >= self.count;
        are_same || self.count >= KEYWORDS && self.keywords * 10 >= self.count * 8 && self.same * 5 >= self.count
    }
}

/// A few words without a capital in front or a stop behind.
fn is_keyword(block: &Block) -> bool {
    let visible = block.text.visible().trim();
    let is_open = !visible.ends_with(['.', ':', '!', '?', ';', ',']) && !visible.starts_with(char::is_uppercase);
    is_open && (1..=5).contains(&visible.split_whitespace().count())
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
    let partner = pair.reference.and_then(|at| Some((at, comparison.reference.document.blocks.get(at)?)));
    let partner = partner.filter(|(_, block)| prose::is_prose(block));
    Some(Text::new(section, block, partner))
}
