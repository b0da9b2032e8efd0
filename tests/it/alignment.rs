//! Which section and block stands for which: small pages, and the pairs that a person would make.
//!
//! A pair of sections is written `reference = translation (how)`, a pair of blocks `reference = translation`; `-` is no partner.

use driftlint::align::order::keep_increasing;
use driftlint::align::{self, Alignment, Side};
use driftlint::facts::read::{self, DocumentFacts};
use driftlint::locale::registry;
use driftlint::markdown::{self, Document, Reading};
use driftlint::source::SourceFile;

/// A page and its German translation, lined up.
struct Pages {
    reference: Document,
    translation: Document,
    alignment: Alignment,
}

fn read(text: &str, language: &str, reading: Reading) -> (Document, DocumentFacts) {
    let document = markdown::parse(SourceFile::new("page.md", text), reading);
    let facts = read::read(&document, &registry::lexicon(language, "en"));
    (document, facts)
}

fn align(reference: &str, translation: &str) -> Pages {
    let (reference, left) = read(reference, "en", Reading::Own);
    let (translation, right) = read(translation, "de", Reading::Own);
    let alignment = align::align(Side { document: &reference, facts: &left }, Side { document: &translation, facts: &right });
    Pages { reference, translation, alignment }
}

impl Pages {
    /// Pairs in the order of the reference without that of what stands before the first heading, then what is left on either side.
    fn sections(&self) -> Vec<String> {
        let title = |document: &Document, at: usize| document.sections[at].title.clone();
        let pairs = self.alignment.sections.iter().filter(|pair| pair.reference > 0).map(|pair| {
            format!("{} = {} ({})", title(&self.reference, pair.reference), title(&self.translation, pair.translation), pair.by.name())
        });
        let missing = self.alignment.missing.iter().map(|&at| format!("{} = -", title(&self.reference, at)));
        let extra = self.alignment.extra.iter().map(|&at| format!("- = {}", title(&self.translation, at)));
        pairs.chain(missing).chain(extra).collect()
    }

    /// Pairs of blocks but for headings, by the first words of their text.
    fn blocks(&self) -> Vec<String> {
        let pairs = self.alignment.sections.iter().flat_map(|pair| &pair.blocks);
        let lines =
            pairs.map(|pair| format!("{} = {}", shown(&self.reference, pair.reference), shown(&self.translation, pair.translation)));
        lines.filter(|line| !line.starts_with('#')).collect()
    }
}

fn shown(document: &Document, block: Option<usize>) -> String {
    let Some(block) = block.map(|at| &document.blocks[at]) else { return "-".to_owned() };
    let text = if block.text.is_empty() { document.source.slice(block.span) } else { block.text.visible() };
    let heading = if matches!(block.kind, markdown::BlockKind::Heading(_)) { "#" } else { "" };
    format!("{heading}{}", text.lines().next().unwrap_or_default())
}

#[track_caller]
fn assert_sections(reference: &str, translation: &str, wanted: &[&str]) {
    assert_eq!(align(reference, translation).sections(), wanted);
}

#[track_caller]
fn assert_blocks(reference: &str, translation: &str, wanted: &[&str]) {
    assert_eq!(align(reference, translation).blocks(), wanted);
}

#[test]
fn by_explicit_anchor() {
    assert_sections(
        "# Support\n\n## Phone {#phone}\n\nA.\n\n## Mail {#mail}\n\nB.\n",
        "# Support\n\n## Post {#MAIL}\n\nB.\n\n## <a id=\"phone\"></a>Telefon\n\nA.\n",
        &["Support = Support (heading)", "Phone = Telefon (anchor)", "Mail = Post (anchor)"],
    );
}

#[test]
fn by_the_slug_of_the_english_heading() {
    assert_sections(
        "## Open a ticket\n\nA.\n\n## What's new?\n\nB.\n",
        "## <a name=\"open-a-ticket\"></a>Ein Ticket öffnen\n\nA.\n\n## <a name=\"whats-new\"></a>Neuigkeiten\n\nB.\n",
        &["Open a ticket = Ein Ticket öffnen (slug)", "What's new? = Neuigkeiten (slug)"],
    );
}

