//! The grammar: from tokens to facts, the same for every language.
//!
//! Recognizers read at one place and say where they stopped; what depends on neighbours (a bare `9-5` beside a weekday, a city beside
//! a time) is settled afterwards, over the whole block.

mod alone;
pub(super) mod amount;
mod availability;
mod calendars;
mod clock;
mod cursor;
mod date;
mod days;
mod doubt;
mod duration;
mod figures;
mod length;
mod neighbours;
mod number;
mod phone;
mod rates;
mod severity;
mod spelt;
mod weekday;
mod zone;

use crate::locale::pack::{Meaning, Pack};

use super::leftover::Leftover;
use super::lexer::{Token, TokenKind};
use super::model::{Kind, Severity, Strength, Value};

/// A block's tokens with what is needed to read them.
pub(super) struct Scan<'a, 'l> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token<'l>],
    pub(super) settings: &'a Pack,
    /// Whether the block is nothing but a number, as in a list of telephone numbers.
    pub(super) only_number: bool,
    /// The number of the list item that the block starts: `20. Dezember` at the start of a line is such an item to Markdown.
    pub(super) marker: Option<u32>,
}

/// A fact by its tokens.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) value: Value,
    /// First token.
    pub(super) from: usize,
    /// The token after the last.
    pub(super) to: usize,
    pub(super) strength: Strength,
    /// What else its tokens may say; see [`crate::facts::Fact::readings`].
    pub(super) readings: Vec<Vec<Item>>,
    /// Whether it may be half read; see [`crate::facts::Fact::doubtful`].
    pub(super) doubtful: bool,
}

impl Item {
    fn new(value: Value, from: usize, to: usize, strength: Strength) -> Self {
        Self { value, from, to, strength, readings: Vec::new(), doubtful: false }
    }

    /// The same tokens, which may also say something else: one item, or several in order of their place. The item grows to hold them all.
    #[must_use]
    fn with_reading(mut self, parts: Vec<Item>) -> Self {
        self.from = parts.iter().map(|part| part.from).fold(self.from, usize::min);
        self.to = parts.iter().map(|part| part.to).fold(self.to, usize::max);
        if !parts.is_empty() {
            self.readings.push(parts);
        }
        self
    }

    /// The same tokens, each of whose other readings is one item.
    #[must_use]
    fn with_readings(self, others: Vec<Item>) -> Self {
        others.into_iter().fold(self, |item, other| item.with_reading(vec![other]))
    }

    /// Whether one of its other readings has a value of that kind.
    fn may_be(&self, kind: Kind) -> bool {
        self.readings.iter().flatten().any(|part| part.value.kind() == kind)
    }
}

/// What was read in one block.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) items: Vec<Item>,
    /// Numbers that belong to nothing else, in figures and in words.
    pub(super) numbers: Vec<Item>,
    /// The tokens of their figures.
    pub(super) loose: Vec<usize>,
    /// Severity labels with the token after which they hold.
    pub(super) severities: Vec<(usize, Severity)>,
    /// Words of numbers, units and money that belong to nothing that was read.
    pub(super) leftovers: Vec<Leftover>,
}

/// Reads a block.
pub(super) fn read(scan: &Scan<'_, '_>) -> Reading {
    let mut reading = Reading::default();
    let phones = phone::phones(scan);
    let mut at = 0;
    while at < scan.tokens.len() {
        let ahead = phones.iter().find(|item| item.from >= at);
        at = match ahead.filter(|item| item.from == at) {
            None if !scan.may_open(at) => scan.number(at, &mut reading),
            Some(phone) => {
                reading.items.push(phone.clone());
                phone.to
            }
            None => scan.step(at, ahead.map_or(scan.tokens.len(), |item| item.from), &mut reading),
        };
    }
    availability::settle(scan, &mut reading.items);
    neighbours::settle(scan, &mut reading.items);
    date::settle(scan, &mut reading.items);
    weekday::settle(scan, &mut reading.items);
    doubt::settle(scan, &mut reading);
    reading.leftovers = doubt::leftovers(scan, &reading);
    reading
}

/// What the words of a block that states nothing may say.
pub(super) fn unread(scan: &Scan<'_, '_>) -> Vec<Leftover> {
    doubt::leftovers(scan, &Reading::default())
}

