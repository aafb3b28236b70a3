//! Gathers what a draft is made of: from the request, from documents, from the conversation around them.

mod addressed;
mod calendar_file;
mod extract;
mod meeting;
mod minutes;
mod people;
mod points;
mod reply;
mod surroundings;

use addressed::Addressed;
pub(crate) use surroundings::Surroundings;

use std::collections::HashSet;

use jiff::civil::DateTime;

use crate::communications::compose::{Cited, Material, ReplyAnswer, subject};
use crate::communications::draft::{Attachment, DraftKind, Recipient};
use crate::communications::language::WritingLanguage;
use crate::communications::register::Register;
use crate::communications::repository::DraftRepository;
use crate::communications::request::DraftRequest;
use crate::documents::model::{Mailbox, ParsedDocument};
use crate::documents::{Document, Documents, Format};
use crate::error::{Error, Result};
use crate::evidence::{Evidence, Provenance};
use crate::id::DraftId;
use crate::rights::Scope;
use crate::settings::Owner;

/// The fewest words of a sentence that is quoted.
const FEWEST_WORDS: usize = 5;
/// A word of this many characters says what a text is about.
const LONG_WORD: usize = 6;

/// What is gathered from, for one request.
pub(crate) struct Gathering<'a> {
    pub(crate) documents: &'a Documents,
    pub(crate) drafts: &'a DraftRepository,
    pub(crate) request: &'a DraftRequest,
    pub(crate) kind: DraftKind,
    pub(crate) draft: &'a DraftId,
    /// Whom the office knows.
    pub(crate) register: &'a Register,
    /// Where contacts are looked up.
    pub(crate) scope: &'a Scope,
    pub(crate) owner: &'a Owner,
    pub(crate) now: DateTime,
}

/// A document that a draft is made from.
pub(crate) struct Read {
    pub(crate) document: Document,
    pub(crate) text: ParsedDocument,
}

