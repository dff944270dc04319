"""Walk the parse trees of libpg_query, without loading it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def nodes(tree: Any) -> Iterator[Any]:
    """Every message of a parse tree, wrappers included; faster than `postgast.walk`, which unwraps each."""
    stack = [tree] if tree is not None else []
    while stack:
        node = stack.pop()
        yield node
        for field, value in node.ListFields():
            if field.message_type is not None:
                stack.extend([value] if hasattr(value, "ListFields") else value)


def block_values(tree: Any, key: str) -> Iterator[Any]:
    """The value of each such key in a tree of PL/pgSQL (lists and dictionaries), in order; not of those inside another."""
    stack = [(False, tree)]
    while stack:
        is_found, item = stack.pop()
        if is_found:
            yield item
        elif isinstance(item, list):
            stack += [(False, each) for each in reversed(item)]
        elif isinstance(item, dict):
            stack += [(name == key, value) for name, value in reversed(item.items())]
