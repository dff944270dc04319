"""Folders that are pushed, and what happens afterwards, with the verdict that is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from schemasync.verdict.deploy_verdict import APPLIES, FAILS, MAY_FAIL_ON_ROWS, NOTHING, PUSH_REFUSES, UNKNOWN
from tests.supabase.cli.conftest import Project

HISTORY = "supabase_migrations.schema_migrations"
A, B, C = "CREATE TABLE public.a (i int);\n", "CREATE TABLE public.b (i int);\n", "CREATE TABLE public.c (i int);\n"


Act = Callable[[Project], None]


def sql(text: str) -> Act:
    """Run SQL in the database, as somebody would by hand."""
    return lambda project: project.sql(text)


def write(**files: str) -> Act:
    """Files that are added or edited."""
    return lambda project: project.write(**files)


def remove(*names: str) -> Act:
    """Files that are removed."""

    def act(project: Project) -> None:
        for name in names:
            (project.migrations / f"{name}.sql").unlink()

    return act


def rename(old: str, new: str) -> Act:
    """A file that is renamed."""

    def act(project: Project) -> None:
        (project.migrations / f"{old}.sql").rename(project.migrations / f"{new}.sql")

    return act


@dataclass(frozen=True)
class State:
    """A folder that is pushed, and what happens afterwards.

    Attributes:
        word: the verdict that is expected.
        pushed: files that are pushed first.
        then: acts afterwards.
        include_all: the team pushes with `--include-all`.
        settled: whether the named command, run as it stands, makes a push succeed.
    """

    word: str
    pushed: Mapping[str, str] = field(default_factory=dict)
    then: Sequence[Act] = ()
    include_all: bool = False
    settled: bool = True


TWO = {"_1_a": A, "_2_b": B}


THREE = {**TWO, "_3_c": C}


STATES: Mapping[str, State] = {
    "in sync": State(NOTHING, TWO),
    "one pending": State(APPLIES, TWO, (write(_3_c=C),)),
    "first push": State(APPLIES, {}, (write(**TWO),)),
    "first push, empty table": State(APPLIES, TWO, (sql(f"DELETE FROM {HISTORY}; DROP TABLE a, b"),)),
    "pending fails on drift": State(FAILS, TWO, (write(_3_c=C), sql(C)), settled=False),
    "pending, on rows": State(
        MAY_FAIL_ON_ROWS, TWO, (write(_3_c="ALTER TABLE public.a ADD CONSTRAINT k CHECK (i > 0);"),)
    ),
    "ran, not recorded": State(FAILS, TWO, (sql(f"DELETE FROM {HISTORY} WHERE version = '2'"),)),
    "remote-only": State(PUSH_REFUSES, THREE, (remove("2_b"),)),
    "remote-only, the newest": State(PUSH_REFUSES, THREE, (remove("3_c"),)),
    "remote-only, without statements": State(
        PUSH_REFUSES, THREE, (remove("2_b"), sql(f"UPDATE {HISTORY} SET statements = NULL WHERE version = '2'"))
    ),
    "remote-only and one pending": State(PUSH_REFUSES, THREE, (remove("2_b"), write(_4_d="SELECT 1;"))),
    "older": State(PUSH_REFUSES, {"_1_a": A, "_3_c": C}, (write(_2_b=B),)),
    "older, two of them": State(PUSH_REFUSES, {"_1_a": A, "_9_c": C}, (write(_2_b=B, _3_d="SELECT 1;"),)),
    "older, time stamps": State(
        PUSH_REFUSES, {"_20250101000000_a": A, "_20250301000000_c": C}, (write(_20250201000000_b=B),)
    ),
    "older, days": State(PUSH_REFUSES, {"_20250101_a": A, "_20250301_c": C}, (write(_20250201_b=B, _20250302_d="SELECT 1;"),)),
    "older, with --include-all": State(APPLIES, {"_1_a": A, "_3_c": C}, (write(_2_b=B),), include_all=True),
    "older and failing, with --include-all": State(
        FAILS, {"_1_a": A, "_3_c": C}, (write(_2_b=B), sql(B)), include_all=True, settled=False
    ),
    "remote-only, with --include-all": State(PUSH_REFUSES, THREE, (remove("2_b"),), include_all=True),
    "older and remote-only": State(PUSH_REFUSES, {"_1_a": A, "_3_b": B, "_5_c": C}, (remove("3_b"), write(_2_d="SELECT 1;"))),
    "renamed": State(PUSH_REFUSES, TWO, (rename("2_b", "3_b"),)),
    "renamed to older": State(PUSH_REFUSES, {"_1_a": A, "_3_b": B, "_4_c": C}, (rename("3_b", "2_b"),)),
    "duplicate of a recorded one": State(PUSH_REFUSES, TWO, (write(_2_c=C),)),
    "duplicate of the newest, sorted first": State(PUSH_REFUSES, {"_1_a": A, "_2_m": B}, (write(_2_c=C),)),
    "duplicate among recorded ones": State(PUSH_REFUSES, THREE, (write(_2_d="SELECT 1;"),)),
    "duplicates that are pending": State(PUSH_REFUSES, TWO, (write(_3_c=C, _3_d="SELECT 1;"),)),
    "duplicates behind a file that fails": State(
        FAILS, TWO, (write(_3_c=C, _4_d="SELECT 1;", _4_e="SELECT 1;"), sql(C)), settled=False
    ),
    "duplicates of a first push": State(PUSH_REFUSES, {}, (write(_1_a=A, _1_b=B),)),
    "edited": State(NOTHING, TWO, (write(_2_b=B.replace("int", "bigint")),)),
    "statements absent": State(NOTHING, TWO, (sql(f"ALTER TABLE {HISTORY} DROP COLUMN statements"),)),
    "statements absent, one pending": State(
        APPLIES, TWO, (sql(f"ALTER TABLE {HISTORY} DROP COLUMN statements, DROP COLUMN name"), write(_3_c=C))
    ),
    "statements are NULL": State(NOTHING, TWO, (sql(f"UPDATE {HISTORY} SET statements = NULL"),)),
    "a NULL among the statements": State(NOTHING, TWO, (sql(f"UPDATE {HISTORY} SET statements = '{{NULL}}'"),)),
    "missing table": State(UNKNOWN, TWO, (sql("DROP SCHEMA supabase_migrations CASCADE"),)),
    "empty table": State(UNKNOWN, TWO, (sql(f"DELETE FROM {HISTORY}"),)),
    "missing table, one more file": State(UNKNOWN, TWO, (sql("DROP SCHEMA supabase_migrations CASCADE"), write(_3_c=C)),
                                          settled=False),
    "NULL version": State(
        PUSH_REFUSES, TWO,
        (sql(f"ALTER TABLE {HISTORY} DROP CONSTRAINT schema_migrations_pkey, ALTER version DROP NOT NULL;"
             f"INSERT INTO {HISTORY} VALUES (NULL)"),),
    ),
    "a version twice": State(
        PUSH_REFUSES, TWO,
        (sql(f"ALTER TABLE {HISTORY} DROP CONSTRAINT schema_migrations_pkey; INSERT INTO {HISTORY} VALUES ('2')"),),
        settled=False,
    ),
    "a version of words": State(PUSH_REFUSES, TWO, (sql(f"INSERT INTO {HISTORY} VALUES ('init')"),)),
    "squashed": State(PUSH_REFUSES, THREE, (remove("1_a", "2_b"), write(_3_c=A + B + C))),
    "squashed under a new version": State(PUSH_REFUSES, THREE, (remove("1_a", "2_b", "3_c"), write(_4_all=A + B + C))),
    "skipped files": State(NOTHING, TWO, (write(notes="SELECT 1;"),)),
    "empty folder": State("refused as a setting", TWO, (remove("1_a", "2_b"),)),
    "empty folder, empty history": State("refused as a setting"),
    "case in a body": State(
        APPLIES, TWO,
        (write(_3_c="CREATE FUNCTION public.f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;"),),
    ),
    "byte order mark": State(APPLIES, TWO, (write(_3_c="\ufeff" + C),)),
    "concurrently among others": State(
        MAY_FAIL_ON_ROWS, TWO, (write(_3_c="ALTER TABLE public.a ADD n int;\nCREATE UNIQUE INDEX CONCURRENTLY ON public.a (n);"),)
    ),
    "concurrently, alone": State(APPLIES, TWO, (write(_3_c="CREATE INDEX CONCURRENTLY ON public.a (i);"),)),
    "constant with a backslash": State(APPLIES, TWO, (write(_3_c="COMMENT ON TABLE public.a IS E'it\\'s; so';SELECT 1;"),)),
}  # fmt: skip
