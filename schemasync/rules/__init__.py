"""Find the rules: each module here whose name does not begin with `_` ends in one `RULE`."""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType

from schemasync.rules._rule import Rule, Violation

__all__ = ["RULES", "Rule", "Violation"]


def _find() -> dict[str, Rule]:
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    rules: list[Rule] = [importlib.import_module(f"{__name__}.{name}").RULE for name in names]
    return {rule.id: rule for rule in rules}


RULES = MappingProxyType(_find())
"""Every rule by its id."""
