"""Words on each pending statement: its locks once in a file, renames with both names."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import ACCESS_EXCLUSIVE, SHARE, ChangeAction, RelationLock, StatementChange, TracedStatement
from schemasync.migrations.status import MigrationStatus
from schemasync.report.view.pending import out_of_order_remarks
from schemasync.report.view.remark import Remark
from schemasync.report.view.rules import RuleView, rule_groups
from schemasync.report.view.statements import statement_views

TABLE = Ref("table", ("public", "t"))


def statement(
    line: int, mode: str, file: str = "1_a.sql", text: str = "ALTER TABLE t …", **facts: object
) -> TracedStatement:
    lock = RelationLock(TABLE, mode, 5, 8192, is_partitioned=False)
    return TracedStatement(SourceLine(file, line), text, (lock,), **facts)  # type: ignore[arg-type]


def lines(*statements: TracedStatement) -> list[tuple[str, int]]:
    """The places whose locks are told."""
    return [(view.file, view.line) for view in statement_views(statements, (), {}) if view.effects]


def test_a_lock_that_is_held_is_told_once_in_a_file() -> None:
    first, again = statement(1, ACCESS_EXCLUSIVE), statement(2, ACCESS_EXCLUSIVE)
    weaker, other_file = statement(3, SHARE), statement(1, ACCESS_EXCLUSIVE, "2_b.sql")
    assert lines(first, again, weaker, other_file) == [("1_a.sql", 1), ("2_b.sql", 1)]


def test_a_stronger_lock_and_work_under_a_lock_are_told() -> None:
    weak, strong = statement(1, SHARE), statement(2, ACCESS_EXCLUSIVE)
    rewrite, scan = statement(3, ACCESS_EXCLUSIVE, rewrites=(TABLE,)), statement(4, SHARE, scans=(TABLE,))
    assert [line for _, line in lines(weak, strong, rewrite, scan)] == [1, 2, 3, 4]


def test_a_better_form_takes_the_place_of_all_lines() -> None:
    """Those of the statement, if nothing else stands on them."""
    text = "ALTER TABLE t\n  ADD CHECK (a > 0)"
    found = statement(2, ACCESS_EXCLUSIVE, text=text, scans=(TABLE,))
    (view,) = statement_views([found], (), {"1_a.sql": f"-- first\n  {text};\nSELECT 1;"})
    assert (view.suggestion, view.line, view.last_line) == (f"  {text} NOT VALID;", 2, 3)
    (view,) = statement_views([found], (), {"1_a.sql": f"-- first\n  {text}; SELECT 1;"})
    assert (view.suggestion, view.last_line) == ("", 0)


def test_a_statement_outside_a_transaction_holds_nothing() -> None:
    alone = statement(1, SHARE, outside_transaction=True)
    assert [line for _, line in lines(alone, statement(2, SHARE))] == [1, 2]


def test_a_renamed_function_keeps_its_arguments() -> None:
    old, new = (Ref("function", (schema, "f", "uuid, integer")) for schema in ("public", "private"))
    moved = TracedStatement(
        SourceLine("1_a.sql", 1), "ALTER FUNCTION …", changes=(StatementChange(ChangeAction.RENAME, old, new),)
    )
    (view,) = statement_views([moved], (), {})
    (words,) = view.effects
    assert words.startswith("renames public.f(uuid, integer) to private.f(uuid, integer);")


def test_places_with_the_same_sentences_say_them_once() -> None:
    """All of them, or those after the first, which names the object."""

    def rules(*sentences: str) -> list[RuleView]:
        return [RuleView("r", "t", "functional", "a.sql", 1, None, "a", each, "", None) for each in sentences]

    (same,) = rule_groups(rules("It ends. Leave it out.", "It ends. Leave it out."))
    assert (same.advice, same.sentence_of(same.rules[0])) == ("It ends. Leave it out.", "")
    (partly,) = rule_groups(rules("A ends. Leave it out.", "B ends. Leave it out."))
    assert (partly.advice, partly.sentence_of(partly.rules[0])) == ("Leave it out.", "A ends.")
    (alone,) = rule_groups(rules("A ends. Leave it out."))
    assert alone.advice == ""


def test_files_that_are_out_of_order_share_a_sentence() -> None:
    def status(version: str) -> MigrationStatus:
        return MigrationStatus(f"{version}.sql", version, version, "pending", note="older than 9", out_of_order=True)

    assert out_of_order_remarks([status("1"), status("2")]) == [Remark("1.sql and 2.sql are older than 9", "1.sql")]
    assert out_of_order_remarks([status("1")]) == [Remark("1.sql is older than 9", "1.sql")]
