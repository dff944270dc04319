"""The declaration of one option, and how its text is read."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Form(enum.Enum):
    """How the text of an option is read."""

    TEXT = enum.auto()
    PATH = enum.auto()
    WORDS = enum.auto()
    """Words separated by commas or spaces."""
    CHOICE = enum.auto()
    CHOICES = enum.auto()
    """Some of the choices, separated by commas or spaces."""
    SWITCH = enum.auto()
    """`true` or `false`; a flag without a value."""
    SECONDS = enum.auto()
    COUNT = enum.auto()
    """A number, 0 or more."""
    REPEATED = enum.auto()
    """A flag that may be given several times."""
    REST = enum.auto()
    """The remaining arguments of the command line."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option, with every way to give it.

    Attributes:
        name: the input's name, and the flag's unless `flag` differs.
        help: whole sentences, for every place that describes the option.
        form: how its text is read.
        default: its text when it is not given; empty for none.
        choices: all values, for `CHOICE` and `CHOICES`.
        commands: that take it.
        flag: `--name`, a metavariable for a positional argument, or empty if there is neither.
        metavar: stands for the value in `--help`.
        flag_help: more sentences, for the command alone.
        variable: environment variable of the command that gives the default.
        required: the command cannot do without it.
        accepts_folder: the command takes a folder besides the choices.
        is_input: the action takes it.
        input_help: more sentences, for the action alone.
        input_default: default in action.yml if it is an expression of GitHub's.
        secret: masked everywhere, and in no environment of a child process.
    """

    name: str
    help: str
    form: Form = Form.TEXT
    default: str = ""
    choices: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    flag: str = ""
    metavar: str = ""
    flag_help: str = ""
    variable: str = ""
    required: bool = False
    accepts_folder: bool = False
    is_input: bool = False
    input_help: str = ""
    input_default: str = ""
    secret: bool = False

    @property
    def attribute(self) -> str:
        """Name of its value in the parsed arguments and in the action's inputs."""
        return self.name.replace("-", "_")

    @property
    def is_positional(self) -> bool:
        """Whether the command takes it by its place."""
        return bool(self.flag) and not self.flag.startswith("-")

    def read(self, text: str) -> str | bool | int | tuple[str, ...]:
        """The value of a text; of the default if the text is empty.

        Raises:
            ValueError: the text is no value of the option; the message says what is expected.
        """
        text = text.strip() or self.default
        match self.form:
            case Form.WORDS:
                return words_of(text)
            case Form.CHOICE if text not in self.choices:
                raise ValueError(f"must be one of {', '.join(self.choices)}, not {text!r}")
            case Form.CHOICES:
                return self._read_choices(text)
            case Form.SWITCH:
                if text not in ("true", "false"):
                    raise ValueError(f"must be true or false, not {text!r}")
                return text == "true"
            case Form.SECONDS:
                if not (text.isascii() and text.isdigit() and int(text) > 0):
                    raise ValueError(f"must be a number of seconds, not {text!r}")
                return int(text)
            case Form.COUNT:
                if not (text.isascii() and text.isdigit()):
                    raise ValueError(f"must be a number, not {text!r}")
                return int(text)
        return text

    def _read_choices(self, text: str) -> tuple[str, ...]:
        values = words_of(text)
        if unknown := [value for value in values if value not in self.choices]:
            raise ValueError(f"must be of {', '.join(self.choices)}, not {', '.join(map(repr, unknown))}")
        if "never" in values and len(values) > 1:
            raise ValueError("`never` stands alone")
        return values


def words_of(text: str) -> tuple[str, ...]:
    """Words separated by commas or spaces."""
    return tuple(text.replace(",", " ").split())
