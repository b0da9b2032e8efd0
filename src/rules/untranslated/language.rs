//! Whether text is in the reference's language.
//!
//! It is by its function words, or because it is the reference's own text and holds words that the page translates elsewhere. Of the
//! translation's language only the words are known that its pack lists; those that it shares with the reference's are learnt.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use regex::Regex;

use super::Left;
use super::lists::Lists;
use super::texts::Text;
use crate::markdown::{Block, BlockKind, Container, Inline, InlineKind};
use crate::rules::Comparison;
use crate::rules::drift::Confidence;
use crate::rules::evidence::Evidence;
use crate::rules::page_text::has_word;
use crate::rules::prose::{self, Word};

/// Different function words that make sure of a language.
const FEWEST_FUNCTION_WORDS: usize = 3;

/// Words of a sentence that has one function word less.
const FEWEST_OF_SENTENCE: usize = 5;

/// At most one word of so many is a function word in what is in a language.
const LARGEST_SHARE: usize = 8;

/// What tells the reference's language from the translation's on one page. What takes the whole page to learn is learnt when a text calls
/// for it; few do.
pub(super) struct Language<'c, 'a> {
    comparison: &'c Comparison<'a>,
    lists: Arc<Lists>,
    texts: Vec<Text<'a>>,
    foreign: OnceCell<Foreign>,
    /// Words of the reference, and whether the page translates them where it translates.
    translated: RefCell<HashMap<String, bool>>,
}

/// What the page says in the other language.
struct Foreign {
    /// Indices of the texts.
    texts: Vec<usize>,
    /// Function words of the reference's language that are usual there.
    shared: HashSet<String>,
}

impl<'c, 'a> Language<'c, 'a> {
    pub(super) fn new(comparison: &'c Comparison<'a>, texts: Vec<Text<'a>>) -> Self {
        Self { comparison, lists: Lists::of(comparison), texts, foreign: OnceCell::new(), translated: RefCell::default() }
    }

    pub(super) fn texts(&self) -> &[Text<'a>] {
        &self.texts
    }

