//! The graphics and text state of a content stream (ISO 32000-1, 8.4 and 9.3).

use std::rc::Rc;

use super::fonts::LoadedFont;
use super::geometry::Matrix;

/// What `q` saves and `Q` restores.
#[derive(Clone)]
pub(super) struct State<'a> {
    /// From user space to the page.
    pub matrix: Matrix,
    /// The font.
    pub font: Option<Rc<LoadedFont<'a>>>,
    /// The size of the font.
    pub size: f64,
    /// What is added after each glyph.
    pub character_space: f64,
    /// What is added after each space.
    pub word_space: f64,
    /// The horizontal scale, 1 for 100 %.
    pub scale: f64,
    /// The distance of lines.
    pub leading: f64,
    /// How far the baseline is raised.
    pub rise: f64,
    /// The width of stroked lines in user space.
    pub line_width: f64,
}

impl State<'_> {
    /// Returns the state at the start of a page.
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            line_width: 1.0,
        }
    }
}
