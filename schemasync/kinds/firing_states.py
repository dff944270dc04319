"""The states in which triggers, event triggers and rules fire."""

from __future__ import annotations

ENABLE = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}
"""Words of ALTER by `tgenabled`, `evtenabled` and `ev_enabled`; `O`, fires except on a replica, is the default."""
