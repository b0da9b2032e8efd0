//! Reports for other programs: what each format has to escape, to keep whole and to leave out. Schemas that are not ours are checked by
//! `.ci/formats`.

use driftlint::findings::finding::{Edit, Elsewhere, Failure, Finding, Fix, Outcome, Place, Summary};
use driftlint::report::{Format, Style, write};
use driftlint::rules::RuleId;
use driftlint::rules::drift::{Applicability, Confidence, Severity};
use driftlint::rules::stated::{Stated, TextKind};
use driftlint::source::Position;
use serde_json::Value;

fn words(text: &str) -> Stated {
    Stated::text(TextKind::Words, text)
}

fn place(path: &str, line: usize, column: usize, text: &str) -> Place {
    let start = Position { line, column, offset: 100 };
    let end = Position { line, column: column + text.chars().count(), offset: 100 + text.len() };
    Place { path: path.to_owned(), text: text.to_owned(), start, end, label: String::new(), line: text.to_owned(), left_out: 0 }
}

fn finding() -> Finding {
    Finding {
        rule: RuleId::Duration,
        severity: Severity::Error,
        confidence: Confidence::Certain,
        message: "duration is 1 day in the reference, 2 days here".to_owned(),
        help: Some("the reference says `1 day`".to_owned()),
        notes: vec!["de is alone".to_owned()],
        page: "docs/support".to_owned(),
        locale: "de".to_owned(),
        section: "hours".to_owned(),
        aligned_by: "anchor".to_owned(),
        expected: vec![words("1 day")],
        found: vec![words("2 days")],
        label: None,
        translation: Some(place("docs/de/a b, ü.md", 7, 3, "2 Tage")),
        reference: Some(place("docs/en/a b, ü.md", 5, 9, "1 day")),
        change: None,
        habit: None,
        also: Vec::new(),
        fixes: Vec::new(),
        allow: None,
        fingerprint: "0011223344556677".to_owned(),
    }
}

fn outcome(findings: Vec<Finding>) -> Outcome {
    let summary = Summary { pages: 1, translations: 2, facts: 3, errors: findings.len(), ..Summary::default() };
    Outcome { findings, summary, ..Outcome::default() }
}

fn written(format: Format, outcome: &Outcome) -> String {
    let mut out = Vec::new();
    write(format, outcome, &Style::default(), &mut out).expect("a Vec takes every byte");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn json(format: Format, outcome: &Outcome) -> Value {
    serde_json::from_str(&written(format, outcome)).expect("JSON")
}

/// What most translations agree on: the reference is what the finding is about.
fn agreed() -> Finding {
    Finding { also: vec![Elsewhere { locale: "fr".to_owned(), translation: place("docs/fr/a.md", 9, 1, "2 jours") }], ..finding() }
}

#[test]
fn every_format_has_a_name_that_is_read_back() {
    for name in Format::NAMES {
        assert_eq!(name.parse::<Format>().expect("a format").name(), *name);
    }
}

#[test]
fn sarif_places_a_result_and_its_reference() {
    let log = json(Format::Sarif, &outcome(vec![finding()]));
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&"2.1.0".into(), &"unicodeCodePoints".into()));
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "docs/de/a%20b%2C%20%C3%BC.md");
    assert_eq!(physical["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let region = &physical["region"];
    assert_eq!([&region["startLine"], &region["startColumn"], &region["endLine"], &region["endColumn"]], [7, 3, 7, 9]);
    assert_eq!([&region["byteOffset"], &region["byteLength"]], [100, 6]);
    let related = &result["relatedLocations"][0];
    assert_eq!((&related["message"]["text"], &related["physicalLocation"]["region"]["startLine"]), (&"in the reference".into(), &5.into()));
    assert_eq!(result["partialFingerprints"]["driftlint/v1"], "0011223344556677");
    let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["id"], "duration");
    assert!(rule["help"]["markdown"].as_str().expect("help").starts_with("# duration"));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn sarif_tells_what_could_not_be_checked() {
    let failures = vec![Failure { path: "docs/de/x.md".to_owned(), reason: "is not UTF-8".to_owned() }];
    let log = json(Format::Sarif, &Outcome { failures, ..outcome(Vec::new()) });
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "is not UTF-8");
}

