//! How much work a page may make: steps are counted, no time is taken. `benches/growth.rs` takes the time of the same pages.

#[path = "../../benches/shapes/mod.rs"]
mod shapes;

use driftlint::work;
use shapes::{SHAPES, check, with_other_digits};

/// Steps that a byte of a page may make, whatever its shape: what the bounded windows allow.
const MOST_STEPS_PER_BYTE: u64 = 600;

/// Counts the steps for a page of some bytes, against itself or against one with other digits.
fn steps(page: &str, other: bool) -> u64 {
    let translation = if other { with_other_digits(page) } else { page.to_owned() };
    work::counted(|| check(page, &translation)).1
}

#[test]
fn steps_do_not_outgrow_the_page() {
    let mut wrong = Vec::new();
    for shape in &SHAPES {
        let pages = [8 << 10, 16 << 10].map(|bytes| shape.page(bytes));
        for other in [false, true] {
            let [half, whole] = [&pages[0], &pages[1]].map(|page| steps(page, other));
            let most = MOST_STEPS_PER_BYTE * pages[1].len() as u64;
            // Below the bounds of the windows work may grow faster; above the bound for each byte it may not.
            if whole * 10 > half * 23 && whole > most {
                wrong.push(format!("{} (other digits: {other}): {half} steps, then {whole}", shape.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// As many pieces of a page, one after the other.
fn repeated(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

#[test]
fn long_paragraphs_are_compared_like_short_ones() {
    let sentence = "The plan of the house tells which doors are open at night and which are not. ";
    let (long, other) = (sentence.repeat(150), "A short text stands here.");
    assert!(long.len() > 10_000);
    let lost = check(&format!("{long}\n\n{other}\n"), &format!("{other}\n"));
    assert_eq!(lost.findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["missing-block"]);
    let addresses = |last: &str| repeated(600, |at| format!("Write to info{at}@fjordline.example. ")) + last + "\n";
    let changed = check(&addresses("Or to help@fjordline.example."), &addresses("Or to held@fjordline.example."));
    assert_eq!(changed.findings.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["email"]);
}

#[test]
fn every_wrong_link_of_a_section_is_told() {
    let page = |to: &str| repeated(100, |at| format!("Read [part {at}](parts/{to}{at}.md) first.\n\n"));
    assert_eq!(check(&page("a"), &page("b")).findings.len(), 100);
}

#[test]
fn long_code_is_compared_line_by_line_or_its_limit_is_said() {
    let code =
        |count: usize, line: &dyn Fn(usize) -> Option<String>| format!("```sh\n{}```\n", (0..count).filter_map(line).collect::<String>());
    let plain = |at: usize| Some(format!("run --part={at}\n"));
    let changed = |at: usize| match at {
        6 => None,
        2000 => Some("run --part=evil\n".to_owned()),
        _ => plain(at),
    };
    let two = check(&code(3000, &plain), &code(3000, &changed));
    let messages: Vec<&str> = two.findings.iter().map(|finding| finding.message.as_str()).collect();
    let wanted = [
        "line `run --part=6` of the reference's code is missing here",
        "code is `run --part=2000` in the reference, `run --part=evil` here",
    ];
    assert_eq!(messages, wanted);
    let ends = |at: usize| if at.is_multiple_of(5999) { Some(format!("run --other={at}\n")) } else { plain(at) };
    let one = check(&code(6000, &plain), &code(6000, &ends));
    let messages: Vec<&str> = one.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["code differs from here on; its 6000 lines are too many to be told apart"]);
}

#[test]
fn sections_that_are_too_many_to_be_lined_up_are_said() {
    let page = |count: usize, name: &str| repeated(count, |at| format!("## {name}{at}x\n\nText.\n\n"));
    let outcome = check(&page(600, "a"), &page(599, "b"));
    let note = "en/page.md:1: too many sections follow that en-GB/page.md does not name alike to be lined up; they are undetermined";
    assert_eq!((outcome.notes, outcome.summary.undetermined), (vec![note.to_owned()], 600));
}

/// A paragraph of that many numbers, of which the last is given.
fn numbers(count: usize, last: usize) -> String {
    let numbers: Vec<String> = (1..count).map(|at| format!("word {}", at + 1000)).collect();
    format!("{} word {last}\n", numbers.join(" "))
}

#[test]
fn what_a_block_states_beyond_the_limit_is_undetermined_and_said() {
    let outcome = check(&numbers(1100, 7000), &numbers(1100, 7001));
    assert_eq!(outcome.findings, []);
    assert!(outcome.summary.undetermined >= 100, "{}", outcome.summary.undetermined);
    let note =
        "en-GB/page.md:1: too many facts stand in one block to be told apart; those that are not the same on both sides are undetermined";
    assert_eq!(outcome.notes, [note]);
}

#[test]
fn below_the_limit_a_changed_number_is_found_and_above_it_equal_blocks_are_equal() {
    let outcome = check(&numbers(900, 7000), &numbers(900, 7001));
    assert_eq!((outcome.findings.len(), outcome.findings[0].rule.as_str(), outcome.notes.len()), (1, "number", 0));
    let outcome = check(&numbers(1100, 7000), &numbers(1100, 7000));
    assert_eq!((outcome.findings.len(), outcome.summary.undetermined, outcome.summary.facts), (0, 0, 1100));
    assert_eq!(outcome.notes, [""; 0]);
}

#[test]
fn leftovers_that_nothing_tells_apart_are_undetermined_and_said() {
    // The link tells that one page is a translation of the other.
    let words = |first: usize| (0..300).map(|at| format!("word {}", first + at * 3)).collect::<Vec<_>>().join(" ");
    let page = |first: usize| format!("[Plan](plan.md) {}", words(first));
    let outcome = check(&page(5000), &page(5001));
    assert_eq!((outcome.findings.len(), outcome.summary.undetermined, outcome.notes.len()), (0, 300, 1));
}

/// A section of paragraphs with one number each, which is another one, in all but the last, or stands elsewhere.
fn paragraphs(count: usize, add: usize) -> String {
    let paragraphs: Vec<String> = (0..count).map(|at| format!("Part {} of the plan.\n", (at + 1) * 1000 + add)).collect();
    format!("# Notes\n\n{}\nAt the end 77 remain.\n", paragraphs.join("\n"))
}

#[test]
fn leftovers_of_a_section_are_looked_for_in_all_of_it_or_undetermined_and_said() {
    let moved = paragraphs(700, 0).replace("Part 1000 ", "Part ").replace("At the end 77", "At the end 1000 and 77");
    let outcome = check(&paragraphs(700, 0), &moved);
    assert_eq!((outcome.findings.len(), outcome.notes.len()), (0, 0), "a number that moved is no drift");
    let outcome = check(&paragraphs(700, 0), &paragraphs(700, 7));
    assert_eq!((outcome.findings.len(), outcome.summary.undetermined, outcome.notes.len()), (700, 0, 0));
    let outcome = check(&paragraphs(1100, 0), &paragraphs(1100, 7));
    assert_eq!((outcome.findings.len(), outcome.summary.undetermined), (0, 1100));
    let note =
        "en/page.md:1: too many facts stand in one section to be told apart; those that are not the same on both sides are undetermined";
    assert_eq!(outcome.notes, [note]);
}

#[test]
fn cells_of_a_long_table_are_labelled_by_row_and_column() {
    let table = |count: usize, days: usize| {
        let rows: Vec<String> = (0..count).map(|at| format!("| row {} | {} days |\n", name(at), days)).collect();
        format!("# Notes\n\n| a | length |\n|---|---|\n{}", rows.concat())
    };
    let outcome = check(&table(400, 5), &table(400, 6));
    assert_eq!(outcome.findings.len(), 400);
    let labels: Vec<String> = outcome.findings.iter().map(|finding| format!("{:?}", finding.label)).collect();
    assert!(labels[399].contains(&name(399)) && labels[399].contains("length"), "{}", labels[399]);
}

/// A name in letters for a number.
fn name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}
