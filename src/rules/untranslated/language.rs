//! Whether text is in the reference's language.
//!
//! It is by its function words, or because it is the reference's own text and holds words that the page translates elsewhere. Of the
//! translation's language only the words are known that its pack lists; those that it shares with the reference's are learnt.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use super::Left;
use super::texts::Text;
use crate::locale::pack::{Meaning, Pack};
use crate::markdown::{Block, BlockKind, Container, Inline, InlineKind};
use crate::rules::Comparison;
use crate::rules::drift::Confidence;
use crate::rules::evidence::Evidence;
use crate::rules::prose::{self, Word};

/// Different function words that make sure of a language.
const FEWEST_FUNCTION_WORDS: usize = 3;

/// What tells the reference's language from the translation's.
pub(super) struct Language<'a> {
    /// Function words that the translation's language does not share.
    function: BTreeSet<&'a str>,
    /// All function words.
    listed: BTreeSet<&'a str>,
    /// Weekdays, months and units of the reference's language alone.
    calendar: Arc<BTreeSet<String>>,
    /// All words of the reference.
    vocabulary: HashSet<Rc<str>>,
    /// Words that the page translates where it translates.
    translated: HashSet<String>,
    /// What the page says in the other language, block for block, as words with blanks around them.
    foreign: Vec<String>,
}

impl<'a> Language<'a> {
    pub(super) fn learn(comparison: &Comparison<'a>, texts: &[Text<'_>]) -> Language<'a> {
        let listed = comparison.reference_pack.map(|pack| pack.function_words.as_slice()).unwrap_or_default();
        let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
        let own = comparison.pack.into_iter().flat_map(|pack| pack.function_words.iter().chain(&pack.not_english)).map(String::as_str);
        let own: BTreeSet<&str> = own.collect();
        let calendar = calendar(comparison);
        let mut language = Language {
            function: &listed - &own,
            listed,
            calendar,
            vocabulary: vocabulary(comparison),
            translated: HashSet::new(),
            foreign: Vec::new(),
        };
        let foreign: Vec<&Text<'_>> =
            texts.iter().filter(|text| !text.is_identical() && !language.is_in(&running_words(text), &text.partner_words)).collect();
        language.drop_shared(&foreign);
        language.translated = translated(&foreign);
        language.foreign = foreign.iter().map(|text| joined(&text.words)).collect();
        language
    }

    /// Function words that are usual in what is in the other language.
    fn drop_shared(&mut self, foreign: &[&Text<'_>]) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let long: Vec<_> = foreign.iter().filter(|text| text.words.len() >= 5).collect();
        for text in &long {
            let words: HashSet<&str> = text.words.iter().map(folded).collect();
            for word in words {
                *counts.entry(word).or_default() += 1;
            }
        }
        self.function.retain(|word| counts.get(*word).is_none_or(|&count| count < 2 || count * 12 < long.len()));
    }

    fn function_words<'w>(&self, words: &'w [Word<'_>]) -> Vec<&'w str> {
        words.iter().map(folded).filter(|word| self.function.contains(word)).collect()
    }

    /// Whether words are in the reference's language by their function words; a third of all in most languages that have any.
    pub(super) fn is_in(&self, words: &[Word<'_>], partner: &[Rc<str>]) -> bool {
        let found = self.function_words(words);
        let distinct = found.iter().collect::<BTreeSet<_>>().len();
        let share = match () {
            () if self.is_taken_over(words) => 8,
            () if words.len() < 15 => 3,
            () => 4,
        };
        distinct >= FEWEST_FUNCTION_WORDS
            && found.len() * share >= words.len()
            && is_ascii(words, partner)
            && (distinct > 3 || !self.is_name(words))
    }

    /// Whether the reference has nearly all words somewhere.
    fn is_taken_over(&self, words: &[Word<'_>]) -> bool {
        words.iter().filter(|word| self.vocabulary.contains(folded(word))).count() * 10 >= words.len() * 9
    }

    /// Names are written with capitals (`Dynamics 365 Team Members for Faculty`).
    fn is_name(&self, words: &[Word<'_>]) -> bool {
        let content = || words.iter().filter(|word| !self.listed.contains(folded(word)));
        let capitals = content().filter(|word| word.text.starts_with(char::is_uppercase)).count();
        capitals * 2 > content().count() || content().count() == 0
    }

    pub(super) fn left_in<'t>(&self, text: &Text<'t>) -> Vec<Left<'t>> {
        if is_exempt(text.block) || text.is_identical() && self.is_kept(&text.words) {
            return Vec::new();
        }
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
        if covered > 0 && covered * 10 >= running.len() * 8 || self.is_in(&running, &text.partner_words) {
            return vec![left(all, prose::noun(text.block), text.words.len(), Evidence::Counted.confidence())];
        }
        if !text.is_among_names && self.is_left_label(text) {
            return vec![left(all, prose::noun(text.block), text.words.len(), self.label_confidence(text))];
        }
        found.into_iter().map(|range| left(range, "sentence", 6, Evidence::Measured.confidence())).collect()
    }

    fn sentences_in(&self, text: &Text<'_>, running: &[Word<'_>]) -> Vec<Range<usize>> {
        let sentences = prose::sentences(text.block.text.visible(), running);
        let english = sentences.into_iter().filter(|words| words.len() >= 6 && self.is_in(words, &text.partner_words));
        let ranges = english.filter_map(|words| Some(words.first()?.range.start..words.last()?.range.end));
        ranges.filter(|range| !is_quoted(text.block, range)).collect()
    }

    /// A short text that is the reference's own, with words that are no name.
    fn is_left_label(&self, text: &Text<'_>) -> bool {
        text.is_identical() && self.is_label(&text.words)
    }

    /// Whether few words are of the reference's language: days, or words that the page translates.
    pub(super) fn is_label(&self, words: &[Word<'_>]) -> bool {
        let distinct: BTreeSet<&str> = words.iter().map(folded).collect();
        let count = |known: &dyn Fn(&str) -> bool| distinct.iter().filter(|word| known(word)).count();
        let dated = count(&|word| self.calendar.contains(word)) >= 2;
        let telling = count(&|word| self.function.contains(word) || self.translated.contains(word)) >= 2 && !self.is_name(words);
        (dated || telling) && is_ascii(words, &[]) && self.is_taken_over(words)
    }

    /// Names of things are often kept in tables, so a cell needs a function word to be sure of.
    fn label_confidence(&self, text: &Text<'_>) -> Confidence {
        let cell = matches!(text.block.kind, BlockKind::Cell(_));
        let sure = !cell || text.words.iter().map(folded).any(|word| self.function.contains(word) || self.calendar.contains(word));
        if sure { Evidence::Measured } else { Evidence::MayDiffer }.confidence()
    }

    /// Whether text in the other language has these words too: a name, or what a button says.
    fn is_kept(&self, words: &[Word<'_>]) -> bool {
        let wanted = joined(words);
        self.foreign.iter().any(|text| text.contains(&wanted))
    }
}

fn folded<'w>(word: &'w Word<'_>) -> &'w str {
    &word.folded
}

/// Whether words have enough function words of the reference's language to be in it: a quick no.
pub(super) fn may_be_in(comparison: &Comparison<'_>, words: &[Word<'_>]) -> bool {
    let listed = comparison.reference_pack.map(|pack| pack.function_words.as_slice()).unwrap_or_default();
    words.iter().map(folded).filter(|word| listed.iter().any(|own| own == word)).collect::<BTreeSet<_>>().len() >= FEWEST_FUNCTION_WORDS
}

/// Words that are not set off, as labels and titles are, which keep their language; all words where hardly anything else is there.
fn running_words<'t>(text: &Text<'t>) -> Vec<Word<'t>> {
    let running: Vec<Word<'t>> = text.words.iter().filter(|word| !is_set_off(text.block, &word.range)).cloned().collect();
    if running.len() > 2 { running } else { text.words.clone() }
}

