//! Detects how values are separated, and whether the first row names the columns.

/// How much of the file is looked at.
const SAMPLE: usize = 64 << 10;
/// How many rows are compared.
const ROWS: usize = 100;
/// From the most to the least usual: the order decides between equals.
const SEPARATORS: [u8; 5] = [b',', b';', b'\t', b'|', b':'];

/// Reads the line `sep=;` that Excel understands, and returns the text after it.
pub(super) fn stated(text: &str) -> (&str, Option<u8>) {
    let Some(rest) = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP=")) else {
        return (text, None);
    };
    match rest.as_bytes() {
        [separator, b'\r', b'\n', ..] if separator.is_ascii() => {
            (rest.get(3..).unwrap_or_default(), Some(*separator))
        }
        [separator, b'\n', ..] if separator.is_ascii() => {
            (rest.get(2..).unwrap_or_default(), Some(*separator))
        }
        _ => (text, None),
    }
}

/// Finds the separator that splits the rows into the same number of columns, more than one.
pub(super) fn separator(text: &str) -> u8 {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or_default();
    // The last line may be cut.
    let sample =
        if end < text.len() { sample.rsplit_once('\n').map_or(sample, |(whole, _)| whole) } else { sample };
    let mut best = (0.0, b',');
    for separator in SEPARATORS {
        let score = score(sample, separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Rates a separator: the share of rows with the usual number of columns, a little more for many columns.
fn score(sample: &str, separator: u8) -> f64 {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    let widths: Vec<usize> =
        reader.byte_records().take(ROWS).map_while(Result::ok).map(|record| record.len()).collect();
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    if usual < 2 {
        return 0.0;
    }
    let same = widths.iter().filter(|&&width| width == usual).count();
    // A colon stands in times and in prose: it must be very regular.
    let weight = if separator == b':' { 0.5 } else { 1.0 };
    weight * (same as f64 / widths.len() as f64) * (2.0 + (usual as f64).ln())
}

/// Says whether the first row holds names: all of it text, over rows that are not.
pub(super) fn has_header(rows: &[csv::StringRecord]) -> bool {
    let [first, rest @ ..] = rows else { return false };
    if rest.is_empty() {
        return false;
    }
    let is_number = |field: &str| {
        let field = field.trim();
        field.bytes().any(|byte| byte.is_ascii_digit())
            && field.chars().all(|c| c.is_ascii_digit() || " .,-+%€$£/:".contains(c))
    };
    let named = first.iter().filter(|field| !field.trim().is_empty()).count();
    let numbers = first.iter().filter(|field| is_number(field)).count();
    named > 0 && numbers == 0 && named * 2 >= first.len()
}
