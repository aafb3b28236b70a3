//! Remembers what was read at each token: rules try the same words many times, and would otherwise take time
//! exponential in how deep they nest.

use std::cell::RefCell;

/// Results by token; `None` where nothing was asked yet.
#[derive(Debug)]
pub(super) struct Memo<T>(RefCell<Vec<Option<Option<T>>>>);

impl<T: Clone> Memo<T> {
    /// Makes room for a number of tokens.
    pub(super) fn new(tokens: usize) -> Self {
        Self(RefCell::new(vec![None; tokens + 1]))
    }

    /// Returns what was read at a token, reading it at the first time.
    pub(super) fn at(&self, index: usize, read: impl FnOnce() -> Option<T>) -> Option<T> {
        if let Some(known) = self.0.borrow().get(index).and_then(Option::as_ref) {
            return known.clone();
        }
        let found = read();
        if let Some(place) = self.0.borrow_mut().get_mut(index) {
            *place = Some(found.clone());
        }
        found
    }
}
