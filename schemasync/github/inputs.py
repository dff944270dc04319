"""Reads the action's inputs; every problem is reported together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemasync.config.settings import BASELINES, DEFAULT_MIGRATIONS, PROVIDERS
from schemasync.core.errors import SettingsError

FAIL_ON = ("drift", "security", "breaking", "pending-failure", "never")
COMMENT = ("always", "on-findings", "never")
NAMES = (
    "database-url", "database-password", "migrations", "workdir", "config", "schemas", "github-token", "postgres",
    "postgres-image", "shadow-url", "fail-on", "comment", "check-name", "report-path", "summary", "issue-on-drift",
    "timeout", "ssl-root-cert", "baseline", "target-name", "post",
)  # fmt: skip
"""Every input of `action.yml`."""
SECRETS = ("database-url", "database-password", "github-token", "shadow-url")


def spellings(name: str) -> tuple[str, str]:
    """The variables in which runners have passed an input: dashes are kept, or not."""
    upper = name.upper()
    return f"INPUT_{upper}", f"INPUT_{upper.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of the action, checked.

    Attributes:
        base: folder that relative paths start at: the workspace, and `workdir` in it.
        fail_on: what makes the step fail; empty for never.
        timeout: seconds for the whole run.
        post: a saved comment to post for a pull request from a fork; None for an ordinary run.
    """

    base: Path
    workdir: str = ""
    database_url: str = field(default="", repr=False)
    database_password: str = field(default="", repr=False)
    migrations: str = str(DEFAULT_MIGRATIONS)
    config: str = ""
    schemas: tuple[str, ...] = ()
    github_token: str = field(default="", repr=False)
    postgres: str = "embedded"
    postgres_image: str = ""
    shadow_url: str = field(default="", repr=False)
    fail_on: frozenset[str] = frozenset({"drift", "pending-failure"})
    comment: str = "always"
    check_name: str = "schemasync"
    report_path: str = "schemasync-report"
    summary: bool = True
    issue_on_drift: bool = False
    timeout: int = 600
    ssl_root_cert: str = ""
    baseline: str = "none"
    target_name: str = ""
    post: str = ""

    def path(self, text: str) -> Path:
        """A path as the user means it: from the base folder."""
        return self.base / text


def read_inputs(environ: Mapping[str, str]) -> Inputs:
    """Read `INPUT_*` in both spellings that runners have used (`INPUT_FAIL-ON`, `INPUT_FAIL_ON`).

    Raises:
        SettingsError: names every problem at once.
    """
    reader = _Reader(environ)
    workdir = reader.text("workdir")
    fail_on = reader.choices("fail-on", FAIL_ON, ("drift", "pending-failure"))
    inputs = Inputs(
        base=Path(environ.get("GITHUB_WORKSPACE") or ".") / workdir,
        workdir=workdir,
        database_url=reader.text("database-url"),
        database_password=reader.text("database-password"),
        migrations=reader.text("migrations") or str(DEFAULT_MIGRATIONS),
        config=reader.text("config"),
        schemas=reader.words("schemas"),
        github_token=reader.text("github-token"),
        postgres=reader.choice("postgres", PROVIDERS, "embedded"),
        postgres_image=reader.text("postgres-image"),
        shadow_url=reader.text("shadow-url"),
        fail_on=frozenset(fail_on) - {"never"},
        comment=reader.choice("comment", COMMENT, "always"),
        check_name=reader.text("check-name") or "schemasync",
        report_path=reader.text("report-path") or "schemasync-report",
        summary=reader.flag("summary", default=True),
        issue_on_drift=reader.flag("issue-on-drift", default=False),
        timeout=reader.number("timeout", 600),
        ssl_root_cert=reader.text("ssl-root-cert"),
        baseline=reader.choice("baseline", BASELINES, "none"),
        target_name=reader.text("target-name"),
        post=reader.text("post"),
    )
    if "never" in fail_on and len(fail_on) > 1:
        reader.problems.append("fail-on: `never` stands alone")
    if reader.problems:
        raise SettingsError("\n".join(reader.problems), "the README lists every input with its values")
    return inputs


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def text(self, name: str) -> str:
        return next((value.strip() for key in spellings(name) if (value := self._environ.get(key, "")).strip()), "")

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, self.text(name).replace(",", " ").split()))

    def choice(self, name: str, known: Sequence[str], default: str) -> str:
        value = self.text(name) or default
        if value not in known:
            self.problems.append(f"{name}: must be one of {', '.join(known)}, not {value!r}")
        return value

    def choices(self, name: str, known: Sequence[str], default: Sequence[str]) -> tuple[str, ...]:
        values = self.words(name) or tuple(default)
        unknown = [value for value in values if value not in known]
        if unknown:
            self.problems.append(f"{name}: must be of {', '.join(known)}, not {', '.join(map(repr, unknown))}")
        return values

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name) or str(default).lower()
        if value not in ("true", "false"):
            self.problems.append(f"{name}: must be true or false, not {value!r}")
        return value == "true"

    def number(self, name: str, default: int) -> int:
        value = self.text(name) or str(default)
        if not (value.isascii() and value.isdigit() and int(value) > 0):
            self.problems.append(f"{name}: must be a number of seconds, not {value!r}")
            return default
        return int(value)
