//! A signed-in session and the commands it runs.

use super::answer::{Answer, Condition, Fetched, Status};
use super::place::Place;
use super::utf7;
use super::wire::{Broken, LEAVE, Wire};
use crate::error::{Error, ErrorKind, Result};

/// The most bytes of an answer that holds no body.
const SHORT: usize = 64 << 10;

/// A session with a server, after sign-in.
pub(super) struct Session {
    pub(super) wire: Wire,
    pub(super) place: Place,
}

/// A folder that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opened {
    pub(super) count: u32,
    pub(super) validity: u32,
    pub(super) next: u32,
}

impl Session {
    /// Signs in over a line that has TLS already. `greeting` is what the server said first.
    pub(super) async fn sign_in(
        mut wire: Wire,
        place: Place,
        secret: &str,
        greeting: &Condition,
    ) -> Result<Self> {
        if greeting.status == Status::Authenticated {
            return Ok(Self { wire, place });
        }
        let capabilities = capabilities(&mut wire).await.map_err(|broken| broken.at(&place))?;
        let has = |name: &str| capabilities.iter().any(|known| known == name);
        let signed = if place.token {
            if !has("AUTH=XOAUTH2") {
                return Err(lacking(&place, "sign-in by token (XOAUTH2)", "use a password"));
            }
            let answer = format!("user={}\u{1}auth=Bearer {secret}\u{1}\u{1}", place.user);
            wire.run(SIGN_IN, "AUTHENTICATE XOAUTH2", &[&base64(&answer)], SHORT).await
        } else if has("AUTH=PLAIN") {
            let answer = format!("\0{}\0{secret}", place.user);
            wire.run(SIGN_IN, "AUTHENTICATE PLAIN", &[&base64(&answer)], SHORT).await
        } else if !has("LOGINDISABLED") && place.user.is_ascii() && secret.is_ascii() {
            let command = format!("LOGIN {} {}", quoted(&place.user), quoted(secret));
            wire.run(SIGN_IN, &command, &[], SHORT).await
        } else {
            return Err(lacking(&place, "sign-in by password", "give a token and `auth=xoauth2`"));
        };
        match signed {
            Ok(_) => Ok(Self { wire, place }),
            Err(Broken::Refused { condition, .. }) => Err(refused(&place, secret, &condition)),
            Err(broken) => Err(broken.at(&place)),
        }
    }

    /// Runs a command whose answers hold no body.
    pub(super) async fn run(&mut self, step: &'static str, command: &str) -> Result<Vec<Answer>> {
        self.run_with(step, command, &[], SHORT).await
    }

    /// Runs a command; see [`Wire::run`].
    pub(super) async fn run_with(
        &mut self,
        step: &'static str,
        command: &str,
        more: &[&[u8]],
        most: usize,
    ) -> Result<Vec<Answer>> {
        let done = self.wire.run(step, command, more, most).await;
        done.map(|(answers, _)| answers).map_err(|broken| broken.at(&self.place))
    }

    /// Opens a folder, without leave to change it unless `writing`.
    pub(super) async fn open(&mut self, folder: &str, writing: bool) -> Result<Opened> {
        let word = if writing { "SELECT" } else { "EXAMINE" };
        let command = format!("{word} {}", name(folder)?);
        let answers = match self.wire.run("open a folder", &command, &[], SHORT).await {
            Ok((answers, _)) => answers,
            Err(Broken::Refused { condition, .. }) if condition.status == Status::No => {
                return Err(Error::not_found(format!(
                    "{} has no folder {folder:?} that may be opened: list the folders",
                    self.place
                )));
            }
            Err(broken) => return Err(broken.at(&self.place)),
        };
        let mut opened = Opened { count: 0, validity: 0, next: 0 };
        for answer in answers {
            match answer {
                Answer::Exists(count) => opened.count = count,
                Answer::Condition(Condition { code: Some(code), .. }) => match code.split_once(' ') {
                    Some(("UIDVALIDITY", number)) => opened.validity = number.parse().unwrap_or_default(),
                    Some(("UIDNEXT", number)) => opened.next = number.parse().unwrap_or_default(),
                    _ => {}
                },
                _ => {}
            }
        }
        if opened.validity == 0 {
            return Err(lacking(&self.place, "lasting numbers of messages", "read this mailbox elsewhere"));
        }
        Ok(opened)
    }

    /// Fetches something of messages; bodies may have `most` bytes.
    pub(super) async fn fetch(&mut self, command: &str, most: usize) -> Result<Vec<Fetched>> {
        let answers = self.run_with("read messages", command, &[], most).await?;
        let fetched = answers.into_iter().filter_map(|answer| match answer {
            Answer::Fetch(fetched) => Some(fetched),
            _ => None,
        });
        Ok(fetched.collect())
    }

    /// Says goodbye; what was wanted is done, so that it does not matter how that ends.
    pub(super) async fn leave(mut self) {
        self.wire.patience = std::time::Duration::from_secs(2);
        if let Err(broken) = self.wire.run(LEAVE, "LOGOUT", &[], SHORT).await {
            tracing::debug!(server = %self.place, %broken, "a mailbox did not say goodbye");
        }
    }
}

const SIGN_IN: &str = "sign in";

/// Asks what the server can do.
pub(super) async fn capabilities(wire: &mut Wire) -> std::result::Result<Vec<String>, Broken> {
    let (answers, _) = wire.run("say what it can do", "CAPABILITY", &[], SHORT).await?;
    let lists = answers.into_iter().filter_map(|answer| match answer {
        Answer::Capabilities(list) => Some(list),
        _ => None,
    });
    Ok(lists.flatten().collect())
}

/// The error of a server that cannot do what is needed.
pub(super) fn lacking(place: &Place, what: &str, remedy: &str) -> Error {
    Error::unsupported(format!("{place} offers no {what}: {remedy}"))
}

/// The error of a sign-in that was refused, in the server's words unless they hold the secret.
fn refused(place: &Place, secret: &str, condition: &Condition) -> Error {
    let remedy = match place.token {
        true => "its token is not valid for this mailbox: get a new one",
        false => "wrong user or password: some servers want a password made for programs, or auth=xoauth2",
    };
    let code = condition.code.as_deref().unwrap_or_default();
    let kind = match code {
        "UNAVAILABLE" | "INUSE" => ErrorKind::Unavailable,
        _ => ErrorKind::Denied,
    };
    let mut words: String = condition.words.chars().filter(|c| !c.is_control()).take(160).collect();
    if secret.is_empty() || words.contains(secret) {
        words.clear();
    }
    let words = if words.is_empty() { words } else { format!(" (it says: {words})") };
    Error::new(kind, format!("{place} refuses the user {}: {remedy}{words}", place.user))
}

/// Writes the name of a folder.
pub(super) fn name(folder: &str) -> Result<String> {
    if folder.is_empty() || folder.len() > 1_000 || folder.contains(['\r', '\n', '\0']) {
        return Err(Error::invalid_input("not the name of a folder: take it from the list of folders"));
    }
    Ok(quoted(&utf7::encode(folder)))
}

/// Writes text without line ends in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn base64(text: &str) -> Vec<u8> {
    let mut encoded = Vec::new();
    // Writing to memory does not fail.
    let _ = mail_builder::encoders::base64::base64_encode_mime(text.as_bytes(), &mut encoded, true);
    encoded
}
