//! The figures of a place, each occurrence once: what both sides have cancels out, and what is left may not be called lacking while the
//! other side has the same figures left.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::align::Side;
use crate::locale::normal::plain;
use crate::markdown::{BlockKind, InlineKind};
use crate::source::Span;

/// One run of figures with the signs between them, where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    /// ASCII digits without the signs between.
    figures: String,
    /// The runs between the signs.
    parts: Vec<String>,
    span: Span,
}

/// What is left of the figures of one side of a place.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    left: Vec<Run>,
}

/// Longer texts are data, of which nothing is lacking.
const MOST_RUNS: usize = 2000;

impl Ledger {
    /// The figures of a block: its text, its code and the targets of its links. Those in `settled` places have found their partner.
    pub fn of(side: Side<'_>, block: usize, settled: &[Span]) -> Ledger {
        let block = &side.document.blocks[block];
        let mut left = Vec::new();
        if matches!(block.kind, BlockKind::Code { .. }) {
            let code = side.document.source.slice(block.span);
            left.extend(runs(code).into_iter().map(|(figures, parts, range)| {
                let span = Span::new(block.span.start + range.start, block.span.start + range.end);
                Run { figures, parts, span }
            }));
        }
        let read = runs(block.text.visible()).into_iter();
        left.extend(read.map(|(figures, parts, range)| Run { figures, parts, span: block.text.source_span(range) }));
        for inline in &block.inlines {
            if let InlineKind::Link { target } | InlineKind::Image { target, .. } = &inline.kind {
                left.extend(runs(target).into_iter().map(|(figures, parts, _)| Run { figures, parts, span: inline.span }));
            }
        }
        left.truncate(MOST_RUNS);
        left.retain(|run| !settled.iter().any(|span| span.contains(run.span)));
        Ledger { left }
    }

    /// What is left, as ASCII digits without the signs between them.
    pub fn figures(&self) -> impl Iterator<Item = &str> {
        self.left.iter().map(|run| run.figures.as_str())
    }

    /// Takes out what both have.
    pub fn cancel(&mut self, other: &mut Ledger) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for run in &other.left {
            *counts.entry(&run.figures).or_default() += 1;
        }
        let mut common: BTreeMap<String, usize> = BTreeMap::new();
        self.left.retain(|run| {
            let Some(count) = counts.get_mut(run.figures.as_str()).filter(|count| **count > 0) else { return true };
            *count -= 1;
            *common.entry(run.figures.clone()).or_default() += 1;
            false
        });
        other.left.retain(|run| match common.get_mut(&run.figures) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
    }

    /// Whether all figures of a text, which stands at a place of the other side, are among what is left.
    pub fn has(&self, text: &str) -> bool {
        let wanted = runs(text);
        !wanted.is_empty()
            && wanted.iter().all(|(figures, parts, _)| {
                let whole = self.left.iter().any(|run| run.figures == *figures || run.parts.contains(figures));
                whole || parts.len() > 1 && parts.iter().all(|part| self.left.iter().any(|run| run.parts.contains(part)))
            })
    }
}

/// The figures of a text, run by run, without the signs between.
pub fn figures_of(text: &str) -> Vec<String> {
    runs(text).into_iter().map(|(figures, ..)| figures).collect()
}

/// The runs of figures of a text: digits without signs, the digits between signs, and their place.
fn runs(text: &str) -> Vec<(String, Vec<String>, Range<usize>)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit() || !byte.is_ascii()) {
        return Vec::new();
    }
    let read = plain(text, &[], &[]);
    let bytes = read.text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut parts = vec![String::new()];
        while at < bytes.len() {
            let joins = matches!(bytes[at], b'.' | b',' | b'\'' | b' ' | b':')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && (bytes[at] != b' ' || is_group(bytes, at + 1));
            match bytes[at] {
                digit if digit.is_ascii_digit() => {
                    if let Some(part) = parts.last_mut() {
                        part.push(char::from(digit));
                    }
                }
                _ if joins => parts.push(String::new()),
                _ => break,
            }
            at += 1;
        }
        let figures = parts.concat();
        let significant = figures.trim_start_matches('0');
        found.push((if significant.is_empty() { "0" } else { significant }.to_owned(), parts, read.original(start..at)));
    }
    found
}

/// Whether exactly three digits stand there.
fn is_group(bytes: &[u8], at: usize) -> bool {
    let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits == 3
}
