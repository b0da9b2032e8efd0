//! One page by itself, as an editor asks for it: its findings, and how it lines up with a translation.
//!
//! What only all pages together tell is not here: what two pages of a locale contradict each other in, allowances and entries of the
//! baseline that match nothing.

use super::contents::Contents;
use super::gathered::finish;
use super::other_pages::Index;
use super::{Pair, Read, Run, check_page};
use crate::align::{self, Alignment};
use crate::findings::Outcome;
use crate::findings::policy::Policy;
use crate::freshness::Freshness;
use crate::locale::Tag;
use crate::pages::{Page, PageFile, Site, Translation};
use crate::rules::drift::Drift;
use crate::rules::{self, Fate, Notes, PairNotes};
use crate::source::Span;

/// What single pages are read with, and judged by.
#[derive(Clone, Copy)]
pub struct Single<'a> {
    /// The site, for the pages that links lead to.
    pub site: &'a Site,
    /// What is asked for.
    pub policy: &'a Policy<'a>,
    /// The files as they are in the editor.
    pub contents: &'a dyn Contents,
    /// Where their history is asked for.
    pub freshness: &'a Freshness,
}

/// A translation beside its reference, compared.
#[derive(Debug)]
pub struct LinedUp {
    /// Which block stands for which.
    pub alignment: Alignment,
    /// All differences, before comments and policy.
    pub drifts: Vec<Drift>,
    /// Where the reference states what the translation states too, in the reference's bytes.
    pub agreed: Vec<Span>,
    /// What became of the reference's facts that could be told.
    pub fates: Vec<(Span, Fate)>,
}

impl std::fmt::Debug for Single<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Single").field("site", self.site).field("policy", self.policy).finish_non_exhaustive()
    }
}

impl Single<'_> {
    /// The findings of a page.
    pub fn page(&self, page: &Page) -> Outcome {
        let Single { site, policy, contents, freshness } = *self;
        let index = Index::new(site);
        let mut outcome = Outcome::default();
        check_page(page, Run { policy, contents, freshness, index: &index }, &mut outcome);
        finish(outcome)
    }

    /// The findings of one translation of a page, as if it were the only one.
    pub fn translation(&self, page: &Page, translation: &Translation) -> Outcome {
        self.page(&Page { translations: vec![translation.clone()], missing: Vec::new(), is_whole: false, ..page.clone() })
    }

    /// Reads a file of a page; none when it is not there or cannot be read.
    pub fn read(&self, page: &Page, file: &PageFile, locale: &Tag) -> Option<Read> {
        Read::from(self.contents, file, locale, &page.reference_locale)?.ok()
    }

    /// Lines a translation up with its reference.
    pub fn line_up(&self, page: &Page, locale: &Tag, reference: &Read, translation: &Read) -> LinedUp {
        let (left, right) = (reference.side(), translation.side());
        let alignment = align::align(left, right);
        let (reference_locale, notes) = (&page.reference_locale, Notes::default());
        let pair =
            Pair { page: &page.name, locale, reference_locale, left, right, notes: &reference.notes, alignment: &alignment, others: None };
        let compared = rules::compare(&pair.comparison((&notes, &PairNotes::default()), self.policy));
        LinedUp { drifts: compared.drifts, agreed: compared.agreed, fates: compared.fates, alignment }
    }
}
