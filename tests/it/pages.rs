//! Which file translates which: locale tags, layouts, look-alikes, restriction to paths, and the proposed configuration.

use std::fs;
use std::path::{Path, PathBuf};

use driftlint::config::{self, Config, Pattern};
use driftlint::locale::Tag;
use driftlint::pages::{PagesError, Site, discover_from, proposal};
use tempfile::TempDir;

/// A tree of empty files.
fn tree(files: &[&str]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for file in files {
        write(folder.path(), file, "");
    }
    folder
}

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn find(folder: &TempDir) -> Site {
    find_with(folder, &[], &Config::default())
}

fn find_with(folder: &TempDir, roots: &[&str], config: &Config) -> Site {
    let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
    discover_from(folder.path(), &roots, config).expect("pages")
}

/// One line a page: `name: reference <- de file, fr file; missing ja`.
fn lines(site: &Site) -> Vec<String> {
    let line = |page: &driftlint::pages::Page| {
        let reference = page.reference.as_ref().map_or("-", |file| file.shown.as_str());
        let translations = page.translations.iter().map(|one| format!("{} {}", one.locale, one.file.shown));
        let translations = translations.collect::<Vec<_>>().join(", ");
        let missing: Vec<&str> = page.missing.iter().map(|missing| missing.locale.as_str()).collect();
        let missing = if missing.is_empty() { String::new() } else { format!("; missing {}", missing.join(" ")) };
        format!("{}: {reference} <- {translations}{missing}", page.name)
    };
    site.pages.iter().map(line).collect()
}

fn layouts(site: &Site) -> Vec<String> {
    let locales = |tags: &[Tag]| tags.iter().map(Tag::as_str).collect::<Vec<_>>().join(" ");
    site.layouts.iter().map(|used| format!("{} [{} -> {}]", used.description, used.reference_locale, locales(&used.locales))).collect()
}

/// Asserts what is found, and that the proposed configuration finds the same.
fn assert_found(files: &[&str], expected_layouts: &[&str], expected_lines: &[&str]) {
    let folder = tree(files);
    let site = find(&folder);
    assert_eq!(layouts(&site), expected_layouts);
    assert_eq!(lines(&site), expected_lines);
    let text = proposal(&site, folder.path());
    let config = config::load(&text, &folder.path().join("driftlint.toml"), &[]).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    let again = find_with(&folder, &[], &config);
    assert_eq!(lines(&again), lines(&site), "read again from\n{text}");
    assert_eq!(layouts(&again), layouts(&site), "read again from\n{text}");
}

fn assert_nothing(files: &[&str]) {
    let folder = tree(files);
    let found = discover_from(folder.path(), &[], &Config::default());
    assert!(matches!(found, Err(PagesError::NothingFound { .. })), "{found:?}");
}

