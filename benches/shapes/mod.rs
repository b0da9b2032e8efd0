//! Pages of one shape each, of any length, made of nothing but what could make time grow faster than the page.

use driftlint::check::{Contents, Single};
use driftlint::config::{Config, Date};
use driftlint::findings::policy::Policy;
use driftlint::findings::{Failure, Outcome};
use driftlint::freshness::Freshness;
use driftlint::locale::Tag;
use driftlint::pages::{Page, PageFile, Site, Translation};
use driftlint::source::SourceFile;

/// A kind of page.
pub(crate) struct Shape {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The line, word or paragraph that stands at a place of the page, counted from 0.
    piece: fn(usize) -> String,
}

impl Shape {
    /// A page of at least `bytes` bytes.
    pub(crate) fn page(&self, bytes: usize) -> String {
        let mut page = "# Notes\n\n".to_owned();
        for at in 0.. {
            if page.len() >= bytes {
                break;
            }
            page += &(self.piece)(at);
        }
        page + "\n"
    }
}

/// What stands for each digit on a page with other ones: its neighbour, so that about as many figures of a long page as of a short one stand
/// elsewhere on it too; never a naught in front.
const OTHER_DIGITS: [char; 10] = ['9', '2', '1', '4', '3', '6', '5', '8', '7', '1'];

/// A page in which every digit is another one.
pub(crate) fn with_other_digits(page: &str) -> String {
    let other = |c: char| c.to_digit(10).map_or(c, |digit| OTHER_DIGITS[digit as usize]);
    page.chars().map(other).collect()
}

/// All shapes: runs of figures, then many things of a kind.
pub(crate) const SHAPES: [Shape; 19] = [
    Shape { name: "numbers", piece: |at| format!("{} ", 100 + at * 7 % 900_000) },
    Shape { name: "9:9:", piece: |_| "9:".repeat(20) },
    Shape { name: "1,1,", piece: |_| "1,".repeat(20) },
    Shape { name: "1.1.", piece: |_| "1.".repeat(20) },
    Shape { name: "1/1/", piece: |_| "1/".repeat(20) },
    Shape { name: "9-5-", piece: |_| "9-5-".repeat(10) },
    Shape { name: "phones", piece: |at| format!("+47 {:03} {:02} {:03}, ", 100 + at * 7 % 900, 10 + at % 90, 100 + at % 900) },
    Shape { name: "dates", piece: |at| format!("May {}, {}, ", 1 + at % 28, 1990 + at % 40) },
    Shape { name: "headings", piece: |at| format!("## Part {at}\n\nIt takes {} days.\n\n", 2 + at % 90) },
    Shape {
        name: "table",
        piece: |at| if at == 0 { "| a | b |\n|---|---|\n".to_owned() } else { format!("| row {at} | {} days |\n", 2 + at % 90) },
    },
    Shape { name: "tables", piece: |at| format!("| part {at} | b |\n|---|---|\n| x | {} days |\n| y | 3 GB |\n\n", 2 + at % 90) },
    Shape { name: "list items", piece: |at| format!("- Step {at} takes {} days.\n", 2 + at % 90) },
    Shape { name: "html soup", piece: |at| format!("<div><p>{at} <b>5 days</i><td id=\"a{at}\"></div> <br><li>\n") },
    Shape { name: "code blocks", piece: |at| format!("```sh\nrun --part {at}\n```\n\n") },
    Shape { name: "comments", piece: |at| format!("<!-- part {at} -->\n\nIt takes {} days.\n\n", 2 + at % 90) },
    Shape { name: "fragments", piece: |at| format!("## Part {at} {{#s{at}}}\n\nSee [this](#s{at}).\n\n") },
    Shape { name: "links", piece: |at| format!("See [part](p{at}.md) and ![it](i{at}.png).\n\n") },
    Shape { name: "two findings", piece: |at| format!("Wait {} days for part {at}.\n\n", 2 + at % 90) },
    Shape { name: "prose", piece: |at| format!("The plan of part {at} is told in the text that follows it. ") },
];

/// Two pages in memory.
struct Both<'t> {
    reference: &'t str,
    translation: &'t str,
}

impl Contents for Both<'_> {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        let text = if file.shown == "en/page.md" { self.reference } else { self.translation };
        Some(Ok(SourceFile::new(file.shown.as_str(), text)))
    }
}

/// All that an editor asks for a page: reading, comparing, and the proof of the fixes.
pub(crate) fn check(reference: &str, translation: &str) -> Outcome {
    let file = |shown: &str| PageFile { path: shown.into(), shown: shown.to_owned() };
    let translated = Translation { locale: Tag::parse("en-GB").expect("a tag"), file: file("en-GB/page.md") };
    let page = Page {
        name: "page".to_owned(),
        reference_locale: Tag::english(),
        reference: Some(file("en/page.md")),
        translations: vec![translated],
        missing: Vec::new(),
        is_whole: false,
    };
    let site = Site { pages: vec![page], layouts: Vec::new(), failures: Vec::new(), notes: Vec::new() };
    let config = Config::default();
    let policy = Policy::new(&config, Date::from_days(20_000));
    let freshness = Freshness::without_history(&policy);
    Single { site: &site, policy: &policy, contents: &Both { reference, translation }, freshness: &freshness }.page(&site.pages[0])
}
