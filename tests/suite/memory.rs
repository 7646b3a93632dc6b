//! What `memory` promises.
