//! Which fixes may be applied unread: those that a maintainer would take without a look. The only place that decides it; what most
//! translations of a page agree on against the reference, `findings` takes out.

use super::Comparison;
use super::RuleId;
use super::drift::{Applicability, Drift};
use super::place;
use crate::align::Side;
use crate::facts::{Fact, Kind, Strength};
use crate::source::Span;

/// How sections are paired by what is written for it; by likeness alone, a neighbour may be taken for the partner.
const SURE: [&str; 5] = ["start", "anchor", "slug", "heading", "segment"];

/// Makes the fixes of a drift such as should be read, unless all holds that makes them safe.
pub(super) fn settle(comparison: &Comparison<'_>, drift: &mut Drift) {
    if drift.fixes.iter().any(|fix| fix.applicability == Applicability::Safe) && !is_safe(comparison, drift) {
        for fix in &mut drift.fixes {
            fix.applicability = Applicability::Unsafe;
        }
    }
}

fn is_safe(comparison: &Comparison<'_>, drift: &Drift) -> bool {
    let is_sure = drift.is_certain();
    let is_sure = is_sure && (drift.rule != RuleId::HeadingLevel || SURE.contains(&drift.aligned_by));
    is_sure && !may_be_habit(drift.rule) && (!drift.rule.is_fact() || is_written_alike(drift) || is_one_to_one(comparison, drift))
}

/// What sites write otherwise on purpose: targets, fragments, placeholders, code with words, images, front matter, anchors, directives.
fn may_be_habit(rule: RuleId) -> bool {
    matches!(
        rule,
        RuleId::LinkTarget
            | RuleId::BrokenFragment
            | RuleId::Image
            | RuleId::Include
            | RuleId::InlineCode
            | RuleId::CodeBlock
            | RuleId::Directive
            | RuleId::FrontMatter
            | RuleId::MissingAnchor
            | RuleId::RenamedSection
            | RuleId::DuplicateAnchor
    )
}

/// Names are the same in every language, wherever they stand.
fn is_written_alike(drift: &Drift) -> bool {
    matches!(drift.rule, RuleId::ProtectedTerm | RuleId::Version | RuleId::Email)
}

/// Whether both sides are read strongly, in blocks that stand for each other in a section that is paired surely, and state as many facts.
fn is_one_to_one(comparison: &Comparison<'_>, drift: &Drift) -> bool {
    let Some((reference, translation)) = drift.reference.zip(drift.translation) else { return false };
    let Some((left_at, right_at)) = block_of(comparison.reference, reference).zip(block_of(comparison.translation, translation)) else {
        return false;
    };
    let are_partners = || {
        let pairs = comparison.alignment.sections.iter().flat_map(|section| &section.blocks);
        pairs.into_iter().any(|pair| pair.reference == Some(left_at) && pair.translation == Some(right_at))
    };
    let (left, right) = (facts(comparison.reference, left_at), facts(comparison.translation, right_at));
    SURE.contains(&drift.aligned_by)
        && count(&left) == count(&right)
        && is_strong(&left, reference)
        && is_strong(&right, translation)
        && are_partners()
}

fn block_of(side: Side<'_>, span: Span) -> Option<usize> {
    let holds = |&at: &usize| facts(side, at).into_iter().any(|fact| fact.span.start < span.end && span.start < fact.span.end);
    place::holding(side.document, span).find(holds)
}

fn facts(side: Side<'_>, block: usize) -> Vec<&Fact> {
    side.facts.blocks.get(block).into_iter().flat_map(|facts| facts.facts.iter().chain(&facts.numbers)).collect()
}

/// How many of them state something by themselves: `monthly` is no fact, but `per month` may be one.
fn count(facts: &[&Fact]) -> usize {
    facts.iter().filter(|fact| fact.strength == Strength::Strong || fact.value.kind() != Kind::Rate).count()
}

/// Whether what is read at a place can say nothing else.
fn is_strong(facts: &[&Fact], span: Span) -> bool {
    let mut here = facts.iter().filter(|fact| fact.span.start < span.end && span.start < fact.span.end).peekable();
    here.peek().is_some() && here.all(|fact| fact.strength == Strength::Strong && fact.readings.is_empty())
}
