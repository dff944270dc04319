"""Every member of FROM that PostgreSQL's grammar has, through each analysis that walks FROM."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schemasync.core.parser import parse
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import ACCESS_SHARE
from schemasync.diagnose.from_clause import tables
from schemasync.migrations.statements import split
from schemasync.replay.block_queries import evaluated_trees
from schemasync.replay.copied_rows import CopiedRows
from schemasync.replay.query_facts import named_columns, query_facts, several_for_one
from schemasync.replay.reading import Column, Reading, Relation
from schemasync.replay.row_risks import SEVERAL, RiskFinder, StatementStates
from schemasync.replay.server_facts import ServerFacts
from schemasync.replay.single_values import may_return_several, names_known_table, value_queries
from schemasync.replay.step import ObservedStep
from schemasync.replay.table_rows import TableRows
from tests.replay.test_single_values import FACTS

MEMBERS = (
    "public.t",
    "ONLY t",
    "t *",
    "t AS x (a, b)",
    "t TABLESAMPLE SYSTEM (10)",
    "t AS x TABLESAMPLE bernoulli (1) REPEATABLE (2)",
    "lower('x')",
    "unnest(ARRAY[1]) WITH ORDINALITY",
    "unnest(ARRAY[1]) AS x (a)",
    "json_to_record('{}') AS x (a int)",
    "ROWS FROM (lower('x'), unnest(ARRAY[1])) WITH ORDINALITY AS x (a, b, c)",
    "ROWS FROM (json_to_record('{}') AS (a int))",
    "current_date",
    "CAST('x' AS text)",
    "COALESCE(1, 2) AS x",
    "(SELECT id FROM t) AS x",
    "(SELECT id FROM t)",
    "(VALUES (1), (2)) AS x (a)",
    "(TABLE t) AS x",
    "(WITH c AS (DELETE FROM t RETURNING id) SELECT id FROM c) AS x",
    "t, LATERAL (SELECT t.id) AS x",
    "t, LATERAL unnest(ARRAY[t.id])",
    "XMLTABLE('/a' PASSING '<a/>' COLUMNS a int)",
    "t, LATERAL XMLTABLE(XMLNAMESPACES ('u' AS n), '/a' PASSING t.code COLUMNS a FOR ORDINALITY) AS x",
    "JSON_TABLE('[]', '$' COLUMNS (a int, NESTED PATH '$.b' COLUMNS (c int))) AS x",
    "t CROSS JOIN u",
    "t NATURAL JOIN u",
    "t FULL JOIN u USING (id)",
    "t JOIN u USING (id) AS j",
    "(t JOIN u ON t.id = u.id) AS j (a, b)",
    "(t JOIN (u JOIN t AS other ON true) ON t.id = u.id) LEFT JOIN LATERAL (SELECT 1) AS x ON true",
    "t JOIN u TABLESAMPLE SYSTEM (1) ON t.id = u.id",
    "(t RIGHT JOIN lower('x') ON true) AS j, u",
)
STATEMENTS = (
    "SELECT (SELECT 1 FROM {} WHERE id = 1)",
    "CREATE TABLE public.made AS SELECT (SELECT missing FROM {}) FROM {}",
    "INSERT INTO public.made SELECT (SELECT 1 FROM {}) FROM {}",
    "UPDATE public.t SET id = (SELECT 1 FROM {})",
    "DELETE FROM public.t WHERE id = (SELECT 1 FROM {})",
    "DO $$ DECLARE n int; BEGIN n := (SELECT 1 FROM {}); END $$",
)


def test_every_kind_of_the_grammar_is_a_member() -> None:
    """Of the nodes that may stand in FROM; `range_tbl_ref` is the planner's."""
    found = {item.WhichOneof("node") for each in MEMBERS for item in _query(f"SELECT FROM {each}").from_clause}
    kinds = {"range_var", "range_subselect", "range_function", "range_table_func", "range_table_sample", "json_table"}
    assert found == kinds | {"join_expr"}


@pytest.mark.parametrize("member", MEMBERS)
def test_each_analysis_reads_every_member(member: str) -> None:
    step = _step()
    for statement in (split(each.replace("{}", member))[0][0] for each in STATEMENTS):
        assert statement.tree is not None
        for tree in evaluated_trees(statement):
            several_for_one(query_facts(step), tree)
            named_columns(step, tree)
            for query in value_queries(tree):
                may_return_several(query, FACTS)
                names_known_table(query, FACTS)
        list(CopiedRows().refusals(step, statement))
        tables(statement.text, statement.text.find("missing"))


def _query(text: str) -> Any:
    return parse(text).stmts[0].stmt.select_stmt


def _step() -> ObservedStep:
    """A statement that reads the table t, on a server with two functions."""
    relations = {1: Relation("public", "t", "r", 1, False)}  # noqa: FBT003
    columns = {
        (1, 1): Column("id", 23, -1, False, "", False, "integer", True, None, False, None, None)  # noqa: FBT003
    }
    before = Reading(relations=relations, columns=columns)
    after = Reading(frozenset({(1, ACCESS_SHARE)}), relations=relations, columns=columns)
    names = frozenset[str]
    server = ServerFacts(
        version=170000, is_unsafe=lambda _: False, raising=names, functions=dict, assigned=dict, querying=dict, reading=names,
        view_columns=lambda *_: {}, view_query=lambda _: None, aggregates=names, returning_sets=lambda: frozenset({"unnest"}),
        extension_tables=frozenset[int], is_empty=lambda _: False, is_empty_with=lambda *_: False,
    )  # fmt: skip
    return ObservedStep(before, server, (), (), before, after, after, TableRows(after), {}, ())


class _Counted(dict[Any, Any]):
    """Rows that count how often all of them are walked."""

    walks = 0

    def items(self) -> Any:
        self.walks += 1
        return super().items()

    def __iter__(self) -> Any:
        self.walks += 1
        return super().__iter__()


def test_the_columns_are_walked_once_for_all_expressions_of_a_block() -> None:
    """A database has ten thousands of columns, and a block hundreds of expressions."""
    step = _step()
    columns, relations = _Counted(step.before.columns), _Counted(step.before.relations)
    before = replace(step.before, columns=columns, relations=relations)
    states = StatementStates(before, replace(before, locks=step.after.locks), before, step.tables)
    body = "n := (SELECT id FROM t); " * 50
    statement = split(f"DO $$ DECLARE n int; BEGIN {body} END $$")[0][0]
    found = RiskFinder(before, step.server).find(SourceLine("1.sql", 1), states, statement, ())
    assert [risk.on for risk in found] == [SEVERAL]
    assert columns.walks < 10 > relations.walks
