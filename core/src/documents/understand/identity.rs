//! What a document is: language, kind, title, own date.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::documents::Format;
use crate::documents::facts::{DateFact, DocumentKind};
use crate::documents::model::{BlockKind, ParsedDocument};
use crate::documents::understand::lexicon::{Lexicon, any};
use crate::documents::understand::moments::{Moment, Reading, moments};
use crate::documents::understand::units::{Shape, Source, Unit, Zone, language_of};

/// A bill or offer with its number, before its date.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:invoice|bill|receipt|quotation|quote|offer|rechnung|angebot|quittung|beleg|kostenvoranschlag)\b(?: ?(?:no|nr|number|nummer)\b\.?)?:? ?[\w./-]*,? (?:vom|dated|of|from|date)[: ]*$",
    )
    .expect("a fixed pattern")
});

/// A line that names a bill by its number: "INVOICE 44817", "Rechnung Nr. R-2026-061".
static BILL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:^|[ ,;])(?:invoice|rechnung)\b(?: ?(?:no|nr|number|nummer)\b\.?)?:? ?(?:[a-z]{1,4}[-/ ])?\d[\w./-]{2,}",
    )
    .expect("a fixed pattern")
});

/// A bill that a letter speaks of: "Beschwerde zu Ihrer Rechnung 4711", "Re: your invoice".
static SPOKEN_OF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:complain\w*|disput\w*|objecti\w*|quer(?:y|ies)|regarding|concerning|about|re:|your|our|beschwer\w*|reklam\w*|widerspr\w*|einspr\w*|bezüglich|betreff|betr\.|wegen|zu|zur|ihre[nmrs]?|unsere[nmrs]?|eure[nmrs]?),? (?:[\w-]+ ){0,3}(?:invoice|bill|rechnung|abrechnung)",
    )
    .expect("a fixed pattern")
});

/// An amount of money: "1.240,00", "£ 85".
static MONEY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\d[.,]\d\d\b|[€£$] ?\d|\d ?(?:€|EUR\b|GBP\b|USD\b|CHF\b)").expect("a fixed pattern")
});

/// A line that names a bill and nothing else has no more words than these.
const BILL_TITLE: usize = 5;

/// A clause with its number: "1.2 You can", "§ 3 Kündigung", "2. Billing".
static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:§ ?\d+\b|\d{1,2}\.\d{1,2}\.? \p{L}|\d{1,2}\. \p{Lu}[\p{L} ]{2,40}\.?$)")
        .expect("a fixed pattern")
});

/// Words for the reader: in German with a capital inside a sentence.
static READER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:[Yy]ours?|[Yy]ou)\b|[\p{Ll},] (?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b|^(?:Ihre?[mnrs]?|Ihnen) ",
    )
    .expect("a fixed pattern")
});

/// How many sentences to the reader make a letter of a paper that greets nobody.
const ADDRESSED: usize = 2;

/// How many numbered clauses make an agreement of a paper that speaks of notice.
const CLAUSES: usize = 4;

/// How many units from the top may say what a paper is.
const TOP: usize = 10;

/// How many characters before a day say what it is.
const NEAR: usize = 30;

/// The most words of a line of a note.
const LINE_WORDS: usize = 12;

/// How many units from the top may say who was at a meeting.
const MET: usize = 10;

/// How many units from the top of a slip may say when it was written.
const SLIP: i32 = 3;

/// How many units from the top may hold the document's own date.
const HEAD: usize = 40;

/// Tells the language of a document.
pub(super) fn language(document: &ParsedDocument) -> &'static Lexicon {
    let named = document.metadata.language.as_deref();
    let fallback = Lexicon::of(named.unwrap_or("en"));
    let sample: String = document.text.chars().take(20_000).collect();
    language_of(&sample, fallback)
}

/// Says whether the file is a message.
pub(super) fn is_mail(document: &ParsedDocument) -> bool {
    document.format == Format::Eml
}

/// Says whether a machine answered for an absent person.
pub(super) fn is_automatic(document: &ParsedDocument, units: &[Unit]) -> bool {
    if !is_mail(document) {
        return false;
    }
    let header = |name: &str| document.metadata.other.get(name).map_or("", String::as_str);
    header("Auto-Submitted").starts_with("auto-replied")
        || any("automatic", document.metadata.subject.as_deref().unwrap_or_default())
        || units.iter().filter(|unit| unit.is_body()).take(3).any(|unit| any("automatic", &unit.plain))
}