/// Words that no fact starts with.
const CLOSING: u64 = Meaning::To.bit()
    | Meaning::And.bit()
    | Meaning::Or.bit()
    | Meaning::Except.bit()
    | Meaning::PhoneLabel.bit()
    | Meaning::PerDay.bit()
    | Meaning::PerWeek.bit()
    | Meaning::PerYear.bit()
    | Meaning::TimeAfter.bit()
    | Meaning::HourMark.bit()
    | Meaning::WeakHourMark.bit()
    | Meaning::MinuteMark.bit()
    | Meaning::HalfPast.bit()
    | Meaning::AndHalf.bit()
    | Meaning::NextDay.bit()
    | Meaning::BusinessHours.bit()
    | Meaning::Power(0).bit()
    | Meaning::DateJoiner.bit()
    | Meaning::YearMark.bit()
    | Meaning::DayMark.bit()
    | Meaning::Ordinal.bit()
    | Meaning::Point.bit()
    | Meaning::FractionOf.bit()
    | Meaning::FractionOver.bit()
    | Meaning::Denominator(0).bit()
    | Meaning::Parts.bit()
    | Meaning::Classifier.bit()
    | Meaning::Nothing.bit()
    | SUBUNIT
    | MEASURE;

const SUBUNIT: u64 = {
    let subunit = Meaning::Subunit(String::new());
    let bit = subunit.bit();
    std::mem::forget(subunit);
    bit
};

const CURRENCY: u64 = {
    let currency = Meaning::Currency(String::new());
    let bit = currency.bit();
    std::mem::forget(currency);
    bit
};

const MEASURE: u64 = {
    let measure = Meaning::Measure(String::new());
    let bit = measure.bit();
    std::mem::forget(measure);
    bit
};

/// All others.
const OPENING: u64 = !CLOSING;

