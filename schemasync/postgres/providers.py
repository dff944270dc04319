"""Choose the provider of the shadow server."""

from __future__ import annotations

from contextlib import AbstractContextManager

from schemasync.config.settings import Settings
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer

EMBEDDED, DOCKER, URL = "embedded", "docker", "url"


def shadow(
    postgres: str = EMBEDDED, major: int | None = None, image: str = "", url: str = "", *, tcp: bool = False
) -> AbstractContextManager[ShadowServer]:
    """Provide a shadow server for the length of a `with` block; remove it afterwards.

    Args:
        postgres: `embedded`, `docker`, `url`, or a folder with server binaries.
        major: the target's major version.
        image: for `docker`; by default Supabase's for the major version.
        url: for `url`: a superuser's connection string to an otherwise empty server; a secret.
        tcp: listen on 127.0.0.1 too; the servers of `docker` and `url` are reached over TCP anyway.

    Raises:
        PostgresError: on entering the block, if there is no such server.
    """
    if postgres == DOCKER:
        from schemasync.postgres.docker import container  # noqa: PLC0415  the import takes 0.1 s

        return container(image, major)
    if postgres == URL:
        from schemasync.postgres.external import external  # noqa: PLC0415

        return external(url)
    return embedded(major, None if postgres == EMBEDDED else postgres, tcp=tcp)


def shadow_server(settings: Settings, major: int | None, *, tcp: bool = False) -> AbstractContextManager[ShadowServer]:
    """The throwaway server that the settings ask for, of a major version; it listens on 127.0.0.1 with `tcp`."""
    source = settings.shadow
    return shadow(source.postgres, major, source.image, source.url, tcp=tcp)
