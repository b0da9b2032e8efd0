//! All words of a page's language, and those of the reference's language that may stand in it, in one trie.

use std::collections::BTreeMap;

use super::calendar::Unit;
use super::normal::{fold, is_spaced_letter};
use super::pack::{Meaning, Pack};
use super::trie::Trie;

/// A compiled lexicon.
#[derive(Debug)]
pub struct Lexicon {
    trie: Trie,
    entries: Vec<Entry>,
    starts: Starts,
    telling: Starts,
    settings: Pack,
    /// In characters.
    longest_suffix: usize,
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
        for (entry, meaning) in own.into_iter().flat_map(|pack| &pack.entries) {
            let also_a_word = matches!(meaning, Meaning::Am | Meaning::Pm)
                && own.is_some_and(|own| own.not_english.iter().any(|word| fold(word) == fold(entry)));
            insert(&mut table, entry, meaning, also_a_word);
        }
        if let Some(own) = own {
            add_numbered_months(&mut table, own);
        }
        if let Some(other) = other.filter(|other| own.is_none_or(|own| own.language != other.language)) {
            add_foreign(&mut table, own, other);
        }
        table.values_mut().for_each(Entry::count_in_capitals);
        let settings = settings.take().unwrap_or_else(neutral_settings);
        Self::compile(table, settings)
    }

    fn compile(table: Table, settings: Pack) -> Self {
        let spellings: Vec<&str> = table.keys().map(String::as_str).collect();
        // Where no ending begins with a letter of ASCII, a short word is one only if none follows.
        let ends_alone = !settings.suffixes.iter().any(|suffix| suffix.starts_with(|c: char| c.is_ascii_alphabetic()));
        let whole = |spelling: &str, entry: &Entry| {
            ends_alone && spelling.bytes().all(|byte| byte.is_ascii_lowercase()) && entry.word.bits & GLUED == 0
        };
        let starts = Starts::new(table.iter().map(|(spelling, entry)| (spelling, whole(spelling, entry))));
        let telling = Starts::new(
            table
                .iter()
                .filter(|(_, entry)| entry.word.tells() || entry.capitals.tells() || entry.word.is_number())
                .map(|(spelling, entry)| (spelling, whole(spelling, entry))),
        );
        let longest_suffix = settings.suffixes.iter().map(|suffix| suffix.chars().count()).max().unwrap_or_default();
        Self { trie: Trie::new(&spellings), starts, telling, entries: table.into_values().collect(), settings, longest_suffix }
    }

    /// Whether the letters that a text starts with are an ending that words may carry.
    pub fn is_suffix(&self, text: &str) -> bool {
        // Small letters are never fewer than capitals.
        let letters = text.chars().take(self.longest_suffix + 1).take_while(|&c| is_spaced_letter(c));
        let (count, length) = letters.fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()));
        (1..=self.longest_suffix).contains(&count) && self.settings.suffixes.contains(&text[..length].to_lowercase())
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
        self.hit(text, at, self.trie.longest(&text[at..])?)
    }

    /// The longest entry at `at` that `accepts` takes: where `czasu w` ends inside a word, `czasu` may end before one.
    pub fn longest(&self, text: &str, at: usize, accepts: impl Fn(&Hit<'_>) -> bool) -> Option<Hit<'_>> {
        let longest = self.at(text, at)?;
        if accepts(&longest) {
            return Some(longest);
        }
        self.trie.all(&text[at..]).filter_map(|found| self.hit(text, at, found)).filter(|hit| accepts(hit)).last()
    }

    /// Every entry that starts at byte `at`, the shortest first.
    pub fn all<'t>(&'t self, text: &'t str, at: usize) -> impl Iterator<Item = Hit<'t>> + 't {
        self.trie.all(&text[at..]).filter_map(move |found| self.hit(text, at, found))
    }

    fn hit(&self, text: &str, at: usize, (index, length): (usize, usize)) -> Option<Hit<'_>> {
        let word = self.entries[index].written(&text[at..at + length]);
        (!word.meanings.is_empty()).then_some(Hit { start: at, end: at + length, word })
    }
}

