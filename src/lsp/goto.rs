//! From a place in a translation to the reference, and from any place to what stands for it in all locales.

use std::path::Path;

use gen_lsp_types::{Location, Position};

use super::documents::Documents;
use super::lines;
use super::workspace::{Role, Workspace};
use crate::check::{Read, Single};
use crate::pages::{Page, PageFile, Translation};

/// A place of a page: what it is read with, its reference, and the block of the reference that it is about.
struct Aim<'a> {
    single: Single<'a>,
    page: &'a Page,
    file: &'a PageFile,
    reference: Read,
    block: usize,
}

/// The place in the reference that a place in a translation stands for.
pub(super) fn definition(workspace: &Workspace, documents: &Documents, path: &Path, position: Position) -> Option<Location> {
    let (folder, _, role) = workspace.find(path)?;
    let policy = folder.policy();
    let single = folder.single(&policy, documents);
    let aim = Aim::of(workspace, documents, single, path, position)?;
    matches!(role, Role::Translation(_)).then(|| location(documents, aim.file, &aim.reference, aim.block))?
}

/// The places in all translations that stand for the same place of the reference, and that place itself if it is asked for.
pub(super) fn references(
    workspace: &Workspace,
    documents: &Documents,
    (path, position): (&Path, Position),
    with_reference: bool,
) -> Vec<Location> {
    let Some((folder, ..)) = workspace.find(path) else { return Vec::new() };
    let policy = folder.policy();
    let single = folder.single(&policy, documents);
    let Some(aim) = Aim::of(workspace, documents, single, path, position) else { return Vec::new() };
    let itself = with_reference.then(|| location(documents, aim.file, &aim.reference, aim.block)).flatten();
    itself.into_iter().chain(aim.page.translations.iter().filter_map(|translation| aim.in_translation(documents, translation))).collect()
}

impl<'a> Aim<'a> {
    fn of(workspace: &'a Workspace, documents: &Documents, single: Single<'a>, path: &Path, position: Position) -> Option<Aim<'a>> {
        let (_, page, role) = workspace.find(path)?;
        let file = page.reference.as_ref()?;
        let reference = single.read(page, file, &page.reference_locale)?;
        let offset = documents.text(path)?.counted().offset(position);
        let block = match role {
            Role::Reference => lines::block_at(&reference.document, offset)?,
            Role::Translation(translation) => {
                let own = single.read(page, &translation.file, &translation.locale)?;
                let alignment = single.line_up(page, &translation.locale, &reference, &own).alignment;
                lines::to_reference(&alignment, lines::block_at(&own.document, offset)?)?
            }
        };
        Some(Aim { single, page, file, reference, block })
    }

    fn in_translation(&self, documents: &Documents, translation: &Translation) -> Option<Location> {
        let own = self.single.read(self.page, &translation.file, &translation.locale)?;
        let alignment = self.single.line_up(self.page, &translation.locale, &self.reference, &own).alignment;
        location(documents, &translation.file, &own, lines::to_translation(&alignment, self.block)?)
    }
}

fn location(documents: &Documents, file: &PageFile, read: &Read, block: usize) -> Option<Location> {
    let span = read.document.blocks.get(block)?.span;
    Some(Location { uri: documents.uri(&file.path), range: documents.text(&file.path)?.counted().range(span) })
}
