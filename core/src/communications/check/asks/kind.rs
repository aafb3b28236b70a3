//! What a question asks for, by how it begins.

/// What would answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AskKind {
    /// A day, a time or a stretch of it.
    When,
    /// An amount or a number.
    HowMuch,
    /// A yes or no.
    YesOrNo,
    /// Something else, which only its words tell.
    Other,
}

const WHEN: &[&str] = &[
    "when",
    "by when",
    "until when",
    "how long",
    "how soon",
    "what time",
    "what date",
    "which day",
    "wann",
    "bis wann",
    "ab wann",
    "wie lange",
    "um wie viel uhr",
    "quand",
    "cuándo",
    "quando",
    "wanneer",
];

const HOW_MUCH: &[&str] = &[
    "how much",
    "how many",
    "what does",
    "what is the price",
    "what would it cost",
    "wie viel",
    "wie viele",
    "wieviel",
    "was kostet",
    "combien",
    "cuánto",
    "quanto",
    "hoeveel",
];

const YES_OR_NO: &[&str] = &[
    "can",
    "could",
    "will",
    "would",
    "do",
    "does",
    "did",
    "is",
    "are",
    "may",
    "shall",
    "should",
    "have",
    "has",
    "am",
    "kann",
    "können",
    "könnte",
    "könnten",
    "haben",
    "hat",
    "ist",
    "sind",
    "wird",
    "werden",
    "würden",
    "darf",
    "dürfen",
    "soll",
    "sollen",
    "passt",
    "möchten",
    "bestätigen",
    "est",
    "pouvez",
    "peut",
    "peux",
    "avez",
    "êtes",
    "seriez",
    "puede",
    "pueden",
    "podría",
    "podrían",
    "tiene",
    "está",
    "es",
    "può",
    "potete",
    "è",
    "avete",
    "siete",
    "potrebbe",
    "kunt",
    "kan",
    "kunnen",
    "heeft",
    "zijn",
    "mag",
    "wilt",
    "bent",
    "klopt",
];

impl AskKind {
    /// Reads a question.
    pub(super) fn of(ask: &str, language: Option<&str>) -> Self {
        let lower = ask.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_question = lower.trim_end().ends_with('?');
        // "Bitte sagen Sie uns, wann …": what is asked for stands behind a comma or a greeting.
        let starts = |phrase: &str| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words.windows(phrase.len()).take(12).any(|window| window == phrase)
        };
        if WHEN.iter().any(|phrase| starts(phrase)) {
            return Self::When;
        }
        if HOW_MUCH.iter().any(|phrase| starts(phrase)) {
            return Self::HowMuch;
        }
        // "wie" asks who in Dutch and how in German.
        let asks_word = |word: &&str| match language {
            Some("nl") => ["wie", "wat", "waar", "welke", "waarom", "hoe"].contains(word),
            _ => [
                "what", "which", "who", "whom", "whose", "where", "why", "how", "was", "welche", "welcher",
                "welches", "wer", "wen", "wem", "wo", "wohin", "warum", "wie", "que", "quel", "quelle",
                "qui", "où", "pourquoi", "comment", "qué", "cuál", "quién", "dónde", "cómo", "che", "cosa",
                "quale", "chi", "dove", "perché", "come",
            ]
            .contains(word),
        };
        let first = words.iter().take(3).position(|word| YES_OR_NO.contains(word));
        let other = words.iter().take(3).position(asks_word);
        match (first, other) {
            (Some(first), None) if is_question || first == 0 => Self::YesOrNo,
            (Some(first), Some(other)) if first < other && is_question => Self::YesOrNo,
            _ => Self::Other,
        }
    }
}
