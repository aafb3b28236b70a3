//! Pictures of pages: the picture itself is handed to OCR; here its kind and size are checked.

use super::{Input, Parser};
use crate::documents::DocumentBuilder;
use crate::documents::model::PageImage;
use crate::error::{Error, Result};

/// The parser.
pub(super) struct Image;

/// The most pixels: a sheet of A3 at 600 dots per inch is 70 million.
const PIXELS: u64 = 150_000_000;

impl Parser for Image {
    fn parse(&self, input: Input<'_>, out: &mut DocumentBuilder) -> Result<()> {
        let kind = kind(input.bytes).ok_or_else(|| Error::corrupt("is not a picture that can be read"))?;
        let size = size(kind, input.bytes);
        if let Some((width, height)) = size {
            if width == 0 || height == 0 {
                return Err(Error::corrupt("has no pixels"));
            }
            // A small file can claim a picture of gigabytes.
            if u64::from(width) * u64::from(height) > PIXELS {
                return Err(Error::limit_exceeded(format!(
                    "has {width} x {height} pixels, more than {PIXELS}"
                )));
            }
            out.metadata().other.insert("width".to_owned(), width.to_string());
            out.metadata().other.insert("height".to_owned(), height.to_string());
        }
        out.image(PageImage { page: 1, bytes: input.bytes.to_vec(), dpi: resolution(kind, input.bytes) })?;
        out.note("needs_ocr", "the page is a picture: its text must be recognised", Some(1));
        Ok(())
    }
}

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Png,
    Jpeg,
    Tiff,
    Gif,
    Bmp,
    Webp,
    Pnm,
}

/// Tells the format of a picture by its first bytes.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    Some(match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Kind::Tiff,
        [b'G', b'I', b'F', b'8', ..] => Kind::Gif,
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Kind::Bmp,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
        [b'P', b'1'..=b'6', b' ' | b'\n' | b'\r' | b'\t', ..] => Kind::Pnm,
        _ => return None,
    })
}

fn be16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads width and height in pixels from the header, where it is simple to find.
fn size(kind: Kind, bytes: &[u8]) -> Option<(u32, u32)> {
    match kind {
        Kind::Png => Some((be32(bytes, 16)?, be32(bytes, 20)?)),
        Kind::Gif => Some((le16(bytes, 6)?, le16(bytes, 8)?)),
        Kind::Bmp => Some((le32(bytes, 18)?, le32(bytes, 22)?.cast_signed().unsigned_abs())),
        Kind::Jpeg => jpeg_frame(bytes),
        Kind::Pnm => {
            let text = String::from_utf8_lossy(bytes.get(..bytes.len().min(512))?).into_owned();
            let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
            let mut words = lines.flat_map(str::split_whitespace).skip(1);
            Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
        }
        Kind::Tiff => tiff_size(bytes),
        Kind::Webp => match bytes.get(12..16)? {
            b"VP8X" => {
                let three = |at: usize| Some(le16(bytes, at)? | u32::from(*bytes.get(at + 2)?) << 16);
                Some((three(24)? + 1, three(27)? + 1))
            }
            _ => None,
        },
    }
}

/// Walks the segments of a JPEG to its frame header (ITU T.81, B.2.2).
fn jpeg_frame(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((be16(bytes, at + 7)?, be16(bytes, at + 5)?));
            }
            _ => at += 2 + be16(bytes, at + 2)?.max(2) as usize,
        }
    }
}

/// Reads the first directory of a TIFF: tags 256 and 257 (TIFF 6.0, section 2).
fn tiff_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let little = bytes.first() == Some(&b'I');
    let short = |at| if little { le16(bytes, at) } else { be16(bytes, at) };
    let long = |at| if little { le32(bytes, at) } else { be32(bytes, at) };
    let directory = long(4)? as usize;
    let entries = short(directory)?;
    let (mut width, mut height) = (None, None);
    for entry in 0..entries as usize {
        let at = directory.checked_add(2)?.checked_add(entry * 12)?;
        let value = if short(at + 2)? == 3 { short(at + 8)? } else { long(at + 8)? };
        match short(at)? {
            256 => width = Some(value),
            257 => height = Some(value),
            _ => {}
        }
    }
    width.zip(height)
}

/// Reads the resolution in dots per inch.
fn resolution(kind: Kind, bytes: &[u8]) -> Option<u32> {
    let dpi = match kind {
        Kind::Png => {
            let head = bytes.get(..bytes.len().min(4096))?;
            let at = memchr::memmem::find(head, b"pHYs")?;
            // Unit 1 is the metre.
            let metric = *bytes.get(at + 12)? == 1;
            let per_metre = be32(bytes, at + 4).filter(|_| metric)?;
            (u64::from(per_metre) * 254 + 5_000) / 10_000
        }
        Kind::Jpeg if bytes.get(6..11) == Some(b"JFIF\0") => {
            let density = u64::from(be16(bytes, 14)?);
            match bytes.get(13)? {
                1 => density,
                2 => density * 254 / 100,
                _ => return None,
            }
        }
        _ => return None,
    };
    u32::try_from(dpi).ok().filter(|dpi| (50..=2_400).contains(dpi))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Budget, Format};
    use crate::error::ErrorKind;
    use crate::settings::Limits;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\0\0\0\0\0\0\0\0\0\0\0\x09pHYs");
        bytes.extend(11_811u32.to_be_bytes());
        bytes.extend(11_811u32.to_be_bytes());
        bytes.push(1);
        bytes
    }

    fn parse(bytes: &[u8]) -> Result<crate::documents::ParsedDocument> {
        let mut out = DocumentBuilder::new(Format::Image, Budget::new(Limits::default()));
        Image.parse(Input { bytes, name: "scan.png" }, &mut out)?;
        Ok(out.finish())
    }

    #[test]
    fn a_scan_becomes_one_page_that_needs_ocr() {
        let document = parse(&png(2480, 3508)).unwrap();
        assert_eq!(document.images.len(), 1);
        assert_eq!(document.images[0].dpi, Some(300));
        assert_eq!(document.notes[0].code, "needs_ocr");
        assert_eq!(document.metadata.other["width"], "2480");
    }

    #[test]
    fn pictures_of_absurd_size_are_refused() {
        assert_eq!(parse(&png(100_000, 100_000)).unwrap_err().kind(), ErrorKind::LimitExceeded);
        assert_eq!(parse(&png(0, 5)).unwrap_err().kind(), ErrorKind::Corrupt);
        assert_eq!(parse(b"no picture").unwrap_err().kind(), ErrorKind::Corrupt);
    }

    #[test]
    fn cut_headers_are_survived() {
        for head in
            [&b"\xff\xd8\xff\xc0\0"[..], b"II*\0\xff\xff\xff\xff", b"MM\0*", b"\x89PNG\r\n\x1a\n", b"P6\n9"]
        {
            let _ = parse(head);
        }
    }
}
