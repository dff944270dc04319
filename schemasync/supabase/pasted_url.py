"""Read a connection string as people paste it: correct what is unambiguous, and name what is no connection string."""

from __future__ import annotations

import difflib
import shlex

from psycopg.conninfo import make_conninfo

from schemasync.core.errors import SettingsError
from schemasync.supabase.connection_errors import is_api_url, is_reference

SCHEMES = ("postgres", "postgresql")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_QUOTES = (("'", "'"), ('"', '"'), ("`", "`"), ("<", ">"), ("“", "”"))
_PSQL = {"-h": "host", "-p": "port", "-U": "user", "-d": "dbname", "--host": "host", "--port": "port",
         "--username": "user", "--dbname": "dbname"}  # fmt: skip
_KEYS = ("sb_publishable_", "sb_secret_", "sbp_")
COPY = "copy the connection string: Supabase dashboard → Connect → Session pooler (postgresql://…)"


def cleaned_url(text: str) -> str:
    """The connection string in a text, without what stands around it; any other text as it is, without surrounding space.

    Quotes, `NAME=value`, `export NAME=value`, `NAME: value`, a `psql` command line, `jdbc:` and a driver's name in the scheme
    (`postgresql+psycopg2`) are understood.
    """
    text, before = text.strip("\ufeff\u200b \t\r\n"), None
    if "://" in text:  # a password in key=value form may end with it
        text = text.rstrip("; \t")
    while text != before:
        before, text = text, _unwrapped(text)
    scheme, mark, rest = text.partition("://")
    base = scheme.lower().partition("+")[0]
    return f"{base}://{rest}" if mark and base in SCHEMES else text


def _unwrapped(text: str) -> str:
    """The text without one layer around it."""
    for left, right in _QUOTES:
        if len(text) > 1 and text.startswith(left) and text.endswith(right):
            return text[1:-1].strip()
    if text.lower().startswith("jdbc:"):
        return text[len("jdbc:") :]
    if text.startswith("psql "):
        return _of_psql(text)
    for mark in "=:":
        name, found, value = text.partition(mark)
        inner = value.strip(" \t'\"`")
        is_url = inner.lower().removeprefix("jdbc:").startswith(SCHEMES) and "://" in inner
        is_name = name.strip().removeprefix("export ").strip().replace("-", "_").isidentifier()
        if found and is_url and is_name:
            return value.strip()
    return text


def _of_psql(text: str) -> str:
    """The connection string, or the parameters, of a `psql` command line."""
    try:
        words = shlex.split(text)[1:]
    except ValueError:
        return text
    if url := next((word for word in words if "://" in word or word.startswith("host=")), ""):
        return url
    found = {}
    for flag, following in zip(words, [*words[1:], ""], strict=True):
        name, joined, inline = flag.partition("=")
        value = inline if joined else following
        if name in _PSQL and value:
            found[_PSQL[name]] = value
    return make_conninfo(**found) if found else text


def refuse_other_things(text: str) -> None:
    """Name a text that is known to be something else than a connection string.

    Raises:
        SettingsError: it is; the message contains no part of it.
    """
    what, hint = _named(text)
    if what:
        raise SettingsError(f"the database URL is {what}", hint)


def _named(text: str) -> tuple[str, str]:
    """Name of a thing that is pasted by mistake, and the next step; empty if it is none that is known."""
    low = text.lower()
    if text.startswith(("$", "%")) or "${{" in text:
        return (
            "the name of a variable, not its value",
            "in a workflow: database-url: ${{ secrets.NAME }}; is the secret set?",
        )
    if low.startswith(("https://supabase.com/dashboard", "https://app.supabase.com", "https://app.supabase.io")):
        return "the address of a page of the dashboard, not of the database", COPY
    if is_api_url(low):
        return "the address of the project's API, not of its database", COPY
    if text.startswith("eyJ") and text.count(".") == 2:  # noqa: PLR2004  a JSON web token has three parts
        return "an API key (a JSON web token, such as the anon key), which opens no connection", COPY
    if text.startswith(_KEYS):
        return "a key of Supabase's API, which opens no connection", COPY
    if is_reference(text):
        return "the project's reference alone", COPY
    if low.startswith(("prisma://", "prisma+")):
        return "an address of Prisma Accelerate, not of the database", COPY
    return "", ""


def check_parameters(sslmode: str, port: str) -> None:
    """Check parameters that libpq would report without naming them.

    Raises:
        SettingsError: one has no value that PostgreSQL knows.
    """
    if sslmode and sslmode not in SSL_MODES:
        close = difflib.get_close_matches(sslmode, SSL_MODES, n=1)
        did_you_mean = f"did you mean {close[0]}? " if close else ""
        raise SettingsError(
            "the database URL has an sslmode that PostgreSQL does not know",
            f"{did_you_mean}known are {', '.join(SSL_MODES)}",
        )
    if any(not (part.isdecimal() and 0 < int(part) < 1 << 16) for part in port.split(",") if part):
        raise SettingsError(
            "the port in the database URL is no number from 1 to 65535",
            "5432 is the session pooler's, 6543 the transaction pooler's",
        )
