"""Tell from the code of the project's functions whether values of rows can make them fail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from schemasync.migrations.statements import called_in_code, code_words
from schemasync.replay.computed_values import FALLIBLE, query_can_fail
from schemasync.replay.expressions import raises

_HARMFUL = frozenset(
    ("INSERT", "UPDATE", "DELETE", "MERGE", "PERFORM", "EXECUTE", "CALL", "SELECT", "CAST", "STRICT", "::", "/")
)
"""Words and operators of PL/pgSQL whose outcome can depend on rows, besides those that raise."""
_QUERIES = frozenset(
    ("SELECT", "PERFORM", "EXECUTE", "CALL", "INSERT", "UPDATE", "DELETE", "MERGE", "TABLE", "FOREACH")
)
"""Words of PL/pgSQL that read or write tables, or may do so."""
_TYPES = ("TYPE", "ROWTYPE")
"""Words before which `%` is no operator."""


class Function(NamedTuple):
    """A function of the project: its name, its language, its body, and whether its result depends on its arguments alone."""

    name: str
    language: str
    code: str
    immutable: bool = False


def raising_functions(functions: Iterable[Function]) -> frozenset[str]:
    """Names of the functions that raise exceptions, or call one that does."""
    functions = list(functions)
    return _with_callers(functions, {one.name for one in functions if one.language == "plpgsql" and raises(one.code)})


def querying_functions(functions: Iterable[Function]) -> Mapping[str, bool]:
    """Name of each function → whether its code, or that of a function that it calls, may read or write tables."""
    functions = list(functions)
    found = _with_callers(functions, {one.name for one in functions if one.language != "plpgsql" or _queries(one.code)})
    return {each.name: each.name in found for each in functions}


def _queries(code: str) -> bool:
    """Whether PL/pgSQL has a query; an assignment may have FROM without SELECT."""
    found = code_words(code)
    reads = any(word == "FROM" and before != "DISTINCT" for before, word in pairwise(found))
    return reads or not _QUERIES.isdisjoint(found)


def failing_functions(functions: Iterable[Function]) -> Mapping[str, bool]:
    """Name of each function → whether it, or a function that it calls, can fail; functions of one name are one."""
    functions = list(functions)
    own = frozenset(each.name for each in functions)
    failing = _with_callers(functions, {each.name for each in functions if _fails_itself(each, own)})
    return {each.name: each.name in failing for each in functions}


def _with_callers(functions: Collection[Function], names: Collection[str]) -> frozenset[str]:
    """Names of functions, and of all that call one of them, through others as well."""
    calls = [(one.name, called_in_code(one.code)) for one in functions]
    found = frozenset(names)
    while callers := {name for name, called in calls if not found.isdisjoint(called)} - found:
        found |= callers
    return found


def _fails_itself(function: Function, own: Collection[str]) -> bool:
    found = query_can_fail(function.code) if function.language == "sql" else None
    return _code_can_fail(function.code, own) if found is None else found


def _code_can_fail(code: str, own: Collection[str]) -> bool:
    """Whether PL/pgSQL may raise an error: it does more than assign plain values, send messages and return.

    `own`: names of the project's functions, which are judged by what they do.
    """
    found = code_words(code)
    has_remainder = any(word == "%" and then not in _TYPES for word, then in pairwise([*found, ""]))
    if has_remainder or not _HARMFUL.isdisjoint(found) or raises(code):
        return True
    return not FALLIBLE.isdisjoint(called_in_code(code).difference(own))
