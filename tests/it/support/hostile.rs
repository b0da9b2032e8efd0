//! A site with a finding that can be fixed, for tests in which something around it is hostile.

use std::process::Output;

use super::Place;

pub(crate) const ENGLISH: &str = "# Support {#support}\n\nCall +47 55 51 23 40.\n";
pub(crate) const GERMAN: &str = "# Support {#support}\n\nRufen Sie +47 55 51 23 41 an.\n";

/// A committed page with a fix.
pub(crate) fn site() -> Place {
    let mut place = Place::new();
    place.init("site");
    place.write("site/docs/en/a.md", ENGLISH);
    place.write("site/docs/de/a.md", GERMAN);
    place.commit("site");
    place
}

/// What a run said beside its report.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
