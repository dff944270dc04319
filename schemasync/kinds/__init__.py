"""Find the kinds of objects: each module below a family's folder ends in one `KIND`."""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType
from typing import Any

from schemasync.kinds.kind import Kind


def _find() -> dict[str, Kind[Any]]:
    modules = [
        f"{__name__}.{family.name}.{info.name}"
        for family in pkgutil.iter_modules(__path__)
        if family.ispkg
        for info in pkgutil.iter_modules([f"{__path__[0]}/{family.name}"])
        if not info.name.startswith("_")
    ]
    kinds: list[Kind[Any]] = [importlib.import_module(module).KIND for module in sorted(modules)]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: (kind.order.rank, kind.name))}


KINDS = MappingProxyType(_find())
"""Every kind by name, in the order of creation."""
