"""A grant's origin is the statement that last set its role's privileges; so is that of a grant that was revoked."""

from __future__ import annotations

from schemasync.core.model import Ref
from tests.plugins.replays import Replay, Shadow


def revoked(done: Shadow, role: str, of: Ref) -> str:
    """`file:line` of the statement that took a grant away."""
    ref = Ref("grant", (role,), of)
    assert ref not in done.snapshot.objects
    return f"{done.origins[ref].file[0]}:{done.origins[ref].line}"


def test_another_roles_grant_is_not_the_origin(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE t (i int);\nGRANT SELECT ON t TO anon;\nGRANT INSERT ON t TO authenticated;",
        "GRANT UPDATE ON t TO service_role;\nREVOKE INSERT ON t FROM authenticated;",
    )
    found = {
        role: done.origin("grant", "table", "public", "t", role) for role in ("anon", "authenticated", "service_role")
    }
    assert found == {"anon": "1:2", "authenticated": "2:2", "service_role": "2:1"}


def test_a_grant_that_changes_nothing_names_its_roles(replayed: Replay) -> None:
    """Default privileges gave everything when the table was created."""
    done = replayed(
        "CREATE TABLE t (i int);", "GRANT ALL ON t TO anon, authenticated;", "GRANT ALL ON TABLE t TO anon;"
    )
    assert done.origin("grant", "table", "public", "t", "anon") == "3:1"
    assert done.origin("grant", "table", "public", "t", "authenticated") == "2:1"
    assert done.origin("grant", "table", "public", "t", "service_role") == "1:1"


def test_grants_in_a_block(replayed: Replay) -> None:
    done = replayed(
        "CREATE SCHEMA s;\nCREATE TABLE s.t (i int);\nDO $$ BEGIN EXECUTE 'GRANT SELECT ON s.t TO anon'; END $$;\n"
        "GRANT SELECT ON ALL TABLES IN SCHEMA s TO authenticated;"
    )
    assert done.origin("grant", "table", "s", "t", "anon") == "1:3"
    assert done.origin("grant", "table", "s", "t", "authenticated") == "1:4"


def test_revoked_execute(replayed: Replay) -> None:
    done = replayed(
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
        "REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;\nREVOKE EXECUTE ON FUNCTION f() FROM anon;\n"
        "GRANT EXECUTE ON FUNCTION f() TO service_role;",
    )
    function = Ref("function", ("public", "f", ""))
    assert done.origin("grant", "function", "public", "f", "", "public") == "2:1"
    assert revoked(done, "anon", function) == "2:2"
    assert done.origin("grant", "function", "public", "f", "", "authenticated") == "1:1"


def test_schemas_types_and_columns(replayed: Replay) -> None:
    done = replayed(
        "CREATE TYPE e AS ENUM ('a');\nCREATE TABLE t (a int, b int);\nGRANT USAGE ON TYPE e TO anon;",
        "GRANT USAGE ON TYPE e TO authenticated;\nREVOKE USAGE ON TYPE e FROM PUBLIC;\n"
        "GRANT UPDATE (a) ON t TO anon;\nGRANT UPDATE (a) ON t TO authenticated;\nREVOKE USAGE ON SCHEMA public FROM anon;",
    )
    assert done.origin("grant", "enum", "public", "e", "anon") == "1:3"
    assert done.origin("grant", "enum", "public", "e", "public") == "2:2"
    assert done.origin("grant", "column", "public", "t", "a", "anon") == "2:3"
    assert revoked(done, "anon", Ref("schema", ("public",))) == "2:5"
    assert Ref("grant", ("authenticated",), Ref("schema", ("public",))) not in done.origins
