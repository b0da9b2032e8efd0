//! Other values for what a translation states: one digit is another.
//!
//! What is changed is read again, so that only a change counts that says something else.

use crate::check::Read;
use crate::facts::{BlockFacts, Fact, Kind, Strength};
use crate::rules::RuleId;
use crate::source::Span;

/// The rule that compares values of a kind; none for kinds that are written without figures.
pub(super) fn rule(kind: Kind) -> Option<RuleId> {
    match kind {
        Kind::Phone => Some(RuleId::PhoneNumber),
        Kind::Time | Kind::Period => Some(RuleId::BusinessHours),
        Kind::Duration => Some(RuleId::Duration),
        Kind::Date => Some(RuleId::Date),
        Kind::Number => Some(RuleId::Number),
        Kind::Percentage => Some(RuleId::Percentage),
        Kind::Currency => Some(RuleId::Currency),
        Kind::Measurement => Some(RuleId::Measurement),
        Kind::AroundTheClock | Kind::Days | Kind::Zone | Kind::Quarter | Kind::Rate => None,
    }
}

/// The facts of a page that are written with figures and read without doubt, and that another page states too.
pub(super) fn shared<'a>(read: &'a Read, other: &'a Read) -> Vec<&'a Fact> {
    let stated = |read: &'a Read| read.facts.blocks.iter().flat_map(BlockFacts::stated).filter(|fact| fact.strength == Strength::Strong);
    let others: Vec<&Fact> = stated(other).collect();
    let is_shared = |fact: &&Fact| !fact.in_words && fact.readings.is_empty() && others.iter().any(|other| other.value == fact.value);
    stated(read).filter(is_shared).collect()
}

/// The page's text with the last figure of a fact changed, where that states another value of the same kind at the same place.
pub(super) fn changed(read: &Read, fact: &Fact, again: impl Fn(&str) -> Option<Read>) -> Option<String> {
    let text = read.document.source.text();
    let written = text.get(fact.span.start..fact.span.end)?;
    let (at, digit) = written.char_indices().rev().find(|(_, c)| c.is_ascii_digit())?;
    let other = if digit == '9' { '8' } else { char::from_digit(digit.to_digit(10)? + 1, 10)? };
    let at = fact.span.start + at;
    let text = replaced(text, Span::new(at, at + 1), &other.to_string());
    let differs = |now: &Fact| now.span == fact.span && now.value.kind() == fact.value.kind() && now.value != fact.value;
    let read = again(&text)?;
    read.facts.blocks.iter().flat_map(BlockFacts::stated).any(differs).then_some(text)
}

/// A text with a span of it replaced.
pub(super) fn replaced(text: &str, span: Span, by: &str) -> String {
    format!("{}{by}{}", &text[..span.start], &text[span.end..])
}
