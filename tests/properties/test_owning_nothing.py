"""Each case of the corpus is planned and run by a role that is no superuser and owns nothing, but is a member of the owners.

A sample runs on one major each; all of it on all majors with PROPERTIES=all (`make properties`).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import cache

import psycopg
import pytest

from schemasync.core.compare import compare
from schemasync.core.errors import ProofError
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.prove.executor import execute
from tests.plugins.servers import MAJORS, ROLES, Cluster
from tests.properties.judge import difference
from tests.properties.test_corpus import CASES, CORPUS, EVERYWHERE, UNSOLVED, read_again

SAMPLE = 24
"""One case of so many runs where not all do."""
RUNNER = "owner_of_nothing"
UNABLE = ("-- roles:", "SUBSCRIPTION", "-- requires: icu", "-- requires: extension", "STYPE = internal")
"""Cases that are of the server, need an extension that only some servers have, or a type that only a superuser may use."""
REFUSED = "42501"
"""SQLSTATE of what only a superuser may do."""
OWNERSHIP = ("must be owner", "must be member", "must be able to SET ROLE")
"""Beginnings of its messages where the plan itself forgot whose an object is."""


def _runs(case: str) -> bool:
    texts = [(CORPUS / case / f"{side}.sql").read_text(encoding="utf-8") for side in "ab"]
    return case not in UNSOLVED and not any(word in text for text in texts for word in UNABLE)


ALWAYS = ("inheritance/two_parents_retyped",)
CHOSEN = [
    case for case in CASES if _runs(case) and (EVERYWHERE or case in ALWAYS or zlib.crc32(case.encode()) % SAMPLE == 0)
]


@pytest.fixture(scope="module")
def runner(clusters: Callable[[int], Cluster]) -> Iterator[Callable[[int], Cluster]]:
    """The cluster of a major with the role."""
    made = []

    @cache
    def cluster(major: int) -> Cluster:
        found = clusters(major)
        with found.connect() as admin:
            admin.execute(f"CREATE ROLE {RUNNER} LOGIN CREATEROLE CREATEDB".encode())
            for owner in ("postgres", *ROLES):
                admin.execute(f"GRANT {owner} TO {RUNNER}".encode())
        made.append(found)
        return found

    yield cluster
    for found in made:
        for name in ("nothing_a", "nothing_b"):
            found.drop(name)
        with found.connect() as admin:
            admin.execute(f"DROP ROLE {RUNNER}".encode())


@pytest.mark.parametrize("case", CHOSEN)
def test_case_by_a_role_that_owns_nothing(case: str, runner: Callable[[int], Cluster]) -> None:
    majors = MAJORS if EVERYWHERE else (MAJORS[zlib.crc32(case.encode()) % len(MAJORS)],)
    ran = [_try(runner(major), case, start, goal) for major in majors for start, goal in (("a", "b"), ("b", "a"))]
    if not any(ran):
        pytest.skip("needs another major")


def _try(cluster: Cluster, case: str, start: str, goal: str) -> bool:
    """Run one direction; False if the server cannot make the states."""
    states = []
    for side in (start, goal):
        cluster.create(f"nothing_{side}")
        with cluster.connect(f"nothing_{side}") as admin:
            try:
                admin.execute((CORPUS / case / f"{side}.sql").read_bytes())
            except psycopg.Error:
                return False
        with psycopg.connect(cluster.conninfo(f"nothing_{side}"), autocommit=True, user=RUNNER) as connection:
            states.append(read_snapshot(connection))
    with psycopg.connect(cluster.conninfo(f"nothing_{start}"), autocommit=True, user=RUNNER) as connection:
        plan = build(states[0], states[1], RUNNER)
        try:
            execute(connection, plan)
        except ProofError as error:
            if error.sqlstate == REFUSED and not error.message.startswith(OWNERSHIP):
                pytest.skip(f"only a superuser may: {error.message}")
            raise
        found = read_snapshot(connection)
    made, dump, wanted = cluster.dump(f"nothing_{start}"), cluster.dump(f"nothing_{goal}"), states[1]
    if compare(found, wanted) or difference(made, dump):  # PostgreSQL has read its own print
        wanted, dump = read_again(cluster, dump).snapshot, cluster.dump("case_again")
    assert compare(found, wanted) == ()
    assert not difference(made, dump)
    return True
