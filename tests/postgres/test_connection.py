"""Every way in which a connection fails is answered with what to change, and no answer holds a secret."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from schemasync.core.errors import SettingsError, TargetError
from schemasync.migrations.target import read_target
from schemasync.postgres.connection import conninfo, endpoint_of, redact, secrets_of, target
from schemasync.postgres.shadow import ShadowServer
from schemasync.supabase.connection_errors import Endpoint, EndpointKind, explain

REF = "abcdefghijklmnopqrst"
POOLER = f"postgresql://postgres.{REF}:pw@aws-1-eu-central-1.pooler.supabase.com"


@pytest.mark.parametrize(
    ("url", "kind", "ref"),
    [
        (f"postgresql://postgres:pw@db.{REF}.supabase.co:5432/postgres", "direct", REF),
        (f"postgres://postgres:p%40w@db.{REF}.supabase.co/postgres", "direct", REF),
        (f"postgresql://postgres:pw@db.{REF}.supabase.co:6543/postgres", "dedicated pooler", REF),
        (f"{POOLER}:5432/postgres", "session pooler", REF),
        (f"{POOLER}:6543/postgres?pgbouncer=true", "transaction pooler", REF),
        (f"postgresql://ci.{REF}:pw@aws-0-us-east-1.pooler.supabase.com:5432/postgres", "session pooler", REF),
        (
            f"postgresql://postgres:pw@aws-0-us-east-1.pooler.supabase.com:5432/postgres?options=reference%3D{REF}",
            "session pooler",
            REF,
        ),
        ("postgresql://postgres:pw@aws-0-us-east-1.pooler.supabase.com:5432/postgres", "session pooler", ""),
        ("postgresql://postgres:pw@localhost:54322/postgres", "other", ""),
        ("host=localhost dbname=postgres", "other", ""),
    ],
)
def test_endpoint(url: str, kind: str, ref: str) -> None:
    assert endpoint_of(conninfo_to_dict(conninfo(url))) == Endpoint(EndpointKind(kind), ref)


@pytest.mark.parametrize(
    "password", ["plain", "p@ss", "a/b?c#d", "p:w", "100%", "a b", "ü", "@@", "x&y=z", "[br]", "'q'", '"', "\\"]
)
def test_passwords_need_no_encoding(password: str) -> None:
    for known in (
        conninfo_to_dict(conninfo(f"postgresql://postgres:{password}@host:5432/db")),
        conninfo_to_dict(conninfo("postgresql://postgres@host:5432/db", password)),
        conninfo_to_dict(conninfo("postgresql://postgres:other@host:5432/db", password)),
    ):
        assert (known["password"], known["host"], known["user"], known["dbname"]) == (
            password,
            "host",
            "postgres",
            "db",
        )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://postgres:[YOUR-PASSWORD]@host/db", "placeholder"),
        ("nonsense", "not a connection string that PostgreSQL understands: it does not begin with postgresql://$"),
        ("postgresql://[host/db", "not a connection string that PostgreSQL understands$"),
        ("mysql://u:s3cret@host/db", "not a connection string"),
    ],
)
def test_what_is_no_database_url(url: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        conninfo(url)
    assert "s3cret" not in str(caught.value) + caught.value.hint


def test_certificate() -> None:
    known = conninfo_to_dict(conninfo("postgresql://u@h/d", "", Path("ca.crt")))
    assert (known["sslmode"], known["sslrootcert"]) == ("verify-full", "ca.crt")
    assert (
        conninfo_to_dict(conninfo("postgresql://u@h/d?sslmode=verify-ca", "", Path("ca.crt")))["sslmode"] == "verify-ca"
    )


DIRECT, SESSION = Endpoint(EndpointKind.DIRECT, REF), Endpoint(EndpointKind.SESSION_POOLER, REF)


@pytest.mark.parametrize(
    ("message", "where", "hint"),
    [
        ("connection failed: Network is unreachable", DIRECT, "session pooler"),
        ("No route to host", DIRECT, "session pooler"),
        ("IPv6 is not supported on your current network", DIRECT, "session pooler"),
        ('could not translate host name "db.x.supabase.co" to address: Name or service not known', DIRECT, "session pooler"),
        ("FATAL:  Tenant or user not found", SESSION, "postgres.PROJECTREF"),
        ("FATAL:  (ENOTFOUND) tenant/user postgres.x not found", SESSION, "postgres.PROJECTREF"),
        ("FATAL:  (ENOIDENTIFIER) no tenant identifier provided", SESSION, "copy the connection string"),
        ('FATAL:  password authentication failed for user "postgres"', SESSION, "database-password"),
        ("failed SASL auth (invalid SCRAM response)", SESSION, "database-password"),
        ("Wrong password", SESSION, "database-password"),
        ("(EMAXCONNSESSION) max clients reached in session mode - max clients are limited to pool_size", SESSION, "concurrency"),
        ("(EMAXCONN) max client connections reached", SESSION, "later"),
        ("FATAL:  sorry, too many clients already", DIRECT, "later"),
        ("(ESSLREQUIRED) SSL connection is required", SESSION, "sslmode=require"),
        ("address not in tenant allow_list: 1.2.3.4", SESSION, "Network Restrictions"),
        ("SSL error: certificate verify failed", DIRECT, "ssl-root-cert"),
        ('root certificate file "/root/.postgresql/root.crt" does not exist', DIRECT, "ssl-root-cert"),
        ('permission denied to set role "postgres"', SESSION, "role of your own"),
        ("connection timeout expired", SESSION, "paused"),
        ("Connection refused", Endpoint(EndpointKind.OTHER), "service container"),
        ('FATAL: password authentication failed for user "u"\nFATAL: no pg_hba.conf entry for host "h", no encryption', SESSION,
         "URL-encoded"),
        ('FATAL: no pg_hba.conf entry for host "h", SSL encryption\nFATAL: no pg_hba.conf entry for host "h", no encryption', SESSION,
         "add them there"),
        ('FATAL: no pg_hba.conf entry for host "h", no encryption', SESSION, "sslmode=require"),
        ("the database system is not accepting connections\nDETAIL: Hot standby mode is disabled.", SESSION, "primary"),
        ('FATAL:  role "app" is not permitted to log in', DIRECT, "LOGIN"),
        ('FATAL:  too many connections for role "app"', DIRECT, "CONNECTION LIMIT"),
        ('FATAL:  too many connections for database "app"', DIRECT, "CONNECTION LIMIT"),
        ('FATAL:  permission denied for database "app"', DIRECT, "GRANT CONNECT"),
        ('FATAL:  database "app" is not currently accepting connections', DIRECT, "ALLOW_CONNECTIONS"),
        ("FATAL:  the database system is starting up", DIRECT, "in a minute"),
        ("FATAL:  the database system is in recovery mode", DIRECT, "in a minute"),
        ('FATAL:  no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", no encryption', DIRECT, "sslmode=require"),
        ('FATAL:  no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", SSL encryption', DIRECT, "add them"),
        ('FATAL:  role "app" does not exist', DIRECT, "user name"),
        ("fe_sendauth: no password supplied", DIRECT, "database-password"),
        ("FATAL:  Circuit breaker open: Too many authentication errors", SESSION, "wait"),
        ("FATAL:  server login has been failing, try again later (server_login_retry)", SESSION, "another connection string"),
        ("FATAL:  unsupported startup parameter: options", SESSION, "remove it"),
        ('FATAL:  unrecognized configuration parameter "x"', DIRECT, "remove it"),
        ('FATAL:  could not access file "x": No such file or directory', DIRECT, "session_preload_libraries"),
        ("server is not in hot standby mode", DIRECT, "remove that"),
        ("channel binding required, but SSL not in use", DIRECT, "channel_binding"),
        ('definition of service "x" not found', DIRECT, "connection string itself"),
        ('could not translate host name "x" to address: Try again', DIRECT, "DNS"),
        ("failed to resolve host 'x': [Errno -3] Temporary failure in name resolution", DIRECT, "DNS"),
    ],
)  # fmt: skip
def test_explained(message: str, where: Endpoint, hint: str) -> None:
    reason, said = explain(message, where)
    assert reason
    assert hint.lower() in said.lower()
    assert "aws-0" not in said, "a host is never guessed"


@pytest.mark.parametrize("name", ["tls", "timed out", "try again", "pg_hba.conf", "permission denied for database"])
def test_names_in_a_message_explain_nothing(name: str) -> None:
    said = f'connection to server at "{name}.example.org", port 1 failed: FATAL: "{name}": Connection refused'
    assert explain(said, Endpoint(EndpointKind.OTHER)) == explain("Connection refused", Endpoint(EndpointKind.OTHER))
    said = f"failed to resolve host '{name}': [Errno -2] Name or service not known"
    assert "does not exist" in explain(said, Endpoint(EndpointKind.OTHER))[0]


def test_unknown_is_left_as_it_is() -> None:
    assert explain("something new", SESSION) == ("", "")


@pytest.fixture
def refusing() -> Iterator[Callable[[str], int]]:
    """A server that answers every connection as a pooler that refuses."""
    sockets: list[socket.socket] = []

    def start(message: str) -> int:
        server = socket.create_server(("127.0.0.1", 0))
        sockets.append(server)

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    length, code = struct.unpack("!II", connection.recv(8))
                    if code == 80877103:  # no TLS here
                        connection.sendall(b"N")
                        length = struct.unpack("!I", connection.recv(4))[0]
                    connection.recv(length)
                    fields = b"SFATAL\0VFATAL\0CXX000\0M" + message.encode() + b"\0\0"
                    connection.sendall(b"E" + struct.pack("!I", len(fields) + 4) + fields)

        threading.Thread(target=serve, daemon=True).start()
        return int(server.getsockname()[1])

    yield start
    for server in sockets:
        server.close()


def test_a_pooler_that_refuses(refusing: Callable[[str], int]) -> None:
    port = refusing("Tenant or user not found: s3cret")
    with pytest.raises(TargetError) as caught:
        read_target(f"postgresql://postgres:s3cret@127.0.0.1:{port}/postgres")
    assert "the pooler does not know the project" in caught.value.message
    assert "s3cret" not in caught.value.message + caught.value.hint
    assert caught.value.__cause__ is None


def test_nothing_is_set_for_the_session(shadow: ShadowServer) -> None:
    """A transaction pooler hands the server connection on: the next client must find it as it was."""
    with target(shadow.url()) as connection:
        before = _settings(connection)
        from schemasync.introspect.snapshot import read_snapshot
        from schemasync.migrations.history import read_history

        read_snapshot(connection)
        read_history(connection)
        assert _settings(connection) == before
        assert connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone() == (0,)


def _settings(connection: psycopg.Connection[tuple[object, ...]]) -> list[tuple[object, ...]]:
    query = (
        "SELECT name, setting FROM pg_settings WHERE source = 'session' OR name ~ 'timeout|read_only|search_path|jit'"
    )
    return connection.execute(query).fetchall()


def test_a_role_with_nothing_but_connect(shadow: ShadowServer) -> None:
    with shadow.connect(role="supabase_admin") as admin:
        admin.execute(b"CREATE ROLE nothing LOGIN PASSWORD 'x'")
        admin.execute(
            b"CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text)"
        )
    try:
        url = shadow.url(role="nothing").replace(shadow.password, "x")
        answer = read_target(url)
        assert len(answer.snapshot.objects) > 100
        assert (answer.history.state, "permission denied" in answer.history.reason) == ("unreadable", True)
    finally:
        with shadow.connect(role="supabase_admin") as admin:
            admin.execute(b"DROP SCHEMA supabase_migrations CASCADE; DROP ROLE nothing")


def test_secrets_in_every_form() -> None:
    url = "postgresql://u:p%40ss@h/d"
    for form in ("p@ss", "p%40ss", "a b c", "a%20b%20c", "a+b+c", url):
        assert form not in redact(f"<{form}>", url, "a b c")


@pytest.mark.parametrize(
    "pasted",
    [
        "psql 'postgresql://u:p%40ss@h:5432/postgres'",
        "psql -h h -p 5432 -d postgres -U u",
        "psql -h h -p 5432 -U u --dbname=postgres",
        'DATABASE_URL="postgresql://u:p%40ss@h:5432/postgres"',
        "export DATABASE_URL=postgres://u:p%40ss@h:5432/postgres",
        "database-url: postgresql://u:p%40ss@h:5432/postgres",
        '"postgresql://u:p%40ss@h:5432/postgres"\n',
        "jdbc:postgresql://h:5432/postgres?user=u&password=p%40ss",
        "postgresql+psycopg2://u:p%40ss@h:5432/postgres",
        "Postgres://u:p%40ss@h:5432/postgres;",
        " host=h port=5432 user=u password=p@ss dbname=postgres ",
        "dbname=postgres host=h port=5432 user=u password=p@ss;",
    ],
)
def test_pasted_forms_are_mended(pasted: str) -> None:
    """The text around a connection string is left out, and its password stays a secret."""
    known = conninfo_to_dict(conninfo(pasted))
    assert (known["host"], known["port"], known["user"], known["dbname"]) == ("h", "5432", "u", "postgres")
    password = "p@ss;" if pasted.endswith("p@ss;") else "p@ss"  # in key=value form the sign belongs to it
    assert known.get("password", password) == password
    assert "password" not in known or password in secrets_of(pasted)


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("https://supabase.com/dashboard/project/abcdefghijklmnopqrst/settings/database", "a page of the dashboard"),
        ("abcdefghijklmnopqrst.supabase.co", "the project's API"),
        ("https://abcdefghijklmnopqrst.supabase.co/rest/v1", "the project's API"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2lnbmF0dXJl", "an API key"),
        ("sb_publishable_abcdefghijklmnop", "a key of Supabase's API"),
        ("abcdefghijklmnopqrst", "the project's reference alone"),
        ("${{ secrets.DATABASE_URL }}", "the name of a variable"),
        ("postgresql://u:p@h/postgres?sslmode=requre", "an sslmode that PostgreSQL does not know"),
        ("postgresql://u:p@h:abc/postgres", "no number from 1 to 65535"),
        ("host=h port=² dbname=postgres", "no number from 1 to 65535"),
    ],
)
def test_other_things_are_named(pasted: str, words: str) -> None:
    """Each is an error of the settings (exit code 2) that says what it is and what to paste, in at most three lines."""
    with pytest.raises(SettingsError, match=words) as caught:
        conninfo(pasted)
    assert len(f"{caught.value.message}\n{caught.value.hint}".splitlines()) <= 3
    assert pasted not in caught.value.message + caught.value.hint
