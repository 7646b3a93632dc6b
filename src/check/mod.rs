//! Checks: what is wrong with a translation, found by rules.

mod finding;

pub use finding::{Finding, Fix, Location, Severity};
