"""`schemasync completion`: a script that completes commands and options in a shell."""

from __future__ import annotations

import argparse

from schemasync.commands.parser import COMMANDS
from schemasync.config.option import Option
from schemasync.config.options import options_of
from schemasync.core.exit_codes import ExitCode

_BASH = """\
_schemasync() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words=
    if ((COMP_CWORD == 1)); then
        words="{commands}"
    else
        case "${{COMP_WORDS[1]}} $before" in
{values}
            *) [[ $current == -* ]] && case ${{COMP_WORDS[1]}} in
{flags}
            esac ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o bashdefault -o default -F _schemasync schemasync
"""
_ZSH = "#compdef schemasync\nautoload -U +X bashcompinit && bashcompinit\n"


def run(options: argparse.Namespace) -> int:
    """Print the script for the shell."""
    print({"bash": _bash, "zsh": lambda: _ZSH + _bash(), "fish": _fish}[options.shell](), end="")
    return ExitCode.IN_SYNC


def _flags(command: str) -> list[Option]:
    return [option for option in options_of(command) if option.flag.startswith("--")]


def _bash() -> str:
    values = [
        f'            "{command.name} {option.flag}") words="{" ".join(option.choices)}" ;;'
        for command in COMMANDS
        for option in _flags(command.name)
        if option.choices
    ]
    flags = [
        f'                {command.name}) words="{" ".join([*(o.flag for o in _flags(command.name)), "--help"])}" ;;'
        for command in COMMANDS
    ]
    names = " ".join(command.name for command in COMMANDS)
    return _BASH.format(commands=names, values="\n".join(values), flags="\n".join(flags))


def _fish() -> str:
    lines = ["complete -c schemasync -n __fish_use_subcommand -f"]
    for command in COMMANDS:
        lines.append(f"complete -c schemasync -n __fish_use_subcommand -a {command.name} -d {_quoted(command.help)}")
        for option in _flags(command.name):
            seen = f"'__fish_seen_subcommand_from {command.name}'"
            choices = f" -xa {_quoted(' '.join(option.choices))}" if option.choices else ""
            name, help_ = option.flag.removeprefix("--"), _quoted(option.help.partition(". ")[0])
            lines.append(f"complete -c schemasync -n {seen} -l {name}{choices} -d {help_}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
