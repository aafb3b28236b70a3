//! Reading order: cuts a region at gutters between columns, with what spans them between.
//!
//! A recursive cut after Nagy and Seth (1984), over text instead of pixels: a gutter is accepted when both
//! sides read as text of their own rather than as the cells of a row.

use super::geometry::Bounds;
use super::layout::Item;

const DEPTH: u32 = 8;

/// Orders items into runs of one column each; inside a run, items go from top to bottom.
pub(super) fn columns(mut items: Vec<Item>) -> Vec<Vec<Item>> {
    items.sort_by(|a, b| a.bounds().y0.total_cmp(&b.bounds().y0));
    let mut out = Vec::new();
    cut(items, 0, &mut out);
    out
}

fn cut(items: Vec<Item>, depth: u32, out: &mut Vec<Vec<Item>>) {
    if items.is_empty() {
        return;
    }
    let gutter = if depth < DEPTH { gutter(&items) } else { None };
    let Some(x) = gutter else {
        out.push(items);
        return;
    };
    let mut single: Vec<Item> = Vec::new();
    for band in bands(items, x) {
        match band {
            Band::Across(item) => single.push(item),
            Band::Split { left, right, columnar: false } => {
                single.extend(left);
                single.extend(right);
            }
            Band::Split { left, right, columnar: true } => {
                flush(&mut single, depth, out);
                let (left, below) = without_tail(left, &right);
                cut(left, depth + 1, out);
                cut(right, depth + 1, out);
                single.extend(below);
            }
        }
    }
    flush(&mut single, depth, out);
}

/// Parts what follows below both of two blocks from the left one.
fn without_tail(left: Vec<Item>, right: &[Item]) -> (Vec<Item>, Vec<Item>) {
    let end = around(right).y1;
    let (above, below): (Vec<Item>, Vec<Item>) =
        left.iter().cloned().partition(|item| item.bounds().y0 < end);
    if below.is_empty() || above.is_empty() || !are_blocks(&above, around(&above), right, around(right)) {
        return (left, Vec::new());
    }
    (above, below)
}

fn flush(single: &mut Vec<Item>, depth: u32, out: &mut Vec<Vec<Item>>) {
    let mut run = std::mem::take(single);
    run.sort_by(|a, b| a.bounds().y0.total_cmp(&b.bounds().y0));
    // What is left between bands may have gutters of its own elsewhere.
    cut(run, depth + 2, out);
}

enum Band {
    Across(Item),
    Split { left: Vec<Item>, right: Vec<Item>, columnar: bool },
}

/// Splits items, sorted from the top, at a gutter.
fn bands(items: Vec<Item>, x: f32) -> Vec<Band> {
    let mut out = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for item in items {
        let bounds = item.bounds();
        if bounds.x1 <= x + 0.5 {
            left.push(item);
        } else if bounds.x0 >= x - 0.5 {
            right.push(item);
        } else {
            close(&mut left, &mut right, &mut out);
            out.push(Band::Across(item));
        }
    }
    close(&mut left, &mut right, &mut out);
    out
}

fn close(left: &mut Vec<Item>, right: &mut Vec<Item>, out: &mut Vec<Band>) {
    let (left, right) = (std::mem::take(left), std::mem::take(right));
    if left.is_empty() && right.is_empty() {
        return;
    }
    let columnar = is_columnar(&left, &right);
    out.push(Band::Split { left, right, columnar });
}

