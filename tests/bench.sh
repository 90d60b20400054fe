#!/usr/bin/env bash
# Measures what the bindings cost, against a twin that the same emitter writes with serde's derives: CPU time to check and to use the
# crate of a whole documentation set, and the speed of reading and writing. Prints one table. Takes some minutes.
#
# GRAPHDOWN_CORPUS names the folder of the documentation set; without it only the speed is measured. ROUNDS says how often the times of
# the compiler are taken (3).
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=3
# shellcheck source=tests/measure.sh
source tests/measure.sh
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/bench CARGO_INCREMENTAL=0

built graphdown-cli
graphdown=$release/graphdown
columns='%-44s%10s%10s%8s'

# crate NAME DOCS FOLDER: writes a crate and its twin.
crate() {
  "$graphdown" generate --quiet --docs "$2" --out "$work/$3" --crate-name "$1" --client-path crates/graphdown-client
  cat >"$work/twin.toml" <<SETTINGS
docs = "$(cd "$2" && pwd)"
out = "$3-twin"
[crate]
name = "$1-twin"
client = { path = "$root/crates/graphdown-client" }
serde-derive-twin = true
SETTINGS
  "$graphdown" generate --quiet --config "$work/twin.toml"
}

# program NAME: copies one of the programs beside the crates.
program() {
  cp -r "tests/benches/$1" "$work/$1"
  sed -i "s|@repository@|$root|" "$work/$1/Cargo.toml"
}

# compare LABEL OURS TWIN COMMAND...: times the command in both folders in turn; prints medians and the median of the ratios.
compare() {
  local label=$1 source=$4 of
  local crates=("$2" "$3")
  shift 4
  : >"$work/times"
  for _ in $(seq "$rounds"); do
    for of in "${crates[@]}"; do
      touch "$work/$of/$source"
      (cd "$work/$of" && cost "$work/cost-$of" "$@")
    done
    awk '{ printf "%s ", $1 } END { print "" }' "$work/cost-${crates[0]}" "$work/cost-${crates[1]}" >>"$work/times"
  done
  row "$label" "$(median 1 <"$work/times") s" "$(median 2 <"$work/times") s" "$(awk '{ printf "%.3f\n", $1 / $2 }' "$work/times" | median 1)"
}

if [ -n "${GRAPHDOWN_CORPUS:-}" ]; then
  crate whole-graph "$GRAPHDOWN_CORPUS" whole
  program list-users
  program list-users-twin
  for it in whole whole-twin list-users list-users-twin; do
    cp Cargo.lock "$work/$it/Cargo.lock"
  done
  # What they depend on is compiled before the clock runs.
  (cd "$work/whole" && cargo check --quiet)
  (cd "$work/whole-twin" && cargo check --quiet)
  (cd "$work/list-users" && cargo build --quiet --release -p whole-graph -p azure_identity -p tokio)
  (cd "$work/list-users-twin" && cargo build --quiet --release -p whole-graph-twin -p serde_json)
  row "CPU time (user)" ours twin ratio
  compare "cargo check, the whole crate" whole whole-twin src/lib.rs cargo check --quiet
  compare "cargo build --release, a program of its own" list-users list-users-twin src/main.rs cargo build --quiet --release
  size() { stat -c %s "$release/$1"; }
  row "size of the program in bytes" "$(size list-users)" "$(size list-users-twin)" ""
  echo
fi

crate small-graph docs-input small
program speed
cp Cargo.lock "$work/speed/Cargo.lock"
(cd "$work/speed" && cargo build --quiet --release)
# glibc would give memory back to the system after each document, and who pays for that is chance.
GLIBC_TUNABLES=glibc.malloc.trim_threshold=4000000000:glibc.malloc.mmap_threshold=1000000000:glibc.malloc.top_pad=64000000 \
  "$release/speed"
