//! Reads the facts of a document, block by block.

use std::ops::Range;

use super::grammar::{self, Item, Reading, Scan};
use super::lexer::{Token, TokenKind, lex};
use super::model::{BlockFacts, Fact, LooseNumber, Severity, Unit, Value};
use crate::digits::zero_of;
use crate::locale::lexicon::Lexicon;
use crate::locale::normal::{is_spaced_letter, plain};
use crate::locale::pack::{Meaning, MinuteJoint};
use crate::markdown::{Block, Container, Document, InlineKind};

/// What a document states, block for block.
#[derive(Clone, Debug, Default)]
pub struct DocumentFacts {
    /// As many as the document has blocks.
    pub blocks: Vec<BlockFacts>,
}

/// Reads every block of a document with a lexicon.
pub fn read(document: &Document, lexicon: &Lexicon) -> DocumentFacts {
    let mut tokens = Vec::new();
    let mut last = None;
    let mut marker = |block: &Block| {
        let item = item(block);
        let first = item.map(|item| item.0) != last;
        last = item.map(|item| item.0);
        item.filter(|_| first).and_then(|item| item.1)
    };
    let blocks = document.blocks.iter().map(|block| read_block(block, marker(block), lexicon, &mut tokens)).collect();
    DocumentFacts { blocks }
}

/// The list item that a block stands in, by its list and index, and the number that is its marker.
fn item(block: &Block) -> Option<((u32, u32), Option<u32>)> {
    match block.containers.last()? {
        Container::ListItem { list, index, number, .. } => Some(((*list, *index), *number)),
        _ => None,
    }
}

pub(super) fn read_block<'l>(block: &Block, marker: Option<u32>, lexicon: &'l Lexicon, tokens: &mut Vec<Token<'l>>) -> BlockFacts {
    let visible = block.text.visible();
    if visible.is_empty() {
        return BlockFacts::default();
    }
    tokens.clear();
    let masks = masks(block);
    let plain = plain(visible, &masks, &seams(block));
    if !plain.text.bytes().any(|byte| byte.is_ascii_digit()) && !lexicon.may_tell(&plain.text) {
        return BlockFacts { unread: true, marker, ..BlockFacts::default() };
    }
    lex(&plain.text, lexicon, tokens);
    if !tokens.iter().any(is_telling) {
        let scan = Scan { text: &plain.text, tokens, settings: lexicon.settings(), only_number: false, marker };
        return BlockFacts { marker, leftovers: grammar::unread(&scan), ..BlockFacts::default() };
    }
    let only_number = is_only_number(tokens);
    let place = |range: Range<usize>| {
        let visible = plain.original(range);
        (block.text.source_span(visible.clone()), visible)
    };
    let mut facts = BlockFacts { marker, ..BlockFacts::default() };
    for part in tokens.chunks(PART) {
        let scan = Scan { text: &plain.text, tokens: part, settings: lexicon.settings(), only_number, marker };
        facts.append(collect(&scan, grammar::read(&scan), place));
    }
    facts
}

/// Tokens that are read together. No sentence is as long; it bounds the time that a page without any structure takes.
const PART: usize = 4096;

fn masks(block: &Block) -> Vec<Range<usize>> {
    let mut masks: Vec<Range<usize>> = block
        .inlines
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Url | InlineKind::Superscript))
        .map(|inline| inline.range.clone())
        .filter(|range| !range.is_empty())
        .collect();
    masks.extend(expressions(block.text.visible()));
    masks.sort_by_key(|range| (range.start, range.end));
    masks
}

/// The expressions of templates in a text: `{{ config.version }}` states what a generator puts there, and not what is written.
pub fn expressions(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find("{{")?;
        let end = start + text[start..].find("}}")? + 2;
        from = end;
        Some(start..end)
    })
}

/// The places in the visible text where a link or emphasis begins or ends between letters, or between letters and figures: the markup ends the word.
pub fn seams(block: &Block) -> Vec<usize> {
    let marked =
        block.inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Strong | InlineKind::Emphasis));
    let mut seams: Vec<usize> = marked.flat_map(|inline| [inline.range.start, inline.range.end]).collect();
    let visible = block.text.visible();
    seams.retain(|&at| is_seam(visible, at));
    seams.sort_unstable();
    seams.dedup();
    seams
}

fn is_seam(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let is_figure = |c: char| zero_of(c).is_some();
    let is_word = |c: char| is_spaced_letter(c) || is_figure(c);
    is_word(left) && is_word(right) && !(is_figure(left) && is_figure(right))
}

/// Whether a token may start a fact; blocks without one are not looked at further.
fn is_telling(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Number) || token.bits() & !JOINING != 0
}

/// Words that state nothing by themselves.
const JOINING: u64 = {
    let joining = [
        Meaning::From,
        Meaning::Between,
        Meaning::To,
        Meaning::And,
        Meaning::Or,
        Meaning::Except,
        Meaning::TimeBefore,
        Meaning::TimeAfter,
        Meaning::PhoneLabel,
        Meaning::Unit(Unit::Day),
        Meaning::PerDay,
        Meaning::PerWeek,
        Meaning::PerYear,
        Meaning::HourMark,
        Meaning::WeakHourMark,
        Meaning::MinuteMark,
        Meaning::HalfPast,
        Meaning::Evening,
        Meaning::Minutes(MinuteJoint::Past),
        Meaning::Era(0),
        Meaning::AndHalf,
        Meaning::NextDay,
        Meaning::WeekdayTail(0),
        Meaning::ZoneAfter,
        Meaning::ZoneBefore,
        Meaning::Am,
        Meaning::Pm,
        Meaning::Month { month: 1, short: false },
        Meaning::Measure(String::new()),
        Meaning::Currency(String::new()),
        Meaning::DateJoiner,
        Meaning::YearMark,
        Meaning::DayMark,
        Meaning::Ordinal,
        Meaning::Point,
        Meaning::FractionOf,
        Meaning::FractionOver,
        Meaning::Denominator(0),
        Meaning::Parts,
        Meaning::Subunit(String::new()),
        Meaning::Classifier,
        Meaning::Nothing,
    ];
    let (mut bits, mut at) = (0, 0);
    while at < joining.len() {
        bits |= joining[at].bit();
        at += 1;
    }
    std::mem::forget(joining);
    bits
};

