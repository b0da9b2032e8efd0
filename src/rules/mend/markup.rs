//! Other markup in the place of what stands there: code, the kind of a note, parameters.

use super::super::drift::{Applicability, Mending};
use crate::align::Side;
use crate::source::Span;

/// Code in backticks instead of other code in backticks. `applicability`: whether nothing in it is for people.
pub(in crate::rules) fn code(reference: &str, side: Side<'_>, place: Span, applicability: Applicability) -> Option<Mending> {
    let found = side.document.source.slice(place);
    let ticked = |code: &str| code.len() > 2 && code.starts_with('`') && code.ends_with('`');
    // A pipe is escaped in tables only, and a line break may stand in a quote.
    let plain = ticked(reference) && ticked(found) && !reference.contains(['|', '\n', '\r']);
    plain.then(|| super::mending(applicability, format!("change it to {reference}"), vec![(place, reference.to_owned())])).flatten()
}

/// Another word in the place of one, in the same capitals.
pub(in crate::rules) fn word(side: Side<'_>, part: Span, (wanted, found): (&str, &str)) -> Option<Mending> {
    let text = side.document.source.slice(part);
    let at = text.to_ascii_lowercase().find(found).filter(|_| !found.is_empty())?;
    let written = text.get(at..at + found.len())?;
    let new = match written.chars().next() {
        Some(first) if first.is_uppercase() && written.chars().any(char::is_lowercase) => {
            let rest = wanted.get(1..)?;
            format!("{}{rest}", wanted.get(..1)?.to_uppercase())
        }
        Some(first) if first.is_uppercase() => wanted.to_uppercase(),
        _ => wanted.to_owned(),
    };
    let place = Span::new(part.start + at, part.start + at + found.len());
    super::safe(format!("change it to `{wanted}`"), vec![(place, new)])
}

/// Parts of a text in the place of as many others, pair by pair; parts are slices of their texts.
pub(in crate::rules) fn parts(side: Side<'_>, place: Span, wanted: &[&str], found: &[&str]) -> Option<Mending> {
    let text = side.document.source.slice(place);
    let differing = || wanted.iter().zip(found).filter(|(wanted, found)| wanted != found);
    if wanted.len() != found.len() || differing().count() == 0 {
        return None;
    }
    let edit = |(wanted, found): (&&str, &&str)| -> Option<(Span, String)> {
        let at = (found.as_ptr() as usize).checked_sub(text.as_ptr() as usize).filter(|at| at + found.len() <= text.len())?;
        Some((Span::new(place.start + at, place.start + at + found.len()), (*wanted).to_owned()))
    };
    let edits: Vec<(Span, String)> = differing().map(edit).collect::<Option<_>>()?;
    let listed: Vec<String> = edits.iter().map(|(_, new)| format!("`{new}`")).collect();
    super::safe(format!("change it to {}", listed.join(" ")), edits)
}
