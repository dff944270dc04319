"""Keep libpq's environment variables away from connections to the shadow.

libpq takes each parameter that a connection string leaves out from the environment: PGHOSTADDR and PGSERVICE lead to another
server, PGSSLMODE refuses ours, PGOPTIONS changes settings of the session. The variables are meant for the target, which
still gets them, as parameters.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_WITHOUT_PARAMETER = ("PGDATESTYLE", "PGTZ", "PGGEQO", "PGREQUIRESSL", "PGSERVICEFILE", "PGSYSCONFDIR")
"""Variables that set no connection parameter: settings that libpq sends, and the places of service files."""
_RESOLVED = ("service", "servicefile")
"""Parameters that name a service; libpq's defaults already contain the values from its file."""
_hidden: dict[str, str] = {}
"""Variables that are removed from the environment at present."""
_parameters: dict[str, str] = {}
"""The connection parameters that these variables set."""


@contextlib.contextmanager
def isolated() -> Iterator[None]:
    """Remove libpq's variables from the environment for the length of a `with` block, which may be nested.

    Commands do so before they start a thread: changing the environment is safe only while no other thread reads it.
    """
    if not any(name.startswith("PG") for name in os.environ):
        yield
        return
    before = _defaults()
    names = [name for name in (*_WITHOUT_PARAMETER, *_variables()) if name in os.environ]
    taken = {name: os.environ.pop(name) for name in names}
    after, outer = _defaults(), (dict(_hidden), dict(_parameters))
    _hidden.update(taken)
    _parameters.update({key: value for key, value in before.items() if after.get(key) != value})
    try:
        yield
    finally:
        for kept, values in zip((_hidden, _parameters), outer, strict=True):
            kept.clear()
            kept.update(values)
        os.environ.update(taken)


def hidden_variables() -> Mapping[str, str]:
    """The variables that `isolated` has removed, for a child process that is to have them."""
    return dict(_hidden)


def hidden_parameters() -> Mapping[str, str]:
    """Connection parameters that the removed variables set, for the target."""
    return dict(_parameters)


def connect_isolated(conninfo: str, **parameters: Any) -> psycopg.Connection[Any]:
    """Connect to the shadow with these parameters and libpq's built-in defaults, without its environment variables.

    If a signal interrupts it, the connection is closed at once. Otherwise the exception's frames would keep it, and a server
    that waits for a password drops no database meanwhile.
    """
    import psycopg  # noqa: PLC0415  the command line imports this module before it knows whether it connects

    with isolated():
        try:
            return psycopg.connect(conninfo, **parameters)
        except BaseException as error:  # noqa: BLE001
            raise error.with_traceback(None)  # noqa: B904


def _variables() -> list[str]:
    """Variables that set a connection parameter."""
    from psycopg.pq import Conninfo  # noqa: PLC0415

    return [option.envvar.decode() for option in Conninfo.get_defaults() if option.envvar]


def _defaults() -> dict[str, str]:
    """Libpq's default of each parameter, with the environment and the service that it names."""
    from psycopg.pq import Conninfo  # noqa: PLC0415

    found = {
        option.keyword.decode(): option.val.decode() for option in Conninfo.get_defaults() if option.val is not None
    }
    return {key: value for key, value in found.items() if key not in _RESOLVED}
