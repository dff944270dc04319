"""Quote identifiers, literals and roles, here and nowhere else; the value for one SQL statement."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

PUBLIC = "public"
"""The name by which catalogs and models mean PUBLIC; PostgreSQL reserves it, so no role has it."""

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_UNRESERVED = 1  # libpg_query's keyword kinds: 0 none, 1 unreserved, 2 column name, 3 type or function, 4 reserved


class Hazard(enum.StrEnum):
    """A possible effect of a statement on a database in use."""

    DATA_LOSS = "data-loss"
    TABLE_REWRITE = "table-rewrite"
    ACCESS_EXCLUSIVE = "access-exclusive"
    VALIDATION_SCAN = "validation-scan"
    FAILS_ON_ROWS = "fails-on-rows"
    NON_TRANSACTIONAL = "non-transactional"


_IMPLIED = {Hazard.VALIDATION_SCAN: Hazard.FAILS_ON_ROWS}
"""Hazards that others bring with them: a statement that validates rows fails on a row that does not fit."""


class Setting(NamedTuple):
    """A run-time parameter and its value, as SQL.

    Attributes:
        name: of the parameter.
        value: as SQL.
        resettable: RESET can end it; what counts for one transaction ends with that.
    """

    name: str
    value: str
    resettable: bool = True


UNCHECKED_BODIES: Final = Setting("check_function_bodies", "off")
"""With it a body may name objects that do not exist yet; PostgreSQL records no dependency on them, so no order is known."""
EMPTY_SEARCH_PATH: Final = Setting("search_path", "''")
"""With it a name without a schema means the object in `pg_catalog`, as it did when PostgreSQL printed the definition."""
WRITABLE_TRANSACTION: Final = (Setting("transaction_read_only", "off", resettable=False),)
"""With it the present transaction can write, if it is set before any query."""
WRITABLE: Final = (Setting("default_transaction_read_only", "off"), *WRITABLE_TRANSACTION)
"""With them a session that the database makes read-only can write: from its next transaction on, and in the present one."""

TEXT_SETTINGS: Final = (
    Setting("standard_conforming_strings", "on"),
    Setting("backslash_quote", "safe_encoding"),
    Setting("escape_string_warning", "off"),
    Setting("transform_null_equals", "off"),
    Setting("array_nulls", "on"),
    Setting("xmloption", "content"),
    Setting("quote_all_identifiers", "off"),
    Setting("extra_float_digits", "3"),
    Setting("bytea_output", "'hex'"),
    Setting("DateStyle", "'ISO, MDY'"),
    Setting("IntervalStyle", "'postgres'"),
    Setting("TimeZone", "'UTC'"),
    Setting("lc_monetary", "'C'"),
)
"""Parameters that decide what SQL text means, or how the server prints it. Every text is read and run under these."""

INPUT_SETTINGS: Final = frozenset(
    {"standard_conforming_strings", "backslash_quote", "transform_null_equals", "array_nulls", "xmloption", "DateStyle",
     "IntervalStyle", "lc_monetary"}
)  # fmt: skip
"""The parameters of `TEXT_SETTINGS` that decide what a text means when the server reads it."""


@dataclass(frozen=True, slots=True)
class Sql:
    """One statement without its semicolon.

    Attributes:
        text: the statement.
        hazards: what it may do to a database in use.
        commit: it must be committed before later statements run (`ALTER TYPE … ADD VALUE`).
        settings: run-time parameters that it needs, apart from `search_path`.
        own_path: it runs functions of users, so that the session's own search_path must hold; its own names need none.
        only: it names a table with ONLY: partitions and other children are left out.
        loss: data that it loses, in words, where the statement does not say so itself.
    """

    text: str
    hazards: tuple[Hazard, ...] = ()
    commit: bool = False
    settings: tuple[Setting, ...] = ()
    only: bool = False
    own_path: bool = False
    loss: str = ""

    def __post_init__(self) -> None:
        """Add the hazards that others bring with them."""
        implied = {_IMPLIED[hazard] for hazard in self.hazards if hazard in _IMPLIED}.difference(self.hazards)
        if implied:
            object.__setattr__(self, "hazards", (*self.hazards, *sorted(implied)))


@lru_cache(maxsize=65536)
def ident(name: str) -> str:
    """Quote an identifier where PostgreSQL's own `quote_ident` would."""
    if _PLAIN.match(name) and _is_free(name):
        return name
    from psycopg import sql as psql  # noqa: PLC0415  the driver is loaded when something is quoted

    return psql.Identifier(name).as_string()


