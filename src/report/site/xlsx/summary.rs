//! The first sheet: counts by locale with a chart, by rule, and over time.

use rust_xlsxwriter::{Chart, ChartFormat, ChartLine, ChartSolidFill, ChartType, Worksheet, XlsxError};

use crate::findings::finding::Outcome;
use crate::findings::history::Run;
use crate::report::markdown::count;
use crate::report::site::{About, totals};

use super::{Formats, NO_LOCALE, cut};

/// Columns of the table of locales; those about the run before are left out when there is none.
const LOCALES: [&str; 11] = [
    "locale",
    "errors",
    "warnings",
    "infos",
    "pages compared",
    "pages missing",
    "pages without reference",
    "pages unreadable",
    "new",
    "fixed",
    "open",
];

/// How many of them do not compare.
const PLAIN: usize = 8;

/// Where charts stand, behind the tables.
const CHARTS: u16 = 12;

/// About how many rows a chart covers.
const CHART_ROWS: u32 = 16;

/// Runs that the chart over time shows at most.
const MOST_RUNS: usize = 200;

/// Writes tables below each other.
struct Tables<'s> {
    sheet: &'s mut Worksheet,
    formats: &'s Formats,
    /// The next row.
    row: u32,
}

impl Tables<'_> {
    fn header(&mut self, titles: &[&str]) -> Result<(), XlsxError> {
        for (at, title) in (0..).zip(titles) {
            let format = if at == 0 { &self.formats.header } else { &self.formats.counted };
            self.sheet.write_string_with_format(self.row, at, *title, format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A name, then numbers.
    fn line(&mut self, name: &str, numbers: &[usize]) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row, 0, cut(name))?;
        for (at, number) in (1..).zip(numbers) {
            self.sheet.write_number(self.row, at, *number as u32)?;
        }
        self.row += 1;
        Ok(())
    }
}

pub(super) fn write(sheet: &mut Worksheet, outcome: &Outcome, about: &About<'_>, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 24)?;
    sheet.set_column_range_width(1, LOCALES.len() as u16 - 1, 12)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, "Localization report", &formats.title)?;
    sheet.write_string(1, 0, format!("driftlint {}, {}", about.version, about.date))?;
    let summary = &outcome.summary;
    sheet.write_string(2, 0, format!("{}, {} compared", count(summary.pages, "page"), count(summary.translations, "translation")))?;
    let mut tables = Tables { sheet, formats, row: 4 };
    locales(&mut tables, outcome, about)?;
    tables.row = tables.row.max(4 + CHART_ROWS) + 1;
    over_time(&mut tables, about.history)?;
    tables.header(&["rule", "errors", "warnings", "infos"])?;
    for (rule, counts) in totals::rules(outcome) {
        tables.line(rule, &[counts.errors, counts.warnings, counts.infos])?;
    }
    Ok(())
}

fn locales(tables: &mut Tables<'_>, outcome: &Outcome, about: &About<'_>) -> Result<(), XlsxError> {
    let titles = if about.change.is_some() { &LOCALES[..] } else { &LOCALES[..PLAIN] };
    tables.header(titles)?;
    // The longest titles take three lines.
    tables.sheet.set_row_height(tables.row - 1, 45)?;
    let first = tables.row;
    for (name, locale) in totals::locales(outcome, about) {
        let (counts, change) = (locale.counts, locale.change.unwrap_or_default());
        let seen = [locale.compared, locale.missing, locale.orphans, locale.unreadable];
        let numbers = [&[counts.errors, counts.warnings, counts.infos], &seen[..], &[change.new, change.fixed, change.open]].concat();
        tables.line(if name.is_empty() { NO_LOCALE } else { name }, &numbers[..titles.len() - 1])?;
    }
    if tables.row > first {
        let chart = chart(tables.sheet, ChartType::BarStacked, "Findings by locale", (first, tables.row - 1));
        tables.sheet.insert_chart(first - 1, CHARTS, &chart)?;
    }
    Ok(())
}

fn over_time(tables: &mut Tables<'_>, runs: &[Run]) -> Result<(), XlsxError> {
    if runs.is_empty() {
        return Ok(());
    }
    tables.header(&["run", "errors", "warnings", "infos", "new", "fixed", "open"])?;
    let first = tables.row;
    for run in &runs[runs.len().saturating_sub(MOST_RUNS)..] {
        let change = run.change.map_or_else(Vec::new, |change| vec![change.new, change.fixed, change.open]);
        let counts = run.counts;
        tables.line(&run.date, &[vec![counts.errors, counts.warnings, counts.infos], change].concat())?;
    }
    let chart = chart(tables.sheet, ChartType::Line, "Findings over time", (first, tables.row - 1));
    tables.sheet.insert_chart(first - 1, CHARTS, &chart)?;
    tables.row = tables.row.max(first + CHART_ROWS) + 1;
    Ok(())
}

/// A chart of errors, warnings and infos, which stand in the columns behind the names.
fn chart(sheet: &Worksheet, kind: ChartType, title: &str, (first, last): (u32, u32)) -> Chart {
    let mut chart = Chart::new(kind);
    chart.title().set_name(title);
    let name = sheet.name();
    for (column, (title, colour)) in (1..).zip([("errors", "#C0392B"), ("warnings", "#E0A100"), ("infos", "#5B8DB8")]) {
        let series = chart.add_series().set_name(title);
        series.set_categories((name.as_str(), first, 0, last, 0)).set_values((name.as_str(), first, column, last, column));
        let (mut fill, mut line) = (ChartSolidFill::new(), ChartLine::new());
        series.set_format(ChartFormat::new().set_solid_fill(fill.set_color(colour)).set_line(line.set_color(colour)));
    }
    chart
}
