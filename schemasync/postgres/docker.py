"""Run the shadow server in a container, from an image such as `supabase/postgres`, and remove it with its volumes."""

from __future__ import annotations

import contextlib
import re
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import requests
from docker import DockerClient
from docker.errors import APIError, DockerException, ImageNotFound, NotFound
from docker.models.containers import Container
from psycopg.conninfo import make_conninfo

from schemasync.core.errors import PostgresError
from schemasync.postgres.libpq_environment import connect_isolated
from schemasync.postgres.shadow import (
    ADMIN,
    PLATFORM_DATABASE,
    ShadowServer,
    install_platform,
    with_own_passwords,
)
from schemasync.postgres.signals import block_signals, deferred_signals, ignore_repeated_signals
from schemasync.supabase.config_toml import DEFAULT_MAJOR

IMAGES = {15: "supabase/postgres:15.8.1.116", 17: "supabase/postgres:17.6.1.011"}
"""Supabase's image for each major version; for other versions the official image of PostgreSQL is used."""
LABEL = "schemasync.until"
"""Label of every container of ours: the Unix time from which on any run may remove it."""
LIFETIME = 6 * 3600
"""Seconds after which a container is a leftover of a killed run: GitHub's time limit of a job."""
READY_TIMEOUT = 120.0
"""Seconds from the container's start until a server that does not answer counts as failed."""
MEMORY = "2g"
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "max_locks_per_transaction=512",
    "max_worker_processes=0",
    "temp_file_limit=1GB",
    "timezone=UTC",
)
"""No durability, and no background workers, so that pg_cron and pg_net do nothing, as in the Supabase CLI's shadow."""

_PORT = "5432/tcp"
_ID = re.compile(r"[0-9a-f]{64}")
_OWN_FILES = {"/etc/hostname", "/etc/hosts", "/etc/resolv.conf"}
_FINAL = ("authentication failed", "does not exist")
"""Parts of error messages after which further attempts to connect are useless."""


@contextlib.contextmanager
def container(image: str = "", major: int | None = None) -> Iterator[ShadowServer]:
    """Start a container for the length of a `with` block, and always remove it with its volumes.

    If this process runs in a container, the new container joins its network; otherwise it publishes a port on 127.0.0.1.

    Args:
        image: an image with the interface of PostgreSQL's official one; by default Supabase's for the major version.
        major: the target's major version.

    Raises:
        PostgresError: no Docker daemon answers, the image does not exist, or its server does not answer.
    """
    started = time.perf_counter()
    with ignore_repeated_signals(), _docker() as client:
        _sweep(client)
        name = image or default_image(major)
        _fetch(client, name)
        network = _own_network(client)
        password = secrets.token_urlsafe(24)
        with _running(client, name, network, password) as box:
            server = _wait(box, network, password)
            install_platform(server)
            server = with_own_passwords(server)  # the first one can be read in the container's environment
            yield replace(server, boot_seconds=time.perf_counter() - started)


def default_image(major: int | None) -> str:
    """The image for a target's major version."""
    return IMAGES.get(major or DEFAULT_MAJOR) or f"postgres:{major}"


@contextlib.contextmanager
def _docker() -> Iterator[DockerClient]:
    hint = "give this process the Docker daemon's socket (or DOCKER_HOST), or use `postgres: embedded`"
    try:
        client = DockerClient.from_env()
    except (DockerException, requests.RequestException) as error:
        raise PostgresError(f"no Docker daemon answers: {error}", hint) from None
    try:
        client.ping()
        yield client
    except requests.RequestException as error:
        raise PostgresError(f"the Docker daemon does not answer any more: {error}", hint) from None
    except APIError as error:
        raise PostgresError(f"Docker refused: {error.explanation or error}", hint) from None
    finally:
        client.close()


def _fetch(client: DockerClient, name: str) -> None:
    """Pull the image unless it is present."""
    try:
        client.images.get(name)
    except ImageNotFound:
        print(f"pulling {name}", file=sys.stderr)
    else:
        return
    try:
        client.images.pull(name)
    except APIError as error:
        raise PostgresError(
            f"the image {name} is not on this machine and cannot be pulled: {error.explanation or error}",
            "check `postgres-image` and the network, pull the image in an earlier step, or use `postgres: embedded`",
        ) from None


