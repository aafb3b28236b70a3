//! Holidays as dates: "Christmas 2026", "Pfingstmontag", "Halloween weekend".

use super::super::grammar::Grammar;
use super::super::lexicon::Sort;
use super::calendar::holiday;
use super::fields::{Dated, Days, When};
use super::units::{DAY, WEEKEND, moved, period};

impl Grammar<'_> {
    pub(super) fn holiday_rule(&self, at: usize) -> Option<(&str, usize)> {
        let (index, end) = self.is(at, Sort::Holiday)?;
        Some((self.lexicon.holidays.get(usize::try_from(index).ok()?)?, end))
    }

    pub(super) fn holiday(&self, start: usize) -> Option<Dated> {
        let (rule, mut end) = self.holiday_rule(start)?;
        if !self.opens(start) || !self.closes(end) {
            return None;
        }
        let weekend = |at: usize| self.unit(at).filter(|&(unit, _)| unit == WEEKEND).map(|found| found.1);
        let mut with_weekend = weekend(end);
        let year = self.year_after(with_weekend.unwrap_or(end));
        if let Some((_, after)) = year {
            end = after;
            with_weekend = with_weekend.map(|_| after).or_else(|| weekend(after));
        }
        let mut days = match (year, self.today()) {
            (Some((year, _)), _) => Days::day(holiday(rule, year)?)?,
            (None, Some(today)) => {
                let dates = |years: [i16; 2]| years.map(|year| holiday(rule, year));
                let this = holiday(rule, today.year())?;
                let [next, last] = if this >= today {
                    dates([today.year(), today.year() - 1])
                } else {
                    dates([today.year() + 1, today.year()])
                };
                let alternatives = [next, last].into_iter().flatten();
                let alternatives: Vec<_> =
                    alternatives.filter_map(|date| Some((date, moved(date, DAY, 1)?))).collect();
                Days { timex: self.holiday_timex(rule), alternatives, grain: DAY }
            }
            (None, None) => Days { timex: self.holiday_timex(rule), alternatives: Vec::new(), grain: DAY },
        };
        if let Some(after) = with_weekend {
            end = end.max(after);
            days.grain = WEEKEND;
            days.alternatives =
                days.alternatives.iter().filter_map(|&(day, _)| period(day, WEEKEND)).collect();
        }
        Some(Dated { when: When::Days(days), end })
    }

    pub(super) fn holiday_timex(&self, rule: &str) -> String {
        if rule.len() == 5 && !rule.starts_with(['E', 'A']) {
            format!("XXXX-{rule}")
        } else {
            "XXXX".to_owned()
        }
    }
}
