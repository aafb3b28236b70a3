//! The number of an invoice, and where the office is told that it was paid.

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::inbox::call;
use crate::agents::Steps;
use crate::documents::facts::{Deadline, DeadlineKind};
use crate::error::Result;
use crate::evidence::{Evidence, Place, Span};
use crate::id::DocumentId;
use crate::tools::read_document::{ReadDocument, ReadText};
use crate::tools::search_documents::{FoundPassages, SearchDocuments};

/// How far from the top an invoice says its number, in characters.
const HEAD: u32 = 4_000;

/// What names the number of an invoice.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:invoice|rechnung|rechnungs|re|inv|reminder|mahnung|statement)[ \t]*-?[ \t]*(?:no\.?|number|num\.?|nr\.?|nummer|#)?[ \t]*[:.\t]?[ \t\n]*((?:[A-Z]{1,5}[-/]?)?\d[A-Z0-9]*(?:[-/.][A-Z0-9]+)*)",
    )
    .ok()
});

/// What says that money came or went.
static PAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:bezahlt|beglichen|überwiesen|gutgeschrieben|ausgeglichen|zahlungseingang|(?:zahlung|betrag|geld)\b[^.\n]{0,60}\b(?:eingegangen|erhalten)|paid|settled|remitted|payment (?:was |has been )?(?:received|made|sent)|received (?:your|the) payment|(?:have|has) transferred|credited)\b",
    )
    .ok()
});

/// What takes it back.
static UNPAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:unpaid|un-paid|unbezahlt|(?:not|never|n't)\b[^.\n]{0,40}\b(?:paid|settled|received|transferred)|(?:nicht|noch nicht|nie|kein(?:e|en)?)\b[^.\n]{0,40}\b(?:bezahlt|beglichen|überwiesen|eingegangen|zahlungseingang)|(?:to be|must be|be) paid|(?:zu|werden) (?:bezahlen|überweisen)|(?:bitte|please)\b|wird (?:bezahlt|überwiesen)|will be (?:paid|settled)|if\b[^.\n]{0,40}\bpaid|falls|sofern|offen|open|outstanding|overdue|überfällig|bank account|payable)\b",
    )
    .ok()
});

/// What names money, or that it is owed.
static MONEY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)zahl|überweis|begleich|ausgleich|betrag|gebühr|fällig|rechnung|offen|pay|paid|settle|remit|transfer|amount|balance|owing|due|invoice|fee|debit|€|\$|£|\b(?:eur|usd|gbp|chf)\b",
    )
    .ok()
});

/// Says whether a deadline is about money, as its own words say.
pub(super) fn is_payment(deadline: &Deadline) -> bool {
    // A title that names an amount or a row was read from a bill or a list of debts.
    let named = deadline.title.contains(": ")
        || MONEY.as_ref().is_some_and(|money| money.is_match(&deadline.evidence.quote));
    deadline.kind == DeadlineKind::Payment && named
}

/// The number of an invoice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InvoiceNumber {
    /// The number as it is printed.
    pub number: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// Where the office is told that an invoice was paid: what somebody says, not the money itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PaymentNotice {
    /// The document that says so.
    pub document: DocumentId,
    /// The words.
    pub evidence: Evidence,
}

/// Finds the number of an invoice near its top.
///
/// # Errors
/// As [`call`].
pub(super) async fn number(steps: &Steps, document: &DocumentId) -> Result<Option<InvoiceNumber>> {
    let wanted =
        ReadDocument { document: document.to_string(), length: Some(HEAD), ..ReadDocument::default() };
    let head: ReadText = call(steps, "read_document", &wanted).await?;
    Ok(in_text(&head))
}

fn in_text(head: &ReadText) -> Option<InvoiceNumber> {
    let day = |number: &str| {
        let year = number.parse::<u32>().is_ok_and(|year| year < 100 || (1_900..2_100).contains(&year));
        number.matches('.').count() > 1 || year
    };
    let mut found = NUMBER.as_ref()?.captures_iter(&head.text).filter_map(|found| found.get(1));
    let number = found.find(|number| !day(number.as_str()) && number.len() <= 40)?;
    let before = head.text.get(..number.start())?;
    let (start, number) = (head.span.start + before.chars().count(), number.as_str());
    let span = Span::new(start, start + number.chars().count());
    let piece = head.pieces.iter().find(|piece| piece.span.contains(span));
    let line = u32::try_from(before.lines().count().max(1)).unwrap_or(u32::MAX);
    let place = piece.map_or(Place::Line { line }, |piece| piece.place.clone());
    let evidence = Evidence { document: head.document.clone(), span, place, quote: number.to_owned() };
    Some(InvoiceNumber { number: number.to_owned(), evidence })
}

