"""Locks of statements that run outside a transaction."""

from __future__ import annotations

import pytest

from schemasync.core.trace import ACCESS_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE
from schemasync.migrations.statements import split
from schemasync.replay.documented_locks import documented_locks
from schemasync.replay.reading import Relation

ORDERS = 20000


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("VACUUM public.orders", SHARE_UPDATE_EXCLUSIVE),
        ("VACUUM FULL orders", ACCESS_EXCLUSIVE),
        ("VACUUM (FULL) orders", ACCESS_EXCLUSIVE),
        ("VACUUM (FULL on, ANALYZE) orders", ACCESS_EXCLUSIVE),
        ("VACUUM (FULL 1) orders", ACCESS_EXCLUSIVE),
        ("VACUUM (FULL false) orders", SHARE_UPDATE_EXCLUSIVE),
        ("VACUUM (FULL OFF) orders", SHARE_UPDATE_EXCLUSIVE),
        ("VACUUM (FULL 0) orders", SHARE_UPDATE_EXCLUSIVE),
        ("VACUUM (FULL 'off') orders", SHARE_UPDATE_EXCLUSIVE),
    ],
)
def test_documented_locks(text: str, mode: str) -> None:
    (statement,), _ = split(f"{text};")
    relations = {ORDERS: Relation("public", "orders", "r", ORDERS, is_partition=False)}
    assert documented_locks(statement, relations) == ((ORDERS, mode),)
