//! The texts that stand for images, which are no part of the text around them.

use super::super::RuleId;
use super::super::stated::Stated;
use super::{Page, language_name};
use crate::align::SectionPair;
use crate::markdown::{Block, BlockKind, InlineKind};
use crate::rules::Comparison;
use crate::rules::drift::{Drift, DriftSection};
use crate::rules::evidence::Evidence;
use crate::source::Span;

/// The text for one image.
struct Alt<'b> {
    text: &'b str,
    span: Span,
}

/// Texts for images that were left in the reference's language, beside blocks that stand for each other and show as many images.
pub(super) fn drifts(page: &Page<'_, '_>, comparison: &Comparison<'_>) -> Vec<Drift> {
    let mut drifts = Vec::new();
    for section in &comparison.alignment.sections {
        for (r, t) in section.blocks.iter().filter_map(|pair| pair.reference.zip(pair.translation)) {
            let blocks = (comparison.reference.document.blocks.get(r), comparison.translation.document.blocks.get(t));
            let (expected, found) = (blocks.0.map(alts).unwrap_or_default(), blocks.1.map(alts).unwrap_or_default());
            if expected.len() == found.len() {
                let both = expected.iter().zip(&found);
                drifts.extend(both.filter_map(|(expected, found)| drift(page, comparison, section, (expected, found))));
            }
        }
    }
    drifts
}

fn alts(block: &Block) -> Vec<Alt<'_>> {
    if let BlockKind::Directive(directive) = &block.kind {
        let (_, rest) = directive.arguments.split_once("alt-text=\"").filter(|_| directive.name == "image").unwrap_or_default();
        let text = rest.split('"').next().filter(|text| !text.is_empty());
        return text.map(|text| Alt { text, span: block.span }).into_iter().collect();
    }
    let images = block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Image { alt, .. } => Some(Alt { text: alt, span: inline.span }),
        _ => None,
    });
    images.collect()
}

fn drift(
    page: &Page<'_, '_>,
    comparison: &Comparison<'_>,
    section: &SectionPair,
    (expected, found): (&Alt<'_>, &Alt<'_>),
) -> Option<Drift> {
    let confidence = page.is_left(found.text, expected.text).filter(|_| !is_name(found.text))?;
    Some(Drift {
        confidence: confidence.min(Evidence::Measured.confidence()),
        message: format!("text of an image is left in {}", language_name(comparison)),
        help: Some("translate the text between the brackets, which is read out instead of the image".to_owned()),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        found: vec![Stated::words(found.text)],
        translation: Some(found.span),
        reference: Some(expected.span),
        translation_label: "not translated".to_owned(),
        ..Drift::of(RuleId::Untranslated)
    })
}

/// The name of a file, or of what the image is for.
fn is_name(text: &str) -> bool {
    !text.trim().contains(' ')
}
