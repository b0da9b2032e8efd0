//! The findings of the past, so that only new ones fail: a file with a line each, sorted, so that branches that change it merge.
//!
//! It knows the text of that file and fingerprints. What is read and written, and when, is for others to decide.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::build::{self, About};
use super::finding::Finding;
use crate::rules::RuleId;
use crate::rules::stated::{Stated, TextKind};
use crate::source::{SourceFile, Span};

/// Where a baseline is looked for and written, unless another place is named.
pub const FILE_NAME: &str = "driftlint-baseline.txt";

/// The first line, which names the version of the form.
const HEAD: &str = "# driftlint baseline, version 1: findings that were there before, one a line. Remove a line when its finding is fixed.";

/// The findings that are no news.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    source: Option<SourceFile>,
    /// By fingerprint.
    entries: BTreeMap<String, Entry>,
    /// Fingerprints that are in no file.
    known: BTreeSet<String>,
}

/// One finding of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of its page.
    pub page: String,
    /// BCP 47 tag; empty for what is of no locale.
    pub locale: String,
    /// Its rule.
    pub rule: RuleId,
    /// What it is about, for people.
    pub about: String,
    /// Its line in the file.
    span: Span,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// One sentence for the first line that is none of a baseline, with its number.
    pub fn read(source: SourceFile) -> Result<Baseline, String> {
        let mut entries = BTreeMap::new();
        if !source.text().trim_start_matches('\u{feff}').starts_with("# driftlint baseline, version 1") {
            return Err("is not a baseline of version 1; write one with `driftlint baseline`".to_owned());
        }
        for line in 1..=source.line_count() {
            let span = source.line_span(line);
            let text = source.slice(span).trim_end();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let parts: Vec<&str> = text.split('\t').collect();
            let [page, locale, rule, fingerprint, about @ ..] = parts.as_slice() else {
                return Err(format!(
                    "line {line} is no entry of a baseline: it needs page, locale, rule and fingerprint, with tabs between"
                ));
            };
            if fingerprint.split_once(':').is_none_or(|(scheme, _)| scheme != build::SCHEME.to_string()) {
                return Err(format!("line {line} has a fingerprint of another version; write the baseline anew with `driftlint baseline`"));
            }
            let [page, locale] = [page, locale].map(|part| (*part).to_owned());
            entries.insert((*fingerprint).to_owned(), Entry { page, locale, rule: RuleId::named(rule), about: about.join(" "), span });
        }
        Ok(Baseline { source: Some(source), entries, known: BTreeSet::new() })
    }

    /// With findings of which nothing but the fingerprint is known.
    #[must_use]
    pub fn with(mut self, findings: &[Finding]) -> Baseline {
        self.known.extend(findings.iter().map(|finding| finding.fingerprint.clone()));
        self
    }

    /// The file that it was read from.
    pub fn source(&self) -> Option<&SourceFile> {
        self.source.as_ref()
    }

    /// Whether a finding was there before.
    pub fn has(&self, finding: &Finding) -> bool {
        self.entries.contains_key(&finding.fingerprint) || self.known.contains(&finding.fingerprint)
    }

    /// The entries whose finding did not occur, as findings: the past only shrinks. `was_looked_for` says whether it could have occurred.
    pub fn fixed(&self, seen: &BTreeSet<String>, was_looked_for: impl Fn(&Entry) -> bool) -> Vec<Finding> {
        let gone = self.entries.iter().filter(|(fingerprint, entry)| !seen.contains(*fingerprint) && was_looked_for(entry));
        gone.filter_map(|(fingerprint, entry)| self.fixed_entry(fingerprint, entry)).collect()
    }

    fn fixed_entry(&self, fingerprint: &str, entry: &Entry) -> Option<Finding> {
        let about = About {
            page: &entry.page,
            locale: &entry.locale,
            section: "",
            message: format!("fixed: the baseline still has this finding of `{}`; remove it", entry.rule),
            help: "remove the line, or run `driftlint baseline --prune`".to_owned(),
            found: [entry.rule.as_str(), fingerprint].map(|named| Stated::text(TextKind::Suppression, named)).to_vec(),
            translation: Some(build::place(self.source.as_ref()?, entry.span, "")),
            reference: None,
        };
        Some(Finding { allow: None, ..build::about_suppression(about) })
    }

    /// The text of a baseline of these findings and of the entries of `self` that `keep` names, sorted by page, locale, rule and fingerprint.
    pub fn text<'f>(&self, findings: impl Iterator<Item = &'f Finding>, keep: impl Fn(&str, &Entry) -> bool) -> String {
        let mut lines: BTreeSet<[String; 5]> = findings.map(line).collect();
        let kept = self.entries.iter().filter(|(fingerprint, entry)| keep(fingerprint, entry));
        let own = |(fingerprint, entry): (&String, &Entry)| {
            [&entry.page, &entry.locale, entry.rule.as_str(), fingerprint, &entry.about].map(str::to_owned)
        };
        for line in kept.map(own) {
            if !lines.iter().any(|other| other[3] == line[3]) {
                lines.insert(line);
            }
        }
        let mut text = format!("{HEAD}\n");
        for parts in &lines {
            let _ = writeln!(text, "{}", parts.join("\t"));
        }
        text
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn line(finding: &Finding) -> [String; 5] {
    [&finding.page, &finding.locale, finding.rule.as_str(), &finding.fingerprint, &finding.message].map(in_one_cell)
}

/// Without what ends a cell or a line.
fn in_one_cell(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
