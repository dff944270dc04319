"""Functions, window functions included (`pg_proc` with prokind `f`, `w`)."""

from __future__ import annotations

from schemasync.kinds.routines._routine import routine_kind

KIND = routine_kind("function", "'f', 'w'", rank=34)
