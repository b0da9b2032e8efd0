//! What must hold for every page: a page states what it states itself, one changed fact is one finding on that fact, and the form of the
//! Markdown does not matter.

use std::path::{Path, PathBuf};

use driftlint::align::{self, Side};
use driftlint::check;
use driftlint::config::{Config, Date};
use driftlint::facts::read::{self, DocumentFacts};
use driftlint::findings::build::{self, Origin};
use driftlint::findings::policy::Policy;
use driftlint::findings::{Finding, Place};
use driftlint::locale::codes::Codes;
use driftlint::locale::{Tag, normal, registry};
use driftlint::markdown::{self, Document, Reading};
use driftlint::pages;
use driftlint::report::{self, Format, Style};
use driftlint::rules::drift::Confidence;
use driftlint::rules::{self, Comparison, Notes, PairNotes};
use driftlint::source::{SourceFile, Span};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config as Cases;

fn cases(number: u32) -> Cases {
    Cases { cases: number, failure_persistence: None, ..Cases::default() }
}

/// A page in a locale, whose reference is in another.
fn read(text: &str, locale: &str, reference_locale: &str) -> (Document, DocumentFacts) {
    let pack = |locale: &str| registry::pack_name(&Tag::parse(locale).expect("a tag"));
    let document = markdown::parse(SourceFile::new("page.md", text), Reading::Own);
    let facts = read::read(&document, &registry::lexicon(pack(locale), pack(reference_locale)));
    (document, facts)
}

/// What is shown by default about a translation in `locale` beside its reference in `reference_locale`.
pub(crate) fn compare(reference: &str, reference_locale: &str, translation: &str, locale: &str) -> Vec<Finding> {
    let (left, left_facts) = read(reference, reference_locale, reference_locale);
    let (right, right_facts) = read(translation, locale, reference_locale);
    let (reference, translation) = (Side { document: &left, facts: &left_facts }, Side { document: &right, facts: &right_facts });
    let alignment = align::align(reference, translation);
    let pack = registry::pack(registry::pack_name(&Tag::parse(locale).expect("a tag")));
    let regions = vec!["US".to_owned(), "GB".to_owned()];
    let reference_pack = registry::pack(registry::pack_name(&Tag::parse(reference_locale).expect("a tag")));
    let options = &rules::options::Options::default();
    let (reference_notes, translation_notes) = (&Notes::default(), &Notes::default());
    let alignment = &alignment;
    let comparison = Comparison {
        reference,
        translation,
        reference_notes,
        translation_notes,
        pair_notes: &PairNotes::default(),
        alignment,
        pack,
        reference_pack,
        regions,
        codes: Codes::default(),
        options,
        others: None,
    };
    let compared = rules::compare(&comparison);
    let origin = Origin { page: "page", locale, reference: Some(&left), translation: Some(&right) };
    let shown = compared.drifts.into_iter().filter(|drift| drift.confidence >= Confidence::Likely);
    shown.map(|drift| build::finding(origin, drift)).collect()
}

