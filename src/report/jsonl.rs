//! One JSON object a line for each finding, as in the findings of the JSON document: for tools that read as they go.

use std::io::{self, Write};

use crate::findings::finding::Outcome;

pub(super) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    for finding in &outcome.findings {
        serde_json::to_writer(&mut *out, finding)?;
        writeln!(out)?;
    }
    Ok(())
}
