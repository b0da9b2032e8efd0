//! `admonition`: a note of another kind, or one that is gone.

use std::collections::BTreeSet;

use super::RuleId;
use super::change::Change;
use super::drift::Drift;
use super::markup::{self, Wording};
use super::stated::{Stated, TextKind};
use super::{Comparison, mend, slips};
use crate::align::{SectionPair, Side};
use crate::compare::mentions::{self as matcher, Difference, Mention, Value};
use crate::markdown::{BlockKind, Container, Document, InlineKind, Slip, SlipKind};
use crate::source::Span;

const WORDING: Wording = Wording {
    rule: RuleId::Admonition,
    kind: TextKind::Directive,
    changed: |expected, found| format!("note is of the kind `{expected}` in the reference, `{found}` here"),
    gone: |expected| format!("note of the kind `{expected}` is missing here"),
    added: |found| format!("note of the kind `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(expected) => format!("mark the text as `{expected}`; only its title is translated"),
        None => "take the mark out, or add it to the reference too".to_owned(),
    },
};

/// Kinds that tools know. Any other word may be one of these in another language.
const KINDS: [&str; 28] = [
    "abstract",
    "attention",
    "bug",
    "caution",
    "check",
    "danger",
    "details",
    "error",
    "example",
    "fail",
    "failure",
    "hint",
    "important",
    "info",
    "missing",
    "note",
    "question",
    "quote",
    "seealso",
    "success",
    "summary",
    "tip",
    "tldr",
    "todo",
    "warning",
    "faq",
    "help",
    "cite",
];

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let differences = matcher::compare(&comparison.pages(), &BTreeSet::new(), mentions);
    let told = differences.iter().filter(|difference| is_known(difference));
    let open = slips::of(comparison, SlipKind::Note).into_iter().map(|lost| open_drift(comparison, lost));
    told.map(|difference| drift(comparison, difference)).chain(open).collect()
}

/// A note that lacks the line that closes it.
fn open_drift(comparison: &Comparison<'_>, (slip, pair, block): (&Slip, &SectionPair, usize)) -> Drift {
    let mark = comparison.translation.document.source.slice(slip.span);
    let kind = mark.trim_matches([':', '/', ' ', '{', '}', '.']).split_whitespace().next().unwrap_or_default().to_owned();
    let close: String = mark.chars().take_while(|c| matches!(c, ':' | '/')).collect();
    Drift {
        message: format!("note of the kind `{kind}` is not closed, so that all below is a part of it"),
        help: Some(format!("close the note with `{close}` as the reference does")),
        expected: vec![Stated::text(TextKind::Directive, kind.clone())],
        found: vec![Stated::text(TextKind::Directive, kind)],
        translation_label: "never closed".to_owned(),
        reference_label: "closed below".to_owned(),
        ..slips::drift(comparison, RuleId::Admonition, slip, pair, block)
    }
}

fn drift(comparison: &Comparison<'_>, difference: &Difference<Kind>) -> Drift {
    let kinds = markup::both(difference).map(|(wanted, found)| (found.span, (wanted.shown.as_str(), found.shown.as_str())));
    let fixes = kinds.and_then(|(place, kinds)| mend::markup::word(comparison.translation, place, kinds)).into_iter().collect();
    let change = difference
        .reference
        .as_ref()
        .filter(|_| difference.translation.is_none())
        .and_then(|gone| as_directive(comparison, difference.pair, gone));
    Drift { change, fixes, ..markup::drift(comparison, difference, &WORDING, markup::confidence(difference)) }
}

/// Parts of the names by which sites call a directive that sets off a note.
const NOTE_DIRECTIVES: [&str; 5] = ["alert", "admonition", "callout", "notice", "aside"];

/// A note that the translation has as a directive, which its section of the reference has not.
fn as_directive(comparison: &Comparison<'_>, pair: usize, gone: &Mention<Kind>) -> Option<Change> {
    let pair = comparison.alignment.sections.get(pair)?;
    let names = |document: &Document, section: usize| -> Vec<String> {
        let blocks = document.blocks[document.sections[section].blocks.clone()].iter();
        let directives = blocks.flat_map(|block| {
            let inside = block
                .inlines
                .iter()
                .filter_map(|inline| if let InlineKind::Shortcode(directive) = &inline.kind { Some(directive) } else { None });
            let own = if let BlockKind::Directive(directive) = &block.kind { Some(directive) } else { None };
            own.into_iter().chain(inside).map(|directive| directive.name.clone())
        });
        directives.collect()
    };
    let known = names(comparison.reference.document, pair.reference);
    let is_note = |name: &String| {
        let last = name.rsplit([' ', '/']).next().unwrap_or_default();
        NOTE_DIRECTIVES.iter().any(|known| last.contains(known)) || KINDS.contains(&last)
    };
    let mut found =
        names(comparison.translation.document, pair.translation).into_iter().filter(|name| is_note(name) && !known.contains(name));
    Some(Change::Replaced(gone.value.name.clone(), found.next()?))
}

fn is_known(difference: &Difference<Kind>) -> bool {
    let known = |mention: &Mention<Kind>| mention.value.is_known;
    difference.reference.as_ref().is_none_or(known) && difference.translation.as_ref().is_none_or(known)
}

/// The note that a block opens, if it is the first block of one. Plain quotes count too: some translations write notes so.
fn mentions(side: Side<'_>, block: usize) -> Vec<Mention<Kind>> {
    let blocks = &side.document.blocks;
    let Some(read) = blocks.get(block).filter(|read| !read.containers.is_empty()) else { return Vec::new() };
    let before = block.checked_sub(1).and_then(|before| blocks.get(before)).filter(|before| before.section == read.section);
    let outer = before.map_or(&[][..], |before| &before.containers);
    let opened = read.containers.iter().enumerate().filter(|&(depth, container)| {
        let is_same = outer.get(depth) == Some(container) && outer[..depth] == read.containers[..depth];
        matches!(container, Container::Admonition { .. } | Container::Quote) && !is_same
    });
    let mention = |container: &Container| {
        let value = Kind::of(container);
        let line = before.filter(|before| matches!(&before.kind, BlockKind::Directive(directive) if directive.name == value.name));
        let first_line = || side.document.source.slice(read.span).lines().next().map_or(0, str::len);
        let span = line.map_or_else(|| Span::new(read.span.start, read.span.start + first_line()), |line| line.span);
        Mention { shown: value.name.clone(), value, block, span, alone: true }
    };
    opened.map(|(_, container)| mention(container)).collect()
}

/// The kind of a note.
#[derive(Clone, Debug)]
struct Kind {
    name: String,
    is_known: bool,
}

impl Kind {
    fn of(container: &Container) -> Kind {
        match container {
            Container::Admonition { kind, .. } => Kind { name: kind.clone(), is_known: KINDS.contains(&kind.as_str()) },
            _ => Kind { name: String::new(), is_known: false },
        }
    }
}

impl Value for Kind {
    fn key(&self) -> &str {
        &self.name
    }

    fn is_same(&self, other: &Self) -> bool {
        !self.is_known || !other.is_known
    }

    /// Two notes of a section that are left over are one whose kind was changed.
    fn likeness(&self, other: &Self) -> u32 {
        if self.is_known && other.is_known { 700 } else { 0 }
    }
}