/// Finds a document that says that an invoice was paid.
///
/// # Errors
/// As [`call`].
pub(super) async fn notice(
    steps: &Steps,
    invoice: &DocumentId,
    number: &InvoiceNumber,
) -> Result<Option<PaymentNotice>> {
    let wanted =
        SearchDocuments { query: number.number.clone(), limit: Some(20), ..SearchDocuments::default() };
    let found: FoundPassages = call(steps, "search_documents", &wanted).await?;
    let mut others = found.passages.into_iter().filter(|passage| passage.document != *invoice);
    Ok(others.find_map(|passage| said_paid(&passage.evidence, &number.number)))
}

/// The line of a passage that names the number and says that it was paid.
fn said_paid(passage: &Evidence, number: &str) -> Option<PaymentNotice> {
    let (paid, unpaid) = (PAID.as_ref()?, UNPAID.as_ref()?);
    let mut at = 0;
    for piece in passage.quote.split_inclusive(['\n', '!', '?']).flat_map(|line| line.split_inclusive(". ")) {
        let start = at;
        at += piece.chars().count();
        if names(piece, number) && paid.is_match(piece) && !unpaid.is_match(piece) {
            let before = piece.chars().take_while(|c| c.is_whitespace()).count();
            let quote = piece.trim().to_owned();
            let from = passage.span.start + start + before;
            let span = Span::new(from, from + quote.chars().count());
            let evidence = Evidence { span, quote, ..passage.clone() };
            return Some(PaymentNotice { document: passage.document.clone(), evidence });
        }
    }
    None
}

/// Says whether a text names a number, and not a longer one.
fn names(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let inside = |c: char| c.is_alphanumeric();
        let before = text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(inside);
        let after = text.get(at + number.len()..).and_then(|text| text.chars().next()).is_some_and(inside);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> ReadText {
        ReadText {
            document: "doc_1".parse().unwrap(),
            name: "x".to_owned(),
            span: Span::new(0, text.chars().count()),
            text: text.to_owned(),
            pieces: Vec::new(),
            total: 0,
            next: None,
        }
    }

    fn passage(quote: &str) -> Evidence {
        let span = Span::new(5, 5 + quote.chars().count());
        Evidence {
            document: "doc_2".parse().unwrap(),
            span,
            place: Place::Line { line: 1 },
            quote: quote.to_owned(),
        }
    }

    #[test]
    fn the_number_of_an_invoice_is_found_as_it_is_printed() {
        for (text, number) in [
            ("Rechnung Nr. RE-2026-1187\nDatum 16.11.2026", "RE-2026-1187"),
            ("INVOICE INV-20418\nDate: 9 November 2026", "INV-20418"),
            ("Invoice number: 4711", "4711"),
            ("Rechnung Nr. 815 vom 2. November 2026", "815"),
            ("Rechnung 2026 über 3 Stühle", ""),
            ("Rechnungsnummer\t2026/0815", "2026/0815"),
            ("Invoice date 9 November 2026", ""),
            ("Rechnung vom 02.11.2026", ""),
            ("SECOND REMINDER April 13, 2026", ""),
            ("Statement April 13, 2026", ""),
        ] {
            let found = in_text(&head(text)).map(|found| found.number).unwrap_or_default();
            assert_eq!(found, number, "{text}");
        }
    }

    #[test]
    fn only_what_says_that_it_was_paid_is_a_notice() {
        let says = |text: &str| said_paid(&passage(text), "RE-7").is_some();
        assert!(says("Good news. We have paid invoice RE-7 today.\nBest"));
        assert!(says("RE-7\tMöller GmbH\t1.190,00\tbezahlt"));
        assert!(says("Ihre Zahlung zu RE-7 ist bei uns eingegangen."));
        for text in [
            "Invoice RE-7 has not been paid.",
            "RE-7 ist noch nicht bezahlt.",
            "RE-7\toffen",
            "Invoice RE-70 was paid.",
            "RE-7 is due.\nThe other one was paid.",
            "Please have RE-7 paid soon.",
        ] {
            assert!(!says(text), "{text}");
        }
        let notice = said_paid(&passage("Good news. We have paid RE-7 today."), "RE-7").unwrap();
        assert_eq!(
            (notice.evidence.quote.as_str(), notice.evidence.span.start),
            ("We have paid RE-7 today.", 16)
        );
    }
}
