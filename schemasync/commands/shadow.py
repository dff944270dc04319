"""`schemasync shadow`: a throwaway database that the migrations made, for a command or until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
from collections.abc import Mapping
from urllib.parse import quote

from schemasync.commands.arguments import replay_settings
from schemasync.commands.child_process import require_program, run_command
from schemasync.commands.output import progress, say
from schemasync.commands.replay_lines import print_failures
from schemasync.config.options import OPTIONS
from schemasync.core.exit_codes import ExitCode
from schemasync.core.process import end_time_limit
from schemasync.migrations.discover import discover
from schemasync.postgres.libpq_environment import hidden_variables
from schemasync.postgres.postmaster import LOOPBACK
from schemasync.postgres.providers import shadow_server
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.replay.stages import replay_files
from schemasync.supabase.config_toml import read_project
from schemasync.supautils.privileged_calls import remove

OVERRIDING = (
    "PGHOSTADDR", "PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGOPTIONS", "PGSSLMODE", "PGSSLNEGOTIATION", "PGREQUIRESSL",
    "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGGSSENCMODE", "PGREQUIREAUTH", "PGREQUIREPEER", "PGCHANNELBINDING",
    "PGTARGETSESSIONATTRS",
)  # fmt: skip
"""Variables of libpq that would connect the command to another server, or make the connection fail."""
SECRETS = tuple(option.variable for option in OPTIONS if option.secret and option.variable)
"""Variables with secrets of the real database or of GitHub: the command does not get them."""


def run(options: argparse.Namespace) -> int:
    """Boot the server, replay the migrations, and run the command or wait."""
    require_program(options.command)
    folder = options.migrations
    settings = replay_settings(options, reads_migrations=not options.platform_only)
    discovery = None if options.platform_only else discover(folder)
    project = discovery.project if discovery else read_project(folder)
    with progress() as report_progress:
        report_progress.stage("starting PostgreSQL")
        boot = shadow_server(settings, project.server_major, tcp=options.tcp)
    with boot as server:
        if discovery:
            with progress() as report_progress:
                report_progress.stage("replaying the migrations")
                results = replay_files(server, discovery, report_progress)
            if print_failures(results):
                return ExitCode.REPLAY
            _remove_bookkeeping(server)
        end_time_limit()  # the server stays as long as it is needed
        variables = connection_variables(server, tcp=options.tcp)
        if options.command:
            return run_command(options.command, child_environment({**os.environ, **hidden_variables()}, variables))
        return _wait(variables)


def _remove_bookkeeping(server: ShadowServer) -> None:
    """Remove the schema `schemasync` of the replay, and let the role of the project log in again."""
    with server.connect(SHADOW_DATABASE, ADMIN) as admin:
        remove(admin)
        server.restore_login(admin, SHADOW_DATABASE)


def connection_variables(server: ShadowServer, *, tcp: bool) -> dict[str, str]:
    """`DATABASE_URL` and libpq's variables for the role `postgres`."""
    on_socket = server.host.startswith("/")
    host, database = LOOPBACK if tcp and on_socket else server.host, server.real_name(SHADOW_DATABASE)
    login = f"{PROJECT_ROLE}:{quote(server.password, safe='')}"
    if host.startswith("/"):
        url = f"postgresql://{login}@/{quote(database)}?host={quote(host, safe='')}&port={server.port}"
    else:
        url = f"postgresql://{login}@{host}:{server.port}/{quote(database)}"
        url += "?sslmode=disable" if on_socket else ""  # the embedded server has no certificate
    return {
        "DATABASE_URL": url,
        "PGHOST": host,
        "PGPORT": str(server.port),
        "PGUSER": PROJECT_ROLE,
        "PGPASSWORD": server.password,
        "PGDATABASE": database,
    }


def child_environment(own: Mapping[str, str], variables: Mapping[str, str]) -> dict[str, str]:
    """The environment of the command: this one without secrets and variables of another database, and `variables`."""
    kept = {name: value for name, value in own.items() if name not in OVERRIDING and name not in SECRETS}
    return kept | dict(variables)


def _wait(variables: Mapping[str, str]) -> int:
    """Print how to connect, in a form that a shell can read, and wait for Ctrl-C or a signal that ends the run."""
    print("\n".join(f"export {name}={shlex.quote(value)}" for name, value in variables.items()), flush=True)
    say("The server runs until Ctrl-C.")
    try:
        while True:
            signal.pause()
    except KeyboardInterrupt:
        return ExitCode.IN_SYNC
