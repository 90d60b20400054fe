//! `cargo bench -p graphdown-speed`: each phase of a run, and what it is measured by.

use divan::{Bencher, black_box};
use graphdown_speed::{phases, set};

fn main() {
    divan::main();
}

fn docs() -> graphdown::docset::DocSet {
    set::docs(set::files().expect("the documentation set can be read"))
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn a_markdown_alone(bencher: Bencher<'_, '_>) {
    let docs = docs();
    bencher.bench_local(|| phases::markdown(black_box(&docs)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn b_read(bencher: Bencher<'_, '_>) {
    let docs = docs();
    bencher.bench_local(|| phases::read(black_box(&docs)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn c_lower(bencher: Bencher<'_, '_>) {
    let docs = docs();
    let pages = phases::read(&docs);
    bencher.bench_local(|| phases::lower(&docs, black_box(&pages)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn d_plan(bencher: Bencher<'_, '_>) {
    let docs = docs();
    let edm = phases::understand(&docs);
    bencher.bench_local(|| phases::plan(&docs, black_box(&edm)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn e_emit(bencher: Bencher<'_, '_>) {
    let docs = docs();
    let plan = phases::plan(&docs, &phases::understand(&docs));
    bencher.bench_local(|| phases::emit(black_box(&plan)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn f_prettyplease_alone(bencher: Bencher<'_, '_>) {
    let output = phases::generate(&docs());
    bencher.bench_local(|| phases::pretty(black_box(&output)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn g_generate(bencher: Bencher<'_, '_>) {
    let docs = docs();
    bencher.bench_local(|| phases::generate(black_box(&docs)));
}
