//! Another telephone number in the grouping, and in the national or international form, of the one that stands there.

use super::super::drift::{Applicability, Mending};
use super::written::{Change, Written, in_script};
use crate::facts::{Phone, phone};
use crate::markdown::InlineKind;
use crate::source::Span;

pub(super) fn mending(written: &Written<'_>, reference: &Written<'_>, numbers: (&Phone, &Phone), regions: &[String]) -> Option<Mending> {
    let (wanted, stated) = numbers;
    let digits = phone::in_form_of(wanted, stated, regions).filter(|digits| digits.len() == stated.digits.len());
    let grouped = digits.and_then(|digits| regrouped(written, stated, &digits));
    let mut mending = written.mending(Applicability::Safe, grouped.or_else(|| in_form_of_reference(written, reference))?)?;
    mending.edits.extend(dialled(written, wanted, stated));
    super::safe(mending.title, mending.edits)
}

/// The digits one by one in the places of those that stand there.
fn regrouped(written: &Written<'_>, stated: &Phone, digits: &str) -> Option<Vec<Change>> {
    let there: String = written.figures.iter().map(|figures| figures.digits.as_str()).collect();
    if there != stated.digits {
        return None;
    }
    let mut rest = digits;
    let mut changes = Vec::new();
    for figures in &written.figures {
        let (these, more) = rest.split_at_checked(figures.digits.len())?;
        changes.push((figures.range.clone(), in_script(these, figures.zero)));
        rest = more;
    }
    Some(changes)
}

fn in_form_of_reference(written: &Written<'_>, reference: &Written<'_>) -> Option<Vec<Change>> {
    let zero = written.figures.first()?.zero;
    Some(vec![(written.range.clone(), in_script(reference.text(), zero))])
}

/// The number that a link around the text dials, if it is the one of the text.
fn dialled(written: &Written<'_>, wanted: &Phone, stated: &Phone) -> Option<(Span, String)> {
    let around = |range: &std::ops::Range<usize>| range.start <= written.range.start && range.end >= written.range.end;
    let links = written.block.inlines.iter().filter(|inline| around(&inline.range));
    let (span, number) = links.into_iter().find_map(|inline| match &inline.kind {
        InlineKind::Link { target } => Some((inline.span, target.strip_prefix("tel:")?)),
        _ => None,
    })?;
    let dialled: String = number.chars().filter(char::is_ascii_digit).collect();
    if dialled != stated.digits && dialled.strip_prefix("00") != Some(&stated.digits) {
        return None;
    }
    let place = written.find_last(span, number)?;
    Some((place, wanted.to_string()))
}
