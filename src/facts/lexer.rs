//! Cuts a plainly spelt text into numbers, words of the lexicon, signs and the rest.

use std::ops::Range;

use crate::locale::calendar::Unit;
use crate::locale::lexicon::{Hit, Lexicon, Word};
use crate::locale::normal::{MASK, is_spaced_letter, is_unspaced};
use crate::locale::pack::Meaning;

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'l> {
    pub(super) kind: TokenKind<'l>,
    /// First byte in the plain text.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum TokenKind<'l> {
    /// A run of ASCII digits.
    Number,
    /// An entry of the lexicon.
    Word(&'l Word),
    /// One sign; `*` also for the `x` of `24x7`.
    Sign(char),
    /// The `e+` of `1.5e+6`, between two numbers.
    Power10,
    /// A word that the lexicon does not know, or a product name with digits.
    Text,
    /// Something that is not to be read.
    Mask,
    /// A hard line break.
    Break,
}

impl Token<'_> {
    #[inline]
    pub(super) fn means(&self, wanted: &Meaning) -> bool {
        self.bits() & wanted.bit() != 0 && matches!(self.kind, TokenKind::Word(word) if word.meanings.contains(wanted))
    }

    /// The bits of its meanings; none for what is no word of the lexicon.
    #[inline]
    pub(super) fn bits(&self) -> u64 {
        match self.kind {
            TokenKind::Word(word) => word.bits,
            _ => 0,
        }
    }
}

/// Cuts `text` into tokens, appended to `tokens`.
pub(super) fn lex<'l>(text: &str, lexicon: &'l Lexicon, tokens: &mut Vec<Token<'l>>) {
    let mut lexer = Lexer { text, lexicon, tokens };
    let mut at = 0;
    while at < text.len() {
        at = lexer.step(at);
    }
}

/// Number words that may be one word.
const MOST_GLUED: usize = 16;

/// Words that are put to each other in the number words of many languages.
const COUNTING: u64 = Meaning::Number(0).bit() | Meaning::Power(0).bit();

struct Lexer<'t, 'l, 'v> {
    text: &'t str,
    lexicon: &'l Lexicon,
    tokens: &'v mut Vec<Token<'l>>,
}

