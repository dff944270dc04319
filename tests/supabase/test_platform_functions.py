"""Functions of the platform's services behave as on a hosted database."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest


@pytest.mark.parametrize(
    ("settings", "query", "answer"),
    [
        (
            {"request.jwt.claims": '{"sub": "00000000-0000-0000-0000-000000000001"}'},
            "auth.uid()::text",
            "00000000-0000-0000-0000-000000000001",
        ),
        (
            {"request.jwt.claim.sub": "00000000-0000-0000-0000-000000000002"},
            "auth.uid()::text",
            "00000000-0000-0000-0000-000000000002",
        ),
        ({}, "auth.uid()", None),
        ({"request.jwt.claims": ""}, "auth.role()", None),
        (
            {"request.jwt.claims": '{"role": "anon", "email": "a@b.c"}'},
            "auth.role() || auth.email()",
            "anona@b.c",
        ),
        ({"request.jwt.claims": '{"app": 1}'}, "auth.jwt() -> 'app'", 1),
        ({}, "storage.foldername('a/b/c.tar.gz')", ["a", "b"]),
        ({}, "storage.foldername('c')", []),
        ({}, "storage.filename('a/b/c.tar.gz')", "c.tar.gz"),
        ({}, "storage.extension('a/b/c.tar.gz')", "gz"),
        ({}, "storage.get_common_prefix('a/b/c', 'a/', '/')", "a/b/"),
        ({}, "storage.get_common_prefix('a/b', 'a/', '/')", None),
        (
            {"storage.operation": "storage.object.list"},
            "storage.allow_only_operation('object.list')",
            True,
        ),
        (
            {"storage.operation": "object.get"},
            "storage.allow_any_operation(array['object.list', ''])",
            False,
        ),
        ({"realtime.topic": "room"}, "realtime.topic()", "room"),
        ({}, "length(extensions.uuid_generate_v4()::text)", 36),
        (
            {},
            "extensions.uuid_generate_v5(extensions.uuid_ns_dns(), 'python.org')::text",
            "886313e1-3b8a-5372-9b90-0c9aee199e5d",
        ),
        (
            {},
            "extensions.uuid_generate_v3(extensions.uuid_ns_dns(), 'python.org')::text",
            "6fa459ea-ee8a-3ca4-894e-db77e160355e",
        ),
        (
            {},
            "encode(extensions.digest('abc', 'sha1'), 'hex')",
            "a9993e364706816aba3e25717850c26c9cd0d89d",
        ),
        (
            {},
            "encode(extensions.hmac('data', 'key', 'sha1'), 'hex')",
            "104152c5bfdca07bc633eebd46199f0255c9f49d",
        ),
        (
            {},
            "extensions.pgp_sym_decrypt(extensions.pgp_sym_encrypt('text', 'key'), 'key')",
            "text",
        ),
        ({}, "length(extensions.crypt('secret', extensions.gen_salt('bf')))", 60),
        (
            {},
            "(select extensions.crypt('pw', c) = c from extensions.crypt('pw', extensions.gen_salt('md5')) as c)",
            True,
        ),
    ],
)
def test_functions_do_what_they_say(platform_dsn: str, settings: dict[str, str], query: str, answer: Any) -> None:
    with psycopg.connect(platform_dsn) as connection:
        connection.execute("set local search_path = ''")
        for setting, value in settings.items():
            connection.execute("select set_config(%s, %s, true)", (setting, value))
        assert connection.execute(f"select {query}").fetchone() == (answer,)
        connection.rollback()


def test_storage_refuses_direct_deletes(platform_dsn: str) -> None:
    with psycopg.connect(platform_dsn) as connection:
        connection.execute("insert into storage.buckets (id, name) values ('b', 'b')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute("delete from storage.buckets")
        connection.execute("set local storage.allow_delete_query = true")
        connection.execute("delete from storage.buckets")
        connection.rollback()


def test_storage_listings(platform_dsn: str) -> None:
    with psycopg.connect(platform_dsn) as connection:
        connection.execute("insert into storage.buckets (id, name) values ('b', 'b')")
        for name in ("a/1.png", "a/2.png", "a/b/3.png", "z.png"):
            connection.execute("insert into storage.objects (bucket_id, name) values ('b', %s)", (name,))

        def names(query: str) -> list[str]:
            return [row[0] for row in connection.execute(query)]

        assert names("select name from storage.search('', 'b')") == ["a", "z.png"]
        assert names("select name from storage.search('a/', 'b', 100, 2)") == [
            "1.png",
            "2.png",
            "b",
        ]
        assert names("select name from storage.search('A/', 'b', 1, 2, 1)") == ["2.png"]
        assert names("select name from storage.search('a/', 'b', sortcolumn => 'created_at')") == [
            "b",
            "1.png",
            "2.png",
        ]
        assert names("select name from storage.search_v2('', 'b')") == ["a/", "z.png"]
        assert names("select key from storage.search_v2('a/', 'b', levels => 2, sort_order => 'desc')") == [
            "b",
            "2.png",
            "1.png",
        ]
        assert names("select name from storage.search_v2('a/', 'b', sort_column => 'created_at')") == [
            "a/1.png",
            "a/2.png",
            "a/b/",
        ]
        assert names(
            "select name from storage.list_objects_with_delimiter('b', 'a/', '/', start_after => 'a/1.png')"
        ) == ["a/2.png", "a/b"]
        connection.rollback()


def test_realtime_send_never_fails_its_caller(platform_dsn: str) -> None:
    with psycopg.connect(platform_dsn) as connection:
        connection.execute("create table public.t (id integer)")
        connection.execute("""
            create function public.tell() returns trigger language plpgsql as $$
            begin
                perform realtime.broadcast_changes(
                    't', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
                return null;
            end $$""")
        connection.execute("create trigger tell after insert on public.t for each row execute function public.tell()")
        connection.execute("insert into public.t values (1)")
        connection.execute("""
            create table realtime.messages_all partition of realtime.messages
            for values from (minvalue) to (maxvalue)""")
        connection.execute("insert into public.t values (2)")
        sent = connection.execute("select topic, event, payload -> 'record' ->> 'id' from realtime.messages")
        assert sent.fetchall() == [("t", "INSERT", "2")]
        connection.rollback()


def test_vault_keeps_secrets(platform_dsn: str) -> None:
    with psycopg.connect(platform_dsn) as connection:
        connection.execute("set local session authorization postgres")
        connection.execute("select vault.create_secret('s3cret', 'name', 'what for')")
        connection.execute("select vault.update_secret((select id from vault.secrets), new_description => 'else')")
        row = connection.execute("select name, description, decrypted_secret from vault.decrypted_secrets")
        assert row.fetchall() == [("name", "else", "s3cret")]
        connection.rollback()
