//! Counts of findings by rule, severity and locale, a line for each rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::findings::finding::Finding;
use crate::rules::RuleId;
use crate::rules::drift::Severity;

use super::{Style, paint, visible};

/// One line of the table.
struct Row<'a> {
    rule: RuleId,
    severity: Severity,
    number: usize,
    locales: Vec<(&'a str, usize)>,
}

/// A line for each rule and severity, the most frequent first and then the most severe, with the locales that have most of it as far as the
/// width allows; empty without findings.
pub fn rule_table(findings: &[Finding], style: &Style) -> String {
    rows(findings).iter().map(|row| line(row, &Columns::of(findings), style)).collect()
}

/// The table with at most so many lines; the rest is counted in a last one.
pub(super) fn short_table(findings: &[Finding], style: &Style, most: usize) -> String {
    let (rows, columns) = (rows(findings), Columns::of(findings));
    let shown = if rows.len() > most { most.saturating_sub(1) } else { rows.len() };
    let lines: String = rows.iter().take(shown).map(|row| line(row, &columns, style)).collect();
    let rest: usize = rows.iter().skip(shown).map(|row| row.number).sum();
    if rest == 0 { lines } else { format!("{lines}{rest:>digits$}  of other rules\n", digits = columns.digits) }
}

impl<'a> Row<'a> {
    fn of(rule: RuleId, severity: Severity, locales: BTreeMap<&'a str, usize>) -> Row<'a> {
        Row { rule, severity, number: locales.values().sum(), locales: most_frequent(locales) }
    }
}

/// How wide the columns are, in characters.
struct Columns {
    digits: usize,
    rule: usize,
}

impl Columns {
    fn of(findings: &[Finding]) -> Columns {
        let rows = rows(findings);
        Columns {
            digits: rows.iter().map(|row| row.number.to_string().len()).max().unwrap_or(0),
            rule: rows.iter().map(|row| row.rule.as_str().len()).max().unwrap_or(0),
        }
    }
}

fn rows(findings: &[Finding]) -> Vec<Row<'_>> {
    let mut counts: BTreeMap<(RuleId, Severity), BTreeMap<&str, usize>> = BTreeMap::new();
    for finding in findings {
        let locales = counts.entry((finding.rule, finding.severity)).or_default();
        *locales.entry(finding.locale.as_str()).or_default() += 1;
    }
    let mut rows: Vec<Row<'_>> = counts.into_iter().map(|((rule, severity), locales)| Row::of(rule, severity, locales)).collect();
    rows.sort_by_key(|row| Reverse((row.number, row.severity)));
    rows
}

/// What is of no locale is not named.
fn most_frequent(locales: BTreeMap<&str, usize>) -> Vec<(&str, usize)> {
    let mut locales: Vec<_> = locales.into_iter().filter(|(locale, _)| !locale.is_empty()).collect();
    locales.sort_by_key(|&(_, number)| Reverse(number));
    locales
}

fn line(row: &Row<'_>, columns: &Columns, style: &Style) -> String {
    let word = paint::painted(&format!("{:7}", paint::word(row.severity)), &paint::severity(row.severity), style.colour);
    let room = style.width.saturating_sub(columns.digits + columns.rule + 13);
    let (rule, locales) = (row.rule.as_str(), named(&row.locales, room));
    let line = format!("{:>digits$}  {word}  {rule:width$}  {locales}", row.number, digits = columns.digits, width = columns.rule);
    format!("{}\n", line.trim_end())
}

/// `ja 120, de 80, 9 more locales 72`: as many as fit, but one at least.
fn named(locales: &[(&str, usize)], room: usize) -> String {
    let pieces: Vec<String> = locales.iter().map(|(locale, number)| format!("{} {number}", visible::text(locale))).collect();
    let rest = |from: usize| locales[from..].iter().map(|(_, number)| number).sum::<usize>();
    let text = |shown: usize| match locales.len() - shown {
        0 => pieces.join(", "),
        1 => format!("{}, 1 more locale {}", pieces[..shown].join(", "), rest(shown)),
        more => format!("{}, {more} more locales {}", pieces[..shown].join(", "), rest(shown)),
    };
    let fits = |shown: &usize| text(*shown).width() <= room;
    (1..=locales.len()).rev().find(fits).or((!locales.is_empty()).then_some(1)).map(text).unwrap_or_default()
}