@lru_cache(maxsize=65536)
def _is_free(name: str) -> bool:
    import postgast  # noqa: PLC0415  the parser is loaded when something is quoted

    tokens = postgast.scan(name).tokens
    return len(tokens) == 1 and tokens[0].keyword_kind <= _UNRESERVED


def name(*parts: str) -> str:
    """Quote and join a qualified name: `name("public", "My table")` is `public."My table"`."""
    return ".".join(map(ident, parts))


@lru_cache(maxsize=4096)
def role(role_name: str) -> str:
    """Quote a role; the pseudo role prints as PUBLIC."""
    return "PUBLIC" if role_name == PUBLIC else ident(role_name)


def roles(names: Iterable[str]) -> str:
    """Quote and join a list of roles."""
    return ", ".join(map(role, names))


def literal(text: str) -> str:
    """Quote a string constant."""
    from psycopg import sql as psql  # noqa: PLC0415  as for `ident`

    return psql.Literal(text).as_string().strip()


def dollar(body: str) -> str:
    """Dollar-quote a body with a tag that does not occur in it."""
    tag = "$$"
    number = 0
    while tag in body or (body.endswith("$") and tag == "$$"):
        tag = f"$body{number or ''}$"
        number += 1
    return f"{tag}{body}{tag}"


def options(values: Mapping[str, str]) -> str:
    """Print storage options (`key=value` of `reloptions`) as the inside of `WITH (…)`."""
    return ", ".join(f"{_option_name(key)}={_option_value(value)}" for key, value in values.items())


def option_names(keys: Iterable[str]) -> str:
    """Print the names of storage options as the inside of `RESET (…)`."""
    return ", ".join(map(_option_name, keys))


def _option_name(key: str) -> str:
    return ".".join(map(ident, key.split(".", 1)))


def _option_value(value: str) -> str:
    return value if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?|[a-z_]+", value) and _simple_value(value) else literal(value)


def _simple_value(value: str) -> bool:
    return value in {"true", "false", "on", "off"} or not value[0].isalpha()


def parse_options(pairs: Iterable[str]) -> dict[str, str]:
    """Split `reloptions` (`key=value`) into a mapping."""
    split = (pair.partition("=") for pair in pairs)
    return {key: value if equals else "true" for key, equals, value in split}


def is_true(value: str) -> bool:
    """Whether PostgreSQL reads the value of an option as true.

    Source: `parse_bool` of PostgreSQL's bool.c: a beginning of `true` or `yes`, `on` or `1`, in any case.
    """
    lower = value.strip().lower()
    return lower in ("on", "1") or (bool(lower) and ("true".startswith(lower) or "yes".startswith(lower)))


def set_options(prefix: str, before: Iterable[str], after: Iterable[str]) -> list[Sql]:
    """The statements `prefix SET (…)` and `prefix RESET (…)` that lead from one set of options to another."""
    old, new = parse_options(before), parse_options(after)
    changed = {key: value for key, value in new.items() if old.get(key) != value}
    gone = [key for key in old if key not in new]
    statements = []
    if gone:
        statements.append(Sql(f"{prefix} RESET ({option_names(gone)})"))
    if changed:
        statements.append(Sql(f"{prefix} SET ({options(changed)})"))
    return statements
