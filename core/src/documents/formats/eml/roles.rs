//! Tells what the sender wrote from what is quoted and from the signature.
//!
//! Marked quotes (`>`, `<blockquote>`) come marked from the readers of text and HTML. Here come the marks
//! that are words: `On … wrote:`, the header block that Outlook puts above the history, and the closing
//! formula above a name. English, German, French, Spanish, Italian, Portuguese and Dutch.

use crate::documents::formats::piece::{Content, Piece};
use crate::documents::model::BlockKind;

/// The most text that can follow a closing formula and still be a signature, in characters.
const SIGNATURE: usize = 900;
/// The most text between the start of an attribution line and its end.
const ATTRIBUTION: usize = 320;

const FORMULAS: [&str; 44] = [
    "all the best",
    "atenciosamente",
    "atentamente",
    "beste grüße",
    "beste grüsse",
    "best",
    "best regards",
    "best wishes",
    "bien cordialement",
    "cheers",
    "cordiali saluti",
    "cordialement",
    "distinti saluti",
    "freundliche grüße",
    "freundliche grüsse",
    "gruß",
    "grüße",
    "herzliche grüße",
    "herzliche grüsse",
    "kind regards",
    "kindest regards",
    "lg",
    "liebe grüße",
    "liebe grüsse",
    "many thanks",
    "met vriendelijke groet",
    "mfg",
    "mit besten grüßen",
    "mit freundlichem gruß",
    "mit freundlichen grüßen",
    "mit freundlichen grüssen",
    "regards",
    "saludos",
    "saludos cordiales",
    "schöne grüße",
    "sincerely",
    "thanks",
    "thank you",
    "vg",
    "viele grüße",
    "viele grüsse",
    "warm regards",
    "yours faithfully",
    "yours sincerely",
];

/// Gives each piece of a mail's body its role.
pub(super) fn assign(pieces: Vec<Piece>) -> Vec<Piece> {
    let pieces = split_closings(quote_history(pieces));
    mark_signature(pieces)
}

/// Marks everything below `-----Original Message-----`, a header block, or `On … wrote:` as quoted.
fn quote_history(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut quoting = false;
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        if quoting {
            out.push(quoted(piece));
            continue;
        }
        let next = pieces.peek();
        let start = match &piece.content {
            Content::Text(BlockKind::Quote { .. } | BlockKind::Hidden, _) => Start::None,
            Content::Text(_, words) => start_of_history(words, next),
            Content::KeyValue(name, _) if is_sender(name) && next.is_some_and(continues_header) => Start::All,
            Content::KeyValue(..) | Content::Table(_) => Start::None,
        };
        match start {
            Start::None => out.push(piece),
            // The answer may go on between quoted lines.
            Start::Line => out.push(quoted(piece)),
            Start::All => {
                quoting = true;
                out.push(quoted(piece));
            }
            Start::At(byte) => {
                quoting = true;
                let (above, below) = split(piece, byte);
                out.extend(above);
                out.extend(below.map(quoted));
            }
        }
    }
    out
}

enum Start {
    None,
    /// Only this line belongs to the quote that follows.
    Line,
    /// Everything from here on is quoted.
    All,
    /// Everything from this byte of the piece on is quoted.
    At(usize),
}

fn start_of_history(words: &str, next: Option<&Piece>) -> Start {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_attribution(&one_line) {
        let marked =
            matches!(next.map(|piece| &piece.content), Some(Content::Text(BlockKind::Quote { .. }, _)));
        return if marked { Start::Line } else { Start::All };
    }
    let mut byte = 0;
    for line in words.split_inclusive('\n') {
        let after = words.get(byte + line.len()..).unwrap_or_default();
        if is_divider(line) || is_header_block(line, after) {
            return if byte == 0 { Start::All } else { Start::At(byte) };
        }
        // An attribution often is the last line of the paragraph above the quote.
        if byte > 0
            && is_attribution(
                &words.get(byte..).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
            )
        {
            return Start::At(byte);
        }
        byte += line.len();
    }
    // `From: …` on its own, with `Sent: …` in the next block.
    match words.split_once(':') {
        Some((name, _)) if is_sender(name) && next.is_some_and(continues_header) => Start::All,
        _ => Start::None,
    }
}

