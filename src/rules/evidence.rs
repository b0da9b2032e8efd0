//! What evidence is worth: how sure a drift is by what was read of it. The only place that decides that; rules name their evidence, and
//! nothing changes a confidence. What was measured of a kind of evidence decides over what its rule starts from.

pub mod measured;

use super::drift::Confidence;

/// What a drift rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// What can be counted or looked up: levels, anchors, keys, files, rows of a table, words that only one language has.
    Counted,
    /// Both sides were read, in texts that stand for each other, and differ.
    BothSides,
    /// Both sides state something, but in different texts of a section, or one of the two readings is weak.
    Apart,
    /// Only the reference has it.
    OnlyReference,
    /// Only the translation has it, and it can hardly come from the form of its language: sections, names, own facts.
    OnlyTranslation,
    /// The measure of a text, its language or its place among others makes it likely.
    Measured,
    /// Only the translation has it, and languages differ in how often they say such things.
    Habit,
    /// A number is a word on one side (`the first sentence or two`), and words for numbers count less than figures do.
    InWords,
    /// It may differ on purpose: a localized address, an invented name, prose in code.
    MayDiffer,
}

impl Evidence {
    /// How sure a drift with this evidence is.
    pub fn confidence(self) -> Confidence {
        match self {
            Evidence::Counted | Evidence::BothSides => Confidence::Certain,
            Evidence::Apart | Evidence::OnlyReference | Evidence::OnlyTranslation | Evidence::Measured => Confidence::Likely,
            Evidence::Habit | Evidence::InWords | Evidence::MayDiffer => Confidence::Possible,
        }
    }

    /// The evidence of a value by which sides state it; `together` says whether both do in texts that stand for each other.
    pub fn of_values(in_reference: bool, in_translation: bool, together: bool) -> Evidence {
        match (in_reference, in_translation) {
            (true, true) if together => Evidence::BothSides,
            (true, true) => Evidence::Apart,
            (true, false) => Evidence::OnlyReference,
            (false, _) => Evidence::OnlyTranslation,
        }
    }
}
