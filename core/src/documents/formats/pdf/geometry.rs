//! Matrices and boxes in page space: points from the top left corner, y downwards.

use crate::evidence::Area;

/// An affine transform as PDF writes it: `[a b c d e f]`, points are row vectors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves every point where it is.
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Returns the transform that applies `self` first, then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let ([a, b, c, d, e, f], n) = (self.0, next.0);
        Self([
            a * n[0] + b * n[2],
            a * n[1] + b * n[3],
            c * n[0] + d * n[2],
            c * n[1] + d * n[3],
            e * n[0] + f * n[2] + n[4],
            e * n[1] + f * n[3] + n[5],
        ])
    }

    /// Moves the origin by `(x, y)` in the space before `self`.
    pub(super) fn moved(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    /// Maps a point.
    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Says whether every coefficient is a number of a size that pages have.
    pub(super) fn is_sane(self) -> bool {
        self.0.iter().all(|value| value.is_finite() && value.abs() < 1e7)
    }
}

/// A box with `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Bounds {
    /// The left edge.
    pub x0: f32,
    /// The top edge.
    pub y0: f32,
    /// The right edge.
    pub x1: f32,
    /// The bottom edge.
    pub y1: f32,
}

impl Bounds {
    /// Makes a box from two corners in any order.
    pub(super) fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// Returns the box around the unit square or any rectangle after a transform.
    pub(super) fn of_rectangle(matrix: Matrix, x: f64, y: f64, width: f64, height: f64) -> Self {
        let corners = [
            matrix.apply(x, y),
            matrix.apply(x + width, y),
            matrix.apply(x, y + height),
            matrix.apply(x + width, y + height),
        ];
        let mut bounds =
            Self::new(corners[0].0 as f32, corners[0].1 as f32, corners[3].0 as f32, corners[3].1 as f32);
        for (x, y) in corners {
            bounds = bounds.joined(Self::new(x as f32, y as f32, x as f32, y as f32));
        }
        bounds
    }

    /// Returns the width.
    pub(super) fn width(self) -> f32 {
        self.x1 - self.x0
    }

    /// Returns the height.
    pub(super) fn height(self) -> f32 {
        self.y1 - self.y0
    }

    /// Returns the smallest box that holds both.
    pub(super) fn joined(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Returns the box grown by `by` on every side.
    pub(super) fn grown(self, by: f32) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// Says whether a point lies inside.
    pub(super) fn holds(self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// Returns the point in the middle.
    pub(super) fn middle(self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// Says whether every edge is a number of a size that pages have.
    pub(super) fn is_sane(self) -> bool {
        [self.x0, self.y0, self.x1, self.y1].iter().all(|value| value.is_finite() && value.abs() < 1e6)
    }

    /// Returns how much of the two vertical extents is shared, in points.
    pub(super) fn vertical_overlap(self, other: Self) -> f32 {
        self.y1.min(other.y1) - self.y0.max(other.y0)
    }

    /// Returns how much of the two horizontal extents is shared, in points; negative is the gap between.
    pub(super) fn horizontal_overlap(self, other: Self) -> f32 {
        self.x1.min(other.x1) - self.x0.max(other.x0)
    }

    /// Converts to the public form.
    pub(super) fn area(self) -> Area {
        Area { left: self.x0, top: self.y0, width: self.width(), height: self.height() }
    }
}
