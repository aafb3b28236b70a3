//! Tables between horizontal rules only, as books set them: a rule above, below the head and at the end.

use super::aligned::{self, Part};
use super::geometry::Bounds;
use super::lines::Line;
use super::paths::Rule;

/// The most lines of such a table.
const MOST_LINES: usize = 150;

/// Finds the tables between rules, then those without any.
pub(super) fn split(lines: Vec<Line>, rules: &[Rule]) -> Vec<Part> {
    let frames = frames(rules);
    let mut parts = Vec::new();
    let mut plain: Vec<Line> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let found = frames.iter().find(|frame| lies_in(line, **frame)).and_then(|frame| {
            let rest = lines.get(at..)?;
            let near = |(at, line): &(usize, &Line)| {
                let before = at.checked_sub(1).and_then(|before| rest.get(before));
                before.is_none_or(|before| line.bounds.y0 - before.bounds.y1 < 2.2 * line.size)
            };
            let count =
                rest.iter().enumerate().take_while(|next| lies_in(next.1, *frame) && near(next)).count();
            let inside = rest.get(..count)?;
            let width = inside.iter().map(|line| line.bounds).reduce(Bounds::joined)?.width();
            let fits = count <= MOST_LINES && width > 0.55 * frame.width();
            let table = fits.then(|| aligned::framed_table(inside, rules)).flatten()?;
            Some((count, table))
        });
        match found {
            Some((count, table)) => {
                parts.extend(aligned::split(std::mem::take(&mut plain), rules));
                parts.push(Part::Table(table));
                at += count;
            }
            None => {
                plain.push(line.clone());
                at += 1;
            }
        }
    }
    parts.extend(aligned::split(plain, rules));
    parts
}

fn lies_in(line: &Line, frame: Bounds) -> bool {
    let (_, y) = line.bounds.middle();
    y > frame.y0 && y < frame.y1 && line.bounds.x0 > frame.x0 - 6.0 && line.bounds.x1 < frame.x1 + 6.0
}

/// Finds groups of three or more rules of one extent.
fn frames(rules: &[Rule]) -> Vec<Bounds> {
    let mut wide: Vec<Bounds> = rules
        .iter()
        .filter(|rule| rule.horizontal && rule.bounds.width() > 80.0)
        .map(|rule| rule.bounds)
        .collect();
    wide.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut groups: Vec<Vec<Bounds>> = Vec::new();
    for rule in wide.into_iter().take(500) {
        let group = groups.iter_mut().find(|group| {
            group.last().is_some_and(|last| {
                (last.x0 - rule.x0).abs() < 4.0
                    && (last.x1 - rule.x1).abs() < 4.0
                    && rule.y0 - last.y0 < 320.0
            })
        });
        match group {
            Some(group) => group.push(rule),
            None => groups.push(vec![rule]),
        }
    }
    groups
        .into_iter()
        .filter(|group| group.len() >= 3)
        .filter_map(|group| group.into_iter().reduce(Bounds::joined))
        .collect()
}
