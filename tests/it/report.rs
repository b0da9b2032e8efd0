//! Reports, byte for byte: expectations are written by hand from the contract.

use std::time::Duration;

use driftlint::facts::{Unit, Value};
use driftlint::findings::finding::{Edit, Failure, Finding, Fix, Outcome, Place, Summary};
use driftlint::report::{Format, Style, closing_line, failure_line, rule_table, write};
use driftlint::rules::RuleId;
use driftlint::rules::drift::{Applicability, Confidence, Severity};
use driftlint::rules::place::PlaceLabel;
use driftlint::rules::stated::Stated;
use driftlint::source::SourceFile;
use proptest::prelude::*;
use unicode_width::UnicodeWidthChar;

/// The place of the first `needle` in `text`, whose first line has the number `line`.
fn duration(amount: i64, unit: Unit) -> Stated {
    Stated::fact(&Value::Duration(driftlint::facts::Duration { amount, unit }), &[])
}

fn place(path: &str, line: usize, text: &str, needle: &str, label: &str) -> Place {
    let source = SourceFile::new(path, "\n".repeat(line - 1) + text);
    let start = source.text().find(needle).expect("the needle is in the text");
    let (start, end) = (source.position(start), source.position(start + needle.len()));
    let shown = source.slice(source.line_span(start.line)).to_owned();
    Place { path: path.to_owned(), text: needle.to_owned(), start, end, label: label.to_owned(), line: shown, left_out: 0 }
}

fn finding(translation: Option<Place>, reference: Option<Place>) -> Finding {
    Finding {
        rule: RuleId::PhoneNumber,
        severity: Severity::Error,
        confidence: Confidence::Certain,
        message: "the number differs".to_owned(),
        help: None,
        notes: vec![],
        page: "support".to_owned(),
        locale: "de".to_owned(),
        section: "phone".to_owned(),
        aligned_by: "anchor".to_owned(),
        expected: vec![],
        found: vec![],
        label: None,
        translation,
        reference,
        change: None,
        habit: None,
        also: vec![],
        fixes: vec![],
        allow: None,
        fingerprint: "f".to_owned(),
    }
}

fn outcome(findings: Vec<Finding>) -> Outcome {
    Outcome { findings, ..Outcome::default() }
}