impl Gathering<'_> {
    /// Gathers all that the kind takes.
    ///
    /// # Errors
    /// `not_found` when a document or draft is not there; `invalid_input` and `unsupported` naming what cannot be
    /// answered, followed up or changed; storage errors.
    pub(crate) async fn material(&self) -> Result<Material> {
        let request = self.request;
        let asked = match &request.reply_to {
            Some(id) => Some(self.read(id).await?),
            None => None,
        };
        let mut about = Vec::new();
        for id in &request.about {
            about.push(self.read(id).await?);
        }
        let addressed = self.addressed(asked.as_ref()).await?;
        let language = self.language(asked.as_ref(), about.first(), &addressed)?;
        let mut material = Material {
            kind: Some(self.kind),
            language,
            tone: addressed.tone(request.tone),
            audience: request.audience,
            length: request.length,
            classification: request.classification,
            subject: request.subject.clone(),
            say: request.say.clone(),
            participation: request.participation,
            letter: request.letter.clone(),
            sender: request.from.clone(),
            ..Material::default()
        };
        if let Some(asked) = &asked {
            self.answers(asked, &mut material).await?;
        }
        self.extract(asked.as_ref(), &about, &mut material);
        if material.title.is_none() {
            material.title =
                about.first().map(|read| subject::topic(&read.document.brief.title, self.kind).to_owned());
        }
        self.meet(asked.as_ref(), &about, &mut material).await?;
        if material.sender.is_none() {
            let known = self.owner.addresses.first();
            material.sender =
                known.map(|address| Mailbox { name: self.name_of(address), address: address.clone() });
        }
        self.address(&mut material);
        let addressed = self.introduce(&mut material.recipients).await?;
        material.salutation = addressed.salutation(material.language);
        for id in &request.attach {
            material.attachments.push(attachment(&self.documents.get(id).await?));
        }
        if self.kind == DraftKind::Letter && material.letter.is_none() {
            material.letter = Some(people::head(&material));
        }
        Ok(material)
    }

    async fn read(&self, id: &crate::id::DocumentId) -> Result<Read> {
        Ok(Read { document: self.documents.get(id).await?, text: self.documents.text(id).await? })
    }

    /// The language: the one that was asked for, else the one that a person gave the recipients, that of what the
    /// draft answers, that in which the recipients write, and that of what it is made from.
    fn language(
        &self,
        asked: Option<&Read>,
        about: Option<&Read>,
        addressed: &Addressed,
    ) -> Result<WritingLanguage> {
        if let Some(tag) = &self.request.language {
            return tag
                .parse()
                .map_err(|error: Error| Error::invalid_input(error.message()).about("language"));
        }
        let of = |read: Option<&Read>| -> Option<WritingLanguage> {
            read.and_then(|read| read.document.brief.language.as_deref())?.parse().ok()
        };
        let said = addressed.language(Provenance::User).or_else(|| of(asked));
        let told = said.or_else(|| addressed.language(Provenance::Document)).or_else(|| of(about));
        Ok(told.unwrap_or_default())
    }

    /// Answers one question from the other documents of the office.
    async fn answer(&self, asked_in: &Document, question: Evidence) -> Result<Option<ReplyAnswer>> {
        let apart = std::slice::from_ref(&asked_in.id);
        let answer = match self.documents.ask_apart_from(&question.quote, apart).await {
            Ok(answer) => answer,
            // "Or how about that?" holds nothing to look for: the question stays open.
            Err(error) if error.kind() == crate::ErrorKind::InvalidInput => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(evidence) = answer.evidence.into_iter().next().filter(|_| answer.found) else {
            return Ok(None);
        };
        let document = self.documents.get(&evidence.document).await?.name;
        Ok(Some(ReplyAnswer { question, answer: evidence, document }))
    }

    /// The name that the contacts or mails of the office give to an address.
    fn name_of(&self, address: &str) -> Option<String> {
        self.register.look(|book| book.name_of(address).map(str::to_owned))
    }

    /// Adds the people of the request to those whom an answer goes to anyway.
    fn address(&self, material: &mut Material) {
        let request = self.request;
        let known = material.recipients.iter().map(|recipient| recipient.mailbox.address.to_lowercase());
        let mut seen: HashSet<String> = known.collect();
        for (role, mailboxes) in [("to", &request.to), ("cc", &request.cc), ("bcc", &request.bcc)] {
            for mailbox in mailboxes {
                let address = mailbox.address.to_lowercase();
                if !address.is_empty() && !seen.insert(address.clone()) {
                    continue;
                }
                let name = mailbox.name.clone().or_else(|| self.name_of(&address));
                let mailbox = Mailbox { name, address: mailbox.address.clone() };
                let (role, provenance) = (role.to_owned(), Provenance::User);
                material.recipients.push(Recipient { mailbox, role, provenance });
            }
        }
    }

    /// Telling sentences of documents; beside own words only those that speak of the same.
    fn cited(&self, about: &[Read]) -> Vec<Cited> {
        let say: HashSet<String> = telling_words(self.request.say.as_deref().unwrap_or_default()).collect();
        let summaries = about.iter().flat_map(|read| {
            let cite =
                |words: &Evidence| Cited { words: words.clone(), document: read.document.name.clone() };
            // A line such as “Date: 18 November 2026” tells nothing by itself.
            let telling = |words: &&Evidence| {
                words.quote.split_whitespace().count() >= FEWEST_WORDS
                    && (say.is_empty() || telling_words(&words.quote).any(|word| say.contains(&word)))
            };
            read.document.brief.summary.iter().filter(telling).map(cite)
        });
        summaries.collect()
    }
}

/// The words that say what a text is about: long ones, in small letters.
fn telling_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= LONG_WORD).map(str::to_lowercase)
}

/// A document of the office as a file that goes with a draft.
pub(crate) fn attachment(document: &Document) -> Attachment {
    let media_type = match document.format {
        Format::Pdf => "application/pdf",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Format::Html => "text/html",
        Format::Eml => "message/rfc822",
        Format::Markdown => "text/markdown",
        Format::Text => "text/plain",
        Format::Csv => "text/csv",
        Format::Image => "application/octet-stream",
    };
    Attachment {
        document: Some(document.id.clone()),
        sha256: document.sha256.clone(),
        name: document.name.clone(),
        media_type: media_type.to_owned(),
    }
}
