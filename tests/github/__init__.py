"""Tests of `schemasync.github`, against the stand-in in `standin/`.

The package is `tests.github`: with `tests/` itself on `sys.path` it would hide PyGithub's `github`.
"""
