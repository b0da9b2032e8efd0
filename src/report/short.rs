//! One line a finding, in the form that editors and `grep` users know.

use std::io::{self, Write};

use crate::findings::finding::{Finding, Outcome};

use super::{Style, paint, visible};

pub(super) fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    outcome.findings.iter().try_for_each(|finding| line(finding, style, out))
}

fn line(finding: &Finding, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let severity = format!("{}[{}]", paint::word(finding.severity), finding.rule);
    let severity = paint::painted(&severity, &paint::severity(finding.severity), style.colour);
    let place = paint::painted(&place(finding), &paint::bold(), style.colour);
    writeln!(out, "{place}: {severity} {}", visible::text(&finding.message))
}

/// `path:line:column`; the page's name where neither file has a place.
fn place(finding: &Finding) -> String {
    match finding.place() {
        Some(place) => format!("{}:{}:{}", visible::text(&place.path), place.start.line, place.start.column),
        None => visible::text(&finding.page).into_owned(),
    }
}
