"""Real pairs of databases and their problems: one for all that is settled together, with scripts that ran, and the right advice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plugins.replays import FIRST, Compare, Report

FUNCTION = (
    FIRST
    + """
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER one BEFORE UPDATE ON public.a FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER two BEFORE INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION public.touch();
"""
)
POLICY = FIRST + "CREATE POLICY own ON public.a FOR SELECT TO authenticated USING (note = 'x');"
SHORTER = "ALTER TABLE public.a ALTER code TYPE varchar(3);"
CHECKED = FIRST + "ALTER TABLE public.a ADD code text CHECK (code IN ('EUR', 'USD'));"
OWNED = (
    "CREATE ROLE app; GRANT app TO postgres; GRANT CREATE ON SCHEMA public TO app; "
    "CREATE TABLE public.o (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n serial); "
    "ALTER TABLE public.o ENABLE ROW LEVEL SECURITY;"
)
RETYPED = """
CREATE TABLE public.users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), mail text);
CREATE TABLE public.posts (id int PRIMARY KEY, author uuid CONSTRAINT written REFERENCES public.users);
CREATE TABLE public.likes (id int PRIMARY KEY, author uuid CONSTRAINT liked REFERENCES public.users);
CREATE TABLE public.keyed (id int CONSTRAINT keyed_key PRIMARY KEY, b int);
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY; ALTER TABLE public.posts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.likes ENABLE ROW LEVEL SECURITY; ALTER TABLE public.keyed ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.users FOR SELECT TO authenticated USING (mail = 'x');
"""
BY_HAND = """
CREATE TABLE public.hand (id int PRIMARY KEY, owner uuid);
CREATE INDEX hand_owner ON public.hand (owner);
ALTER TABLE public.hand ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.hand FOR SELECT TO authenticated USING (true);
GRANT UPDATE ON public.hand TO anon;
CREATE VIEW public.hands WITH (security_invoker = true) AS SELECT id FROM public.hand;
"""


def titles_and_fixes(report: Report) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Title of each problem, with its scripts and whether each is proven."""
    return [
        (problem["title"], [(fix["direction"], fix["proven"]) for fix in problem["fixes"] if fix["sql"]])
        for problem in report["problems"]
    ]


PROVEN = [("repair", True), ("adopt", True)]


@pytest.mark.parametrize(
    ("migrations", "by_hand", "titles"),
    [
        (
            FUNCTION,
            "DROP FUNCTION public.touch() CASCADE;",
            ["Function public.touch() and its two triggers are missing"],
        ),
        (
            FIRST,
            "ALTER TABLE public.a ADD extra text; CREATE INDEX a_extra ON public.a (extra);",
            ["Column public.a.extra and its index are only in the database"],
        ),
        (FIRST, BY_HAND, ["Table public.hand and its view are only in the database"]),
        (
            POLICY,
            "ALTER TABLE public.a RENAME note TO remark;",
            ["Column public.a.note seems to be called remark in the database"],
        ),
        (FIRST, "ALTER TABLE public.a RENAME TO b;", ["Table public.a seems to be called b in the database"]),
        (
            CHECKED,
            SHORTER,
            ["Column public.a.code and its constraint differ"],
        ),
        (
            CHECKED,
            f"{SHORTER} CREATE INDEX plain ON public.a (code, id); CREATE INDEX longer ON public.a (length(code));",
            [
                "Column public.a.code differs, and 2 more objects differ",
                "Index public.plain is only in the database",
            ],
        ),
        (
            OWNED,
            "ALTER TABLE public.o OWNER TO app;",
            ["Owner of table public.o and two owners differ"],
        ),
        (
            f"{OWNED} GRANT SELECT ON public.o TO app; GRANT UPDATE (id) ON public.o TO app;",
            "ALTER TABLE public.o OWNER TO app;",
            ["Owner of table public.o differs, and 3 more objects differ"],
        ),
        (FIRST, "ALTER TABLE public.a ALTER note SET DEFAULT 'x';", ["Column public.a.note differs in default"]),
        (
            FIRST,
            "ALTER TABLE public.a ADD one int; CREATE TABLE public.b (id int); ALTER TABLE public.b ENABLE ROW LEVEL SECURITY;",
            ["Column public.a.one is only in the database", "Table public.b is only in the database"],
        ),
    ],
)
def test_findings_that_are_settled_together_are_one_problem(
    compare: Compare, migrations: str, by_hand: str, titles: list[str]
) -> None:
    report = compare({"1_a.sql": migrations}, migrations + by_hand)
    assert sorted(title for title, _ in titles_and_fixes(report)) == sorted(titles)
    assert all(fixes == PROVEN for _, fixes in titles_and_fixes(report))


