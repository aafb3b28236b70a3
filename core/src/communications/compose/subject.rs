//! The subject of an answer.

use crate::communications::compose::marks::one_line;
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
}
