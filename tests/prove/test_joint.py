"""Scripts of several problems are proven together, unless one of them needs the effect of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from schemasync.core.compare import differing_refs
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan, Statement
from schemasync.core.sql import Sql
from schemasync.introspect.snapshot import read_snapshot
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.prove.attempt import rolled_back
from schemasync.prove.joint import Scripts, Trial, proven_together
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.plugins.replays import Compare, Report

START = "CREATE TABLE public.a (id integer); CREATE TABLE public.b (id integer); CREATE TABLE public.c (id integer);"
INDEPENDENT = ("ALTER TABLE public.a ADD x integer", "ALTER TABLE public.b ADD x integer", "DROP TABLE public.c")
DEFAULTS = "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon"
TABLE = "CREATE TABLE public.d (id integer)"


class Scene:
    """A database in which scripts run, and the scripts that are found to be proven together."""

    def __init__(self, connection: psycopg.Connection[Any], calls: PrivilegedCalls) -> None:
        self.connection, self.calls = connection, calls
        self.before = read_snapshot(connection)

    def state(self, *texts: str) -> Snapshot:
        """The state after some statements, which are rolled back."""
        with rolled_back(self.connection):
            for text in texts:
                self.connection.execute(text.encode())
            return read_snapshot(self.connection, in_transaction=True)

    def refs(self, *texts: str) -> frozenset[Ref]:
        """References that statements change."""
        after = self.state(*texts)
        return differing_refs(self.before, after, self.before.objects.keys() | after.objects.keys())

    def proven(self, *texts: str) -> set[str]:
        """The statements, each one script, that are proven together."""
        groups = {self.refs(text): text for text in texts}
        scripts: Scripts = {refs: self.plan(text, refs) for refs, text in groups.items()}
        whole = self.state(*texts)
        scope = self.before.objects.keys() | whole.objects.keys()
        goal = lambda refs: restrict(self.before, whole, refs)  # noqa: E731  used once
        found = proven_together(Trial(self.connection, goal, whole, scope, self.calls), scripts)
        return {groups[refs] for refs in found}

    @staticmethod
    def plan(text: str, refs: frozenset[Ref]) -> Plan:
        first = min(refs, default=Ref("table", ("public", "a")))
        return Plan((Statement(Sql(text), first, "alter", tuple(sorted(refs))),))


@pytest.fixture
def scene(server: ShadowServer) -> Iterator[Scene]:
    """Three tables in a database of their own."""
    server.create_database("joint")
    with server.connect("joint", ADMIN) as admin, server.connect("joint") as connection:
        calls = PrivilegedCalls(admin)
        calls.install()
        connection.execute(START.encode())
        yield Scene(connection, calls)
    server.drop_database("joint")


def test_scripts_that_depend_on_each_other(scene: Scene) -> None:
    assert scene.proven(*INDEPENDENT) == {*INDEPENDENT}
    assert scene.proven(*INDEPENDENT, DEFAULTS, TABLE) == {*INDEPENDENT, DEFAULTS}, (
        "the table's grants need the defaults"
    )
    assert scene.proven(TABLE, *INDEPENDENT, DEFAULTS) == {*INDEPENDENT, DEFAULTS}
    fails = "ALTER TABLE public.c ADD x integer"
    assert fails not in scene.proven(
        *INDEPENDENT[:2], fails, "ALTER TABLE public.b ADD y integer", "DROP TABLE public.c"
    )


def test_effects_that_no_script_is_for(scene: Scene) -> None:
    """The half of the scripts of which one changes more is tried in parts; the others are proven together."""
    alters = [f"ALTER TABLE public.{name} ADD {column} integer" for name in "abc" for column in "xy"]
    groups = {scene.refs(text): text for text in alters}
    more = {alters[0]: f"{alters[0]}; COMMENT ON SCHEMA public IS 'more'"}
    scripts = {refs: scene.plan(more.get(text, text), refs) for refs, text in groups.items()}
    whole = scene.state(*alters)
    trial = Trial(
        scene.connection, lambda refs: restrict(scene.before, whole, refs), whole, whole.objects.keys(), scene.calls
    )
    assert {groups[refs] for refs in proven_together(trial, scripts)} == {*alters[3:]}


def test_report(compare: Compare) -> None:
    """The report tells for each script whether its effect was read back with those of others."""
    report = compare(
        {"1_a.sql": START},
        f"{START}{INDEPENDENT[0]};{INDEPENDENT[2]};CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    )
    assert _proofs(report) == [(True, True)] * 6
    report = compare({"1_a.sql": START}, START + INDEPENDENT[0])
    assert _proofs(report) == [(True, False)] * 2


def _proofs(report: Report) -> list[tuple[bool, bool]]:
    return [(fix["proven"], fix["together"]) for item in report["problems"] for fix in item["fixes"]]
