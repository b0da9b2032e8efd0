//! Labels inside one text: the words before a value, such as *minimum* and *maximum*, or the names of two plans in one sentence.

use std::collections::BTreeSet;

use crate::locale::normal::{is_unspaced, plain};

/// The word that stood before the first of two values in the reference and stands before the second in the translation, if the word of the
/// second likewise stands before the first: then the two values have changed places. Each side gives the texts before both values.
pub fn swapped(reference: (&str, &str), translation: (&str, &str)) -> Option<String> {
    let (first, second) = (words(reference.0), words(reference.1));
    let (first_here, second_here) = (words(translation.0), words(translation.1));
    let moved = |from: &BTreeSet<String>, stayed: &BTreeSet<String>, to: &BTreeSet<String>, others: &BTreeSet<String>| {
        from.iter().find(|word| to.contains(*word) && !stayed.contains(*word) && !others.contains(*word)).cloned()
    };
    let kept = first.intersection(&first_here).next().is_some() || second.intersection(&second_here).next().is_some();
    let other = moved(&second, &second_here, &first_here, &first)?;
    moved(&first, &first_here, &second_here, &second).filter(|label| !kept && *label != other)
}

/// The words right before a value, up to a sign that ends what they are said of.
fn words(text: &str) -> BTreeSet<String> {
    let read = plain(text, &[], &[]).text.to_lowercase();
    let clause = read.rsplit([',', ';', '.', '\u{3001}', '\u{3002}', '|', '\n']).next().unwrap_or_default().to_owned();
    let runs = clause.split(|c: char| !c.is_alphabetic()).flat_map(|word| word.split(is_unspaced));
    runs.filter(|run| run.chars().count() >= SHORTEST_LABEL).map(str::to_owned).collect()
}

/// Shorter words join others.
const SHORTEST_LABEL: usize = 3;