impl<'l> Lexer<'_, 'l, '_> {
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.text[at..].chars().next() else { return self.text.len() };
        match c {
            ' ' => return at + 1,
            '\n' => return self.push(TokenKind::Break, at, at + 1),
            MASK => return self.push(TokenKind::Mask, at, at + c.len_utf8()),
            _ => {}
        }
        // `fr-FR` is no Friday.
        if let Some(end) = language_tag(self.text, at).or_else(|| uuid(self.text, at)).or_else(|| file_name(self.text, at)) {
            return self.push(TokenKind::Text, at, end);
        }
        if let Some(hit) = self.entry(at, c) {
            // A prefix may be a word of its own: Arabic `و` is *and*.
            if let Some(prefix) = self.lexicon.at(&self.text[..hit.start], at).filter(|prefix| prefix.end == hit.start) {
                self.push(TokenKind::Word(prefix.word), at, prefix.end);
            }
            return self.push(TokenKind::Word(hit.word), hit.start, hit.end);
        }
        match c {
            '0'..='9' => self.number(at),
            'x' | 'X' if self.is_times_sign(at) => self.push(TokenKind::Sign('*'), at, at + 1),
            c if is_spaced_letter(c) => self.push(TokenKind::Text, at, self.word_end(at, c)),
            c if is_unspaced(c) => self.unspaced(at, at + c.len_utf8()),
            c => self.push(TokenKind::Sign(c), at, at + c.len_utf8()),
        }
    }

    /// Letters of scripts without spaces that no entry starts with, gathered.
    fn unspaced(&mut self, start: usize, end: usize) -> usize {
        match self.tokens.last_mut() {
            Some(last) if last.end == start && matches!(last.kind, TokenKind::Text) => last.end = end,
            _ => self.tokens.push(Token { kind: TokenKind::Text, start, end }),
        }
        end
    }

    fn push(&mut self, kind: TokenKind<'l>, start: usize, end: usize) -> usize {
        self.tokens.push(Token { kind, start, end });
        end
    }

    /// The entry at `at`, or behind a prefix that stands there.
    fn entry(&self, at: usize, c: char) -> Option<Hit<'l>> {
        let direct = self.lexicon.longest(self.text, at, |hit| self.ends_word(hit) || self.counts_rest(hit) || self.is_glued_number(hit));
        if direct.is_some() || c.is_ascii() {
            return direct;
        }
        let prefixes = self.lexicon.settings().prefixes.iter().filter(|prefix| self.text[at..].starts_with(prefix.as_str()));
        prefixes.filter_map(|prefix| self.lexicon.at(self.text, at + prefix.len())).find(|hit| self.ends_word(hit))
    }

    /// The end of an unknown word. Figures end it (`Python3`, `RFC3339`, `v2`), unless letters follow them, which make one name of all
    /// (`x86_64`, `20H2`); so does another script.
    fn word_end(&self, at: usize, first: char) -> usize {
        let letters = word_run_end(self.text, at, first);
        let figures = run_end(self.text, letters, |c| c.is_ascii_digit());
        let is_prefix = || self.lexicon.settings().prefixes.iter().any(|prefix| prefix.as_str() == &self.text[at..letters]);
        if figures == letters || !first.is_ascii() || !goes_on(self.text, figures) || is_prefix() {
            return letters;
        }
        name_end(self.text, letters)
    }

    fn number(&mut self, at: usize) -> usize {
        let end = run_end(self.text, at, |c| c.is_ascii_digit());
        // Korean puts particles to figures (`23:59입니다`), others endings (`9dan`).
        let named = self.text[end..].starts_with(|c: char| is_spaced_letter(c) && !is_hangul(c)) && !self.has_suffix(&self.text[end..]);
        // `145p` and `2P` are names: no severity has its figure first.
        let counted = || self.entry(end, ' ').is_some_and(|hit| hit.word.bits != Meaning::SeverityLabel.bit());
        if let Some((exponent, sign, power)) = exponent(self.text, end) {
            self.push(TokenKind::Number, at, end);
            self.push(TokenKind::Power10, exponent, sign);
            return self.push(TokenKind::Number, power.start, power.end);
        }
        if let Some(ending) = self.ending(end) {
            self.push(TokenKind::Number, at, end);
            return ending;
        }
        if !named || (self.is_times_sign(end) && !is_hexadecimal(self.text, at)) || counted() {
            return self.push(TokenKind::Number, at, end);
        }
        // Letters and figures in turn are one name; figures and a word are two (`2.5x`, `21Vianet`).
        let letters = word_run_end(self.text, end, ' ');
        if self.text[end..].starts_with(|c: char| c.is_ascii()) && goes_on_in_figures(self.text, letters) {
            return self.push(TokenKind::Text, at, name_end(self.text, end));
        }
        self.push(TokenKind::Number, at, end)
    }

    /// Where the case ending of figures before a unit stops: `10ти минут`, `2-х дней`, `24:n tunnin`. It says nothing of its own.
    fn ending(&self, at: usize) -> Option<usize> {
        const COUNTED: u64 = Meaning::Unit(Unit::Day).bit() | Meaning::Power(0).bit();
        let letters = self.text[at..].trim_start_matches(['-', ':', '\'']);
        let start = self.text.len() - letters.len();
        let end = run_end(self.text, start, |c| is_spaced_letter(c) && c.is_lowercase());
        let count = self.text[start..end].chars().count();
        let put_on = start == at + 1 || (start == at && !self.text[start..end].is_ascii());
        let is_word = || [at, start].iter().any(|&from| self.lexicon.at(self.text, from).is_some_and(|hit| hit.end >= end));
        let unit = || {
            let next = self.text[end..].strip_prefix(' ').map(|_| end + 1)?;
            self.lexicon.at(self.text, next).filter(|hit| hit.word.bits & COUNTED != 0)
        };
        (put_on && (1..=3).contains(&count) && !is_word() && unit().is_some()).then_some(end)
    }

    /// The `x` of `24x7` or `24 x 7`.
    fn is_times_sign(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_x = matches!(bytes.get(at), Some(b'x' | b'X'));
        let before = self.text[..at].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit());
        is_x && before && self.text[at + 1..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether a number word is glued to the unit that it counts: `dreijährig`, `tvåveckors`, `Sechsmonatszeitraum`.
    fn counts_rest(&self, hit: &Hit<'_>) -> bool {
        let number = hit.word.meanings.iter().find_map(|meaning| if let Meaning::Number(value) = meaning { Some(*value) } else { None });
        let unit = || {
            self.lexicon.at(self.text, hit.end).filter(|unit| unit.word.meanings.iter().any(|meaning| matches!(meaning, Meaning::Unit(_))))
        };
        number.is_some_and(|number| number > 1000) && unit().is_some_and(|unit| unit.end - unit.start > 2)
    }

    /// Whether a number word is glued to others up to the end of the word: `zwei|hundert|sechsundfünfzig`.
    fn is_glued_number(&self, hit: &Hit<'_>) -> bool {
        hit.word.bits & COUNTING != 0 && self.counts_on(hit.end, 0)
    }

    fn counts_on(&self, at: usize, depth: usize) -> bool {
        const CLOSES: u64 = COUNTING | Meaning::AndHalf.bit() | Meaning::Denominator(0).bit() | Meaning::Parts.bit();
        depth < MOST_GLUED
            && self.lexicon.all(self.text, at).any(|hit| {
                let ends = || !self.text[hit.end..].starts_with(is_spaced_letter) || self.has_suffix(&self.text[hit.end..]);
                let goes_on = hit.word.bits & (COUNTING | Meaning::And.bit()) != 0;
                (hit.word.bits & CLOSES != 0 && ends()) || (goes_on && self.counts_on(hit.end, depth + 1))
            })
    }

    /// Whether the token before is a number word to which the text is glued.
    fn is_counted(&self, at: usize) -> bool {
        let number = |word: &Word| word.bits & COUNTING != 0;
        self.tokens.last().is_some_and(|token| token.end == at && matches!(token.kind, TokenKind::Word(word) if number(word)))
    }

    fn ends_word(&self, hit: &Hit<'_>) -> bool {
        let (before, after) = self.text.split_at(hit.end);
        let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return true };
        if self.is_counted(hit.start) {
            return true;
        }
        // `tháng 1` is not the start of `tháng 12`.
        if left.is_ascii_digit() && right.is_ascii_digit() {
            return false;
        }
        if right.is_ascii_digit() && is_spaced_letter(left) {
            return self.may_touch_figures(hit, after);
        }
        if !(is_spaced_letter(left) && is_spaced_letter(right)) || script(left) != script(right) {
            return true;
        }
        // Korean glues particles on, but `반환` does not begin with the word for a half.
        let halves = hit.word.bits & (Meaning::HalfPast.bit() | Meaning::AndHalf.bit()) != 0;
        (is_hangul(left) && is_hangul(right) && !halves) || self.has_suffix(after)
    }

    /// `P1` and `9h30` are read, the `H` of `20H2` is part of a name.
    fn may_touch_figures(&self, hit: &Hit<'_>, after: &str) -> bool {
        let is_unit = hit.word.meanings.iter().any(|meaning| matches!(meaning, Meaning::Unit(_) | Meaning::HourMark | Meaning::TimeAfter));
        let figures = run_end(after, 0, |c| c.is_ascii_digit());
        let minutes = figures == 2
            && hit.word.meanings.contains(&Meaning::HourMark)
            && (!after[figures..].starts_with(is_spaced_letter) || self.entry(hit.end + figures, ' ').is_some());
        minutes || !is_unit
    }

    fn has_suffix(&self, after: &str) -> bool {
        self.lexicon.is_suffix(after)
    }
}