#[test]
fn sarif_has_safe_fixes_only() {
    let fix = |applicability, text: &str| Fix {
        applicability,
        title: "change it".to_owned(),
        edits: vec![Edit { path: "docs/de/a.md".to_owned(), start: 100, end: 106, text: text.to_owned() }],
    };
    let fixes = vec![fix(Applicability::Safe, "1 Tag"), fix(Applicability::Unsafe, "ein Tag")];
    let log = json(Format::Sarif, &outcome(vec![Finding { fixes, ..finding() }]));
    let fixes = log["runs"][0]["results"][0]["fixes"].as_array().expect("fixes");
    assert_eq!(fixes.len(), 1);
    let replacement = &fixes[0]["artifactChanges"][0]["replacements"][0];
    assert_eq!((&replacement["deletedRegion"]["byteLength"], &replacement["insertedContent"]["text"]), (&6.into(), &"1 Tag".into()));
}

#[test]
fn what_most_agree_on_is_placed_at_the_reference() {
    let log = json(Format::Sarif, &outcome(vec![agreed()]));
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 5);
    let related: Vec<&Value> =
        result["relatedLocations"].as_array().expect("places").iter().map(|place| &place["message"]["text"]).collect();
    assert_eq!(related, ["in a translation", "in fr"]);
    assert_eq!(json(Format::Gitlab, &outcome(vec![agreed()]))[0]["location"]["path"], "docs/en/a b, ü.md");
    assert!(written(Format::Markdown, &outcome(vec![agreed()])).contains("### Reference\n"));
}

#[test]
fn github_escapes_what_a_command_is_made_of() {
    let message = "100%\r\n::error::not a command".to_owned();
    let text = written(Format::Github, &outcome(vec![Finding { message, help: None, notes: Vec::new(), ..finding() }]));
    let expected = "::error file=docs/de/a b%2C ü.md,line=7,endLine=7,col=3,endColumn=9,title=driftlint duration::\
        100%25%0D%0A::error::not a command%0Adocs/en/a b, ü.md:5: 1 day\n";
    assert_eq!(text, expected);
}

/// The log shows annotations too, and colours are no part of a message.
#[test]
fn github_shows_what_steers_a_terminal() {
    let message = "a\u{1b}[31mb\u{202e}c".to_owned();
    let text = written(Format::Github, &outcome(vec![Finding { message, ..finding() }]));
    assert!(text.contains("::a\u{241b}[31mb\\u{202e}c%0A"), "{text}");
}

/// Columns over several lines are refused by GitHub.
#[test]
fn github_gives_columns_on_one_line_only() {
    let mut place = place("docs/de/a.md", 7, 3, "2 Tage");
    place.end.line = 9;
    let text = written(Format::Github, &outcome(vec![Finding { translation: Some(place), ..finding() }]));
    assert!(text.starts_with("::error file=docs/de/a.md,line=7,endLine=9,title="), "{text}");
}

#[test]
fn github_annotates_ten_and_logs_the_rest() {
    let mut findings = vec![finding(); 12];
    findings[0].confidence = Confidence::Likely;
    findings[0].message = "##[error] less sure".to_owned();
    let text = written(Format::Github, &outcome(findings));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("::error ")).count(), 10);
    assert_eq!(lines[10], "::notice title=driftlint::2 more findings are in the log of this step; GitHub shows 10 annotations of a level");
    // The surest are shown, and nothing in a log line is a command.
    assert!(lines[11].starts_with("::stop-commands::driftlint-") && lines[14] == format!("::{}::", &lines[11][17..]), "{text}");
    assert_eq!(lines[12], "- docs/de/a b, ü.md:7:3: error[duration] ##[error] less sure");
}

