"""Members of an extension are its own and not compared; objects that somebody made with it are."""

from __future__ import annotations

import pytest

from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.supabase.platform import stub_sql
from schemasync.supabase.stubs import install_stub
from tests.plugins.replays import COLUMNS, FIRST, TABLE, Compare, Report

HSTORE = "CREATE EXTENSION hstore;"
BROUGHT = "public.akeys(public.hstore)"
MORE = f"""
    ALTER EXTENSION hstore DROP FUNCTION {BROUGHT};
    DROP FUNCTION {BROUGHT};
    SET ROLE postgres;
    CREATE FUNCTION public.more(public.hstore) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    RESET ROLE;
    ALTER EXTENSION hstore ADD FUNCTION public.more(public.hstore);
"""


def differences(report: Report) -> list[tuple[str, str]]:
    return [(finding["status"], finding["name"]) for finding in report["findings"]]


@pytest.mark.parametrize(
    ("migration", "database", "later", "expected"),
    [
        (HSTORE, "", "", [("MISSING", "hstore")]),
        ("", HSTORE, "", [("EXTRA", "hstore")]),
        (HSTORE, HSTORE, MORE, []),
        (HSTORE, HSTORE, f"REVOKE EXECUTE ON FUNCTION {BROUGHT} FROM anon", [("MISSING", f"{BROUGHT}.anon")]),
        (
            HSTORE,
            HSTORE,
            f"REVOKE ALL ON FUNCTION {BROUGHT} FROM anon, authenticated, service_role, postgres",
            [("MISSING", f"{BROUGHT}.{role}") for role in ("anon", "authenticated", "service_role")],
        ),
        (
            HSTORE,
            HSTORE,
            f"GRANT EXECUTE ON FUNCTION {BROUGHT} TO pg_read_all_data",
            [("EXTRA", f"{BROUGHT}.pg_read_all_data")],
        ),
    ],
    ids=["missing", "extra", "another release", "revoked", "revoked from all", "granted"],
)
def test_privileges_on_what_an_extension_brings(
    compare: Compare, migration: str, database: str, later: str, expected: list[tuple[str, str]]
) -> None:
    prepare = TABLE + COLUMNS + later
    report = compare({"1_a.sql": FIRST + migration}, FIRST + database, {"1": ("a", None)}, prepare)
    assert differences(report) == expected
    assert sum(len(area["objects"]) for area in report["areas"]) <= 6


@pytest.mark.parametrize("name", ["hstore", "vector", "pg_cron", "postgis"])
def test_a_missing_extension_is_made(compare: Compare, name: str) -> None:
    """Its own privileges come along: no statement speaks of them, nor of default privileges in its schema."""
    report = compare({"1_a.sql": f"{FIRST} CREATE EXTENSION {name};"}, FIRST, {"1": ("a", None)})
    assert differences(report) == [("MISSING", name)]
    for option, word in (("repair", "CREATE"), ("adopt", "DROP")):
        assert report["plans"][option]["proven"]
        assert [line.split()[:2] for line in report["plans"][option]["sql"].splitlines()] == [[word, "EXTENSION"]]


def test_a_queue_is_the_projects(compare: Compare, shadow: ShadowServer) -> None:
    """A release of pgmq makes its queues members of the extension, and Supabase takes them out of it again at night."""
    shadow.create_database("with_queues")
    with shadow.connect("with_queues", ADMIN) as admin:
        install_stub(admin, "pgmq", stub_sql()["pgmq"])
        admin.execute("SET SESSION AUTHORIZATION postgres")
        admin.execute("SELECT pgmq.create('mails'), pgmq.create('tasks')")
        admin.execute("RESET SESSION AUTHORIZATION")
        for made in ("TABLE pgmq.q_mails", "TABLE pgmq.a_mails"):
            admin.execute(f"ALTER EXTENSION pgmq ADD {made}".encode())
    queues = "CREATE EXTENSION pgmq; SELECT pgmq.create('mails'), pgmq.create('{}');"
    assert compare({"1_a.sql": queues.format("tasks")}, "", template="with_queues")["status"] == "synced"
    report = compare({"1_a.sql": queues.format("other")}, "", template="with_queues")
    assert differences(report) == [("MISSING", "pgmq.other"), ("EXTRA", "pgmq.tasks")]
    shadow.drop_database("with_queues")


PARTITIONED = """CREATE EXTENSION pg_partman WITH SCHEMA extensions;
CREATE TABLE public.events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_at ON public.events (at);
SELECT extensions.create_parent('public.events', 'at', '1 day', p_premake => 2);
UPDATE extensions.part_config SET retention = '30 days' WHERE parent_table = 'public.events';
CALL extensions.run_maintenance_proc();
"""
PARTITIONED_LATER = """CREATE TABLE public.events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX events_at ON public.events (at);
SELECT extensions.create_parent('public.events', 'at', '1 day');
CREATE TABLE public.events_p20240101 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2024-01-02');
ALTER TABLE public.events_p20240101 ADD CHECK (id > 0);
CREATE TABLE public.events_p20240102 PARTITION OF public.events FOR VALUES FROM ('2024-01-02') TO ('2024-01-03')
    PARTITION BY RANGE (id);
CREATE TABLE public.events_p20240102_p0 PARTITION OF public.events_p20240102 FOR VALUES FROM (0) TO (10);
COMMENT ON TABLE public.events_p20240101 IS 'first';
"""
"""The same after some days, with facts that people put on partitions."""


