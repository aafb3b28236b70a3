//! By what texts are compared in meaning: the built-in model, or vectors that the application brings.

use sha2::{Digest, Sha256};

use super::embedder::Embedder;
use super::vectors::{DIMENSIONS, FINE_STEPS, STEPS};
use crate::error::{Error, Result};

/// The most numbers of a vector.
const MOST_DIMENSIONS: usize = 4_096;
/// The most characters of an embedder's name.
const LONGEST_NAME: usize = 200;

/// By what an index compares meaning: a part of its identity, since vectors of two models have nothing in
/// common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meaning(Option<Model>);

/// A model of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Model {
    name: String,
    dimensions: usize,
}

/// The vector of a text, of length 1; zeros for a text without meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedding(Box<[f32]>);

impl Meaning {
    /// The model that this library carries.
    pub fn built_in() -> Self {
        Self(None)
    }

    /// The vectors of an embedder.
    ///
    /// # Errors
    /// `invalid_input` when it has no name or a very long one, or does not have 1 to 4096 dimensions.
    pub fn of(embedder: &dyn Embedder) -> Result<Self> {
        let (name, dimensions) = (embedder.name(), embedder.dimensions());
        if name.trim().is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(Error::invalid_input(format!(
                "the name of an embedder has 1 to {LONGEST_NAME} characters"
            )));
        }
        let meaning = Self(Some(Model { name, dimensions }));
        if !(1..=MOST_DIMENSIONS).contains(&dimensions) {
            let message = format!("has {dimensions} dimensions; 1 to {MOST_DIMENSIONS} are possible");
            return Err(meaning.named(Error::invalid_input(message)));
        }
        Ok(meaning)
    }

    /// Checks the embedder's vectors of some texts.
    ///
    /// # Errors
    /// `invalid_input` naming the embedder, unless there is one vector for each text, with as many numbers as
    /// it has dimensions, all of them finite; always for the built-in model, which makes its own vectors.
    pub fn embeddings(&self, vectors: &[Vec<f32>], texts: usize) -> Result<Vec<Embedding>> {
        if self.0.is_none() || vectors.len() != texts {
            return Err(self.refused(format!("gave {} vectors for {texts} texts", vectors.len())));
        }
        vectors.iter().map(|vector| self.embedding(vector)).collect()
    }

    fn embedding(&self, vector: &[f32]) -> Result<Embedding> {
        let dimensions = self.dimensions();
        if vector.len() != dimensions {
            return Err(self.refused(format!("gave a vector of {} numbers, not {dimensions}", vector.len())));
        }
        if !vector.iter().all(|number| number.is_finite()) {
            return Err(self.refused("gave a vector with a number that is not finite"));
        }
        // No square of a single number is too large or too small for a double one.
        let square: f64 = vector.iter().map(|number| f64::from(*number) * f64::from(*number)).sum();
        let scale = if square > 0.0 { 1.0 / square.sqrt() } else { 0.0 };
        Ok(Embedding(vector.iter().map(|number| (f64::from(*number) * scale) as f32).collect()))
    }

    /// Says whether the built-in model is meant.
    pub(super) fn is_built_in(&self) -> bool {
        self.0.is_none()
    }

    /// Returns how many numbers a vector has.
    pub(super) fn dimensions(&self) -> usize {
        self.0.as_ref().map_or(DIMENSIONS, |model| model.dimensions)
    }

    /// Returns what tells its indexes from others: nothing for the built-in model.
    pub(super) fn key(&self) -> Option<String> {
        let Model { name, dimensions } = self.0.as_ref()?;
        let digest = Sha256::digest(format!("{dimensions} {name}"));
        Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Puts the name of the model before an error's message.
    pub(super) fn named(&self, error: Error) -> Error {
        match &self.0 {
            Some(model) => error.about(format_args!("the embedder {}", model.name)),
            None => error.about("the built-in model"),
        }
    }

    /// Refuses what was given for this model.
    pub(super) fn refused(&self, message: impl Into<String>) -> Error {
        self.named(Error::invalid_input(message))
    }
}

impl Embedding {
    /// Returns how many numbers it has.
    pub(super) fn dimensions(&self) -> usize {
        self.0.len()
    }

    /// Returns the vector in steps of one byte, for the passage's side of a dot product.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let steps = steps(self.0.len());
        self.0.iter().map(|number| (number * steps).round().clamp(-127.0, 127.0) as i8 as u8).collect()
    }

    /// Returns the vector in finer steps, for the query's side of a dot product.
    pub(super) fn fine(&self) -> Vec<i16> {
        self.0.iter().map(|number| (number * FINE_STEPS).round() as i16).collect()
    }
}

/// Returns the steps per 1 of a passage's component.
///
/// A component of a unit vector is about 1/√n large, the smaller the more dimensions there are. The steps
/// grow with √n, so that as many fall on a usual component as with the built-in model (22 of 127); what is
/// more than 5.7 times as large is cut. With few dimensions nothing can be cut: all 127 steps are used for 1.
fn steps(dimensions: usize) -> f32 {
    (STEPS * (dimensions as f32 / DIMENSIONS as f32).sqrt()).max(127.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(dimensions: usize) -> Meaning {
        Meaning(Some(Model { name: "m".into(), dimensions }))
    }

    #[test]
    fn vectors_use_the_range_of_a_byte_whatever_their_dimensions() {
        for dimensions in [1, 2, 8, 31, 32, 100, 128, 384, 4_096] {
            let vector: Vec<f32> = (0..dimensions).map(|at| ((at * 7 + 3) % 11) as f32 - 4.5).collect();
            let embedding = model(dimensions).embedding(&vector).unwrap();
            let largest =
                embedding.bytes().into_iter().map(|byte| (byte as i8).unsigned_abs()).max().unwrap();
            assert!((30..=127).contains(&largest), "{dimensions}: {largest}");
            let mut one = vec![0.0; dimensions];
            one[0] = -1e-30;
            let one = model(dimensions).embedding(&one).unwrap();
            assert_eq!((one.bytes()[0] as i8, one.fine()[0]), (-127, -4_096), "{dimensions}");
        }
        assert!((steps(DIMENSIONS) - STEPS).abs() < f32::EPSILON);
    }

    #[test]
    fn any_finite_vector_gets_length_one() {
        for vector in [[f32::MAX; 4], [f32::MIN_POSITIVE / 4.0; 4], [-3.0; 4]] {
            let Embedding(unit) = model(4).embedding(&vector).unwrap();
            assert!(unit.iter().all(|number| (number.abs() - 0.5).abs() < 1e-6), "{unit:?}");
        }
        assert_eq!(model(2).embedding(&[0.0, -0.0]).unwrap().bytes(), [0, 0]);
    }

    #[test]
    fn what_is_no_vector_is_refused() {
        for vector in [&[1.0][..], &[1.0, f32::NAN], &[1.0, f32::INFINITY], &[]] {
            let error = model(2).embeddings(&[vector.to_vec()], 1).unwrap_err();
            assert_eq!(error.kind(), crate::ErrorKind::InvalidInput);
            assert!(error.message().starts_with("the embedder m: gave a vector"), "{error}");
        }
        assert!(model(1).embeddings(&[vec![1.0]], 2).is_err());
        assert!(Meaning::built_in().embeddings(&[], 0).is_err());
    }

    #[test]
    fn models_are_told_apart_by_name_and_dimensions() {
        let other = Meaning(Some(Model { name: "n".into(), dimensions: 2 }));
        assert_ne!(model(2).key(), model(3).key());
        assert_ne!(model(2).key(), other.key());
        assert_eq!(Meaning::default().key(), None);
    }
}
