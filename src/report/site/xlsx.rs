//! A workbook for Excel: a summary with charts, and a sheet a locale with its findings, to be filtered and handed out.
//!
//! Texts are written as texts, so that none is taken for a formula. The limits of Excel are kept: what is too long for a cell is cut,
//! what is too much for a sheet goes to another one.

mod summary;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use crate::findings::finding::{Finding, Outcome};

use super::About;
use super::sheet::{COLUMNS, Cell, row};

/// Rows of a sheet below its header.
const MOST_ROWS: usize = 1_048_575;

/// UTF-16 units of a cell.
const MOST_UNITS: usize = 32_767;

/// Links of a sheet.
const MOST_LINKS: usize = 65_530;

/// UTF-16 units of a link.
const LONGEST_LINK: usize = 2_080;

/// UTF-16 units of a sheet's name.
const LONGEST_NAME: usize = 31;

/// Findings of no locale, such as those about the configuration.
const NO_LOCALE: &str = "no locale";

pub(super) fn write(outcome: &Outcome, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(outcome, about).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(outcome: &Outcome, about: &About<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title("Localization report").set_comment(format!("driftlint {}", about.version));
    // The day of the run and not its moment, so that the same report has the same bytes.
    let created = ExcelDateTime::parse_from_str(about.date).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    workbook.set_properties(&properties.set_creation_datetime(&created));
    let formats = Formats::new();
    let mut names = Names::default();
    let summary = workbook.add_worksheet();
    summary.set_name(names.unique("Summary"))?;
    summary::write(summary, outcome, about, &formats)?;
    for (locale, findings) in by_locale(outcome) {
        for part in findings.chunks(MOST_ROWS) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(names.unique(if locale.is_empty() { NO_LOCALE } else { locale }))?;
            write_findings(sheet, part, about, &formats)?;
        }
    }
    workbook.save_to_buffer()
}

fn by_locale(outcome: &Outcome) -> BTreeMap<&str, Vec<&Finding>> {
    let mut locales: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.findings {
        locales.entry(&finding.locale).or_default().push(finding);
    }
    locales
}

/// How cells look.
struct Formats {
    header: Format,
    /// Above numbers.
    counted: Format,
    text: Format,
    /// Read from right to left.
    rtl: Format,
    number: Format,
    title: Format,
}

impl Formats {
    fn new() -> Formats {
        let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        Formats {
            header: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            counted: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Right),
            rtl: text.clone().set_reading_direction(2),
            text,
            number: Format::new().set_align(FormatAlign::Top),
            title: Format::new().set_bold().set_font_size(14),
        }
    }

    fn of(&self, text: &str) -> &Format {
        if is_rtl(text) { &self.rtl } else { &self.text }
    }
}

fn write_findings(sheet: &mut Worksheet, findings: &[&Finding], about: &About<'_>, formats: &Formats) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(&COLUMNS) {
        sheet.write_string_with_format(0, at, column.title, &formats.header)?;
        sheet.set_column_width(at, column.width)?;
    }
    let mut links = 0;
    for (line, finding) in (1..).zip(findings) {
        for (at, cell) in (0..).zip(row(finding, about)) {
            match cell {
                Cell::Text(text) => sheet.write_string_with_format(line, at, cut(&text), formats.of(&text))?,
                Cell::Number(number) => sheet.write_number_with_format(line, at, number as u32, &formats.number)?,
                Cell::Link(url) if links < MOST_LINKS && url.encode_utf16().count() <= LONGEST_LINK => {
                    links += 1;
                    sheet.write_url_with_format(line, at, Url::new(url).set_text("open"), &Format::new().set_hyperlink())?
                }
                Cell::Link(url) => sheet.write_string(line, at, cut(&url))?,
                Cell::Empty => sheet,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?.set_landscape();
    sheet.autofilter(0, 0, findings.len() as u32, COLUMNS.len() as u16 - 1)?;
    Ok(())
}

/// As much of a text as a cell holds, with a mark where it was cut.
fn cut(text: &str) -> String {
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < MOST_UNITS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Whether the first letter belongs to a script that is written from right to left.
fn is_rtl(text: &str) -> bool {
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    text.chars().find(|c| c.is_alphabetic()).is_some_and(rtl)
}

/// Names of sheets, which Excel tells apart without regard to capitals.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn unique(&mut self, wanted: &str) -> String {
        let allowed = |c: char| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { '_' } else { c };
        let plain: String = wanted.chars().map(allowed).collect();
        let plain = plain.trim_matches('\'');
        let mut name = shortened(plain, LONGEST_NAME);
        for number in 2.. {
            // Excel keeps this name for itself.
            if !name.is_empty() && name.to_lowercase() != "history" && self.0.insert(name.to_lowercase()) {
                break;
            }
            let suffix = format!(" ({number})");
            name = shortened(plain, LONGEST_NAME - suffix.len()) + &suffix;
        }
        name
    }
}

fn shortened(text: &str, most: usize) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST_UNITS, Names, cut, is_rtl};

    #[test]
    fn names_of_sheets_are_what_excel_takes() {
        let mut names = Names::default();
        let given = ["de", "DE", "a/b:c", "history", "'", "de", &"x".repeat(40), &"X".repeat(41), "😀".repeat(16).as_str()]
            .map(|name| names.unique(name));
        let long = "x".repeat(31);
        let second = "X".repeat(27) + " (2)";
        let faces = "😀".repeat(15);
        assert_eq!(
            given.each_ref().map(String::as_str),
            ["de", "DE (2)", "a_b_c", "history (2)", " (2)", "de (3)", &long, &second, &faces]
        );
    }

    #[test]
    fn texts_are_cut_to_a_cell() {
        let full = "ä".repeat(MOST_UNITS);
        assert_eq!(cut(&full), full);
        let longer = cut(&"😀".repeat(MOST_UNITS));
        assert_eq!(longer.encode_utf16().count(), MOST_UNITS);
        assert!(longer.ends_with("😀…"));
    }

    #[test]
    fn the_first_letter_tells_the_direction() {
        assert_eq!(["مكالمة 1", "12 שעות", "24/7 العربية", "GPS مكالمة", "12", ""].map(is_rtl), [true, true, true, false, false, false]);
    }
}
