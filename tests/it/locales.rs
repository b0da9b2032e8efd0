//! Every locale pack: it is well formed, the statements of `fixtures/locales/<language>.toml` are read as they say, and the gaps of
//! `fixtures/gaps/<language>.toml` are still open.

use std::path::{Path, PathBuf};

use driftlint::align::{self, Side};
use driftlint::facts::read;
use driftlint::locale::codes::Codes;
use driftlint::locale::lexicon::Lexicon;
use driftlint::locale::pack::{Half, Pack};
use driftlint::locale::registry;
use driftlint::markdown::{self, Document, Reading};
use driftlint::rules::drift::Confidence;
use driftlint::rules::options::Options;
use driftlint::rules::{self, Comparison, Notes, PairNotes};
use driftlint::source::SourceFile;
use toml_span::Value;

/// Below the project, wherever it is now: packs and tables are read when the test runs, so that a translator need not compile.
fn folder(name: &str) -> PathBuf {
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Path::new(&root).join(name)
}

/// A pack from both its halves and those of its parents.
fn pack(language: &str) -> Pack {
    let halves = [("rules/locales/cldr", Half::Generated), ("rules/locales", Half::Hand)];
    let files = registry::ancestry(language)
        .into_iter()
        .flat_map(|name| halves.map(|(place, half)| (half, folder(place).join(format!("{name}.toml")))));
    let texts: Vec<(Half, String)> = files.filter(|(_, path)| path.exists()).map(|(half, path)| (half, text(&path))).collect();
    let texts: Vec<(Half, &str)> = texts.iter().map(|(half, text)| (*half, text.as_str())).collect();
    Pack::layered(&texts).unwrap_or_else(|problems| panic!("{language}: {}", problems.join("; ")))
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A language with its lexicon, and English.
struct Languages {
    pack: Pack,
    reference: Pack,
    own: Lexicon,
    english: Lexicon,
}

impl Languages {
    fn new(language: &str) -> Self {
        let (pack, english) = (pack(language), pack("en"));
        Self { own: Lexicon::new(Some(&pack), Some(&english)), english: Lexicon::new(Some(&english), None), pack, reference: english }
    }
}

struct Statement {
    text: String,
    english: String,
    values: Vec<String>,
    unlike: Vec<String>,
}

fn statements(language: &str) -> Vec<Statement> {
    let path = folder("fixtures/locales").join(format!("{language}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let root = toml_span::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows = root.pointer("/statement").and_then(Value::as_array).expect("[[statement]]");
    rows.iter().map(statement).collect()
}

fn statement(row: &Value<'_>) -> Statement {
    let text = |key: &str| row.pointer(key).and_then(Value::as_str).unwrap_or_else(|| panic!("{key} is missing in {row:?}")).to_owned();
    let list = |key: &str| -> Vec<String> {
        let array = row.pointer(key).and_then(Value::as_array).unwrap_or_else(|| panic!("{key} is missing in {row:?}"));
        array.iter().map(|value| value.as_str().expect("a string").to_owned()).collect()
    };
    Statement { text: text("/text"), english: text("/english"), values: list("/values"), unlike: list("/unlike") }
}

fn document(text: &str) -> Document {
    markdown::parse(SourceFile::new("page.md", format!("## Support\n\n{text}\n")), Reading::Own)
}

/// What the rules say about a statement beside an English one.
fn drifts(languages: &Languages, english: &str, text: &str) -> Vec<String> {
    let (left, right) = (document(english), document(text));
    let (left_facts, right_facts) = (read::read(&left, &languages.english), read::read(&right, &languages.own));
    let (reference, translation) = (Side { document: &left, facts: &left_facts }, Side { document: &right, facts: &right_facts });
    let alignment = align::align(reference, translation);
    let comparison = Comparison {
        reference,
        translation,
        reference_notes: &Notes::default(),
        translation_notes: &Notes::default(),
        pair_notes: &PairNotes::default(),
        alignment: &alignment,
        pack: Some(&languages.pack),
        reference_pack: Some(&languages.reference),
        regions: vec!["US".to_owned()],
        codes: Codes::default(),
        options: &Options::default(),
        others: None,
    };
    let shown = rules::compare(&comparison).drifts.into_iter().filter(|drift| drift.confidence >= Confidence::Likely);
    shown.map(|drift| drift.message).collect()
}

/// Checks every statement of a language, and says all that is wrong at once.
fn check(language: &str) -> Vec<String> {
    let languages = Languages::new(language);
    let mut wrong = Vec::new();
    for row in statements(language) {
        let page = document(&row.text);
        let read: Vec<String> =
            read::read(&page, &languages.own).blocks.iter().flat_map(|block| &block.facts).map(|fact| fact.value.to_string()).collect();
        if read != row.values {
            wrong.push(format!("{language}: `{}` is read as {read:?}, not {:?}", row.text, row.values));
        }
        let said = drifts(&languages, &row.english, &row.text);
        if !said.is_empty() {
            wrong.push(format!("{language}: `{}` = `{}`, but: {said:?}", row.text, row.english));
        }
        for other in row.unlike.iter().filter(|other| drifts(&languages, other, &row.text).is_empty()) {
            wrong.push(format!("{language}: `{}` is not `{other}`, but nothing is said", row.text));
        }
        assert!(row.unlike.len() >= 3, "{language}: `{}` has fewer than three near misses", row.text);
    }
    wrong
}

#[test]
fn statements_are_read_as_their_tables_say() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder("fixtures/locales")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // One language alone while working on it: DRIFTLINT_LANGUAGE=de cargo test --test locales
    let only = std::env::var("DRIFTLINT_LANGUAGE").ok();
    let languages = files.iter().map(|file| file.file_stem().unwrap().to_string_lossy().into_owned());
    let languages: Vec<String> = languages.filter(|language| only.as_ref().is_none_or(|only| only == language)).collect();
    assert!(!languages.is_empty());
    let wrong: Vec<String> = languages.iter().flat_map(|language| check(language)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A statement that is not read yet, or wrongly.
struct Gap {
    text: String,
    english: String,
    unlike: String,
    state: String,
}

fn gaps(file: &Path) -> Vec<Gap> {
    let text = text(file);
    let root = toml_span::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let rows = root.pointer("/gap").and_then(Value::as_array).expect("[[gap]]");
    let text =
        |row: &Value<'_>, key: &str| row.pointer(key).and_then(Value::as_str).unwrap_or_else(|| panic!("{key} is missing")).to_owned();
    let gap =
        |row| Gap { text: text(row, "/text"), english: text(row, "/english"), unlike: text(row, "/unlike"), state: text(row, "/state") };
    rows.iter().map(gap).collect()
}

/// What a gap does today: the equal statement is reported, another value is not, or neither.
fn state(languages: &Languages, gap: &Gap) -> &'static str {
    match (drifts(languages, &gap.english, &gap.text).is_empty(), drifts(languages, &gap.unlike, &gap.text).is_empty()) {
        (false, _) => "reported",
        (true, true) => "blind",
        (true, false) => "mended",
    }
}

/// Expected failures, strictly: nobody would notice otherwise that one is mended, or has become worse.
#[test]
fn known_gaps_are_as_they_are_listed() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder("fixtures/gaps")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let language = file.file_stem().unwrap().to_string_lossy().into_owned();
        let languages = Languages::new(&language);
        for gap in gaps(&file) {
            let state = state(&languages, &gap);
            if state != gap.state || state == "mended" {
                wrong.push(format!("{language}: `{}` is {state}, not {}", gap.text, gap.state));
            }
        }
    }
    assert!(wrong.is_empty(), "move what is mended to fixtures/locales, and correct the state of the others:\n{}", wrong.join("\n"));
}

#[test]
fn every_pack_is_well_formed() {
    for language in registry::languages() {
        let pack = pack(language);
        assert_eq!(pack.language, language);
        assert!(!pack.name.is_empty() && !pack.cldr.is_empty(), "{language}");
        assert!(pack.entries.len() > 100, "{language} lists only {} words", pack.entries.len());
    }
}
