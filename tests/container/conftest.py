"""The image, built once; a server image with the official one's interface; a network with a drifted target on it."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from schemasync.postgres.shadow import ADMIN, ShadowServer, install_platform
from schemasync.supabase.platform import cluster_sql
from tests.container.engine import IMAGE, ROOT, SERVER, STAGE, SUPABASE, address, docker, inspect
from tests.example import EXAMPLE, apply_by_hand
from tests.github.standin import GitHubStandIn

SHOP = Path(__file__).parents[1] / "report/states/shop"
"""Migrations of a small project."""
REPO = "octo/app"
HEAD = "a" * 40
PULL = 7


@pytest.fixture(scope="session")
def engine() -> None:
    """Skips where no Docker answers, unless `SCHEMASYNC_REQUIRE_DOCKER=1` says that one must."""
    found = (
        shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0
    )
    if not found and os.environ.get("SCHEMASYNC_REQUIRE_DOCKER") == "1":
        pytest.fail("no Docker engine answers, and SCHEMASYNC_REQUIRE_DOCKER=1")
    if not found:
        pytest.skip("no Docker engine answers")


@pytest.fixture(scope="session")
def image(engine: None) -> str:
    docker("build", "--quiet", "--tag", IMAGE, str(ROOT))
    return IMAGE


@pytest.fixture(scope="session")
def server_image(image: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    docker("build", "--quiet", "--target", "postgres", "--tag", STAGE, str(ROOT))
    context = tmp_path_factory.mktemp("context") / "server"
    shutil.copytree(Path(__file__).parent / "server", context)
    (context / "initdb.d").mkdir()
    docker("build", "--quiet", "--build-arg", f"BASE={STAGE}", "--tag", SERVER, str(context))
    (context / "initdb.d/1_roles.sql").write_text(cluster_sql())
    (context / "initdb.d/2_auth.sql").write_text(
        "CREATE SCHEMA auth AUTHORIZATION supabase_admin; CREATE TABLE auth.users (id uuid PRIMARY KEY);"
        "CREATE SCHEMA extensions; CREATE EXTENSION pgcrypto WITH SCHEMA extensions;"
    )
    docker("build", "--quiet", "--build-arg", f"BASE={STAGE}", "--tag", SUPABASE, str(context))
    return SERVER


@dataclass
class Network:
    """A Docker network of the test's own, as a job with services has one."""

    name: str
    gateway: str
    containers: list[str] = field(default_factory=list)

    def start(self, image: str, alias: str, password: str, user: str = ADMIN) -> ShadowServer:
        """Start a service container and wait until its server answers."""
        name = f"{self.name}-{alias}"
        self.containers.append(name)
        docker("run", "--detach", "--name", name, "--network", self.name, "--network-alias", alias,
               "--env", f"POSTGRES_PASSWORD={password}", "--env", f"POSTGRES_USER={user}", "--env", "POSTGRES_DB=postgres", image)  # fmt: skip
        host = address(name, self.name)
        conninfo = make_conninfo(host=host, user=user, password=password, dbname="postgres", connect_timeout=2)
        deadline = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(conninfo) as connection:
                    return ShadowServer(host, 5432, connection.info.server_version, password)
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, docker("logs", name)
                time.sleep(0.1)


@pytest.fixture(scope="session")
def network(engine: None) -> Iterator[Network]:
    name = f"ss-test-{secrets.token_hex(4)}"
    docker("network", "create", name)
    found = Network(name, inspect(name)["IPAM"]["Config"][0]["Gateway"])
    try:
        yield found
    finally:
        for container in found.containers:
            docker("rm", "--force", "--volumes", container)
        docker("network", "rm", name)


@pytest.fixture(scope="session")
def target(network: Network, server_image: str) -> str:
    """URL of a database that has the example's migrations and its drift, as containers of the network know it.

    A second one, `shop`, has the small project's, with a column that somebody added and without a trigger.
    """
    password = "target-pass-0123456789"
    server = network.start(server_image, "target", password)
    install_platform(server)
    server.create_database("shop")
    with server.connect("shop") as connection:
        for path in sorted(SHOP.glob("*.sql")):
            connection.execute(path.read_bytes())
        connection.execute(
            b"ALTER TABLE public.profiles ADD COLUMN avatar_url text; DROP TRIGGER orders_touch ON public.orders"
        )
    apply_by_hand(server, EXAMPLE / "supabase/migrations")
    with server.connect() as connection:
        connection.execute((EXAMPLE / "drift.sql").read_bytes())
    return f"postgresql://postgres:{password}@target:5432/postgres"


@pytest.fixture
def gh(network: Network) -> Iterator[GitHubStandIn]:
    """GitHub on the network's gateway, which containers reach, with a pull request and a workflow's token."""
    with GitHubStandIn(network.gateway) as stand_in:
        stand_in.add_repository(REPO)
        stand_in.add_pull(REPO, number=PULL, head_sha=HEAD)
        stand_in.add_token(
            "ghs_token0123456789", permissions={"contents": "read", "checks": "write", "pull-requests": "write"}
        )
        yield stand_in
    assert stand_in.take_violations() == []
