"""Objects of migrations that could not be replayed, or that seem not to have run: nothing is claimed of them, and nothing is dropped."""

from __future__ import annotations

from tests.plugins.replays import FIRST, Compare

FAILING = """
create table public.u (id serial primary key, kind text);
grant select on public.u to nobody_here;
insert into storage.buckets (id, name) values ('b', 'b');
do $$ begin execute 'create table public.dyn (id int)'; end $$;
alter table public.a add column extra int;
create policy late on public.a using (extra > 1);
"""


def test_nothing_unknown_gets_a_script(compare: Compare) -> None:
    """A file that fails may have made what the database has, also by statements that it builds."""
    made = "create table public.u (id serial primary key, kind text); create table public.dyn (id int);"
    made += "create policy late on public.a using (true);"
    report = compare({"1_a.sql": FIRST, "2_b.sql": FAILING}, FIRST + made)
    assert report["status"] == "incomplete"
    assert {(problem["status"], problem["severity"]) for problem in report["problems"]} == {("UNKNOWN", "functional")}
    assert [fix for problem in report["problems"] for fix in problem["fixes"]] == []
    assert "DROP" not in report["plans"]["repair"]["sql"]


def test_what_is_known_beside_an_unknown_table(compare: Compare) -> None:
    """The sequence of its serial column is as unknown as the table; a view of it opens rows, whatever made the table."""
    made = (
        "create table public.u (id serial primary key, kind text); create view public.shows as select * from public.u;"
    )
    named = "".join(line for line in FAILING.splitlines(keepends=True) if not line.startswith("do"))
    report = compare({"1_a.sql": FIRST, "2_b.sql": named}, FIRST + made)
    statuses = {each["name"]: each["status"] for problem in report["problems"] for each in problem["findings"]}
    assert (statuses["public.u_id_seq"], statuses["public.shows"]) == ("UNKNOWN", "EXTRA")
    [problem] = [each for each in report["problems"] if each["name"] == "public.u"]
    assert problem["severity"] == "security"
    assert problem["sentence"].startswith(
        "Anyone with the anon key, and every signed-in user, can now read, add rows to"
    )
    assert "Nothing can be said about the rest: " in problem["sentence"]
    assert [fix for fix in problem["fixes"] if fix["sql"]] == []


def test_a_file_that_seems_not_to_have_run(compare: Compare) -> None:
    """Without a history, a file of which the database has nothing is no manual change."""
    report = compare({"1_a.sql": FIRST, "2_b.sql": "CREATE TABLE public.late (id int);"}, FIRST)
    [problem] = report["problems"]
    assert problem["cause"] == "2_b.sql seems not to have run"
    assert problem["recommendation"].startswith("Push the file once the history records those that ran")
