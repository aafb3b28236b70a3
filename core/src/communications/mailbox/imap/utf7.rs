//! Names of folders on the wire: modified UTF-7 (RFC 3501, 5.1.3).

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/// Writes a name for the wire.
pub(super) fn encode(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut foreign: Vec<u16> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            shift(&mut text, &mut foreign);
            text.push(c);
            if c == '&' {
                text.push('-');
            }
        } else {
            foreign.extend(c.encode_utf16(&mut [0; 2]).iter());
        }
    }
    shift(&mut text, &mut foreign);
    text
}

/// Writes letters other than ASCII, if there are any.
fn shift(text: &mut String, foreign: &mut Vec<u16>) {
    if foreign.is_empty() {
        return;
    }
    text.push('&');
    let (mut bits, mut count) = (0_u32, 0);
    for unit in foreign.drain(..) {
        (bits, count) = (bits << 16 | u32::from(unit), count + 16);
        while count >= 6 {
            count -= 6;
            text.push(char::from(DIGITS[(bits >> count) as usize & 63]));
        }
        bits &= 63;
    }
    if count > 0 {
        text.push(char::from(DIGITS[(bits << (6 - count)) as usize & 63]));
    }
    text.push('-');
}

/// Reads a name from the wire; as it is, where it is not written like this.
pub(super) fn decode(name: &str) -> String {
    read(name).filter(|decoded| encode(decoded) == name).unwrap_or_else(|| name.to_owned())
}

fn read(name: &str) -> Option<String> {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('&') {
        let (shifted, after) = after.split_once('-')?;
        text.push_str(plain);
        rest = after;
        if shifted.is_empty() {
            text.push('&');
            continue;
        }
        let (mut bits, mut count, mut units) = (0_u32, 0, Vec::new());
        for byte in shifted.bytes() {
            let digit = DIGITS.iter().position(|digit| *digit == byte)? as u32;
            (bits, count) = (bits << 6 | digit, count + 6);
            if count >= 16 {
                count -= 16;
                units.push((bits >> count) as u16);
                bits &= (1 << count) - 1;
            }
        }
        text.push_str(&String::from_utf16(&units).ok()?);
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_as_they_were_written() {
        for (name, wire) in [
            ("INBOX", "INBOX"),
            ("Entwürfe", "Entw&APw-rfe"),
            ("A & B", "A &- B"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("🪑", "&2D7ekQ-"),
        ] {
            assert_eq!((encode(name).as_str(), decode(wire).as_str()), (wire, name));
        }
        for odd in ["A & B", "&", "&&", "&!!-", "&AA", "Größe", "&AOQ", "&2D4-"] {
            assert_eq!(decode(odd), odd, "not written like this");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_reads_back(name in "\\PC{0,40}", wire in "[&A-Z0-9+, -]{0,40}") {
            proptest::prop_assert_eq!(decode(&encode(&name)), name);
            decode(&wire);
        }
    }
}
