//! Fixes: each safe one takes its finding away and brings no other, all of a page together come to an end, and each notation stays what
//! it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use driftlint::check;
use driftlint::config::{Config, Date};
use driftlint::findings::policy::Policy;
use driftlint::findings::{Edit, Finding, Fix};
use driftlint::fix::{self, Taken};
use driftlint::locale::Tag;
use driftlint::pages::{self, Page, PageFile, Site, Translation};
use driftlint::rules::drift::{Applicability, Confidence};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn policy(config: &Config) -> Policy<'_> {
    let mut policy = Policy::new(config, Date::from_days(20_000));
    policy.min_confidence = Confidence::Possible;
    policy
}

/// A reference with a translation, which is a file of its own.
struct Pair {
    folder: tempfile::TempDir,
    reference: PathBuf,
    locale: Tag,
    text: String,
}

impl Pair {
    fn new(reference: &Path, locale: Tag, text: String) -> Pair {
        Pair { folder: tempfile::tempdir().unwrap(), reference: reference.to_owned(), locale, text }
    }

    fn site(&self, text: &str) -> Site {
        let path = self.folder.path().join("page.md");
        std::fs::write(&path, text).unwrap();
        let translation = Translation { locale: self.locale.clone(), file: PageFile { path, shown: "page.md".to_owned() } };
        let reference = Some(PageFile { path: self.reference.clone(), shown: "reference.md".to_owned() });
        let page = Page {
            name: "page".to_owned(),
            reference_locale: Tag::english(),
            reference,
            translations: vec![translation],
            missing: Vec::new(),
            is_whole: true,
        };
        Site { pages: vec![page], ..Site::default() }
    }

    /// The findings of a text of the translation, hints included.
    fn findings(&self, text: &str) -> Vec<Finding> {
        let config = Config::default();
        check::site(&self.site(text), &policy(&config), 1).findings
    }
}

fn is_safe(fix: &Fix) -> bool {
    fix.applicability == Applicability::Safe
}

fn safe(finding: &Finding) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| is_safe(fix))
}

/// The edits in their places, by means of this test alone.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse((edit.start, edit.end)));
    for edit in edits {
        text.replace_range(edit.start..edit.end, &edit.text);
    }
    text
}

/// How often each finding is there; the number of one that is there twice is no part of it.
fn counted(findings: &[Finding]) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        let name = finding.fingerprint.split('-').next().unwrap().to_owned();
        *counts.entry((name, finding.message.clone())).or_default() += 1;
    }
    counts
}

/// Every pair of a page in the fixtures: those of the rules and those of the site.
fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    let folders = |path: PathBuf| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for case in folders(fixtures().join("rules")).flat_map(folders) {
        let mut files = std::fs::read_dir(&case).unwrap().map(|entry| entry.unwrap().path());
        let translation = files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with("translation.")).unwrap();
        let name = translation.file_stem().unwrap().to_string_lossy().into_owned();
        let locale = Tag::parse(name.strip_prefix("translation.").unwrap()).unwrap();
        pairs.push(Pair::new(&case.join("reference.md"), locale, std::fs::read_to_string(&translation).unwrap()));
    }
    let site = pages::discover(&[fixtures().join("site")], &Config::default()).unwrap();
    for page in &site.pages {
        for translation in page.translations.iter().filter(|_| page.reference.is_some()) {
            let text = std::fs::read_to_string(&translation.file.path).unwrap();
            pairs.push(Pair::new(&page.reference.as_ref().unwrap().path, translation.locale.clone(), text));
        }
    }
    assert!(pairs.len() > 200, "{} pairs", pairs.len());
    pairs
}

