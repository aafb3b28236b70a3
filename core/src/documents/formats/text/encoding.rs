//! Decodes text of unknown encoding: byte order mark, stated label, UTF-16 without a mark, UTF-8, and
//! otherwise the best guess of `chardetng` (the detector of Firefox).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and how it was encoded.
pub(in crate::documents::formats) struct Decoded<'a> {
    pub(in crate::documents::formats) text: Cow<'a, str>,
    pub(in crate::documents::formats) encoding: &'static Encoding,
    /// Whether some bytes were not valid in the encoding and were replaced.
    pub(in crate::documents::formats) damaged: bool,
}

/// How many bytes the guess looks at: more does not make it better, only slower.
const SAMPLE: usize = 256 << 10;

/// Decodes `bytes`; `label` is the encoding that the surroundings state, such as a `charset`.
pub(in crate::documents::formats) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // Escape sequences of ISO-2022-JP are plain ASCII: there the label knows better.
        let escaped = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        if !escaped.is_some_and(|encoding| encoding == encoding_rs::ISO_2022_JP) {
            return Decoded { text: Cow::Borrowed(text), encoding: UTF_8, damaged: false };
        }
    }
    if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        let decoded = with(encoding, bytes);
        if !decoded.damaged {
            return decoded;
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), bytes.len() <= SAMPLE);
    with(detector.guess(None, Utf8Detection::Allow), bytes)
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding, damaged }
}

/// Western text in UTF-16 has a zero in nearly every second byte.
pub(in crate::documents::formats) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(2048) & !1)?;
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    match (zeros(0), zeros(1)) {
        (high, 0) if high * 10 > pairs * 7 => Some(UTF_16BE),
        (0, high) if high * 10 > pairs * 7 => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_of_german_text_are_read() {
        let text = "Grüße aus Köln, die Straße führt über Äcker. Preis: 5 €.";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &utf16].concat();
        let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        for bytes in [text.as_bytes(), &utf16, &marked, &latin, &["\u{feff}", text].concat().into_bytes()] {
            let decoded = decode(bytes, None);
            assert_eq!(decoded.text, text);
            assert!(!decoded.damaged);
        }
    }

    #[test]
    fn a_wrong_label_does_not_spoil_valid_utf8() {
        assert_eq!(decode("Müller".as_bytes(), Some("iso-8859-1")).text, "Müller");
        assert_eq!(decode(b"M\xfcller", Some("iso-8859-1")).text, "Müller");
        assert_eq!(decode(b"M\xfcller", Some("no-such-charset")).text, "Müller");
    }
}