def test_what_pg_partman_makes_is_not_compared(compare: Compare, shadow: ShadowServer) -> None:
    """Its partitions come as time goes by; the table that they belong to, and others beside them, are the project's."""
    shadow.create_database("with_partitions")
    with shadow.connect("with_partitions", ADMIN) as admin:
        install_stub(admin, "pg_partman", stub_sql()["pg_partman"])
    files, made = {"1_a.sql": PARTITIONED}, PARTITIONED_LATER
    assert compare(files, made, template="with_partitions")["status"] == "synced"
    more = "CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM ('2000-01-01') TO ('2001-01-01');"
    report = compare(files, made + more, template="with_partitions")
    assert differences(report) == [("EXTRA", "public.events_old")]
    assert report["plans"]["repair"]["proven"]
    other = {"1_a.sql": files["1_a.sql"].replace("at timestamptz", "at date")}
    assert differences(report := compare(other, made, template="with_partitions"))
    assert "public.events " not in report["plans"]["repair"]["sql"], "the partitions would go with the table"
    keyed = {"1_a.sql": files["1_a.sql"] + "ALTER TABLE public.events ADD PRIMARY KEY (id, at);"}
    report = compare(keyed, made, template="with_partitions")
    assert ("MISSING", "public.events.events_pkey") in differences(report)
    assert "public.events " not in report["plans"]["repair"]["sql"], "the partitions would have no part of it"
    by_hand = "CREATE TABLE public.events_p20200101 PARTITION OF public.events FOR VALUES FROM ('2020-01-01') TO ('2020-01-02');"
    report = compare({"1_a.sql": files["1_a.sql"] + by_hand}, made, template="with_partitions")
    assert differences(report) == [("MISSING", "public.events_p20200101")]
    shadow.drop_database("with_partitions")


@pytest.mark.parametrize("owned", [False, True], ids=["theirs", "ours"])
def test_what_belongs_to_an_extension_is_not_missing(compare: Compare, *, owned: bool) -> None:
    """The table is a member; nobody compared its definition, so no plan that takes it from the extension is proven.

    A table that only the database has is listed, and a function of the extension that is no member any more is found.
    """
    made = "CREATE TABLE public.kept (id int PRIMARY KEY); CREATE VIEW public.seen AS SELECT id FROM public.kept;"
    membership = """
        ALTER EXTENSION hstore ADD TABLE public.kept;
        CREATE TABLE public.hidden (id int);
        ALTER TABLE public.hidden OWNER TO postgres;
        ALTER EXTENSION hstore ADD TABLE public.hidden;
        ALTER EXTENSION hstore DROP FUNCTION public.akeys(public.hstore);
    """
    if owned:
        membership += "UPDATE pg_extension SET extowner = 'postgres'::regrole WHERE extname = 'hstore';"
    report = compare(
        {"1_a.sql": FIRST + HSTORE + made}, FIRST + HSTORE + made, {"1": ("a", None)}, TABLE + COLUMNS + membership
    )
    assert {problem["title"] for problem in report["problems"]} == {
        "Table public.kept differs in extension",
        "Function public.akeys(public.hstore) differs in extension",
    }
    sentences = [finding["sentence"] for finding in report["findings"]]
    assert any("belongs to the extension hstore" in sentence for sentence in sentences)
    assert any(
        note.startswith("not compared: table public.hidden (extension hstore)") for note in report["diagnostics"]
    )
    assert not report["plans"]["repair"]["proven"]
    reasons = [fix["reason"] for problem in report["problems"] for fix in problem["fixes"]]
    assert any("ALTER EXTENSION hstore DROP TABLE public.kept ends that" in reason for reason in reasons)


def test_partitions_of_a_range_that_moves_are_told_in_one_line(compare: Compare) -> None:
    """A job makes the next month and drops the oldest; a partition of another name is somebody's work."""
    table = "CREATE TABLE public.e (at date NOT NULL, id int) PARTITION BY RANGE (at);"
    months = [
        f"CREATE TABLE public.e_2026_{month} PARTITION OF public.e FOR VALUES FROM ('2026-{month}-01') TO ('2026-{month}-28');"
        for month in ("09", "10", "11", "12")
    ]
    odd = "CREATE TABLE public.by_hand PARTITION OF public.e FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');"
    report = compare({"1_a.sql": table + months[0] + months[1]}, table + "".join(months[1:]) + odd)
    assert [problem["title"] for problem in report["problems"]] == ["Table public.by_hand is only in the database"]
    assert (
        "not compared: partitions that come and go with time, as their names and ranges say: 3 of public.e"
        in report["diagnostics"]
    )


def test_stubs_report_the_versions_of_the_database(compare: Compare) -> None:
    """Migrations compare versions; a stub of the platform has the database's version, too.

    The report names what was checked less, as the extension is not there.
    """
    made = """
        CREATE EXTENSION pg_jsonschema WITH SCHEMA extensions;
        ALTER TABLE public.a ADD CONSTRAINT valid CHECK (extensions.jsonb_matches_schema('{}', note::jsonb));
    """
    asked = "SELECT string_agg(extversion, ' ' ORDER BY extname) FROM pg_extension WHERE extname IN ('pg_jsonschema', 'supabase_vault')"
    check = f"DO $$ BEGIN ASSERT ({asked}) = '0.1.4 0.2.8', ({asked}); END $$;"
    versions = "UPDATE pg_extension SET extversion = {} WHERE extname = {};".format
    admin = versions("'0.1.4'", "'pg_jsonschema'") + versions("'0.2.8'", "'supabase_vault'")
    report = compare(
        {"1_a.sql": FIRST + made, "2_b.sql": check}, FIRST + made, {"1": ("a", None), "2": ("b", None)}, admin=admin
    )
    assert (report["status"], report["problems"]) == ("synced", [])
    [note] = [
        note for note in report["diagnostics"] if note.startswith("a stand-in was used for the extension pg_jsonschema")
    ]
    assert note.endswith("no values, options or results, in constraint public.a.valid"), note
