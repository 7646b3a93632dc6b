//! What `prefill` promises.
