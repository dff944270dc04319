"""Attributes that only a newer server has are no difference from an older one."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from schemasync.core.compare import compare
from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.versions import make_comparable
from schemasync.kinds.replication.publication import Publication
from schemasync.kinds.types.collation import Collation

PUBLICATION = Publication(
    all_tables=True, insert=True, update=True, delete=True, truncate=True, via_root=False, generated="n"
)
COLLATION = Collation(provider="i", deterministic=True, collate=None, ctype=None, locale="de", rules=None)


def state(version: int, ref: Ref, model: object) -> Snapshot:
    return Snapshot(version, "postgres", "postgres", {ref: model}, ())


@pytest.mark.parametrize(
    ("ref", "model", "newer", "first_version"),
    [
        (Ref("publication", ("p",)), PUBLICATION, {"generated": "s"}, 180000),
        (Ref("collation", ("public", "c")), COLLATION, {"rules": "& a < b"}, 160000),
    ],
    ids=lambda value: value.kind if isinstance(value, Ref) else "",
)
def test_an_option_that_the_older_server_lacks(ref: Ref, model: Any, newer: dict[str, str], first_version: int) -> None:
    new_model = dataclasses.replace(model, **newer)
    older, other = state(first_version - 10000, ref, model), state(first_version, ref, new_model)
    assert compare(*make_comparable(older, other)) == ()
    [change] = compare(*make_comparable(state(first_version, ref, model), other))
    assert change.attributes == tuple(newer)
