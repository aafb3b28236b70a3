//! Typed values in text.
