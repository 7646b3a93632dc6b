//! What `check` promises.
