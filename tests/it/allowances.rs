//! What an allowance covers: the value that it names, however it is written, and nothing else.

use driftlint::check;
use driftlint::config::{self, Date};
use driftlint::facts::{Clock, Currency, DaySet, Duration, Number, Unit, Value, Zone, decimal::Decimal, line, standard};
use driftlint::findings::policy::Policy;
use driftlint::locale::registry;
use driftlint::pages;
use driftlint::rules::registry::ids;
use driftlint::rules::stated::Stated;

/// How many findings there are of a page and a translation, and how many an allowance covers.
fn checked(english: &str, locale: &str, translation: &str, allow: &str) -> (usize, usize) {
    let folder = tempfile::TempDir::new().unwrap();
    for (path, text) in [("docs/en/page.md", english), (&format!("docs/{locale}/page.md"), translation)] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("# Fjordline {{#top}}\n\n{text}\n")).unwrap();
    }
    let text = format!("[[allow]]\n{allow}\nreason = \"agreed\"\n");
    let file = folder.path().join("driftlint.toml");
    let config = config::load(&text, &file, &ids().collect::<Vec<_>>()).unwrap();
    let site = pages::discover_from(folder.path(), &[], &config).unwrap();
    let outcome = check::site(&site, &Policy::new(&config, Date::from_days(20_000)), 1);
    (outcome.findings.len(), outcome.summary.suppressed)
}

/// A translation, and what an allowance may name there and may not.
struct Case<'a> {
    rule: &'a str,
    english: &'a str,
    locale: &'a str,
    translation: &'a str,
    covering: &'a [&'a str],
    other: &'a [&'a str],
}

fn hold(case: &Case<'_>) {
    let run = |found: &str| checked(case.english, case.locale, case.translation, &format!("rule = \"{}\"\nfound = {found:?}", case.rule));
    let wrong = case.covering.iter().filter(|found| run(found) != (0, 1)).map(|found| format!("does not cover: {found}"));
    let others = case.other.iter().filter(|found| run(found) != (1, 0)).map(|found| format!("covers: {found}"));
    let wrong: Vec<String> = wrong.chain(others).collect();
    assert!(wrong.is_empty(), "{} {}:\n{}", case.locale, case.translation, wrong.join("\n"));
}

#[test]
fn an_amount_is_covered_in_its_own_currency_only() {
    hold(&Case {
        rule: "currency",
        english: "The plan costs 150,000 NOK a year.",
        locale: "de",
        translation: "Der Tarif kostet 150.000 USD im Jahr.",
        covering: &["150000 USD", "150.000 USD", "USD 150000"],
        other: &["150000 EUR", "150000", "150001 USD", "15000 USD"],
    });
}

#[test]
fn a_telephone_number_is_covered_with_and_without_its_country() {
    for locale in ["sv", "sv-SE"] {
        hold(&Case {
            rule: "phone-number",
            english: "Call +46 8 465 004 01.",
            locale,
            translation: "Ring 08-465 004 00.",
            covering: &["+46 8 465 004 00", "08-465 004 00", "+4684650 0400", "0846500400"],
            other: &["+46 8 465 004 01", "+47 8 465 004 00", "465 004 00"],
        });
    }
}

#[test]
fn working_days_and_days_are_not_the_same() {
    hold(&Case {
        rule: "duration",
        english: "You get an answer within 3 days.",
        locale: "ja",
        translation: "2 営業日以内にお答えします。",
        covering: &["2 business days", "2 営業日"],
        other: &["2 days", "3 business days", "2 日", "2"],
    });
}

#[test]
fn hours_are_covered_by_value() {
    hold(&Case {
        rule: "business-hours",
        english: "Open 9 AM-5 PM, Monday-Friday.",
        locale: "de",
        translation: "Geöffnet Montag bis Freitag 9–18 Uhr.",
        covering: &["09:00–18:00", "9–18 Uhr", "9 AM-6 PM"],
        other: &["09:00–17:00", "09:00–18:30", "9"],
    });
}

