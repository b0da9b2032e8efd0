//! What a place says in the other languages: over a translation the reference, over the reference the translations.

use std::path::Path;

use gen_lsp_types::{Hover, MarkupContent, MarkupKind, Position};

use super::documents::Documents;
use super::lines;
use super::markup::Markup;
use super::statements::{Mark, Row, Sides, Stated};
use super::workspace::{Role, Workspace};
use crate::check::{Read, Single};
use crate::markdown::BlockKind;
use crate::pages::{Page, PageFile, Translation};

/// How many locales are told one by one; of the rest, the number is.
const MOST_LOCALES: usize = 12;

/// What there is to say of a place; none when there is nothing.
pub(super) fn hover(workspace: &Workspace, documents: &Documents, path: &Path, position: Position, is_markdown: bool) -> Option<Hover> {
    let (folder, page, role) = workspace.find(path)?;
    let policy = folder.policy();
    let single = folder.single(&policy, documents);
    let file = page.reference.as_ref()?;
    let reference = single.read(page, file, &page.reference_locale)?;
    let text = documents.text(path)?;
    let offset = text.counted().offset(position);
    let markup = Markup::new(is_markdown);
    let (told, span) = match role {
        Role::Reference => {
            let block = lines::block_at(&reference.document, offset)?;
            (over_reference(single, page, (&reference, block), markup)?, reference.document.blocks[block].span)
        }
        Role::Translation(translation) => {
            let own = single.read(page, &translation.file, &translation.locale)?;
            let block = lines::block_at(&own.document, offset)?;
            (over_translation(single, page, file, (&reference, &own, translation), block, markup)?, own.document.blocks[block].span)
        }
    };
    let kind = if is_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    Some(Hover { contents: MarkupContent { kind, value: told }.into(), range: Some(text.counted().range(span)) })
}

/// The line of the reference, and the statements on both sides.
fn over_translation(
    single: Single<'_>,
    page: &Page,
    file: &PageFile,
    (reference, own, translation): (&Read, &Read, &Translation),
    block: usize,
    mut markup: Markup,
) -> Option<String> {
    let lined = single.line_up(page, &translation.locale, reference, own);
    let partner = lines::to_reference(&lined.alignment, block);
    let sides = Sides { reference, translation: own, lined: &lined, options: single.policy.options() };
    let rows = sides.rows(partner, Some(block));
    match partner.and_then(|partner| reference.document.blocks.get(partner)) {
        Some(block) => {
            let source = &reference.document.source;
            markup.headed(page.reference_locale.as_str(), &format!(" {}:{}", file.shown, source.line_of(block.span.start)));
            if matches!(block.kind, BlockKind::Code { .. }) {
                markup.code(source.slice(block.span));
            } else {
                markup.quoted(source.slice(block.span));
            }
        }
        None if rows.is_empty() => return None,
        None => markup.headed(page.reference_locale.as_str(), ": nothing stands for this line"),
    }
    if !rows.is_empty() {
        let locale = translation.locale.as_str();
        markup.list(&rows.iter().map(|row| told(row, page.reference_locale.as_str(), locale)).collect::<Vec<_>>());
    }
    Some(markup.finish())
}

fn told(row: &Row, reference_locale: &str, locale: &str) -> String {
    let (reference, translation) = (row.reference.as_ref(), row.translation.as_ref());
    let kind = reference.or(translation).map_or("", |stated| stated.kind.as_str());
    let side = |locale: &str, stated: Option<&Stated>| stated.map(|stated| format!("{locale} {}", value(stated)));
    let sides: Vec<String> = side(reference_locale, reference).into_iter().chain(side(locale, translation)).collect();
    format!("{}: {kind}: {}", row.mark.told(), sides.join("; "))
}

fn value(stated: &Stated) -> String {
    if stated.written == stated.value { stated.value.clone() } else { format!("{} → {}", stated.written, stated.value) }
}

/// What one translation states of a block.
struct Told {
    locale: String,
    /// None when the translation has no such block.
    rows: Option<Vec<Row>>,
}

impl Told {
    fn differing(&self) -> Vec<&Row> {
        self.rows.iter().flatten().filter(|row| matches!(row.mark, Mark::Changed | Mark::Missing | Mark::OnlyHere)).collect()
    }
}

/// What each translation states, those that differ first.
fn over_reference(single: Single<'_>, page: &Page, (reference, block): (&Read, usize), mut markup: Markup) -> Option<String> {
    let all: Vec<Told> =
        page.translations.iter().filter_map(|translation| of_translation(single, page, translation, (reference, block))).collect();
    let differing: Vec<&Told> = all.iter().filter(|told| !told.differing().is_empty()).collect();
    let absent: Vec<&str> = all.iter().filter(|told| told.rows.is_none()).map(|told| told.locale.as_str()).collect();
    let states_some = all.iter().any(|told| told.rows.as_ref().is_some_and(|rows| !rows.is_empty()));
    if absent.is_empty() && !states_some {
        return None;
    }
    let verb = if differing.len() == 1 { "differs" } else { "differ" };
    markup.headed(&counted(all.len()), &format!(" of this line; {} {verb}", differing.len()));
    let mut items: Vec<String> = differing.iter().take(MOST_LOCALES).flat_map(|told| lines_of(told, page)).collect();
    if differing.len() > MOST_LOCALES {
        items.push(format!("{} more differ", differing.len() - MOST_LOCALES));
    }
    let same = |told: &&Told| told.rows.is_some() && told.differing().is_empty();
    let same: Vec<&str> = all.iter().filter(same).map(|told| told.locale.as_str()).collect();
    items.extend(listed("no difference found: ", &same));
    items.extend(listed("no such line: ", &absent));
    markup.list(&items);
    Some(markup.finish())
}

fn of_translation(single: Single<'_>, page: &Page, translation: &Translation, (reference, block): (&Read, usize)) -> Option<Told> {
    let own = single.read(page, &translation.file, &translation.locale)?;
    let lined = single.line_up(page, &translation.locale, reference, &own);
    let sides = Sides { reference, translation: &own, lined: &lined, options: single.policy.options() };
    let partner = lines::to_translation(&lined.alignment, block);
    Some(Told { locale: translation.locale.to_string(), rows: partner.map(|partner| sides.rows(Some(block), Some(partner))) })
}

fn lines_of(of: &Told, page: &Page) -> Vec<String> {
    of.differing().into_iter().map(|row| format!("{} {}", of.locale, told(row, page.reference_locale.as_str(), &of.locale))).collect()
}

fn listed(head: &str, locales: &[&str]) -> Option<String> {
    let shown = locales.iter().take(MOST_LOCALES).copied().collect::<Vec<_>>().join(", ");
    let rest = locales.len().saturating_sub(MOST_LOCALES);
    let rest = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    (!locales.is_empty()).then(|| format!("{head}{shown}{rest}"))
}

fn counted(number: usize) -> String {
    if number == 1 { "1 translation".to_owned() } else { format!("{number} translations") }
}