@pytest.mark.parametrize(
    ("column", "change", "hazards"),
    [
        ("numeric(10,4)", "numeric(10,1)", ["data-loss"]),
        ("timestamptz", "date", ["data-loss"]),
        ("json", "jsonb", ["data-loss"]),
        ("integer", "bigint", []),
        ("varchar(5)", "text", []),
        ("numeric(10,1)", "numeric(12,3)", []),
    ],
)
def test_a_conversion_that_can_change_values_is_data_loss(
    compare: Compare, column: str, change: str, hazards: list[str]
) -> None:
    """The database has the wider type; the repair converts to what the migrations say."""
    wanted = f"CREATE TABLE public.c (v {change}); ALTER TABLE public.c ENABLE ROW LEVEL SECURITY;"
    [problem] = compare({"1_a.sql": wanted}, wanted.replace(change, column))["problems"]
    [repair] = [fix for fix in problem["fixes"] if fix["direction"] == "repair"]
    assert [hazard for hazard in repair["hazards"] if hazard == "data-loss"] == hazards


def test_scripts_that_fail_alone_and_run_together_are_one_problem(compare: Compare) -> None:
    """PostgreSQL records no dependency on a type that fits; what is not needed for it (an index of the column) is apart."""
    by_hand = """
    ALTER TABLE public.posts DROP CONSTRAINT written; ALTER TABLE public.likes DROP CONSTRAINT liked;
    ALTER TABLE public.users ALTER id DROP DEFAULT; ALTER TABLE public.users ALTER id TYPE text;
    CREATE INDEX by_author ON public.posts (author);
    ALTER TABLE public.keyed DROP CONSTRAINT keyed_key; ALTER TABLE public.keyed ALTER id DROP NOT NULL;
    """
    report = compare({"1_a.sql": RETYPED}, RETYPED + by_hand)
    both = [("repair", True), ("adopt", True)]
    assert sorted(titles_and_fixes(report)) == [
        ("Column public.users.id differs, and 2 more objects differ", both),
        ("Constraint public.keyed.keyed_key is missing, and column public.keyed.id differs", both),
        ("Index public.by_author is only in the database", both),
    ]


def test_a_column_that_rows_refuse_says_so(compare: Compare) -> None:
    wanted = FIRST + "ALTER TABLE public.a ADD COLUMN must text NOT NULL;"
    [problem] = compare({"1_a.sql": wanted}, FIRST)["problems"]
    assert "fails-on-rows" in problem["fixes"][0]["hazards"]


def test_objects_of_a_recorded_migration_are_never_dropped(compare: Compare) -> None:
    """The branch lacks the file: it is behind, or the file was lost."""
    rows = {"1": ("a", [FIRST]), "2": ("tags", ["CREATE TABLE public.tags (id int)"])}
    changed = "CREATE TABLE public.tags (id int); ALTER TABLE public.tags ADD by_hand int;"
    report = compare({"1_a.sql": FIRST}, FIRST + changed, rows)
    [problem] = report["problems"]
    assert problem["recommendation"].startswith("This branch lacks 2_tags.sql, which ran on the database:")
    assert problem["sentence"].endswith("2_tags.sql made it.")
    assert [fix["sql"] for fix in problem["fixes"]] == ["", ""]
    assert report["plans"]["repair"]["sql"] == report["plans"]["adopt"]["sql"] == ""


def test_squashed_files_are_not_to_be_fetched(compare: Compare) -> None:
    """The squash explains what they made, also where somebody changed it since."""
    more = "CREATE TABLE public.b (id int);"
    rows = {"1": ("a", [FIRST]), "2": ("b", [more])}
    report = compare({"3_squash.sql": FIRST + more}, FIRST + more + "ALTER TABLE public.b ADD by_hand int;", rows)
    assert {problem["cause"] for problem in report["problems"]} == {
        "3_squash.sql was never recorded, and its changes are in the database",
        "3_squash.sql seems to replace 2_b.sql, which ran",
    }
    assert {fix["sql"] for problem in report["problems"] for fix in problem["fixes"]} == {""}
    assert not any("fetch" in note for note in report["diagnostics"])


def test_a_squash_into_the_newest_file_is_no_edit_to_be_undone(compare: Compare) -> None:
    """`supabase migration squash` writes into the newest file, whose version the history has with other statements."""
    more = "CREATE TABLE public.b ();"
    rows = {"1": ("a", [FIRST]), "2": ("b", [more]), "3": ("c", ["SELECT 3"])}
    report = compare({"3_c.sql": FIRST + more}, FIRST + more, rows)
    notes = {item["file"]: item["note"] for item in report["migrations"]}
    assert notes["3_c.sql"] == "it seems to hold all files before it, as `supabase migration squash` writes it"
    assert notes["1_a.sql"] == "it was squashed into 3_c.sql, and the history still has it"


def test_a_new_file_is_no_squash_of_what_it_does_not_make(compare: Compare) -> None:
    """Two recorded files are lost, and the folder holds one that is new: whatever it makes, they are not to be forgotten."""
    rows = {"1": ("a", [FIRST]), "2": ("b", ["CREATE TABLE public.b (id int);"])}
    report = compare({"3_new.sql": "CREATE TABLE public.c (id int);"}, FIRST + "CREATE TABLE public.b (id int);", rows)
    assert not any("3_new.sql" in problem["cause"] + problem["recommendation"] for problem in report["problems"])
    assert {fix["sql"] for problem in report["problems"] for fix in problem["fixes"]} == {""}