#[test]
fn every_safe_fix_takes_its_finding_away_and_brings_none() {
    let (mut tried, mut wrong) = (0, Vec::new());
    for pair in pairs() {
        let before = pair.findings(&pair.text);
        for finding in &before {
            for fix in finding.fixes.iter().filter(|fix| is_safe(fix)) {
                tried += 1;
                let fixed = applied(&pair.text, &fix.edits);
                // Where a value is mended, the old English beside it is still old.
                let after: Vec<Finding> =
                    pair.findings(&fixed).into_iter().filter(|finding| finding.rule.as_str() != "embedded-source").collect();
                let after = counted(&after);
                let mut left = counted(&before);
                let own = counted(std::slice::from_ref(finding)).into_keys().next().unwrap();
                *left.get_mut(&own).unwrap() -= 1;
                if after.iter().any(|(name, number)| left.get(name).is_none_or(|left| number > left)) {
                    wrong.push(format!("{}: {}\n  left {after:#?}", finding.message, fix.title));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 80, "only {tried} fixes");
}

#[test]
fn safe_fixes_together_come_to_an_end() {
    for pair in pairs() {
        let mut text = pair.text.clone();
        let mut rounds = 0;
        loop {
            let findings = pair.findings(&text);
            let fixes = fix::together(&findings, false);
            if fixes.is_empty() {
                break;
            }
            rounds += 1;
            assert!(rounds <= 5, "{}: {:?}", pair.reference.display(), findings.iter().map(|f| &f.message).collect::<Vec<_>>());
            text = fix::apply(&text, &fixes).unwrap();
        }
        let config = Config::default();
        let repaired = check::repair(&pair.site(&pair.text), &policy(&config), false, 1);
        let after = repaired.repairs.first().map_or(&pair.text, |repair| &repair.after);
        assert_eq!(*after, text, "{}", pair.reference.display());
        // What is left is what a check would say, old English inside the page included. Comments of a reference are judged by a check alone.
        let left = |findings: &[Finding]| {
            counted(&findings.iter().filter(|one| one.rule.as_str() != "unused-suppression").cloned().collect::<Vec<_>>())
        };
        assert_eq!(left(&repaired.outcome.findings), left(&pair.findings(&text)), "{}", pair.reference.display());
    }
}

#[test]
fn what_was_planted_with_a_safe_fix_is_gone_after_it() {
    let site = pages::discover(&[fixtures().join("site")], &Config::default()).unwrap();
    let config = Config::default();
    let before = check::site(&site, &policy(&config), 2).findings;
    let (one, four) = (check::repair(&site, &policy(&config), false, 1), check::repair(&site, &policy(&config), false, 4));
    assert_eq!(one.repairs, four.repairs, "the number of threads must not show");
    assert!(one.outcome.findings.iter().all(|finding| safe(finding).is_none()));
    let fixable = before.iter().filter(|finding| safe(finding).is_some()).count();
    assert_eq!(one.repairs.iter().map(|repair| repair.fixes).sum::<usize>(), fixable);
    // Fixes are looked for in translations, and in what they are now.
    let others = ["missing-page", "orphan-page", "stale-translation"];
    let is_of_translation = |finding: &&Finding| !others.contains(&finding.rule.as_str());
    assert_eq!(one.outcome.findings.len(), before.iter().filter(is_of_translation).count() - fixable);
}

/// What a safe fix makes of a sentence; empty where there must be none.
const NOTATIONS: &[(&str, &str, &str, &str)] = &[
    // Telephone numbers: grouping, form and figures of the translation.
    ("de", "Call +49 69 90009 141.", "Rufen Sie +49 69 90009-140 an.", "Rufen Sie +49 69 90009-141 an."),
    ("de", "Call +49 69 90009 141.", "Rufen Sie 069 90009-140 an.", "Rufen Sie 069 90009-141 an."),
    ("nl", "Call 020 555 0140.", "Bel +31 20 555 01 41.", "Bel +31 20 555 01 40."),
    ("ar", "Call +47 55 51 23 42.", "اتصل على \u{200e}+٤٧ ٥٥ ٥١ ٢٣ ٢٤.", "اتصل على \u{200e}+٤٧ ٥٥ ٥١ ٢٣ ٤٢."),
    ("fr", "Call +47 55 51 23 42.", "Appelez le [+47 55 51 23 24](tel:+4755512324).", "Appelez le [+47 55 51 23 42](tel:+4755512342)."),
    ("sv", "Call +47 55&nbsp;51&nbsp;23&nbsp;42.", "Ring +47&nbsp;55 51&nbsp;23 **24**.", "Ring +47&nbsp;55 51&nbsp;23 **42**."),
    // Hours: the figures that differ.
    ("de", "We are open from 9 AM to 5 PM.", "Wir haben von 9.00–18.00 Uhr geöffnet.", "Wir haben von 9.00–17.00 Uhr geöffnet."),
    (
        "de",
        "We are open from 9:30 AM to 5 PM.",
        "Wir haben von 09:00 bis 17:00 Uhr geöffnet.",
        "Wir haben von 09:30 bis 17:00 Uhr geöffnet.",
    ),
    ("de", "We are open from 9:30 AM to 5 PM.", "Wir haben von 9 bis 17 Uhr geöffnet.", ""),
    ("fr", "We are open from 8 AM to 5 PM.", "Nous sommes ouverts de 9 h à 17 h.", "Nous sommes ouverts de 8 h à 17 h."),
    ("en-GB", "We are open from 9 AM to 5 PM.", "We are open from 9 a.m. to 4 p.m.", "We are open from 9 a.m. to 5 p.m."),
    ("en-GB", "We are open from 9 AM to 11 AM.", "We are open from 9 a.m. to 4 p.m.", "We are open from 9 a.m. to 11 a.m."),
    ("ja", "The window is 6 AM-7 AM.", "時間帯は午後6時～午後7時です。", "時間帯は午前6時～午前7時です。"),
    (
        "ko",
        "The chat is open from 8 AM to 10 PM.",
        "채팅은 오전 8시부터 오전 10시까지 이용할 수 있습니다.",
        "채팅은 오전 8시부터 오후 10시까지 이용할 수 있습니다.",
    ),
    ("zh-CN", "We are open from 2 PM to 6 PM.", "营业时间为上午 2 点到下午 6 点。", "营业时间为下午 2 点到下午 6 点。"),
    ("zh-CN", "We are open from 9 AM to 5 PM.", "营业时间为上午 9 点到下午 6 点。", "营业时间为上午 9 点到下午 5 点。"),
    ("ja", "We are open from 9 AM to 5 PM.", "営業時間は9:00~18:00です。", "営業時間は9:00~17:00です。"),
    ("sv", "All times are UTC+1.", "Alla tider är UTC+2.", "Alla tider är UTC+1."),
    ("sv", "All times are UTC-1.", "Alla tider är UTC+1.", ""),
    // Lengths of time: the unit in the form that goes with the number.
    ("zh-CN", "We answer within 1 business day.", "我们会在 1 小时内答复。", "我们会在 1 个工作日内答复。"),
    ("ja", "We answer within 3 business days.", "3日以内に回答します。", "3営業日以内に回答します。"),
    ("vi", "We answer within 4 hours.", "Chúng tôi trả lời trong vòng 4 ngày.", "Chúng tôi trả lời trong vòng 4 giờ."),
    ("de", "We answer within 4 hours.", "Wir antworten innerhalb von 8 Stunden.", "Wir antworten innerhalb von 4 Stunden."),
    ("de", "We answer within 4 hours.", "Wir antworten innerhalb von 1 Stunde.", ""),
    ("de", "We answer within 4 hours.", "Wir antworten innerhalb von 4 Tagen.", ""),
    ("pl", "We answer within 6 hours.", "Odpowiadamy w ciągu 8 godzin.", "Odpowiadamy w ciągu 6 godzin."),
    ("pl", "We answer within 4 hours.", "Odpowiadamy w ciągu 8 godzin.", ""),
    ("sv", "We answer within two weeks.", "Vi svarar inom tre veckor.", ""),
    // Numbers: signs for groups and decimals.
    ("de", "The plan has 12,500 mailboxes.", "Der Tarif hat 12.600 Postfächer.", "Der Tarif hat 12.500 Postfächer."),
    ("fr", "The plan has 12,500 mailboxes.", "Le forfait comprend 12\u{202f}600 boîtes.", "Le forfait comprend 12\u{202f}500 boîtes."),
    ("de", "The plan costs €1,250.50.", "Der Tarif kostet 1.250,80 €.", "Der Tarif kostet 1.250,50 €."),
    ("de", "The plan costs €4.", "Der Tarif kostet 4,50 €.", "Der Tarif kostet 4,00 €."),
    ("fa", "The plan has 250 mailboxes.", "این طرح ۳۵۰ صندوق دارد.", "این طرح ۲۵۰ صندوق دارد."),
    ("sv", "It takes 2.5 GB.", "Det tar 25 GB.", "Det tar 2,5 GB."),
    ("de", "It takes 4 GB.", "Es braucht 4 MB.", ""),
    // Dates: figures, never words.
    ("de", "It ends on May 6, 2026.", "Es endet am 16. Mai 2026.", "Es endet am 6. Mai 2026."),
    ("th", "It ends on May 6, 2026.", "สิ้นสุดวันที่ 6 พฤษภาคม 2568", "สิ้นสุดวันที่ 6 พฤษภาคม 2569"),
    ("de", "It ends on May 6, 2026.", "Es endet am 6. Juni 2026.", ""),
    ("fr", "It ends on May 6, 2026.", "Il expire le 1er mai 2026.", ""),
    // Targets: the site's own folders and locale stay.
    (
        "de",
        "See [it](https://docs.fjordline.example/en-us/a/b).",
        "Siehe [hier](https://docs.fjordline.example/de-de/a/c).",
        "Siehe [hier](https://docs.fjordline.example/de-de/a/b).",
    ),
    ("de", "See [it](../a/b.md#x).", "Siehe [hier](../../a/c.md#x).", "Siehe [hier](../../a/b.md#x)."),
    ("de", "See [it](b.md).", "Siehe [hier](c.de.md).", "Siehe [hier](b.de.md)."),
    ("de", "See [it](b.md \"t\").", "Siehe [c.md](c.md \"c.md\").", "Siehe [c.md](b.md \"c.md\")."),
];

#[test]
fn the_notation_stays_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let reference = folder.path().join("reference.md");
    let mut wrong = Vec::new();
    for (locale, english, before, wanted) in NOTATIONS {
        std::fs::write(&reference, format!("# Fjordline Cloud {{#top}}\n\n{english}\n")).unwrap();
        let page = |text: &str| format!("# Fjordline Cloud {{#top}}\n\n{text}\n");
        let pair = Pair::new(&reference, Tag::parse(locale).unwrap(), page(before));
        let findings = pair.findings(&pair.text);
        // Where a link leads may be another thing on purpose, so that nobody takes it unread.
        let link = |finding: &Finding| finding.fixes.first().cloned().filter(|_| finding.rule.as_str() == "link-target");
        let fix = findings.iter().find_map(|finding| safe(finding).cloned().or_else(|| link(finding)));
        let fixed = fix.map(|fix| applied(&pair.text, &fix.edits)).unwrap_or_default();
        let wanted = if wanted.is_empty() { String::new() } else { page(wanted) };
        if findings.is_empty() || fixed != wanted {
            let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
            wrong.push(format!("{locale}: {before}\n  wanted {wanted:?}\n  got    {fixed:?}\n  of {messages:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), NOTATIONS.len(), wrong.join("\n"));
}

/// What another heading has beside its name, or around it, is its own.
#[test]
fn a_new_anchor_is_bare() {
    let folder = tempfile::tempdir().unwrap();
    let reference = folder.path().join("reference.md");
    std::fs::write(&reference, "# Support {#top}\n\n## Prices {#prices}\n\nText.\n\n## Hours {#hours}\n\nText.\n").unwrap();
    let page = |prices: &str, hours: &str| format!("# Support {{#top .big}}\n\n## {prices}\n\nText.\n\n## {hours}\n\nText.\n");
    let cases = [
        ("Preise {#prices}", "Zeiten", "Zeiten {#hours}"),
        ("Preise {#prices .wide}", "Zeiten", "Zeiten {#hours}"),
        ("<a id=\"prices\"></a>Preise", "Zeiten", "<a id=\"hours\"></a>Zeiten"),
        ("<a id=\"prices\">Preise</a>", "Zeiten", "Zeiten {#hours}"),
        ("Preise {/* #prices */}", "Zeiten", "Zeiten {/* #hours */}"),
    ];
    for (prices, before, after) in cases {
        let pair = Pair::new(&reference, Tag::parse("de").unwrap(), page(prices, before));
        let findings = pair.findings(&pair.text);
        let finding = findings.iter().find(|finding| finding.rule.as_str() == "missing-anchor").unwrap_or_else(|| panic!("{prices}"));
        let fix = finding.fixes.first().unwrap_or_else(|| panic!("{prices} has no fix"));
        assert_eq!(applied(&pair.text, &fix.edits), page(prices, after));
    }
}

fn edit(start: usize, end: usize, text: &str) -> Edit {
    Edit { path: "page.md".to_owned(), start, end, text: text.to_owned() }
}

fn fix_of(edits: &[Edit]) -> Fix {
    Fix { applicability: Applicability::Safe, title: "change it".to_owned(), edits: edits.to_vec() }
}

#[test]
fn fixes_that_touch_are_not_applied_together() {
    let (first, second, third) = (fix_of(&[edit(0, 3, "a")]), fix_of(&[edit(2, 4, "b")]), fix_of(&[edit(3, 5, "c")]));
    let mut taken = Taken::default();
    assert_eq!([&first, &second, &third].map(|fix| taken.take(fix)), [true, false, true]);
    assert_eq!(fix::apply("0123456", &[&third, &first]).as_deref(), Some("ac56"));
    let (one, other) = (fix_of(&[edit(2, 2, "x")]), fix_of(&[edit(2, 2, "y")]));
    let mut taken = Taken::default();
    assert_eq!([&one, &other].map(|fix| taken.take(fix)), [true, false], "two texts at one place have no order");
}

#[test]
fn edits_that_do_not_fit_the_text_change_nothing() {
    assert_eq!(fix::apply("äb", &[&fix_of(&[edit(1, 2, "")])]), None, "inside a character");
    assert_eq!(fix::apply("ab", &[&fix_of(&[edit(1, 3, "")])]), None, "behind the end");
    assert_eq!(fix::apply("abc", &[&fix_of(&[edit(0, 2, ""), edit(1, 3, "")])]), None, "over each other");
    assert_eq!(fix::apply("abc", &[]).as_deref(), Some("abc"));
}

#[test]
fn a_diff_shows_what_changes() {
    assert_eq!(fix::diff("de/page.md", "a\nb\n", "a\nb\n"), "");
    assert_eq!(fix::diff("de/page.md", "a\nb\n", "a\nc\n"), "--- a/de/page.md\n+++ b/de/page.md\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
}

/// A side-by-side page keeps the English that it was made of: a value is mended although that stays old, and what is old is told then.
#[test]
fn a_value_is_mended_beside_its_old_english() {
    let folder = tempfile::tempdir().unwrap();
    let reference = folder.path().join("reference.md");
    std::fs::write(&reference, "# <a name=\"volumes\"></a>Volumes\n\nDeleted volumes are kept for 40 days.\n").unwrap();
    let beside = |id: &str, own: &str, english: &str| {
        let english = format!("<span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{english}</span></span>");
        format!("<span data-ttu-id=\"{id}\">{own}</span>{english}")
    };
    let title = beside("v-1", "Volumes", "Volumes");
    let text = beside("v-2", "Gelöschte Volumes bleiben 30 Tage erhalten.", "Deleted volumes are kept for 30 days.");
    let page = format!("# <a name=\"volumes\"></a>{title}\n\n{text}\n");
    let pair = Pair::new(&reference, Tag::parse("de").unwrap(), page.clone());
    let findings = pair.findings(&page);
    let [finding] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!(finding.rule.as_str(), "duration");
    let mended = applied(&page, &safe(finding).expect("a safe fix").edits);
    assert_eq!(mended, page.replace("30 Tage", "40 Tage"));
    let rules: Vec<String> = pair.findings(&mended).iter().map(|finding| finding.rule.as_str().to_owned()).collect();
    assert_eq!(rules, ["embedded-source"]);
}
