"""Compute the SCRAM verifiers of passwords, so that no statement, log or view of sessions shows a password."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

ITERATIONS = 1
"""Iterations of the key derivation; more protect only weak passwords, and ours are random."""
_SALT = 16


def random_password() -> str:
    """A random password of 192 bits."""
    return secrets.token_urlsafe(24)


def verifier(password: str) -> str:
    """The SCRAM-SHA-256 verifier of a password, for `ALTER ROLE … PASSWORD`.

    Source: PostgreSQL, `pg_authid.rolpassword`; RFC 5803.

    Args:
        password: in ASCII, which needs no SASLprep.
    """
    salt = secrets.token_bytes(_SALT)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ITERATIONS)
    stored_key = hashlib.sha256(_hmac(salted, b"Client Key")).digest()
    server_key = _hmac(salted, b"Server Key")
    return f"SCRAM-SHA-256${ITERATIONS}:{_base64(salt)}${_base64(stored_key)}:{_base64(server_key)}"


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
