//! Holidays by rule: fixed days, days counted from Easter or Advent, the n-th weekday of a month.

use jiff::civil::Date;

use super::units::{DAY, moved, weekday};

/// Returns the day of a holiday in a year. Rules: `12-25`; `E-2` (days from Easter Sunday); `A+0` (days from
/// the first Advent Sunday); `11-4-4` (month, weekday, count) with `L` for the last and `+1` for days after.
pub(super) fn holiday(rule: &str, year: i16) -> Option<Date> {
    if let Some(days) = rule.strip_prefix('E') {
        return moved(easter(year)?, DAY, days.parse().ok()?);
    }
    if let Some(days) = rule.strip_prefix('A') {
        return moved(advent(year)?, DAY, days.parse().ok()?);
    }
    let (rule, after) = rule.split_once('+').unwrap_or((rule, "0"));
    let mut parts = rule.split('-');
    let month: i8 = parts.next()?.parse().ok()?;
    let second = parts.next()?;
    let Some(third) = parts.next() else { return Date::new(year, month, second.parse().ok()?).ok() };
    let day = match (second.parse::<i64>(), third.parse::<i64>()) {
        (Ok(wanted), Ok(count)) => {
            let first = Date::new(year, month, 1).ok()?;
            moved(first, DAY, (wanted - weekday(first)).rem_euclid(7) + 7 * (count - 1))?
        }
        (Err(_), Ok(wanted)) => {
            let last = Date::new(year, month, 1).ok()?.last_of_month();
            moved(last, DAY, -(weekday(last) - wanted).rem_euclid(7))?
        }
        _ => return None,
    };
    moved(day, DAY, after.parse().ok()?)
}

/// Easter Sunday of the Gregorian calendar, after the anonymous algorithm printed in Nature, 20 April 1876.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

/// The fourth Sunday before Christmas Day.
fn advent(year: i16) -> Option<Date> {
    let eve = Date::new(year, 12, 24).ok()?;
    moved(eve, DAY, -(weekday(eve) % 7) - 21)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts_fall_on_their_days() {
        let day = |rule, year| holiday(rule, year).unwrap().to_string();
        assert_eq!(day("E+0", 2024), "2024-03-31");
        assert_eq!(day("E+49", 2022), "2022-06-05");
        assert_eq!(day("A+0", 2026), "2026-11-29");
        assert_eq!(day("11-4-4", 2026), "2026-11-26");
        assert_eq!(day("11-4-4+1", 2026), "2026-11-27");
        assert_eq!(day("05-L-1", 2026), "2026-05-25");
    }
}
