//! `driftlint.toml`: what it can say, what is said about its mistakes, and where it is found.

use std::fs;
use std::path::Path;

use driftlint::config::{
    Config, ConfigProblem, Date, FactPlaces, Globs, Level, OptionValue, discover_config, load, option_problems, render,
};
use tempfile::TempDir;

const RULES: [&str; 6] = ["phone-number", "number", "duration", "missing-page", "protected-term", "response-time"];

const COMPLETE: &str = include_str!("../../fixtures/config/complete.toml");
const MISTAKES: &str = include_str!("../../fixtures/config/mistakes.toml");

fn problems(text: &str) -> Vec<ConfigProblem> {
    load(text, Path::new("driftlint.toml"), &RULES).expect_err("problems")
}

/// Each problem as `text it stands at: message`.
fn told(text: &str) -> Vec<String> {
    let told = problems(text).into_iter().map(|problem| {
        let place = text.get(problem.span.start..problem.span.end).expect("a span of whole characters");
        format!("{place}: {}", problem.message)
    });
    told.collect()
}

/// The parser's own spans end before they start, inside a character, or behind the end.
#[test]
fn mistakes_of_syntax_stand_on_whole_characters() {
    for text in ["a = 1.  \"b\"\n", "a = 1. b\n", "a =⍻\"off\"\n", "reference = \"en\"\nI", "a = ", "é", "[[fact]\n\u{85}"] {
        let problems = problems(text);
        assert!(problems.iter().all(|problem| text.get(problem.span.start..problem.span.end).is_some()), "{text:?}: {problems:?}");
    }
}

fn complete() -> Config {
    load(COMPLETE, Path::new("site/driftlint.toml"), &RULES).expect("a configuration")
}

#[test]
fn every_key_is_read() {
    let config = complete();
    assert_eq!(config.dir.as_deref(), Some(Path::new("site")));
    assert_eq!(config.reference.map(|tag| tag.to_string()).as_deref(), Some("en-US"));
    assert_eq!(config.locales.iter().map(ToString::to_string).collect::<Vec<_>>(), ["de-DE", "sv-SE"]);
    assert_eq!(config.ignore, ["drafts/", "**/changelog.md"]);
    let roots: Vec<_> = config.roots.iter().map(|root| (root.path.as_str(), root.locale.is_some(), root.translates.as_deref())).collect();
    assert_eq!(roots, [("../docs", false, None), ("../handbok", true, Some("../docs"))]);
    let layouts: Vec<_> =
        config.layouts.iter().map(|one| (one.reference.text(), one.translation.text(), one.locale.is_some(), one.partial)).collect();
    assert_eq!(
        layouts,
        [("docs/en/{path}.md", "docs/{locale}/{path}.md", false, false), ("../handbook/{path}", "../handbook-german/{path}", true, true)]
    );
    let fact = &config.facts[0];
    assert_eq!((fact.id.as_str(), fact.name.as_str(), fact.pattern.as_str()), ("order-number", "order", r"\b[A-Z]{2}-\d{6}\b"));
    assert_eq!(fact.places, FactPlaces { text: true, code: false, links: true });
}

#[test]
fn rules_have_levels_and_options() {
    let rules = complete().rules;
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["missing-page", "number", "protected-term"]);
    assert_eq!((rules["number"].level, rules["missing-page"].level), (Some(Level::Warning), Some(Level::Off)));
    let term = &rules["protected-term"];
    assert_eq!(term.level, Some(Level::Info));
    let value = |name: &str| term.options[name].value.clone();
    assert_eq!(value("terms"), OptionValue::Texts(vec!["Fjordline Cloud".to_owned(), "Harbor 365".to_owned()]));
    assert_eq!((value("case"), value("most")), (OptionValue::Flag(true), OptionValue::Integer(3)));
    assert_eq!((value("share"), value("mode")), (OptionValue::Number(0.5), OptionValue::Text("whole-word".to_owned())));
    let span = term.options["mode"].span;
    assert_eq!(&COMPLETE[span.start..span.end], "whole-word");
    assert_eq!(term.options.len(), 5);
}