/// The translation repeats the plain slug where the reference's second heading of that name has a number.
#[test]
fn by_the_slug_of_a_repeated_heading() {
    assert_sections(
        "## Windows\n\n### Install\n\nA.\n\n## Linux\n\n### Install\n\nB.\n",
        "## Windows\n\n### Einrichten {#install}\n\nA.\n\n## Linux\n\n### Aufsetzen {#install}\n\nB.\n",
        &["Windows = Windows (heading)", "Install = Einrichten (slug)", "Linux = Linux (heading)", "Install = Aufsetzen (slug)"],
    );
}

#[test]
fn an_anchor_under_two_monikers_goes_by_the_moniker() {
    let version = |range: &str, heading: &str| format!("::: moniker range=\"{range}\"\n\n## {heading}\n\nText.\n\n::: moniker-end\n\n");
    let reference = version("fjord-1", "Install the old one {#install}") + &version("fjord-2", "Install the new one {#install}");
    let same_order = version("fjord-1", "Alt {#install}") + &version("fjord-2", "Neu {#install}");
    let other_order = version("fjord-2", "Neu {#install}") + &version("fjord-1", "Alt {#install}");
    let wanted = ["Install the old one = Alt (anchor)", "Install the new one = Neu (anchor)"];
    assert_sections(&reference, &same_order, &wanted);
    assert_sections(&reference, &other_order, &wanted);
}

#[test]
fn an_anchor_repeated_without_monikers_goes_by_its_order() {
    assert_sections(
        "## One {#same}\n\nA.\n\n## Two {#same}\n\nB.\n",
        "## Eins {#same}\n\nA.\n\n## Zwei {#same}\n\nB.\n",
        &["One = Eins (anchor)", "Two = Zwei (anchor)"],
    );
}

#[test]
fn a_renamed_heading_goes_by_its_content() {
    assert_sections(
        "## Chat {#chat}\n\nText.\n\n## Support hours\n\nCall +49 30 23125 147, 9 AM-5 PM.\n\n## Mail {#mail}\n\nText.\n",
        "## Chat {#chat}\n\nText.\n\n## Telefonzeiten {#phone-hours}\n\n+49 30 23125 147, 9–17 Uhr.\n\n## Post {#mail}\n\nText.\n",
        &["Chat = Chat (anchor)", "Support hours = Telefonzeiten (content)", "Mail = Post (anchor)"],
    );
}

/// An anchor that the reference has not, on a section that holds other things than the one that is missing.
#[test]
fn an_unknown_anchor_on_other_content_is_an_extra_section() {
    assert_sections(
        "## Chat {#chat}\n\nText.\n\n## Hours {#hours}\n\nOpen 9 AM-5 PM, Monday-Friday.\n\n## Mail {#mail}\n\nText.\n",
        "## Chat {#chat}\n\nText.\n\n## Fax {#fax}\n\n| Land | Nummer |\n|---|---|\n| Bergen | +47 555 12 340 |\n\n## Post {#mail}\n\nText.\n",
        &["Chat = Chat (anchor)", "Mail = Post (anchor)", "Hours = -", "- = Fax"],
    );
}

#[test]
fn a_heading_that_lost_its_anchor_goes_by_content_or_place() {
    assert_sections(
        "## Chat {#chat}\n\nText.\n\n## Status {#status}\n\nSee `status.fjordline.example`.\n\n## Mail {#mail}\n\nText.\n",
        "## Chat {#chat}\n\nText.\n\n## Zustand\n\nSiehe `status.fjordline.example`.\n\n## Post {#mail}\n\nText.\n",
        &["Chat = Chat (anchor)", "Status = Zustand (content)", "Mail = Post (anchor)"],
    );
    assert_sections(
        "## Chat {#chat}\n\nText.\n\n## Queue {#queue}\n\nPlease wait.\n\n## Mail {#mail}\n\nText.\n",
        "## Chat {#chat}\n\nText.\n\n## Warteschlange\n\nBitte warten.\n\n## Post {#mail}\n\nText.\n",
        &["Chat = Chat (anchor)", "Queue = Warteschlange (sequence)", "Mail = Post (anchor)"],
    );
}

#[test]
fn pages_without_anchors_go_by_their_sequence() {
    assert_sections(
        "# Help\n\nText.\n\n## Begin\n\nText.\n\n## Go on\n\nText.\n\n### Details\n\nText.\n\n## Stop\n\nText.\n",
        "# Hilfe\n\nText.\n\n## Anfangen\n\nText.\n\n## Weitermachen\n\nText.\n\n### Einzelheiten\n\nText.\n\n## Aufhören\n\nText.\n",
        &[
            "Help = Hilfe (sequence)",
            "Begin = Anfangen (sequence)",
            "Go on = Weitermachen (sequence)",
            "Details = Einzelheiten (sequence)",
            "Stop = Aufhören (sequence)",
        ],
    );
}

