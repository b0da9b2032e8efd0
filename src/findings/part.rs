//! One of several parts of a run: which pages it takes, and what it has to tell so that all parts together make the outcome of one run.
//!
//! It knows findings and how they are written as JSON, and no file. What needs the whole site is settled when the parts are together.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::build::hash;
use super::consistency::Sayings;
use super::finding::{Failure, Finding, Outcome, Place, Summary};
use super::habits::Written;
use super::survey::Survey;
use crate::rules::change::Change;
use crate::rules::stated::Stated;

/// More parts than this have no use.
const MOST_SHARDS: u32 = 10_000;

/// A part of the pages: those whose name falls to it. Another page in the tree moves none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    index: u32,
    count: u32,
}

impl Shard {
    /// Reads `3/8`, the third of eight.
    ///
    /// # Errors
    /// One clause that says what would be right.
    pub fn parse(text: &str) -> Result<Shard, String> {
        let wrong =
            || format!("write the part and how many there are, as in `3/8`, with the part from 1 to 8 and at most {MOST_SHARDS} parts");
        let (index, count) = text.split_once('/').ok_or_else(wrong)?;
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let (Some(index), Some(count)) = (number(index), number(count)) else { return Err(wrong()) };
        let exists = (1..=MOST_SHARDS).contains(&count) && (1..=count).contains(&index);
        exists.then_some(Shard { index, count }).ok_or_else(wrong)
    }

    /// Whether a page of that name is in the part.
    pub fn holds(self, page: &str) -> bool {
        // FNV leaves the low bits of a text in the low bits; these steps of MurmurHash3 spread them.
        let mut mixed = hash([page]);
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^= mixed >> 33;
        mixed % u64::from(self.count) == u64::from(self.index - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

/// A text file that a run was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextFile {
    /// As messages show it.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// What a run was made with. The same for all of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The configuration.
    pub config: Option<TextFile>,
    /// The baseline.
    pub baseline: Option<TextFile>,
    /// The only locales, where the command line names some.
    pub locales: Vec<String>,
    /// The only rules.
    pub select: Vec<String>,
    /// Rules left out.
    pub ignore: Vec<String>,
    /// The least confidence.
    pub min_confidence: String,
    /// Whether all parts together look at the whole site.
    pub is_whole_site: bool,
}

impl Setup {
    fn mark(&self) -> String {
        // A type without maps and numbers is always written.
        mark(&serde_json::to_string(self).unwrap_or_default())
    }
}

fn mark(text: &str) -> String {
    format!("{:016x}", hash([text]))
}

/// What a part tells beside its findings (`part` in JSON).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which one.
    pub shard: Shard,
    /// The day of the run, `YYYY-MM-DD`.
    pub date: String,
    /// The commits that the pages are at.
    pub commit: Option<String>,
    /// A mark of all pages there are, in this part or not.
    site: String,
    /// A mark of the setup.
    made_with: String,
    /// The setup itself; only the first part has it.
    setup: Option<Setup>,
    failures: Vec<Failure>,
    locales: Vec<String>,
    notes: Vec<String>,
    of_baseline: BTreeSet<String>,
    fitting_allowances: BTreeSet<usize>,
    sayings: Vec<Said>,
    habits: Written,
    survey: Survey,
    /// For each finding what JSON leaves out.
    rest: Vec<Rest>,
}

/// What the JSON of a finding leaves out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Rest {
    /// What both sides state.
    expected: Vec<Stated>,
    found: Vec<Stated>,
    change: Option<Change>,
    /// Labels and lines of its places, for a terminal.
    texts: Vec<[String; 2]>,
}

/// A statement that other pages may contradict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Said {
    finding: Finding,
    rest: Rest,
    is_shown: bool,
}

/// The pages of a site, for telling whether two parts are of the same one.
pub fn site_mark<'p>(pages: impl Iterator<Item = (&'p str, Option<&'p str>)>) -> String {
    let parts = pages.flat_map(|(name, reference)| [name, "\n", reference.unwrap_or_default(), "\n\n"]);
    format!("{:016x}", hash(parts))
}

impl Part {
    /// Of what a part found, not yet settled.
    pub fn of(outcome: &Outcome, shard: Shard, setup: Setup, (date, commit, site): (String, Option<String>, String)) -> Part {
        let said = |(finding, is_shown): (&Finding, bool)| Said { finding: finding.clone(), rest: Rest::of(finding), is_shown };
        Part {
            shard,
            date,
            commit,
            site,
            made_with: setup.mark(),
            setup: (shard.index == 1).then_some(setup),
            failures: outcome.failures.clone(),
            locales: outcome.locales.clone(),
            notes: outcome.notes.clone(),
            of_baseline: outcome.of_baseline.clone(),
            fitting_allowances: outcome.fitting_allowances.clone(),
            sayings: outcome.sayings.iter().map(said).collect(),
            habits: outcome.habits.written(),
            survey: outcome.survey.clone(),
            rest: outcome.findings.iter().map(Rest::of).collect(),
        }
    }
}

impl Rest {
    fn of(finding: &Finding) -> Rest {
        let also = finding.also.iter().map(|other| &other.translation);
        let places = finding.translation.iter().chain(&finding.reference).chain(also);
        let texts = places.map(|place| [place.label.clone(), place.line.clone()]).collect();
        Rest { expected: finding.expected.clone(), found: finding.found.clone(), change: finding.change.clone(), texts }
    }

