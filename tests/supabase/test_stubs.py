"""Stubs of extensions answer as the extensions do, and send nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import psycopg
import pytest

from schemasync.supabase import platform as platform_sql
from schemasync.supabase.stubs import FIXED_SCHEMAS
from tests.supabase.facts import FACTS, REAL_EXTENSIONS


def test_stubs_of_default_extensions_are_not_part_of_the_database() -> None:
    names = [name for name, _ in platform_sql.database_sql()]
    assert names == sorted(names)
    assert {"pgcrypto", "supabase_vault", "uuid-ossp"} <= set(platform_sql.stub_sql())


@pytest.fixture(name="stubbed")
def _stubbed(platform_dsn: str) -> Iterator[psycopg.Connection]:
    """Every stub that isn't there yet, in a transaction that is rolled back, seen by `postgres`."""
    with psycopg.connect(platform_dsn) as connection:
        connection.execute("set local search_path = ''")
        there = {name for (name,) in connection.execute(REAL_EXTENSIONS)}
        for name, sql in platform_sql.stub_sql().items():
            if name not in there and name not in FACTS["extensions"]:
                if (schema := FIXED_SCHEMAS.get(name, "extensions")) != "pg_catalog":
                    connection.execute(f"create schema if not exists {schema}".encode())
                connection.execute(sql)
        connection.execute(platform_sql.webhooks_sql())
        connection.execute("set local session authorization postgres")
        connection.execute("set local search_path = public, extensions")
        yield connection
        connection.rollback()


def first_value(connection: psycopg.Connection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_cron_records_jobs(stubbed: psycopg.Connection) -> None:
    value = partial(first_value, stubbed)
    job = value("select cron.schedule('nightly', '0 3 * * *', 'select 1')")
    assert value("select cron.schedule('nightly', '30 seconds', 'select 2')") == job
    value("select cron.alter_job(job_id => jobid, active => false) from cron.job")
    rows = stubbed.execute(
        "select jobid, jobname, schedule, command, username, active, database = current_database() from cron.job"
    )
    assert rows.fetchall() == [(job, "nightly", "30 seconds", "select 2", "postgres", False, True)]
    assert value("select cron.unschedule('nightly')")
    for query in (
        "select cron.unschedule('nightly')",
        "select cron.schedule('nightly', 'at three', 'select 1')",
        "select cron.schedule_in_database('n', '* * * * *', 'select 1', 'db', 'supabase_admin')",
        "insert into cron.job (schedule, command) values ('* * * * *', 'select 1')",
    ):
        with pytest.raises(psycopg.Error), stubbed.transaction():
            stubbed.execute(query)


def test_queues_queue(stubbed: psycopg.Connection) -> None:
    def rows(query: str) -> list[Any]:
        return [row[0] for row in stubbed.execute(query)]

    rows("select pgmq.create('q'), pgmq.create_unlogged('u')")
    assert rows("select pgmq.send('q', '{\"a\": 1}')") == [1]
    assert rows("select pgmq.send_batch('q', array['{}', '{}']::jsonb[], 60)") == [2, 3]
    assert rows("select msg_id from pgmq.read('q', 30, 5)") == [1]
    assert rows("select msg_id from pgmq.read('q', 30, 5)") == []
    assert rows("select (pgmq.metrics('q')).queue_length") == [3]
    assert rows("select pgmq.archive('q', 1)") == [True]
    assert rows("select pgmq.delete('q', array[2, 7]::bigint[])") == [2]
    assert rows("select msg_id from pgmq.a_q") == [1]
    assert rows("select queue_name from pgmq.list_queues() where not is_unlogged") == ["q"]
    assert rows("select pgmq.drop_queue('q')") == [True]


def test_other_stubs_answer(stubbed: psycopg.Connection) -> None:
    value = partial(first_value, stubbed)
    assert len(value("select sign('{\"sub\": 1}', 'secret')").split(".")) == len(("header", "payload", "signature"))
    assert value("select valid from verify(sign('{\"sub\": 1}', 'secret'), 'secret')")
    assert not value("select valid from verify(sign('{\"exp\": 1}', 'secret'), 'secret')")
    assert value("select net.http_post('https://example.com', '{}')") > 0
    assert value("select net._urlencode_string('a b/é')") == "a%20b%2F%C3%A9"
    assert value("select id_decode(id_encode(array[5, 600], 'salt', 20))") == [5, 600]
    assert value("select jsonb_matches_schema('{}', '{}')")
    assert value("select errors from index_advisor('select 1')")
    assert "errors" in value("select graphql_public.graphql(query => '{ a }')")
    with pytest.raises(psycopg.errors.FeatureNotSupported), stubbed.transaction():
        stubbed.execute("select http_get('https://example.com')")


def test_vectors_have_dimensions_and_distances(stubbed: psycopg.Connection) -> None:
    stubbed.execute("create table public.d (id integer, e vector(3))")
    stubbed.execute("insert into d values (1, '[1,2,3]'), (2, '[3,2,1]')")
    stubbed.execute("create index on d using hnsw (e vector_cosine_ops)")
    nearest = stubbed.execute("select id, e <-> '[3,2,2]' from d order by e <-> '[3,2,2]'")
    assert nearest.fetchone() == (2, 1.0)
    column = "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'd'::regclass and attnum = 2"
    assert stubbed.execute(column).fetchone() == ("vector(3)",)
    with pytest.raises(psycopg.errors.DataException), stubbed.transaction():
        stubbed.execute("insert into d values (3, array[1, 2]::vector)")


def test_webhooks_are_triggers_that_send_nothing(stubbed: psycopg.Connection) -> None:
    stubbed.execute("create table public.hooked (id integer)")
    stubbed.execute("""
        create trigger hook after insert on public.hooked for each row
        execute function supabase_functions.http_request('https://e.com', 'POST', '{}', '{}', '1000')""")
    stubbed.execute("insert into public.hooked values (1)")