/// Says whether the document is sent to many to be read, not answered.
pub(super) fn is_bulk(document: &ParsedDocument, units: &[Unit]) -> bool {
    let listed = document.metadata.other.contains_key("List-Unsubscribe");
    let sender = document.metadata.from.iter().any(|from| {
        let local = from.address.split('@').next().unwrap_or_default().to_lowercase();
        ["newsletter", "news", "rundbrief", "marketing", "noreply-news"].contains(&local.as_str())
    });
    // A web page offers its newsletter and a way to sign out in the margin; that does not make it one.
    let named = |text: Option<&str>| any("newsletter_name", text.unwrap_or_default());
    let titled = named(document.metadata.subject.as_deref()) || named(document.metadata.title.as_deref());
    let says = match document.format {
        Format::Html => titled,
        Format::Eml => {
            titled
                || any("newsletter", document.metadata.subject.as_deref().unwrap_or_default())
                || document.blocks.iter().any(|block| {
                    let words = document.slice(block.span);
                    !matches!(block.kind, BlockKind::Quote { .. })
                        && (any("unsubscribe", words) || any("newsletter", words))
                })
        }
        _ => false,
    };
    let greeting = units
        .iter()
        .filter(|unit| unit.zone != Zone::Furniture)
        .take(4)
        .any(|unit| any("mass_greeting", &unit.plain) || any("generic_greeting", &unit.plain));
    let addressed = units.iter().any(|unit| {
        unit.is_body()
            && any("letter_greeting", &unit.plain)
            && !any("mass_greeting", &unit.plain)
            && !any("generic_greeting", &unit.plain)
    });
    listed || sender || (says && (greeting || !addressed)) || (says && document.format == Format::Html)
}

