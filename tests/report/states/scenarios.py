"""The states of the pictures: what each adds to the shop's migrations, and what somebody did to its database by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.example import EXAMPLE

ADD_NOTES = """CREATE TABLE public.order_notes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES public.orders (id),
    body text NOT NULL
);
CREATE INDEX order_notes_order_id_idx ON public.order_notes (order_id);
ALTER TABLE public.order_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Own notes" ON public.order_notes FOR SELECT
    USING (EXISTS (SELECT FROM public.orders o WHERE o.id = order_id AND o.customer_id = (SELECT auth.uid())));

CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.updated_at = clock_timestamp();
    RETURN NEW;
END;
$$;
"""
BREAK_RULES = """CREATE INDEX orders_created_at_idx ON public.orders (created_at);
CREATE TABLE public.coupons (code text PRIMARY KEY, discount integer NOT NULL);
CREATE POLICY "Everybody" ON public.order_lines FOR SELECT USING (true);
ALTER TABLE public.orders DROP COLUMN note;
"""
BY_HAND = """
ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
DROP POLICY "Own profile" ON public.profiles;
GRANT SELECT, UPDATE ON public.order_lines TO anon;
CREATE TABLE public.orders_backup AS SELECT * FROM public.orders;
ALTER TABLE public.profiles ADD COLUMN avatar_url text;
ALTER TABLE public.profiles ALTER COLUMN display_name DROP NOT NULL;
DROP INDEX public.orders_customer_id_idx;
CREATE INDEX orders_status_idx ON public.orders (status);
ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
ALTER TABLE public.order_lines ALTER COLUMN amount SET DEFAULT 0;
ALTER TABLE public.order_lines ALTER COLUMN product TYPE varchar(200);
ALTER TYPE public.order_status ADD VALUE 'cancelled';
COMMENT ON TABLE public.orders IS 'Changed in the dashboard';
CREATE OR REPLACE VIEW public.open_orders WITH (security_invoker = on) AS
    SELECT id, customer_id, total FROM public.orders WHERE status <> 'shipped';
CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $f$
BEGIN
    NEW.updated_at = clock_timestamp();
    RETURN NEW;
END;
$f$;
DROP TRIGGER orders_touch ON public.orders;
CREATE FUNCTION public.orders_of(customer uuid) RETURNS SETOF public.orders LANGUAGE sql SECURITY DEFINER
    AS 'SELECT * FROM public.orders WHERE customer_id = customer';
"""
EXPOSE = "ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY"
TABLES = 75
MANY = "".join(
    f"CREATE TABLE public.part_{n:03} (id bigint PRIMARY KEY, name text NOT NULL, price numeric(10, 2));\n"
    f"ALTER TABLE public.part_{n:03} ENABLE ROW LEVEL SECURITY;\n"
    f"CREATE INDEX part_{n:03}_name_idx ON public.part_{n:03} (name);\n"
    for n in range(1, TABLES + 1)
)
MANY_BY_HAND = "".join(
    f"ALTER TABLE public.part_{n:03} ADD COLUMN legacy_{n} text;\n"
    f"DROP INDEX public.part_{n:03}_name_idx;\n"
    f"ALTER TABLE public.part_{n:03} ALTER COLUMN name DROP NOT NULL;\n"
    f"COMMENT ON TABLE public.part_{n:03} IS 'part {n}';\n"
    for n in range(1, TABLES + 1)
) + "".join(f"ALTER TABLE public.part_{n:03} DISABLE ROW LEVEL SECURITY;\n" for n in (7, 21, 63))


@dataclass(frozen=True)
class Scenario:
    """How a state comes about.

    Attributes:
        text: the state in a phrase.
        applied: further migrations that the database has recorded.
        pending: further files that it does not have.
        by_hand: SQL that somebody ran on the database.
        history: whether the database has a history of migrations.
        remote_only: (version, name, SQL) that only the history has.
        example: the project is the example of the marketplace instead of the shop.
        base: SQL that was run before the base branch's last report; None if there is none.
        declared: files of supabase/schemas.
    """

    text: str
    applied: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[str, str] = field(default_factory=dict)
    by_hand: str = ""
    history: bool = True
    remote_only: tuple[str, str, str] | None = None
    example: bool = False
    base: str | None = None
    declared: Mapping[str, str] = field(default_factory=dict)


NOTES = {"20260310110000_order_notes.sql": ADD_NOTES}
SCENARIOS: Mapping[str, Scenario] = {
    "in_sync": Scenario("in sync, nothing to deploy"),
    "pending": Scenario("in sync, with a pending file", pending=NOTES),
    "exposure": Scenario("one table is open to everybody", by_hand=EXPOSE, pending=NOTES),
    "drift": Scenario("some fifteen problems", by_hand=BY_HAND),
    "many": Scenario("three hundred problems", {"20260220120000_parts.sql": MANY}, by_hand=MANY_BY_HAND),
    "push_refuses": Scenario(
        "push refuses", pending=NOTES,
        remote_only=("20260301080000", "add_avatar", "ALTER TABLE public.profiles ADD COLUMN avatar_url text"),
    ),
    "pending_fails": Scenario(
        "the pending file fails",
        pending={"20260310110000_avatar.sql": "ALTER TABLE public.profiles ADD COLUMN avatar_url text;\n"},
        by_hand="ALTER TABLE public.profiles ADD COLUMN avatar_url text",
    ),
    "may_fail": Scenario(
        "rows may refuse the pending file",
        pending={"20260310110000_note_required.sql": "ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;\n"},
    ),
    "incomplete": Scenario(
        "an applied migration cannot be replayed",
        {"20260220120000_report.sql": "CREATE VIEW public.totals AS SELECT sum(amount_paid) FROM public.orders;\n"},
    ),
    "rules": Scenario("the pull request breaks rules", pending={"20260310110000_coupons.sql": BREAK_RULES}),
    "no_history": Scenario("the database has no history of migrations", history=False),
    "example": Scenario("the example of the marketplace", history=False, example=True, by_hand=(EXAMPLE / "drift.sql").read_text()),
    "known": Scenario(
        "one problem is new, two were there before", by_hand="DROP TRIGGER orders_touch ON public.orders",
        base="ALTER TABLE public.profiles ADD COLUMN avatar_url text; DROP INDEX public.orders_customer_id_idx",
        pending=NOTES,
    ),
    "declared": Scenario(
        "the schema files declare more than the migrations make",
        declared={"tags.sql": "CREATE TABLE public.tags (name text PRIMARY KEY);\nALTER TABLE public.tags ENABLE ROW LEVEL SECURITY;\n"},
    ),
}  # fmt: skip
