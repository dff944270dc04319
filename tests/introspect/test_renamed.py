"""Names of objects after renames."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.introspect.renamed import in_renamed_whole, other_name

TABLE, MOVED = Ref("table", ("public", "t")), Ref("table", ("public", "t2"))
COLUMN, POLICY = Ref("column", ("public", "t", "email")), Ref("policy", ("public", "t", "email"))
NAMES = {
    TABLE: MOVED,
    POLICY: Ref("policy", ("public", "t2", "mail_policy")),
    COLUMN: Ref("column", ("public", "t2", "mail")),
}


def test_parts_of_one_name_are_renamed_apart() -> None:
    """A policy can have the name of a column."""
    assert in_renamed_whole(COLUMN, NAMES) == Ref("column", ("public", "t2", "email"))
    assert in_renamed_whole(POLICY, NAMES) == Ref("policy", ("public", "t2", "email"))
    assert other_name(COLUMN, {POLICY: NAMES[POLICY]}) == COLUMN


def test_facts_follow_their_object() -> None:
    """A default has its column's path, row security its table's."""
    assert other_name(Ref("column_default", COLUMN.path), NAMES).path == ("public", "t2", "mail")
    assert other_name(Ref("row_security", TABLE.path), NAMES).path == MOVED.path
    assert other_name(Ref("comment", (), of=POLICY), NAMES).of == NAMES[POLICY]
