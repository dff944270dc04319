"""Tell from the code of the project's functions whether values of rows can make them fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemasync.migrations.statements import identifiers_in_code, words
from schemasync.replay.computed_values import query_can_fail

_HARMFUL = frozenset(
    ("RAISE", "ASSERT", "INSERT", "UPDATE", "DELETE", "MERGE", "PERFORM", "EXECUTE", "CALL", "SELECT", "CAST", "STRICT")
)
"""Words of PL/pgSQL whose outcome can depend on rows."""


class Function(NamedTuple):
    """A function of the project: its name, its language and its body."""

    name: str
    language: str
    code: str


def code_can_fail(code: str) -> bool:
    """Whether PL/pgSQL may raise an error: it does more than assign plain values and return."""
    return not _HARMFUL.isdisjoint(words(code.upper())) or "::" in code or "/" in code


def failing_functions(functions: Iterable[Function]) -> Mapping[str, bool]:
    """Name of each function → whether it, or a function that it calls, can fail; functions of one name are one."""
    functions = list(functions)
    failing = {each.name for each in functions if _fails_itself(each)}
    while (
        callers := {each.name for each in functions if not failing.isdisjoint(identifiers_in_code(each.code))} - failing
    ):
        failing |= callers
    return {each.name: each.name in failing for each in functions}


def _fails_itself(function: Function) -> bool:
    found = query_can_fail(function.code) if function.language == "sql" else None
    return code_can_fail(function.code) if found is None else found
