//! All words of a page's language, and those of the reference's language that may stand in it, in one automaton.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::normal::plain_word;
use super::pack::{Meaning, Pack};

/// A compiled lexicon.
#[derive(Debug)]
pub struct Lexicon {
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
    settings: Pack,
}

/// What one entry means.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// In the order of the packs.
    pub meanings: Vec<Meaning>,
}

/// One spelling: what it means in any case, and what it means in capitals only (`IST` is a zone, `ist` is not).
#[derive(Clone, Debug, Default)]
struct Entry {
    word: Word,
    capitals: Word,
}

/// An entry found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'l> {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it means.
    pub word: &'l Word,
}

impl Lexicon {
    /// Compiles the words of `own`, and those of `other` (the reference's language) that `own` does not use differently.
    pub fn new(own: Option<&Pack>, other: Option<&Pack>) -> Self {
        let mut table = Table::new();
        let mut settings = own.cloned();
        for (entry, meaning) in own.into_iter().flat_map(|pack| &pack.entries) {
            let also_a_word = matches!(meaning, Meaning::Am | Meaning::Pm)
                && own.is_some_and(|own| own.not_english.iter().any(|word| fold(word) == fold(entry)));
            insert(&mut table, entry, meaning, also_a_word);
        }
        if let Some(other) = other.filter(|other| own.is_none_or(|own| own.language != other.language)) {
            add_foreign(&mut table, own, other);
        }
        let settings = settings.take().unwrap_or_else(neutral_settings);
        Self::compile(table, settings)
    }

    fn compile(table: Table, settings: Pack) -> Self {
        let mut patterns = Vec::with_capacity(table.len());
        let mut entries = Vec::with_capacity(table.len());
        for (spelling, entry) in table {
            for form in case_forms(&spelling) {
                patterns.push(form);
                entries.push(entry.clone());
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .ascii_case_insensitive(true)
            .build(&patterns)
            .ok();
        Self { automaton, entries, settings }
    }

    /// How the page's language writes numbers and times.
    pub fn settings(&self) -> &Pack {
        &self.settings
    }

    /// The longest entry that starts at byte `at` and is written as it must be. Word boundaries are the caller's concern.
    pub fn at(&self, text: &str, at: usize) -> Option<Hit<'_>> {
        let found = self.automaton.as_ref()?.find(Input::new(text).range(at..).anchored(Anchored::Yes))?;
        let entry = &self.entries[found.pattern().as_usize()];
        let capitals = !entry.capitals.meanings.is_empty() && text[found.range()].bytes().all(|byte| !byte.is_ascii_lowercase());
        let word = if capitals { &entry.capitals } else { &entry.word };
        (!word.meanings.is_empty()).then_some(Hit { start: found.start(), end: found.end(), word })
    }
}

/// Entries by their spelling in small letters.
type Table = BTreeMap<String, Entry>;

fn neutral_settings() -> Pack {
    // Where nothing is known of a language, both signs may be decimal or group; digits then decide.
    let mut pack = Pack::parse("[pack]\nlanguage = \"und\"\ntime-separators = [\".\"]\n").unwrap_or_else(|_| unreachable!());
    pack.group = vec![',', '.', ' '];
    pack
}

/// `also_a_word`: in small letters it is a word of the language (German `am`), so that only capitals mean this.
fn insert(table: &mut Table, spelling: &str, meaning: &Meaning, also_a_word: bool) {
    let folded = fold(spelling);
    if is_sign(&folded) {
        return;
    }
    let entry = table.entry(folded).or_default();
    let word = if also_a_word || in_capitals(spelling, meaning) { &mut entry.capitals } else { &mut entry.word };
    if !word.meanings.contains(meaning) {
        word.meanings.push(meaning.clone());
    }
}

/// A dash or comma is a sign to the grammar in every language; as a word it would no longer join the groups of a number.
fn is_sign(folded: &str) -> bool {
    folded.len() == 1 && folded.bytes().all(|byte| byte.is_ascii_punctuation())
}

/// Abbreviations of zones and countries are short words of other languages in lower case (`IST`, `EST`, `US`).
fn in_capitals(entry: &str, meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::ZoneName(_) | Meaning::ZonePlace(_) | Meaning::Country(_))
        && entry.len() <= 5
        && entry.chars().all(|c| c.is_ascii_uppercase() || c == '.')
}

fn fold(entry: &str) -> String {
    // `İ` lower-cases to `i` and a combining dot.
    plain_word(entry).to_lowercase().replace("i\u{307}", "i")
}

fn add_foreign(table: &mut Table, own: Option<&Pack>, other: &Pack) {
    let refused: Vec<String> = own.into_iter().flat_map(|pack| &pack.not_english).map(|word| fold(word)).collect();
    let known: Vec<String> = table.keys().cloned().collect();
    for (spelling, meaning) in &other.entries {
        let folded = fold(spelling);
        // Abbreviated weekdays are read only beside times and other weekdays; nothing else is mistaken for them there.
        let harmless = in_capitals(spelling, meaning) || matches!(meaning, Meaning::Weekday { short: true, .. });
        let free = harmless || (!refused.contains(&folded) && known.binary_search(&folded).is_err());
        if readable_abroad(spelling, meaning) && free {
            insert(table, spelling, meaning, false);
        }
    }
}

/// Which words of the reference's language are read when they stand in a translation: those that state something by themselves.
fn readable_abroad(entry: &str, meaning: &Meaning) -> bool {
    let letters = entry.chars().filter(|c| c.is_alphabetic()).count();
    match meaning {
        Meaning::TimeBefore | Meaning::TimeAfter | Meaning::From | Meaning::And | Meaning::Or | Meaning::Number(_) => false,
        Meaning::LocalTime | Meaning::PhoneLabel | Meaning::ZoneAfter | Meaning::PerDay => letters > 3,
        Meaning::Weekday { short: true, .. } => letters > 2,
        Meaning::SeverityLabel => letters > 2,
        Meaning::Unit(_) => letters > 1,
        _ => true,
    }
}

/// The automaton folds ASCII only; other scripts get their usual forms spelt out, word by word.
fn case_forms(entry: &str) -> Vec<String> {
    let mut forms = vec![entry.to_owned()];
    if !entry.is_ascii() || entry.contains('i') {
        let titled: Vec<String> = [entry.split_inclusive([' ', '-']).map(title).collect(), title(entry), entry.to_uppercase()].into();
        // Turkish capitals of `i`: `İstanbul`, `İŞ GÜNÜ`.
        let dotted = titled.iter().filter(|form| form.contains('I')).map(|form| form.replace('I', "\u{130}")).collect::<Vec<_>>();
        for form in titled.into_iter().chain(dotted) {
            if !forms.iter().any(|known| known.eq_ignore_ascii_case(&form)) {
                forms.push(form);
            }
        }
    }
    forms
}

fn title(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