def test_objects_of_a_pending_file_are_not_adopted(compare: Compare) -> None:
    more = "ALTER TABLE public.a ADD COLUMN one int; ALTER TABLE public.a ADD COLUMN two int;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": more}, FIRST + "ALTER TABLE public.a ADD COLUMN one int;", ROWS)
    [problem] = report["problems"]
    assert problem["cause"] == "manual change, which the pending 2_b.sql makes as well"
    assert titles_and_fixes(report)[0][1] == [("repair", True)]


def test_a_pending_file_that_makes_a_part_alike_is_not_the_cause(compare: Compare) -> None:
    """Both sequences of the identity are alike, but not the identity that the file asks for."""
    by_hand = "ALTER TABLE public.k ALTER id ADD GENERATED ALWAYS AS IDENTITY;"
    first = "CREATE TABLE public.k (id int PRIMARY KEY);"
    files = {"1_a.sql": first, "2_b.sql": by_hand.replace("ALWAYS", "BY DEFAULT")}
    report = compare(files, first + by_hand, {"1": ("a", [first])})
    [problem] = report["problems"]
    assert problem["cause"] == "manual change"
    assert "makes the same change" not in problem["recommendation"]
    reasons = [fix["reason"] for fix in problem["fixes"] if fix["direction"] == "adopt"]
    assert reasons == ["the pending migration 2_b.sql touches the same objects"]


ROWS = {"1": ("a", [FIRST])}


def test_the_whole_repair_says_what_it_loses(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST + "ALTER TABLE public.a ADD extra int;", ROWS)
    plans = report["plans"]
    assert plans["repair"]["warnings"] == ["Loses data: ALTER TABLE public.a DROP COLUMN extra."]
    assert plans["adopt"]["warnings"] == []


def test_an_owner_that_the_role_is_no_member_of(compare: Compare) -> None:
    """PostgreSQL refuses to change what another role owns, so no such change is called proven."""
    owned = "ALTER TABLE public.a OWNER TO supabase_admin;"
    report = compare({"1_a.sql": FIRST}, FIRST + "ALTER TABLE public.a ADD extra int;", admin=owned)
    fixes: dict[str, Any] = {problem["name"]: problem["fixes"] for problem in report["problems"]}
    [repair] = [fix for fix in fixes["public.a.extra"] if fix["direction"] == "repair"]
    assert (repair["proven"], repair["reason"]) == (False, "must be owner of table a")


def test_what_a_platform_role_made_by_hand(compare: Compare) -> None:
    """An owner that is not compared decides all the same what the project's role may drop: what is in its own schema."""
    made = """CREATE SCHEMA theirs; CREATE TABLE theirs.t (i int); CREATE PUBLICATION their_pub FOR TABLE public.a; CREATE TABLE public.b (i int);
        CREATE FUNCTION public.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE EVENT TRIGGER theirs ON sql_drop EXECUTE FUNCTION public.f();"""
    report = compare({"1_a.sql": FIRST}, FIRST, admin=made)
    fixes = [
        (item["name"], fix) for item in report["problems"] for fix in item["fixes"] if fix["direction"] == "repair"
    ]
    assert {name: (fix["proven"], fix["reason"]) for name, fix in fixes} == {
        "public.b": (True, ""),
        "theirs": (False, "table theirs.t: must be owner of table t"),
        "their_pub": (False, "must be owner of publication their_pub"),
        "public.f()": (False, "owner of event trigger theirs: it belongs to a role of the platform"),
    }


@pytest.mark.parametrize(("files", "database", "state"), [("t", "", "missing"), ("", "t", "only in the database")])
def test_a_function_names_what_it_needs_at_run_time(compare: Compare, files: str, database: str, state: str) -> None:
    """PostgreSQL records no dependency on names in a body, so function and table are settled alone, and the reader is told."""
    made = (
        "CREATE TABLE public.zeta (id int PRIMARY KEY, alpha int); ALTER TABLE public.zeta ENABLE ROW LEVEL SECURITY;"
    )
    made += "CREATE FUNCTION public.a_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.zeta';"
    texts = {"t": FIRST + made, "": FIRST}
    report = compare({"1_first.sql": texts[files]}, texts[database], {"1": ("first", [texts[files]])})
    function, table = report["problems"]
    said = f"Its body seems to name table public.zeta, which is {state}, too."
    assert (said in function["impact"], table["impact"]) == (True, "")


def test_access_of_roles_in_several_states(compare: Compare) -> None:
    """One problem names all roles, whatever differs about each."""
    made = FIRST + "CREATE ROLE reader;"
    by_hand = "GRANT SELECT ON public.a TO reader; REVOKE INSERT ON public.a FROM authenticated;"
    [problem] = compare({"1_a.sql": made}, made + by_hand)["problems"]
    assert problem["title"] == "Access of authenticated and reader to table public.a differs"
