#!/usr/bin/env bash
# scripts/wapiti.sh ADDRESS FOLDER [COOKIES]: Debian's web scanner against a running demonstration, report and data into FOLDER.
# COOKIES ("lw-konto=…; lw-form=…") scan as somebody signed in. Only against demonstrations: it sends every form it finds.
# SECONDS_EACH (default 40) bounds each kind of attack, SECONDS_CRAWL (default 40) the search for pages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
install_packages wapiti=wapiti
address="${1%/}" folder="$2"
mkdir -p "$folder"
session="$(mktemp -d)"
trap 'rm -rf "$session"' EXIT
header=()
[ -n "${3:-}" ] && header=(-H "Cookie: $3")
# Not the modules that ask a server of their makers (ssrf, wapp), nor those that guess names by thousands (buster, nikto).
modules=backup,blindsql,brute_login_form,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss,xxe
# Signing out would end the scan of somebody signed in; leaving for good even more so.
skip=()
for path in konto/abmelden amt/abmelden konto/loeschen konto/kennwort sprache darstellung; do skip+=(-x "$address/$path" -x "$address/$path*"); done
wapiti -u "$address/" --scope folder -m "$modules" -d 4 --max-links-per-page 40 --max-files-per-dir 60 --max-parameters 30 -S normal -t 5 \
  --max-scan-time "${SECONDS_CRAWL:-40}" --max-attack-time "${SECONDS_EACH:-40}" --store-session "$session" --no-bugreport \
  "${skip[@]}" ${header[@]+"${header[@]}"} -f json -o "$folder/befunde.json" >"$folder/lauf.txt" 2>&1 || { tail -5 "$folder/lauf.txt" >&2; exit 1; }
# One line a kind of finding, none where there is nothing.
node -e '
const report = JSON.parse(require("fs").readFileSync(process.argv[1]));
let all = 0;
for (const part of ["vulnerabilities", "anomalies"]) for (const [kind, found] of Object.entries(report[part])) if (found.length) {
  all += found.length;
  console.log(`${part === "anomalies" ? "auffällig" : "Fund"}: ${kind} (${found.length}), zuerst ${found[0].method} ${found[0].path} ${found[0].info}`);
}
console.log(`${all} Befunde`);' "$folder/befunde.json"
