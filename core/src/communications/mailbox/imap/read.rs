//! New messages, in order and in bounded pieces.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::session::{Opened, Session};
use crate::error::Result;

/// The most messages that one call may ask for.
const MOST: usize = 1_000;

/// Where reading a folder stopped. Plain data: kept by whoever reads, given back with the next call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MailCursor {
    /// The folder.
    pub folder: String,
    /// The generation of the folder's numbers (UIDVALIDITY): when it changes, reading starts again.
    pub validity: u32,
    /// The number of the next message (UID).
    pub next: u32,
}

/// How much is read at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReadOptions {
    /// The folder.
    pub folder: String,
    /// The most messages of one call, up to 1,000.
    pub messages: usize,
    /// The largest message that is read, in bytes; larger ones are named and passed over.
    pub message_bytes: u32,
    /// The most bytes of one call: reading stops before the message that would exceed them, unless it is the first.
    pub bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { folder: "INBOX".to_owned(), messages: 50, message_bytes: 64 << 20, bytes: 128 << 20 }
    }
}

/// A message of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Its number in the folder.
    pub uid: u32,
    /// The message as it is there (RFC 5322).
    pub bytes: Vec<u8>,
}

/// A message that was passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TooLargeMail {
    /// Its number in the folder.
    pub uid: u32,
    /// Its size in bytes, as the server says.
    pub bytes: u32,
}

/// What one call has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMailBatch {
    /// The messages, oldest first.
    pub messages: Vec<NewMail>,
    /// Those that were larger than allowed.
    pub too_large: Vec<TooLargeMail>,
    /// Where the next call goes on.
    pub cursor: MailCursor,
    /// Whether there is more to read now.
    pub more: bool,
    /// Whether the folder was made anew since the cursor, so that messages come again.
    pub restarted: bool,
}

impl Session {
    /// Returns the cursor behind the last message.
    pub(super) async fn end(&mut self, folder: &str) -> Result<MailCursor> {
        let opened = self.open(folder, false).await?;
        let last = self.last(&opened).await?;
        Ok(MailCursor {
            folder: folder.to_owned(),
            validity: opened.validity,
            next: opened.next.max(last + 1),
        })
    }

    /// Reads the messages from a cursor on, or from the beginning; leaves all flags as they are.
    pub(super) async fn read(
        &mut self,
        from: Option<&MailCursor>,
        options: &ReadOptions,
    ) -> Result<NewMailBatch> {
        let opened = self.open(&options.folder, false).await?;
        let known = from.filter(|from| from.folder == options.folder && from.validity == opened.validity);
        let mut batch = NewMailBatch {
            messages: Vec::new(),
            too_large: Vec::new(),
            cursor: MailCursor {
                folder: options.folder.clone(),
                validity: opened.validity,
                next: known.map_or(1, |cursor| cursor.next.max(1)),
            },
            more: false,
            restarted: from.is_some() && known.is_none(),
        };
        let most = options.messages.clamp(1, MOST);
        let first = self.position(&opened, batch.cursor.next).await?;
        if first > opened.count {
            return Ok(batch);
        }
        let last = first.saturating_add(most as u32 - 1).min(opened.count);
        let sizes = self.fetch(&format!("FETCH {first}:{last} (UID RFC822.SIZE)"), 0).await?;
        let mut sizes: Vec<(u32, u32)> =
            sizes.into_iter().filter_map(|fetched| Some((fetched.uid?, fetched.size?))).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes.retain(|(uid, _)| *uid >= batch.cursor.next);
        sizes.truncate(most);
        batch.more = last < opened.count;
        let mut left = options.bytes;
        for (uid, bytes) in sizes {
            if bytes > options.message_bytes {
                batch.too_large.push(TooLargeMail { uid, bytes });
            } else if u64::from(bytes) > left && !batch.messages.is_empty() {
                batch.more = true;
                break;
            } else if let Some(bytes) = self.message(uid, options.message_bytes).await? {
                left = left.saturating_sub(bytes.len() as u64);
                batch.messages.push(NewMail { uid, bytes });
            }
            batch.cursor.next = uid.saturating_add(1);
        }
        Ok(batch)
    }

    /// Reads a message; `None` when it is gone.
    async fn message(&mut self, uid: u32, most: u32) -> Result<Option<Vec<u8>>> {
        let command = format!("UID FETCH {uid} (UID BODY.PEEK[])");
        let fetched = self.fetch(&command, most as usize).await?;
        Ok(fetched.into_iter().find(|fetched| fetched.uid == Some(uid)).and_then(|fetched| fetched.body))
    }

    /// Finds the place in the folder of the first message with this number or a later one: numbers grow, so that
    /// halving finds it in a folder of any size.
    async fn position(&mut self, opened: &Opened, number: u32) -> Result<u32> {
        let (mut low, mut high) = (1, opened.count.saturating_add(1));
        if number <= 1 {
            return Ok(low);
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.number(middle).await? < number { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    async fn last(&mut self, opened: &Opened) -> Result<u32> {
        if opened.count == 0 { Ok(0) } else { self.number(opened.count).await }
    }

    /// Returns the number of the message at a place; one that is gone counts as earlier than all.
    async fn number(&mut self, place: u32) -> Result<u32> {
        let fetched = self.fetch(&format!("FETCH {place} (UID)"), 0).await?;
        Ok(fetched.into_iter().find_map(|fetched| fetched.uid).unwrap_or_default())
    }

    /// Marks messages as read.
    pub(super) async fn mark_read(&mut self, cursor: &MailCursor, uids: &[u32]) -> Result<()> {
        let opened = self.open(&cursor.folder, true).await?;
        if opened.validity != cursor.validity {
            return Err(crate::error::Error::new(
                crate::error::ErrorKind::Conflict,
                format!("the folder {:?} of {} was made anew: read it again", cursor.folder, self.place),
            ));
        }
        for some in uids.chunks(200) {
            let list: Vec<String> = some.iter().map(u32::to_string).collect();
            let command = format!("UID STORE {} +FLAGS.SILENT (\\Seen)", list.join(","));
            self.run("mark messages as read", &command).await?;
        }
        Ok(())
    }
}
