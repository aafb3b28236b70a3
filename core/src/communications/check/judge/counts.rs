//! The features that are counted, each by its name.

/// What is counted of a sentence against its sources.
///
/// Those before [`Count::StrangeNames`] speak against it; the rest only together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// Names that no source holds.
    Names,
    /// Whether a number is new.
    Number,
    /// Whether it denies more often than the nearest source sentences.
    DeniesMore,
    /// Whether it denies and these do not.
    Denies,
    /// Negations before a word that no source denies.
    Denied,
    /// New words of which a source holds the opposite.
    Opposed,
    /// Words of the nearest source sentences of which the sentence holds the opposite.
    Turned,
    Adverbs,
    Verbs,
    Nouns,
    Adjectives,
    Others,
    /// Strong words that the nearest source sentences do not hold.
    Strong,
    /// Words that turn: "but", "instead".
    Turns,
    /// The share of new words.
    New,
    /// How far new names lie from the words of the nearest source sentences: 1 less the cosine, summed.
    StrangeNames,
    /// The same for new words that are no names.
    Strange,
    /// New words that mean nearly what one of the nearest source sentences says.
    Alike,
    /// New words that have little to do with any of these.
    Unlike,
    /// Known words that stand elsewhere in the sources.
    Elsewhere,
    /// Of these, the ones that stand in a single sentence.
    Once,
    /// Of these, the names.
    NamesElsewhere,
    /// Words whose stem the sources hold with or without "un-", "dis-" and the like.
    Prefixed,
    /// The share of verbs among the new words.
    VerbShare,
    /// The share of known words that stand before their predecessor in the nearest source sentences.
    Reordered,
    /// How far new names lie from all names of the sources.
    StrangeAmongNames,
}

/// How many of them speak against a sentence.
pub(super) const STATED: usize = Count::StrangeNames as usize;
/// How many there are.
pub(super) const COUNTED: usize = Count::StrangeAmongNames as usize + 1;

/// Counts of one sentence.
#[derive(Debug, Default)]
pub(super) struct Counts(pub(super) [f32; COUNTED]);

impl Counts {
    pub(super) fn add(&mut self, count: Count, number: f32) {
        if let Some(sum) = self.0.get_mut(count as usize) {
            *sum += number;
        }
    }

    /// Adds one where something holds.
    pub(super) fn mark(&mut self, count: Count, holds: bool) {
        self.add(count, f32::from(u8::from(holds)));
    }
}
