//! The stages of a run, each over all pages of a site, beside what comrak alone needs to parse the same files.
//!
//! `cargo bench` takes the example site; `DRIFTLINT_BENCH=/path/to/site cargo bench` takes another (a folder with a layout that is found, or
//! with a `driftlint.toml`).

// What a test builds on is there, or the test is wrong.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::OnceLock;

use divan::Bencher;
use driftlint::align::{self, Side};
use driftlint::config::{self, Config, Date};
use driftlint::facts::read::{self, DocumentFacts};
use driftlint::findings::policy::Policy;
use driftlint::locale::codes::Codes;
use driftlint::locale::lexicon::Lexicon;
use driftlint::locale::registry;
use driftlint::markdown::{self, Document, Reading};
use driftlint::pages::{self, Site};
use driftlint::rules::{self, Comparison, Notes, PairNotes, RULES};
use driftlint::source::SourceFile;

fn main() {
    divan::main();
}

fn root() -> PathBuf {
    std::env::var_os("DRIFTLINT_BENCH").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site"), PathBuf::from)
}

fn config() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let known: Vec<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
        let file = config::discover_config(&root());
        file.map_or_else(Config::default, |file| config::load(&std::fs::read_to_string(&file).unwrap(), &file, &known).unwrap())
    })
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| pages::discover_from(&root(), &[], config()).unwrap())
}

/// A reference or a translation, with the names of the packs that read it.
struct File {
    source: SourceFile,
    packs: (&'static str, &'static str),
}

/// The files of every page, the reference first.
fn files() -> &'static [Vec<File>] {
    static FILES: OnceLock<Vec<Vec<File>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let file = |file: &pages::PageFile, packs| File { source: SourceFile::read(&file.path, &*file.shown).unwrap(), packs };
        let page = |page: &pages::Page| -> Vec<File> {
            let english = registry::pack_name(&page.reference_locale);
            let reference = page.reference.iter().map(|reference| file(reference, (english, english)));
            reference.chain(page.translations.iter().map(|one| file(&one.file, (registry::pack_name(&one.locale), english)))).collect()
        };
        site().pages.iter().filter(|page| page.reference.is_some()).map(page).collect()
    })
}

fn documents() -> &'static [Vec<Document>] {
    static DOCUMENTS: OnceLock<Vec<Vec<Document>>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        files().iter().map(|page| page.iter().map(|file| markdown::parse(file.source.clone(), Reading::Own)).collect()).collect()
    })
}

fn lexicon(file: &File) -> Arc<Lexicon> {
    registry::lexicon(file.packs.0, file.packs.1)
}

fn facts() -> &'static [Vec<DocumentFacts>] {
    static FACTS: OnceLock<Vec<Vec<DocumentFacts>>> = OnceLock::new();
    FACTS.get_or_init(|| {
        let page = |(documents, files): (&Vec<Document>, &Vec<File>)| {
            documents.iter().zip(files).map(|(document, file)| read::read(document, &lexicon(file))).collect()
        };
        documents().iter().zip(files()).map(page).collect()
    })
}

fn bytes() -> u64 {
    files().iter().flatten().map(|file| file.source.text().len() as u64).sum()
}

/// What every other figure is measured by: comrak parses the same files, with the extensions that driftlint uses.
#[divan::bench]
fn comrak_alone(bencher: Bencher<'_, '_>) {
    let mut options = comrak::Options::default();
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.cjk_friendly_emphasis = true;
    bencher.counter(divan::counter::BytesCount::new(bytes())).bench(|| {
        for file in files().iter().flatten() {
            let arena = comrak::Arena::new();
            divan::black_box(comrak::parse_document(&arena, file.source.text(), &options));
        }
    });
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    bencher.counter(divan::counter::BytesCount::new(bytes())).bench(|| {
        for file in files().iter().flatten() {
            divan::black_box(markdown::parse(file.source.clone(), Reading::Own));
        }
    });
}

#[divan::bench]
fn read_facts(bencher: Bencher<'_, '_>) {
    documents();
    bencher.counter(divan::counter::BytesCount::new(bytes())).bench(|| {
        for (document, file) in documents().iter().flatten().zip(files().iter().flatten()) {
            divan::black_box(read::read(document, &lexicon(file)));
        }
    });
}

fn sides(page: usize) -> Vec<Side<'static>> {
    documents()[page].iter().zip(&facts()[page]).map(|(document, facts)| Side { document, facts }).collect()
}

#[divan::bench]
fn align_pages(bencher: Bencher<'_, '_>) {
    facts();
    bencher.bench(|| {
        for page in 0..documents().len() {
            let sides = sides(page);
            for translation in &sides[1..] {
                divan::black_box(align::align(sides[0], *translation));
            }
        }
    });
}

#[divan::bench]
fn align_and_compare(bencher: Bencher<'_, '_>) {
    facts();
    bencher.bench(|| {
        for page in 0..documents().len() {
            let sides = sides(page);
            let notes = Notes::default();
            for (translation, file) in sides[1..].iter().zip(&files()[page][1..]) {
                let alignment = align::align(sides[0], *translation);
                let comparison = Comparison {
                    reference: sides[0],
                    translation: *translation,
                    reference_notes: &notes,
                    translation_notes: &Notes::default(),
                    pair_notes: &PairNotes::default(),
                    alignment: &alignment,
                    pack: registry::pack(file.packs.0),
                    reference_pack: registry::pack("en"),
                    regions: vec!["US".to_owned()],
                    options: &rules::options::Options::default(),
                    codes: Codes::default(),
                    others: None,
                };
                divan::black_box(rules::compare(&comparison));
            }
        }
    });
}

/// Everything that `driftlint check` does after the tree was walked, reading the files included.
#[divan::bench(args = [1, 2])]
fn check(bencher: Bencher<'_, '_>, threads: usize) {
    let policy = Policy::new(config(), Date::from_days(20_000));
    bencher.counter(divan::counter::BytesCount::new(bytes())).bench(|| driftlint::check::site(site(), &policy, threads));
}

#[divan::bench]
fn find_pages(bencher: Bencher<'_, '_>) {
    bencher.bench(|| pages::discover_from(&root(), &[], config()).unwrap());
}
