"""Packages hand each other data: frozen, slotted values without connections and callables (docs/architecture.md)."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import enum
import inspect
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemasync.config.settings import Settings
from schemasync.core.model import Change, Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.kinds import KINDS
from schemasync.migrations.discover import Migration
from schemasync.prove.fixes import Fix
from schemasync.report.view.model import ReportView
from schemasync.result import CheckResult
from schemasync.verdict.findings import Finding
from tests.contract.test_architecture import MODULES, imports, layer_of, name_of

BOUNDARY = (Settings, Migration, Ref, Snapshot, Change, Plan, Finding, Fix, CheckResult, ReportView)
PLAIN = (str, int, float, bool, bytes, type(None), Path, dt.date, enum.Enum)
CONTAINERS = (tuple, frozenset, Mapping, collections.abc.Sequence, collections.abc.Collection, dict)
"""`dict` is the value behind a Mapping; `Any` stands for a kind's model, which has a test of its own."""


def values_in(annotation: Any) -> Iterator[Any]:
    """Every class that an annotation is made of; containers, unions and `Any` are looked into, not named."""
    origin = typing.get_origin(annotation)
    if annotation is Any or annotation is Ellipsis:
        return
    if origin in (typing.Union, types.UnionType) or (inspect.isclass(origin) and issubclass(origin, CONTAINERS)):
        for argument in typing.get_args(annotation):
            yield from values_in(argument)
    else:
        yield annotation


def faults_of(value: Any, seen: set[Any], path: str) -> Iterator[str]:
    """Reasons why a class, or a class that it holds, is no plain data."""
    if value in seen or (inspect.isclass(value) and issubclass(value, PLAIN)):
        return
    seen.add(value)
    if inspect.isclass(value) and issubclass(value, tuple) and hasattr(value, "_fields"):
        pass
    elif inspect.isclass(value) and dataclasses.is_dataclass(value):
        if not value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            yield f"{path}: {value.__name__} is not frozen"
        if "__slots__" not in vars(value):
            yield f"{path}: {value.__name__} has no slots"
    else:
        yield f"{path}: {value} is no data"
        return
    for name, annotation in typing.get_type_hints(value).items():
        for inner in values_in(annotation):
            yield from faults_of(inner, seen, f"{path}.{name}")


@pytest.mark.parametrize("value", BOUNDARY, ids=lambda value: value.__name__)
def test_a_boundary_value_is_data(value: type) -> None:
    """All the way down: frozen, slotted, no connection, no callable."""
    assert list(faults_of(value, set(), value.__name__)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_is_data(kind: str) -> None:
    """Snapshots hold models as `Any`."""
    assert list(faults_of(KINDS[kind].model, set(), kind)) == []


@dataclasses.dataclass(frozen=True, slots=True)
class _Connected:
    connections: tuple[psycopg.Connection[Any], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class _Callable:
    work: collections.abc.Callable[[], None] | None = None


@dataclasses.dataclass(slots=True)
class _Mutable:
    name: str = ""


@dataclasses.dataclass(frozen=True)
class _Open:
    name: str = ""


@pytest.mark.parametrize("value", [_Connected, _Callable, _Mutable, _Open])
def test_the_check_sees_what_is_no_data(value: type) -> None:
    """Each of these would be refused."""
    assert list(faults_of(value, set(), ""))


def test_the_report_plans_nothing() -> None:
    """It formats a result: no planner, no proof, no connection; of the replay it sees results alone."""
    forbidden = {"plan", "prove", "introspect", "postgres", "supautils"}
    allowed = {"replay.results", "replay.stage_result"}
    wrong = [
        f"{name_of(path)}:{line} imports {name}"
        for path in MODULES
        if layer_of(name_of(path)) == "report"
        for line, name in imports(path)
        if layer_of(name) in forbidden or (layer_of(name) == "replay" and name not in allowed)
    ]
    assert not wrong
