//! The JSON document of version 1: a published interface, so its keys and their order stay as they are.

use std::io::{self, Write};

use serde::Serialize;

use crate::findings::finding::{Finding, Outcome, Summary};
use crate::findings::part::Part;

#[derive(Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    tool: Tool,
    summary: &'a Summary,
    findings: &'a [Finding],
    /// Only of a part of a run.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a Part>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

impl<'a> Document<'a> {
    pub(super) fn of(outcome: &'a Outcome) -> Document<'a> {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        Document { version: 1, tool, summary: &outcome.summary, findings: &outcome.findings, part: outcome.part.as_deref() }
    }
}

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::of(outcome))?;
    writeln!(out)
}
