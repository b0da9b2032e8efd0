//! Where a pair of blocks stands: row and column of a table, item of a list, or text; and whether two rows or items keep their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{BlockPair, Side};
use crate::locale::normal::{is_unspaced, plain};
use crate::markdown::{Block, BlockKind, Container, InlineKind};

/// Where a pair of blocks stands in its section, by the numbers of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A cell of a table whose row stands for one row of the other side.
    Cell {
        /// Number of the table in the page.
        table: u32,
        /// Row, 0 for the header.
        row: u32,
        /// Column.
        column: u32,
    },
    /// A block of a list item that stands for one item of the other side.
    Item {
        /// Number of the list in the page.
        list: u32,
        /// Item of the list.
        index: u32,
    },
    /// Anything else: text between which sentences move.
    Text,
}

/// A row of a table or an item of a list: what is read and moved as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// A table and its row.
    Row(u32, u32),
    /// A list and its item.
    Item(u32, u32),
}

impl Place {
    /// The row or item of the place.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Place::Cell { table, row, .. } => Some(Unit::Row(table, row)),
            Place::Item { list, index } => Some(Unit::Item(list, index)),
            Place::Text => None,
        }
    }

    /// Whether a value of one place may have been put to the other by mistake: two cells of one column or row, or two items.
    pub fn may_exchange(self, other: Place) -> bool {
        match (self, other) {
            (Place::Cell { table, row, column }, Place::Cell { table: other_table, row: other_row, column: other_column }) => {
                table == other_table && (row == other_row) != (column == other_column) && row > 0 && other_row > 0
            }
            (Place::Item { .. }, Place::Item { .. }) => self != other,
            _ => false,
        }
    }
}

/// How sure it is that two places stand for the places that they are aligned with, and not for each other's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// They may have changed places as a whole.
    Open,
    /// Nothing speaks for another order: what is listed there is not sorted by the alphabet.
    Kept,
    /// A label, or what else stands beside it, is the same on both sides and nowhere else.
    Labelled,
}

/// The places of a pair of sections.
#[derive(Debug)]
pub struct Places<'a> {
    reference: Side<'a>,
    translation: Side<'a>,
    pairs: &'a [BlockPair],
    all: Vec<Place>,
    /// Whether targets of links tell places from each other; not where they are what has changed places.
    with_targets: bool,
}

impl<'a> Places<'a> {
    /// Of the pairs of blocks of a section.
    pub fn new(reference: Side<'a>, translation: Side<'a>, pairs: &'a [BlockPair]) -> Self {
        let units = one_to_one(pairs.iter().filter_map(|pair| {
            let (r, t) = (reference.document.blocks.get(pair.reference?)?, translation.document.blocks.get(pair.translation?)?);
            Some((unit_of(r)?, unit_of(t)?))
        }));
        let place = |pair: &BlockPair| {
            let (Some(r), Some(t), false) = (pair.reference, pair.translation, pair.weak) else { return Place::Text };
            let (r, t) = (&reference.document.blocks[r], &translation.document.blocks[t]);
            let (own, other) = (unit_of(r), unit_of(t));
            if own.is_none() || own.and_then(|own| units.get(&own).copied()) != other {
                return Place::Text;
            }
            match (own, &r.kind, &t.kind) {
                (Some(Unit::Row(table, row)), BlockKind::Cell(a), BlockKind::Cell(_)) => Place::Cell { table, row, column: a.column },
                (Some(Unit::Item(list, index)), ..) => Place::Item { list, index },
                _ => Place::Text,
            }
        };
        Places { reference, translation, pairs, all: pairs.iter().map(place).collect(), with_targets: true }
    }

    /// The same, where targets of links are what is compared.
    #[must_use]
    pub fn without_targets(self) -> Self {
        Places { with_targets: false, ..self }
    }

    /// The place of a pair of blocks, by its number in the section.
    pub fn of(&self, pair: usize) -> Place {
        self.all.get(pair).copied().unwrap_or(Place::Text)
    }

    /// What a reader of the reference calls the row or item of a place: its first cell, or what stands before its colon.
    pub fn label(&self, pair: usize) -> Option<String> {
        match self.of(pair) {
            Place::Cell { table, row, column } => {
                let header = self.text_at(Place::Cell { table, row: 0, column }).filter(|_| column > 0);
                let label = self.text_at(Place::Cell { table, row, column: 0 }).filter(|_| column > 0);
                label.or(header)
            }
            Place::Item { .. } => {
                let visible = self.text(pair)?;
                let (label, _) = visible.split_once([':', '：', '–', '—'])?;
                Some(label.trim().to_owned()).filter(|label| !label.is_empty())
            }
            Place::Text => None,
        }
        .filter(|label| label.chars().count() <= LONGEST_LABEL)
    }

