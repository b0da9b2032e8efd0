//! `driftlint compare`.

use std::path::Path;
use std::time::Instant;

use crate::findings::{Failure, Outcome};
use crate::locale::Tag;
use crate::markdown::{self, FrontMatter};
use crate::pages::{Page, PathFailure, Site, Translation};
use crate::source::SourceFile;

use super::args::CompareArgs;
use super::{Stop, baseline, reports, settings};
use crate::check;

pub(super) fn run(arguments: &CompareArgs) -> Result<u8, Stop> {
    let started = Instant::now();
    reports::check(&arguments.options)?;
    let config = settings::config(&arguments.options.run)?;
    let mut policy = settings::policy(&config, &arguments.options.run)?;
    policy.baseline = arguments.options.baseline.as_deref().map(baseline::read).transpose()?;
    let reference_locale = config.reference.clone().unwrap_or_else(Tag::english);
    let site = site(arguments, reference_locale.clone());
    let named = [&arguments.options.run.config, &arguments.options.baseline].into_iter().flatten();
    reports::spare(&reports::written(&arguments.options), &site, &config, named)?;
    let outcome = if arguments.embedded {
        embedded(arguments, &reference_locale, &policy)
    } else {
        settings::outcome(&site, &mut policy, &arguments.options)?
    };
    settings::finish(&outcome, &arguments.options, started)
}

fn page_name(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// The files as a site of one page.
fn site(arguments: &CompareArgs, reference_locale: Tag) -> Site {
    let mut failures = Vec::new();
    let mut translations = Vec::new();
    for path in &arguments.translations {
        match arguments.locale.clone().map_or_else(|| locale_of_file(path), Ok) {
            Ok(locale) if !is_wanted(&locale, &arguments.options.run.locales) => {}
            Ok(locale) => translations.push(Translation { locale, file: settings::page_file(path) }),
            Err(reason) => failures.push(PathFailure { shown: settings::shown(path), reason }),
        }
    }
    let page = Page {
        name: page_name(&arguments.reference),
        reference_locale,
        reference: Some(settings::page_file(&arguments.reference)),
        translations,
        missing: Vec::new(),
        is_whole: false,
    };
    Site { pages: vec![page], failures, ..Site::default() }
}

/// As `check` has it: `de` takes in `de-AT`.
fn is_wanted(locale: &Tag, wanted: &[Tag]) -> bool {
    wanted.is_empty() || wanted.iter().any(|tag| tag == locale || (tag.is_bare() && tag.language() == locale.language()))
}

fn locale_of_file(path: &Path) -> Result<Tag, String> {
    let source = SourceFile::read(path, "").map_err(|error| error.to_string())?;
    locale(path, source)
}

fn locale(path: &Path, source: SourceFile) -> Result<Tag, String> {
    let front_matter: Option<FrontMatter> = markdown::front_matter(&source);
    settings::locale_of_page(path, front_matter.as_ref())
        .ok_or_else(|| "neither front matter nor path says its locale; give it with --locale TAG".to_owned())
}

fn embedded(arguments: &CompareArgs, reference_locale: &Tag, policy: &crate::findings::policy::Policy<'_>) -> Outcome {
    let path = &arguments.reference;
    let shown = settings::shown(path);
    let failed = |reason: String| Outcome { failures: vec![Failure { path: shown.clone(), reason }], ..Outcome::default() };
    let source = match SourceFile::read(path, shown.clone()) {
        Ok(source) => source,
        Err(error) => return failed(error.to_string()),
    };
    if !source.text().contains("sxs-lookup") {
        return failed(
            "carries no English of its own (no `<span class=\"sxs-lookup\">`); name its reference instead of --embedded".to_owned(),
        );
    }
    match arguments.locale.clone().map_or_else(|| locale(path, source.clone()), Ok) {
        Ok(locale) => check::embedded(source, &locale, reference_locale, &page_name(path), policy),
        Err(reason) => failed(reason),
    }
}
