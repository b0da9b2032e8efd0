//! What a person is shown of many findings: what matters first, few of a kind, and a count of the rest.

use driftlint::findings::finding::{Finding, Outcome};
use driftlint::report::{Extent, Format, Style, write};
use driftlint::rules::RuleId;
use driftlint::rules::drift::{Confidence, Severity};

/// Lines that a first screen may have.
const MOST: usize = 200;

fn finding(rule: RuleId, severity: Severity, locale: &str, page: &str) -> Finding {
    Finding {
        rule,
        severity,
        confidence: Confidence::Certain,
        message: format!("something of {page} differs"),
        help: None,
        notes: vec![],
        page: page.to_owned(),
        locale: locale.to_owned(),
        section: String::new(),
        aligned_by: String::new(),
        expected: vec![],
        found: vec![],
        label: None,
        translation: None,
        reference: None,
        change: None,
        habit: None,
        also: vec![],
        fixes: vec![],
        allow: None,
        fingerprint: page.to_owned(),
    }
}

fn many(rule: RuleId, severity: Severity, locale: &str, number: usize) -> Vec<Finding> {
    (0..number).map(|at| finding(rule, severity, locale, &format!("guide/page-{at}"))).collect()
}

fn shown(findings: Vec<Finding>, extent: Extent) -> String {
    let mut out = Vec::new();
    let outcome = Outcome { findings, ..Outcome::default() };
    write(Format::Human, &outcome, &Style { extent, ..Style::default() }, &mut out).expect("a Vec takes every byte");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn position(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_else(|| panic!("{part:?} is not in:\n{text}"))
}

#[test]
fn few_findings_are_all_shown_and_nothing_is_added() {
    let text = shown(many(RuleId::Number, Severity::Error, "de", 10), Extent::FirstScreen);
    assert_eq!(text.matches("error[number]").count(), 10);
    assert!(!text.contains('…') && !text.contains("what next"), "{text}");
}

#[test]
fn errors_come_before_warnings_and_sure_before_likely() {
    let likely = Finding { confidence: Confidence::Likely, ..finding(RuleId::Date, Severity::Error, "de", "b") };
    let findings = vec![
        finding(RuleId::InlineCode, Severity::Warning, "de", "a"),
        likely,
        finding(RuleId::Number, Severity::Error, "de", "c"),
        finding(RuleId::HeadingLevel, Severity::Info, "de", "d"),
    ];
    for extent in [Extent::FirstScreen, Extent::All] {
        let text = shown(findings.clone(), extent);
        let order = ["error[number]", "error[date]", "warning[inline-code]", "info[heading-level]"].map(|head| position(&text, head));
        assert!(order.is_sorted(), "{text}");
    }
}

#[test]
fn ten_of_a_rule_and_locale_are_shown_and_the_rest_counted() {
    let mut findings = many(RuleId::Untranslated, Severity::Warning, "ja", 4817);
    findings.extend(many(RuleId::Untranslated, Severity::Warning, "de", 3));
    let text = shown(findings.clone(), Extent::FirstScreen);
    assert_eq!(text.matches("warning[untranslated]").count(), 13);
    assert!(text.contains("… and 4807 more of `untranslated` in ja\n"), "{text}");
    assert!(text.contains("4820  warning  untranslated  ja 4817, de 3\n"), "{text}");
    assert!(text.contains("driftlint check --select untranslated --locales ja"), "{text}");
    assert_eq!(shown(findings, Extent::All).matches("warning[untranslated]").count(), 4820);
}

#[test]
fn a_first_screen_is_short_and_holds_every_kind_of_error_before_any_warning() {
    let rules = [RuleId::Number, RuleId::Date, RuleId::Currency, RuleId::PhoneNumber, RuleId::Email];
    let locales = ["de", "fr", "ja", "ko"];
    let kinds = rules.iter().flat_map(|&rule| locales.iter().map(move |&locale| (rule, locale)));
    let errors = kinds.clone().flat_map(|(rule, locale)| many(rule, Severity::Error, locale, 40));
    let warnings = many(RuleId::InlineCode, Severity::Warning, "de", 40);
    let text = shown(warnings.into_iter().chain(errors).collect(), Extent::FirstScreen);
    assert!(text.lines().count() <= MOST, "{} lines", text.lines().count());
    for (rule, _) in kinds {
        assert!(text.contains(&format!("error[{}]", rule.as_str())), "{}", rule.as_str());
    }
}

#[test]
fn a_first_screen_is_short_with_many_rules_and_locales() {
    let locales: Vec<String> = (0..40).map(|at| format!("x{at:02}")).collect();
    let findings =
        driftlint::rules::RULES.iter().flat_map(|rule| locales.iter().flat_map(|locale| many(rule.id, Severity::Warning, locale, 12)));
    let text = shown(findings.collect(), Extent::FirstScreen);
    assert!(text.lines().count() <= MOST, "{} lines", text.lines().count());
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn missing_pages_take_one_line_for_a_folder_and_locale() {
    let mut findings = many(RuleId::MissingPage, Severity::Warning, "de", 7);
    findings.push(finding(RuleId::MissingPage, Severity::Warning, "de", "index"));
    findings.extend(many(RuleId::MissingPage, Severity::Warning, "fr", 2));
    let text = shown(findings, Extent::FirstScreen);
    assert_eq!(text.matches("[missing-page]").count(), 3, "{text}");
    assert!(text.contains("7 pages of guide have no translation in de\n"), "{text}");
    assert!(text.contains("page-0, page-1, page-2, page-3, page-4 … and 2 more"), "{text}");
    assert!(text.contains("2 pages of guide have no translation in fr\n"), "{text}");
    assert!(text.contains("something of index differs"), "{text}");
}