/// Tells the kind of a document.
pub(super) fn kind(document: &ParsedDocument, units: &[Unit], name: &str, bulk: bool) -> DocumentKind {
    if bulk {
        return DocumentKind::Newsletter;
    }
    let head: Vec<&str> = units
        .iter()
        .filter(|unit| !matches!(unit.zone, Zone::Quoted | Zone::Signature))
        .filter(|unit| !matches!(unit.shape, Shape::Row | Shape::Item { .. }))
        .map(|unit| unit.plain.as_str())
        .filter(|plain| plain.chars().count() <= 90)
        .take(if is_mail(document) { 0 } else { 14 })
        .collect();
    let title = document.metadata.title.as_deref().unwrap_or_default();
    let file = name.replace(['_', '-', '.'], " ");
    const KINDS: [(&str, DocumentKind); 13] = [
        ("kind_reminder", DocumentKind::Reminder),
        ("kind_notice", DocumentKind::Notice),
        ("kind_receipt", DocumentKind::Receipt),
        ("kind_minutes", DocumentKind::Minutes),
        ("kind_policy", DocumentKind::Policy),
        ("kind_pricelist", DocumentKind::PriceList),
        ("contract", DocumentKind::Contract),
        ("kind_invoice", DocumentKind::Invoice),
        ("kind_offer", DocumentKind::Offer),
        ("kind_order", DocumentKind::Order),
        ("kind_invitation", DocumentKind::Invitation),
        ("kind_report", DocumentKind::Report),
        ("kind_none", DocumentKind::Other),
    ];
    if is_mail(document) {
        return DocumentKind::Mail;
    }
    if document.format == Format::Pptx {
        return DocumentKind::Presentation;
    }
    let mut ranked: Vec<(i32, DocumentKind)> = vec![(0, DocumentKind::Other)];
    for (rank, (cue, kind)) in (0_i32..).zip(KINDS) {
        let mut score = 0;
        for (line, text) in (0_i32..).zip(&head) {
            if let Some(found) = Lexicon::all().iter().find_map(|lexicon| lexicon.cue(cue).find(text)) {
                // The earlier, the shorter the line and the nearer to its start, the more it is a title.
                let words = i32::try_from(text.split_whitespace().count()).unwrap_or(99);
                if words > 8 && found.start() > 4 {
                    continue;
                }
                score += (14 - line) + (8 - words).max(0) * 2 + if found.start() <= 4 { 14 } else { 0 };
            }
        }
        score += if any(cue, title) { 12 } else { 0 } + if any(cue, &file) { 14 } else { 0 };
        // A complaint or a policy speaks of bills without being one.
        if score > 12 && (kind != DocumentKind::Invoice || asks_for_money(units)) {
            ranked.push((score * 20 - rank, kind));
        }
    }
    let best = ranked.into_iter().max_by_key(|(score, _)| *score).unwrap_or((0, DocumentKind::Other));
    // "Morning: ring the bank" on a list greets nobody.
    let greeted = units.iter().any(|unit| {
        unit.zone != Zone::Quoted && unit.shape == Shape::Sentence && any("letter_greeting", &unit.plain)
    });
    let boxes = units.iter().any(|unit| unit.ticked().is_some());
    let clauses = units.iter().any(|unit| any("contract_clause", &unit.plain));
    // Who was there is said of a meeting.
    let met = units
        .iter()
        .filter(|unit| !matches!(unit.zone, Zone::Quoted | Zone::Signature))
        .take(MET)
        .any(|unit| any("attendees", &unit.plain) && unit.plain.contains([',', ';']));
    let own = || units.iter().filter(|unit| !matches!(unit.zone, Zone::Quoted | Zone::Signature));
    let posted = own().take(TOP).any(|unit| unit.shape != Shape::Row && any("kind_posted", &unit.plain));
    let sheet = matches!(document.format, Format::Xlsx | Format::Csv);
    let page = document.format == Format::Html;
    // Who complains names the order or the bill that it is about.
    let complains = any("kind_complaint", &file) || head.iter().any(|line| any("kind_complaint", line));
    match best.1 {
        DocumentKind::Order | DocumentKind::Invoice | DocumentKind::Receipt if greeted && complains => {
            DocumentKind::Letter
        }
        // "Telefonnotiz" on a slip that speaks of a contract.
        DocumentKind::Contract | DocumentKind::Report if any("kind_note", &file) && !clauses => {
            DocumentKind::Note
        }
        DocumentKind::Minutes if any("kind_report", &file) && !met => DocumentKind::Report,
        DocumentKind::Other | DocumentKind::Report if met && !greeted && !page => DocumentKind::Minutes,
        DocumentKind::Other if !greeted && !sheet && is_bill(units) => DocumentKind::Invoice,
        DocumentKind::Other if !greeted && !sheet && !page && is_agreement(units) => DocumentKind::Contract,
        DocumentKind::Other if !greeted && !sheet && !page && !boxes && posted => DocumentKind::Notice,
        DocumentKind::Other if !greeted && is_addressed(document, units) => DocumentKind::Letter,
        DocumentKind::Contract if greeted && !clauses => DocumentKind::Letter,
        DocumentKind::Other if greeted => DocumentKind::Letter,
        DocumentKind::Other if matches!(document.format, Format::Xlsx | Format::Csv) => {
            DocumentKind::Spreadsheet
        }
        DocumentKind::Other | DocumentKind::Policy | DocumentKind::Report if boxes => DocumentKind::Note,
        DocumentKind::Other
            if matches!(document.format, Format::Text | Format::Markdown | Format::Docx)
                && is_terse(units)
                || any("kind_note", &file) =>
        {
            DocumentKind::Note
        }
        DocumentKind::Report | DocumentKind::Policy if greeted => DocumentKind::Letter,
        kind => kind,
    }
}

/// Says whether a paper that speaks of a bill is one: it has a sum to pay, a number of its own or that title.
fn asks_for_money(units: &[Unit]) -> bool {
    let own = || units.iter().filter(|unit| !matches!(unit.zone, Zone::Quoted | Zone::Signature));
    let sum = own().any(|unit| {
        let line = matches!(unit.shape, Shape::Row | Shape::Pair)
            || unit.plain.split_whitespace().count() <= LINE_WORDS;
        line && any("row_gross", &unit.plain) && MONEY.is_match(&unit.plain)
    });
    let titled = own().take(TOP).any(|unit| {
        let plain = unit.plain.trim();
        let short = plain.split_whitespace().count() <= BILL_TITLE && !plain.ends_with('.');
        unit.shape != Shape::Row
            && !SPOKEN_OF.is_match(plain)
            && (short && any("kind_invoice", plain) || BILL.is_match(plain))
    });
    sum || titled
}

/// Says whether a paper names itself as a bill by its number and has rows.
fn is_bill(units: &[Unit]) -> bool {
    let own = || units.iter().filter(|unit| !matches!(unit.zone, Zone::Quoted | Zone::Signature));
    own().take(TOP).any(|unit| unit.shape != Shape::Row && BILL.is_match(&unit.plain))
        && own().any(|unit| unit.shape == Shape::Row && any("row_gross", &unit.plain))
}

