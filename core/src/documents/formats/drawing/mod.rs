//! What Word, Excel and PowerPoint share: equations, charts and diagrams.

mod chart;
mod diagram;
mod math;

pub(super) use chart::{Chart, read_chart};
pub(super) use diagram::read_diagram;
pub(super) use math::latex;
