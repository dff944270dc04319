"""Doubts about errors on a server that has a stand-in for an extension which it lacks."""

from __future__ import annotations

from schemasync.diagnose.failure import Failure

_NEVER = "this SQL never worked as it is"


def never_worked(failure: Failure) -> str:
    """The end of a sentence about SQL that works with no database: a stand-in may be the cause of its error, too."""
    if not failure.stub_extensions:
        return _NEVER
    names = ", ".join(sorted(failure.stub_extensions))
    return f"unless the stand-in for {names}, which this server lacks, is the cause, {_NEVER}"
