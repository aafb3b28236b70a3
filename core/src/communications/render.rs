//! One draft, many forms, identical facts: text, Markdown, HTML, mail, calendar, Word and PDF.
//!
//! Each form is a pure function of the draft and the options: the same draft gives the same bytes. All of them print
//! the same words, made once in `words`; what no paper can show, such as control characters, is in none.

#[cfg(feature = "docx")]
mod docx;
mod eml;
mod flowed;
mod header;
mod html;
mod ics;
mod labels;
mod list;
mod markdown;
mod options;
#[cfg(any(feature = "docx", feature = "pdf"))]
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod text;
mod time_zone;
mod words;

use crate::communications::draft::Draft;
use crate::error::{Error, Result};

pub(super) use header::address as wire_address;
pub use list::MailingList;
pub use options::{DraftForm, LetterForm, RenderOptions};

/// The most characters that a draft may hold where it becomes a file.
const CHARACTERS: usize = 2_000_000;

/// Prints a draft as plain text: the body only, paragraphs set apart by an empty line.
pub fn text(draft: &Draft) -> String {
    text::print(draft)
}

/// Prints a draft as text for mail: lines of 72 characters that the reader joins again (`format=flowed`).
pub fn flowed(draft: &Draft) -> String {
    flowed::flow(&text::print(draft))
}

/// Prints a draft as Markdown: the subject as the title, then the body.
pub fn markdown(draft: &Draft) -> String {
    markdown::print(draft)
}

/// Prints a draft as a small HTML page without style sheets or scripts.
pub fn html(draft: &Draft) -> String {
    html::print(draft)
}

/// Writes a draft as a mail file: text and HTML, threaded to the message it answers, with its calendar entry.
///
/// The Message-ID is made from the draft's id, so that the same draft is the same message.
///
/// # Errors
/// `invalid_input` when the sender is unknown, or a header would break the message: a line end or NUL in a
/// name, address or subject, or an address without `@`; also for a draft with attachments, whose contents
/// [`eml_with`] takes.
pub fn eml(draft: &Draft) -> Result<Vec<u8>> {
    eml_with(draft, &[])
}

/// Writes a draft as a mail file with its attachments, whose contents are found by their hash.
///
/// # Errors
/// As [`eml`]; `invalid_input` also when the content of an attachment is missing or another than was attached.
pub fn eml_with(draft: &Draft, files: &[&[u8]]) -> Result<Vec<u8>> {
    ensure_bounded(draft)?;
    eml::write(draft, files, None)
}

/// Writes an announcement as a mail file for one recipient, who may leave its list by one click (RFC 8058).
///
/// # Errors
/// As [`eml_with`]; `invalid_input` also for an id or a link that no header can hold.
pub fn eml_listed(draft: &Draft, files: &[&[u8]], list: &MailingList) -> Result<Vec<u8>> {
    ensure_bounded(draft)?;
    eml::write(draft, files, Some(list))
}

/// Writes the meeting of a draft as a calendar file (iCalendar).
///
/// # Errors
/// `invalid_input` when the draft is about no meeting, or the meeting cannot be: an unknown time zone, an end before
/// its start, a line end in a name.
pub fn ics(draft: &Draft) -> Result<String> {
    ensure_bounded(draft)?;
    ics::write(draft)
}

/// Writes a draft as a Word file.
///
/// # Errors
/// `limit_exceeded` for a draft that is far longer than any letter.
#[cfg(feature = "docx")]
pub fn docx(draft: &Draft, options: &RenderOptions) -> Result<Vec<u8>> {
    ensure_bounded(draft)?;
    docx::write(draft, options)
}

/// Writes a draft as a PDF file (PDF/A-2b, tagged), with fonts of its own.
///
/// # Errors
/// `unsupported` when the draft holds letters that the fonts lack, naming them; `limit_exceeded` for a draft that is
/// far longer than any letter.
#[cfg(feature = "pdf")]
pub fn pdf(draft: &Draft, options: &RenderOptions) -> Result<Vec<u8>> {
    ensure_bounded(draft)?;
    pdf::write(draft, options)
}

/// Writes a draft in any form.
///
/// # Errors
/// Those of the form; `unsupported` when this build lacks it.
pub fn render(draft: &Draft, form: DraftForm, options: &RenderOptions, files: &[&[u8]]) -> Result<Vec<u8>> {
    match form {
        DraftForm::Text => Ok(text(draft).into_bytes()),
        DraftForm::Markdown => Ok(markdown(draft).into_bytes()),
        DraftForm::Html => Ok(html(draft).into_bytes()),
        DraftForm::Eml => eml_with(draft, files),
        DraftForm::Ics => ics(draft).map(String::into_bytes),
        #[cfg(feature = "docx")]
        DraftForm::Docx => docx(draft, options),
        #[cfg(feature = "pdf")]
        DraftForm::Pdf => pdf(draft, options),
        #[cfg(not(all(feature = "docx", feature = "pdf")))]
        other => {
            let _ = options;
            Err(Error::unsupported(format!(
                "this build writes no {other:?} files; enable the feature of that name"
            )))
        }
    }
}

/// Refuses what no office writes before it costs time and memory.
fn ensure_bounded(draft: &Draft) -> Result<()> {
    let (texts, printer) = (draft.texts(), words::Printer::new(draft));
    let characters: usize = texts.iter().map(|text| words::flat(&printer.words(text)).len()).sum();
    match characters + texts.len() > CHARACTERS {
        true => Err(Error::new(
            crate::ErrorKind::LimitExceeded,
            format!("draft {} is longer than {CHARACTERS} characters; send it as an attachment", draft.id),
        )),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
