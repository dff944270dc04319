"""Paths of files as the repository has them."""

from __future__ import annotations

import posixpath


def in_repository(folder: str, file: str) -> str:
    """Path of a file from the repository's root.

    Args:
        folder: of the migrations, from there.
        file: relative to that folder; a schema file lies beside it (`../schemas/a.sql`).
    """
    return posixpath.normpath(posixpath.join(folder, file)).removeprefix("../")
