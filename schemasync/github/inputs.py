"""Read the inputs of the action from the environment; all problems are reported together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemasync.config.choices import CleanComment, CommentMode, FailOn
from schemasync.config.option import Option
from schemasync.config.options import INPUTS, SECRETS, WORKDIR
from schemasync.core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Inputs:
    """The checked inputs of the action; each field but `base` is the value of the option of the same name.

    Attributes:
        base: folder to which paths are relative: `workdir` in the workspace.
        fail_on: values of `fail-on`; empty for `never`.
        timeout: seconds for the whole run.
        post: folder of a saved comment for a pull request from a fork; empty for an ordinary run.
    """

    base: Path
    database_url: str = field(repr=False)
    database_password: str = field(repr=False)
    github_token: str = field(repr=False)
    shadow_url: str = field(repr=False)
    workdir: str
    migrations: str
    config: str
    schemas: tuple[str, ...]
    baseline: str
    include_all: bool
    include_roles: bool
    large_table: int
    probe_rows: bool
    down_sql: bool
    target_name: str
    ssl_root_cert: str
    postgres: str
    postgres_image: str
    fail_on: frozenset[FailOn]
    rules_level: str
    comment: CommentMode
    clean_comment: CleanComment
    suggestions: bool
    check_name: str
    report_path: str
    summary: bool
    issue_on_drift: bool
    timeout: int
    post: str

    def path(self, text: str) -> Path:
        """Resolve a path that the user gave: relative to the base folder."""
        return self.base / text


ADVICE = "the README lists every input with its values"


def variables(option: Option) -> tuple[str, str]:
    """Environment variables of an input: runners keep its dashes (`INPUT_FAIL-ON`) or replace them (`INPUT_FAIL_ON`)."""
    upper = option.name.upper()
    return f"INPUT_{upper}", f"INPUT_{upper.replace('-', '_')}"


SECRET_VARIABLES = tuple(variable for option in SECRETS for variable in variables(option))


def read_inputs(environ: Mapping[str, str]) -> Inputs:
    """Read and check every input.

    Raises:
        SettingsError: names every problem at once.
    """
    inputs, problems = _read(environ)
    if problems:
        raise SettingsError("\n".join(problems), ADVICE)
    return inputs


def readable_inputs(environ: Mapping[str, str]) -> Inputs:
    """The inputs, with the default for each that is invalid: enough to report the error on GitHub."""
    return _read(environ)[0]


def _read(environ: Mapping[str, str]) -> tuple[Inputs, list[str]]:
    """The inputs, with the default for each that is invalid, and a sentence for each of these."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for option in INPUTS:
        try:
            values[option.attribute] = option.read(_text(environ, option))
        except ValueError as error:
            problems.append(f"{option.name}: {error}")
            values[option.attribute] = option.read("")
    values["comment"] = CommentMode(values["comment"])
    values["clean_comment"] = CleanComment(values["clean_comment"])
    values["fail_on"] = frozenset(map(FailOn, values["fail_on"])) - {FailOn.NEVER}
    base = Path(environ.get("GITHUB_WORKSPACE") or ".") / values[WORKDIR.attribute]
    return Inputs(base=base, **values), problems


def _text(environ: Mapping[str, str], option: Option) -> str:
    return next((text for key in variables(option) if (text := environ.get(key, "").strip())), "")
