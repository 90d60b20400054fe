#!/usr/bin/env bash
# How long it takes until a saved page is in the crate, against a full run: seconds of each over a whole documentation set, sorted.
#
# GRAPHDOWN_CORPUS names the folder of the documentation set. ROUNDS says how often (5).
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tests/measure.sh
source tests/measure.sh
whole_set

watching=
trap '[ -z "$watching" ] || kill "$watching"; rm -rf "$work"' EXIT
cp -r "$corpus" "$work/docs"
built graphdown-cli
graphdown=$release/graphdown
page=$(find "$work/docs" -path '*v1.0/resources/user.md')
grep -q '^|displayName|String|' "$page"

echo "-- full runs, in seconds"
"$graphdown" generate --docs "$work/docs" --out "$work/out" --quiet
for _ in $(seq "$rounds"); do
  "$graphdown" generate --docs "$work/docs" --out "$work/out" | tail -n 1
done | sort -n

echo "-- a property of one page gets another type, in seconds"
"$graphdown" watch --docs "$work/docs" --out "$work/out" 2>"$work/log" &
watching=$!
until grep -q '^watching' "$work/log"; do sleep 0.1; done
types=(Int32 Int64 Boolean Double Guid)
for count in $(seq "$rounds"); do
  type=${types[count % ${#types[@]}]}
  sed "s/^|displayName|[A-Za-z0-9]*|/|displayName|$type|/" "$page" >"$work/page"
  mv "$work/page" "$page"
  until [ "$(grep -c 'user.md: 1 files written' "$work/log")" = "$count" ]; do sleep 0.05; done
done
grep 'user.md: 1 files written' "$work/log" | sed 's/.*(\(.*\))/\1/' | sort -n