#[test]
fn allowances_are_read_with_their_place() {
    let allows = complete().allows;
    let first = &allows[0];
    assert_eq!((first.rule.as_str(), first.reason.as_str()), ("phone-number", "local line for Sweden"));
    assert_eq!(first.locale.as_ref().map(ToString::to_string).as_deref(), Some("sv-SE"));
    assert_eq!((first.page.as_deref(), first.section.as_deref()), (Some("support"), Some("phone-support")));
    assert_eq!(first.found.as_deref(), Some("+46 8 555 010 20"));
    assert_eq!(first.expires, Some(Date { year: 2028, month: 2, day: 29 }));
    assert_eq!(&COMPLETE[first.span.start..first.span.end], "[[allow]]");
    let second = &allows[1];
    assert_eq!((second.rule.as_str(), second.locale.as_ref(), second.expires), ("order-number", None, None));
    assert_eq!((second.path.as_deref(), second.expected.as_deref()), (Some("docs/**/orders.md"), Some("FL-204718")));
}

#[test]
fn overrides_have_paths_locales_and_levels() {
    let overrides = complete().overrides;
    assert_eq!(overrides.len(), 1);
    assert_eq!(overrides[0].paths, ["docs/*/legal/**"]);
    assert_eq!(overrides[0].locales.iter().map(ToString::to_string).collect::<Vec<_>>(), ["de", "zh-Hans"]);
    let levels: Vec<_> = overrides[0].rules.iter().map(|(rule, level)| (rule.as_str(), *level)).collect();
    assert_eq!(levels, [("number", Level::Off), ("order-number", Level::Info)]);
}

#[test]
fn a_fact_is_called_by_its_id_and_looked_for_in_the_text() {
    let text = "[[fact]]\nid = \"order-number\"\npattern = 'x'\n";
    let config = load(text, Path::new("driftlint.toml"), &RULES).expect("a configuration");
    assert_eq!(config.facts[0].name, "order number");
    assert_eq!(config.facts[0].places, FactPlaces { text: true, code: false, links: false });
}

/// A pattern that finds nothing would find it everywhere.
#[test]
fn a_pattern_that_matches_nothing_is_refused() {
    for pattern in ["x*", "(a|)", "\\\\b", "^", "$", "(?m)$", "\\\\B", "\\\\b{start}", "\\\\b{end}", "(?:)", "x{0,3}", " ?"] {
        let text = format!("[[fact]]\nid = \"order\"\npattern = \"{pattern}\"\n");
        let found = problems(&text);
        assert!(found.len() == 1 && found[0].message.contains("also matches where nothing stands"), "{pattern}: {found:?}");
    }
    for pattern in ["x+", "\\\\bx\\\\b", "^x", "a|b", "x(y*)"] {
        let text = format!("[[fact]]\nid = \"order\"\npattern = \"{pattern}\"\n");
        assert!(load(&text, Path::new("driftlint.toml"), &RULES).is_ok(), "{pattern}");
    }
}

#[test]
fn globs_match_files_below_their_folder() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = |path: &str| folder.path().join(path).to_string_lossy().into_owned();
    let globs = Globs::new(["docs/legal/", "*.mdx", "!docs/legal/public.md"], &[folder.path().to_path_buf()]);
    for path in ["docs/legal/terms.md", "docs/legal/de/terms.md", "a/b.mdx", "docs/../docs/legal/terms.md"] {
        assert!(globs.matches(&at(path)), "{path}");
    }
    for path in ["docs/legal/public.md", "legal/terms.md", "docs/page.md", "../a.mdx"] {
        assert!(!globs.matches(&at(path)), "{path}");
    }
    assert!(!Globs::new([], &[folder.path().to_path_buf()]).matches(&at("a.mdx")));
}