fn is_only_number(tokens: &[Token<'_>]) -> bool {
    let digits: usize = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Number)).map(|token| token.end - token.start).sum();
    digits >= 5 && tokens.iter().all(|token| matches!(token.kind, TokenKind::Number | TokenKind::Sign('+' | '-' | '(' | ')' | '.' | '/')))
}

fn collect(scan: &Scan<'_, '_>, reading: Reading, place: impl Fn(Range<usize>) -> (crate::source::Span, Range<usize>)) -> BlockFacts {
    let range = |from: usize, to: usize| scan.tokens[from].start..scan.tokens[to - 1].end;
    let label = |item: &Item| label_before(&reading.severities, item.from);
    let one = |item: &Item| {
        let (span, range) = place(range(item.from, item.to));
        let name =
            matches!(item.value, Value::Number(_)).then(|| grammar::amount::capitalised(scan, item.from)).flatten().map(str::to_owned);
        let (value, strength) = (item.value.clone(), item.strength);
        Fact {
            value,
            name,
            span,
            range,
            strength,
            in_words: in_words(scan, item),
            label: label(item),
            readings: Vec::new(),
            doubtful: item.doubtful,
        }
    };
    let fact = |item: &Item| {
        let readings = item.readings.iter().map(|parts| parts.iter().map(one).collect());
        readings.fold(one(item), Fact::with_reading)
    };
    let facts = reading.items.iter().filter(|item| item.from < item.to).map(fact).collect();
    let numbers = reading.numbers.iter().map(fact).collect();
    let one_in_words = scan.tokens.iter().any(|token| token.means(&Meaning::Number(1000)));
    let loose = reading.loose.iter().map(|&at| loose_number(scan, at, &place)).collect();
    let mut severities: Vec<Severity> = reading.severities.iter().map(|(_, severity)| severity.clone()).collect();
    severities.dedup();
    let countries = countries(scan);
    let zone_words = Meaning::ZoneBefore.bit() | Meaning::ZoneAfter.bit();
    let unread_zone = scan.tokens.iter().enumerate().any(|(at, token)| token.bits() & zone_words != 0 && !is_taken(&reading, at));
    // French `jour ouvré` is read as Monday to Friday: it may be one day all the same.
    let is_free = |at: usize| {
        let holds = |item: &&Item| (item.from..item.to).contains(&at);
        reading.items.iter().find(holds).is_none_or(|item| matches!(item.value, Value::Days(_)))
    };
    let units = scan.tokens.iter().enumerate().filter(|(at, _)| is_free(*at));
    let bare_units = units.filter_map(|(_, token)| unit(token)).collect();
    let leftovers = reading.leftovers;
    let bound = |at: usize| scan.meaning(at, |meaning| if let Meaning::Bound(bound) = meaning { Some(*bound) } else { None });
    let bounds = (0..scan.tokens.len()).filter_map(bound).collect();
    BlockFacts {
        facts,
        numbers,
        marker: None,
        one_in_words,
        loose,
        severities,
        countries,
        unread_zone,
        bounds,
        bare_units,
        leftovers,
        unread: false,
    }
}

fn is_taken(reading: &Reading, at: usize) -> bool {
    reading.items.iter().any(|item| (item.from..item.to).contains(&at))
}

fn unit(token: &Token<'_>) -> Option<Unit> {
    match token.kind {
        TokenKind::Word(word) => word.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Unit(unit) => Some(*unit),
            // Russian `на неделю` is *a week* and *for a week*.
            Meaning::PerDay => Some(Unit::Day),
            Meaning::PerWeek => Some(Unit::Week),
            Meaning::PerYear => Some(Unit::Year),
            _ => None,
        }),
        _ => None,
    }
}

/// Durations and numbers only: nothing else is counted.
fn in_words(scan: &Scan<'_, '_>, item: &Item) -> bool {
    let counted = matches!(item.value, Value::Duration(_) | Value::Number(_));
    counted && !scan.tokens[item.from..item.to].iter().any(|token| matches!(token.kind, TokenKind::Number))
}

fn loose_number(scan: &Scan<'_, '_>, at: usize, place: impl Fn(Range<usize>) -> (crate::source::Span, Range<usize>)) -> LooseNumber {
    let token = &scan.tokens[at];
    LooseNumber { digits: scan.text[token.start..token.end].to_owned(), span: place(token.start..token.end).0 }
}

/// The label that was named last before a token; `B/C` is one label.
fn label_before(severities: &[(usize, Severity)], at: usize) -> Option<Severity> {
    let last = severities.iter().rev().find(|(from, _)| *from < at)?.0;
    let names: Vec<&str> = severities.iter().filter(|(from, _)| *from == last).map(|(_, severity)| severity.0.as_str()).collect();
    Some(Severity(names.join("/")))
}

fn countries(scan: &Scan<'_, '_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for token in scan.tokens {
        let TokenKind::Word(word) = token.kind else { continue };
        let country = word.meanings.iter().find_map(|meaning| if let Meaning::Country(code) = meaning { Some(code) } else { None });
        found.extend(country.filter(|code| !found.contains(code)).cloned());
    }
    found
}
