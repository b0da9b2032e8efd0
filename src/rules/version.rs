//! `version`: versions and other identifiers that differ: addresses of machines, GUIDs, numbers of updates and faults, error codes.

use std::sync::LazyLock;

use regex::Regex;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::literals::{self, Found, Literals};
use super::stated::TextKind;

/// Three numbers and more with points between, or two behind a `v`.
static VERSION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[vV]?\d{1,5}(?:\.\d{1,5}){2,3}|[vV]\d{1,3}\.\d{1,3}").expect("a pattern of the program compiles"));

/// GUIDs, updates of Windows, entries of the CVE list, error codes.
static IDENTIFIER: LazyLock<Regex> = LazyLock::new(|| {
    let guid = "[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}";
    Regex::new(&format!(r"(?i){guid}|KB\d{{6,7}}|CVE-\d{{4}}-\d{{4,7}}|0[xX][0-9A-Fa-f]{{4,16}}"))
        .expect("a pattern of the program compiles")
});

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut drifts = kind(comparison, "version", find_versions, has_inner_point);
    drifts.extend(kind(comparison, "identifier", find_identifiers, may_identify));
    drifts
}

fn kind(comparison: &Comparison<'_>, noun: &'static str, find: fn(&str) -> Found, may_have: fn(&str) -> bool) -> Vec<Drift> {
    let reference = comparison.reference_notes.text(comparison.reference.document);
    let translation = comparison.translation_notes.text(comparison.translation.document);
    if ![reference, translation].iter().any(|page| may_have(page.as_str())) {
        return Vec::new();
    }
    literals::drifts(
        comparison,
        &Literals {
            rule: RuleId::Version,
            kind: TextKind::Identifier,
            noun,
            find,
            target: |_| None,
            in_code: false,
            has,
            may_differ: |_, _, _| false,
        },
    )
}

fn find_versions(text: &str) -> Found {
    let found = if has_inner_point(text) { literals::matches(&VERSION, text) } else { Found::default() };
    let plain = found.into_iter().filter(|(value, _)| !is_otherwise(value));
    plain.map(|(value, range)| (value.trim_start_matches(['v', 'V']).to_owned(), range)).collect()
}

/// Whether the figures of a version stand in a text, whatever is put to them: `v 1.0`, `Version 1.0`, `Graphv1.0`.
fn has(text: &str, version: &str) -> bool {
    let goes_on = |rest: &str| {
        let mut next = rest.chars();
        match next.next() {
            Some('.') => next.next().is_some_and(|c| c.is_ascii_digit()),
            first => first.is_some_and(|c| c.is_ascii_digit()),
        }
    };
    let is_whole = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.') && !goes_on(&text[at + version.len()..]);
    version.starts_with(|c: char| c.is_ascii_digit()) && text.match_indices(version).any(|(at, _)| is_whole(at))
}

fn find_identifiers(text: &str) -> Found {
    if may_identify(text) { literals::matches(&IDENTIFIER, text) } else { Found::default() }
}

/// Whether a point stands between figures, of any script: a quick no.
fn has_inner_point(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_figure = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_digit() || !byte.is_ascii());
    memchr::memchr_iter(b'.', bytes).any(|at| is_figure(bytes.get(at + 1)) && at > 0 && is_figure(bytes.get(at - 1)))
}

/// Whether a text has the letters and hyphens that identifiers start with: a quick no.
fn may_identify(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends_first_part = |at: usize| {
        let last = |count: usize| at.checked_sub(count).map(|from| &bytes[from..at]);
        last(8).is_some_and(|part| part.iter().all(u8::is_ascii_hexdigit)) || last(3).is_some_and(|part| part.eq_ignore_ascii_case(b"cve"))
    };
    let is_behind = |at: usize, fits: fn(&u8) -> bool| at.checked_sub(1).is_some_and(|before| fits(&bytes[before]));
    memchr::memchr_iter(b'-', bytes).any(ends_first_part)
        || memchr::memchr2_iter(b'x', b'X', bytes).any(|at| is_behind(at, |&byte| byte == b'0'))
        // The sign for kelvins is a K to the pattern.
        || memchr::memchr2_iter(b'b', b'B', bytes).any(|at| is_behind(at, |byte| matches!(byte, b'k' | b'K') || !byte.is_ascii()))
}

/// A date, a telephone number, or a number with points between thousands.
fn is_otherwise(value: &str) -> bool {
    let parts: Vec<&str> = value.split('.').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let thousands = lengths[1..].iter().all(|&length| length == 3) && parts.len() > 2;
    let date = matches!(lengths.as_slice(), [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2]);
    // `05.11.21` is a date, `24.04.1` the first release of April 2024.
    let noughts = parts.iter().any(|part| part.len() > 1 && part.starts_with('0'))
        && (lengths.iter().all(|&length| length == 2) || parts[0].starts_with('0'));
    let phone = lengths.iter().sum::<usize>() > 8 && lengths.iter().all(|&length| length > 1);
    thousands || date || noughts || phone && parts.len() < 4
}
