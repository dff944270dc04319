"""Find the objects that PostgreSQL cannot print, so that the reading leaves out these alone.

PostgreSQL takes more of its stack to print an expression than to store it: a sum of 8,000 parts can be a default, and
`pg_get_expr` then fails. A catalog row that refers to a dropped one fails in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg

from schemasync.core.model import Address, Ref, Unreadable
from schemasync.core.sql import literal
from schemasync.introspect.rows import packed
from schemasync.kinds import KINDS

MOST = 200
"""Objects that are found one by one; beyond them, those that are still together are left out together."""
FEWEST = 20
"""Objects of each kind that are found one by one in any case."""
_KEY = "(q.objid::bigint << 16 | q.objsubid)"

Keys = Sequence[int]
"""Packed OIDs and numbers of columns, as `_KEY` makes them."""


def find_unreadable(connection: psycopg.Connection[Any], named: Mapping[str, str]) -> dict[Ref, Unreadable]:
    """Find the objects whose rows PostgreSQL cannot answer, with its reason for each.

    Args:
        connection: within a transaction of the reader, which stays open.
        named: the SELECTs of a snapshot by name.

    Raises:
        psycopg.Error: something else failed.
    """
    found: dict[Ref, Unreadable] = {}
    for name, text in named.items():
        group, _, label = name.partition(":")
        if group != "kind" or KINDS[label].satellite:
            continue
        source = f"({text}) AS q (objid, objsubid, path)"
        if _error(connection, f"SELECT q.* FROM {source}") is None:
            continue
        rows = connection.execute(f"SELECT DISTINCT {_KEY} FROM {source} WHERE q.objid IS NOT NULL".encode())
        most = max(MOST - sum(item.tried for item in found.values()), FEWEST)
        for keys, reason in _failing(connection, source, [key for (key,) in rows.fetchall()], most):
            query = f"SELECT {_KEY}, q.path FROM {source} WHERE {_KEY} = ANY ({_array(keys)})"
            for key, path in connection.execute(query.encode()).fetchall():
                address = Address(KINDS[label].catalog.oid, key >> 16, key & 0xFFFF)
                found[Ref(label, tuple(path))] = Unreadable(address, reason, tried=len(keys) == 1)
    return found


def without_unreadable_rows(named: Mapping[str, str], unreadable: Mapping[Ref, Unreadable]) -> dict[str, str]:
    """The SELECTs without the rows of some objects.

    PostgreSQL compares an address before it prints anything of the row.
    """
    keys: dict[str, list[int]] = {}
    for ref, item in unreadable.items():
        keys.setdefault(f"kind:{ref.kind}", []).append(item.address.objid << 16 | item.address.objsubid)
    return {
        name: f"SELECT q.* FROM ({text}) AS q (objid, objsubid) WHERE ({_KEY} = ANY ({_array(keys[name])})) IS NOT TRUE"
        if name in keys
        else text
        for name, text in named.items()
    }


def packed_addresses(unreadable: Mapping[Ref, Unreadable]) -> frozenset[int]:
    """The packed addresses of some objects."""
    return frozenset(packed(*item.address) for item in unreadable.values())


def _failing(connection: psycopg.Connection[Any], source: str, keys: Keys, most: int) -> Iterator[tuple[Keys, str]]:
    """The keys of a query's rows that PostgreSQL cannot answer, with its reason.

    They are found by halving, each alone; after the first `most`, a half that cannot be answered stays whole.
    """
    waiting, found = [keys], 0
    while waiting:
        some = waiting.pop()
        error = _error(connection, f"SELECT q.* FROM {source} WHERE {_KEY} = ANY ({_array(some)})") if some else None
        if error is None:
            continue
        if len(some) == 1 or found >= most:
            found += 1
            yield some, error
            continue
        middle = len(some) // 2
        waiting += [some[middle:], some[:middle]]


def _array(keys: Keys) -> str:
    return literal("{" + ",".join(map(str, keys)) + "}")


def _error(connection: psycopg.Connection[Any], query: str) -> str | None:
    """PostgreSQL's message if a query fails, else None; the transaction goes on.

    Raises:
        psycopg.Error: it was interrupted, or the connection was lost.
    """
    connection.execute("SAVEPOINT reading")
    try:
        connection.execute(query.encode(), prepare=False)
    except psycopg.Error as error:
        if error.sqlstate is None or error.sqlstate.startswith(("57", "08", "53")):
            raise
        connection.execute("ROLLBACK TO reading")
        return error.diag.message_primary or error.sqlstate
    connection.execute("RELEASE reading")
    return None
