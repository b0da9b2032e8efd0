//! What a section shows to somebody who reads neither language: its level, the shape and length of what stands in it, its heading's names.
//! It knows one document.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Side;
use super::script::letters;
use crate::facts::Kind;
use crate::markdown::{Block, BlockKind, Container, InlineKind, Section};

/// Kinds of blocks that are counted apart.
const KINDS: usize = 7;
/// Those that few sections have: table cells, code blocks.
pub(super) const RARE: [usize; 2] = [2, 3];
/// Kinds of inlines that are counted apart.
const INLINES: usize = 3;
/// Things that a translated heading keeps.
const MARKS: usize = 4;

/// A section.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Heading level; 0 before the first heading.
    pub(super) level: u8,
    /// What stands under its heading.
    pub(super) body: Body,
    /// Its heading.
    pub(super) heading: Heading,
}

/// What stands under a heading.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Body {
    /// How many blocks it has of each kind.
    pub(super) blocks: [u32; KINDS],
    /// How many links, images and code spans.
    pub(super) inlines: [u32; INLINES],
    /// The length of its text, in letters of the Latin script.
    pub(super) letters: f64,
}

/// A heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// What it says, without markup; its markup when it shows no text. Empty before the first heading.
    pub(super) text: String,
    /// Its length, in letters of the Latin script.
    letters: f64,
    /// Whether it asks, has brackets, has code, begins with a figure.
    marks: [bool; MARKS],
    /// Names with figures: `X2` is `x` and `2`, `Windows 10` is `windows` and `10`.
    numbered: BTreeSet<(String, String)>,
    /// Its words of Latin letters.
    words: BTreeSet<String>,
}

impl Profile {
    /// Reads a section.
    pub(super) fn of(side: Side<'_>, section: &Section) -> Profile {
        let mut body = Body::default();
        for block in &side.document.blocks[section.blocks.clone()] {
            let Some(kind) = kind(block) else { continue };
            body.blocks[kind] += 1;
            body.letters += letters(block.text.visible());
            for inline in &block.inlines {
                match inline.kind {
                    InlineKind::Link { .. } | InlineKind::Url => body.inlines[0] += 1,
                    InlineKind::Image { .. } => body.inlines[1] += 1,
                    InlineKind::Code => body.inlines[2] += 1,
                    _ => {}
                }
            }
        }
        Profile { level: section.level, body, heading: Heading::of(side, section) }
    }
}

impl Body {
    /// The same with what stands under another heading below it.
    pub(super) fn with(mut self, other: &Body) -> Body {
        self.letters += other.letters;
        self.blocks.iter_mut().zip(other.blocks).for_each(|(own, more)| *own += more);
        self.inlines.iter_mut().zip(other.inlines).for_each(|(own, more)| *own += more);
        self
    }
}

/// The last letter of the block Latin Extended-B.
const LAST_LATIN: char = '\u{24f}';

impl Heading {
    fn of(side: Side<'_>, section: &Section) -> Heading {
        let Some(block) = section.heading.and_then(|at| side.document.blocks.get(at)) else { return Heading::default() };
        let source = || side.document.source.slice(block.span).trim_matches(['#', '=', '-', ' ', '\t', '\r', '\n']).to_owned();
        let text = if section.title.is_empty() { source() } else { section.title.clone() };
        let marks = [
            text.contains(['?', '？', '؟']),
            text.contains(['(', '（']),
            block.inlines.iter().any(|inline| inline.kind == InlineKind::Code),
            text.starts_with(|c: char| c.is_ascii_digit()),
        ];
        let facts = section.heading.and_then(|at| side.facts.blocks.get(at)).map_or(&[][..], |block| &block.facts);
        let stated = facts.iter().filter(|fact| fact.value.kind() != Kind::Number && text == block.text.visible());
        let (words, numbered) = names(&without(&text, stated.map(|fact| fact.range.clone())));
        Heading { letters: letters(&text), marks, numbered, words, text }
    }

    /// How alike two headings look: the marks that both have or only one has, and their lengths; from -3 to 2.4.
    pub(super) fn likeness(&self, other: &Heading) -> f64 {
        let marks: i32 = self.marks.iter().zip(other.marks).map(|(&a, b)| i32::from(a && b) - i32::from(a != b)).sum();
        let ratio = ((other.letters + 8.0) / (self.letters + 8.0)).ln().abs();
        f64::from(marks.clamp(-2, 2)) + (0.4 - ratio).max(-1.0)
    }

    /// Whether both name things of one kind that are told apart by their figures, and not the same: `Root X2` and `Root X3`.
    pub(super) fn excludes<'h>(&'h self, other: &'h Heading) -> bool {
        if self.numbered.is_empty() || other.numbered.is_empty() {
            return false;
        }
        let is_kept = |name: &str| name.len() < 3 || self.words.contains(name) && other.words.contains(name);
        let kept = |heading: &'h Heading| heading.numbered.iter().filter(move |(name, _)| is_kept(name));
        let own: BTreeSet<&str> = kept(self).map(|(name, _)| name.as_str()).collect();
        if !kept(other).any(|(name, _)| own.contains(name.as_str())) {
            return false;
        }
        let figures: BTreeSet<&str> = kept(self).map(|(_, figures)| figures.as_str()).collect();
        !kept(other).any(|(_, same)| figures.contains(same.as_str()))
    }

    /// Whether it has letters beyond Latin Extended-B: it is in another script, or in Vietnamese, which shares as few words with the reference.
    pub(super) fn is_in_another_script(&self) -> bool {
        self.text.chars().any(|c| c.is_alphabetic() && c > LAST_LATIN)
    }

    /// Its words of Latin letters, in lower case.
    pub(super) fn words(&self) -> &BTreeSet<String> {
        &self.words
    }
}

/// A text with blanks in the place of what is stated there: the figures of a date tell no name.
fn without(text: &str, stated: impl Iterator<Item = Range<usize>>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in stated {
        bytes.get_mut(range).unwrap_or_default().fill(b' ');
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The words of Latin letters in a heading, and its names with figures, in lower case.
fn names(text: &str) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let (mut words, mut numbered) = (BTreeSet::new(), BTreeSet::new());
    let mut before = String::new();
    for token in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').map(|token| token.trim_matches('.')) {
        if token.is_empty() {
            continue;
        }
        let token = token.to_ascii_lowercase();
        let figures = token.find(|c: char| c.is_ascii_digit()).map_or("", |at| &token[at..]);
        let word = &token[..token.len() - figures.len()];
        match (word.is_empty(), figures.is_empty()) {
            (true, false) if !before.is_empty() => {
                numbered.insert((before.clone(), figures.to_owned()));
            }
            (false, false) => {
                numbered.insert((word.to_owned(), figures.to_owned()));
            }
            _ => {}
        }
        word.clone_into(&mut before);
        words.insert(token.clone());
        words.insert(before.clone());
    }
    words.remove("");
    (words, numbered)
}

/// The kind of a block, for counting; none for headings.
fn kind(block: &Block) -> Option<usize> {
    let in_note = || block.containers.iter().any(|container| matches!(container, Container::Admonition { .. } | Container::Quote));
    match &block.kind {
        BlockKind::Heading(_) => None,
        BlockKind::Paragraph if block.in_list_item() => Some(1),
        BlockKind::Paragraph if in_note() => Some(6),
        BlockKind::Paragraph => Some(0),
        BlockKind::Cell(_) => Some(2),
        BlockKind::Code { .. } => Some(3),
        BlockKind::Directive(_) => Some(4),
        BlockKind::Html | BlockKind::ThematicBreak => Some(5),
    }
}
