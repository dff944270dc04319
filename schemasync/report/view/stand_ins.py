"""Say which extensions the server lacks, and by name which objects were checked less for it."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.wording import some
from schemasync.kinds.described import described, is_extension
from schemasync.replay.stage_result import StageResult
from schemasync.supabase.extensions import ALWAYS_STUBS


def stand_ins(replayed: StageResult) -> Iterator[str]:
    """One sentence for each extension for which a stub was used."""
    for extension in replayed.stubbed:
        said = f"a stand-in was used for the extension {extension}"
        users = _users(replayed, extension)
        if extension in ALWAYS_STUBS:
            yield f"{said}, as a replay connects to nothing and schedules nothing"
        elif users:
            yield f"{said}, so names and types alone were checked, and no values, options or results, in {some(users)}"
        else:
            yield f"{said}; no object is recorded as depending on it"


def _users(replayed: StageResult, extension: str) -> list[str]:
    """The objects that use a member of the extension, as PostgreSQL records it (not from the text of a function)."""
    found = {
        edge.dependent
        for edge in replayed.snapshot.edges
        if edge.referenced.path == (extension,) and is_extension(edge.referenced) and edge.dependent.of is None
    }
    return sorted(map(described, found))
