"""Docker by its command line, as the runner uses it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
IMAGE = "schemasync:test"
STAGE = "schemasync-test-stage"
SERVER = "schemasync-test-server"
SUPABASE = "schemasync-test-supabase"
"""Like SERVER, with the roles and some of the schemas that Supabase's image has from the start."""


def docker(*arguments: str, environment: Mapping[str, str] | None = None) -> str:
    """Standard output of a docker command; an AssertionError with all output if it fails."""
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, f"docker {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


def inspect(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(docker("inspect", name))[0]
    return found


def address(name: str, network: str) -> str:
    return str(inspect(name)["NetworkSettings"]["Networks"][network]["IPAddress"])
