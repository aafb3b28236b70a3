//! Vectors that the application brings: the port, and how it is asked.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::meaning::{Embedding, Meaning};
use crate::callback;
use crate::error::Result;
use crate::settings::Limits;

/// Makes vectors of texts, so that texts of like meaning have vectors of like direction.
///
/// A call must not block its thread, and ends within [`Limits::callback_millis`]. Name and dimensions are
/// asked once, when the office is built.
///
/// ```
/// use std::sync::Arc;
///
/// use secretariat::search::Embedder;
/// use secretariat::{Office, Result};
///
/// /// Knows two meanings: short and long.
/// #[derive(Debug)]
/// struct Lengths;
///
/// #[async_trait::async_trait]
/// impl Embedder for Lengths {
///     fn name(&self) -> String {
///         "lengths-1".into()
///     }
///
///     fn dimensions(&self) -> usize {
///         2
///     }
///
///     async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>> {
///         Ok(texts.iter().map(|text| vec![100.0, text.len() as f32]).collect())
///     }
/// }
///
/// # async fn example() -> Result<()> {
/// let office = Office::builder().embedder(Arc::new(Lengths)).build().await?;
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait Embedder: Send + Sync + std::fmt::Debug {
    /// Returns the name of the model with its version, of at most 200 characters: an index that was made
    /// with another one is made anew.
    fn name(&self) -> String;

    /// Returns how many numbers a vector has, from 1 to 4096. An index keeps a byte of each number in memory.
    fn dimensions(&self) -> usize;

    /// Returns one vector for each text, in order. Their lengths do not matter; a vector of zeros is for a
    /// text that has no meaning. Passages come with the title and the headings above them, at most 64 at
    /// once.
    ///
    /// # Errors
    /// A search that needs the vectors fails with the error, and the next one asks again.
    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>>;
}

/// The most texts of one call.
const AT_ONCE: usize = 64;

/// An embedder that is asked for a few texts at a time, in time, and whose answers are checked.
#[derive(Debug, Clone)]
pub(crate) struct CheckedEmbedder {
    embedder: Arc<dyn Embedder>,
    meaning: Meaning,
    most: Duration,
}

impl CheckedEmbedder {
    /// Asks for name and dimensions.
    ///
    /// # Errors
    /// As [`Meaning::of`].
    pub(crate) fn new(embedder: Arc<dyn Embedder>, limits: &Limits) -> Result<Self> {
        let meaning = Meaning::of(embedder.as_ref())?;
        Ok(Self { embedder, meaning, most: Duration::from_millis(limits.callback_millis) })
    }

    /// Returns what an index compares by.
    pub(crate) fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    /// Returns one vector for each text, in order.
    ///
    /// # Errors
    /// Errors name the embedder: its own, `limit_exceeded` when it takes too long, `invalid_input` when it
    /// returns other than one usable vector for each text.
    pub(crate) async fn embeddings(&self, texts: &[String]) -> Result<Vec<Embedding>> {
        let mut embeddings = Vec::with_capacity(texts.len());
        for texts in texts.chunks(AT_ONCE) {
            let call = async { self.embedder.embed(texts).await };
            let vectors = callback::call("the call", self.most, call).await;
            let vectors = vectors.map_err(|error| self.meaning.named(error))?;
            embeddings.extend(self.meaning.embeddings(&vectors, texts.len())?);
        }
        Ok(embeddings)
    }
}
