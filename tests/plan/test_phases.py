"""The planner is a pipeline of functions over immutable values (docs/architecture.md, "Plans")."""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import inspect
from pathlib import Path

import pytest

import schemasync.plan

MODULES = sorted(path for path in Path(schemasync.plan.__file__).parent.glob("[!_]*.py"))
LAZY = "SnapshotIndex"
"""Computes each look-up when it is first asked for, so it has no slots."""


def classes(path: Path) -> list[type]:
    module = importlib.import_module(f"schemasync.plan.{path.stem}")
    return [one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_head_says_what_goes_in_and_out(path: Path) -> None:
    head = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "Input: " in head
    assert "Output: " in head
    assert "The boundary: " in head


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_classes_are_values(path: Path) -> None:
    """A frozen dataclass with slots, a NamedTuple or an enum; mutable state is private to its module."""
    for found in classes(path):
        if issubclass(found, enum.Enum | tuple):
            continue
        assert dataclasses.is_dataclass(found), found
        assert found.__bases__ == (object,), f"{found} extends another class"
        assert found.__name__ == LAZY or "__slots__" in vars(found), found
        assert found.__name__.startswith("_") or found.__dataclass_params__.frozen, found
