//! Rules reduced to strokes: joined where they touch, grouped where they cross.

use super::paths::Rule;
use crate::documents::limits::Budget;
use crate::error::Result;

/// Rules nearer than this, in points, are one.
pub(super) const SNAP: f32 = 2.5;

/// A rule reduced to its position across and its extent along.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    /// The position across.
    pub at: f32,
    /// The start along.
    pub from: f32,
    /// The end along.
    pub to: f32,
}

/// Joins rules on one line that touch.
pub(super) fn merged(rules: &[Rule], horizontal: bool) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = rules
        .iter()
        .filter(|rule| rule.horizontal == horizontal)
        .map(|rule| {
            let (x, y) = rule.bounds.middle();
            if horizontal {
                Stroke { at: y, from: rule.bounds.x0, to: rule.bounds.x1 }
            } else {
                Stroke { at: x, from: rule.bounds.y0, to: rule.bounds.y1 }
            }
        })
        .collect();
    strokes.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut groups: Vec<Vec<Stroke>> = Vec::new();
    for stroke in strokes {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| stroke.at - first.at < SNAP) => {
                group.push(stroke)
            }
            _ => groups.push(vec![stroke]),
        }
    }
    let mut out: Vec<Stroke> = Vec::new();
    for mut group in groups {
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let start = out.len();
        for stroke in group {
            match out.get_mut(start..).and_then(<[Stroke]>::last_mut) {
                Some(last) if stroke.from <= last.to + SNAP => last.to = last.to.max(stroke.to),
                _ => out.push(stroke),
            }
        }
    }
    out.retain(|stroke| stroke.to - stroke.from > 4.0);
    out
}

/// Groups horizontal and vertical lines that cross.
pub(super) fn components(
    horizontal: &[Stroke],
    vertical: &[Stroke],
    budget: &Budget,
) -> Result<Vec<(Vec<Stroke>, Vec<Stroke>)>> {
    let count = horizontal.len() + vertical.len();
    let mut parent: Vec<usize> = (0..count).collect();
    for (v, down) in vertical.iter().enumerate() {
        budget.check()?;
        let first = horizontal.partition_point(|across| across.at < down.from - SNAP);
        for (h, across) in horizontal.iter().enumerate().skip(first) {
            if across.at > down.to + SNAP {
                break;
            }
            if down.at >= across.from - SNAP && down.at <= across.to + SNAP {
                let (a, b) = (root(&mut parent, h), root(&mut parent, horizontal.len() + v));
                if let Some(place) = parent.get_mut(a) {
                    *place = b;
                }
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Stroke>, Vec<Stroke>)> =
        std::collections::BTreeMap::new();
    for (index, stroke) in horizontal.iter().chain(vertical).enumerate() {
        let group = groups.entry(root(&mut parent, index)).or_default();
        if index < horizontal.len() { group.0.push(*stroke) } else { group.1.push(*stroke) }
    }
    Ok(groups.into_values().filter(|(across, down)| across.len() >= 2 && !down.is_empty()).collect())
}

/// Returns the first of the group of an index.
pub(super) fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(&next) = parent.get(at)
        && next != at
    {
        let further = parent.get(next).copied().unwrap_or(next);
        if let Some(place) = parent.get_mut(at) {
            *place = further;
        }
        at = next;
    }
    at
}

/// Returns where lines lie, without those that are nearly the same.
pub(super) fn positions(strokes: &[Stroke]) -> Vec<f32> {
    let mut at: Vec<f32> = strokes.iter().map(|stroke| stroke.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|next, previous| *next - *previous < SNAP);
    at
}

/// Joins two groups.
pub(super) fn unite(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    let (low, high) = (a.min(b), a.max(b));
    if let Some(place) = parent.get_mut(high) {
        *place = low;
    }
}
