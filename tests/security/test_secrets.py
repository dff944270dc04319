"""The target's password and the privileged calls' token reach nobody: not a terminal, a report, an error, nor a migration."""

from __future__ import annotations

import html
import json
import logging
import signal
import traceback
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from schemasync.commands import main as cli
from schemasync.config.settings import settings_from
from schemasync.core.errors import TargetError
from schemasync.core.sql import literal
from schemasync.expected.project_replay import replay
from schemasync.migrations.target import read_target
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer

PASSWORDS = (
    "pl4inS3cret",
    "p@ss:w/rd#1?&=%20",
    "sp ace'quo\"te\\back",
    "ünïcödé🐘pw",
    "<b>|`*_$(id)%00;",
    "a+b%2Bc[red]x[/]",
)
ROLE = "secrets_reader"


def forms(password: str) -> set[str]:
    """How a password may show through; pieces of odd ones count too."""
    whole = {password, quote(password, safe=""), quote(password), quote_plus(password), html.escape(password), repr(password)[1:-1],
             json.dumps(password)[1:-1], literal(password)[1:-1]}  # fmt: skip
    pieces = {piece for mark in "@:/ ?#%" for piece in password.split(mark) if len(piece) > 4}
    return whole | pieces


def assert_silent(password: str, *texts: str) -> None:
    for text in texts:
        flat = text.replace("\n", "")
        assert not [form for form in forms(password) if form in text or form in flat], text[:2000]


@pytest.fixture(scope="module")
def migrations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrations")
    (folder / "1_a.sql").write_text("CREATE TABLE public.a (i int);")
    return folder


@pytest.fixture(scope="module")
def server() -> Iterator[ShadowServer]:
    """A target of our own; its role gets each test's password."""
    with embedded() as running:
        with running.connect(role=ADMIN) as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN IN ROLE pg_read_all_data".encode())
        yield running


@pytest.fixture(autouse=True)
def restored_signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def set_password(server: ShadowServer, password: str) -> None:
    with server.connect(role=ADMIN) as connection:
        connection.execute(f"ALTER ROLE {ROLE} PASSWORD {literal(password)}".encode())


def urls(server: ShadowServer, password: str, database: str = "postgres") -> dict[str, str]:
    """A URL, and libpq's other spelling."""
    place = f"host={quote(server.host, safe='')}&port={server.port}"
    return {
        "url": f"postgresql://{ROLE}:{quote(password, safe='')}@/{database}?{place}",
        "parameter": f"postgresql://{ROLE}@/{database}?{place}&password={quote(password, safe='')}",
        "words": make_conninfo(host=server.host, port=server.port, user=ROLE, dbname=database, password=password),
    }


class Output:
    """Runs `check` and collects all that it leaves behind."""

    def __init__(self, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, folder: Path) -> None:
        self.capsys, self.caplog, self.folder = capsys, caplog, folder

    def check(self, url: str, migrations: Path, format_: str) -> tuple[int, list[str]]:
        output = self.folder / f"report.{format_}"
        words = [
            "check",
            "--migrations",
            str(migrations),
            "--database-url",
            url,
            "--format",
            format_,
            "--output",
            str(output),
        ]
        code = cli.main(words)
        captured = self.capsys.readouterr()
        return code, [captured.out, captured.err, self.caplog.text, output.read_text() if output.exists() else ""]


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, tmp_path: Path) -> Output:
    caplog.set_level(logging.DEBUG)
    return Output(capsys, caplog, tmp_path)


@pytest.mark.parametrize(
    ("password", "format_"), [(PASSWORDS[0], "terminal"), (PASSWORDS[1], "markdown"), (PASSWORDS[2], "json")]
)
def test_success(output: Output, server: ShadowServer, migrations: Path, password: str, format_: str) -> None:
    set_password(server, password)
    code, texts = output.check(urls(server, password)["url"], migrations, format_)
    assert code == 1, texts[1]
    assert texts[3]
    assert_silent(password, *texts)


@pytest.mark.parametrize("spelling", ["url", "parameter", "words"])
@pytest.mark.parametrize("password", PASSWORDS)
def test_wrong_password(output: Output, server: ShadowServer, migrations: Path, password: str, spelling: str) -> None:
    set_password(server, "another")
    code, texts = output.check(urls(server, password)[spelling], migrations, "markdown")
    assert code == 5
    assert_silent(password, *texts)
    assert "authentication failed" in texts[1].replace("\n", " ")


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize("place", ["127.0.0.1:1", "nowhere.invalid", "[::1]:1"])
def test_unreachable(output: Output, migrations: Path, password: str, place: str) -> None:
    code, texts = output.check(f"postgresql://postgres:{quote(password, safe='')}@{place}/postgres", migrations, "json")
    assert code == 5
    assert_silent(password, *texts)


SLOPPY = (
    "postgresql://postgres:{}@127.0.0.1:1/postgres",
    "postgresql://postgres:{}@db.abcdefghijklmnopqrst.supabase.invalid:5432/postgres",
    "postgresql://postgres:x@127.0.0.1:1/postgres?password={}",
    "host=127.0.0.1 port=1 user=postgres password={}",
    "postgresql:/postgres:{}@127.0.0.1/postgres",
    "{}",
)
REFUSED = {"perc%zzent99": SLOPPY[2:3], "sp aceAndMore": SLOPPY[2:4]}
"""Password → the patterns in which libpq cannot read it; the last two patterns are no connection strings with any."""


