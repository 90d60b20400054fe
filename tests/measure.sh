# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # the scripts set and use these
# What the scripts that measure have in common. They take it in with `source`; by itself it does nothing.
#
# Sets `root`, the top of the repository; `work`, a folder that goes away at the end; `rounds`, how often is measured (ROUNDS, or what
# the script says); and `release`, where the programs come to lie that `built` makes.
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rounds=${ROUNDS:-${rounds:-5}}

# built PACKAGE...: compiles programs of the workspace; nothing of that is measured.
built() {
  release=${CARGO_TARGET_DIR:-$root/target}/release
  cargo build --locked --quiet --release "${@/#/--package=}"
}

# whole_set: sets `corpus` to the folder of the documentation set, which has to be given.
whole_set() {
  : "${GRAPHDOWN_CORPUS:?set it to the folder of a documentation set}"
  corpus=$(cd "$GRAPHDOWN_CORPUS" && pwd)
}

# cost FILE COMMAND...: runs a command. The last line of the file says its CPU seconds in user mode and, where there is a program that
# tells it, the peak of its memory in KB.
cost() {
  local file=$1 TIMEFORMAT=%U
  shift
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -f '%U %M' -o "$file" "$@"
  else
    { time "$@" 2>&3; } 3>&2 2>"$file"
  fi
}

# median COLUMN: of the numbers in this column of the input; of an even count the lower one, and nothing if there is none.
median() {
  awk -v column="$1" 'NF >= column { print $column }' | sort -n | awk '{ list[NR] = $1 } END { print list[int((NR + 1) / 2)] }'
}

# ratio A B: with two digits.
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "-" }'; }

# row CELL...: a line of the table, as wide as `columns` says.
row() {
  # shellcheck disable=SC2059 # the format is the script's own
  printf "$columns\n" "$@"
}
