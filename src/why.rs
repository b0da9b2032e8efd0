//! What happened to one line of a page: how it was aligned, what was read on both sides, and what became of everything that could be said.
//!
//! It decides nothing; it asks again what a run asks, and keeps what a run throws away.

use crate::align::By;
use crate::check::{Disk, LinedUp, Read, Single};
use crate::compare::ledger::Ledger;
use crate::facts::{Fact, Strength};
use crate::findings::build::{self, Origin};
use crate::findings::finding::{Finding, Place};
use crate::findings::policy::{Judgement, Policy};
use crate::freshness::Freshness;
use crate::pages::{Page, PageFile, Site, Translation};
use crate::rules::Fate;
use crate::source::{SourceFile, Span};

/// A line, its partner, and what was made of them.
#[derive(Debug)]
pub struct Explanation {
    /// The page's name.
    pub page: String,
    /// BCP 47 tag of the translation.
    pub locale: String,
    /// How the section was aligned; none where it has no partner.
    pub section: Option<(String, By)>,
    /// The blocks that touch the line, each with its partner.
    pub blocks: Vec<Pairing>,
    /// Everything that could be said of the line, with what became of it.
    pub sayings: Vec<(Finding, Outcome)>,
}

/// Two blocks that stand for each other, or one alone.
#[derive(Debug)]
pub struct Pairing {
    /// Of the reference.
    pub reference: Option<BlockRead>,
    /// Of the translation.
    pub translation: Option<BlockRead>,
}

/// A block, and what was read in it.
#[derive(Debug)]
pub struct BlockRead {
    /// The path as messages show it, and the line, from 1.
    pub place: (String, usize),
    /// The visible text.
    pub text: String,
    /// The facts in their order.
    pub facts: Vec<FactRead>,
    /// The figures that are left when those that both blocks hold have cancelled out.
    pub left: Vec<String>,
}

/// One fact, with all that its words may say.
#[derive(Debug)]
pub struct FactRead {
    /// As written.
    pub written: String,
    /// The likeliest value, as messages show it, with its kind.
    pub value: String,
    /// What else the words may say.
    pub readings: Vec<String>,
    /// Whether it counts only where the other side states one.
    pub is_weak: bool,
    /// For a fact of the reference: what became of it; none where nothing could be told.
    pub fate: Option<String>,
}

/// What became of something that could be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is shown.
    Shown,
    /// A comment in a page covers it.
    Comment,
    /// An allowance of the configuration covers it.
    Allowed,
    /// The baseline has it.
    Baselined,
    /// It is less sure than what is asked for.
    Unsure,
    /// Its rule is switched off, or was not asked for.
    Off,
}

/// Explains a line of a translation, or of its reference as this translation has it.
pub fn explain(site: &Site, policy: &Policy<'_>, (page, translation): (&Page, &Translation), line: At) -> Option<Explanation> {
    let freshness = Freshness::without_history(policy);
    let single = Single { site, policy, contents: &Disk, freshness: &freshness };
    let read = |file: &PageFile, locale| single.read(page, file, locale);
    let (reference, own) = read(page.reference.as_ref()?, &page.reference_locale).zip(read(&translation.file, &translation.locale))?;
    let lined_up = single.line_up(page, &translation.locale, &reference, &own);
    let view = View { reference: &reference, translation: &own, lined_up: &lined_up, line };
    let section = view.section();
    let blocks = view.blocks();
    let shown = single.translation(page, translation).findings;
    let sayings = sayings(&view, policy, (page, translation), &shown);
    let (page, locale) = (page.name.clone(), translation.locale.as_str().to_owned());
    Some(Explanation { page, locale, section, blocks, sayings })
}

/// The line that is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// Of the reference, from 1.
    Reference(usize),
    /// Of the translation, from 1.
    Translation(usize),
}

struct View<'a> {
    reference: &'a Read,
    translation: &'a Read,
    lined_up: &'a LinedUp,
    line: At,
}

impl View<'_> {
    fn touches(&self, source: &SourceFile, span: Span, is_reference: bool) -> bool {
        let line = match self.line {
            At::Reference(line) if is_reference => line,
            At::Translation(line) if !is_reference => line,
            _ => return false,
        };
        source.line_of(span.start) <= line && line <= source.line_of(span.end.saturating_sub(1).max(span.start))
    }

    fn section(&self) -> Option<(String, By)> {
        let documents = (&self.reference.document, &self.translation.document);
        let pairs = &self.lined_up.alignment.sections;
        let is_here = |pair: &&crate::align::SectionPair| {
            self.touches(&documents.0.source, documents.0.sections[pair.reference].span, true)
                || self.touches(&documents.1.source, documents.1.sections[pair.translation].span, false)
        };
        pairs.iter().find(is_here).map(|pair| (documents.0.sections[pair.reference].name().to_owned(), pair.by))
    }

    fn blocks(&self) -> Vec<Pairing> {
        let pairs = self.lined_up.alignment.sections.iter().flat_map(|pair| &pair.blocks);
        let is_here = |read: &Read, block: Option<usize>, is_reference: bool| {
            block.is_some_and(|at| self.touches(&read.document.source, read.document.blocks[at].span, is_reference))
        };
        let here = pairs.filter(|pair| is_here(self.reference, pair.reference, true) || is_here(self.translation, pair.translation, false));
        here.map(|pair| self.pairing(pair.reference, pair.translation)).collect()
    }

    fn pairing(&self, reference: Option<usize>, translation: Option<usize>) -> Pairing {
        let left = self.left(reference, translation);
        let fate = |fact: &Fact| fate(self.lined_up, &self.translation.document.source, fact.span);
        let [left, right] = left;
        Pairing {
            reference: reference.map(|at| block(self.reference, at, left, fate)),
            translation: translation.map(|at| block(self.translation, at, right, |_| None)),
        }
    }

    /// The figures of both blocks that do not cancel out.
    fn left(&self, reference: Option<usize>, translation: Option<usize>) -> [Vec<String>; 2] {
        let ledger = |read: &Read, at: Option<usize>| at.map_or_else(Ledger::default, |at| Ledger::of(read.side(), at, &[]));
        let (mut a, mut b) = (ledger(self.reference, reference), ledger(self.translation, translation));
        a.cancel(&mut b);
        [a, b].map(|ledger| ledger.figures().map(str::to_owned).collect())
    }
}

