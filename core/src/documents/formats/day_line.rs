//! A line that begins with a day ("5. Mai 2026") looks like the fifth item of a list and is none.

/// Months that only German spells so.
const GERMAN: [&str; 9] =
    ["Januar", "Jänner", "Februar", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember"];

/// Months that English spells alike: there an item may begin with one, unless a year follows.
const SHARED: [&str; 4] = ["April", "August", "September", "November"];

/// Says whether a marker and the words after it are a day of the year.
pub(super) fn is_day(marker: &str, rest: &str) -> bool {
    let day = marker.strip_suffix('.').and_then(|number| number.parse::<u8>().ok());
    if !day.is_some_and(|day| (1..=31).contains(&day)) {
        return false;
    }
    let mut words = rest.split_whitespace();
    let month = words.next().unwrap_or_default().trim_end_matches([',', ':', '.', ';', ')']);
    let year = words.next().unwrap_or_default();
    let year = year.len() >= 4 && year.bytes().take(4).all(|byte| byte.is_ascii_digit());
    GERMAN.contains(&month) || SHARED.contains(&month) && year
}

#[cfg(test)]
mod tests {
    use super::is_day;

    #[test]
    fn days_are_no_items() {
        assert!(is_day("5.", "Mai 2026"));
        assert!(is_day("12.", "Juni, 10 Uhr"));
        assert!(is_day("30.", "September 2026"));
        assert!(!is_day("2.", "August statement: check"));
        assert!(!is_day("40.", "Mai"));
        assert!(!is_day("1.", "Milch"));
    }
}
