//! Times.
use super::grammar::{Found, Grammar};
impl Grammar<'_> {
    pub(super) fn find_time(&self, _start: usize) -> Option<Found> {
        None
    }
}
