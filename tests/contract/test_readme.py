"""What README.md tells to type is understood by the command line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemasync.commands import main as cli
from schemasync.core.errors import SchemasyncError

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(?:console|sh|bash|shell)\b[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)


def commands() -> Iterator[list[str]]:
    """Words of each command in a fenced block; `$ ` before it, variables, comments and continued lines are understood."""
    for block in FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            command: list[str] = []
            for word in [*words, "|"]:
                if word in ("|", "&&", ";", "||"):
                    if command:
                        yield command
                    command = []
                elif command or not ASSIGNMENT.fullmatch(word):
                    command.append(word)


COMMANDS = list(commands())
OURS = [words[1:] for words in COMMANDS if words[0] == "schemasync"]


def without_redirection(words: list[str]) -> list[str]:
    end = next((at for at, word in enumerate(words) if word.startswith((">", "2>", "<"))), len(words))
    return words[:end]


def test_readme_shows_the_main_commands() -> None:
    assert {"check", "replay", "diff"} <= {words[0] for words in OURS}


@pytest.mark.parametrize("words", OURS, ids=" ".join)
def test_command_is_understood(words: list[str]) -> None:
    try:
        options = cli._parser().parse_args(without_redirection(words))
    except SystemExit as end:
        assert end.code == 0, "see the usage above"
    except SchemasyncError as error:
        pytest.fail(error.message)
    else:
        assert callable(options.run)


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] == "make"], ids=" ".join)
def test_make_target_exists(words: list[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in words[1:]:
        if not ASSIGNMENT.fullmatch(word):
            assert re.search(rf"^{re.escape(word)}\s*:", makefile, re.MULTILINE), f"make {word}"


def test_all_commands_are_described() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    subcommands = next(action for action in cli._parser()._actions if action.choices and "check" in action.choices)
    assert subcommands.choices is not None
    assert not [name for name in subcommands.choices if f"`{name}" not in text and f"schemasync {name}" not in text]
    assert not [str(code) for code in range(8) if not re.search(rf"\|\s*`?{code}`?\s*\|", text)], "exit codes"
