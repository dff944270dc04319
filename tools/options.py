"""Write the `inputs` section of action.yml and the tables of README.md from the declared options.

Run `make options` after an option, a command or an exit code has changed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from schemasync.commands.parser import COMMANDS
from schemasync.config.option import Form, Option
from schemasync.config.options import INPUTS, OPTIONS
from schemasync.core.exit_codes import ExitCode

README, ACTION = ROOT / "README.md", ROOT / "action.yml"
_OUTPUT = re.compile(r"^  ([a-z-]+):\n    description: (.+)\n", re.MULTILINE)


def readme(text: str) -> str:
    """README.md with its tables rewritten."""
    tables = {
        "inputs": _table(("input", "what it is", "default"), map(_input_row, INPUTS)),
        "outputs": _table(("output", "what it is"), _output_rows()),
        "commands": _table(("command", "what it does"), ((f"`{c.name}`", c.description) for c in COMMANDS)),
        "options": _table(("option", "commands", "what it is", "default"), map(_option_row, _of_the_command())),
        "exit codes": _table(("code", "meaning"), ((str(code.value), code.meaning) for code in ExitCode)),
    }
    for name, table in tables.items():
        begin, end = f"<!-- {name}: written by `make options` -->\n", f"<!-- end of {name} -->\n"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        assert found, f"README.md has no place for the table of {name}"
        text = before + begin + table + end + after
    return text


def action(text: str) -> str:
    """action.yml with its inputs rewritten."""
    before, _, rest = text.partition("inputs:\n")
    _, found, after = rest.partition("outputs:\n")
    assert found, "action.yml has no inputs or no outputs"
    return f"{before}inputs:\n{''.join(map(_input, INPUTS))}\noutputs:\n{after}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _input(option: Option) -> str:
    default = option.input_default or option.default
    return (
        f"  {option.name}:\n    description: {_scalar(_input_help(option))}\n    required: false\n"
        f"    default: {default if default and _is_text(default) else json.dumps(default)}\n"
    )


def _scalar(text: str) -> str:
    """A text as a YAML scalar, quoted only where a plain one would be read as something else."""
    return json.dumps(text, ensure_ascii=False) if ": " in text or " #" in text else text


def _is_text(text: str) -> bool:
    """Whether a plain YAML scalar stays a string."""
    return text not in ("true", "false") and not text.isdigit()


def _input_help(option: Option) -> str:
    return f"{option.help} {option.input_help}".strip()


def _input_row(option: Option) -> tuple[str, ...]:
    return f"`{option.name}`", _input_help(option), _code(option.input_default or option.default)


def _output_rows() -> list[tuple[str, ...]]:
    outputs = ACTION.read_text(encoding="utf-8").partition("outputs:\n")[2]
    return [
        (f"`{name}`", json.loads(text) if text.startswith('"') else text) for name, text in _OUTPUT.findall(outputs)
    ]


def _of_the_command() -> Iterable[Option]:
    return (option for option in OPTIONS if option.commands)


def _option_row(option: Option) -> tuple[str, ...]:
    names = [option.flag] if option.flag else []
    names += [option.variable] if option.variable else []
    default = "" if option.form is Form.SWITCH else option.default
    values = f" One of {', '.join(option.choices)}." if option.form is Form.CHOICE and option.name == "format" else ""
    text = f"{option.help} {option.flag_help}".strip() + values
    return ", ".join(map(_code, names)), ", ".join(option.commands), text, _code(default)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    for path, write in ((ACTION, action), (README, readme)):
        path.write_text(write(path.read_text(encoding="utf-8")), encoding="utf-8")
