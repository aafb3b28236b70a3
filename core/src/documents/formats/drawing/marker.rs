//! Numbers and bullets of lists, as they are shown.

/// How a level writes its numbers (ECMA-376 part 1, 17.18.59).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::documents::formats) enum NumberFormat {
    /// 1, 2, 3; also stands for formats that are not known here.
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// i, ii, iii or I, II, III.
    Roman {
        /// In capital letters.
        upper: bool,
    },
    /// a, b, … z, aa, bb or in capitals.
    Letter {
        /// In capital letters.
        upper: bool,
    },
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// A sign instead of a number.
    Bullet,
    /// Nothing.
    None,
}

impl NumberFormat {
    /// Reads the name in the file.
    pub(in crate::documents::formats) fn from_name(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "upperRoman" => Self::Roman { upper: true },
            "lowerRoman" => Self::Roman { upper: false },
            "upperLetter" => Self::Letter { upper: true },
            "lowerLetter" => Self::Letter { upper: false },
            "ordinal" => Self::Ordinal,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Writes a number.
    pub(in crate::documents::formats) fn render(self, number: u32) -> String {
        let cased = |text: String, upper: bool| if upper { text.to_uppercase() } else { text };
        match self {
            Self::Decimal => number.to_string(),
            Self::DecimalZero => format!("{number:02}"),
            Self::Roman { upper } => cased(roman(number), upper),
            Self::Letter { upper } => cased(letters(number), upper),
            Self::Ordinal => {
                let ending = match (number % 10, number % 100) {
                    (_, 11..=13) => "th",
                    (1, _) => "st",
                    (2, _) => "nd",
                    (3, _) => "rd",
                    _ => "th",
                };
                format!("{number}{ending}")
            }
            Self::Bullet | Self::None => String::new(),
        }
    }
}

fn roman(number: u32) -> String {
    if number == 0 || number > 3_999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    let signs = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    for (value, sign) in signs {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

fn letters(number: u32) -> String {
    let Some(index) = number.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + (index % 26) as u8);
    // Word repeats the letter: a … z, aa, bb, cc. Nobody counts beyond a few rounds.
    std::iter::repeat_n(letter, (index / 26 + 1).min(8) as usize).collect()
}

/// Writes a bullet: signs of symbol fonts, which lie in the private use area, by a sign of Unicode.
pub(in crate::documents::formats) fn bullet(text: &str) -> String {
    let mut out = String::new();
    for character in text.trim().chars() {
        out.push(match character {
            'o' => '◦',
            '\u{f0a7}' => '▪',
            '\u{f0d8}' => '➢',
            '\u{f0fc}' => '✓',
            '\u{f0a8}' | '\u{f06f}' | '\u{f071}' => '☐',
            '\u{f0e0}' | '\u{f0e8}' => '→',
            '\u{f02d}' => '-',
            '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => '•',
            other => other,
        });
    }
    if out.is_empty() { "•".to_owned() } else { out }
}

/// Writes a character that is given by its place in a symbol font, such as a ticked box of Wingdings.
pub(in crate::documents::formats) fn symbol(font: &str, code: u32) -> char {
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_lowercase();
    if font.contains("wingdings") {
        return match code {
            0x6f | 0x71 | 0xa8 => '☐',
            0xfe | 0x52 => '☑',
            0xfd | 0x54 | 0x78 => '☒',
            0xfc => '✓',
            0xfb => '✗',
            0xe0 | 0xe8 => '→',
            0x4a => '☺',
            0x28 => '☎',
            0x2a => '✉',
            _ => '•',
        };
    }
    if font.contains("symbol") {
        return match code {
            0xb7 => '•',
            0xb0 => '°',
            0xb1 => '±',
            0xa3 => '≤',
            0xb3 => '≥',
            0xae => '→',
            0xb4 => '×',
            0xb9 => '≠',
            0x61 => 'α',
            0x62 => 'β',
            0x67 => 'γ',
            0x64 => 'δ',
            0x6d => 'μ',
            0x70 => 'π',
            0x77 => 'ω',
            0x57 => 'Ω',
            0x44 => 'Δ',
            0x53 => 'Σ',
            0x20..=0x40 => char::from_u32(code).unwrap_or('•'),
            _ => '•',
        };
    }
    char::from_u32(code).filter(|character| !character.is_control()).unwrap_or('•')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        assert_eq!(NumberFormat::Roman { upper: true }.render(1994), "MCMXCIV");
        assert_eq!(NumberFormat::Letter { upper: false }.render(28), "bb");
        assert_eq!(NumberFormat::Ordinal.render(112), "112th");
        assert_eq!(NumberFormat::DecimalZero.render(7), "07");
        assert_eq!(NumberFormat::Roman { upper: false }.render(u32::MAX), u32::MAX.to_string());
    }

    #[test]
    fn bullets_of_symbol_fonts_become_readable() {
        assert_eq!(bullet("\u{f0b7}"), "•");
        assert_eq!(bullet("–"), "–");
        assert_eq!(symbol("Wingdings", 0xf0fe), '☑');
    }
}
