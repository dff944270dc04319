"""Differences between files below `supabase/schemas` and the migrations, both ways: problems with proven SQL."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from schemasync.config.settings import settings_from
from schemasync.github.check import annotations_of
from schemasync.pipeline import check
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.report.formats.comment import Links, to_comment
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import as_dict
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.formats.terminal import print_report
from schemasync.report.outcome import failure_reasons
from schemasync.report.view.view import make_view
from tests.plugins.replays import FIRST, Compare, Report

TYPED = "CREATE TABLE public.b (id integer PRIMARY KEY, mood public.mood);\nCREATE INDEX b_mood ON public.b (mood);\n"
MOOD = "CREATE TYPE public.mood AS ENUM ('good', 'bad');\n"


@pytest.fixture
def declare(compare: Compare, tmp_path: Path) -> Any:
    """The report for migrations and schema files (path → SQL) against a database that has the migrations."""

    def call(migrations: dict[str, str], schemas: dict[str, str], config: str = "", pending: str = "") -> Report:
        (tmp_path / "migrations").mkdir(exist_ok=True)
        for name, text in {**schemas, "config.toml": config}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        rows = {name.partition("_")[0]: (name[:-4], [text]) for name, text in migrations.items()} if pending else None
        files = {**migrations, **({"9_pending.sql": pending} if pending else {})}
        inside = {f"migrations/{name}": text for name, text in files.items()}
        return compare(inside, "".join(migrations.values()), rows, folder="migrations")

    return call


def declared(report: Report) -> list[dict[str, Any]]:
    return list(report["pull_request"]["declared"])


def test_a_nested_tree_that_agrees(declare: Any) -> None:
    """A table stands before the type of its column, in another folder: the CLI orders them, and so do we."""
    schemas = {
        "schemas/public/tables/a.sql": FIRST,
        "schemas/public/tables/b.sql": TYPED,
        "schemas/public/types.sql": MOOD,
    }
    report = declare({"1_a.sql": FIRST + MOOD + TYPED}, schemas)
    assert (report["status"], report["sync_percent"], declared(report)) == ("synced", 100, [])


def test_what_no_migration_makes(declare: Any) -> None:
    report = declare({"1_a.sql": FIRST}, {"schemas/a.sql": FIRST, "schemas/deep/b.sql": MOOD + TYPED})
    (problem,) = declared(report)
    assert (report["status"], report["in_sync"], report["sync_percent"]) == ("declared-differs", False, 99)
    assert problem["status"] == "MISSING"
    assert "declared, and no migration creates them" in problem["title"]
    assert problem["origin"] == {"file": "../schemas/deep/b.sql", "line": 1}
    assert {part["name"] for part in problem["findings"]} >= {"public.b", "public.mood"}
    (fix,) = problem["fixes"]
    assert fix["direction"] == "repair"
    assert fix["proven"]
    again = declare({"2_b.sql": fix["sql"]}, {})
    assert declared(again) == []


def test_what_is_not_declared(declare: Any) -> None:
    report = declare(
        {"1_a.sql": FIRST, "2_b.sql": "CREATE VIEW public.v AS SELECT id FROM public.a;"}, {"schemas/a.sql": FIRST}
    )
    (problem,) = declared(report)
    assert (problem["status"], problem["origin"]) == ("EXTRA", {"file": "2_b.sql", "line": 1})
    assert problem["title"] == "View public.v is created by the migrations, and not declared"
    adopt, repair = problem["fixes"]
    assert (adopt["direction"], adopt["proven"], "CREATE VIEW" in adopt["sql"]) == ("adopt", True, True)
    assert (repair["direction"], repair["proven"], "DROP VIEW" in repair["sql"]) == ("repair", True, True)


def test_hazards_have_the_names_of_other_fixes(declare: Any) -> None:
    wide = FIRST.replace("note text", "note text, size integer")
    (problem,) = declared(declare({"1_a.sql": wide}, {"schemas/a.sql": FIRST}))
    (repair,) = [fix for fix in problem["fixes"] if fix["direction"] == "repair"]
    assert "data-loss" in repair["hazards"]


def test_what_differs_with_a_pending_migration(declare: Any) -> None:
    """All migrations count, the pending ones too; the database is another question."""
    wide = FIRST.replace("note text", "note text, size integer NOT NULL DEFAULT 1")
    report = declare(
        {"1_a.sql": FIRST}, {"schemas/a.sql": wide}, pending="ALTER TABLE public.a ADD COLUMN size integer;"
    )
    assert report["pull_request"]["deploy"] == "applies"
    (problem,) = declared(report)
    assert (problem["status"], problem["title"][:24]) == ("PARTIALLY SYNCED", "Column public.a.size is ")
    assert problem["findings"][0]["attributes"]
    assert all(fix["proven"] for fix in problem["fixes"])
    assert (report["status"], report["problems"]) == ("declared-differs", [])


def test_roles_are_those_of_the_pending_migrations(declare: Any, shadow: ShadowServer) -> None:
    made = "DO $d$ BEGIN CREATE ROLE declared_app; EXCEPTION WHEN duplicate_object THEN NULL; END $d$;\n"
    granted = "GRANT SELECT ON public.a TO declared_team;\n"
    pending = f"ALTER ROLE declared_app RENAME TO declared_team;\n{granted}"
    try:
        report = declare({"1_a.sql": FIRST + made}, {"schemas/a.sql": FIRST + granted}, pending=pending)
        assert (report["status"], declared(report)) == ("synced", [])
    finally:
        with shadow.connect(role=ADMIN) as admin:
            admin.execute("DROP ROLE IF EXISTS declared_app, declared_team")


def test_files_that_do_not_run(declare: Any) -> None:
    report = declare({"1_a.sql": FIRST}, {"schemas/a.sql": FIRST, "schemas/x/c.sql": "SELECT 1;\nCREATE TABL;"})
    (problem,) = declared(report)
    assert (problem["status"], problem["origin"]) == ("FAILED", {"file": "../schemas/x/c.sql", "line": 2})
    assert "does not run" in problem["title"]
    assert "42601" in problem["sentence"]
    assert "Not all schema files run" in report["headline"]


def test_what_is_no_difference(declare: Any) -> None:
    """Rows, roles and extensions that migrations need are not declared; a role exists on the server already."""
    made = (
        FIRST
        + "CREATE EXTENSION pg_trgm;\nINSERT INTO storage.buckets (id, name) VALUES ('x', 'x');\nCREATE ROLE declared_app;"
    )
    report = declare({"1_a.sql": made}, {"schemas/a.sql": FIRST, "schemas/roles.sql": "CREATE ROLE declared_app;"})
    assert (report["status"], declared(report)) == ("synced", [])


def test_accepted(declare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry of schemasync.toml may be meant for the declared schema alone."""
    monkeypatch.chdir(tmp_path)
    entry = '[[accept]]\nobject = "public.v"\nreason = "drafted"\n'
    (tmp_path / "schemasync.toml").write_text(entry, encoding="utf-8")
    schemas = {"schemas/a.sql": FIRST, "schemas/b.sql": "CREATE VIEW public.v AS SELECT id FROM public.a;"}
    report = declare({"1_a.sql": FIRST}, schemas)
    (problem,) = declared(report)
    assert (report["status"], report["sync_percent"], problem["accepted"]) == ("synced", 100, "drafted")
    assert not [note for note in report["diagnostics"] if "matches nothing" in note]


