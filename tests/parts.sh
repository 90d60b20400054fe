#!/usr/bin/env bash
# What the crate of a whole documentation set costs to compile, part by part: its models, the bodies of requests, its paths, and one area,
# as a feature and as a slice. Beside them two floors: the same models as plain structs without any JSON, and the same paths without
# documentation and without what is known of operations. Prints one table, and the cost of a thousand. Takes some minutes.
#
# GRAPHDOWN_CORPUS names the folder of the documentation set. ROUNDS says how often `cargo check` is timed (5).
set -euo pipefail
cd "$(dirname "$0")/.."
: "${GRAPHDOWN_CORPUS:?set it to the folder of a documentation set}"
corpus=$(cd "$GRAPHDOWN_CORPUS" && pwd) root=$PWD rounds=${ROUNDS:-5}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}/bench CARGO_INCREMENTAL=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --locked --quiet --release -p graphdown-cli

# crate FOLDER SETTINGS...: writes a crate, with lines for `[crate]` and what follows.
crate() {
  local folder=$1
  shift
  printf '%s\n' "docs = \"$corpus\"" "out = \"$folder\"" "[crate]" "name = \"parts-$folder\"" "own-workspace = true" \
    "client = { path = \"$root/crates/graphdown-client\" }" "$@" >"$work/$folder.toml"
  "$CARGO_TARGET_DIR/release/graphdown" generate --quiet --no-cache --config "$work/$folder.toml"
  cp Cargo.lock "$work/$folder/"
}

# part FROM FOLDER MODULES...: a copy of a crate without these modules, and without the documents that lead into them.
part() {
  local from=$1 folder=$2
  shift 2
  cp -r "$work/$from" "$work/$folder"
  sed -i "s/^name = .*/name = \"parts-$folder\"/" "$work/$folder/Cargo.toml"
  sed -i '/^\/\/!/d' "$work/$folder/src/lib.rs"
  for module in "$@"; do
    sed -i "/^pub mod $module;/d; /^pub use self::$module::/d; /^\/\/! - \[/d" "$work/$folder/src/v1_0.rs"
  done
}

crate whole
crate area '[api]' "include = [{ area = \"${AREA:-users}\" }]"
crate twin 'serde-derive-twin = true'
part whole bodies paths
part whole models paths requests
part twin plain paths requests
find "$work/plain/src/v1_0/models" "$work/plain/src/v1_0/models.rs" -name '*.rs' -exec sed -i \
  's/, serde::Serialize, serde::Deserialize//; /^ *#\[serde($/,/^ *)\]/d; /^ *#\[serde(/d; /^graphdown_client::names! {/,/^}/d' {} +
part whole bare
find "$work/bare/src/v1_0/paths" "$work/bare/src/v1_0/paths.rs" -name '*.rs' | while read -r file; do
  awk '/^ *\/\/\// { next }
    /: OperationInfo = OperationInfo \{$/ { sub(/ \{$/, "::NOTHING;"); print; skip = 1; next }
    skip { if (/^    };$/) skip = 0; next }
    { print }' "$file" >"$work/file"
  cp "$work/file" "$file"
done

part whole feature
sed -i "s/^default = .*/default = [\"${AREA:-users}\"]/" "$work/feature/Cargo.toml"

folders="plain models bodies bare whole feature area"
# seconds FOLDER COMMAND...: the CPU seconds in user mode, after the crate was touched; the peak of the memory goes to a file.
seconds() {
  local folder=$1 TIMEFORMAT=%U
  shift
  touch "$work/$folder/src/lib.rs"
  if [ -x /usr/bin/time ]; then
    (cd "$work/$folder" && /usr/bin/time -f '%U %M' "$@" 2>&1 >/dev/null | tail -n 1 >"$work/time")
    cut -d' ' -f2 "$work/time" >"$work/memory"
    cut -d' ' -f1 "$work/time"
  else
    echo 0 >"$work/memory"
    (cd "$work/$folder" && { time "$@" >/dev/null 2>&1; } 2>&1)
  fi
}
median() { sort -n | awk '{ list[NR] = $1 } END { print list[int((NR + 1) / 2)] }'; }

for folder in $folders; do
  (cd "$work/$folder" && cargo check --quiet 2>/dev/null && cargo build --quiet 2>/dev/null && cargo build --quiet --release 2>/dev/null)
done
# In turn, so that what else the machine does falls on all of them.
for _ in $(seq "$rounds"); do
  for folder in $folders; do
    seconds "$folder" cargo check --quiet >>"$work/check-$folder"
    cp "$work/memory" "$work/memory-$folder"
  done
done
printf '%-42s%10s%10s%10s%10s%10s\n' "CPU seconds (user), MB" check "dev" release "rlib" "memory"
name() {
  case $1 in
  plain) echo "plain structs without JSON (a floor)" ;;
  models) echo "models and enums" ;;
  bodies) echo "... and bodies of requests" ;;
  bare) echo "... and paths without words (a floor)" ;;
  whole) echo "the whole crate" ;;
  feature) echo "... with the feature ${AREA:-users} alone" ;;
  area) echo "the slice of the area ${AREA:-users}" ;;
  esac
}
for folder in $folders; do
  check=$(median <"$work/check-$folder")
  dev=$(seconds "$folder" cargo build --quiet)
  release=$(seconds "$folder" cargo build --quiet --release)
  rlib=$(find "$CARGO_TARGET_DIR/release" -maxdepth 1 -name "libparts_$folder.rlib" -exec stat -c %s {} +)
  memory=$(cat "$work/memory-$folder")
  printf '%-42s%10s%10s%10s%10.1f%10.0f\n' "$(name "$folder")" "$check" "$dev" "$release" \
    "$(awk -v it="$rlib" 'BEGIN { print it / 1e6 }')" "$(awk -v it="$memory" 'BEGIN { print it / 1e3 }')"
done
echo
of() { median <"$work/check-$1"; }
count() { grep -rhE "$1" "$work/whole/src/v1_0/$2" | wc -l; }
awk -v plain="$(of plain)" -v models="$(of models)" -v bodies="$(of bodies)" -v bare="$(of bare)" -v whole="$(of whole)" -v area="$(of area)" \
  -v feature="$(of feature)" \
  -v types="$(count '^pub (struct|enum) ' models)" -v operations="$(count ': OperationInfo = ' paths)" 'BEGIN {
  printf "models and enums: %d, %.2f s per thousand; plain structs: %.2f s; ratio %.2f\n", types, models * 1e3 / types, plain * 1e3 / types, models / plain
  paths = whole - bodies; floor = bare - bodies
  printf "operations: %d, %.2f s per thousand; paths without words: %.2f s; ratio %.2f\n", operations, paths * 1e3 / operations, floor * 1e3 / operations, paths / floor
  printf "the feature of one area: %.3f of the whole; its slice: %.3f\n", feature / whole, area / whole
}'
