//! Hostile and odd workbooks, built in memory.
