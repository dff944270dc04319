"""Save a snapshot to a file with a version and a checksum, to be loaded in place of a database or of a replay."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemasync.core.errors import SettingsError
from schemasync.core.model import Address, Edge, Ref, Snapshot, Unmodeled, Unreadable
from schemasync.core.safe_files import read_bytes
from schemasync.core.sql import Setting
from schemasync.kinds import KINDS

FORMAT = 4
"""Version of the file format; files of other versions are refused."""
LARGEST_FILE = 256 << 20
"""Largest size of a file, in bytes."""
LARGEST = 1 << 30
"""Largest size of an unpacked file, in bytes."""
DATABASE, MIGRATIONS = "database", "migrations"


@dataclass(frozen=True, slots=True)
class SavedSnapshot:
    """Content of a file.

    Attributes:
        snapshot: the objects.
        source: `DATABASE` or `MIGRATIONS`.
        extra: further data as JSON: the history of a database, the files of a replay.
    """

    snapshot: Snapshot
    source: str
    extra: Mapping[str, Any] = field(default_factory=dict)


def save(path: Path, saved: SavedSnapshot) -> None:
    """Write the file.

    Raises:
        SettingsError: it cannot be written.
    """
    payload = json.dumps(
        {"of": saved.source, "snapshot": _plain(saved.snapshot), "extra": saved.extra},
        separators=(",", ":"), ensure_ascii=False,
    ).encode()  # fmt: skip
    head = {"schemasync": FORMAT, "version": version("schemasync"), "sha256": hashlib.sha256(payload).hexdigest()}
    try:
        path.write_bytes(gzip.compress(json.dumps(head).encode() + b"\n" + payload, 6, mtime=0))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror})", "check --output") from None


def load(path: Path) -> SavedSnapshot:
    """Read a file that `save` wrote.

    Raises:
        SettingsError: it is no such file, it is damaged, or another version wrote it.
    """
    hint = "write it again with `schemasync snapshot`"
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(read_bytes(path, LARGEST_FILE))) as file:
            head, payload = json.loads(file.readline(1 << 16)), file.read(LARGEST)
        wanted, digest = head["schemasync"], head["sha256"]
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror or 'it is no snapshot'})", hint) from None
    except (ValueError, KeyError, TypeError, EOFError, RecursionError, zlib.error):
        raise SettingsError(f"{path}: it is no snapshot file", hint) from None
    if wanted != FORMAT:
        raise SettingsError(f"{path}: another version of schemasync wrote it (format {wanted}, not {FORMAT})", hint)
    if hashlib.sha256(payload).hexdigest() != digest:
        raise SettingsError(f"{path}: it is damaged: its checksum does not match", hint)
    try:
        data = json.loads(payload)
        return SavedSnapshot(_snapshot(data["snapshot"]), data["of"], data["extra"])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise SettingsError(f"{path}: it is no snapshot file ({type(error).__name__})", hint) from None


def _plain(snapshot: Snapshot) -> dict[str, Any]:
    numbers = {ref: number for number, ref in enumerate(snapshot.objects)}
    return {
        "server_version": snapshot.server_version,
        "role": snapshot.role,
        "database": snapshot.database,
        "fields": {name: [f.name for f in fields(kind.model)] for name, kind in KINDS.items()},
        "objects": [
            [plain_ref(ref), [getattr(model, f.name) for f in fields(model)]] for ref, model in snapshot.objects.items()
        ],
        "edges": [[numbers[edge.dependent], numbers[edge.referenced], edge.type] for edge in snapshot.edges],
        "addresses": [[numbers[ref], *address] for ref, address in snapshot.addresses.items()],
        "unmodeled": snapshot.unmodeled,
        "unreadable": [[plain_ref(ref), *item] for ref, item in snapshot.unreadable.items()],
        "casts": sorted(snapshot.casts),
        "acl_only_objects": [plain_ref(ref) for ref in sorted(snapshot.acl_only_objects)],
        "text_settings": snapshot.text_settings,
        "extension_members": [
            [plain_ref(ref), plain_ref(extension)] for ref, extension in sorted(snapshot.extension_members.items())
        ],
        "foreign_members": [plain_ref(ref) for ref in sorted(snapshot.foreign_members)],
    }


def plain_ref(ref: Ref) -> list[Any]:
    """A reference as JSON: kind, path, and the reference that it belongs to if there is one."""
    return [ref.kind, ref.path, *([plain_ref(ref.of)] if ref.of else [])]


def ref_from(data: Sequence[Any]) -> Ref:
    """The reference that `plain_ref` wrote."""
    kind, path, *of = data
    return Ref(kind, tuple(path), ref_from(of[0]) if of else None)


def _snapshot(data: Mapping[str, Any]) -> Snapshot:
    names = data["fields"]
    objects = {
        ref_from(ref): KINDS[ref[0]].model(**dict(zip(names[ref[0]], map(_frozen, values), strict=True)))
        for ref, values in data["objects"]
    }
    refs = list(objects)
    return Snapshot(
        server_version=data["server_version"],
        role=data["role"],
        database=data["database"],
        objects=objects,
        edges=tuple(Edge(refs[start], refs[end], type_) for start, end, type_ in data["edges"]),
        addresses={refs[number]: Address(*address) for number, *address in data["addresses"]},
        unmodeled=tuple(Unmodeled(*item) for item in data["unmodeled"]),
        unreadable={
            ref_from(ref): Unreadable(Address(*address), *facts) for ref, address, *facts in data.get("unreadable", ())
        },
        text_settings=tuple(Setting(*item) for item in data.get("text_settings", ())),
        casts=frozenset((source, target) for source, target in data["casts"]),
        acl_only_objects=frozenset(map(ref_from, data["acl_only_objects"])),
        extension_members={ref_from(ref): ref_from(extension) for ref, extension in data["extension_members"]},
        foreign_members=frozenset(map(ref_from, data.get("foreign_members", ()))),
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
