//! Sent mail: found by its Message-ID, filed once.

use super::answer::Answer;
use super::session::{Session, name, quoted};
use crate::communications::outbox::{OutgoingMessage, Trace};
use crate::error::{Error, Result};

/// The most messages with a likeness of the Message-ID that are looked at.
const LIKE: usize = 20;
/// The largest header field that is read.
const HEADER: usize = 64 << 10;

impl Session {
    /// Says whether a message was sent, by the folders of sent mail. That it is not there tells only where the
    /// server files what it sends.
    pub(super) async fn trace(&mut self, message_id: &str) -> Result<Trace> {
        for folder in self.sent_folders().await? {
            if self.holds(&folder, message_id).await? {
                return Ok(Trace::Sent);
            }
        }
        Ok(if self.place.filed_by_server { Trace::NotSent } else { Trace::Unknown })
    }

    /// Files a copy of a message as read, unless it is there.
    pub(super) async fn file(&mut self, message: &OutgoingMessage) -> Result<()> {
        let folders = self.sent_folders().await?;
        for folder in &folders {
            if self.holds(folder, &message.message_id).await? {
                return Ok(());
            }
        }
        let Some(folder) = folders.first() else { return Ok(()) };
        let command = format!("APPEND {} (\\Seen) {{{}}}", name(folder)?, message.bytes.len());
        self.run_with("file a sent message", &command, &[&message.bytes], 0).await?;
        Ok(())
    }

    /// Says whether a folder holds a message of exactly this Message-ID: servers search for parts of it.
    async fn holds(&mut self, folder: &str, message_id: &str) -> Result<bool> {
        let id = plain_id(message_id)?;
        self.open(folder, false).await?;
        let command = format!("UID SEARCH HEADER Message-ID {}", quoted(id));
        let answers = self.run("search a folder", &command).await?;
        let mut found = Vec::new();
        let mut searched = false;
        for answer in answers {
            if let Answer::Search(uids) = answer {
                searched = true;
                found.extend(uids);
            }
        }
        // Without an answer nothing was found out.
        if !searched {
            return Err(Error::unavailable(format!("{} did not answer a search: try again", self.place)));
        }
        found.sort_unstable();
        for uid in found.iter().rev().take(LIKE) {
            let command = format!("UID FETCH {uid} (UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])");
            let fetched = self.fetch(&command, HEADER).await?;
            if fetched.iter().filter_map(|fetched| fetched.body.as_deref()).any(|header| is_of(header, id)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Takes a Message-ID without angle brackets.
fn plain_id(message_id: &str) -> Result<&str> {
    let id = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    let plain = id.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\".contains(&byte));
    if id.is_empty() || id.len() > 998 || !plain {
        return Err(Error::invalid_input("not a Message-ID that can be searched for: expected name@domain"));
    }
    Ok(id)
}

/// Says whether a header field names exactly this Message-ID.
fn is_of(header: &[u8], id: &str) -> bool {
    let text = String::from_utf8_lossy(header);
    let value = text.split_once(':').map_or("", |(_, value)| value);
    let value: String = value.split_whitespace().collect();
    value.trim_start_matches('<').trim_end_matches('>') == id
}
