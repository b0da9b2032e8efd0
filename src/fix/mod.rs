//! Applies the edits of fixes to a text, and shows what they change. It knows no disk, and does not judge what is fixed.

use std::collections::{BTreeMap, HashSet};

use similar::TextDiff;

use crate::findings::{Edit, Finding, Fix};
use crate::rules::drift::Applicability;

/// The fixes of findings that are applied together, in this order: the safe ones, with `all` then the others; one of each finding, and of two
/// that touch the same bytes the first.
pub fn together<'f>(findings: impl IntoIterator<Item = &'f Finding>, all: bool) -> Vec<&'f Fix> {
    let fixes = findings.into_iter().enumerate().flat_map(|(at, finding)| finding.fixes.iter().map(move |fix| (at, fix)));
    let (safe, others): (Vec<_>, Vec<_>) = fixes.partition(|(_, fix)| fix.applicability == Applicability::Safe);
    let mut chosen = Chosen::default();
    let others = others.into_iter().filter(|_| all);
    safe.into_iter().chain(others).filter(|(finding, fix)| chosen.take(*finding, fix)).map(|(_, fix)| fix).collect()
}

/// Fixes that can be applied together, by the findings that they are of and the bytes that they touch.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    findings: HashSet<usize>,
    taken: Taken,
}

impl Chosen {
    /// Takes a fix of a finding, unless it has one already, or the fix touches what another touches.
    pub fn take(&mut self, finding: usize, fix: &Fix) -> bool {
        let is_free = !self.findings.contains(&finding) && self.taken.take(fix);
        if is_free {
            self.findings.insert(finding);
        }
        is_free
    }
}

/// The bytes that fixes touch, none of which touches another's.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The end of each edit by its start.
    edits: BTreeMap<usize, usize>,
}

impl Taken {
    /// Takes the bytes of a fix, unless it touches some that are taken, or puts something in where another does.
    pub fn take(&mut self, fix: &Fix) -> bool {
        let is_free = !fix.edits.iter().any(|edit| self.touches(edit));
        if is_free {
            self.edits.extend(fix.edits.iter().map(|edit| (edit.start, edit.end)));
        }
        is_free
    }

    fn touches(&self, edit: &Edit) -> bool {
        // None touches another, so that the last one that starts before the end also ends last.
        let before = self.edits.range(..edit.end).next_back();
        self.edits.contains_key(&edit.start) || before.is_some_and(|(_, end)| edit.start < *end)
    }
}

/// The text with the edits of all fixes, which must not overlap. None when an edit lies outside of the text, inside a character, or on
/// another edit.
pub fn apply(text: &str, fixes: &[&Fix]) -> Option<String> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        fixed.push_str(text.get(at..edit.start)?);
        fixed.push_str(&edit.text);
        text.get(edit.start..edit.end)?;
        at = edit.end;
    }
    fixed.push_str(text.get(at..)?);
    Some(fixed)
}

/// What changes in a file, as a unified diff with three lines around each change; empty when nothing does.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let diff = TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}
