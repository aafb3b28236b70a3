//! One draft, many forms: plain text, HTML and a mail file (RFC 5322), with identical facts.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::message_id::MessageId;

use crate::communications::draft::{Draft, DraftBlock};
use crate::documents::model::Mailbox;
use crate::error::{Error, Result};

/// Prints a draft as plain text: the body only, paragraphs set apart by an empty line.
pub fn text(draft: &Draft) -> String {
    let blocks: Vec<String> = draft.blocks.iter().map(|block| draft.print(block.inlines())).collect();
    blocks.join("\n\n") + "\n"
}

/// Prints a draft as a small HTML page without styles or scripts.
pub fn html(draft: &Draft) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n",
        escape(&draft.language),
        escape(&draft.print(&draft.subject))
    );
    for block in &draft.blocks {
        let words = escape(&draft.print(block.inlines())).replace('\n', "<br>\n");
        let class = if matches!(block, DraftBlock::Signature { .. }) { " class=\"signature\"" } else { "" };
        page.push_str(&format!("<p{class}>{words}</p>\n"));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Writes a draft as a mail file: text and HTML, threaded to the message it answers.
///
/// The Message-ID is made from the draft's id, so that the same draft is the same message.
///
/// # Errors
/// `invalid_input` when the sender is unknown, or a header would break the message: a line end or NUL in a
/// name, address or subject, or an address without `@`.
pub fn eml(draft: &Draft) -> Result<Vec<u8>> {
    let sender = draft
        .sender
        .as_ref()
        .ok_or_else(|| Error::invalid_input(format!("draft {} has no sender; say who writes", draft.id)))?;
    let domain = sender.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let subject = draft.print(&draft.subject);
    header("subject", &subject)?;
    let seconds = draft.created.parse::<jiff::Timestamp>().map_or(0, |created| created.as_second());
    let mut message = MessageBuilder::new()
        .from(address(sender)?)
        .subject(subject)
        .date(seconds)
        .message_id(format!("{}@{domain}", draft.id))
        .text_body(text(draft).replace('\n', "\r\n"))
        .html_body(html(draft).replace('\n', "\r\n"));
    for (role, field) in [("to", "To"), ("cc", "Cc")] {
        let list = draft.recipients.iter().filter(|recipient| recipient.role == role);
        let list = list.map(|recipient| address(&recipient.mailbox)).collect::<Result<Vec<_>>>()?;
        if !list.is_empty() {
            message = message.header(field, Address::new_list(list));
        }
    }
    if let Some(thread) = &draft.thread {
        for id in thread.references.iter().chain(&thread.in_reply_to) {
            header("Message-ID", id)?;
        }
        if let Some(id) = thread.in_reply_to.as_ref().filter(|id| is_message_id(id)) {
            message = message.in_reply_to(id.clone());
        }
        let references: Vec<String> =
            thread.references.iter().filter(|id| is_message_id(id)).cloned().collect();
        if !references.is_empty() {
            message = message.references(MessageId::new_list(references.into_iter()));
        }
    }
    message.write_to_vec().map_err(|error| {
        Error::internal(format!("draft {} cannot be written as mail", draft.id)).with_source(error)
    })
}

fn address(mailbox: &Mailbox) -> Result<Address<'static>> {
    let name = mailbox.name.clone().unwrap_or_default();
    header("name", &name)?;
    if mailbox.address.is_empty() {
        let whose = if name.is_empty() { "a recipient" } else { name.as_str() };
        return Err(Error::invalid_input(format!(
            "no mail address of {whose} is known; add it, or print the letter"
        )));
    }
    header("address", &mailbox.address)?;
    let valid = mailbox.address.split_once('@').is_some_and(|(local, domain)| {
        let plain = |part: &str| {
            !part.is_empty()
                && !part
                    .contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
        };
        plain(local) && plain(domain)
    });
    if !valid {
        return Err(Error::invalid_input("an address of this draft is not a mail address"));
    }
    let name = (!name.is_empty()).then_some(name);
    Ok(Address::new_address(name, mailbox.address.clone()))
}

/// Foreign mails carry ids that no header can hold; without them only the threading is lost.
fn is_message_id(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>'))
}

/// Refuses what would end a header line and inject another.
fn header(field: &str, value: &str) -> Result<()> {
    match value.contains(['\r', '\n', '\0']) {
        true => Err(Error::invalid_input(format!("the {field} of this draft holds a line end; remove it"))),
        false => Ok(()),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
