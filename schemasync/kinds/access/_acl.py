"""Privileges as PostgreSQL stores them (`aclitem`): parsing, differences, GRANT and REVOKE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from schemasync.core.sql import PUBLIC, Sql, ident, role

WORDS = {
    "r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE", "D": "TRUNCATE", "x": "REFERENCES", "t": "TRIGGER",
    "X": "EXECUTE", "U": "USAGE", "C": "CREATE", "c": "CONNECT", "T": "TEMPORARY", "s": "SET", "A": "ALTER SYSTEM",
    "m": "MAINTAIN",
}  # fmt: skip
OPTION = "*"
"""Stands behind a privilege that may be granted on."""


@lru_cache(maxsize=65536)
def parse(item: str) -> tuple[str, tuple[str, ...], str]:
    """Split an `aclitem` as printed (`alice=ar*/bob`) into grantee, privileges and grantor."""
    grantee, rest = _name(item)
    letters, _, by = rest.removeprefix("=").partition("/")
    privileges: list[str] = []
    for letter in letters:
        if letter == OPTION:
            privileges[-1] += OPTION
        else:
            privileges.append(WORDS[letter])
    return grantee or PUBLIC, tuple(sorted(privileges)), _name(by)[0]


def _name(text: str) -> tuple[str, str]:
    """Read a role name, quoted where it must be; give it with what follows."""
    if not text.startswith('"'):
        end = min((at for at in (text.find("="), text.find("/")) if at >= 0), default=len(text))
        return text[:end], text[end:]
    name, at = "", 1
    while text[at] != '"' or text[at + 1 : at + 2] == '"':
        name += text[at]
        at += 2 if text[at] == '"' else 1
    return name, text[at + 1 :]


def by_grantee(items: Iterable[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Privileges by (grantee, grantor)."""
    return {(grantee, grantor): privileges for grantee, privileges, grantor in map(parse, items)}


def change(
    before: Sequence[str], after: Sequence[str], on: str, grantee: str, columns: Sequence[str] = (), prefix: str = ""
) -> list[Sql]:
    """GRANT and REVOKE that lead from one set of privileges to another.

    Args:
        before: privileges, those with grant option marked.
        after: likewise.
        on: what the grant is on (`TABLE public.t`).
        grantee: role, or `public`.
        columns: for column privileges, the columns.
        prefix: stands before the statement (ALTER DEFAULT PRIVILEGES …).
    """
    old, new = dict(map(_split, before)), dict(map(_split, after))
    gone = [word for word in old if word not in new]
    demoted = [word for word in new if old.get(word) and not new[word]]
    plain = [word for word in new if not new[word] and word not in old]
    optional = [word for word in new if new[word] and not old.get(word)]
    who = role(grantee)

    def words(chosen: list[str]) -> str:
        listed = f" ({', '.join(map(ident, columns))})" if columns else ""
        return ", ".join(word + listed for word in chosen)

    statements = []
    if gone:
        statements.append(f"{prefix}REVOKE {words(gone)} ON {on} FROM {who}")
    if demoted:
        statements.append(f"{prefix}REVOKE GRANT OPTION FOR {words(demoted)} ON {on} FROM {who}")
    if plain:
        statements.append(f"{prefix}GRANT {words(plain)} ON {on} TO {who}")
    if optional:
        statements.append(f"{prefix}GRANT {words(optional)} ON {on} TO {who} WITH GRANT OPTION")
    return [Sql(text) for text in statements]


def _split(privilege: str) -> tuple[str, bool]:
    return privilege.removesuffix(OPTION), privilege.endswith(OPTION)


MAINTAIN, SINCE = "MAINTAIN", 170000
"""A privilege on tables, and the server version in which it is new."""


def without_newer(privileges: Sequence[str], version: int) -> tuple[str, ...]:
    """The privileges that a server of `version` knows."""
    return tuple(p for p in privileges if version >= SINCE or p.rstrip("*") != MAINTAIN)
