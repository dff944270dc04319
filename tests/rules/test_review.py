"""Broken rules of a pull request stand in every report, at their lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate
from rich.console import Console

from schemasync.config.settings import settings_from
from schemasync.core.errors import SettingsError
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
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from schemasync.rules.deployment.broken_function import makes_temporary_table
from tests.plugins.replays import Compare

APPLIED = """CREATE TABLE public.invoices (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.invoices FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()));
CREATE TABLE public.known (id bigint);
"""
PENDING = """-- a stranger's | <script>
ALTER TABLE public.invoices DISABLE ROW LEVEL SECURITY;
-- schemasync-ignore no-primary-key: a log that nobody updates
CREATE TABLE public.log (at timestamptz);
ALTER TABLE public.log ENABLE ROW LEVEL SECURITY;
CREATE POLICY readers ON public.log FOR SELECT TO authenticated USING (true);
-- schemasync-ignore no-primary-kay: a slip
-- schemasync-ignore truncate
CREATE INDEX log_at ON public.log (at);
-- schemasync-ignore truncate: nothing is emptied here
CREATE INDEX log_at_again ON public.log (at);
CREATE TABLE public.off (id bigint PRIMARY KEY);
"""
FILE = "20250301_billing.sql"
GAIN = (
    "After this pull request anyone with the anon key, and every signed-in user, can read, change and delete every row of "
    f"public.invoices, and add rows: {FILE}:2 switches row security off."
)
HISTORY = """CREATE SCHEMA IF NOT EXISTS supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101', NULL, 'first')"""
CONFIG = """
[[rules]]
id = "row-security-off"
level = "off"
objects = ["public.off"]
reason = "No request reaches it: a proxy stands before the API."

[[rules]]
id = "duplicate-index"
level = "breaking"
reason = "Space is short."
"""


@pytest.fixture(scope="module")
def view(shadow: ShadowServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportView]:
    """The report of a pull request with one file."""
    base = tmp_path_factory.mktemp("review")
    folder = base / "supabase" / "migrations"
    folder.mkdir(parents=True)
    (folder / "20250101_first.sql").write_text(APPLIED, encoding="utf-8")
    (folder / FILE).write_text(PENDING, encoding="utf-8")
    (base / "schemasync.toml").write_text(CONFIG, encoding="utf-8")
    shadow.create_database("reviewed")
    with shadow.connect("reviewed") as connection:
        connection.execute(APPLIED.encode())
    with shadow.connect("reviewed", ADMIN) as admin:
        admin.execute(HISTORY.encode())
    config = base / "schemasync.toml"
    yield make_view(check(settings_from(migrations=folder, database_url=shadow.url("reviewed", ADMIN), config=config)))
    shadow.drop_database("reviewed")


@pytest.fixture(scope="module")
def pull(view: ReportView) -> dict[str, Any]:
    """`pull_request` of report.json, which fits the schema."""
    report = as_dict(view)
    schema = Path(__file__).parents[2] / "docs" / "report.schema.json"
    validate(report, json.loads(schema.read_text(encoding="utf-8")))
    found: dict[str, Any] = report["pull_request"]
    return found


def test_rules_are_reported_with_their_line_and_level(pull: dict[str, Any]) -> None:
    """Rules speak of what the pull request adds, and neither of older objects nor where the settings switch them off."""
    found = {(rule["id"], rule["level"], rule["line"], rule["ignored"]) for rule in pull["rules"]}
    assert found == {
        ("row-security-off", "security", 2, None),
        ("no-primary-key", "performance", 4, "a log that nobody updates"),
        ("duplicate-index", "breaking", 11, None),
    }


def test_gained_access_names_what_opens_it(pull: dict[str, Any]) -> None:
    """Who, what and how much, with the statement."""
    gains = {gain["name"]: gain for gain in pull["access"]}
    assert gains["public.invoices"]["sentence"] == GAIN
    assert gains["public.invoices"]["every_row"]
    assert gains["public.log"]["actions"] == ["SELECT"]
    assert gains["public.log"]["roles"] == ["authenticated"]


def test_comments_that_ignore_nothing_are_reported(view: ReportView) -> None:
    """An unknown rule, a missing reason, and a comment without effect."""
    assert [note.partition(": ")[2] for note in view.notes if "schemasync-ignore" in note] == [
        "unknown rule 'no-primary-kay'; did you mean no-primary-key? in a schemasync-ignore comment",
        "schemasync-ignore truncate needs a reason after a colon, and ignores nothing",
        "schemasync-ignore truncate ignores nothing; remove it",
    ]


