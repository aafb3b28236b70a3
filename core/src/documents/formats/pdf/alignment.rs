//! Whether lines stand in columns: their pieces are projected to the x axis, and edges must agree.

use super::aligned::is_row;
use super::lines::Line;
use super::words::Segment;

/// Finds the columns of rows, as ranges of x; `None` when they do not make a table.
pub(super) fn columns(rows: &[Line]) -> Option<Vec<(f32, f32)>> {
    let full: Vec<&Line> = rows.iter().filter(|line| is_row(line)).collect();
    let size = full.first()?.size;
    let found = best_ranges(&full, size);
    if found.len() < 2 || full.len() < if found.len() == 2 { 3 } else { 2 } {
        return None;
    }
    if full.len() * 2 < rows.len() {
        return None;
    }
    let mut touching = 0;
    let mut cells: Vec<Vec<(f32, f32, usize)>> = vec![Vec::new(); found.len()];
    for line in &full {
        let mut touched = 0;
        for (index, &(from, to)) in found.iter().enumerate() {
            let inside: Vec<&Segment> = line
                .segments
                .iter()
                .filter(|segment| {
                    let (x, _) = segment.bounds.middle();
                    x >= from && x <= to
                })
                .collect();
            let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
            touched += 1;
            if let Some(column) = cells.get_mut(index) {
                let characters = inside.iter().map(|segment| segment.characters()).sum();
                column.push((first.bounds.x0, last.bounds.x1, characters));
            }
        }
        touching += usize::from(touched >= 2);
    }
    if touching * 10 < full.len() * 8 {
        return None;
    }
    let straight = cells.iter().filter(|column| is_straight(column)).count();
    let wordy = cells.iter().filter(|column| mean(column) > 45.0).count();
    let all_wordy = wordy >= 2 || (found.len() == 2 && cells.iter().all(|column| mean(column) > 28.0));
    (straight * 10 >= found.len() * 6 && !all_wordy).then_some(found)
}

fn mean(column: &[(f32, f32, usize)]) -> f32 {
    column.iter().map(|cell| cell.2).sum::<usize>() as f32 / column.len().max(1) as f32
}

/// Says whether most cells of a column share their left edge, right edge or middle.
fn is_straight(cells: &[(f32, f32, usize)]) -> bool {
    let most = |of: fn(&(f32, f32, usize)) -> f32| {
        let mut at: Vec<f32> = cells.iter().map(of).collect();
        at.sort_by(f32::total_cmp);
        let mut best = 0;
        let mut from = 0;
        for to in 0..at.len() {
            while at.get(to).copied().unwrap_or(0.0) - at.get(from).copied().unwrap_or(0.0) > 3.0 {
                from += 1;
            }
            best = best.max(to + 1 - from);
        }
        best
    };
    let need = (cells.len() * 6).div_ceil(10);
    most(|cell| cell.0) >= need || most(|cell| cell.1) >= need || most(|cell| (cell.0 + cell.1) / 2.0) >= need
}

/// Projects rows to the x axis: ranges that (nearly) no row leaves empty of ink are columns.
fn ranges(rows: &[&Line], size: f32) -> Vec<(f32, f32)> {
    let mut events: Vec<(f32, i32)> = Vec::new();
    for line in rows {
        for segment in &line.segments {
            events.push((segment.bounds.x0, 1));
            events.push((segment.bounds.x1, -1));
        }
    }
    events.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    // A heading over several columns must not join them.
    let allowed = (rows.len() as f32 * 0.12).floor() as i32;
    let mut out: Vec<(f32, f32)> = Vec::new();
    let (mut depth, mut start) = (0, None);
    for (x, change) in events {
        let before = depth;
        depth += change;
        if before <= allowed && depth > allowed {
            start = Some(x);
        }
        if before > allowed
            && depth <= allowed
            && let Some(from) = start.take()
        {
            match out.last_mut() {
                Some(last) if from - last.1 < 0.45 * size => last.1 = x,
                _ => out.push((from, x)),
            }
        }
    }
    out
}

/// Finds the columns of rows; the head is left out where its words would join columns.
pub(super) fn best_ranges(rows: &[&Line], size: f32) -> Vec<(f32, f32)> {
    let all = ranges(rows, size);
    let body = rows.get(1..).filter(|body| body.len() >= 2).map(|body| ranges(body, size));
    body.filter(|body| body.len() > all.len() && !all.is_empty()).unwrap_or(all)
}
