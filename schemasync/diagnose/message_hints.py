"""Explain errors whose message alone shows the reason: an enum label, an escape, a search_path, a name in capitals."""

from __future__ import annotations

import re

from schemasync.core.sql import ident, literal
from schemasync.diagnose.ddl_names import COLUMN
from schemasync.diagnose.failure import Failure, subject

_LABEL = re.compile(r'invalid input value for enum (\S+): "(.*)"')
_RECURSION = "infinite recursion detected in policy"
_IMMUTABLE = re.compile(r"immutable", re.IGNORECASE)
_NO_SCHEMA = "no schema has been selected to create in"
_VAULT = "_crypto_aead_det"
NOT_IMMUTABLE = (
    "The expression may have another result at another time or in another session (it depends on the clock, the time zone or "
    "a format): name the time zone (AT TIME ZONE 'UTC'), or call a function that is IMMUTABLE."
)


def message_hint(failure: Failure) -> str:
    """One sentence; empty for a message that does not show the reason by itself."""
    message = failure.message
    match failure.sqlstate:
        case "22P02" if found := _LABEL.match(message):
            return (
                f"The enum {found[1]} has no label {literal(found[2])} here: add it in a migration file before this one, "
                f"ALTER TYPE {found[1]} ADD VALUE {literal(found[2])}."
            )
        case "22025":
            return "ESCAPE takes one character, and a backslash in '…' stands for itself: write ESCAPE '\\'."
        case "42P17" if _RECURSION in message:
            return (
                "A policy of this table reads the table itself, to which the policy applies again: "
                "let the policy call a SECURITY DEFINER function that reads the table."
            )
        case "42P17" if _IMMUTABLE.search(message):
            return NOT_IMMUTABLE
        case "0A000" if "used by a view or rule" in message:
            return "Drop the view before this statement, and create it again after it."
        case "0A000" if "used in a policy definition" in message or "used in a trigger definition" in message:
            return "Drop the policy or trigger before this statement, and create it again after it."
        case "3F000" if _NO_SCHEMA in message:
            return "The search_path names no schema here, so a new object needs one: write public. before its name."
        case "42501" if _VAULT in message:
            return "Supabase lets nobody write vault.secrets: SELECT vault.create_secret('…', 'name') does it."
    return ""


def other_letters(failure: Failure) -> str:
    """Explain a name that was created with quotes, in capitals: PostgreSQL folds names without quotes to lower case."""
    asked = subject(failure.message)
    if not asked.name:
        return ""
    category = COLUMN if failure.sqlstate == "42703" else asked.category
    made = [
        place
        for place in failure.created(failure.index.find_any_case(category, asked.name))
        if place.name.name != asked.name
    ]
    if not made or failure.index.find(category, asked.name):
        return ""
    name = ident(made[-1].name.name)
    return (
        f"{made[-1]} makes {name}, and this asks for {asked.name}: PostgreSQL reads names without quotes in lower case, "
        f"so write {name}."
    )
