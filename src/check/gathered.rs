//! Puts together what the parts of a run found, in one order that does not depend on who found it first.

use crate::findings::{Finding, Outcome, Summary};
use crate::rules::drift::Severity;

/// By path, then offset, then rule; the reference's place stands in for a translation's that there is none of. No two findings are equal,
/// so that the order does not depend on who found them.
pub(super) fn compare_findings(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let key = |finding: &Finding| finding.place().map(|place| (place.path.clone(), place.start.offset));
    key(a)
        .cmp(&key(b))
        .then_with(|| a.rule.cmp(&b.rule))
        .then_with(|| a.locale.cmp(&b.locale))
        .then_with(|| a.message.cmp(&b.message))
        .then_with(|| a.fingerprint.cmp(&b.fingerprint))
}

/// Adds what another part of the run found.
pub(super) fn merge(total: &mut Outcome, part: Outcome) {
    let Summary { pages, translations, sections, facts, undetermined, suppressed, baselined, .. } = part.summary;
    let sum = &mut total.summary;
    sum.pages += pages;
    sum.translations += translations;
    sum.sections += sections;
    sum.facts += facts;
    sum.undetermined += undetermined;
    sum.suppressed += suppressed;
    sum.baselined += baselined;
    total.findings.extend(part.findings);
    total.sayings.merge(part.sayings);
    total.habits.merge(part.habits);
    total.failures.extend(part.failures);
    total.locales.extend(part.locales);
    total.fitting_allowances.extend(part.fitting_allowances);
    total.of_baseline.extend(part.of_baseline);
    total.survey.merge(part.survey);
    total.notes.extend(part.notes);
}

/// Sorts, and counts what is shown.
pub(super) fn finish(mut outcome: Outcome) -> Outcome {
    outcome.findings.sort_by(compare_findings);
    outcome.survey.sort();
    outcome.failures.sort();
    outcome.failures.dedup();
    outcome.notes.sort();
    outcome.notes.dedup();
    outcome.locales.sort();
    outcome.locales.dedup();
    let count = |severity: Severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
    (outcome.summary.errors, outcome.summary.warnings, outcome.summary.infos) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    outcome
}
