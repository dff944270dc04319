"""Pending files that drop roles, which all databases of the throwaway server share; on a server of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN
from tests.diagnose.dry_run_words import DEPENDS, IN_USE, T, extra
from tests.diagnose.pairs import Pairs
from tests.plugins.servers import binaries_of

MEMBER = "create role leaders; grant leaders to app with admin option; grant app to postgres;"
STATE = """
SELECT nspowner::regrole::text, nspacl::text FROM pg_namespace WHERE nspname = 's'
UNION ALL SELECT relacl::text, '' FROM pg_class WHERE oid = to_regclass('public.t')
UNION ALL SELECT to_jsonb(m)::text, '' FROM pg_auth_members m WHERE NOT EXISTS (SELECT FROM pg_authid r WHERE r.oid IN (m.roleid, m.member) AND r.rolname ~ '^schemasync')
UNION ALL SELECT r::text, shobj_description(r.oid, 'pg_authid') FROM pg_authid r WHERE rolname IN ('app', 'leaders', 'staff')
UNION ALL SELECT d::text, '' FROM pg_shdepend d JOIN pg_roles r ON r.oid = refobjid
    WHERE classid = 'pg_auth_members'::regclass AND rolname !~ '^schemasync' ORDER BY 1, 2
"""
"""Possessions, rights and memberships of `app` in a stage's database."""


@pytest.fixture(scope="module", params=(15, 18), ids=lambda major: f"pg{major}")
def pairs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairs]:
    with embedded(bindir=str(binaries_of(request.param).bindir)) as server:
        yield Pairs(server, tmp_path_factory.mktemp("pairs"))


def test_other_databases_of_the_run_need_no_role(pairs: Pairs) -> None:
    """Twice, as the role must be there again, and what needs it."""
    made = f"{T} create role leaver; grant select on public.t to leaver;"
    for _ in range(2):
        tried = pairs(made, "select 1;", "revoke select on public.t from leaver; drop role leaver;")
        assert tried.pending.failure is None
    assert pairs(made, "select 1;", "drop role leaver;").error.sqlstate == "2BP01"


def test_privileges_that_were_granted_by_hand_are_to_blame(pairs: Pairs) -> None:
    by_hand = "grant select on public.t to reader; create table public.other (y int);"
    tried = pairs(f"{T} create role reader;", by_hand, "drop role reader;")
    assert tried.error.sqlstate == "2BP01"
    assert tried.error.diagnosis == f"{extra('access of reader to table public.t', DEPENDS)} {IN_USE}"
    assert tried.blame == ["grant reader of table public.t"]


@pytest.mark.parametrize(
    "then", ["", "create role app login", "alter role staff rename to app", "alter role leaders nologin"]
)
def test_a_role_is_as_before_for_the_other_databases(pairs: Pairs, then: str) -> None:
    """With its OID, whatever takes its name, so that what it owns and may in them is its own."""
    made = f"""{T} create role app nologin password 'x'; {MEMBER} create role staff; comment on role app is 'leaves';
    create schema s authorization app; grant select on public.t to app;"""
    stage = pairs.replayed({"1_a.sql": made})
    with pairs.server.connect(stage.database, ADMIN) as reader:
        before = reader.execute(STATE).fetchall()
    drops = "reassign owned by app to postgres; drop owned by app; drop role app;"
    assert pairs(made, "select 1;", f"{drops} {then};").pending.failure is None
    with pairs.server.connect(stage.database, ADMIN) as reader:
        assert reader.execute(STATE).fetchall() == before


def test_no_script_brings_back_what_a_dropped_role_had(pairs: Pairs) -> None:
    """Where the files have run, nobody makes the role again."""
    made = f"{T} create role former; grant select on public.t to former;"
    tried = pairs(made, "select 1;", "revoke select on public.t from former; drop role former;", down=True)
    down = tried.pending.down
    assert down is not None
    assert (down.proven, down.reason) == (False, 'access of former to table public.t: role "former" does not exist')


@pytest.mark.parametrize("ends", ["revoke connect on database postgres from visitor", "drop owned by visitor"])
def test_privileges_on_the_database(pairs: Pairs, ends: str) -> None:
    """They are the stage's own: a file that takes them back can drop the role, and one that does not cannot."""
    made = f"{T} create role visitor; grant visitor to postgres; grant connect on database postgres to visitor;"
    for _ in range(2):
        assert pairs(made, "select 1;", f"{ends}; drop role visitor;").pending.failure is None
        error = pairs(made, "select 1;", "drop role visitor;").error
        assert (error.sqlstate, error.detail) == ("2BP01", "privileges for database postgres")
