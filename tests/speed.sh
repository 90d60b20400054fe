#!/usr/bin/env bash
# Measures the generator against what it is built on, and prints one table: medians, ratios, memory, threads, what a run costs when
# nothing or one page changed, and instructions where valgrind is there. Takes some minutes.
#
# GRAPHDOWN_CORPUS names the folder of a documentation set; without it one is made of docs-input. ROUNDS says how often times are taken (5).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/measure.sh
source tests/measure.sh

built graphdown-cli graphdown-speed
graphdown=$release/graphdown speed=$release/graphdown-speed
columns='%-58s%12s%12s%9s'
if [ -n "${GRAPHDOWN_CORPUS:-}" ]; then
  cp -r "$GRAPHDOWN_CORPUS" "$work/docs"
else
  "$speed" set "$work/docs"
fi
export GRAPHDOWN_CORPUS=$work/docs

# value PHASE COLUMN: from the table of phases; 2 is wall time, 3 processor time.
value() { awk -v phase="$1" -v column="$2" '$1 == phase { print $column }' "$work/table"; }

threads() {
  RAYON_NUM_THREADS=$1 "$speed" table "$rounds" >"$work/table"
  cp "$work/table" "$work/table-$1"
  row "threads: $1, $(head -n 1 "$work/table")" "ms, wall" "ms, CPU" "CPU"
  for it in bytes markdown read lower ir plan emit write generate; do
    row "  $it" "$(value $it 2)" "$(value $it 3)" ""
  done
  pretty=$(awk -v a="$(value pretty 3)" -v b="$(value tokens 3)" 'BEGIN { print a - b }')
  row "  prettyplease over the same tokens" "" "$pretty" ""
  row "  pages to IR : pulldown-cmark alone" "" "" "$(ratio "$(value ir 3)" "$(value markdown 3)")"
  row "  pages to formatted Rust : prettyplease alone" "" "" "$(ratio "$(value generate 3)" "$pretty")"
}
threads 1
threads 2
for phase in ir generate; do
  one=$(awk -v phase=$phase '$1 == phase { print $2 }' "$work/table-1")
  row "$phase, one thread : two threads, wall" "" "" "$(ratio "$one" "$(value $phase 2)")"
done

read -r _ pages _ peak <<<"$("$speed" once lower)"
row "peak memory of pages to IR : size of the pages" "$peak B" "$pages B" "$(ratio "$peak" "$pages")"

# timed FILE COMMAND...: appends wall time and processor time in milliseconds.
timed() {
  local TIMEFORMAT='%R %U %S' file=$1
  shift
  { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.0f %.0f\n", $1 * 1000, ($2 + $3) * 1000 }' >>"$file"
}
page=$(find "$work/docs" -path '*v1.0*resources/user.md' | head -n 1)
generate() { "$graphdown" generate --quiet --docs "$work/docs" --out "$work/out" "$@"; }
cached() { generate --cache "$work/cache"; }
cached
for round in $(seq "$rounds"); do
  timed "$work/bytes" "$speed" bytes "$work/docs"
  timed "$work/both" "$speed" bytes "$work/docs" "$work/out"
  timed "$work/first" cached
  timed "$work/nothing" cached
  sed -i "s/^|displayName|[A-Za-z0-9]*|/|displayName|$([ $((round % 2)) = 0 ] && echo String || echo Int32)|/" "$page"
  timed "$work/page" cached
  timed "$work/again" generate
  rm -rf "$work/out" "$work/cache"
  timed "$work/full" cached
done
row "the command, whole process" "ms, wall" "ms, CPU" ""
of() { median "$2" <"$work/$1"; }
row "  reading the pages" "$(of bytes 1)" "$(of bytes 2)" ""
row "  reading the pages and the crate" "$(of both 1)" "$(of both 2)" ""
row "  from nothing" "$(of full 1)" "$(of full 2)" ""
row "  again, without a cache" "$(of again 1)" "$(of again 2)" ""
row "  nothing changed, seen for the first time" "$(of first 1)" "$(of first 2)" ""
row "  nothing changed" "$(of nothing 1)" "$(of nothing 2)" ""
row "  one page changed" "$(of page 1)" "$(of page 2)" ""
row "  nothing changed : reading the pages" "" "" "$(ratio "$(of nothing 2)" "$(of bytes 2)")"
row "  nothing changed : reading the pages and the crate" "" "" "$(ratio "$(of nothing 2)" "$(of both 2)")"
row "  one page changed : from nothing" "" "" "$(ratio "$(of page 2)" "$(of full 2)")"

if command -v valgrind >/dev/null; then
  before=0
  # count PHASE: instructions in millions of the phase with all before it, with one thread.
  count() {
    RAYON_NUM_THREADS=1 valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$speed" once "$1" 2>&1 |
      sed -n 's/.*I *refs: *//p' | tr -d , | awk '{ printf "%.0f", $1 / 1e6 }'
  }
  row "instructions, one thread" millions "" ""
  load=$(count load) markdown=$(($(count markdown) - load)) before=$load
  row "  markdown" "$markdown" "" ""
  for it in read lower plan generate pretty; do
    now=$(count $it)
    row "  $it" "$((now - before))" "" ""
    [ $it != lower ] || row "  pages to IR : pulldown-cmark alone" "" "" "$(ratio $((now - load)) "$markdown")"
    before=$now
  done
fi