/// Says whether a paper without a name is made of numbered clauses and says how it is brought to an end.
fn is_agreement(units: &[Unit]) -> bool {
    let clauses = units.iter().filter(|unit| unit.is_body() && CLAUSE.is_match(unit.plain.trim())).count();
    clauses >= CLAUSES
        && units.iter().any(|unit| {
            unit.is_body() && (unit.has("notice_period") || unit.has("notice_before") || unit.has("renewal"))
        })
}

/// Says whether a paper of an office speaks to its reader though it greets nobody.
fn is_addressed(document: &ParsedDocument, units: &[Unit]) -> bool {
    matches!(document.format, Format::Docx | Format::Pdf)
        && units
            .iter()
            .filter(|unit| {
                unit.zone == Zone::Body && unit.shape != Shape::Row && READER.is_match(&unit.plain)
            })
            .count()
            >= ADDRESSED
}

/// Says whether a text is made of short lines, as people write notes; a tale or review is not.
fn is_terse(units: &[Unit]) -> bool {
    let lengths: Vec<usize> = units
        .iter()
        .filter(|unit| unit.is_body())
        .map(|unit| unit.plain.split_whitespace().count())
        .collect();
    let short = lengths.iter().filter(|length| **length <= LINE_WORDS).count();
    short * 2 >= lengths.len()
}

/// Tells the title: from the document where it has one, else its first telling line.
pub(super) fn title(document: &ParsedDocument, units: &[Unit], name: &str) -> String {
    let telling = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let heading = document.blocks.iter().find_map(|block| {
        let words = document.slice(block.span);
        (matches!(block.kind, BlockKind::Heading { .. }) && telling(words)).then(|| words.to_owned())
    });
    let subject = document.metadata.subject.clone().filter(|subject| telling(subject));
    let line = || {
        let unit = units.iter().find(|unit| unit.is_body() && telling(&unit.plain))?;
        // The names of columns tell what a table lists, not what the file is.
        if matches!(&document.blocks.get(unit.block)?.kind, BlockKind::Table(table) if table.columns > 2)
            && matches!(document.format, Format::Csv | Format::Xlsx)
        {
            return None;
        }
        // A text in small letters shows no sentence to take: its beginning is its title.
        let small = unit.plain.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let block = document.blocks.get(unit.block).filter(|_| small);
        Some(block.map_or(unit.plain.as_str(), |block| document.slice(block.span)).trim().to_owned())
    };
    let stated = document.metadata.title.clone().filter(|title| telling(title) && title.len() > 8);
    let title = subject.or(heading).or(stated).or_else(line).unwrap_or_else(|| stem(name));
    title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect()
}

/// The name of a file without its ending.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.is_empty() { name.to_owned() } else { stem.replace('_', " ") }
}

/// The days that deadlines count from.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    /// The document's own date.
    pub(super) own: Option<DateFact>,
    /// The day it was received, by its stamp.
    pub(super) received: Option<Date>,
}

