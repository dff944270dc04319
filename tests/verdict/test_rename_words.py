"""Sentences on what was renamed by hand."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.verdict.rename_words import rename_sentence
from tests.plugins.replays import Compare


def test_only_names_that_queries_have_fail() -> None:
    column, index = Ref("column", ("public", "t", "a")), Ref("index", ("public", "t_a"))
    renames = [(column, Ref("column", ("public", "t", "b"))), (index, Ref("index", ("public", "t_b")))]
    assert rename_sentence(renames, is_all=True, in_queries=[column]) == (
        "In the database the column a is called b and the index t_a is called t_b; nothing else about them differs."
        " SQL that names public.t.a fails."
    )


def test_columns_that_only_moved_up_are_not_swapped(compare: Compare) -> None:
    """A table made again with another column in front: each old one has the number and the type of the next."""
    made = "CREATE TABLE public.t (a int PRIMARY KEY, {} text, {} text, {} text);"
    report = compare({"1_a.sql": made.format("b", "c", "d")}, made.format("x", "b", "c"), {"1": ("a", None)})
    scripts = [fix["sql"] for problem in report["problems"] for fix in problem["fixes"]]
    assert scripts
    assert [sql for sql in scripts if "COLUMN b" in sql or "COLUMN c" in sql] == []
