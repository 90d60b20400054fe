//! How much longer twice as much takes, for shapes of pages that cost a careless reader more than their size.
//!
//! `cargo run --release -p graphdown-hostile --example doubling [SIZE] [WORD]`: a bench, no test, for a busy machine has its own time.
//! About 2 is right; 4 would be the square. On Linux it is the time of all threads on a processor, elsewhere that of the clock.

use graphdown::docset::{DocSet, SourceFile};
use graphdown::{Settings, generate};
use graphdown_hostile::shapes::{self, Shape};
use std::time::{Duration, Instant};

#[allow(clippy::print_stdout)] // A bench has a result to show.
fn main() {
    let mut arguments = std::env::args().skip(1);
    let size: usize = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(2000);
    let word = arguments.next().unwrap_or_default();
    for shape in shapes::all().filter(|it| it.0.contains(&word)) {
        let (once, twice) = (fastest(shape, size), fastest(shape, 2 * size));
        let ratio = twice.as_secs_f64() / once.as_secs_f64();
        println!("{ratio:5.2}  {once:9.1?} {twice:9.1?}  {}", shape.0);
    }
}

fn fastest((_, files): &Shape, size: usize) -> Duration {
    let once = || {
        let files = files(size).into_iter();
        let docs =
            DocSet::new(files.map(|(path, text)| SourceFile::new(path, text.as_bytes())).collect());
        let (start, busy) = (Instant::now(), on_processor());
        generate(&docs, &Settings::default());
        on_processor().zip(busy).map_or(start.elapsed(), |(now, then)| now - then)
    };
    // The system counts in steps: what is over sooner than they are is done again and again, for its mean.
    let start = Instant::now();
    let mut all: Vec<Duration> = Vec::new();
    while all.len() < 3 || start.elapsed() < Duration::from_millis(300) {
        all.push(once());
    }
    let mean = all.iter().sum::<Duration>() / all.len() as u32;
    if mean < Duration::from_millis(50) { mean } else { all.into_iter().min().unwrap_or(mean) }
}

/// How long the threads of this process have been on a processor.
fn on_processor() -> Option<Duration> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?.flatten();
    let times = threads.map(|it| std::fs::read_to_string(it.path().join("schedstat")).ok());
    let nanoseconds = times.map(|it| it?.split_whitespace().next()?.parse::<u64>().ok());
    nanoseconds.sum::<Option<u64>>().map(Duration::from_nanos)
}
