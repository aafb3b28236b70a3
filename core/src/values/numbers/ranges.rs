//! Ranges of numbers: "between 20 and 30", "more than 5", "≤ 100".

use rust_decimal::Decimal;

use super::super::grammar::{Found, Grammar};
use super::super::lexicon::Sort;
use super::super::value::Reading;

/// One bound: its value, whether it is the lower one, whether it belongs to the range.
#[derive(Debug, Clone, Copy)]
struct Bound {
    value: Decimal,
    low: bool,
    high: bool,
    included: bool,
    end: usize,
}

impl Grammar<'_> {
    /// Finds a range of numbers.
    pub(in crate::values) fn find_number_range(&self, start: usize) -> Option<Found> {
        if !self.opens(start) {
            return None;
        }
        self.two_ended(start).or_else(|| self.bounds(start))
    }

    fn range_number(&self, at: usize) -> Option<(Decimal, usize)> {
        if let Some((value, end)) = self.ordinal(self.skip(at, Sort::The)) {
            return Some((Decimal::from(value), end));
        }
        self.number(at)
            .filter(|number| self.closes(number.end) || self.sign(number.end, "-"))
            .map(|number| (number.value, number.end))
    }

    fn two_ended(&self, start: usize) -> Option<Found> {
        let between = self.is(start, Sort::Between);
        let from = self.is(start, Sort::From);
        let at = between.or(from).map_or(start, |(_, end)| end);
        let (low, end) = self.range_number(at)?;
        let (_, next) =
            if between.is_some() { self.any(end, &[Sort::And, Sort::To])? } else { self.is(end, Sort::To)? };
        if self.sign(end, "-") && from.is_none() && between.is_none() && self.glued(end) != self.glued(next) {
            return None;
        }
        let (high, end) = self.range_number(next)?;
        if !self.closes(end) || high < low {
            return None;
        }
        let reading = Reading::NumberRange {
            low: Some(low.normalize()),
            high: Some(high.normalize()),
            low_included: true,
            high_included: false,
        };
        Some(Found::one(start, end, reading))
    }

    fn bounds(&self, start: usize) -> Option<Found> {
        let first = self.bound(start)?;
        let mut end = first.end;
        let mut found = (first.low.then_some(first), first.high.then_some(first));
        let joined = self.any(self.skip_sign(end, ","), &[Sort::And]).map(|(_, end)| end);
        let joined = joined.or_else(|| self.sign(end, ",").then_some(end + 1));
        let joined = joined.or_else(|| self.sign(end, "but").then_some(end + 1));
        if let Some(second) = joined.and_then(|at| self.bound(at)) {
            match (first.low && !first.high, second.low && !second.high) {
                (true, false) if second.value >= first.value => found.1 = Some(second),
                (false, true) if first.value >= second.value => found.0 = Some(second),
                _ => {}
            }
            if found.0.is_some() && found.1.is_some() && !(first.low && first.high) {
                end = second.end;
            }
        }
        let reading = Reading::NumberRange {
            low: found.0.map(|bound| bound.value.normalize()),
            high: found.1.map(|bound| bound.value.normalize()),
            low_included: found.0.is_some_and(|bound| bound.included),
            high_included: found.1.is_some_and(|bound| bound.included),
        };
        Some(Found::one(start, end, reading))
    }

    fn bound(&self, start: usize) -> Option<Bound> {
        let kinds = [
            (Sort::AtLeast, true, false, true),
            (Sort::AtMost, false, true, true),
            (Sort::MoreThan, true, false, false),
            (Sort::LessThan, false, true, false),
            (Sort::EqualTo, true, true, true),
        ];
        let mut best: Option<(usize, bool, bool, bool)> = None;
        for (sort, low, high, included) in kinds {
            if let Some((_, end)) = self.is(start, sort)
                && best.is_none_or(|found| end > found.0)
            {
                best = Some((end, low, high, included));
            }
        }
        if let Some((at, low, high, included)) = best {
            let (value, mut end) = self.range_number(at)?;
            let mut included = included;
            // "more than 5000 or equal to"
            if self.sign(end, "or")
                && let Some((_, after)) = self.is(end + 1, Sort::EqualTo)
                && self.range_number(after).is_none()
            {
                (end, included) = (after, true);
            }
            return self.closes(end).then_some(Bound { value, low, high, included, end });
        }
        let (value, at) = self.range_number(start)?;
        if let Some((_, end)) = self.is(at, Sort::OrMore) {
            return Some(Bound { value, low: true, high: false, included: true, end });
        }
        let (_, end) = self.is(at, Sort::OrLess)?;
        Some(Bound { value, low: false, high: true, included: true, end })
    }
}
