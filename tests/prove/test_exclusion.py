"""Changes that no statement can make are excluded from the plans, and the rest is proven nevertheless."""

from __future__ import annotations

from schemasync.core.model import Edge, Ref, Snapshot
from schemasync.kinds.access.owner import Owner
from schemasync.prove.exclusion import Exclusion, blocked_changes
from tests.plugins.replays import COLUMNS, FIRST, TABLE, Compare, Report

ROWS = {"1": ("a", [FIRST])}
BOSS = """
CREATE FUNCTION public.pid() RETURNS int LANGUAGE internal AS 'pg_backend_pid';
CREATE VIEW public.pids AS SELECT public.pid() AS pid;
COMMENT ON VIEW public.pids IS 'theirs';
"""
"""Only a superuser makes such a function, so the mirror can have neither it nor the view."""
BY_HAND = FIRST + "ALTER TABLE public.a ADD COLUMN extra text;"


def fixes(report: Report, name: str) -> dict[str, bool]:
    [finding] = [f for f in report["findings"] if f["name"] == name]
    return {fix["direction"]: fix["proven"] for fix in finding["fixes"]}


def test_objects_that_the_mirror_cannot_have(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, BY_HAND, ROWS, TABLE + COLUMNS + BOSS)
    assert fixes(report, "public.a.extra") == {"repair": True, "adopt": True}
    assert fixes(report, "public.pid()") == {"repair": False, "adopt": False}
    assert fixes(report, "public.pids") == {"repair": False, "adopt": False}
    [sentence] = [note for note in report["diagnostics"] if note.startswith("the adoption plan leaves out")]
    assert "function public.pid(), view public.pids (function public.pid(): permission denied" in sentence


def test_no_other_differences_than_objects_that_the_mirror_cannot_have(compare: Compare) -> None:
    report = compare({"1_a.sql": FIRST}, FIRST, ROWS, TABLE + COLUMNS + BOSS)
    assert fixes(report, "public.pid()") == {"repair": False, "adopt": False}
    assert any("there is no repair plan: function public.pid()" in note for note in report["diagnostics"])


def test_pending_without_it(compare: Compare) -> None:
    """It applies; where it does not, that may be the mirror's fault."""
    more = "ALTER TABLE public.a ADD COLUMN more text;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": more}, BY_HAND, ROWS, TABLE + COLUMNS + BOSS)
    assert report["pending"]["dry_run"]["ok"] is True
    uses = "CREATE VIEW public.mine AS SELECT * FROM public.pids;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": uses}, BY_HAND, ROWS, TABLE + COLUMNS + BOSS)
    assert report["pending"]["dry_run"] is None
    clash = "ALTER TABLE public.a ADD COLUMN extra text;"
    report = compare({"1_a.sql": FIRST, "2_b.sql": clash}, BY_HAND, ROWS, TABLE + COLUMNS + BOSS)
    assert report["pending"]["dry_run"]["ok"] is False


def test_a_state_that_no_statement_creates(compare: Compare) -> None:
    """An index that is invalid: no migration makes it so, and the rest is repaired and adopted."""
    ours = FIRST + "CREATE INDEX noted ON public.a (note);"
    broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'public.noted'::regclass;"
    theirs = BY_HAND + "CREATE INDEX noted ON public.a (note);"
    report = compare({"1_a.sql": ours}, theirs, {"1": ("a", [ours])}, TABLE + COLUMNS + broken)
    assert fixes(report, "public.a.extra") == {"repair": True, "adopt": True}
    assert fixes(report, "public.noted") == {"repair": False}
    assert any("index public.noted (it still differs after the plan)" in note for note in report["diagnostics"])


def test_a_dependent_that_the_mirror_lacks(compare: Compare) -> None:
    """The view must be replaced, and with it a dependent in the database that no plan names."""
    ours = FIRST + "CREATE VIEW public.v AS SELECT id FROM public.a;"
    theirs = BY_HAND + "CREATE VIEW public.v AS SELECT id, note FROM public.a;"
    boss = BOSS + "CREATE VIEW public.noted AS SELECT public.pid() AS pid, note FROM public.v;"
    report = compare({"1_a.sql": ours}, theirs, {"1": ("a", [ours])}, TABLE + COLUMNS + boss)
    assert fixes(report, "public.v") == {"repair": False, "adopt": True}
    assert fixes(report, "public.a.extra") == {"repair": True, "adopt": True}


def test_a_statement_that_changes_more_than_its_object(compare: Compare) -> None:
    """A child that is attached again defines its columns itself, and that is no reason not to attach it."""
    made = FIRST + "CREATE TABLE public.parent (id int); CREATE TABLE public.child () INHERITS (public.parent);"
    report = compare(
        {"1_a.sql": made}, made + "ALTER TABLE public.child NO INHERIT public.parent;", {"1": ("a", [made])}
    )
    assert [fix["proven"] for problem in report["problems"] for fix in problem["fixes"]] == [True] * 2


def test_subscriptions_are_the_server_s(compare: Compare) -> None:
    made = "CREATE SUBSCRIPTION far CONNECTION 'host=192.0.2.1 password=x' PUBLICATION p WITH (connect = false, slot_name = NONE);"
    owned = "ALTER SUBSCRIPTION far OWNER TO postgres;"  # the role that runs migrations, as in the shadow
    rows = {"1": ("a", [FIRST]), "2": ("b", [made])}
    report = compare({"1_a.sql": FIRST, "2_b.sql": made}, BY_HAND, rows, TABLE + COLUMNS + made + owned)
    assert [finding["name"] for finding in report["findings"]] == ["public.a.extra"]
    assert fixes(report, "public.a.extra") == {"repair": True, "adopt": True}


def test_a_side_effect_is_attributed_to_a_change_on_the_same_table() -> None:
    """The column was to stay as it is: the change on its table is at fault, and none elsewhere."""
    table, column, policy, other = (Ref(*ref) for ref in (
        ("table", ("s", "t")), ("column", ("s", "t", "c")), ("policy", ("s", "t", "p")), ("policy", ("s", "u", "p")),
    ))  # fmt: skip
    edges = (Edge(column, table, "s"), Edge(policy, table, "s"))
    before, after = (
        Snapshot(
            180000, "r", "d", {table: Owner("a"), column: Owner("a"), policy: Owner(who), other: Owner(who)}, edges, {}
        )
        for who in ("a", "b")
    )
    exclusion = Exclusion(column, "it still differs after the plan")
    assert blocked_changes({column: exclusion}, before, after, before.objects.keys()) == {policy: exclusion}


def test_default_privileges_do_not_keep_their_schema(compare: Compare) -> None:
    """Default privileges are not compared where no migration writes them, and are no reason to keep their schema."""
    theirs = FIRST + "CREATE SCHEMA api; ALTER DEFAULT PRIVILEGES IN SCHEMA api GRANT SELECT ON TABLES TO anon;"
    report = compare({"1_a.sql": FIRST}, theirs, ROWS)
    assert fixes(report, "api")["repair"] is True


def test_a_grant_that_only_another_role_can_take_back(compare: Compare) -> None:
    """REVOKE without effect is no error; the reason is said."""
    report = compare(
        {"1_a.sql": FIRST}, FIRST, {"1": ("a", [FIRST])}, TABLE + COLUMNS + "GRANT SELECT ON auth.users TO anon;"
    )
    (problem,) = report["problems"]
    assert [(fix["direction"], fix["proven"]) for fix in problem["fixes"]] == [("repair", False), ("adopt", False)]
    assert all("PostgreSQL ran the statement, and nothing changed" in fix["reason"] for fix in problem["fixes"])