fn block(read: &Read, at: usize, left: Vec<String>, fate: impl Fn(&Fact) -> Option<String>) -> BlockRead {
    let (document, block) = (&read.document, &read.document.blocks[at]);
    let of_block = read.facts.blocks.get(at);
    let facts = of_block.into_iter().flat_map(|facts| facts.facts.iter().chain(&facts.numbers));
    let mut facts: Vec<&Fact> = facts.collect();
    facts.sort_by_key(|fact| fact.span.start);
    BlockRead {
        place: (document.source.path().to_owned(), document.source.line_of(block.span.start)),
        text: block.text.visible().split_whitespace().collect::<Vec<_>>().join(" "),
        facts: facts.into_iter().map(|fact| fact_read(&document.source, fact, fate(fact))).collect(),
        left,
    }
}

fn fact_read(source: &SourceFile, fact: &Fact, fate: Option<String>) -> FactRead {
    let told = |fact: &Fact| format!("{} {}", format!("{:?}", fact.value.kind()).to_lowercase(), fact.value);
    let reading = |parts: &Vec<Fact>| parts.iter().map(told).collect::<Vec<_>>().join(" and ");
    FactRead {
        written: source.slice(fact.span).split_whitespace().collect::<Vec<_>>().join(" "),
        value: told(fact),
        readings: fact.readings.iter().map(reading).collect(),
        is_weak: fact.strength == Strength::Weak,
        fate,
    }
}

fn fate(lined_up: &LinedUp, translation: &SourceFile, span: Span) -> Option<String> {
    let line = |span: Span| translation.line_of(span.start);
    let (_, fate) = lined_up.fates.iter().find(|(own, _)| *own == span)?;
    Some(match fate {
        Fate::Same(Some(other)) => format!("the same on line {}: `{}`", line(*other), translation.slice(*other)),
        Fate::Same(None) => "the same".to_owned(),
        Fate::Changed(other) => format!("another on line {}: `{}`", line(*other), translation.slice(*other)),
        Fate::Missing => "missing".to_owned(),
    })
}

/// What could be said of the line, and what became of it.
fn sayings(view: &View<'_>, policy: &Policy<'_>, (page, translation): (&Page, &Translation), shown: &[Finding]) -> Vec<(Finding, Outcome)> {
    let documents = (&view.reference.document, &view.translation.document);
    let locale = translation.locale.as_str();
    let origin = Origin { page: &page.name, locale, reference: Some(documents.0), translation: Some(documents.1) };
    let (line, is_reference) = match view.line {
        At::Reference(line) => (line, true),
        At::Translation(line) => (line, false),
    };
    let is_here = |finding: &Finding| {
        let place = if is_reference { &finding.reference } else { &finding.translation };
        place.as_ref().is_some_and(|place: &Place| place.start.line <= line && line <= place.end.line)
    };
    let all = view.lined_up.drifts.iter().cloned().map(|drift| build::finding(origin, drift)).filter(is_here);
    all.map(|finding| judged(finding, policy, shown)).collect()
}

fn judged(mut finding: Finding, policy: &Policy<'_>, shown: &[Finding]) -> (Finding, Outcome) {
    let is_sure = finding.confidence >= policy.min_confidence;
    let fitting = policy.fitting(&finding);
    let outcome = match policy.judge(&mut finding, &fitting, false) {
        Judgement::Suppressed => Outcome::Allowed,
        Judgement::Baselined => Outcome::Baselined,
        Judgement::Dropped if !is_sure => Outcome::Unsure,
        Judgement::Dropped => Outcome::Off,
        Judgement::Shown if is_among(&finding, shown) => Outcome::Shown,
        Judgement::Shown => Outcome::Comment,
    };
    (finding, outcome)
}

/// Equal findings of one page carry a number in their fingerprints.
fn is_among(finding: &Finding, shown: &[Finding]) -> bool {
    let place = |finding: &Finding| finding.translation.as_ref().map(|place| place.start.offset);
    shown.iter().any(|other| other.rule == finding.rule && place(other) == place(finding) && other.message == finding.message)
}