#[test]
fn an_empty_file_is_a_configuration() {
    let config = load("", Path::new("driftlint.toml"), &RULES).expect("a configuration");
    assert_eq!(config.dir.as_deref(), Some(Path::new(".")));
    assert!(config.reference.is_none() && config.layouts.is_empty() && config.rules.is_empty());
}

#[test]
fn all_mistakes_are_told_at_once() {
    assert_eq!(
        told(MISTAKES),
        [
            "referense: unknown key `referense`; did you mean `reference`?",
            "english: `english` is not a locale tag; write a BCP 47 tag such as `de` or `pt-BR`",
            "7: `locales` must be a list of strings, without a number",
            "klingon: `klingon` is not a locale tag; write a BCP 47 tag such as `de` or `pt-BR`",
            "drafts: `ignore` must be a list in square brackets, not a string",
            "docs/en/guide.md: the pattern `docs/en/guide.md` has no `{path}`; write it once where the page's own path stands, as in `docs/{path}.md`",
            "docs/{lang}/{path}.md: `{lang}` is not a placeholder; use `{path}` and `{locale}`",
            "xx: `xx` is not a locale tag; write a BCP 47 tag such as `de` or `pt-BR`",
            "de/{path}.md: the pattern `de/{path}.md` does not tell the locale",
            "phone-numbr: unknown rule `phone-numbr`; did you mean `phone-number`?",
            "errror: `errror` is not a level; use error, warning, info or off",
            "true: `duration` must be a level (error, warning, info or off) or a table of options, not a boolean",
            "quokka: unknown rule `quokka`; known here are `phone-number`, `number`, `duration`, `missing-page`, `protected-term`, `response-time`",
            "loud: `loud` is not a level; use error, warning, info or off",
            "1: `terms` must be a list of strings, without a number",
            "Order Number: `Order Number` is not an id; use lower-case letters, digits and hyphens, as in `order-number`",
            "(\\d{6: `(\\d{6` is not a regular expression: unclosed counted repetition",
            "phone-number: `phone-number` is the id of a rule already; choose another one",
            "\": `pattern` must not be empty",
            "[[allow]]: `[[allow]]` has no `reason`; add `reason = \"…\"`",
            "2027-02-30: `2027-02-30` is not a date; write a day that exists as YYYY-MM-DD",
            "untill: unknown key `untill`; known here are `rule`, `locale`, `page`, `path`, `section`, `found`, `expected`, `reason`, `expires`",
            "[[allow]]: `[[allow]]` has no `rule`; add `rule = \"…\"`",
            " : `reason` must not be empty",
            "[[override]]: `[[override]]` has no `rules`; add a table `[override.rules]` with levels, as in `number = \"off\"`",
            "[[override]]: `[[override]]` names neither `paths` nor `locales`; levels for everything stand in `[rules]`",
            "number: unknown key `number`; known here are `paths`, `locales`, `rules`",
            "docs/[z-a]: `docs/[z-a]` is not a gitignore pattern: error parsing glob 'docs/[z-a]': invalid range; 'z' > 'a'",
            "klingon: `klingon` is not a locale tag; write a BCP 47 tag such as `de` or `pt-BR`",
            "numbr: unknown rule `numbr`; did you mean `number`?",
            "quiet: `quiet` is not a level; use error, warning, info or off",
            "terms: an override sets levels only; `terms` holds for all pages and belongs into `[rules.number]`",
            "1: `duration` must be a level (error, warning, info or off), not a number",
            "\\d*: `\\d*` also matches where nothing stands; make a part of it required, as in `\\d+` for `\\d*`",
            "texts: `texts` is not a place where facts are looked for; did you mean `text`?",
            "nmae: unknown key `nmae`; known here are `id`, `name`, `pattern`, `in`",
            "\\bx*: `\\bx*` also matches where nothing stands; make a part of it required, as in `\\d+` for `\\d*`",
            "[]: `in` must name a place: `text`, `code` or `links`",
            "docs/[z-a]: `docs/[z-a]` is not a gitignore pattern: error parsing glob 'docs/[z-a]': invalid range; 'z' > 'a'",
        ]
    );
}

