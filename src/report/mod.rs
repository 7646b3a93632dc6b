//! What is shown: one file a format; the only part of the library that knows `serde_json`.

mod info;
pub mod json;

pub use info::FileInfo;
