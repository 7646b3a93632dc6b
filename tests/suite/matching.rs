//! What `matching` promises.
