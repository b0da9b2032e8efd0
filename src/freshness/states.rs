//! Earlier states of one page's reference. Each is read at most once a page, and only when it is asked for.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::align::{self, Alignment, Side};
use crate::facts::read::{self, DocumentFacts};
use crate::git::{Revision, Touch, Tracked};
use crate::locale::lexicon::Lexicon;
use crate::locale::{Tag, registry};
use crate::markdown::{self, Document, Reading};
use crate::rules::Comparison;
use crate::rules::drift::Drift;
use crate::rules::still::Otherwise;
use crate::source::{SourceFile, text_of};

use super::is_same_text;

/// Commits of the reference that are looked through for the one that changed a value.
const MOST_TOUCHES: usize = 50;

/// Another state of a reference.
#[derive(Debug)]
pub(super) struct State {
    document: Document,
    facts: DocumentFacts,
    /// Between this state and the reference as it is.
    pub(super) alignment: Alignment,
}

impl State {
    /// A state of history; the alignment leads from it to the reference.
    fn of(text: SourceFile, now: Side<'_>, lexicon: &Lexicon) -> State {
        let document = markdown::parse(text, Reading::Own);
        let facts = read::read(&document, lexicon);
        let alignment = align::align(Side { document: &document, facts: &facts }, now);
        State { document, facts, alignment }
    }

    /// The English that a translation carries inside; the alignment leads from the reference to it.
    pub(super) fn embedded(translation: SourceFile, now: Side<'_>, lexicon: &Lexicon) -> State {
        let document = markdown::parse(translation, Reading::Embedded);
        let facts = read::read(&document, lexicon);
        let alignment = align::align(now, Side { document: &document, facts: &facts });
        State { document, facts, alignment }
    }

    /// The state as a side of a comparison.
    pub(super) fn side(&self) -> Side<'_> {
        Side { document: &self.document, facts: &self.facts }
    }
}

/// The reference of a page with its history.
pub struct PageStates<'a> {
    /// The reference in its repository.
    pub(super) tracked: Tracked,
    now: Side<'a>,
    lexicon: Arc<Lexicon>,
    wants_notes: bool,
    touches: Option<Vec<Touch>>,
    /// The committed text, when the file holds another one.
    uncommitted: OnceCell<Option<Rc<str>>>,
    texts: BTreeMap<String, Option<Rc<str>>>,
    states: BTreeMap<Rc<str>, Rc<State>>,
}

impl<'a> PageStates<'a> {
    pub(super) fn new(tracked: Tracked, now: Side<'a>, locale: &Tag, wants_notes: bool) -> PageStates<'a> {
        let name = registry::pack_name(locale);
        PageStates {
            tracked,
            now,
            lexicon: registry::lexicon(name, name),
            wants_notes,
            touches: None,
            uncommitted: OnceCell::new(),
            texts: BTreeMap::new(),
            states: BTreeMap::new(),
        }
    }

    /// The reference as it is.
    pub(super) fn text_now(&self) -> &'a str {
        self.now.document.source.text()
    }

    /// A state of the reference, read.
    pub(super) fn state(&mut self, text: &str) -> Rc<State> {
        if let Some(known) = self.states.get(text) {
            return known.clone();
        }
        let source = SourceFile::new(self.now.document.source.path(), text);
        let state = Rc::new(State::of(source, self.now, &self.lexicon));
        self.states.insert(text.into(), state.clone());
        state
    }

    /// Says of facts that the reference stated once that it did, and until when.
    pub(super) fn note(&mut self, comparison: &Comparison<'_>, drifts: &mut [Drift]) {
        if !self.wants_notes {
            return;
        }
        for drift in drifts {
            let when = Otherwise::of(comparison, drift).and_then(|otherwise| self.changed_when(&otherwise));
            drift.notes.extend(when.map(|when| format!("still the value from before {when}")));
        }
    }

    /// The last change of the reference before which it said what the translation says.
    fn changed_when(&mut self, otherwise: &Otherwise<'_>) -> Option<String> {
        if let Some(head) = self.uncommitted()
            && self.says(&head, otherwise)
        {
            return Some("a change of the reference that is not committed".to_owned());
        }
        let touches = self.touches();
        let touch = touches.iter().find(|touch| {
            let before = touch.before.as_ref().and_then(|id| self.text(id));
            before.is_some_and(|text| self.says(&text, otherwise))
        })?;
        Some(format!("{}, {}", touch.commit.short(), touch.commit.date()))
    }

    fn says(&mut self, text: &str, otherwise: &Otherwise<'_>) -> bool {
        // A state with the same block has the same value there, and need not be read.
        if memchr::memmem::find(text.as_bytes(), otherwise.block_text().as_bytes()).is_some() {
            return false;
        }
        let state = self.state(text);
        otherwise.is_said_by(state.side(), &state.alignment)
    }

    fn uncommitted(&self) -> Option<Rc<str>> {
        let read = || {
            let committed = self.tracked.repository.content(Revision::Head, &self.tracked.path)?;
            let text = text_of(committed).filter(|text| !is_same_text(text, self.text_now()))?;
            Some(Rc::from(text))
        };
        self.uncommitted.get_or_init(read).clone()
    }

    fn touches(&mut self) -> Vec<Touch> {
        let tracked = &self.tracked;
        self.touches.get_or_insert_with(|| tracked.repository.touches(&tracked.path, MOST_TOUCHES).list).clone()
    }

    fn text(&mut self, id: &str) -> Option<Rc<str>> {
        if let Some(known) = self.texts.get(id) {
            return known.clone();
        }
        let text = self.tracked.repository.blob(id).and_then(text_of).map(Rc::from);
        self.texts.insert(id.to_owned(), text.clone());
        text
    }
}
