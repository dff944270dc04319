"""Pending files that drop roles, which all databases of the throwaway server share; on a server of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemasync.postgres.embedded import embedded
from tests.diagnose.dry_run_words import DEPENDS, IN_USE, T, extra
from tests.diagnose.pairs import Pairs


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairs]:
    with embedded() as server:
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