/// The end of the letters of one script, from a letter of it. Marks belong to the letter before them.
fn word_run_end(text: &str, from: usize, first: char) -> usize {
    let first = if first == ' ' { text[from..].chars().next().unwrap_or(' ') } else { first };
    let own = script(first);
    run_end(text, from, |c| is_spaced_letter(c) && (script(c) == own || is_mark(c)))
}

/// Whether letters or an underscore follow the figures of a name.
fn goes_on(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
}

/// Whether figures follow the letters of a name, an underscore between them perhaps.
fn goes_on_in_figures(text: &str, at: usize) -> bool {
    text[at..].trim_start_matches('_').starts_with(|c: char| c.is_ascii_digit())
}

/// The end of letters and figures in turn.
fn name_end(text: &str, from: usize) -> usize {
    let end = run_end(text, from, |c| c.is_ascii_alphanumeric() || c == '_');
    from + text[from..end].trim_end_matches('_').len()
}

/// `0x80070005`.
fn is_hexadecimal(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes[at] == b'0' && matches!(bytes.get(at + 1), Some(b'x' | b'X')) && bytes.get(at + 2).is_some_and(u8::is_ascii_hexdigit)
}

/// The `e+14` of `12.3e+14`: where the letter stands, where its sign ends, and the figures.
fn exponent(text: &str, at: usize) -> Option<(usize, usize, Range<usize>)> {
    let rest = text[at..].strip_prefix(['e', 'E'])?;
    let signed = rest.trim_start_matches(['+', '-']);
    let figures = signed.bytes().take_while(u8::is_ascii_digit).count();
    let start = text.len() - signed.len();
    let fits = rest.len() - signed.len() <= 1 && (1..=3).contains(&figures) && !signed[figures..].starts_with(is_spaced_letter);
    fits.then_some((at, start, start..start + figures))
}

