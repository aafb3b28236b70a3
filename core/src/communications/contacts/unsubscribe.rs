//! Tokens for one-click unsubscribing (RFC 8058): who holds one may unsubscribe that address of that workspace.
//!
//! A token is `u1.` and the base64url of workspace and address, and of their HMAC-SHA-256. It holds no secret, does not
//! expire, as a mail does not, and cannot be changed into one for another address.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::address::MailAddress;
use crate::error::{Error, Result};
use crate::id::WorkspaceId;

/// The bytes of the HMAC that a token carries.
const SEAL: usize = 16;
/// The longest token.
const TOKEN: usize = 2_000;

/// The secret that tokens are signed with. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct UnsubscribeKey(Vec<u8>);

impl UnsubscribeKey {
    /// Takes a secret of at least 32 bytes.
    ///
    /// # Errors
    /// `invalid_input` for a shorter one.
    pub fn new(secret: &[u8]) -> Result<Self> {
        if secret.len() < 32 {
            return Err(Error::invalid_input(
                "the key for unsubscribing is too short: give at least 32 random bytes",
            ));
        }
        Ok(Self(secret.to_vec()))
    }

    fn seal(&self, payload: &[u8]) -> Result<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .map_err(|error| Error::internal("a token cannot be signed").with_source(error))?;
        mac.update(b"secretariat/unsubscribe/1\0");
        mac.update(payload);
        Ok(mac)
    }
}

impl fmt::Debug for UnsubscribeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnsubscribeKey(…)")
    }
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsubscribeToken {
    /// The workspace that sent the message.
    pub workspace: WorkspaceId,
    /// Who unsubscribes.
    pub address: MailAddress,
}

impl UnsubscribeToken {
    /// Writes the token.
    ///
    /// # Errors
    /// `internal` when it cannot be signed.
    pub fn seal(&self, key: &UnsubscribeKey) -> Result<String> {
        let payload = format!("{}\0{}", self.workspace, self.address.key());
        let seal = key.seal(payload.as_bytes())?.finalize().into_bytes();
        let seal = seal.get(..SEAL).unwrap_or_default();
        Ok(format!("u1.{}.{}", encode(payload.as_bytes()), encode(seal)))
    }

    /// Writes the link of a message: an `https` address of the application, followed by the token.
    ///
    /// # Errors
    /// `internal` when the token cannot be signed.
    pub fn link(&self, address: &str, key: &UnsubscribeKey) -> Result<String> {
        Ok(format!("{address}{}", self.seal(key)?))
    }

    /// Reads a token.
    ///
    /// # Errors
    /// `invalid_input` for one that was not made with this key.
    pub fn open(token: &str, key: &UnsubscribeKey) -> Result<Self> {
        let none = || Error::invalid_input("not a token to unsubscribe: open the whole link of the message");
        let token = token.trim();
        let (payload, seal) = token
            .strip_prefix("u1.")
            .filter(|_| token.len() <= TOKEN)
            .and_then(|rest| rest.split_once('.'))
            .ok_or_else(none)?;
        let (payload, seal) = (decode(payload).ok_or_else(none)?, decode(seal).ok_or_else(none)?);
        if seal.len() != SEAL {
            return Err(none());
        }
        key.seal(&payload)?.verify_truncated_left(&seal).map_err(|_| none())?;
        let payload = String::from_utf8(payload).map_err(|_| none())?;
        let (workspace, address) = payload.split_once('\0').ok_or_else(none)?;
        Ok(Self { workspace: workspace.parse()?, address: address.parse()? })
    }
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Base64url without padding (RFC 4648, 5).
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * at)) as usize & 63]));
        }
    }
    text
}

/// `None` for what [`encode`] does not write: a token has one form.
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for byte in chunk {
            bits = bits << 6 | DIGITS.iter().position(|digit| digit == byte)? as u32;
        }
        bits <<= 6 * (4 - chunk.len());
        let all = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        bytes.extend_from_slice(all.get(..chunk.len() - 1)?);
    }
    (encode(&bytes) == text).then_some(bytes)
}
