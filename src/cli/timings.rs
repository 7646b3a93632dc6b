//! `--timings`: the CPU time each step of a run took, on stderr.
//!
//! CPU time of the whole process and not time on the clock: a busy machine must not make the
//! figures of a run worse than they are, and work spread over threads is counted in full.

use super::args::Global;
use super::output;
use std::time::Duration;

/// The steps of a run as they end.
pub(crate) struct Timings {
    shown: bool,
    last: Duration,
    steps: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Begins the first step.
    pub(crate) fn start(global: &Global) -> Timings {
        Timings {
            shown: global.timings,
            last: cpu_time(),
            steps: Vec::new(),
        }
    }

    /// Ends a step and begins the next.
    pub(crate) fn step(&mut self, name: &'static str) {
        let now = cpu_time();
        self.steps.push((name, now.saturating_sub(self.last)));
        self.last = now;
    }

    /// Prints the steps if `--timings` asks for them, and the whole process from its start.
    pub(crate) fn print(&self, global: &Global) {
        if !self.shown {
            return;
        }
        let total = ("all, from the start", cpu_time());
        for (name, time) in self.steps.iter().chain([&total]) {
            output::say(
                global,
                &format!("{:>9.2} ms CPU  {name}", time.as_secs_f64() * 1e3),
            );
        }
    }
}

/// CPU time of this process since it started, all threads together.
fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or(0);
    Duration::new(seconds, nanoseconds)
}
