//! Times, and the memory of this process.

use std::fs;
use std::time::{Duration, Instant};

/// How long something took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// By the clock on the wall.
    pub wall: Duration,
    /// How long all threads together have been on a processor. By the wall where the system does not say.
    pub cpu: Duration,
}

/// Runs `work`, and says how long it took. What it made is dropped behind the clock.
pub fn time<T>(work: impl FnOnce() -> T) -> Time {
    let (start, busy) = (Instant::now(), on_processor());
    let made = std::hint::black_box(work());
    let wall = start.elapsed();
    let cpu = on_processor().zip(busy).map_or(wall, |(now, then)| now - then);
    drop(made);
    Time { wall, cpu }
}

/// The middle one.
pub fn median<T: Ord + Copy>(mut of: Vec<T>) -> Option<T> {
    of.sort_unstable();
    of.get(of.len() / 2).copied()
}

/// How long the threads of this process have been on a processor; `None` if the system does not say.
fn on_processor() -> Option<Duration> {
    let threads = fs::read_dir("/proc/self/task").ok()?.flatten();
    let times = threads.map(|it| fs::read_to_string(it.path().join("schedstat")).ok());
    let nanoseconds = times.map(|it| it?.split_whitespace().next()?.parse::<u64>().ok());
    nanoseconds.sum::<Option<u64>>().map(Duration::from_nanos)
}

/// The most memory that this process has held, in bytes; `None` if the system does not say.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|it| it * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![5, 1, 3]), Some(3));
        assert_eq!(median(Vec::<u8>::new()), None);
    }
}
