//! The part of a line that is shown: cut to the width around what is labelled, with every character in a visible form.
//!
//! Pages have lines of thousands of bytes, and codespan does not cut. Widths are columns of a terminal, counted per character as
//! codespan counts them, so that carets stand under what they mean.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::visible;

const CUT: char = '…';

/// At least this many columns show the labelled text, however long the words beside it are.
const LEAST_SPAN: usize = 16;

/// A line as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The text, without line ends, tabs and unseen characters.
    pub(super) text: String,
    /// The bytes of `text` that are labelled.
    pub(super) label: Range<usize>,
    /// The words beside the label.
    pub(super) beside: String,
}

/// Cuts a line to `room` columns around the bytes `label`, with space for the words `beside` the carets.
///
/// The label must lie on character boundaries of the line.
pub(super) fn cut(line: &str, label: Range<usize>, beside: &str, room: usize) -> Excerpt {
    let beside = beside_that_fits(&line[label.clone()], beside, room);
    let reserve = if beside.is_empty() { 0 } else { width(&beside) + 1 };
    let marks = usize::from(label.start > 0) + usize::from(label.end < line.len());
    let span = fit(forward(line, label.clone()), room.saturating_sub(reserve + marks).max(LEAST_SPAN));
    // The caret of an empty span stands under the character that follows, which may be wide, or behind the line.
    let caret = if span.width == 0 { 2 } else { 0 };
    let (before, after) = around(line, &label, &span, room, reserve + caret);
    assemble(&before, &span, &after, beside)
}

/// The text cut at its end to `most` columns.
fn clip(text: &str, most: usize) -> String {
    let fitted = fit(forward(text, 0..text.len()), most);
    let mut clipped: String = fitted.cells.iter().map(|cell| cell.shown.as_str()).collect();
    if fitted.is_cut {
        clipped.push(CUT);
    }
    clipped
}

/// Columns of a text in a visible form.
fn width(shown: &str) -> usize {
    shown.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Words that only repeat the label go first where there is no room for both.
fn beside_that_fits(span: &str, beside: &str, room: usize) -> String {
    // A space before them, and the marks of two cuts.
    let clipped = clip(beside, room.saturating_sub(LEAST_SPAN + 3));
    let crowded = 2 * width(&clipped) + 1 > room;
    if crowded && span == beside { String::new() } else { clipped }
}

/// One character of the document as it is shown.
struct Cell {
    shown: String,
    width: usize,
}

impl Cell {
    fn new(before: Option<char>, c: char) -> Self {
        let mut shown = String::new();
        match c {
            '\t' => shown.push_str("    "),
            // Terminals do not agree on the width of a character that this turns into an emoji.
            '\u{fe0f}' => {}
            _ => visible::push(&mut shown, before, c),
        }
        let width = width(&shown);
        Self { shown, width }
    }
}

fn forward(line: &str, range: Range<usize>) -> impl Iterator<Item = Cell> {
    let mut before = line[..range.start].chars().next_back();
    line[range].chars().map(move |c| Cell::new(before.replace(c), c))
}

/// From `end` back to the start of the line.
fn backward(line: &str, end: usize) -> impl Iterator<Item = Cell> {
    line[..end].char_indices().rev().map(|(at, c)| Cell::new(line[..at].chars().next_back(), c))
}

/// The first cells of a side, as many as there was room for.
struct Fitted {
    cells: Vec<Cell>,
    width: usize,
    is_cut: bool,
}

impl Fitted {
    /// Columns, the cut's mark included.
    fn columns(&self) -> usize {
        self.width + usize::from(self.is_cut)
    }
}

/// Takes cells up to `most` columns; when they go on, there is a column left for the mark of the cut.
fn fit(cells: impl Iterator<Item = Cell>, most: usize) -> Fitted {
    // Marks without a width of their own could be piled up without end.
    let most_cells = 4 * most;
    let mut fitted = Fitted { cells: Vec::new(), width: 0, is_cut: false };
    for cell in cells {
        fitted.is_cut = fitted.width + cell.width > most || fitted.cells.len() >= most_cells;
        if fitted.is_cut {
            break;
        }
        fitted.width += cell.width;
        fitted.cells.push(cell);
    }
    while fitted.is_cut && fitted.columns() > most {
        let Some(cell) = fitted.cells.pop() else { break };
        fitted.width -= cell.width;
    }
    fitted
}

/// The context: half of the free columns on either side, and what one side does not need for the other. On the left never so much
/// that the words beside the carets would run out of the room.
fn around(line: &str, label: &Range<usize>, span: &Fitted, room: usize, reserve: usize) -> (Fitted, Fitted) {
    let free = room.saturating_sub(span.columns());
    let rest = fit(forward(line, label.end..line.len()), free).columns();
    let left = (free / 2).max(free.saturating_sub(rest)).min(free.saturating_sub(reserve));
    let mut before = fit(backward(line, label.start), left);
    while before.is_cut && before.cells.last().is_some_and(|cell| cell.width == 0) {
        before.cells.pop();
    }
    let after = fit(forward(line, label.end..line.len()), free.saturating_sub(before.columns()));
    (before, after)
}

fn assemble(before: &Fitted, span: &Fitted, after: &Fitted, beside: String) -> Excerpt {
    let mut text = String::new();
    if before.is_cut {
        text.push(CUT);
    }
    let base = push_all(&mut text, before.cells.iter().rev());
    let start = text.len();
    push_all(&mut text, span.cells.iter());
    if span.is_cut {
        text.push(CUT);
    }
    let end = text.len();
    if !span.is_cut {
        push_all(&mut text, after.cells.iter());
        if after.is_cut {
            text.push(CUT);
        }
    }
    let label = widened(&text, base, start..end);
    Excerpt { text, label, beside }
}

/// Appends the cells; gives where the last one with a width starts.
fn push_all<'a>(text: &mut String, cells: impl Iterator<Item = &'a Cell>) -> Option<usize> {
    let mut base = None;
    for cell in cells {
        if cell.width > 0 {
            base = Some(text.len());
        }
        text.push_str(&cell.shown);
    }
    base
}

/// A label that would fall on nothing but marks without a width takes in the character that carries them, to have a caret.
fn widened(text: &str, base: Option<usize>, label: Range<usize>) -> Range<usize> {
    let next = text[label.start..].chars().next();
    let labelled = &text[label.clone()];
    let has_caret = if labelled.is_empty() { next.is_none_or(|c| c.width() > Some(0)) } else { width(labelled) > 0 };
    match base {
        Some(base) if !has_caret => base..label.end,
        _ => label,
    }
}
