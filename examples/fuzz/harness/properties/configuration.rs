//! Configurations and what else people and files hand in: each is taken or refused with sentences that lie in its text.

use std::path::Path;

use driftlint::config::{self, Date, Globs, Pattern};
use driftlint::findings::baseline::Baseline;
use driftlint::findings::history;
use driftlint::findings::links::LinkTemplate;
use driftlint::findings::part::{self, Shard};
use driftlint::findings::policy::Policy;
use driftlint::locale::Tag;
use driftlint::rules::RULES;
use driftlint::rules::options::Options;
use driftlint::source::SourceFile;

use super::reports::is_harmless;
use super::slice;
use crate::harness::choices::Choices;
use crate::harness::{Setting, keep, mutate};

/// Tables that configurations are put together from.
const TABLES: [&str; 14] = [
    "reference = \"en-US\"\nlocales = [\"de\", \"ja\"]\nignore = [\"/drafts/**\", \"!a.md\"]\n",
    "[[layout]]\nreference = \"docs/en/{path}.md\"\ntranslation = \"docs/{locale}/{path}.md\"\n",
    "[[layout]]\nreference = \"{path}.md\"\ntranslation = \"{path}.{locale}.md\"\nlocale = \"de\"\npartial = true\n",
    "[rules]\nnumber = \"warning\"\nmissing-page = \"off\"\n",
    "[rules.protected-term]\nterms = [\"Fjordline Cloud\", \"21\"]\nlevel = \"info\"\n",
    "[[fact]]\nid = \"order-number\"\npattern = '\\b[A-Z]{2}-\\d{6}\\b'\nin = [\"text\", \"code\"]\n",
    "[[fact]]\nid = \"a\"\nname = \"thing\"\npattern = '(?i)a|b*'\n",
    "[[allow]]\nrule = \"phone-number\"\nlocale = \"sv-SE\"\nsection = \"phone\"\nfound = \"+46 20 160 5899\"\nreason = \"local\"\nexpires = \"2027-06-30\"\n",
    "[[allow]]\nrule = \"number\"\npath = \"docs/**\"\nexpected = \"1\"\nreason = \"\"\n",
    "[[override]]\npaths = [\"docs/api/**\"]\nlocales = [\"de\"]\nrules = { number = \"off\" }\n",
    "roots = [\"../docs\", { path = \"../docs.de-DE\", locale = \"de\", translates = \"../docs\" }]\n",
    "[rules.front-matter]\nkeys = [\"title\"]\n",
    "[[expect]]\nsheet = \"numbers.csv\"\n",
    "formats = [\"po\"]\n",
];

/// What shorter texts are put together from.
const PIECES: [&str; 32] = [
    "{path}",
    "{locale}",
    "{line}",
    "{",
    "}",
    "/",
    "**",
    "*",
    "[a-z]",
    "!",
    "\\",
    "..",
    ".md",
    "docs",
    "en",
    "de-AT",
    "zh-Hant-TW",
    "-",
    "_",
    "2026",
    "-02-30",
    "1/3",
    "0",
    "99999999999999999999",
    "https://fjordline.example/",
    "\u{202e}",
    "é",
    "\u{0}",
    " ",
    "\"",
    "[",
    "]",
];

pub(crate) fn run(choices: &mut Choices<'_>, setting: &Setting) {
    match choices.below(4) {
        0 => short(choices),
        1 => data(choices, setting),
        _ => file(choices, setting),
    }
}

fn file(choices: &mut Choices<'_>, setting: &Setting) {
    let seeds = &setting.seeds.configurations;
    let text = if seeds.is_empty() || choices.once_in(2) {
        (0..choices.between(1, 5)).map(|_| *choices.pick(&TABLES)).collect::<Vec<_>>().join("\n")
    } else {
        choices.pick(seeds).clone()
    };
    let text = {
        let other = *choices.pick(&TABLES);
        mutate::some(text, other, choices)
    };
    keep("driftlint.toml", &text);
    let known: Vec<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
    let path = Path::new("driftlint.toml");
    let (config, problems) = match config::load(&text, path, &known) {
        Ok(config) => {
            let problems = config::option_problems(&config, Options::names);
            (Some(config), problems)
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            (None, problems)
        }
    };
    for problem in &problems {
        slice(&text, problem.span);
        assert!(!problem.message.is_empty(), "a problem without a message");
    }
    let shown = config::render(&problems, &text, path, false);
    is_harmless("problems of a configuration", &shown.replace(['\t', '\r'], " "));
    if let Some(config) = config.filter(|_| problems.is_empty()) {
        let policy = Policy::new(&config, Date::from_days(20_000));
        assert!(policy.rule_ids().len() >= RULES.len());
    }
}

fn joined(choices: &mut Choices<'_>) -> String {
    (0..choices.below(8)).map(|_| *choices.pick(&PIECES)).collect()
}

/// Patterns, globs, tags, days, templates of links, parts of a run.
fn short(choices: &mut Choices<'_>) {
    let (text, path) = (joined(choices), joined(choices));
    keep("text", &text);
    keep("path", &path);
    if let Some(tag) = Tag::parse(&text) {
        assert_eq!(Tag::parse(tag.as_str()).as_ref(), Some(&tag), "a tag that is not its own");
    }
    match Pattern::parse(&text) {
        Ok(pattern) => {
            if let Some(found) = pattern.matches(&path) {
                let filled = pattern.fill(found.path, found.locale.unwrap_or_default());
                assert!(path.starts_with(&filled) || found.locale.is_none(), "{text:?} matches {path:?} and makes {filled:?} of it");
            }
            pattern.page_name(&path, "en");
        }
        Err(reason) => assert!(!reason.is_empty(), "refused without a reason"),
    }
    Globs::new([text.as_str(), "docs/*"], &[Path::new(".").to_path_buf()]).matches(&path);
    let _ = (Date::parse(&text), Shard::parse(&text));
    if let Ok(template) = LinkTemplate::parse(&text) {
        let _ = template.url(&path, (1, 2), "de");
    }
}

/// Files that driftlint wrote, as somebody left them.
fn data(choices: &mut Choices<'_>, setting: &Setting) {
    let text = *choices.pick(&[
        "{\"version\":1,\"tool\":{\"name\":\"driftlint\"},\"findings\":[{\"rule\":\"number\",\"page\":\"a\",\"locale\":\"de\",\"fingerprint\":\"ab\"}]}",
        "# driftlint baseline\nversion = 1\n\n[\"docs/de/a.md\"]\n\"0123456789abcdef\" = \"number: 1\"\n",
        "{\"date\":\"2026-01-01\",\"commit\":\"abc\",\"locales\":{\"de\":{\"errors\":1}}}\n",
        "[]",
    ]);
    let other = setting.pair(choices);
    let text = mutate::some(text.to_owned(), &other.translation, choices);
    keep("data", &text);
    let read = Baseline::read(SourceFile::new("driftlint-baseline.json", text.as_str()));
    for reason in [read.err(), history::read(&text).err(), part::read(text.as_bytes()).err()].into_iter().flatten() {
        assert!(!reason.is_empty(), "refused without a reason");
    }
}
