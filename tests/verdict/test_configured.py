"""schemasync.toml changes a verdict: accepted, ignored, of another severity; each with a real pair of databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.replays import FIRST, Compare, Report

FOLDER = "supabase/migrations"
DRIFT = (
    FIRST
    + """
ALTER TABLE public.a ADD COLUMN "odd [name] *" text;
CREATE INDEX "by 'hand'" ON public.a (note);
CREATE TABLE public.tmp_import (i integer);
CREATE POLICY p ON public.tmp_import USING (true);
CREATE FUNCTION public.f(a integer, b text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
"""
)


@pytest.fixture
def configured(compare: Compare, tmp_path: Path) -> Compare:
    (tmp_path / FOLDER).mkdir(parents=True)

    def call(config: str) -> Report:
        (tmp_path / "schemasync.toml").write_text(config, encoding="utf-8")
        return compare({f"{FOLDER}/1_a.sql": FIRST}, DRIFT, folder=FOLDER)

    return call


def names(report: Report) -> list[str]:
    return [finding["name"] for finding in report["findings"]]


def test_the_snippets_of_the_report_accept_all(configured: Compare) -> None:
    """Each entry that the report offers, pasted, accepts its finding and no other."""
    report = configured("")
    snippets = [problem["accept_entry"] for problem in report["problems"]]
    assert len(snippets) == len(report["findings"]) == 4
    for snippet, finding in zip(snippets, report["findings"], strict=True):
        accepted = [f["name"] for f in configured(snippet)["findings"] if f["accepted"] is not None]
        assert accepted == [finding["name"]]
    whole = configured("\n".join(snippets))
    assert (whole["status"], whole["sync_percent"]) == ("synced", 100)
    assert len(whole["findings"]) == 4, "they stay visible"


def test_ignored_objects_are_listed(configured: Compare) -> None:
    report = configured(
        '[[ignore]]\nobject = "public.tmp_*"\nreason = "the import\'s"\n[[ignore]]\nobject = "public.nothing"\n'
    )
    assert not [name for name in names(report) if "tmp_import" in name]
    assert len(names(report)) == 3
    notes = [note for note in report["diagnostics"] if "ignored" in note]
    assert notes == [
        "ignored: 3 objects and parts by public.tmp_* (schemasync.toml:1): the import's",
        "ignored object public.nothing matches nothing (schemasync.toml:4)",
    ]
    assert "tmp_import" not in report["plans"]["repair"]["sql"]
    assert report["plans"]["repair"]["proven"]


def test_dependencies_of_ignored_objects_stay(compare: Compare, tmp_path: Path) -> None:
    """The mirror lacks them: a plan that takes away what they use is another thing on the database."""
    (tmp_path / FOLDER).mkdir(parents=True)
    config = '[[ignore]]\nobject = "public.their*"\nreason = "theirs"\n'
    (tmp_path / "schemasync.toml").write_text(config, encoding="utf-8")
    parts = "CREATE TABLE public.parts (k int, n {}) PARTITION BY LIST (k);"
    ours = FIRST + parts.format("bigint") + "CREATE INDEX parts_k ON public.parts (k);"
    theirs = f"""
        {FIRST} {parts.format("int")}
        CREATE TABLE public.their_part PARTITION OF public.parts FOR VALUES IN (1);
        ALTER TABLE public.a ALTER note TYPE varchar(9), ADD COLUMN extra int;
        CREATE VIEW public.their_view AS SELECT note FROM public.a;
    """
    report = compare({f"{FOLDER}/1_a.sql": ours}, theirs, folder=FOLDER)
    assert sorted(names(report)) == ["public.a.extra", "public.a.note", "public.parts.n", "public.parts_k"]
    assert report["plans"]["repair"]["sql"] == "ALTER TABLE public.a DROP COLUMN extra;\n"


def test_another_severity(configured: Compare) -> None:
    report = configured(
        '[[severity]]\nobject = "public.by*"\nkind = "index"\nlevel = "security"\n'
        '[[severity]]\nobject = "public.tmp_import"\nlevel = "cosmetic"\n'
        '[[severity]]\nobject = "x"\nlevel = "breaking"\n'
    )
    assert report["findings"][0]["severity"] == "security"
    assert report["findings"][0]["name"] == "public.by 'hand'"
    assert report["findings"][-1]["name"] == "public.tmp_import"
    assert any("severity of x matches nothing (schemasync.toml:8)" in note for note in report["diagnostics"])


@pytest.mark.parametrize(
    ("by_hand", "pairs"),
    [
        ("ALTER TABLE public.a RENAME note TO remark;", {"public.a.note": "public.a.remark"}),
        ("ALTER TABLE public.a RENAME TO b;", {"public.a": "public.b"}),
        (
            "ALTER TABLE public.a RENAME note TO one; ALTER TABLE public.a ADD two text;",
            {"public.a.note": "public.a.one"},
        ),
        ("ALTER TABLE public.a DROP note; ALTER TABLE public.a ADD one text, ADD two text;", {}),
        ("ALTER TABLE public.a DROP note; ALTER TABLE public.a ADD remark varchar(9);", {}),
    ],
)
def test_a_rename_is_one_problem_and_its_fix_keeps_the_data(
    compare: Compare, by_hand: str, pairs: dict[str, str]
) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST + by_hand)
    advice = {f["name"]: f["recommendation"] for f in report["findings"] if f["recommendation"].startswith("It may")}
    assert set(advice) == {*pairs, *pairs.values()}
    for missing, extra in pairs.items():
        assert f"the database has {extra}" in advice[missing]
    fixes = [fix for problem in report["problems"] for fix in problem["fixes"] if "RENAME" in fix["sql"]]
    assert [(fix["direction"], fix["proven"], fix["hazards"]) for fix in fixes] == (
        [("repair", True, []), ("adopt", True, [])] if pairs else []
    )
    assert ("RENAME" in report["plans"]["repair"]["sql"]) is bool(pairs)


def test_accepted_privileges_of_one_role_accept_no_other(compare: Compare, tmp_path: Path) -> None:
    """The privileges of all roles on a table are one problem; each role is accepted by an entry of its own."""
    (tmp_path / FOLDER).mkdir(parents=True)
    files = {f"{FOLDER}/1_a.sql": FIRST + "REVOKE ALL ON public.a FROM anon, authenticated;"}
    granted = files[f"{FOLDER}/1_a.sql"] + "GRANT SELECT ON public.a TO anon, authenticated;"
    [problem] = compare(files, granted, folder=FOLDER)["problems"]
    assert problem["title"] == "Access of anon and authenticated to table public.a is only in the database"
    first, second = problem["accept_entry"].split("\n\n")
    left = "Access of authenticated to table public.a is only in the database"
    for entries, titles in ((first, [left]), (f"{first}\n\n{second}", [])):
        (tmp_path / "schemasync.toml").write_text(entries, encoding="utf-8")
        found = compare(files, granted, folder=FOLDER)["problems"]
        assert [problem["title"] for problem in found if problem["accepted"] is None] == titles


def test_an_attribute_is_spelled_as_in_the_report_or_with_underscores(compare: Compare, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    entry = '[[accept]]\nobject = "public.a.note"\nattribute = "{}"\nreason = "meant"\n'
    for attribute in ("not_null", "not null"):
        (tmp_path / "schemasync.toml").write_text(entry.format(attribute), encoding="utf-8")
        by_hand = FIRST + "ALTER TABLE public.a ALTER note SET NOT NULL;"
        report = compare({f"{FOLDER}/1_a.sql": FIRST}, by_hand, folder=FOLDER)
        assert (report["status"], [each["accepted"] for each in report["findings"]]) == ("synced", ["meant"])
