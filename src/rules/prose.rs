//! The prose of a block: its words and sentences, without code, addresses and identifiers. Knows no language and no rule.

use std::borrow::Cow;
use std::iter::Peekable;
use std::ops::Range;

use super::placeholders;
use crate::facts::read;
use crate::markdown::{Block, BlockKind, Document, InlineKind};

/// A word, or a run of letters in a script that has no spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Of the visible text.
    pub(super) range: Range<usize>,
}

impl<'t> Word<'t> {
    /// In small letters, with plain apostrophes: as words are compared.
    pub(super) fn folded(&self) -> Cow<'t, str> {
        if !self.text.is_ascii() {
            Cow::Owned(self.text.to_lowercase().replace('’', "'"))
        } else if self.text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(self.text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(self.text)
        }
    }

    /// Whether both are one word in any case.
    pub(super) fn is_same(&self, other: &Word<'_>) -> bool {
        if self.text.is_ascii() && other.text.is_ascii() {
            return self.text.eq_ignore_ascii_case(other.text);
        }
        self.text == other.text || self.folded() == other.folded()
    }
}

/// Whether the block's text is for people to read.
pub(super) fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell(_)) && !block.text.is_empty()
}

/// Whether the block shows what a code block of its page gives: its first line stands in one of its section, or of the one before.
pub(super) fn is_sample(document: &Document, block: &Block) -> bool {
    let first = document.source.slice(block.span).lines().find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default().trim();
    let near = |other: &&Block| other.section + 1 >= block.section && other.section <= block.section;
    let code = document.blocks.iter().filter(near).filter(|other| matches!(other.kind, BlockKind::Code { .. }));
    !first.is_empty() && code.into_iter().any(|code| document.source.slice(code.span).lines().any(|line| line.trim() == first))
}

/// The text of what is code by its indentation alone and reads like a text: that of an element, or of an item whose mark stands above it.
pub(super) fn indented_text<'d>(document: &'d Document, block: &Block) -> Option<&'d str> {
    let BlockKind::Code { language } = &block.kind else { return None };
    let source = document.source.slice(block.span).trim();
    if !language.is_empty() || source.starts_with(['`', '~', '<']) {
        return None;
    }
    let letters = source.chars().filter(|c| c.is_alphabetic()).count();
    let foreign = source.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    (placeholders::reads_like_text(source) || foreign * 2 > letters).then_some(source)
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

/// The words of a block's visible text in order. Names in mixed case (`OneDrive`), acronyms and figures are none.
pub(super) fn words(block: &Block) -> impl Iterator<Item = Word<'_>> {
    words_where(block, |_| true)
}

/// Those of the words that may have some letters: with all that stands between the same blanks.
pub(super) fn words_with<'b>(block: &'b Block, letters: &'b [u8]) -> impl Iterator<Item = Word<'b>> {
    words_where(block, move |chunk| chunk.as_bytes().windows(letters.len()).any(|part| part == letters))
}

/// The words of the chunks that are wanted.
fn words_where<'b>(block: &'b Block, is_wanted: impl Fn(&str) -> bool + 'b) -> impl Iterator<Item = Word<'b>> {
    let visible = block.text.visible();
    let has_code = block.inlines.iter().any(|inline| matches!(inline.kind, InlineKind::Code));
    chunks(block).filter(move |chunk| is_wanted(&visible[chunk.clone()])).flat_map(move |chunk| {
        let text = &visible[chunk.clone()];
        let unspaced = text.starts_with(is_unspaced);
        let whole = unspaced.then(|| Word { text, range: chunk.clone() });
        let parts = if unspaced || is_identifier(text) { "" } else { text };
        // What is glued to code is a part of it (`l`ess than).
        whole.into_iter().chain(split(parts, chunk.start).filter(move |word| !(has_code && touches_code(block, &word.range))))
    })
}

/// The visible text with blanks where code, addresses and the expressions of templates are, so that places stay what they are.
pub(super) fn without_code(block: &Block) -> Cow<'_, str> {
    let visible = block.text.visible();
    let inlines = block.inlines.iter().filter(|inline| is_hidden(&inline.kind) && inline.range.end <= visible.len());
    let mut hidden: Vec<Range<usize>> = inlines.map(|inline| inline.range.clone()).chain(read::expressions(visible)).collect();
    if hidden.is_empty() {
        return Cow::Borrowed(visible);
    }
    hidden.sort_unstable_by_key(|range| range.start);
    let mut text = String::with_capacity(visible.len());
    for range in hidden {
        if let Some(before) = visible.get(text.len()..range.start) {
            text.push_str(before);
            text.extend(std::iter::repeat_n(' ', range.len()));
        }
    }
    text.push_str(visible.get(text.len()..).unwrap_or_default());
    Cow::Owned(text)
}

/// How many expressions and statements of templates the text has: what they show is not written there.
pub(super) fn macros(block: &Block) -> usize {
    let visible = block.text.visible();
    read::expressions(visible).count() + visible.matches("{%").count()
}