def test_order_of_older_releases(declare: Any, tmp_path: Path) -> None:
    """The CLI 2.x runs the files in the order of the patterns: a file that fails there is named, and compared all the same."""
    (tmp_path / "package.json").write_text('{"devDependencies": {"supabase": "2.50.0"}}', encoding="utf-8")
    config = '[db.migrations]\nschema_paths = ["./schemas/b.sql", "./schemas/a.sql", "./schemas/none.sql"]\n'
    schemas = {"schemas/a.sql": FIRST, "schemas/b.sql": "CREATE VIEW public.v AS SELECT id FROM public.a;"}
    report = declare({"1_a.sql": FIRST}, schemas, config)
    notes = "\n".join(report["diagnostics"])
    assert "schemas/b.sql runs only after files that come later in the order" in notes
    assert "no file matches ./schemas/none.sql" in notes
    assert [problem["status"] for problem in declared(report)] == ["MISSING"]


def test_what_every_format_says(shadow: ShadowServer, tmp_path: Path) -> None:
    """The comment, the page, the terminal, SARIF and the check run name the problem at its line in the repository."""
    (tmp_path / "supabase" / "migrations").mkdir(parents=True)
    (tmp_path / "supabase" / "schemas").mkdir()
    (tmp_path / "supabase" / "schemas" / "b.sql").write_text(
        f"{FIRST}\nCREATE VIEW public.v AS SELECT 1 AS i;", encoding="utf-8"
    )
    (tmp_path / "supabase/migrations/1_a.sql").write_text(FIRST, encoding="utf-8")
    shadow.create_database("declared_formats")
    with shadow.connect("declared_formats") as connection:
        connection.execute(FIRST.encode())
    settings = settings_from(
        migrations=tmp_path / "supabase/migrations", database_url=shadow.url("declared_formats", ADMIN)
    )
    view = make_view(check(settings))
    shadow.drop_database("declared_formats")
    title = "View public.v is declared, and no migration creates it"
    comment = to_comment(view, Links("https://github.com/o/r/blob/abc", "supabase/migrations"))
    assert "https://github.com/o/r/blob/abc/supabase/schemas/b.sql#L4" in comment
    assert comment.index("The database is what the migrations say") < comment.index("no migration creates it")
    assert "CREATE VIEW public.v" in comment
    assert "`schemas/b.sql:4`" in to_markdown(view)
    assert title in to_html(view)
    (result,) = json.loads(to_sarif(view, "supabase/migrations"))["runs"][0]["results"]
    assert (result["ruleId"], result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) == (
        "declared", "supabase/schemas/b.sql",
    )  # fmt: skip
    (remark,) = annotations_of(view, "supabase/migrations")
    assert (remark.path, remark.line, remark.level, remark.title) == ("supabase/schemas/b.sql", 4, "warning", title)
    assert failure_reasons(view, {"declared"}) == ["declared (fail-on)"]
    assert failure_reasons(view, {"drift"}) == []
    console = Console(file=io.StringIO(), width=200)
    print_report(view, console)
    assert f"{title}  schemas/b.sql:4" in console.file.getvalue()
    schema = json.loads((Path(__file__).parents[2] / "docs/report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(as_dict(view), schema)
