//! Integration tests of the public interface, one file for each topic.

mod pdf;
