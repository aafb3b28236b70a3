//! Blanks inline images out of content: they hold no text, and finding their end again and again takes
//! hayro-syntax quadratic time.

use memchr::memmem;

/// The longest dictionary of an inline image.
const DICTIONARY: usize = 1_000;

/// Replaces each inline image by spaces.
pub(super) fn blank_images(content: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = find_word(content, at, b"BI") {
        at = start + 2;
        let Some(end) = image_end(content, start) else { continue };
        if let Some(image) = content.get_mut(start..end) {
            image.fill(b' ');
        }
        at = end;
    }
}

fn image_end(content: &[u8], start: usize) -> Option<usize> {
    let after = content.get(start + 2..)?;
    let first = after.iter().position(|byte| !byte.is_ascii_whitespace())?;
    // Anything else is the word BI inside a string.
    if after.get(first) != Some(&b'/') {
        return None;
    }
    let data = find_word(content, start + 2, b"ID").filter(|data| data - start < DICTIONARY)?;
    let mut at = data + 2;
    while let Some(end) = find_word(content, at, b"EI") {
        let tail = content.get(end + 2..(end + 14).min(content.len())).unwrap_or_default();
        if tail.iter().all(|byte| matches!(byte, 9 | 10 | 13 | 32..=126)) {
            return Some(end + 2);
        }
        at = end + 2;
    }
    None
}

/// Finds an operator that stands alone.
fn find_word(content: &[u8], from: usize, word: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + memmem::find(content.get(at..)?, word)?;
        let apart = |byte: Option<&u8>| {
            byte.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'/' || *byte == b'>')
        };
        let before = found.checked_sub(1).and_then(|before| content.get(before));
        if apart(before) && apart(content.get(found + word.len())) {
            return Some(found);
        }
        at = found + word.len();
    }
}

#[cfg(test)]
mod tests {
    use super::blank_images;

    #[test]
    fn only_the_image_is_blanked() {
        let mut content = b"q BI /W 1 /H 1 ID \x01( EI Q (BI a) Tj".to_vec();
        blank_images(&mut content);
        let words: Vec<&[u8]> = content.split(|byte| *byte == b' ').filter(|word| !word.is_empty()).collect();
        assert_eq!(words.join(&b' '), b"q Q (BI a) Tj");
    }
}
