"""All kinds of objects, found by their modules: each ends in one `KIND`."""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType

from schemasync.objects._kind import Kind


def _find() -> dict[str, Kind]:
    modules = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    kinds = [importlib.import_module(f"{__name__}.{module}").KIND for module in sorted(modules)]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: (kind.rank, kind.name))}


KINDS = MappingProxyType(_find())
"""Every kind by name, in the order of creation."""
