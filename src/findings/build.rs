//! Places a drift: spans become lines and columns, and the finding gets a fingerprint that survives moved lines.

use super::finding::{Edit, Finding, Fix, Place};
use super::paste;
use super::suppression::RULE;
use crate::markdown::Document;
use crate::rules::drift::{Drift, DriftSection, Mending};
use crate::rules::evidence::Evidence;
use crate::rules::stated::{Stated, keys};
use crate::source::{Position, SourceFile, Span};

/// Where the documents of a comparison come from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The page's name.
    pub page: &'a str,
    /// BCP 47 tag of the translation.
    pub locale: &'a str,
    /// The reference, when it could be read.
    pub reference: Option<&'a Document>,
    /// The translation, when there is one.
    pub translation: Option<&'a Document>,
}

/// The finding of a drift, with the rule's own severity.
pub fn finding(origin: Origin<'_>, drift: Drift) -> Finding {
    let section = section_name(origin, drift.section);
    let fingerprint = fingerprint([drift.rule.as_str(), origin.page, origin.locale, &section], &drift.expected, &drift.found);
    let place = |document: Option<&Document>, span: Option<Span>, label: &str| {
        document.zip(span).map(|(document, span)| place(&document.source, span, label))
    };
    with_allowance(Finding {
        rule: drift.rule,
        severity: drift.rule.severity(),
        confidence: drift.confidence,
        translation: place(origin.translation, drift.translation, &drift.translation_label),
        reference: place(origin.reference, drift.reference, &drift.reference_label),
        message: drift.message,
        help: drift.help,
        page: origin.page.to_owned(),
        locale: origin.locale.to_owned(),
        section,
        aligned_by: drift.aligned_by.to_owned(),
        expected: drift.expected,
        found: drift.found,
        label: drift.place,
        change: drift.change,
        habit: None,
        notes: drift.notes,
        fixes: origin.translation.map_or_else(Vec::new, |document| fixes(document, drift.fixes)),
        also: Vec::new(),
        allow: None,
        fingerprint,
    })
}

fn with_allowance(finding: Finding) -> Finding {
    Finding { allow: paste::allowance(&finding), ..finding }
}

fn fixes(document: &Document, mendings: Vec<Mending>) -> Vec<Fix> {
    let path = document.source.path();
    let edit = |(span, text): (Span, String)| Edit { path: path.to_owned(), start: span.start, end: span.end, text };
    let fix = |mending: Mending| Fix {
        applicability: mending.applicability,
        title: mending.title,
        edits: mending.edits.into_iter().map(edit).collect(),
    };
    mendings.into_iter().map(fix).collect()
}

fn section_name(origin: Origin<'_>, section: DriftSection) -> String {
    let name = |document: Option<&Document>, at: usize| {
        document.and_then(|document| document.sections.get(at)).map_or(String::new(), |section| section.name().to_owned())
    };
    match section {
        DriftSection::Reference(at) => name(origin.reference, at),
        DriftSection::Translation(at) => name(origin.translation, at),
        DriftSection::Page => String::new(),
    }
}

/// Where a span of a file is, as reports show it.
pub(super) fn place(source: &SourceFile, span: Span, label: &str) -> Place {
    let (start, end) = (source.position(span.start), source.position(span.end));
    let (line, left_out) = around(source, &start);
    Place {
        path: source.path().to_owned(),
        text: in_one_line(source.slice(Span::new(start.offset, end.offset))),
        start,
        end,
        label: label.to_owned(),
        line,
        left_out,
    }
}

/// Bytes of a line before and behind the start of a span that are kept to be shown: more than any terminal shows.
const MOST_AROUND: usize = 4000;

/// The line of a place, or of a long one what is around the place, and how many characters stand before that.
fn around(source: &SourceFile, start: &Position) -> (String, usize) {
    let span = source.line_span(start.line);
    let line = source.slice(span);
    if line.len() <= 2 * MOST_AROUND {
        return (line.to_owned(), 0);
    }
    let at = start.offset - span.start;
    let boundary = |at: usize| (0..=at.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    let from = boundary(at.saturating_sub(MOST_AROUND));
    let kept = line[from..boundary(at)].chars().count();
    (line[from..boundary(at + MOST_AROUND)].to_owned(), (start.column - 1).saturating_sub(kept))
}

/// A text without its line breaks, which are a matter of form.
fn in_one_line(text: &str) -> String {
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

/// What makes a finding about a suppression or an allowance.
pub(super) struct About<'a> {
    pub(super) page: &'a str,
    pub(super) locale: &'a str,
    pub(super) section: &'a str,
    pub(super) message: String,
    pub(super) help: String,
    /// What the suppression names.
    pub(super) found: Vec<Stated>,
    pub(super) translation: Option<Place>,
    pub(super) reference: Option<Place>,
}

/// The finding about a suppression or an allowance.
pub(super) fn about_suppression(about: About<'_>) -> Finding {
    let About { page, locale, section, message, help, found, translation, reference } = about;
    let parts = [RULE.as_str(), page, locale, section, "->"].map(str::to_owned).into_iter().chain(keys(&found));
    with_allowance(Finding {
        fingerprint: hashed(parts),
        rule: RULE,
        severity: RULE.severity(),
        confidence: Evidence::Counted.confidence(),
        message,
        help: Some(help),
        notes: Vec::new(),
        page: page.to_owned(),
        locale: locale.to_owned(),
        section: section.to_owned(),
        aligned_by: String::new(),
        expected: Vec::new(),
        found,
        label: None,
        change: None,
        habit: None,
        translation,
        reference,
        also: Vec::new(),
        fixes: Vec::new(),
        allow: None,
    })
}

/// The number of the scheme by which fingerprints are made. They start with it, so that those of another scheme are told from findings
/// that are gone.
pub(super) const SCHEME: u32 = 1;

/// Everything that makes a finding this one, but for where it stands: rule, page, locale and section, and both values. How values are
/// shown does not count.
pub(super) fn fingerprint(names: [&str; 4], expected: &[Stated], found: &[Stated]) -> String {
    hashed(names.map(str::to_owned).into_iter().chain(keys(expected)).chain(["->".to_owned()]).chain(keys(found)))
}

fn hashed(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().collect();
    format!("{SCHEME}:{:016x}", hash(parts.iter().map(String::as_str)))
}

/// A number that stands for texts, in their order.
pub fn hash<'p>(parts: impl IntoIterator<Item = &'p str>) -> u64 {
    let mut hash = Fnv::default();
    for part in parts {
        hash.write(part.as_bytes());
        hash.write(&[0]);
    }
    hash.0
}

/// FNV-1a, 64 bits: the same on every platform and in every version, unlike the standard library's hashers.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Makes the fingerprints of a page's findings differ: the second of two alike gets `-2`.
pub fn tell_apart(findings: &mut [Finding]) {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = format!("{}-{count}", finding.fingerprint);
        }
    }
}
