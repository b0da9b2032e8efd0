//! The comment that covers one finding in its page: where it has to stand, found by trying.

use std::path::Path;

use super::documents::{Documents, Tried};
use super::lines;
use crate::check::Single;
use crate::findings::{Edit, Fix};
use crate::findings::{Finding, Outcome};
use crate::fix;
use crate::markdown::{self, Block, BlockKind, Document, Reading};
use crate::pages::{Page, Translation};
use crate::rules::RuleId;
use crate::rules::drift::Applicability;
use crate::source::SourceFile;

/// Where the comment goes (a byte of the translation), and the text that is put in there; none where no place covers the finding alone.
/// A place holds if the finding is gone with it, and no other has come.
pub(super) fn comment(
    single: Single<'_>,
    documents: &Documents,
    (page, translation): (&Page, &Translation),
    finding: &Finding,
) -> Option<(usize, String)> {
    let source = single.contents.read(&translation.file)?.ok()?;
    let document = markdown::parse(source, Reading::Own);
    let before = single.translation(page, translation);
    let at = finding.translation.as_ref()?.start.offset;
    places(&document, &translation.file.path, at, finding.rule).into_iter().find(|(at, text)| {
        let edit = Edit { path: String::new(), start: *at, end: *at, text: text.clone() };
        let tried = Fix { applicability: Applicability::Unsafe, title: String::new(), edits: vec![edit] };
        let Some(text) = fix::apply(document.source.text(), &[&tried]) else { return false };
        let contents = Tried { documents, path: &translation.file.path, text: &text };
        let after = Single { contents: &contents, ..single }.translation(page, translation);
        covers(&before, &after, finding)
    })
}

/// Whether the finding is gone, and nothing else has changed.
fn covers(before: &Outcome, after: &Outcome, finding: &Finding) -> bool {
    let all = |outcome: &Outcome| outcome.findings.iter().map(|finding| finding.fingerprint.clone()).collect::<Vec<_>>();
    let (mut left, mut now) = (all(before), all(after));
    let Some(at) = left.iter().position(|own| *own == finding.fingerprint) else { return false };
    left.remove(at);
    left.sort();
    now.sort();
    left == now && after.summary.suppressed == before.summary.suppressed + 1
}

/// The places to try, the best first: a line of its own before a block that nothing is around, else behind the words of the block.
fn places(document: &Document, path: &Path, at: usize, rule: RuleId) -> Vec<(usize, String)> {
    let Some(block) = lines::block_at(document, at).map(|block| &document.blocks[block]) else { return Vec::new() };
    let is_mdx = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mdx"));
    let comment = if is_mdx { format!("{{/* driftlint-ignore {rule}: … */}}") } else { format!("<!-- driftlint-ignore {rule}: … -->") };
    let own_line = own_line(&document.source, block, &comment);
    let inside = holds_words(block).then(|| (trimmed_end(&document.source, block), format!(" {comment}")));
    own_line.into_iter().chain(inside).collect()
}

fn own_line(source: &SourceFile, block: &Block, comment: &str) -> Option<(usize, String)> {
    let start = source.line_start(source.line_of(block.span.start));
    let starts_line = source.text().get(start..block.span.start)?.trim_matches(['\u{feff}', ' ']).is_empty();
    let is_free = block.containers.is_empty() && !matches!(block.kind, BlockKind::Cell(_)) && starts_line;
    let end = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
    let at = if source.text()[start..].starts_with('\u{feff}') { start + '\u{feff}'.len_utf8() } else { start };
    is_free.then(|| (at, format!("{comment}{end}")))
}

/// A comment behind the words of a heading would become part of its anchor on some sites.
fn holds_words(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell(_)) && !block.text.is_empty()
}

fn trimmed_end(source: &SourceFile, block: &Block) -> usize {
    block.span.start + source.slice(block.span).trim_end().len()
}
