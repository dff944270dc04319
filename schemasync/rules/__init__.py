"""Find the rules: each module below a family's folder ends in one `RULE`; the modules beside the folders are what rules share."""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType

from schemasync.rules.rule import Rule, Violation

__all__ = ["RULES", "Rule", "Violation"]


def _find() -> dict[str, Rule]:
    families = [family.name for family in pkgutil.iter_modules(__path__) if family.ispkg]
    modules = [
        f"{__name__}.{family}.{info.name}"
        for family in families
        for info in pkgutil.iter_modules([f"{__path__[0]}/{family}"])
    ]
    rules: list[Rule] = [importlib.import_module(module).RULE for module in modules]
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}


RULES = MappingProxyType(_find())
"""Every rule by its id."""
