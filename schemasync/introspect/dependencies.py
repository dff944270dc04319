"""Turns `pg_depend` into edges between references, for all kinds alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemasync.model import Address, Edge, Model, Ref

DEPENDENCIES = """
    SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype::text
    FROM pg_depend
    WHERE (objid >= 16384 OR objid = 2200) AND (refobjid >= 16384 OR refobjid = 2200)"""

Row = tuple[int, int, int, int, int, int, str]
_DEEPEST = 8
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
    edges: dict[tuple[Ref, Ref], str] = {}
    facets: dict[tuple[Ref, Ref], Ref] = {}
    parents: dict[Ref, Ref] = {}
    links = list(structure)
    for part, whole, type_ in links:
        edges[part, whole] = type_
        if type_ == "s":
            parents[part] = whole
    for part, whole, type_ in links:
        if type_ == "n" and part in parents:
            facets[parents[part], whole] = part
    found = _Resolver(rows, addresses, objects, names)
    for dependent, referenced, type_ in found.edges():
        start = facets.get((dependent, referenced), dependent)
        if start != referenced and edges.get((start, referenced)) != "s":
            previous = edges.get((start, referenced))
            if previous is None or _OWNERSHIP.find(type_) >= 0:
                edges[start, referenced] = type_
    return tuple(Edge(dependent, referenced, type_) for (dependent, referenced), type_ in edges.items())


class _Resolver:
    def __init__(
        self,
        rows: Iterable[Row],
        addresses: Mapping[Ref, Address],
        objects: Mapping[Ref, Model],
        names: Mapping[Address, Ref],
    ) -> None:
        self.addresses = addresses
        self.rows: list[Row] = list(rows)
        self.objects = objects
        self.known: dict[tuple[int, int, int], Ref | None] = {
            (address.classid, address.objid, address.objsubid): ref for address, ref in names.items() if ref in objects
        }
        self.owners: dict[tuple[int, int], tuple[int, tuple[int, int, int]]] = {}
        for classid, objid, objsubid, *reference, type_ in self.rows:
            rank = _OWNERSHIP.find(type_)
            if objsubid == 0 and rank >= 0 and (classid, objid, 0) not in self.known:
                current = self.owners.get((classid, objid))
                if current is None or rank < current[0]:
                    self.owners[classid, objid] = (rank, tuple(reference))  # type: ignore[assignment]

    def ref(self, classid: int, objid: int, objsubid: int, depth: int = 0) -> Ref | None:
        """The object at an address: itself, its whole, or what it belongs to."""
        address = (classid, objid, objsubid)
        if address in self.known:
            return self.known[address]
        found: Ref | None = None
        if objsubid:
            found = self.ref(classid, objid, 0, depth)
        elif depth < _DEEPEST and (owner := self.owners.get((classid, objid))):
            found = self.ref(*owner[1], depth + 1)
        self.known[address] = found
        return found

    def edges(self) -> Iterable[tuple[Ref, Ref, str]]:
        for classid, objid, objsubid, refclassid, refobjid, refobjsubid, type_ in self.rows:
            if type_ == "e":
                continue
            dependent = self.ref(classid, objid, objsubid)
            if dependent is None:
                continue
            referenced = self.ref(refclassid, refobjid, refobjsubid)
            if referenced is not None and referenced != dependent:
                own = self.addresses.get(dependent) == (classid, objid, objsubid)
                yield dependent, referenced, type_ if own else "n"
