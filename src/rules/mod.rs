//! The rules: each compares one kind of thing over aligned pairs. They know no file, no policy and no report.

mod chances;
pub mod change;
pub mod drift;
pub mod evidence;
pub mod freshness;
pub mod mqm;
pub mod options;
pub mod still;

mod admonition;
mod another_page;
mod bilingual;
mod broken_fragment;
mod business_hours;
mod code_block;
mod code_text;
mod code_words;
mod currency;
mod date;
mod directive;
mod duplicate_anchor;
mod duplicate_block;
mod duration;
mod email;
mod embedded_source;
mod entries;
mod exchanged_cells;
mod extra_block;
mod extra_section;
mod far_fragment;
mod fragments;
mod front_matter;
mod hard_break;
mod heading_level;
mod html_tag;
mod hunks;
mod image;
mod include;
mod include_lines;
mod inconsistent_term;
mod inline_code;
mod length_ratio;
mod lengths;
mod link_target;
mod list_items;
mod literal_cells;
mod literals;
mod markup;
mod measurement;
mod mend;
mod missing_anchor;
mod missing_block;
mod missing_page;
mod missing_section;
mod notes;
mod number;
mod one_cause;
mod orphan_page;
mod outline;
mod own_fact;
mod page_text;
mod pair_notes;
mod percentage;
mod phone_number;
pub mod place;
mod placeholders;
mod prose;
mod protected_term;
pub mod registry;
mod renamed_section;
mod response_time;
mod revision;
mod safe;
mod section;
mod section_order;
mod severity_label;
mod slips;
mod stale_translation;
pub mod stated;
mod statement;
mod table_shape;
mod targets;
mod untranslated;
mod verdicts;
mod version;

pub use chances::chances;
pub use far_fragment::{From, OtherPages};
pub use fragments::Places;
pub use missing_page::missing_page;
pub use notes::Notes;
pub use orphan_page::orphan_page;
pub use pair_notes::PairNotes;
pub use registry::{RULES, Rule, RuleGroup, RuleId};
pub use verdicts::Crowd;

use crate::align::{Alignment, Side};
use crate::compare::Pages;
use crate::facts::{Kind, Value};
use crate::locale::codes::Codes;
use crate::locale::pack::Pack;
use crate::source::Span;
use drift::Drift;
use options::Options;
use verdicts::Verdict;

/// A translation beside its reference, ready to be compared.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The reference.
    pub reference: Side<'a>,
    /// The translation.
    pub translation: Side<'a>,
    /// What the rules read in the reference; the same for all its translations.
    pub reference_notes: &'a Notes,
    /// What they read in the translation.
    pub translation_notes: &'a Notes,
    /// What they read in both together.
    pub pair_notes: &'a PairNotes,
    /// How they line up.
    pub alignment: &'a Alignment,
    /// How addresses name the translation's locale.
    pub codes: Codes,
    /// The words of the translation's language, when there is a pack for it.
    pub pack: Option<&'a Pack>,
    /// The words of the reference's language.
    pub reference_pack: Option<&'a Pack>,
    /// Countries (ISO 3166) that national phone numbers of the page may be of: the locale's, the reference's.
    pub regions: Vec<String>,
    /// What the project asks of the rules.
    pub options: &'a Options,
    /// The other pages of the tree, if links to them are to be followed.
    pub others: Option<&'a dyn OtherPages>,
}

impl<'a> Comparison<'a> {
    /// What is compared, without what rules know beside it.
    fn pages(&self) -> Pages<'a> {
        Pages { reference: self.reference, translation: self.translation, alignment: self.alignment }
    }
}

