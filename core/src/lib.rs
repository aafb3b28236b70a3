//! A secretary for any application: it reads office documents, says what they hold and where it says so,
//! and drafts checked replies. Offline, without an API key.

pub mod blobs;
pub mod clock;
pub mod documents;
pub mod error;
pub mod evidence;
pub mod id;
pub mod queue;
pub mod settings;
pub mod storage;
pub mod values;
pub mod work;

pub use error::{Error, ErrorKind, Result};
pub use evidence::{Area, Evidence, Place, Provenance, Span};
