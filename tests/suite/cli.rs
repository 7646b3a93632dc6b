//! What `cli` promises.
