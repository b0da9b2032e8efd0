//! The marks of lines: the level of a heading, hard line breaks.

use super::super::drift::Mending;
use crate::markdown::{Document, InlineKind};
use crate::source::Span;

/// Gives a heading another level, in its own notation.
pub(in crate::rules) fn heading_level(document: &Document, heading: Span, found: u8, wanted: u8) -> Option<Mending> {
    let text = document.source.slice(heading);
    let title = format!("set the heading's level to {wanted}");
    let marks = text.len() - text.trim_start_matches('#').len();
    let edits = match () {
        () if !(1..=6).contains(&wanted) => return None,
        () if marks == usize::from(found) => vec![(Span::new(heading.start, heading.start + marks), "#".repeat(usize::from(wanted)))],
        () if text.starts_with('<') => element(text, heading.start, found, wanted)?,
        () => underlined(text, heading.start, wanted)?,
    };
    super::safe(title, edits)
}

/// The figure in `<h2>` and `</h2>`.
fn element(text: &str, start: usize, found: u8, wanted: u8) -> Option<Vec<(Span, String)>> {
    let lower = text.to_ascii_lowercase();
    let (open, close) = (format!("<h{found}"), format!("</h{found}>"));
    let closing = lower.starts_with(&open).then(|| lower.rfind(&close)).flatten()?;
    let figure = |at: usize| (Span::new(start + at, start + at + 1), wanted.to_string());
    Some(vec![figure(open.len() - 1), figure(closing + close.len() - 2)])
}

/// The line below the words; a heading of one line becomes one with marks in front where no such line is for its level.
fn underlined(text: &str, start: usize, wanted: u8) -> Option<Vec<(Span, String)>> {
    let text = text.trim_end();
    let line = text.rfind('\n')? + 1;
    let marks = text[line..].trim_start_matches([' ', '\t', '>']);
    let sign = marks.chars().next().filter(|sign| matches!(sign, '=' | '-') && marks.chars().all(|c| c == *sign))?;
    let place = Span::new(start + text.len() - marks.len(), start + text.len());
    let new = match wanted {
        1 if sign == '-' => "=",
        2 if sign == '=' => "-",
        3.. if !text[..line - 1].contains('\n') => {
            let words = text[..line - 1].trim_end().len();
            let front = format!("{} ", "#".repeat(usize::from(wanted)));
            return Some(vec![(Span::new(start, start), front), (Span::new(start + words, start + text.len()), String::new())]);
        }
        _ => return None,
    };
    Some(vec![(place, new.repeat(marks.len()))])
}

/// Ends lines with hard breaks. `ends` are the last words of the lines with what stands behind them; `usual` is a break of the reference.
pub(in crate::rules) fn hard_breaks(document: &Document, ends: &[Span], usual: &str) -> Option<Mending> {
    let mark = own_break(document).unwrap_or(if usual.ends_with('\\') { "\\" } else { "  " });
    let edit = |end: &Span| {
        let line = document.source.slice(*end);
        let words = line.trim_end();
        let mark = if words.ends_with('\\') { "" } else { mark };
        (Span::new(end.start + words.len(), end.end), mark.to_owned())
    };
    let title = if ends.len() == 1 { "add the line break" } else { "add the line breaks" };
    super::safe(title.to_owned(), ends.iter().map(edit).collect())
}

/// How the page writes its breaks.
fn own_break(document: &Document) -> Option<&'static str> {
    let mut breaks = document.blocks.iter().flat_map(|block| &block.inlines).filter(|inline| inline.kind == InlineKind::HardBreak);
    breaks.find_map(|inline| match document.source.slice(inline.span) {
        mark if mark.starts_with('\\') => Some("\\"),
        mark if mark.starts_with("  ") => Some("  "),
        _ => None,
    })
}
