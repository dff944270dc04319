#!/bin/bash
# What PostgreSQL's official image promises: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, scripts in
# /docker-entrypoint-initdb.d, a set-up that answers on the socket alone, and TCP once all is done.
set -euo pipefail
[ "${1:0:1}" != - ] || set -- postgres "$@"
if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
    install -d -o postgres -g postgres -m 700 "$PGDATA"
    exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
fi
if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
    user=${POSTGRES_USER:-postgres}
    [ -n "${POSTGRES_PASSWORD:-}" ] || { echo "Error: Database is uninitialized and superuser password is not specified." >&2; exit 1; }
    initdb --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --no-sync >/dev/null
    echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
    echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
    pg_ctl --wait --silent --options="-c listen_addresses=''" start
    database=${POSTGRES_DB:-$user}
    [ "$database" = postgres ] || createdb --username="$user" --maintenance-db=postgres "$database"
    for file in /docker-entrypoint-initdb.d/*.sql; do
        [ ! -e "$file" ] || psql --username="$user" --dbname="$database" --set=ON_ERROR_STOP=1 --quiet --file="$file" >/dev/null
    done
    pg_ctl --wait --silent --mode=fast stop
fi
exec "$@"
