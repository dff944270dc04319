"""Explain why a connection to a Supabase project failed, and what to change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

REF = r"[a-z]{20}"
_DIRECT = re.compile(rf"db\.({REF})\.supabase\.(?:co|red)\Z")
_POOLER = re.compile(r"[a-z0-9-]+\.pooler\.supabase\.com\Z")
_USER = re.compile(rf".*\.({REF})\Z")
_REFERENCE = re.compile(rf"reference(?:=|%3[dD])({REF})\b")
_API = re.compile(rf"(?:https?://)?{REF}\.supabase\.(?:co|red|in)(?:/.*)?\Z")
_REFERENCE_ALONE = re.compile(rf"{REF}\Z")
_NAMED = re.compile(r"\"[^\"]*\"|(?<=host )'[^']*'")
"""Names of hosts, roles, databases and files in a message."""
TRANSACTION_PORT = "6543"

POOLER = (
    "use the session pooler's connection string: Supabase dashboard → Connect → Session pooler "
    "(copy it, as the N of its host aws-N-REGION.pooler.supabase.com cannot be guessed)"
)
_UNREACHABLE = "the direct host has only an IPv6 address, and this machine has no IPv6 (GitHub's runners have none)"
_NO_TLS = "the server's pg_hba.conf does not let this connection in without TLS"
_NO_HOST = "the host name does not exist"
_KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("network is unreachable", "no route to host", "ipv6 is not supported", "cannot assign requested address"),
     _UNREACHABLE, POOLER),
    (("tenant or user not found", "enotfound"),
     "the pooler does not know the project",
     ("check host, region and the user name (postgres.PROJECTREF) against Supabase dashboard → Connect; a paused "
     "project answers like this too")),
    (("enoidentifier", "no tenant identifier"),
     "the user name lacks the project: on a pooler it is postgres.PROJECTREF",
     "copy the connection string from Supabase dashboard → Connect"),
    (("address not in tenant allow_list", "network restriction"),
     "the project's network restrictions do not let this machine in",
     "allow its address (Supabase dashboard → Database → Network restrictions), or use a runner with a fixed one"),
    (("emaxconnsession", "max clients reached in session mode"),
     "the session pool is full",
     "run one check at a time (`concurrency:`), raise the pool size, or use the transaction pooler (port 6543)"),
    (("emaxconn", "max client connections reached", "too many clients", "remaining connection slots"),
     "the database has no free connection slots", "try again later, or raise the limit"),
    (("too many connections for",),
     "all connections that the role or the database may have are in use",
     "run it again later, or raise the limit: ALTER ROLE or ALTER DATABASE … CONNECTION LIMIT"),
    (("is not permitted to log in",),
     "the role may not log in", "name another role, or allow it: ALTER ROLE … LOGIN"),
    (("permission denied for database",),
     "the role may not connect to the database", "allow it: GRANT CONNECT ON DATABASE … TO the role"),
    (("not currently accepting connections",),
     "the database accepts no connections", "name another one, or allow them: ALTER DATABASE … ALLOW_CONNECTIONS true"),
    (("hot standby mode is disabled",), "the server is a standby that accepts no connections", "connect to the primary"),
    (("hot standby mode", "session is read-only", "session is not read-only"),
     "the server is not of the kind that `target_session_attrs` asks for", "remove that from the connection string"),
    (("database system is", "not yet accepting connections"),
     "the server is starting, stopping or recovering", "run it again in a minute"),
    (("password authentication failed", "failed sasl auth", "wrong password", "28p01"),
     "the password is wrong",
     ("give it as it is in `database-password`, where nothing needs to be URL-encoded; the dashboard never shows it: "
      "Supabase dashboard → Database → Settings can reset it")),
    (("no encryption", "ssl off"),
     _NO_TLS, "add ?sslmode=require to the connection string"),
    (("pg_hba.conf",),
     "the server's pg_hba.conf does not let this role, database or address in", "add them there, or use others"),
    (('role "" does not exist', "no such user"),
     "there is no such role", "check the user name in the connection string, and a role in its `options`"),
    (("no password supplied",),
     "the connection string has no password", "put it there, or give it as `database-password`"),
    (("circuit breaker", "ecircuitbreaker"),
     "the pooler refuses all connections after too many wrong passwords", "correct the password, and wait some minutes"),
    (("cannot connect to server", "server login has been failing"),
     "the pooler does not reach the database", "run it again later, or use another connection string of the database"),
    (("unsupported startup parameter",),
     "the pooler refuses a parameter of the connection string", "remove it, or `options`, from the connection string"),
    (("unrecognized configuration parameter", "invalid value for parameter", "invalid command-line argument"),
     "the server does not know a setting, or its value, in the connection string's `options`", "correct or remove it"),
    (("could not access file", "could not load library"),
     "a setting of the role, of the database or in `options` loads a library that the server lacks",
     "reset it: ALTER ROLE or ALTER DATABASE … RESET session_preload_libraries"),
    (("gssapi", "channel binding", "authentication method requirement", "peer authentication", "ident authentication"),
     "the server offers no way to log in that the connection string allows",
     "remove gssencmode, channel_binding and require_auth, or give a password"),
    (("definition of service",), "there is no service of that name in pg_service.conf", "give the connection string itself"),
    (("essl required", "esslrequired", "sslrequired", "ssl connection is required"),
     "the project asks for TLS", "add ?sslmode=require to the connection string"),
    (("certificate verify failed", "root certificate file", "self-signed certificate", "self signed certificate"),
     "the server's certificate is not signed by the authority that was given, or not valid at this machine's time",
     ("check this machine's clock; download the certificate: Supabase dashboard → Database → SSL configuration → Download certificate, and name the file as "
     "ssl-root-cert")),
    (("permission denied to set role",),
     "the login role may not SET ROLE to postgres", "use a role of your own, as the README shows"),
    (("unable to check out connection", "epssimplequery"),
     "the transaction pooler is exhausted", "try again later, or use the session pooler (port 5432)"),
    (("project paused", "project is paused", "database is paused"),
     "the project is paused", "restore it in the Supabase dashboard"),
    (("temporary failure in name resolution", "to address: try again", "[errno -3]"),
     "the name server of this machine does not answer", "run it again, and check this machine's DNS"),
    (("could not translate host name", "name or service not known", "nodename nor servname", "no address associated"),
     _NO_HOST,
     "check it against Supabase dashboard → Connect; a project that was deleted or paused for long has none"),
    (("timeout expired", "timed out", "connection timeout"),
     "the server does not answer", "check host and port, network restrictions, and that the project is not paused"),
    (("does not support ssl", "ssl error", "wrong version number", "tls", "ssl syscall"),
     "an encrypted connection could not be agreed on",
     "check that host and port are PostgreSQL's, and the connection string's sslmode"),
    (("connection reset", "closed the connection unexpectedly", "unexpected eof", "broken pipe"),
     "the server, or something before it, closed the connection",
     "run it again; if that does not help, check that host and port are PostgreSQL's"),
    (("connection refused",),
     "nothing listens at that host and port", "check both; a service container answers by its name, not on localhost"),
)  # fmt: skip
"""(parts of messages of libpq and of poolers in lower case, reason, next step); the first row that matches counts.

