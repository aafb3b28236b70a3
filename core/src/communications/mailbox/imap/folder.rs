//! The folders of a mailbox, and what they are for (RFC 6154).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::session::Session;
use super::utf7;
use crate::error::{Error, Result};

/// The most folders of a mailbox that are looked at.
const FOLDERS: usize = 10_000;

/// A folder of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MailFolder {
    /// The name, with the folders above it.
    pub name: String,
    /// What it is for, where that is known.
    pub role: Option<FolderRole>,
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FolderRole {
    /// Where mail arrives.
    Inbox,
    /// Everything.
    All,
    /// What is put aside.
    Archive,
    /// What is being written.
    Drafts,
    /// Unwanted mail.
    Junk,
    /// What was sent.
    Sent,
    /// What was thrown away.
    Trash,
}

/// How programs name the folder of sent mail where the server does not tell.
const SENT: [&str; 13] = [
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
    "envoyés",
    "éléments envoyés",
    "enviados",
    "elementos enviados",
    "posta inviata",
    "verzonden items",
];

impl Session {
    /// Lists the folders that can be opened.
    pub(super) async fn folders(&mut self) -> Result<Vec<MailFolder>> {
        let answers = self.run("list its folders", "LIST \"\" \"*\"").await?;
        let mut folders: Vec<MailFolder> = answers.into_iter().filter_map(folder).take(FOLDERS).collect();
        if !folders.iter().any(|folder| folder.role == Some(FolderRole::Sent))
            && let Some(sent) = folders.iter_mut().find(|folder| is_sent(&folder.name))
        {
            sent.role = Some(FolderRole::Sent);
        }
        Ok(folders)
    }

    /// Returns the folder of sent mail, and those where sent mail is too.
    pub(super) async fn sent_folders(&mut self) -> Result<Vec<String>> {
        let folders = match &self.place.sent {
            Some(sent) => vec![sent.clone()],
            None => {
                let folders = self.folders().await?;
                let of = |role: FolderRole| {
                    folders
                        .iter()
                        .filter(move |folder| folder.role == Some(role))
                        .map(|folder| folder.name.clone())
                };
                of(FolderRole::Sent).take(1).chain(of(FolderRole::All).take(1)).collect()
            }
        };
        match folders.is_empty() {
            true => Err(Error::not_found(format!(
                "{} has no folder of sent mail that it names: add sent=FOLDER to the URL of the mailbox",
                self.place
            ))),
            false => Ok(folders),
        }
    }
}

fn folder(answer: Answer) -> Option<MailFolder> {
    let Answer::List { attributes, name } = answer else { return None };
    let name = utf7::decode(&String::from_utf8(name).ok()?);
    if attributes.iter().any(|attribute| matches!(attribute.as_str(), "\\NOSELECT" | "\\NONEXISTENT")) {
        return None;
    }
    let role = attributes.iter().find_map(|attribute| match attribute.as_str() {
        "\\ALL" => Some(FolderRole::All),
        "\\ARCHIVE" => Some(FolderRole::Archive),
        "\\DRAFTS" => Some(FolderRole::Drafts),
        "\\JUNK" => Some(FolderRole::Junk),
        "\\SENT" => Some(FolderRole::Sent),
        "\\TRASH" => Some(FolderRole::Trash),
        _ => None,
    });
    let inbox = name.eq_ignore_ascii_case("INBOX").then_some(FolderRole::Inbox);
    Some(MailFolder { name, role: role.or(inbox) })
}

/// Says whether a folder is named like one of sent mail; some servers keep all folders below the inbox.
fn is_sent(name: &str) -> bool {
    let lower = name.to_lowercase();
    let lower = lower.strip_prefix("inbox.").or_else(|| lower.strip_prefix("inbox/")).unwrap_or(&lower);
    SENT.contains(&lower)
}
