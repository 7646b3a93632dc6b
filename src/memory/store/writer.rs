//! Writing a stored memory, unit by unit.

use super::layout::Stored;
use super::{Block, HEAD, Table, checksum, head, seal};
use crate::lang::LangTag;
use crate::memory::{MemoryHeader, TranslationUnit};
use std::io::{self, Write};

/// Bytes after which a block is full. Small enough that one unit costs little to look up, large
/// enough that ten million units have a table of some ten thousand lines.
const FULL: usize = 256 << 10;

/// A stored memory that is written unit by unit; holds one block.
#[derive(Debug)]
pub struct StoreWriter<W> {
    out: W,
    table: Table,
    source: Option<LangTag>,
    /// The units of the block that is not full yet.
    bytes: Vec<u8>,
    units: u64,
}

impl<W: Write> StoreWriter<W> {
    /// Begins a memory with `header`.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn new(mut out: W, header: MemoryHeader) -> io::Result<StoreWriter<W>> {
        out.write_all(&head())?;
        Ok(StoreWriter {
            out,
            source: header.source_lang(),
            table: Table {
                header,
                ..Table::default()
            },
            bytes: Vec::new(),
            units: 0,
        })
    }

    /// Writes one unit. Its place is not kept.
    ///
    /// # Errors
    /// When the output fails.
    pub fn unit(&mut self, unit: &TranslationUnit) -> io::Result<()> {
        unit.put(&mut self.bytes);
        self.units += 1;
        self.table.counts.add(unit, self.source.as_ref());
        if self.bytes.len() >= FULL {
            self.end_block()?;
        }
        Ok(())
    }

    fn end_block(&mut self) -> io::Result<()> {
        self.out.write_all(&self.bytes)?;
        self.table.blocks.push(Block {
            length: self.bytes.len() as u64,
            units: self.units,
            checksum: checksum(&self.bytes),
        });
        self.bytes.clear();
        self.units = 0;
        Ok(())
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// When the output fails.
    pub fn finish(mut self) -> io::Result<W> {
        if self.units > 0 {
            self.end_block()?;
        }
        let blocks: u64 = self.table.blocks.iter().map(|block| block.length).sum();
        let mut table = Vec::new();
        self.table.put(&mut table);
        let fields = [HEAD as u64 + blocks, table.len() as u64, checksum(&table)];
        let mut tail = fields.map(u64::to_le_bytes).concat();
        tail.extend(seal(&head(), &tail).to_le_bytes());
        self.out.write_all(&table)?;
        self.out.write_all(&tail)?;
        Ok(self.out)
    }
}
