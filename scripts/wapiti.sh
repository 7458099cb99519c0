#!/usr/bin/env bash
# scripts/wapiti.sh [ORDNER] [niemand|buergerin|amt …]: the web scanner wapiti against a fresh demonstration on loopback; docs/security/wapiti.md tells what was found.
# WAPITI_CRAWL and WAPITI_ATTACK are seconds: for looking around, and for each module. The demonstration does not slow down its own machine, so nothing else has to be set.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder="${1:-$(mktemp -d /tmp/lw-wapiti.XXXXXX)}"
shift || true
people=("$@")
[ ${#people[@]} -gt 0 ] || people=(niemand buergerin amt)
crawl="${WAPITI_CRAWL:-120}" attack="${WAPITI_ATTACK:-60}"
attacks=csp,cookieflags,http_headers,csrf,xss,permanentxss,sql,blindsql,exec,file,crlf,redirect,ssrf,xxe,methods,htaccess,shellshock,backup

install_packages wapiti=wapiti curl=curl python3=python3
build_program
mkdir -p "$folder"
free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
port="$(free_port)" own="$(free_port)"
site="http://127.0.0.1:$port"
started=()
end() { for one in "${started[@]}"; do kill "$one" 2>/dev/null || true; done; wait 2>/dev/null || true; }
trap end EXIT

python3 "$home/scripts/wapiti.py" gegenstelle "$own" >"$folder/gegenstelle.log" 2>&1 &
started+=($!)
dotnet "$(program_path)" demo --port "$port" --data "$folder/daten" --reset >"$folder/vorfuehrung.log" 2>&1 &
started+=($!)
say "Die Vorführung wird angelegt …"
for _ in $(seq 600); do
  curl -fsS -o /dev/null "$site/ready" 2>/dev/null && break
  kill -0 "${started[1]}" 2>/dev/null || { tail "$folder/vorfuehrung.log" >&2; exit 1; }
  sleep 1
done

# sign_in PERSON: prints the cookie file wapiti wants.
sign_in() { python3 "$home/scripts/wapiti.py" anmelden "$site" "$1"; }

# figures: requests by method, route and status, as the program itself counted them.
figures() { curl -fsS "$site/metrics" | grep '^http_server_request_duration_count' | LC_ALL=C sort || true; }

for person in "${people[@]}"; do
  place="$folder/$person" starts=() options=()
  mkdir -p "$place/sitzung" "$place/vorrat"
  case "$person" in
    niemand) starts=(/konto/anmelden /konto/registrieren /amt/anmelden /suche?q=parken /echtheit /leistungen) ;;
    buergerin) starts=(/konto /konto/antraege /konto/postkorb /formular/bewohnerparkausweis) ;;
    amt) starts=(/amt /amt/arbeitskorb /amt/auswertung /amt/suche?q=parken) ;;
  esac
  modules="$attacks"
  # Guessing paths and names needs no session, and guessing names as somebody else would only find the brakes of the first time.
  [ "$person" = niemand ] && modules="$modules,buster,brute_login_form" || { sign_in "$person" >"$place/kekse.json"; options+=(-c "$place/kekse.json"); }
  for one in "${starts[@]}"; do options+=(-s "$site$one"); done
  # What ends the scanner's own session or puts another in its place, and with it the scan.
  for one in abmelden konto/loeschen kennwort zweiter-faktor handler=Ueberall handler=Beenden konto/sicherheit konto/anmelden konto/gast konto/oidc konto/registrieren amt/anmelden handler=Abmelden; do
    [ "$person" = niemand ] || options+=(-x "$site/*$one*")
  done
  figures >"$place/vorher"
  say "wapiti als $person: $crawl s umsehen, dann je Modul höchstens $attack s …"
  # Without the header it asks for Brotli, cannot read the answer, and sees pages without links.
  /usr/bin/python3 "$home/scripts/wapiti.py" scan -u "$site/" -H "Accept-Encoding: identity" "${options[@]}" -m "$modules" --scope folder --skip __formular --max-scan-time "$crawl" --max-attack-time "$attack" \
    --max-links-per-page 200 --max-files-per-dir 25 --max-parameters 40 -d 8 -t 15 --endpoint "http://127.0.0.1:$own/" \
    --no-bugreport --flush-session --store-session "$place/sitzung" --store-config "$place/vorrat" -f json -o "$place/bericht.json" -v 1 >"$place/ablauf.log" 2>&1 || say "wapiti endete mit Fehler ($place/ablauf.log)"
  figures >"$place/nachher"
  [ "$person" = niemand ] || python3 "$home/scripts/wapiti.py" angemeldet "$site" "$place/kekse.json"
  python3 "$home/scripts/wapiti.py" bericht "$place"
done

say "Ausnahmen und Fehler im Log der Vorführung: $(grep -cE "^(fail|crit): " "$folder/vorfuehrung.log" || true)"
end
started=()
dotnet "$(program_path)" check --data "$folder/daten"
