"""Say that a stub extension may be the cause of an error; users read "stand-in"."""

from __future__ import annotations

from schemasync.diagnose.failure import Failure

_NEVER = "this SQL has probably never run as it is"


def never_worked(failure: Failure) -> str:
    """End of a sentence about SQL that fails on these objects in any case, unless a stub is the cause."""
    if not failure.stub_extensions:
        return _NEVER
    names = ", ".join(sorted(failure.stub_extensions))
    return f"unless the stand-in for {names}, which this server lacks, is the cause, {_NEVER}"
