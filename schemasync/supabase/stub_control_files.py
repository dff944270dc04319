"""Write stub extensions as control files and scripts, so that the server itself can create them.

A CREATE EXTENSION statement of a migration becomes a privileged call, which installs a stub itself. These files are for
CREATE EXTENSION in dynamic SQL (EXECUTE) and in function bodies.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from schemasync.supabase.extensions import ALLOWED, ALWAYS_STUBS
from schemasync.supabase.platform import stub_sql
from schemasync.supabase.stubs import (
    CONTROL_SCHEMAS,
    FIXED_SCHEMAS,
    OWN_SCHEMA,
    STUB_COMMENT,
    stub_version,
)

FROM_PATH = 18
"""First major version with `extension_control_path`; older servers read control files from their share folder alone."""
BESIDE = "-- Beside the extension\n"
"""Line after which a stub's SQL creates objects that are not members; with these files, event triggers create them."""
_TRUSTED = re.compile(r"^\s*trusted\s*=\s*true", re.MULTILINE)
_DIRECTORY = re.compile(r"^\s*directory\s*=", re.MULTILINE)


def control_path(folder: Path, system: Path | None) -> str:
    """Write control files below `folder`, and return the value of `extension_control_path` with which they are found.

    A stub of an extension that connects to other servers (`ALWAYS_STUBS`) comes before the server's own extension; any other
    stub comes after it, and is used only if the server lacks the extension. The server's own extensions that Supabase's
    role may create are declared trusted, as a role without superuser rights can create only those.

    Args:
        folder: that the server can read.
        system: folder of the server's own control files; None if it is not known.
    """
    first, last = folder / "first", folder / "last"
    write_controls(first / "extension", ALWAYS_STUBS)
    write_controls(last / "extension", ALLOWED - ALWAYS_STUBS)
    if system:
        for name in sorted(ALLOWED - ALWAYS_STUBS):
            _trust(system / f"{name}.control", first / "extension" / f"{name}.control")
    return f"{first}:$system:{last}"


def _trust(own: Path, control: Path) -> None:
    """Write a copy of a control file that declares its extension trusted, unless it does so already."""
    if own.is_file() and not _TRUSTED.search(text := own.read_text(encoding="utf-8")):
        place = "" if _DIRECTORY.search(text) else f"directory = '{own.parent}'\n"
        control.write_text(f"{text.rstrip()}\n{place}trusted = true\n", encoding="utf-8")


def fill_share(folder: Path) -> None:
    """Write the files into the server's own extension folder: in the image, whose server has no `extension_control_path`."""
    for name in ALWAYS_STUBS:
        (folder / f"{name}.control").unlink(missing_ok=True)
    write_controls(folder, ALLOWED)
    for name in ALLOWED:
        _trust(folder / f"{name}.control", folder / f"{name}.control")


def write_controls(folder: Path, names: Iterable[str]) -> None:
    """Write the control file and script of each stub, unless the folder has the extension."""
    folder.mkdir(parents=True, exist_ok=True)
    stubs = stub_sql()
    for name in sorted(names):
        control = folder / f"{name}.control"
        if control.exists():
            continue
        control.write_text(_control(name), encoding="utf-8")
        (folder / f"{name}--{stub_version(name)}.sql").write_text(_script(name, stubs.get(name, "")), encoding="utf-8")


def _control(name: str) -> str:
    lines = [
        f"comment = '{STUB_COMMENT}{name}'",
        f"default_version = '{stub_version(name)}'",
        "relocatable = false",
        "trusted = true",
    ]
    if schema := CONTROL_SCHEMAS.get(name):
        lines.append(f"schema = '{schema}'")
    return "\n".join(lines) + "\n"


def _script(name: str, text: str) -> str:
    """The stub's script, with a search_path in which a migration can create nothing, as it runs with superuser rights."""
    text = text.partition(BESIDE)[0]
    moved = text if name in FIXED_SCHEMAS else text.replace(OWN_SCHEMA, "@extschema@.")
    return f"SET LOCAL search_path = pg_catalog, pg_temp;\n{moved}"


if __name__ == "__main__":
    fill_share(Path(sys.argv[1]))