def test_every_format_shows_them(view: ReportView) -> None:
    """The comment, the report in Markdown and HTML, and the terminal."""
    terminal = StringIO()
    print_report(view, Console(width=400, file=terminal))
    links = Links(blob="https://github.com/o/r/blob/abc", folder="supabase/migrations")
    for text in (to_comment(view, links), to_markdown(view), to_html(view), terminal.getvalue()):
        plain = re.sub(r"\[`([^`]*)`\]\([^)]*\)", r"\1", text.replace("\\", ""))
        assert "row-security-off" in plain
        assert GAIN in plain
        assert "switches row security off" in plain
    assert f"[`{FILE}:2`](https://github.com/o/r/blob/abc/supabase/migrations/{FILE}#L2)" in to_comment(view, links)


def test_annotations_and_sarif_stand_at_the_line(view: ReportView) -> None:
    """With the level, the page that helps, and the reason of what is accepted."""
    (annotation,) = (item for item in annotations_of(view, "supabase/migrations") if "row-security-off" in item.title)
    assert (annotation.path, annotation.line, annotation.level) == (f"supabase/migrations/{FILE}", 2, "failure")
    assert "docs/rules/row-security-off.md" in annotation.message
    assert not any(item.title == "Strangers gain access" and item.line == 2 for item in annotations_of(view, ""))
    run = json.loads(to_sarif(view, "supabase/migrations"))["runs"][0]
    results = {result["ruleId"]: result for result in run["results"]}
    assert results["row-security-off"]["level"] == "error"
    assert results["row-security-off"]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert results["no-primary-key"]["suppressions"][0]["justification"] == "a log that nobody updates"
    helped = {rule["id"]: rule.get("helpUri", "") for rule in run["tool"]["driver"]["rules"]}
    assert helped["row-security-off"].endswith("docs/rules/row-security-off.md")


def test_a_run_fails_on_rules_of_a_level(view: ReportView) -> None:
    """`fail-on: rules`, and none without it."""
    assert failure_reasons(view, {"rules"}, "security") == ["rules (fail-on)"]
    assert failure_reasons(view, {"drift"}, "security") == []


