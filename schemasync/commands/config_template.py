"""Writes a commented configuration file, with areas guessed from the names of tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from schemasync.core.model import Ref

_HEAD = """\
# Configuration of schemasync; docs/configuration.md describes every key.

# An area is a part of the product with a percentage of its own. Patterns are over qualified names; columns, indexes,
# policies and triggers follow their table. What no area claims goes to "Everything else".
"""
_TAIL = """
# A difference that is intended: it counts as in sync, and the report shows it with its reason.
# [[accept]]
# object = "public.table.column"
# kind = "column"
# status = "EXTRA"
# reason = "why it is intended"
# until = 2027-01-31
"""
_FEWEST = 2


def configuration(objects: Iterable[Ref]) -> str:
    """The file's text for the objects that the migrations make.

    Tables whose names begin with the same word make an area, if there are at least two of them.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ref in objects:
        if ref.kind == "table":
            groups[ref.path[0], ref.path[1].partition("_")[0]].append(ref.path[1])
    areas = [_area(schema, word) for (schema, word), names in sorted(groups.items()) if len(names) >= _FEWEST]
    return _HEAD + "".join(areas) + _TAIL


def _area(schema: str, word: str) -> str:
    patterns = ", ".join(json.dumps(f"{schema}.{pattern}") for pattern in (word, f"{word}_*"))
    name = json.dumps(word.capitalize() if schema == "public" else f"{schema}: {word.capitalize()}")
    return f"\n[[areas]]\nname = {name}\nobjects = [{patterns}]\n"