/// Finds the document's own date and the day it was received.
pub(super) fn days(
    document: &ParsedDocument,
    units: &[Unit],
    source: &Source<'_>,
    reading: Reading,
    kind: DocumentKind,
) -> Days {
    let mut days = Days::default();
    // "Rechnung 4711 vom 5. Juni" heads the bill itself, but a reminder or a letter speaks of another paper.
    let bill = matches!(kind, DocumentKind::Invoice | DocumentKind::Offer | DocumentKind::Receipt);
    let mut candidates: Vec<(i32, DateFact)> = Vec::new();
    let full = |unit: &Unit| -> Vec<Moment> {
        moments(&unit.plain, unit.lexicon, reading).into_iter().filter(|moment| !moment.relative).collect()
    };
    for (place, unit) in (0_i32..).zip(units.iter().take(400)) {
        if matches!(unit.zone, Zone::Quoted) {
            continue;
        }
        let found = full(unit);
        let Some(first) = found.first() else { continue };
        // What is yet to come is not when the document was written.
        if (first.date - reading.anchor).get_days() > 2 {
            continue;
        }
        let before = unit.plain.get(..first.start).unwrap_or_default();
        if any("received_label", before) && before.chars().count() < 60 && !any("past", &unit.plain) {
            days.received.get_or_insert(first.date);
            continue;
        }
        // Only what stands right before the day says what it is.
        let near = before.char_indices().rev().nth(NEAR).map_or(before, |(at, _)| &before[at..]);
        let labelled = (!any("other_date", near) || any("own_date", near))
            && Lexicon::all().iter().any(|lexicon| {
                lexicon.cue("document_date_label").find_iter(before).any(|label| {
                    before[label.end()..].trim_matches([':', ' ', '\t', '.', ',']).chars().count() <= 3
                })
            })
            || bill && NUMBERED.is_match(before);
        let short = unit.plain.chars().count() <= 60;
        let head = place < i32::try_from(HEAD).unwrap_or(40);
        let due = any("deadline_label", near)
            || any("by", near) && any("by_hard", near)
            || any("birth", near)
            // "Dated 10 May" alone heads a letter.
            || any("historic", near) && !matches!(near.trim().to_lowercase().as_str(), "dated" | "datiert");
        // "Last year's evening, on 12 March 2026, was sold out." tells of a day.
        let told = unit.plain.trim_end().ends_with(['.', '!', '?'])
            && unit.plain.split_whitespace().count() > 6
            || any("past", &unit.plain);
        let alone = short && head && !told && (first.has_year || unit.zone == Zone::Heading);
        // "Mon 9/3 14.20" at the top of a slip: the weekday says that it is a day of this year.
        let slip = kind == DocumentKind::Note
            && place < SLIP
            && first.weekday == Some(first.date.weekday())
            && first.date <= reading.anchor;
        let score = match (labelled, alone) {
            _ if slip && !due => 20 - place,
            _ if due
                || unit.shape == Shape::Row && !labelled
                || !first.has_year && unit.zone != Zone::Heading =>
            {
                continue;
            }
            (true, _) if head || short => 60 - place.min(50),
            (_, true) => 40 - place.min(36) - i32::try_from(before.len()).unwrap_or(99).min(30) / 3,
            _ if place < 4 && first.has_year => 4 - place,
            _ => continue,
        };
        // A line that is little but the day is the letter's; a day inside a subject line is another's.
        let rest = unit.plain.chars().count().saturating_sub(first.end - first.start);
        let score = score + if rest <= 16 { 15 } else { 0 }
            - if before.split_whitespace().count() > 3 && !labelled { 10 } else { 0 };
        let evidence = source.evidence(unit.part(first.start, first.end));
        candidates.push((score, DateFact { role: "document_date".to_owned(), date: first.date, evidence }));
    }
    candidates.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    days.own = candidates.into_iter().next().map(|(_, fact)| fact);
    if is_mail(document) {
        let sent: Option<Date> = document
            .metadata
            .created
            .as_deref()
            .and_then(|created| created.get(..10))
            .and_then(|day| day.parse().ok());
        if let Some(date) = sent {
            let header = units.iter().find(|unit| {
                unit.zone == Zone::Furniture && full(unit).iter().any(|moment| moment.date == date)
            });
            let span = header.or(units.first()).map(|unit| unit.span).unwrap_or_default();
            days.own =
                Some(DateFact { role: "document_date".to_owned(), date, evidence: source.evidence(span) });
        }
    }
    days
}

/// Says whether a document without telling dates is from North America: a mail sent west of the Atlantic, or
/// prices in dollars only.
fn american(document: &ParsedDocument, sample: &str) -> bool {
    let sent = document.metadata.created.as_deref().unwrap_or_default();
    let offset: Option<i32> = sent
        .char_indices()
        .rev()
        .take(6)
        .find(|(_, c)| matches!(c, '-' | '+'))
        .and_then(|(at, _)| sent[at..].split(':').next()?.parse().ok());
    match offset.filter(|_| is_mail(document) && sent.contains('T')) {
        Some(hours) => (-10..=-4).contains(&hours),
        None => {
            let dollars = sample.contains('$') || any_word(sample, "USD") || sample.contains("ales tax");
            dollars && !sample.contains(['€', '£']) && !any_word(sample, "EUR") && !any_word(sample, "GBP")
        }
    }
}

fn any_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|other| other == word)
}

