"""Turns `pg_depend` into edges between references, for all kinds alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemasync.model import Address, Edge, Model, Ref

DEPENDENCIES = """
    SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype::text
    FROM pg_depend
    WHERE (objid >= 16384 OR objid = 2200) AND (refobjid >= 16384 OR refobjid = 2200)
          AND NOT (classid = 2620 AND deptype = 'i') AND NOT (classid = 2604 AND deptype = 'a')"""
"""Without the triggers inside foreign keys, and without what ties a default to its own column, which its kind says."""

Row = tuple[int, int, int, int, int, int, str]
Triple = tuple[int, int, int]
_DEEPEST = 8
_FAMILY_MEMBERS, _FAMILIES = (2602, 2603), (2616, 2753)
"""Catalogs `pg_amop` and `pg_amproc`, whose rows are parts of classes and families of operators."""
_OWNERSHIP = "eiPSa"  # an object that no kind claims stands for the one it belongs to, in this order


def resolve(
    rows: Iterable[Row],
    addresses: Mapping[Ref, Address],
    objects: Mapping[Ref, Model],
    names: Mapping[Address, Ref],
    structure: Iterable[tuple[Ref, Ref, str]],
) -> tuple[Edge, ...]:
    """Resolve both ends of every dependency.

    Args:
        rows: of `DEPENDENCIES`.
        addresses: each object's own address; a dependency of any other address is never an automatic one.
        objects: what the kinds found.
        names: address → reference; references that are no objects fall back to the whole (a view's column).
        structure: (part, whole, type of edge) as the kinds say.

    Returns:
        Edges without duplicates. Where a facet of an object stands for a dependency (a sequence's OWNED BY,
        a partition's attachment), the edge starts at the facet.
    """
    numbers = {ref: number for number, ref in enumerate(objects)}
    edges: dict[tuple[int, int], str] = {}
    facets: dict[tuple[int, int], int] = {}
    parents: dict[int, int] = {}
    links = [(numbers[part], numbers[whole], type_) for part, whole, type_ in structure if whole in numbers]
    for part, whole, type_ in links:
        edges[part, whole] = type_
        if type_ == "s":
            parents[part] = whole
    for part, whole, type_ in links:
        if type_ == "n" and part in parents:
            facets[parents[part], whole] = part
    _add(edges, facets, list(rows), addresses, names, numbers)
    refs = list(objects)
    make = tuple.__new__
    return tuple([make(Edge, (refs[start], refs[end], type_)) for (start, end), type_ in edges.items()])


def _add(
    edges: dict[tuple[int, int], str],
    facets: Mapping[tuple[int, int], int],
    rows: list[Row],
    addresses: Mapping[Ref, Address],
    names: Mapping[Address, Ref],
    numbers: Mapping[Ref, int],
) -> None:
    """Add what `pg_depend` says to `edges`, objects by their numbers."""
    own: dict[Triple, int] = {address: numbers[ref] for ref, address in addresses.items()}
    find = _Resolver(rows, {a: numbers[ref] for a, ref in names.items() if ref in numbers})
    known = find.known
    for classid, objid, objsubid, refclassid, refobjid, refobjsubid, type_ in rows:
        if type_ == "e":
            continue
        address = (classid, objid, objsubid)
        start = known[address] if address in known else find(address)
        if start is None:
            continue
        reference = (refclassid, refobjid, refobjsubid)
        end = known[reference] if reference in known else find(reference)
        if end is None or end == start:
            continue
        key = (start, end)
        if key in facets:
            key = (facets[key], end)
            if key[0] == end:
                continue
        elif own.get(address) != start:
            type_ = "n"  # noqa: PLW2901
        previous = edges.get(key)
        if previous is None or (previous != "s" and type_ in _OWNERSHIP):
            edges[key] = type_


class _Resolver:
    """Number of the object at an address: of itself, of its whole, or of what it belongs to."""

    def __init__(self, rows: Iterable[Row], known: Mapping[Triple, int]) -> None:
        self.known: dict[Triple, int | None] = dict(known)
        self.owners: dict[tuple[int, int], tuple[int, Triple]] = {}
        for classid, objid, objsubid, refclassid, refobjid, refobjsubid, type_ in rows:
            if type_ == "n" or objsubid or (classid, objid, 0) in known:
                continue
            if classid in _FAMILY_MEMBERS and refclassid not in _FAMILIES:
                continue  # a loose member hangs on its operator or function just as it does on its family
            rank = _OWNERSHIP.find(type_)
            current = self.owners.get((classid, objid))
            if rank >= 0 and (current is None or rank < current[0]):
                self.owners[classid, objid] = (rank, (refclassid, refobjid, refobjsubid))

    def __call__(self, address: Triple, depth: int = 0) -> int | None:
        if address in self.known:
            return self.known[address]
        classid, objid, objsubid = address
        found: int | None = None
        if objsubid:
            found = self((classid, objid, 0), depth)
        elif depth < _DEEPEST and (owner := self.owners.get((classid, objid))):
            found = self(owner[1], depth + 1)
        self.known[address] = found
        return found
