//! entente pre-fills translations of articles between English, French and Russian from what was
//! translated before, and proves that a finished translation keeps the agreed terms and numbers.
//!
//! # The way of the data
//!
//! An article is bytes; [`text`] makes them characters with places, [`document`] finds its blocks
//! and their [`inline`] content, [`segment`] cuts the blocks into sentences, [`token`] says what is
//! compared. A [`memory`] holds what was translated before, a [`glossary`] the agreed terms.
//! [`matching`] finds for each sentence the nearest ones in the memory and scores them; [`align`]
//! pairs the sentences of an article with those of its translation. [`prefill`] writes a draft into
//! the article's own untouched bytes, [`check`] reads a finished translation and gives findings,
//! [`report`] shows them. Each module imports only from those before it.
//!
//! The library prints nothing and reads no environment, clock or current directory: that is the
//! binary's part.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod files;
pub mod text;

pub mod lang;
pub mod xml;

pub mod inline;

pub mod document;

pub mod segment;

pub mod token;

pub mod glossary;
pub mod memory;

pub mod align;
pub mod matching;

pub mod check;

pub mod prefill;

pub mod report;
