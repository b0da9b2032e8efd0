//! The plain spelling in which words are listed and texts are read: one kind of space, hyphen and digit, no invisible marks.
//!
//! It keeps, for every byte of the plain spelling, the bytes of the text that it stands for.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::digits::zero_of;

/// A text in plain spelling.
#[derive(Debug)]
pub struct Plain<'t> {
    /// The plain spelling.
    pub text: Cow<'t, str>,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    plain: usize,
    plain_len: usize,
    original: usize,
    original_len: usize,
}

/// Stands for a stretch that is not to be read (code, a URL).
pub const MASK: char = '\u{fffc}';

enum Plainly {
    Same,
    Space,
    Nothing,
    Char(char),
}

fn plainly(c: char) -> Plainly {
    match c {
        '\n' | '!'..='~' => Plainly::Same,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe0f}'
        | '\u{feff}' => Plainly::Nothing,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Plainly::Char('-'),
        '\u{301c}' | '\u{223c}' => Plainly::Char('~'),
        '\u{66b}' => Plainly::Char('.'),
        // Full-width punctuation is hardly ever part of a number; it stays what it is, in one form.
        '\u{3002}' | '\u{ff61}' | '\u{ff0e}' => Plainly::Char('\u{3002}'),
        // The commas of Myanmar, Ethiopia, Mongolia and Lisu part what they stand between, as the one of Han does.
        '\u{ff64}' | '\u{104a}' | '\u{1363}' | '\u{1802}' | '\u{a4fe}' => Plainly::Char('\u{3001}'),
        '\u{ff0c}' => Plainly::Same,
        '\u{60c}' | '\u{66c}' => Plainly::Char(','),
        '\u{61b}' => Plainly::Char(';'),
        '\u{66a}' => Plainly::Char('%'),
        '\u{ffe5}' => Plainly::Char('\u{a5}'),
        '\u{ffe1}' => Plainly::Char('\u{a3}'),
        '\u{ffe6}' => Plainly::Char('\u{20a9}'),
        '\u{d7}' => Plainly::Char('x'),
        '\u{2217}' => Plainly::Char('*'),
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => Plainly::Char('\''),
        c if c.is_whitespace() => Plainly::Space,
        c => digit(c).unwrap_or(Plainly::Same),
    }
}

fn digit(c: char) -> Option<Plainly> {
    if let Some(zero) = zero_of(c) {
        return char::from_digit(c as u32 - zero as u32, 10).map(Plainly::Char);
    }
    // Full-width forms of printable ASCII.
    matches!(c as u32, 0xff01..=0xff5e).then(|| char::from_u32(c as u32 - 0xfee0).map_or(Plainly::Same, Plainly::Char))
}

/// Spells a text plainly; `masks` are stretches of it, in the order of their starts, that become one [`MASK`] each; one may begin inside another. `seams` are places, in
/// order, where a word ends although no blank stands there; each becomes one.
pub fn plain<'t>(text: &'t str, masks: &[Range<usize>], seams: &[usize]) -> Plain<'t> {
    let composed = is_composed(text);
    let torn = torn(text);
    if masks.is_empty() && seams.is_empty() && torn.is_empty() && composed && (is_plain_ascii(text) || next_special(text, 0) == text.len())
    {
        return Plain { text: Cow::Borrowed(text), pieces: Vec::new() };
    }
    let mut writer = Writer { out: String::with_capacity(text.len()), pieces: Vec::new(), composed, torn };
    let mut seams = seams.iter().copied().peekable();
    let mut at = 0;
    for mask in masks.iter().filter(|mask| mask.end <= text.len()) {
        writer.spell_between(text, at, mask.start.max(at), &mut seams);
        if mask.end > at {
            writer.put(MASK, mask.start.max(at), mask.end - mask.start.max(at));
        }
        at = at.max(mask.end);
    }
    writer.spell_between(text, at, text.len(), &mut seams);
    Plain { text: Cow::Owned(writer.out), pieces: writer.pieces }
}

