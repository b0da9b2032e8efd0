//! The JSON document of version 1: a published interface, so its keys and their order stay as they are.

use std::io::{self, Write};

use serde::Serialize;

use crate::findings::finding::{Finding, Outcome, Summary};

#[derive(Serialize)]
struct Document<'a> {
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

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
    let document = Document { version: 1, tool, summary: &outcome.summary, findings: &outcome.findings };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
