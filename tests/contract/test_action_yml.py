"""action.yml, the inputs that the code reads, the outputs that it sets, README and workflows say the same."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any
from unittest.mock import MagicMock

import pytest
from ruamel.yaml import YAML

from schemasync.config.option import Form
from schemasync.config.options import INPUTS, SECRETS
from schemasync.github.inputs import Inputs, read_inputs
from schemasync.github.outputs import outputs
from tools.options import ACTION as ACTION_FILE
from tools.options import action

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
ACTION: dict[str, Any] = YAML(typ="safe").load(ROOT / "action.yml")
README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKFLOWS = sorted([*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob("examples/workflows/*.yml")])
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d")


NAMES = {option.name for option in INPUTS}


def test_inputs_are_written_from_the_declared_options() -> None:
    text = ACTION_FILE.read_text(encoding="utf-8")
    assert text == action(text), "run `make options`"


def test_inputs_are_those_that_are_read() -> None:
    assert set(ACTION["inputs"]) == NAMES
    assert {field.name for field in dataclasses.fields(Inputs)} == {"base", *(option.attribute for option in INPUTS)}


def test_secrets_are_in_no_representation() -> None:
    hidden = {field.name for field in dataclasses.fields(Inputs) if not field.repr}
    assert hidden == {option.attribute for option in SECRETS}


def test_defaults_are_those_of_the_code() -> None:
    given = {f"INPUT_{name.upper()}": value["default"] for name, value in ACTION["inputs"].items()}
    given["INPUT_GITHUB-TOKEN"] = ""
    assert read_inputs(given) == read_inputs({})


def test_descriptions_name_every_value() -> None:
    choices = [option for option in INPUTS if option.form in (Form.CHOICE, Form.CHOICES)]
    assert {option.name for option in choices} == {
        "fail-on",
        "rules-level",
        "comment",
        "clean-comment",
        "postgres",
        "baseline",
    }
    for option in choices:
        for value in option.choices:
            assert value in ACTION["inputs"][option.name]["description"], (option.name, value)


def test_outputs_are_those_that_are_set() -> None:
    assert set(ACTION["outputs"]) == set(outputs(MagicMock(), PurePosixPath("reports"), {}))


@pytest.mark.parametrize("name", [*ACTION["inputs"], *ACTION["outputs"]])
def test_readme_describes_it(name: str) -> None:
    assert f"| `{name}` |" in README


def test_secrets_have_no_default_and_say_so() -> None:
    assert {"database-url", "database-password", "shadow-url", "github-token"} == {option.name for option in SECRETS}
    for option in SECRETS:
        described = ACTION["inputs"][option.name]
        assert option.name == "github-token" or (
            described["default"] == "" and "(a secret)" in described["description"]
        )


def test_schemas() -> None:
    for schema, files in (("github-actions", [ROOT / "action.yml"]), ("github-workflows", WORKFLOWS)):
        command = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_actionlint() -> None:
    done = subprocess.run([BIN / "actionlint", *WORKFLOWS], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_zizmor() -> None:
    """No rule about the safety of workflows is broken, and each exception is needed."""
    command = [BIN / "zizmor", "--offline", *WORKFLOWS, ROOT / "action.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_pinned_and_have_no_rights_by_default(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    uses = [line.strip().removeprefix("- ") for line in text.splitlines() if re.match(r"\s*(- )?uses:", line)]
    assert all(PINNED.match(line) or re.match(r"uses: (schemasync|tools)/schemasync@v0$", line) for line in uses), uses
    assert "pull_request_target" not in text


def test_examples_use_known_inputs() -> None:
    for path in ROOT.glob("examples/workflows/*.yml"):
        for job in YAML(typ="safe").load(path)["jobs"].values():
            for step in job["steps"]:
                if "/schemasync@" in step.get("uses", ""):
                    assert set(step.get("with", {})) <= NAMES, path


def test_entrypoint_is_short() -> None:
    assert len((ROOT / "entrypoint.py").read_text(encoding="utf-8").splitlines()) <= 10


def test_a_release_is_built_on_a_digest() -> None:
    pinned = (ROOT / ".github/base-image").read_text(encoding="utf-8")
    assert re.fullmatch(r"BASE=debian:trixie-slim@sha256:[0-9a-f]{64}\n", pinned)
    assert "ARG BASE=debian:trixie-slim\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    workflows = ROOT / ".github/workflows"
    steps = YAML(typ="safe").load(workflows / "release.yml")["jobs"]["image"]["steps"]
    builds = [step["with"] for step in steps if "build-push-action" in step.get("uses", "")]
    assert {build["build-args"] for build in builds} == {"BASE=${{ steps.base.outputs.BASE }}"}
    assert "> .github/base-image" in (workflows / "base.yml").read_text(encoding="utf-8")
