"""Find the objects that somebody added to an extension by hand, or took out of one (`ALTER EXTENSION … ADD`, `… DROP`).

PostgreSQL counts a member to its extension: `pg_dump` leaves it out, and so does a snapshot. A superuser owns what an extension's
script makes (of a trusted extension, too), so a member that another role owns in a schema of the project was added by hand.
"""

from __future__ import annotations

from collections.abc import Collection

from schemasync.core.model import Ref, Snapshot
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_CLASS, PG_TYPE
from schemasync.kinds.described import described, is_extension

_EXTENSIONS = "extensions"
"""Schema in which Supabase has most extensions."""


def taken_out(actual: Snapshot, expected: Snapshot, managed: Collection[str]) -> frozenset[Ref]:
    """Objects of the database that belong to an extension in the migrations, which the database has, too."""
    return frozenset(
        ref
        for ref, extension in expected.extension_members.items()
        if ref in actual.objects and extension in actual.objects and _is_of_project(ref, {*managed} - {_EXTENSIONS})
    )


def extension_versions(snapshot: Snapshot) -> dict[str, str]:
    """The version of each extension of a database."""
    return {ref.name: model.version for ref, model in snapshot.objects.items() if is_extension(ref)}


def added_members(actual: Snapshot, expected: Snapshot, managed: Collection[str]) -> str:
    """One sentence on members of extensions that somebody added by hand and no migration makes; or none."""
    known = expected.objects.keys() | expected.extension_members.keys()
    found = [ref for ref in actual.foreign_members - known if _is_of_project(ref, managed)]
    relations = {ref.path for ref in actual.foreign_members if KINDS[ref.kind].catalog.oid == PG_CLASS}
    paths = {ref.path for ref in actual.foreign_members}
    own = (ref for ref in found if not _comes_with_another(ref, relations, paths))
    names = sorted(f"{described(ref)} (extension {actual.extension_members[ref].name})" for ref in own)
    if not names:
        return ""
    return f"not compared: {some(names)}, which somebody seems to have added to an extension: ALTER EXTENSION … DROP ends that"


def _comes_with_another(ref: Ref, relations: Collection[tuple[str, ...]], members: Collection[tuple[str, ...]]) -> bool:
    """Whether it is the row type of a relation or an array type, which PostgreSQL adds with the object itself."""
    if KINDS[ref.kind].catalog.oid != PG_TYPE:
        return False
    element = (ref.path[0], ref.name.removeprefix("_"))
    return ref.path in relations or (element != ref.path and element in members)


def _is_of_project(ref: Ref, managed: Collection[str]) -> bool:
    place = KINDS[ref.kind].schema_at
    return place is None or ref.path[place] not in managed
