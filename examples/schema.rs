//! Writes the JSON Schema of `entente.toml` to standard output:
//! `cargo run --example schema > docs/entente.schema.json`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(entente::config::schema().as_bytes())
}