/// By the translation's language and the reference's.
type Calendars = BTreeMap<(String, String), Arc<BTreeSet<String>>>;

/// Words for days, months and units that the reference's language has and the translation's has not; gathered once for two languages.
fn calendar(comparison: &Comparison<'_>) -> Arc<BTreeSet<String>> {
    static CALENDARS: Mutex<Calendars> = Mutex::new(BTreeMap::new());
    let Some((own, other)) = comparison.pack.zip(comparison.reference_pack) else { return Arc::default() };
    let mut calendars = CALENDARS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = calendars.entry((own.language.clone(), other.language.clone()));
    Arc::clone(known.or_insert_with(|| Arc::new(words_of_days(own, other))))
}

fn words_of_days(own: &Pack, other: &Pack) -> BTreeSet<String> {
    let is_dated = |meaning: &Meaning| matches!(meaning, Meaning::Weekday { .. } | Meaning::Month { .. } | Meaning::Unit(_));
    let known: BTreeSet<String> = own.entries.iter().map(|(word, _)| word.to_lowercase()).collect();
    let words = other.entries.iter().filter(|(word, meaning)| word.len() > 2 && is_dated(meaning)).map(|(word, _)| word.to_lowercase());
    words.filter(|word| !known.contains(word)).collect()
}

fn vocabulary(comparison: &Comparison<'_>) -> HashSet<Rc<str>> {
    let blocks = comparison.reference.document.blocks.iter().filter(|block| prose::is_prose(block));
    blocks.flat_map(|block| prose::words(block).into_iter().map(|word| word.folded)).collect()
}

fn joined(words: &[Word<'_>]) -> String {
    let mut text = String::from(" ");
    for word in words {
        text.push_str(&word.folded);
        text.push(' ');
    }
    text
}

/// Words of the reference that their partners do not keep, at least twice and nearly always.
fn translated(foreign: &[&Text<'_>]) -> HashSet<String> {
    let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
    for text in foreign {
        let own: HashSet<&str> = text.words.iter().map(folded).collect();
        let words: HashSet<&str> = text.partner_words.iter().map(AsRef::as_ref).collect();
        for word in words {
            let (count, kept) = seen.entry(word).or_default();
            *count += 1;
            *kept += usize::from(own.contains(word));
        }
    }
    seen.into_iter().filter(|(_, (count, kept))| *count >= 2 && kept * 10 < *count).map(|(word, _)| word.to_owned()).collect()
}

/// Hardly a word has letters outside of ASCII, but for those that the partner has too.
fn is_ascii(words: &[Word<'_>], partner: &[Rc<str>]) -> bool {
    let other = words.iter().filter(|word| !word.folded.is_ascii() && !partner.contains(&word.folded));
    other.count() * 25 <= words.len()
}

/// Quotations keep their language, and templates are no text.
fn is_exempt(block: &Block) -> bool {
    if block.text.visible().contains("{%") {
        return true;
    }
    let quote = block.containers.iter().any(|container| matches!(container, Container::Quote));
    quote || is_quoted(block, &(0..block.text.visible().len()))
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