/// Whether every letter that has a form of its own together with its marks is written in it (Unicode NFC), told fast for most texts.
fn is_composed(text: &str) -> bool {
    text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// The blanks between letters of Han that are written one by one: `一 百 五 十`. Three letters and more are no list.
fn torn(text: &str) -> Vec<usize> {
    const LEAST: usize = 3;
    let mut blanks = Vec::new();
    if text.is_ascii() {
        return blanks;
    }
    let mut run: Vec<usize> = Vec::new();
    let mut end_run = |run: &mut Vec<usize>| {
        if run.len() + 1 >= LEAST {
            blanks.append(run);
        }
        run.clear();
    };
    let is_han = |c: char| matches!(c as u32, 0x3007 | 0x3400..=0x9fff);
    for at in memchr::memchr_iter(b' ', text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let single = |mut chars: std::iter::Peekable<&mut dyn Iterator<Item = char>>| {
            chars.next().is_some_and(is_han) && chars.peek().is_none_or(|&c| !is_unspaced(c))
        };
        let (left, right) = (
            single((&mut before.chars().rev() as &mut dyn Iterator<Item = char>).peekable()),
            single((&mut after.chars() as &mut dyn Iterator<Item = char>).peekable()),
        );
        let follows = run.last().is_some_and(|last| text[last + 1..at].chars().count() == 1);
        if !follows {
            end_run(&mut run);
        }
        if left && right {
            run.push(at);
        }
    }
    end_run(&mut run);
    blanks
}

/// The length of the letter that a text starts with, its marks included.
fn cluster(text: &str) -> usize {
    let goes_on = |&(at, c): &(usize, char)| at > 0 && (canonical_combining_class(c) != 0 || matches!(c as u32, 0x1160..=0x11ff));
    let mut chars = text.char_indices();
    let first = chars.next().map_or(0, |(_, c)| c.len_utf8());
    chars.take_while(goes_on).last().map_or(first, |(at, c)| at + c.len_utf8())
}

/// The usual text of English pages, told fast.
fn is_plain_ascii(text: &str) -> bool {
    text.is_ascii()
        && memchr::memchr3(b'\t', b'\r', 0x7f, text.as_bytes()).is_none()
        && memchr::memmem::find(text.as_bytes(), b"  ").is_none()
}

/// The first byte at or after `from` of a character that is spelt otherwise, or of the second of two spaces; the length if there is none.
fn next_special(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        let special = match byte {
            b' ' => at > 0 && bytes[at - 1] == b' ',
            b'\n' | b'!'..=b'~' => false,
            0x80.. => MAY_DIFFER[usize::from(byte)] && text[at..].chars().next().is_some_and(|c| !matches!(plainly(c), Plainly::Same)),
            _ => true,
        };
        if special {
            return at;
        }
        at += 1;
    }
    at
}

/// Lead bytes (UTF-8) of characters that [`plainly`] may spell otherwise; continuation bytes and the common letters are not among them.
const MAY_DIFFER: [bool; 256] = {
    let mut table = [false; 256];
    let leads = [0xc2, 0xc3, 0xca, 0xd8, 0xd9, 0xdb, 0xdf, 0xe0, 0xe1, 0xe2, 0xe3, 0xea, 0xef, 0xf0];
    let mut at = 0;
    while at < leads.len() {
        table[leads[at]] = true;
        at += 1;
    }
    table
};

/// A letter as spellings are compared: small, and one form for the sigmas and for `i` with its dot or without.
#[inline]
pub(super) fn letter(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c.to_ascii_lowercase(),
        // Kana, Han and Hangul have no case.
        '\u{2e80}'..='\u{a63f}' | '\u{ac00}'..='\u{d7ff}' => c,
        'İ' | 'ı' => 'i',
        'ς' => 'σ',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// Spells a word plainly and in the letters that spellings are compared in.
pub(super) fn fold(word: &str) -> String {
    let plain = plain(word.trim(), &[], &[]).text;
    if plain.is_ascii() { plain.to_ascii_lowercase() } else { plain.chars().map(letter).collect() }
}

/// Whether a letter belongs to a script that puts spaces between words. Combining marks count as letters of theirs.
#[inline]
pub fn is_spaced_letter(c: char) -> bool {
    match c as u32 {
        0..=0x7f => c.is_ascii_alphabetic(),
        0x80..=0xbf | 0xd7 | 0xf7 => false,
        0xc0..=0x36f | 0x388..=0x481 | 0x48a..=0x52f => true,
        0x0610..=0x061a | 0x0620..=0x065f | 0x1100..=0x11ff | 0xac00..=0xd7af => true,
        0x2000..=0x2bff | 0x3000..=0x303f => false,
        _ => !is_unspaced(c) && c.is_alphabetic(),
    }
}

/// Whether a character belongs to a script that writes words without spaces: Thai, Lao, Myanmar, Khmer, Han, kana.
#[inline]
pub fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x19e0..=0x19ff | 0x2e80..=0x2fff | 0x3005..=0x3007 | 0x3040..=0x30fa | 0x30fc..=0x312f
        | 0x31a0..=0x9fff | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f | 0xf900..=0xfaff | 0xff66..=0xff9d | 0x20000..=0x323af)
}

