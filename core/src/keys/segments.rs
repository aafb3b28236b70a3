//! Streams encrypted in segments, as the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár (*Online
//! Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance*, CRYPTO 2015).
//!
//! A stream is the format's mark, 19 random bytes, and segments of 64 KiB, each with a tag of 16 bytes. A segment's
//! nonce is the random bytes, its number, and whether it is the last one: segments that are lost, cut off, doubled or
//! moved do not decrypt.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::DataKey;
use crate::error::{Error, Result};
use crate::id::Randomness;

const MARK: &[u8; 5] = b"SECB\x01";
const RANDOM: usize = 19;
const HEADER: usize = MARK.len() + RANDOM;
const SEGMENT: usize = 64 << 10;
const TAG: usize = 16;

/// What encrypting and decrypting share.
struct Segments {
    cipher: XChaCha20Poly1305,
    random: [u8; RANDOM],
    binding: Vec<u8>,
    number: u32,
}

impl Segments {
    /// Returns the nonce of the next segment.
    fn nonce(&mut self, last: bool) -> Result<XNonce> {
        let mut nonce = [0; 24];
        nonce[..RANDOM].copy_from_slice(&self.random);
        nonce[RANDOM..23].copy_from_slice(&self.number.to_be_bytes());
        nonce[23] = u8::from(last);
        let next = self.number.checked_add(1);
        self.number = next.ok_or_else(|| Error::limit_exceeded("an encrypted blob holds at most 256 TiB"))?;
        Ok(XNonce::from(nonce))
    }
}

/// Encrypts a stream.
pub(crate) struct Sealer {
    segments: Segments,
    waiting: Vec<u8>,
    begun: bool,
}

impl Sealer {
    pub(crate) fn new(key: &DataKey, binding: Vec<u8>, randomness: &dyn Randomness) -> Self {
        let mut random = [0; RANDOM];
        randomness.fill(&mut random);
        let segments = Segments { cipher: key.cipher(), random, binding, number: 0 };
        Self { segments, waiting: Vec::new(), begun: false }
    }

    /// Takes the next piece, or the end, and returns what is ready to be written.
    pub(crate) fn take(&mut self, piece: Option<Vec<u8>>) -> Result<Vec<u8>> {
        let mut ready = Vec::new();
        if !self.begun {
            self.begun = true;
            ready.extend_from_slice(MARK);
            ready.extend_from_slice(&self.segments.random);
        }
        let Some(piece) = piece else {
            let last = std::mem::take(&mut self.waiting);
            self.seal(&last, true, &mut ready)?;
            return Ok(ready);
        };
        self.waiting.extend_from_slice(&piece);
        // A full segment waits until it is known not to be the last one.
        let full = self.waiting.len().saturating_sub(1) / SEGMENT * SEGMENT;
        let rest = self.waiting.split_off(full);
        let whole = std::mem::replace(&mut self.waiting, rest);
        for segment in whole.chunks(SEGMENT) {
            self.seal(segment, false, &mut ready)?;
        }
        Ok(ready)
    }

    fn seal(&mut self, segment: &[u8], last: bool, ready: &mut Vec<u8>) -> Result<()> {
        let nonce = self.segments.nonce(last)?;
        let payload = Payload { msg: segment, aad: &self.segments.binding };
        let sealed = self.segments.cipher.encrypt(&nonce, payload);
        ready.extend_from_slice(&sealed.map_err(|_| Error::internal("a segment could not be encrypted"))?);
        Ok(())
    }
}

/// Decrypts a stream. `None` stands for bytes that are not those that were written.
pub(crate) struct Opener {
    segments: Segments,
    waiting: Vec<u8>,
    begun: bool,
}

impl Opener {
    pub(crate) fn new(key: &DataKey, binding: Vec<u8>) -> Self {
        let segments = Segments { cipher: key.cipher(), random: [0; RANDOM], binding, number: 0 };
        Self { segments, waiting: Vec::new(), begun: false }
    }