    fn give_back(self, finding: &mut Finding) {
        (finding.expected, finding.found, finding.change) = (self.expected, self.found, self.change);
        let also = finding.also.iter_mut().map(|other| &mut other.translation);
        let places = finding.translation.iter_mut().chain(finding.reference.iter_mut()).chain(also);
        for (place, [label, line]) in places.zip(self.texts) {
            let place: &mut Place = place;
            (place.label, place.line) = (label, line);
        }
    }
}

/// The JSON document of a part.
#[derive(Debug, Deserialize)]
struct Document {
    version: u32,
    tool: Tool,
    summary: Summary,
    findings: Vec<Finding>,
    part: Option<Part>,
}

#[derive(Debug, Deserialize)]
struct Tool {
    name: String,
    version: String,
}

/// A part that was read.
#[derive(Debug)]
pub struct Read {
    tool: String,
    part: Part,
    outcome: Outcome,
}

/// Reads the JSON of a part.
///
/// # Errors
/// One clause that says what it is instead.
pub fn read(json: &[u8]) -> Result<Read, String> {
    let document: Document =
        serde_json::from_slice(json).map_err(|error| format!("is no JSON of `driftlint check --shard N/M --format json`: {error}"))?;
    if document.version != 1 || document.tool.name != "driftlint" {
        return Err("is no JSON of driftlint, version 1".to_owned());
    }
    let Some(mut part) = document.part else {
        return Err(
            "is the JSON of a whole run; only parts, made with `driftlint check --shard N/M --format json`, can be merged".to_owned()
        );
    };
    let mut outcome = Outcome { summary: document.summary, findings: document.findings, ..Outcome::default() };
    let rest = std::mem::take(&mut part.rest);
    outcome.findings.iter_mut().zip(rest).for_each(|(finding, rest)| rest.give_back(finding));
    outcome.failures = std::mem::take(&mut part.failures);
    outcome.locales = std::mem::take(&mut part.locales);
    outcome.notes = std::mem::take(&mut part.notes);
    outcome.of_baseline = std::mem::take(&mut part.of_baseline);
    outcome.fitting_allowances = std::mem::take(&mut part.fitting_allowances);
    outcome.survey = std::mem::take(&mut part.survey);
    outcome.habits = std::mem::take(&mut part.habits).into();
    let mut sayings = Sayings::default();
    for mut said in std::mem::take(&mut part.sayings) {
        said.rest.give_back(&mut said.finding);
        sayings.add(&said.finding, said.is_shown);
    }
    outcome.sayings = sayings;
    Ok(Read { tool: document.tool.version, part, outcome })
}

/// All parts of a run.
#[derive(Debug)]
pub struct Whole {
    /// What it was made with.
    pub setup: Setup,
    /// The last day on which a part was made.
    pub date: String,
    /// The commits that the pages are at.
    pub commit: Option<String>,
    /// What each part found, in the order of the parts.
    pub outcomes: Vec<Outcome>,
}

/// Puts the parts of one run together; each has the name of its file.
///
/// # Errors
/// One sentence that says why they are not the parts of one run.
pub fn together(mut parts: Vec<(String, Read)>) -> Result<Whole, String> {
    let own = env!("CARGO_PKG_VERSION");
    for (name, read) in &parts {
        if read.tool != own {
            return Err(format!(
                "{name} was made by driftlint {}, and this is {own}; merge with the version that made the parts",
                read.tool
            ));
        }
    }
    parts.sort_by_key(|(_, read)| read.part.shard);
    let Some((first, read)) = parts.first() else { return Err("there is no part to merge".to_owned()) };
    for (name, other) in &parts {
        let differs = |what: &str| Err(format!("{first} and {name} {what}; merge the parts of one run"));
        let (one, other) = (&read.part, &other.part);
        match () {
            () if one.shard.count != other.shard.count => return differs(&format!("are parts {} and {}", one.shard, other.shard)),
            () if one.made_with != other.made_with => return differs("were made with different configurations, baselines or options"),
            () if one.commit != other.commit => return differs("were made at different commits"),
            () if one.site != other.site => return differs("were made of different trees: their pages are not the same"),
            () => {}
        }
    }
    is_complete(&parts)?;
    let date = parts.iter().map(|(_, read)| read.part.date.clone()).max().unwrap_or_default();
    let (commit, setup) = (read.part.commit.clone(), read.part.setup.clone());
    let setup =
        setup.filter(|setup| setup.mark() == read.part.made_with).ok_or_else(|| format!("{first} is damaged; make the part again"))?;
    Ok(Whole { setup, date, commit, outcomes: parts.into_iter().map(|(_, read)| read.outcome).collect() })
}

fn is_complete(parts: &[(String, Read)]) -> Result<(), String> {
    let mut names: BTreeMap<u32, &str> = BTreeMap::new();
    for (name, read) in parts {
        if let Some(other) = names.insert(read.part.shard.index, name) {
            return Err(format!("{other} and {name} are both part {}; give each part once", read.part.shard));
        }
    }
    let count = parts.first().map_or(0, |(_, read)| read.part.shard.count);
    let missing: Vec<String> = (1..=count).filter(|index| !names.contains_key(index)).map(|index| format!("{index}/{count}")).collect();
    match missing.as_slice() {
        [] => Ok(()),
        [one] => Err(format!("part {one} is missing; give all parts of the run")),
        [first, rest @ ..] => Err(format!("parts {first} and {} more are missing; give all parts of the run", rest.len())),
    }
}
