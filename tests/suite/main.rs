//! What entente promises, one module per folder of `src`, in one binary.

mod align;
mod baseline;
mod check;
mod cli;
mod convert;
mod data;
mod document;
mod fix;
mod glossary;
mod layers;
mod matching;
mod memory;
mod prefill;
mod repair;
mod report;
mod run;
mod segment;
mod srx;
mod store;
mod terms;
mod text;
mod token;
mod typography;
mod xliff;
mod xliff2;
mod xml;
