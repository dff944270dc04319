"""Write docs/schemasync.schema.json, the JSON schema of schemasync.toml, from the keys that the code reads.

Run `make toml-schema` after a key, a kind or a level has changed.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from schemasync.commands.init import SCHEMA
from schemasync.config.toml_check import EDITED_FILE, SECTIONS, Section
from schemasync.kinds import KINDS

PAGE = ROOT / "docs" / "schemasync.schema.json"
_TYPES: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    list: {"type": "array", "items": {"type": "string"}},
    dt.date: {"type": "string", "format": "date"},
}


def schema() -> dict[str, Any]:
    """The schema as JSON."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": SCHEMA,
        "title": "schemasync.toml",
        "description": "Areas, accepted differences, severities, ignored objects and levels of rules; see docs/configuration.md.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "array", "description": f"[[{name}]]: {section.noun}", "items": _entry(section)}
            for name, section in SECTIONS.items()
        },
    }


def _entry(section: Section) -> dict[str, Any]:
    keys = {key: dict(_TYPES[type_]) for key, type_ in section.keys.items()}
    for key, words in section.words.items():
        keys[key]["enum"] = list(words)
    if "kind" in keys:
        keys["kind"]["enum"] = sorted({*KINDS, EDITED_FILE})
    for key in section.required:
        if keys[key]["type"] == "string" and "enum" not in keys[key]:
            keys[key]["minLength"] = 1
    return {"type": "object", "additionalProperties": False, "required": list(section.required), "properties": keys}


def text() -> str:
    """The page."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