impl Lexicon {
    /// Whether a text without figures may state something: a word that does so starts somewhere in it.
    pub fn may_tell(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let starts_word = |at: usize| match bytes[at] {
            b'a'..=b'z' | b'A'..=b'Z' => at == 0 || !bytes[at - 1].is_ascii_alphabetic(),
            byte => byte >= 0xc0,
        };
        let tells = |at: usize| {
            let hits = self.trie.all(&text[at..]).filter_map(|found| self.hit(text, at, found));
            hits.filter(|hit| self.may_end(hit, text)).last().is_some_and(|hit| hit.word.tells() || self.counts(hit.word, &text[hit.end..]))
        };
        (0..bytes.len()).any(|at| starts_word(at) && self.telling.may_start(&bytes[at..]) && tells(at))
    }
}

impl Lexicon {
    /// Whether a word may be whole: a letter of ASCII follows one only in what may be glued on.
    fn may_end(&self, hit: &Hit<'_>, text: &str) -> bool {
        let is_letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic);
        !(is_letter(hit.end - 1) && is_letter(hit.end)) || hit.word.is_number() || self.is_suffix(&text[hit.end..])
    }

    /// Whether an entry is the word for one, and counts something: `one hour`, `一小时`, `one million`; some languages put it behind the unit.
    fn counts(&self, word: &Word, rest: &str) -> bool {
        let unit = |(index, _): (usize, usize)| self.entries[index].word.bits & COUNTED != 0;
        let counted =
            || !self.settings.prefixes.is_empty() || self.trie.longest(rest.trim_start_matches([' ', '-', '\u{a0}'])).is_some_and(unit);
        (word.is_number() || word.bits & Meaning::Article.bit() != 0) && counted()
    }
}

/// Words that may be parts of one number word.
const GLUED: u64 = Meaning::Number(0).bit()
    | Meaning::Power(0).bit()
    | Meaning::And.bit()
    | Meaning::AndHalf.bit()
    | Meaning::Denominator(0).bit()
    | Meaning::Parts.bit();

/// What one of something may be read of.
const COUNTED: u64 = {
    let named = [Meaning::Measure(String::new()), Meaning::Currency(String::new())];
    let bits = named[0].bit()
        | named[1].bit()
        | Meaning::Unit(Unit::Day).bit()
        | Meaning::Power(0).bit()
        | Meaning::Denominator(0).bit()
        | Meaning::FractionOver.bit()
        | Meaning::Point.bit()
        | Meaning::AndHalf.bit();
    std::mem::forget(named);
    bits
};

impl Entry {
    /// In capitals it may be what it is in any case, if that counts something: `GB` is a country, and a gigabyte behind a number.
    fn count_in_capitals(&mut self) {
        if self.capitals.meanings.is_empty() {
            return;
        }
        let counts = |meaning: &&Meaning| matches!(meaning, Meaning::Measure(_) | Meaning::Currency(_) | Meaning::Power(_));
        for meaning in self.word.meanings.iter().filter(counts) {
            self.capitals.bits |= meaning.bit();
            self.capitals.meanings.push(meaning.clone());
        }
    }

    /// Whether it means something that is no unit beside figures: French `To` is a terabyte, and English `to` may stand in the page.
    fn states_alone(&self) -> bool {
        let beside = |meaning: &Meaning| {
            matches!(meaning, Meaning::Measure(_) | Meaning::Currency(_) | Meaning::Power(_) | Meaning::Ordinal | Meaning::DateJoiner)
        };
        !self.word.meanings.iter().chain(&self.capitals.meanings).all(beside)
    }

    /// What it means as a text writes it.
    fn written(&self, text: &str) -> &Word {
        let capitals = !self.capitals.meanings.is_empty() && text.bytes().all(|byte| !byte.is_ascii_lowercase());
        if capitals { &self.capitals } else { &self.word }
    }
}

