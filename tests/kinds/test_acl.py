"""Access control lists are read back whole, and their differences become GRANT and REVOKE."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemasync.core import sql
from schemasync.kinds import acl
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.sql_names import ask, names, server_settings, words


@pytest.fixture(scope="module")
def connection(shadow: ShadowServer) -> Iterator[psycopg.Connection[Any]]:
    with shadow.connect("postgres", ADMIN) as opened:
        yield opened


PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@server_settings
@given(
    grantee=st.one_of(names, words), grantor=st.one_of(names, words),
    letters=st.lists(st.sampled_from(PRIVILEGES), unique=True, min_size=1), option=st.sampled_from(["", " WITH GRANT OPTION"]),
)  # fmt: skip
def test_acl_items(
    connection: psycopg.Connection[Any], grantee: str, grantor: str, letters: list[str], option: str
) -> None:
    """The access control list of roles with any name is read back."""
    if (
        "public" in (grantee, grantor)
        or max(len(role.encode()) for role in (grantee, grantor)) > 63
        or grantee == grantor
    ):
        return
    if any(role.startswith("pg_") or role == "none" for role in (grantee, grantor)):
        return
    privileges = ", ".join(letters)
    with connection.transaction(force_rollback=True):
        for role in (grantee, grantor):
            if not ask(connection, "SELECT count(*) FROM pg_roles WHERE rolname = %s", role):
                connection.execute(f"CREATE ROLE {sql.ident(role)}".encode())
        connection.execute(b"CREATE TEMP TABLE acl_items (i int) ON COMMIT DROP")
        connection.execute(f"ALTER TABLE acl_items OWNER TO {sql.ident(grantor)}".encode())
        connection.execute(f"GRANT {privileges} ON acl_items TO {sql.ident(grantee)}{option}".encode())
        items = ask(connection, f"SELECT {acl.entries('relacl')} FROM pg_class WHERE relname = 'acl_items'")
    star = acl.OPTION if option else ""
    wanted = tuple(sorted(letter + star for letter in letters))
    assert acl.by_grantee(tuple(map(tuple, items)))[grantee, grantor] == wanted


def test_acl_items_for_public() -> None:
    items = (("public", "a", "UPDATE"), ("public", "a", "SELECT*"), ("b", "a", "USAGE"))
    assert acl.by_grantee(items) == {("public", "a"): ("SELECT*", "UPDATE"), ("b", "a"): ("USAGE",)}


def test_changes_of_privileges() -> None:
    texts = [
        s.text
        for s in acl.change(["SELECT", "INSERT*", "DELETE*"], ["SELECT*", "INSERT", "UPDATE"], "TABLE t", "public")
    ]
    assert texts == [
        "REVOKE DELETE ON TABLE t FROM PUBLIC",
        "REVOKE GRANT OPTION FOR INSERT ON TABLE t FROM PUBLIC",
        "GRANT UPDATE ON TABLE t TO PUBLIC",
        "GRANT SELECT ON TABLE t TO PUBLIC WITH GRANT OPTION",
    ]
    assert acl.change(["SELECT"], ["SELECT"], "TABLE t", "anon") == []


@pytest.mark.parametrize(
    ("before", "after", "revoked"),
    [
        (["SELECT"], ["SELECT", "UPDATE"], False),
        (["SELECT"], ["SELECT*"], False),
        (["SELECT*"], ["SELECT"], True),
        (["SELECT", "UPDATE"], ["SELECT"], True),
        ([], ["SELECT"], False),
    ],
)
def test_whether_a_change_revokes(before: list[str], after: list[str], *, revoked: bool) -> None:
    """It says what the statements do."""
    assert acl.revokes(before, after) is revoked
    assert any(s.text.startswith("REVOKE") for s in acl.change(before, after, "TABLE t", "anon")) is revoked


def test_every_default_privilege_is_read(connection: psycopg.Connection[Any]) -> None:
    """Each kind of object's default access control list is read whole, and an empty list is no error."""
    for letter in "rsdflLnptFST":
        query = f'SELECT {acl.entries("l.acl")} FROM (SELECT acldefault(%s::"char", 10) AS acl) l'
        found = acl.by_grantee(tuple(map(tuple, ask(connection, query, letter))))
        listed = ask(connection, 'SELECT count(*) FROM aclexplode(acldefault(%s::"char", 10))', letter)
        assert sum(map(len, found.values())) == listed
    assert ask(connection, f"SELECT {acl.entries(chr(39) + '{}' + chr(39) + '::aclitem[]')}") == []