/// The end of a UUID (RFC 9562: 8, 4, 4, 4 and 12 hexadecimal figures) that starts here.
fn uuid(text: &str, at: usize) -> Option<usize> {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    const LENGTH: usize = 36;
    let bytes = text.as_bytes().get(at..at + LENGTH)?;
    let mut groups = bytes.split(|byte| *byte == b'-');
    let fits =
        GROUPS.iter().all(|length| groups.next().is_some_and(|group| group.len() == *length && group.iter().all(u8::is_ascii_hexdigit)));
    // What fits is ASCII, so that its end is one of a character.
    let alone = || !text[..at].ends_with(is_spaced_letter) && !text[at + LENGTH..].starts_with(|c: char| c == '-' || c.is_alphanumeric());
    (fits && groups.next().is_none() && alone()).then_some(at + LENGTH)
}

/// The end of a name of letters and figures with an extension (`p5.js`, `web3.py`, `libssl3.so`) that starts here: its figures count nothing.
fn file_name(text: &str, at: usize) -> Option<usize> {
    const LONGEST_EXTENSION: usize = 5;
    let bytes = &text.as_bytes()[at..];
    let run = |from: usize, is: fn(&u8) -> bool| bytes[from..].iter().take_while(|byte| is(byte)).count();
    let letters = run(0, u8::is_ascii_alphabetic);
    let figures = run(letters, u8::is_ascii_digit);
    let point = letters + figures;
    let is_name = letters > 0 && figures > 0 && bytes.get(point) == Some(&b'.');
    let extension = if is_name { run(point + 1, u8::is_ascii_lowercase) } else { 0 };
    let end = at + point + 1 + extension;
    let alone = || {
        !text[..at].ends_with(|c: char| c.is_alphanumeric() && c.is_ascii())
            && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
    };
    ((1..=LONGEST_EXTENSION).contains(&extension) && alone()).then_some(end)
}

/// The end of a language tag with a region (`fr-FR`, `zh-Hant-TW`, `de_AT`) that starts here.
fn language_tag(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let language = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    if !(2..=3).contains(&language) || !matches!(bytes.get(language), Some(b'-' | b'_')) {
        return None;
    }
    let part = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let script = part(language + 1);
    let titled = script == 4 && bytes[language + 1].is_ascii_uppercase() && matches!(bytes.get(language + 5), Some(b'-' | b'_'));
    let region = if titled { language + 6 } else { language + 1 };
    let length = part(region);
    let tag = length == 2 && bytes[region..region + 2].iter().all(u8::is_ascii_uppercase);
    let alone = !text[..at].ends_with(is_spaced_letter) && !text[at + region + length..].starts_with(is_spaced_letter);
    (tag && alone).then_some(at + region + length)
}

/// A number for each script: the letters of a word are of one.
fn script(c: char) -> u32 {
    match c as u32 {
        0..=0x24f | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff => 1,
        0x370..=0x3ff | 0x1f00..=0x1fff => 2,
        0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff => 3,
        0x590..=0x5ff | 0xfb1d..=0xfb4f => 4,
        0x600..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => 5,
        _ if is_hangul(c) => 6,
        code => code >> 7,
    }
}

/// Marks that are put to letters of several scripts.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36f)
}

fn run_end(text: &str, from: usize, accepts: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c| !accepts(c)).map_or(text.len(), |length| from + length)
}

#[inline]
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af)
}