impl Word {
    fn is_number(&self) -> bool {
        self.bits & Meaning::Number(0).bit() != 0
    }

    /// Whether it needs no figure beside it: days, day and night, zones, numbers above one, countries, severities.
    fn tells(&self) -> bool {
        self.meanings.iter().any(|meaning| match meaning {
            Meaning::Number(value) => *value > 1000 || *value == 500,
            // One letter multiplies figures only.
            Meaning::Power(_) => self.bits & Meaning::Number(0).bit() == 0,
            Meaning::Weekday { .. }
            | Meaning::Days(_)
            | Meaning::Noon
            | Meaning::Midnight
            | Meaning::AroundTheClock
            | Meaning::Hour(_)
            | Meaning::Shift { .. }
            | Meaning::AllDay
            | Meaning::YearRound
            | Meaning::Month { short: false, .. } => true,
            Meaning::Amount(..) | Meaning::ZoneName(_) | Meaning::ZonePlace(_) | Meaning::Country(_) | Meaning::SeverityLabel => true,
            _ => false,
        })
    }
}

/// With which bytes words may start: a quick no for most.
#[derive(Debug)]
struct Starts {
    /// For words of one, two, three bytes, and for the first four bytes of all others: by a hash of these bytes, ASCII in small letters.
    by_length: [Box<[Start; SLOTS]>; 4],
}

/// What is known of the words of one hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    None,
    /// Words that are whole only where no ASCII letter follows.
    Whole,
    Any,
}

const SLOTS: usize = 1 << 14;

impl Starts {
    /// Of spellings, and whether each is to be whole.
    fn new<'s>(spellings: impl Iterator<Item = (&'s String, bool)>) -> Self {
        let mut starts = Self { by_length: std::array::from_fn(|_| Box::new([Start::None; SLOTS])) };
        for (spelling, whole) in spellings {
            starts.add(spelling, if whole { Start::Whole } else { Start::Any });
            if !spelling.is_ascii() {
                // Other scripts in capitals, and the Turkish dotted capital.
                starts.add(&spelling.to_uppercase(), Start::Any);
                let mut letters = spelling.chars();
                starts.add(&letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>(), Start::Any);
            }
            if spelling.starts_with('i') {
                starts.add(&spelling.replacen('i', "\u{130}", 1), Start::Any);
            }
        }
        starts
    }

    fn add(&mut self, spelling: &str, start: Start) {
        let length = spelling.len().min(4);
        if length > 0 {
            let known = &mut self.by_length[length - 1][slot(spelling.bytes().take(length).fold(0, next_hash))];
            *known = (*known).max(if length == 4 { Start::Any } else { start });
        }
    }

    #[inline]
    fn may_start(&self, text: &[u8]) -> bool {
        let mut hash = 0;
        self.by_length.iter().zip(text).enumerate().any(|(at, (starts, &byte))| {
            hash = next_hash(hash, byte);
            match starts[slot(hash)] {
                Start::None => false,
                Start::Whole => !text.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
                Start::Any => true,
            }
        })
    }
}

fn next_hash(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x9e37_79b1)
}

fn slot(hash: u32) -> usize {
    (hash >> 18) as usize
}

/// Entries by their spelling in small letters.
type Table = BTreeMap<String, Entry>;

fn neutral_settings() -> Pack {
    // Where nothing is known of a language, both signs may be decimal or group; digits then decide.
    let mut pack = Pack::parse("[pack]\nlanguage = \"und\"\ntime-separators = [\".\"]\n").unwrap_or_else(|_| unreachable!());
    pack.group = vec![',', '.', ' '];
    pack
}

/// Months that are named by their number (`3月`, `12월`), written with a space too.
fn add_numbered_months(table: &mut Table, own: &Pack) {
    for (spelling, meaning) in own.entries.iter().filter(|(_, meaning)| matches!(meaning, Meaning::Month { .. })) {
        let digits = spelling.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && digits < spelling.len() {
            insert(table, spelling, meaning, false);
            insert(table, &format!("{} {}", &spelling[..digits], spelling[digits..].trim_start()), meaning, false);
        }
    }
}

