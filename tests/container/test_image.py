"""Content of the image."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemasync.supabase.extensions import ALLOWED
from tests.container.engine import ROOT, docker, inspect

PYTHON = "/opt/schemasync/bin/python"
BOOT = """
import os, sys
from pathlib import Path
from schemasync.postgres.embedded import embedded
with embedded() as server:
    pid = int((Path(server.host) / "data/postmaster.pid").read_text().splitlines()[0])
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    print(server.version, status["Uid"].split()[0], server.boot_seconds, server.host)
print(os.listdir(os.path.dirname(server.host)), os.listdir("/dev/shm"))
"""


def test_runs_on_a_read_only_file_system(image: str, tmp_path: Path) -> None:
    """Nothing but temporary folders is written to."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text("CREATE TABLE public.a (i int);")
    tmp_path.chmod(0o755)
    words = ("-I", "-m", "schemasync", "replay", "--migrations", "/m/migrations", "--format", "json")
    text = docker("run", "--rm", "--read-only", "--tmpfs", "/tmp", "--volume", f"{tmp_path}:/m:ro", "--entrypoint", PYTHON, image, *words)  # fmt: skip
    assert '"replayed": 1' in text


def test_server_boots_from_the_baked_template(image: str) -> None:
    """Shared memory is 64 MB, as the runner leaves it."""
    lines = docker("run", "--rm", "--entrypoint", PYTHON, image, "-I", "-c", BOOT).splitlines()
    version, uid, _seconds, host = lines[0].split()
    assert int(version) // 10000 == 17
    assert uid != "0"
    assert host.startswith("/tmp/")
    assert lines[1] == "[] []"


@pytest.mark.parametrize(
    "form", ["{};", "DO $$ BEGIN EXECUTE concat('CRE', 'ATE ', '{}'); END $$;"], ids=["statement", "put together"]
)
def test_extensions(image: str, tmp_path: Path, form: str) -> None:
    """All of Supabase's list, real or as a stand-in; where no privileged call reads the statement, the server finds them itself."""
    names = sorted(ALLOWED - {"plpgsql"})
    for number, name in enumerate(names):
        cascade = " CASCADE" if name not in {"pg_cron", "pgmq"} else ""
        text = f'CREATE EXTENSION IF NOT EXISTS "{name}"{cascade}'
        text = text.removeprefix("CREATE ") if "EXECUTE" in form else text
        (tmp_path / f"{number + 1}_{name}.sql").write_text(form.format(text) + "\n")
    text = docker("run", "--rm", "--volume", f"{tmp_path}:/m:ro", "--entrypoint", "/bin/sh", image, "-c",
                  "/opt/schemasync/bin/schemasync replay --migrations /m --format json || true")  # fmt: skip
    answer = json.loads(text)
    failed = {file["file"]: file["error"]["message"] for file in answer["files"] if file.get("error")}
    assert failed == {}
    assert answer["replayed"] == len(names)


@pytest.mark.parametrize("program", ["gcc", "pip", "pip3", "git", "psql", "perl5.40", "llvm-config"])
def test_no_tool_is_left(image: str, program: str) -> None:
    found = docker("run", "--rm", "--entrypoint", "sh", image, "-c", f"command -v {program} || true")
    assert found == ""


def test_nothing_is_left_of_the_build(image: str) -> None:
    script = "ls /var/lib/apt/lists/* /src /wheels /packages /image 2>/dev/null | wc -l; find / -xdev -name '*.bc' -o -xdev -name 'libLLVM*' -o -xdev -name 'libgdal*' | wc -l"
    assert docker("run", "--rm", "--entrypoint", "sh", image, "-c", script).split() == ["0", "0"]


def test_libraries_are_there(image: str) -> None:
    script = "ldd /usr/lib/postgresql/17/bin/postgres /usr/lib/postgresql/17/lib/*.so | grep 'not found' || true"
    assert docker("run", "--rm", "--entrypoint", "sh", image, "-c", script) == ""


def test_configuration(image: str) -> None:
    config = inspect(image)["Config"]
    assert config["Entrypoint"] == [PYTHON, "-I", "/entrypoint.py"]
    assert not config.get("User")
    assert docker("run", "--rm", "--entrypoint", "cat", image, "/etc/gitconfig").split() == [
        "[safe]",
        "directory",
        "=",
        "*",
    ]


def test_entrypoint_is_short() -> None:
    assert len((ROOT / "entrypoint.py").read_text().splitlines()) <= 10


def test_locks_agree() -> None:
    """The image's packages are those that the tests ran with."""
    pins = [{line.partition(" ")[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}
            for name in ("requirements.lock", "requirements-runtime.lock", "requirements-build.lock")]  # fmt: skip
    assert pins[1] <= pins[0]
    assert pins[2] <= pins[0]
