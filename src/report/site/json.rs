//! The JSON document of `check`, with the matrix of pages and locales, and the runs so far. Its keys are a published interface.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::findings::finding::Outcome;
use crate::findings::history::{ChangeCounts, Counts, Run};
use crate::findings::survey::SurveyedPage;
use crate::report::json::Document;

use super::About;

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    check: Document<'a>,
    matrix: &'a [SurveyedPage],
    /// The oldest first; left out when no history is kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<Point<'a>>,
}

/// A run of the past.
#[derive(Serialize)]
struct Point<'a> {
    date: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'a str>,
    #[serde(flatten)]
    counts: Counts,
    locales: &'a BTreeMap<String, Counts>,
    rules: &'a BTreeMap<String, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<ChangeCounts>,
}

impl<'a> Point<'a> {
    fn of(run: &'a Run) -> Point<'a> {
        let Run { date, counts, locales, rules, change, .. } = run;
        Point { date, commit: run.commit.as_deref(), counts: *counts, locales, rules, change: *change }
    }
}

pub(super) fn write(outcome: &Outcome, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    let report =
        Report { check: Document::of(outcome), matrix: &outcome.survey.pages, history: about.history.iter().map(Point::of).collect() };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}
