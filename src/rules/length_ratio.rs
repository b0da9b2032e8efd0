//! `length-ratio`: a block that is far shorter or longer than its partner, as the page goes.

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::lengths::{Lengths, Scale};
use super::prose;
use super::stated::Stated;
use crate::align::{BlockPair, SectionPair};
use crate::markdown::Block;

/// Letters of the reference below which a text says too little to be measured.
const SHORTEST: f64 = 80.0;

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    let scale = comparison.pair_notes.scale(comparison);
    comparison.alignment.sections.iter().flat_map(|section| in_section(comparison, scale, section)).collect()
}

fn in_section(comparison: &Comparison<'_>, scale: Scale, section: &SectionPair) -> Vec<Drift> {
    let lengths: Vec<Lengths> = section.blocks.iter().map(|pair| scale.lengths(comparison, pair)).collect();
    let unpaired = unpaired(&lengths);
    let odd = (0..lengths.len()).filter(|&at| {
        !section.blocks[at].weak && is_odd(lengths[at]) && !is_balanced(&lengths, at) && !is_elsewhere(lengths[at], unpaired)
    });
    odd.filter_map(|at| drift(comparison, section, section.blocks[at], lengths[at])).collect()
}

/// Short texts vary more than long ones, and texts that explain foreign words grow more than others shrink.
fn is_odd(lengths: Lengths) -> bool {
    let longest = lengths.expected.max(lengths.found);
    let deviation = lengths.deviation();
    let limit = if deviation < 0.0 { 0.36 + 30.0 / longest } else { 0.5 + 50.0 / longest };
    lengths.expected > 0.0 && longest >= SHORTEST && deviation.abs() > limit
}

/// Whether the text that is too much or too little stands on the other side of a neighbour: sentences that moved.
fn is_balanced(lengths: &[Lengths], at: usize) -> bool {
    let surplus = lengths[at].surplus();
    let prose = |lengths: &&Lengths| lengths.expected + lengths.found > 0.0;
    let before = lengths[..at].iter().rev().find(prose);
    let after = lengths[at + 1..].iter().find(prose);
    let taken = before.into_iter().chain(after).map(|neighbour| -neighbour.surplus() * surplus.signum());
    taken.into_iter().any(|taken| taken > surplus.abs() * 0.5)
}

/// How much of a text stands outside of brackets.
fn unbracketed_share(block: &Block) -> f64 {
    let mut depth = 0_usize;
    let (mut outside, mut all) = (0.0, 1.0);
    for c in block.text.visible().chars() {
        depth += usize::from(matches!(c, '(' | '（'));
        outside += if depth == 0 { 1.0 } else { 0.0 };
        all += 1.0;
        depth -= usize::from(matches!(c, ')' | '）') && depth > 0);
    }
    outside / all
}

/// What only one side of the section has.
fn unpaired(lengths: &[Lengths]) -> Lengths {
    let alone = lengths.iter().filter(|lengths| lengths.expected == 0.0 || lengths.found == 0.0);
    alone.fold(Lengths::default(), |sum, lengths| Lengths { expected: sum.expected + lengths.expected, found: sum.found + lengths.found })
}

/// Whether a text took in what the section lacks elsewhere, or gave up what stands by itself there.
fn is_elsewhere(lengths: Lengths, unpaired: Lengths) -> bool {
    let surplus = lengths.surplus();
    let other = if surplus > 0.0 { unpaired.expected } else { unpaired.found };
    lengths.found > 0.0 && other > surplus.abs() * 0.5
}

fn drift(comparison: &Comparison<'_>, section: &SectionPair, pair: BlockPair, lengths: Lengths) -> Option<Drift> {
    let reference = comparison.reference.document.blocks.get(pair.reference?)?;
    let translation = comparison.translation.document.blocks.get(pair.translation?)?;
    // A name or term that is explained in brackets.
    if lengths.surplus() > 0.0 && !is_odd(Lengths { found: lengths.found * unbracketed_share(translation), ..lengths }) {
        return None;
    }
    if prose::macros(translation) != prose::macros(reference) {
        return None;
    }
    let percent = (lengths.found / lengths.expected * 100.0).round();
    let noun = prose::noun(translation);
    let (degree, help) = if lengths.surplus() < 0.0 {
        ("shorter", "see whether the reference says more; if so, translate it")
    } else {
        ("longer", "see whether the reference says less; if so, take it out here or add it there")
    };
    Some(Drift {
        confidence: Evidence::Measured.confidence(),
        message: format!("{noun} is far {degree} than in the reference, {percent} % of the length that is usual on this page"),
        help: Some(help.to_owned()),
        section: DriftSection::Reference(section.reference),
        aligned_by: section.by.name(),
        expected: vec![Stated::words(reference.text.visible())],
        found: vec![Stated::words(translation.text.visible())],
        translation: Some(translation.span),
        reference: Some(reference.text.lead()),
        translation_label: format!("far {degree}"),
        ..Drift::of(RuleId::LengthRatio)
    })
}
