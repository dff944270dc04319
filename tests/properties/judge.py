"""The outside judge: `pg_dump --schema-only`, object by object, column order inside a table aside."""

from __future__ import annotations

import re

_NOISE = re.compile(r"^(--.*|\\(un)?restrict .*)$", re.MULTILINE)
_OPTIONS = re.compile(r"\bWITH \(([a-z_.]+=[^()]*)\)")
_END = re.compile(r";\n(?=\n)")
_STATISTICS = re.compile(r"(CREATE STATISTICS .* ON )(.*)( FROM .*)")
_TABLE = re.compile(r"CREATE (UNLOGGED |FOREIGN )?TABLE ")


def objects(dump: str) -> list[str]:
    """The dump's statements, sorted; the lines inside CREATE TABLE are sorted too."""
    text = _OPTIONS.sub(lambda found: f"WITH ({', '.join(sorted(found[1].split(', ')))})", _NOISE.sub("", dump))
    entries = _END.split(text)
    pieces = (piece.strip().removesuffix(";") for entry in entries for piece in _split_grants(entry))
    return sorted(_statistics(_table(piece) if _TABLE.match(piece) else piece) for piece in pieces if piece)


def _split_grants(entry: str) -> list[str]:
    """The privileges on one object stand in one entry, in an order that says nothing."""
    return entry.split(";\n") if entry.lstrip().startswith(("GRANT ", "REVOKE ", "SET SESSION ")) else [entry]


def _table(text: str) -> str:
    head, *lines = text.split("\n")
    body = sorted(line.rstrip(",") for line in lines if line.startswith("    "))
    rest = [line.rstrip(";") for line in lines if not line.startswith("    ")]
    columns = sorted(line for line in rest if line.startswith("ALTER TABLE ONLY "))  # in the columns' order, too
    return "\n".join([head, *body, *(line for line in rest if line not in columns), *columns])


def _statistics(text: str) -> str:
    """Columns of statistics stand in the table's order."""
    match = _STATISTICS.fullmatch(text)
    return f"{match[1]}{', '.join(sorted(match[2].split(', ')))}{match[3]}" if match else text


def difference(found: str, wanted: str) -> str:
    """Lines that one dump has more and less than another; empty if they say the same."""
    have, want = objects(found), objects(wanted)
    more = [f"+ {piece}" for piece in have if piece not in want]
    less = [f"- {piece}" for piece in want if piece not in have]
    return "\n".join(more + less)
