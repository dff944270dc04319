"""Tell from the code of trigger functions which columns of the new row they set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from schemasync.migrations.statements import code_words
from schemasync.replay.failing_code import Function

_ASSIGNMENTS = (":=", "=")
_ELSEWHERE = frozenset(("INTO", "EXECUTE"))
"""Words of code that may set the row, or return another one, in a way that is not followed."""


def assigned_columns(functions: Iterable[Function]) -> Mapping[str, Collection[str] | None]:
    """Name of each function → columns that it sets in NEW; None where it may return another row or none, or sets all of NEW.

    Functions of one name are one. A comparison `NEW.c = …` counts as an assignment.
    """
    found: dict[str, Collection[str] | None] = {}
    for each in functions:
        columns = _assigned(each)
        earlier = found.get(each.name, ())
        found[each.name] = None if columns is None or earlier is None else {*earlier, *columns}
    return found


def _assigned(function: Function) -> set[str] | None:
    code = code_words(function.code) if function.language == "plpgsql" else []
    returned = [after for word, after in pairwise(code) if word == "RETURN"]
    if not returned or set(returned) != {"NEW"} or not _ELSEWHERE.isdisjoint(code):
        return None
    columns = set()
    for at, word in enumerate(code):
        following = code[at + 1 : at + 4]
        if word == "NEW" and (following[:1] or [""])[0] in _ASSIGNMENTS:
            return None
        if word == "NEW" and len(following) == 3 and following[0] == "." and following[2] in _ASSIGNMENTS:  # noqa: PLR2004
            columns.add(following[1].lower())
    return columns