#[test]
fn tags_are_read_in_any_writing() {
    let canonical = |text: &str| Tag::parse(text).map(|tag| tag.to_string());
    for (written, expected) in [
        ("de", "de"),
        ("DE", "de"),
        ("PT_br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("ZH_HANT", "zh-Hant"),
        ("es-419", "es-419"),
        ("fil", "fil"),
        ("haw", "haw"),
        ("yue-hant-HK", "yue-Hant-HK"),
        ("kok", "kok"),
        ("ca-es-VALENCIA", "ca-ES-valencia"),
        ("io", "io"),
    ] {
        assert_eq!(canonical(written).as_deref(), Some(expected), "{written}");
    }
}

#[test]
fn other_names_are_no_tags() {
    for name in [
        "",
        "-",
        "d",
        "js",
        "ui",
        "db",
        "ci",
        "qa",
        "v1",
        "api",
        "min",
        "cli",
        "src",
        "docs",
        "german",
        "de-",
        "-de",
        "de--DE",
        "de-DEU",
        "de-Docs",
        "de-DE-AT",
        "de-DE-Latn",
        "zh-Hans-Hant",
        "en-for-fr-FR",
        "dé",
        "日本",
        "e\u{301}n",
        "sh",
        "und",
        "xx",
    ] {
        assert_eq!(Tag::parse(name), None, "{name}");
    }
}

#[test]
fn tags_tell_their_parts() {
    let tag = Tag::parse("zh-hant-tw").expect("a tag");
    assert_eq!((tag.language(), tag.script(), tag.region()), ("zh", Some("Hant"), Some("TW")));
    let bare = Tag::parse("sv").expect("a tag");
    assert_eq!((bare.language(), bare.script(), bare.region(), bare.is_bare()), ("sv", None, None, true));
    let world = Tag::parse("en_001").expect("a tag");
    assert_eq!((world.region(), world.is_bare()), (Some("001"), false));
    assert_eq!(serde_json::to_string(&world).expect("JSON"), "\"en-001\"");
}

#[test]
fn regions_are_likely_by_language_and_script() {
    let region = |text: &str| Tag::parse(text).and_then(|tag| tag.likely_region().map(str::to_owned));
    let rows = [("sv", "SE"), ("sv-FI", "FI"), ("zh", "CN"), ("zh-Hant", "TW"), ("zh-Hant-HK", "HK"), ("pt", "BR"), ("nb", "NO")];
    for (tag, wanted) in rows {
        assert_eq!(region(tag).as_deref(), Some(wanted), "{tag}");
    }
    assert_eq!(region("tlh"), None);
    assert_eq!(region("smj"), None);
}

#[test]
fn scripts_are_likely_by_region() {
    let script = |text: &str| Tag::parse(text).and_then(|tag| tag.likely_script().map(str::to_owned));
    for (tag, expected) in [
        ("zh", Some("Hans")),
        ("zh-CN", Some("Hans")),
        ("zh-SG", Some("Hans")),
        ("zh-TW", Some("Hant")),
        ("zh-HK", Some("Hant")),
        ("zh-Hans-HK", Some("Hans")),
        ("sr", Some("Cyrl")),
        ("sr-Latn", Some("Latn")),
        ("yue", Some("Hant")),
        ("de", None),
    ] {
        assert_eq!(script(tag).as_deref(), expected, "{tag}");
    }
}

#[test]
fn a_folder_per_locale_under_docs() {
    assert_found(
        &[
            "docs/en/index.md",
            "docs/en/guide/install.mdx",
            "docs/de/index.md",
            "docs/de/guide/install.mdx",
            "docs/pt_BR/index.md",
            "README.md",
        ],
        &["docs/{locale}/{path} [en -> de pt-BR]"],
        &[
            "docs/guide/install: docs/en/guide/install.mdx <- de docs/de/guide/install.mdx; missing pt-BR",
            "docs/index: docs/en/index.md <- de docs/de/index.md, pt-BR docs/pt_BR/index.md",
        ],
    );
}

#[test]
fn a_folder_per_locale_at_the_top() {
    assert_found(
        &["en-US/support.md", "de-DE/support.md", "zh-CN/support.md", "zh-CN/gone.md", "tools/notes.md"],
        &["{locale}/{path} [en-US -> de-DE zh-CN]"],
        &["gone: - <- zh-CN zh-CN/gone.md", "support: en-US/support.md <- de-DE de-DE/support.md, zh-CN zh-CN/support.md"],
    );
}

#[test]
fn lower_case_regions_name_locales_too() {
    assert_found(
        &["articles/en-us/billing.md", "articles/sv-se/billing.md"],
        &["articles/{locale}/{path} [en-US -> sv-SE]"],
        &["articles/billing: articles/en-us/billing.md <- sv-SE articles/sv-se/billing.md"],
    );
}

#[test]
fn a_docs_folder_inside_each_locale() {
    assert_found(
        &["docs/en/docs/a.md", "docs/en/docs/deep/b.md", "docs/ja/docs/a.md", "docs/language_names.md"],
        &["docs/{locale}/{path} [en -> ja]"],
        &["docs/docs/a: docs/en/docs/a.md <- ja docs/ja/docs/a.md", "docs/docs/deep/b: docs/en/docs/deep/b.md <- ; missing ja"],
    );
}

#[test]
fn hugo_content_folders() {
    assert_found(
        &["content/en/_index.md", "content/en/docs/setup.md", "content/zh-cn/docs/setup.md", "content/zh-cn/_index.md"],
        &["content/{locale}/{path} [en -> zh-CN]"],
        &[
            "content/_index: content/en/_index.md <- zh-CN content/zh-cn/_index.md",
            "content/docs/setup: content/en/docs/setup.md <- zh-CN content/zh-cn/docs/setup.md",
        ],
    );
}

#[test]
fn hugo_file_suffixes() {
    assert_found(
        &[
            "content/docs/setup.md",
            "content/docs/setup.de.md",
            "content/docs/new.md",
            "content/docs/gone.de.md",
            "README.md",
            "themes/x/notes.md",
        ],
        &["{path}.{locale} [en -> de]"],
        &[
            "content/docs/gone: - <- de content/docs/gone.de.md",
            "content/docs/new: content/docs/new.md <- ; missing de",
            "content/docs/setup: content/docs/setup.md <- de content/docs/setup.de.md",
        ],
    );
}

#[test]
fn a_named_reference_beside_its_translations() {
    assert_found(
        &["docs/a.en.md", "docs/a.fr.md", "docs/a.ja.md", "docs/b.en.md", "docs/b.fr.md", "README.md"],
        &["{path}.{locale} [en -> fr ja]"],
        &["docs/a: docs/a.en.md <- fr docs/a.fr.md, ja docs/a.ja.md", "docs/b: docs/b.en.md <- fr docs/b.fr.md; missing ja"],
    );
}

#[test]
fn files_named_by_their_locale() {
    assert_found(
        &["support/phone/en.md", "support/phone/de-DE.md", "support/phone/notes.md", "support/chat/en.md", "support/chat/sv.md"],
        &["{path}/{locale} [en -> de-DE sv]"],
        &[
            "support/chat: support/chat/en.md <- sv support/chat/sv.md; missing de-DE",
            "support/phone: support/phone/en.md <- de-DE support/phone/de-DE.md; missing sv",
        ],
    );
}

#[test]
fn readme_files_with_all_separators() {
    assert_found(
        &[
            "README.md",
            "README.de.md",
            "README.zh-CN.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "cli/README.md",
            "cli/README_pt-BR.md",
            "cli/README_zh_TW.md",
            "web/README.md",
            "web/README-ja.md",
            "web/notes.md",
        ],
        &["{path}.{locale} [en -> de zh-CN]", "{path}-{locale} [en -> ja]", "{path}_{locale} [en -> pt-BR zh-TW]"],
        &[
            "README: README.md <- de README.de.md, zh-CN README.zh-CN.md",
            "cli/README: cli/README.md <- pt-BR cli/README_pt-BR.md, zh-TW cli/README_zh_TW.md",
            "web/README: web/README.md <- ja web/README-ja.md",
        ],
    );
}

#[test]
fn a_readme_in_one_language_that_is_also_a_word() {
    assert_found(&["README.md", "README.it.md"], &["{path}.{locale} [en -> it]"], &["README: README.md <- it README.it.md"]);
}

#[test]
fn docusaurus_with_versions_blog_and_instances() {
    assert_found(
        &[
            "docs/intro.md",
            "docs/api/new.mdx",
            "versioned_docs/version-1.0/intro.md",
            "blog/2026-01-01-hello.md",
            "community/team.md",
            "src/pages/about.md",
            "i18n/fr/docusaurus-plugin-content-docs/current/intro.md",
            "i18n/de/docusaurus-plugin-content-docs/current/intro.md",
            "i18n/de/docusaurus-plugin-content-docs/current/api/new.mdx",
            "i18n/de/docusaurus-plugin-content-docs/version-1.0/intro.md",
            "i18n/de/docusaurus-plugin-content-docs-community/current/team.md",
            "i18n/de/docusaurus-plugin-content-blog/2026-01-01-hello.md",
            "i18n/de/docusaurus-plugin-content-pages/about.md",
            "README.md",
        ],
        &[
            "i18n/{locale}/docusaurus-plugin-content-blog/{path} [en -> de]",
            "i18n/{locale}/docusaurus-plugin-content-docs/current/{path} [en -> de fr]",
            "i18n/{locale}/docusaurus-plugin-content-docs/version-1.0/{path} [en -> de]",
            "i18n/{locale}/docusaurus-plugin-content-docs-community/current/{path} [en -> de]",
            "i18n/{locale}/docusaurus-plugin-content-pages/{path} [en -> de]",
        ],
        &[
            "blog/2026-01-01-hello: blog/2026-01-01-hello.md <- de i18n/de/docusaurus-plugin-content-blog/2026-01-01-hello.md",
            "community/team: community/team.md <- de i18n/de/docusaurus-plugin-content-docs-community/current/team.md",
            "docs/api/new: docs/api/new.mdx <- de i18n/de/docusaurus-plugin-content-docs/current/api/new.mdx; missing fr",
            "docs/intro: docs/intro.md <- de i18n/de/docusaurus-plugin-content-docs/current/intro.md, fr i18n/fr/docusaurus-plugin-content-docs/current/intro.md",
            "src/pages/about: src/pages/about.md <- de i18n/de/docusaurus-plugin-content-pages/about.md",
            "versioned_docs/version-1.0/intro: versioned_docs/version-1.0/intro.md <- de i18n/de/docusaurus-plugin-content-docs/version-1.0/intro.md",
        ],
    );
}

#[test]
fn docusaurus_below_its_docs_folder() {
    assert_found(
        &["docs/intro.md", "website/i18n/ko/docusaurus-plugin-content-docs/current/intro.md"],
        &["website/i18n/{locale}/docusaurus-plugin-content-docs/current/{path} [en -> ko]"],
        &["docs/intro: docs/intro.md <- ko website/i18n/ko/docusaurus-plugin-content-docs/current/intro.md"],
    );
}

#[test]
fn starlight_with_the_reference_at_the_root() {
    assert_found(
        &[
            "src/content/docs/index.mdx",
            "src/content/docs/guides/a.md",
            "src/content/docs/fr/guides/a.md",
            "src/content/docs/pt-br/index.mdx",
        ],
        &["src/content/docs/{locale}/{path} [en -> fr pt-BR]"],
        &[
            "src/content/docs/guides/a: src/content/docs/guides/a.md <- fr src/content/docs/fr/guides/a.md; missing pt-BR",
            "src/content/docs/index: src/content/docs/index.mdx <- pt-BR src/content/docs/pt-br/index.mdx; missing fr",
        ],
    );
}

#[test]
fn starlight_with_a_reference_folder() {
    assert_found(
        &["src/content/docs/en/a.md", "src/content/docs/ar/a.md", "src/content/docs/404.md"],
        &["src/content/docs/{locale}/{path} [en -> ar]"],
        &["src/content/docs/a: src/content/docs/en/a.md <- ar src/content/docs/ar/a.md"],
    );
}

#[test]
fn vitepress_at_the_top() {
    assert_found(
        &["index.md", "guide/start.md", "guide/new.md", "zh/index.md", "zh/guide/start.md", "packages/core/README.md", "CHANGELOG.md"],
        &["{locale}/{path} [en -> zh]"],
        &[
            "guide/new: guide/new.md <- ; missing zh",
            "guide/start: guide/start.md <- zh zh/guide/start.md",
            "index: index.md <- zh zh/index.md",
        ],
    );
}

#[test]
fn vitepress_under_docs_does_not_count_its_readme() {
    assert_found(
        &["docs/README.md", "docs/support.md", "docs/guide/a.md", "docs/ru/guide/a.md", "docs/db/tables.md"],
        &["docs/{locale}/{path} [en -> ru]"],
        &[
            "docs/db/tables: docs/db/tables.md <- ; missing ru",
            "docs/guide/a: docs/guide/a.md <- ru docs/ru/guide/a.md",
            "docs/support: docs/support.md <- ; missing ru",
        ],
    );
}

#[test]
fn a_translations_folder_mirrors_the_project() {
    assert_found(
        &["README.md", "1-intro/README.md", "translations/fr/README.md", "translations/fr/1-intro/README.md"],
        &["translations/{locale}/{path} [en -> fr]"],
        &["1-intro/README: 1-intro/README.md <- fr translations/fr/1-intro/README.md", "README: README.md <- fr translations/fr/README.md"],
    );
}

#[test]
fn repositories_side_by_side_from_the_folder_above() {
    let files =
        ["docs/support.md", "docs/README.md", "docs.de-DE/support.md", "docs.de-DE/README.md", "docs-pr.nl-NL/support.md", "other/x.md"];
    assert_found(
        &files,
        &["docs.{locale}/{path} [en -> de-DE]", "docs-pr.{locale}/{path} [en -> nl-NL]"],
        &["docs/support: docs/support.md <- de-DE docs.de-DE/support.md, nl-NL docs-pr.nl-NL/support.md"],
    );
}

#[test]
fn repositories_side_by_side_with_a_localized_reference() {
    assert_found(
        &["docs.en-us/a.md", "docs.fr-fr/a.md", "docs-pr.ja-jp/a.md"],
        &["docs.{locale}/{path} [en-US -> fr-FR]", "docs-pr.{locale}/{path} [en-US -> ja-JP]"],
        &["docs/a: docs.en-us/a.md <- fr-FR docs.fr-fr/a.md, ja-JP docs-pr.ja-jp/a.md"],
    );
}

#[test]
fn repositories_side_by_side_from_inside_one() {
    let folder =
        tree(&["w/docs/a.md", "w/docs/b.md", "w/docs.de-DE/a.md", "w/docs.de-DE/.git/HEAD", "w/docs.fr-FR/a.md", "w/unrelated/a.md"]);
    let inside = folder.path().join("w/docs.de-DE");
    let site = discover_from(&inside, &[], &Config::default()).expect("pages");
    assert_eq!(lines(&site), ["docs/a: ../docs/a.md <- de-DE a.md", "docs/b: ../docs/b.md <- ; missing de-DE"]);
    let text = proposal(&site, &inside);
    assert!(text.contains("reference = \"../docs/{path}\"\ntranslation = \"../docs.{locale}/{path}\"\n"), "{text}");
    let config = config::load(&text, &inside.join("driftlint.toml"), &[]).expect("a configuration");
    let again = discover_from(&inside, &[], &config).expect("pages");
    assert_eq!(lines(&again), lines(&site));
    let reference = discover_from(&folder.path().join("w/docs"), &[], &Config::default()).expect("pages");
    assert_eq!(lines(&reference)[0], "docs/a: a.md <- de-DE ../docs.de-DE/a.md, fr-FR ../docs.fr-FR/a.md");
}

#[test]
fn the_folder_above_repositories_can_be_given() {
    let folder = tree(&["w/docs/a.md", "w/docs.de-DE/a.md", "elsewhere/x.md"]);
    let site = find_with(&folder, &["w"], &Config::default());
    assert_eq!(lines(&site), ["w/docs/a: w/docs/a.md <- de-DE w/docs.de-DE/a.md"]);
}

#[test]
fn several_layouts_hold_in_one_tree() {
    assert_found(
        &["README.md", "README.fr.md", "docs/en/a.md", "docs/de/a.md", "help/b.md", "help/es/b.md"],
        &["docs/{locale}/{path} [en -> de]", "help/{locale}/{path} [en -> es]", "{path}.{locale} [en -> fr]"],
        &["README: README.md <- fr README.fr.md", "docs/a: docs/en/a.md <- de docs/de/a.md", "help/b: help/b.md <- es help/es/b.md"],
    );
}

#[test]
fn look_alikes_are_no_locales() {
    assert_nothing(&["README.md", "js/README.md", "ui/README.md", "docs/index.md", "docs/db/index.md"]);
    assert_nothing(&["page.md", "page.min.md", "page.test.md", "page-v2.md", "page_old.md"]);
    assert_nothing(&["README.md", "setup.md", "it/README.md", "it/laptops.md", "it/printers.md"]);
    assert_nothing(&["README.md", "it/README.md"]);
    assert_nothing(&["api/README.md", "api/client.md", "api/ts/README.md", "api/ts/types.md", "api/cs/README.md"]);
    assert_nothing(&["quickstart.md", "quickstart-ts.md", "quickstart-cs.md", "create-vm.md", "create-vm-az.md", "create-vm-ps.md"]);
    assert_nothing(&["sign.md", "sign-in.md", "plug.md", "plug-in.md", "what.md", "what-is.md", "how.md", "how-to.md"]);
    assert_nothing(&["docs/en/only.md", "docs/images/notes.md"]);
    assert_nothing(&["service/README.md", "service.io/README.md", "service.de/LICENSE.md", "service/LICENSE.md"]);
}

#[test]
fn an_unrelated_folder_beside_locales_is_left_alone() {
    assert_found(
        &["docs/en/a.md", "docs/de/a.md", "docs/it/laptops.md", "docs/io/README.md", "docs/js/a.md"],
        &["docs/{locale}/{path} [en -> de]"],
        &["docs/a: docs/en/a.md <- de docs/de/a.md"],
    );
}

#[test]
fn a_word_is_a_locale_among_others() {
    assert_found(
        &["guide.md", "guide.it.md", "guide.de.md", "api.md", "api.ts.md"],
        &["{path}.{locale} [en -> de it]"],
        &["guide: guide.md <- de guide.de.md, it guide.it.md"],
    );
}

#[test]
fn an_english_folder_says_that_the_rest_is_not_english() {
    assert_nothing(&["guide/a.md", "en/guide/a.md"]);
}

#[test]
fn another_reference_can_be_configured() {
    let folder = tree(&["docs/de/a.md", "docs/en/a.md", "docs/fr/a.md"]);
    let config = Config { reference: Tag::parse("de"), ..Config::default() };
    let site = find_with(&folder, &[], &config);
    assert_eq!(lines(&site), ["docs/a: docs/de/a.md <- en docs/en/a.md, fr docs/fr/a.md"]);
    assert_eq!(layouts(&site), ["docs/{locale}/{path} [de -> en fr]"]);
}

#[test]
fn of_two_kinds_of_english_the_plain_one_is_the_reference() {
    let folder = tree(&["en-GB/a.md", "en/a.md", "sv/a.md"]);
    assert_eq!(lines(&find(&folder)), ["a: en/a.md <- en-GB en-GB/a.md, sv sv/a.md"]);
    let config = Config { reference: Tag::parse("en-GB"), ..Config::default() };
    assert_eq!(lines(&find_with(&folder, &[], &config)), ["a: en-GB/a.md <- en en/a.md, sv sv/a.md"]);
}

#[test]
fn ignored_files_are_not_seen() {
    let folder = tree(&[
        "en/a.md",
        "en/draft.md",
        "de/a.md",
        "fr/a.md",
        "node_modules/x/README.md",
        "node_modules/x/README.de.md",
        ".hidden/en/a.md",
    ]);
    write(folder.path(), ".gitignore", "fr/\ndraft.md\n");
    assert_eq!(lines(&find(&folder)), ["a: en/a.md <- de de/a.md"]);
}

#[test]
fn configured_globs_and_locales_restrict() {
    let folder = tree(&["en/a.md", "en/api/b.md", "de/a.md", "de/api/b.md", "fr/a.md", "fr/api/b.md"]);
    let text = "ignore = [\"/*/api/\"]\nlocales = [\"fr\"]\n";
    let config = config::load(text, &folder.path().join("driftlint.toml"), &[]).expect("a configuration");
    let site = find_with(&folder, &[], &config);
    assert_eq!(lines(&site), ["a: en/a.md <- fr fr/a.md"]);
    assert_eq!(layouts(&site), ["{locale}/{path} [en -> fr]"]);
}

#[test]
fn configured_layouts_replace_the_detected_ones() {
    let folder = tree(&["text/source/a.txt", "text/out/german/a.txt", "text/out/fr_FR/a.txt", "docs/en/a.md", "docs/de/a.md"]);
    let text = "[[layout]]\nreference = \"text/source/{path}.txt\"\ntranslation = \"text/out/german/{path}.txt\"\nlocale = \"de-DE\"\n\
                [[layout]]\nreference = \"text/source/{path}.txt\"\ntranslation = \"text/out/{locale}/{path}.txt\"\n";
    let config = config::load(text, &folder.path().join("driftlint.toml"), &[]).expect("a configuration");
    let site = find_with(&folder, &[], &config);
    assert_eq!(lines(&site), ["text/source/a: text/source/a.txt <- de-DE text/out/german/a.txt, fr-FR text/out/fr_FR/a.txt"]);
}

#[test]
fn configured_layouts_that_fit_nothing_are_named() {
    let folder = tree(&["docs/en/a.md", "docs/de/a.md"]);
    let text = "[[layout]]\nreference = \"handbook/{path}.md\"\ntranslation = \"handbook/{locale}/{path}.md\"\n";
    let config = config::load(text, &folder.path().join("driftlint.toml"), &[]).expect("a configuration");
    let error = discover_from(folder.path(), &[], &config).expect_err("an error").to_string();
    assert_eq!(
        error,
        "no page in . fits the layouts of the configuration (0 files seen; looked for handbook/{locale}/{path}.md); correct [[layout]], \
         or remove it to have the layout detected"
    );
}

#[test]
fn a_reference_in_a_subfolder_of_the_translation() {
    let folder = tree(&["guide/a.md", "en/guide/a.md"]);
    let text = "[[layout]]\nreference = \"en/{path}.md\"\ntranslation = \"{path}.md\"\nlocale = \"zh-CN\"\n";
    let config = config::load(text, &folder.path().join("driftlint.toml"), &[]).expect("a configuration");
    assert_eq!(lines(&find_with(&folder, &[], &config)), ["guide/a: en/guide/a.md <- zh-CN guide/a.md"]);
}

#[test]
fn paths_restrict_to_folders_and_files() {
    let folder = tree(&["docs/en/a.md", "docs/en/b.md", "docs/de/a.md", "docs/fr/a.md", "docs/fr/b.md"]);
    let config = Config::default();
    assert_eq!(
        lines(&find_with(&folder, &["docs/en/b.md"], &config)),
        ["docs/b: docs/en/b.md <- fr docs/fr/b.md; missing de"],
        "a reference comes with all its translations"
    );
    assert_eq!(
        lines(&find_with(&folder, &["docs/fr/a.md"], &config)),
        ["docs/a: docs/en/a.md <- fr docs/fr/a.md"],
        "a translation comes alone"
    );
    assert_eq!(
        lines(&find_with(&folder, &["docs/de"], &config)),
        ["docs/a: docs/en/a.md <- de docs/de/a.md", "docs/b: docs/en/b.md <- ; missing de"],
        "a folder of a locale has what is there and what is missing there"
    );
    assert_eq!(layouts(&find_with(&folder, &["docs/fr/a.md"], &config)), ["docs/{locale}/{path} [en -> fr]"]);
}

#[test]
fn the_project_is_found_from_inside_a_locale() {
    let folder = tree(&[".git/HEAD", "docs/en/a.md", "docs/de/a.md", "docs/fr/a.md"]);
    let inside = folder.path().join("docs/de");
    let site = discover_from(&inside, &[], &Config::default()).expect("pages");
    assert_eq!(lines(&site), ["docs/a: ../en/a.md <- de a.md"]);
}

#[test]
fn a_layout_wholly_elsewhere_needs_no_path() {
    let folder = tree(&["project/docs/en/b.md", "project/docs/de/b.md", "handbook/a.md", "handbook-german/a.md"]);
    let project = folder.path().join("project");
    let text = "[[layout]]\nreference = \"docs/en/{path}\"\ntranslation = \"docs/{locale}/{path}\"\n\
                [[layout]]\nreference = \"../handbook/{path}\"\ntranslation = \"../handbook-german/{path}\"\nlocale = \"de-DE\"\n";
    let config = config::load(text, &project.join("driftlint.toml"), &[]).expect("a configuration");
    let translations = |site: &Site| site.pages.iter().flat_map(|page| &page.translations).count();
    let site = discover_from(&project, &[], &config).expect("pages");
    assert_eq!(translations(&site), 2, "{:?}", lines(&site));
    let inside = discover_from(&project.join("docs"), &[], &config).expect("pages");
    assert_eq!(translations(&inside), 1, "a folder inside the project asks for its own pages: {:?}", lines(&inside));
}

#[test]
fn paths_outside_of_the_current_folder_are_shown_whole() {
    let folder = tree(&["en/a.md", "de/a.md"]);
    let elsewhere = tree(&["deep/notes.md"]);
    let site = discover_from(&elsewhere.path().join("deep"), &[folder.path().join("de/a.md")], &Config::default()).expect("pages");
    let top = folder.path().to_string_lossy().replace('\\', "/");
    assert_eq!(lines(&site), [format!("a: {top}/en/a.md <- de {top}/de/a.md")]);
}

#[test]
fn paths_that_hold_no_page_are_failures_beside_others() {
    let folder = tree(&["en/a.md", "de/a.md", "notes.md"]);
    let site = find_with(&folder, &["de", "gone.md", "notes.md"], &Config::default());
    let failures: Vec<String> = site.failures.iter().map(|failure| format!("{}: {}", failure.shown, failure.reason)).collect();
    assert_eq!(
        failures,
        [
            "gone.md: no such file or folder",
            "notes.md: is neither a translation nor the reference of one; use `driftlint compare` to name both files"
        ]
    );
}

#[test]
fn errors_say_what_to_do() {
    let message = |folder: &TempDir, roots: &[&str]| {
        let roots: Vec<PathBuf> = roots.iter().map(PathBuf::from).collect();
        discover_from(folder.path(), &roots, &Config::default()).expect_err("an error").to_string()
    };
    let nothing = message(&tree(&["a.md", "b.md"]), &[]);
    assert!(
        nothing.starts_with("no page with a translation was found in . (2 Markdown files seen; looked for docs/{locale}/…"),
        "{nothing}"
    );
    for remedy in ["[[layout]] in driftlint.toml", "`driftlint init`", "`driftlint compare REFERENCE TRANSLATION`"] {
        assert!(nothing.contains(remedy), "{nothing}");
    }
    let site = tree(&["en/a.md", "de/a.md", "notes.md"]);
    assert_eq!(message(&site, &["gone", "lost.md"]), "gone: no such file or folder; lost.md: no such file or folder");
    assert!(
        message(&site, &["notes.md"]).starts_with("notes.md holds no page that belongs to a translation"),
        "{}",
        message(&site, &["notes.md"])
    );
}

#[test]
fn the_same_tree_gives_the_same_pages() {
    let files: Vec<String> =
        (0..40).flat_map(|at| ["en", "de", "fr"].map(|locale| format!("docs/{locale}/part{}/p{at}.md", at % 7))).collect();
    let folder = tree(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let first = find(&folder);
    assert_eq!(first.pages.len(), 40);
    assert!(first.pages.is_sorted_by_key(|page| page.name.clone()));
    for _ in 0..3 {
        assert_eq!(find(&folder), first);
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = tree(&["en/a.md", "de/a.md"]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("de/loop")).expect("a link");
    assert_eq!(lines(&find(&folder)), ["a: en/a.md <- de de/a.md"]);
}

proptest::proptest! {
    #[test]
    fn canonical_tags_stay_as_they_are(text in "[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8}){0,3}") {
        if let Some(tag) = Tag::parse(&text) {
            proptest::prop_assert!(tag.as_str().eq_ignore_ascii_case(&text.replace('_', "-")));
            proptest::prop_assert_eq!(Tag::parse(tag.as_str()), Some(tag));
        }
    }

    #[test]
    fn what_a_pattern_fills_it_matches(path in "[a-z é日]{1,8}(/[a-z.é日_-]{1,8}){0,3}") {
        let pattern = Pattern::parse("docs.{locale}/x/{path}.md").expect("a pattern");
        let filled = pattern.fill(&path, "pt_br");
        let found = pattern.matches(&filled).map(|found| (found.path, found.locale));
        proptest::prop_assert_eq!(found, Some((path.as_str(), Some("pt_br"))));
    }

    #[test]
    fn no_name_makes_discovery_panic(names in proptest::collection::vec("(en|de|it|docs|i18n|a|é|\\{path\\}|x\\.de|[-_.a]{1,3})(/(en|de|a|b\\.de|é)){0,3}/(a|a\\.de|a\\.en|README|-de)\\.md", 1..8)) {
        let folder = TempDir::new().expect("a temporary folder");
        for name in names.iter().filter(|name| !name.split('/').any(|part| part.bytes().all(|byte| byte == b'.'))) {
            let path = folder.path().join(name);
            let _ = fs::create_dir_all(path.parent().expect("a folder above")).and_then(|()| fs::write(&path, ""));
        }
        if let Ok(site) = discover_from(folder.path(), &[], &Config::default()) {
            let mut seen = std::collections::BTreeSet::new();
            for file in site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|one| &one.file))) {
                proptest::prop_assert!(seen.insert(&file.path), "{:?} belongs to two pages", file.path);
            }
        }
    }
}
