"""A schema that other sessions change while it is read: read again, then told as what it is."""

from __future__ import annotations

import pytest

from schemasync.core.errors import ConcurrentChangeError, TargetError
from schemasync.migrations import target
from schemasync.postgres.connection import require_supported
from schemasync.postgres.shadow import ADMIN, ShadowServer


class Connection:
    """Counts what it is told."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def execute(self, text: str) -> None:
        self.sent.append(text)


@pytest.mark.parametrize("failures", [0, 2, target.ATTEMPTS])
def test_it_is_read_again(monkeypatch: pytest.MonkeyPatch, failures: int) -> None:
    left, pauses = [failures], list[float]()

    def read(_: object, *, lenient: bool) -> str:
        del lenient
        if left[0]:
            left[0] -= 1
            raise ConcurrentChangeError(f"cache lookup failed for relation {left[0]}")
        return "snapshot"

    monkeypatch.setattr(target, "read_snapshot", read)
    monkeypatch.setattr(target.time, "sleep", pauses.append)
    connection = Connection()
    if failures < target.ATTEMPTS:
        assert target._quiet_snapshot(connection) == "snapshot"  # type: ignore[arg-type,comparison-overlap]
    else:
        with pytest.raises(ConcurrentChangeError, match="other sessions kept creating") as caught:
            target._quiet_snapshot(connection)  # type: ignore[arg-type]
        assert "PostgreSQL 14" not in caught.value.hint
    assert connection.sent == ["ROLLBACK"] * failures
    assert pauses == sorted(pauses)


def test_damaged_catalogs(shadow: ShadowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the same row is missing each time, the object that refers to it is left out and named, and the others are read."""
    monkeypatch.setattr(target.time, "sleep", lambda _: None)
    shadow.create_database("damaged")
    with shadow.connect("damaged", ADMIN) as connection:
        connection.execute(
            b"CREATE FUNCTION public.gone() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
            b"CREATE TABLE public.a (i integer DEFAULT public.gone(), j integer DEFAULT 1);"
            b"SET allow_system_table_mods = on; DELETE FROM pg_proc WHERE proname = 'gone'"
        )
    found = target.read_target(shadow.url("damaged")).snapshot
    shadow.drop_database("damaged")
    assert {ref.path: item.reason.rstrip("0123456789") for ref, item in found.unreadable.items()} == {
        ("public", "a", "i"): "cache lookup failed for function "
    }
    assert {("public", "a", "j")} == {
        ref.path for ref in found.objects if ref.kind == "column_default" and "a" in ref.path
    }


def test_an_older_server_is_refused_by_its_version() -> None:
    """Its catalogs lack columns, which looked like objects that came and went."""
    require_supported(150000)
    with pytest.raises(TargetError, match="runs PostgreSQL 14, and schemasync reads PostgreSQL 15 and newer"):
        require_supported(140023)