/// Without anchors a section in the middle is missing; those after it must not slip.
#[test]
fn titles_are_a_pair_whatever_stands_below_them() {
    assert_sections(
        "# Support for Backup\n\nCall us at +49 69 1234 5671.\n\n## Hours {#hours}\n\nFrom 9 AM.\n",
        "# Hilfe zur Sicherung\n\nRufen Sie +49 69 1234 5678 an.\n\n## Zeiten {#hours}\n\nAb 9 Uhr.\n",
        &["Support for Backup = Hilfe zur Sicherung (sequence)", "Hours = Zeiten (anchor)"],
    );
}

#[test]
fn a_page_without_a_title_lends_it_none() {
    assert_sections(
        "# Backup\n\nCall us at +49 69 1234 5671.\n\n## Hours {#hours}\n\nFrom 9 AM.\n",
        "## Zeiten {#hours}\n\nAb 9 Uhr.\n",
        &["Hours = Zeiten (anchor)", "Backup = -"],
    );
}

#[test]
fn a_section_whose_one_fact_drifted_is_still_itself() {
    assert_sections(
        "# A {#a}\n\n## Phone support\n\nCall us at +49 69 1234 5671.\n\n## Hours {#hours}\n\nFrom 9 AM.\n",
        "# A {#a}\n\n## Hilfe am Telefon\n\nRufen Sie +49 69 1234 5678 an.\n\n## Zeiten {#hours}\n\nAb 9 Uhr.\n",
        &["A = A (anchor)", "Phone support = Hilfe am Telefon (sequence)", "Hours = Zeiten (anchor)"],
    );
}

#[test]
fn a_missing_section_does_not_shift_the_others() {
    assert_sections(
        "## Hours\n\nOpen 9 AM-5 PM.\n\n## Phone\n\nCall +47 555 12 340.\n\n## Backup\n\nKept for 30 days.\n\n## Code\n\n`fjord restore`\n",
        "## Zeiten\n\n9–17 Uhr.\n\n## Sicherung\n\n30 Tage lang.\n\n## Befehl\n\n`fjord restore`\n",
        &["Hours = Zeiten (content)", "Backup = Sicherung (content)", "Code = Befehl (content)", "Phone = -"],
    );
}

#[test]
fn an_extra_section_does_not_shift_the_others() {
    assert_sections(
        "## Hours {#hours}\n\nA.\n\n## Mail {#mail}\n\nB.\n",
        "## Zeiten {#hours}\n\nA.\n\n## Fax {#fax}\n\nNeu.\n\n## Post {#mail}\n\nB.\n",
        &["Hours = Zeiten (anchor)", "Mail = Post (anchor)", "- = Fax"],
    );
}

#[test]
fn equal_headings_stay_a_pair_wherever_they_stand() {
    assert_sections(
        "## Fjordline Cloud\n\nA.\n\n## API\n\nB.\n\n## CLI\n\nC.\n",
        "## CLI\n\nC.\n\n## Fjordline Cloud\n\nA.\n\n## API\n\nB.\n",
        &["Fjordline Cloud = Fjordline Cloud (heading)", "API = API (heading)", "CLI = CLI (heading)"],
    );
}

/// Moved without anchor or equal heading: what it holds gives it away.
#[test]
fn a_moved_section_goes_by_its_content() {
    let phone = "+47 555 12 340, +61 2 5550 0145, `fjord call`";
    assert_sections(
        &format!("## Phone\n\n{phone}\n\n## One {{#one}}\n\nA.\n\n## Two {{#two}}\n\nB.\n"),
        &format!("## Eins {{#one}}\n\nA.\n\n## Zwei {{#two}}\n\nB.\n\n## Telefon\n\n{phone}\n"),
        &["Phone = Telefon (content)", "One = Eins (anchor)", "Two = Zwei (anchor)"],
    );
}

