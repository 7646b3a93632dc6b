//! What `glossary` promises.