Before a connection is made, libpq and the poolers report errors as text alone, without an SQLSTATE.
"""


class EndpointKind(StrEnum):
    """Servers that a connection string leads to."""

    DIRECT = "direct"
    DEDICATED_POOLER = "dedicated pooler"
    SESSION_POOLER = "session pooler"
    TRANSACTION_POOLER = "transaction pooler"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Kind of endpoint, and the project's reference; empty if none is known."""

    kind: EndpointKind
    ref: str = ""


def endpoint(host: str, port: str, user: str, options: str = "") -> Endpoint:
    """Classify the Supabase endpoint of a connection; the project's reference is empty if no parameter contains it.

    Source: supabase/supavisor, Supabase's documentation "Connect to your database".
    """
    if found := _DIRECT.match(host):
        kind = EndpointKind.DEDICATED_POOLER if port == TRANSACTION_PORT else EndpointKind.DIRECT
        return Endpoint(kind, found[1])
    if _POOLER.match(host):
        named = _USER.match(user) or _REFERENCE.search(options)
        kind = EndpointKind.TRANSACTION_POOLER if port == TRANSACTION_PORT else EndpointKind.SESSION_POOLER
        return Endpoint(kind, named[1] if named else "")
    return Endpoint(EndpointKind.OTHER)


def is_api_url(text: str) -> bool:
    """Whether a text is the address of a project's API."""
    return bool(_API.match(text.strip()))


def is_reference(text: str) -> bool:
    """Whether a text is the reference of a project."""
    return bool(_REFERENCE_ALONE.match(text))


def database_missing(message: str) -> bool:
    """Whether the server says that it has no database of the name."""
    low = message.lower()
    return 'database "' in low and "does not exist" in low


def explain(message: str, where: Endpoint) -> tuple[str, str]:
    """The reason of a failed connection, and the next step; empty strings if the message is not known.

    Args:
        message: of libpq or a pooler, without secrets.
        where: the endpoint that was tried.
    """
    low = _NAMED.sub('""', message.lower())  # a host may be called tls.example.org
    for parts, reason, hint in _KNOWN:
        if any(part in low for part in parts):
            if reason == _NO_TLS and "ssl encryption" in low:
                continue  # libpq tried it with TLS, too
            if reason == _NO_HOST and where.kind == EndpointKind.DIRECT:
                return "the direct host has no address here (it is IPv6 only)", POOLER
            if reason == _UNREACHABLE and where.kind == EndpointKind.OTHER:
                return "the host cannot be reached from this machine", "check the host, and whether it needs IPv6"
            return reason, hint
    return "", ""