/// What this tool looks for is no evidence against a pair: the figure, the code, the image and the link differ here.
#[test]
fn sections_whose_only_content_drifted_are_still_themselves() {
    assert_sections(
        "# A\n\n## Price\n\nIt costs $5.\n\n## Command\n\n`fjord up`\n\n## Picture\n\n![A](add.png)\n\n## More\n\n[B](more.md)\n",
        "# B\n\n## Preis\n\nEs kostet 6 $.\n\n## Befehl\n\n`fjord ab`\n\n## Bild\n\n![A](neu.png)\n\n## Mehr\n\n[B](mehr.md)\n",
        &[
            "A = B (sequence)",
            "Price = Preis (sequence)",
            "Command = Befehl (sequence)",
            "Picture = Bild (sequence)",
            "More = Mehr (sequence)",
        ],
    );
}

#[test]
fn a_heading_that_was_left_in_english_does_not_take_another_one_of_its_name() {
    let section = |name: &str, options: &str, text: &str| format!("## {name}\n\n{text}\n\n### {options}\n\n- `--{text}`\n\n");
    let reference = ["one", "two", "three"].map(|text| section(&format!("Run {text}"), "Options", text)).concat();
    let translation = [("Optionen", "one"), ("Options", "two"), ("Optionen", "three")]
        .map(|(options, text)| section(&format!("Starte {text}"), options, text))
        .concat();
    let sections = align(&reference, &translation).sections();
    assert_eq!(sections.len(), 6, "{sections:?}");
    assert!(sections[3].starts_with("Options = Options"), "{sections:?}");
}

/// The text above the first heading of the reference stands under a heading here; the other headings do not slip.
#[test]
fn a_heading_above_the_first_text_shifts_no_other() {
    let pages = align(
        "A volume holds your data, and keeps it when the server is gone.\n\n## Problem\n\nDisks fail.\n\n## Help\n\nVolumes are copied three times, to three houses.\n",
        "## Was es ist\n\nEin Volume hält Ihre Daten und behält sie, wenn der Server weg ist.\n\n## Problem, das es löst\n\nPlatten gehen kaputt.\n\n## Wie es hilft\n\nVolumes werden dreimal kopiert, in drei Häuser.\n",
    );
    assert_eq!(pages.sections(), ["Problem = Problem, das es löst (sequence)", "Help = Wie es hilft (sequence)", "- = Was es ist"]);
    let blocks = pages.blocks();
    assert!(blocks[0].starts_with("A volume holds your data") && blocks[0].contains("= Ein Volume"), "{blocks:?}");
}

/// A lost blank makes text of a heading: its section is missing, and what stands in it is still compared.
#[test]
fn blocks_below_a_lost_heading_are_still_paired() {
    let pages = align(
        "## Limits {#limits}\n\nUp to eight.\n\n## Codes {#codes}\n\nLook it up.\n\n- `F100`\n- `F200`\n",
        "## Grenzen {#limits}\n\nBis zu acht.\n\n##Codes\n\nSchlagen Sie nach.\n\n- `F100`\n- `F200`\n",
    );
    assert_eq!(pages.sections(), ["Limits = Grenzen (anchor)", "Codes = -"]);
    let blocks = pages.blocks();
    assert!(blocks.contains(&"F200 = F200".to_owned()), "{blocks:?}");
}

#[test]
fn names_whose_figures_exclude_each_other_are_no_pair() {
    assert_sections("## Root X2\n\nSame.\n", "## Root X3\n\nGleich.\n", &["Root X2 = -", "- = Root X3"]);
    assert_sections("## Since May 2, 2025\n\nA.\n", "## Seit 3. Mai 2025\n\nA.\n", &["Since May 2, 2025 = Seit 3. Mai 2025 (sequence)"]);
}

/// The word that a translator kept says which of two sections is lost, against the lengths of both.
#[test]
fn a_word_that_a_heading_keeps_decides() {
    let reference = "## Contents\n\nYou write what the server says, with words of your own.\n\n## Streaming\n\nNodes stream as values come in. They wait for the first one that is open.\n\nThe order of values counts, and not that of the nodes.\n\n## Multiple Answer nodes\n\nPlace several nodes.\n\n## Values\n\nValues come from all kinds of nodes, and are shown as they are.\n";
    let translation = "## 内容\n\nサーバーが伝えることを、ご自分の言葉でお書きください。\n\n## 複数の Answer ノード\n\n複数のノードを配置して、処理の異なる段階で内容をお届けできます。\n\nそれぞれのノードは独立して会話に加わります。\n\n## 値\n\n値はあらゆる種類のノードから来て、そのまま表示されます。\n";
    let sections = align(reference, translation).sections();
    assert!(sections.contains(&"Multiple Answer nodes = 複数の Answer ノード (sequence)".to_owned()), "{sections:?}");
}

