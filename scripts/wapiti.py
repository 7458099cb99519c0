"""What scripts/wapiti.sh needs beside the scanner; Python is there because wapiti is written in it.

  wapiti.py gegenstelle PORT          the endpoint that requests forged through the program (SSRF, XXE) would reach; wapiti asks it who came
  wapiti.py anmelden ADRESSE PERSON   signs in and prints the cookies as wapiti reads them
  wapiti.py angemeldet ADRESSE DATEI  says whether those cookies still are a session: a scan whose session ended tried the rest as nobody
  wapiti.py scan OPTIONEN…            wapiti 3.0.4 itself, with three things of it mended that would hide or invent findings
  wapiti.py bericht ORDNER            coverage and every finding of one scan, nothing left out
"""
import collections
import datetime
import fnmatch
import glob
import http.cookiejar
import http.server
import json
import re
import sqlite3
import sys
import urllib.parse
import urllib.request

KENNWORT = "nur-zur-vorfuehrung"
PEOPLE = {
    "buergerin": ("/konto/anmelden", {"Email": "erika.erfunden@buerger.demo.example", "Kennwort": KENNWORT}),
    "amt": ("/amt/anmelden", {"Benutzername": "wilma.webstuhl", "Kennwort": KENNWORT}),
    "verwaltung": ("/amt/anmelden", {"Benutzername": "admina.allzweck", "Kennwort": KENNWORT}),
}


def listen(port):
    came = collections.defaultdict(lambda: collections.defaultdict(lambda: collections.defaultdict(list)))

    class Endpoint(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            body = b""
            if url.path.startswith(("/get_ssrf", "/get_xxe")):
                body = json.dumps(came[urllib.parse.parse_qs(url.query).get("id", [""])[0]]).encode()
            elif match := re.match(r"^/(?:ssrf|xxe|dtd)/([^/]+)/(\d+)/([0-9a-f]*)/", url.path):
                session, request, parameter = match.groups()
                came[session][request][parameter].append(
                    {"url": self.path, "date": datetime.datetime.now().isoformat(), "ip": self.client_address[0], "method": self.command, "size": 0, "payload": "linux"})
            self.send_response(200)
            self.send_header("Content-Type", "application/json" if body else "text/plain")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PUT = do_HEAD = do_GET

    http.server.ThreadingHTTPServer(("127.0.0.1", port), Endpoint).serve_forever()


def sign_in(site, person):
    page, fields = PEOPLE[person]
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    html = browser.open(site + page).read().decode()
    token = re.search(r'name="__formular"[^>]*value="([^"]+)"', html)
    fields = dict(fields, **({"__formular": token.group(1)} if token else {}))
    answer = browser.open(site + page, urllib.parse.urlencode(fields).encode())
    if "anmelden" in urllib.parse.urlsplit(answer.url).path:
        sys.exit(f"{person}: die Anmeldung misslang ({answer.url})")
    host = urllib.parse.urlsplit(site).hostname
    cookies = {"version": 0, "expires": None, "secure": False, "port": None}
    print(json.dumps({host: {"/": {cookie.name: dict(cookies, value=cookie.value) for cookie in jar}}}))


def is_signed_in(site, file):
    (jar,) = json.load(open(file, encoding="utf-8")).values()
    cookies = "; ".join(f"{name}={cookie['value']}" for name, cookie in jar["/"].items())
    page = "/amt/arbeitskorb" if "lw-amt" in cookies else "/antraege"
    answer = urllib.request.build_opener().open(urllib.request.Request(site + page, headers={"Cookie": cookies}))
    print("   Sitzung am Ende: " + ("gültig" if urllib.parse.urlsplit(answer.url).path == page else "BEENDET"))


def scan(options):
    from wapitiCore.attack.mod_cookieflags import mod_cookieflags
    from wapitiCore.attack.mod_csrf import mod_csrf
    from wapitiCore.main.wapiti import wapiti_main
    from wapitiCore.net import crawler

    # 3.0.4 writes flags at the end of an expression, which Python 3.11 refuses: every -x would end the scan.
    crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
    # Knowing the name of our token it does not only say that it is missing, but tries whether it is checked.
    mod_csrf.TOKEN_FORM_STRINGS.append("__formular")
    # Names of attributes know no case (RFC 6265, 5.2); the server writes "httponly".
    mod_cookieflags.check_httponly_flag = staticmethod(lambda cookie: any(name.lower() == "httponly" for name in cookie._rest))
    sys.argv = ["wapiti", *options]
    wapiti_main()


def counts(file):
    found = {}
    for line in open(file, encoding="utf-8"):
        labels, value = line.rsplit(" ", 1)
        found[tuple(dict(re.findall(r'(\w+)="([^"]*)"', labels)).get(key, "-") for key in ("http_request_method", "http_route", "http_response_status_code"))] = float(value)
    return found


def report(folder):
    before, after = counts(f"{folder}/vorher"), counts(f"{folder}/nachher")
    grown = {key: int(value - before.get(key, 0)) for key, value in after.items() if value > before.get(key, 0)}
    by_status = collections.Counter()
    for (_, _, status), value in grown.items():
        by_status[status] += value
    print(f"== {folder}: {sum(grown.values())} Anfragen, {len({key[1] for key in grown})} verschiedene Routen")
    print("   Antworten: " + ", ".join(f"{status}: {value}" for status, value in sorted(by_status.items())))
    for key in sorted(key for key in grown if key[2] >= "5"):
        print(f"   !! {key[0]} {key[1]}: {grown[key]} × {key[2]}")

    with sqlite3.connect(glob.glob(f"{folder}/sitzung/*.db")[0]) as db:
        pages, = db.execute("SELECT count(*) FROM paths WHERE evil = 0 AND method = 'GET'").fetchone()
        forms, = db.execute("SELECT count(*) FROM paths WHERE evil = 0 AND method <> 'GET'").fetchone()
        print(f"   umgesehen: {pages} Adressen, {forms} Formulare")
        print("   angegriffen je Modul: " + ", ".join(f"{name} {value}" for name, value in db.execute("SELECT module_name, count(DISTINCT path_id) FROM attack_log GROUP BY 1 ORDER BY 1")))
    log = open(f"{folder}/ablauf.log", encoding="utf-8", errors="replace").read()
    print("   an der Zeitgrenze beendet: " + (", ".join(re.findall(r"Max attack time was reached for module (\w+)", log)) or "keines") + ("; umsehen" if "Max scan time" in log else ""))
    print("   Fehler des Werkzeugs selbst: " + (", ".join(f"{value} × {name}" for name, value in collections.Counter(re.findall(r"^(\w+(?:Error|Exception))\b", log, re.M)).items()) or "keine"))

    result = json.load(open(f"{folder}/bericht.json", encoding="utf-8"))
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for name, all_found in result[part].items():
            if all_found:
                print(f"   {part}: {name}: {len(all_found)}")
                for text, value in collections.Counter(f"{one['method']} {one['path']} [{one['parameter']}] {one['info']}" for one in all_found).most_common():
                    print(f"      {value} × {text}")
    if not any(result[part][name] for part in ("vulnerabilities", "anomalies", "additionals") for name in result[part]):
        print("   keine Befunde")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["gegenstelle", port]:
            listen(int(port))
        case ["anmelden", site, person]:
            sign_in(site, person)
        case ["angemeldet", site, file]:
            is_signed_in(site, file)
        case ["scan", *options]:
            scan(options)
        case ["bericht", folder]:
            report(folder)
        case _:
            sys.exit(__doc__)
