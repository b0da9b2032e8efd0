//! Of several drifts that have one cause, the one that says most. It knows no more of rules than their ids.

use super::drift::{Drift, Severity};
use super::options::Options;
use super::{RULES, RuleId};
use crate::source::Span;

/// Takes out what another drift says already.
///
/// Where an error names what is lost with a text, the text is not reported too; of what is no error, the text is.
pub(super) fn settle(mut drifts: Vec<Drift>) -> Vec<Drift> {
    leave_to_own_facts(&mut drifts);
    leave_to_the_double(&mut drifts);
    let texts: Vec<Drift> = drifts.iter().filter(|drift| is_about_text(drift)).cloned().collect();
    if texts.is_empty() {
        return drifts;
    }
    let named: Vec<Drift> = drifts.iter().filter(|drift| !is_about_text(drift) && drift.is_likely()).cloned().collect();
    let is_named = |text: &Drift| named.iter().any(|other| is_stronger(other) && is_lost_with(other, text));
    let reported: Vec<&Drift> = texts.iter().filter(|text| !is_named(text)).collect();
    let is_left = |drift: &Drift| {
        drift.rule == RuleId::LengthRatio
            && named.iter().any(|other| other.rule == RuleId::Untranslated && overlap(other.translation, drift.translation))
    };
    let repeats = |drift: &Drift| reported.iter().any(|text| text.rule == RuleId::MissingBlock && is_lost_with(drift, text));
    drifts.retain(|drift| if is_about_text(drift) { !is_named(drift) && !is_left(drift) } else { is_stronger(drift) || !repeats(drift) });
    drifts
}

/// A fact of the project's own speaks for the figures in it, and a version or identifier for its.
fn leave_to_own_facts(drifts: &mut Vec<Drift>) {
    let own: Vec<Drift> = drifts.iter().filter(|drift| drift.rule.is_own()).cloned().collect();
    // Of a value that the reference repeats, the two may have taken another mention.
    let is_inside = |drift: &Drift, own: &Drift| {
        if drift.found.is_empty() { within(drift.reference, own.reference) } else { within(drift.translation, own.translation) }
    };
    drifts.retain(|drift| !drift.rule.is_fact() || !own.iter().any(|own| is_inside(drift, own)));
    // The figures of a version or an identifier are no numbers of their own.
    let versions: Vec<Drift> = drifts.iter().filter(|drift| drift.rule == RuleId::Version).cloned().collect();
    drifts.retain(|drift| drift.rule != RuleId::Number || !versions.iter().any(|version| is_inside(drift, version)));
}

/// What is too much because it stands in a text that stands there twice is told with the text.
fn leave_to_the_double(drifts: &mut Vec<Drift>) {
    let doubles: Vec<Option<Span>> =
        drifts.iter().filter(|drift| drift.rule == RuleId::DuplicateBlock && drift.is_likely()).map(|drift| drift.translation).collect();
    let is_inside = |drift: &Drift| doubles.iter().any(|double| within(drift.translation, *double));
    drifts.retain(|drift| drift.rule == RuleId::DuplicateBlock || !drift.expected.is_empty() || !is_inside(drift));
}

/// Whether a rule has to run: somebody wants its drift, or wants what is decided by it, here or by the rules of other groups.
pub(super) fn is_needed(rule: RuleId, options: &Options) -> bool {
    let is_error = |rule: RuleId| rule.severity() == Severity::Error;
    let may_hide = |rule: RuleId| !matches!(rule, RuleId::MissingBlock | RuleId::LengthRatio) && !is_error(rule);
    let is_settling = || options.wants(RuleId::MissingBlock) || RULES.iter().any(|rule| may_hide(rule.id) && options.wants(rule.id));
    let consulting = [RuleId::StaleTranslation, RuleId::EmbeddedSource, RuleId::UnusedSuppression];
    let is_consulted =
        consulting.iter().any(|other| options.wants(*other)) || rule == RuleId::Email && options.wants(RuleId::InconsistentFact);
    options.wants(rule)
        || is_consulted
        || match rule {
            RuleId::MissingBlock => is_settling(),
            RuleId::LengthRatio => false,
            RuleId::Untranslated => options.wants(RuleId::LengthRatio),
            _ => is_error(rule) && (options.wants(RuleId::LengthRatio) || is_settling()),
        }
}

fn is_about_text(drift: &Drift) -> bool {
    matches!(drift.rule, RuleId::MissingBlock | RuleId::LengthRatio)
}

fn is_stronger(drift: &Drift) -> bool {
    drift.rule.severity() == Severity::Error
}

/// Whether something is missing that stands in the text of the reference, or too much that stands in that of the translation.
fn is_lost_with(drift: &Drift, text: &Drift) -> bool {
    let missing = drift.found.is_empty() && within(drift.reference, text.reference);
    let extra = drift.expected.is_empty() && text.rule == RuleId::LengthRatio && within(drift.translation, text.translation);
    missing || extra
}

fn within(inner: Option<Span>, outer: Option<Span>) -> bool {
    inner.zip(outer).is_some_and(|(inner, outer)| inner.start >= outer.start && inner.end <= outer.end)
}

fn overlap(a: Option<Span>, b: Option<Span>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
}
