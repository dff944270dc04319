"""Parse TOML that a stranger may have written: whatever is wrong with it is one kind of error, in words of ours."""

from __future__ import annotations

import tomllib
from typing import Any


class TomlError(ValueError):
    """The text is no TOML that can be read; the message says why."""


def parse_toml(text: str) -> dict[str, Any]:
    """Parse a document.

    Raises:
        TomlError: it is no TOML, is nested too deeply, or has a number that Python does not convert.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(str(error)) from None
    except RecursionError:
        raise TomlError("it is nested too deeply") from None
    except ValueError:  # of int(), which limits the digits
        raise TomlError("a number in it has too many digits") from None
