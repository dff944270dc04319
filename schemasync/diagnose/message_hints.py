"""Explains errors whose message alone says what is wrong: a label, an escape, a search_path, a name's letters."""

from __future__ import annotations

import re

from schemasync.core.sql import ident, literal
from schemasync.diagnose.ddl_names import COLUMN
from schemasync.diagnose.failure import Failure, subject

_LABEL = re.compile(r'invalid input value for enum (\S+): "(.*)"')
_RECURSION = "infinite recursion detected in policy"
_CHANGEABLE = re.compile(r"immutable", re.IGNORECASE)
_NO_SCHEMA = "no schema has been selected to create in"
_VAULT = "_crypto_aead_det"
CHANGEABLE = (
    "The expression may have another result tomorrow, or in another session (a time zone, a format, the time of day): "
    "name the time zone (AT TIME ZONE 'UTC'), or call a function that is IMMUTABLE."
)


def message_hint(failure: Failure) -> str:
    """One sentence; empty where the message needs more than itself."""
    message = failure.message
    match failure.sqlstate:
        case "22P02" if found := _LABEL.match(message):
            return (
                f"The enum {found[1]} has no label {literal(found[2])} here: add it in a migration file before this one, "
                f"ALTER TYPE {found[1]} ADD VALUE {literal(found[2])}."
            )
        case "22025":
            return "An escape is one character, and backslashes in '…' stand for themselves: write ESCAPE '\\'."
        case "42P17" if _RECURSION in message:
            return (
                "A policy of this table reads the table itself, which asks the policy again: "
                "let it call a SECURITY DEFINER function that reads the table."
            )
        case "42P17" if _CHANGEABLE.search(message):
            return CHANGEABLE
        case "3F000" if _NO_SCHEMA in message:
            return "The search_path names no schema here, so a new object needs one: write public. before its name."
        case "42501" if _VAULT in message:
            return "Supabase lets nobody write vault.secrets: SELECT vault.create_secret('…', 'name') does it."
    return ""


def other_letters(failure: Failure) -> str:
    """Explain a name that was made in other letters: PostgreSQL reads names without quotes in lower case."""
    asked = subject(failure.message)
    if not asked.name:
        return ""
    category = COLUMN if failure.sqlstate == "42703" else asked.category
    made = [
        place for place in failure.created(failure.index.spelt(category, asked.name)) if place.name.name != asked.name
    ]
    if not made or failure.index.find(category, asked.name):
        return ""
    name = ident(made[-1].name.name)
    return (
        f"{made[-1]} makes {name}, and this asks for {asked.name}: PostgreSQL reads names without quotes in lower case, "
        f"so write {name}."
    )
