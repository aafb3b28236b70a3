//! Text of pages that are pictures.
//!
//! [`Ocr`] is the port: tesseract here ([`Tesseract`]), the phone's own engine there. [`apply_ocr`] puts
//! what it read into a parsed document, each paragraph with its box on the page and its confidence.

mod apply;
mod layout;
mod tesseract;
mod tsv;

use std::time::Duration;

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use apply::apply_ocr;
pub use tesseract::Tesseract;

use crate::documents::Budget;
use crate::error::Result;
use crate::evidence::Area;
use crate::settings::Limits;

/// The time for one page: an engine is slow, but it is not the untrusted file that takes it.
const PAGE_MILLIS: u64 = 60_000;

/// Returns the budget for reading so many pages.
pub fn budget(limits: &Limits, pages: usize) -> Budget {
    let page = PAGE_MILLIS.max(limits.callback_millis);
    Budget::new(Limits { cpu_millis: page.saturating_mul(pages as u64), ..*limits })
}

/// Reads the text of pictures.
///
/// A call must not block its thread, and is given up after [`Limits::callback_millis`].
#[async_trait]
pub trait Ocr: Send + Sync + std::fmt::Debug {
    /// Reads an encoded picture (PNG, JPEG, TIFF, PNM; a TIFF may hold several pages).
    ///
    /// `languages` are hints as BCP 47 tags, the likeliest first; none means that the engine finds out.
    /// A picture without text gives pages without words.
    ///
    /// # Errors
    /// `unavailable` when the engine cannot run now, `corrupt` when it cannot read the picture.
    async fn recognise(&self, image: &[u8], dpi: Option<u32>, languages: &[String]) -> Result<Vec<OcrPage>>;

    /// Returns the time in which every call ends by itself, if the engine sees to that: it is given no less.
    fn own_time(&self) -> Option<Duration> {
        None
    }
}

/// One page as an engine read it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OcrPage {
    /// The width of the picture in pixels.
    pub width: u32,
    /// The height of the picture in pixels.
    pub height: u32,
    /// The language it was read in, as a BCP 47 tag, if the engine knows.
    pub language: Option<String>,
    /// The words in reading order.
    pub words: Vec<OcrWord>,
}

/// A word on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OcrWord {
    /// The word.
    pub text: String,
    /// Its box in pixels.
    pub area: Area,
    /// How sure the engine is, from 0 to 1.
    pub confidence: f32,
    /// The number of its paragraph on the page: words of one paragraph stand together.
    pub paragraph: u32,
    /// The number of its line on the page.
    pub line: u32,
}

impl OcrPage {
    /// Returns the mean confidence, weighted by the length of the words; 0 without words.
    pub fn confidence(&self) -> f32 {
        let (mut sum, mut letters) = (0.0, 0.0);
        for word in &self.words {
            let length = word.text.chars().count() as f32;
            sum += word.confidence * length;
            letters += length;
        }
        if letters > 0.0 { sum / letters } else { 0.0 }
    }
}
