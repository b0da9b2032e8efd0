//! Blocks of a page and what they are aligned with: what hovers and jumps to other places share.

use crate::align::{Alignment, BlockPair};
use crate::markdown::Document;
use crate::source::Span;

/// The block at a byte: the smallest that holds it, else the first of its line.
pub(super) fn block_at(document: &Document, offset: usize) -> Option<usize> {
    let blocks = || document.blocks.iter().enumerate();
    let holds = |span: Span| span.start <= offset && offset <= span.end && !span.is_empty();
    let inner = blocks().filter(|(_, block)| holds(block.span)).min_by_key(|(_, block)| block.span.len());
    let line = document.source.line_of(offset);
    let of_line = || blocks().find(|(_, block)| !block.span.is_empty() && document.source.line_of(block.span.start) == line);
    inner.or_else(of_line).map(|(at, _)| at)
}

/// The block of the reference that a block of the translation stands for.
pub(super) fn to_reference(alignment: &Alignment, block: usize) -> Option<usize> {
    pairs(alignment).find(|pair| pair.translation == Some(block))?.reference
}

/// The block of the translation that stands for a block of the reference.
pub(super) fn to_translation(alignment: &Alignment, block: usize) -> Option<usize> {
    pairs(alignment).find(|pair| pair.reference == Some(block))?.translation
}

fn pairs(alignment: &Alignment) -> impl Iterator<Item = &BlockPair> {
    alignment.sections.iter().flat_map(|section| &section.blocks)
}