def test_an_unknown_rule_is_an_error(tmp_path: Path) -> None:
    """With file and line, and the rule that may be meant; before anything starts."""
    folder = tmp_path / "supabase" / "migrations"
    folder.mkdir(parents=True)
    (folder / "1_a.sql").write_text("SELECT 1;", encoding="utf-8")
    config = tmp_path / "schemasync.toml"
    config.write_text('\n[[rules]]\nid = "row-securty-off"\nlevel = "off"\nreason = "x"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        check(settings_from(migrations=folder, database_url="postgresql://nobody@localhost/none", config=config))
    assert raised.value.message == f"{config}:2: unknown rule 'row-securty-off'; did you mean row-security-off?"


@pytest.mark.parametrize(
    ("entry", "line", "problem"),
    [
        ('id = "truncate"\nlevel = "off"\n', 1, "the setting of a rule needs 'reason'"),
        ('id = "truncate"\nlevel = "loud"\nreason = "x"\n', 3, "level must be one of security, breaking"),
        ('id = "truncate"\nlevel = "off"\nreason = "x"\nobject = "public.t"\n', 5, "unknown key 'object'"),
    ],
)
def test_a_wrong_setting_is_an_error(tmp_path: Path, entry: str, line: int, problem: str) -> None:
    """Each with its line."""
    config = tmp_path / "schemasync.toml"
    config.write_text(f"[[rules]]\n{entry}", encoding="utf-8")
    with pytest.raises(SettingsError, match=f":{line}: ") as raised:
        settings_from(migrations=tmp_path, database_url="x", config=config, reads_migrations=False)
    assert problem in raised.value.message


RENAMED = """ALTER TABLE public.known RENAME TO renamed;
ALTER TABLE public.renamed RENAME COLUMN id TO number;
ALTER POLICY own ON public.invoices RENAME TO mine;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO service_role;
"""


def test_a_rename_is_nothing_new(compare: Compare) -> None:
    """A renamed object is not reported again under its new name, nor are default privileges of other roles."""
    files = {"20250101_first.sql": APPLIED, "20250301_rename.sql": RENAMED}
    report = compare(files, APPLIED, {"20250101": ("first", None)})
    assert report["pull_request"]["rules"] == []
    assert report["pull_request"]["access"] == []


NOTES = """CREATE TABLE public.notes (id bigint PRIMARY KEY, owner uuid, shared boolean);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_notes ON public.notes FOR SELECT USING (owner = (SELECT auth.uid()));
"""
MORE = """CREATE TABLE public.boards (id bigint PRIMARY KEY, owner uuid);
ALTER TABLE public.boards ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.boards FOR ALL USING (owner = auth.uid());
CREATE POLICY members ON public.boards FOR SELECT TO authenticated
    USING (EXISTS (SELECT FROM public.boards b WHERE b.owner = (SELECT auth.uid())));
GRANT SELECT ON public.known TO anon;
DROP POLICY own ON public.invoices;
CREATE POLICY all_signed_in ON public.invoices FOR SELECT USING (auth.role() = 'authenticated' OR auth.uid() IS NOT NULL);
CREATE ROLE readers NOLOGIN;
GRANT readers TO authenticated;
CREATE TABLE public.salaries (id bigint PRIMARY KEY);
REVOKE ALL ON public.salaries FROM anon, authenticated;
GRANT SELECT ON public.salaries TO readers;
CREATE VIEW public.all_salaries WITH (security_invoker = on) AS SELECT * FROM public.salaries;
CREATE POLICY "avatars are read" ON storage.objects FOR SELECT TO anon USING (bucket_id = 'avatars');
CREATE POLICY same_notes ON public.notes FOR SELECT TO authenticated USING (owner = (SELECT auth.uid()));
CREATE POLICY shared_notes ON public.notes FOR SELECT TO authenticated USING (shared);
CREATE POLICY new_notes ON public.notes FOR DELETE TO authenticated USING (owner = (SELECT auth.uid()));
CREATE POLICY every_note ON public.notes FOR DELETE TO authenticated USING (id = id);
CREATE VIEW public.release WITH (security_invoker = on) AS SELECT 7 AS version;
"""


def test_access_counts_what_policies_can_give(compare: Compare) -> None:
    """Nobody without a user gains what `auth.uid()` decides; a policy that is true for a role gives it every row."""
    applied = APPLIED + NOTES
    files = {"20250101_first.sql": applied, "20250301_more.sql": MORE}
    report = compare(files, applied, {"20250101": ("first", None)})
    sentences = [gain["sentence"] for gain in report["pull_request"]["access"] if gain["name"] == "public.notes"]
    start = "After this pull request every signed-in user can"
    assert sentences == [
        f"{start} delete every row of public.notes: 20250301_more.sql:19 creates the policy every_note.",
        f"{start} also read rows of public.notes that a further policy allows: 20250301_more.sql:17 creates the policy shared_notes.",
    ]
    gains = {(gain["name"], *gain["roles"], gain["every_row"]) for gain in report["pull_request"]["access"]}
    assert gains == {
        ("public.boards", "authenticated", False),
        ("public.invoices", "authenticated", True),
        ("public.salaries", "authenticated", True),
        ("public.all_salaries", "authenticated", False),
        ("public.notes", "authenticated", True),
        ("public.notes", "authenticated", False),
        ("storage.objects", "anon", False),
        ("public.release", "anon", "authenticated", False),
    }


def test_access_through_a_view_names_what_opens_its_table(compare: Compare) -> None:
    """A view that the pull request does not touch opens with its table, at the statement that switches row security off."""
    view = "CREATE VIEW public.bills WITH (security_invoker = on) AS SELECT id FROM public.invoices;\n"
    opened = (
        "CREATE TABLE public.other (id bigint PRIMARY KEY);\nALTER TABLE public.invoices DISABLE ROW LEVEL SECURITY;\n"
    )
    opened += "GRANT ALL ON public.invoices TO anon;\n"
    files = {"20250101_first.sql": APPLIED + view, FILE: opened}
    report = compare(files, APPLIED + view, {"20250101": ("first", None)})
    ends = {
        gain["sentence"].partition(": ")[2]
        for gain in report["pull_request"]["access"]
        if gain["name"] == "public.bills"
    }
    assert ends == {f"{FILE}:2 opens public.invoices, which the view reads."}
    dropped = [change for change in report["pending"]["changes"] if change["name"] == "public.invoices"]
    assert [(change["origin"]["file"], change["origin"]["line"]) for change in dropped] == [(FILE, 2)]


@pytest.mark.parametrize(
    ("body", "makes"), [("CREATE TEMP TABLE t (a int)", True), ("SELECT temperature FROM t", False)]
)
def test_a_temporary_table_is_not_missing(body: str, *, makes: bool) -> None:
    """A checker cannot see the table that the function itself creates."""
    assert makes_temporary_table(body) == makes
