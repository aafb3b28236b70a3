//! Finds the format of a file: by its content first, by its name where the content leaves it open.

use std::io::Cursor;

use super::text::encoding;
use super::{Format, image};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detected {
    /// A format that is read.
    Format(Format),
    /// It is protected by a password; the text names the kind of file.
    Encrypted(&'static str),
    /// It is not read; the text names what it is.
    Unsupported(&'static str),
    /// It has no bytes.
    Empty,
}

/// How many bytes tell the kind of a text.
const HEAD: usize = 8 << 10;

/// Returns the format, or `None` when this library does not read it.
pub fn detect(bytes: &[u8], name: &str) -> Option<Format> {
    match identify(bytes, name) {
        Detected::Format(format) => Some(format),
        _ => None,
    }
}

/// Says what a file is, also when it cannot be read.
pub fn identify(bytes: &[u8], name: &str) -> Detected {
    let extension = extension(name);
    if bytes.is_empty() {
        return Detected::Empty;
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    // Some programs put bytes before the header of a PDF; readers accept 1,024.
    if memchr::memmem::find(head.get(..head.len().min(1_024)).unwrap_or_default(), b"%PDF-").is_some() {
        return Detected::Format(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return archive(bytes, &extension);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound_file(bytes);
    }
    if head.starts_with(b"{\\rtf") {
        return Detected::Unsupported("an RTF document");
    }
    if image::kind(bytes).is_some() {
        return Detected::Format(Format::Image);
    }
    if let Some(kind) = binary(head) {
        return Detected::Unsupported(kind);
    }
    if !is_text(head) {
        return by_binary_extension(&extension).unwrap_or(Detected::Unsupported("an unknown binary file"));
    }
    text(head, &extension)
}

fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn by_binary_extension(extension: &str) -> Option<Detected> {
    Some(Detected::Format(match extension {
        "pdf" => Format::Pdf,
        "docx" | "docm" | "dotx" => Format::Docx,
        "xlsx" | "xlsm" | "xltx" => Format::Xlsx,
        "pptx" | "pptm" | "potx" | "ppsx" => Format::Pptx,
        "png" | "jpg" | "jpeg" | "tif" | "tiff" | "gif" | "bmp" | "webp" => Format::Image,
        _ => return None,
    }))
}

/// Tells a ZIP archive by the names inside.
fn archive(bytes: &[u8], extension: &str) -> Detected {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        // A cut archive has lost its list of names; its parser may still find the parts.
        return by_binary_extension(extension).unwrap_or(Detected::Unsupported("a damaged ZIP archive"));
    };
    let has = |prefix: &str| {
        archive.file_names().flatten().any(|name| name.trim_start_matches('/').starts_with(prefix))
    };
    if has("xl/workbook.bin") {
        return Detected::Unsupported("a binary Excel workbook (XLSB)");
    }
    let parts = [("word/", Format::Docx), ("xl/", Format::Xlsx), ("ppt/", Format::Pptx)];
    // An embedded workbook stands below `word/`, so the first match is the document itself.
    if let Some((_, format)) = parts.into_iter().find(|(prefix, _)| has(prefix)) {
        return Detected::Format(format);
    }
    if has("mimetype") || has("META-INF/container.xml") {
        let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
        let is = |kind: &[u8]| memchr::memmem::find(head, kind).is_some();
        return Detected::Unsupported(if is(b"opendocument.text") {
            "an OpenDocument text (ODT)"
        } else if is(b"opendocument.spreadsheet") {
            "an OpenDocument spreadsheet (ODS)"
        } else if is(b"opendocument.presentation") {
            "an OpenDocument presentation (ODP)"
        } else if is(b"epub") || has("META-INF/container.xml") {
            "an EPUB book"
        } else {
            "a ZIP archive"
        });
    }
    if has("[Content_Types].xml") {
        return by_binary_extension(extension).unwrap_or(Detected::Unsupported("an unknown Office file"));
    }
    Detected::Unsupported("a ZIP archive")
}

/// Tells a compound file (MS-CFB) by the names of its streams, which are UTF-16.
fn compound_file(bytes: &[u8]) -> Detected {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return Detected::Encrypted("an Office document");
    }
    Detected::Unsupported(if has("__properties_version1.0") || has("__substg1.0_") {
        "an Outlook message (MSG)"
    } else if has("WordDocument") {
        "a Word document of before 2007 (DOC)"
    } else if has("PowerPoint Document") {
        "a PowerPoint presentation of before 2007 (PPT)"
    } else if has("Workbook") || has("Book") {
        "an Excel workbook of before 2007 (XLS)"
    } else {
        "an Office file of before 2007"
    })
}

/// Names well-known binary files.
fn binary(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 16] = [
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"%!PS", "a PostScript file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"ID3", "a sound file"),
        (b"OggS", "a sound file"),
        (b"fLaC", "a sound file"),
        (b"RIFF", "a sound or video file"),
        (b"\x1aE\xdf\xa3", "a video file"),
        (b"\0asm", "a program"),
    ];
    if head.get(4..8) == Some(b"ftyp") {
        return Some("a video or HEIC picture");
    }
    KNOWN.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, name)| *name)
}

