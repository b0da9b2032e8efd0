//! What a page holds that translators keep: by it a page is known, whatever language it is in. It knows one document at a time, and no fact.

use std::collections::{BTreeMap, BTreeSet};

use super::features::{hash, target_tail};
use crate::markdown::{Block, BlockKind, Document, InlineKind};

/// Shorter lines of code, and shorter words, stand on too many pages.
const SHORTEST_LINE: usize = 6;
const SHORTEST_NAME: usize = 3;

/// The marks of a page, by hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Lines of code, code in text, targets of links and images, figures of two digits and more: nobody translates them.
    fixed: BTreeSet<u64>,
    /// Words of Latin letters with a capital: names, and words of the language.
    names: BTreeSet<u64>,
}

/// How well a page fits another one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// How alike both are, from 0 to 1.
    pub likeness: f64,
    /// The share of the first one's marks that the other one has too, of those that any page has; from 0 to 1.
    pub share: f64,
    /// How many marks both have.
    pub count: usize,
}

impl Marks {
    /// Reads a document.
    pub fn of(document: &Document) -> Marks {
        let mut marks = Marks::default();
        for block in &document.blocks {
            marks.add(document, block);
        }
        marks
    }

    fn add(&mut self, document: &Document, block: &Block) {
        if let BlockKind::Code { .. } = block.kind {
            let lines = document.source.slice(block.span).lines().map(skeleton);
            self.fixed.extend(lines.filter(|line| line.len() >= SHORTEST_LINE).map(|line| hash(("line", line))));
            return;
        }
        let text = block.text.visible();
        let mut words = text.as_bytes().to_vec();
        for inline in &block.inlines {
            match &inline.kind {
                InlineKind::Code => {
                    self.fixed.extend(text.get(inline.range.clone()).map(|code| hash(("code", code))));
                    words.get_mut(inline.range.clone()).unwrap_or_default().fill(b' ');
                }
                InlineKind::Link { target } | InlineKind::Image { target, .. } => {
                    self.fixed.insert(hash(("target", target_tail(target))));
                }
                _ => {}
            }
        }
        for word in words.split(|byte| !byte.is_ascii_alphanumeric()) {
            if word.len() >= 2 && word.iter().all(u8::is_ascii_digit) {
                self.fixed.insert(hash(("figures", word)));
            } else if word.len() >= SHORTEST_NAME && word[0].is_ascii_uppercase() {
                self.names.insert(hash(("name", word)));
            }
        }
    }

    /// How many marks it has that nobody translates.
    pub fn fixed(&self) -> usize {
        self.fixed.len()
    }

    /// How many of those another page has too.
    pub fn fixed_in_common(&self, other: &Marks) -> usize {
        self.fixed.intersection(&other.fixed).count()
    }

    /// The share of all marks that another page has too, in hundredths.
    pub fn shared(&self, other: &Marks) -> usize {
        let all = self.all().count();
        (self.all().filter(|mark| other.has(*mark)).count() * 100).checked_div(all).unwrap_or(0)
    }

    /// How well it fits each of some pages. What many of them have tells little.
    pub fn fits(&self, pages: &[&Marks]) -> Vec<Fit> {
        let mut holders: BTreeMap<u64, u32> = BTreeMap::new();
        for mark in pages.iter().flat_map(|page| page.all()) {
            *holders.entry(mark).or_default() += 1;
        }
        let all = f64::from(pages.len() as u32) + 1.0;
        let weight = |mark: u64| holders.get(&mark).map_or(0.0, |&holders| (all / f64::from(holders)).ln());
        let total = |marks: &mut dyn Iterator<Item = u64>| marks.map(weight).sum::<f64>();
        let own = total(&mut self.all());
        let fit = |page: &&Marks| {
            let common = total(&mut self.all().filter(|mark| page.has(*mark)));
            let both = (own * total(&mut page.all())).sqrt();
            let count = self.all().filter(|mark| page.has(*mark)).count();
            if both > 0.0 { Fit { likeness: common / both, share: common / own, count } } else { Fit::default() }
        };
        pages.iter().map(fit).collect()
    }

    fn all(&self) -> impl Iterator<Item = u64> + '_ {
        self.fixed.iter().chain(&self.names).copied()
    }

    fn has(&self, mark: u64) -> bool {
        self.fixed.contains(&mark) || self.names.contains(&mark)
    }
}

/// A line of code without its comment, which may be translated: letters of ASCII and digits only.
fn skeleton(line: &str) -> String {
    let code = line.split("//").next().unwrap_or_default().split('#').next().unwrap_or_default();
    code.chars().filter(char::is_ascii_alphanumeric).collect()
}