@pytest.mark.parametrize("password", ["half@ndHalf9", "perc%zzent99", "sla/shAndMore", "sp aceAndMore", "que?stion=More", "qu'oteAndMore", "num#berAndMore",
                                      "brack[etAndMore", "col:onAndMore"])  # fmt: skip
@pytest.mark.parametrize("pattern", SLOPPY)
def test_password_that_was_not_encoded(output: Output, migrations: Path, pattern: str, password: str) -> None:
    """The commonest mistake with a connection string: libpq then quotes pieces of it in its messages."""
    code, texts = output.check(pattern.format(password), migrations, "json")
    assert code == (2 if pattern in (*SLOPPY[-2:], *REFUSED.get(password, ())) else 5)
    assert_silent(password, *texts)


def test_unreadable_catalogs(output: Output, server: ShadowServer, migrations: Path) -> None:
    password = PASSWORDS[1]
    server.create_database("unreadable")
    with server.connect("unreadable", ADMIN) as connection:
        connection.execute(b"REVOKE SELECT ON pg_catalog.pg_policy FROM PUBLIC, pg_read_all_data")
        connection.execute(b"CREATE ROLE secrets_stranger LOGIN")
        connection.execute(f"ALTER ROLE secrets_stranger PASSWORD {literal(password)}".encode())
    url = urls(server, password, "unreadable")["url"].replace(ROLE, "secrets_stranger")
    code, texts = output.check(url, migrations, "json")
    assert (code, texts[0], texts[3]) == (5, "", ""), texts[1]
    assert "pg_policy" in texts[1]
    assert_silent(password, *texts)


@pytest.mark.parametrize("password", PASSWORDS)
def test_exceptions(server: ShadowServer, password: str) -> None:
    set_password(server, "another")
    for url in [*urls(server, password).values(), f"postgresql://u:{password}@127.0.0.1:1/x"]:
        with pytest.raises(TargetError) as caught:
            read_target(url)
        error: BaseException | None = caught.value
        while error is not None:
            assert_silent(password, str(error), repr(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        assert_silent(password, "".join(traceback.format_exception(caught.value)), caught.value.hint)


def test_settings_and_server(migrations: Path, server: ShadowServer) -> None:
    settings = settings_from(migrations=migrations, database_url=f"postgresql://u:{PASSWORDS[0]}@h/d")
    assert PASSWORDS[0] not in repr(settings)
    assert server.password not in repr(server)


def test_help_does_not_show_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEMASYNC_DATABASE_URL", f"postgresql://u:{PASSWORDS[0]}@h/d")
    for words in (["check", "--help"], ["check", "--nonsense"]):
        with pytest.raises(SystemExit):
            cli.main(words)
        captured = capsys.readouterr()
        assert_silent(PASSWORDS[0], captured.out, captured.err)


# Migrations are untrusted code

SPIES = (
    "COPY schemasync.extension TO '/dev/shm/stolen'",
    "SELECT schemasync.install_stub('x', 'public', 'ALTER ROLE postgres SUPERUSER', '1')",
    "SELECT schemasync.create_extension('file_fdw', 'extensions', false, false)",
    "SELECT schemasync.drop_extension('{plpgsql}', false, true)",
    "DELETE FROM schemasync.marks",
    "INSERT INTO schemasync.marks VALUES (1000, false, 1)",
    "TRUNCATE schemasync.log",
    "CREATE OR REPLACE FUNCTION schemasync.check_own_call(call text) RETURNS void LANGUAGE sql AS ''",
    "ALTER TABLE schemasync.marks OWNER TO postgres",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "CREATE TABLE pg_temp.x (t text); COPY pg_temp.x FROM PROGRAM 'env'",
    "GRANT pg_execute_server_program TO postgres",
    "GRANT pg_read_server_files TO postgres",
    "ALTER ROLE postgres SUPERUSER",
    "CREATE LANGUAGE plpython3u",
    "LOAD 'auto_explain'",
)


@pytest.fixture(scope="module")
def spied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """All of them in one replay: statement → (status, sqlstate)."""
    folder = tmp_path_factory.mktemp("spies")
    for number, text in enumerate(SPIES):
        (folder / f"{number:03}_spy.sql").write_text(f"{text};")
    with embedded() as running:
        done = replay(running, folder)
        yield {text: result.error and result.error.sqlstate for text, result in zip(SPIES, done.results, strict=True)}


@pytest.mark.parametrize("statement", SPIES)
def test_migrations_are_kept_in(spied: dict[str, object], statement: str) -> None:
    """Refused, not merely failed: 42501 insufficient privilege, or no such thing on this server."""
    assert spied[statement] in ("42501", "0A000", "0LP01", "42704")


def test_a_stranger_cannot_enter_the_shadow(server: ShadowServer) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            host=server.host, port=server.port, user="postgres", dbname="postgres", password="", connect_timeout=3
        )
