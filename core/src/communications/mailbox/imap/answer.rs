//! What a server says, as far as this client asks for it (RFC 3501, section 7).

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word, with what stands in its square brackets.
    Atom(Vec<u8>),
    /// Text in quotation marks, or a literal.
    Text(Vec<u8>),
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
}

/// How a command, or the server, is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    No,
    Bad,
    Authenticated,
    Bye,
}

/// A status with its code, such as `UIDNEXT 7`, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) status: Status,
    pub(super) code: Option<String>,
    pub(super) words: String,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// The server waits for more.
    Continue,
    /// A command is done.
    Done { tag: String, condition: Condition },
    /// Something that belongs to no command.
    Condition(Condition),
    /// What the server can do, in capitals.
    Capabilities(Vec<String>),
    /// How many messages the folder holds.
    Exists(u32),
    /// A folder.
    List { attributes: Vec<String>, name: Vec<u8> },
    /// Messages that were found.
    Search(Vec<u32>),
    /// A message.
    Fetch(Fetched),
    /// What nobody asked for.
    Other,
}

/// What was asked of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Fetched {
    pub(super) uid: Option<u32>,
    pub(super) size: Option<u32>,
    pub(super) body: Option<Vec<u8>>,
}

/// Reads a line whose rest is free text: a continuation or a condition.
pub(super) fn plain(line: &[u8]) -> Option<Answer> {
    if line.first() == Some(&b'+') {
        return Some(Answer::Continue);
    }
    let text = String::from_utf8_lossy(line);
    let (tag, rest) = text.split_once(' ')?;
    let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let status = match word.to_ascii_uppercase().as_str() {
        "OK" => Status::Ok,
        "NO" => Status::No,
        "BAD" => Status::Bad,
        "PREAUTH" => Status::Authenticated,
        "BYE" => Status::Bye,
        _ => return None,
    };
    let (code, words) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((code, words)) => (Some(code.to_owned()), words.trim()),
        None => (None, rest.trim()),
    };
    let condition = Condition { status, code, words: words.to_owned() };
    match tag {
        "*" => Some(Answer::Condition(condition)),
        _ => Some(Answer::Done { tag: tag.to_owned(), condition }),
    }
}

/// Cuts a line into tokens; `None` for what no server says.
pub(super) fn tokens(line: &[u8], into: &mut Vec<Token>) -> Option<()> {
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        match byte {
            b' ' => at += 1,
            b'(' | b')' => {
                into.push(if byte == b'(' { Token::Open } else { Token::Close });
                at += 1;
            }
            b'"' => {
                let (text, length) = quoted(line.get(at + 1..)?)?;
                into.push(Token::Text(text));
                at += 1 + length;
            }
            _ => {
                let length = atom(line.get(at..)?)?;
                into.push(Token::Atom(line.get(at..at + length)?.to_vec()));
                at += length;
            }
        }
    }
    Some(())
}

/// Reads to the closing quotation mark; returns the text and how far it went.
fn quoted(rest: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut text = Vec::new();
    let mut bytes = rest.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        match byte {
            b'"' => return Some((text, at + 1)),
            b'\\' => text.push(*bytes.next()?.1),
            0 => return None,
            _ => text.push(byte),
        }
    }
    None
}

/// The length of a word; `BODY[HEADER.FIELDS (DATE)]<0>` is one.
fn atom(rest: &[u8]) -> Option<usize> {
    let mut inside = false;
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            b'[' => inside = true,
            b']' => inside = false,
            b' ' | b'(' | b')' | b'"' if !inside => return Some(at),
            0 => return None,
            _ => {}
        }
    }
    (!inside).then_some(rest.len())
}

/// Understands the tokens after the star; `None` for what no server says.
pub(super) fn read(tokens: &[Token]) -> Option<Answer> {
    let first = word(tokens.first()?)?;
    match first.as_str() {
        "CAPABILITY" => Some(Answer::Capabilities(tokens.iter().skip(1).filter_map(word).collect())),
        "SEARCH" => tokens.iter().skip(1).map(number).collect::<Option<_>>().map(Answer::Search),
        "LIST" => list(tokens),
        _ => match (number(tokens.first()?), tokens.get(1).and_then(word).as_deref()) {
            (Some(count), Some("EXISTS")) => Some(Answer::Exists(count)),
            (Some(_), Some("FETCH")) => fetch(tokens.get(2..)?).map(Answer::Fetch),
            _ => Some(Answer::Other),
        },
    }
}

fn list(tokens: &[Token]) -> Option<Answer> {
    let close = tokens.iter().position(|token| *token == Token::Close)?;
    if tokens.get(1) != Some(&Token::Open) {
        return None;
    }
    let attributes = tokens.get(2..close)?.iter().filter_map(word).collect();
    match tokens.get(close + 1..)? {
        [_, Token::Atom(name) | Token::Text(name), ..] => {
            Some(Answer::List { attributes, name: name.clone() })
        }
        _ => None,
    }
}

fn fetch(tokens: &[Token]) -> Option<Fetched> {
    let mut rest = tokens.strip_prefix(&[Token::Open])?.strip_suffix(&[Token::Close])?;
    let mut fetched = Fetched::default();
    while let Some((name, after)) = rest.split_first() {
        let name = word(name)?;
        let length = value(after)?;
        let first = after.first()?;
        match name.as_str() {
            "UID" => fetched.uid = Some(number(first)?),
            "RFC822.SIZE" => fetched.size = Some(number(first)?),
            name if name.starts_with("BODY[") => {
                if let Token::Text(body) = first {
                    fetched.body = Some(body.clone());
                }
            }
            _ => {}
        }
        rest = after.get(length..)?;
    }
    Some(fetched)
}

/// How many tokens a value takes: one, or a list to its end.
fn value(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.checked_sub(1)?,
            Token::Atom(_) | Token::Text(_) => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

fn word(token: &Token) -> Option<String> {
    match token {
        Token::Atom(word) => Some(String::from_utf8_lossy(word).to_ascii_uppercase()),
        _ => None,
    }
}

fn number(token: &Token) -> Option<u32> {
    match token {
        Token::Atom(word) => std::str::from_utf8(word).ok()?.parse().ok(),
        _ => None,
    }
}