#[test]
fn percentages_are_no_numbers() {
    hold(&Case {
        rule: "percentage",
        english: "You save 20% in the first year.",
        locale: "ar",
        translation: "ستوفر ٢٥٪ في السنة الأولى.",
        covering: &["25%", "٢٥٪"],
        other: &["25", "20%", "2.5%"],
    });
}

#[test]
fn what_is_no_value_is_covered_as_it_is_written() {
    hold(&Case {
        rule: "email",
        english: "Write to help@fjordline.example.com today.",
        locale: "de",
        translation: "Schreiben Sie heute an hilfe@fjordline.example.com.",
        covering: &["hilfe@fjordline.example.com", "Hilfe@fjordline.example.com"],
        other: &["hilfe@fjordline.example.org", "help@fjordline.example.com"],
    });
}

#[test]
fn versions_and_counts_are_covered_as_such() {
    hold(&Case {
        rule: "version",
        english: "Use version 1.3.0 of the agent.",
        locale: "de",
        translation: "Nehmen Sie Version 1.2.9 des Agenten.",
        covering: &["1.2.9", "v1.2.9"],
        other: &["1.2.8", "1.2.9.1", "v"],
    });
    hold(&Case {
        rule: "list-items",
        english: "* Stop the agent on each of the servers.\n* Wait until the light is off for good.\n* Take out the disk that is to be replaced.",
        locale: "de",
        translation: "* Halten Sie den Agenten auf jedem der Server an.\n* Warten Sie, bis das Licht ganz aus ist.",
        covering: &[],
        other: &["2 bananas", "rank 2 of nothing"],
    });
}

#[test]
fn one_text_of_two_that_begin_alike_is_covered() {
    let first = "The customer can call the support line and ask for a copy of the invoice of the month.";
    let second = "The customer can call the support line and tell that the address of the firm is another one.";
    let english = format!("{first}\n\n{second}\n\nGo to [help](help.md).");
    let covered =
        |text: &str| checked(&english, "de", "Gehen Sie zur [Hilfe](help.md).", &format!("rule = \"missing-block\"\nexpected = {text:?}"));
    let (left, suppressed) = covered("The customer can call the support line and …");
    assert_eq!((left > 0, suppressed), (true, 0));
}

/// Values of every kind, and with every word that the English pack has for a unit or a currency.
fn values() -> Vec<Value> {
    let number = |whole: &str, fraction: &str| Number::exact(Decimal::from_figures(whole, fraction).unwrap());
    let units =
        [Unit::Second, Unit::Minute, Unit::Hour, Unit::Day, Unit::BusinessDay, Unit::BusinessHour, Unit::Week, Unit::Month, Unit::Year];
    let mut values: Vec<Value> =
        units.iter().flat_map(|&unit| [1000, 2000, 12_500].map(|amount| Value::Duration(Duration { amount, unit }))).collect();
    values.extend([Value::AroundTheClock, Value::Time(Clock(570)), Value::Period(Clock(540), Clock(1020)), Value::Zone(Zone::Offset(120))]);
    values.extend([Value::Zone(Zone::Offset(0)), Value::Zone(Zone::Offset(-210)), Value::Percentage(number("12", "5"))]);
    values.extend([DaySet::ALL, DaySet::WEEKDAYS, DaySet::WEEKEND, DaySet::day(2)].map(Value::Days));
    values.extend([
        Value::Measurement(number("20", ""), "gigabyte".to_owned()),
        Value::Currency(number("1234", "5"), Currency("EUR".to_owned())),
    ]);
    values
}

/// Each finding brings the allowance that covers it; who writes the same words by hand means the same value.
#[test]
fn what_findings_name_is_read_back_as_the_same_value() {
    let lexicon = registry::lexicon("en", "en");
    let is_read = |value: &Value| {
        let stated = Stated::fact(value, &[]);
        let named = stated.named();
        named == stated.standard().value
            || line::read(&named, &lexicon).iter().any(|own| standard::key(own, None) == standard::key(value, None))
    };
    let unread: Vec<String> = values().iter().filter(|value| !is_read(value)).map(|value| format!("{value}: {value:?}")).collect();
    assert!(unread.is_empty(), "{}", unread.join("\n"));
}
