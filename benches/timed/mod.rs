//! Time as the benches take it: a machine that does other work too must not count.

use std::time::{Duration, Instant};

/// What `work` gives and how long it took, in CPU time of this thread where the system tells it.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let cpu = || {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let nanoseconds = text.split(' ').next()?.parse().ok()?;
        Some(Duration::from_nanos(nanoseconds))
    };
    let (begun, wall) = (cpu(), Instant::now());
    let result = work();
    let took = match (begun, cpu()) {
        (Some(begun), Some(ended)) => ended.saturating_sub(begun),
        _ => wall.elapsed(),
    };
    (took, result)
}
