//! Places a drift: spans become lines and columns, and the finding gets a fingerprint that survives moved lines.

use super::finding::{Edit, Finding, Fix, Place};
use crate::markdown::Document;
use crate::rules::Rule;
use crate::rules::drift::{Drift, DriftSection, Mending, Severity};
use crate::source::{SourceFile, Span};

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
    let fingerprint = fingerprint([drift.rule, origin.page, origin.locale, &section], &drift.expected, &drift.found);
    let place = |document: Option<&Document>, span: Option<Span>, label: &str| {
        document.zip(span).map(|(document, span)| place(&document.source, span, label))
    };
    Finding {
        rule: drift.rule,
        severity: Rule::by_id(drift.rule).map_or(Severity::Warning, |rule| rule.severity),
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
        notes: drift.notes,
        fixes: origin.translation.map_or_else(Vec::new, |document| fixes(document, drift.fixes)),
        also: Vec::new(),
        fingerprint,
    }
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

fn place(source: &SourceFile, span: Span, label: &str) -> Place {
    let (start, end) = (source.position(span.start), source.position(span.end));
    let line = source.slice(source.line_span(start.line)).to_owned();
    Place {
        path: source.path().to_owned(),
        text: in_one_line(source.slice(Span::new(start.offset, end.offset))),
        start,
        end,
        label: label.to_owned(),
        line,
    }
}

/// A text without its line breaks, which are a matter of form.
fn in_one_line(text: &str) -> String {
    if text.contains('\n') { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

/// Everything that makes a finding this one, but for where it stands: rule, page, locale and section, and both values.
pub(super) fn fingerprint(names: [&str; 4], expected: &[String], found: &[String]) -> String {
    let mut hash = Fnv::default();
    for part in names.into_iter().chain(expected.iter().map(String::as_str)).chain(["->"]).chain(found.iter().map(String::as_str)) {
        hash.write(part.as_bytes());
        hash.write(&[0]);
    }
    format!("{:016x}", hash.0)
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
