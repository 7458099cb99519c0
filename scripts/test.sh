#!/usr/bin/env bash
# ./leineweber test [pure|sqlite|postgres|faults|browser]: runs the tests and closes with "N passed, N failed, N skipped".
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

passed=0 failed=0 skipped=0

# Processes that live for minutes never earn back what the runtime invests for days: no profiles for a second optimised compilation, no second mapping of
# compiled code, and a nursery that is not swept every few megabytes. Together about a third of the processor time of these tests.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 DOTNET_GCgen0size=0x4000000

# run_part NAME PROJECT: runs one test program and adds its figures.
run_part() {
  local log="$home/.leineweber/test-$1.log" program="$home/tests/$2/bin/$config/net10.0/$2" line
  say "Tests: $1 …"
  (cd "$home/tests/$2" && "$program" -noLogo -noColor >"$log" 2>&1) || true
  line="$(grep -E "Total: +[0-9]+, Errors" "$log" | tail -1)"
  if [ -z "$line" ]; then
    tail -40 "$log" >&2
    say "$1: das Testprogramm ist abgebrochen (.leineweber/test-$1.log)"
    failed=$((failed + 1))
    return
  fi
  local total errors bad skip
  total=$(sed -E 's/.*Total: +([0-9]+).*/\1/' <<<"$line")
  errors=$(sed -E 's/.*Errors: +([0-9]+).*/\1/' <<<"$line")
  bad=$(sed -E 's/.*Failed: +([0-9]+).*/\1/' <<<"$line")
  skip=$(sed -E 's/.*Skipped: +([0-9]+).*/\1/' <<<"$line")
  grep -E '\[SKIP\]' -A1 "$log" >&2 || true
  grep -E '\[FAIL\]' -A12 "$log" >&2 || true
  passed=$((passed + total - bad - skip)) failed=$((failed + bad + errors)) skipped=$((skipped + skip))
  say "$line"
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

for part in "${parts[@]}"; do
  case "$part" in
    pure) run_part pure Leineweber.Pure ;;
    sqlite) LEINEWEBER_TEST_DATABASE= run_part sqlite Leineweber.Tests ;;
    postgres)
      start_postgres
      run_part postgres Leineweber.Tests
      stop_postgres
      unset LEINEWEBER_TEST_DATABASE
      ;;
    faults)
      install_packages cc=gcc "$pg_bin/postgres=postgresql-15" /usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1=libfaketime
      # The program as the launcher starts it: compiled ahead, with EF's model worked out at build time and compared with the mappings (docs/adr/0050).
      if compile_program -p:LeineweberAhead=true; then
        cp "$home/src/Leineweber/obj/$config/net10.0/ahead/"*.dll "$home/tests/Leineweber.Faults/bin/$config/net10.0/"
        export LEINEWEBER_AHEAD=1
      elif ahead_impossible; then
        say "Die Vorabübersetzung ist mit diesem SDK nicht möglich; die Tests nehmen das Programm ohne sie."
      else
        grep -E 'error' "$home/.leineweber/bau.log" | sort -u | head -10 >&2
        say "Die Vorabübersetzung ist fehlgeschlagen (.leineweber/bau.log)."
        failed=$((failed + 1))
      fi
      run_part faults Leineweber.Faults
      grep -E '^faults: ' "$home/.leineweber/test-faults.log" >&2 || true
      ;;
    browser)
      install_packages /usr/bin/chromium=chromium
      run_part browser Leineweber.Browser
      ;;
  esac
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
