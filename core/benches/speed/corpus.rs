//! Invented passages and queries: real words, drawn by Zipf's law from a seeded generator.
//!
//! The words are the whole words of the vocabulary that search knows meanings of, which stand there about
//! by frequency: the r-th of them is drawn with a weight of 1/r, as in running text.

use secretariat::Span;
use secretariat::id::DocumentId;
use secretariat::search::{IndexChange, Passage, PassageFields};

use crate::Outcome;

const VOCABULARY: &str = include_str!("../../data/static-128/vocab.txt");

/// Passages of one document.
const PASSAGES: usize = 10;

/// A passage has from 40 words to one less than this sum of both.
const WORDS: (usize, usize) = (40, 121);

/// The words before this rank say little and are not asked for.
const FIRST_ASKED: usize = 150;

/// A source of text.
pub(crate) struct Corpus {
    words: Vec<&'static str>,
    /// The sums of the weights up to each word.
    sums: Vec<f64>,
}

/// SplitMix64, by Steele, Lea and Flood.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

impl Corpus {
    pub(crate) fn new() -> Self {
        let words: Vec<&str> = VOCABULARY
            .lines()
            .filter(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        let mut sum = 0.0;
        let sums = (1..=words.len())
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        Self { words, sums }
    }

    fn draw(&self, random: &mut Random) -> usize {
        let at = random.share() * self.sums.last().copied().unwrap_or(0.0);
        self.sums.partition_point(|sum| *sum <= at).min(self.words.len() - 1)
    }

    fn ranks(&self, passage: usize) -> Vec<usize> {
        let mut random = Random(passage as u64 + 1);
        let words = WORDS.0 + random.below(WORDS.1);
        (0..words).map(|_| self.draw(&mut random)).collect()
    }

    /// Returns the text of a passage: always the same for the same number.
    pub(crate) fn text(&self, passage: usize) -> String {
        let mut text = String::new();
        for (at, rank) in self.ranks(passage).into_iter().enumerate() {
            if at > 0 {
                text.push_str(if at % 13 == 0 { ". " } else { " " });
            }
            text.push_str(self.words[rank]);
        }
        text.push('.');
        text
    }

    /// Returns the title of a document.
    pub(crate) fn title(&self, document: usize) -> String {
        let mut random = Random(u64::MAX - document as u64);
        let words: Vec<&str> = (0..4).map(|_| self.words[self.draw(&mut random)]).collect();
        words.join(" ")
    }

    /// Returns the documents with these numbers, ready for the index.
    pub(crate) fn documents(
        &self,
        documents: std::ops::Range<usize>,
        passages: usize,
    ) -> Outcome<Vec<IndexChange>> {
        documents
            .map(|document| {
                let id: DocumentId = format!("doc_{document:08}").parse()?;
                let title = self.title(document);
                let numbers = document * PASSAGES..((document + 1) * PASSAGES).min(passages);
                let mut from = 0;
                let passages = (0u32..)
                    .zip(numbers)
                    .map(|(ordinal, number)| {
                        let text = self.text(number);
                        let span = Span::new(from, from + text.len());
                        from = span.end + 1;
                        Passage {
                            document: id.clone(),
                            ordinal,
                            title: title.clone(),
                            heading: String::new(),
                            text,
                            span,
                            language: Some("en".to_owned()),
                            fields: PassageFields::default(),
                        }
                    })
                    .collect();
                Ok(IndexChange::Put { document: id, passages, embeddings: Vec::new() })
            })
            .collect()
    }

    /// Returns how many documents hold so many passages.
    pub(crate) fn count(passages: usize) -> usize {
        passages.div_ceil(PASSAGES)
    }

    /// Returns queries of three to six words that stand together in some passage.
    pub(crate) fn queries(&self, count: usize, passages: usize) -> Vec<String> {
        let mut random = Random(0x5ec7_e7a7);
        let mut queries = Vec::with_capacity(count);
        while queries.len() < count {
            let mut ranks = self.ranks(random.below(passages));
            ranks.retain(|rank| *rank >= FIRST_ASKED);
            ranks.sort_unstable();
            ranks.dedup();
            let wanted = 3 + random.below(4);
            let words: Vec<&str> = (0..wanted.min(ranks.len()))
                .map(|_| self.words[ranks.swap_remove(random.below(ranks.len()))])
                .collect();
            if words.len() > 2 {
                queries.push(words.join(" "));
            }
        }
        queries
    }

    /// Returns the same queries with a slip of the pen: two letters of the longest word change places.
    pub(crate) fn slips(queries: &[String]) -> Vec<String> {
        let slip = |query: &String| {
            let longest = query.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
            let mut letters: Vec<char> = longest.chars().collect();
            let middle = letters.len() / 2;
            if middle > 0 {
                letters.swap(middle - 1, middle);
            }
            query.replacen(longest, &letters.into_iter().collect::<String>(), 1)
        };
        queries.iter().map(slip).collect()
    }
}