    fn foreign(&self) -> &Foreign {
        self.foreign.get_or_init(|| {
            let is_foreign = |text: &Text<'_>| {
                let is_in = || self.text_may_be_in(text) && self.has_enough(&running_words(text), text.partner_words(), |_| true);
                !text.is_identical && !is_in()
            };
            let texts: Vec<usize> = (0..self.texts.len()).filter(|&at| is_foreign(&self.texts[at])).collect();
            let shared = self.shared(&texts);
            Foreign { texts, shared }
        })
    }

    /// Function words that are usual in what is in the other language.
    fn shared(&self, foreign: &[usize]) -> HashSet<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let texts = foreign.iter().map(|&at| &self.texts[at]);
        let long: Vec<&Text<'_>> = texts.filter(|text| prose::words(text.block).nth(4).is_some()).collect();
        for text in long.iter().filter(|text| self.roughly_counted(text) > 0) {
            for word in self.function_words(prose::words(text.block)) {
                *counts.entry(word).or_default() += 1;
            }
        }
        counts.into_iter().filter(|&(_, with)| with >= 2 && with * 12 >= long.len()).map(|(word, _)| word.to_owned()).collect()
    }

    /// The different function words among words, before any is found to be shared.
    fn function_words<'w>(&self, words: impl Iterator<Item = Word<'w>>) -> BTreeSet<&str> {
        words.filter_map(|word| self.lists.unshared.get(&word)).collect()
    }

    fn is_function(&self, word: &Word<'_>) -> bool {
        self.lists.unshared.get(word).is_some_and(|word| !self.foreign().shared.contains(word))
    }

    /// Whether words may be in the reference's language: a quick no.
    fn may_be_in<'w>(&self, words: impl Iterator<Item = Word<'w>>) -> bool {
        self.function_words(words).len() >= FEWEST_FUNCTION_WORDS
    }

    /// How many function words a text may have, as far as enough of them.
    fn roughly_counted(&self, text: &Text<'_>) -> usize {
        *text.function_words.get_or_init(|| self.lists.unshared.count_at_most(text.block, FEWEST_FUNCTION_WORDS))
    }

    /// The same of a text, whose words are cut only where there may be enough.
    fn text_may_be_in(&self, text: &Text<'_>) -> bool {
        self.roughly_counted(text) >= FEWEST_FUNCTION_WORDS && self.may_be_in(prose::words(text.block))
    }

    /// Whether words are in the reference's language by their function words; a third of all in most languages that have any.
    pub(super) fn is_in(&self, words: &[Word<'_>], partner: &[Word<'_>]) -> bool {
        self.may_be_in(words.iter().cloned()) && self.has_enough(words, partner, |word| !self.foreign().shared.contains(word))
    }

    fn has_enough(&self, words: &[Word<'_>], partner: &[Word<'_>], counts: impl Fn(&str) -> bool) -> bool {
        let found: Vec<&str> = words.iter().filter_map(|word| self.lists.unshared.get(word)).filter(|word| counts(word)).collect();
        let distinct = found.iter().collect::<BTreeSet<_>>().len();
        if distinct < FEWEST_FUNCTION_WORDS || found.len() * LARGEST_SHARE < words.len() {
            return false;
        }
        let share = if words.len() < 15 { 3 } else { 4 };
        is_ascii(words, partner)
            && (distinct > 3 || !self.is_name(words))
            && (found.len() * share >= words.len() || self.is_taken_over(words))
    }

    /// The blocks of the reference that may have a word.
    fn blocks_with<'w>(&'w self, word: &Word<'w>) -> impl Iterator<Item = usize> + 'w {
        self.comparison.reference_notes.text(self.comparison.reference.document).blocks_with(word)
    }

    fn is_in_reference(&self, word: &Word<'_>) -> bool {
        let blocks = &self.comparison.reference.document.blocks;
        self.blocks_with(word).filter_map(|at| blocks.get(at)).any(|block| has_word(block, word))
    }

    /// Whether the reference has nearly all words somewhere.
    fn is_taken_over(&self, words: &[Word<'_>]) -> bool {
        let most_missing = words.len() / 10;
        words.iter().filter(|word| !self.is_in_reference(word)).nth(most_missing).is_none()
    }

    /// Names are written with capitals (`Dynamics 365 Team Members for Faculty`).
    fn is_name(&self, words: &[Word<'_>]) -> bool {
        let content = || words.iter().filter(|word| !self.lists.listed.contains(word));
        let capitals = content().filter(|word| word.text.starts_with(char::is_uppercase)).count();
        capitals * 2 > content().count() || content().count() == 0
    }

    /// What of a text was left in the reference's language. What text in the other language has too is a name, or what a button says.
    pub(super) fn left_in(&self, text: &Text<'a>) -> Vec<Left<'a>> {
        if is_in_quote(text.block) && !is_label_of_note(text.block) { Vec::new() } else { self.left_in_quote(text) }
    }

    /// The same, also of a quotation.
    pub(super) fn left_in_quote(&self, text: &Text<'a>) -> Vec<Left<'a>> {
        if !self.may_be_left(text) || is_exempt(text.block) || prose::is_sample(self.comparison.translation.document, text.block) {
            return Vec::new();
        }
        let left = self.parts_left(text);
        if text.is_identical && !left.is_empty() && self.is_kept(text.words()) { Vec::new() } else { left }
    }

    /// Whether anything of a text may be left: a quick no.
    fn may_be_left(&self, text: &Text<'_>) -> bool {
        let is_label = || text.is_identical && !text.is_among_names && self.may_be_label(text.words());
        self.text_may_be_in(text) || is_label() || self.is_sentence(text)
    }

    /// Whether a text is a sentence of the reference, word for word, with more than one function word.
    fn is_sentence(&self, text: &Text<'_>) -> bool {
        let ends = || text.block.text.visible().trim_end().ends_with('.');
        let counted = || {
            let found = text.words().iter().filter_map(|word| self.lists.unshared.get(word));
            found.filter(|word| !self.foreign().shared.contains(*word)).collect::<BTreeSet<_>>().len()
        };
        let is_long = || text.words().len() >= FEWEST_OF_SENTENCE && is_ascii(text.words(), &[]) && !self.is_name(text.words());
        text.is_identical && text.partner.is_some() && ends() && is_long() && counted() + 1 >= FEWEST_FUNCTION_WORDS
    }

    fn parts_left(&self, text: &Text<'a>) -> Vec<Left<'a>> {
        let running = running_words(text);
        let found: Vec<Range<usize>> = self.sentences_in(text, &running);
        let all = 0..text.block.text.visible().len();
        let left = |range: Range<usize>, noun, words, confidence| Left {
            section: text.section,
            block: text.block,
            range,
            partner: text.partner,
            noun,
            words,
            confidence,
        };
        let covered = running.iter().filter(|word| found.iter().any(|range| range.contains(&word.range.start))).count();
        if covered > 0 && covered * 10 >= running.len() * 8 || self.is_in(&running, text.partner_words()) {
            return vec![left(all, prose::noun(text.block), text.words().len(), Evidence::Counted.confidence())];
        }
        if !text.is_among_names && text.is_identical && self.is_label(text.words()) {
            return vec![left(all, prose::noun(text.block), text.words().len(), self.label_confidence(text))];
        }
        if found.is_empty() && self.is_sentence(text) {
            return vec![left(all, prose::noun(text.block), text.words().len(), Evidence::Measured.confidence())];
        }
        found.into_iter().map(|range| left(range, "sentence", 6, Evidence::Measured.confidence())).collect()
    }

    fn sentences_in(&self, text: &Text<'_>, running: &[Word<'_>]) -> Vec<Range<usize>> {
        let sentences = prose::sentences(text.block.text.visible(), running);
        let english = sentences.into_iter().filter(|words| words.len() >= 6 && self.is_in(words, text.partner_words()));
        let ranges = english.filter_map(|words| Some(words.first()?.range.start..words.last()?.range.end));
        ranges.filter(|range| !is_quoted(text.block, range)).collect()
    }

    /// Whether few words are of the reference's language: days, or words that the page translates.
    pub(super) fn is_label(&self, words: &[Word<'_>]) -> bool {
        let tells = |word: &Word<'_>| self.is_function(word) || self.is_translated(word);
        let is_told = || self.is_dated(words) || !self.is_name(words) && has_two(words, tells);
        is_ascii(words, &[]) && self.is_taken_over(words) && is_told()
    }

    /// Whether words may be a label: a quick no.
    fn may_be_label(&self, words: &[Word<'_>]) -> bool {
        is_ascii(words, &[]) && has_two(words, |_| true) && (self.is_dated(words) || !self.is_name(words))
    }

    fn is_dated(&self, words: &[Word<'_>]) -> bool {
        has_two(words, |word| self.lists.calendar.contains(word))
    }

    /// Whether the partners of the reference's texts that have a word do not keep it: at least twice, and nearly always.
    fn is_translated(&self, word: &Word<'_>) -> bool {
        if let Some(known) = self.translated.borrow().get(&*word.folded()) {
            return *known;
        }
        let is_translated = self.find_translated(word);
        self.translated.borrow_mut().insert(word.folded().into_owned(), is_translated);
        is_translated
    }

    fn find_translated(&self, word: &Word<'_>) -> bool {
        let blocks: Vec<usize> = self.blocks_with(word).collect();
        let foreign = self.foreign().texts.iter().map(|&at| &self.texts[at]);
        let beside = foreign.filter(|text| text.partner_at.is_some_and(|at| blocks.binary_search(&at).is_ok()));
        let is_kept = |text: &&Text<'_>| has_word(text.block, word);
        let mut beside_word = beside.clone().filter(|text| text.partner.is_some_and(|partner| has_word(partner, word)));
        if !beside.clone().any(|text| is_kept(&text)) {
            return beside_word.nth(1).is_some();
        }
        let beside: Vec<&Text<'_>> = beside_word.collect();
        let kept = beside.iter().filter(|text| is_kept(text)).count();
        beside.len() >= 2 && kept * 10 < beside.len()
    }

    /// Names of things are often kept in tables, so a cell needs a function word to be sure of.
    fn label_confidence(&self, text: &Text<'_>) -> Confidence {
        let cell = matches!(text.block.kind, BlockKind::Cell(_));
        let sure = !cell || text.words().iter().any(|word| self.is_function(word) || self.lists.calendar.contains(word));
        if sure { Evidence::Measured } else { Evidence::MayDiffer }.confidence()
    }

    /// Whether text in the other language has these words too, in this order.
    fn is_kept(&self, words: &[Word<'_>]) -> bool {
        let wanted = joined(words.iter().cloned());
        self.foreign().texts.iter().any(|&at| joined(prose::words(self.texts[at].block)).contains(&wanted))
    }
}

/// Whether a text has enough function words of the reference's language to be in it: a quick no.
pub(super) fn may_be_in(comparison: &Comparison<'_>, words: &[Word<'_>]) -> bool {
    let lists = Lists::of(comparison);
    words.iter().filter_map(|word| lists.listed.get(word)).collect::<BTreeSet<_>>().len() >= FEWEST_FUNCTION_WORDS
}

/// Whether two different words are of a kind.
fn has_two(words: &[Word<'_>], wanted: impl Fn(&Word<'_>) -> bool) -> bool {
    let is_first = |at: usize| !words[..at].iter().any(|before| before.is_same(&words[at]));
    (0..words.len()).filter(|&at| wanted(&words[at]) && is_first(at)).nth(1).is_some()
}

/// Words that are not set off, as labels and titles are, which keep their language; all words where hardly anything else is there.
fn running_words<'t>(text: &Text<'t>) -> Vec<Word<'t>> {
    let running: Vec<Word<'t>> = text.words().iter().filter(|word| !is_set_off(text.block, &word.range)).cloned().collect();
    if running.len() > 2 { running } else { text.words().to_vec() }
}

fn joined<'w>(words: impl Iterator<Item = Word<'w>>) -> String {
    let mut text = String::from(" ");
    for word in words {
        text.push_str(&word.folded());
        text.push(' ');
    }
    text
}

/// Hardly a word has letters outside of ASCII, but for those that the partner has too.
fn is_ascii(words: &[Word<'_>], partner: &[Word<'_>]) -> bool {
    let other = words.iter().filter(|word| !word.folded().is_ascii() && !partner.iter().any(|own| own.is_same(word)));
    other.count() * 25 <= words.len()
}

/// `[#1616] chore(generic): remove deprecated fields`: release notes list the subjects of commits as they are (types of Angular's convention).
fn is_subject_of_commit(text: &str) -> bool {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\[[^\]]*\]|[\s#\d,])*(?:build|chore|ci|docs|feat|fix|optimize|perf|refactor|revert|style|test)(?:\([^)]*\))?!?: ")
            .expect("a pattern of the program compiles")
    });
    SUBJECT.is_match(text)
}

/// Quotations and their sources keep their language; templates, paths and names of keys are no text.
fn is_exempt(block: &Block) -> bool {
    let visible = block.text.visible().trim();
    if visible.contains("{%")
        || visible.contains("```")
        || is_tree(visible)
        || is_source(visible)
        || is_path(visible)
        || is_mark(visible)
        || is_subject_of_commit(visible)
        || is_of_fields(block)
    {
        return true;
    }
    is_quoted(block, &(0..block.text.visible().len()))
}

/// Whether a text stands in a quotation.
pub(super) fn is_in_quote(block: &Block) -> bool {
    block.containers.iter().any(|container| matches!(container, Container::Quote))
}

/// Whether a quotation is a note by what stands in front of it: bold words with a colon.
fn is_label_of_note(block: &Block) -> bool {
    let visible = block.text.visible();
    let label = block.inlines.iter().find(|inline| inline.kind == InlineKind::Strong && inline.range.start == 0);
    let ends = |end: usize| visible[..end].ends_with([':', '：']) || visible[end..].starts_with([':', '：']);
    label.is_some_and(|label| label.range.end < visible.len() && ends(label.range.end))
}

/// Who said what is quoted above (`— Ada, "Notes"`).
fn is_source(visible: &str) -> bool {
    visible.strip_prefix(['—', '–', '―']).is_some_and(|rest| rest.starts_with([' ', '\u{a0}', '@', '[']))
}

/// Names of files, one an item, that an element of HTML shows as a tree.
fn is_tree(visible: &str) -> bool {
    let names: Vec<&str> = visible.split(|c: char| c == '-' || c == '*' || c.is_whitespace()).filter(|name| !name.is_empty()).collect();
    let items = visible.split_whitespace().filter(|part| matches!(*part, "-" | "*")).count();
    let files = names.iter().filter(|name| name.contains(['/', '.', '…'])).count();
    items > 2 && files * 2 >= items
}

/// A path with blanks in its names, or a name whose words are joined (`dark-mode`).
fn is_path(visible: &str) -> bool {
    let is_joined = !visible.contains(char::is_whitespace) && visible.contains(['-', '_']);
    is_joined || visible.matches('\\').count() > 1 && !visible.contains(". ")
}

/// Nothing but a mark that tools translate (`[!UICONTROL Select a product]`).
fn is_mark(visible: &str) -> bool {
    let bare = visible.trim_end_matches(['.', ':', ',']);
    bare.starts_with("[!") && bare.find(']') == Some(bare.len() - 1)
}

/// Names of fields with what they are in code: `type: boolean`.
fn is_of_fields(block: &Block) -> bool {
    let visible = block.text.visible();
    let has_code = block.inlines.iter().any(|inline| inline.kind == InlineKind::Code);
    has_code && prose::words(block).all(|word| visible[word.range.end..].trim_start_matches('*').starts_with([':', '：']))
}

/// Inside quotation marks, or set off as a whole.
fn is_quoted(block: &Block, range: &Range<usize>) -> bool {
    let visible = block.text.visible();
    let before = visible.get(..range.start).unwrap_or_default();
    let inner = visible.get(range.clone()).unwrap_or_default();
    let open = before.rfind(['“', '„', '«', '「', '『', '‘']);
    let inside = open.is_some_and(|open| !before[open..].contains(['”', '»', '」', '』', '’']));
    let straight = before.matches('"').count() % 2 == 1;
    let starts = inner.trim_start().starts_with(['"', '“', '„', '«', '「', '『', '‘', '\'']);
    inside || straight || starts || is_set_off(block, range)
}

/// Wholly bold, italic or a link.
fn is_set_off(block: &Block, range: &Range<usize>) -> bool {
    let covers = |inline: &Inline| inline.range.start <= range.start && inline.range.end >= range.end;
    let set_off = |inline: &Inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis | InlineKind::Link { .. });
    block.inlines.iter().any(|inline| set_off(inline) && covers(inline))
}