    fn text(&self, pair: usize) -> Option<&str> {
        Some(self.reference.document.blocks.get(self.pairs.get(pair)?.reference?)?.text.visible())
    }

    fn text_at(&self, place: Place) -> Option<String> {
        let at = self.all.iter().position(|own| *own == place)?;
        let text = self.text(at)?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// How sure the order of two places is that seem to have exchanged values.
    pub fn order(&self, a: usize, b: usize) -> Order {
        let (first, second) = (self.of(a), self.of(b));
        if let (Place::Cell { row, .. }, Place::Cell { row: other, .. }) = (first, second)
            && row == other
        {
            return self.order_of_columns(first, second);
        }
        let (Some(one), Some(other)) = (first.unit(), second.unit()) else { return Order::Open };
        let own =
            [self.keys(one, first, true), self.keys(one, first, false), self.keys(other, second, true), self.keys(other, second, false)];
        match keeps_order(&own) {
            Some(true) => Order::Labelled,
            Some(false) => Order::Open,
            None if self.is_sorted(one, other) => Order::Open,
            // Items of a list are sentences, which another word order may exchange; rows are not.
            None => match self.keeps_lengths((one, first), (other, second)) {
                Some(true) => Order::Kept,
                None if matches!(first, Place::Cell { .. }) => Order::Kept,
                _ => Order::Open,
            },
        }
    }

    /// Whether the longer of two rows or items stands for the longer one of the other side; none where they are about as long.
    fn keeps_lengths(&self, a: (Unit, Place), b: (Unit, Place)) -> Option<bool> {
        let letters = |(unit, place): (Unit, Place), of_reference: bool| {
            let is_cell = matches!(place, Place::Cell { .. });
            let own = self.pairs.iter().zip(&self.all).filter(|(_, other)| other.unit() == Some(unit) && !(is_cell && **other == place));
            let blocks = own.filter_map(|(pair, _)| if of_reference { pair.reference } else { pair.translation });
            let document = if of_reference { self.reference.document } else { self.translation.document };
            blocks.map(|block| document.blocks[block].text.visible().chars().filter(|c| c.is_alphabetic()).count()).sum::<usize>()
        };
        let longer = |a: usize, b: usize| (a.max(b) * 5 > a.min(b) * 6).then_some(a > b);
        Some(longer(letters(a, true), letters(b, true))? == longer(letters(a, false), letters(b, false))?)
    }

    /// Columns keep their order where their headers do, or where another row has its values where they belong.
    fn order_of_columns(&self, first: Place, second: Place) -> Order {
        let (Place::Cell { table, column: a, .. }, Place::Cell { column: b, row, .. }) = (first, second) else { return Order::Open };
        let keys = |column: u32, of_reference: bool| {
            let own = |place: &Place| match *place {
                Place::Cell { table: other, row: another, column: own } => (other, own) == (table, column) && another != row,
                _ => false,
            };
            self.keys_where(own, of_reference, |place| if let Place::Cell { row, .. } = place { row } else { 0 }, &|_| true)
        };
        match keeps_order(&[keys(a, true), keys(a, false), keys(b, true), keys(b, false)]) {
            Some(true) => Order::Labelled,
            _ => Order::Open,
        }
    }

    /// What tells a row or item from the others, the cell in question left out; of an item, what is no figure.
    fn keys(&self, unit: Unit, place: Place, of_reference: bool) -> Keys {
        let is_cell = matches!(place, Place::Cell { .. });
        let own = |other: &Place| other.unit() == Some(unit) && !(is_cell && *other == place);
        let column = |place: Place| if let Place::Cell { column, .. } = place { column } else { 0 };
        self.keys_where(own, of_reference, column, &|word| is_cell || word.starts_with('>') || !word.chars().any(char::is_numeric))
    }

    fn keys_where(
        &self,
        wanted: impl Fn(&Place) -> bool,
        of_reference: bool,
        group: impl Fn(Place) -> u32,
        counts: &impl Fn(&str) -> bool,
    ) -> Keys {
        let mut keys = Keys::new();
        for (pair, place) in self.pairs.iter().zip(&self.all).filter(|(_, place)| wanted(place)) {
            let (side, block) = if of_reference { (self.reference, pair.reference) } else { (self.translation, pair.translation) };
            let Some(block) = block else { continue };
            for key in keys_of(side, block) {
                if counts(&key) && (self.with_targets || !key.starts_with('>')) {
                    keys.insert((group(*place), key));
                }
            }
        }
        keys
    }

    /// Whether the rows or items that two of them stand among are sorted on both sides: then another language sorts them otherwise. Two that
    /// are sorted are so by chance.
    fn is_sorted(&self, a: Unit, b: Unit) -> bool {
        let among = |unit: Unit| match (unit, a, b) {
            (Unit::Row(table, row), Unit::Row(own, _), _) => table == own && row > 0,
            (Unit::Item(list, _), Unit::Item(own, _), Unit::Item(other, _)) => list == own || list == other,
            _ => false,
        };
        let first = |side: Side<'_>, of: fn(&BlockPair) -> Option<usize>| -> bool {
            let mut seen = BTreeSet::new();
            let units = self.pairs.iter().zip(&self.all).filter_map(|(pair, place)| Some((place.unit()?, of(pair)?)));
            let heads = units.filter(|(unit, _)| among(*unit) && seen.insert(*unit));
            let names: Vec<String> = heads.map(|(_, block)| folded(side.document.blocks[block].text.visible())).collect();
            names.len() > 2 && names.is_sorted() && names.windows(2).any(|pair| pair[0] != pair[1])
        };
        first(self.reference, |pair| pair.reference) && first(self.translation, |pair| pair.translation)
    }
}

