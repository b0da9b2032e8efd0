//! What can be done about findings: fixes, an allowance in the configuration, a comment in the page.

use std::path::{Path, PathBuf};

use gen_lsp_types::{CodeAction, CodeActionKind, WorkspaceEdit};

use super::client::Client;
use super::diagnostics::{self, Files};
use super::documents::Documents;
use super::workspace::{Folder, Role, Workspace};
use super::{edits, ignoring};
use crate::findings::{Finding, Fix, Outcome};
use crate::fix;
use crate::pages::Page;
use crate::rules::drift::Applicability;
use crate::source::Span;

/// The kind of the action that applies all safe fixes of a document.
pub(super) const FIX_ALL: &str = "source.fixAll.driftlint";

const QUICK_FIX: &str = "quickfix";

/// For how many findings of one place a comment is tried; each costs a comparison.
const MOST_TRIED: usize = 4;

/// What actions are asked for.
pub(super) struct Asked<'a> {
    pub(super) path: &'a Path,
    /// The bytes that are selected.
    pub(super) span: Span,
    /// Only these kinds and those below them; all when there are none.
    pub(super) only: &'a [String],
}

impl Asked<'_> {
    fn wants(&self, kind: &str) -> bool {
        let covers = |wanted: &String| wanted.is_empty() || kind == wanted || kind.starts_with(&format!("{wanted}."));
        self.only.is_empty() || self.only.iter().any(covers)
    }

    fn is_at(&self, finding: &Finding) -> bool {
        finding.place().is_some_and(|place| place.start.offset <= self.span.end && self.span.start <= place.end.offset)
    }
}

/// What actions are made of.
struct Made<'a> {
    workspace: &'a Workspace,
    documents: &'a Documents,
    client: &'a Client,
    folder: &'a Folder,
    page: &'a Page,
    asked: &'a Asked<'a>,
}

/// The actions for a place, by the findings of its page.
pub(super) fn actions(
    workspace: &Workspace,
    documents: &Documents,
    client: &Client,
    outcome: &Outcome,
    asked: &Asked<'_>,
) -> Vec<CodeAction> {
    let Some((folder, page, _)) = workspace.find(asked.path).filter(|_| client.literal_actions) else { return Vec::new() };
    let made = Made { workspace, documents, client, folder, page, asked };
    let mut files = Files::of(page, documents);
    let is_here = |finding: &&Finding, files: &Files<'_>| finding.place().and_then(|place| files.path(&place.path)) == Some(asked.path);
    let here: Vec<&Finding> = outcome.findings.iter().filter(|finding| is_here(finding, &files)).collect();
    let mut actions = Vec::new();
    if asked.wants(QUICK_FIX) {
        let at: Vec<&Finding> = here.iter().copied().filter(|finding| asked.is_at(finding)).collect();
        actions.extend(at.iter().flat_map(|finding| made.fixes(finding, &mut files)).collect::<Vec<_>>());
        actions.extend(at.iter().filter_map(|finding| made.allowance(finding, &mut files)).collect::<Vec<_>>());
        actions.extend(at.iter().take(MOST_TRIED).filter_map(|finding| made.comment(finding, &mut files)));
    }
    if asked.wants(FIX_ALL) {
        actions.extend(made.all(&here));
    }
    actions
}

impl Made<'_> {
    fn action(&self, title: String, edit: WorkspaceEdit, finding: &Finding, files: &mut Files<'_>) -> CodeAction {
        let diagnostic = diagnostics::of_finding(finding, files, self.client.related).map(|(_, diagnostic)| vec![diagnostic]);
        CodeAction { title, kind: Some(CodeActionKind::QuickFix), diagnostics: diagnostic, edit: Some(edit), ..CodeAction::default() }
    }

    /// The edits of a fix that is wholly of this document.
    fn edit(&self, fixes: &[&Fix], files: &Files<'_>) -> Option<WorkspaceEdit> {
        let all = fixes.iter().flat_map(|fix| &fix.edits);
        let is_own = all.clone().all(|edit| files.path(&edit.path) == Some(self.asked.path));
        is_own.then(|| edits::of_bytes(self.documents, self.client, self.asked.path, all))?
    }

    fn fixes(&self, finding: &Finding, files: &mut Files<'_>) -> Vec<CodeAction> {
        let mut actions = Vec::new();
        for fix in &finding.fixes {
            let Some(edit) = self.edit(&[fix], files) else { continue };
            let action = self.action(sentence(&fix.title), edit, finding, files);
            actions.push(CodeAction { is_preferred: Some(fix.applicability == Applicability::Safe), ..action });
        }
        actions
    }

    /// All safe fixes of the document that can be applied together.
    fn all(&self, here: &[&Finding]) -> Option<CodeAction> {
        let fixes = fix::together(here.iter().copied(), false);
        let edit = self.edit(&fixes, &Files::of(self.page, self.documents)).filter(|_| !fixes.is_empty())?;
        let (title, kind) = ("Apply all safe fixes of driftlint".to_owned(), CodeActionKind::from(FIX_ALL.to_owned()));
        Some(CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() })
    }

    /// Adds the finding's allowance to the configuration; not to one that has mistakes.
    fn allowance(&self, finding: &Finding, files: &mut Files<'_>) -> Option<CodeAction> {
        let table = finding.allow.as_ref().filter(|_| self.folder.broken.is_none())?;
        let edit = match &self.folder.config_path {
            Some(path) => self.appended(path, table)?,
            None => edits::creation(self.documents, self.client, &self.new_config(), table)?,
        };
        Some(self.action("Allow this difference (driftlint.toml)".to_owned(), edit, finding, files))
    }

    fn new_config(&self) -> PathBuf {
        self.folder.root.join(crate::config::FILE_NAMES[0])
    }

    fn appended(&self, path: &Path, table: &str) -> Option<WorkspaceEdit> {
        let text = self.documents.text(path)?;
        let before = text.counted().source.text();
        let lead = match before {
            "" => "",
            before if before.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        let added = format!("{lead}{table}");
        let added = if before.contains("\r\n") { added.replace('\n', "\r\n") } else { added };
        edits::insertion(self.documents, self.client, path, before.len(), &added)
    }

    /// Puts a comment for driftlint into the translation, where one can cover the finding.
    fn comment(&self, finding: &Finding, files: &mut Files<'_>) -> Option<CodeAction> {
        let (.., Role::Translation(translation)) = self.workspace.find(self.asked.path)? else { return None };
        let policy = self.folder.policy();
        let single = self.folder.single(&policy, self.documents);
        let (at, text) = ignoring::comment(single, self.documents, (self.page, translation), finding)?;
        let edit = edits::insertion(self.documents, self.client, self.asked.path, at, &text)?;
        Some(self.action(format!("Ignore `{}` in this page", finding.rule), edit, finding, files))
    }
}

fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
