//! Text strings outside of content: UTF-16, UTF-8 or PDFDocEncoding (ISO 32000-1, 7.9.2.2).

/// Decodes a text string.
pub(super) fn text(bytes: &[u8]) -> String {
    let decoded = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| pdf_doc(byte)).collect(),
    };
    decoded.chars().filter(|character| *character != '\0').collect()
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(read);
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The upper rows of PDFDocEncoding (ISO 32000-1, D.2); the rest is Latin-1.
fn pdf_doc(byte: u8) -> char {
    const ROW_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const ROW_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match byte {
        0x18..=0x1F => ROW_18.get(usize::from(byte - 0x18)).copied().unwrap_or('\u{FFFD}'),
        0x80..=0xA0 => ROW_80.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn all_three_encodings_are_read() {
        assert_eq!(text(b"\xFE\xFF\x00\xFC\x20\xAC"), "ü€");
        assert_eq!(text(b"\xEF\xBB\xBF\xC3\xBC"), "ü");
        assert_eq!(text(b"Gr\xF6\xDFe \xA0 \x84"), "Größe € —");
    }
}
