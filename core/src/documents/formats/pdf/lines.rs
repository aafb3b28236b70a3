//! Lines of one column: segments that share a baseline.

use super::geometry::Bounds;
use super::words::Segment;

/// A line of one column.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its segments from left to right.
    pub segments: Vec<Segment>,
    /// The box around it.
    pub bounds: Bounds,
    /// The baseline.
    pub base: f32,
    /// The size of most of its text.
    pub size: f32,
}

impl Line {
    fn new(mut segments: Vec<Segment>) -> Option<Self> {
        segments.sort_by(|a, b| a.bounds.x0.total_cmp(&b.bounds.x0));
        let main = segments.iter().max_by_key(|segment| segment.characters())?;
        let (base, size) = (main.base, main.size);
        let bounds = segments.iter().map(|segment| segment.bounds).reduce(Bounds::joined)?;
        Some(Self { segments, bounds, base, size })
    }

    /// Returns the text of all segments.
    pub(super) fn text(&self) -> String {
        self.segments.iter().map(Segment::text).collect::<Vec<_>>().join(" ")
    }
}

/// Groups the segments of one column to lines, from top to bottom.
pub(super) fn lines(mut segments: Vec<Segment>) -> Vec<Line> {
    segments.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut groups: Vec<Vec<Segment>> = Vec::new();
    for segment in segments {
        let joins = groups
            .last()
            .and_then(|group| group.first())
            .is_some_and(|first| segment.base - first.base < 0.35 * first.size.min(segment.size))
            && groups.last().is_some_and(|group| {
                // Two texts at the same place are two lines, however near.
                group.iter().all(|other| {
                    segment.bounds.horizontal_overlap(other.bounds)
                        < 0.3 * segment.bounds.width().min(other.bounds.width())
                })
            });
        match groups.last_mut() {
            Some(group) if joins => group.push(segment),
            _ => groups.push(vec![segment]),
        }
    }
    groups.into_iter().filter_map(Line::new).collect()
}
