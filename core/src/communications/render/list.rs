//! The header fields of an announcement: what list it belongs to (RFC 2919), and one click to leave it (RFC 8058).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::header::{Headers, unstructured};
use crate::error::{Error, Result};

/// The longest link: header lines end at 998 bytes (RFC 5322).
const LINK: usize = 900;

/// The list that an announcement belongs to, for one recipient. The signature of the domain (DKIM) must cover these
/// fields, or mail programs show no button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailingList {
    /// The id, such as `news.firm.example`.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// The `https` link, with the recipient's own token, that unsubscribes when it is posted to.
    pub unsubscribe: String,
    /// An address that unsubscribes too.
    pub unsubscribe_mail: Option<String>,
}

impl MailingList {
    /// Adds the fields.
    ///
    /// # Errors
    /// `invalid_input` for an id, link or address that no header can hold.
    pub(super) fn write(&self, headers: &mut Headers) -> Result<()> {
        let visible = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let plain = |text: &str| visible(text) && text.len() <= LINK && !text.contains(['<', '>', ',', '"']);
        let named = |text: &str| {
            plain(text) && text.contains('.') && !text.contains(['@', '/', ':']) && text.len() <= 253
        };
        if !named(&self.id) {
            return Err(Error::invalid_input(
                "the id of a mailing list is a name such as `news.firm.example`",
            ));
        }
        if !plain(&self.unsubscribe) || !self.unsubscribe.starts_with("https://") {
            return Err(Error::invalid_input(
                "the link to unsubscribe starts with https:// and has no blanks",
            ));
        }
        let mail = self.unsubscribe_mail.as_deref();
        if mail.is_some_and(|mail| {
            !plain(mail) || mail.matches('@').count() != 1 || mail.contains(['?', '%', ';'])
        }) {
            return Err(Error::invalid_input("the address to unsubscribe is no mail address"));
        }
        let name = self.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or_default();
        super::header::ensure_one_line("name of its mailing list", name)?;
        let mut words = match name.is_empty() {
            true => Vec::new(),
            false if visible(&name.replace(' ', "")) => {
                vec![format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))]
            }
            false => unstructured(name, "List-Id: ".len()),
        };
        words.push(format!("<{}>", self.id));
        headers.add("List-Id", words);
        let mut ways = vec![format!("<{}>", self.unsubscribe)];
        if let Some(mail) = mail {
            ways[0].push(',');
            ways.push(format!("<mailto:{mail}?subject=unsubscribe>"));
        }
        headers.add("List-Unsubscribe", ways);
        headers.add("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> MailingList {
        MailingList {
            id: "news.ours.example".to_owned(),
            name: Some("Ünser Brief".to_owned()),
            unsubscribe: format!("https://ours.example/u?t=u1.{}", "x".repeat(120)),
            unsubscribe_mail: Some("leave@ours.example".to_owned()),
        }
    }

    #[test]
    fn the_fields_read_back_as_they_were() {
        let mut headers = Headers::default();
        list().write(&mut headers).unwrap();
        let text = format!("{}\r\nx", headers.finish());
        let mail = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
        let raw =
            |name: &str| mail.header_raw(name).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(raw("List-Id").ends_with("<news.ours.example>"), "{text}");
        assert_eq!(raw("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let link = list().unsubscribe;
        assert_eq!(
            raw("List-Unsubscribe"),
            format!("<{link}>, <mailto:leave@ours.example?subject=unsubscribe>")
        );
    }

    #[test]
    fn what_would_break_a_header_is_refused() {
        let refused = |change: fn(&mut MailingList)| {
            let mut list = list();
            change(&mut list);
            list.write(&mut Headers::default()).unwrap_err()
        };
        refused(|list| list.id = "news".to_owned());
        refused(|list| list.id = "a.b\r\nX: y".to_owned());
        refused(|list| list.name = Some("a\r\nX: y".to_owned()));
        refused(|list| list.unsubscribe = "http://ours.example/".to_owned());
        refused(|list| list.unsubscribe = "https://ours.example/>\r\nX: y".to_owned());
        refused(|list| list.unsubscribe = format!("https://{}", "x".repeat(1_000)));
        refused(|list| list.unsubscribe_mail = Some("a@b.example?bcc=c@d.example".to_owned()));
    }
}
