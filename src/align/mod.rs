//! Which section and block of the reference a section and block of the translation stand for. Knows facts, no rule.

mod blocks;
mod features;
mod keys;
pub mod order;
pub mod script;
mod sections;
mod sequence;

use std::collections::HashMap;

use crate::facts::read::DocumentFacts;
use crate::markdown::Document;

/// One side of a comparison: a document with its facts.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it states.
    pub facts: &'a DocumentFacts,
}

/// How a section was aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What stands before the first heading.
    Start,
    /// By an explicit anchor on both sides.
    Anchor,
    /// By an explicit anchor that is the slug of the reference's heading.
    Slug,
    /// By an equal heading.
    Heading,
    /// By links, code, images, numbers and facts that both hold.
    Content,
    /// By its place between sections that are aligned.
    Sequence,
    /// By the segment ids of a side-by-side page.
    Segment,
}

impl By {
    /// The word that findings show.
    pub fn name(self) -> &'static str {
        match self {
            By::Start => "start",
            By::Anchor => "anchor",
            By::Slug => "slug",
            By::Heading => "heading",
            By::Content => "content",
            By::Sequence => "sequence",
            By::Segment => "segment",
        }
    }
}

/// A section of the reference and the one of the translation that stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPair {
    /// Index into the reference's sections.
    pub reference: usize,
    /// Index into the translation's sections.
    pub translation: usize,
    /// How they were found to belong together.
    pub by: By,
    /// Their blocks, in the order of the reference; blocks of the translation alone come after the one they follow.
    pub blocks: Vec<BlockPair>,
}

/// Blocks that stand for each other, or one that has no partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockPair {
    /// Index into the reference's blocks.
    pub reference: Option<usize>,
    /// Index into the translation's blocks.
    pub translation: Option<usize>,
}

/// A page and its translation, lined up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// Pairs in the order of the reference.
    pub sections: Vec<SectionPair>,
    /// Sections of the reference without partner.
    pub missing: Vec<usize>,
    /// Sections of the translation without partner.
    pub extra: Vec<usize>,
    /// Where the pair of each section is, by the section of the reference and by that of the translation.
    places: (HashMap<usize, usize>, HashMap<usize, usize>),
}

impl Alignment {
    fn new(sections: Vec<SectionPair>, missing: Vec<usize>, extra: Vec<usize>) -> Self {
        let by = |section: fn(&SectionPair) -> usize| sections.iter().enumerate().rev().map(|(at, pair)| (section(pair), at)).collect();
        let places = (by(|pair| pair.reference), by(|pair| pair.translation));
        Self { sections, missing, extra, places }
    }

    /// The pair of a section of the reference.
    pub fn of_reference(&self, section: usize) -> Option<&SectionPair> {
        self.places.0.get(&section).and_then(|&at| self.sections.get(at))
    }

    /// The pair of a section of the translation.
    pub fn of_translation(&self, section: usize) -> Option<&SectionPair> {
        self.places.1.get(&section).and_then(|&at| self.sections.get(at))
    }
}

/// Lines up a page and its translation.
pub fn align(reference: Side<'_>, translation: Side<'_>) -> Alignment {
    let matched = sections::align(reference, translation);
    let pairs = matched.pairs.into_iter().map(|(r, t, by)| SectionPair {
        reference: r,
        translation: t,
        by,
        blocks: blocks::align(reference, translation, r, t),
    });
    Alignment::new(pairs.collect(), matched.missing, matched.extra)
}

/// Lines up the two readings of a side-by-side page, which have the same sections and blocks.
pub fn align_embedded(reference: Side<'_>, translation: Side<'_>) -> Alignment {
    let count = reference.document.sections.len().min(translation.document.sections.len());
    let pair = |section: usize| {
        let blocks = translation.document.sections[section].blocks.clone();
        let blocks = blocks.map(|block| BlockPair { reference: Some(block), translation: Some(block) }).collect();
        SectionPair { reference: section, translation: section, by: By::Segment, blocks }
    };
    Alignment::new((0..count).map(pair).collect(), Vec::new(), Vec::new())
}