/// Says whether bytes are text: of any encoding, but without what only binary files hold.
fn is_text(head: &[u8]) -> bool {
    if matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || encoding::utf16_without_mark(head).is_some() {
        return true;
    }
    let strange = head
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0x1a))
        .count();
    strange * 200 <= head.len()
}

fn text(head: &[u8], extension: &str) -> Detected {
    let decoded = encoding::decode(head, None);
    let words = decoded.text.trim_start();
    let fields = mail_fields(words);
    let html = is_html(words);
    Detected::Format(match extension {
        "eml" | "mht" | "mhtml" => Format::Eml,
        "md" | "markdown" | "mdown" => Format::Markdown,
        "csv" | "tsv" | "tab" => Format::Csv,
        "html" | "htm" | "xhtml" => Format::Html,
        _ if html => Format::Html,
        "txt" | "text" | "log" if fields < 3 => Format::Text,
        _ if fields >= 2 => Format::Eml,
        _ => match by_binary_extension(extension) {
            // The name says it is something else: its parser will say what is wrong with it.
            Some(detected) => return detected,
            None => Format::Text,
        },
    })
}

fn is_html(words: &str) -> bool {
    let mut end = words.len().min(2_048);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let head = words.get(..end).unwrap_or_default().to_ascii_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<') && ["<html", "<head", "<body"].iter().any(|tag| head.contains(tag)))
}

/// Counts the fields of a mail's header at the top of a text.
fn mail_fields(words: &str) -> usize {
    const FIELDS: [&str; 16] = [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "content-type",
        "reply-to",
        "sender",
        "dkim-signature",
        "references",
        "in-reply-to",
    ];
    let mut count = 0;
    for (index, line) in words.lines().enumerate() {
        if line.trim().is_empty() {
            break;
        }
        let folded = line.starts_with([' ', '\t']);
        let mailbox = index == 0 && line.starts_with("From ");
        if folded || mailbox {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        count += usize::from(FIELDS.contains(&name.to_ascii_lowercase().as_str()));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(names: &[(&str, &str)]) -> Vec<u8> {
        use std::io::Write as _;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in names {
            let stored =
                zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            writer.start_file(*name, stored).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn compound(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend([0; 504]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn content_counts_more_than_the_name() {
        let cases: [(&[u8], &str, Format); 9] = [
            (b"%PDF-1.7\n", "letter.docx", Format::Pdf),
            (b"  <!DOCTYPE html><p>x", "page.txt", Format::Html),
            (b"<html><body>x", "report.xls", Format::Html),
            (b"From: a@b.c\nSubject: x\nDate: today\n\nhi", "mail.txt", Format::Eml),
            (b"From someone Mon\nFrom: a@b.c\nSubject: x\n\nhi", "mail", Format::Eml),
            (b"To: you\nnot a mail", "note.txt", Format::Text),
            (b"# Title", "note.md", Format::Markdown),
            (b"a;b\n1;2\n", "list.csv", Format::Csv),
            (b"\x89PNG\r\n\x1a\n", "scan.dat", Format::Image),
        ];
        for (bytes, name, format) in cases {
            assert_eq!(identify(bytes, name), Detected::Format(format), "{name}");
        }
        let docx =
            zip(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/embeddings/x.xlsx", "")]);
        assert_eq!(identify(&docx, "letter.zip"), Detected::Format(Format::Docx));
        let xlsx = zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]);
        assert_eq!(identify(&xlsx, "x"), Detected::Format(Format::Xlsx));
    }

    #[test]
    fn what_is_not_read_is_named() {
        let odt = zip(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
        for (bytes, name, wanted) in [
            (odt, "a.odt", "ODT"),
            (zip(&[("a.txt", "x")]), "a.zip", "ZIP"),
            (compound("WordDocument"), "a.doc", "DOC"),
            (compound("__substg1.0_"), "a.msg", "MSG"),
            (b"{\\rtf1".to_vec(), "a.rtf", "RTF"),
            (b"\x1f\x8b\x08\0\0\0".to_vec(), "a.gz", "gzip"),
            (vec![0, 1, 2, 3, 4, 5], "a.bin", "unknown binary"),
        ] {
            match identify(&bytes, name) {
                Detected::Unsupported(what) => assert!(what.contains(wanted), "{name}: {what}"),
                other => panic!("{name}: {other:?}"),
            }
        }
        assert_eq!(
            identify(&compound("EncryptedPackage"), "a.docx"),
            Detected::Encrypted("an Office document")
        );
        assert_eq!(identify(b"", "a.pdf"), Detected::Empty);
    }

    #[test]
    fn a_damaged_file_keeps_the_format_of_its_name() {
        assert_eq!(identify(b"\0\x01\x02\x03\xff\xfe", "a.pdf"), Detected::Format(Format::Pdf));
        assert_eq!(identify(b"PK\x03\x04cut", "a.docx"), Detected::Format(Format::Docx));
        assert_eq!(identify(b"just words", "a.docx"), Detected::Format(Format::Docx));
    }
}
