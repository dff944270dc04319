"""Tell from the code of trigger functions which columns of the new row they set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from schemasync.migrations.statements import code_words
from schemasync.replay.failing_code import Function, querying_functions

_ASSIGNMENTS = (":=", "=")


def assigned_columns(functions: Iterable[Function]) -> Mapping[str, Collection[str] | None]:
    """Name of each function → columns that it sets in NEW; None where it may return another row or none, or do anything else.

    Functions of one name are one. A comparison `NEW.c = …` counts as an assignment.
    """
    functions = list(functions)
    queries = querying_functions(functions)
    found: dict[str, Collection[str] | None] = {}
    for each in functions:
        columns = None if queries[each.name] else _assigned(each)
        earlier = found.get(each.name, ())
        found[each.name] = None if columns is None or earlier is None else {*earlier, *columns}
    return found


def _assigned(function: Function) -> set[str] | None:
    code = code_words(function.code)
    returned = [after for word, after in pairwise(code) if word == "RETURN"]
    if not returned or set(returned) != {"NEW"} or "INTO" in code:
        return None
    columns = set()
    for at, word in enumerate(code):
        following = code[at + 1 : at + 4]
        sets_all = (following[:1] or [""])[0] in _ASSIGNMENTS
        sets_one = len(following) == 3 and following[0] == "." and following[2] in _ASSIGNMENTS  # noqa: PLR2004
        if word == "NEW" and (sets_all or (sets_one and following[1].startswith('"'))):
            return None
        if word == "NEW" and sets_one:
            columns.add(following[1].lower())
    return columns
