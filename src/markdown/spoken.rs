//! Comments for driftlint that stand alone in their lines. Such a line is a block to CommonMark: it ends a paragraph and splits a list. A
//! page is read as if the line were blank, so that a comment in one of two pages makes no difference.

use crate::source::{SourceFile, Span};

use super::model::{Comment, Document};

/// The file with blanks in the place of such comments, byte for byte; none when there is none.
pub(super) fn without(document: &Document) -> Option<SourceFile> {
    let source = &document.source;
    let taken: Vec<&Comment> = document.comments.iter().filter(|comment| is_taken(source, comment)).collect();
    if taken.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(source.text().len());
    for comment in taken {
        text.push_str(source.text().get(text.len()..comment.span.start)?);
        text.extend(source.slice(comment.span).bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
    }
    text.push_str(source.text().get(text.len()..)?);
    Some(SourceFile::new(source.path(), text))
}

/// What was read of the rest, with the file and the comments of the whole.
pub(super) fn restore(rest: Document, whole: Document) -> Document {
    let mut comments = rest.comments;
    comments.extend(whole.comments.into_iter().filter(|comment| is_taken(&whole.source, comment)));
    comments.sort_by_key(|comment| comment.span);
    Document { source: whole.source, comments, ..rest }
}

/// Behind the marker of a list item the comment makes the item what it is; in a quote every line has its mark.
fn is_taken(source: &SourceFile, comment: &Comment) -> bool {
    let line = source.line_of(comment.span.start);
    let lead = source.slice(Span::new(source.line_start(line), comment.span.start)).trim_start_matches('\u{feff}');
    let lead = lead.split("<!--").next().unwrap_or_default();
    let is_one_line = source.line_of(comment.span.end) == line;
    let stands_free = lead.chars().all(|c| matches!(c, ' ' | '\t') || c == '>' && is_one_line);
    comment.alone && comment.speaks_to_driftlint() && stands_free
}
