"""Find the objects that a pull request renames.

The pending stage runs in a copy of the applied stage's database, so an object that keeps its catalog address is the same.
"""

from __future__ import annotations

from collections import Counter

from schemasync.core.model import Address, Ref, Snapshot


def renamed_refs(before: Snapshot, after: Snapshot) -> dict[Ref, Ref]:
    """Old name → new name of each object whose catalog address is the same; facts that share an address have no name."""
    old, new = _by_address(before), _by_address(after)
    found = {}
    for address, ref in old.items():
        now = new.get(address, ref)
        if now != ref and now.kind == ref.kind:
            found[ref] = now
    return found


def _by_address(snapshot: Snapshot) -> dict[Address, Ref]:
    """Address → object, where it is the only one there."""
    counts = Counter(snapshot.addresses.values())
    return {address: ref for ref, address in snapshot.addresses.items() if counts[address] == 1}
