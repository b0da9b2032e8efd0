//! What is read in a block of text, form by form: the value, how sure the reading is, and what must not be read at all.
//!
//! A row is a text and its facts as `value`, with `?` behind a weak reading and `LABEL: ` before one that belongs to a severity.

use driftlint::facts::read::{self, DocumentFacts};
use driftlint::facts::{Fact, Strength};
use driftlint::locale::registry;
use driftlint::markdown::{self, Document, Reading};
use driftlint::source::SourceFile;

type Rows<'a> = &'a [(&'a str, &'a [&'a str])];

fn document(text: &str) -> Document {
    markdown::parse(SourceFile::new("page.md", text), Reading::Own)
}

fn facts(document: &Document, language: &str) -> DocumentFacts {
    assert!(language.is_empty() || registry::pack(language).is_some(), "there is no pack {language}");
    read::read(document, &registry::lexicon(language, "en"))
}

fn spelled(fact: &Fact) -> String {
    let label = fact.label.as_ref().map_or_else(String::new, |label| format!("{label}: "));
    let weak = if fact.strength == Strength::Weak { "?" } else { "" };
    format!("{label}{}{weak}", fact.value)
}

fn read_in(language: &str, text: &str) -> Vec<String> {
    facts(&document(text), language).blocks.iter().flat_map(|block| &block.facts).map(spelled).collect()
}

/// Holds every row of a table, and says all that differ at once.
fn hold(language: &str, rows: Rows<'_>) {
    let differing = rows.iter().filter_map(|(text, wanted)| {
        let found = read_in(language, text);
        (found != *wanted).then(|| format!("`{text}`\n  wanted {wanted:?}\n  found  {found:?}"))
    });
    let differing: Vec<String> = differing.collect();
    assert!(differing.is_empty(), "{} of {} rows differ ({language}):\n{}", differing.len(), rows.len(), differing.join("\n"));
}

/// Holds that nothing is read in any of the texts.
fn hold_silent(language: &str, texts: &[&str]) {
    let rows: Vec<(&str, &[&str])> = texts.iter().map(|text| (*text, &[][..])).collect();
    hold(language, &rows);
}

#[test]
fn telephone_numbers() {
    hold(
        "en",
        &[
            ("Call +1 (206) 555-0142.", &["+12065550142"]),
            ("Call 1-800-555-0142 now", &["18005550142"]),
            ("Reach us at +49 30 23125 147", &["+493023125147"]),
            ("Reach us at +49-30-23125-147", &["+493023125147"]),
            ("Reach us at +49.30.23125.147", &["+493023125147"]),
            ("Reach us at +493023125147", &["+493023125147"]),
            ("Reach us at (+49) 30 23125 147", &["+493023125147"]),
            ("Reach us at +49 (0) 30 23125 147", &["+4903023125147"]),
            ("Reach us at 00 49 30 23125 147", &["00493023125147"]),
            ("Reach us at 02 5550 0145", &["0255500145"]),
            ("Reach us at (206) 555-0142", &["2065550142"]),
            ("Reach us at 206-555-0142", &["2065550142"]),
            ("Reach us at 206.555.0142", &["2065550142"]),
            ("Reach us at 030/23125-147", &["03023125147"]),
            ("Reach us at 0808 157 0192", &["08081570192"]),
            ("Reach us at 0808&nbsp;157&nbsp;0192", &["08081570192"]),
            ("Reach us at 0808\u{a0}157\u{2011}0192", &["08081570192"]),
            ("Reach us at ０８０８ １５７ ０１９２", &["08081570192"]),
            ("Call 8005550142", &["8005550142"]),
            ("Call 555 0142", &["5550142"]),
            ("Sydney: +61 2 5550 0145, Bergen: +47 555 12 340", &["+61255500145", "+4755512340"]),
            ("Call 020 7946 0140 or 020 7946 0141", &["02079460140", "02079460141"]),
            ("[0808 157 0192](tel:+448081570192)", &["08081570192"]),
            ("**0808** 157 0192", &["08081570192"]),
            ("800 5550142", &["8005550142"]),
            ("117 212", &["117212"]),
        ],
    );
}

/// Digits that a telephone number might have, and nothing that announces one.
#[test]
fn numbers_that_may_be_dialled_are_weak() {
    hold(
        "en",
        &[
            ("The room 555-0142 is free", &["5550142?"]),
            ("There are 117 212 334 of them", &["117212334?"]),
            ("Ports 8080-8090", &["80808090?"]),
        ],
    );
}

#[test]
fn numbers_that_are_not_dialled() {
    hold_silent(
        "en",
        &[
            "Version 10.0.19041.1234",
            "Version 1.10.3",
            "Supported 2019-2024",
            "The address 192.168.100.200",
            "The address 10.20.30.40",
            "It costs 1,000,000 crowns",
            "It holds 1.000.000 files",
            "Card 4111 1111 1111 1111",
            "Ticket #12345678",
            "Build v20260630",
            "Call 117",
            "Order FL-204718 of May",
            "Office 365 and Windows 11",
            "KB5001234567 is fixed",
        ],
    );
}

#[test]
fn times_of_twelve_hours() {
    hold(
        "en",
        &[
            ("9 AM-5 PM", &["09:00–17:00"]),
            ("9AM – 5PM", &["09:00–17:00"]),
            ("9 a.m. to 5 p.m.", &["09:00–17:00"]),
            ("9&nbsp;AM&#8209;5&nbsp;PM", &["09:00–17:00"]),
            ("9:30 AM-5:15 PM", &["09:30–17:15"]),
            ("between 9 AM and 5 PM", &["09:00–17:00"]),
            ("from 9 AM until 5 PM", &["09:00–17:00"]),
            ("9-5 PM", &["09:00–17:00"]),
            ("1-5 PM", &["13:00–17:00"]),
            ("9 AM-5", &["09:00–17:00"]),
            ("9:00-5:00", &["09:00–17:00"]),
            ("10 PM-2 AM", &["22:00–02:00"]),
            ("10 PM to 6 AM the next day", &["22:00–06:00"]),
            ("12 AM-12 PM", &["00:00–12:00"]),
            ("12 PM-12 AM", &["12:00–24:00"]),
            ("8 AM to midnight", &["08:00–24:00"]),
            ("noon to 4 PM", &["12:00–16:00"]),
            ("11:30 AM-12 noon", &["11:30–12:00"]),
            ("8 AM-11 AM and 1 PM-5 PM", &["08:00–11:00", "13:00–17:00"]),
            ("by 5 PM", &["17:00"]),
            ("at 9:30 PM", &["21:30"]),
            ("at 12 AM", &["00:00"]),
            ("9 o'clock", &["09:00"]),
            ("6 in the morning", &["06:00"]),
            ("3 in the afternoon", &["15:00"]),
        ],
    );
}

#[test]
fn times_of_twenty_four_hours() {
    hold(
        "en",
        &[
            ("09:00-17:00", &["09:00–17:00"]),
            ("9:00 ~24:00", &["09:00–24:00"]),
            ("00:00-24:00", &["00:00–24:00"]),
            ("22:00-02:00", &["22:00–02:00"]),
            ("08:00:00-17:30:00", &["08:00–17:30"]),
            ("from 08:00 to 17:00", &["08:00–17:00"]),
            ("０９：００－１７：００", &["09:00–17:00"]),
            ("at 17:05", &["17:05"]),
        ],
    );
}

/// Bare numbers are hours only if the other side states some, or if a weekday stands beside them.
#[test]
fn bare_hours() {
    hold(
        "en",
        &[
            ("9-5", &["09:00–17:00?"]),
            ("from 9 to 5", &["09:00–17:00?"]),
            ("9 to 17", &["09:00–17:00?"]),
            ("Mon-Fri 9-5", &["Monday–Friday", "09:00–17:00"]),
            ("9-5, Monday to Friday", &["09:00–17:00", "Monday–Friday"]),
            ("weekdays 8-4", &["Monday–Friday", "08:00–16:00"]),
            ("between 10 and 20 files", &["10:00–20:00?"]),
            ("9-5 = 4", &["09:00–17:00?"]),
            ("9-5. Closed on Monday.", &["09:00–17:00?", "Monday"]),
            ("at noon", &["12:00?"]),
            ("at 9", &["09:00?"]),
        ],
    );
}

#[test]
fn numbers_that_are_no_times() {
    hold_silent(
        "en",
        &["A ratio of 16:9", "Version 1.10.3", "Part 8-18-18", "25:00", "12:60", "Chapter 9.15", "24 items", "5 files", "Windows 10 or 11"],
    );
}

#[test]
fn weekdays() {
    hold(
        "en",
        &[
            ("on Monday", &["Monday"]),
            ("Monday-Friday", &["Monday–Friday"]),
            ("Monday through Friday", &["Monday–Friday"]),
            ("from Monday until Friday", &["Monday–Friday"]),
            ("Mon.–Fri.", &["Monday–Friday"]),
            ("MON-FRI", &["Monday–Friday"]),
            ("Friday to Monday", &["Friday–Monday"]),
            ("Monday to Sunday", &["every day"]),
            ("Saturday and Sunday", &["Saturday, Sunday"]),
            ("Saturday/Sunday", &["Saturday, Sunday"]),
            ("Monday & Tuesday", &["Monday, Tuesday"]),
            ("Mondays, Tuesdays and Fridays", &["Monday, Tuesday, Friday"]),
            ("Monday-Thursday and Saturday", &["Monday, Tuesday, Wednesday, Thursday, Saturday"]),
            ("Monday, Tuesday, Wednesday", &["Monday–Wednesday"]),
            ("Sat", &["Saturday?"]),
            ("on weekdays", &["Monday–Friday?"]),
            ("at the weekend", &["Saturday, Sunday?"]),
            ("open daily", &["every day?"]),
            ("weekdays 9 AM-5 PM", &["Monday–Friday", "09:00–17:00"]),
        ],
    );
}

#[test]
fn time_zones() {
    hold(
        "en",
        &[
            ("9 AM-5 PM UTC", &["09:00–17:00", "UTC"]),
            ("9 AM-5 PM (UTC+1)", &["09:00–17:00", "UTC+1"]),
            ("9 AM-5 PM UTC +05:30", &["09:00–17:00", "UTC+5:30"]),
            ("9 AM-5 PM GMT-8", &["09:00–17:00", "UTC-8"]),
            ("9 AM-5 PM UTC−3:30", &["09:00–17:00", "UTC-3:30"]),
            ("9 AM-5 PM Pacific Time", &["09:00–17:00", "Los Angeles time"]),
            ("9 AM-5 PM PST", &["09:00–17:00", "Los Angeles time"]),
            ("9 AM-5 PM, Oslo time", &["09:00–17:00", "Oslo time"]),
            ("9 AM-5 PM (Beijing Time)", &["09:00–17:00", "Shanghai time"]),
            ("9 AM-5 PM, Berlin", &["09:00–17:00", "Berlin time"]),
            ("9 AM-5 PM local time", &["09:00–17:00", "local time"]),
            ("Times are in Coordinated Universal Time", &["UTC"]),
            ("All times are Oslo time", &["Oslo time"]),
            ("Mon-Fri 9-5 Berlin", &["Monday–Friday", "09:00–17:00", "Berlin time"]),
            ("9 AM-5 PM at our office in Berlin", &["09:00–17:00", "Berlin time?"]),
        ],
    );
    hold_silent("en", &["Our office in Berlin", "it is best to read it", "Berlin and Oslo"]);
}

#[test]
fn durations() {
    hold(
        "en",
        &[
            ("1 business day", &["1 business day"]),
            ("1 working day", &["1 business day"]),
            ("8 business hours", &["8 business hours"]),
            ("60 minutes", &["60 minutes"]),
            ("90 sec", &["90 seconds"]),
            ("5 min.", &["5 minutes"]),
            ("48h", &["48 hours"]),
            ("a 24-hour period", &["24 hours"]),
            ("a 30-day trial", &["30 days"]),
            ("2 weeks, 3 months and 1 year", &["2 weeks", "3 months", "1 year"]),
            ("1.5 hours", &["1.5 hours"]),
            ("0.25 hours", &["0.25 hours"]),
            ("7-10 days", &["7 days", "10 days"]),
            ("30 or 60 days", &["30 days", "60 days"]),
            ("30/60 days", &["30 days", "60 days"]),
            ("between 30 and 60 days", &["30 days", "60 days"]),
            ("two to three weeks", &["2 weeks", "3 weeks"]),
            ("two (2) days", &["2 days"]),
            ("twelve months", &["12 months"]),
            ("thirty days", &["30 days"]),
            ("30+ days", &["30 days"]),
            ("365 days", &["365 days"]),
            ("３０ days", &["30 days"]),
            ("30&nbsp;days", &["30 days"]),
            ("30\ndays", &["30 days"]),
            ("**30** days", &["30 days"]),
            ("one hour", &["1 hour?"]),
            ("one day", &["1 day?"]),
        ],
    );
}

#[test]
fn numbers_that_are_no_durations() {
    hold_silent(
        "en",
        &[
            "Day 1 of the plan",
            "a day off",
            "the first hour",
            "2021 years ago",
            "30 files in days",
            "5 dayrates",
            "24 items",
            "Office 365 for months",
            "`30 days`",
            "https://fjordline.example/30-days",
            "the second attempt",
        ],
    );
}

#[test]
fn around_the_clock() {
    hold(
        "en",
        &[
            ("24/7", &["around the clock"]),
            ("24x7", &["around the clock"]),
            ("24 × 7", &["around the clock"]),
            ("24*7", &["around the clock"]),
            (r"24\*7", &["around the clock"]),
            ("24h/7", &["around the clock"]),
            ("24/7/365", &["around the clock"]),
            ("7x24", &["around the clock"]),
            ("7/24", &["around the clock?"]),
            ("24x5", &["around the clock", "Monday–Friday"]),
            ("around the clock", &["around the clock"]),
            ("round-the-clock support", &["around the clock"]),
            ("day and night", &["around the clock"]),
            ("24 hours a day", &["around the clock"]),
            ("24 hours a day, 7 days a week", &["around the clock"]),
            ("24 hours per day, seven days a week", &["around the clock"]),
            ("7 days a week, 24 hours a day", &["around the clock"]),
            ("around the clock (24x7)", &["around the clock"]),
            ("24 hours a day, 365 days a year", &["around the clock"]),
            ("24 hours a day, 5 days a week", &["around the clock", "Monday–Friday"]),
            ("available year-round", &["every day?"]),
            ("24/7 by chat. 24/7 by phone.", &["around the clock", "around the clock"]),
        ],
    );
    hold("en", &[("within 24 hours", &["24 hours"]), ("24 hours or 7 days", &["24 hours", "7 days"])]);
    hold_silent("en", &["247", "`24/7`"]);
}

#[test]
fn severities() {
    hold(
        "en",
        &[
            ("Sev A: 1 hour", &["A: 1 hour"]),
            ("Severity B: 1 business day", &["B: 1 business day"]),
            ("Severity level C: 3 business days", &["C: 3 business days"]),
            ("Sev. B: 4 hours", &["B: 4 hours"]),
            ("Severity B/C: 2 days", &["B/C: 2 days"]),
            ("P1: 15 minutes", &["1: 15 minutes"]),
            ("SEV-2: 30 minutes", &["2: 30 minutes"]),
            ("Priority 3 takes 5 days", &["3: 5 days"]),
            ("Sev A: 1 hour, Sev B: 4 hours", &["A: 1 hour", "B: 4 hours"]),
            ("Sev А: 1 hour (a Cyrillic letter)", &["A: 1 hour"]),
            ("Sev A: 24/7", &["A: around the clock"]),
            ("1 hour for Sev A", &["1 hour"]),
            ("The severity and 1 hour", &["1 hour"]),
            ("Level up in 3 days", &["3 days"]),
        ],
    );
    let page = facts(&document("Sev A, Severity B/C and P1"), "en");
    let names: Vec<&str> = page.blocks[0].severities.iter().map(|severity| severity.0.as_str()).collect();
    assert_eq!(names, ["A", "B", "C", "1"]);
}

#[test]
fn german() {
    hold(
        "de",
        &[
            ("Telefon: 030 23125 147", &["03023125147"]),
            ("9–17 Uhr", &["09:00–17:00"]),
            ("von 9 bis 17 Uhr", &["09:00–17:00"]),
            ("zwischen 9 und 17 Uhr", &["09:00–17:00"]),
            ("9.00–17.00 Uhr", &["09:00–17:00"]),
            ("9.00–17.00", &["09:00–17:00"]),
            ("8:30 bis 16:45 Uhr", &["08:30–16:45"]),
            ("von 22 Uhr bis 2 Uhr", &["22:00–02:00"]),
            ("8 Uhr bis Mitternacht", &["08:00–24:00"]),
            ("0–24 Uhr", &["00:00–24:00"]),
            ("um 9 Uhr", &["09:00"]),
            ("um 15.30 Uhr", &["15:30"]),
            ("von 9 bis 17", &["09:00–17:00?"]),
            ("Mo–Fr 9–17", &["Monday–Friday", "09:00–17:00"]),
            ("montags bis freitags von 9 bis 17 Uhr", &["Monday–Friday", "09:00–17:00"]),
            ("Montag, Mittwoch und Freitag", &["Monday, Wednesday, Friday"]),
            ("Montag und Freitag", &["Monday, Friday"]),
            ("zwischen Montag und Freitag", &["Monday–Friday"]),
            ("samstags", &["Saturday"]),
            ("es ist so", &["Sunday?"]),
            ("werktags", &["Monday–Friday?"]),
            ("am Wochenende", &["Saturday, Sunday?"]),
            ("täglich", &["every day?"]),
            ("9–17 Uhr MEZ", &["09:00–17:00", "Berlin time"]),
            ("9–17 Uhr (UTC+1)", &["09:00–17:00", "UTC+1"]),
            ("9–17 Uhr Osloer Zeit", &["09:00–17:00", "Oslo time"]),
            ("9–17 Uhr Ortszeit", &["09:00–17:00", "local time"]),
            ("1 Werktag", &["1 business day"]),
            ("zwei Stunden", &["2 hours"]),
            ("eine Stunde", &["1 hour?"]),
            ("1,5 Stunden", &["1.5 hours"]),
            ("eine 30-tägige Frist", &["30 days"]),
            ("7 bis 10 Tage", &["7 days", "10 days"]),
            ("rund um die Uhr", &["around the clock"]),
            ("24 Stunden am Tag, 7 Tage die Woche", &["around the clock"]),
            ("24/7", &["around the clock"]),
            ("Schweregrad B: 1 Werktag", &["B: 1 business day"]),
            ("Priorität 1: 15 Minuten", &["1: 15 minutes"]),
        ],
    );
    hold_silent("de", &["Version 1.10.3", "Abschnitt 9.5", "1.000 Dateien", "im Verhältnis 16:9", "Office 365", "Der Vertrag gilt"]);
}

/// Hungarian abbreviates weekdays to one letter, and versions start with one of them.
#[test]
fn hungarian() {
    hold("hu", &[("H-P 9-17", &["Monday–Friday", "09:00–17:00"]), ("v1.10.3, 09:00-17:00", &["09:00–17:00"])]);
}

/// English that stays in a German page is read too, unless German means something else by it.
#[test]
fn english_in_a_german_page() {
    hold("de", &[("9 AM-5 PM, Monday-Friday", &["09:00–17:00", "Monday–Friday"]), ("1 business day", &["1 business day"])]);
    hold_silent("de", &["Das ist am Ende 5 am Stück"]);
}

#[test]
fn loose_numbers_and_countries() {
    let page = document("In the United Kingdom and in Norway, 365 of 024 plans, since 2021");
    let read = facts(&page, "en");
    let loose: Vec<(&str, &str)> =
        read.blocks[0].loose.iter().map(|number| (number.digits.as_str(), page.source.slice(number.span))).collect();
    assert_eq!(loose, [("365", "365"), ("024", "024"), ("2021", "2021")]);
    assert_eq!(read.blocks[0].countries, ["GB", "NO"]);
}

/// The span of a fact takes in what the value was read from, with the markup inside, and nothing else.
#[test]
fn spans_cover_what_was_read() {
    for (text, wanted) in [
        ("Open from 9 AM to 5 PM (UTC+1), daily.", &["9 AM to 5 PM", "UTC+1", "daily"][..]),
        ("Within **1 business** day.", &["1 business** day"]),
        ("Call +1 (206) 555-0142.", &["+1 (206) 555-0142"]),
        ("Staffed 24\\*7.", &["24\\*7"]),
        ("Wait 30&nbsp;minutes, please.", &["30&nbsp;minutes"]),
        ("Sev A: 1 hour", &["1 hour"]),
        ("24 hours a day, 7 days a week", &["24 hours a day"]),
    ] {
        let page = document(text);
        let spans: Vec<String> =
            facts(&page, "en").blocks.iter().flat_map(|block| &block.facts).map(|fact| page.source.slice(fact.span).to_owned()).collect();
        assert_eq!(spans, wanted, "{text}");
    }
}

/// What is not prose is not read.
#[test]
fn code_urls_and_footnote_marks_are_left_out() {
    hold_silent("en", &["```\n24/7, 30 days\n```", "<https://fjordline.example/24/7>", "![9 AM-5 PM](hours.png)", "<!-- 30 days -->"]);
    hold("en", &[("30<sup>1</sup> days", &[]), ("30 days<sup>1</sup>", &["30 days"])]);
}

/// Values of every kind are said in English, in the value's own terms.
#[test]
fn without_a_pack_only_figures_and_english_are_read() {
    let page = document("09:00-17:00, 24/7, UTC+1, +49 30 23125 147, 30 päeva, 30 days");
    let read = read::read(&page, &registry::lexicon("", "en"));
    let values: Vec<String> = read.blocks.iter().flat_map(|block| &block.facts).map(|fact| fact.value.to_string()).collect();
    assert_eq!(values, ["09:00–17:00", "around the clock", "UTC+1", "+493023125147", "30 days"]);
}

/// Signs that a pack lists among its words stay signs: the dash of a number, the comma of a thousand.
#[test]
fn signs_are_read_in_every_language() {
    for language in registry::languages() {
        let row: (&str, &[&str]) = ("24/7, 03-1234-5678, 09:00-17:00 UTC-8", &["around the clock", "0312345678", "09:00–17:00", "UTC-8"]);
        hold(language, &[row]);
    }
    hold("zh-Hans", &[("1,5 小时", &["1.5 hours"]), ("周一、周三", &["Monday, Wednesday"]), ("9 点～17 点", &["09:00–17:00"])]);
    hold("ja", &[("電話 03－1234－5678", &["0312345678"]), ("30～60 日", &["30 days", "60 days"])]);
}

#[test]
fn dates() {
    hold(
        "en",
        &[
            ("January 5, 2024", &["2024-01-05"]),
            ("the 5th of January 2024", &["2024-01-05"]),
            ("Jan 5 2024 and 5-Jan-2024", &["2024-01-05", "2024-01-05"]),
            ("Jan. 5, 2024", &["2024-01-05"]),
            ("January 5-7, 2024", &["2024-01-05", "2024-01-07"]),
            ("January 5 to February 7, 2024", &["2024-01-05", "2024-02-07"]),
            ("July 1, 2024 to December 31", &["2024-07-01", "2024-12-31"]),
            ("on October 2 and on December 2, 2024", &["2024-10-02", "2024-12-02"]),
            ("March and April 2024", &["2024-03", "2024-04"]),
            ("in March 2024", &["2024-03"]),
            ("Nov-2024", &["2024-11"]),
            ("Jan - June 2024", &["2024-01", "2024-06"]),
            ("on March 3", &["March 3"]),
            ("2024-01-05", &["2024-01-05"]),
            ("1/5/2024", &["2024-01-05"]),
            ("31/12/2024", &["2024-12-31"]),
            ("12/31/24", &["2024-12-31?"]),
            ("June 30<sup>th</sup>, 2024", &["2024-06-30"]),
            ("30<sup>th</sup> June 2024", &["2024-06-30"]),
            ("from January 5 to 20 servers", &["January 5"]),
            ("from June 1, 2024 to 20 servers", &["2024-06-01"]),
            ("24/8", &["August 24?"]),
            ("Released on 2026-06-30", &["2026-06-30"]),
        ],
    );
    hold_silent("vi", &["sau 3 tháng 5 ngày"]);
    hold_silent("en", &["you may 5 times", "in March", "Part 8-18-18", "release 2024-05 of the pack", "https://example.com/2024/01/05"]);
    hold(
        "de",
        &[
            ("am 5. Januar 2024", &["2024-01-05"]),
            ("vom 5. bis 7. Januar 2024", &["2024-01-05", "2024-01-07"]),
            ("am 28.02.2021", &["2021-02-28"]),
            ("am 28. 2. 2021", &["2021-02-28"]),
            ("am 28.02.21", &["2021-02-28?"]),
            ("bis zum 28.02. und 31.03. sowie 30.04.", &["February 28", "March 31", "April 30"]),
            ("- 20. Dezember 2019: Ankündigung", &["2019-12-20"]),
        ],
    );
    hold(
        "fr",
        &[("le 1er janvier 2024", &["2024-01-01"]), ("du 8 au 11 juin", &["June 8", "June 11"]), ("le 05/01/2024", &["2024-01-05"])],
    );
    hold(
        "ja",
        &[
            ("2024 年 7 月 1 日", &["2024-07-01"]),
            ("2024年7月から12月", &["2024-07", "2024-12"]),
            ("2024年1月1日から20台", &["2024-01-01"]),
        ],
    );
    hold("ko", &[("24/2/11", &["2024-02-11?"]), ("2/11/24", &["2024-11-02?"])]);
    hold("ko", &[("2024년 7월 1일 ~ 12월 31일", &["2024-07-01", "2024-12-31"]), ("6월 23일부터 30일간", &["June 23", "30 days"])]);
    hold("de", &[("28. Februar–3. März 2024", &["2024-02-28", "2024-03-03"]), ("12.–14.03.2024", &["2024-03-12", "2024-03-14"])]);
    hold("de", &[("1.1.–31.3.2024", &["2024-01-01", "2024-03-31"]), ("2. 4. und 5. Gruppe", &[])]);
    hold("el", &[("στις 5 Ιανουαρίου 2024", &["2024-01-05"]), ("στις 5/1/2024", &["2024-01-05"])]);
    hold("ko", &[("1/13/2018 – 1/31/2018", &["2018-01-13", "2018-01-31"]), ("행사는 2024. 1. 5.부터", &["2024-01-05"])]);
    hold("lv", &[("no 2024. gada 12.–14. martā", &["2024-03-12", "2024-03-14"]), ("2024. gada 5. janvāris", &["2024-01-05"])]);
    hold("vi", &[("từ ngày 24 đến ngày 26 tháng 12 năm 2024", &["2024-12-24", "2024-12-26"])]);
    hold("hu", &[("2024. január 5.", &["2024-01-05"])]);
    hold("lt", &[("2024 m. sausio 5 d.", &["2024-01-05"])]);
    hold("lv", &[("līdz 2024. gada 5. janvāris", &["2024-01-05"])]);
    hold("th", &[("5 มกราคม 2567", &["2024-01-05"])]);
    hold("vi", &[("ngày 5 tháng 1 năm 2024", &["2024-01-05"])]);
    hold("ar", &[("٥ يناير ٢٠٢٤", &["2024-01-05"])]);
    hold("he", &[("5 בינואר 2024", &["2024-01-05"])]);
}

#[test]
fn amounts() {
    hold(
        "en",
        &[
            ("50%", &["50%"]),
            ("50 percent", &["50%"]),
            ("fifty percent", &["50%?"]),
            ("between 5-10%", &["5%", "10%"]),
            ("$1,200.50", &["1200.5 $"]),
            ("€1200000000", &["1200000000 EUR"]),
            ("USD 50,000", &["50000 USD"]),
            ("$50 USD", &["50 USD"]),
            ("$5-10", &["5 $", "10 $"]),
            ("$15/month", &["15 $", "per month?"]),
            ("$-8.00", &["-8 $"]),
            ("US$ 1.5 million", &["1500000 USD"]),
            ("$10K", &["10000 $"]),
            ("$1.2B", &["1200000000 $"]),
            ("raised at 20%, limited at 4 GB", &["20%", "4 gigabyte"]),
            ("9.5 GB", &["9.5 gigabyte"]),
            ("512MB", &["512 megabyte"]),
            ("2, 4 or 8 GB", &["2 gigabyte", "4 gigabyte", "8 gigabyte"]),
            ("20 °C", &["20 celsius"]),
            ("100 Mbps", &["100 megabit per second"]),
        ],
    );
    hold("de", &[("1,5 GB", &["1.5 gigabyte"]), ("für 19,99 Euro", &["19.99 EUR"]), ("50 %", &["50%"]), ("1,2 Mio. €", &["1200000 EUR"])]);
    hold("fr", &[("supérieur à 10 000 $", &["10000 $"]), ("4 Go", &["4 gigabyte"])]);
    hold(
        "de",
        &[("49,90 €/Monat", &["49.9 EUR", "per month?"]), ("ein 2,4-GHz-Netz", &["2.4 gigahertz"]), ("16GB-Modell", &["16 gigabyte"])],
    );
    hold("fr", &[("10 k€", &["10000 EUR"])]);
    hold("ru", &[("150 руб./мес.", &["150 RUB", "per month?"])]);
    hold("ko", &[("1만 5천 원", &["15000 KRW"]), ("9,900원/월", &["9900 KRW", "per month?"])]);
    hold("tr", &[("%50", &["50%"]), ("%5-10", &["5%", "10%"]), ("yüzde 50", &["50%"]), ("% 50", &["50%"])]);
    hold_silent("en", &["Try 3 times", "the pen 5 is red"]);
    hold("ja", &[("30 万米ドル", &["300000 USD"]), ("1万5000円", &["15000 JPY"])]);
    hold("ar", &[("٥٠٪", &["50%"])]);
}

/// The numbers of a text that no fact took up, with `?` behind those that may be part of a name.
fn numbers_in(language: &str, text: &str) -> Vec<String> {
    facts(&document(text), language).blocks.iter().flat_map(|block| &block.numbers).map(spelled).collect()
}

#[test]
fn numbers() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("en", "up to 1,000.5 seats", &["1000.5"]),
        ("en", "10,000 users", &["10000"]),
        ("en", "12,34,567 rows", &["1234567"]),
        ("en", "1.5 million rows", &["1500000"]),
        ("en", "a value of .50", &["0.5"]),
        ("en", "with Windows 10 and Office 365", &["10?", "365?"]),
        ("en", "version 1.2.3 of v2", &["2?"]),
        ("en", "COVID-19, #12, 5-step, 007", &["19?", "12?", "5?", "7?"]),
        ("en", "three of them", &["3?"]),
        ("en", "one of them", &[]),
        ("en", "the 4th time", &["4?"]),
        ("en", "severity 1, 2 and 3", &["1: 1?", "1: 2?", "1: 3?"]),
        ("en", "id 0f3a9c1e-5d27-4b8e-9a61-7c2e4d5b8f10", &[]),
        ("en", "offer 145P", &["145?"]),
        ("de", "1.000 Plätze", &["1000"]),
        ("de", "1.000,5 Plätze", &["1000.5"]),
        ("de", "1,5-mal", &["1.5?"]),
        ("fr", "20 000 participants", &["20000"]),
        ("fr", "jusqu’à 5 utilisateurs sur 24 serveurs", &["5", "24?"]),
        ("en", "1000 m of cable", &["1000"]),
        ("de-CH", "1’000.5 Plätze", &["1000.5"]),
        ("ja", "1万人", &["10000"]),
        ("hi", "5 लाख", &["500000"]),
        ("fa", "نسخه ۱۵", &["15"]),
        ("th", "ปี 2567", &["2567"]),
        ("", "1.000 xyz", &["1000"]),
    ];
    for (language, text, wanted) in rows {
        assert_eq!(numbers_in(language, text), *wanted, "`{text}` ({language})");
    }
}

#[test]
fn only_what_may_state_something_is_read() {
    let is_read = |language: &str, text: &str| facts(&document(text), language).blocks.iter().all(|block| !block.unread);
    let english = ["Call us if it breaks.", "See the series that the survey shows.", "One moment."];
    for text in english {
        assert!(!is_read("en", text), "{text}");
    }
    for text in ["The US team answers.", "Closed on Thu.", "Thursday's list", "One million users.", "Within one hour."] {
        assert!(is_read("en", text), "{text}");
    }
    assert!(!is_read("de", "Die Mitte der Seite."));
    assert!(is_read("de", "Für eine Million Konten."));
    assert!(is_read("de", "Ein sechsmonatiger Vertrag."));
}

#[test]
fn what_is_too_much_to_be_a_length_of_time_is_none() {
    hold("en", &[("Wait 15000000000 weeks.", &["15000000000 weeks"])]);
    hold_silent(
        "en",
        &[
            "Wait 9223372036854775 weeks.",
            "Wait 9223372036854775.807 hours and a half.",
            "It takes 999999999999 years and 9223372036854775 days.",
        ],
    );
}