    /// Takes the next piece, or the end, and returns what is decrypted and certainly in its place.
    pub(crate) fn take(&mut self, piece: Option<&[u8]>) -> Option<Vec<u8>> {
        let mut plain = Vec::new();
        self.waiting.extend_from_slice(piece.unwrap_or_default());
        if !self.begun {
            if self.waiting.len() < HEADER {
                return piece.map(|_| plain);
            }
            let rest = self.waiting.split_off(HEADER);
            let header = std::mem::replace(&mut self.waiting, rest);
            self.segments.random.copy_from_slice(header.strip_prefix(MARK)?);
            self.begun = true;
        }
        let full = self.waiting.len().saturating_sub(1) / (SEGMENT + TAG) * (SEGMENT + TAG);
        let rest = self.waiting.split_off(full);
        let whole = std::mem::replace(&mut self.waiting, rest);
        for segment in whole.chunks(SEGMENT + TAG) {
            self.open(segment, false, &mut plain)?;
        }
        if piece.is_none() {
            let last = std::mem::take(&mut self.waiting);
            self.open(&last, true, &mut plain)?;
        }
        Some(plain)
    }

    fn open(&mut self, segment: &[u8], last: bool, plain: &mut Vec<u8>) -> Option<()> {
        let nonce = self.segments.nonce(last).ok()?;
        let payload = Payload { msg: segment, aad: &self.segments.binding };
        plain.extend_from_slice(&self.segments.cipher.decrypt(&nonce, payload).ok()?);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SeededRandomness;

    fn key() -> DataKey {
        DataKey::from_bytes(&[7; 32]).unwrap()
    }

    fn seal(plain: &[u8], piece: usize) -> Vec<u8> {
        let mut sealer = Sealer::new(&key(), b"here".to_vec(), &SeededRandomness::new(1));
        let mut sealed = Vec::new();
        for piece in plain.chunks(piece) {
            sealed.extend(sealer.take(Some(piece.to_vec())).unwrap());
        }
        sealed.extend(sealer.take(None).unwrap());
        sealed
    }

    fn open(sealed: &[u8], piece: usize) -> Option<Vec<u8>> {
        let mut opener = Opener::new(&key(), b"here".to_vec());
        let mut plain = Vec::new();
        for piece in sealed.chunks(piece) {
            plain.extend(opener.take(Some(piece))?);
        }
        plain.extend(opener.take(None)?);
        Some(plain)
    }

    #[test]
    fn streams_of_any_length_and_cut_read_back() {
        for length in [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 3 * SEGMENT, 3 * SEGMENT + 5] {
            let plain: Vec<u8> = (0..length).map(|number| (number % 251) as u8).collect();
            let sealed = seal(&plain, 1_000);
            assert_eq!(sealed, seal(&plain, 500_000));
            let segments = length.div_ceil(SEGMENT).max(1);
            assert_eq!(sealed.len(), HEADER + length + segments * TAG);
            for piece in [777, SEGMENT, sealed.len()] {
                assert_eq!(open(&sealed, piece).as_ref(), Some(&plain), "{length} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn changes_cuts_and_moves_are_found() {
        let sealed = seal(&vec![1; 3 * SEGMENT + 5], 10_000);
        let segment =
            |number: usize| HEADER + number * (SEGMENT + TAG)..HEADER + (number + 1) * (SEGMENT + TAG);
        let broken = |bytes: &[u8], what: &str| assert!(open(bytes, 9_999).is_none(), "{what}");
        for length in [0, 3, HEADER, segment(0).end, segment(1).end, segment(2).end, sealed.len() - 1] {
            broken(&sealed[..length], &format!("cut at {length}"));
        }
        for position in [0, 6, HEADER, segment(1).start + 9, segment(2).end - 1, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            broken(&changed, &format!("changed at {position}"));
        }
        let mut swapped = sealed.clone();
        swapped[segment(0)].copy_from_slice(&sealed[segment(1)]);
        swapped[segment(1)].copy_from_slice(&sealed[segment(0)]);
        broken(&swapped, "segments swapped");
        let doubled = [&sealed[..segment(1).end], &sealed[segment(1)], &sealed[segment(2).start..]].concat();
        broken(&doubled, "a segment doubled");
        let dropped = [&sealed[..segment(1).start], &sealed[segment(2).start..]].concat();
        broken(&dropped, "a segment dropped");
        broken(&[&sealed[..], b"more"].concat(), "bytes added");
        let elsewhere = Opener::new(&key(), b"there".to_vec()).take(Some(&sealed));
        assert!(elsewhere.is_none(), "another binding");
        let foreign = DataKey::from_bytes(&[8; 32]).unwrap();
        assert!(Opener::new(&foreign, b"here".to_vec()).take(Some(&sealed)).is_none(), "another key");
    }
}
