//! How this office writes to somebody, told by its sent mail: features that are counted, no text that is kept.

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::communications::draft::{Length, Tone};
use crate::documents::model::{BlockKind, ParsedDocument};
use crate::evidence::TextIndex;

/// Messages shorter than this, in words, are short.
const SHORT: usize = 60;
/// Messages longer than this, in words, are long.
const LONG: usize = 220;

/// How this office writes, so far as its sent messages tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct VoiceProfile {
    /// How many messages were looked at; 0 tells nothing.
    pub messages: usize,
    /// How many greet as friends do: “Hi Fiona”, “Lieber Jonas”.
    pub familiar_greetings: usize,
    /// How many greet as one greets an authority: “Sehr geehrte …”, “Dear Sir”.
    pub formal_greetings: usize,
    /// How many say du, tu, tú, jij to the reader.
    pub familiar_address: usize,
    /// How many close as friends do: “Best”, “Viele Grüße”.
    pub familiar_closings: usize,
    /// How many words half of the messages do not exceed.
    pub median_words: usize,
    /// The tone that follows.
    pub tone: Tone,
    /// The length that follows.
    pub length: Length,
}

static FAMILIAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:hi|hey|hallo|moin|liebe[rs]?|ciao|car[oa]|hola|querid[oa]|salut|coucou|hoi|lieve|cher|chère)\b").ok()
});

static FORMAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:sehr geehrte|dear (?:sir|madam|mr|mrs|ms|dr|prof)\b|geachte|estimad[oa]|egregi[oa]|gentile (?:signor|dott)|madame|monsieur|mesdames|messieurs)").ok()
});

static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:du|dir|dich|dein(?:e[mnrs]?)?|tu|toi|ton|tes|tú|contigo|jij|jou|jouw)\b").ok()
});

static CLOSING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?im)^\s*(?:best(?: wishes)?|cheers|take care|viele grüße|liebe grüße|lg|vg|bis bald|bises|bien à toi|un abrazo|un abbraccio|a presto|groetjes|groeten|liefs)\s*[,!.]?\s*$").ok()
});

/// Counts the features of messages that this office wrote.
pub(crate) fn profile(messages: &[ParsedDocument]) -> VoiceProfile {
    let mut voice = VoiceProfile { messages: messages.len(), ..VoiceProfile::default() };
    let mut words = Vec::new();
    let is = |regex: &LazyLock<Option<Regex>>, text: &str| {
        usize::from(regex.as_ref().is_some_and(|regex| regex.is_match(text)))
    };
    for message in messages {
        let own = own_words(message);
        let greeting = own.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        voice.familiar_greetings += is(&FAMILIAR, greeting);
        voice.formal_greetings += is(&FORMAL, greeting);
        voice.familiar_address += is(&ADDRESS, &own.to_lowercase());
        voice.familiar_closings += is(&CLOSING, &message.text);
        words.push(own.split_whitespace().count());
    }
    words.sort_unstable();
    voice.median_words = words.get(words.len().saturating_sub(1) / 2).copied().unwrap_or(0);
    let familiar = voice.familiar_greetings.max(voice.familiar_address);
    voice.tone = match () {
        () if familiar * 2 > voice.messages => Tone::Friendly,
        () if voice.formal_greetings * 2 > voice.messages => Tone::Formal,
        () => Tone::Neutral,
    };
    voice.length = match voice.median_words {
        _ if voice.messages == 0 => Length::Normal,
        words if words < SHORT => Length::Short,
        words if words > LONG => Length::Long,
        _ => Length::Normal,
    };
    voice
}

/// The body without headers, quotations and signature.
fn own_words(message: &ParsedDocument) -> String {
    let index = TextIndex::new(&message.text);
    let own = message.blocks.iter().filter(|block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Heading { .. })
    });
    own.map(|block| index.slice(block.span)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::parse;
    use crate::settings::Limits;

    fn of(bodies: &[&str]) -> VoiceProfile {
        let read = |body: &&str| {
            let mail = format!("From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\n{body}\r\n");
            parse(mail.as_bytes(), "a.eml", &Limits::default()).unwrap()
        };
        profile(&bodies.iter().map(read).collect::<Vec<_>>())
    }

    #[test]
    fn the_tone_is_that_of_most_messages() {
        let friendly = of(&[
            "Hallo Jonas,\r\n\r\nkannst du mir helfen?\r\n\r\nViele Grüße\r\nBo",
            "Hi Ann,\r\n\r\nDone.\r\n\r\nBest\r\nBo",
        ]);
        assert_eq!((friendly.tone, friendly.length, friendly.messages), (Tone::Friendly, Length::Short, 2));
        assert_eq!(friendly.familiar_closings, 2);
        let formal = of(&[
            "Sehr geehrte Frau Weber,\r\n\r\nanbei der Vertrag.",
            "Dear Ms Weber,\r\n\r\nI enclose it.",
        ]);
        assert_eq!(formal.tone, Tone::Formal);
        assert_eq!(of(&["Good morning,\r\n\r\nAll is well."]).tone, Tone::Neutral);
        assert_eq!(of(&[]), VoiceProfile::default());
        let long = format!("Hello,\r\n\r\n{}", "word ".repeat(300));
        assert_eq!(of(&[&long]).length, Length::Long);
    }
}
