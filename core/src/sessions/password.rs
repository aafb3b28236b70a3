//! Passwords: Argon2id (RFC 9106), a few at a time.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::secret;
use crate::error::{Error, Result};
use crate::id::Randomness;

/// The fewest characters of a password.
const SHORTEST: usize = 10;
/// The most characters: enough for any sentence, and too few to make hashing slow.
const LONGEST: usize = 256;

/// What one hash costs. The default is that of OWASP's password storage guide: 19 MiB, two passes, one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordCost {
    /// The memory, in KiB; at least 8.
    pub memory_kib: u32,
    /// The passes over it; at least 1.
    pub passes: u32,
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

/// What is kept of a password: with its cost, so that the cost can be raised later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PasswordHash {
    cost: PasswordCost,
    salt: String,
    hash: String,
}

/// Hashes passwords, at most as many at a time as there are permits: each takes its memory and a whole processor.
#[derive(Debug)]
pub(crate) struct Passwords {
    cost: PasswordCost,
    permits: Arc<Semaphore>,
}

impl Passwords {
    /// Hashes at this cost, at most so many at a time.
    pub(crate) fn new(cost: PasswordCost, parallel: usize) -> Self {
        Self { cost, permits: Arc::new(Semaphore::new(parallel.max(1))) }
    }

    /// Hashes a new password.
    ///
    /// # Errors
    /// `invalid_input` for one that is too short, too long, or the address itself.
    pub(super) async fn hash(
        &self,
        password: &str,
        address: &str,
        randomness: &dyn Randomness,
    ) -> Result<PasswordHash> {
        check(password, address)?;
        let salt = secret::random(randomness);
        let hash = self.derive(self.cost, salt.clone(), password.to_owned()).await?;
        Ok(PasswordHash { cost: self.cost, salt, hash })
    }

    /// Says whether it is the password. Without a hash the work is done all the same, so that the time does not
    /// tell whether an address is known.
    pub(super) async fn verify(&self, password: &str, known: Option<&PasswordHash>) -> Result<bool> {
        // Nobody has such a password, and hashing a whole upload would be work for nothing.
        let password = if password.chars().count() > LONGEST { "" } else { password };
        let nobody = PasswordHash { cost: self.cost, salt: "00".repeat(32), hash: String::new() };
        let kept = known.unwrap_or(&nobody);
        let hash = self.derive(kept.cost, kept.salt.clone(), password.to_owned()).await?;
        Ok(known.is_some() && secret::hash(&hash) == secret::hash(&kept.hash))
    }

    /// Says whether the cost was raised since.
    pub(super) fn is_outdated(&self, kept: &PasswordHash) -> bool {
        kept.cost != self.cost
    }

    async fn derive(&self, cost: PasswordCost, salt: String, password: String) -> Result<String> {
        let closed = |error| Error::unavailable("signing in has ended here").with_source(error);
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(closed)?;
        let work = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            derive(cost, &salt, &password)
        });
        work.await.map_err(|error| Error::internal("hashing broke off").with_source(error))?
    }
}

fn derive(cost: PasswordCost, salt: &str, password: &str) -> Result<String> {
    let wrong = |error: argon2::Error| {
        Error::invalid_input(format!("passwords cannot be hashed at this cost: {error}"))
    };
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(wrong)?;
    let mut out = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt.as_bytes(), &mut out)
        .map_err(wrong)?;
    Ok(secret::hex(&out))
}

fn check(password: &str, address: &str) -> Result<()> {
    let characters = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&characters) {
        return Err(Error::invalid_input(format!(
            "the password has {characters} characters: choose {SHORTEST} to {LONGEST}"
        )));
    }
    let (lower, address) = (password.to_lowercase(), address.to_lowercase());
    let local = address.split('@').next().unwrap_or_default();
    let mut letters = lower.chars();
    let first = letters.next();
    if lower == address || lower == local || letters.all(|letter| Some(letter) == first) {
        return Err(Error::invalid_input("the password is easy to guess: choose several words"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::id::SeededRandomness;

    const CHEAP: PasswordCost = PasswordCost { memory_kib: 8, passes: 1 };

    #[tokio::test]
    async fn only_the_password_itself_is_accepted() {
        let (passwords, randomness) = (Passwords::new(CHEAP, 1), SeededRandomness::new(7));
        let kept = passwords.hash("correct horse", "ann@home.example", &randomness).await.unwrap();
        assert!(passwords.verify("correct horse", Some(&kept)).await.unwrap());
        for wrong in ["", "correct hors", "correct horse ", "Correct horse", &"x".repeat(100_000)] {
            assert!(!passwords.verify(wrong, Some(&kept)).await.unwrap());
            assert!(!passwords.verify(wrong, None).await.unwrap());
        }
        let again = passwords.hash("correct horse", "ann@home.example", &randomness).await.unwrap();
        assert_ne!(kept, again, "each has a salt of its own");
        assert!(!serde_json::to_string(&kept).unwrap().contains("horse"));
    }

    #[tokio::test]
    async fn weak_passwords_are_refused_and_not_repeated() {
        let (passwords, randomness) = (Passwords::new(CHEAP, 1), SeededRandomness::new(7));
        let long = "x y".repeat(100);
        for weak in ["", "short", "aaaaaaaaaaaaaa", "Ann.Miller@home.example", "ann.miller", &long] {
            let error = passwords.hash(weak, "ann.miller@home.example", &randomness).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{weak}");
            assert!(weak.is_empty() || !error.message().contains(weak), "{error}");
        }
    }

    #[test]
    fn every_part_of_the_input_counts() {
        let cost = PasswordCost { memory_kib: 64, passes: 2 };
        let base = derive(cost, "0123456789abcdef", "password").unwrap();
        assert_eq!(base, derive(cost, "0123456789abcdef", "password").unwrap());
        for (cost, salt, password) in [
            (cost, "0123456789abcdeg", "password"),
            (cost, "0123456789abcdef", "passwort"),
            (PasswordCost { passes: 3, ..cost }, "0123456789abcdef", "password"),
            (PasswordCost { memory_kib: 128, ..cost }, "0123456789abcdef", "password"),
        ] {
            assert_ne!(base, derive(cost, salt, password).unwrap());
        }
        assert!(derive(PasswordCost { memory_kib: 1, passes: 0 }, "0123456789abcdef", "x").is_err());
    }
}
