//! The line to a server: what it may say at once, and how long it may take.

use std::time::Duration;

use thiserror::Error as Fault;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use super::answer::{self, Answer, Condition, Status, Token};
use crate::error::{Error, ErrorKind};

/// The longest line of a server, without its literals.
const LINE: usize = 64 << 10;
/// The most pieces of one answer.
const TOKENS: usize = 10_000;
/// The most answers to one command.
const ANSWERS: usize = 20_000;
/// The most that a server may say to one command, beside the bodies that were asked for.
const SAID: usize = 4 << 20;
/// How long a command may take.
pub(super) const STEP: Duration = Duration::from_secs(30);
/// The most characters of a server's own words in an error.
const WORDS: usize = 160;

/// A connection, with or without TLS.
pub(super) trait Line: AsyncRead + AsyncWrite + Send + Unpin {}
impl<L: AsyncRead + AsyncWrite + Send + Unpin> Line for L {}

/// What goes wrong with a server.
#[derive(Debug, Fault)]
pub(super) enum Broken {
    #[error("the connection broke")]
    Cut(#[source] std::io::Error),
    #[error("the server hung up{}", said(.0))]
    HungUp(Option<String>),
    #[error("no answer within {0:?}")]
    Slow(Duration),
    #[error("answers what no IMAP server answers: correct host and port")]
    Strange,
    #[error("says more than a server may: more than {0} bytes at once")]
    Endless(usize),
    #[error("refuses to {step}{}", said(&Some(.condition.words.clone())))]
    Refused { step: &'static str, condition: Condition },
}

fn said(words: &Option<String>) -> String {
    let shown = |words: &String| -> String {
        words.chars().filter(|c| !c.is_control()).take(WORDS).collect::<String>().trim().to_owned()
    };
    words.as_ref().map(shown).filter(|words| !words.is_empty()).map_or_else(String::new, |w| format!(": {w}"))
}

impl Broken {
    /// Makes the error of the crate, about a server.
    pub(super) fn at(self, place: impl std::fmt::Display) -> Error {
        let kind = match &self {
            Self::Cut(_) | Self::HungUp(_) | Self::Slow(_) => ErrorKind::Unavailable,
            Self::Strange => ErrorKind::Unsupported,
            Self::Endless(_) => ErrorKind::LimitExceeded,
            Self::Refused { condition, .. } => match condition.code.as_deref() {
                Some("UNAVAILABLE" | "INUSE" | "OVERQUOTA" | "LIMIT") => ErrorKind::Unavailable,
                Some("NONEXISTENT" | "TRYCREATE") => ErrorKind::NotFound,
                _ => ErrorKind::Denied,
            },
        };
        let error = Error::new(kind, self.to_string()).about(place);
        match self {
            Self::Cut(source) => error.with_source(source),
            _ => error,
        }
    }
}

/// A line to a server, with the number of the last command.
pub(super) struct Wire {
    line: BufReader<Box<dyn Line>>,
    commands: u32,
    /// How long a command may take.
    pub(super) patience: Duration,
}

impl Wire {
    pub(super) fn new(line: Box<dyn Line>) -> Self {
        Self { line: BufReader::new(line), commands: 0, patience: STEP }
    }

    /// Gives the line back for TLS. What the server said before TLS must have been read: somebody else may have
    /// said the rest.
    pub(super) fn into_line(self) -> Result<Box<dyn Line>, Broken> {
        if self.line.buffer().is_empty() { Ok(self.line.into_inner()) } else { Err(Broken::Strange) }
    }

    /// Waits for the greeting.
    pub(super) async fn greeting(&mut self) -> Result<Condition, Broken> {
        let patience = self.patience;
        let greeting = async {
            let mut left = SAID;
            match self.answer(0, &mut left).await? {
                Answer::Condition(condition) if condition.status == Status::Bye => {
                    Err(Broken::HungUp(Some(condition.words)))
                }
                Answer::Condition(condition) => Ok(condition),
                _ => Err(Broken::Strange),
            }
        };
        tokio::time::timeout(patience, greeting).await.map_err(|_| Broken::Slow(patience))?
    }

    /// Runs a command and returns what the server said to it, and how it ended. Literals of answers may have
    /// `most` bytes. `more` is said, one line after the other, whenever the server waits for more.
    pub(super) async fn run(
        &mut self,
        step: &'static str,
        command: &str,
        more: &[&[u8]],
        most: usize,
    ) -> Result<(Vec<Answer>, Condition), Broken> {
        let patience = self.patience;
        tokio::time::timeout(patience, self.converse(step, command, more, most))
            .await
            .map_err(|_| Broken::Slow(patience))?
    }

    async fn converse(
        &mut self,
        step: &'static str,
        command: &str,
        more: &[&[u8]],
        most: usize,
    ) -> Result<(Vec<Answer>, Condition), Broken> {
        self.commands += 1;
        let own = format!("s{}", self.commands);
        self.say(&[own.as_bytes(), b" ", command.as_bytes(), b"\r\n"]).await?;
        let (mut answers, mut more, mut left) = (Vec::new(), more.iter(), SAID + most);
        loop {
            match self.answer(most, &mut left).await? {
                // A server that goes on asking gets empty lines, which end a sign-in that failed.
                Answer::Continue => self.say(&[more.next().copied().unwrap_or_default(), b"\r\n"]).await?,
                Answer::Done { tag, condition } if tag == own => match condition.status {
                    Status::Ok => return Ok((answers, condition)),
                    _ => return Err(Broken::Refused { step, condition }),
                },
                Answer::Done { .. } => return Err(Broken::Strange),
                Answer::Condition(condition) if condition.status == Status::Bye && step != LEAVE => {
                    return Err(Broken::HungUp(Some(condition.words)));
                }
                Answer::Other => {}
                answer => answers.push(answer),
            }
            if answers.len() > ANSWERS {
                return Err(Broken::Endless(SAID));
            }
        }
    }

    async fn say(&mut self, parts: &[&[u8]]) -> Result<(), Broken> {
        for part in parts {
            self.line.write_all(part).await.map_err(Broken::Cut)?;
        }
        self.line.flush().await.map_err(Broken::Cut)
    }

    async fn answer(&mut self, most: usize, left: &mut usize) -> Result<Answer, Broken> {
        let mut line = self.read_line(left).await?;
        if let Some(answer) = answer::plain(&line) {
            return Ok(answer);
        }
        let mut tokens = Vec::new();
        loop {
            let announced = announced(&line)?;
            let text = announced.map_or(&*line, |(start, _)| &line[..start]);
            answer::tokens(text, &mut tokens).ok_or(Broken::Strange)?;
            let Some((_, length)) = announced else { break };
            if length > most.max(LINE) || length > *left {
                return Err(Broken::Endless(most.max(LINE)));
            }
            *left -= length;
            // The buffer grows with what comes, not with what is announced.
            let mut literal = Vec::new();
            let mut limited = (&mut self.line).take(length as u64);
            let got = limited.read_to_end(&mut literal).await.map_err(Broken::Cut)?;
            if got < length {
                return Err(Broken::HungUp(None));
            }
            tokens.push(Token::Text(literal));
            if tokens.len() > TOKENS {
                return Err(Broken::Strange);
            }
            line = self.read_line(left).await?;
        }
        match tokens.split_first() {
            Some((Token::Atom(star), rest)) if star == b"*" && rest.len() <= TOKENS => {
                answer::read(rest).ok_or(Broken::Strange)
            }
            _ => Err(Broken::Strange),
        }
    }

    /// Reads a line without its end.
    async fn read_line(&mut self, left: &mut usize) -> Result<Vec<u8>, Broken> {
        let mut line = Vec::new();
        loop {
            let buffer = self.line.fill_buf().await.map_err(Broken::Cut)?;
            if buffer.is_empty() {
                return Err(Broken::HungUp(None));
            }
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.map_or(buffer.len(), |end| end + 1)];
            let length = part.len();
            if line.len() + length > LINE || length > *left {
                return Err(Broken::Endless(LINE));
            }
            *left -= length;
            line.extend_from_slice(part);
            self.line.consume(length);
            if end.is_some() {
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                if line.contains(&0) {
                    return Err(Broken::Strange);
                }
                return Ok(line);
            }
        }
    }
}

/// The step after which a server may hang up.
pub(super) const LEAVE: &str = "end the session";

/// The literal that a line announces at its end, `{7}`: where the announcement starts, and the length.
fn announced(line: &[u8]) -> Result<Option<(usize, usize)>, Broken> {
    let Some(rest) = line.strip_suffix(b"}") else { return Ok(None) };
    let Some(start) = memchr::memrchr(b'{', rest) else { return Ok(None) };
    let digits = std::str::from_utf8(&rest[start + 1..]).unwrap_or_default();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    // More digits than a number has are more bytes than anybody may send.
    let length = digits.parse().map_err(|_| Broken::Endless(LINE))?;
    Ok(Some((start, length)))
}
