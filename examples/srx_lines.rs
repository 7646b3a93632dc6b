//! Cuts each line of standard input by the rules of an SRX file; one JSON array of segments a line.
//!
//! `cargo run --example srx_lines -- rules.srx en < lines.txt`. It shows how a program that has its
//! text elsewhere uses the rules, and `benches/srx_against_choppa.py` compares what it gives.

use entente::lang::LangTag;
use entente::segment::srx::Srx;
use entente::xml::XmlOptions;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, path, language] = &arguments[..] else {
        return Err("usage: srx_lines RULES.srx LANG < LINES".into());
    };
    let input = BufReader::new(File::open(path)?);
    let srx = Srx::read(path.as_str(), input, XmlOptions::default())?;
    let rules = srx.rules_for(&LangTag::parse(language)?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut segments = Vec::new();
        let mut start = 0;
        for found in rules.decisions(&line)?.iter().filter(|found| found.breaks) {
            segments.push(&line[start..found.mark.end]);
            start = found.mark.end;
        }
        segments.push(&line[start..]);
        writeln!(out, "{}", serde_json::to_string(&segments)?)?;
    }
    Ok(())
}
