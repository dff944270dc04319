"""Sentences on what was renamed by hand."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.verdict.rename_words import rename_sentence


def test_only_names_that_queries_have_fail() -> None:
    column, index = Ref("column", ("public", "t", "a")), Ref("index", ("public", "t_a"))
    renames = [(column, Ref("column", ("public", "t", "b"))), (index, Ref("index", ("public", "t_b")))]
    assert rename_sentence(renames, is_all=True, in_queries=[column]) == (
        "In the database the column a is called b and the index t_a is called t_b; nothing else about them differs."
        " SQL that names public.t.a fails."
    )
