//! Fills the models of a generated crate with random values, and checks that nothing is lost when they are read and written.
//!
//! A crate that tests the models writes a list of them with [`list()`] in its build script, and hands it to [`run`].

pub use check::{Seen, see};
pub use list::list;
pub use table::{Property, Shape, Table};

mod check;
mod fill;
mod list;
mod random;
mod table;
mod values;

use fill::Filler;
use random::Random;

/// A model: its path in the generated crate, and what reads and writes it.
pub type Entry = (&'static str, fn(&str) -> Result<Seen, String>);

/// Reads and writes each model `rounds` times with random values, the first time with all of its properties and the second without any.
/// Gives back how many documents went through.
///
/// # Errors
/// All that was lost, at most one finding per model, each with its document.
pub fn run(table: &Table, models: &[Entry], rounds: usize, seed: u64) -> Result<usize, String> {
    let mut lost = Vec::new();
    for (index, (path, see)) in models.iter().enumerate() {
        let filler = Filler::new(table);
        let mut random = Random::new(seed ^ (index as u64) << 20);
        for round in 0..rounds {
            let share = [100, 0, 60, 30][round.min(2 + round % 2)];
            let document = filler.document(path, share, &mut random);
            if let Err(what) = check::check(&document, see) {
                lost.push(format!("{path}: {what}\n  {}", document.text));
                break;
            }
        }
    }
    if lost.is_empty() { Ok(models.len() * rounds) } else { Err(lost.join("\n")) }
}
