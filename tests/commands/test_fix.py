"""fix, adopt and init: what they print or write works on a real database."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemasync.commands import main as cli
from schemasync.commands import target_repair
from schemasync.config.schemasync_toml import load_config
from schemasync.core.errors import PlanError
from schemasync.core.model import Ref
from schemasync.core.plan import Plan, Statement
from schemasync.core.sql import Hazard, Sql
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.prove.request import Proof
from tests.example import EXAMPLE, apply_by_hand

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def server() -> Iterator[ShadowServer]:
    with embedded() as running:
        apply_by_hand(running, EXAMPLE / "supabase" / "migrations")
        yield running


@pytest.fixture
def url(server: ShadowServer, request: pytest.FixtureRequest) -> str:
    """A database of its own in the example's drifted state."""
    name = f"fix_{abs(hash(request.node.name))}"
    server.create_database(name, "postgres")
    with server.connect(name) as connection:
        connection.execute((EXAMPLE / "drift.sql").read_bytes())
    return server.url(name)


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE / "supabase" / "migrations", tmp_path / "supabase" / "migrations"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], signals: None, migrations: Path, url: str) -> Run:
    def call(command: str, *words: str) -> tuple[int, str, str]:
        base = ["--migrations", str(migrations)]
        base += [] if command in ("init", "replay") else ["--database-url", url]
        code = cli.main([command, *base, *words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_fix_prints_what_it_would_do(run: Run) -> None:
    code, out, _ = run("fix")
    assert code == 1
    assert out.startswith("-- Makes the database what the migrations say; proven on a mirror. Plan ")
    assert "\n-- Loses data: ALTER TABLE public.calendar_events DROP COLUMN external_id.\n" in out
    assert run("check")[0] == 1, "nothing was run"


def test_a_refusal_names_all_data_that_would_be_lost() -> None:
    ref, texts = Ref("table", ("public", "a")), ("DROP TABLE public.a", "ALTER TABLE public.b DROP COLUMN c")
    plan = Plan(tuple(Statement(Sql(text, (Hazard.DATA_LOSS,)), ref, "drop", (ref,)) for text in texts))
    with pytest.raises(PlanError) as refused:
        target_repair.require_runnable(Proof(plan, proven=True), allow_data_loss=False, fingerprint=None)
    assert refused.value.message == f"the plan loses data: {'; '.join(texts)}"


def test_fix_refuses_to_lose_data_and_to_run_unasked(run: Run) -> None:
    code, _, err = run("fix", "--apply", "--yes")
    assert (code, "loses data" in err) == (6, True)
    assert run("fix", "--apply")[0] == 6, "refused before the question"
    code, _, err = run("fix", "--apply", "--allow-data-loss")
    assert (code, "--yes" in err) == (2, True)
    assert run("check")[0] == 1


def test_fix_applied(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of the run is limited until its statements are sent."""

    def unlimited(*values: Any, **named: Any) -> bool:
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
        return target_repair.repair_target(*values, **named)

    monkeypatch.setattr("schemasync.commands.fix.repair_target", unlimited)
    assert run("fix", "--apply", "--yes", "--allow-data-loss")[0] == 0
    assert run("check")[0] == 0
    assert run("fix")[1] == "-- Nothing to fix.\n"


def test_fix_as_another_role_says_which(server: ShadowServer, run: Run, url: str) -> None:
    with server.connect(role=ADMIN) as admin:
        admin.execute("CREATE ROLE schemasync_mender LOGIN PASSWORD 'x'")
    other = make_conninfo(url, user="schemasync_mender", password="x")
    code, _, err = run("fix", "--apply", "--yes", "--allow-data-loss", "--database-url", other)
    assert code == 6
    assert "the database refused: must be owner of" in err
    assert "the plan is proven for the role postgres, and this ran as schemasync_mender" in " ".join(err.split())


def test_fix_of_some(run: Run) -> None:
    """The function and its triggers; the column stays."""
    only = ["--only", "public.update_calendar_updated_at()", "--only", "public.*.update_*_updated_at"]
    code, out, _ = run("fix", *only, "--apply", "--yes")
    assert code == 0
    assert "external_id" not in out
    code, out, _ = run("check", "--format", "markdown")
    assert code == 1
    assert "three triggers are missing" not in out
    assert "and its index are only in the database" in out


def test_fix_of_nothing_known(run: Run) -> None:
    code, _, err = run("fix", "--only", "public.nowhere")
    assert (code, "no problem has an object called public.nowhere" in err) == (2, True)


def test_adopt_writes_a_migration_that_settles_it(run: Run, migrations: Path) -> None:
    before = {path.name for path in migrations.iterdir()}
    code, out, _ = run("adopt")
    assert code == 0
    [new] = {path.name for path in migrations.iterdir()} - before
    assert new == max(path.name for path in migrations.iterdir())
    assert f"supabase migration repair --remote --status applied {new.partition('_')[0]}" in out
    assert run("check")[0] == 0
    assert run("adopt")[1] == "Nothing to adopt.\n"


def test_adopt_of_some(run: Run, migrations: Path) -> None:
    assert (
        run(
            "adopt", "--only", "public.calendar_events.external_id", "--only", "public.idx_calendar_events_external_id"
        )[0]
        == 0
    )
    code, out, _ = run("check", "--format", "markdown")
    assert code == 1
    assert "three triggers are missing" in out
    assert "and its index are only in the database" not in out


def test_init(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "schemasync.toml"
    code, out, _ = run("init", "--output", str(file))
    assert (code, str(file) in out) == (0, True)
    names = {area.name for area in load_config(file).areas}
    assert "Calendar" in names
    assert run("check", "--config", str(file))[0] == 1
    assert run("init", "--output", str(file))[0] == 2, "a file is never overwritten"


def test_init_names_migrations_that_fail(run: Run, migrations: Path, tmp_path: Path) -> None:
    """Their tables are in no area, so the file may lack some."""
    (migrations / "20250101000001_broken.sql").write_text("SELECT broken;", encoding="utf-8")
    code, out, err = run("init", "--output", str(tmp_path / "schemasync.toml"))
    assert (code, "20250101000001_broken.sql:1:8" in err, "Wrote" in out) == (4, True, True)


def test_what_is_left_out_is_told(server: ShadowServer, run: Run, url: str) -> None:
    """Only a superuser makes such a function, so the mirror has none."""
    with server.connect(str(conninfo_to_dict(url)["dbname"]), ADMIN) as admin:
        admin.execute("CREATE FUNCTION public.pid() RETURNS int LANGUAGE internal AS 'pg_backend_pid'")
    code, out, err = run("adopt", "--only", "public.pid()", "--dry-run")
    assert (code, out) == (6, "")
    assert "permission denied for language internal" in " ".join(err.split())
    code, out, err = run("fix", "--apply", "--yes", "--allow-data-loss")
    assert code == 1
    assert "Done, except for the problems that are listed above as left out." in " ".join(err.split())
    assert "DROP COLUMN external_id" in out
    assert "public.pid" not in out


KIND = "CREATE TYPE public.kind AS ENUM ({}); CREATE TABLE public.k (k public.kind{});"
SHORT, LONG = KIND.format("'a'", ""), KIND.format("'a', 'b'", " DEFAULT 'b'")


def test_a_repair_without_a_lock_says_what_stays(
    server: ShadowServer, run: Run, url: str, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new label of an enum is committed before it is used; the rest is tried again."""
    monkeypatch.setattr(target_repair, "_PAUSE", 0.01)
    (migrations / "99990101000000_kind.sql").write_text(LONG)
    apply = ("fix", "--only", "public.kind", "--apply", "--yes")
    with server.connect(conninfo_to_dict(url)["dbname"]) as other:
        other.execute(SHORT.encode())
        assert run(*apply, "--plan", "0123456789abcdef")[0] == 6
        with other.transaction():
            other.execute("LOCK TABLE public.k IN ACCESS EXCLUSIVE MODE")
            code, _, err = run(*apply, "--lock-timeout", "1")
        assert (code, err.count("No lock within 1 s, as another session holds it; trying again")) == (6, 3)
        assert "another session held the lock through 4 tries: run the command again when that session has ended" in (
            " ".join(err.split())
        )
        stays = (
            "what was committed before stays (ALTER TYPE public.kind ADD VALUE 'b' AFTER 'a'); the rest was rolled back"
        )
        assert stays in " ".join(err.split())
        assert other.execute("SELECT enum_range(NULL::public.kind)::text").fetchone() == ("{a,b}",)


def test_new_labels_are_adopted_in_a_file_of_their_own(
    server: ShadowServer, run: Run, url: str, migrations: Path
) -> None:
    (migrations / "99980101000000_kind.sql").write_text(SHORT)
    with server.connect(conninfo_to_dict(url)["dbname"]) as other:
        other.execute(LONG.encode())
    code, out, _ = run("adopt", "--only", "public.kind")
    assert code == 0
    labels, rest = [each.read_text() for each in sorted(migrations.glob("*_adopt_drift_*.sql"))]
    assert ("ADD VALUE 'b'" in labels, "SET DEFAULT 'b'" in rest, "COMMIT" in labels + rest) == (True, True, False)
    assert out.endswith(
        "record them: supabase migration repair --remote --status applied 99980101000001 99980101000002\n"
    )
    assert run("replay")[0] == 0


def test_a_signal_during_a_repair_says_what_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Plan] = []

    def run_part(_session: object, part: Plan, *_limits: object) -> None:
        if ran:
            raise KeyboardInterrupt
        ran.append(part)

    monkeypatch.setattr(target_repair, "_run_part", run_part)
    kind = Ref("enum", ("public", "kind"))
    texts = (Sql("ALTER TYPE public.kind ADD VALUE 'b'", commit=True), Sql("SELECT 'b'::public.kind"))
    with pytest.raises(KeyboardInterrupt) as caught:
        target_repair._run(None, Plan(tuple(Statement(text, kind, "alter", (kind,)) for text in texts)), "postgres", 5)
    (note,) = caught.value.__notes__
    assert note == (
        "what was committed before stays (ALTER TYPE public.kind ADD VALUE 'b'); "
        "the transaction that ran was rolled back, unless its COMMIT had been sent"
    )


def test_a_database_that_takes_no_changes_is_not_repaired(run: Run, server: ShadowServer) -> None:
    """As Supabase makes it while its disk is nearly full: for the whole server."""
    with server.connect(role=ADMIN) as admin:
        admin.execute(b"ALTER SYSTEM SET default_transaction_read_only = on")
        admin.execute(b"SELECT pg_reload_conf()")
        try:
            code, _, err = run("fix", "--apply", "--yes", "--allow-data-loss")
            _, report, _ = run("check")
        finally:
            admin.execute(b"ALTER SYSTEM RESET default_transaction_read_only")
            admin.execute(b"SELECT pg_reload_conf()")
    assert code == 5
    assert "the database is read-only" in err
    assert "nothing was run" in err
    assert "until that ends, neither a push nor a script changes it" in " ".join(report.split())


def test_a_setting_that_makes_the_session_read_only_is_reset_all_the_same(
    run: Run, server: ShadowServer, url: str
) -> None:
    name = str(conninfo_to_dict(url)["dbname"])
    with server.connect(role=ADMIN) as admin:
        admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
    _, script, _ = run("fix", "--only", "default_transaction_read_only")
    with psycopg.connect(url) as batch:
        batch.execute(script.encode())  # several statements at once: as the SQL editor sends them
        batch.rollback()
    code, _, err = run("fix", "--apply", "--yes", "--only", "default_transaction_read_only")
    assert (code, "could not" in err) == (0, False), err
    with psycopg.connect(url) as connection:
        assert connection.execute("SHOW default_transaction_read_only").fetchone() == ("off",)
