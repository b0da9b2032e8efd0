//! `severity-label`: a table that calls its severities by more than one word (`Sev B` between `Level A` and `Level C`).
//!
//! The reference says which rows name a severity; of the translation only the letters are read, so that it needs no words.

use std::collections::BTreeMap;

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Stated, TextKind};
use crate::align::SectionPair;
use crate::markdown::{Block, BlockKind};
use crate::source::Span;

/// Fewer rows than this show no custom.
const FEWEST_ROWS: usize = 3;

/// A row that names a severity, on both sides.
struct Row<'a> {
    expected: Label<'a>,
    found: Label<'a>,
}

/// What a cell calls a severity.
struct Label<'a> {
    /// What stands before the letter: `Sev`.
    word: &'a str,
    /// The word with the letter: `Sev A`.
    whole: &'a str,
    span: Span,
}

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    comparison.alignment.sections.iter().flat_map(|pair| in_section(comparison, pair)).collect()
}

fn in_section(comparison: &Comparison<'_>, pair: &SectionPair) -> Vec<Drift> {
    let mut tables: BTreeMap<(u32, u32), Vec<Row<'_>>> = BTreeMap::new();
    for (r, t) in pair.blocks.iter().filter_map(|blocks| blocks.reference.zip(blocks.translation)) {
        if let Some((tables_of, row)) = row(comparison, r, t) {
            tables.entry(tables_of).or_default().push(row);
        }
    }
    tables.into_values().filter_map(|rows| odd_one(&rows).map(|(odd, usual)| drift(pair, odd, usual))).collect()
}

/// The tables that two cells stand in, and their labels, if they are the first of their rows and the reference's names one severity.
fn row<'a>(comparison: &Comparison<'a>, r: usize, t: usize) -> Option<((u32, u32), Row<'a>)> {
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let (left, right) = (reference.blocks.get(r)?, translation.blocks.get(t)?);
    let first = |block: &Block| match block.kind {
        BlockKind::Cell(cell) if cell.column == 0 => Some(cell.table),
        _ => None,
    };
    let tables = (first(left)?, first(right)?);
    let [severity] = comparison.reference.facts.blocks.get(r)?.severities.as_slice() else { return None };
    let letter = severity.0.chars().next()?;
    Some((tables, Row { expected: label(left, letter)?, found: label(right, letter)? }))
}

/// What stands before a letter that stands by itself, and both.
fn label(block: &Block, letter: char) -> Option<Label<'_>> {
    let visible = block.text.visible();
    let stands_alone = |at: usize, c: char| {
        let before = visible[..at].chars().next_back();
        let after = visible[at + c.len_utf8()..].chars().next();
        !before.is_some_and(|c| c.is_ascii_alphanumeric()) && !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '\'')
    };
    let (at, c) = visible.char_indices().find(|(at, c)| c.eq_ignore_ascii_case(&letter) && stands_alone(*at, *c))?;
    let start = visible.len() - visible.trim_start().len();
    let end = at + c.len_utf8();
    let word = visible.get(start..at)?.trim_end();
    (!word.is_empty()).then(|| Label { word, whole: &visible[start..end], span: block.text.source_span(start..end) })
}

/// The first row with another word than most, and what the others say, where the reference has one word for all.
fn odd_one<'r, 'a>(rows: &'r [Row<'a>]) -> Option<(&'r Row<'a>, String)> {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let first = rows.first()?;
    if rows.len() < FEWEST_ROWS || !rows.iter().all(|row| same(row.expected.word, first.expected.word)) {
        return None;
    }
    let count = |word: &str| rows.iter().filter(|row| same(row.found.word, word)).count();
    let odd = rows.iter().find(|row| count(row.found.word) * 2 <= rows.len())?;
    let mut others: Vec<&str> = Vec::new();
    for word in rows.iter().map(|row| row.found.word) {
        if !same(word, odd.found.word) && !others.iter().any(|other| same(other, word)) {
            others.push(word);
        }
    }
    (!others.is_empty()).then(|| (odd, others.join("`, `")))
}

fn drift(pair: &SectionPair, odd: &Row<'_>, usual: String) -> Drift {
    Drift {
        confidence: Evidence::Measured.confidence(),
        message: format!("`{}` is called `{}` here, the other rows of the table say `{usual}`", odd.expected.whole, odd.found.whole),
        help: Some("call all severities alike, so that readers see that they belong together".to_owned()),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: vec![Stated::text(TextKind::Term, odd.expected.whole)],
        found: vec![Stated::text(TextKind::Term, odd.found.whole)],
        translation: Some(odd.found.span),
        reference: Some(odd.expected.span),
        translation_label: format!("elsewhere `{usual}`"),
        reference_label: odd.expected.whole.to_owned(),
        ..Drift::of(RuleId::SeverityLabel)
    }
}
