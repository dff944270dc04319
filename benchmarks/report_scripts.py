"""Change databases by hand at random, and run every script of the report alone, in every way in which people run scripts.

    python benchmarks/report_scripts.py [--seed N] [--changes N] [--types N] [FOLDER …]

For each project (`supabase/migrations`; the example by default): the changes of `deploy_truth.py` and columns of other types,
all by hand in one database. Each script that is called proven must run and settle its problem: by `psql`, as one batch, and,
if it is adopted, as a migration. Each repair that does not say that it loses data is then run on tables with rows; every value
must be left, or it must have said that rows can refuse it. The exit code is 1 if a script did not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.deploy_truth import CHANGES, EXAMPLE, LAST, Change, replayable
from schemasync.config.settings import settings_from
from schemasync.core.errors import SchemasyncError
from schemasync.core.fix import Fix, FixDirection
from schemasync.core.sql import Hazard
from schemasync.expected.project_replay import replay
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, SHADOW_DATABASE, ShadowServer
from schemasync.result import CheckResult
from tests.properties.sample_rows import fill
from tests.properties.script_runs import COPY, Scripts, by_psql

TYPES = (
    "int", "bigint", "smallint", "numeric(10,4)", "numeric(10,1)", "numeric", "real", "float8", "text", "varchar(5)", "varchar(50)",
    "char(3)", "name", "boolean", "uuid", "date", "timestamp", "timestamptz", "timestamptz(0)", "time", "timetz", "interval",
    "interval day", "json", "jsonb", "text[]", "varchar(2)[]", "int[]", "bytea", "inet", "cidr", "bit(4)", "varbit", "money", "xml",
)  # fmt: skip
_VALUES = """
SELECT c.relname::text || '.' || a.attname::text, c.oid::int8, a.attnum::int4, n.nspname::text, c.relname::text, a.attname::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
"""
Values = dict[tuple[int, int], tuple[str, list[str | None]]]


def drawn(chance: random.Random, count: int) -> list[Change]:
    """Changes at random: all kinds once before one comes again."""
    rounds, rest = divmod(count, len(CHANGES))
    return [*CHANGES] * rounds + chance.sample(CHANGES, rest)


def retyped(chance: random.Random, count: int) -> list[Change]:
    """Columns that were made in one type, and are of another in the database."""
    pairs = [(old, new) for old in TYPES for new in TYPES if old != new]
    table = "CREATE TABLE public.{n} (id int, v %s); ALTER TABLE public.{n} ENABLE ROW LEVEL SECURITY;"
    by_hand = "ALTER TABLE public.{n} ALTER v TYPE %s USING NULL;"
    return [Change(f"{new} instead of {old}", table % old, by_hand % new) for old, new in chance.sample(pairs, count)]


def run_project(label: str, files: dict[str, str], changes: list[Change]) -> list[str]:
    """Run the scripts of one project; returns what is wrong."""
    started = time.perf_counter()
    names = [f"t{number}" for number in range(len(changes))]
    with tempfile.TemporaryDirectory() as place, embedded(17) as server:
        folder = Path(place)
        before = "\n".join(change.before.format(n=name) for change, name in zip(changes, names, strict=True))
        for name, text in {**files, f"{LAST}_last": before + "\nSELECT 1;"}.items():
            (folder / f"{name}.sql").write_text(text, encoding="utf-8")
        replay(server, folder)
        with server.connect(role=ADMIN) as admin:  # helpers of the replay
            admin.execute("DROP SCHEMA IF EXISTS schemasync CASCADE")
        server.create_database("target", SHADOW_DATABASE)
        with server.connect("target") as connection:
            for change, name in zip(changes, names, strict=True):
                connection.execute(change.by_hand.format(n=name).encode())
        result = check(settings_from(migrations=folder, database_url=server.url("target")))
        scripts = Scripts(
            result, {FixDirection.REPAIR: (server, "target"), FixDirection.ADOPT: (server, SHADOW_DATABASE)}, every=True
        )
        faults = scripts.faults()
        kept, untold = keep_rows(server, result)
    seconds = time.perf_counter() - started
    print(
        f"{label}: {len(changes)} changes, {len(result.problems)} problems, {len(result.failed)} files not replayed,"
        f" {scripts.count} runs, {len(faults)} wrong, {kept} values of columns kept, {len(untold)} lost untold,"
        f" {len(scripts.unproven)} scripts unproven, {seconds:.0f} s",
        flush=True,
    )
    return [*faults, *untold, *(f"unproven: {each}" for each in scripts.unproven)]


def keep_rows(server: ShadowServer, result: CheckResult) -> tuple[int, list[str]]:
    """Run each repair on tables with rows; columns whose values are all left, and what was lost without a word."""
    server.create_database("filled", "target")
    with server.connect("filled", ADMIN) as connection:
        fill(connection)
    kept, untold = 0, []
    for problem in result.problems:
        for fix in result.fixes[problem.id]:
            if fix.direction == FixDirection.REPAIR and fix.proven and str(Hazard.DATA_LOSS) not in fix.hazards:
                count, lost = losses(server, fix)
                kept += count
                untold += [f"rows of {problem.title}: {each}\n{fix.plan.script()}" for each in lost]
    return kept, untold


def losses(server: ShadowServer, fix: Fix) -> tuple[int, list[str]]:
    """Run one repair that says that it keeps all rows."""
    server.drop_database(COPY)
    server.create_database(COPY, "filled")
    before = values(server)
    if error := by_psql(server, fix.plan.script()):
        return 0, [] if str(Hazard.FAILS_ON_ROWS) in fix.hazards else [error]
    after = values(server)
    by_name = dict(after.values())
    lost = []
    for place, (name, texts) in before.items():
        now = after[place][1] if place in after else by_name.get(name)
        if not _equal(now, texts) and "RENAME VALUE" not in fix.plan.script():
            lost.append(f"{name}: {texts} became {now}")
    return len(before) - len(lost), lost


def _equal(some: list[str | None] | None, others: list[str | None]) -> bool:
    """Whether values are equal, numbers as numbers: 1 is 1.0."""
    return some is not None and sorted(map(_value, some)) == sorted(map(_value, others))


def _value(text: str | None) -> tuple[str, str]:
    try:
        return ("number", str(Decimal(text or "").normalize()))
    except InvalidOperation:
        return ("text", repr(text))


def values(server: ShadowServer) -> Values:
    """Texts of all columns of the tables outside the system, by table and number of the column."""
    with server.connect(COPY, ADMIN) as connection:
        rows = connection.execute(_VALUES + "AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'").fetchall()
        return {(oid, number): (label, _texts(connection, *names)) for label, oid, number, *names in rows}


def _texts(connection: psycopg.Connection[Any], schema: str, table: str, column: str) -> list[str | None]:
    query = psycopg.sql.SQL("SELECT {}::text FROM ONLY {} ORDER BY 1").format(
        psycopg.sql.Identifier(column), psycopg.sql.Identifier(schema, table)
    )
    return [text for (text,) in connection.execute(query).fetchall()]


def main() -> int:
    """Run the projects; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--changes",
        type=int,
        default=len(CHANGES),
        help="changes in each database; each kind comes once before one comes again",
    )
    parser.add_argument("--types", type=int, default=25, help="columns of another type in each database")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    chance, wrong = random.Random(options.seed), 0
    for folder in options.folders or [EXAMPLE]:
        changes = [*drawn(chance, options.changes), *retyped(chance, options.types)]
        try:
            faults = run_project(str(folder), replayable(folder), changes)
        except (SchemasyncError, psycopg.Error) as error:
            faults = [f"{type(error).__name__}: {error}"]
        for fault in faults:
            print(f"  {fault}", flush=True)
        wrong += sum(not fault.startswith("unproven") for fault in faults)
    print(f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
