//! Straight lines and rectangles of the page: what tables are ruled with.

use super::geometry::{Bounds, Matrix};

/// The most rules kept of one page: drawings have more, tables do not.
const MOST_RULES: usize = 20_000;
/// Filled boxes thinner than this, in points, are rules.
const THIN: f32 = 3.0;

/// A line along an axis of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Where it lies, with its thickness.
    pub bounds: Bounds,
    /// Whether it runs from left to right.
    pub horizontal: bool,
}

/// A straight line from one point to another.
type Line = ((f64, f64), (f64, f64));

/// Collects the current path, and the rules that painting it leaves.
#[derive(Debug, Default)]
pub(super) struct Paths {
    lines: Vec<Line>,
    boxes: Vec<Bounds>,
    start: Option<(f64, f64)>,
    at: Option<(f64, f64)>,
    curved: bool,
    /// The rules so far.
    pub rules: Vec<Rule>,
    /// Filled boxes so far, such as the shade behind a row.
    pub shades: Vec<Bounds>,
}

impl Paths {
    /// Starts a subpath.
    pub(super) fn move_to(&mut self, matrix: Matrix, x: f64, y: f64) {
        let point = matrix.apply(x, y);
        (self.start, self.at) = (Some(point), Some(point));
    }

    /// Adds a straight line.
    pub(super) fn line_to(&mut self, matrix: Matrix, x: f64, y: f64) {
        let point = matrix.apply(x, y);
        if let Some(at) = self.at
            && self.lines.len() < MOST_RULES
        {
            self.lines.push((at, point));
        }
        self.at = Some(point);
    }

    /// Adds a curve, of which only the end matters here.
    pub(super) fn curve_to(&mut self, matrix: Matrix, x: f64, y: f64) {
        self.curved = true;
        self.at = Some(matrix.apply(x, y));
    }

    /// Closes the subpath.
    pub(super) fn close(&mut self) {
        if let (Some(at), Some(start)) = (self.at, self.start)
            && at != start
            && self.lines.len() < MOST_RULES
        {
            self.lines.push((at, start));
        }
        self.at = self.start;
    }

    /// Adds a rectangle.
    pub(super) fn rectangle(&mut self, matrix: Matrix, x: f64, y: f64, width: f64, height: f64) {
        let bounds = Bounds::of_rectangle(matrix, x, y, width, height);
        if bounds.is_sane() && self.boxes.len() < MOST_RULES {
            self.boxes.push(bounds);
        }
    }

    /// Paints the path and drops it.
    pub(super) fn paint(&mut self, stroke: bool, fill: bool, width: f32) {
        let thickness = width.clamp(0.1, THIN);
        let boxes = std::mem::take(&mut self.boxes);
        let lines = std::mem::take(&mut self.lines);
        for bounds in boxes {
            self.paint_box(bounds, stroke, fill, thickness);
        }
        if stroke {
            for (from, to) in &lines {
                self.stroke_line(*from, *to, thickness);
            }
        } else if fill
            && !self.curved
            && let Some(bounds) = outline(&lines)
        {
            self.paint_box(bounds, false, true, thickness);
        }
        self.drop_path();
    }

    /// Drops the path without painting it.
    pub(super) fn drop_path(&mut self) {
        self.boxes.clear();
        self.lines.clear();
        (self.start, self.at, self.curved) = (None, None, false);
    }

    fn paint_box(&mut self, bounds: Bounds, stroke: bool, fill: bool, thickness: f32) {
        if bounds.height() <= THIN && bounds.width() > bounds.height() * 2.0 {
            return self.keep(bounds, true);
        }
        if bounds.width() <= THIN && bounds.height() > bounds.width() * 2.0 {
            return self.keep(bounds, false);
        }
        if stroke {
            let Bounds { x0, y0, x1, y1 } = bounds;
            let half = thickness / 2.0;
            self.keep(Bounds::new(x0, y0 - half, x1, y0 + half), true);
            self.keep(Bounds::new(x0, y1 - half, x1, y1 + half), true);
            self.keep(Bounds::new(x0 - half, y0, x0 + half, y1), false);
            self.keep(Bounds::new(x1 - half, y0, x1 + half, y1), false);
        } else if fill && self.shades.len() < MOST_RULES {
            self.shades.push(bounds);
        }
    }

    fn stroke_line(&mut self, from: (f64, f64), to: (f64, f64), thickness: f32) {
        let (x0, y0, x1, y1) = (from.0 as f32, from.1 as f32, to.0 as f32, to.1 as f32);
        let half = thickness / 2.0;
        if (y0 - y1).abs() < 0.8 && (x0 - x1).abs() > 2.0 {
            self.keep(Bounds::new(x0, y0.min(y1) - half, x1, y0.max(y1) + half), true);
        } else if (x0 - x1).abs() < 0.8 && (y0 - y1).abs() > 2.0 {
            self.keep(Bounds::new(x0.min(x1) - half, y0, x0.max(x1) + half, y1), false);
        }
    }

    fn keep(&mut self, bounds: Bounds, horizontal: bool) {
        if bounds.is_sane() && self.rules.len() < MOST_RULES {
            self.rules.push(Rule { bounds, horizontal });
        }
    }
}

/// Returns the box of four or five lines that go around a rectangle.
fn outline(lines: &[Line]) -> Option<Bounds> {
    if !(3..=5).contains(&lines.len()) {
        return None;
    }
    let straight = |((x0, y0), (x1, y1)): &Line| (x0 - x1).abs() < 0.5 || (y0 - y1).abs() < 0.5;
    if !lines.iter().all(straight) {
        return None;
    }
    let mut bounds: Option<Bounds> = None;
    for ((x0, y0), (x1, y1)) in lines {
        let next = Bounds::new(*x0 as f32, *y0 as f32, *x1 as f32, *y1 as f32);
        bounds = Some(bounds.map_or(next, |bounds| bounds.joined(next)));
    }
    bounds.filter(|bounds| bounds.is_sane())
}
