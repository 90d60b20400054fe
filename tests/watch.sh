#!/usr/bin/env bash
# How long it takes until a saved page is in the crate, against a full run: five of each over a whole documentation set, sorted.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${GRAPHDOWN_CORPUS:?set it to the folder of a documentation set}"

work=$(mktemp -d)
watching=
trap '[ -z "$watching" ] || kill "$watching"; rm -rf "$work"' EXIT
cp -r "$GRAPHDOWN_CORPUS" "$work/docs"
cargo build --locked --quiet --release -p graphdown-cli
graphdown=${CARGO_TARGET_DIR:-$PWD/target}/release/graphdown
page=$(find "$work/docs" -path '*v1.0/resources/user.md')
grep -q '^|displayName|String|' "$page"

echo "-- full runs, in seconds"
"$graphdown" generate --docs "$work/docs" --out "$work/out" --quiet
for _ in 1 2 3 4 5; do
  "$graphdown" generate --docs "$work/docs" --out "$work/out" | tail -n 1
done | sort -n

echo "-- a property of one page gets another type, in seconds"
"$graphdown" watch --docs "$work/docs" --out "$work/out" 2>"$work/log" &
watching=$!
until grep -q '^watching' "$work/log"; do sleep 0.1; done
count=0
for type in Int32 Int64 Boolean Double Guid; do
  sed "s/^|displayName|[A-Za-z0-9]*|/|displayName|$type|/" "$page" >"$work/page"
  mv "$work/page" "$page"
  count=$((count + 1))
  until [ "$(grep -c 'user.md: 1 files written' "$work/log")" = "$count" ]; do sleep 0.05; done
done
grep 'user.md: 1 files written' "$work/log" | sed 's/.*(\(.*\))/\1/' | sort -n
