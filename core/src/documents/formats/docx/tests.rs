//! Hostile and odd documents, built in memory.
