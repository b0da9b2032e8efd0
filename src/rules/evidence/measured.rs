//! The precision of evidence, as it was measured on judged findings of many sites: `rules/evidence.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::rules::RuleId;
use crate::rules::drift::{Confidence, Drift, Severity};

/// Fewer judged findings say nothing by themselves.
const ENOUGH: usize = 50;
/// The share of its own findings, in thirtieths, that lets a class take the figure of its group.
const OWN_SHARE: usize = 27;
/// In hundredths.
const CERTAIN: usize = 97;
const LIKELY: usize = 90;
const LIKELY_WARNING: usize = 85;

static COUNTS: LazyLock<BTreeMap<(RuleId, Class), Count>> = LazyLock::new(|| read(include_str!("../../../rules/evidence.toml")));

/// What kind of evidence a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Both sides state something at one place, and it differs.
    Changed,
    /// Both do, at different places, or as a weak reading.
    Across,
    /// One side has it, the other has not.
    OneSided,
    /// A hint.
    Weak,
}

impl Class {
    const ALL: [Class; 4] = [Class::Changed, Class::Across, Class::OneSided, Class::Weak];

    fn name(self) -> &'static str {
        match self {
            Class::Changed => "changed",
            Class::Across => "across",
            Class::OneSided => "one-sided",
            Class::Weak => "weak",
        }
    }

    /// The class of a drift with the confidence that its rule starts from.
    fn of(drift: &Drift) -> Class {
        let both = !drift.expected.is_empty() && !drift.found.is_empty();
        match drift.confidence {
            Confidence::Possible => Class::Weak,
            _ if !both => Class::OneSided,
            Confidence::Certain => Class::Changed,
            Confidence::Likely => Class::Across,
        }
    }
}

/// Judged findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    wrong: usize,
}

impl Count {
    fn all(self) -> usize {
        self.right + self.wrong
    }

    /// How sure so many of them make one.
    fn confidence(self, severity: Severity) -> Confidence {
        let likely = if severity == Severity::Error { LIKELY } else { LIKELY_WARNING };
        let holds = |share: usize| self.right * 100 >= self.all() * share;
        match () {
            () if holds(CERTAIN) => Confidence::Certain,
            () if holds(likely) => Confidence::Likely,
            () => Confidence::Possible,
        }
    }
}

/// Lets the table decide on the confidence of a drift; what it has too few findings of stays as its rule starts from.
pub(in crate::rules) fn settle(drift: &mut Drift) {
    let class = Class::of(drift);
    if class != Class::Weak {
        drift.confidence = count(drift.rule, class).map_or(drift.confidence, |count| count.confidence(drift.rule.severity()));
    }
}

/// The judged findings that decide on a class: its own, or those of its group where its own are few and mostly true.
fn count(rule: RuleId, class: Class) -> Option<Count> {
    let own = COUNTS.get(&(rule, class)).copied().unwrap_or_default();
    if own.all() >= ENOUGH {
        return Some(own);
    }
    let of_group = COUNTS.iter().filter(|((other, of), _)| *of == class && other.group() == rule.group());
    let pooled =
        of_group.fold(Count::default(), |sum, (_, count)| Count { right: sum.right + count.right, wrong: sum.wrong + count.wrong });
    (pooled.all() >= ENOUGH && own.right * 30 >= own.all() * OWN_SHARE).then_some(pooled)
}

/// What was measured of a rule, as a part of its page; nothing where nothing was.
pub fn page(rule: RuleId) -> String {
    let mut text = String::new();
    for (class, count) in Class::ALL.iter().filter_map(|class| Some((class, COUNTS.get(&(rule, *class))?))) {
        if text.is_empty() {
            text.push_str("\n## Measured\n\n| evidence | judged | true | precision |\n|---|---|---|---|\n");
        }
        let (all, right) = (count.all(), count.right);
        let _ = writeln!(text, "| {} | {all} | {right} | {} % |", class.name(), (right * 100).checked_div(all).unwrap_or_default());
    }
    text
}

/// `number.changed = [12, 3]`: true, false.
fn read(table: &str) -> BTreeMap<(RuleId, Class), Count> {
    let entry = |line: &str| {
        let (name, counts) = line.split_once(" = [")?;
        let (rule, class) = name.split_once('.')?;
        let (right, wrong) = counts.strip_suffix(']')?.split_once(", ")?;
        let class = Class::ALL.into_iter().find(|known| known.name() == class)?;
        Some(((RuleId::named(rule), class), Count { right: right.parse().ok()?, wrong: wrong.parse().ok()? }))
    };
    table.lines().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_that_of_the_rows() {
        let rows = include_str!("../../../rules/evidence/rows.csv");
        let mut counts: BTreeMap<(RuleId, Class), Count> = BTreeMap::new();
        for row in rows.lines().skip(1) {
            let fields: Vec<&str> = row.split(',').collect();
            let [.., rule, class, verdict] = fields.as_slice() else { panic!("{row}") };
            let class = Class::ALL.into_iter().find(|known| known.name() == *class).unwrap_or_else(|| panic!("{row}"));
            let count = counts.entry((RuleId::named(rule), class)).or_default();
            if *verdict == "true" { count.right += 1 } else { count.wrong += 1 }
        }
        assert_eq!(*COUNTS, counts, "run rules/evidence/refresh.py");
    }

    #[test]
    fn precision_decides() {
        let count = |right, wrong| Count { right, wrong };
        assert_eq!(count(97, 3).confidence(Severity::Error), Confidence::Certain);
        assert_eq!(count(90, 10).confidence(Severity::Error), Confidence::Likely);
        assert_eq!(count(86, 14).confidence(Severity::Error), Confidence::Possible);
        assert_eq!(count(86, 14).confidence(Severity::Warning), Confidence::Likely);
    }
}
