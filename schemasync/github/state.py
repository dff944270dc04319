"""Hidden lines of a comment or an issue: a marker by which it is found again, and the last report, compressed."""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass
from typing import Any

from schemasync.report.view.history import privileges_of

FORMAT = 1
LARGEST = 6_000
"""Most bytes of the encoded report; a longer one is left out, and the next report then lists nothing as resolved."""
LARGEST_IN_CHECK = 60_000
"""The same for a check run."""
LARGEST_TEXT = 2_000_000
"""Most bytes of a report after decompression."""
_OPTIONAL = ("severity", "first_seen")
"""Attributes of a problem that an older report may lack."""
MARKER = re.compile(r"<!-- schemasync (?P<format>\d+) key=(?P<key>[0-9a-f]{16}) run=(?P<run>\d+)\.(?P<attempt>\d+) -->")
STATE = re.compile(r"<!-- schemasync-state (?P<data>[A-Za-z0-9+/=]*) -->")


@dataclass(frozen=True, slots=True)
class Marker:
    """Identity of a report's comment, and the order of its runs."""

    key: str
    run: int = 0
    attempt: int = 1

    def __str__(self) -> str:
        return f"<!-- schemasync {FORMAT} key={self.key} run={self.run}.{self.attempt} -->"

    @property
    def order(self) -> tuple[int, int]:
        """(run, attempt): greater for a later run."""
        return self.run, self.attempt


def read_marker(body: str) -> Marker | None:
    """The marker with which a text starts."""
    found = MARKER.match(body or "")
    return Marker(found["key"], int(found["run"]), int(found["attempt"])) if found else None


def encode(report: dict[str, Any], largest: int = LARGEST) -> str:
    """Encode the problems of a report (`report.json`) as a hidden line; empty if that is longer than `largest` bytes."""
    findings = [
        {
            "ref": finding["ref"],
            "status": finding["status"],
            "accepted": bool(finding["accepted"]) or None,
            **{name: finding[name] for name in _OPTIONAL if finding.get(name)},
            **({} if (privileges := privileges_of(finding)) is None else {"privileges": privileges}),
        }
        for finding in report.get("problems", ())
    ]
    most: list[Any] = list(report.get("remembered", ()))
    for remembered in (most, []):  # resolved problems are left out first
        state = {"format": FORMAT, "findings": findings, "remembered": remembered}
        text = json.dumps(state, separators=(",", ":"), ensure_ascii=False)
        data = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
        if len(data) <= largest:
            return f"<!-- schemasync-state {data} -->"
    return ""


def decode(body: str) -> tuple[dict[str, Any] | None, bool]:
    """The report in a text, or None; and whether there was one that could not be read.

    Anybody with write access can edit a comment, so the shape is checked and nothing in it is trusted.
    """
    found = STATE.findall(body or "")
    if not found:
        return None, False
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(base64.b64decode(found[-1], validate=True), LARGEST_TEXT)
        if unpacker.unconsumed_tail:
            return None, True
        state = json.loads(text)
        if state["format"] != FORMAT:
            return None, True
        remembered = [_ref(item) for item in state.get("remembered", ())]
        return {"problems": [_finding(item) for item in state["findings"]], "remembered": remembered}, False
    except (ValueError, KeyError, TypeError, RecursionError, zlib.error):
        return None, True


def _finding(item: Any) -> dict[str, Any]:
    known: dict[str, Any] = {name: str(item[name]) for name in _OPTIONAL if item.get(name)}
    if "privileges" in item:
        known["privileges"] = [_ref(ref) for ref in item["privileges"]]
    return {"ref": _ref(item["ref"]), "status": str(item["status"]), "accepted": item.get("accepted"), **known}


def _ref(item: Any) -> dict[str, Any]:
    kind, path = item["kind"], item["path"]
    if not (isinstance(kind, str) and isinstance(path, list) and all(isinstance(part, str) for part in path)):
        raise ValueError(item)
    of = {"of": _ref(item["of"])} if item.get("of") else {}
    return {"kind": kind, "path": path, **of}
