//! Both sides of the sections that findings are about, as they are written.

use super::{Seen, offsets};
use crate::align::{BlockPair, SectionPair};
use crate::findings::Finding;
use crate::findings::survey::{Cell, Heading, Passage, Row, SectionText};
use crate::markdown::{Block, BlockKind, Container, Document, Section};
use crate::source::Span;

/// Bytes of one block that are shown. Nobody reads longer ones; it bounds the report.
const LONGEST: usize = 20_000;

pub(super) fn heading(section: &Section) -> Heading {
    Heading { name: section.name().to_owned(), title: section.title.clone(), level: section.level }
}

/// The sections of a translation in the order of the reference, with the texts of those that a finding touches; nothing without findings.
pub(super) fn sections(seen: &Seen<'_>) -> Vec<SectionText> {
    if seen.findings.is_empty() {
        return Vec::new();
    }
    let touched = Touched::by(seen.findings, seen.reference.document, seen.translation.document);
    let pairs = seen.alignment.sections.iter().map(|pair| (pair.reference, paired(seen, pair, &touched)));
    let missing = seen.alignment.missing.iter().map(|&at| (at, missing(seen, at, &touched)));
    let mut all: Vec<(usize, SectionText)> = pairs.chain(missing).collect();
    all.sort_by_key(|(reference, _)| *reference);
    for &at in &seen.alignment.extra {
        let before = seen.alignment.sections.iter().filter(|pair| pair.translation < at).max_by_key(|pair| pair.translation);
        let reference = before.map_or(0, |pair| pair.reference);
        let place = all.iter().rposition(|(other, _)| *other <= reference).map_or(0, |place| place + 1);
        all.insert(place, (reference, extra(seen, at, &touched)));
    }
    all.into_iter().map(|(_, section)| section).collect()
}

/// Where the findings of a translation point at.
struct Touched {
    reference: Vec<usize>,
    translation: Vec<usize>,
}

impl Touched {
    fn by(findings: &[Finding], reference: &Document, translation: &Document) -> Touched {
        let at = |document: &Document| offsets(findings.iter(), document.source.path());
        Touched { reference: at(reference), translation: at(translation) }
    }

    fn in_reference(&self, section: &Section) -> bool {
        touches(&self.reference, section)
    }

    fn in_translation(&self, section: &Section) -> bool {
        touches(&self.translation, section)
    }
}

fn touches(offsets: &[usize], section: &Section) -> bool {
    offsets.iter().any(|offset| (section.span.start..section.span.end.max(section.span.start + 1)).contains(offset))
}

fn paired(seen: &Seen<'_>, pair: &SectionPair, touched: &Touched) -> SectionText {
    let (left, right) = (seen.reference.document, seen.translation.document);
    let (reference, translation) = (&left.sections[pair.reference], &right.sections[pair.translation]);
    let is_touched = touched.in_reference(reference) || touched.in_translation(translation);
    let row = |pair: &BlockPair| Row { reference: passage(left, pair.reference), translation: passage(right, pair.translation) };
    SectionText {
        reference: Some(pair.reference),
        translation: Some(heading(translation)),
        aligned_by: pair.by.name().to_owned(),
        conditions: conditions(left, reference),
        rows: if is_touched { pair.blocks.iter().map(row).filter(is_something).collect() } else { Vec::new() },
    }
}

fn missing(seen: &Seen<'_>, at: usize, touched: &Touched) -> SectionText {
    let document = seen.reference.document;
    let section = &document.sections[at];
    let row = |block| Row { reference: passage(document, Some(block)), translation: None };
    SectionText {
        reference: Some(at),
        conditions: conditions(document, section),
        rows: if touched.in_reference(section) { section.blocks.clone().map(row).filter(is_something).collect() } else { Vec::new() },
        ..SectionText::default()
    }
}

fn extra(seen: &Seen<'_>, at: usize, touched: &Touched) -> SectionText {
    let document = seen.translation.document;
    let section = &document.sections[at];
    let row = |block| Row { reference: None, translation: passage(document, Some(block)) };
    SectionText {
        translation: Some(heading(section)),
        conditions: conditions(document, section),
        rows: if touched.in_translation(section) { section.blocks.clone().map(row).filter(is_something).collect() } else { Vec::new() },
        ..SectionText::default()
    }
}

