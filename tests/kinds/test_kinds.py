"""A kind that forgets an attribute is refused, and quoting agrees with the server's own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemasync.core import sql
from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.kinds._kind import REPLACE, Alter, Catalog, Ddl, Kind, Order, Severity, plain_drop, status_assess
from schemasync.kinds._objects import all_of, find, get
from schemasync.kinds._paths import ColumnName, QualifiedName, relation_name, relation_of, same_part, schema_of
from schemasync.kinds.access import _acl
from schemasync.kinds.tables.sequence_owner import SequenceOwner
from schemasync.kinds.types._types import temporary_name
from schemasync.kinds.types.composite_type import Attribute, CompositeType
from schemasync.kinds.types.enum import Enum
from schemasync.kinds.views.view import View, ViewColumn
from schemasync.postgres.embedded import ADMIN, ShadowServer


@dataclasses.dataclass(frozen=True, slots=True)
class Thing:
    """Attributes: two that are compared, one that is not."""

    size: int
    colour: str
    shadow: str = dataclasses.field(default="", compare=False)


def make(*rules: Alter) -> Kind:
    words = (Severity.COSMETIC, "It differs.")
    return Kind(
        name="thing", model=Thing, catalog=Catalog(query=lambda _: ""), order=Order(rank=1),
        ddl=Ddl(target=str, create=lambda *_: (), drop=plain_drop(str), alter=rules),
        assess=status_assess(words, words, words),
    )  # fmt: skip


def test_all_attributes_covered() -> None:
    assert make(Alter(("size", "colour"), REPLACE)).label == "thing"
    assert make(Alter(("size",), REPLACE), Alter(("colour",), REPLACE)).plural == "things"


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ((), "kind thing: no alter rule for colour, size"),
        ((Alter(("size",), REPLACE),), "kind thing: no alter rule for colour"),
        ((Alter(("size", "colour", "weight"), REPLACE),), "kind thing: alter rule for unknown attribute weight"),
        ((Alter(("size", "colour", "shadow"), REPLACE),), "kind thing: alter rule for unknown attribute shadow"),
        (
            (Alter(("size", "colour"), REPLACE), Alter(("size",), REPLACE)),
            "kind thing: an attribute has two alter rules",
        ),
        ((Alter(("size", "size", "colour"), REPLACE),), "kind thing: an attribute has two alter rules"),
    ],
)
def test_refused(rules: tuple[Alter, ...], message: str) -> None:
    with pytest.raises(TypeError, match=f"^{message}$"):
        make(*rules)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_models_are_frozen_and_slotted(kind: Kind[Any]) -> None:
    assert dataclasses.is_dataclass(kind.model)
    assert kind.model.__dataclass_params__.frozen
    assert "__slots__" in vars(kind.model)
    assert kind.model.__dataclass_params__.eq


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_words_of_a_kind(kind: Kind[Any]) -> None:
    assert kind.label == kind.name.replace("_", " ")
    assert kind.plural != kind.label or kind.label.endswith("ity")
    assert kind.parent is None or callable(kind.parent)
    assert not (kind.satellite and kind.catalog.oid), "an attached fact has no address of its own"


# Paths and look-ups


def test_parts_of_a_path() -> None:
    column = Ref("column", ("public", "My table", "id"))
    assert schema_of(column) == "public"
    assert relation_of(column) == QualifiedName("public", "My table") == ("public", "My table")
    assert relation_name(column) == 'public."My table"'
    assert same_part(column, ("app", "t")) == Ref("column", ("app", "t", "id"))
    assert ColumnName("public", "t", "id").relation == ("public", "t")


def test_objects_are_looked_up_with_their_type() -> None:
    mood, owner = Ref("enum", ("public", "mood")), Ref("sequence_owner", ("public", "s"))
    objects = {mood: Enum(("sad",)), owner: SequenceOwner(ColumnName("public", "t", "id"))}
    assert find(objects, mood, Enum) == Enum(("sad",))
    assert find(objects, mood, SequenceOwner) is None
    assert find(objects, Ref("enum", ("public", "other")), Enum) is None
    assert [ref for ref, _ in all_of(objects, SequenceOwner)] == [owner]
    with pytest.raises(KeyError):
        get(objects, Ref("enum", ("public", "other")), Enum)
    with pytest.raises(AssertionError):
        get(objects, mood, SequenceOwner)


def test_tuples_that_were_read_get_names() -> None:
    """A tuple from the server, or from a file, is the same value as the named one."""
    columns: Any = (("id", "integer", None),)
    view, composite = View("SELECT 1 AS id", columns, ()), CompositeType(columns)
    assert view == View("SELECT 1 AS id", (ViewColumn("id", "integer", None),), ())
    assert [column.name for column in view.columns] == ["id"]
    assert composite == CompositeType((Attribute("id", "integer", None),))
    assert dataclasses.replace(composite, attributes=columns) == composite
    assert hash(composite) == hash(CompositeType(columns))


@pytest.mark.parametrize("name", ["t", "t" * 63, "é" * 40, "🐘" * 20])
def test_temporary_names_are_distinct_and_short(name: str) -> None:
    names = {temporary_name(name), temporary_name(name + "x"), temporary_name(name, "__schemasync_rows")}
    assert len(names) == 3
    assert max(len(each.encode()) for each in names) <= 63


# Quoting

names = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), min_size=1, max_size=12)
words = st.sampled_from(
    [
        "select",
        "user",
        "table",
        "Table",
        "order",
        "public",
        "my_table",
        "int",
        "integer",
        "char",
        "values",
        "between",
        "left",
        "authorization",
        "abort",
        "x1",
        "_x",
        "é",
        "É",
        "a$b",
        "A",
        "ab",
        "none",
        "row",
        "trim",
        "json",
        "system_user",
        "merge_action",
        "current_schema",
        "concurrently",
    ]
)
texts = st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), max_size=30)
awkward = st.text(st.sampled_from("a'\"\\$ \n\r\t%;-/*é🐘_{}body0"), max_size=20)
server_settings = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def connection(shadow: ShadowServer) -> Iterator[psycopg.Connection[Any]]:
    with shadow.connect("postgres", ADMIN) as opened:
        yield opened


def ask(connection: psycopg.Connection[Any], query: str, *given: object) -> Any:
    row = connection.execute(query.encode(), given or None).fetchone()
    assert row is not None
    return row[0]


@server_settings
@given(st.one_of(names, words))
@example("select")
@example('a"b')
@example("Ⅷ")
@example("naïve")
def test_identifiers(connection: psycopg.Connection[Any], name: str) -> None:
    """The server reads an identifier back as the name, and it is quoted just where `quote_ident` quotes."""
    printed = sql.ident(name)
    assert ask(connection, "SELECT (parse_ident(%s))[1] = %s", printed, name)
    assert printed in (ask(connection, "SELECT quote_ident(%s)", name), '"' + name.replace('"', '""') + '"')
    row = connection.execute(f"SELECT 1 AS {printed}".encode())
    assert row.description is not None
    if len(name.encode()) < 64:
        assert row.description[0].name == name


def test_every_keyword(connection: psycopg.Connection[Any]) -> None:
    """Of this server's keywords, those that need quotes get them, and they work as names of columns and tables."""
    keywords = [word for (word,) in connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'")]
    assert len(keywords) > 100
    unquoted = [word for word in keywords if sql.ident(word) == word]
    assert not unquoted
    plain = [word for (word,) in connection.execute("SELECT word FROM pg_get_keywords()")]
    listed = ", ".join(f"{sql.ident(word)} int" for word in plain)
    connection.execute(f"CREATE TEMP TABLE keywords ({listed})".encode())
    connection.execute(b"DROP TABLE keywords")


@server_settings
@given(st.one_of(texts, awkward))
@example("\\")
@example("it's \\' so")
@example("")
def test_literals(connection: psycopg.Connection[Any], text: str) -> None:
    printed = sql.literal(text)
    assert ask(connection, f"SELECT {printed}") == text
    assert printed == ask(connection, "SELECT quote_literal(%s)", text)
    connection.execute(b"SET standard_conforming_strings = on")


@server_settings
@given(
    st.one_of(
        texts,
        awkward,
        st.sampled_from(["$", "$$", "$body$", "a$", "$body1$ $$ $body$", "$bod", "x$body", "$body$body"]),
    )
)
def test_dollar_quotes(connection: psycopg.Connection[Any], body: str) -> None:
    assert ask(connection, f"SELECT {sql.dollar(body)}") == body


@given(st.lists(names, min_size=1, max_size=3))
def test_names_are_joined(parts: list[str]) -> None:
    assert sql.name(*parts) == ".".join(map(sql.ident, parts))


def test_roles() -> None:
    assert sql.roles(["public", "anon", "My Role"]) == 'PUBLIC, anon, "My Role"'


PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


@server_settings
@given(
    grantee=st.one_of(names, words), grantor=st.one_of(names, words),
    letters=st.lists(st.sampled_from(PRIVILEGES), unique=True, min_size=1), option=st.sampled_from(["", " WITH GRANT OPTION"]),
)  # fmt: skip
def test_acl_items(
    connection: psycopg.Connection[Any], grantee: str, grantor: str, letters: list[str], option: str
) -> None:
    """The access control list of roles with any name is read back."""
    if (
        "public" in (grantee, grantor)
        or max(len(role.encode()) for role in (grantee, grantor)) > 63
        or grantee == grantor
    ):
        return
    if any(role.startswith("pg_") or role == "none" for role in (grantee, grantor)):
        return
    privileges = ", ".join(letters)
    with connection.transaction(force_rollback=True):
        for role in (grantee, grantor):
            if not ask(connection, "SELECT count(*) FROM pg_roles WHERE rolname = %s", role):
                connection.execute(f"CREATE ROLE {sql.ident(role)}".encode())
        connection.execute(b"CREATE TEMP TABLE acl_items (i int) ON COMMIT DROP")
        connection.execute(f"ALTER TABLE acl_items OWNER TO {sql.ident(grantor)}".encode())
        connection.execute(f"GRANT {privileges} ON acl_items TO {sql.ident(grantee)}{option}".encode())
        items = ask(connection, f"SELECT {_acl.entries('relacl')} FROM pg_class WHERE relname = 'acl_items'")
    star = _acl.OPTION if option else ""
    wanted = tuple(sorted(letter + star for letter in letters))
    assert _acl.by_grantee(tuple(map(tuple, items)))[grantee, grantor] == wanted


def test_acl_items_for_public() -> None:
    items = (("public", "a", "UPDATE"), ("public", "a", "SELECT*"), ("b", "a", "USAGE"))
    assert _acl.by_grantee(items) == {("public", "a"): ("SELECT*", "UPDATE"), ("b", "a"): ("USAGE",)}


def test_changes_of_privileges() -> None:
    texts = [
        s.text
        for s in _acl.change(["SELECT", "INSERT*", "DELETE*"], ["SELECT*", "INSERT", "UPDATE"], "TABLE t", "public")
    ]
    assert texts == [
        "REVOKE DELETE ON TABLE t FROM PUBLIC",
        "REVOKE GRANT OPTION FOR INSERT ON TABLE t FROM PUBLIC",
        "GRANT UPDATE ON TABLE t TO PUBLIC",
        "GRANT SELECT ON TABLE t TO PUBLIC WITH GRANT OPTION",
    ]
    assert _acl.change(["SELECT"], ["SELECT"], "TABLE t", "anon") == []


@pytest.mark.parametrize(
    ("before", "after", "revoked"),
    [
        (["SELECT"], ["SELECT", "UPDATE"], False),
        (["SELECT"], ["SELECT*"], False),
        (["SELECT*"], ["SELECT"], True),
        (["SELECT", "UPDATE"], ["SELECT"], True),
        ([], ["SELECT"], False),
    ],
)
def test_whether_a_change_revokes(before: list[str], after: list[str], *, revoked: bool) -> None:
    """It says what the statements do."""
    assert _acl.revokes(before, after) is revoked
    assert any(s.text.startswith("REVOKE") for s in _acl.change(before, after, "TABLE t", "anon")) is revoked


def test_every_default_privilege_is_read(connection: psycopg.Connection[Any]) -> None:
    """Each kind of object's default access control list is read whole, and an empty list is no error."""
    for letter in "rsdflLnptFST":
        query = f'SELECT {_acl.entries("l.acl")} FROM (SELECT acldefault(%s::"char", 10) AS acl) l'
        found = _acl.by_grantee(tuple(map(tuple, ask(connection, query, letter))))
        listed = ask(connection, 'SELECT count(*) FROM aclexplode(acldefault(%s::"char", 10))', letter)
        assert sum(map(len, found.values())) == listed
    assert ask(connection, f"SELECT {_acl.entries(chr(39) + '{}' + chr(39) + '::aclitem[]')}") == []


@server_settings
@given(st.dictionaries(st.sampled_from(["fillfactor", "autovacuum_enabled", "toast.autovacuum_enabled", "security_barrier"]),
                       st.sampled_from(["10", "true", "false", "on", "it's", "-1.5", "a b", "select"])))  # fmt: skip
def test_storage_options(options: dict[str, str]) -> None:
    assert sql.parse_options(f"{key}={value}" for key, value in options.items()) == options
    assert [s.text for s in sql.set_options("ALTER TABLE t", [], [])] == []


@pytest.mark.parametrize(
    ("value", "is_true"), [("true", True), ("T", True), ("Yes", True), ("on", True), ("1", True), ("", False), ("o", False),
                           ("off", False), ("false", False), ("0", False)],
)  # fmt: skip
def test_a_boolean_is_read_as_postgresql_reads_it(value: str, *, is_true: bool) -> None:
    """In any case, and shortened where that is clear."""
    assert sql.is_true(value) == is_true


def test_set_options() -> None:
    texts = [s.text for s in sql.set_options("ALTER TABLE t", ["fillfactor=10", "a=b"], ["fillfactor=20"])]
    assert texts == ["ALTER TABLE t RESET (a)", "ALTER TABLE t SET (fillfactor=20)"]


def test_refs_in_words() -> None:
    assert str(Ref("row_security", ("public", "t"))) == "row security public.t"
