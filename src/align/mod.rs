//! Which section and block of the reference a section and block of the translation stand for. Knows facts, no rule.

mod blocks;
mod features;
mod keys;
pub mod marks;
pub mod order;
mod profile;
mod score;
pub mod script;
mod sections;
mod sequence;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::read::DocumentFacts;
use crate::markdown::Document;
use sections::Matched;

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
    /// Sections of the reference about which nothing is known, because too many are open between two that are aligned, or because only
    /// their order speaks for a partner.
    pub undetermined: Vec<usize>,
    /// Aligned sections of the reference behind which too many are open.
    pub crowded: Vec<usize>,
    /// Sections of the reference whose partner stands elsewhere, as what both hold and how long they are says.
    pub moved: BTreeSet<usize>,
    /// Sections of the reference whose heading is missing, each with the one before it whose pair holds their blocks.
    pub taken_in: Vec<(usize, usize)>,
    /// Sections of the translation whose heading is not in the reference, each with the one before it whose pair holds their blocks.
    pub split_off: Vec<(usize, usize)>,
    /// Where the pair of each section is, by the section of the reference and by that of the translation.
    places: (BTreeMap<usize, usize>, BTreeMap<usize, usize>),
}

impl Alignment {
    fn new(sections: Vec<SectionPair>, missing: Vec<usize>, extra: Vec<usize>) -> Self {
        let by = |section: fn(&SectionPair) -> usize| sections.iter().enumerate().rev().map(|(at, pair)| (section(pair), at)).collect();
        let places = (by(|pair| pair.reference), by(|pair| pair.translation));
        Self { sections, missing, extra, places, ..Self::default() }
    }

    /// The pair of a section of the reference.
    pub fn of_reference(&self, section: usize) -> Option<&SectionPair> {
        self.places.0.get(&section).and_then(|&at| self.sections.get(at))
    }

    /// The pair of a section of the translation.
    pub fn of_translation(&self, section: usize) -> Option<&SectionPair> {
        self.places.1.get(&section).and_then(|&at| self.sections.get(at))
    }

    /// The pair of the last section of the reference before this one that has a partner.
    pub fn before_in_reference(&self, section: usize) -> Option<&SectionPair> {
        self.places.0.range(..section).next_back().and_then(|(_, &at)| self.sections.get(at))
    }

    /// The pair of the first section of the reference behind this one that has a partner.
    pub fn behind_in_reference(&self, section: usize) -> Option<&SectionPair> {
        self.places.0.range(section + 1..).next().and_then(|(_, &at)| self.sections.get(at))
    }

    /// The pair of the last section of the translation before this one that has a partner.
    pub fn before_in_translation(&self, section: usize) -> Option<&SectionPair> {
        self.places.1.range(..section).next_back().and_then(|(_, &at)| self.sections.get(at))
    }
}

/// Lines up a page and its translation.
pub fn align(reference: Side<'_>, translation: Side<'_>) -> Alignment {
    let matched = sections::align(reference, translation);
    let [mut taken_in, mut split_off] = matched.joined;
    let pairs = matched.pairs.into_iter().map(|(r, t, by)| {
        let blocks = if matched.title_alone == Some(r) {
            headings(reference, translation, r, t)
        } else {
            joined(reference, translation, (r, &mut taken_in), (t, &mut split_off))
        };
        SectionPair { reference: r, translation: t, by, blocks }
    });
    let sections = pairs.collect();
    let Matched { missing, extra, undetermined, crowded, moved, .. } = matched;
    Alignment { undetermined, crowded, moved, taken_in, split_off, ..Alignment::new(sections, missing, extra) }
}

/// The headings of a pair as its only blocks.
fn headings(reference: Side<'_>, translation: Side<'_>, r: usize, t: usize) -> Vec<BlockPair> {
    let [left, right] = [(reference, r), (translation, t)].map(|(side, at)| side.document.sections[at].heading);
    vec![BlockPair { reference: left, translation: right }]
}

/// The blocks of a pair, and of what is read as a part of it. Where that turns out to hold nothing of the other side, it is none.
fn joined(
    reference: Side<'_>,
    translation: Side<'_>,
    (r, taken_in): (usize, &mut Vec<(usize, usize)>),
    (t, split_off): (usize, &mut Vec<(usize, usize)>),
) -> Vec<BlockPair> {
    let own = [(reference, r), (translation, t)].map(|(side, at)| side.document.sections[at].blocks.clone());
    let end = |side: Side<'_>, host: usize, parts: &[(usize, usize)], own: usize| {
        let parts = parts.iter().filter(|&&(_, of)| of == host).map(|&(part, _)| side.document.sections[part].blocks.end);
        parts.max().unwrap_or(own)
    };
    let whole = [own[0].start..end(reference, r, taken_in, own[0].end), own[1].start..end(translation, t, split_off, own[1].end)];
    if whole == own {
        let [rows, columns] = own;
        return blocks::align(reference, translation, rows, columns);
    }
    let mut blocks = blocks::align(reference, translation, whole[0].clone(), whole[1].clone());
    // What a section without partner has alone is told with it.
    let is_own = |pair: &BlockPair| match (pair.reference, pair.translation) {
        (Some(block), None) => own[0].contains(&block),
        (None, Some(block)) => own[1].contains(&block),
        _ => true,
    };
    blocks.retain(is_own);
    let more = (whole[0].len() - own[0].len()).max(whole[1].len() - own[1].len());
    let is_more =
        |pair: &&BlockPair| pair.reference.zip(pair.translation).is_some_and(|(a, b)| !own[0].contains(&a) || !own[1].contains(&b));
    if blocks.iter().filter(is_more).count() * 3 >= more {
        return blocks;
    }
    taken_in.retain(|&(_, host)| host != r);
    split_off.retain(|&(_, host)| host != t);
    let [rows, columns] = own;
    blocks::align(reference, translation, rows, columns)
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