/// Says whether `1/2` is the second of January in this document.
pub(super) fn month_first(document: &ParsedDocument) -> bool {
    let sample: String = document.text.chars().take(50_000).collect();
    let (mut day_first, mut month_first, mut spelled) = (0, 0, 0);
    for word in sample.split(|c: char| !(c.is_ascii_digit() || c == '/')) {
        let mut parts = word.split('/').map(str::parse::<u16>);
        if let (Some(Ok(a)), Some(Ok(b)), Some(Ok(_))) = (parts.next(), parts.next(), parts.next()) {
            day_first += u16::from(a > 12 && b <= 12);
            month_first += u16::from(b > 12 && a <= 12);
        }
    }
    if let Some(months) = Lexicon::all().first().map(|lexicon| lexicon.words("months")) {
        let sample = sample.to_lowercase();
        for name in months.iter().filter_map(|row| row.first()) {
            spelled += sample
                .match_indices(name)
                .filter(|(at, _)| {
                    let rest: String = sample[at + name.len()..].chars().take(9).collect();
                    let mut rest = rest.trim_start().splitn(2, ", ");
                    rest.next().is_some_and(|day| day.len() <= 2 && day.parse::<u8>().is_ok())
                        && rest.next().is_some_and(|year| year.starts_with("20"))
                })
                .count() as u16;
        }
    }
    if day_first + month_first + spelled == 0 {
        return american(document, &sample);
    }
    day_first == 0 && (month_first > 0 || spelled > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::facts::DeadlineKind;
    use crate::documents::understand::testing::brief_of;
    use crate::documents::understand::{Context, understand};

    fn kind_of(text: &str, name: &str) -> DocumentKind {
        let document = crate::documents::parse(text.as_bytes(), name, &crate::settings::Limits::default())
            .expect("a text is read");
        let context = Context {
            document: "doc_00000000000000000000000001".parse().expect("an id"),
            name: name.to_owned(),
            now: jiff::civil::datetime(2026, 11, 23, 9, 0, 0, 0),
        };
        understand(&document, &context).kind
    }

    #[test]
    fn papers_that_do_not_say_what_they_are_are_known_by_their_build() {
        for (text, name, kind) in [
            (
                "STADTWERKE\n\nAn die Anschlussnehmer Am Bach 10\n\nUnser Monteur kommt am Montag.\n",
                "zaehler.txt",
                DocumentKind::Notice,
            ),
            (
                "HARBOUR CHAMBERS\n\nNOTICE TO ALL TENANTS\n\nThe lift is out of use.\n",
                "lift.txt",
                DocumentKind::Notice,
            ),
            (
                "Boards for Teams\n\n1. The plan\n\n1.1 You get boards.\n\n1.2 You can add seats.\n\n2. Billing\n\n2.1 The fee is charged yearly.\n\n2.2 We send the bill.\n\n3. Renewal\n\n3.1 The plan renews on 1 August unless you give notice.\n",
                "terms.txt",
                DocumentKind::Contract,
            ),
            (
                "TELEFONNOTIZ\n\nSie sucht den Mietvertrag.\n\nBitte zurückrufen.\n",
                "Telefonnotiz 14.txt",
                DocumentKind::Note,
            ),
        ] {
            assert_eq!(kind_of(text, name), kind, "{name}");
        }
    }

    #[test]
    fn a_paper_that_speaks_of_bills_is_none() {
        for (name, text) in [
            (
                "complaint.txt",
                "Brook Office Limited\n\n20 November 2026\n\nComplaint about invoice 4711\n\nDear Sir or Madam\n\nYour invoice 4711 of 2 November charges us for two days, but the fitter stayed one. Payment within 14 days is out of the question.\n\nYours faithfully\nA. Brook\n",
            ),
            (
                "Beschwerde.txt",
                "Familie Erle\n\n20. November 2026\n\nBeschwerde zu Ihrer Rechnung 4711\n\nSehr geehrte Damen und Herren,\n\nauf der Rechnung vom 2. November stehen zwei Tage, der Monteur war aber nur einen da. \"Zahlbar innerhalb von 14 Tagen\" steht darauf.\n\nMit freundlichen Grüßen\nErle\n",
            ),
            (
                "Reiserichtlinie.md",
                "# Reiserichtlinie\n\nStand: 1. Februar 2026\n\nRechnung: Sie muss auf die Firma lauten.\n\nDer Betrag wird binnen 14 Tagen nach Eingang der Rechnung ausgezahlt.\n",
            ),
        ] {
            let brief = brief_of(text, name);
            assert_ne!(brief.kind, DocumentKind::Invoice, "{name}");
            let owed = brief.deadlines.iter().any(|deadline| deadline.kind == DeadlineKind::Payment);
            assert!(!owed, "{name}: {:?}", brief.deadlines);
        }
        let bill = "Alder Hire Limited\n\nINVOICE 4711\n\nDate: 20 November 2026\n\nTotal due: £ 480.00\n";
        assert_eq!(brief_of(bill, "alder.txt").kind, DocumentKind::Invoice);
    }
}