/// A section that is new and the one below it look like one together; what both sides hold says which of them it is.
#[test]
fn a_section_above_the_partner_is_no_part_of_it() {
    let long =
        "Fjordline keeps it for you, and tells you where it is, so that you can go and look for it whenever you want to.\n\n".repeat(3);
    let reference = format!(
        "## Welcome {{#welcome}}\n\nHello.\n\n## Terms\n\n{long}## Plan\n\n![Overview](img/plan.svg)\n\n- Chapters 1 to 14, see [Python](https://python.example/learn)\n- `fjord start`\n\n## Who we are {{#who}}\n\nWe.\n"
    );
    let translation = "## Selamat datang {#welcome}\n\nHalo.\n\n## Silabus\n\n![Ikhtisar](img/plan.svg)\n\n- Bab 1-14, lihat [Python](https://python.example/learn)\n- `fjord start`\n\n## Tentang kami {#who}\n\nKami.\n";
    let sections = align(&reference, translation).sections();
    assert!(sections.contains(&"Plan = Silabus (content)".to_owned()) && sections.contains(&"Terms = -".to_owned()), "{sections:?}");
}

/// A page that was written anew: nothing but their order speaks for its pairs, so nobody knows which sections are missing.
#[test]
fn pairs_that_only_their_order_makes_are_undetermined() {
    let long =
        "Fjordline keeps a copy of it for you, and another one, and tells you where they are, so that you can go and look.\n\n".repeat(6);
    let reference = format!(
        "## Tokens\n\n{long}## Usage\n\n```sh\nfjord push origin main\n```\n\n## Results\n\n{long}[Log](https://fjordline.example/log)\n"
    );
    let translation = "## 사용법\n\n* 빌드 단계가 실행됩니다.\n* 그다음 단계에서 압축 파일을 만듭니다.\n";
    let pages = align(&reference, translation);
    assert_eq!(pages.sections(), ["Tokens = -", "Results = -"], "one of three has a counterpart, which is likely the second");
    assert_eq!((&pages.alignment.missing[..], &pages.alignment.undetermined[..]), (&[1, 3][..], &[2][..]));
    let two = reference.split("## Results").next().unwrap();
    let pages = align(two, translation);
    assert_eq!((&pages.alignment.missing[..], &pages.alignment.undetermined[..]), (&[][..], &[1, 2][..]), "either may be it");
}

/// No page is too long to be read, and no section of what cannot be told is called missing.
#[test]
fn a_section_that_moved_is_not_undetermined_as_well() {
    let pages = align(
        "# Support\n\nClosed at noon on Mondays and Fridays.\n\n::: moniker range=\"fjord-1\"\n\nSee 192.168.10.20.\n\n::: moniker-end\n\n\
         # Phone\n\nStaffed around the clock. It takes 1 business days.\n",
        "## Support\n\n| Level | Text |\n|---|---|\n| Sev A | See +47 100 10 100. Open 1 AM-1 PM on weekdays, Oslo time. |\n\n\
         # Hours\n\n## Support\n\nClosed at noon on Mondays and Fridays.\n\n!!! note\n    It takes 2 hours.\n",
    );
    let paired: Vec<usize> = pages.alignment.sections.iter().map(|pair| pair.reference).collect();
    assert_eq!(pages.alignment.undetermined.iter().filter(|at| paired.contains(at)).count(), 0);
}

#[test]
fn too_many_open_sections_are_undetermined() {
    let page = |count: usize, word: &str| {
        let sections: Vec<String> = (0..count).map(|at| format!("## {word}{at}x\n\nText.\n\n")).collect();
        sections.concat()
    };
    let even = align(&page(600, "a"), &page(600, "b"));
    assert_eq!((even.alignment.sections.len(), even.alignment.undetermined.len()), (601, 0));
    let uneven = align(&page(600, "a"), &page(599, "b"));
    assert_eq!((uneven.alignment.missing.len(), uneven.alignment.undetermined.len()), (0, 600));
}

#[test]
fn what_stands_before_the_first_heading_is_a_pair_of_its_own() {
    let pages = align("Intro.\n\n## One\n\nA.\n", "Einleitung.\n\n## One\n\nA.\n");
    let start = &pages.alignment.sections[0];
    assert_eq!((start.reference, start.translation, start.by.name()), (0, 0, "start"));
    assert_eq!(pages.alignment.of_reference(1).map(|pair| pair.translation), Some(1));
    assert_eq!(pages.alignment.of_translation(1).map(|pair| pair.reference), Some(1));
    assert_eq!(pages.alignment.of_reference(9), None);
}

