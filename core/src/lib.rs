//! A secretary for any application: it reads office documents, says what they hold and where it says so,
//! and drafts checked replies. Offline, without an API key.
//!
//! ```no_run
//! use secretariat::documents::Source;
//! use secretariat::Office;
//!
//! # async fn example() -> secretariat::Result<()> {
//! let office = Office::open("./office").await?;
//! let contract = office.documents().add(Source::file("contract.pdf")).await?;
//! for deadline in &contract.brief.deadlines {
//!     println!("{} {} ({})", deadline.due, deadline.title, deadline.evidence.place);
//! }
//! let answer = office.documents().ask("When must we give notice?").await?;
//! println!("{}", answer.text);
//! # Ok(())
//! # }
//! ```
//!
//! Without an office, [`parse`], [`values::find`] and [`communications::check()`] are plain functions.

pub mod agents;
pub mod approvals;
pub mod audit;
#[cfg(feature = "s3")]
mod aws;
pub mod backup;
pub mod blobs;
pub mod cache;
mod callback;
pub mod clock;
pub mod communications;
pub mod documents;
pub mod error;
pub mod evidence;
pub mod forwarding;
pub mod id;
#[cfg(feature = "encryption")]
pub mod keys;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod memory;
pub mod models;
mod office;
#[cfg(feature = "fetch")]
mod outbound;
pub mod people;
mod plain;
pub mod privacy;
pub mod queue;
pub mod rights;
pub mod schedules;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod storage;
pub mod tools;
pub mod values;
pub mod webhooks;
pub mod work;

pub use communications::{DraftRequest, check};
pub use documents::Source;
pub use error::{Error, ErrorKind, Result};
pub use evidence::{Area, Evidence, Place, Provenance, Span};
pub use office::{Health, Office, OfficeBuilder, OfficeChange, PartHealth, Standing};
#[cfg(feature = "encryption")]
pub use office::{KeyProgress, KeyReport};
pub use plain::{brief, parse, parse_source};
