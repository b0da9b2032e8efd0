//! Cuts a plainly spelt text into numbers, words of the lexicon, signs and the rest.

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

/// Letters of a word that figures may be put to; fewer are a unit or a part of a name.
const LEAST_WORD: usize = 4;

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
            c if is_spaced_letter(c) => {
                let end = self.word_end(at);
                // `v2` names the version that others call *version 2*.
                let version = matches!(c, 'v' | 'V') && end > at + 1 && self.text[at + 1..end].bytes().all(|byte| byte.is_ascii_digit());
                self.push(TokenKind::Text, at, if version { at + 1 } else { end })
            }
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
        let direct = self.lexicon.longest(self.text, at, |hit| self.ends_word(hit) || self.counts_rest(hit));
        if direct.is_some() || c.is_ascii() {
            return direct;
        }
        let prefixes = self.lexicon.settings().prefixes.iter().filter(|prefix| self.text[at..].starts_with(prefix.as_str()));
        prefixes.filter_map(|prefix| self.lexicon.at(self.text, at + prefix.len())).find(|hit| self.ends_word(hit))
    }

    /// The end of an unknown word, figures in it included (`Win32`), but for those that a prefix stands before (Arabic `و7`).
    fn word_end(&self, at: usize) -> usize {
        if self.text.as_bytes()[at].is_ascii() && self.lexicon.settings().prefixes.is_empty() {
            return alphanumeric_end(self.text, at);
        }
        let letters = run_end(self.text, at, is_spaced_letter);
        if self.lexicon.settings().prefixes.iter().any(|prefix| prefix.as_str() == &self.text[at..letters]) {
            return letters;
        }
        run_end(self.text, at, |c| is_spaced_letter(c) || c.is_ascii_digit())
    }

    fn number(&mut self, at: usize) -> usize {
        let end = run_end(self.text, at, |c| c.is_ascii_digit());
        let next = self.text[end..].chars().next();
        // Korean puts particles to figures (`23:59입니다`), others endings (`9dan`).
        let named = next.is_some_and(|c| is_spaced_letter(c) && !is_hangul(c)) && !self.has_suffix(&self.text[end..]);
        // `145p` and `2P` are names: no severity has its figure first.
        let counted = || self.entry(end, ' ').is_some_and(|hit| hit.word.bits != Meaning::SeverityLabel.bit());
        if named && !self.is_times_sign(end) && !counted() {
            let name = run_end(self.text, end, |c| is_spaced_letter(c) || c.is_ascii_digit());
            // `21Vianet` is `21 Vianet` to others.
            let word = self.text[end..name].chars().count() >= LEAST_WORD && self.text[end..name].chars().all(is_spaced_letter);
            return if word { self.push(TokenKind::Number, at, end) } else { self.push(TokenKind::Text, at, name) };
        }
        self.push(TokenKind::Number, at, end)
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

    /// Whether the token before is a number word to which the text is glued.
    fn is_counted(&self, at: usize) -> bool {
        let number = |word: &Word| word.meanings.iter().any(|meaning| matches!(meaning, Meaning::Number(_)));
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
        if !(is_spaced_letter(left) && is_spaced_letter(right)) {
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

/// The end of a run of letters and figures, fast for ASCII.
fn alphanumeric_end(text: &str, from: usize) -> usize {
    let ascii = text.as_bytes()[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = from + ascii;
    if text.as_bytes().get(end).is_some_and(|byte| !byte.is_ascii()) {
        run_end(text, end, |c| is_spaced_letter(c) || c.is_ascii_digit())
    } else {
        end
    }
}

fn run_end(text: &str, from: usize, accepts: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c| !accepts(c)).map_or(text.len(), |length| from + length)
}

#[inline]
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c as u32, 0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af)
}
