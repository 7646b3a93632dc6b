//! prefill.
