"""Writes docs/coverage.md from the kinds themselves and from the corpus; `make coverage` runs it."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from schemasync.kinds import KINDS
from schemasync.kinds.kind import REPLACE, Kind
from tests.properties import test_corpus
from tests.properties.mutations import UNSOLVED

HEAD = """\
# Coverage

Generated from the code by `make coverage`. Every kind is compared, created and dropped; the table says what is compared of
it, and how a difference is settled. Every case of the corpus is run on PostgreSQL 15, 17 and 18, and the way back on one of
them (`make properties`: on all), with `pg_dump --schema-only` as the judge.

| kind | compared | altered in place, or replaced where PostgreSQL cannot | always replaced | corpus cases |
| --- | --- | --- | --- | ---: |
"""
MIDDLE = """
## Detected, not compared

- Large objects: they are data.
- Security labels: they belong to the provider that set them.
- Privileges on parameters: they hold for all databases of the server.
- Passwords of roles.
- Values of settings that may be secrets: of parameters that projects name themselves (`app.…`), or that sound like one.
- Comments on extensions, in a check: their control files bring them, and releases change them. `diff` compares them.
- Roles of Supabase's own, but for an attribute, a membership or a setting that opens the database beyond every release.
- Objects of kinds that only a newer server has: they are named one by one.
- Rows, but for buckets of Storage, jobs of pg_cron, queues of pgmq and the names of Vault's secrets.
- Secrets of user mappings: they are never read; their number is said.
- Connections of subscriptions that hold secrets; whether a subscription is enabled.

## PostgreSQL's own regression schema

The database that the whole of `src/test/regress/sql` leaves behind (15 and 18, some 6,000 objects) is rebuilt in an empty
one, and taken down again, by one plan each; `pg_dump --schema-only` then prints the same, large objects aside. Random parts
of it taken away and made again differ where PostgreSQL itself cannot go back: an extension that `initdb` made (plpgsql)
is printed by `pg_dump` as soon as somebody has made it again.

## Mutations without a plan

Each is a strict expected failure of `tests/properties/test_mutations.py`; it is found and blamed on the right object.

{mutations}
## Cases without a plan

Each is a strict expected failure of `tests/properties/test_corpus.py`: it must fail, or be taken from the list.

"""


def page() -> str:
    """The whole page."""
    rows = "".join(_row(kind) for kind in sorted(KINDS.values(), key=lambda kind: kind.name))
    unsolved = "".join(f"- `{_name(case)}`: {reason}\n" for case, reason in sorted(_unsolved(), key=str))
    mutations = "".join(f"- `{name}`: {reason}\n" for name, reason in UNSOLVED.items())
    return HEAD + rows + MIDDLE.format(mutations=mutations) + unsolved


def _row(kind: Kind) -> str:
    compared = [f.name for f in dataclasses.fields(kind.model) if f.compare]
    replaced = {name for alter in kind.ddl.alter if alter.rule is REPLACE for name in alter.attributes}
    altered = [name for name in compared if name not in replaced]
    cells = (", ".join(_words(names)) or "its existence" for names in (compared, altered, sorted(replaced)))
    whole, in_place, anew = cells
    return f"| {kind.label} | {whole} | {in_place if altered else ''} | {anew if replaced else ''} | {_cases(kind.name)} |\n"


def _words(names: list[str]) -> list[str]:
    return [name.replace("_", " ") for name in names]


def _cases(kind: str) -> str:
    """Cases in the kind's own folder; other folders' cases hold it too."""
    folder = ROOT / "tests" / "corpus" / kind
    return str(len(list(folder.glob("*/b.sql")))) if folder.is_dir() else ""


def _unsolved() -> list[tuple[object, str]]:
    return list(test_corpus.UNSOLVED.items())


def _name(case: object) -> str:
    return case if isinstance(case, str) else str(case)


if __name__ == "__main__":
    (ROOT / "docs" / "coverage.md").write_text(page(), encoding="utf-8")
