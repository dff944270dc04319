"""Every printed script runs as psql runs it, as one batch of the SQL editor, and as a migration; pg_dump judges."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from schemasync.core.plan import Plan
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from tests.plugins.replays import COLUMNS, FIRST, TABLE, Compare, Replay
from tests.plugins.servers import Cluster
from tests.properties.judge import difference

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = ("column/type_under_dependents", "enum/add_label_and_use_it", "function/used_everywhere",
         "mixed/app_moves_on", "mixed/many_changes", "partition/key", "policy/change", "trigger/change",
         "view/chain", "view/uses_function")  # fmt: skip
TABLE_AND_FUNCTION = """
CREATE TABLE public.t (id integer);
CREATE FUNCTION public.count_t() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.t';
"""
Run = Callable[[Cluster, str, str], None]


def by_psql(cluster: Cluster, database: str, script: str) -> None:
    """Run a script as a file, statement by statement."""
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", cluster.conninfo(database), "-f", "-"]
    subprocess.run(command, input=script.encode(), check=True, capture_output=True)


def as_batch(cluster: Cluster, database: str, script: str) -> None:
    """Run a script as one message of the simple query protocol, and find no setting changed by it."""
    with cluster.connect(database) as connection:
        connection.execute(script.encode())
        settings = connection.execute(
            "SELECT current_setting('check_function_bodies'), current_setting('search_path')"
        ).fetchone()
    assert settings == ("on", '"$user", public')


@pytest.mark.parametrize("run", [by_psql, as_batch])
@pytest.mark.parametrize("case", CASES)
def test_scripts_of_the_corpus(case: str, run: Run, pg15: Cluster) -> None:
    """A script has the effect that the plan promises, run either way."""
    snapshots = []
    for side in "ab":
        pg15.create(f"script_{side}")
        with pg15.connect(f"script_{side}") as connection:
            connection.execute((CORPUS / case / f"{side}.sql").read_bytes())
            connection.execute("RESET ALL")
            snapshots.append(read_snapshot(connection))
    run(pg15, "script_a", build(*snapshots).script())
    assert difference(pg15.dump("script_a"), pg15.dump("script_b")) == ""


def test_a_script_says_only_what_its_statements_need(pg15: Cluster) -> None:
    """A table needs no setting, a function's body that PostgreSQL would read needs one, a default's name another."""
    assert _settings(pg15, "CREATE TABLE public.t (id integer);") == []
    assert _settings(pg15, TABLE_AND_FUNCTION) == ["check_function_bodies"]
    assert _settings(pg15, "CREATE TABLE public.t (at timestamptz DEFAULT now());") == ["search_path"]
    assert _settings(pg15, "CREATE TABLE public.t (r int4range, EXCLUDE USING gist (r WITH &&));") == ["search_path"]
    assert str(Plan(())) == ""


def _settings(cluster: Cluster, sql: str) -> list[str]:
    snapshots = []
    for name, text in (("script_a", ""), ("script_b", sql)):
        cluster.create(name)
        with cluster.connect(name) as connection:
            if text:
                connection.execute(text.encode())
            snapshots.append(read_snapshot(connection))
    return [setting.name for setting in build(*snapshots).preamble]


def test_an_adopted_function_may_read_a_table_that_comes_after_it(compare: Compare, replayed: Replay) -> None:
    """The script that is adopted is replayed as a migration."""
    report = compare({"1_a.sql": FIRST}, FIRST + TABLE_AND_FUNCTION, {"1": ("a", [FIRST])}, TABLE + COLUMNS)
    assert report["plans"]["adopt"]["proven"] is True
    done = replayed(FIRST, report["plans"]["adopt"]["sql"], "SELECT public.count_t();")
    assert [str(result.error) for result in done.results if result.error] == []


def test_an_adopted_enum_value_may_be_used_at_once(compare: Compare, replayed: Replay) -> None:
    """PostgreSQL refuses a new value before it is committed."""
    first = "CREATE TYPE public.e AS ENUM ('a');\nCREATE TABLE public.t (x public.e);\n"
    by_hand = "ALTER TABLE public.t ALTER x SET DEFAULT 'b';"
    files = {"1_a.sql": first}
    report = compare(
        files, first + "DROP TYPE public.e CASCADE; DROP TABLE public.t; CREATE TYPE public.e AS ENUM ('a', 'b');"
        "CREATE TABLE public.t (x public.e); " + by_hand, {"1": ("a", [first])}, TABLE + COLUMNS,
    )  # fmt: skip
    assert report["plans"]["adopt"]["proven"] is True
    done = replayed(first, report["plans"]["adopt"]["sql"])
    assert [str(result.error) for result in done.results if result.error] == []