#[test]
fn empty_pages_have_nothing_to_pair() {
    assert_sections("", "", &[]);
    assert_sections("## One\n", "", &["One = -"]);
    assert_sections("", "## Eins\n", &["- = Eins"]);
}

#[test]
fn blocks_of_equal_shape_go_in_order() {
    assert_blocks(
        "One.\n\n- Two\n- Three\n\n```sh\nfour\n```\n\n> Five\n",
        "Eins.\n\n- Zwei\n- Drei\n\n```sh\nfour\n```\n\n> Fünf\n",
        &["One. = Eins.", "Two = Zwei", "Three = Drei", "```sh = ```sh", "Five = Fünf"],
    );
}

#[test]
fn a_block_that_is_missing_does_not_shift_the_others() {
    assert_blocks(
        "Call +47 555 12 340.\n\nOpen 9 AM-5 PM.\n\nKept for 30 days.\n",
        "Rufen Sie +47 555 12 340 an.\n\n30 Tage lang.\n",
        &["Call +47 555 12 340. = Rufen Sie +47 555 12 340 an.", "Open 9 AM-5 PM. = -", "Kept for 30 days. = 30 Tage lang."],
    );
}

#[test]
fn a_block_that_was_added_stands_alone() {
    assert_blocks(
        "`fjord up`\n\n`fjord down`\n",
        "`fjord up`\n\nEin Hinweis.\n\n`fjord down`\n",
        &["fjord up = fjord up", "- = Ein Hinweis.", "fjord down = fjord down"],
    );
}

#[test]
fn a_list_that_became_paragraphs_is_still_paired() {
    assert_blocks(
        "- Open 9 AM-5 PM\n- Kept for 30 days\n",
        "9–17 Uhr.\n\n30 Tage lang.\n",
        &["Open 9 AM-5 PM = 9–17 Uhr.", "Kept for 30 days = 30 Tage lang."],
    );
}

const SEVERITIES: &str = "| Level | Answer |\n|---|---|\n| Sev A | 1 hour |\n| Sev B | 1 business day |\n| Sev C | 3 business days |\n";

#[test]
fn table_rows_go_by_their_severity() {
    assert_blocks(
        SEVERITIES,
        "| Stufe | Antwort |\n|---|---|\n| Schweregrad C | drei |\n| Schweregrad A | eins |\n| Schweregrad B | zwei |\n",
        &[
            "Level = Stufe",
            "Answer = Antwort",
            "Sev A = Schweregrad A",
            "1 hour = eins",
            "Sev B = Schweregrad B",
            "1 business day = zwei",
            "Sev C = Schweregrad C",
            "3 business days = drei",
        ],
    );
}

/// Where a name of a row is missing or repeated, the rows keep their order.
#[test]
fn table_rows_without_the_same_names_keep_their_order() {
    assert_blocks(
        SEVERITIES,
        "| Stufe | Antwort |\n|---|---|\n| Schweregrad C | drei |\n| Schweregrad A | eins |\n| Schweregrad A | zwei |\n",
        &[
            "Level = Stufe",
            "Answer = Antwort",
            "Sev A = Schweregrad C",
            "1 hour = drei",
            "Sev B = Schweregrad A",
            "1 business day = eins",
            "Sev C = Schweregrad A",
            "3 business days = zwei",
        ],
    );
}

#[test]
fn table_rows_go_by_their_country() {
    assert_blocks(
        "| Country | Line |\n|---|---|\n| Germany | one |\n| Norway | two |\n| Sweden | three |\n",
        "| Land | Leitung |\n|---|---|\n| Deutschland | eins |\n| Schweden | drei |\n| Norwegen | zwei |\n",
        &[
            "Country = Land",
            "Line = Leitung",
            "Germany = Deutschland",
            "one = eins",
            "Norway = Norwegen",
            "two = zwei",
            "Sweden = Schweden",
            "three = drei",
        ],
    );
}

