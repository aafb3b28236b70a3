//! What a text holds that may answer a question whose words it does not take up.

use std::sync::LazyLock;

use regex::Regex;

use super::kind::AskKind;
use crate::evidence::TextIndex;
use crate::search::sentences;
use crate::values::{Reading, Value};

/// A sentence that thanks for a message, whose date answers nothing, or that only greets.
static THANKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:thank you for|thanks for|(?:vielen |besten |herzlichen )?dank für|danke für|merci (?:pour|de)|gracias por|grazie per|(?:be)?dankt? (?:u )?voor)\b",
    )
    .ok()
});

/// A yes, a no, or what stands for one.
static DECIDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)\b(?:
        yes|no|yep|nope|sure|of\ course|certainly|gladly|okay|ok|agreed|unfortunately|i'?m\ afraid|confirm(?:ed|s)?
        |(?:that|this|it|which)\ (?:works|suits|fits|is\ fine|is\ correct|is\ right)|happy\ to|glad\ to
        |(?:we|i)(?:\ (?:can|cannot|will|would|do|did|shall|may|agree|accept|decline)|'ll|'d|\ can't|\ won't|\ don't)
        |ja|nein|gerne?|natürlich|selbstverständlich|leider|einverstanden|bestätig\w*|in\ ordnung|geht\ klar|passt
        |(?:das|es)\ (?:geht|stimmt)|(?:wir|ich)\ (?:können|kann|werden|werde|nehmen|nehme|sagen|sage)
        |oui|non|bien\ sûr|volontiers|d['’]accord|malheureusement|(?:nous|je)\ (?:pouvons|peux|confirm\w*|accept\w*)
        |sí|claro|por\ supuesto|de\ acuerdo|lamentablemente|confirm(?:o|amos)|podemos|puedo
        |sì|certo|certamente|volentieri|d['’]accordo|purtroppo|conferm(?:o|iamo)|possiamo|posso
        |nee|natuurlijk|graag|akkoord|helaas|bevestig\w*|(?:wij|we|ik)\ (?:kunnen|kan|zullen|zal)
        )(?:\b|$)",
    )
    .ok()
});

/// What serves all questions.
static ALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:both|all of (?:it|them|that)|to all|everything|beides?|alles|alle(?:n)? (?:fragen|punkte\w*)|zu allem|les deux|tout|ambos|ambas|todo|entrambi|tutto|beide|alles)\b",
    )
    .ok()
});

/// What says that the answer comes later, from elsewhere, or is not known.
static PUT_OFF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?:
        \b(?:get|come|be)\ back\ (?:to|in\ touch)|\blet\ you\ know|\blook(?:ing)?\ into|\bfind\ out|\bcheck(?:ing)?\ (?:this|that|it|with|and)
        |\b(?:will|i'll|we'll)\ (?:answer|reply|respond|call|ring|write\ again|follow\ up)|\bin\ due\ course|\bas\ soon\ as\ (?:we|i)\b
        |\b(?:answers?|repl(?:y|ies)|details|antworten|angaben|réponses?|respuestas?|risposte|antwoorden)\b[^.!?]{0,60}\b(?:attach|enclos|anhang|anlage|ci-joint|adjunt|allegat|bijgevoegd|bijlage)
        |\b(?:attach\w*|enclos\w*|anhang|anbei|ci-joint|adjunt\w*|allegat\w*|bijgevoegd|bijlage)\b[^.!?]{0,60}\b(?:answers?|repl(?:y|ies)|details|antworten|angaben|réponses?|respuestas?|risposte|antwoorden)
        |\b(?:do\ not|don't|cannot|can't)\ (?:know|say|tell)\ (?:yet|that|this|now)?
        |\b(?:melden?|melde|meldet)\ (?:mich|uns|sich)|\b(?:gebe|geben)\b[^.!?]{0,40}\bbescheid|\bklären?\b|\bprüfen?\b
        |\bkommen?\b[^.!?]{0,40}\b(?:zurück|darauf)|\brufen?\b[^.!?]{0,30}\ban\b
        |\b(?:weiß|wissen)\b[^.!?]{0,30}\b(?:noch\ )?nicht|\bnoch\ (?:nicht\ sagen|offen)|\bantworten?\b[^.!?]{0,30}\b(?:ihnen|dir|später|bald)
        |\breviens?\ vers|\brevenons\ vers|\btiens\ au\ courant|\btenons\ (?:au\ courant|informé)|\bvérifi(?:e|ons)\b|\bne\ (?:sais|savons)\ pas
        |\b(?:le|les|te)\ (?:informar|avisar|contest|respond)\w+|\bconsultar\w*|\bno\ (?:sé|sabemos)\b
        |\b(?:le|vi|ti)\ (?:far|risponder|ricontatt|inform)\w+|\bverific(?:o|hiamo)\b|\bnon\ (?:so|sappiamo)\b
        |\bkom(?:en)?\b[^.!?]{0,30}\bop\ terug|\blaat\b[^.!?]{0,30}\bweten|\bzoek(?:en)?\b[^.!?]{0,20}\buit\b|\bweet\b[^.!?]{0,20}\bniet
        )",
    )
    .ok()
});

/// How many answers of each kind a text holds.
#[derive(Debug, Default)]
pub(super) struct Answers {
    times: usize,
    amounts: usize,
    decided: usize,
    serves_all: bool,
    /// The sentences that put the answer off.
    pub(super) put_off: Vec<String>,
}

impl Answers {
    /// Reads the writer's own words, and the values in them.
    pub(super) fn read(own: &str, values: &[Value], language: Option<&str>) -> Self {
        let matches = |regex: &LazyLock<Option<Regex>>, words: &str| {
            regex.as_ref().is_some_and(|regex| regex.is_match(words))
        };
        let (index, mut answers) = (TextIndex::new(own), Self::default());
        for sentence in sentences(own, language) {
            let words = index.slice(sentence);
            if matches(&THANKS, words) || words.trim_end().ends_with('?') {
                continue;
            }
            for value in values.iter().filter(|value| sentence.contains(value.span)) {
                match value.best() {
                    Reading::Date { .. }
                    | Reading::Time { .. }
                    | Reading::DateTime { .. }
                    | Reading::DateRange { .. }
                    | Reading::TimeRange { .. }
                    | Reading::Duration { .. } => answers.times += 1,
                    _ if value.text.contains(|c: char| c.is_ascii_digit()) => answers.amounts += 1,
                    _ => {}
                }
            }
            if matches(&DECIDED, words) {
                answers.decided += 1;
                answers.serves_all |= matches(&ALL, words);
            }
            if matches(&PUT_OFF, words) {
                answers.put_off.push(words.to_owned());
            }
        }
        answers
    }

    /// Takes an answer for a question of a kind, if there is one left.
    pub(super) fn serve(&mut self, kind: AskKind) -> bool {
        let left = match kind {
            AskKind::When => &mut self.times,
            AskKind::HowMuch => &mut self.amounts,
            AskKind::YesOrNo if self.serves_all => return true,
            AskKind::YesOrNo => &mut self.decided,
            AskKind::Other => return false,
        };
        let is_there = *left > 0;
        *left = left.saturating_sub(1);
        is_there
    }
}
