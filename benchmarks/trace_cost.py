"""Measure what observing 20 pending statements, and the rules, add to a check: `python benchmarks/trace_cost.py [rounds]`.

Checks alternate with and without trace and rules, so that other load on the machine meets both alike; the medians are compared.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from schemasync import check_stages
from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN
from schemasync.replay import stages
from schemasync.replay.runner import Replayer
from schemasync.rules.review import NO_REVIEW

TABLES = 50
BASE = "".join(
    f"CREATE TABLE public.t{n} (id bigint PRIMARY KEY, email text, total int, note text);\n" for n in range(TABLES)
)
PENDING = "".join(
    f"ALTER TABLE public.t{n} ALTER COLUMN email SET NOT NULL;\n"
    f"CREATE INDEX t{n}_total ON public.t{n} (total);\n"
    f"ALTER TABLE public.t{n} ADD CONSTRAINT positive{n} CHECK (total > 0);\n"
    f"CREATE TABLE public.n{n} (id bigint PRIMARY KEY, t bigint REFERENCES public.t{n});\n"
    for n in range(5)
)
HISTORY = (
    "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations"
    " (version text PRIMARY KEY, statements text[], name text);"
    "INSERT INTO supabase_migrations.schema_migrations VALUES ('1', NULL, 'base')"
)


class _NoTracer:
    """Stands in for the trace: nothing is observed."""

    def __init__(self, _admin: object) -> None:
        pass

    def trace(self, _migrations: object, _results: object) -> stages.Trace:
        return stages.Trace((), {})


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with embedded() as server, tempfile.TemporaryDirectory() as folder:
        Path(folder, "1_base.sql").write_text(BASE, encoding="utf-8")
        Path(folder, "2_pending.sql").write_text(PENDING, encoding="utf-8")
        server.create_database("target")
        with server.connect("target") as connection:
            connection.execute(BASE.encode())
        with server.connect("target", ADMIN) as admin:
            admin.execute(HISTORY.encode())
        settings = settings_from(migrations=Path(folder), database_url=server.url("target", ADMIN))
        plain, traced = [], []
        for _ in range(rounds):
            with (
                patch.object(stages, "Tracer", _NoTracer),
                patch.object(stages, "have_several_statements", return_value=False),
                patch.object(check_stages, "review_pending", return_value=NO_REVIEW),
                patch.object(Replayer, "__post_init__", _without_tracer(Replayer.__post_init__)),
            ):
                plain.append(_seconds(settings))
            traced.append(_seconds(settings))
    without, whole = statistics.median(plain), statistics.median(traced)
    print(f"without {without:.3f} s, with {whole:.3f} s: {100 * (whole / without - 1):+.1f} %")


def _without_tracer(init: object) -> object:
    def start(self: Replayer) -> None:
        self.tracer = None
        init(self)  # type: ignore[operator]

    return start


def _seconds(settings: object) -> float:
    start = time.perf_counter()
    check(settings)  # type: ignore[arg-type]
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