/// Finds the best gutter of a region.
fn gutter(items: &[Item]) -> Option<f32> {
    if items.len() < 4 {
        return None;
    }
    let mut starts: Vec<f32> = items.iter().map(|item| item.bounds().x0).collect();
    starts.sort_by(f32::total_cmp);
    let mut ends: Vec<f32> = items.iter().map(|item| item.bounds().x1).collect();
    ends.sort_by(f32::total_cmp);
    let mut candidates: Vec<(i64, f32)> = Vec::new();
    let mut last = f32::MIN;
    for &start in &starts {
        let x = start - 1.5;
        if x - last < 1.0 {
            continue;
        }
        last = x;
        let right = items.len() - starts.partition_point(|&other| other < x);
        let left = ends.partition_point(|&other| other <= x + 0.5);
        let across = items.len().saturating_sub(left + right);
        let score = left.min(right) as i64 - 2 * across as i64;
        if left >= 2 && right >= 2 && across * 3 <= items.len() * 2 {
            candidates.push((score, x));
        }
    }
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    candidates.into_iter().take(6).map(|(_, x)| x).find(|&x| is_gutter(items, x))
}

/// Says whether enough of the region splits at `x` into columns.
fn is_gutter(items: &[Item], x: f32) -> bool {
    let mut split = 0;
    for band in bands(items.to_vec(), x) {
        if let Band::Split { left, right, columnar: true } = band {
            split += left.len() + right.len();
        }
    }
    split * 10 >= items.len() * 3 && split >= 4
}

/// Says whether two sides read as columns rather than as the cells of rows.
fn is_columnar(left: &[Item], right: &[Item]) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let (left_rows, right_rows) = (rows(left), rows(right));
    if left_rows.len() < 2 || right_rows.len() < 2 {
        return false;
    }
    let (left_box, right_box) = (around(left), around(right));
    if left_box.vertical_overlap(right_box) < 0.3 * left_box.height().min(right_box.height()) {
        return false;
    }
    let (fewer, more) = if left_rows.len() <= right_rows.len() {
        (&left_rows, &right_rows)
    } else {
        (&right_rows, &left_rows)
    };
    let matched = fewer.iter().filter(|base| more.iter().any(|other| (*base - other).abs() < 1.5)).count();
    if matched * 10 < fewer.len() * 6 {
        return true;
    }
    if are_blocks(left, left_box, right, right_box) {
        return true;
    }
    reads_as_text(left, left_box, left_rows.len()) && reads_as_text(right, right_box, right_rows.len())
}

/// Says whether two short blocks stand side by side, far apart, such as the addresses of a letter, rather
/// than names with their values.
fn are_blocks(left: &[Item], left_box: Bounds, right: &[Item], right_box: Bounds) -> bool {
    let texts = |items: &[Item]| -> Option<Vec<String>> {
        items
            .iter()
            .map(|item| match item {
                Item::Segment(segment) => Some(segment.text()),
                Item::Table(_) => None,
            })
            .collect()
    };
    let (Some(left), Some(right)) = (texts(left), texts(right)) else { return false };
    let short = |texts: &[String]| {
        (3..=14).contains(&texts.len())
            && texts.iter().map(|text| text.chars().count()).sum::<usize>() < 38 * texts.len()
    };
    let labels = left.iter().filter(|text| text.ends_with(':')).count();
    let number = |text: &&String| super::aligned::is_number(text);
    let numbers = right.iter().filter(number).count().max(left.iter().filter(number).count());
    short(&left)
        && short(&right)
        && right_box.x0 - left_box.x1 > 45.0
        && labels * 3 < left.len()
        && numbers * 3 < right.len().min(left.len())
}

/// Says whether lines fill their column, as running text does.
fn reads_as_text(items: &[Item], bounds: Bounds, rows: usize) -> bool {
    let width: f32 = items.iter().map(|item| item.bounds().width()).sum();
    let characters: usize = items.iter().map(Item::characters).sum();
    width >= 0.62 * bounds.width() * rows as f32 && characters >= 18 * rows
}

fn rows(items: &[Item]) -> Vec<f32> {
    let mut bases: Vec<f32> = items.iter().map(Item::base).collect();
    bases.sort_by(f32::total_cmp);
    bases.dedup_by(|next, previous| (*next - *previous).abs() < 2.0);
    bases
}

fn around(items: &[Item]) -> Bounds {
    items.iter().map(Item::bounds).reduce(Bounds::joined).unwrap_or_default()
}