fn told(findings: &[Finding]) -> Vec<String> {
    let mut lines: Vec<String> = findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    lines.sort();
    lines
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files below a folder of the fixtures, sorted.
fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of fixtures").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(markdown_files(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "md") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

fn text_of(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a fixture")
}

// Pages of our own, against themselves.

#[test]
fn english_fixtures_state_what_they_state() {
    let mut files = markdown_files(&root().join("fixtures/site/docs/en"));
    files.extend(markdown_files(&root().join("fixtures/rules")).into_iter().filter(|file| file.ends_with("reference.md")));
    assert!(files.len() > 100, "only {} files", files.len());
    for file in files {
        let text = text_of(&file);
        assert_eq!(told(&compare(&text, "en", &text, "en-GB")), [""; 0], "{}", file.display());
    }
}

#[test]
fn what_a_page_has_twice_it_has_in_itself() {
    for page in [
        "# Support\n\n## <a name=\"x\"></a><a name=\"x\"></a>Hours\n\nWe open at 9 AM.\n",
        "# Support\n\n<a name=\"x\"></a>\n## <a name=\"x\"></a>Hours\n\nWe open at 9 AM.\n",
        "---\nms.service: a1\nms.service: b2\n---\n\n# Support\n\nWe open at 9 AM.\n",
        "# Support\n\n## Hours {#x}\n\nWe open at 9 AM.\n\n## Closed {#x}\n\nWe close at 5 PM.\n",
    ] {
        assert_eq!(told(&compare(page, "en", page, "en-GB")), [""; 0], "{page}");
    }
}

#[test]
fn translations_of_the_site_state_what_they_state() {
    for locale in ["ar", "da", "de", "es", "fr", "ja", "ko", "nl", "pl", "pt-BR", "ru", "sv", "tr", "zh-CN"] {
        for file in markdown_files(&root().join("fixtures/site/docs").join(locale)) {
            let text = text_of(&file);
            assert_eq!(told(&compare(&text, locale, &text, locale)), [""; 0], "{}", file.display());
        }
    }
}

// Generated pages.

/// Sentences that every language reads in the same way.
fn figures() -> impl Strategy<Value = String> {
    prop_oneof![
        (100..999_u32, 10..99_u32, 100..999_u32).prop_map(|(a, b, c)| format!("+47 {a} {b} {c}")),
        (0..12_u32, 12..24_u32).prop_map(|(from, to)| format!("{from:02}:00-{to}:30")),
        (1..12_u32).prop_map(|hours| format!("UTC+{hours}")),
        select(vec!["24/7", "2026-06-30", "v1.10.3", "1 000 000", "99.95%", "192.168.10.20", "16:9", "FL-204718"]).prop_map(str::to_owned),
    ]
}

/// English sentences with and without facts.
fn sentence() -> impl Strategy<Value = String> {
    let fixed = vec![
        "Staffed around the clock.",
        "Choose **Support** in the [console](https://console.fjordline.example/24/7).",
        "Office 365 has 24 items.",
        "Run `fjord restore --days 30` within one hour.",
        "Closed at noon on Mondays and Fridays.",
        "Mon-Fri 9-5, Berlin.",
        "Sev A: 1 hour, Sev B: 1 business day.",
    ];
    prop_oneof![
        figures().prop_map(|figures| format!("See {figures}.")),
        (1..90_u32, select(vec!["hours", "days", "business days", "weeks", "months"]))
            .prop_map(|(n, unit)| format!("It takes {n} {unit}.")),
        (1..12_u32, 1..12_u32).prop_map(|(from, to)| format!("Open {from} AM-{to} PM on weekdays, Oslo time.")),
        select(fixed).prop_map(str::to_owned),
    ]
}

fn paragraph(sentence: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.join(" ")).boxed()
}

/// A block of Markdown around a text.
fn block(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let texts = || prop::collection::vec(text.clone(), 1..4);
    prop_oneof![
        4 => text.clone(),
        2 => texts().prop_map(|texts| format!("- {}\n", texts.join("\n- "))),
        1 => texts().prop_map(|texts| format!("1. {}\n", texts.join("\n1. "))),
        1 => texts().prop_map(|texts| format!("* Item\n\t* {}\n", texts.join("\n\t"))),
        1 => (texts(), text.clone()).prop_map(|(texts, lazy)| format!("1. Item\n\t- {}\n{lazy}", texts.join("\n\t"))),
        2 => texts().prop_map(|texts| {
            let rows = texts.iter().zip('A'..).map(|(text, name)| format!("| Sev {name} | {text} |\n"));
            format!("| Level | Text |\n|---|---|\n{}", rows.collect::<String>())
        }),
        1 => text.clone().prop_map(|text| format!("> [!NOTE]\n> {text}")),
        1 => text.clone().prop_map(|text| format!("!!! note\n    {text}")),
        1 => text.clone().prop_map(|text| format!("```sh\n{text}\n```")),
        1 => text.clone().prop_map(|text| format!("::: moniker range=\"fjord-1\"\n\n{text}\n\n::: moniker-end")),
        1 => text.prop_map(|text| format!("[!INCLUDE [{text}](../includes/note.md)]\n\n---")),
    ]
}

