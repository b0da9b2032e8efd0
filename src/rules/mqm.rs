//! What translators call the drift of each rule: the types of the MQM Core typology of version 2 (<https://themqm.org>).
//!
//! A rule has one type, the likeliest: a value that differs is a mistranslation, although one that is missing is an omission.

use super::Rule;

/// An error type of MQM Core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ErrorType {
    /// The dimension: `Accuracy`.
    pub dimension: &'static str,
    /// The type within it: `Mistranslation`.
    pub name: &'static str,
}

impl std::fmt::Display for ErrorType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.dimension, self.name)
    }
}

const fn accuracy(name: &'static str) -> ErrorType {
    ErrorType { dimension: "Accuracy", name }
}

const fn design(name: &'static str) -> ErrorType {
    ErrorType { dimension: "Design and markup", name }
}

const MISTRANSLATION: ErrorType = accuracy("Mistranslation");
const OMISSION: ErrorType = accuracy("Omission");
const ADDITION: ErrorType = accuracy("Addition");
const DO_NOT_TRANSLATE: ErrorType = accuracy("Do not translate");
const UNTRANSLATED: ErrorType = accuracy("Untranslated");
const LAYOUT: ErrorType = design("Layout");
const LINK: ErrorType = design("Link/cross-reference");
const TAG: ErrorType = design("Markup tag");
const TERMS: ErrorType = ErrorType { dimension: "Terminology", name: "Inconsistent use of terminology" };

/// By rule; none for what is no error of a translation.
pub const TYPES: &[(&str, Option<ErrorType>)] = &[
    ("phone-number", Some(MISTRANSLATION)),
    ("business-hours", Some(MISTRANSLATION)),
    ("response-time", Some(MISTRANSLATION)),
    ("duration", Some(MISTRANSLATION)),
    ("date", Some(MISTRANSLATION)),
    ("number", Some(MISTRANSLATION)),
    ("percentage", Some(MISTRANSLATION)),
    ("currency", Some(MISTRANSLATION)),
    ("measurement", Some(MISTRANSLATION)),
    ("version", Some(MISTRANSLATION)),
    ("email", Some(MISTRANSLATION)),
    ("protected-term", Some(DO_NOT_TRANSLATE)),
    ("missing-section", Some(OMISSION)),
    ("extra-section", Some(ADDITION)),
    ("renamed-section", Some(LINK)),
    ("section-order", Some(LAYOUT)),
    ("heading-level", Some(LAYOUT)),
    ("duplicate-anchor", Some(LINK)),
    ("missing-anchor", Some(LINK)),
    ("link-target", Some(LINK)),
    ("broken-fragment", Some(LINK)),
    ("inline-code", Some(DO_NOT_TRANSLATE)),
    ("code-block", Some(DO_NOT_TRANSLATE)),
    ("image", Some(LINK)),
    ("include", Some(LINK)),
    ("admonition", Some(TAG)),
    ("list-items", Some(OMISSION)),
    ("table-shape", Some(LAYOUT)),
    ("directive", Some(TAG)),
    ("hard-break", Some(LAYOUT)),
    ("html-tag", Some(TAG)),
    ("untranslated", Some(UNTRANSLATED)),
    ("missing-block", Some(OMISSION)),
    ("duplicate-block", Some(ADDITION)),
    ("length-ratio", Some(OMISSION)),
    ("front-matter", Some(TAG)),
    ("severity-label", Some(TERMS)),
    ("inconsistent-term", Some(TERMS)),
    ("stale-translation", Some(MISTRANSLATION)),
    ("embedded-source", Some(MISTRANSLATION)),
    ("missing-page", Some(UNTRANSLATED)),
    ("orphan-page", Some(ADDITION)),
    ("inconsistent-fact", Some(MISTRANSLATION)),
    ("unused-suppression", None),
];

/// The type of a rule; facts of a project's own are mistranslated, as others are.
pub fn error_type(rule: &str) -> Option<ErrorType> {
    match TYPES.iter().find(|(id, _)| *id == rule) {
        Some((_, found)) => *found,
        None => Rule::by_id(rule).is_none().then_some(MISTRANSLATION),
    }
}
