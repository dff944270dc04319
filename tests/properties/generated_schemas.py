"""Strategies of Hypothesis for small schemas: a list of statements that build one in an empty database.

Names come from a small pool, so that two schemas share many objects and differ in what those are.
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.properties.generated_world import (
    BASIC,
    COLUMNS,
    INDEXABLE,
    KEYS,
    LABELS,
    NUMBERS,
    SCHEMAS,
    TABLES,
    Draw,
    Table,
    World,
    chance,
    literal,
    qualified,
    quote,
    some,
)
from tests.properties.outside_judge import ROLES


def schema(draw: Draw) -> tuple[str, ...]:
    """Statements that build a schema."""
    world = World(["public", *some(draw, SCHEMAS[1:])])
    for name in world.schemas[1:]:
        owner = f" AUTHORIZATION {draw(st.sampled_from(ROLES))}" if chance(draw) else ""
        world.say(f"CREATE SCHEMA {quote(name)}{owner}")
        world.targets.append(("SCHEMA", quote(name)))
    if chance(draw, 2):
        role, word = draw(st.sampled_from(ROLES)), draw(st.sampled_from(("SELECT ON TABLES", "EXECUTE ON FUNCTIONS")))
        world.say(f"ALTER DEFAULT PRIVILEGES GRANT {word} TO {role}")
    _types(draw, world)
    _routines(draw, world)
    for name in some(draw, ("s1", "Seq 2"), most=2):
        _sequence(draw, world, name)
    for name in some(draw, TABLES, most=4):
        _table(draw, world, name)
    _foreign_keys(draw, world)
    for name in some(draw, ("i1", "Idx 2", "i3"), most=3):
        _index(draw, world, name)
    for name in some(draw, ("v1", "View 2", "v3"), most=3):
        _view(draw, world, name)
    _parts_of_tables(draw, world)
    _facts(draw, world)
    return tuple(world.statements)


schemas = st.composite(schema)
"""Strategy of schemas."""


def _types(draw: Draw, world: World) -> None:
    for name in some(draw, ("mood", "Odd Enum"), most=2):
        made = qualified(draw, world, name)
        labels = some(draw, LABELS, least=1, most=4)
        world.say(f"CREATE TYPE {made} AS ENUM ({', '.join(map(literal, labels))})")
        world.types[made] = [literal(label) for label in labels]
        world.targets.append(("TYPE", made))
    for name in some(draw, ("positive", "Odd Domain"), most=2):
        made, base = qualified(draw, world, name), draw(st.sampled_from(("integer", "text", "numeric(10,2)")))
        value = BASIC[base][0]
        check = " CONSTRAINT c1 CHECK (VALUE <> '7')" if chance(draw) else ""
        not_null = " NOT NULL" if chance(draw, 2) else ""
        default = f" DEFAULT {value}" if chance(draw) else ""
        world.say(f"CREATE DOMAIN {made} AS {base}{default}{not_null}{check}")
        world.types[made] = [value]
        world.targets.append(("DOMAIN", made))
    if chance(draw):
        made = qualified(draw, world, "pair")
        fields = [f"{quote(name)} {_type(draw, world)}" for name in some(draw, COLUMNS[:4], least=1)]
        world.say(f"CREATE TYPE {made} AS ({', '.join(fields)})")
        world.types[made] = []
        world.targets.append(("TYPE", made))


def _type(draw: Draw, world: World) -> str:
    return draw(st.sampled_from([*BASIC, *world.types]))


def _routines(draw: Draw, world: World) -> None:
    if chance(draw, 8):
        body = draw(st.sampled_from(("SELECT a + b", "SELECT a + b + 0")))
        world.say(
            f"CREATE FUNCTION public.app_add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS '{body}'"
        )
        world.targets.append(("FUNCTION", "public.app_add(integer, integer)"))
    for name in some(draw, ("f1", "Fn 2"), most=2):
        made, argument = qualified(draw, world, name), _type(draw, world)
        result = draw(st.sampled_from(("integer", "text", argument)))
        words = some(draw, ("STABLE", "SECURITY DEFINER", "STRICT", "PARALLEL SAFE", "COST 7", "SET search_path TO ''"))
        default = " DEFAULT NULL" if chance(draw) else ""
        world.say(
            f"CREATE FUNCTION {made}(x {argument}{default}) RETURNS {result} LANGUAGE plpgsql {' '.join(words)}"
            f" AS 'BEGIN RETURN {draw(st.sampled_from(('NULL', 'x')))}; END'"
        )
        world.targets.append(("FUNCTION", f"{made}({argument})"))
    if chance(draw):
        world.say("CREATE PROCEDURE public.work(INOUT n integer) LANGUAGE plpgsql AS 'BEGIN n := 1; END'")
        world.targets.append(("PROCEDURE", "public.work(integer)"))
    body = draw(st.sampled_from(("RETURN new;", "RETURN old;")))
    world.say(f"CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {body} END'")


def _sequence(draw: Draw, world: World, name: str) -> None:
    made = qualified(draw, world, name)
    words = some(draw, ("AS integer", "INCREMENT 3", "MINVALUE -5", "MAXVALUE 900", "CACHE 4", "CYCLE"))
    world.say(f"CREATE SEQUENCE {made} {' '.join(words)}")
    world.sequences.append(made)
    world.targets.append(("SEQUENCE", made))


def _table(draw: Draw, world: World, name: str) -> None:
    shape = draw(st.sampled_from(("plain", "plain", "plain", "persistence", "child", "partitioned")))
    table = Table(qualified(draw, world, name), plain=shape not in ("persistence", "partitioned"))
    table.unlogged = shape == "persistence"
    parents = [other for other in world.tables if other.plain]
    lines: list[str] = []
    tail = ""
    if shape == "child" and parents:
        parent = draw(st.sampled_from(parents))
        table.columns |= parent.columns
        tail = f" INHERITS ({parent.name})"
    elif shape != "partitioned" and chance(draw, 7):
        table.key = ("id", draw(st.sampled_from(KEYS)))
        table.columns["id"] = table.key[1]
        identity = table.key[1] in ("integer", "bigint") and chance(draw)
        word = draw(st.sampled_from(("ALWAYS", "BY DEFAULT"))) if identity else ""
        lines.append(f"id {table.key[1]}{f' GENERATED {word} AS IDENTITY' if identity else ''} PRIMARY KEY")
    for column in some(draw, COLUMNS, most=5):
        if column not in table.columns:
            lines.append(_column(draw, world, table, column))
    lines += _checks(draw, table)
    if shape == "partitioned":
        table.columns["part"] = "integer"
        lines.append("part integer")
        tail = " PARTITION BY LIST (part)"
    unlogged = "UNLOGGED " if shape == "persistence" else ""
    world.say(f"CREATE {unlogged}TABLE {table.name} ({', '.join(lines)}){tail}")
    if shape == "partitioned":
        for number in draw(st.lists(st.integers(1, 3), unique=True, max_size=2)):
            made = table.name[:-1] + f'_{number}"'
            world.say(f"CREATE TABLE {made} PARTITION OF {table.name} FOR VALUES IN ({number})")
    world.tables.append(table)
    world.targets.append(("TABLE", table.name))


def _column(draw: Draw, world: World, table: Table, column: str) -> str:
    type_ = _type(draw, world)
    table.columns[column] = type_
    numbers = [name for name, other in table.columns.items() if other in NUMBERS and name != column]
    if type_ in ("integer", "numeric(10,2)") and numbers and table.plain and chance(draw, 2):
        source = draw(st.sampled_from(numbers))
        if not table.columns[source].startswith("double") and source not in ("id",):
            table.columns[column] = "generated"
            expression = draw(st.sampled_from((f"{quote(source)} * 2", f"{quote(source)} + 1")))
            return f"{quote(column)} {type_} GENERATED ALWAYS AS ({expression}) STORED"
    parts = [quote(column), type_]
    if type_ in ("text", "varchar(10)") and chance(draw, 2):
        parts.append('COLLATE "C"')
    if chance(draw, 3):
        parts.append("NOT NULL")
    if chance(draw, 4) and (value := _default(draw, world, type_)):
        parts.append(f"DEFAULT {value}")
    return " ".join(parts)


def _default(draw: Draw, world: World, type_: str) -> str | None:
    values = [*BASIC.get(type_, ()), *world.types.get(type_, ())]
    if not any("app_add(a" in text for text in world.statements):
        values = [value for value in values if not value.startswith("app_add")]
    value = draw(st.sampled_from(values)) if values else None
    if value == "nextval":
        return f"nextval({literal(draw(st.sampled_from(world.sequences)))})" if world.sequences else None
    return value.replace("app_add", "public.app_add") if value else None


def _checks(draw: Draw, table: Table) -> list[str]:
    lines = []
    numbers = [name for name, type_ in table.columns.items() if type_ in NUMBERS]
    if numbers and chance(draw):
        column = quote(draw(st.sampled_from(numbers)))
        condition = draw(st.sampled_from((f"{column} > 0", f"{column} IN (1, 2)", f"{column} BETWEEN 0 AND 9")))
        lines.append(f"CONSTRAINT k1 CHECK ({condition})")
    unique = [name for name, type_ in table.columns.items() if type_ in INDEXABLE and type_ != "jsonb"]
    if unique and table.plain and chance(draw, 2):
        chosen = some(draw, unique, least=1, most=2)
        words = draw(st.sampled_from(("", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED")))
        lines.append(f'CONSTRAINT {table.bare[:-1]}_u" UNIQUE ({", ".join(map(quote, chosen))}){words}')
    return lines


def _foreign_keys(draw: Draw, world: World) -> None:
    keyed = [table for table in world.tables if table.key]
    for number, table in enumerate(world.tables):
        if not keyed or not chance(draw, 4):
            continue
        other = draw(st.sampled_from(keyed))
        if not other.plain and not table.unlogged:
            continue  # a permanent table must not refer to an unlogged one
        assert other.key
        column = quote(f"ref{number}")
        actions = draw(st.sampled_from(("", " ON DELETE CASCADE", " ON UPDATE SET NULL", " DEFERRABLE", " NOT VALID")))
        if actions == " NOT VALID" and not table.plain:
            actions = ""
        world.say(
            f"ALTER TABLE {table.name} ADD COLUMN {column} {other.key[1]}",
            f"ALTER TABLE {table.name} ADD CONSTRAINT fk FOREIGN KEY ({column}) REFERENCES {other.name}{actions}",
        )


def _index(draw: Draw, world: World, name: str) -> None:
    if not world.tables:
        return
    table = draw(st.sampled_from(world.tables))
    columns = [column for column, type_ in table.columns.items() if type_ in INDEXABLE]
    if not columns:
        return
    keys = [
        quote(column) + draw(st.sampled_from(("", " DESC", " NULLS FIRST"))) for column in some(draw, columns, 1, 2)
    ]
    texts = [column for column in columns if table.columns[column] in ("text", "varchar(10)")]
    if texts and chance(draw):
        keys.append(f"lower({quote(draw(st.sampled_from(texts)))})")
    where = f" WHERE {quote(columns[0])} IS NOT NULL" if chance(draw, 2) else ""
    unique = "UNIQUE " if table.plain and chance(draw, 2) else ""
    world.say(f"CREATE {unique}INDEX {quote(name)} ON {table.name} ({', '.join(keys)}){where}")
    world.targets.append(("INDEX", table.name.removesuffix(table.bare) + quote(name)))


def _view(draw: Draw, world: World, name: str) -> None:
    sources = [*world.tables, *world.views]
    if not sources:
        return
    source = draw(st.sampled_from(sources))
    columns = some(draw, list(source.columns), least=0, most=3)
    if not columns:
        return
    kind = draw(st.sampled_from(("VIEW", "VIEW", "MATERIALIZED VIEW")))
    view = Table(qualified(draw, world, name), kind, {column: source.columns[column] for column in columns})
    condition = draw(st.sampled_from(("", f" WHERE {quote(columns[0])} IS NOT NULL", " LIMIT 5")))
    options = " WITH (security_invoker = true)" if kind == "VIEW" and chance(draw) else ""
    listed = ", ".join(map(quote, columns))
    world.say(f"CREATE {kind} {view.name}{options} AS SELECT {listed} FROM {source.name}{condition}")
    world.views.append(view)
    world.targets.append((kind, view.name))


def _parts_of_tables(draw: Draw, world: World) -> None:
    for table in world.tables:
        if chance(draw, 3):
            when = draw(st.sampled_from(("BEFORE INSERT", "AFTER UPDATE OR DELETE", "BEFORE UPDATE")))
            world.say(f"CREATE TRIGGER tg {when} ON {table.name} FOR EACH ROW EXECUTE FUNCTION public.touch()")
            if chance(draw, 2) and table.plain:
                world.say(f"ALTER TABLE {table.name} DISABLE TRIGGER tg")
            world.targets.append(("TRIGGER", f"tg ON {table.name}"))
        if chance(draw, 3):
            world.say(f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY")
        if chance(draw, 3):
            command = draw(st.sampled_from(("ALL", "SELECT", "UPDATE", "DELETE")))
            using = f"{quote(next(iter(table.columns)))} IS NOT NULL" if table.columns and chance(draw, 6) else "true"
            to = draw(st.sampled_from(("PUBLIC", *ROLES)))
            world.say(f"CREATE POLICY p1 ON {table.name} FOR {command} TO {to} USING ({using})")
            world.targets.append(("POLICY", f"p1 ON {table.name}"))


def _facts(draw: Draw, world: World) -> None:
    for word, name in world.targets:
        if chance(draw, 1):
            text = draw(st.sampled_from(("x", "it's", "a\\b", "two\nlines")))
            world.say(f"COMMENT ON {word} {name} IS {literal(text)}")
        if word in ("TABLE", "VIEW", "MATERIALIZED VIEW") and chance(draw, 2):
            privilege = draw(st.sampled_from(("SELECT", "ALL", "INSERT, UPDATE")))
            option = " WITH GRANT OPTION" if chance(draw, 2) else ""
            world.say(f"GRANT {privilege} ON {name} TO {draw(st.sampled_from(ROLES))}{option}")
        if word == "FUNCTION" and chance(draw, 2):
            world.say(f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC")
        if word in ("TABLE", "VIEW", "FUNCTION", "TYPE", "DOMAIN", "SEQUENCE") and chance(draw, 1):
            world.say(f"ALTER {word} {name} OWNER TO {draw(st.sampled_from(ROLES))}")
    for table in world.tables:
        if table.columns and chance(draw, 1):
            column = quote(draw(st.sampled_from(list(table.columns))))
            world.say(f"COMMENT ON COLUMN {table.name}.{column} IS 'column'")
            world.say(f"GRANT SELECT ({column}) ON {table.name} TO {draw(st.sampled_from(ROLES))}")
