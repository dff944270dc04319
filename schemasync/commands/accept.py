"""`schemasync accept`: entries of schemasync.toml for problems that are intended."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from schemasync.commands.arguments import comparison_settings
from schemasync.commands.fix_plan import choose
from schemasync.commands.output import progress, say
from schemasync.config.schemasync_toml import parse_config
from schemasync.config.settings import config_path
from schemasync.core.errors import SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.masking import without_known_secrets
from schemasync.core.sync_status import UNKNOWN
from schemasync.core.toml_text import TomlError, parse_toml
from schemasync.pipeline import check
from schemasync.report.view.problems import accept_entry


def run(options: argparse.Namespace) -> int:
    """Check, append the entries, and name what was accepted.

    Raises:
        SettingsError: a name fits no open problem, the reason is empty, or the file cannot be written.
    """
    if not options.problems or not options.reason.strip():
        raise SettingsError("name a problem and a reason", "schemasync accept PROBLEM --reason TEXT")
    until = _date(options.until)
    settings = comparison_settings(options)
    with progress() as report_progress:
        opened = [problem for problem in check(settings, report_progress).open if problem.status != UNKNOWN]
    chosen = choose(opened, options.problems, "open problem")
    file = config_path(options.config, settings.migrations)
    _append(file, [accept_entry(problem, options.reason.strip(), until) for problem in chosen])
    for problem in chosen:
        say(f"accepted: {problem.title}")
    print(f"Wrote {file}.")
    return ExitCode.IN_SYNC


def _date(text: str | None) -> str:
    if not text:
        return ""
    try:
        return str(dt.date.fromisoformat(text))
    except ValueError:
        raise SettingsError(f"--until is not a date: {text}", "write it as 2027-01-31") from None


def _append(file: Path, entries: Sequence[str]) -> None:
    """Append the entries to a file, which is created if there is none, with the file's own ends of lines.

    Raises:
        SettingsError: it cannot be written, or would be no configuration; it is left as it was.
    """
    try:
        before = file.read_bytes().decode() if file.is_file() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        added = gap + without_known_secrets("\n".join(entries))
        text = before + (added.replace("\n", "\r\n") if "\r\n" in before else added)
        parse_toml(text)
        parse_config(file, text)
        file.write_bytes(text.encode())
    except TomlError as error:
        hint = "write its entries as [[accept]] tables, not as accept = […]"
        raise SettingsError(f"{file}: the entries cannot be appended: {error}", hint) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be written ({error})", "check --config") from None
