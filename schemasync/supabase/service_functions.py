"""Find the functions of Supabase's services that somebody replaced by hand: those that policies call.

A service's later releases define a function anew, so a text that differs from the platform's here is no change by hand if some
release has it. Texts are compared by digests, without case and white space.

Sources: the migrations of supabase/auth, supabase/storage and supabase/realtime, and the init scripts of supabase/postgres.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_PROC
from schemasync.kinds.described import described

_RELEASES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "auth.uid": frozenset(
            {"84bea28891c67703", "867bb066f5a843c4", "a37d4579e915bbf9", "0de4fb55a9665189"}
        ),
        "auth.role": frozenset({"c083d7f3718df379", "7b49ea588de45fd3", "4f3457cf20cab8f8"}),
        "auth.email": frozenset({"f617513ca6a1b6f5", "eb7511e4e3fafa86", "c5bd1228246c6d45"}),
        "auth.jwt": frozenset({"a7ba133bd8e4dc2e"}),
        "storage.foldername": frozenset({"2fdddd9c173f0a2a", "2c335a15ca9ef813"}),
        "storage.filename": frozenset({"4ae1d840aa8e3f22", "d481b83e66423ecd"}),
        "storage.extension": frozenset(
            {"25f2be79df2a138f", "db59374e68cf2812", "0a7ccda265e136b9", "588425bddc602b4b"}
        ),
        "realtime.topic": frozenset({"d3a2fd57559f2930"}),
    }
)  # fmt: skip
"""Qualified name of a function → digests of the bodies that releases of the service gave it."""
_SETTLED = "auth"
"""Schema whose functions no release has changed since 2022; a body that no release has is a change by hand there."""


def replaced_by_hand(actual: Snapshot, expected: Snapshot) -> Iterator[Ref]:
    """Functions that are compared, as no release of the service defines them as the database does."""
    return (ref for ref in _replaced(actual, expected) if ref.path[0] == _SETTLED)


def unknown_functions(actual: Snapshot, expected: Snapshot) -> str:
    """One sentence on functions that no known release defines as the database does, and a later one might; or none."""
    names = sorted(described(ref) for ref in _replaced(actual, expected) if ref.path[0] != _SETTLED)
    if not names:
        return ""
    one = len(names) == 1
    return (
        f"not compared: {some(names)} of Supabase's services, which {'is' if one else 'are'} not as any known release "
        f"defines {'it' if one else 'them'} (somebody replaced {'it' if one else 'them'}, or the release is newer)"
    )


def _replaced(actual: Snapshot, expected: Snapshot) -> Iterator[Ref]:
    for ref, usual in expected.objects.items():
        if ref.of is not None or KINDS[ref.kind].catalog.oid != PG_PROC:
            continue
        known, own = _RELEASES.get(".".join(ref.path[:2])), actual.objects.get(ref)
        if known and own is not None and not _is_released(own, usual, known):
            yield ref


def _is_released(own: Model, usual: Model, known: frozenset[str]) -> bool:
    """Whether a function is as the platform or a release of the service defines it."""
    if own.security_definer or own.language != usual.language:
        return False
    return own.body == usual.body or _digest(own.body) in known


def _digest(body: str) -> str:
    text = " ".join(body.split()).casefold()
    return hashlib.sha256(text.encode()).hexdigest()[:16]
