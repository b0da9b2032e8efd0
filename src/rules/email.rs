//! `email`: e-mail addresses that differ, whether written or behind a link.

use std::sync::LazyLock;

use regex::Regex;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::literals::{self, Found, Literals};
use super::stated::TextKind;

static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}").ok());

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    literals::drifts(
        comparison,
        &Literals { rule: RuleId::Email, kind: TextKind::Email, noun: "e-mail address", find, target, in_code: true, may_differ },
    )
}

fn find(text: &str) -> Found {
    let pattern = ADDRESS.as_ref().filter(|_| text.contains('@'));
    pattern.map(|pattern| literals::matches(pattern, text)).unwrap_or_default()
}

/// `mailto:support@fjordline.example?subject=Help`.
fn target(target: &str) -> Option<String> {
    let address = target.strip_prefix("mailto:")?.split('?').next()?;
    find(address).into_iter().next().map(|(value, _)| value)
}

/// Domains that are reserved for examples, and companies that are invented for them.
const EXAMPLES: [&str; 9] =
    ["example", "contoso", "fabrikam", "fourthcoffee", "adatum", "litware", "northwindtraders", "tailspintoys", "woodgrove"];

/// Addresses in examples are translated with their names (`user@yourcompany.com`). One with a letter too many is no translation.
fn may_differ(comparison: &Comparison<'_>, value: &str, other: Option<&str>) -> bool {
    let Some((name, domain)) = value.split_once('@') else { return false };
    let label = domain.split('.').next().unwrap_or_default();
    let words = comparison.reference_pack.into_iter().flat_map(|pack| &pack.function_words);
    let is_example = EXAMPLES.contains(&label) && domain.contains('.')
        || words.into_iter().any(|word| word.len() > 3 && label.starts_with(word.as_str()));
    let is_slip =
        other.and_then(|other| other.split_once('@')).is_some_and(|(own, at)| at == domain && (own.contains(name) || name.contains(own)));
    is_example && !is_slip
}
