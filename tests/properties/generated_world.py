"""Objects that a generated schema has so far, and small pools of names and types for the next ones."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

SCHEMAS = ("public", "app", 'Odd "S')


TABLES = ("t1", "t2", "Order", "a.b")


COLUMNS = ("a", "B", "select", "ü", 'quo"te', "f g", "val")


LABELS = ("one", "two", "it's", "Four", "")


BASIC = {
    "integer": ("0", "1 + 2", "app_add(1, 2)", "nextval"),
    "bigint": ("5", "nextval"),
    "smallint": ("3",),
    "text": ("'x'", "E'it''s \\\\ \\n'", "CURRENT_USER", "lower('Q')"),
    "varchar(10)": ("'y'",),
    "char(3)": ("'abc'",),
    "boolean": ("true",),
    "numeric(10,2)": ("0.5", "-1"),
    "double precision": ("1e10",),
    "date": ("CURRENT_DATE", "'2024-02-03'"),
    "timestamp with time zone": ("now()",),
    "interval": ("'1 day'",),
    "uuid": ("gen_random_uuid()",),
    "jsonb": ("'{}'",),
    "bytea": ("'\\x00'",),
    "integer[]": ("'{}'", "ARRAY[1, 2]"),
    "text[]": ("ARRAY['a']",),
    "int4range": ("'[1,3)'",),
}


KEYS = ("integer", "bigint", "text", "uuid")


NUMBERS = ("integer", "bigint", "smallint", "numeric(10,2)", "double precision")


INDEXABLE = tuple(basic for basic in BASIC if basic not in ("int4range",))


def quote(name: str) -> str:
    """Quote an identifier, always."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a string."""
    return "'" + text.replace("'", "''") + "'"


@dataclass
class Table:
    """A relation while the schema grows; `columns` maps names to types."""

    name: str
    kind: str = "TABLE"
    columns: dict[str, str] = field(default_factory=dict)
    key: tuple[str, str] | None = None
    plain: bool = True
    unlogged: bool = False

    @property
    def bare(self) -> str:
        """The quoted name without the schema."""
        return next(self.name[len(quote(schema)) + 1 :] for schema in SCHEMAS if self.name.startswith(quote(schema)))


@dataclass
class World:
    """Objects that a schema has so far."""

    schemas: list[str]
    statements: list[str] = field(default_factory=list)
    types: dict[str, list[str]] = field(default_factory=dict)
    sequences: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    views: list[Table] = field(default_factory=list)
    targets: list[tuple[str, str]] = field(default_factory=list)

    def say(self, *statements: str) -> None:
        self.statements += statements


Draw = st.DrawFn


def chance(draw: Draw, tenths: int = 3) -> bool:
    """True in so many of ten cases; shrinks to False."""
    return draw(st.integers(0, 9)) >= 10 - tenths


def some(draw: Draw, values: list[str] | tuple[str, ...], least: int = 0, most: int = 3) -> list[str]:
    """A few different values, in any order."""
    return draw(st.lists(st.sampled_from(list(values)), min_size=least, max_size=most, unique=True)) if values else []


def qualified(draw: Draw, world: World, name: str) -> str:
    return f"{quote(draw(st.sampled_from(world.schemas)))}.{quote(name)}"
