"""Completes documents: what their schema requires and the stand-in doesn't model is empty."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from .description import Description

EXAMPLE_URL = re.compile(r"https?://api\.github\.com/(repos/[^/]+/[^/{]+|users/[^/{]+)(.*)")
EPOCH = "1970-01-01T00:00:00Z"
EMPTY: dict[str, Callable[[], Any]] = {
    "string": str,
    "integer": int,
    "number": int,
    "boolean": bool,
    "array": list,
}


def filled(
    description: Description, schema: str, values: dict[str, Any], api: str, place: str | None
) -> dict[str, Any]:
    """`values`, completed; KeyError for a name that the schema doesn't have.

    URLs follow the description's examples, with `place` (`repos/octo/app`, `users/octo`) instead of
    the examples' repository and user.
    """
    node = description.schema(schema)
    unknown = values.keys() - node["properties"].keys()
    if unknown:
        raise KeyError(f"{schema} has no {sorted(unknown)}")
    return values | {
        name: _empty(description, node["properties"][name], api, place)
        for name in node["required"]
        if name not in values
    }


def _empty(description: Description, node: Mapping[str, Any], api: str, place: str | None) -> Any:
    node = description.resolved(node)
    example = EXAMPLE_URL.fullmatch(str(node.get("example", "")))
    if place and example and example[1].partition("/")[0] == place.partition("/")[0]:
        return f"{api}/{place}{example[2]}"
    if node.get("nullable"):
        return None
    if "enum" in node:
        return node["enum"][0]
    if node.get("format") == "date-time":
        return EPOCH
    if node["type"] == "object":
        inner = node.get("properties", {})
        return {name: _empty(description, inner[name], api, None) for name in node.get("required", ())}
    return EMPTY[node["type"]]()