/// The anchors of a heading, in the line above it and in it, one of them maybe twice.
fn anchors() -> impl Strategy<Value = (String, String)> {
    let tag = |name: &str| format!("<a name=\"{name}\"></a>");
    (select(vec!["a", "b", "c"]), 0..4_u8).prop_map(move |(name, form)| match form {
        0 => (String::new(), format!(" {}{}", tag(name), tag(name))),
        1 => (format!("{}\n", tag(name)), format!(" {}", tag(name))),
        _ => (String::new(), format!(" {{#{name}}}")),
    })
}

/// None, or some keys, of which one may be there twice.
fn front_matter() -> impl Strategy<Value = String> {
    let keys = select(vec!["title: Support", "layout: page", "layout: wide", "weight: 3", "weight: 30"]);
    prop::collection::vec(keys, 0..4)
        .prop_map(|keys| if keys.is_empty() { String::new() } else { format!("---\n{}\n---\n\n", keys.join("\n")) })
}

/// A page of up to five sections, some of them with an anchor, some of the same name.
fn page(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let heading = (1..4_usize, select(vec!["Support", "Phone", "Hours", "Fjordline Cloud 365"]), prop::option::of(anchors()));
    let section = (heading, prop::collection::vec(block(text), 0..5)).prop_map(|((level, title, anchor), blocks)| {
        let (above, inside) = anchor.unwrap_or_default();
        format!("{above}{} {title}{inside}\n\n{}\n\n", "#".repeat(level), blocks.join("\n\n"))
    });
    (front_matter(), prop::collection::vec(section, 1..6)).prop_map(|(front, sections)| front + &sections.concat())
}

fn english_page() -> impl Strategy<Value = String> {
    page(paragraph(sentence().boxed()))
}

fn languages() -> Vec<&'static str> {
    registry::languages().collect()
}

