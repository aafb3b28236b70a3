//! What an answer takes from the message, letter, bill or contract that it answers.

use jiff::tz::TimeZone;

use crate::communications::calendar;
use crate::communications::compose::{Dated, Material};
use crate::communications::draft::{DraftKind, Recipient, Thread};
use crate::communications::gather::{Gathering, Read};
use crate::communications::language::WritingLanguage;
use crate::documents::Document;
use crate::documents::agenda::{is_ours, likeness, wrote};
use crate::documents::facts::DocumentKind;
use crate::documents::model::{BlockKind, Mailbox, ParsedDocument};
use crate::error::{Error, Result};
use crate::evidence::{Evidence, Provenance, TextIndex};
use crate::settings::Owner;

impl Gathering<'_> {
    /// Fills in the conversation: whom it goes to, what it answers, what was asked.
    pub(super) async fn answers(&self, asked: &Read, material: &mut Material) -> Result<()> {
        use DraftKind as K;
        let (document, owner) = (&asked.document, self.owner);
        if self.kind == K::FollowUp {
            self.ensure_unanswered(document).await?;
        }
        let (answers, goes_back) = (is_answer(self.kind), answers(self.kind, document));
        if goes_back {
            material.recipients = recipients(document, owner, self.request.to_all)?;
        }
        material.sender = material.sender.take().or_else(|| sender(document, owner));
        material.title =
            Some(document.metadata.subject.clone().unwrap_or_else(|| document.brief.title.clone()));
        if is_message(document) || answers {
            material.thread = Some(thread(document));
        }
        let language = material.language;
        material.date = header_date(document, &asked.text, language).or_else(|| own_date(document, language));
        if answers && !is_message(document) {
            material.about = Some(document.brief.title.clone());
        }
        for question in &document.brief.questions {
            let answer = match self.kind {
                K::Reply => self.answer(document, question.evidence.clone()).await?,
                _ => None,
            };
            match answer {
                Some(answer) => material.answers.push(answer),
                None if matches!(self.kind, K::Reply | K::FollowUp | K::Agenda) => {
                    material.open.push(question.evidence.clone());
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Only what we wrote ourselves, and what nobody answered, is followed up.
    async fn ensure_unanswered(&self, document: &Document) -> Result<()> {
        if !wrote(self.owner, &document.metadata) {
            let message = "reply_to: this is no message of this office; draft a reply to it instead";
            return Err(Error::invalid_input(message).about(&document.name));
        }
        let Some(id) = &document.metadata.message_id else { return Ok(()) };
        let Some(answer) = self.register.look(|book| book.answer_to(id, self.owner).cloned()) else {
            return Ok(());
        };
        let answer = self.documents.get(&answer).await?;
        Err(Error::invalid_input(format!(
            "reply_to: {} answers it; draft a reply to that instead",
            answer.name
        ))
        .about(&document.name))
    }
}

/// The address of this office to which the message was sent, or which wrote it.
fn sender(document: &Document, owner: &Owner) -> Option<Mailbox> {
    let metadata = &document.metadata;
    let own = if wrote(owner, metadata) { metadata.from.as_slice() } else { &[] };
    let mut named = own.iter().chain(&metadata.to).chain(&metadata.cc);
    let met = named.find(|mailbox| is_ours(owner, &mailbox.address)).cloned();
    let known = owner.addresses.first().map(|address| Mailbox { name: None, address: address.clone() });
    met.or(known)
}

/// Says whether a draft of this kind goes to those of the document that it is about.
pub(super) fn answers(kind: DraftKind, document: &Document) -> bool {
    let moves = matches!(kind, DraftKind::Reschedule | DraftKind::Cancellation);
    is_answer(kind) || is_message(document) && moves
}

/// What only quotes a message does not answer it.
fn is_answer(kind: DraftKind) -> bool {
    use DraftKind as K;
    matches!(kind, K::Reply | K::FollowUp | K::Letter | K::Rsvp | K::Reminder)
}

/// Who is answered: the sender, or, for a message of our own, those it went to.
pub(super) fn recipients(document: &Document, owner: &Owner, to_all: bool) -> Result<Vec<Recipient>> {
    let metadata = &document.metadata;
    let ours = wrote(owner, metadata);
    let to = match (ours, metadata.reply_to.is_empty()) {
        (true, _) => &metadata.to,
        (false, true) => &metadata.from,
        (false, false) => &metadata.reply_to,
    };
    let others = metadata.to.iter().chain(&metadata.cc).filter(|_| to_all);
    let listed = to.iter().map(|mailbox| (mailbox, "to")).chain(others.map(|mailbox| (mailbox, "cc")));
    let mut recipients: Vec<Recipient> = Vec::new();
    for (mailbox, role) in listed.filter(|(mailbox, _)| mailbox.address.contains('@')) {
        let known = |other: &Recipient| other.mailbox.address.eq_ignore_ascii_case(&mailbox.address);
        // Nobody writes to himself because he was one of many; a note to oneself is answered all the same.
        let own = is_ours(owner, &mailbox.address) && (role == "cc" || (ours && metadata.to.len() > 1));
        if !own && !recipients.iter().any(known) {
            let (mailbox, role) = (mailbox.clone(), role.to_owned());
            recipients.push(Recipient { mailbox, role, provenance: Provenance::Document });
        }
    }
    if !recipients.is_empty() {
        return Ok(recipients);
    }
    if is_message(document) || !can_be_answered(document.brief.kind) {
        return Err(Error::unsupported("is not a message with a sender, so it cannot be answered")
            .about(&document.name));
    }
    Ok(other_side(document, owner).into_iter().collect())
}

/// Says whether the document came as a message, with headers.
pub(super) fn is_message(document: &Document) -> bool {
    !document.metadata.from.is_empty()
}

/// Says whether somebody stands behind a document of this kind who can be written to.
fn can_be_answered(kind: DocumentKind) -> bool {
    use DocumentKind as K;
    matches!(
        kind,
        K::Letter | K::Notice | K::Contract | K::Invoice | K::Reminder | K::Offer | K::Order | K::Invitation
    )
}

/// The one party of a document that is not the owner, if there is one: by name, as papers rarely hold an address.
fn other_side(document: &Document, owner: &Owner) -> Option<Recipient> {
    let parties = || document.brief.parties.iter().filter(|party| !party.role.starts_with("for "));
    let most = parties().map(|party| likeness(owner, &party.name)).max().unwrap_or(0);
    let mut others = parties().filter(|party| most == 0 || likeness(owner, &party.name) < most);
    let other = others.next().filter(|_| others.next().is_none())?;
    let mailbox =
        Mailbox { name: Some(other.name.clone()), address: other.address.clone().unwrap_or_default() };
    Some(Recipient { mailbox, role: "to".to_owned(), provenance: Provenance::Document })
}

/// The date that a document bears, as a reply writes it.
pub(super) fn own_date(document: &Document, language: WritingLanguage) -> Option<Dated> {
    let fact = document.brief.date.clone()?;
    Some(Dated { surface: calendar::short_day(language, fact.date), evidence: fact.evidence })
}

fn thread(document: &Document) -> Thread {
    let metadata = &document.metadata;
    let mut references = metadata.references.clone();
    for id in metadata.in_reply_to.iter().chain(&metadata.message_id) {
        if !references.contains(id) {
            references.push(id.clone());
        }
    }
    Thread { document: document.id.clone(), in_reply_to: metadata.message_id.clone(), references }
}

/// The date of a message as its header block writes it, shortened to the day, with its evidence.
fn header_date(document: &Document, text: &ParsedDocument, language: WritingLanguage) -> Option<Dated> {
    let index = TextIndex::new(&text.text);
    text.blocks.iter().find_map(|block| {
        let BlockKind::KeyValue { key, value } = block.kind else { return None };
        if !matches!(index.slice(key), "Date" | "Sent" | "Datum" | "Gesendet") {
            return None;
        }
        let options = crate::values::ValueOptions::default();
        let found = crate::values::find(index.slice(value), &options)
            .into_iter()
            .find(|found| found.date().is_some())?;
        let date = found.date()?.to_zoned(TimeZone::UTC).ok()?.date();
        let quote = index.slice(value).to_owned();
        let (surface, place) = (calendar::short_day(language, date), block.place.clone());
        Some(Dated {
            surface,
            evidence: Evidence { document: document.id.clone(), span: value, place, quote },
        })
    })
}
