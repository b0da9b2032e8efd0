//! The generated halves of the locale packs: they are what the generator of this tree writes, and stand beside the hand-written ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use driftlint::locale::Tag;
use driftlint::locale::pack::{Half, Meaning, Pack};
use driftlint::locale::registry;

/// Languages that are read by their CLDR names alone, until someone writes the other half.
const WITHOUT_HAND: &str = "bg ca el et fa fi he hi hr hu id lt lv ms ro sk sl sr th uk vi";

fn locales() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join("locales")
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace('\r', "")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

fn packs(folder: &Path) -> BTreeSet<String> {
    files(folder, "toml").iter().map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

fn fnv(bytes: &[u8]) -> String {
    let value = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |value, &byte| (value ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{value:016x}")
}

fn generator() -> Vec<PathBuf> {
    let mut scripts = vec![locales().join("generate.py")];
    scripts.extend(files(&locales().join("generator"), "py"));
    scripts
}

/// The version that the generator asks for.
fn version() -> String {
    let source = text(&locales().join("generator").join("source.py"));
    let line = source.lines().find_map(|line| line.strip_prefix("VERSION = ")).expect("source.py pins a version");
    line.trim_matches('"').to_owned()
}

#[test]
fn generated_files_are_what_this_generator_writes() {
    let script = fnv(generator().iter().map(|path| text(path)).collect::<String>().as_bytes());
    let cldr = locales().join("cldr");
    let mut written = files(&cldr, "toml");
    written.push(cldr.join("parents.txt"));
    for path in written {
        let text = text(&path);
        let (header, body) = text.split_once("\n\n").expect("a header");
        let wanted = [format!("CLDR {}.", version()), "Unicode-3.0".to_owned(), format!("script {script} body {}", fnv(body.as_bytes()))];
        for mark in wanted {
            let advice = "run python3 rules/locales/generate.py, and write by hand to rules/locales/ only";
            assert!(header.contains(&mark), "{} is out of date (`{mark}` is not in its header): {advice}", path.display());
        }
    }
}

#[test]
fn every_pack_has_both_halves() {
    let (hand, generated) = (packs(&locales()), packs(&locales().join("cldr")));
    let bare: Vec<&String> = hand.difference(&generated).collect();
    assert!(bare.is_empty(), "without a generated half: {bare:?}");
    let is_region = |name: &str| registry::ancestry(name).len() > 1;
    let alone = generated.difference(&hand).filter(|name| !is_region(name) && WITHOUT_HAND.split(' ').all(|awaited| awaited != *name));
    let alone: Vec<&String> = alone.collect();
    assert!(alone.is_empty(), "without a half written by hand: {alone:?}");
}

#[test]
fn every_language_has_the_tables_of_cldr() {
    let filled: [fn(&Meaning) -> bool; 9] = [
        |meaning| matches!(meaning, Meaning::Weekday { .. }),
        |meaning| matches!(meaning, Meaning::Am),
        |meaning| matches!(meaning, Meaning::Unit(_)),
        |meaning| matches!(meaning, Meaning::Number(99_000)),
        |meaning| matches!(meaning, Meaning::Power(_)),
        |meaning| matches!(meaning, Meaning::Measure(id) if id == "gigabyte"),
        |meaning| matches!(meaning, Meaning::Currency(code) if code == "EUR"),
        |meaning| matches!(meaning, Meaning::ZoneName(id) if id == "America/Los_Angeles"),
        |meaning| matches!(meaning, Meaning::Country(code) if code == "JP"),
    ];
    for language in packs(&locales().join("cldr")) {
        let pack = registry::pack(&language).expect("an embedded pack");
        assert_eq!(pack.language, language);
        for (table, wanted) in filled.iter().enumerate() {
            assert!(pack.has(wanted), "{language} has nothing for table {table}");
        }
        assert!(!pack.minus.is_empty() && !pack.percent.is_empty() && !pack.digits.is_empty(), "{language}");
        assert!(!pack.group.contains(&pack.decimal), "{language}");
    }
}

#[test]
fn number_words_are_spelt_out() {
    let cases = [
        ("de", 21, "einundzwanzig"),
        ("fr", 71, "soixante et onze"),
        ("fr", 80, "quatre-vingts"),
        ("fr-CH", 90, "nonante"),
        ("ru", 42, "сорока двух"),
        ("pl", 22, "dwudziestu dwóch"),
        ("da", 55, "femoghalvtreds"),
        ("zh-Hans", 36, "三十六"),
        ("hi", 99, "निन्यानबे"),
        ("en", 100, "one hundred"),
    ];
    for (language, number, word) in cases {
        let pack = registry::pack(language).expect("an embedded pack");
        let entry = (word.to_owned(), Meaning::Number(number * 1000));
        assert!(pack.entries.contains(&entry), "{language}: {word}");
    }
}

#[test]
fn regions_differ_where_cldr_says_so() {
    let cases = [("de-CH", '.', false), ("de-AT", ',', false), ("es-MX", '.', true), ("pt-PT", ',', false), ("it-CH", '.', false)];
    for (name, decimal, twelve) in cases {
        let pack = registry::pack(name).expect("an embedded pack");
        assert_eq!((pack.decimal, pack.twelve_hours), (decimal, twelve), "{name}");
    }
    let austria = registry::pack("de-AT").expect("an embedded pack");
    assert!(austria.group.contains(&' ') && austria.group.contains(&'.'), "{:?}", austria.group);
}

#[test]
fn locales_find_the_pack_of_their_nearest_parent() {
    let cases = [
        ("de-CH", "de-CH"),
        ("de-LU", "de"),
        ("es-AR", "es-419"),
        ("es-ES", "es"),
        ("pt-AO", "pt-PT"),
        ("pt-BR", "pt"),
        ("en-AU", "en"),
        ("en-US", "en"),
        ("zh-MO", "zh-Hant-HK"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("no", "nb"),
        ("sr-Latn-RS", "sr"),
        ("tlh", ""),
    ];
    for (tag, name) in cases {
        if let Some(tag) = Tag::parse(tag) {
            assert_eq!(registry::pack_name(&tag), name, "{tag}");
        }
    }
}

#[test]
fn what_is_written_by_hand_goes_before_what_is_generated() {
    let generated = "[pack]\nlanguage = \"xx\"\ndecimal = \",\"\ngroup = [\".\"]\n\
        [weekdays]\nwednesday = [\"Mid\"]\nthursday = [\"Thor\"]\n[months]\nmay = [\"Mid\"]\n[units]\nday = [\"dag\", \"sol\"]\n";
    let hand = "[pack]\nlanguage = \"xx\"\ndecimal = \".\"\ngroup = [\",\"]\n\
        [weekdays-short]\nwednesday = [\"mid\"]\n[remove]\nwords = [\"Sol\"]\n";
    let pack = Pack::layered(&[(Half::Generated, generated), (Half::Hand, hand)]).expect("a pack");
    let words: BTreeSet<&str> = pack.entries.iter().map(|(word, _)| word.as_str()).collect();
    assert_eq!(words, BTreeSet::from(["mid", "Thor", "Mid", "dag"]));
    assert!(!pack.has(|meaning| *meaning == Meaning::Weekday { day: 2, short: false }), "what is written by hand goes first");
    assert_eq!((pack.decimal, pack.group.as_slice()), ('.', &[','][..]));
    assert!(Pack::layered(&[(Half::Generated, "[pack]\nlanguage = \"xx\"\n[remove]\nwords = []\n")]).is_err());
}
