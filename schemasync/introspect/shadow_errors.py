"""Attribute an error of introspection to the throwaway server instead of the target."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from schemasync.core.errors import IntrospectionError, PostgresError
from schemasync.core.masking import shortened
from schemasync.introspect.read_errors import NEEDS


@contextmanager
def shadow_errors() -> Iterator[None]:
    """Within the block, report a failed introspection as a fault of the throwaway server.

    Raises:
        PostgresError: in place of IntrospectionError, and of an error of PostgreSQL that is no failed migration.
    """
    try:
        yield
    except IntrospectionError as error:
        hint = "" if error.hint == NEEDS else error.hint  # the target's privileges do not matter here
        raise PostgresError(f"the throwaway PostgreSQL: {error.message}", hint) from None
    except psycopg.Error as error:
        message = shortened(error.diag.message_primary or (str(error).splitlines() or ["it does not answer"])[0])
        raise PostgresError(
            f"the throwaway PostgreSQL: {message}", "a migration may have changed the server itself"
        ) from None
