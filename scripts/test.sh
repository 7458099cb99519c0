#!/usr/bin/env bash
# ./leineweber test [pure|sqlite|postgres|faults|browser]: runs the tests, parts side by side, and closes with "N passed, N failed, N skipped".
# ./leineweber test faults [--seed N] [--rounds N]: the fault harness with another seed, or longer (see docs/faults.md).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$home/scripts/postgres.sh"

parts=()
while [ $# -gt 0 ]; do
  case "$1" in
    pure | sqlite | postgres | faults | browser) parts+=("$1") ;;
    --seed | --rounds)
      [[ "${2:-}" =~ ^[0-9]+$ ]] || { say "Nach $1 fehlt eine Zahl."; exit 2; }
      [ "$1" = --seed ] && export LEINEWEBER_FAULT_SEED="$2" || export LEINEWEBER_FAULT_ROUNDS="$2"
      shift
      ;;
    *) say "Unbekannter Teil: $1 (pure, sqlite, postgres, faults, browser)"; exit 2 ;;
  esac
  shift
done
[ ${#parts[@]} -eq 0 ] && parts=(pure sqlite postgres faults browser)

# The longest first: parts run side by side, and the last one should not run alone.
in_order=()
wants() { [[ " ${parts[*]} " == *" $1 "* ]]; }
for part in postgres browser faults sqlite pure; do if wants "$part"; then in_order+=("$part"); fi; done
parts=("${in_order[@]}")

memory=$(($(sed -nE 's/^MemAvailable: +([0-9]+) kB/\1/p' /proc/meminfo) / 1048576))

# lanes: how many parts run at once. A part leaves about half of two cores idle, waiting for disk, browser or child processes, and takes up to 2 GB.
lanes() {
  local most=$((memory / 2)) cores
  cores=$(nproc)
  ((most < cores)) || most=$cores
  echo $((most < 1 ? 1 : most))
}

# quick_folder: where databases and documents of the parts lie that judge behaviour and not durability: in memory where there is plenty, as their PostgreSQL
# does without fsync. Hundreds of databases are made and dropped, which keeps a disk busier than the tests do.
quick_folder() {
  local free
  free=$(df --output=avail /dev/shm 2>/dev/null | tail -1)
  if [ "${free:-0}" -gt 4000000 ] && [ "$memory" -ge 8 ]; then echo /dev/shm; else echo /tmp; fi
}

# Processes that live for minutes never earn back what the runtime invests for days: no profiles for a second optimised compilation, no second mapping of
# compiled code, and a nursery that is not swept every few megabytes. Together about a third of the processor time of these tests.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 DOTNET_GCgen0size=0x4000000

logs="$home/.leineweber"

# figure NAME LINE: the number after NAME in the summary of a test program.
figure() { sed -E "s/.*$1: +([0-9]+).*/\1/" <<<"$2"; }

# tell FILE: what several parts say at once stays in one piece each.
tell() { flock "$logs" cat "$1" >&2; }

# run_part NAME PROJECT [FIGURES]: runs one test program, says how it went, and leaves "passed failed skipped" for the end.
run_part() {
  local log="$logs/test-$1.log" said="$logs/test-$1.said" program="$home/tests/$2/bin/$config/net10.0/$2" line times real user sys
  say "Tests: $1 …"
  TIMEFORMAT='%0R %0U %0S'
  times="$({ time (cd "$home/tests/$2" && "$program" -noLogo -noColor >"$log" 2>&1 || true); } 2>&1 | tail -1)"
  read -r real user sys <<<"$times"
  line="$(grep -E "Total: +[0-9]+, Errors" "$log" | tail -1)" || true
  if [ -z "$line" ]; then
    { tail -40 "$log"; echo "$1: das Testprogramm ist abgebrochen (.leineweber/test-$1.log)"; } >"$said"
    echo "0 1 0" >"$logs/test-$1.figures"
  else
    local bad=$(figure Failed "$line") skip=$(figure Skipped "$line")
    # A test that failed or was skipped with all that is said about it: the lines below it, further in.
    { awk '/^    [^ ].*\[(FAIL|SKIP)\]$/ { on = 1; print; next } /^      / && on { print; next } { on = 0 }' "$log"
      [ -z "${3:-}" ] || grep -E "$3" "$log" || true
      echo "Tests: $1 nach $real s ($((user + sys)) s Prozessorzeit): ${line#*"$2" }"; } >"$said"
    echo "$(($(figure Total "$line") - bad - skip)) $((bad + $(figure Errors "$line"))) $skip" >"$logs/test-$1.figures"
  fi
  tell "$said"
}

# do_part NAME: what a part needs, and the part.
do_part() {
  case "$1" in
    pure) run_part pure Leineweber.Pure ;;
    sqlite) LEINEWEBER_TEST_DATABASE= TMPDIR="$quick" run_part sqlite Leineweber.Tests ;;
    postgres)
      start_postgres
      TMPDIR="$quick" run_part postgres Leineweber.Tests
      stop_postgres
      unset LEINEWEBER_TEST_DATABASE
      ;;
    # On the disk itself, whatever it is: this part is about what is durable.
    faults) run_part faults Leineweber.Faults '^faults: ' ;;
    browser) TMPDIR="$quick" run_part browser Leineweber.Browser ;;
  esac
}