struct Writer {
    out: String,
    pieces: Vec<Piece>,
    /// Whether no letter is written apart from its marks.
    composed: bool,
    /// The blanks that part the letters of one word, in order.
    torn: Vec<usize>,
}

impl Writer {
    fn spell_between(&mut self, text: &str, from: usize, to: usize, seams: &mut std::iter::Peekable<impl Iterator<Item = usize>>) {
        let mut at = from;
        while let Some(seam) = seams.next_if(|&seam| seam <= to) {
            if seam > at {
                self.spell_all(text, at, seam);
                self.put(' ', seam, 0);
                at = seam;
            }
        }
        self.spell_all(text, at, to);
    }

    fn spell_all(&mut self, text: &str, from: usize, to: usize) {
        if !self.composed {
            return self.compose(text, from, to);
        }
        let mut at = from;
        while at < to {
            let torn = self.torn.get(self.torn.partition_point(|&blank| blank < at)).copied();
            let special = next_special(&text[..to], at).max(at).min(torn.unwrap_or(to));
            self.copy(&text[at..special], at);
            at = special;
            if torn == Some(at) {
                at += 1;
            } else if let Some(c) = text[at..to].chars().next() {
                self.spell(c, at, c.len_utf8());
                at += c.len_utf8();
            }
        }
    }

    /// Letter by letter: the marks of one are put to it.
    fn compose(&mut self, text: &str, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let length = cluster(&text[at..to]);
            let mut letters = text[at..at + length].nfc();
            if let Some(first) = letters.next() {
                self.spell(first, at, length);
            }
            letters.for_each(|mark| self.put(mark, at, length));
            at += length;
        }
    }

    fn copy(&mut self, run: &str, original: usize) {
        if !run.is_empty() {
            self.add(Piece { plain: self.out.len(), plain_len: run.len(), original, original_len: run.len() });
            self.out.push_str(run);
        }
    }

    /// A letter that takes up `length` bytes of the text.
    fn spell(&mut self, c: char, at: usize, length: usize) {
        match plainly(c) {
            Plainly::Same => self.put(c, at, length),
            Plainly::Char(other) => self.put(other, at, length),
            Plainly::Space if self.out.ends_with(' ') => {}
            Plainly::Space => self.put(' ', at, length),
            Plainly::Nothing => {}
        }
    }

    fn put(&mut self, c: char, original: usize, original_len: usize) {
        self.add(Piece { plain: self.out.len(), plain_len: c.len_utf8(), original, original_len });
        self.out.push(c);
    }

    fn add(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.is_same() && piece.is_same() && last.original + last.original_len == piece.original => {
                last.plain_len += piece.plain_len;
                last.original_len += piece.original_len;
            }
            _ => self.pieces.push(piece),
        }
    }
}

impl Piece {
    fn is_same(&self) -> bool {
        self.plain_len == self.original_len
    }
}

impl Plain<'_> {
    /// The range of the original text that a range of the plain one stands for.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return range;
        }
        self.original_start(range.start)..self.original_end(range.end)
    }

    fn original_start(&self, plain: usize) -> usize {
        let at = self.pieces.partition_point(|piece| piece.plain + piece.plain_len <= plain);
        match self.pieces.get(at) {
            Some(piece) if piece.is_same() => piece.original + (plain - piece.plain),
            Some(piece) => piece.original,
            None => self.pieces.last().map_or(plain, |piece| piece.original + piece.original_len),
        }
    }

    fn original_end(&self, plain: usize) -> usize {
        let at = self.pieces.partition_point(|piece| piece.plain + piece.plain_len < plain);
        match self.pieces.get(at) {
            Some(piece) if piece.is_same() => piece.original + (plain - piece.plain),
            Some(piece) => piece.original + piece.original_len,
            None => self.pieces.last().map_or(plain, |piece| piece.original + piece.original_len),
        }
    }
}
