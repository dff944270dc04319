"""The declaration of an option, and how its text is read."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Form(enum.Enum):
    """How the text of an option is read."""

    TEXT = enum.auto()
    FILLED_TEXT = enum.auto()
    """Text that is not empty where it is given: a variable that is not set must not count as no option."""
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
        commands: names of the commands that take it.
        flag: `--name`, a metavariable for a positional argument, or empty if there is neither.
        metavar: name of the value in `--help`.
        flag_help: further sentences for `--help` and the table of flags.
        variable: environment variable from which the command takes the value if no flag gives one.
        required: the command cannot do without it.
        accepts_folder: the command takes a folder besides the choices.
        is_input: it is an input of the action.
        input_help: further sentences for action.yml and the table of inputs.
        input_default: default in action.yml, where it is an expression that GitHub evaluates.
        secret: it is masked in all output, and no child process gets it in its environment.
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
        """Whether the command takes it by its position."""
        return bool(self.flag) and not self.flag.startswith("-")

    def read(self, text: str) -> str | bool | int | tuple[str, ...]:
        """The value that a text means; an empty text means the default.

        Raises:
            ValueError: the text is not a value of the option; the message says what is expected.
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
                return seconds_of(text)
            case Form.COUNT:
                return count_of(text)
        return text

    def _read_choices(self, text: str) -> tuple[str, ...]:
        values = words_of(text)
        if unknown := [value for value in values if value not in self.choices]:
            raise ValueError(f"must be among {', '.join(self.choices)}, not {', '.join(map(repr, unknown))}")
        if "never" in values and len(values) > 1:
            raise ValueError("`never` cannot be combined with other values")
        return values


def filled_text_of(text: str) -> str:
    """A text that is not empty.

    Raises:
        ValueError: it is; the message says so.
    """
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


def seconds_of(text: str) -> int:
    """A number of seconds, 1 or more.

    Raises:
        ValueError: the text is none; the message says so.
    """
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"must be a number of seconds, not {text!r}")
    return int(text)


def count_of(text: str) -> int:
    """A number, 0 or more.

    Raises:
        ValueError: the text is none; the message says so.
    """
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"must be a number, not {text!r}")
    return int(text)


def words_of(text: str) -> tuple[str, ...]:
    """Words separated by commas or spaces."""
    return tuple(text.replace(",", " ").split())
