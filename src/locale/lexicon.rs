//! All words of a page's language, and those of the reference's language that may stand in it, in one automaton.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use super::normal::fold;
use super::pack::{Meaning, Pack};

/// A compiled lexicon.
#[derive(Debug)]
pub struct Lexicon {
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
    starts: Starts,
    settings: Pack,
}

/// What one entry means.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// In the order of the packs.
    pub meanings: Vec<Meaning>,
    /// The bits of the meanings.
    pub bits: u64,
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
        for (entry, meaning) in own.into_iter().flat_map(|pack| &pack.entries).filter(is_read) {
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
        let starts = Starts::new(&patterns);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .ascii_case_insensitive(true)
            .build(&patterns)
            .ok();
        Self { automaton, entries, starts, settings }
    }

    /// How the page's language writes numbers and times.
    pub fn settings(&self) -> &Pack {
        &self.settings
    }

    /// The longest entry that starts at byte `at` and is written as it must be. Word boundaries are the caller's concern.
    pub fn at(&self, text: &str, at: usize) -> Option<Hit<'_>> {
        if !self.starts.may_start(&text.as_bytes()[at..]) {
            return None;
        }
        let found = self.automaton.as_ref()?.find(Input::new(text).range(at..).anchored(Anchored::Yes))?;
        let entry = &self.entries[found.pattern().as_usize()];
        let capitals = !entry.capitals.meanings.is_empty() && text[found.range()].bytes().all(|byte| !byte.is_ascii_lowercase());
        let word = if capitals { &entry.capitals } else { &entry.word };
        (!word.meanings.is_empty()).then_some(Hit { start: found.start(), end: found.end(), word })
    }
}

/// Which entries may start with which bytes, ASCII case folded: a quick no for most words.
#[derive(Debug)]
struct Starts {
    /// By first byte, for entries of one byte.
    one: [bool; 256],
    /// By the first two bytes, for entries of two bytes.
    two: Vec<bool>,
    /// By a hash of the first three bytes, for all others.
    three: Vec<bool>,
}

impl Starts {
    fn new(patterns: &[String]) -> Self {
        let mut starts = Self { one: [false; 256], two: vec![false; 1 << 16], three: vec![false; 1 << 16] };
        for pattern in patterns {
            match pattern.as_bytes() {
                [] => {}
                [a] => starts.one[folded(*a)] = true,
                [a, b] => starts.two[pair(*a, *b)] = true,
                [a, b, c, ..] => starts.three[triple(*a, *b, *c)] = true,
            }
        }
        starts
    }

    fn may_start(&self, text: &[u8]) -> bool {
        match text {
            [] => false,
            [a] => self.one[folded(*a)],
            [a, b] => self.one[folded(*a)] || self.two[pair(*a, *b)],
            [a, b, c, ..] => self.three[triple(*a, *b, *c)] || self.one[folded(*a)] || self.two[pair(*a, *b)],
        }
    }
}

fn folded(byte: u8) -> usize {
    usize::from(byte.to_ascii_lowercase())
}

fn pair(a: u8, b: u8) -> usize {
    folded(a) << 8 | folded(b)
}

fn triple(a: u8, b: u8, c: u8) -> usize {
    (folded(a).wrapping_mul(0x9e5) ^ folded(b).wrapping_mul(0x1f35) ^ folded(c).wrapping_mul(0x5bd1)) & 0xffff
}

/// Entries by their spelling in small letters.
type Table = BTreeMap<String, Entry>;

fn neutral_settings() -> Pack {
    // Where nothing is known of a language, both signs may be decimal or group; digits then decide.
    let mut pack = Pack::parse("[pack]\nlanguage = \"und\"\ntime-separators = [\".\"]\n").unwrap_or_else(|_| unreachable!());
    pack.group = vec![',', '.', ' '];
    pack
}

/// Whether a rule reads such words. Those that none reads yet would only hide others.
fn is_read((_, meaning): &&(String, Meaning)) -> bool {
    !matches!(meaning, Meaning::Month { .. } | Meaning::Power(_) | Meaning::Measure(_) | Meaning::Currency(_))
}

/// `also_a_word`: in small letters it is a word of the language (German `am`), so that only capitals mean this.
fn insert(table: &mut Table, spelling: &str, meaning: &Meaning, also_a_word: bool) {
    let entry = table.entry(fold(spelling)).or_default();
    let word = if also_a_word || in_capitals(spelling, meaning) { &mut entry.capitals } else { &mut entry.word };
    if !word.meanings.contains(meaning) {
        word.meanings.push(meaning.clone());
        word.bits |= meaning.bit();
    }
}

/// Abbreviations of zones and countries are short words of other languages in lower case (`IST`, `EST`, `US`).
fn in_capitals(entry: &str, meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::ZoneName(_) | Meaning::ZonePlace(_) | Meaning::Country(_))
        && entry.len() <= 5
        && entry.chars().all(|c| c.is_ascii_uppercase() || c == '.')
}

fn add_foreign(table: &mut Table, own: Option<&Pack>, other: &Pack) {
    let refused: Vec<String> = own.into_iter().flat_map(|pack| &pack.not_english).map(|word| fold(word)).collect();
    let known: Vec<String> = table.keys().cloned().collect();
    for (spelling, meaning) in other.entries.iter().filter(is_read) {
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