/// Words of a pack, figures and signs in any order: what a grammar trips over.
fn soup(language: &'static str) -> impl Strategy<Value = String> {
    let entries: Vec<String> = registry::pack(language).expect("a pack").entries.iter().map(|(word, _)| word.clone()).collect();
    let piece = prop_oneof![
        4 => select(entries),
        3 => (0..2500_u32).prop_map(|number| number.to_string()),
        3 => select(vec!["-", "–", ":", ".", ",", "/", "*", "+", "(", ")", "~", "\n", "\n\n", "\n\t", "\n* ", "\t* ", "&nbsp;", "**", "`", "|", "０９", "x", "\u{ad}", "\u{202f}"])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let spaced = (piece, any::<bool>()).prop_map(|(piece, space)| if space { piece + " " } else { piece });
    prop::collection::vec(spaced, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_soup() -> impl Strategy<Value = (&'static str, String)> {
    select(languages()).prop_flat_map(|language| soup(language).prop_map(move |text| (language, text)))
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_page_states_what_it_states(page in english_page()) {
        prop_assert_eq!(told(&compare(&page, "en", &page, "en-GB")), [""; 0]);
    }

    #[test]
    fn figures_state_the_same_in_every_language(page in page(paragraph(figures().boxed())), language in select(languages())) {
        prop_assert_eq!(told(&compare(&page, "en", &page, language)), [""; 0]);
    }

    #[test]
    fn any_text_states_what_it_states((language, text) in any_soup()) {
        prop_assert_eq!(told(&compare(&text, language, &text, language)), [""; 0]);
    }

    #[test]
    fn facts_lie_in_their_blocks((language, text) in any_soup()) {
        let (document, facts) = read(&text, language, "en");
        prop_assert_eq!(document.blocks.len(), facts.blocks.len());
        for (block, facts) in document.blocks.iter().zip(&facts.blocks) {
            for fact in &facts.facts {
                prop_assert!(block.text.visible().get(fact.range.clone()).is_some_and(|covered| !covered.is_empty()), "{:?}", fact);
                prop_assert!(!document.source.slice(fact.span).is_empty() && block.span.contains(fact.span), "{:?} in {:?}", fact, block.span);
            }
            prop_assert!(facts.loose.iter().all(|number| !document.source.slice(number.span).is_empty()));
        }
    }

    /// Whatever stands in two pages, each section and each block of theirs is aligned once, or it is known that nothing is known of it.
    #[test]
    fn alignment_takes_every_section_and_block_once(left in english_page(), right in english_page()) {
        let ((left, left_facts), (right, right_facts)) = (read(&left, "en", "en"), read(&right, "de", "en"));
        let alignment = align::align(Side { document: &left, facts: &left_facts }, Side { document: &right, facts: &right_facts });
        let pairs = &alignment.sections;
        let sorted = |mut all: Vec<usize>| { all.sort_unstable(); all };
        let references = pairs.iter().map(|pair| pair.reference).chain(alignment.missing.iter().copied());
        let references = references.chain(alignment.undetermined.iter().copied());
        prop_assert_eq!(sorted(references.collect()), (0..left.sections.len()).collect::<Vec<_>>());
        let translations = pairs.iter().map(|pair| pair.translation).chain(alignment.extra.iter().copied());
        let translations = sorted(translations.collect());
        let all: Vec<usize> = (0..right.sections.len()).collect();
        prop_assert!(translations.windows(2).all(|pair| pair[0] < pair[1]) && translations.iter().all(|at| all.contains(at)));
        prop_assert!(!alignment.undetermined.is_empty() || translations == all, "{translations:?} of {all:?}");
        for pair in pairs {
            let (r, t) = (pair.blocks.iter().filter_map(|pair| pair.reference), pair.blocks.iter().filter_map(|pair| pair.translation));
            // Beside its own blocks, a section may hold some of those whose heading is lost on the other side.
            let own = [left.sections[pair.reference].blocks.clone(), right.sections[pair.translation].blocks.clone()];
            let parts = [(&alignment.taken_in, pair.reference, &left), (&alignment.split_off, pair.translation, &right)];
            for ((held, own), (parts, host, document)) in [sorted(r.collect()), sorted(t.collect())].into_iter().zip(own).zip(parts) {
                let ends = parts.iter().filter(|(_, of)| *of == host).map(|&(part, _)| document.sections[part].blocks.end);
                let end = ends.max().unwrap_or(own.end);
                prop_assert_eq!(held.iter().copied().filter(|at| own.contains(at)).collect::<Vec<_>>(), own.clone().collect::<Vec<_>>());
                prop_assert!(held.windows(2).all(|two| two[0] < two[1]) && held.iter().all(|at| (own.start..end).contains(at)));
            }
        }
    }

    #[test]
    fn no_two_texts_make_it_panic((language, left) in any_soup(), (_, right) in any_soup()) {
        compare(&left, "en", &right, language);
    }

    /// The plain spelling of a text, with stretches of it masked: every range of it stands for whole characters of the text.
    #[test]
    fn plain_spellings_lead_back_to_the_text(text in "[ a9é０–‑　\u{ad}\u{202f}\u{feff}。×👍\u{301}]{0,30}", cuts in prop::collection::vec(any::<Index>(), 0..4)) {
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|index| *index.get(&boundaries)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let masks: Vec<_> = cuts.chunks_exact(2).map(|pair| pair[0]..pair[1]).collect();
        let plain = normal::plain(&text, &masks, &[]);
        let places: Vec<usize> = plain.text.char_indices().map(|(at, _)| at).chain([plain.text.len()]).collect();
        for (index, &from) in places.iter().enumerate() {
            for &to in &places[index + 1..] {
                let original = plain.original(from..to);
                prop_assert!(text.get(original.clone()).is_some_and(|stretch| !stretch.is_empty()), "{from}..{to} is {original:?}");
            }
        }
    }
}

// One changed fact.

/// A statement in English and German, as its text before, the fact, and its text behind.
#[derive(Clone, Debug)]
struct Statement {
    english: [String; 3],
    german: [String; 3],
}

/// A statement that is changed: before, after, and the rule that says so.
#[derive(Clone, Debug)]
struct Change {
    before: Statement,
    after: Statement,
    rule: &'static str,
}

fn statement(english: [&str; 3], german: [&str; 3]) -> Statement {
    Statement { english: english.map(str::to_owned), german: german.map(str::to_owned) }
}

const DAYS: [(&str, &str); 5] =
    [("Monday", "Montag"), ("Tuesday", "Dienstag"), ("Wednesday", "Mittwoch"), ("Thursday", "Donnerstag"), ("Friday", "Freitag")];
const UNITS: [(&str, &str); 4] = [("hours", "Stunden"), ("days", "Tage"), ("weeks", "Wochen"), ("months", "Monate")];

fn phone(digits: &str) -> Statement {
    statement(["Call ", digits, " for help."], ["Rufen Sie ", digits, " an."])
}

fn period(from: u32, to: u32) -> Statement {
    let (english, german) = (format!("{from} AM-{to} PM"), format!("{from}–{} Uhr", to + 12));
    statement(["Open ", &english, ", all of them."], ["Geöffnet ", &german, ", alle."])
}

fn days(from: usize, to: usize) -> Statement {
    let (english, german) = (format!("{}-{}", DAYS[from].0, DAYS[to].0), format!("{} bis {}", DAYS[from].1, DAYS[to].1));
    statement(["Staffed ", &english, "."], ["Besetzt ", &german, "."])
}

fn zone(hours: u32) -> Statement {
    let zone = format!("UTC+{hours}");
    statement(["Times are in ", &zone, "."], ["Zeiten sind in ", &zone, "."])
}

fn retention(days: u32) -> Statement {
    statement(["Kept for ", &format!("{days} days"), "."], ["Bleibt ", &format!("{days} Tage"), " erhalten."])
}

fn notice(amount: u32, unit: usize) -> Statement {
    let (english, german) = (format!("{amount} {}", UNITS[unit].0), format!("{amount} {}", UNITS[unit].1));
    statement(["Tell us ", &english, " before."], ["Sagen Sie es uns ", &german, " vorher."])
}

fn service(hours: Option<(u32, u32)>) -> Statement {
    let text = hours.map_or(("around the clock".to_owned(), "rund um die Uhr".to_owned()), |(from, to)| {
        (format!("{from} AM-{to} PM"), format!("{from}–{} Uhr", to + 12))
    });
    // Who *works around the clock* may only work much.
    statement(["The desk is open ", &text.0, "."], ["Der Empfang ist ", &text.1, " offen."])
}

const MONTHS: [(&str, &str); 3] = [("January", "Januar"), ("March", "März"), ("October", "Oktober")];

fn release(day: u32, month: usize) -> Statement {
    let (english, german) = (format!("{} {day}, 2024", MONTHS[month].0), format!("{day}. {} 2024", MONTHS[month].1));
    statement(["Released on ", &english, "."], ["Erschienen am ", &german, "."])
}

fn seats(thousands: u32) -> Statement {
    statement(["Sold for ", &format!("{thousands},500"), " seats."], ["Verkauft für ", &format!("{thousands}.500"), " Plätze."])
}

fn uptime(tenths: u32) -> Statement {
    statement(["The target is ", &format!("98.{tenths}%"), "."], ["Das Ziel ist ", &format!("98,{tenths} %"), "."])
}

fn price(amount: u32) -> Statement {
    statement(["It costs ", &format!("€{amount}"), "."], ["Es kostet ", &format!("{amount} €"), "."])
}

fn storage(size: u32, unit: usize) -> Statement {
    let text = format!("{size} {}", ["MB", "GB", "TB"][unit]);
    statement(["Disks have ", &text, "."], ["Platten haben ", &text, "."])
}

/// One change of each of the kinds that are numbers.
fn amounts() -> impl Strategy<Value = Vec<Change>> {
    let different = |range: std::ops::Range<u32>| (range.clone(), range).prop_filter("they differ", |(a, b)| a != b);
    let dates = (different(1..29), 0..3_usize).prop_map(|((a, b), month)| (release(a, month), release(b, month), "date"));
    let months = (1..29_u32, 0..2_usize).prop_map(|(day, month)| (release(day, month), release(day, month + 1), "date"));
    let numbers = different(71..90).prop_map(|(a, b)| (seats(a), seats(b), "number"));
    let percentages = different(1..10).prop_map(|(a, b)| (uptime(a), uptime(b), "percentage"));
    let prices = different(120..160).prop_map(|(a, b)| (price(a), price(b), "currency"));
    let sizes = (200..240_u32, 0..2_usize).prop_map(|(size, unit)| (storage(size, unit), storage(size, unit + 1), "measurement"));
    let change = |(before, after, rule)| Change { before, after, rule };
    (prop_oneof![dates, months], numbers, percentages, prices, sizes)
        .prop_map(move |(date, number, percentage, price, size)| [date, number, percentage, price, size].map(change).to_vec())
}

/// One change of each kind. No value of one kind is a value of another, so that they are independent on one page.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    let different = |range: std::ops::Range<usize>| (range.clone(), range).prop_filter("they differ", |(a, b)| a != b);
    let phones = ("[1-9][0-9]{7}", 2..8_usize, 1..10_u32).prop_map(|(digits, at, step)| {
        let other: String = digits
            .char_indices()
            .map(|(index, c)| if index == at { (b'0' + ((c as u32 - 48 + step) % 10) as u8) as char } else { c })
            .collect();
        let spaced = |digits: &str| format!("+47 {} {} {}", &digits[..3], &digits[3..5], &digits[5..]);
        Change { before: phone(&spaced(&digits)), after: phone(&spaced(&other)), rule: "phone-number" }
    });
    let periods =
        (7..12_u32, different(1..8)).prop_map(|(from, (a, b))| (period(from, a as u32), period(from, b as u32), "business-hours"));
    let weekdays = (0..2_usize, different(3..5)).prop_map(|(from, (a, b))| (days(from, a), days(from, b), "business-hours"));
    let zones = different(1..13).prop_map(|(a, b)| (zone(a as u32), zone(b as u32), "business-hours"));
    let values = different(50..60).prop_map(|(a, b)| (retention(a as u32), retention(b as u32), "duration"));
    let units = (3..7_u32, different(0..4)).prop_map(|(amount, (a, b))| (notice(amount, a), notice(amount, b), "duration"));
    let services = (5..7_u32, 9..11_u32).prop_map(|(from, to)| (service(None), service(Some((from, to))), "business-hours"));
    let change = |(before, after, rule)| Change { before, after, rule };
    (phones, periods, weekdays, zones, values, units, services, amounts()).prop_map(
        move |(phone, period, days, zone, value, unit, service, amounts)| {
            let others = vec![phone, change(period), change(days), change(zone), change(value), change(unit), change(service)];
            others.into_iter().chain(amounts).collect()
        },
    )
}

/// How the statements of a page stand.
#[derive(Clone, Copy, Debug)]
enum Form {
    Sections,
    Paragraphs,
    Items,
    OneParagraph,
}

fn laid_out(texts: &[String], form: Form) -> String {
    let lines = texts.iter().enumerate().map(|(index, text)| match form {
        Form::Sections => format!("## S{index} {{#s{index}}}\n\n{text}\n\n"),
        Form::Paragraphs => format!("{text}\n\n"),
        Form::Items => format!("- {text}\n"),
        Form::OneParagraph => format!("{text}\n"),
    });
    format!("# Fjordline Cloud {{#top}}\n\n{}", lines.collect::<String>())
}

fn place_text(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |place| place.text.clone())
}

/// Holds that two pages differ in one fact, of which these are the texts.
fn assert_one(reference: &str, translation: &str, locale: &str, rule: &str, texts: [&str; 2]) -> Result<(), TestCaseError> {
    let findings = compare(reference, "en", translation, locale);
    prop_assert_eq!(findings.len(), 1, "{:?} in\n{}\n{}", told(&findings), reference, translation);
    let finding = &findings[0];
    prop_assert_eq!(finding.rule.as_str(), rule);
    prop_assert_eq!(finding.confidence, Confidence::Certain);
    prop_assert_eq!([place_text(finding.reference.as_ref()), place_text(finding.translation.as_ref())], texts);
    for (place, page) in [(&finding.reference, reference), (&finding.translation, translation)] {
        let place = place.as_ref().expect("a place");
        prop_assert_eq!(&page[place.start.offset..place.end.offset], &place.text);
    }
    Ok(())
}

const TIMES: [&str; 4] = ["2 hours", "1 business day", "3 business days", "20 minutes"];
const ZEITEN: [&str; 4] = ["2 Stunden", "1 Werktag", "3 Werktage", "20 Minuten"];

fn severity_table(label: &str, times: &[&str]) -> String {
    let rows = times.iter().zip('A'..).map(|(time, name)| format!("| {label} {name} | {time} |\n"));
    format!("# Fjordline Cloud\n\n| Level | Text |\n|---|---|\n{}", rows.collect::<String>())
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn one_changed_fact_is_one_finding(
        changes in changes(), changed in any::<Index>(),
        form in select(vec![Form::Sections, Form::Paragraphs, Form::Items, Form::OneParagraph]),
    ) {
        let changed = changed.index(changes.len());
        let states = |at: usize| if at == changed { &changes[at].after } else { &changes[at].before };
        let reference: Vec<String> = changes.iter().map(|change| change.before.english.concat()).collect();
        let english: Vec<String> = (0..changes.len()).map(|at| states(at).english.concat()).collect();
        let german: Vec<String> = (0..changes.len()).map(|at| states(at).german.concat()).collect();
        let reference = laid_out(&reference, form);
        let Change { before, after, rule } = &changes[changed];
        assert_one(&reference, &laid_out(&english, form), "en-GB", rule, [&before.english[1], &after.english[1]])?;
        assert_one(&reference, &laid_out(&german, form), "de", rule, [&before.english[1], &after.german[1]])?;
        let same: Vec<String> = changes.iter().map(|change| change.before.german.concat()).collect();
        prop_assert_eq!(told(&compare(&reference, "en", &laid_out(&same, form), "de")), [""; 0]);
    }

    #[test]
    fn one_changed_row_is_one_finding(
        order in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(), changed in 0..3_usize, other in 0..3_usize,
    ) {
        let (rows, spare) = (&order[..3], order[3]);
        let other = if other == changed { spare } else { rows[other] };
        let after: Vec<usize> = (0..3).map(|at| if at == changed { other } else { rows[at] }).collect();
        let times = |all: &[&'static str; 4], rows: &[usize]| rows.iter().map(|&row| all[row]).collect::<Vec<_>>();
        let reference = severity_table("Sev", &times(&TIMES, rows));
        let texts = |after: &'static str| [TIMES[rows[changed]], after];
        assert_one(&reference, &severity_table("Severity", &times(&TIMES, &after)), "en-GB", "response-time", texts(TIMES[other]))?;
        assert_one(&reference, &severity_table("Schweregrad", &times(&ZEITEN, &after)), "de", "response-time", texts(ZEITEN[other]))?;
    }
}

// The form of the Markdown.

/// Breaks the lines of running text at some of the spaces, never so that the next line would start with a sign or figure.
fn rewrapped(text: &str, every: usize) -> String {
    let mut lines = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.trim_start().starts_with("```");
        if in_code || !line.starts_with(|c: char| c.is_alphabetic()) || line.contains('|') {
            lines.push(line.to_owned());
            continue;
        }
        let mut out = String::new();
        for (index, word) in line.split(' ').enumerate() {
            let may_break = index > 0 && word.starts_with(|c: char| c.is_alphabetic()) && !out.ends_with(' ');
            out.push_str(if index == 0 {
                ""
            } else if may_break && index % every == 0 {
                "\n"
            } else {
                " "
            });
            out.push_str(word);
        }
        lines.push(out);
    }
    lines.join("\n") + "\n"
}

fn without_front_matter(text: &str) -> (&str, &str) {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(0, |at| at + 9);
    text.split_at(end)
}

/// The same page in other forms, with what was done to it.
fn forms(text: &str) -> Vec<(&'static str, String)> {
    let (front, body) = without_front_matter(text);
    let starred = body.replace("\n- ", "\n* ").replace("\n  - ", "\n  + ");
    vec![
        ("CRLF", text.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("short lines", format!("{front}{}", rewrapped(body, 3))),
        ("long lines", format!("{front}{}", rewrapped(body, 9))),
        ("other bullets", format!("{front}{starred}")),
        ("blank lines at the end", format!("{text}\n\n\n")),
        ("no line end", text.trim_end().to_owned()),
    ]
}

/// Every page of the site, as it is and in each other form: the same findings.
#[test]
fn the_form_of_a_page_does_not_matter() {
    let site = root().join("fixtures/site/docs");
    for file in markdown_files(&site).into_iter().filter(|file| !file.starts_with(site.join("en"))) {
        let below: PathBuf = file.strip_prefix(&site).expect("below the site").components().skip(1).collect();
        let locale = file.strip_prefix(&site).expect("below the site").components().next().expect("a locale");
        let locale = locale.as_os_str().to_str().expect("a tag");
        let Ok(reference) = std::fs::read_to_string(site.join("en").join(below)) else { continue };
        let translation = text_of(&file);
        let wanted = told(&compare(&reference, "en", &translation, locale));
        for (form, text) in forms(&translation) {
            assert_eq!(told(&compare(&reference, "en", &text, locale)), wanted, "{form} in {}", file.display());
        }
        let other = forms(&reference);
        for (form, text) in other {
            assert_eq!(told(&compare(&text, "en", &translation, locale)), wanted, "{form} in the reference of {}", file.display());
        }
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn the_form_of_a_generated_page_does_not_matter(page in english_page()) {
        let underscored = page.replace("**", "__");
        for (form, text) in forms(&page).into_iter().chain([("underscores", underscored)]) {
            prop_assert_eq!(told(&compare(&page, "en", &text, "en-GB")), [""; 0], "{}", form);
        }
    }

    /// Paragraphs of a section in another order state the same.
    #[test]
    fn a_moved_paragraph_is_no_drift(changes in changes(), order in Just((0..12_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let reference: Vec<String> = changes.iter().map(|change| change.before.english.concat()).collect();
        let english: Vec<String> = order.iter().map(|&at| changes[at].before.english.concat()).collect();
        let german: Vec<String> = order.iter().map(|&at| changes[at].before.german.concat()).collect();
        let reference = laid_out(&reference, Form::Paragraphs);
        prop_assert_eq!(told(&compare(&reference, "en", &laid_out(&english, Form::Paragraphs), "en-GB")), [""; 0]);
        prop_assert_eq!(told(&compare(&reference, "en", &laid_out(&german, Form::Paragraphs), "de")), [""; 0]);
    }
}

/// A tree of many pages with drift in some of them gives the same bytes for any number of threads and in any run.
#[test]
fn threads_and_runs_do_not_show() {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, locale) in ["en", "de", "nl", "sv", "fr"].into_iter().enumerate() {
        std::fs::create_dir_all(folder.path().join("docs").join(locale)).expect("a folder");
        for page in 0..20_u32 {
            let last = u32::from(index > 0 && page % 7 == index as u32);
            let text = format!("# Page {page}\n\n## Phone {{#phone}}\n\n+47 555 12 34{last}\n\n09:00-17:{page:02}, UTC+{}\n", last + 1);
            std::fs::write(folder.path().join(format!("docs/{locale}/page-{page}.md")), text).expect("a page");
        }
    }
    std::fs::write(folder.path().join("docs/de/page-3.md"), [0xff, 0x41]).expect("a page that is no text");
    let config = Config::default();
    let site = pages::discover_from(folder.path(), &[], &config).expect("pages");
    let today = Date { year: 2026, month: 1, day: 1 };
    let mut policy = Policy::new(&config, today);
    policy.min_confidence = Confidence::Possible;
    let json = |threads: usize| {
        let outcome = check::site(&site, &policy, threads);
        let mut out = Vec::new();
        report::write(Format::Json, &outcome, &Style::default(), &mut out).expect("a Vec takes every byte");
        (String::from_utf8(out).expect("UTF-8"), outcome.failures)
    };
    let one = json(1);
    assert_eq!(one.1.len(), 1);
    assert!(one.0.contains("phone-number"));
    for threads in [2, 4, 4, 64, 0] {
        assert_eq!(json(threads), one, "{threads} threads");
    }
}

/// Markup, entities and other scripts inside a fact are part of its span.
#[test]
fn spans_take_in_the_markup_inside() {
    let (document, facts) = read("Open **9 AM**&#8211;5 PM, ٢٤/٧ and 30\u{a0}d\u{ad}ays", "en", "en");
    let spans: Vec<Span> = facts.blocks.iter().flat_map(|block| &block.facts).map(|fact| fact.span).collect();
    let texts: Vec<&str> = spans.iter().map(|span| document.source.slice(*span)).collect();
    assert_eq!(texts, ["9 AM**&#8211;5 PM", "٢٤/٧", "30\u{a0}d\u{ad}ays"]);
}
