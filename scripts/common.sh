# Shared by the launcher's scripts; sourced, never run.
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
config=Release

say() { printf '%s\n' "$*" >&2; }

ahead="$home/src/Leineweber/bin/ahead"

# The program compiled ahead (docs/adr/0050), or the plain one where that could not be done.
program_path() { if [ -f "$ahead/leineweber.dll" ]; then echo "$ahead/leineweber.dll"; else echo "$home/src/Leineweber/bin/$config/net10.0/leineweber.dll"; fi; }

need_tools() {
  command -v dotnet >/dev/null || { say "Es fehlt das .NET 10 SDK (Befehl 'dotnet'). Bitte installieren: https://dotnet.microsoft.com"; exit 1; }
  command -v node >/dev/null || { say "Es fehlt Node.js ab Version 20 (Befehl 'node')."; exit 1; }
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || { say "Node.js ist zu alt: $(node --version). Nötig ist Version 20 oder neuer."; exit 1; }
}

# One line that changes when any source file changes.
fingerprint() {
  (cd "$home" && find src build Directory.*.props Directory.*.targets global.json \
    \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum)
}

compile_program() { dotnet build "$home/src/Leineweber/Leineweber.csproj" -c $config "$@" -v quiet -nologo >"$home/.leineweber/bau.log" 2>&1; }

# Without the compiler's package for this SDK, or without EF's generator, the program only starts more slowly.
ahead_impossible() { grep -qiE 'crossgen|Modell(bau)?[.]csproj' "$home/.leineweber/bau.log"; }

build_failed() {
  grep -E 'error' "$home/.leineweber/bau.log" | sort -u | head -20 >&2
  say "Der Bau ist fehlgeschlagen. Das ganze Protokoll steht in .leineweber/bau.log"
  exit 1
}

build_program() {
  need_tools
  local stamp="$home/.leineweber/gebaut" now
  now="$(fingerprint)"
  if [ -f "$(program_path)" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  say "Leineweber wird gebaut (beim ersten Mal einige Minuten) …"
  mkdir -p "$home/.leineweber"
  if ! compile_program -p:LeineweberAhead=true; then
    ahead_impossible || build_failed
    say "Die Vorabübersetzung ist mit diesem SDK nicht möglich; das Programm startet ohne sie etwas langsamer."
    rm -rf "$ahead"
    compile_program || build_failed
  fi
  fingerprint >"$stamp"
  say "Gebaut."
}

run_program() { exec dotnet "$(program_path)" "$@"; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# install_packages COMMAND=PACKAGE…: installs Debian packages whose command (or file, by its path) is missing.
install_packages() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || [ -e "${pair%%=*}" ] || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "Pakete werden installiert: ${missing[*]} …"
  as_root apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# npm_ci FOLDER: installs locked npm packages where they are missing or older than the lock file.
npm_ci() {
  [ -f "$1/package-lock.json" ] || return 0
  [ -f "$1/node_modules/.package-lock.json" ] && [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
  say "npm-Pakete werden installiert: ${1#"$home"/} …"
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
}
