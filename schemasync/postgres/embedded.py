"""The embedded shadow server: local binaries, a throwaway data folder, a Unix socket, nothing else."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from schemasync.core.sql import ident, literal
from schemasync.postgres.binaries import Binaries, find_binaries
from schemasync.postgres.data_directory import copied
from schemasync.postgres.os_user import Account, reachable, server_account
from schemasync.postgres.postmaster import LOOPBACK, PORT, free_port, running
from schemasync.postgres.shadow import ADMIN, PLATFORM_DATABASE, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.postgres.signals import stopped_once
from schemasync.postgres.template_cluster import default_cache, ready_template, server_version
from schemasync.supabase.stub_control_files import FROM_PATH, control_path

__all__ = [
    "ADMIN",
    "PLATFORM_DATABASE",
    "PROJECT_ROLE",
    "SHADOW_DATABASE",
    "ShadowServer",
    "default_cache",
    "embedded",
    "server_account",
]


@contextlib.contextmanager
def embedded(
    major: int | None = None, bindir: str | None = None, cache: Path | None = None, *, tcp: bool = False
) -> Iterator[ShadowServer]:
    """Boot a server for the length of a `with` block; it is always stopped and removed.

    Args:
        major: the target's major version; the binaries that fit it are preferred.
        bindir: binaries to use instead of searching.
        cache: folder for the template; by default the user's cache folder.
        tcp: listen on a free port of 127.0.0.1 too; the socket's name has that port.

    Raises:
        PostgresError: no binaries, or the server does not start.
    """
    started = time.perf_counter()
    account = server_account()
    cache = cache or default_cache()
    cache.mkdir(parents=True, exist_ok=True)
    binaries = reachable(find_binaries(major, bindir), account, cache)
    template = ready_template(binaries, account, cache)
    platform = _platform_folder(template)
    with stopped_once(), copied(template, platform, account) as folder:
        settings = _stand_ins(binaries, account, folder)
        port = PORT
        if tcp:
            port = free_port()
            settings += _listen_on_loopback(account, folder)
        with running(binaries, account, folder, settings, port):
            old = (template / "password").read_text()
            server = ShadowServer(str(folder), port, server_version(folder, old, port), old)
            yield _with_own_password(server, started)


def _stand_ins(binaries: Binaries, account: Account, folder: Path) -> list[str]:
    """The settings that let CREATE EXTENSION find the stand-ins, which are put into the folder."""
    if binaries.major < FROM_PATH:
        return []
    place = folder / "extensions"
    path = control_path(place, binaries.extensions())
    account.own(place)
    return [f"extension_control_path={path}"]


def _listen_on_loopback(account: Account, folder: Path) -> list[str]:
    """The setting that makes the server listen on 127.0.0.1, whose rule is written; each client needs the password."""
    rules = folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all all scram-sha-256\nhost all all {LOOPBACK}/32 scram-sha-256\n")
    account.own(rules.parent)
    return [f"listen_addresses={LOOPBACK}"]


def _platform_folder(template: Path) -> str:
    """Folder of the platform's database, which nobody writes to; it is the one that was made last."""
    newest = max((folder.name for folder in (template / "data" / "base").iterdir()), key=int)
    return f"base/{newest}"


def _with_own_password(server: ShadowServer, started: float) -> ShadowServer:
    """The template's password may be known to others; this run gets one of its own."""
    password = secrets.token_urlsafe(24)
    with server.connect(PLATFORM_DATABASE, ADMIN) as connection:
        for role in (ADMIN, PROJECT_ROLE):
            connection.execute(f"ALTER ROLE {ident(role)} PASSWORD {literal(password)}".encode())
    return replace(server, password=password, boot_seconds=time.perf_counter() - started)
