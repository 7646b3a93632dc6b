//! What `document` promises.
