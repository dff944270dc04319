"""Write stub extensions as control files and scripts, so that the server itself can create them.

A CREATE EXTENSION in a migration runs as a privileged call, which heeds VERSION and fixed schemas. These files are for the
others: `EXECUTE 'CREATE EXTENSION …'`, the body of a function.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from schemasync.supabase.extensions import ALLOWED, REACHING_OUT
from schemasync.supabase.platform import stub_sql
from schemasync.supabase.stubs import CONTROL_SCHEMAS, FIXED_SCHEMAS, OWN_SCHEMA, STUB_VERSION

FROM_PATH = 18
"""First major version with `extension_control_path`; older servers read control files from their share folder alone."""
BESIDE = "-- Beside the extension\n"
"""Objects that a stub's SQL creates after this line do not become members; the platform's event triggers see to it."""
_TRUSTED = re.compile(r"^\s*trusted\s*=\s*true", re.MULTILINE)
_DIRECTORY = re.compile(r"^\s*directory\s*=", re.MULTILINE)


def control_path(folder: Path, system: Path | None) -> str:
    """Write control files below `folder` and give the setting that finds them.

    A stub of an extension that connects to other servers replaces the server's own; any other stub is used only where the
    server lacks the extension.
    The server's own ones that Supabase's role may create, and plain PostgreSQL's could not, are declared trusted.

    Args:
        folder: of the server's account.
        system: where the server's own control files are, if that is known.
    """
    first, last = folder / "first", folder / "last"
    write_controls(first / "extension", REACHING_OUT)
    write_controls(last / "extension", ALLOWED - REACHING_OUT)
    if system:
        for name in sorted(ALLOWED - REACHING_OUT):
            _trust(system / f"{name}.control", first / "extension" / f"{name}.control")
    return f"{first}:$system:{last}"


def _trust(own: Path, control: Path) -> None:
    if own.is_file() and not _TRUSTED.search(text := own.read_text(encoding="utf-8")):
        place = "" if _DIRECTORY.search(text) else f"directory = '{own.parent}'\n"
        control.write_text(f"{text.rstrip()}\n{place}trusted = true\n", encoding="utf-8")


def fill_share(folder: Path) -> None:
    """Do the same in a server's own folder, for good: in the image, whose server reads no other."""
    for name in REACHING_OUT:
        (folder / f"{name}.control").unlink(missing_ok=True)
    write_controls(folder, ALLOWED)
    for name in ALLOWED:
        _trust(folder / f"{name}.control", folder / f"{name}.control")


def write_controls(folder: Path, names: Iterable[str]) -> None:
    """Write control file and script of each stand-in, unless the folder has the extension."""
    folder.mkdir(parents=True, exist_ok=True)
    stubs = stub_sql()
    for name in sorted(names):
        control = folder / f"{name}.control"
        if control.exists():
            continue
        control.write_text(_control(name), encoding="utf-8")
        (folder / f"{name}--{STUB_VERSION}.sql").write_text(_script(name, stubs.get(name, "")), encoding="utf-8")


def _control(name: str) -> str:
    lines = [
        f"comment = 'stand-in for {name}'",
        f"default_version = '{STUB_VERSION}'",
        "relocatable = false",
        "trusted = true",
    ]
    if schema := CONTROL_SCHEMAS.get(name):
        lines.append(f"schema = '{schema}'")
    return "\n".join(lines) + "\n"


def _script(name: str, text: str) -> str:
    """The script runs with a superuser's rights, so nothing in it is looked up where a migration could have put something."""
    text = text.partition(BESIDE)[0]
    moved = text if name in FIXED_SCHEMAS else text.replace(OWN_SCHEMA, "@extschema@.")
    return f"SET LOCAL search_path = pg_catalog, pg_temp;\n{moved}"


if __name__ == "__main__":
    fill_share(Path(sys.argv[1]))