/// A row that names nothing keeps what is left for it.
#[test]
fn a_row_without_a_name_takes_the_rest() {
    assert_blocks(
        "| Country | Line |\n|---|---|\n| Germany | one |\n| Elsewhere | two |\n| Sweden | three |\n",
        "| Land | Leitung |\n|---|---|\n| Anderswo | zwei |\n| Schweden | drei |\n| Deutschland | eins |\n",
        &[
            "Country = Land",
            "Line = Leitung",
            "Germany = Deutschland",
            "one = eins",
            "Elsewhere = Anderswo",
            "two = zwei",
            "Sweden = Schweden",
            "three = drei",
        ],
    );
}

#[test]
fn cells_go_by_their_column() {
    assert_blocks(
        "| A | B | C |\n|---|---|---|\n| Germany | one | two |\n| Norway | three | four |\n",
        "| A | B | C |\n|---|---|---|\n| Norwegen | drei | vier |\n| Deutschland | eins | zwei |\n",
        &[
            "A = A",
            "B = B",
            "C = C",
            "Germany = Deutschland",
            "one = eins",
            "two = zwei",
            "Norway = Norwegen",
            "three = drei",
            "four = vier",
        ],
    );
}

#[test]
fn list_items_go_by_what_they_name() {
    assert_blocks(
        "- Sev A: one\n- Sev B: two\n- Sev C: three\n",
        "- Schweregrad B: zwei\n- Schweregrad C: drei\n- Schweregrad A: eins\n",
        &["Sev A: one = Schweregrad A: eins", "Sev B: two = Schweregrad B: zwei", "Sev C: three = Schweregrad C: drei"],
    );
    assert_blocks(
        "- Germany: one\n- Austria: two\n",
        "- Österreich: zwei\n- Deutschland: eins\n",
        &["Germany: one = Deutschland: eins", "Austria: two = Österreich: zwei"],
    );
}

/// The readings of a side-by-side page have the same shape, so nothing is guessed.
#[test]
fn side_by_side_pages_go_by_their_segments() {
    let page = "## Zeiten <span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">Hours</span></span>\n\n\
        <span data-ttu-id=\"a-2\">9–17 Uhr</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-2\">9 AM-5 PM</span></span>\n";
    let (reference, left) = read(page, "en", Reading::Embedded);
    let (translation, right) = read(page, "de", Reading::Own);
    let alignment = align::align_embedded(Side { document: &reference, facts: &left }, Side { document: &translation, facts: &right });
    assert!(alignment.missing.is_empty() && alignment.extra.is_empty());
    assert!(alignment.sections.iter().all(|pair| pair.by.name() == "segment" && pair.reference == pair.translation));
    let pages = Pages { reference, translation, alignment };
    assert_eq!(pages.blocks(), ["9 AM-5 PM = 9–17 Uhr"]);
}

#[test]
fn as_few_as_possible_are_said_to_have_moved() {
    let equal = |values: &[usize]| keep_increasing(values, &vec![1; values.len()]);
    assert_eq!(equal(&[0, 1, 2]), [0, 1, 2]);
    assert_eq!(equal(&[2, 0, 1]), [1, 2]);
    assert_eq!(equal(&[1, 2, 0]), [0, 1]);
    assert_eq!(equal(&[0, 3, 1, 2]), [0, 2, 3]);
    // Of two that passed each other, the later one stays; a heavier one stays before a light one.
    assert_eq!(equal(&[1, 0]), [1]);
    assert_eq!(keep_increasing(&[1, 0], &[5, 1]), [0]);
    assert_eq!(keep_increasing(&[], &[]), Vec::<usize>::new());
}

proptest::proptest! {
    /// What stays is in order, and no other choice of positions that is in order weighs more.
    #[test]
    fn the_heaviest_order_stays(pairs in proptest::collection::vec((0..6_usize, 1..5_usize), 0..9)) {
        let (values, weights): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
        let kept = keep_increasing(&values, &weights);
        let weight = |positions: &[usize]| positions.iter().map(|&at| weights[at]).sum::<usize>();
        let in_order = |positions: &[usize]| positions.windows(2).all(|pair| pair[0] < pair[1] && values[pair[0]] < values[pair[1]]);
        proptest::prop_assert!(in_order(&kept), "{kept:?}");
        for choice in 0..1_usize << values.len() {
            let positions: Vec<usize> = (0..values.len()).filter(|at| choice & 1 << at != 0).collect();
            proptest::prop_assert!(!in_order(&positions) || weight(&positions) <= weight(&kept), "{positions:?} weighs more than {kept:?}");
        }
    }
}
