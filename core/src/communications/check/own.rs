//! The writer's own words of a message: without what it quotes, forwards, or ends with.
//!
//! Everything else is blanked out with spaces, character by character, so that spans still hold.

use std::sync::LazyLock;

use regex::Regex;

/// Lines after which only foreign text follows.
static BELOW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?im)^[ \t]*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht)\s*-*|-- |(?:on\b[^\n]{4,120}\bwrote|am\b[^\n]{4,120}\bschrieb\b[^\n]{0,80}|le\b[^\n]{4,120}\ba écrit|el\b[^\n]{4,120}\bescribió|il\b[^\n]{4,120}\bha scritto|op\b[^\n]{4,120}\bschreef\b[^\n]{0,80})\s*:[ \t]*$|(?:from|von|de|da|van)\s*:[^\n]*\n[ \t]*(?:sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|data|verzonden)\s*:)",
    )
    .ok()
});

/// Paragraphs that lawyers put under every message.
static DISCLAIMER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:intended (?:solely |only )?(?:for|recipient)|confidential(?:ity)? (?:notice|and (?:may|intended))|received this (?:e-?mail|message|communication) in error|(?:scanned|checked) for viruses|virus-?free|vertrauliche (?:und/oder rechtlich geschützte )?informationen|nicht der (?:richtige|beabsichtigte|vorgesehene) (?:adressat|empfänger)|irrtümlich erhalten|auf viren (?:geprüft|überprüft)|(?:usage|attention) exclusi(?:f|ve)|destinataire (?:prévu|désigné)|reçu ce (?:message|courriel|mail) par erreur|strictement confidentiel|destinatario (?:previsto|indicado|designato)|recibido (?:este|el) (?:mensaje|correo) por error|(?:exclusivamente|únicamente) (?:a|para) (?:su|el|la persona)|ricevuto (?:questo|il presente) messaggio per errore|esclusivamente (?:al|ai|alla) destinatari|riservat[eoi] e (?:confidenzial|destinat)|uitsluitend bestemd voor|ten onrechte (?:hebt )?ontvangen|vertrouwelijke informatie bevatten|gescand op virussen|(?:this|diese|ce|cet|este|quest[oa]|dit|deze)\b[^\n]{0,20}(?:mail|message|nachricht|courriel|mensaje|correo|messaggio|bericht|communication|comunicaci[oó]n|comunicazione|mededeling|mitteilung)\b[^\n]{0,20}\b(?:and|und|et|y|e|ed|en|or|oder|samt|sowie|including|ou|o|of)\b[^\n]{0,40}(?:attach|anh[aä]ng|anlage|pièce|jointe|adjunt|anex|allegat|bijlage)[^\n]{0,160}(?:confiden|vertraulich|riservat|vertrouwelijk|privileg|exclus|esclusiv|ausschließlich|uitsluitend|intended|bestimmt|destin|bestemd|geschützt|protégé)|before (?:you )?print|vor dem (?:aus)?drucken|bevor (?:sie|du) diese|avant d'imprimer|antes de imprimir|prima di stampare|voordat (?:u|je) (?:deze|dit)[^\n]{0,30}(?:print|afdruk))",
    )
    .ok()
});

/// Words in quotation marks on one line. Straight marks open and close in turn, so short ones count as well.
static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?:“[^“”\n]{8,600}”|„[^„“”\n]{8,600}[“”]|«[^«»\n]{8,600}»|»[^«»\n]{8,600}«|"[^"\n]{1,600}")"#,
    )
    .ok()
});

/// Returns the text with everything foreign blanked out.
pub(crate) fn own_words(text: &str) -> String {
    let mut keep = vec![true; text.len()];
    let mut drop = |from: usize, to: usize| {
        if let Some(part) = keep.get_mut(from..to) {
            part.fill(false);
        }
    };
    if let Some(found) = BELOW.as_ref().and_then(|below| below.find(text)) {
        drop(found.start(), text.len());
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with(['>', '|']) {
            drop(at, at + line.len());
        }
        at += line.len();
    }
    let mut at = 0;
    for paragraph in text.split_inclusive("\n\n") {
        if DISCLAIMER.as_ref().is_some_and(|disclaimer| disclaimer.is_match(paragraph)) {
            drop(at, at + paragraph.len());
        }
        at += paragraph.len();
    }
    for found in QUOTED.iter().flat_map(|quoted| quoted.find_iter(text)) {
        if found.as_str().split_whitespace().count() >= 3 {
            drop(found.start(), found.end());
        }
    }
    text.char_indices()
        .map(|(at, c)| if keep.get(at).copied().unwrap_or(true) || c == '\n' { c } else { ' ' })
        .collect()
}

/// Returns the spans, in bytes, of words that stand in quotation marks, without the marks.
pub(crate) fn quotations(text: &str) -> Vec<std::ops::Range<usize>> {
    let inner = |found: regex::Match<'_>| {
        let mark = |c: Option<char>| c.map_or(0, char::len_utf8);
        found.start() + mark(found.as_str().chars().next())
            ..found.end() - mark(found.as_str().chars().next_back())
    };
    QUOTED.iter().flat_map(|quoted| quoted.find_iter(text)).map(inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_words_are_blanked_and_spans_stay() {
        let text = "Here is “the plan you had sent”.\n> see attached\nBest\n\nOn 3 May 2026 Ann wrote:\nAttached is it.";
        let own = own_words(text);
        assert_eq!(own.chars().count(), text.chars().count());
        assert!(!own.contains("attached") && !own.contains("Attached") && !own.contains("plan"));
        assert!(own.contains("Here is") && own.contains("Best"));
    }

    #[test]
    fn disclaimers_are_foreign_in_every_language() {
        for text in [
            "This e-mail and its attachments are intended solely for the addressee.",
            "Diese E-Mail und ihre Anhänge können vertrauliche Informationen enthalten.",
            "Ce message et ses pièces jointes sont à l'usage exclusif du destinataire prévu.",
            "Este mensaje y sus adjuntos se dirigen exclusivamente a su destinatario.",
            "Questo messaggio e i suoi allegati sono rivolti esclusivamente al destinatario.",
            "Dit bericht en de bijlagen zijn uitsluitend bestemd voor de geadresseerde.",
        ] {
            assert_eq!(own_words(text).trim(), "", "{text}");
        }
    }
}
