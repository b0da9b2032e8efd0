//! The spellings of a lexicon as a tree of letters: the longest one that a text goes on with, in any case.
//!
//! Words are looked up where they start and nowhere else, so that the failure links of an automaton would be built for nothing.

use std::ops::Range;

use super::normal::letter;

/// A node has one edge for each letter that may come next. Nodes and edges are small, so that many of them are near each other.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    first_edge: u32,
    edges: u32,
    /// One more than the spelling that ends here.
    end: u32,
}

impl Node {
    fn end(self) -> Option<usize> {
        self.end.checked_sub(1).map(|end| end as usize)
    }
}

/// Spellings by their letters.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    edges: Vec<(char, u32)>,
    /// The root's edges for ASCII: most words end their search here.
    ascii: [Option<u32>; 128],
}

/// Edges that are looked through one by one.
const FEW_EDGES: usize = 8;

impl Trie {
    /// A trie of spellings that are sorted, each once, in [`letter`]s.
    pub(super) fn new(spellings: &[&str]) -> Self {
        let mut trie = Self { nodes: vec![Node::default()], edges: Vec::new(), ascii: [None; 128] };
        let mut open = vec![(0, 0..spellings.len(), 0)];
        while let Some((node, range, depth)) = open.pop() {
            trie.branch(spellings, node, range, depth, &mut open);
        }
        let mut ascii = [None; 128];
        for &(c, child) in trie.edges(0) {
            if let Some(slot) = ascii.get_mut(c as usize) {
                *slot = Some(child);
            }
        }
        Self { ascii, ..trie }
    }

    fn edges(&self, node: u32) -> &[(char, u32)] {
        let node = self.nodes[node as usize];
        &self.edges[node.first_edge as usize..][..node.edges as usize]
    }

    /// Gives a node its edges: `range` holds the spellings that begin with its `depth` bytes.
    fn branch(&mut self, spellings: &[&str], node: usize, range: Range<usize>, depth: usize, open: &mut Vec<(usize, Range<usize>, usize)>) {
        let mut at = range.start;
        let first_edge = self.edges.len();
        while at < range.end {
            let Some(c) = spellings[at][depth..].chars().next() else {
                self.nodes[node].end = at as u32 + 1;
                at += 1;
                continue;
            };
            let until = at + spellings[at..range.end].partition_point(|spelling| spelling[depth..].starts_with(c));
            self.edges.push((c, self.nodes.len() as u32));
            open.push((self.nodes.len(), at..until, depth + c.len_utf8()));
            self.nodes.push(Node::default());
            at = until;
        }
        self.nodes[node].first_edge = first_edge as u32;
        self.nodes[node].edges = (self.edges.len() - first_edge) as u32;
    }

    /// The longest spelling that a text starts with: its index, and its length in the text.
    pub(super) fn longest(&self, text: &str) -> Option<(usize, usize)> {
        let mut chars = text.char_indices();
        let (_, first) = chars.next()?;
        let mut node = self.first(letter(first))?;
        let mut found = self.nodes[node as usize].end().map(|index| (index, first.len_utf8()));
        for (at, c) in chars {
            let Some(next) = self.next(node, letter(c)) else { break };
            node = next;
            found = self.nodes[node as usize].end().map(|index| (index, at + c.len_utf8())).or(found);
        }
        found
    }

    /// Every spelling that a text starts with, shortest first: their indices, and their lengths in the text.
    pub(super) fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut node = Some(0);
        text.char_indices()
            .map_while(move |(at, c)| {
                node = if at == 0 { self.first(letter(c)) } else { node.and_then(|node| self.next(node, letter(c))) };
                node.map(|node| (self.nodes[node as usize].end(), at + c.len_utf8()))
            })
            .filter_map(|(end, length)| end.map(|index| (index, length)))
    }

    fn first(&self, c: char) -> Option<u32> {
        if c.is_ascii() { self.ascii[c as usize] } else { self.next(0, c) }
    }

    fn next(&self, node: u32, c: char) -> Option<u32> {
        let edges = self.edges(node);
        if edges.len() <= FEW_EDGES {
            return edges.iter().find(|edge| edge.0 == c).map(|edge| edge.1);
        }
        edges.binary_search_by_key(&c, |edge| edge.0).ok().map(|at| edges[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::Trie;

    #[test]
    fn the_longest_spelling_is_found_in_any_case() {
        let trie = Trie::new(&["business", "business day", "day", "istanbul", "λόγοσ", "день"]);
        assert_eq!(trie.longest("Business days"), Some((1, 12)));
        assert_eq!(trie.longest("business dinner"), Some((0, 8)));
        assert_eq!(trie.longest("İstanbul"), Some((3, 9)));
        assert_eq!(trie.longest("ДЕНЬ"), Some((5, 8)));
        assert_eq!(trie.longest("λόγος"), Some((4, 10)));
        assert_eq!(trie.longest("busy"), None);
        assert_eq!(trie.longest(""), None);
    }
}
