//! The JSON document of `check`, with the matrix of pages and locales. Its keys are a published interface.

use std::io::{self, Write};

use serde::Serialize;

use crate::findings::finding::Outcome;
use crate::findings::survey::SurveyedPage;
use crate::report::json::Document;

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    check: Document<'a>,
    matrix: &'a [SurveyedPage],
}

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let report = Report { check: Document::of(outcome), matrix: &outcome.survey.pages };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}
