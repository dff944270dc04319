"""README.md shows commands that the command line understands, and tables that are written from the code."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemasync.commands.parser import COMMANDS as DECLARED
from schemasync.commands.parser import parse, parser
from schemasync.config.options import COMMANDS as NAMES
from schemasync.config.options import OPTIONS, options_of
from schemasync.core.errors import SchemasyncError
from schemasync.core.exit_codes import ExitCode
from tools.options import README, readme

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
        options = parse(without_redirection(words))
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


def test_tables_are_written_from_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == readme(text), "run `make options`"


def test_all_commands_are_described() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    subcommands = next(action for action in parser()._actions if action.choices and "check" in action.choices)
    assert subcommands.choices is not None
    assert set(subcommands.choices) == {command.name for command in DECLARED} == set(NAMES)
    assert not [name for name in subcommands.choices if f"`{name}`" not in text]
    assert not [code for code in ExitCode if not re.search(rf"\|\s*`?{code.value}`?\s*\|", text)], "exit codes"


@pytest.mark.parametrize("command", NAMES)
def test_help_describes_every_option_of_a_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With its variable and its default; and no command takes two options of one name."""
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    text = " ".join(capsys.readouterr().out.split())
    options = list(options_of(command))
    for option in options:
        if option.flag:
            assert option.flag in text
            assert "".join(option.help.split()) in "".join(text.split())
            assert not option.variable or option.variable in text
    assert len({option.attribute for option in options}) == len(options)


def test_every_option_can_be_given() -> None:
    assert not [o.name for o in OPTIONS if not (o.is_input or (o.commands and (o.flag or o.variable)))]
    assert not [o.name for o in OPTIONS if set(o.commands) - set(NAMES)]