# lane: takes the next part that nobody has taken, until none is left.
lane() {
  local part
  for part in "${parts[@]}"; do
    mkdir "$taken/$part" 2>/dev/null || continue
    do_part "$part"
  done
}

need_tools
mkdir -p "$home/.leineweber"
install_packages pdftotext=poppler-utils qpdf=qpdf strace=strace /usr/sbin/nginx=nginx
while IFS= read -r lock; do npm_ci "$(dirname "$lock")"; done < <(cd "$home" && git ls-files --cached --others --exclude-standard '*package-lock.json' | sed "s#^#$home/#")

say "Leineweber und seine Tests werden gebaut …"
dotnet build "$home/Leineweber.slnx" -c $config -v quiet -nologo >"$home/.leineweber/bau.log" 2>&1 || {
  grep -E 'error' "$home/.leineweber/bau.log" | sort -u | head -30 >&2
  say "Der Bau ist fehlgeschlagen (.leineweber/bau.log)."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
}

wants browser && install_packages /usr/bin/chromium=chromium
wants postgres && install_packages "$pg_bin/postgres=postgresql-15"
passed=0 failed=0 skipped=0
if wants faults; then
  install_packages cc=gcc "$pg_bin/postgres=postgresql-15" /usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1=libfaketime
  # The program as the launcher starts it: compiled ahead, with EF's model worked out at build time and compared with the mappings (docs/adr/0050).
  if compile_program -p:LeineweberAhead=true; then
    cp "$home/src/Leineweber/obj/$config/net10.0/ahead/"*.dll "$home/tests/Leineweber.Faults/bin/$config/net10.0/"
    export LEINEWEBER_AHEAD=1
  elif ahead_impossible; then
    say "Die Vorabübersetzung ist mit diesem SDK nicht möglich; die Tests nehmen das Programm ohne sie."
  else
    grep -E 'error' "$logs/bau.log" | sort -u | head -10 >&2
    say "Die Vorabübersetzung ist fehlgeschlagen (.leineweber/bau.log)."
    failed=$((failed + 1))
  fi
fi

quick="$(mktemp -d "$(quick_folder)/lw-tests.XXXXXX")"
taken="$(mktemp -d)"
trap 'rm -rf "$taken" "$quick"' EXIT
# PostgreSQL's own user goes through here.
chmod 755 "$quick"
for part in "${parts[@]}"; do rm -f "$logs/test-$part.figures"; done
for _ in $(seq "$(lanes)"); do (trap - EXIT; lane) & done
next=$((SECONDS + 60))
while [ -n "$(jobs -rp)" ]; do
  sleep 0.5
  if ((SECONDS >= next)); then
    say "Tests: seit $SECONDS s; es laufen:$(for part in "${parts[@]}"; do if [ -d "$taken/$part" ] && [ ! -f "$logs/test-$part.figures" ]; then printf ' %s' "$part"; fi; done)"
    next=$((next + 60))
  fi
done

for part in "${parts[@]}"; do
  # A part that left nothing did not come to its end.
  read -r good bad left < <(cat "$logs/test-$part.figures" 2>/dev/null || echo "0 1 0")
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
