"""Run the embedded shadow server: local binaries, a temporary data directory, a Unix socket, no TCP."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from schemasync.postgres.binaries import Binaries, find_binaries
from schemasync.postgres.data_directory import copy_of_template
from schemasync.postgres.os_user import OsUser, reachable, server_os_user
from schemasync.postgres.postmaster import LOOPBACK, PORT, free_port, running
from schemasync.postgres.shadow import (
    ShadowServer,
    with_own_passwords,
)
from schemasync.postgres.signals import ignore_repeated_signals
from schemasync.postgres.template_cluster import default_cache, ready_template, server_version
from schemasync.supabase.stub_control_files import FROM_PATH, control_path


@contextlib.contextmanager
def embedded(
    major: int | None = None, bindir: str | None = None, cache: Path | None = None, *, tcp: bool = False
) -> Iterator[ShadowServer]:
    """Start a server for the length of a `with` block; always stop and remove it.

    Args:
        major: the target's major version; binaries of this version are preferred.
        bindir: folder of the binaries to use; None searches for them.
        cache: folder of the template cluster; by default the user's cache folder.
        tcp: listen on a free port of 127.0.0.1 too; the socket's name has that port.

    Raises:
        PostgresError: no binaries are installed, or the server does not start.
    """
    started = time.perf_counter()
    os_user = server_os_user()
    cache = cache or default_cache()
    cache.mkdir(parents=True, exist_ok=True)
    binaries = reachable(find_binaries(major, bindir), os_user, cache)
    template = ready_template(binaries, os_user, cache)
    platform = _platform_folder(template)
    with ignore_repeated_signals(), copy_of_template(template, platform, os_user) as folder:
        settings = _stub_settings(binaries, os_user, folder)
        port = PORT
        if tcp:
            port = free_port()
            settings += _listen_on_loopback(os_user, folder)
        with running(binaries, os_user, folder, settings, port):
            old = (template / "password").read_text()
            server = ShadowServer(str(folder), port, server_version(folder, old, port), old)
            server = with_own_passwords(server)
            yield replace(server, boot_seconds=time.perf_counter() - started)


def _stub_settings(binaries: Binaries, os_user: OsUser, folder: Path) -> list[str]:
    """Write the stub extensions into the folder; return the setting that makes CREATE EXTENSION find them."""
    if binaries.major < FROM_PATH:
        return []
    place = folder / "extensions"
    path = control_path(place, binaries.extensions())
    os_user.own(place)
    return [f"extension_control_path={path}"]


def _listen_on_loopback(os_user: OsUser, folder: Path) -> list[str]:
    """Allow password logins on 127.0.0.1, and return the setting that makes the server listen there."""
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all all scram-sha-256\nhost all all {LOOPBACK}/32 scram-sha-256\n")
    os_user.own(rules.parent)
    return [f"listen_addresses={LOOPBACK}"]


def _platform_folder(template: Path) -> str:
    """Folder of `PLATFORM_DATABASE` in `data`: the database that was created last, to which nothing is written."""
    newest = max((folder.name for folder in (template / "data" / "base").iterdir()), key=int)
    return f"base/{newest}"
