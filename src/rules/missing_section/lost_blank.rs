//! Headings that are text, because no blank stands behind their marks.

use super::super::drift::Drift;
use super::super::stated::{Stated, TextKind};
use super::super::{Comparison, RuleId, section, slips};
use crate::align::SectionPair;
use crate::markdown::{Slip, SlipKind};

/// From so many headings on that are text, they are told together.
const WHOLE_PAGE: usize = 4;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let texts = slips::of(comparison, SlipKind::Heading);
    if texts.len() < WHOLE_PAGE {
        return texts.iter().map(|&lost| text_drift(comparison, &[lost])).collect();
    }
    vec![text_drift(comparison, &texts)]
}

/// Headings that lack the blank behind their marks.
fn text_drift(comparison: &Comparison<'_>, lost: &[(&Slip, &SectionPair, usize)]) -> Drift {
    let (slip, pair, block) = lost[0];
    let title = section::title(comparison.reference, pair.reference);
    let mark = comparison.translation.document.source.slice(slip.span);
    let message = match lost.len() {
        1 => format!("heading of section `{title}` is text here, because no blank stands behind `{mark}`"),
        count => format!("{count} headings are text here, because no blank stands behind `{mark}`"),
    };
    let slips: Vec<&Slip> = lost.iter().map(|(slip, ..)| *slip).collect();
    Drift {
        message,
        help: Some(format!("put a blank behind `{mark}`")),
        expected: vec![Stated::text(TextKind::Heading, title)],
        translation_label: "text".to_owned(),
        reference_label: "a heading".to_owned(),
        fixes: slips::blanks(&slips).into_iter().collect(),
        ..slips::drift(comparison, RuleId::MissingSection, slip, pair, block)
    }
}
