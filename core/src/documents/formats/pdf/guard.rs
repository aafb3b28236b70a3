//! A look at the raw file before hayro-syntax reads it: its own decoding of object and reference streams
//! knows no limit.
//!
//! Any stream can be named as an object stream, so the check goes by content and size, not by the
//! dictionary. Deep nesting needs no check here: hayro-syntax stops at 512 levels.

use memchr::memmem;

use super::decode;
use crate::documents::limits::Budget;
use crate::error::{Error, Result};

/// The most that deflate can pack: 1032 to 1.
const DEFLATE_RATIO: u64 = 1032;
/// The most that LZW can pack, about.
const LZW_RATIO: u64 = 1400;
/// How far before its data a stream's dictionary is looked at.
const DICTIONARY: usize = 2_048;
/// The most objects that are indexed: hayro-syntax keeps an entry for each.
const MOST_OBJECTS: u64 = 8_000_000;

/// Refuses a file with a stream that unpacks beyond the budget.
///
/// # Errors
/// `corrupt` for an empty file, `limit_exceeded` for a bomb.
pub(super) fn check(bytes: &[u8], budget: &Budget) -> Result<()> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::corrupt("the file is empty"));
    }
    let most = budget.limits().memory_bytes;
    let mut unpacked = 0_u64;
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memmem::find(rest, b"stream")) {
        budget.check()?;
        let keyword = at + found;
        at = keyword + b"stream".len();
        if bytes.get(..keyword).is_some_and(|before| before.ends_with(b"end")) {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        let length = memmem::find(rest, b"endstream").unwrap_or(rest.len());
        let data = rest.get(..length).unwrap_or_default();
        let dictionary = bytes.get(keyword.saturating_sub(DICTIONARY)..keyword).unwrap_or_default();
        let own = memmem::rfind(dictionary, b"obj")
            .map_or(dictionary, |start| dictionary.get(start..).unwrap_or_default());
        let size = unpacked_size(data, own, most, budget)?;
        if size > most {
            return Err(too_large(most));
        }
        // Object and reference streams stay unpacked as long as the file is open.
        if memmem::find(own, b"/ObjStm").is_some() || memmem::find(own, b"/XRef").is_some() {
            unpacked = unpacked.saturating_add(measured(data, size, most, budget)?);
            if unpacked > most {
                return Err(too_large(most));
            }
        }
        check_declared(own)?;
        at += length;
    }
    Ok(())
}

/// Returns an upper bound of what a stream unpacks to, counted only where the bound matters.
fn unpacked_size(data: &[u8], dictionary: &[u8], most: u64, budget: &Budget) -> Result<u64> {
    let length = data.len() as u64;
    let has = |name: &[u8]| memmem::find(dictionary, name).is_some();
    if (has(b"LZW") && !has(b"/Image")) && length.saturating_mul(LZW_RATIO) > most {
        return Ok(most + 1);
    }
    let text;
    let data = if has(b"ASCII85") || has(b"/A85") {
        text = decode::ascii85(data);
        text.as_slice()
    } else {
        data
    };
    if !is_zlib(data) {
        return Ok(length);
    }
    if is_nested(data) {
        // A stream packed twice multiplies the ratio: unpack the outer layer, then count the inner one.
        let outer = decode::inflated_size(data, most, budget)?;
        if outer > most {
            return Ok(outer);
        }
        let inner = decode::inflate(data, budget)?;
        budget.release(inner.len() as u64);
        return decode::inflated_size(&inner, most, budget);
    }
    if (data.len() as u64).saturating_mul(DEFLATE_RATIO) <= most {
        return Ok(length);
    }
    decode::inflated_size(data, most, budget)
}

fn measured(data: &[u8], bound: u64, most: u64, budget: &Budget) -> Result<u64> {
    if is_zlib(data) { decode::inflated_size(data, most, budget) } else { Ok(bound) }
}

/// Refuses reference streams that claim to list more objects than a file can have.
fn check_declared(dictionary: &[u8]) -> Result<()> {
    if memmem::find(dictionary, b"/XRef").is_none() {
        return Ok(());
    }
    let Some(at) = memmem::find(dictionary, b"/Size") else { return Ok(()) };
    let digits = dictionary.get(at + 5..).unwrap_or_default();
    let size = digits
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take_while(|byte| byte.is_ascii_digit())
        .take(12)
        .fold(0_u64, |size, digit| size * 10 + u64::from(digit - b'0'));
    if size > MOST_OBJECTS {
        return Err(Error::limit_exceeded(format!("the file lists {size} objects")));
    }
    Ok(())
}

/// Says whether data starts with a zlib header (RFC 1950).
fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [first, second, ..]
        if first & 0x0F == 8 && first >> 4 <= 7 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Says whether the packed data is itself packed.
fn is_nested(data: &[u8]) -> bool {
    use std::io::Read;
    let mut head = [0; 2];
    flate2::read::ZlibDecoder::new(data).read_exact(&mut head).is_ok() && is_zlib(&head)
}

fn too_large(most: u64) -> Error {
    Error::limit_exceeded(format!(
        "a stream unpacks to more than {} MiB; raise `limits.memory_bytes` if you trust it",
        most >> 20
    ))
}
