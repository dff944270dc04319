"""Two prints of one definition are no difference: a database and its dump restored, and one script on two majors.

A sample of the corpus runs, another part of it on each major; all of it on all majors with PROPERTIES=all.
"""

from __future__ import annotations

import contextlib
import subprocess
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache

import psycopg
import pytest

from schemasync.core.compare import compare
from schemasync.core.model import Change, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.postgres.embedded import ShadowServer, embedded
from schemasync.prove.normalize import align_texts
from tests.plugins.servers import MAJORS, Cluster, binaries_of
from tests.properties.test_corpus import CASES, CORPUS, EVERYWHERE

SAMPLE = 32
"""One case of so many runs where not all do."""
NOT_DUMPED = ("bucket", "cron_job", "database_setting", "role_setting")
"""Kinds of rows and settings that `pg_dump --schema-only` leaves out."""
ALWAYS = ("constraint/check_deparse", "mixed/printed_otherwise")
Provide = Callable[[int], AbstractContextManager[ShadowServer]]


@pytest.fixture(scope="module")
def provide() -> Iterator[Provide]:
    """One throwaway server of each major for all comparisons."""
    with contextlib.ExitStack() as stack:
        start = cache(lambda major: stack.enter_context(embedded(bindir=str(binaries_of(major).bindir))))
        yield lambda major: contextlib.nullcontext(start(major))


def _chosen(salt: str) -> list[str]:
    return [case for case in CASES if EVERYWHERE or case in ALWAYS or zlib.crc32((salt + case).encode()) % SAMPLE == 0]


def _state(cluster: Cluster, database: str, case: str, side: str) -> Snapshot:
    text = (CORPUS / case / f"{side}.sql").read_text(encoding="utf-8")
    if "-- roles:" in text:
        pytest.skip("its roles belong to the server")
    cluster.create(database)
    with cluster.connect(database) as connection:
        try:
            connection.execute(text.encode())
        except psycopg.Error:
            pytest.skip("needs another server")
        connection.execute("RESET ALL")
        return read_snapshot(connection)


def _differences(one: Snapshot, other: Snapshot, provide: Provide) -> list[Change]:
    before, after = make_comparable(one, other)
    return list(compare(*align_texts(before, after, (one.major, other.major), provide)))


@pytest.mark.parametrize("case", _chosen("restored"))
def test_a_database_equals_its_restored_dump(case: str, clusters: Callable[[int], Cluster], provide: Provide) -> None:
    for major in MAJORS if EVERYWHERE else (MAJORS[zlib.crc32(case.encode()) % len(MAJORS)],):
        cluster = clusters(major)
        for side in "ab":
            before = _state(cluster, "printed", case, side)
            cluster.create("restored")
            script = subprocess.run(
                [cluster.binaries.tool("pg_dump"), "--schema-only", f"--dbname={cluster.conninfo('printed')}"],
                check=True, capture_output=True,
            ).stdout  # fmt: skip
            psql = ["psql", "-X", "-q", "-d", cluster.conninfo("restored"), "-f", "-"]
            if b"ERROR:" in subprocess.run(psql, input=script, check=True, capture_output=True).stderr:
                pytest.skip("the server does not read its own dump")
            with cluster.connect("restored") as connection:
                after = read_snapshot(connection)
            assert [c for c in _differences(before, after, provide) if c.ref.kind not in NOT_DUMPED] == []


@pytest.mark.parametrize("case", _chosen("majors"))
def test_a_script_makes_the_same_on_two_majors(case: str, clusters: Callable[[int], Cluster], provide: Provide) -> None:
    pairs = [(old, new) for old in MAJORS for new in MAJORS if old < new]
    for pair in pairs if EVERYWHERE else (pairs[zlib.crc32(case.encode()) % len(pairs)],):
        for side in "ab":
            one, other = (_state(clusters(major), "printed", case, side) for major in pair)
            assert _differences(one, other, provide) == []
