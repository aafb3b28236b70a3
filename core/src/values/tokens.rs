//! Cuts a text into chunks, and chunks into words, runs of digits and signs.
//!
//! Chunks bound the work: whatever a grammar does inside one cannot grow with the text.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters.
    Word,
    /// ASCII digits.
    Digits,
    /// One other character.
    Sign(char),
}

/// A token: offsets count from the start of its chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) shape: Shape,
    /// First character.
    pub(super) start: u32,
    /// One past the last character.
    pub(super) end: u32,
    pub(super) byte_start: u32,
    pub(super) byte_end: u32,
    /// Place of the lower-case form in [`Chunk::lower`].
    lower: (u32, u32),
    /// Whether space stands before it.
    pub(super) spaced: bool,
    /// Whether exactly one space (of any width) stands before it.
    pub(super) one_space: bool,
    /// Whether a line ends before it.
    pub(super) new_line: bool,
}

/// A stretch of text with its tokens.
#[derive(Debug)]
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    lower: String,
    /// Number of characters.
    pub(super) length: usize,
}

const CHUNK_BYTES: usize = 4 << 10;
const CHUNK_LIMIT: usize = 32 << 10;

/// Returns the length in bytes of the next chunk of `text`: up to the next empty line after 4 KiB, or else a
/// line's end, a space, or (against hostile text) 32 KiB.
pub(super) fn chunk_length(text: &str) -> usize {
    if text.len() <= CHUNK_BYTES {
        return text.len();
    }
    let mut limit = CHUNK_LIMIT.min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let bytes = &text.as_bytes()[..limit];
    let tail = bytes.get(CHUNK_BYTES..).unwrap_or_default();
    if let Some(at) = memchr::memmem::find(tail, b"\n\n") {
        return CHUNK_BYTES + at + 2;
    }
    if limit == text.len() {
        return limit;
    }
    let after = |at: usize| CHUNK_BYTES + at + 1;
    memchr::memrchr(b'\n', tail).or_else(|| memchr::memrchr(b' ', tail)).map_or(limit, after)
}

impl<'a> Chunk<'a> {
    /// Reads a chunk.
    pub(super) fn read(text: &'a str) -> Self {
        let mut chunk =
            Chunk { text, tokens: Vec::with_capacity(text.len() / 5 + 1), lower: String::new(), length: 0 };
        chunk.lower.reserve(text.len());
        let (mut spaces, mut new_line) = (0_u32, false);
        let mut characters = text.char_indices().peekable();
        let mut position = 0_u32;
        while let Some((byte, c)) = characters.next() {
            position += 1;
            if c.is_whitespace() || is_invisible(c) {
                spaces += 1;
                new_line |= c == '\n';
                continue;
            }
            let lower_start = chunk.lower.len() as u32;
            push_lower(&mut chunk.lower, c);
            let shape = shape(c);
            let mut token = Token {
                shape,
                start: position - 1,
                end: position,
                byte_start: byte as u32,
                byte_end: (byte + c.len_utf8()) as u32,
                lower: (lower_start, 0),
                spaced: spaces > 0 || byte == 0,
                one_space: spaces == 1 && !new_line,
                new_line: new_line || byte == 0,
            };
            if !matches!(shape, Shape::Sign(_)) {
                while let Some(&(at, next)) = characters.peek() {
                    if self::shape(next) != shape {
                        break;
                    }
                    push_lower(&mut chunk.lower, next);
                    position += 1;
                    token.end = position;
                    token.byte_end = (at + next.len_utf8()) as u32;
                    characters.next();
                }
            }
            token.lower.1 = chunk.lower.len() as u32;
            chunk.tokens.push(token);
            (spaces, new_line) = (0, false);
        }
        chunk.length = position as usize;
        chunk
    }

    /// Returns the lower-case form of a token; empty beyond the last.
    pub(super) fn lower(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| {
            self.lower.get(token.lower.0 as usize..token.lower.1 as usize).unwrap_or_default()
        })
    }

    /// Returns the words of a token as written.
    pub(super) fn written(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| {
            self.text.get(token.byte_start as usize..token.byte_end as usize).unwrap_or_default()
        })
    }
}

fn shape(c: char) -> Shape {
    if c.is_ascii_digit() {
        Shape::Digits
    } else if c.is_alphabetic() || is_mark(c) {
        Shape::Word
    } else {
        Shape::Sign(c)
    }
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Zero-width and soft-hyphen characters stand between words like spaces.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

fn push_lower(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        match c {
            '’' | '‘' | '´' => out.push('\''),
            '–' | '—' | '‐' | '‑' | '−' => out.push('-'),
            '…' => out.push('…'),
            'µ' => out.push('μ'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}
