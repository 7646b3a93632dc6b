//! What `align` promises.
