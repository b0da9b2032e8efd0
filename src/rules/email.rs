//! `email`: e-mail addresses that differ, whether written or behind a link.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Comparison;
use super::RuleId;
use super::drift::Drift;
use super::literals::{self, Found, Literals};
use super::stated::TextKind;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9_][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}").expect("a pattern of the program compiles")
});

pub(super) fn drifts(comparison: &Comparison<'_>) -> Vec<Drift> {
    literals::drifts(
        comparison,
        &Literals {
            rule: RuleId::Email,
            kind: TextKind::Email,
            noun: "e-mail address",
            find,
            target,
            in_code: true,
            has: |_, _| false,
            may_differ,
        },
    )
}

fn find(text: &str) -> Found {
    if !text.contains('@') {
        return Found::default();
    }
    // What readers put something in for is no address (`{{user@example.com}}`).
    let is_placeholder = |range: &Range<usize>| text[..range.start].ends_with("{{") && text[range.end..].starts_with("}}");
    literals::matches(&ADDRESS, text).into_iter().filter(|(_, range)| !is_placeholder(range)).collect()
}

/// `mailto:support@fjordline.example?subject=Help`.
fn target(target: &str) -> Option<String> {
    let address = target.strip_prefix("mailto:")?.split('?').next()?;
    find(address).into_iter().next().map(|(value, _)| value)
}

/// Domains that are reserved for examples (RFC 2606), and names that are invented for them, one a line.
static INVENTED: &str = include_str!("../../rules/invented-domains.txt");

fn is_invented(label: &str) -> bool {
    INVENTED.lines().filter(|line| !line.starts_with('#')).any(|name| name.eq_ignore_ascii_case(label))
}

/// Addresses in examples are translated with their names (`user@yourcompany.com`). One with a letter too many is no translation.
fn may_differ(_: &Comparison<'_>, value: &str, other: Option<&str>) -> bool {
    let Some((name, domain)) = value.split_once('@') else { return false };
    let label = domain.split('.').next().unwrap_or_default();
    let is_example = is_invented(label) && domain.contains('.');
    let is_slip =
        other.and_then(|other| other.split_once('@')).is_some_and(|(own, at)| at == domain && (own.contains(name) || name.contains(own)));
    is_example && (!is_slip || other.is_some_and(|other| is_translated_word(value, other)))
}

/// Whether both are one word at a domain that is reserved for examples: `user@example.com`, `usuario@example.com`.
fn is_translated_word(value: &str, other: &str) -> bool {
    let word = |address: &str| {
        let (name, domain) = address.split_once('@')?;
        let is_reserved = domain.split('.').any(|label| label == "example");
        (is_reserved && name.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| domain.to_owned())
    };
    word(value).is_some() && word(value) == word(other)
}
