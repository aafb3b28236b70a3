//! Cell references in A1 notation.

/// The first and the last cell of a range, each as row and column from 0.
pub(super) type CellRange = ((u32, u32), (u32, u32));

/// The rows of a sheet, by the specification.
pub(super) const ROWS: u32 = 1_048_576;
/// The columns of a sheet, by the specification.
pub(super) const COLUMNS: u32 = 16_384;

/// Reads `B4` as row 3 and column 1, both from 0; `None` outside of a sheet.
pub(super) fn parse_cell(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let mut column: u32 = 0;
    let mut digits = "";
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter).filter(|&column| column <= COLUMNS)?;
            }
            _ => {
                digits = text.get(at..)?;
                break;
            }
        }
    }
    let row: u32 = digits.parse().ok()?;
    (column > 0 && (1..=ROWS).contains(&row)).then(|| (row - 1, column - 1))
}

/// Reads `A1:B2`, or a single cell, as first and last cell.
pub(super) fn parse_range(text: &str) -> Option<CellRange> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (parse_cell(first)?, parse_cell(last)?);
    Some(((first.0.min(last.0), first.1.min(last.1)), (first.0.max(last.0), first.1.max(last.1))))
}

/// Writes row and column, from 0, as `B4`.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = [0u8; 8];
    let mut at = letters.len();
    let mut rest = column.saturating_add(1);
    while rest > 0 && at > 0 {
        at -= 1;
        letters[at] = b'A' + ((rest - 1) % 26) as u8;
        rest = (rest - 1) / 26;
    }
    let letters = std::str::from_utf8(letters.get(at..).unwrap_or_default()).unwrap_or_default();
    format!("{letters}{}", row.saturating_add(1))
}

/// Writes a range as `A1:B2`, or `A1` for a single cell.
pub(super) fn range_name(first: (u32, u32), last: (u32, u32)) -> String {
    if first == last {
        return cell_name(first.0, first.1);
    }
    format!("{}:{}", cell_name(first.0, first.1), cell_name(last.0, last.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_read_back_and_stay_inside_the_sheet() {
        for (row, column) in [(0, 0), (3, 1), (9, 25), (9, 26), (1_048_575, 16_383), (0, 701), (0, 702)] {
            assert_eq!(parse_cell(&cell_name(row, column)), Some((row, column)));
        }
        assert_eq!(cell_name(1_048_575, 16_383), "XFD1048576");
        for hostile in
            ["ZZZ99999999", "XFE1", "A0", "A1048577", "1", "A", "", "ÄÖ1", "A1B2", "A99999999999999999999"]
        {
            assert_eq!(parse_cell(hostile), None, "{hostile}");
        }
    }
}