#[test]
fn gitlab_has_what_its_widget_reads() {
    let issues = json(Format::Gitlab, &outcome(vec![finding()]));
    let expected = serde_json::json!([{
        "description": "duration is 1 day in the reference, 2 days here",
        "check_name": "duration",
        "fingerprint": "0011223344556677",
        "severity": "major",
        "location": {"path": "docs/de/a b, ü.md", "lines": {"begin": 7, "end": 7}},
    }]);
    assert_eq!(issues, expected);
    assert_eq!(json(Format::Gitlab, &outcome(Vec::new())), serde_json::json!([]));
}

#[test]
fn junit_has_a_case_for_each_finding_and_file_that_failed() {
    let message = "a < b & \"c\"\u{0}".to_owned();
    let failures = vec![Failure { path: "docs/de/x.md".to_owned(), reason: "is not UTF-8".to_owned() }];
    let text = written(Format::Junit, &Outcome { failures, ..outcome(vec![Finding { message, ..finding() }]) });
    assert!(text.contains("<testsuites name=\"driftlint\" tests=\"2\" failures=\"1\" errors=\"1\">"), "{text}");
    assert!(text.contains("<testcase name=\"duration:7\" classname=\"de.docs/support\">"), "{text}");
    assert!(text.contains("message=\"a &lt; b &amp; &quot;c&quot;␀\" type=\"error\""), "{text}");
    let none = written(Format::Junit, &outcome(Vec::new()));
    assert!(none.contains("tests=\"1\" failures=\"0\" errors=\"0\"") && none.contains("no drift found"), "{none}");
}

#[test]
fn jsonl_is_one_finding_a_line() {
    let text = written(Format::Jsonl, &outcome(vec![finding(), agreed()]));
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines.len(), &lines[0]["rule"], &lines[1]["also"][0]["locale"]), (2, &"duration".into(), &"fr".into()));
    assert_eq!(written(Format::Jsonl, &outcome(Vec::new())), "");
}

#[test]
fn markdown_shows_both_values_in_a_table() {
    let text = written(Format::Markdown, &outcome(vec![finding()]));
    let expected = "<!-- driftlint -->\n\
        ## driftlint: 1 error\n\n\
        Compared 1 page, 2 translations, 3 facts.\n\n\
        ### de\n\n\
        **docs/support**\n\n\
        | | where | rule | reference | translation |\n|---|---|---|---|---|\n\
        | ❌ error | `docs/de/a b, ü.md:7` | `duration` | `1 day` | `2 days`<br>de is alone |\n";
    assert_eq!(text, expected);
}

/// Nothing in a value ends its cell, its code or the table, mentions a user or becomes HTML.
#[test]
fn markdown_keeps_values_in_their_cells() {
    let hostile = Finding {
        expected: vec![Stated::text(TextKind::Target, "a|b`c``d")],
        found: vec![Stated::text(TextKind::Target, "`x`\n| new row")],
        notes: vec!["@everyone <img src=x> [a](b) | c".to_owned()],
        ..finding()
    };
    let text = written(Format::Markdown, &outcome(vec![hostile]));
    let row = text.lines().last().expect("a row");
    assert!(row.ends_with("| ```a\\|b`c``d``` | `` `x`␊\\| new row ``<br>\\@everyone &lt;img src=x&gt; \\[a\\](b) \\| c |"), "{row}");
}

#[test]
fn markdown_stays_below_the_limit_and_cuts_whole_findings() {
    let text = written(Format::Markdown, &outcome(vec![finding(); 3000]));
    assert!(text.chars().count() <= 65_536);
    let rows = text.lines().filter(|line| line.starts_with("| ❌")).count();
    assert!(text.lines().filter(|line| line.starts_with("| ❌")).all(|line| line.ends_with("de is alone |")));
    assert_eq!(text.lines().last(), Some(format!("… and {} more; the whole list is in the output of the run.", 3000 - rows).as_str()));
}

#[test]
fn markdown_says_what_could_not_be_checked() {
    let failures = vec![Failure { path: "docs/de/x.md".to_owned(), reason: "is not UTF-8".to_owned() }];
    let text = written(Format::Markdown, &Outcome { failures, ..outcome(Vec::new()) });
    assert!(
        text.contains("## driftlint: no drift found\n") && text.contains("\nNot checked:\n\n- `docs/de/x.md`: is not UTF-8\n"),
        "{text}"
    );
}
