//! Applies the edits of fixes to a text, and shows what they change. It knows no disk, and does not judge what is fixed.

use similar::TextDiff;

use crate::findings::{Edit, Fix};

/// The fixes that can be applied together: of two that touch the same bytes, the first.
pub fn together<'f>(fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut chosen: Vec<&Fix> = Vec::new();
    for fix in fixes {
        if !chosen.iter().any(|other| overlap(fix, other)) {
            chosen.push(fix);
        }
    }
    chosen
}

/// Whether two fixes touch the same bytes, or put something in at one place.
pub fn overlap(a: &Fix, b: &Fix) -> bool {
    a.edits.iter().any(|a| b.edits.iter().any(|b| a.start == b.start || (a.start < b.end && b.start < a.end)))
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
