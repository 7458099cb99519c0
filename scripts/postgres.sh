# Starts a PostgreSQL 15 of its own on a free loopback port; sourced by test.sh. Sets LEINEWEBER_TEST_DATABASE.
pg_bin=/usr/lib/postgresql/15/bin
pg_user=()
[ "$(id -u)" = 0 ] && pg_user=(runuser -u postgres --)

start_postgres() {
  install_packages "$pg_bin/postgres=postgresql-15"
  pg_folder="$(mktemp -d "${quick:-/tmp}/lw-postgres.XXXXXX")"
  [ "$(id -u)" = 0 ] && chown postgres "$pg_folder"
  local port
  # Below the ports the system gives to clients, above those the tests take (Ports.cs).
  port="$(node -e 'const next=()=>{const s=require("net").createServer();s.on("error",next).listen(30000+Math.floor(Math.random()*2700),"127.0.0.1",()=>{console.log(s.address().port);s.close()})};next()')"
  (cd "$pg_folder" && "${pg_user[@]}" "$pg_bin/initdb" -D "$pg_folder/data" -U leineweber -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null)
  # The tests judge behaviour, not durability: without fsync they are several times faster.
  (cd "$pg_folder" && "${pg_user[@]}" "$pg_bin/pg_ctl" -D "$pg_folder/data" -w -l "$pg_folder/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$pg_folder -c fsync=off -c max_connections=300 -c shared_buffers=128MB" start >/dev/null)
  trap stop_postgres EXIT
  export LEINEWEBER_TEST_DATABASE="Host=127.0.0.1;Port=$port;Username=leineweber;Include Error Detail=true"
}

stop_postgres() {
  if [ -n "${pg_folder:-}" ]; then
    (cd "$pg_folder" && "${pg_user[@]}" "$pg_bin/pg_ctl" -D "$pg_folder/data" -m immediate stop >/dev/null) || true
    rm -rf "$pg_folder"
    pg_folder=
  fi
}
