"""A kind that forgets an attribute is refused; paths, look-ups and names that kinds share."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from schemasync.core.errors import PlanError
from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.kinds.kind import REPLACE, Alter, Catalog, Ddl, Kind, Order, Severity, plain_drop, status_assess
from schemasync.kinds.objects import all_of, find, get
from schemasync.kinds.paths import ColumnName, QualifiedName, relation_name, relation_of, same_part, schema_of
from schemasync.kinds.tables.sequence_owner import SequenceOwner
from schemasync.kinds.types._types import temporary_name
from schemasync.kinds.types.composite_type import Attribute, CompositeType
from schemasync.kinds.types.enum import Enum
from schemasync.kinds.views.view import View, ViewColumn


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


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("index", "indexes"),
        ("policy", "policies"),
        ("operator_class", "operator classes"),
        ("statistics", "statistics"),
        ("row_security", "row security"),
    ],
)
def test_plurals(name: str, plural: str) -> None:
    assert KINDS[name].plural == plural


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_words_of_a_kind(kind: Kind[Any]) -> None:
    assert kind.label == kind.name.replace("_", " ")
    assert kind.plural != kind.label or kind.label.endswith(("ity", "ics"))
    assert kind.parent is None or callable(kind.parent)
    assert not (kind.satellite and kind.catalog.oid), "an attached fact has no address of its own"


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
    with pytest.raises(PlanError, match="is needed"):
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


def test_refs_in_words() -> None:
    assert str(Ref("row_security", ("public", "t"))) == "row security public.t"
