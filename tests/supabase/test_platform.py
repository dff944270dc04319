"""The platform's SQL makes a database that equals, name by name, the facts about a hosted one.

`platform_dsn`: superuser DSN of a database with the platform, and with the stubs of those default
extensions that the server lacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests.supabase.facts import FACTS, QUERIES, REAL_EXTENSIONS

MEMBERSHIP_OPTIONS = 16
MAINTAIN = 17
"""Major versions that brought what the facts, read from 17, have and older servers lack."""
PARTS_OF_RELATIONS = ("columns", "constraints", "indexes", "triggers")


@pytest.fixture(name="platform")
def _platform(platform_dsn: str) -> Iterator[Platform]:
    with psycopg.connect(platform_dsn, autocommit=True) as connection:
        connection.execute("set search_path = ''")
        yield Platform(connection)


class Platform:
    """The database as it is, in the shape of the facts."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self.version = connection.info.server_version // 10000
        self.extensions = {name for (name,) in connection.execute(REAL_EXTENSIONS)}

    def section(self, name: str) -> dict[str, Any]:
        rows = self._connection.execute(QUERIES[name])
        return {name: _sorted_acl(value) for name, value in rows}

    def parts(self, name: str) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for relation, part, definition in self._connection.execute(QUERIES[name]):
            found.setdefault(relation, {})[part] = definition
        return found


def expected(platform: Platform, name: str) -> Any:
    """The facts, with what this server's version or missing extensions make different."""
    facts = json.loads(json.dumps(FACTS[name]))
    if name == "roles" and platform.version < MEMBERSHIP_OPTIONS:
        # Memberships have no INHERIT and SET of their own; pg_create_subscription is new in 16.
        for role in facts.values():
            role["member_of"].pop("pg_create_subscription", None)
            role["member_of"] = {of: {"admin": how["admin"]} for of, how in role["member_of"].items()}
    if name == "extensions":
        return {extension: fact for extension, fact in facts.items() if extension in platform.extensions}
    if name == "functions":
        for function in facts.values():
            # A stub's functions are nobody's members and not written in C.
            if function.get("extension") not in platform.extensions and function.pop("extension", None):
                del function["language"]
    if name in ("relations", "default_privileges") and platform.version < MAINTAIN:
        return _without_maintain(facts)
    return facts


def differences(path: str, wanted: Any, found: Any) -> Iterator[str]:
    """Objects that `found` lacks or has otherwise than `wanted`; further objects are no difference."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key, value in wanted.items():
            yield from differences(f"{path} / {key}", value, found.get(key))
    elif found is None and wanted is not None:
        yield f"{path}: missing"
    elif wanted != found:
        yield f"{path}: should be {wanted!r}, is {found!r}"


def _sorted_acl(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: sorted(item) if key == "acl" else item for key, item in value.items()}
    return sorted(value) if isinstance(value, list) else value


def _without_maintain(facts: Any) -> Any:
    """Drop privilege m on tables."""
    if isinstance(facts, dict):
        return {key: _without_maintain(value) for key, value in facts.items()}
    if isinstance(facts, list):
        return [re.sub(r"(=[a-zA-Z*]*?)m\*?(?=[a-zA-Z*]*/)", r"\1", item) for item in facts]
    return facts


def check(found: list[str]) -> None:
    assert not found, f"{len(found)} differences:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "name",
    [
        "roles",
        "parameters",
        "catalog_functions",
        "schemas",
        "default_privileges",
        "extensions",
        "functions",
        "types",
        "event_triggers",
        "publications",
    ],
)
def test_objects(platform: Platform, name: str) -> None:
    check(list(differences(name, expected(platform, name), platform.section(name))))


def test_database(platform: Platform) -> None:
    check(list(differences("database", FACTS["database"], platform.section("database")["this database"])))


def test_relations(platform: Platform) -> None:
    facts = {
        name: {key: value for key, value in fact.items() if key not in PARTS_OF_RELATIONS}
        for name, fact in expected(platform, "relations").items()
    }
    check(list(differences("relations", facts, platform.section("relations"))))


@pytest.mark.parametrize("part", PARTS_OF_RELATIONS)
def test_parts_of_relations(platform: Platform, part: str) -> None:
    found = platform.parts(part)
    problems: list[str] = []
    for relation, fact in FACTS["relations"].items():
        wanted = fact.get(part, {})
        here = found.get(relation, {})
        problems += differences(relation, wanted, here)
        problems += [f"{relation} / {name}: not among the facts" for name in here if name not in wanted]
        if part == "columns" and list(wanted) != list(here):
            problems.append(f"{relation}: columns stand in another order")
    check(problems)


@pytest.mark.parametrize("name", ["relations", "functions", "types", "default_privileges"])
def test_nothing_besides(platform: Platform, name: str) -> None:
    ours = {
        found: fact
        for found, fact in platform.section(name).items()
        if not found.startswith("extensions.pg_stat_statements")
        and (name == "default_privileges" or found.split(".")[0] in FACTS["schemas"])
        and not (isinstance(fact, dict) and fact.get("extension") in platform.extensions)
    }
    check([f"{name} / {found}: not among the facts" for found in ours if found not in FACTS[name]])


def test_postgres_may_become_the_api_roles(platform_dsn: str) -> None:
    with psycopg.connect(platform_dsn, autocommit=True) as connection:
        connection.execute("set session authorization postgres")
        for role in ("anon", "authenticated", "service_role", "authenticator"):
            connection.execute(f"set role {role}")
            connection.execute("reset role")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("set role supabase_admin")


def test_postgres_cannot_reach_the_operating_system(platform_dsn: str) -> None:
    with psycopg.connect(platform_dsn, autocommit=True) as connection:
        connection.execute("set session authorization postgres")
        for role in ("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"grant {role} to postgres")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("copy (select 1) to program 'true'")