/// Says whether a line is `On 3 May 2024, Ann wrote:` or the like.
fn is_attribution(line: &str) -> bool {
    if line.chars().count() > ATTRIBUTION {
        return false;
    }
    let lower = line.trim_end_matches(['*', ' ']).to_lowercase();
    let Some(lower) = lower.strip_suffix(':') else { return false };
    let lower = lower.trim_start_matches(['*', '_', ' ', '>']);
    let starts = ["on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "a "]
        .iter()
        .any(|word| lower.starts_with(word));
    let says = ["wrote", "schrieb", "a écrit", "escribió", "ha scritto", "escreveu", "schreef", "geschreven"]
        .iter()
        .any(|word| lower.contains(word));
    let dated = lower.chars().any(|c| c.is_ascii_digit());
    says && dated && (starts || lower.contains('@'))
}

fn is_divider(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let words = lower.trim_matches(['-', ' ', '_', '>']);
    lower.starts_with("--")
        && [
            "original message",
            "ursprüngliche nachricht",
            "originalnachricht",
            "forwarded message",
            "weitergeleitete nachricht",
            "message d'origine",
            "message transféré",
            "mensaje original",
            "mensaje reenviado",
            "messaggio originale",
            "mensagem original",
            "oorspronkelijk bericht",
            "original-nachricht",
            "original email",
        ]
        .iter()
        .any(|known| words.starts_with(known))
}

/// Says whether a line starts the header block of the message below it.
fn is_header_block(line: &str, after: &str) -> bool {
    let name = |line: &str| {
        line.trim_start_matches(['*', '>', ' '])
            .split_once(':')
            .map(|(name, _)| name.trim_matches(['*', ' ']).to_lowercase())
    };
    if !name(line).is_some_and(|name| is_sender(&name)) {
        return false;
    }
    after
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(5)
        .filter_map(name)
        .filter(|name| is_envelope(name))
        .count()
        >= 2
}

fn is_sender(name: &str) -> bool {
    let name = name.trim().trim_matches('*').to_lowercase();
    matches!(name.as_str(), "from" | "von" | "de" | "da" | "van")
}

fn is_envelope(name: &str) -> bool {
    matches!(
        name.trim().trim_matches('*').to_lowercase().as_str(),
        "sent"
            | "date"
            | "to"
            | "cc"
            | "subject"
            | "gesendet"
            | "datum"
            | "an"
            | "betreff"
            | "envoyé"
            | "à"
            | "objet"
            | "enviado"
            | "enviado el"
            | "para"
            | "asunto"
            | "inviato"
            | "data"
            | "a"
            | "oggetto"
            | "assunto"
            | "verzonden"
            | "aan"
            | "onderwerp"
    )
}

fn continues_header(next: &Piece) -> bool {
    match &next.content {
        Content::KeyValue(name, _) => is_envelope(name),
        Content::Text(_, words) => words.split_once(':').is_some_and(|(name, _)| is_envelope(name)),
        Content::Table(_) => false,
    }
}

fn quoted(piece: Piece) -> Piece {
    let Piece { content, start, end } = piece;
    let words = match content {
        Content::Text(BlockKind::Quote { depth }, words) => {
            return Piece::text(BlockKind::Quote { depth: depth.saturating_add(1) }, words, start, end);
        }
        Content::Text(BlockKind::Hidden, words) => return Piece::text(BlockKind::Hidden, words, start, end),
        Content::Text(_, words) => words,
        Content::KeyValue(name, value) => format!("{name}: {value}"),
        Content::Table(cells) => {
            let rows = cells.chunk_by(|left, right| left.row == right.row);
            let row = |row: &[crate::documents::build::CellText]| {
                row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\t")
            };
            rows.map(row).collect::<Vec<_>>().join("\n")
        }
    };
    Piece::text(BlockKind::Quote { depth: 1 }, words, start, end)
}

/// Cuts a piece of text in two at a byte of its words; both keep the range of the whole.
fn split(piece: Piece, byte: usize) -> (Option<Piece>, Option<Piece>) {
    let Piece { content, start, end } = piece;
    let Content::Text(kind, words) = content else {
        return (Some(Piece { content, start, end }), None);
    };
    let (above, below) = words.split_at_checked(byte).unwrap_or((&words, ""));
    let make = |words: &str, kind: BlockKind| {
        (!words.trim().is_empty()).then(|| Piece::text(kind, words.trim(), start, end))
    };
    (make(above, kind), make(below, BlockKind::Paragraph))
}

/// Sets a closing formula apart from the paragraph it ends.
fn split_closings(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Content::Text(BlockKind::Paragraph | BlockKind::ListItem { .. }, words) = &piece.content else {
            out.push(piece);
            continue;
        };
        let mut byte = 0;
        let mut found = None;
        for line in words.split_inclusive('\n') {
            if byte > 0 && is_formula(line) {
                found = Some(byte);
            }
            byte += line.len();
        }
        match found {
            Some(byte) => {
                let (above, below) = split(piece, byte);
                out.extend(above);
                out.extend(below);
            }
            None => out.push(piece),
        }
    }
    out
}

fn is_formula(line: &str) -> bool {
    let line = line.trim().trim_end_matches([',', '.', '!', '-', '–']).trim_end().to_lowercase();
    if line.chars().count() > 60 {
        return false;
    }
    FORMULAS.contains(&line.as_str())
        || ["mit freundlichen grüßen aus ", "viele grüße aus ", "beste grüße aus ", "liebe grüße aus "]
            .iter()
            .any(|start| line.starts_with(start))
}

/// Marks the closing formula and what follows it, when it is short enough to be a name and address.
fn mark_signature(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let is_own = |piece: &Piece| {
        !matches!(piece.content, Content::Text(BlockKind::Quote { .. } | BlockKind::Hidden, _))
    };
    let start = pieces.iter().position(|piece| {
        let first = piece.words().and_then(|words| words.lines().next()).unwrap_or_default();
        is_own(piece) && is_formula(first)
    });
    // A mail that begins with thanks or greetings is not a signature.
    let Some(start) = start.filter(|&start| pieces.iter().take(start).any(is_own)) else { return pieces };
    let tail = pieces.iter().skip(start).take_while(|piece| is_own(piece));
    let length: usize = tail.map(|piece| piece.words().map_or(60, |words| words.chars().count())).sum();
    // A long text goes on after it: then the formula was part of a sentence, or a greeting on top.
    if length > SIGNATURE {
        return pieces;
    }
    for piece in pieces.iter_mut().skip(start) {
        if !is_own(piece) {
            break;
        }
        match &mut piece.content {
            Content::Text(kind, _) => *kind = BlockKind::Signature,
            Content::KeyValue(name, value) => {
                piece.content = Content::Text(BlockKind::Signature, format!("{name}: {value}"));
            }
            Content::Table(_) => {}
        }
    }
    pieces
}
