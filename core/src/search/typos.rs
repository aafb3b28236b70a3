//! What a word that is in no passage may have been meant to be: a slip of the pen or a beginning.

use std::collections::BTreeSet;

use super::schema::Fields;
use super::view::View;

/// The shortest word, in characters, that is guessed at.
const SHORTEST: usize = 4;

/// The most guesses for one word.
const MOST: usize = 12;

/// Returns stems of the collection that are near to a word, with weights below 1.
///
/// Near is an edit distance of 1 (2 from eight characters on; a swap of neighbours is one edit) with the
/// same first letter, or a stem that begins with the word. Fewer edits and closer lengths come first.
pub(super) fn near_terms(
    view: &View,
    fields: &Fields,
    word: &str,
    stems: &[String],
) -> tantivy::Result<Vec<(String, f32)>> {
    let mut wanted: Vec<Vec<char>> = stems.iter().map(|stem| stem.chars().collect()).collect();
    wanted.push(word.chars().collect());
    let Some(first) = word.chars().next() else { return Ok(Vec::new()) };
    // Numbers have no near meaning: 2024 is not 2025.
    if wanted.iter().any(|word| word.len() < SHORTEST) || word.bytes().any(|b| b.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let mut found: BTreeSet<(usize, usize, String)> = BTreeSet::new();
    let mut letters: Vec<char> = Vec::new();
    for (segment, reader) in view.searcher.segment_readers().iter().enumerate() {
        for field in [fields.body, fields.title] {
            let index = reader.inverted_index(field)?;
            let next = char::from_u32(u32::from(first) + 1).unwrap_or(char::MAX);
            let (from, to) = (first.to_string(), next.to_string());
            let mut terms = index.terms().range().ge(from.as_bytes()).lt(to.as_bytes()).into_stream()?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                letters.clear();
                letters.extend(term.chars());
                let Some(distance) = wanted.iter().filter_map(|word| distance(word, &letters)).min() else {
                    continue;
                };
                let key = (distance, letters.len().abs_diff(wanted[0].len()), term.to_owned());
                // A term that only removed passages have is no guess.
                if !found.contains(&key) && !view.with_term(segment, field, term)?.is_empty() {
                    found.insert(key);
                    if found.len() > MOST {
                        found.pop_last();
                    }
                }
            }
        }
    }
    let best = found.first().map_or(0, |(distance, ..)| *distance);
    let near = found.into_iter().filter(|(distance, ..)| *distance == best);
    Ok(near.map(|(distance, _, term)| (term, 0.8 / distance.max(1) as f32)).collect())
}

/// Returns the number of edits from `word` to `term`, if it is near: 1 or 2, and 2 for a mere beginning.
fn distance(word: &[char], term: &[char]) -> Option<usize> {
    let most = if word.len() < 8 { 1 } else { 2 };
    let edits = if word.len().abs_diff(term.len()) > most { None } else { edits(word, term, most) };
    edits.or_else(|| term.starts_with(word).then_some(2))
}

/// The longest term, in characters, that edits are counted for.
const LONGEST: usize = 64;

/// The optimal string alignment distance, if it is at most `most`.
fn edits(word: &[char], term: &[char], most: usize) -> Option<usize> {
    if term.len() >= LONGEST {
        return None;
    }
    // Thousands of terms are compared for one word: the rows stay on the stack.
    let (mut before, mut last, mut row) = ([0; LONGEST], [0; LONGEST], [0; LONGEST]);
    for (j, cost) in last.iter_mut().enumerate() {
        *cost = j;
    }
    for (i, a) in word.iter().enumerate() {
        row[0] = i + 1;
        let mut least = row[0];
        for (j, b) in term.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == term[j - 1] && word[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
        (before, last, row) = (last, row, before);
    }
    last.get(term.len()).copied().filter(|cost| *cost <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(a: &str, b: &str) -> Option<usize> {
        distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn slips_and_beginnings_are_near() {
        assert_eq!(between("notcie", "notice"), Some(1));
        assert_eq!(between("agreemnet", "agreement"), Some(1));
        assert_eq!(between("confidntialy", "confidentially"), Some(2));
        assert_eq!(between("kündig", "kündigungsfrist"), Some(2));
        assert_eq!(between("notice", "novice"), Some(1));
        assert_eq!(between("rent", "rely"), None);
    }
}
