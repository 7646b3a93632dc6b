//! Time as the benches take it: a machine that does other work too must not count.

use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// What `work` gives and how long it took, in CPU time of this thread.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let cpu = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let begun = cpu();
    let result = work();
    (cpu() - begun, result)
}