/// What stands between blanks in a block, without code and addresses.
pub(super) fn chunks_of(block: &Block) -> impl Iterator<Item = &str> {
    let visible = block.text.visible();
    chunks(block).filter_map(|chunk| visible.get(chunk))
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

/// How many sentences a text has, told by the stops in it; at least one.
pub(super) fn count_sentences(block: &Block) -> usize {
    let text = without_code(block);
    let mut chars = text.trim_end().trim_end_matches(is_stop).chars().peekable();
    let mut count = 1;
    while let Some(c) = chars.next() {
        let is_free = chars.peek().is_none_or(|next| next.is_whitespace());
        count += usize::from(is_stop(c) && (!c.is_ascii() || is_free));
    }
    count
}

/// Whether a sign ends a sentence, in whatever script.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '॥' | '።' | '။' | '។' | '؟' | '۔' | '…')
}

fn ends_sentence(between: &str) -> bool {
    let stop = |c: char| matches!(c, '.' | '!' | '?' | ':');
    between.contains(['\n', '。', '！', '？']) || between.contains(stop) && between.ends_with(|c: char| !stop(c))
}

/// Runs without blanks, code and addresses; letters of scripts without spaces and others are runs of their own.
fn chunks(block: &Block) -> impl Iterator<Item = Range<usize>> {
    let hidden = block
        .inlines
        .iter()
        .filter(|inline| is_hidden(&inline.kind) && !inline.range.is_empty())
        .map(|inline| inline.range.clone())
        .collect::<Vec<_>>();
    Chunks { visible: block.text.visible(), hidden: hidden.into_iter().peekable(), at: 0 }
}

struct Chunks<'b> {
    visible: &'b str,
    hidden: Peekable<std::vec::IntoIter<Range<usize>>>,
    at: usize,
}

impl Chunks<'_> {
    /// Where the next hidden stretch starts, behind those that end here; none in one.
    fn limit(&mut self) -> Option<usize> {
        while self.hidden.next_if(|range| range.end <= self.at).is_some() {}
        let start = self.hidden.peek().map_or(self.visible.len(), |range| range.start);
        (start > self.at).then_some(start.min(self.visible.len()))
    }

    /// Goes on to the next byte that belongs to a chunk.
    fn skip(&mut self) -> Option<usize> {
        loop {
            let rest = self.visible.get(self.at..).filter(|rest| !rest.is_empty())?;
            match self.limit() {
                Some(limit) => {
                    let shown = rest.get(..limit - self.at)?;
                    let kept = shown.trim_start();
                    self.at += shown.len() - kept.len();
                    if !kept.is_empty() {
                        return Some(limit);
                    }
                }
                None => self.at = self.hidden.peek().map_or(self.visible.len(), |range| range.end),
            }
        }
    }
}

impl Iterator for Chunks<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let limit = self.skip()?;
        let shown = self.visible.get(self.at..limit)?;
        let unspaced = shown.starts_with(is_unspaced);
        let ends = |c: char| if c.is_ascii() { unspaced || is_blank(c as u8) } else { is_unspaced(c) != unspaced || c.is_whitespace() };
        // Most chunks are ASCII, up to a blank.
        let plain = if unspaced { 0 } else { shown.bytes().take_while(|&byte| byte.is_ascii() && !is_blank(byte)).count() };
        let end = shown[plain..].find(ends).map(|end| plain + end);
        let start = self.at;
        self.at = start + end.unwrap_or(shown.len());
        Some(start..self.at)
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
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
    unspaced && (is_common_letter(c) || c.is_alphabetic())
}

/// Kana, Han and Hangul, told fast.
fn is_common_letter(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn is_full_width(c: char) -> bool {
    ('\u{ff00}'..'\u{ff60}').contains(&c)
}

/// Whether a chunk is a name in code, an address of a file or the like, and no text.
pub(super) fn is_identifier(chunk: &str) -> bool {
    if !chunk.bytes().any(|byte| MARKS[usize::from(byte)]) {
        return false;
    }
    let chunk = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let inner_stop = chunk.contains('.') && chunk.split('.').all(|part| part.starts_with(char::is_alphanumeric));
    inner_stop || chunk.bytes().any(|byte| byte != b'.' && MARKS[usize::from(byte)])
}

/// Signs that stand inside of identifiers.
const MARKS: [bool; 256] = {
    let mut table = [false; 256];
    let (marks, mut at) = (b"._/\\@{}<>=#$%", 0);
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

fn split(chunk: &str, start: usize) -> impl Iterator<Item = Word<'_>> {
    let parts = chunk.split(|c: char| !is_letter_or_figure(c) && !matches!(c, '\'' | '’'));
    let words = parts.map(|part| part.trim_matches(['\'', '’'])).filter(|word| is_word(word));
    words.map(move |text| {
        let at = start + (text.as_ptr() as usize - chunk.as_ptr() as usize);
        Word { text, range: at..at + text.len() }
    })
}

fn is_letter_or_figure(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        // Latin letters with marks.
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => true,
        c => c.is_alphanumeric(),
    }
}

/// Letters only, and capitals nowhere but in front.
fn is_word(text: &str) -> bool {
    if text.is_ascii() {
        let letters = text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'');
        return letters && !text.is_empty() && !text.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
    }
    let inner_capital = text.chars().skip(1).any(char::is_uppercase);
    !inner_capital && text.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
}
