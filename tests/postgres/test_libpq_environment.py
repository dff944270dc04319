"""The throwaway server is the one that was booted, and its sessions are ours, whatever libpq's variables say."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from schemasync.postgres import connection
from schemasync.postgres.libpq_environment import hidden_parameters, hidden_variables, isolated
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.contract.test_architecture import MODULES, name_of
from tests.plugins.commands import Cli

ELSEWHERE = {
    "PGHOSTADDR": "127.0.0.1", "PGSERVICE": "elsewhere", "PGSSLMODE": "verify-full", "PGREQUIREAUTH": "none",
    "PGOPTIONS": "-c search_path=nowhere", "PGTZ": "Asia/Tokyo", "PGDATESTYLE": "German", "PGAPPNAME": "other",
    "PGTARGETSESSIONATTRS": "standby",
}  # fmt: skip
"""Each of these breaks or changes a connection that obeys it."""


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """libpq's variables for another server."""
    (tmp_path / "services").write_text("[elsewhere]\nhostaddr=127.0.0.1\nport=1\nsslmode=require\n")
    for name, value in {**ELSEWHERE, "PGSERVICEFILE": str(tmp_path / "services")}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("role", ["postgres", ADMIN])
def test_sessions_of_the_shadow(shadow: ShadowServer, role: str) -> None:
    """No variable leads a session elsewhere or changes its settings."""
    with shadow.connect(role=role) as session:
        names = ("TimeZone", "DateStyle", "application_name")
        found = [session.execute(f"SHOW {name}".encode()).fetchone() for name in names]
        path = session.execute("SHOW search_path").fetchone()
    assert found == [("UTC",), ("ISO, MDY",), ("",)]
    assert path is not None
    assert "nowhere" not in path[0]


@pytest.mark.integration
@pytest.mark.usefixtures("elsewhere")
def test_a_command(run: Cli, tmp_path: Path) -> None:
    """A replay, from the boot of the server to the last file, obeys none of them; afterwards they are as before."""
    (tmp_path / "1_a.sql").write_text("CREATE TABLE public.t (at timestamptz DEFAULT '2024-01-01 00:00');")
    done = run("replay", "--migrations", tmp_path, "--format", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["replayed"] == 1
    assert ELSEWHERE.items() <= os.environ.items()


@pytest.mark.usefixtures("elsewhere")
def test_the_target_still_gets_them() -> None:
    """Parameters of variables, and of the service that one names, fill what the target's URL leaves out."""
    with isolated():
        assert not [name for name in ELSEWHERE if name in os.environ]
        assert hidden_variables().items() >= ELSEWHERE.items()
        with isolated():
            known = conninfo_to_dict(connection._with_environment("host=db.test sslmode=disable"))
    assert (known["host"], known["hostaddr"], known["port"]) == ("db.test", "127.0.0.1", "1")
    assert known["sslmode"] == "disable"
    assert "service" not in known
    assert not hidden_parameters()


def test_nothing_connects_in_another_way() -> None:
    """`psycopg.connect` is called for the target in one module, and for the shadow in one."""
    found = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("psycopg.connect", "psycopg.Connection.connect")
    }
    assert found == {"postgres.connection", "postgres.libpq_environment"}
