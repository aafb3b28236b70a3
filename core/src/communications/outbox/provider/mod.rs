//! Mail through a provider over HTTPS: JMAP (RFC 8620, RFC 8621).
//!
//! A message is uploaded, imported as a draft, and only then submitted: whatever fails before the submission has sent
//! nothing. Its Message-ID tells later what became of it, and keeps it from being submitted twice.

mod answer;
mod http;
mod place;
#[cfg(test)]
mod tests;
mod transport;

pub use transport::JmapTransport;
