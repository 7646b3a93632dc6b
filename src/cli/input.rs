//! Reading what the user named: files, or standard input for `-`.

use super::args::Global;
use super::exit::Failure;
use entente::text::Source;
use std::io::Read;
use std::path::Path;

/// The decoded text of `path`; `-` is standard input.
pub(crate) fn source(path: &Path, _global: &Global) -> Result<Source, Failure> {
    let name = name(path);
    let fail = |error: std::io::Error| Failure::new(format!("{name}: {error}"));
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(fail)?;
    } else {
        bytes = std::fs::read(path).map_err(fail)?;
    }
    let text =
        String::from_utf8(bytes).map_err(|error| Failure::new(format!("{name}: {error}")))?;
    Ok(Source::new(name, text))
}

/// How messages call `path`.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
