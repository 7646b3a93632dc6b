//! What `segment` promises.
