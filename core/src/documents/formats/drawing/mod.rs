//! What Word, Excel and PowerPoint share: equations, charts, diagrams and the markers of lists.

mod chart;
mod diagram;
pub(super) mod marker;
mod math;

pub(super) use chart::read_chart;
pub(super) use diagram::read_diagram;
pub(super) use math::latex;
