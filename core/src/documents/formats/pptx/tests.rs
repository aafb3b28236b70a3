//! Hostile and odd presentations, built in memory.
