"""Extensions in the schema that the API shows."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.sql import ident
from schemasync.rules.rule import Match, Rule, RuleContext, Severity

OWN_SCHEMA = frozenset({"pg_cron", "pg_net", "pgmq", "pg_graphql", "supabase_vault", "pgsodium", "pg_tle", "plpgsql"})
"""Extensions whose functions are in a schema of their own, wherever the extension is created."""


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed("extension"):
        old = context.before.objects.get(ref)
        if model.schema != "public" or ref.name in OWN_SCHEMA or (old is not None and old.schema == "public"):
            continue
        sentence = (
            f"The extension {ref.name} puts its functions into public, where the API shows them; Supabase keeps extensions in "
            "the schema extensions."
        )
        fix = f"ALTER EXTENSION {ident(ref.name)} SET SCHEMA extensions;" if model.relocatable else ""
        yield Match(context.place(ref), ref, sentence, fix)


RULE = Rule("extension-in-public", "An extension is created in public", Severity.COSMETIC, check)