fn conditions(document: &Document, section: &Section) -> Vec<String> {
    section.conditions.iter().filter_map(|&at| document.conditions.get(at)).map(|condition| condition.value.clone()).collect()
}

fn is_something(row: &Row) -> bool {
    row.reference.is_some() || row.translation.is_some()
}

fn passage(document: &Document, block: Option<usize>) -> Option<Passage> {
    let block = document.blocks.get(block?)?;
    let (kind, row) = kind(block);
    let text = document.source.slice(block.span);
    let end = (0..=LONGEST.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = &text[..end];
    (!text.trim().is_empty()).then(|| Passage {
        kind: kind.to_owned(),
        row,
        line: document.source.line_of(block.span.start),
        start: block.span.start,
        text: text.to_owned(),
    })
}

fn kind(block: &Block) -> (&'static str, Option<(u32, u32)>) {
    match &block.kind {
        BlockKind::Heading(_) => ("heading", None),
        BlockKind::Cell(position) => ("cell", Some((position.table, position.row))),
        BlockKind::Code { .. } => ("code", None),
        BlockKind::Directive(_) => ("directive", None),
        BlockKind::Html | BlockKind::ThematicBreak => ("html", None),
        BlockKind::Paragraph if block.in_list_item() => ("item", None),
        BlockKind::Paragraph if block.containers.iter().any(|one| matches!(one, Container::Admonition { .. })) => ("note", None),
        BlockKind::Paragraph => ("text", None),
    }
}

/// The lines of the translation that fixes change, or that findings point at or may point at outside of blocks.
pub(super) fn lines(seen: &Seen<'_>) -> Vec<Passage> {
    let document = seen.translation.document;
    let edits = seen.findings.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits);
    let edits = edits.filter(|edit| edit.path == document.source.path()).map(|edit| Span::new(edit.start, edit.end));
    let in_block = |at: usize| document.blocks.iter().any(|block| (block.span.start..=block.span.end).contains(&at));
    let outside = offsets(seen.findings.iter(), document.source.path()).into_iter().filter(|at| !in_block(*at));
    let outside = outside.map(|at| Span::new(at, at));
    // Whether a comment covers anything is known when all of the page is judged.
    let comments = document.comments.iter().filter(|comment| comment.speaks_to_driftlint()).map(|comment| comment.span);
    let mut spans: Vec<Span> = edits.chain(outside).chain(comments).map(|span| whole_lines(document, span)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans.into_iter().filter(|span| span.len() <= LONGEST).map(|span| line(document, span)).collect()
}

fn whole_lines(document: &Document, span: Span) -> Span {
    let source = &document.source;
    let line = |offset| source.line_span(source.line_of(offset));
    line(span.start).to(line(span.end))
}

fn line(document: &Document, span: Span) -> Passage {
    let source = &document.source;
    Passage { kind: "line".to_owned(), row: None, line: source.line_of(span.start), start: span.start, text: source.slice(span).to_owned() }
}

/// Drops from a cell what only findings touch that are not shown.
pub(super) fn keep(cell: &mut Cell, reference: Option<&str>, shown: &[Finding]) {
    let own = |finding: &&Finding| finding.locale == cell.locale || finding.also.iter().any(|other| other.locale == cell.locale);
    let own: Vec<&Finding> = shown.iter().filter(own).collect();
    if own.is_empty() {
        cell.texts.clear();
        cell.lines.clear();
        return;
    }
    let translation = offsets(own.iter().copied(), &cell.path);
    let reference = reference.map_or_else(Vec::new, |path| offsets(own.iter().copied(), path));
    let holds = |passage: Option<&Passage>, offsets: &[usize]| passage.is_some_and(|one| offsets.iter().any(|at| one.holds(*at)));
    for section in &mut cell.texts {
        let is_kept = |row: &Row| holds(row.reference.as_ref(), &reference) || holds(row.translation.as_ref(), &translation);
        if !section.rows.iter().any(is_kept) {
            section.rows.clear();
        }
    }
    let edits = own.iter().flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits).filter(|edit| edit.path == cell.path);
    let wanted: Vec<usize> = edits.map(|edit| edit.start).chain(translation.iter().copied()).collect();
    cell.lines.retain(|line| wanted.iter().any(|at| line.holds(*at)));
}
