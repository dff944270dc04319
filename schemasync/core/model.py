"""References, edges, snapshots and changes; no kind is named here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from schemasync.core.sql import Setting


class Ref(NamedTuple):
    """Identity of an object: its kind and the path of names that leads to it; no OID, no quoted text.

    A fact that any object can have (a comment, an owner, a grant) names in `of` the object that it belongs to; its own
    path tells it from other facts of the same kind (a grant's grantee), and may be empty.
    """

    kind: str
    path: tuple[str, ...]
    of: Ref | None = None

    @property
    def subject(self) -> Ref:
        """The object that a fact belongs to; any other object itself."""
        return self.of or self

    @property
    def name(self) -> str:
        """The last name of the path; of a fact without a path of its own, that of the object that it belongs to."""
        return (self.path or self.subject.path)[-1]

    def as_dict(self) -> dict[str, Any]:
        """The reference as JSON: `kind`, `path`, and `of` where it has one."""
        own: dict[str, Any] = {"kind": self.kind, "path": list(self.path)}
        return own | {"of": self.of.as_dict()} if self.of else own

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Ref:
        """Read what `as_dict` wrote; missing names become empty, so that a damaged report cannot raise."""
        of = data.get("of")
        path = tuple(map(str, data.get("path", ())))
        return cls(str(data.get("kind", "")), path, cls.from_dict(of) if isinstance(of, Mapping) else None)

    def __str__(self) -> str:
        words = [self.kind.replace("_", " "), *([".".join(self.path)] if self.path else [])]
        return " ".join([*words, *(["of", str(self.of)] if self.of else [])])


class Address(NamedTuple):
    """Address of an object in the catalogs of one server, as `pg_depend` has it."""

    classid: int
    objid: int
    objsubid: int = 0


PART: Final = "s"
"""Type of an edge from a part to its whole (a column to its table, a comment to its object)."""
ORDER_ONLY: Final = "o"
"""Type of an edge that only orders: an inherited column is created after its parent's, and dropped after it."""
NAMED_ROLE: Final = "r"
"""Type of an edge to a role that the object's statements name: it is created before, dropped after, and never replaced."""
NORMAL: Final = "n"
"""Type of an edge to an object that PostgreSQL refuses to drop without CASCADE (`pg_depend.deptype`)."""
AUTO: Final = "a"
"""Type of an edge to an object with which PostgreSQL drops the dependent (`pg_depend.deptype`)."""
AUTOMATIC: Final = "aiPS"
"""All types of edges to objects with which PostgreSQL drops the dependent: auto, internal, and both of partitions."""
OWNERSHIP: Final = frozenset((*AUTOMATIC, PART))
"""Types of edges from an object to the one that it belongs to."""


class Edge(NamedTuple):
    """A dependency of one object on another.

    Attributes:
        dependent: the object that needs the other one.
        referenced: the object that it needs.
        type: one of the constants above, or another `pg_depend.deptype` (`AUTOMATIC`).
    """

    dependent: Ref
    referenced: Ref
    type: str


class Unmodeled(NamedTuple):
    """A user object that no kind claims: what `pg_describe_object` calls it, and why it is not compared.

    `kind` is set where all objects of a kind could not be read.
    """

    description: str
    reason: str
    kind: str = ""


class Unreadable(NamedTuple):
    """An object that PostgreSQL cannot print: its catalog address, and PostgreSQL's message.

    Where such objects are too many, some are left out in groups; an object was `tried` if it was asked for alone.
    """

    address: Address
    reason: str
    tried: bool = True

    @property
    def why(self) -> str:
        """Why the object is not known, as the end of a sentence."""
        if self.tried:
            return f"PostgreSQL cannot print it ({self.reason})"
        return f"it is one of many, some of which PostgreSQL cannot print ({self.reason})"


Model = Any
"""An instance of some kind's frozen dataclass."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All objects of one database at one moment.

    Attributes:
        server_version: as `PQserverVersion` (170011).
        role: the role that read it; plans assume that the same role runs them.
        database: name of the database.
        objects: every object by its reference.
        edges: dependencies between these objects.
        addresses: catalog address of the objects that have one.
        unmodeled: user objects that no kind claims.
        unreadable: objects that a kind claims and PostgreSQL cannot print; they are none of `objects`.
        casts: pairs (source type, target type) of `pg_cast`.
        acl_only_objects: catalog rows that are no objects of the snapshot (an extension's function) but can have privileges.
        extension_members: relations, routines, types and schemas that belong to an extension, and the extension of each.
        foreign_members: those of them that a role owns which did not make the extension: seldom an extension's own.
        text_settings: parameters that decide what SQL text means and that sessions of the database can have otherwise, with
            the values under which every text here was read. Scripts for the database set them.
    """

    server_version: int
    role: str
    database: str
    objects: Mapping[Ref, Model]
    edges: Sequence[Edge]
    addresses: Mapping[Ref, Address] = field(default_factory=dict, repr=False)
    unmodeled: tuple[Unmodeled, ...] = ()
    unreadable: Mapping[Ref, Unreadable] = field(default_factory=dict)
    casts: frozenset[tuple[str, str]] = frozenset()
    acl_only_objects: frozenset[Ref] = frozenset()
    extension_members: Mapping[Ref, Ref] = field(default_factory=dict)
    foreign_members: frozenset[Ref] = frozenset()
    text_settings: tuple[Setting, ...] = ()

    @property
    def major(self) -> int:
        """Major version of the server."""
        return self.server_version // 10000


@dataclass(frozen=True, slots=True)
class Change:
    """One reference whose objects differ; `before` or `after` is None where it does not exist."""

    ref: Ref
    before: Model
    after: Model
    attributes: tuple[str, ...] = ()
