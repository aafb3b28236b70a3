//! The subject of an answer.

use std::sync::LazyLock;

use regex::Regex;

use crate::communications::compose::marks::one_line;
use crate::communications::draft::DraftKind;
use crate::communications::language::WritingLanguage;

/// Puts one "Re:" before the subject, however often it was answered; a prefix that is there stays.
pub(crate) fn answering(subject: &str, language: WritingLanguage) -> String {
    let subject = one_line(subject);
    let mut rest = subject.as_str();
    let mut prefix = None;
    while let Some((before, after)) = rest.split_once(':') {
        let word = before.trim().split('[').next().unwrap_or_default();
        if !["re", "aw", "antw", "sv", "ré", "rif", "r"].iter().any(|known| word.eq_ignore_ascii_case(known))
        {
            break;
        }
        prefix = prefix.or(Some(word));
        rest = after.trim_start();
    }
    let nothing = match language {
        WritingLanguage::En => "your message",
        WritingLanguage::De => "Ihre Nachricht",
        WritingLanguage::Es => "su mensaje",
        WritingLanguage::Fr => "votre message",
        WritingLanguage::It => "il Suo messaggio",
        WritingLanguage::Nl => "uw bericht",
    };
    let rest = if rest.is_empty() { nothing } else { rest };
    format!("{}: {rest}", prefix.unwrap_or("Re"))
}

/// What the title of a paper is about, where another paper is made of it: "the board meeting" of "Minutes of the board
/// meeting".
pub(crate) fn topic(title: &str, kind: DraftKind) -> &str {
    if !matches!(kind, DraftKind::Agenda | DraftKind::StatusReport | DraftKind::Invitation | DraftKind::Memo)
    {
        return title;
    }
    let named = PAPER.as_ref().and_then(|paper| paper.find(title)).map_or(0, |found| found.end());
    let rest = title.get(named..).unwrap_or_default().trim();
    if rest.is_empty() { title } else { rest }
}

/// What a title says of its paper before it says what it is about.
static PAPER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\s*(?:
        (?:meeting\ )?minutes(?:\ of|\ from)?(?:\ the)?(?:\ |:\ )
        | (?:ergebnis|besprechungs|sitzungs|kurz)?protokoll(?:\ (?:der|des|vom|von|zur|zum|über\ die|über\ das))?(?:\ |:\ )
        | (?:agenda|tagesordnung|ordre\ du\ jour|orden\ del\ día|ordine\ del\ giorno)(?:\ for(?:\ the)?|\ der|\ für\ (?:die|das|den))?(?::\ |\ )
        | (?:status\ ?report|statusbericht)(?::\ |\ )
        | compte[\ -]rendu(?:\ de\ la|\ du|\ de)?(?::\ |\ ) | acta(?:\ de\ la|\ del|\ de)?(?::\ |\ )
        | verbale(?:\ della|\ del|\ di)?(?::\ |\ ) | notulen(?:\ van\ de|\ van\ het|\ van)?(?::\ |\ )
        )",
    )
    .ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_marked_as_an_answer_once() {
        for (subject, expected) in [
            ("Quotation", "Re: Quotation"),
            ("Re: Quotation", "Re: Quotation"),
            ("RE: AW: Re: Quotation", "RE: Quotation"),
            ("AW: Angebot: Stühle", "AW: Angebot: Stühle"),
            ("Re[2]: Quotation", "Re: Quotation"),
            ("", "Re: your message"),
        ] {
            assert_eq!(answering(subject, WritingLanguage::En), expected);
        }
    }

    #[test]
    fn a_paper_made_of_another_is_about_the_same() {
        for (title, about) in [
            ("Minutes of the office meeting", "office meeting"),
            ("Protokoll der Bausitzung 7", "Bausitzung 7"),
            ("Ergebnisprotokoll: Teamrunde", "Teamrunde"),
            ("Agenda", "Agenda"),
            ("Agendas compared", "Agendas compared"),
            ("Notulen van de vergadering", "vergadering"),
        ] {
            assert_eq!(topic(title, DraftKind::Agenda), about);
        }
        assert_eq!(topic("Minutes of the board", DraftKind::Minutes), "Minutes of the board");
    }
}