impl<'l> Scan<'_, 'l> {
    /// Whether a fact may start at a token: at a word that opens one, or at a number that something belongs to.
    fn may_open(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Number => match self.token(at + 1).map(|next| next.kind) {
                Some(TokenKind::Number | TokenKind::Word(_) | TokenKind::Mask | TokenKind::Power10) => true,
                Some(TokenKind::Sign(sign)) => {
                    matches!(sign, ':' | '.' | ',' | '-' | '~' | '/' | '*' | '+' | '(' | '、' | '，' | '%' | '$' | '¼'..='¾' | '⅐'..='⅞')
                }
                _ => false,
            },
            TokenKind::Word(word) => {
                word.bits & OPENING != 0 || (word.bits & MEASURE != 0 && (self.is_number(at + 1) || self.counts(at + 1)))
            }
            TokenKind::Sign(sign) => matches!(sign, '$' | '%' | '¼'..='¾' | '⅐'..='⅞'),
            _ => false,
        }
    }

    /// Whether a word of a number stands at a token.
    fn counts(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.bits() & (Meaning::Number(0).bit() | Meaning::Power(0).bit()) != 0)
    }

    /// Reads what stands at a token, up to `limit`: figures of a telephone number are nothing else (`at 02 5550 0145`).
    fn step(&self, at: usize, limit: usize, reading: &mut Reading) -> usize {
        // `Python3.9`, `v4:10`: the figures of a name are no time and count nothing.
        if self.is_number(at) && self.ends_name(at) {
            return self.number(at, reading);
        }
        if let Some((found, next)) = severity::severities(self, at) {
            reading.severities.extend(found.into_iter().map(|severity| (at, severity)));
            // Dutch `laag 3` is a severity, and layer 3.
            reading.numbers.extend((at..next).filter(|&at| self.is_number(at)).filter_map(|at| alone::inner_number(self, at)));
            return next;
        }
        let readers = [
            availability::figures,
            calendars::dates,
            date::dates,
            calendars::year_of_era,
            calendars::quarter,
            amount::amounts,
            date::day_and_month,
            rates::rate,
            zone::zone,
            clock::marked,
            duration::durations,
            clock::bare,
            days::days,
            availability::phrase,
        ];
        for reader in readers {
            if let Some((items, next)) = reader(self, at).filter(|(_, next)| *next <= limit) {
                let (items, next) = self.with_number(items, next);
                reading.items.extend(items);
                return next.max(at + 1);
            }
        }
        self.number(at, reading)
    }

    /// Reads a number that is nothing else, if one stands there.
    fn number(&self, at: usize, reading: &mut Reading) -> usize {
        const PER: u64 = Meaning::PerDay.bit() | Meaning::PerWeek.bit() | Meaning::PerYear.bit();
        if self.tokens[at].bits() & PER != 0 {
            reading.numbers.extend(alone::inner_number(self, at));
        }
        if let Some(chain) = figures::chain(self, at) {
            reading.loose.extend((at..chain).filter(|&at| self.is_number(at)));
            return chain;
        }
        let Some((item, next)) = alone::number(self, at) else { return at + 1 };
        // The `2` of `2 million` is no number that something else may be made of.
        let plain = (at..next).all(|at| !matches!(self.tokens[at].kind, TokenKind::Word(_)));
        reading.loose.extend((at..next).filter(|&at| plain && self.is_number(at)));
        reading.numbers.push(item);
        next
    }

    /// A weak time in words may be a number too: `zweieinhalb`, `venti e un quarto`.
    fn with_number(&self, mut items: Vec<Item>, next: usize) -> (Vec<Item>, usize) {
        let [item] = items.as_mut_slice() else { return (items, next) };
        let in_words = !(item.from..item.to).any(|at| self.is_number(at));
        let is_time = matches!(item.value, Value::Time(_) | Value::Period(..));
        let weak = item.strength == Strength::Weak;
        let number = (item.from..item.to).filter(|_| is_time && (weak || in_words)).find_map(|at| alone::in_words(self, at));
        // A time that shows what it is has a number beside it only if all its words are one: `venti e un quarto`.
        let all = |number: &Item| number.from == item.from && number.to >= item.to;
        let Some((number, end)) =
            number.filter(|(number, _)| all(number) || weak && (in_words || number.to - number.from > 1 || number.to == item.to))
        else {
            return (items, next);
        };
        *item = item.clone().with_reading(vec![number]);
        (items, next.max(end))
    }

    /// Whether figures are put to a word of Latin letters that the lexicon does not know.
    fn ends_name(&self, at: usize) -> bool {
        let is_word = |token: &Token<'_>| {
            matches!(token.kind, TokenKind::Text) && self.text[..token.end].ends_with(|c: char| c.is_ascii_alphabetic())
        };
        self.is_glued(at) && self.tokens.get(at - 1).is_some_and(is_word)
    }

    fn token(&self, at: usize) -> Option<&Token<'l>> {
        self.tokens.get(at)
    }

    fn means(&self, at: usize, wanted: &Meaning) -> bool {
        self.token(at).is_some_and(|token| token.means(wanted))
    }

    /// What `pick` makes of the first of the word's meanings that it takes.
    pub(super) fn meaning<T>(&self, at: usize, pick: impl Fn(&'l Meaning) -> Option<T>) -> Option<T> {
        match self.token(at)?.kind {
            TokenKind::Word(word) => word.meanings.iter().find_map(pick),
            _ => None,
        }
    }

    fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| matches!(token.kind, TokenKind::Number))
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.token(at)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.sign(at) == Some(sign)
    }

    fn is_comma(&self, at: usize) -> bool {
        matches!(self.sign(at), Some(',' | '、' | '，'))
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.sign(at), Some('-' | '~'))
    }

    fn slice(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// Whether nothing stands between a token and the one before it.
    fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.token(at).is_some_and(|token| self.tokens[at - 1].end == token.start)
    }

    /// Whether a sentence, or a line, ends at this token.
    fn is_sentence_end(&self, at: usize) -> bool {
        match self.token(at).map(|token| token.kind) {
            Some(TokenKind::Break | TokenKind::Sign('。')) => true,
            Some(TokenKind::Sign('.' | '!' | '?' | ';' | '|')) => !self.is_glued(at + 1) || self.token(at + 1).is_none(),
            _ => false,
        }
    }

    /// The value of a token of up to nine digits.
    fn integer(&self, at: usize) -> Option<u32> {
        if !self.is_number(at) {
            return None;
        }
        let digits = self.slice(at);
        (digits.len() <= 9).then(|| digits.parse().ok()).flatten()
    }
}
