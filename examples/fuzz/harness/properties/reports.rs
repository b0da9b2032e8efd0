//! Every form of report is what it says that it is, and none can steer a terminal.

use driftlint::findings::Outcome;
use driftlint::findings::links::Links;
use driftlint::report::site::{self, About, Form};
use driftlint::report::{self, Format, Style};
use serde_json::Value;

/// # Panics
/// When a report is not valid.
pub(crate) fn hold(outcome: &Outcome) {
    for name in Format::NAMES {
        let format: Format = name.parse().expect("a format of the list");
        let text = written(format, outcome);
        match format {
            Format::Json | Format::Sarif | Format::Gitlab => drop(parsed(name, &text)),
            // Machines read them, and each is one line of text or escaped.
            Format::Github => assert!(!text.contains(['\r', '\u{1b}']), "{text:?}"),
            Format::Jsonl => text.lines().for_each(|line| drop(parsed(name, line))),
            _ => is_harmless(name, &text),
        }
    }
    let links = Links::default();
    let about = About { version: "0", date: "2026-01-01", links: &links, history: &[], change: None };
    for form in Form::ALL {
        let mut bytes = Vec::new();
        site::write(form, outcome, &about, &mut bytes).expect("memory takes every byte");
        if form.is_binary() {
            assert!(bytes.starts_with(b"PK"), "{} is no archive", form.name());
            continue;
        }
        let text = utf8(form.name(), bytes);
        match form {
            Form::Json => drop(parsed("the site's JSON", &text)),
            Form::Html => assert_eq!(text.matches("<script").count(), text.matches("</script").count(), "scripts of the report alone"),
            Form::Markdown => is_harmless("the site's Markdown", &text),
            _ => {}
        }
    }
}

/// A report as text.
pub(crate) fn written(format: Format, outcome: &Outcome) -> String {
    let mut bytes = Vec::new();
    let style = Style { verbose: true, ..Style::default() };
    report::write(format, outcome, &style, &mut bytes).expect("memory takes every byte");
    utf8(format.name(), bytes)
}

fn utf8(name: &str, bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| panic!("{name} is not UTF-8: {error}"))
}

fn parsed(name: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{name} is not JSON: {error}: {text}"))
}

/// # Panics
/// When a text has a character that moves the cursor or reorders a line.
pub(crate) fn is_harmless(name: &str, text: &str) {
    let acts = |c: char| {
        let reorders = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        reorders || (c.is_control() && c != '\n')
    };
    if let Some((at, c)) = text.char_indices().find(|(_, c)| acts(*c)) {
        let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        panic!("{name} has {c:?} in {:?}", &text[line..end]);
    }
}
