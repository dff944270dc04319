"""Pending files on a database that somebody changed by hand: cause, blame, and objects that will be otherwise.

Each case is a real pair of databases, and the whole diagnosis is compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.diagnose.dry_run_absent import ABSENT
from tests.diagnose.dry_run_present import PRESENT
from tests.diagnose.dry_run_words import DEPENDS, IN_USE, OWNED_TAGS, TAGS, VIEW, Case, F, T, extra
from tests.diagnose.pairs import Pairs
from tests.plugins.replays import COLUMNS, TABLE, Compare


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pairs]:
    with embedded() as server:
        yield Pairs(server, tmp_path_factory.mktemp("pairs"))


@pytest.mark.parametrize("case", (*PRESENT, *ABSENT), ids=lambda case: case.name)
def test_diagnosis_and_blame(pairs: Pairs, case: Case) -> None:
    tried = pairs(case.applied, case.by_hand, case.pending)
    assert (tried.error.sqlstate, tried.error.diagnosis, tried.blame) == (case.sqlstate, case.diagnosis, case.blame)


UNLIKE = "applies, but the {} will not be as the migrations define it, because of what differs in the database: "


@pytest.mark.parametrize(
    ("by_hand", "pending", "what", "how"),
    [
        (
            "create table public.tags (id int, owner text);",
            "create table if not exists public.tags (id bigint, owner text, more int default 3);",
            "table public.tags",
            (
                "the column id has type integer instead of bigint; the column more is missing; "
                "the column default more is none instead of DEFAULT 3."
            ),
        ),
        (
            f"{TAGS} create policy mine on public.tags using (false);",
            "create table if not exists public.tags (id int);",
            "table public.tags",
            "the policy mine is there, which no file makes.",
        ),
        (
            "create index t_a on public.t (id);",
            "create index if not exists t_a on public.t (a);",
            "index public.t_a",
            (
                "it has definition CREATE INDEX t_a ON public.t USING btree (id) instead of "
                "CREATE INDEX t_a ON public.t USING btree (a)."
            ),
        ),
        (
            "alter table public.t add b int;",
            "alter table public.t add column if not exists b text;",
            "column public.t.b",
            "it has type integer instead of text.",
        ),
        (
            "create sequence public.q increment 5;",
            "create sequence if not exists public.q;",
            "sequence public.q",
            "it has increment 5 instead of 1.",
        ),
        (
            F.replace("1", "2") + "revoke execute on function public.f(int) from public, anon;",
            F.replace("create", "create or replace"),
            "function public.f(integer)",
            "the grant anon is none instead of EXECUTE; the grant public is no privileges instead of EXECUTE.",
        ),
    ],
)
def test_applies_and_does_something_else(pairs: Pairs, by_hand: str, pending: str, what: str, how: str) -> None:
    tried = pairs(T, by_hand, pending)
    assert tried.pending.failure is None
    assert tried.pending.remarks == (f"2_b.sql:1 {UNLIKE.format(what)}{how}",)


@pytest.mark.parametrize("by_hand", ["create table public.others (id int);", TAGS])
def test_applies_and_does_what_it_says(pairs: Pairs, by_hand: str) -> None:
    """Another table, or the same one, does no harm."""
    tried = pairs(T, by_hand, "create table if not exists public.tags (id int);")
    assert (tried.pending.failure, tried.pending.remarks) == (None, ())


def test_only_a_file_whose_objects_are_all_there_ran(pairs: Pairs) -> None:
    tried = pairs(T, TAGS, {"2_b.sql": f"{TAGS}\ncreate table public.more (id int);", "3_c.sql": "select 1;"})
    assert tried.causes == {"table public.tags": "manual change, which the pending 2_b.sql makes as well"}
    assert pairs(T, TAGS, TAGS).causes == {
        "table public.tags": "2_b.sql was never recorded, and its changes are in the database"
    }
    assert pairs(T, TAGS, OWNED_TAGS).causes == {"table public.tags": "manual change"}


def test_a_check_names_what_is_to_blame(shadow: ShadowServer, tmp_path: Path) -> None:
    """The whole way, from a project's folder and a database."""
    database = "blame_in_a_check"
    shadow.create_database(database)
    with shadow.connect(database) as connection:
        connection.execute((T + VIEW).encode())
    with shadow.connect(database, ADMIN) as admin:
        admin.execute((TABLE + COLUMNS).encode())
        admin.execute(b"INSERT INTO supabase_migrations.schema_migrations VALUES ('1', NULL, 'a')")
    (tmp_path / "1_a.sql").write_text(T)
    (tmp_path / "2_b.sql").write_text("alter table public.t drop column a;")
    pending = check(settings_from(migrations=tmp_path, database_url=shadow.url(database, ADMIN))).pending
    assert pending is not None
    assert [str(ref) for ref in pending.blame] == ["view public.w"]
    assert pending.failure is not None
    assert pending.failure.error is not None
    assert pending.failure.error.diagnosis == f"{extra('view public.w', DEPENDS)} {IN_USE}"


def test_a_report_says_what_will_be_otherwise(compare: Compare) -> None:
    pending = "create table if not exists public.tags (id int, more int);"
    report = compare({"1_a.sql": T, "2_b.sql": pending}, T + TAGS, rows={"1": ("a", [T])})
    (note,) = report["pending"]["notes"]
    assert note == f"2_b.sql:1 {UNLIKE.format('table public.tags')}the column more is missing."
    assert report["pending"]["dry_run"]["ok"] is True
    assert "not everything will be as the files define it" in json.dumps(report)


def test_a_report_names_roles_and_tables_that_no_migration_makes(compare: Compare) -> None:
    by_hand = (
        f"{T}{F}{TAGS}alter table public.tags enable row level security;"
        "create policy p on public.tags using (true);revoke execute on function public.f(int) from anon;"
    )
    files = T + F + "\nrevoke execute on function public.f(int) from public, authenticated;"
    text = json.dumps(compare({"1_a.sql": files}, by_hand, rows={"1": ("a", [files])}))
    assert "off in the migrations" not in text
    assert "without any limit of rows: no migration makes it." in text
    for role in ("public", "anon", "authenticated"):
        assert f'"public.f(integer).{role}"' in text
    assert '"1_a.sql:3"' in text or '"line": 3' in text


@pytest.mark.parametrize(
    ("applied", "by_hand", "error"),
    [
        ("WITH DATA", "WITH NO DATA", 'materialized view "m1" has not been populated'),
        ("WITH NO DATA", "WITH DATA", ""),
    ],
)
def test_a_pending_file_reads_materialized_views_as_the_database_has_them(
    compare: Compare, applied: str, by_hand: str, error: str
) -> None:
    """Whether a view has data is no drift, but a query of one without data fails."""
    views = f"{T} create materialized view public.m2 as select 1 as one {applied};"
    views += f"create materialized view public.m1 as select one from public.m2 {applied};"
    hand = f"refresh materialized view public.m2 {by_hand}; refresh materialized view public.m1 {by_hand};"
    files = {"1_a.sql": views, "2_b.sql": "create view public.m1_v as select 1; select count(*) from public.m1;"}
    report = compare(files, views + hand, rows={"1": ("a", [views])})
    assert report["problems"] == []
    tried = report["pending"]["dry_run"]["error"]
    assert (tried["message"] if tried else "") == error
    assert report["pull_request"]["deploy"] == ("fails" if error else "applies")
    remark = (
        "the materialized views public.m1 and public.m2 have no data in the database: every query of them fails (55000) until REFRESH "
        "MATERIALIZED VIEW fills them"
    )
    assert (remark in report["diagnostics"]) == bool(error)
