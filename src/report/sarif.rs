//! SARIF 2.1.0, for code scanning on GitHub, Azure DevOps and others.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html>
//!
//! Lines and columns count from 1, columns in Unicode code points (`columnKind`). Paths are relative to the folder of the run and
//! percent-encoded.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::findings::finding::{Edit, Finding, Fix, Outcome, Place};
use crate::rules::drift::{Applicability, Severity};
use crate::rules::{RULES, Rule, RuleId};

/// The name of the base that relative paths have, as GitHub understands it.
const ROOT: &str = "%SRCROOT%";

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run(outcome)],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn run(outcome: &Outcome) -> Value {
    let rules = rules(outcome);
    let failures: Vec<Value> = outcome
        .failures
        .iter()
        .map(|failure| {
            json!({
                "level": "error",
                "message": {"text": failure.reason},
                "locations": [{"physicalLocation": {"artifactLocation": artifact(&failure.path)}}],
            })
        })
        .collect();
    json!({
        "tool": {"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "rules": rules.iter().map(|rule| descriptor(*rule)).collect::<Vec<_>>(),
        }},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": failures.is_empty(), "toolExecutionNotifications": failures}],
        "results": outcome.findings.iter().map(|finding| result(finding, &rules)).collect::<Vec<_>>(),
    })
}

/// The rules that the findings name, in the order of the rule list; those of the project's own facts at the end.
fn rules(outcome: &Outcome) -> Vec<RuleId> {
    let mut ids: Vec<RuleId> = RULES.iter().map(|rule| rule.id).collect();
    for finding in &outcome.findings {
        if !ids.contains(&finding.rule) {
            ids.push(finding.rule);
        }
    }
    ids.retain(|id| outcome.findings.iter().any(|finding| finding.rule == *id));
    ids
}

fn descriptor(id: RuleId) -> Value {
    match Rule::by_id(id.as_str()) {
        Some(rule) => json!({
            "id": id,
            "shortDescription": {"text": rule.summary()},
            "help": {"text": rule.page, "markdown": rule.page},
            "defaultConfiguration": {"level": level(rule.severity)},
            "properties": {"tags": [rule.group.name()]},
        }),
        None => json!({"id": id, "shortDescription": {"text": "a fact that the project defines itself"}}),
    }
}

fn result(finding: &Finding, rules: &[RuleId]) -> Value {
    let (expected, found) = finding.shown();
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.iter().position(|rule| *rule == finding.rule),
        "level": level(finding.severity),
        "message": {"text": message(finding)},
        "locations": finding.place().map(|place| json!({"physicalLocation": physical(place)})).into_iter().collect::<Vec<_>>(),
        "relatedLocations": related(finding),
        "partialFingerprints": {"driftlint/v1": finding.fingerprint},
        "properties": {
            "page": finding.page,
            "locale": finding.locale,
            "section": finding.section,
            "confidence": finding.confidence,
            "expected": expected,
            "found": found,
        },
    });
    // A fix of SARIF is one that may be applied as it is.
    let fixes: Vec<Value> = finding.fixes.iter().filter(|fix| fix.applicability == Applicability::Safe).map(fix).collect();
    if !fixes.is_empty() {
        result["fixes"] = Value::Array(fixes);
    }
    result
}

fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    for note in &finding.notes {
        let _ = write!(text, "; {note}");
    }
    if let Some(help) = &finding.help {
        let _ = write!(text, ". Help: {help}");
    }
    text
}

/// The other side, and the other translations that the finding stands for.
fn related(finding: &Finding) -> Vec<Value> {
    let what = if finding.also.is_empty() { "in the reference" } else { "in a translation" };
    let other = finding.other_place().map(|place| (what.to_owned(), place));
    let also = finding.also.iter().map(|other| (format!("in {}", other.locale), &other.translation));
    let located =
        |(id, (text, place)): (usize, (String, &Place))| json!({"id": id, "message": {"text": text}, "physicalLocation": physical(place)});
    other.into_iter().chain(also).enumerate().map(located).collect()
}

fn physical(place: &Place) -> Value {
    json!({
        "artifactLocation": artifact(&place.path),
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
            "byteOffset": place.start.offset,
            "byteLength": place.end.offset - place.start.offset,
            "snippet": {"text": place.text},
        },
    })
}

fn fix(fix: &Fix) -> Value {
    let paths: std::collections::BTreeSet<&str> = fix.edits.iter().map(|edit| edit.path.as_str()).collect();
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": {"byteOffset": edit.start, "byteLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        })
    };
    let change = |path: &str| {
        let replacements: Vec<Value> = fix.edits.iter().filter(|edit| edit.path == path).map(replacement).collect();
        json!({"artifactLocation": artifact(path), "replacements": replacements})
    };
    json!({"description": {"text": fix.title}, "artifactChanges": paths.into_iter().map(change).collect::<Vec<_>>()})
}

fn artifact(path: &str) -> Value {
    let encoded = encoded(path.strip_prefix("./").unwrap_or(path));
    if path.starts_with('/') { json!({"uri": format!("file://{encoded}")}) } else { json!({"uri": encoded, "uriBaseId": ROOT}) }
}

/// Percent-encodes all but what RFC 3986 leaves as it is in a path. A colon would make the first part a scheme.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
