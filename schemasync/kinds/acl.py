"""Access control lists: read them, and turn their differences into GRANT and REVOKE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from schemasync.core.sql import PUBLIC, Sql, ident, literal, role

OPTION = "*"
"""Suffix of a privilege with grant option."""
OPEN_TO = (PUBLIC, "anon", "authenticated")
"""Grantees through whom everybody who knows the API's address has a privilege."""
Entries = tuple[tuple[str, str, str], ...]
"""(grantee, grantor, privilege) for each entry of an access control list, as `entries` selects them."""


def entries(acl: str) -> str:
    """Expression for an `aclitem[]` as an array of (grantee, grantor, privilege).

    `aclexplode` refuses an empty array, which has no dimension.
    """
    return f"""ARRAY(SELECT ARRAY[CASE x.grantee WHEN 0 THEN {literal(PUBLIC)} ELSE pg_get_userbyid(x.grantee)::text END,
                           pg_get_userbyid(x.grantor)::text,
                           x.privilege_type || CASE WHEN x.is_grantable THEN {literal(OPTION)} ELSE '' END]
                     FROM aclexplode(CASE WHEN cardinality({acl}) > 0 THEN {acl} END) x)"""


@lru_cache(maxsize=4096)
def by_grantee(items: Entries) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Privileges by (grantee, grantor), sorted."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for grantee, grantor, privilege in items:
        found[grantee, grantor].append(privilege)
    return {pair: tuple(sorted(privileges)) for pair, privileges in found.items()}


def grantee_in_words(grantee: str) -> str:
    """The subject of a sentence on privileges: a role, or PUBLIC, beside which single roles may have them, too."""
    return "PUBLIC (every role)" if grantee == PUBLIC else f"role {grantee}"


def without_option(privileges: Iterable[str]) -> frozenset[str]:
    """Privileges, those with grant option without their suffix."""
    return frozenset(privilege.removesuffix(OPTION) for privilege in privileges)


def change(
    before: Sequence[str], after: Sequence[str], on: str, grantee: str, columns: Sequence[str] = (), prefix: str = ""
) -> list[Sql]:
    """GRANT and REVOKE that lead from one set of privileges to another.

    Args:
        before: privileges, those with grant option with their suffix.
        after: the same after the change.
        on: the object (`TABLE public.t`).
        grantee: role, or `public`.
        columns: for column privileges, the columns.
        prefix: of the statement (ALTER DEFAULT PRIVILEGES …).
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


def revokes(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether the change of privileges takes some away, or a grant option."""
    old, new = dict(map(_split, before)), dict(map(_split, after))
    return any(word not in new or option > new[word] for word, option in old.items())


def _split(privilege: str) -> tuple[str, bool]:
    return privilege.removesuffix(OPTION), privilege.endswith(OPTION)


MAINTAIN, MAINTAIN_VERSION = "MAINTAIN", 170000
"""A privilege on tables, and the server version in which it is new."""


def without_newer(privileges: Sequence[str], version: int) -> tuple[str, ...]:
    """The privileges that a server of `version` knows."""
    return tuple(p for p in privileges if version >= MAINTAIN_VERSION or p.rstrip(OPTION) != MAINTAIN)
