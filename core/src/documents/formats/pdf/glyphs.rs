//! Glyphs as they stand on the page.

/// A character on the page, in the frame of its direction: x along the line, y downwards across it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// Where it starts.
    pub x0: f32,
    /// Where the next one would start.
    pub x1: f32,
    /// The baseline.
    pub y: f32,
    /// The size of the font in points.
    pub size: f32,
    /// The style of the font.
    pub font: u16,
    /// The direction of the line.
    pub turn: Turn,
    /// The character.
    pub character: char,
    /// Whether it was drawn twice, as cheap bold type is.
    pub doubled: bool,
}

/// The direction in which a line of text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) enum Turn {
    /// To the right, as usual.
    #[default]
    Right,
    /// Downwards.
    Down,
    /// To the left, upside down.
    Left,
    /// Upwards.
    Up,
}

impl Turn {
    /// All directions.
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// Returns the nearest direction of a vector.
    pub(super) fn of(x: f64, y: f64) -> Self {
        if x.abs() >= y.abs() {
            if x >= 0.0 { Self::Right } else { Self::Left }
        } else if y >= 0.0 {
            Self::Down
        } else {
            Self::Up
        }
    }

    /// Converts a point of the page to the frame of this direction.
    pub(super) fn frame(self, x: f64, y: f64) -> (f64, f64) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, -x),
            Self::Left => (-x, -y),
            Self::Up => (-y, x),
        }
    }

    /// Converts a point of the frame back to the page.
    pub(super) fn page(self, x: f32, y: f32) -> (f32, f32) {
        match self {
            Self::Right => (x, y),
            Self::Down => (-y, x),
            Self::Left => (-x, -y),
            Self::Up => (y, -x),
        }
    }
}

/// Takes out glyphs that were drawn again at (nearly) the same place, and marks those that remain.
pub(super) fn without_doubles(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    use std::collections::HashMap;
    let mut seen: HashMap<(char, i32, i32), Vec<usize>> = HashMap::with_capacity(glyphs.len());
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if glyph.character == ' ' {
            kept.push(glyph);
            continue;
        }
        let cell = |value: f32| (value / 4.0).floor() as i32;
        let far = 0.12 * glyph.size;
        let mut double = None;
        'search: for x in cell(glyph.x0 - far)..=cell(glyph.x0 + far).min(cell(glyph.x0) + 1) {
            for y in cell(glyph.y - far)..=cell(glyph.y + far).min(cell(glyph.y) + 1) {
                let near = seen.get(&(glyph.character, x, y));
                double = near.into_iter().flatten().copied().find(|&at| {
                    kept.get(at).is_some_and(|other| {
                        let reach = 0.12 * glyph.size.min(other.size);
                        other.turn == glyph.turn
                            && (other.x0 - glyph.x0).abs() < reach
                            && (other.y - glyph.y).abs() < reach
                            && (other.size - glyph.size).abs() < 0.2 * glyph.size
                    })
                });
                if double.is_some() {
                    break 'search;
                }
            }
        }
        match double.and_then(|at| kept.get_mut(at)) {
            Some(other) => other.doubled = true,
            None => {
                let places = seen.entry((glyph.character, cell(glyph.x0), cell(glyph.y))).or_default();
                // A hostile page may draw one character a million times in one cell.
                if places.len() < 16 {
                    places.push(kept.len());
                }
                kept.push(glyph);
            }
        }
    }
    kept
}