/// What comparing one translation gave.
#[derive(Debug, Default)]
pub struct Compared {
    /// The drifts, in no order.
    pub drifts: Vec<Drift>,
    /// Facts of the reference that were compared.
    pub facts: usize,
    /// Facts that one side could not be read for.
    pub undetermined: usize,
    /// Where more is stated than can be compared.
    pub crowded: Vec<Crowd>,
    /// How often each change of writing could have been made.
    pub chances: change::Chances,
    /// Where the reference states what the translation states too, in the reference's bytes.
    pub agreed: Vec<Span>,
    /// The texts of the reference that a text of the translation stands for, in the reference's bytes.
    pub paired: Vec<Span>,
    /// What became of the values that the reference states, as far as that can be told.
    pub fates: Vec<(Span, Fate)>,
}

/// What became of a value of the reference in the translation, and where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The translation states it too; in the same words where no place is given.
    Same(Option<Span>),
    /// The translation states another value.
    Changed(Span),
    /// The translation does not state it.
    Missing,
}

/// Whether two values are the same statement. National telephone numbers may be of any of the `regions` (ISO 3166).
pub fn states_same(a: &Value, b: &Value, regions: &[&str]) -> bool {
    verdicts::equal(a, b, regions)
}

type Compare = fn(&Comparison<'_>) -> Vec<Drift>;
type CompareBeside = fn(&Comparison<'_>, &outline::Covered) -> Vec<Drift>;

/// Rules that look at the whole comparison.
const STRUCTURE: [(RuleId, Compare); 22] = [
    (RuleId::MissingSection, missing_section::drifts),
    (RuleId::ExtraSection, extra_section::drifts),
    (RuleId::RenamedSection, renamed_section::drifts),
    (RuleId::SectionOrder, section_order::drifts),
    (RuleId::HeadingLevel, heading_level::drifts),
    (RuleId::DuplicateAnchor, duplicate_anchor::drifts),
    (RuleId::MissingAnchor, missing_anchor::drifts),
    (RuleId::BrokenFragment, broken_fragment::drifts),
    (RuleId::CodeBlock, code_block::drifts),
    (RuleId::Admonition, admonition::drifts),
    (RuleId::ListItems, list_items::drifts),
    (RuleId::TableShape, table_shape::drifts),
    (RuleId::HardBreak, hard_break::drifts),
    (RuleId::MissingBlock, missing_block::drifts),
    (RuleId::ExtraBlock, extra_block::drifts),
    (RuleId::DuplicateBlock, duplicate_block::drifts),
    (RuleId::LengthRatio, length_ratio::drifts),
    (RuleId::ProtectedTerm, protected_term::drifts),
    (RuleId::SeverityLabel, severity_label::drifts),
    (RuleId::InconsistentTerm, inconsistent_term::drifts),
    (RuleId::Email, email::drifts),
    (RuleId::Version, version::drifts),
];

/// Rules that leave alone what lists and tables have lost.
const MENTIONS: [(RuleId, CompareBeside); 6] = [
    (RuleId::LinkTarget, link_target::drifts),
    (RuleId::InlineCode, inline_code::drifts),
    (RuleId::Image, image::drifts),
    (RuleId::Include, include::drifts),
    (RuleId::Directive, directive::drifts),
    (RuleId::HtmlTag, html_tag::drifts),
];

/// Runs the rules that compare two documents, as far as their drift may be shown or may say why other drift is not.
pub fn compare(comparison: &Comparison<'_>) -> Compared {
    if let Some(of_page) = missing_page::stub(comparison).or_else(|| another_page::drift(comparison)) {
        return Compared { drifts: vec![of_page], ..Compared::default() };
    }
    let page = untranslated::Page::new(comparison);
    if let Some(of_page) = missing_page::left_on_purpose(comparison, &page) {
        return Compared { drifts: vec![of_page], ..Compared::default() };
    }
    let verdicts = verdicts::compare(comparison);
    let mut drifts: Vec<Drift> = verdicts.drifts.iter().filter_map(|verdict| of_fact(comparison, verdict)).collect();
    let needed = |rule: RuleId| one_cause::is_needed(rule, comparison.options);
    let structure = STRUCTURE.iter().filter(|(id, _)| needed(*id));
    drifts.extend(structure.flat_map(|(_, rule)| rule(comparison)));
    drifts.extend(exchanged_cells::drifts(comparison, &verdicts));
    drifts.extend(literal_cells::drifts(comparison));
    drifts.extend(own_fact::drifts(comparison));
    let mut mentions = MENTIONS.iter().filter(|(id, _)| needed(*id)).peekable();
    if mentions.peek().is_some() {
        let mut covered = list_items::covered(comparison);
        covered.extend(table_shape::covered(comparison));
        drifts.extend(mentions.flat_map(|(_, rule)| rule(comparison, &covered)));
    }
    if needed(RuleId::TableShape) {
        let emptied = table_shape::emptied(comparison, &drifts);
        drifts.extend(emptied);
    }
    if needed(RuleId::Untranslated) {
        drifts.extend(page.drifts());
    }
    if needed(RuleId::FrontMatter) {
        drifts.extend(front_matter::drifts(comparison, &page));
    }
    let mut drifts = one_cause::settle(drifts);
    let fates = fates(&verdicts);
    let mut crowded = verdicts.crowded;
    crowded.extend(comparison.alignment.crowded.iter().map(|&section| Crowd::Sections(section)));
    for drift in &mut drifts {
        evidence::measured::settle(drift);
        place::label(comparison, drift);
        safe::settle(comparison, drift);
    }
    Compared {
        drifts,
        facts: verdicts.facts + own_fact::count(comparison),
        undetermined: verdicts.undetermined + comparison.alignment.undetermined.len(),
        fates,
        paired: paired(comparison),
        chances: chances(comparison),
        crowded,
        agreed: verdicts.agreed.into_iter().map(|(reference, _)| reference).collect(),
    }
}

/// The drift of a difference of facts: every kind of fact has a rule that speaks for it.
fn of_fact(comparison: &Comparison<'_>, verdict: &Verdict<'_>) -> Option<Drift> {
    let stated = verdict.expected.first().or(verdict.found.first())?;
    Some(match stated.fact.value.kind() {
        Kind::Phone => phone_number::drift(comparison, verdict),
        Kind::Time | Kind::Period | Kind::AroundTheClock | Kind::Days | Kind::Zone => business_hours::drift(comparison, verdict, stated),
        Kind::Rate => duration::drift(comparison, verdict),
        Kind::Duration => match &stated.label {
            Some(label) => response_time::drift(comparison, verdict, label),
            None => duration::drift(comparison, verdict),
        },
        Kind::Date | Kind::Quarter => date::drift(comparison, verdict),
        Kind::Number => number::drift(comparison, verdict),
        Kind::Percentage => percentage::drift(comparison, verdict),
        Kind::Currency => currency::drift(comparison, verdict),
        Kind::Measurement => measurement::drift(comparison, verdict),
    })
}

/// The texts of the reference that have a counterpart.
fn paired(comparison: &Comparison<'_>) -> Vec<Span> {
    let pairs = comparison.alignment.sections.iter().flat_map(|section| &section.blocks);
    let texts = pairs.filter(|pair| pair.translation.is_some()).filter_map(|pair| pair.reference);
    texts.filter_map(|block| comparison.reference.document.blocks.get(block)).map(|block| block.span).collect()
}

/// What the verdicts say of each value of the reference; nothing of those that are no more than hints.
fn fates(verdicts: &verdicts::Verdicts<'_>) -> Vec<(Span, Fate)> {
    let same = verdicts.agreed.iter().map(|(reference, partner)| (*reference, Fate::Same(*partner)));
    let sure = verdicts.drifts.iter().filter(|verdict| verdict.confidence.is_likely());
    let differing = sure.flat_map(|verdict| {
        let found = verdict.found.first().map_or(Fate::Missing, |stated| Fate::Changed(stated.fact.span));
        verdict.expected.iter().map(move |stated| (stated.fact.span, found))
    });
    same.chain(differing).collect()
}
