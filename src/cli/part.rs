//! Parts of a run: `check --shard` makes one, `report --merge` puts them together.

use std::path::{Path, PathBuf};

use crate::check;
use crate::findings::Outcome;
use crate::findings::baseline::Baseline;
use crate::findings::part::{self, Part, Setup, Shard, TextFile};
use crate::findings::policy::Policy;
use crate::locale::Tag;
use crate::pages::Site;
use crate::rules::drift::Confidence;
use crate::source::{SourceFile, read_bytes};

use super::args::{Color, RunOptions};
use super::{Stop, history, settings};

/// Checks a part of a site, with all that the whole needs to know.
pub(super) fn check(shard: Shard, site: &Site, policy: &mut Policy<'_>, options: &RunOptions) -> Outcome {
    policy.survey = true;
    let mut outcome = check::shard(site, policy, shard, settings::threads(options));
    let pages = site.pages.iter().map(|page| (page.name.as_str(), page.reference.as_ref().map(|file| file.shown.as_str())));
    let about = (policy.today.to_string(), history::commit(site), part::site_mark(pages));
    outcome.part = Some(Box::new(Part::of(&outcome, shard, setup(policy, options), about)));
    outcome
}

fn setup(policy: &Policy<'_>, options: &RunOptions) -> Setup {
    let file = |source: &SourceFile| TextFile { path: source.path().to_owned(), text: source.text().to_owned() };
    Setup {
        config: policy.config.source.as_ref().map(file),
        baseline: policy.baseline.as_ref().and_then(Baseline::source).map(file),
        locales: options.locales.iter().map(Tag::to_string).collect(),
        select: options.select.clone(),
        ignore: options.ignore.clone(),
        min_confidence: confidence_name(policy.min_confidence).to_owned(),
        is_whole_site: policy.is_whole_site,
    }
}

const CONFIDENCES: [(Confidence, &str); 3] =
    [(Confidence::Certain, "certain"), (Confidence::Likely, "likely"), (Confidence::Possible, "possible")];

fn confidence_name(confidence: Confidence) -> &'static str {
    CONFIDENCES.iter().find(|(known, _)| *known == confidence).map_or("likely", |(_, name)| name)
}

/// The outcome of the run that these files are the parts of, and the commits that its pages are at.
pub(super) fn merged(files: &[PathBuf]) -> Result<(Outcome, Option<String>), Stop> {
    let parts = files.iter().map(|path| Ok((settings::shown(path), read(path)?))).collect::<Result<Vec<_>, Stop>>()?;
    let whole = part::together(parts).map_err(Stop::new)?;
    let setup = &whole.setup;
    let mut config = match &setup.config {
        Some(file) => settings::read(&file.text, Path::new(&file.path), file.path.clone(), Color::Never, |_| Vec::new())?,
        None => crate::config::Config::default(),
    };
    if !setup.locales.is_empty() {
        config.locales = setup.locales.iter().filter_map(|tag| Tag::parse(tag)).collect();
    }
    let mut policy = settings::narrowed(&config, &setup.select, &setup.ignore)?;
    policy.min_confidence =
        CONFIDENCES.iter().find(|(_, name)| *name == setup.min_confidence).map_or(Confidence::Likely, |(known, _)| *known);
    policy.today = crate::config::Date::parse(&whole.date).unwrap_or(policy.today);
    policy.is_whole_site = setup.is_whole_site;
    policy.baseline = match &setup.baseline {
        Some(file) => Some(
            Baseline::read(SourceFile::new(file.path.as_str(), file.text.as_str()))
                .map_err(|problem| Stop::new(format!("{} {problem}", file.path)))?,
        ),
        None => None,
    };
    let ids = policy.rule_ids();
    let mut findings = whole.outcomes.iter().flat_map(|outcome| &outcome.findings);
    if let Some(unknown) = findings.find(|finding| !ids.contains(&finding.rule.as_str())) {
        return Err(Stop::new(format!("a part has a finding of `{}`, which is no rule; make the parts again", unknown.rule)));
    }
    Ok((check::joined(whole.outcomes, &policy), whole.commit))
}

fn read(path: &Path) -> Result<part::Read, Stop> {
    let shown = settings::shown(path);
    let json = read_bytes(path).map_err(|error| Stop::new(format!("{shown}: cannot be read: {error}")))?;
    part::read(&json).map_err(|problem| Stop::new(format!("{shown} {problem}")))
}
