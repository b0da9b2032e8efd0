//! `hard-break`: lines that the reference keeps apart, and that run together in the translation.

use super::Comparison;
use super::RuleId;
use super::change::Change;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::stated::{Counted, Stated};
use super::{markup, mend, prose};
use crate::align::{BlockPair, SectionPair, Side};
use crate::markdown::{Block, BlockKind, InlineKind};
use crate::source::Span;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let pairs = comparison.alignment.sections.iter();
    let of = |pair| {
        let both = move |blocks: &BlockPair| blocks.reference.zip(blocks.translation);
        let found = |(r, t)| lost(comparison, r, t).map(|lost| drift(comparison, pair, lost));
        let pair: &SectionPair = pair;
        pair.blocks.iter().filter_map(both).filter_map(found).collect::<Vec<_>>()
    };
    pairs.flat_map(of).collect()
}

/// Breaks of one pair of blocks.
struct Lost {
    /// The first one that is lost, in the reference.
    reference: Span,
    /// Where it should be.
    translation: Span,
    /// Each of them, in the translation.
    all: Vec<Span>,
    expected: usize,
    found: usize,
}

fn lost(comparison: &Comparison<'_>, r: usize, t: usize) -> Option<Lost> {
    let block = comparison.reference.document.blocks.get(r)?;
    block.inlines.iter().find(|inline| inline.kind == InlineKind::HardBreak)?;
    let left = lines(comparison.reference, block)?;
    let right = lines(comparison.translation, comparison.translation.document.blocks.get(t)?)?;
    let count = |lines: &[Line]| lines.iter().filter(|line| line.breaks).count();
    let (expected, found) = (count(&left), count(&right));
    // With other lines it cannot be told whether the break was lost or the sentences were joined.
    if found >= expected || left.len() != right.len() || is_accidental(comparison.reference, &left) {
        return None;
    }
    let lost = || left.iter().zip(&right).filter(|(a, b)| a.breaks && !b.breaks && !are_sentences(comparison, a, b));
    let (a, b) = lost().next()?;
    Some(Lost { reference: a.end, translation: b.end, all: lost().map(|(_, b)| b.end).collect(), expected, found })
}

/// Whether both lines end with a sentence: two blanks behind it part nothing that its stop does not part.
fn are_sentences(comparison: &Comparison<'_>, reference: &Line, translation: &Line) -> bool {
    let ends = |side: Side<'_>, line: &Line| {
        let text = side.document.source.slice(line.end);
        text.trim_end().trim_end_matches(['*', '_', ')', '"']).ends_with(prose::is_stop) && !text.contains(['\\', '<'])
    };
    ends(comparison.reference, reference) && ends(comparison.translation, translation)
}

/// Whether the breaks are blanks that editors leave at the ends of lines: other lines of the paragraph run on.
fn is_accidental(side: Side<'_>, lines: &[Line]) -> bool {
    let (_, before_last) = lines.split_last().unwrap_or((&lines[0], &[]));
    let is_blank = |line: &Line| !side.document.source.slice(line.end).contains(['\\', '<']);
    before_last.iter().any(|line| !line.breaks) && lines.iter().filter(|line| line.breaks).all(is_blank)
}

/// One line of a paragraph.
struct Line {
    /// Whether it ends with a hard break.
    breaks: bool,
    /// Its last word, with the break.
    end: Span,
}

/// The lines of a paragraph of several lines; those of cells cannot be told from the source.
fn lines(side: Side<'_>, block: &Block) -> Option<Vec<Line>> {
    if block.kind != BlockKind::Paragraph {
        return None;
    }
    let breaks: Vec<usize> =
        block.inlines.iter().filter(|inline| inline.kind == InlineKind::HardBreak).map(|inline| inline.span.start).collect();
    let source = side.document.source.slice(block.span);
    let mut at = block.span.start;
    let mut lines = Vec::new();
    for line in source.split_inclusive('\n') {
        let end = at + line.len();
        let text = line.trim_end_matches(['\n', '\r']);
        let last = text.trim_end().rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let is_broken = breaks.get(breaks.partition_point(|&place| place < at)).is_some_and(|&place| place < end);
        lines.push(Line { breaks: is_broken, end: Span::new(at + last, at + text.len()) });
        at = end;
    }
    (lines.len() > 1).then_some(lines)
}

fn drift(comparison: &Comparison<'_>, pair: &SectionPair, lost: Lost) -> Drift {
    let shown = |side: Side<'_>, span: Span| markup::brief(side.document.source.slice(span));
    let usual = comparison.reference.document.source.slice(lost.reference);
    let (word, here) = (shown(comparison.reference, lost.reference), shown(comparison.translation, lost.translation));
    Drift {
        confidence: Evidence::Counted.confidence(),
        change: Some(Change::LineBreak),
        message: format!("line break behind `{here}` is lost, so this line runs into the next"),
        help: Some("end the line with a backslash or two blanks, nothing behind them".to_owned()),
        section: DriftSection::Reference(pair.reference),
        aligned_by: pair.by.name(),
        expected: vec![Stated::Count(lost.expected, Counted::LineBreak)],
        found: if lost.found == 0 { Vec::new() } else { vec![Stated::Count(lost.found, Counted::LineBreak)] },
        translation: Some(lost.translation),
        reference: Some(lost.reference),
        translation_label: "no break".to_owned(),
        fixes: mend::lines::hard_breaks(comparison.translation.document, &lost.all, usual).into_iter().collect(),
        reference_label: format!("breaks behind `{}`", word.trim_end_matches('\\')),
        ..Drift::of(RuleId::HardBreak)
    }
}
