#!/usr/bin/env bash
# ./leineweber check: format and analyzers, as CI does.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need_tools
mkdir -p "$home/.leineweber"
dotnet restore "$home/Leineweber.slnx" -v quiet -nologo >"$home/.leineweber/check.log" 2>&1 || { tail -20 "$home/.leineweber/check.log" >&2; exit 1; }
say "Format wird geprüft …"
dotnet format whitespace "$home/Leineweber.slnx" --verify-no-changes --no-restore -v quiet || { say "Bitte 'dotnet format whitespace Leineweber.slnx' ausführen."; exit 1; }
say "Analyseregeln werden geprüft …"
# Another configuration name keeps these builds apart from the ordinary ones.
dotnet build "$home/Leineweber.slnx" -c Check -p:LeineweberCheck=true -v quiet -nologo >"$home/.leineweber/check.log" 2>&1 || {
  grep -E 'error|warning' "$home/.leineweber/check.log" | sed -E 's/ \[.*//' | sort -u | head -60 >&2
  exit 1
}
say "In Ordnung."
