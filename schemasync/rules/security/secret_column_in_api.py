"""Columns whose names are those of secrets, in relations of which strangers read every row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.wording import some
from schemasync.kinds.acl import without_option
from schemasync.kinds.described import display_name
from schemasync.rules.context import access
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_level import access_level
from schemasync.verdict.access_side import ROLES, WHO, AccessLevel, AccessSide

WORDS = frozenset(
    {"credential", "credentials", "password", "passwd", "pwd", "passphrase", "passcode", "secret", "token", "ssn", "iban", "cvv", "cvc", "otp", "totp", "pin",
     "salt", "apikey"}
)  # fmt: skip
"""Parts of a name (between underscores) that say it is a secret."""
PAIRS = (
    ("api", "key"), ("private", "key"), ("access", "key"), ("encryption", "key"), ("credit", "card"), ("card", "number"),
    ("social", "security"), ("tax", "id"), ("bank", "account"), ("account", "number"), ("passport", "number"),
    ("routing", "number"), ("drivers", "license"), ("recovery", "code"), ("backup", "codes"), ("otp", "code"), ("verification", "code"),
    ("national", "id"),
)  # fmt: skip
"""Neighbouring parts of a name that say it together."""
NO_SECRET = frozenset(
    {"count", "counts", "limit", "used", "usage", "expires", "expiry", "at", "enabled", "required", "type", "id", "ids", "name",
     "changed", "updated", "created", "max", "min", "total", "cost", "price", "per", "is", "has", "length", "input", "output",
     "prompt", "completion", "budget", "balance", "amount", "version", "code"}
)  # fmt: skip
"""Parts of the name of a column that only says something about a secret (`token_count`, `password_changed_at`)."""
TEXT = ("text", "character varying", "character", "json", "jsonb", "bytea", "citext", "uuid")


NUMBERS = ("integer", "bigint", "numeric")
NUMBERED = frozenset({"ssn", "cvv", "cvc", "iban", "card", "account", "passport"})
"""Parts of a name that say it is a secret also where it is a number."""


def is_secret(column: str, type_: str) -> bool:
    """Whether a name and a type are those of a secret; a guess by the name."""
    base = type_.partition("(")[0].removesuffix("[]").rpartition(".")[2]
    parts = words_in(column)
    if base not in TEXT and not (base in NUMBERS and NUMBERED & set(parts)):
        return False
    pair = next((pair for pair in itertools.pairwise(parts) if pair in PAIRS), ())
    rest = set(parts) - set(pair)
    return not NO_SECRET & rest and bool(pair or WORDS & rest)


def words_in(column: str) -> list[str]:
    """The parts of a name, in lower case: `api_key` and `apiKey` have the same."""
    starts = (f"_{now}" if now.isupper() and last.islower() else now for last, now in itertools.pairwise(f"_{column}"))
    return "".join(starts).lower().split("_")


def columns_of(side: AccessSide, ref: Ref) -> dict[str, str]:
    """Name → type of the columns of a relation."""
    model: Any = side.objects.get(ref)
    if ref.kind in ("view", "materialized_view"):
        types = {column.name: column.type for column in model.columns} if model is not None else {}
    else:
        types = {one.name: side.objects[one].type for one in side.index.columns_in[ref.path] if one in side.objects}
    return {column: base_type(side, type_) for column, type_ in types.items()}


def base_type(side: AccessSide, type_: str) -> str:
    """The type below a domain; others as they are."""
    domain: Any = side.objects.get(Ref("domain", tuple(type_.split("."))))
    return domain.base if domain is not None else type_


def readers(side: AccessSide, ref: Ref, column: str) -> frozenset[str]:
    """The API's roles that read a column of every row."""
    mine = {role for role in ROLES if access_level(side, ref, role, "SELECT") == AccessLevel.ALL_ROWS}
    return frozenset(role for role in mine if may_read(side, ref, role, column))


def may_read(side: AccessSide, ref: Ref, role: str, column: str) -> bool:
    """Whether a grant lets a role read the column: one on the relation, or one on the column."""
    subjects = (ref, Ref("column", (*ref.path, column)))
    grants = (side.objects.get(Ref("grant", (who,), one)) for who in side.rights_of(role) for one in subjects)
    return any("SELECT" in without_option(grant.privileges) for grant in grants if grant)


def check(context: RuleContext) -> Iterator[Match]:
    before, after = access(context)
    for ref, _ in context.now("table", "view", "materialized_view", "foreign_table"):
        found: dict[tuple[str, ...], list[str]] = {}
        old = columns_of(before, ref)
        for column, type_ in columns_of(after, ref).items():
            if not is_secret(column, type_):
                continue
            roles = readers(after, ref, column)
            known = readers(before, ref, column) if column in old else frozenset[str]()
            if roles - known:
                found.setdefault(tuple(role for role in ROLES if role in roles), []).append(column)
        for who, columns in found.items():
            sentence = (
                f"{WHO[who]} reads {some(columns)} of every row of {display_name(ref)}: the "
                f"{'name sounds like that of a secret' if len(columns) == 1 else 'names sound like those of secrets'}."
            )
            facts = [Ref("column", (*ref.path, column)) for column in columns]
            yield Match(context.place(*facts, *facts_of(ref), ref), ref, sentence)


def facts_of(ref: Ref) -> tuple[Ref, ...]:
    """Facts that can open a relation to the API: row security and grants."""
    return (Ref("row_security", ref.path), *(Ref("grant", (role,), ref) for role in ROLES))


RULE = Rule("secret-column-in-api", "Strangers read a column that sounds like a secret", Severity.SECURITY, check)
