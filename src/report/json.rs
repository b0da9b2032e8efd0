//! The JSON document of version 1: a published interface, so its keys and their order stay as they are.

use std::io::{self, Write};

use serde::Serialize;

use crate::findings::finding::{Finding, Outcome, Summary};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    tool: Tool,
    summary: &'a Summary,
    findings: &'a [Finding],
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

impl<'a> Document<'a> {
    pub(super) fn of(outcome: &'a Outcome) -> Document<'a> {
        let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
        Document { version: 1, tool, summary: &outcome.summary, findings: &outcome.findings }
    }
}

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Document::of(outcome))?;
    writeln!(out)
}
