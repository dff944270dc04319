"""Procedures (`pg_proc` with prokind `p`)."""

from __future__ import annotations

from schemasync.kinds.routines._routine import routine_kind

KIND = routine_kind("procedure", "'p'", rank=35)
