"""Each statement of the pending files, with what it did in the trial: locks, rewrites, scans, changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.plugins.replays import Compare

BASE = """
CREATE TABLE public.orders (id bigint PRIMARY KEY, email text, total int, note varchar(10));
CREATE TABLE public.customers (id bigint PRIMARY KEY, name text);
CREATE VIEW public.emails AS SELECT id, email FROM public.orders;
"""
ROWS = "INSERT INTO public.orders SELECT i, 'x' FROM generate_series(1, 2000) i; ANALYZE public.orders;"
PENDING = """
ALTER TABLE public.orders ALTER COLUMN email SET NOT NULL;
ALTER TABLE public.orders ALTER COLUMN total TYPE bigint;
CREATE INDEX orders_total ON public.orders (total);
ALTER TABLE public.orders ADD COLUMN customer bigint REFERENCES public.customers (id);
CREATE TABLE public.parcels (id int PRIMARY KEY);
DO $$ BEGIN EXECUTE format('ALTER TABLE public.orders ADD CONSTRAINT positive CHECK (%I > 0)', 'total'); END $$;
ALTER TABLE public.orders RENAME COLUMN note TO remark;
DROP VIEW public.emails;
"""
ALONE = "CREATE INDEX CONCURRENTLY orders_email ON public.orders (email);"


def paths(refs: list[dict[str, Any]]) -> list[str]:
    return [".".join(ref["path"]) for ref in refs]


def changes(statement: Mapping[str, Any]) -> list[str]:
    return [
        f"{change['action']} {change['ref']['kind']} {paths([change['ref']])[0]}" for change in statement["changes"]
    ]


def test_each_statement_is_observed(compare: Compare) -> None:
    """Also inside DO blocks, and outside a transaction; a rename is a rename."""
    files = {"20250101_base.sql": BASE, "20250102_change.sql": PENDING, "20250103_alone.sql": ALONE}
    report = compare(files, BASE + ROWS, rows={"20250101": ("base", None)})
    found = report["pull_request"]["statements"]
    assert [(s["line"], s["ran"]) for s in found] == [*((line, True) for line in range(2, 10)), (1, True)]
    assert [s["outside_transaction"] for s in found] == [False] * 8 + [True]
    not_null, retyped, indexed, reference, created, block, renamed, dropped, alone = found
    (lock,) = not_null["locks"]
    assert (lock["mode"], lock["relation"]["path"], lock["rows"]) == ("ACCESS EXCLUSIVE", ["public", "orders"], 2000)
    assert lock["bytes"] >= 8192
    assert (not_null["rewrites"], paths(not_null["scans"])) == ([], ["public.orders"])
    assert paths(retyped["rewrites"]) == ["public.orders"]
    assert [(lock["mode"], *paths([lock["relation"]])) for lock in indexed["locks"]] == [("SHARE", "public.orders")]
    assert ("ACCESS EXCLUSIVE", "public.orders") in [
        (lock["mode"], *paths([lock["relation"]])) for lock in block["locks"]
    ]
    locked = {(lock["mode"], *paths([lock["relation"]])) for lock in reference["locks"]}
    assert locked >= {("SHARE ROW EXCLUSIVE", "public.customers"), ("SHARE ROW EXCLUSIVE", "public.orders")}
    assert created["locks"] == []
    assert changes(created) == ["create table public.parcels"]
    assert changes(block) == ["create constraint public.orders.positive"]
    assert paths(block["scans"]) == ["public.orders"]
    assert changes(renamed) == ["rename column public.orders.note"]
    assert paths([renamed["changes"][0]["new"]]) == ["public.orders.remark"]
    assert changes(dropped) == ["drop view public.emails"]
    assert [(lock["mode"], *paths([lock["relation"]])) for lock in alone["locks"]] == [
        ("SHARE UPDATE EXCLUSIVE", "public.orders")
    ]
    assert changes(alone) == ["create index public.orders_email"]
