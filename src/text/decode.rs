//! Bytes to text, strictly.
