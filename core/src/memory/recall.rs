//! Which facts fit a question: those that share words with it, rare words first.

use std::collections::BTreeMap;

use super::fact::Fact;

/// Words that share so many first letters count as one: cases and plurals differ at the end.
const STEM: usize = 5;
/// Words so short weigh less.
const SHORT: usize = 3;
/// The most words of a question.
const WORDS: usize = 64;

/// Returns the facts that share words with a question, best first; without words, the newest.
pub(super) fn best(facts: Vec<Fact>, question: &str, limit: usize) -> Vec<Fact> {
    let mut wanted = words(question);
    wanted.sort_unstable();
    wanted.dedup();
    wanted.truncate(WORDS);
    let mut facts = facts;
    if wanted.is_empty() {
        facts.sort_unstable_by(|one, other| other.id.cmp(&one.id));
        facts.truncate(limit);
        return facts;
    }
    let known: Vec<Vec<String>> = facts.iter().map(|fact| words(&fact.text)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &wanted {
        let count = known.iter().filter(|known| known.contains(word)).count();
        counts.insert(word, count);
    }
    let total = facts.len() as f64;
    let weight = |word: &String| {
        let count = counts.get(word.as_str()).copied().unwrap_or_default() as f64;
        // Most words of three letters only hold a sentence together.
        let share = if word.chars().count() <= SHORT { 0.3 } else { 1.0 };
        share * (1.0 + total / (1.0 + count)).ln()
    };
    let scored = facts.into_iter().zip(&known).filter_map(|(fact, known)| {
        let score: f64 = wanted.iter().filter(|word| known.contains(word)).map(weight).sum();
        (score > 0.0).then_some((score, fact))
    });
    let mut scored: Vec<(f64, Fact)> = scored.collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| other.1.id.cmp(&one.1.id)));
    scored.into_iter().take(limit).map(|(_, fact)| fact).collect()
}

/// The words of a text by their first letters, in lower case.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    words.map(|word| word.chars().take(STEM).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Provenance;
    use crate::rights::Actor;

    fn fact(id: &str, text: &str) -> Fact {
        Fact {
            id: id.parse().unwrap(),
            text: text.to_owned(),
            person: None,
            evidence: Vec::new(),
            provenance: Provenance::User,
            by: Actor::Owner,
            run: None,
            created: jiff::Timestamp::UNIX_EPOCH,
            changed: None,
            version: 1,
        }
    }

    #[test]
    fn rare_words_decide_and_endings_do_not() {
        let facts = || {
            vec![
                fact("fct_1", "Anna prefers invoices as PDF."),
                fact("fct_2", "Invoices of Nordwall go to Ben."),
                fact("fct_3", "The office is closed in August."),
            ]
        };
        let texts = |question: &str| -> Vec<String> {
            best(facts(), question, 10).into_iter().map(|fact| fact.id.to_string()).collect()
        };
        assert_eq!(texts("Who gets the invoice of Nordwall?"), ["fct_2", "fct_1", "fct_3"]);
        assert_eq!(texts("xylophone"), Vec::<String>::new());
        assert_eq!(texts("  ?"), ["fct_3", "fct_2", "fct_1"]);
    }
}
