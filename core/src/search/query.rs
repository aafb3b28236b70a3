//! What is asked: words, phrases and filters.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::DocumentId;

/// A search.
///
/// The text may hold `"phrases"`, which a passage must contain, and the filters `kind:invoice`,
/// `from:weber`, `party:"Acme Ltd"`, `after:2024-05` (from then on) and `before:2024-05-31` (earlier than
/// then). What cannot be read as a filter counts as words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchQuery {
    /// What to look for.
    pub text: String,
    /// The most hits.
    pub limit: usize,
    /// Where to look.
    pub scope: Scope,
    /// What documents must have, beside the filters in the text.
    pub filters: Filters,
    /// Whether each document is found once, by its best passage.
    pub best_of_document: bool,
    /// The weights of the ranking.
    pub ranking: Ranking,
}

/// Where a search looks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Scope {
    /// In all documents.
    #[default]
    All,
    /// In the documents of one group.
    Group {
        /// The group.
        group: String,
    },
    /// In one document.
    Document {
        /// The document.
        document: DocumentId,
    },
}

impl Scope {
    /// Looks in the documents of one group.
    pub fn group(group: impl Into<String>) -> Self {
        Self::Group { group: group.into() }
    }
}

/// What the documents of hits must have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Filters {
    /// Any of these kinds, if there are some.
    pub kinds: Vec<String>,
    /// All of these words among the sender's name and address.
    pub from: Vec<String>,
    /// All of these words among the parties' names.
    pub parties: Vec<String>,
    /// The first day, in days since 1970-01-01.
    pub since: Option<i64>,
    /// The day after the last, in days since 1970-01-01.
    pub before: Option<i64>,
}

/// How scores are put together. The defaults were measured: see `docs/quality.md`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Ranking {
    /// The weight of meaning against words when looking through all documents.
    pub meaning_in_collection: f32,
    /// The weight of meaning against words inside one group or document.
    pub meaning_in_group: f32,
    /// How much each neighbour adds to a passage's score inside one group or document.
    pub neighbours: f32,
    /// How many passages are candidates by words, and as many by meaning.
    pub candidates: usize,
}

impl Default for Ranking {
    fn default() -> Self {
        Self { meaning_in_collection: 0.4, meaning_in_group: 0.3, neighbours: 0.4, candidates: 1_000 }
    }
}

impl Default for SearchQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            limit: 10,
            scope: Scope::All,
            filters: Filters::default(),
            best_of_document: false,
            ranking: Ranking::default(),
        }
    }
}

impl SearchQuery {
    /// Asks for the ten best passages of all documents.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Returns the text without its filters: what an embedder is asked for. It is empty when there are only
    /// filters.
    pub fn words(&self) -> String {
        parse(&self.text, &Filters::default()).words.trim().to_owned()
    }
}

/// The text of a query, taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parsed {
    /// All words, those of phrases too, as plain text.
    pub(super) words: String,
    pub(super) phrases: Vec<String>,
    pub(super) filters: Filters,
}

/// The most phrases that are looked at.
const PHRASES: usize = 16;

/// Takes a query's text apart. Nothing is refused.
pub(super) fn parse(text: &str, filters: &Filters) -> Parsed {
    let mut parsed = Parsed { filters: filters.clone(), ..Parsed::default() };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.trim_start();
            continue;
        }
        if let Some((phrase, after)) = quoted(rest) {
            if parsed.phrases.len() < PHRASES {
                parsed.phrases.push(phrase.to_owned());
            }
            parsed.words.push_str(phrase);
            parsed.words.push(' ');
            rest = after;
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if let Some((name, after)) =
            rest[..end].split_once(':').map(|(name, _)| (name, &rest[name.len() + 1..]))
        {
            let (value, after) = quoted(after)
                .unwrap_or_else(|| after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())));
            if parsed.filters.take(&name.to_ascii_lowercase(), value) {
                rest = after;
                continue;
            }
        }
        parsed.words.push_str(&rest[..end]);
        parsed.words.push(' ');
        rest = &rest[end..];
    }
    parsed
}

/// Returns what stands in quotation marks at the start, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close: &[char] = match open {
        '"' => &['"'],
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        _ => return None,
    };
    let (inside, rest) = text[open.len_utf8()..].split_once(close)?;
    Some((inside, rest))
}

impl Filters {
    /// Takes up `name:value`; says whether it is a filter.
    fn take(&mut self, name: &str, value: &str) -> bool {
        if value.is_empty() {
            return false;
        }
        match name {
            "kind" => self.kinds.push(value.to_owned()),
            "from" => self.from.push(value.to_owned()),
            "party" => self.parties.push(value.to_owned()),
            "after" | "since" => {
                let Some(day) = day(value) else { return false };
                self.since = Some(self.since.map_or(day, |since| since.max(day)));
            }
            "before" => {
                let Some(day) = day(value) else { return false };
                self.before = Some(self.before.map_or(day, |before| before.min(day)));
            }
            _ => return false,
        }
        true
    }
}

/// Reads `2024`, `2024-05` or `2024-05-31` as days since 1970-01-01.
fn day(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let day = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    let date = Date::new(year, month, day).ok()?;
    let since = date.since(Date::constant(1970, 1, 1)).ok()?;
    Some(since.get_days().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_and_filters_are_told_from_words() {
        let parsed = parse(
            "notice period: \"three months\" kind:contract from:\"Anna Weber\" before:2024-05 re:x 12:30 before:noon",
            &Filters::default(),
        );
        assert_eq!(parsed.words, "notice period: three months re:x 12:30 before:noon ");
        assert_eq!(parsed.phrases, ["three months"]);
        assert_eq!(parsed.filters.kinds, ["contract"]);
        assert_eq!(parsed.filters.from, ["Anna Weber"]);
        assert_eq!(parsed.filters.before, Some(19_844));
    }

    #[test]
    fn unbalanced_quotes_are_words() {
        let parsed = parse("\"open kind: \"\" «x", &Filters::default());
        assert_eq!(
            (parsed.phrases, parsed.words.as_str()),
            (vec!["open kind: ".to_owned()], "open kind:  \" «x ")
        );
    }
}