@contextlib.contextmanager
def _running(client: DockerClient, image: str, network: str, password: str) -> Iterator[Container]:
    """Create and start a container; its name is chosen first, so that it can be removed even if a signal stops the creation."""
    name = f"schemasync-{secrets.token_hex(8)}"
    command: list[str] = list(client.images.get(image).attrs["Config"].get("Cmd") or ["postgres"])
    if command[0] == "postgres":
        command += [word for setting in SETTINGS for word in ("-c", setting)]
    try:
        with block_signals():
            box = client.containers.create(
                image,
                command,
                name=name,
                environment={"POSTGRES_USER": ADMIN, "POSTGRES_PASSWORD": password, "POSTGRES_DB": "postgres"},
                labels={LABEL: str(int(time.time()) + LIFETIME)},
                mem_limit=MEMORY,
                **({"network": network} if network else {"ports": {_PORT: ("127.0.0.1", None)}}),
            )
        box.start()
        yield box
    finally:
        with deferred_signals():
            _remove(client, name)


def _remove(client: DockerClient, name: str) -> None:
    try:
        client.containers.get(name).remove(force=True, v=True)
    except NotFound:
        return
    except (APIError, requests.RequestException) as error:
        if isinstance(error, APIError) and error.status_code == requests.codes.conflict:
            return  # another process is removing it
        print(f"the container {name} could not be removed: docker rm --force --volumes {name}", file=sys.stderr)


def _sweep(client: DockerClient) -> None:
    """Remove containers that killed runs have left."""
    for box in client.containers.list(all=True, filters={"label": LABEL}, ignore_removed=True):
        if int(box.labels.get(LABEL) or 0) < time.time():
            _remove(client, box.id or "")


def _wait(box: Container, network: str, password: str) -> ShadowServer:
    """Wait until the server answers over TCP, which the official image does only after its initialization."""
    reason, deadline = "no answer", time.monotonic() + READY_TIMEOUT
    while time.monotonic() < deadline:
        box.reload()
        if box.status in ("exited", "dead"):
            reason = "it exited"
            break
        host, port = _address(box, network)
        try:
            known = make_conninfo(host=host, port=port, dbname=PLATFORM_DATABASE, user=ADMIN, password=password)
            with connect_isolated(known, connect_timeout=2) as connection:
                return ShadowServer(host, port, connection.info.server_version, password)
        except psycopg.OperationalError as error:
            reason = str(error).strip().splitlines()[-1]
            if any(word in reason for word in _FINAL):
                break
        time.sleep(0.1)
    tail = box.logs(tail=6).decode(errors="replace").strip().splitlines()
    image = box.attrs["Config"]["Image"]
    raise PostgresError(
        f"the server in the image {image} did not start: {reason}", " / ".join(tail) or "its log is empty"
    )


def _address(box: Container, network: str) -> tuple[str, int]:
    """Host and port of the server; port 1, where nothing listens, until Docker has published the port."""
    settings = box.attrs["NetworkSettings"]
    if network:
        return settings["Networks"].get(network, {}).get("IPAddress") or "127.0.0.1", 5432
    published = settings["Ports"].get(_PORT) or [{"HostPort": "1"}]
    return "127.0.0.1", int(published[0]["HostPort"])


def _own_network(client: DockerClient) -> str:
    """Network of the container in which this process runs; empty outside a container and in the host's network."""
    for name in _own_names():
        with contextlib.suppress(NotFound):
            own = client.containers.get(name).attrs
            mode: str = own["HostConfig"]["NetworkMode"]
            if mode.startswith("container:"):
                own = client.containers.get(mode.partition(":")[2]).attrs
            networks = [network for network in own["NetworkSettings"]["Networks"] if network not in ("host", "none")]
            return str(min(networks, key=lambda network: network == "bridge", default=""))
    return ""


def _own_names() -> list[str]:
    """Possible ids of our container, most reliable first: from mounted files, from cgroup v1, from the host name."""
    found: list[str] = []
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/mountinfo").read_text().splitlines():
            root, point = line.split()[3:5]
            found += _ID.findall(root) if point in _OWN_FILES else []
    with contextlib.suppress(OSError):
        found += _ID.findall(Path("/proc/self/cgroup").read_text())
    if re.fullmatch(r"[0-9a-f]{12}", socket.gethostname()):
        found.append(socket.gethostname())
    return list(dict.fromkeys(found))
