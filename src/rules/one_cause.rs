//! Of several drifts that have one cause, the one that says most. It knows rules by their ids only.

use super::drift::{Drift, Severity};
use super::evidence;
use super::options::Options;
use super::{RULES, Rule};
use crate::source::Span;

/// Takes out what another drift says already.
///
/// Where an error names what is lost with a text, the text is not reported too; of what is no error, the text is.
pub(super) fn settle(mut drifts: Vec<Drift>) -> Vec<Drift> {
    leave_to_own_facts(&mut drifts);
    let texts: Vec<Drift> = drifts.iter().filter(|drift| is_about_text(drift)).cloned().collect();
    if texts.is_empty() {
        return drifts;
    }
    let named: Vec<Drift> = drifts.iter().filter(|drift| !is_about_text(drift) && drift.is_likely()).cloned().collect();
    let is_named = |text: &Drift| named.iter().any(|other| is_stronger(other) && is_lost_with(other, text));
    let reported: Vec<&Drift> = texts.iter().filter(|text| !is_named(text)).collect();
    let is_left = |drift: &Drift| {
        drift.rule == "length-ratio"
            && named.iter().any(|other| other.rule == "untranslated" && overlap(other.translation, drift.translation))
    };
    let repeats = |drift: &Drift| reported.iter().any(|text| text.rule == "missing-block" && is_lost_with(drift, text));
    drifts.retain(|drift| if is_about_text(drift) { !is_named(drift) && !is_left(drift) } else { is_stronger(drift) || !repeats(drift) });
    drifts
}

/// A fact of the project's own speaks for the figures in it, and a version or identifier for its.
fn leave_to_own_facts(drifts: &mut Vec<Drift>) {
    let own: Vec<Drift> = drifts.iter().filter(|drift| Rule::by_id(drift.rule).is_none()).cloned().collect();
    let is_inside = |drift: &Drift, own: &Drift| {
        (drift.found.is_empty() || within(drift.translation, own.translation))
            && (drift.expected.is_empty() || within(drift.reference, own.reference))
    };
    let is_fact = |drift: &Drift| Rule::by_id(drift.rule).is_some_and(|rule| rule.group == "facts");
    drifts.retain(|drift| !is_fact(drift) || !own.iter().any(|own| is_inside(drift, own)));
    // The figures of a version or an identifier are no numbers of their own.
    let versions: Vec<Drift> = drifts.iter().filter(|drift| drift.rule == "version").cloned().collect();
    drifts.retain(|drift| drift.rule != "number" || !versions.iter().any(|version| is_inside(drift, version)));
}

/// Whether a rule has to run: somebody wants its drift, or wants what is decided by it, here or by the rules of other groups.
pub(super) fn is_needed(rule: &str, options: &Options) -> bool {
    let is_error = |rule: &Rule| evidence::severity(rule.id) == Severity::Error;
    let may_hide = |rule: &&Rule| !matches!(rule.id, "missing-block" | "length-ratio") && !is_error(rule);
    let is_settling = || options.wants("missing-block") || RULES.iter().filter(may_hide).any(|rule| options.wants(rule.id));
    let consulting = ["stale-translation", "embedded-source", "unused-suppression"];
    let is_consulted = consulting.iter().any(|other| options.wants(other)) || rule == "email" && options.wants("inconsistent-fact");
    options.wants(rule)
        || is_consulted
        || match rule {
            "missing-block" => is_settling(),
            "length-ratio" => false,
            "untranslated" => options.wants("length-ratio"),
            _ => Rule::by_id(rule).is_some_and(is_error) && (options.wants("length-ratio") || is_settling()),
        }
}

fn is_about_text(drift: &Drift) -> bool {
    matches!(drift.rule, "missing-block" | "length-ratio")
}

fn is_stronger(drift: &Drift) -> bool {
    evidence::severity(drift.rule) == Severity::Error
}

/// Whether something is missing that stands in the text of the reference, or too much that stands in that of the translation.
fn is_lost_with(drift: &Drift, text: &Drift) -> bool {
    let missing = drift.found.is_empty() && within(drift.reference, text.reference);
    let extra = drift.expected.is_empty() && text.rule == "length-ratio" && within(drift.translation, text.translation);
    missing || extra
}

fn within(inner: Option<Span>, outer: Option<Span>) -> bool {
    inner.zip(outer).is_some_and(|(inner, outer)| inner.start >= outer.start && inner.end <= outer.end)
}

fn overlap(a: Option<Span>, b: Option<Span>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
}
