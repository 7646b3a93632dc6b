//! What `token` promises.