/// Longer texts are no names.
const LONGEST_LABEL: usize = 60;

/// What a row or item has that languages share, by its column.
type Keys = BTreeSet<(u32, String)>;

/// Whether what two places hold on both sides says that they keep their order (`a` and `b` in the reference, then in the translation),
/// or that they changed it; none where nothing tells them apart.
fn keeps_order([a, a_here, b, b_here]: &[Keys; 4]) -> Option<bool> {
    let only = |key: &(u32, String), own: [&Keys; 2], others: [&Keys; 2]| {
        own.iter().all(|keys| keys.contains(key)) && others.iter().all(|keys| !keys.contains(key))
    };
    let keeps = a.iter().filter(|key| only(key, [a, a_here], [b, b_here])).count()
        + b.iter().filter(|key| only(key, [b, b_here], [a, a_here])).count();
    let moves = a.iter().filter(|key| only(key, [a, b_here], [a_here, b])).count()
        + b.iter().filter(|key| only(key, [b, a_here], [b_here, a])).count();
    match (keeps, moves) {
        (0, 0) => None,
        (keeps, moves) => Some(keeps > moves),
    }
}

/// The words, code and targets of a block. Scripts without spaces give runs of their letters.
fn keys_of(side: Side<'_>, index: usize) -> Vec<String> {
    let block = &side.document.blocks[index];
    let visible = plain(block.text.visible(), &[], &[]).text.to_lowercase();
    let words = visible.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // One letter is a name in `Policy A` and a word in a sentence.
    let shortest = if words.clone().count() <= WORDS_OF_NAME { 1 } else { 2 };
    let runs = words.flat_map(|word| word.split(is_unspaced));
    let told = runs.filter(|run| run.len() >= shortest && !run.is_empty() || run.starts_with(|c: char| c.is_ascii_digit()));
    let mut keys: Vec<String> = told.map(str::to_owned).collect();
    let targets = block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { target } | InlineKind::Image { target, .. } => Some(format!(">{target}")),
        _ => None,
    });
    keys.extend(targets);
    if let Some(facts) = side.facts.blocks.get(index) {
        keys.extend(facts.severities.iter().map(|severity| format!("severity {severity}")));
        keys.extend(facts.countries.iter().map(|country| format!("country {country}")));
        keys.extend(facts.stated().map(|fact| format!("={}", fact.value)));
    }
    keys.truncate(MOST_KEYS);
    keys
}

/// More words are a sentence.
const WORDS_OF_NAME: usize = 3;

/// Keys of a longer text say nothing new.
const MOST_KEYS: usize = 64;

/// A text as people sort it: without marks, whatever its capitals.
fn folded(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let letters = text.nfd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    letters.take(24).collect::<String>().to_lowercase().trim().to_owned()
}

/// The row or item of a block; the innermost item.
pub fn unit_of(block: &Block) -> Option<Unit> {
    if let BlockKind::Cell(position) = &block.kind {
        return Some(Unit::Row(position.table, position.row));
    }
    block.containers.iter().rev().find_map(|container| match container {
        Container::ListItem { list, index, .. } => Some(Unit::Item(*list, *index)),
        _ => None,
    })
}

/// The units that stand for exactly one of the other side, and are its only one.
fn one_to_one(pairs: impl Iterator<Item = (Unit, Unit)>) -> BTreeMap<Unit, Unit> {
    let (mut forth, mut back) = (BTreeMap::<Unit, BTreeSet<Unit>>::new(), BTreeMap::<Unit, BTreeSet<Unit>>::new());
    for (r, t) in pairs {
        forth.entry(r).or_default().insert(t);
        back.entry(t).or_default().insert(r);
    }
    let only = |others: &BTreeSet<Unit>| if others.len() == 1 { others.first().copied() } else { None };
    forth.iter().filter_map(|(r, others)| only(others).filter(|t| back[t].len() == 1).map(|t| (*r, t))).collect()
}