fn written(format: Format, outcome: &Outcome, style: &Style) -> String {
    let mut out = Vec::new();
    write(format, outcome, style, &mut out).expect("a Vec takes every byte");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn human(finding: Finding) -> String {
    written(Format::Human, &outcome(vec![finding]), &Style::default())
}

fn narrow(finding: Finding) -> String {
    written(Format::Human, &outcome(vec![finding]), &Style { width: 60, ..Style::default() })
}

fn short(finding: Finding) -> String {
    written(Format::Short, &outcome(vec![finding]), &Style::default())
}

/// The example of the design: a Chinese table row against its English one.
fn response_time() -> Finding {
    let here = place("zh-CN/support.md", 150, "| 严重级别 B | 首次响应：1 小时或更快 |\n", "1 小时", "1 hour");
    let there = place("en/support.md", 145, "| Sev B | First response: 1 business day or less |\n", "1 business day", "1 business day");
    Finding {
        rule: RuleId::ResponseTime,
        message: "severity B: first response is 1 business day in the reference, 1 hour here".to_owned(),
        help: Some("change it to 1 个工作日".to_owned()),
        section: "first-response-times".to_owned(),
        ..finding(Some(here), Some(there))
    }
}

#[test]
fn carets_stand_under_wide_characters() {
    let expected = "\
error[response-time]: severity B: first response is 1 business day in the reference, 1 hour here
    ┌─ zh-CN/support.md:150:17
    │
150 │ | 严重级别 B | 首次响应：1 小时或更快 |
    │                          ^^^^^^ 1 hour
    │
    ┌─ en/support.md:145:27
    │
145 │ | Sev B | First response: 1 business day or less |
    │                           -------------- 1 business day
    │
    = section: first-response-times, aligned by anchor
    = help: change it to 1 个工作日

";
    assert_eq!(human(response_time()), expected);
}

#[test]
fn long_lines_are_cut_around_the_label_and_keep_their_position() {
    let line = format!("{}call 555-0100 now{}", "word ".repeat(300), " word".repeat(300));
    let here = place("de/phone.md", 7, &line, "555-0100", "555-0100");
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/phone.md:7:1506
  │
7 │ …rd word word word call 555-0100 now word word word wor…
  │                         ^^^^^^^^ 555-0100
  │
  = section: phone, aligned by anchor

";
    assert_eq!(narrow(finding(Some(here), None)), expected);
}

#[test]
fn a_cut_leaves_room_for_the_words_beside_the_label() {
    // 56 columns: the label's 4, a space and 30 for its words leave 21 for what stands before.
    let line = format!("{}0100", "word ".repeat(20));
    let here = place("de/phone.md", 7, &line, "0100", "thirty columns of words beside");
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/phone.md:7:101
  │
7 │ …word word word word 0100
  │                      ^^^^ thirty columns of words beside
  │
  = section: phone, aligned by anchor

";
    assert_eq!(narrow(finding(Some(here), None)), expected);
}

#[test]
fn a_long_span_is_cut_at_its_end() {
    let paragraph = "This paragraph goes on ".repeat(20);
    let there = place("en/phone.md", 3, &paragraph, &paragraph, "missing here");
    // 56 columns less 13 for the words: 42 characters and the mark of the cut.
    let expected = "\
error[phone-number]: the number differs
  ┌─ en/phone.md:3:1
  │
3 │ This paragraph goes on This paragraph goes…
  │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing here
  │
  = page: support, locale de
  = section: phone, aligned by anchor

";
    assert_eq!(narrow(finding(None, Some(there))), expected);
}

#[test]
fn a_label_that_repeats_a_long_url_gives_way_to_it() {
    let url = "https://fjordline.example/en/billing/refunds";
    let here = place("de/links.md", 3, &format!("[hier]({url})"), url, url);
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/links.md:3:8
  │
3 │ [hier](https://fjordline.example/en/billing/refunds)
  │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  │
  = section: phone, aligned by anchor

";
    assert_eq!(narrow(finding(Some(here), None)), expected);
}

#[test]
fn controls_and_bidirectional_characters_are_spelled_out_and_counted() {
    let here = place("de/phone.md", 1, "call \u{1b}[31m\u{202e}0100\u{2066}\u{200b} now\u{9b}", "0100", "\u{7}bell");
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/phone.md:1:12
  │
1 │ call ␛[31m\\u{202e}0100\\u{2066}\\u{200b} now\\u{9b}
  │                   ^^^^ ␇bell
  │
  = section: phone, aligned by anchor

";
    assert_eq!(human(finding(Some(here), None)), expected);
}

#[test]
fn no_text_of_a_document_reaches_the_terminal_raw() {
    let hostile = "a\u{1b}]0;x\u{7}\u{202e}b\u{200e}\u{200f}\u{61c}\u{2069}\u{feff}c\nd\re\u{85}\u{2028}f\u{e0041}";
    let spelled = "a␛]0;x␇\\u{202e}b\\u{200e}\\u{200f}\\u{61c}\\u{2069}\\u{feff}c␊d␍e\\u{85}\\u{2028}f\\u{e0041}";
    let hostile_everywhere = Finding {
        message: hostile.to_owned(),
        help: Some(hostile.to_owned()),
        section: hostile.to_owned(),
        ..finding(Some(place(hostile, 1, "x", "x", "")), None)
    };
    let expected = format!(
        "error[phone-number]: {spelled}\n  ┌─ {spelled}:1:1\n  │\n1 │ x\n  │ ^\n  │\n  = section: {spelled}, aligned by anchor\n  = help: {spelled}\n\n"
    );
    assert_eq!(human(hostile_everywhere.clone()), expected);
    assert_eq!(short(hostile_everywhere), format!("{spelled}:1:1: error[phone-number] {spelled}\n"));
}

#[test]
fn joiners_inside_words_stay() {
    let persian = Finding { message: "می\u{200c}خواهم".to_owned(), ..finding(None, None) };
    assert_eq!(short(persian), "support: error[phone-number] می\u{200c}خواهم\n");
    let smuggled = Finding { message: "Fjord\u{200c}line".to_owned(), ..finding(None, None) };
    assert_eq!(short(smuggled), "support: error[phone-number] Fjord\\u{200c}line\n");
}

#[test]
fn an_empty_span_has_a_caret() {
    let mut heading = place("de/phone.md", 9, "## Telefon", "## Telefon", "expected here");
    heading.end = heading.start;
    let mut at_the_end = place("en/phone.md", 12, "## Phone", "## Phone", "");
    at_the_end.start = at_the_end.end;
    let expected = "\
error[phone-number]: the number differs
   ┌─ de/phone.md:9:1
   │
 9 │ ## Telefon
   │ ^ expected here
   │
   ┌─ en/phone.md:12:9
   │
12 │ ## Phone
   │         -
   │
   = section: phone, aligned by anchor

";
    assert_eq!(human(finding(Some(heading), Some(at_the_end))), expected);
}

#[test]
fn a_span_of_a_combining_mark_takes_in_its_letter() {
    let here = place("de/phone.md", 1, "Cafe\u{301} Fjord", "\u{301}", "accent");
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/phone.md:1:5
  │
1 │ Cafe\u{301} Fjord
  │    ^ accent
  │
  = section: phone, aligned by anchor

";
    assert_eq!(human(finding(Some(here), None)), expected);
}

#[test]
fn tabs_are_four_columns() {
    let here = place("de/phone.md", 2, "\tTel.:\t0100", "0100", "0100");
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/phone.md:2:8
  │
2 │     Tel.:    0100
  │              ^^^^ 0100
  │
  = section: phone, aligned by anchor

";
    assert_eq!(human(finding(Some(here), None)), expected);
}

#[test]
fn a_span_of_several_lines_is_marked_on_its_first() {
    let text = "- Mo. bis Fr.\n- Sa.\n- So.\n";
    let here = place("de/hours.md", 4, text, "Mo. bis Fr.\n- Sa.\n", "other days");
    let expected = "\
error[phone-number]: the number differs
  ┌─ de/hours.md:4:3
  │
4 │ - Mo. bis Fr.
  │   ^^^^^^^^^^^ other days
  │
  = section: phone, aligned by anchor

";
    assert_eq!(human(finding(Some(here), None)), expected);
}

#[test]
fn a_byte_order_mark_is_no_column() {
    let here = place("de/phone.md", 1, "\u{feff}Tel. 0100", "0100", "");
    assert!(human(finding(Some(here), None)).contains("de/phone.md:1:6\n  │\n1 │ Tel. 0100\n  │      ^^^^\n"));
}

#[test]
fn a_missing_page_shows_the_reference() {
    let there = place("en/refunds.md", 1, "# Refunds", "# Refunds", "this page");
    let missing = Finding {
        rule: RuleId::MissingPage,
        severity: Severity::Warning,
        message: "the page has no translation".to_owned(),
        page: "refunds".to_owned(),
        section: String::new(),
        aligned_by: String::new(),
        ..finding(None, Some(there))
    };
    let expected = "\
warning[missing-page]: the page has no translation
  ┌─ en/refunds.md:1:1
  │
1 │ # Refunds
  │ ^^^^^^^^^ this page
  │
  = page: refunds, locale de

";
    assert_eq!(human(missing.clone()), expected);
    assert_eq!(short(missing), "en/refunds.md:1:1: warning[missing-page] the page has no translation\n");
}

#[test]
fn a_finding_without_any_place_is_still_shown() {
    let expected = "\
error[phone-number]: the number differs
 = page: support, locale de
 = section: phone, aligned by anchor

";
    assert_eq!(human(finding(None, None)), expected);
}

#[test]
fn infos_are_called_info_and_only_they() {
    let info = Finding { severity: Severity::Info, message: "note the note".to_owned(), ..finding(None, None) };
    assert!(human(info.clone()).starts_with("info[phone-number]: note the note\n"));
    let coloured = written(Format::Human, &outcome(vec![info]), &Style { colour: true, ..Style::default() });
    assert!(coloured.starts_with("\u{1b}[0m\u{1b}[1m\u{1b}[36minfo[phone-number]\u{1b}[0m"), "{coloured:?}");
}

#[test]
fn text_before_the_first_heading_is_named() {
    let preamble = Finding { section: String::new(), aligned_by: "position".to_owned(), ..finding(None, None) };
    assert!(human(preamble).contains("= section: before the first heading, aligned by position\n"));
}

#[test]
fn verbose_adds_the_confidence() {
    let style = Style { verbose: true, ..Style::default() };
    let text = written(Format::Human, &outcome(vec![response_time()]), &style);
    assert!(text.contains("aligned by anchor\n    = confidence: certain\n    = help:"), "{text}");
}

#[test]
fn escape_codes_are_written_only_in_colour() {
    let outcome = Outcome { summary: counts(1, 1, 1), ..outcome(vec![response_time()]) };
    for format in [Format::Human, Format::Short] {
        let colour = Style { colour: true, ..Style::default() };
        assert!(written(format, &outcome, &colour).contains("\u{1b}[31m"), "{format}");
        assert!(!written(format, &outcome, &Style::default()).contains('\u{1b}'), "{format}");
        assert_eq!(without_codes(&written(format, &outcome, &colour)), written(format, &outcome, &Style::default()));
    }
    assert!(closing_line(&outcome, Duration::ZERO, &Style { colour: true, ..Style::default() }).contains("\u{1b}[31m1 error\u{1b}[0m"));
    assert!(!closing_line(&outcome, Duration::ZERO, &Style::default()).contains('\u{1b}'));
}

fn without_codes(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap_or("").to_owned();
    pieces.fold(first, |plain, piece| plain + piece.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn short_has_one_line_a_finding() {
    let second = Finding { severity: Severity::Warning, ..finding(Some(place("zh-CN/support.md", 160, "0100", "0100", "")), None) };
    let text = written(Format::Short, &outcome(vec![response_time(), second]), &Style::default());
    let expected = "\
zh-CN/support.md:150:17: error[response-time] severity B: first response is 1 business day in the reference, 1 hour here
zh-CN/support.md:160:1: warning[phone-number] the number differs
";
    assert_eq!(text, expected);
}

#[test]
fn json_is_as_the_contract_has_it() {
    let title = "replace it by 1 个工作日".to_owned();
    let edit = Edit { path: "zh-CN/support.md".to_owned(), start: 183, end: 191, text: "1 个工作日".to_owned() };
    let first = Finding {
        locale: "zh-CN".to_owned(),
        expected: vec![duration(1000, Unit::BusinessDay)],
        found: vec![duration(1000, Unit::Hour)],
        label: Some(PlaceLabel::Cell { table: 1, row: Some("Sev B".to_owned()), column: Some("First response".to_owned()) }),
        fixes: vec![Fix { applicability: Applicability::Safe, title, edits: vec![edit] }],
        fingerprint: "0f3a".to_owned(),
        ..response_time()
    };
    let second = Finding { rule: RuleId::MissingPage, severity: Severity::Info, confidence: Confidence::Likely, ..finding(None, None) };
    let summary =
        Summary { pages: 1, translations: 4, sections: 88, facts: 512, undetermined: 3, suppressed: 5, baselined: 6, ..counts(1, 0, 1) };
    let outcome = Outcome { summary, ..outcome(vec![first, second]) };
    let expected = include_str!("../report_data/contract.json").replace("VERSION", env!("CARGO_PKG_VERSION"));
    assert_eq!(written(Format::Json, &outcome, &Style::default()), expected);
}

#[test]
fn json_without_findings_is_whole() {
    let text = written(Format::Json, &Outcome::default(), &Style::default());
    assert!(text.starts_with("{\n  \"version\": 1,\n  \"tool\": {\n    \"name\": \"driftlint\",\n"), "{text}");
    assert!(text.ends_with("\"baselined\": 0\n  },\n  \"findings\": []\n}\n"), "{text}");
}

fn counts(errors: usize, warnings: usize, infos: usize) -> Summary {
    Summary { pages: 12, translations: 48, facts: 512, undetermined: 3, errors, warnings, infos, ..Summary::default() }
}

fn closing(summary: Summary, locales: &[&str]) -> String {
    let locales = locales.iter().map(|&tag| tag.to_owned()).collect();
    closing_line(&Outcome { summary, locales, ..Outcome::default() }, Duration::from_millis(120), &Style::default())
}

#[test]
fn the_closing_line_says_what_was_checked() {
    let expected = "checked 12 pages in 5 locales (da, de, nl, sv, zh-CN): 48 translations, 512 facts compared, 3 undetermined; \
        4 errors, 2 warnings, 0 infos in 0.12 s";
    assert_eq!(closing(counts(4, 2, 0), &["da", "de", "nl", "sv", "zh-CN"]), expected);
}

#[test]
fn the_closing_line_counts_in_the_singular() {
    let summary = Summary { pages: 1, translations: 1, facts: 1, undetermined: 1, errors: 1, warnings: 1, infos: 1, ..Summary::default() };
    let expected = "checked 1 page in 1 locale (de): 1 translation, 1 fact compared, 1 undetermined; 1 error, 1 warning, 1 info in 0.12 s";
    assert_eq!(closing(summary, &["de"]), expected);
}

#[test]
fn the_closing_line_names_twelve_locales_and_counts_more() {
    let tags = ["ar", "cs", "da", "de", "es", "fi", "fr", "hu", "it", "ja", "ko", "nl", "pl"];
    assert!(
        closing(counts(1, 0, 0), &tags[..12])
            .starts_with("checked 12 pages in 12 locales (ar, cs, da, de, es, fi, fr, hu, it, ja, ko, nl): ")
    );
    assert!(closing(counts(1, 0, 0), &tags).starts_with("checked 12 pages in 13 locales: 48 translations"));
}

#[test]
fn the_closing_line_of_a_clean_run_says_so() {
    let clean = counts(0, 0, 0);
    assert!(closing(clean.clone(), &["de"]).ends_with("3 undetermined; no drift found in 0.12 s"));
    let known = Summary { suppressed: 2, baselined: 3, ..clean };
    assert!(closing(known.clone(), &["de"]).ends_with("; no new drift found, 2 suppressed, 3 baselined in 0.12 s"));
    let some = Summary { errors: 1, suppressed: 0, ..known };
    assert!(closing(some, &["de"]).ends_with("; 1 error, 0 warnings, 0 infos, 3 baselined in 0.12 s"));
}

#[test]
fn nothing_checked_is_never_a_success() {
    assert_eq!(closing(Summary::default(), &[]), "nothing was checked: no page was found");
    assert_eq!(closing(Summary { pages: 1, ..Summary::default() }, &[]), "nothing was checked: the 1 page found has no translation");
    assert_eq!(
        closing(Summary { pages: 3, ..Summary::default() }, &[]),
        "nothing was checked: none of the 3 pages found has a translation"
    );
    let failed = Outcome { failures: vec![unreadable()], ..Outcome::default() };
    let quiet = Style { quiet: true, ..Style::default() };
    assert_eq!(closing_line(&failed, Duration::ZERO, &quiet), "nothing was checked: 1 file could not be read");
}

#[test]
fn quiet_has_no_closing_line() {
    let quiet = Style { quiet: true, verbose: true, ..Style::default() };
    let outcome = Outcome { summary: counts(1, 0, 0), ..outcome(vec![response_time()]) };
    assert_eq!(closing_line(&outcome, Duration::ZERO, &quiet), "");
}

fn unreadable() -> Failure {
    Failure { path: "de/\u{1b}[2Jx.md".to_owned(), reason: "is a binary file, not a page".to_owned() }
}

#[test]
fn failures_are_named_and_counted() {
    assert_eq!(failure_line(&unreadable()), "driftlint: error: de/␛[2Jx.md: is a binary file, not a page");
    let outcome = Outcome { summary: counts(1, 0, 0), failures: vec![unreadable(), unreadable()], ..Outcome::default() };
    let line = closing_line(&outcome, Duration::ZERO, &Style::default());
    assert!(line.contains(": 48 translations, 512 facts compared, 3 undetermined, 2 files not readable; 1 error,"), "{line}");
}

#[test]
fn the_table_has_the_most_frequent_and_severe_rule_first() {
    let warning = Finding { rule: RuleId::LinkTarget, severity: Severity::Warning, ..finding(None, None) };
    let mut findings = vec![response_time(), warning];
    findings.extend(vec![finding(None, None); 10]);
    let outcome = Outcome { summary: counts(11, 1, 0), ..outcome(findings) };
    let table = "\
10  error    phone-number   de 10
 1  error    response-time  de 1
 1  warning  link-target    de 1
";
    assert_eq!(rule_table(&outcome.findings, &Style::default()), table);
    let verbose = Style { verbose: true, ..Style::default() };
    assert!(closing_line(&outcome, Duration::ZERO, &verbose).starts_with(&format!("{table}checked 12 pages: ")));
    assert_eq!(rule_table(&[], &verbose), "");
}

#[test]
fn formats_have_names() {
    for name in Format::NAMES {
        assert_eq!(name.parse::<Format>().map(Format::name).as_ref(), Ok(name));
    }
    let error = "x\u{1b}ml".parse::<Format>().expect_err("there is no such format");
    assert_eq!(
        error.to_string(),
        "there is no format `x␛ml`; use one of human, short, json, jsonl, sarif, github, gitlab, junit, markdown"
    );
}

/// Characters that make layout hard, and a few that are easy.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        Just('a'),
        Just(' '),
        Just('界'),
        Just('\t'),
        Just('\u{301}'),
        Just('\u{202e}'),
        Just('\u{200d}'),
        Just('\u{fe0f}'),
        any::<char>()
    ]
}

fn line() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(character(), 0..160).prop_map(|chars| chars.into_iter().collect::<String>());
    words.prop_map(|line| line.replace(['\n', '\r'], " "))
}

proptest! {
    /// Whatever the text and wherever the label: it is drawn inside the width, with nothing that steers the terminal.
    #[test]
    fn every_line_fits_the_width(text in line(), label in line(), start in 1_usize..180, length in 0_usize..180, width in 0_usize..130) {
        let mut here = place("p", 41, "x", "x", &label);
        here.line = text;
        here.start.column = start;
        here.end.column = start + length;
        let style = Style { width, ..Style::default() };
        let report = written(Format::Human, &outcome(vec![finding(Some(here), None)]), &style);
        for line in report.lines().filter(|line| line.contains('│')) {
            let columns: usize = line.chars().map(|c| c.width().unwrap_or(1000)).sum();
            prop_assert!(columns <= width.max(40), "{columns} columns: {line}");
        }
        prop_assert_eq!(report.lines().count(), 8);
        let steers = |c: char| c != '\n' && c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        prop_assert!(!report.chars().any(steers), "{report:?}");
    }
}
