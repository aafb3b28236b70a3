//! Decodes streams within the budget: hayro-syntax's own decoders know no limit.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};

use crate::documents::limits::Budget;
use crate::error::{Error, Result};

/// The most one byte of LZW can unpack to: a 12-bit code for a string of at most 3,838 bytes.
const LZW_RATIO: u64 = 2560;
/// The largest stream that is unpacked to memory, in bytes.
const LARGEST: usize = 128 << 20;
const CHUNK: usize = 64 << 10;

/// Decodes a stream that is not an image; `None` when it is damaged from the start or an image.
///
/// The result is charged to the budget: the caller releases it.
///
/// # Errors
/// `limit_exceeded` when it unpacks to more than the budget has left.
pub(super) fn decode(stream: &Stream<'_>, budget: &Budget) -> Result<Option<Vec<u8>>> {
    let filters = stream.filters();
    let raw = stream.raw_data();
    budget.charge(raw.len() as u64)?;
    if filters.contains(&Filter::LzwDecode) {
        return decode_lzw(stream, raw.len() as u64, filters.len(), budget);
    }
    let mut data = raw.into_owned();
    for (index, filter) in filters.iter().enumerate() {
        let next = match filter {
            Filter::FlateDecode => {
                let plain = inflate(&data, budget)?;
                match predictor(stream.dict(), index) {
                    Some((columns, bytes)) => undo_png(&plain, columns, bytes),
                    None => plain,
                }
            }
            Filter::Ascii85Decode => ascii85(&data),
            Filter::AsciiHexDecode => ascii_hex(&data),
            Filter::RunLengthDecode => run_length(&data, budget)?,
            Filter::Crypt if index == 0 => continue,
            _ => {
                budget.release(data.len() as u64);
                return Ok(None);
            }
        };
        if *filter != Filter::FlateDecode && *filter != Filter::RunLengthDecode {
            budget.charge(next.len() as u64)?;
        }
        budget.release(data.len() as u64);
        data = next;
    }
    Ok(Some(data))
}

fn decode_lzw(stream: &Stream<'_>, raw: u64, filters: usize, budget: &Budget) -> Result<Option<Vec<u8>>> {
    if filters > 2 || raw.saturating_mul(LZW_RATIO) > budget.remaining() {
        return Err(Error::limit_exceeded("an LZW stream may unpack to more than `limits.memory_bytes`"));
    }
    budget.release(raw);
    match stream.decoded_data() {
        Ok(data) => {
            budget.charge(data.len() as u64)?;
            Ok(Some(data.into_owned()))
        }
        Err(_) => Ok(None),
    }
}

/// Inflates zlib data, or raw deflate data where the header is damaged, and keeps what was read before
/// any damage.
///
/// # Errors
/// `limit_exceeded` when it unpacks to more than the budget has left.
pub(super) fn inflate(data: &[u8], budget: &Budget) -> Result<Vec<u8>> {
    let plain = read_all(&mut ZlibDecoder::new(data), budget)?;
    if plain.is_empty() && data.len() > 2 {
        return read_all(&mut DeflateDecoder::new(data.get(2..).unwrap_or_default()), budget);
    }
    Ok(plain)
}

fn read_all(reader: &mut dyn Read, budget: &Budget) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let start = out.len();
        out.resize(start + CHUNK, 0);
        let read = reader.read(out.get_mut(start..).unwrap_or_default()).unwrap_or(0);
        out.truncate(start + read);
        if read == 0 {
            return Ok(out);
        }
        if out.len() > LARGEST {
            return Err(Error::limit_exceeded(format!(
                "a stream unpacks to more than {} MiB",
                LARGEST >> 20
            )));
        }
        budget.charge(read as u64)?;
    }
}

/// Counts what zlib data unpacks to without keeping it; stops at `most`.
pub(super) fn inflated_size(data: &[u8], most: u64, budget: &Budget) -> Result<u64> {
    let mut decoder = ZlibDecoder::new(data);
    let mut sink = vec![0; CHUNK];
    let mut total = 0_u64;
    while total <= most {
        budget.check()?;
        match decoder.read(&mut sink) {
            Ok(0) | Err(_) => break,
            Ok(read) => total += read as u64,
        }
    }
    Ok(total)
}

/// Returns the columns and the bytes per pixel of a PNG predictor.
fn predictor(dict: &Dict<'_>, index: usize) -> Option<(usize, usize)> {
    let parameters =
        dict.get::<Dict<'_>>(b"DecodeParms").or_else(|| dict.get::<Dict<'_>>(b"DP")).or_else(|| {
            let list = dict.get::<Array<'_>>(b"DecodeParms").or_else(|| dict.get::<Array<'_>>(b"DP"))?;
            list.raw_iter().nth(index)?;
            list.iter::<hayro_syntax::object::Object<'_>>().nth(index)?.into_dict()
        })?;
    if parameters.get::<u32>(b"Predictor")? < 10 {
        return None;
    }
    let number =
        |key: &[u8], default: usize| parameters.get::<u32>(key).map_or(default, |value| value as usize);
    let (colors, bits, columns) =
        (number(b"Colors", 1), number(b"BitsPerComponent", 8), number(b"Columns", 1));
    let pixel_bits = colors.checked_mul(bits)?;
    let row = columns.checked_mul(pixel_bits)?.div_ceil(8);
    Some((row, pixel_bits.div_ceil(8).max(1)))
}

/// Undoes the PNG filters (PNG specification, chapter 9).
fn undo_png(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    if row == 0 || row > data.len() {
        return out;
    }
    for line in data.chunks(row + 1) {
        let Some((&kind, line)) = line.split_first() else { break };
        let start = out.len();
        for (at, &byte) in line.iter().enumerate() {
            let left = if at >= pixel { out.get(start + at - pixel).copied().unwrap_or(0) } else { 0 };
            let up = if start >= row { out.get(start + at - row).copied().unwrap_or(0) } else { 0 };
            let corner = if start >= row && at >= pixel {
                out.get(start + at - row - pixel).copied().unwrap_or(0)
            } else {
                0
            };
            out.push(byte.wrapping_add(match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            }));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let p = a + b - c;
    let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
    if pa <= pb && pa <= pc {
        left
    } else if pb <= pc {
        up
    } else {
        corner
    }
}

pub(super) fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let (mut value, mut count) = (0_u64, 0_usize);
    for &byte in data {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                value = value * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    out.extend((value as u32).to_be_bytes());
                    (value, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if count > 1 {
        for _ in count..5 {
            value = value * 85 + 84;
        }
        out.extend((value as u32).to_be_bytes().into_iter().take(count - 1));
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let mut digits =
        data.iter().take_while(|&&byte| byte != b'>').filter_map(|&byte| (byte as char).to_digit(16));
    let mut out = Vec::with_capacity(data.len() / 2);
    while let Some(high) = digits.next() {
        out.push((high * 16 + digits.next().unwrap_or(0)) as u8);
    }
    out
}

fn run_length(data: &[u8], budget: &Budget) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&length) = data.get(at) {
        let before = out.len();
        match length {
            0..=127 => {
                let end = at + 2 + usize::from(length);
                out.extend_from_slice(data.get(at + 1..end.min(data.len())).unwrap_or_default());
                at = end;
            }
            128 => break,
            129.. => {
                let byte = data.get(at + 1).copied().unwrap_or(0);
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
                at += 2;
            }
        }
        budget.charge((out.len() - before) as u64)?;
    }
    Ok(out)
}
