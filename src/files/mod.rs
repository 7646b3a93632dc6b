//! Files: read with a limit, replaced atomically.
