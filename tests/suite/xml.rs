//! What `xml` promises.