/// `also_a_word`: in small letters it is a word of the language (German `am`), so that only capitals mean this.
fn insert(table: &mut Table, spelling: &str, meaning: &Meaning, also_a_word: bool) {
    insert_folded(table, fold(spelling), meaning, also_a_word || in_capitals(spelling, meaning));
}

fn insert_folded(table: &mut Table, folded: String, meaning: &Meaning, in_capitals: bool) {
    if is_sign(&folded) {
        return;
    }
    let entry = table.entry(folded).or_default();
    let word = if in_capitals { &mut entry.capitals } else { &mut entry.word };
    if !word.meanings.contains(meaning) {
        word.meanings.push(meaning.clone());
        word.bits |= meaning.bit();
    }
}

/// A dash or comma is a sign to the grammar in every language; as a word it would no longer join the groups of a number.
fn is_sign(folded: &str) -> bool {
    folded.len() == 1 && folded.bytes().all(|byte| byte.is_ascii_punctuation())
}

/// Abbreviations of zones, countries and currencies are short words of other languages in lower case (`IST`, `EST`, `US`, `TRY`).
fn in_capitals(entry: &str, meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::ZoneName(_) | Meaning::ZonePlace(_) | Meaning::Country(_) | Meaning::Currency(_))
        && entry.len() <= 5
        && entry.chars().all(|c| c.is_ascii_uppercase() || c == '.')
}

fn add_foreign(table: &mut Table, own: Option<&Pack>, other: &Pack) {
    let refused: Vec<String> = own.into_iter().flat_map(|pack| &pack.not_english).map(|word| fold(word)).collect();
    let known: Vec<String> = table.iter().filter(|(_, entry)| entry.states_alone()).map(|(spelling, _)| spelling.clone()).collect();
    for (spelling, meaning) in other.entries.iter().filter(|(spelling, meaning)| readable_abroad(spelling, meaning)) {
        let folded = fold(spelling);
        // Abbreviated weekdays are read only beside times and other weekdays; nothing else is mistaken for them there.
        let in_capitals = in_capitals(spelling, meaning);
        let harmless = in_capitals || matches!(meaning, Meaning::Weekday { short: true, .. });
        // `to` joins two weekdays in English even where it is one of them itself (Swedish `to`).
        let beside = *meaning == Meaning::To
            && table
                .get(&folded)
                .is_some_and(|entry| entry.word.meanings.iter().all(|own| matches!(own, Meaning::Weekday { short: true, .. })));
        let free = harmless || beside || (!refused.contains(&folded) && known.binary_search(&folded).is_err());
        if free {
            insert_folded(table, folded, meaning, in_capitals);
        }
    }
}

/// Which words of the reference's language are read when they stand in a translation: those that state something by themselves.
fn readable_abroad(entry: &str, meaning: &Meaning) -> bool {
    let letters = entry.chars().filter(|c| c.is_alphabetic()).count();
    match meaning {
        Meaning::Point
        | Meaning::FractionOf
        | Meaning::FractionOver
        | Meaning::Denominator(_)
        | Meaning::Parts
        | Meaning::Nothing
        | Meaning::Classifier
        | Meaning::Subunit(_) => false,
        Meaning::TimeBefore | Meaning::TimeAfter | Meaning::From | Meaning::And | Meaning::Or | Meaning::Number(_) => false,
        Meaning::DateJoiner | Meaning::YearMark | Meaning::DayMark => false,
        Meaning::Hour(_) | Meaning::Shift { .. } | Meaning::Minutes(_) | Meaning::Article | Meaning::AllDay | Meaning::Era(_) => false,
        Meaning::LocalTime | Meaning::PhoneLabel | Meaning::ZoneAfter | Meaning::PerDay => letters > 3,
        Meaning::Weekday { short: true, .. } | Meaning::SeverityLabel => letters > 2,
        Meaning::Unit(_) => letters > 1,
        _ => true,
    }
}
