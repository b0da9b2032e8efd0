//! The prose of a block: its words and sentences, without code, addresses and identifiers. Knows no language and no rule.

use std::ops::Range;
use std::rc::Rc;

use crate::markdown::{Block, BlockKind, InlineKind};

/// A word, or a run of letters in a script that has no spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Of the visible text.
    pub(super) range: Range<usize>,
    /// In small letters, with plain apostrophes: as words are compared.
    pub(super) folded: Rc<str>,
}

impl<'t> Word<'t> {
    fn new(text: &'t str, range: Range<usize>) -> Self {
        let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { text.to_lowercase().replace('’', "'") };
        Self { text, range, folded: folded.into() }
    }
}

/// Bytes of visible text; longer blocks are no prose of anybody, and words are compared with marks one by one.
const LONGEST: usize = 8192;

/// Whether the block's text is for people to read.
pub(super) fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell(_))
        && (1..=LONGEST).contains(&block.text.visible().len())
}

/// What a writer calls the block.
pub(super) fn noun(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Cell(_) => "table cell",
        _ if block.in_list_item() => "list item",
        _ => "paragraph",
    }
}

/// The first words, enough to know the text by.
pub(super) fn excerpt(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let short = words.iter().take(8).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 8 { format!("{short} …") } else { short }
}

/// The words of a block's visible text in order. Names in mixed case (`OneDrive`), acronyms and figures are none.
pub(super) fn words(block: &Block) -> Vec<Word<'_>> {
    let visible = block.text.visible();
    let mut words = Vec::new();
    for chunk in chunks(block) {
        let text = &visible[chunk.clone()];
        if text.starts_with(is_unspaced) {
            words.push(Word::new(text, chunk));
        } else if !is_identifier(text) {
            // What is glued to code is a part of it (`l`ess than).
            words.extend(split(text, chunk.start).filter(|word| !touches_code(block, &word.range)));
        }
    }
    words
}

/// The visible text with blanks where code and addresses are, so that places stay what they are.
pub(super) fn without_code(block: &Block) -> String {
    let visible = block.text.visible();
    let mut text = String::with_capacity(visible.len());
    for inline in block.inlines.iter().filter(|inline| is_hidden(&inline.kind) && inline.range.end <= visible.len()) {
        if let Some(before) = visible.get(text.len()..inline.range.start) {
            text.push_str(before);
            text.extend(std::iter::repeat_n(' ', inline.range.len()));
        }
    }
    text.push_str(visible.get(text.len()..).unwrap_or_default());
    text
}

/// What stands between blanks in a block, without code, addresses and identifiers.
pub(super) fn chunks_of(block: &Block) -> Vec<&str> {
    let visible = block.text.visible();
    let chunks = chunks(block).into_iter().filter_map(|chunk| visible.get(chunk));
    chunks.filter(|chunk| !is_identifier(chunk)).collect()
}

/// The words of a text without markup.
pub(super) fn words_of(text: &str) -> Vec<Word<'_>> {
    let chunks = text.split_whitespace().map(|chunk| (chunk, chunk.as_ptr() as usize - text.as_ptr() as usize));
    chunks.filter(|(chunk, _)| !is_identifier(chunk)).flat_map(|(chunk, start)| split(chunk, start)).collect()
}

/// The words of each sentence.
pub(super) fn sentences<'w, 't>(visible: &str, words: &'w [Word<'t>]) -> Vec<&'w [Word<'t>]> {
    let ends = |pair: &[Word<'_>]| visible.get(pair[0].range.end..pair[1].range.start).is_some_and(ends_sentence);
    let cuts = words.windows(2).enumerate().filter(|(_, pair)| ends(pair)).map(|(at, _)| at + 1);
    let mut sentences = Vec::new();
    let mut start = 0;
    for cut in cuts.chain([words.len()]) {
        sentences.push(&words[start..cut]);
        start = cut;
    }
    sentences
}

fn ends_sentence(between: &str) -> bool {
    let stop = |c: char| matches!(c, '.' | '!' | '?' | ':');
    between.contains(['\n', '。', '！', '？']) || between.contains(stop) && between.ends_with(|c: char| !stop(c))
}

/// Runs without blanks, code and addresses; letters of scripts without spaces and others are runs of their own.
fn chunks(block: &Block) -> Vec<Range<usize>> {
    let hidden: Vec<&Range<usize>> = block.inlines.iter().filter(|inline| is_hidden(&inline.kind)).map(|inline| &inline.range).collect();
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    let mut next_hidden = 0;
    for (at, c) in block.text.visible().char_indices() {
        while hidden.get(next_hidden).is_some_and(|range| range.end <= at) {
            next_hidden += 1;
        }
        let is_hidden = hidden.get(next_hidden).is_some_and(|range| range.contains(&at));
        let class = if is_hidden || c.is_whitespace() { None } else { Some(is_unspaced(c)) };
        match chunks.last_mut() {
            Some(chunk) if class.is_some() && class == last => chunk.end = at + c.len_utf8(),
            _ if class.is_some() => chunks.push(at..at + c.len_utf8()),
            _ => {}
        }
        last = class;
    }
    chunks
}

fn touches_code(block: &Block, word: &Range<usize>) -> bool {
    let code = block.inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Code));
    code.into_iter().any(|inline| inline.range.end == word.start || inline.range.start == word.end)
}

fn is_hidden(kind: &InlineKind) -> bool {
    matches!(kind, InlineKind::Code | InlineKind::Url | InlineKind::Superscript)
}

/// Letters of Thai and the scripts behind it in Unicode that write without spaces or without case, Georgian to Hangul included.
pub(super) fn is_unspaced(c: char) -> bool {
    let unspaced = ('\u{0e00}'..'\u{1e00}').contains(&c) || ('\u{2e80}'..='\u{3ffff}').contains(&c) && !is_full_width(c);
    unspaced && c.is_alphabetic()
}

fn is_full_width(c: char) -> bool {
    ('\u{ff00}'..'\u{ff60}').contains(&c)
}

fn is_identifier(chunk: &str) -> bool {
    let chunk = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let inner_stop = chunk.contains('.') && chunk.split('.').all(|part| part.starts_with(char::is_alphanumeric));
    inner_stop || chunk.bytes().any(|byte| b"_/\\@{}<>=#$%".contains(&byte))
}

fn split(chunk: &str, start: usize) -> impl Iterator<Item = Word<'_>> {
    let parts = chunk.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = parts.map(|part| part.trim_matches(['\'', '’'])).filter(|word| is_word(word));
    words.map(move |text| {
        let at = start + (text.as_ptr() as usize - chunk.as_ptr() as usize);
        Word::new(text, at..at + text.len())
    })
}

/// Letters only, and capitals nowhere but in front.
fn is_word(text: &str) -> bool {
    let inner_capital = text.chars().skip(1).any(char::is_uppercase);
    !text.is_empty() && !inner_capital && text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
}