#[test]
fn mistakes_are_shown_with_their_lines() {
    let text = "[rules]\nphone-numbr = \"error\"\nnumber = \"errror\"\n";
    let expected = "\
error: unknown rule `phone-numbr`; did you mean `phone-number`?
  ┌─ site/driftlint.toml:2:1
  │
2 │ phone-numbr = \"error\"
  │ ^^^^^^^^^^^ not the id of a rule

error: `errror` is not a level; use error, warning, info or off
  ┌─ site/driftlint.toml:3:11
  │
3 │ number = \"errror\"
  │           ^^^^^^ not a level

";
    assert_eq!(render(&problems(text), text, Path::new("site/driftlint.toml"), false), expected);
    let coloured = render(&problems(text), text, Path::new("site/driftlint.toml"), true);
    assert!(coloured.contains("\u{1b}["), "{coloured}");
}

#[test]
fn help_stands_below_the_place() {
    let text = "[[layout]]\nreference = \"{path}.md\"\ntranslation = \"german/{path}.md\"\n";
    let shown = render(&problems(text), text, Path::new("driftlint.toml"), false);
    assert!(shown.contains("= help: write `{locale}` where the tag stands in the path, or add `locale = \"de-DE\"`"), "{shown}");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "\"\\u001b[31mred\\u202e\" = 1 # \u{202e}\u{85}\u{2028}\n";
    let shown = render(&problems(text), text, Path::new("a\u{1b}b.toml"), false);
    assert!(shown.contains("unknown key `?[31mred\u{fffd}`"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{85}', '\u{2028}']), "{shown:?}");
}

#[test]
fn text_that_is_not_toml_is_told_with_its_place() {
    let found = problems("reference = \"en\nlocales = []\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].message.starts_with("this is not valid TOML: "), "{found:?}");
    let twice = problems("reference = \"en\"\nreference = \"de\"\n");
    assert_eq!(twice[0].message, "this is not valid TOML: duplicate key: `reference`");
    assert_eq!((twice[0].span.start, twice[0].span.end), (17, 26));
}

#[test]
fn a_date_without_quotes_gets_help() {
    let found = problems("[[allow]]\nrule = \"number\"\nreason = \"x\"\nexpires = 2027-06-30\n");
    assert_eq!(found[0].help.as_deref(), Some("write a date in quotes: \"2027-06-30\""), "{found:?}");
}

#[test]
fn tables_given_as_something_else_are_told() {
    assert_eq!(told("rules = 3\n"), ["3: `rules` must be a table, not a number"]);
    assert_eq!(told("layout = []\nfact = [1]\n"), ["1: `fact` must be a table, not a number"]);
    let single = problems("[allow]\nrule = \"number\"\n");
    assert_eq!(single[0].message, "`allow` must be a list of tables");
    assert_eq!(single[0].help.as_deref(), Some("write `[[allow]]`; it may be given more than once"));
}

#[test]
fn patterns_that_cannot_work_are_told() {
    let message = |reference: &str| {
        let text = format!("[[layout]]\nreference = '{reference}'\ntranslation = \"{{locale}}/{{path}}\"\n");
        problems(&text)[0].message.clone()
    };
    assert_eq!(
        message("{path}/{path}"),
        "the pattern `{path}/{path}` has `{path}` more than once; write it once where the page's own path stands, as in `docs/{path}.md`"
    );
    assert_eq!(message("docs/{path"), "the pattern `docs/{path` has a `{` without `}`");
    assert_eq!(
        message("{locale}{path}"),
        "the pattern `{locale}{path}` needs a character between its placeholders, as in `{path}.{locale}`"
    );
    assert_eq!(message("/docs/{path}"), "the pattern `/docs/{path}` must be relative to the configuration file, with `/` between folders");
    assert_eq!(message(r"docs\{path}"), r"the pattern `docs\{path}` must be relative to the configuration file, with `/` between folders");
    assert_eq!(message("{locale}/{path}.md"), "the pattern of the reference must name its locale itself, as in `docs/en/{path}.md`");
}

#[test]
fn globs_and_ids_are_checked() {
    let glob = problems("ignore = [\"a/[z-a]\"]\n");
    assert!(glob[0].message.starts_with("`a/[z-a]` is not a gitignore pattern: "), "{glob:?}");
    assert_eq!(
        told("[[fact]]\nid = \"order\"\npattern = \"x\"\n[[fact]]\nid = \"order\"\npattern = \"y\"\n"),
        ["order: the fact `order` is given twice; choose another id"]
    );
    assert_eq!(
        told("[rules.number]\nnested = { a = 1 }\n"),
        ["{ a = 1 }: `nested` must be a string, a number, true, false or a list of strings, not a table"]
    );
    assert_eq!(told("allow.rule = 1\n[[allow]]\n").len(), 1, "told, not a panic of the TOML reader");
}

#[test]
fn only_days_that_exist_are_dates() {
    assert_eq!(Date::parse("2027-06-30").map(|date| date.to_string()).as_deref(), Some("2027-06-30"));
    assert!(Date::parse("2028-02-29") < Date::parse("2028-03-01"));
    for text in [
        "2027-02-29",
        "1900-02-29",
        "2027-13-01",
        "2027-00-10",
        "2027-04-31",
        "0000-01-01",
        "2027-6-30",
        "20270630",
        "2027/06/30",
        "２027-06-3",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn the_nearest_configuration_up_to_the_repository_is_found() {
    let folder = TempDir::new().expect("a temporary folder");
    let at = |path: &str| folder.path().join(path);
    fs::create_dir_all(at("repo/.git")).expect("a folder");
    fs::create_dir_all(at("repo/docs/de")).expect("a folder");
    fs::write(at("driftlint.toml"), "").expect("a file");
    assert_eq!(discover_config(&at("repo/docs/de")), None, "a file above the repository is not its own");
    fs::write(at("repo/.driftlint.toml"), "").expect("a file");
    assert_eq!(discover_config(&at("repo/docs/de")), Some(at("repo/.driftlint.toml")));
    fs::write(at("repo/driftlint.toml"), "").expect("a file");
    assert_eq!(discover_config(&at("repo/docs/de")), Some(at("repo/driftlint.toml")), "the visible name comes first");
    fs::write(at("repo/docs/driftlint.toml"), "").expect("a file");
    assert_eq!(discover_config(&at("repo/docs/de")), Some(at("repo/docs/driftlint.toml")));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in r#"((\[\[?|\]\]?|a|b|rules|layout|fact|allow|override|in|paths|locales|reference|\.|=|"|'|\{|\}|,|1|true| |\n|é|\\u00){0,40})"#) {
        if let Err(found) = load(&text, Path::new("driftlint.toml"), &RULES) {
            proptest::prop_assert!(!found.is_empty());
            proptest::prop_assert!(!render(&found, &text, Path::new("driftlint.toml"), false).is_empty());
        }
    }
}

/// What an option means is for the rule to say; that it is one, and a list, is said before anything is checked.
#[test]
fn options_of_rules_are_known_lists() {
    let text = "[rules.phone-number]\nkeeep = [\"a\"]\nkeep = \"slug\"\nlevel = \"info\"\n";
    let config = load(text, Path::new("driftlint.toml"), &RULES).expect("a configuration");
    let told: Vec<String> = option_problems(&config, |_| &["keep"]).into_iter().map(|problem| problem.message).collect();
    assert_eq!(told, ["`phone-number` has no option `keeep`; did you mean `keep`?", "`keep` must be a list of strings in square brackets"]);
    assert!(option_problems(&complete(), |_| &["terms", "case", "most", "share", "mode"]).len() == 4, "all but the list of terms");
}
