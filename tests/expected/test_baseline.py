"""The base schema lives only in the database: `baseline = target` copies it, and the check is still useful."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.commands.fix_plan import plan_fixes
from schemasync.commands.migration_file import write_migration
from schemasync.config.settings import settings_from
from schemasync.core.timing import SILENT
from schemasync.pipeline import check
from schemasync.postgres.shadow import ShadowServer
from schemasync.report.view.view import make_view
from schemasync.result import CheckResult

BY_HAND = """
    CREATE TYPE public.mood AS ENUM ('good', 'bad');
    CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TABLE public.people (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), feels public.mood, note text);
    CREATE INDEX by_note ON public.people (note);
    CREATE TRIGGER touched BEFORE UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION public.touch();
    ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everyone ON public.people FOR SELECT USING (true);
    COMMENT ON TABLE public.people IS 'by hand';
    GRANT SELECT ON public.people TO anon;
    CREATE VIEW public.happy AS SELECT id, note FROM public.people WHERE feels = 'good';
    CREATE SCHEMA private;
    CREATE TABLE private.log (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, who uuid REFERENCES public.people (id));
"""
FILES = {
    "1_a.sql": "ALTER TABLE public.people ADD COLUMN age integer CHECK (age > 0);",
    "2_b.sql": "CREATE POLICY own ON public.people FOR UPDATE USING (auth.uid() = id);\nCREATE INDEX ON private.log (who);",
    "3_c.sql": "CREATE TABLE public.pets (owner uuid REFERENCES public.people (id), mood public.mood);",
    "4_d.sql": "CREATE FUNCTION public.count_happy() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.happy';",
}


@pytest.fixture
def result(shadow: ShadowServer, tmp_path: Path, request: pytest.FixtureRequest) -> CheckResult:
    baseline, more = request.param
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    database = f"baseline_{baseline}_{len(more)}"
    shadow.create_database(database)
    with shadow.connect(database) as connection:
        connection.execute((BY_HAND + "".join(FILES.values()) + more).encode())
    return check(settings_from(migrations=tmp_path, database_url=shadow.url(database), baseline=baseline))


def test_the_base_is_written_as_a_migration(shadow: ShadowServer, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shadow.create_database("baseline_written")
    with shadow.connect("baseline_written") as connection:
        connection.execute((BY_HAND + "".join(FILES.values())).encode())
    url = shadow.url("baseline_written")
    settings = settings_from(migrations=tmp_path, database_url=url, baseline="target")
    path = write_migration(tmp_path, plan_fixes(settings, (), SILENT).baseline, "baseline")
    assert path.name == "0_baseline.sql"
    result = check(settings_from(migrations=tmp_path, database_url=url))
    assert [str(each.error) for each in result.failed] == []
    assert [finding.name for finding in make_view(result).open] == []


@pytest.mark.parametrize("result", [("none", "")], indirect=True)
def test_without_a_baseline_the_check_is_incomplete(result: CheckResult) -> None:
    assert [each.error is None for each in result.replayed.results] == [False] * 4
    assert make_view(result).status == "incomplete"


@pytest.mark.parametrize("result", [("target", "")], indirect=True)
def test_copied(result: CheckResult) -> None:
    assert [str(each.error) for each in result.failed] == []
    view = make_view(result)
    assert [finding.name for finding in view.open if finding.name != "private.log"] == []
    assert view.status == "synced"
    [note] = [note for note in view.notes if "copied from the database" in note]
    for name in ("public.people", "public.mood", "public.happy", "private.log", "public.touch()"):
        assert name in note
    assert result.repair.proven


@pytest.mark.parametrize(
    "result", [("target", "DROP POLICY own ON public.people; CREATE TABLE public.more ();")], indirect=True
)
def test_drift_is_still_found(result: CheckResult) -> None:
    assert {(f.name, f.status) for f in make_view(result).open} == {
        ("public.people.own", "MISSING"),
        ("public.more", "EXTRA"),
    }


def test_later_additions_are_not_copied(shadow: ShadowServer, tmp_path: Path) -> None:
    """A label, a new name of one, a key and a column that files make themselves are theirs, and so is their origin."""
    files = {
        "1_a.sql": "ALTER TYPE public.mood RENAME VALUE 'bad' TO 'sad';",
        "2_b.sql": "ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'good';",
        "3_c.sql": "ALTER TABLE public.people ADD UNIQUE (note), ADD CONSTRAINT pair UNIQUE (id, note);",
        "4_d.sql": "ALTER TABLE public.people ADD age integer;",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shadow.create_database("baseline_later")
    with shadow.connect("baseline_later") as connection:
        for text in (BY_HAND, *files.values()):
            connection.execute(text.encode())
        connection.execute("DROP VIEW public.happy; DROP SCHEMA private CASCADE; ALTER TABLE public.people DROP age")
    settings = settings_from(migrations=tmp_path, database_url=shadow.url("baseline_later"), baseline="target")
    result = check(settings)
    assert [str(each.error) for each in result.failed] == []
    assert [(problem.title, str(problem.origin)) for problem in result.problems] == [
        ("column public.people.age is missing", "4_d.sql:1")
    ]
    notes = {item.file: item.note for item in result.statuses}
    one = "the one object whose last definition is in this file"
    assert notes["4_d.sql"] == f"{one} does not exist"
    assert notes["2_b.sql"] == f"{one} exists"


def test_additions_are_told_apart_by_their_schema(shadow: ShadowServer, tmp_path: Path) -> None:
    """A column that a file adds to one table is copied for a table of that name in another schema."""
    files = {
        "1_a.sql": "ALTER TABLE public.staff ADD age integer;",
        "2_b.sql": "CREATE VIEW public.ages AS SELECT age FROM crm.staff;",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shadow.create_database("baseline_schemas")
    with shadow.connect("baseline_schemas") as connection:
        by_hand = "CREATE TABLE public.staff (id integer); CREATE SCHEMA crm; CREATE TABLE crm.staff (age integer);"
        for text in (by_hand, *files.values()):
            connection.execute(text.encode())
    settings = settings_from(migrations=tmp_path, database_url=shadow.url("baseline_schemas"), baseline="target")
    result = check(settings)
    assert ([str(each.error) for each in result.failed], result.problems) == ([], ())
